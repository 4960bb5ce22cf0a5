// Who talks how much, and what of the time is said aloud.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { answer, at, context, flowOf, open, startCall } from "./desk.mjs";

test.use(context("zh-CN"));
const flow = flowOf("zh-CN");
const share = (page) => at(page, "share").locator("b").first();

// Lets time pass as in a page that is looked at: every timer runs.
const pass = (page, seconds) => page.clock.runFor(seconds * 1000);

// A call in which time stands still unless it is let pass.
async function stillCall(page) {
  await open(page);
  await startCall(page);
  await page.clock.pauseAt(new Date(await page.evaluate(() => Date.now() + 1000)));
}

async function intoTheSecondStage(page) {
  for (const id of ["self", "ok", "decide"]) {
    await answer(page, flow, id);
    await pass(page, 0.1);
  }
}

// Everything said aloud about the time, in order.
async function listenTo(page) {
  await page.evaluate(() => {
    window.said = [];
    const region = document.querySelector('[data-test="clock-said"]');
    new MutationObserver(() => region.textContent && window.said.push(region.textContent)).observe(region, {
      childList: true, characterData: true, subtree: true,
    });
  });
  return () => page.evaluate(() => window.said);
}

test("tapped or held, the key tells who talks, and the share is shown", async ({ page }) => {
  await stillCall(page);
  await expect(at(page, "share")).toHaveCount(0);
  await page.keyboard.press("h");
  await expect(at(page, "hear")).toHaveAttribute("aria-pressed", "true");
  await pass(page, 30);
  await page.keyboard.press("h");
  await expect(at(page, "hear")).toHaveAttribute("aria-pressed", "false");
  await pass(page, 10);
  await expect(share(page)).toHaveText("客户 75%");
  await expect(at(page, "share")).toContainText("目标 80%");
  await expect(at(page, "share")).toContainText("最长独白0:10");

  await page.keyboard.down("h");
  await pass(page, 20);
  await expect(share(page)).toHaveText("客户 83%");
  await page.keyboard.up("h");
  await expect(at(page, "hear")).toHaveAttribute("aria-pressed", "false");
  await pass(page, 15);
  await expect(share(page)).toHaveText("客户 67%");
  await expect(at(page, "share")).toContainText("最长独白0:15");

  // A step taken meanwhile is what undo takes back; the measurement stays.
  await answer(page, flow, "self");
  await page.keyboard.press("u");
  await expect(page.locator(`[data-step="${flow.start}"]`)).toBeVisible();
  await expect(share(page)).toHaveText("客户 67%");

  await at(page, "hear-nobody").click();
  await pass(page, 300);
  await expect(share(page)).toHaveText("客户 67%");
  await page.clock.resume();
  await expectAccessible(page);
  await page.keyboard.press("e");
  await at(page, "extent-full").click();
  expect(await at(page, "summary").inputValue()).toContain("倾听：客户 67%，目标 80%，最长独白 0:15");
  await expect(share(page)).toHaveText("客户 67%");
  await expectAccessible(page);
});

test("a held key that the page loses sight of is let go", async ({ page }) => {
  await stillCall(page);
  await page.keyboard.down("h");
  await pass(page, 10);
  await page.evaluate(() => window.dispatchEvent(new Event("blur")));
  await expect(at(page, "hear")).toHaveAttribute("aria-pressed", "false");
});

test("letters typed into a field mark nothing", async ({ page }) => {
  await stillCall(page);
  await page.locator("#note").focus();
  await page.keyboard.type("hh");
  await expect(at(page, "hear")).toHaveAttribute("aria-pressed", "false");
  await expect(at(page, "hear-nobody")).toHaveCount(0);
});

test("an hour of sleep, and a reload, are nobody's listening", async ({ page }) => {
  await stillCall(page);
  await page.keyboard.press("h");
  await pass(page, 30);
  await page.keyboard.press("h");
  await pass(page, 10);
  await page.keyboard.press("h");
  await pass(page, 5);
  await page.clock.fastForward("01:00:00");
  await expect(at(page, "clock-call")).toHaveText(/^1:00:/);
  await expect(share(page)).toHaveText("客户 75%");

  await page.clock.resume();
  await page.keyboard.press("h");
  await page.keyboard.press("h");
  await page.reload();
  await expect(share(page)).toHaveText("客户 75%");
  await page.clock.fastForward(300_000);
  await expect(at(page, "clock-call")).toHaveText(/^1:0[56]:/);
  await expect(share(page)).toHaveText("客户 75%");
});

test.describe("a rep who crosses into another time zone in mid-call", () => {
  test.use({ timezoneId: undefined });

  test("sees the same time go on", async ({ page, context }) => {
    const zone = await context.newCDPSession(page);
    const cross = (timezoneId) => zone.send("Emulation.setTimezoneOverride", { timezoneId });
    await cross("Asia/Shanghai");
    await stillCall(page);
    await pass(page, 60);
    await expect(at(page, "clock-call")).toHaveText(/^1:0\d$/);
    await cross("America/New_York");
    await pass(page, 30);
    await expect(at(page, "clock-call")).toHaveText(/^1:3\d$/);
    await page.clock.resume();
    await page.reload();
    await expect(at(page, "clock-call")).toHaveText(/^1:[34]\d$/);
  });
});

test("in a hidden tab the time goes on, and is right when it is seen again", async ({ page }) => {
  await stillCall(page);
  await page.keyboard.press("h");
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.clock.fastForward(60_000);
  await page.keyboard.press("h");
  await page.clock.fastForward(30_000);
  await page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect(share(page)).toHaveText("客户 67%");
  await expect(at(page, "clock-call")).toHaveText("1:31");
});

test("thresholds are said once, the latest alone after a sleep, and shown all the time", async ({ page }) => {
  await stillCall(page);
  const said = await listenTo(page);
  const stage = page.getByRole("timer").nth(1);
  await pass(page, 25);
  await expect(stage).toContainText("◕");
  expect(await said()).toEqual([]);
  await pass(page, 10);
  expect(await said()).toEqual(["开场的 30 秒用完了"]);
  await expect(stage).toContainText("▲");
  await expect(stage).toContainText("超 0:06");
  await expect(page.locator(".stage-here")).toContainText("▲0:36 / 0:30");
  await pass(page, 20);
  expect(await said()).toHaveLength(1);
  await expect(at(page, "clock-said")).toHaveText("");

  await page.clock.fastForward("01:00:00");
  await expect(at(page, "clock-said")).toHaveText("本阶段用时已到预算的 121 倍");
  expect(await said()).toHaveLength(2);

  // A stage that is not counted down says when it runs out, and when it has.
  await intoTheSecondStage(page);
  const { budget, title } = flow.stages[1];
  await expect(page.locator(".stage-here")).toContainText(title);
  await pass(page, budget + 5);
  expect((await said()).slice(2)).toEqual(["本阶段时间用了八成", "本阶段时间已用完"]);
  await page.clock.resume();
  await expectAccessible(page);
});

test("a minute of monologue is said each time, and seen", async ({ page }) => {
  await stillCall(page);
  // Out of the way of the opening's own threshold.
  await intoTheSecondStage(page);
  const said = await listenTo(page);
  for (const times of [1, 2]) {
    await page.keyboard.press("h");
    await pass(page, 5);
    await page.keyboard.press("h");
    await pass(page, 58);
    await expect(at(page, "monologue")).toHaveCount(0);
    await pass(page, 4);
    await expect(at(page, "monologue")).toHaveText("您连续说了▲1:02");
    expect(await said()).toEqual(Array(times).fill("您已连续说了一分钟"));
  }
});
