// A call survives the page: reloaded or closed in mid-call it goes on at the very step with the right clock.
import { expect, expectFits, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, leaveCall, locales, open, people, startCall, stepOf } from "./desk.mjs";

const views = { wide: { width: 1280, height: 800 }, frame: { width: 360, height: 640 } };

test.use(context("zh-CN"));

test("reload in mid-call goes on at the very step, and no time is lost or won", async ({ page }) => {
  const flow = flowOf("zh-CN");
  await open(page);
  await fillCard(page, "zh-CN");
  await startCall(page);
  await answer(page, flow, "self");
  await page.keyboard.press("n");
  await expect(page.locator("#note")).toBeFocused();
  await page.keyboard.type("第一条");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await at(page, "objection-no-time").click();
  await expect(at(page, "detour")).toBeVisible();
  const [step, line] = [await stepOf(page), await at(page, "line").innerText()];

  // The laptop sleeps for an hour; then the page is loaded anew.
  await page.clock.fastForward("01:00:00");
  await page.reload();
  await expect.poll(() => stepOf(page)).toBe(step);
  expect(await at(page, "line").innerText()).toBe(line);
  await expect(at(page, "detour")).toBeVisible();
  await expect(at(page, "notes")).toContainText("第一条");
  await expect(at(page, "clock-call")).toHaveText(/^1:00:\d\d$/);
  await expect(at(page, "clock-step")).toHaveText(/^1:00:\d\d$/);

  // Undo still reaches back over the reload.
  await page.keyboard.press("r");
  await expect(at(page, "detour")).toHaveCount(0);
  for (let times = 0; times < 4; times += 1) await page.keyboard.press("u");
  await expect.poll(() => stepOf(page)).toBe(flow.start);
});

test("a tab that was closed in mid-call offers the call in the next one", async ({ context: browser, page }) => {
  await open(page);
  await fillCard(page, "zh-CN");
  await startCall(page);
  await page.close();
  const next = await browser.newPage();
  await open(next);
  await expect(at(next, "next-customer")).toContainText(people["zh-CN"].company);
  await at(next, "resume").press("Enter");
  await expect(at(next, "call")).toBeVisible();
});

test("a copy of the tab leaves the call where it is, and what was left does not come back", async ({ page }) => {
  await open(page);
  await startCall(page);
  const copy = page.waitForEvent("popup");
  // A page that opens another one gives it a copy of what belongs to the tab.
  await page.evaluate(() => void window.open(location.href));
  await expect(at(await copy, "resume")).toBeVisible();
  await expect(at(await copy, "notice")).toHaveCount(0);
  await expect(at(page, "call")).toBeVisible();
  await (await copy).close();
  await leaveCall(page);
  await page.reload();
  await expect(at(page, "start-call")).toBeEnabled();
  await expect(at(page, "keep")).toHaveText("已保存");
  await expect(at(page, "call")).toHaveCount(0);
});

for (const locale of locales) {
  test.describe(`the way back, ${locale}`, () => {
    test.use(context(locale));

    test("asks in a call before it leads away, a reload never does", async ({ page }) => {
      page.on("dialog", () => expect(false, "the browser asks").toBe(true));
      await open(page);
      const before = page.url();
      await startCall(page);
      await answer(page, flowOf(locale), "self");
      const step = await stepOf(page);
      await page.goBack();
      await expect(at(page, "stay")).toBeFocused();
      await expectFits(page, views, `leave-${locale}`);
      await page.setViewportSize(views.wide);
      await page.keyboard.press("Enter");
      await expect(at(page, "sheet")).toHaveCount(0);
      expect(await stepOf(page)).toBe(step);
      // And the next time as well, also after a reload.
      await page.reload();
      await expect.poll(() => stepOf(page)).toBe(step);
      await page.goBack();
      await page.keyboard.press("Escape");
      await expect(at(page, "sheet")).toHaveCount(0);
      expect(await stepOf(page)).toBe(step);
      await leaveCall(page);
      expect(page.url()).toBe(before);
      await at(page, "resume").click();
      await expect.poll(() => stepOf(page)).toBe(step);
    });
  });
}

test("what is typed on the card before the call survives a reload", async ({ page }) => {
  await open(page);
  await page.locator("#lead-company").fill("安泰");
  await page.reload();
  await expect(page.locator("#lead-company")).toHaveValue("安泰");
});

test("the clocks are right after an hour in which no timer ran", async ({ page }) => {
  await open(page);
  await startCall(page);
  await expect(at(page, "clock-stage")).toHaveText(/^0:(30|2\d)$/);
  await page.clock.fastForward(12_000);
  await expect(at(page, "clock-stage")).toHaveText(/^0:1\d$/);
  await page.clock.fastForward(20_000);
  await expect(at(page, "clock-said")).toHaveText("开场的 30 秒用完了");
  await page.clock.fastForward("01:00:00");
  await expect(at(page, "clock-call")).toHaveText(/^1:00:\d\d$/);
  await expect(at(page, "clock-said")).toHaveText(/^本阶段用时已到预算的 12\d 倍$/);
});
