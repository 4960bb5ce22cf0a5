// The desk in use: gaps, undo, jump back, forms, languages, widths.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, locales, open, people, records, startCall, stepOf } from "./desk.mjs";

test.use(context("zh-CN"));
const flow = flowOf("zh-CN");

test("a gap in the line is filled in place", async ({ page }) => {
  await open(page);
  await startCall(page);
  const gaps = await at(page, "gap").count();
  expect(gaps).toBeGreaterThan(0);
  await expect(at(page, "line")).not.toContainText("{");
  await at(page, "gap").first().press("Enter");
  await expect(at(page, "gap-input")).toBeFocused();
  await page.keyboard.type("王总");
  await page.keyboard.press("Enter");
  await expect(at(page, "line")).toContainText("王总");
  await expect(at(page, "gap")).toHaveCount(gaps - 1);
});

test("a gap in the first line is filled in before the call, and the card knows", async ({ page }) => {
  await open(page);
  await at(page, "gap").first().click();
  await page.keyboard.type("王总");
  await page.keyboard.press("Enter");
  await expect(at(page, "line")).toContainText("王总");
  await expect(page.locator("#lead-salutation")).toHaveValue("王总");
});

test("words typed into a need are kept when the step is left without adding them", async ({ page }) => {
  const need = flow.fields.find((field) => field.kind === "need");
  await open(page);
  await startCall(page);
  await at(page, "objection-no-need").click();
  const [words, topic, step] = [at(page, `words-${need.id}`), at(page, `topic-${need.id}`), await stepOf(page)];
  // Nothing is said of what it is about before the rep says it.
  await expect(topic).toHaveValue("");
  await words.fill("半夜出事都不知道");
  // Choosing what it is about does not leave the form.
  await topic.focus();
  await topic.selectOption({ index: 1 });
  await expect(words).toHaveValue("半夜出事都不知道");
  await at(page, "choice").first().click();
  await expect.poll(() => stepOf(page)).not.toBe(step);
  const [[, call]] = Object.entries(await records(page)).filter(([key]) => key.startsWith("call:"));
  const captured = call.log.map(({ is }) => is.captured).find((it) => it?.field === need.id);
  expect(captured.value.needs).toEqual([{ topic: flow.topics[0].id, words: "半夜出事都不知道" }]);
});

test("a need without words keeps what it is about, or another", async ({ page }) => {
  const need = flow.fields.find((field) => field.kind === "need");
  await open(page);
  await startCall(page);
  await at(page, "objection-no-need").click();
  const [about, topic] = [at(page, `about-${need.id}`), at(page, `topic-${need.id}`)];
  const add = page.locator(".need-new button");
  await topic.selectOption({ index: 1 });
  await add.first().click();
  await expect(about).toHaveValue(flow.topics[0].id);
  await expect(about.locator('option[value=""]')).toHaveCount(0);
  await about.selectOption({ index: 1 });
  await expect(about).toHaveValue(flow.topics[1].id);
  // One in words may be about nothing in particular.
  await at(page, `words-${need.id}`).fill("半夜出事都不知道");
  await page.keyboard.press("Enter");
  await expect(about).toHaveCount(2);
  await expect(about.last()).toHaveValue("");
});

// Texts and names on the screen whose language is not the one they say they are in.
const misspoken = (page, part) =>
  page.locator(part).evaluate((root) => {
    const chinese = /[\u4e00-\u9fff]/;
    const wrong = [];
    const look = (text, element) => {
      const lang = element.closest("[lang]").lang;
      if (/[a-z\u4e00-\u9fff]{2}/i.test(text) && chinese.test(text) !== (lang === "zh-CN")) wrong.push(`${lang}: ${text.trim()}`);
    };
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) look(nodes.currentNode.data, nodes.currentNode.parentElement);
    for (const element of root.querySelectorAll("[aria-label]")) look(element.ariaLabel, element);
    return wrong;
  });

test("on a desk in another language every text of the call says which language it is in", async ({ page }) => {
  await open(page);
  await startCall(page);
  for (const id of ["self", "ok", "decide"]) await answer(page, flow, id);
  await at(page, "objection-no-need").click();
  await at(page, "locale-en").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.keyboard.press("v");
  await expect(page.locator("#cards")).toBeVisible();
  expect(await misspoken(page, '[data-test="call"]')).toEqual([]);
  // The objection that is being answered is marked for the ear and for the eye.
  await expect(at(page, "objection-no-need")).toHaveAttribute("aria-current", "true");
  await expect(at(page, "objection-no-need")).toContainText("▸");
  await expect(page.locator("[aria-current=true]")).toHaveCount(1);
});

test("buttons of rows and of the path are told apart by their names", async ({ page }) => {
  await open(page);
  for (const name of ["张伟", "王芳"]) {
    await page.locator("#lead-name").fill(name);
    await at(page, "quick-no-answer").click();
    await expect(page.getByRole("button", { name: `再打一次，${name}` })).toBeVisible();
    await expect(page.getByRole("button", { name: `打开，${name}` })).toBeVisible();
  }
  await page.locator("#main").focus();
  await startCall(page);
  await answer(page, flow, "self");
  const [stage] = flow.stages;
  await expect(page.getByRole("button", { name: new RegExp(`^0:0\\d\\s*，\\s*${stage.title}\\s*，.+，\\s*回到这一步$`) })).toBeVisible();
});

test("a list shows more, a follow-up is settled and taken back", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const at = Date.parse("2026-11-20T02:00:00Z");
    const put = (key, data) => localStorage.setItem(`callflow:${key}`, JSON.stringify({ format: 1, stamp: at, data }));
    for (let n = 10; n < 30; n += 1) {
      const log = [{ at, is: "ended" }, { at, is: { disposed: { disposition: "callback" } } }, { at, is: "closed" }];
      const lead = { name: `客户${n}` };
      put(`call:${n}`, { started: { at: at + n, offset: 480, flow: "zh-CN/gone@1+1", lead_id: `lead-${n}`, lead }, log });
      const time = { wall: `2026-11-${n}T10:00`, zone: "Asia/Shanghai", at: Date.parse(`2026-11-${n}T10:00:00+08:00`) };
      put(`follow-up:${n}`, { time, purpose: "演示", reason: "约好了" });
    }
  });
  await page.reload();
  const rows = at(page, "meetings").last().locator("li");
  const more = page.getByRole("region", { name: "要回访的" }).locator('[data-test="more"]');
  await expect(rows).toHaveCount(12);
  await expect(more).toContainText("8");
  await more.press("Enter");
  await expect(rows).toHaveCount(20);
  await expect(more).toBeFocused();
  await more.press("Enter");
  await expect(rows).toHaveCount(12);
  await expectAccessible(page);

  await page.getByRole("button", { name: "办妥了，客户10" }).press("Enter");
  await expect(page.getByText("客户10 · 演示")).toHaveCount(0);
  await expect(page.locator("#follow-ups")).toBeFocused();
  await expectAccessible(page);
  await page.reload();
  await expect(rows.first()).toContainText("客户11");
  await page.getByRole("button", { name: "办妥了，客户11" }).press("Enter");
  await at(page, "unsettle").press("Enter");
  await expect(rows.first()).toContainText("客户11");

  // Its flow is gone: the call cannot be opened, but it can be handed out and put aside.
  await rows.first().locator('[data-test="open-meeting"]').press("Enter");
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await at(page, "download-call").press("Enter");
  expect(await (await download).failure()).toBeNull();
  await at(page, "set-aside").press("Enter");
  await expect(at(page, "notice")).toContainText("没有删除");
  expect(await page.evaluate(() => localStorage.getItem("callflow:aside:call:11"))).toContain("客户11");
});

test("undo takes back one thing at a time, jump back keeps the path", async ({ page }) => {
  await open(page);
  await startCall(page);
  await answer(page, flow, "self");
  await answer(page, flow, "ok");
  await page.keyboard.press("Control+z");
  await expect.poll(() => stepOf(page)).toBe("intro");
  await answer(page, flow, "ok");
  await at(page, "path").last().press("Enter");
  await expect.poll(() => stepOf(page)).toBe(flow.start);
  await expect(at(page, "path")).toHaveCount(3);
});

test("keys never fire while a name is composed with an input method", async ({ page }) => {
  await open(page);
  await startCall(page);
  const here = await stepOf(page);
  await page.locator("body").evaluate((body) => {
    const press = (init) => body.dispatchEvent(new KeyboardEvent("keydown", { key: "1", bubbles: true, ...init }));
    press({ isComposing: true });
    press({ keyCode: 229 });
  });
  await page.locator("#note").focus();
  await page.keyboard.type("1");
  expect(await stepOf(page)).toBe(here);
});

test("an appointment is refused with every reason, then without", async ({ page }) => {
  await open(page);
  await fillCard(page, "zh-CN");
  await startCall(page);
  await page.keyboard.press("a");
  await page.locator("#appointment-purpose").fill("");
  await page.locator("#book").click();
  for (const reason of ["日期", "几点", "目的"]) await expect(at(page, "refused")).toContainText(reason);
  await expectAccessible(page);
  await page.locator("#appointment-purpose").fill("演示");
  await page.locator("#appointment-date").fill("2026-11-20");
  await page.locator("#appointment-time").fill("10:00");
  await page.locator("#book").click();
  await expect(at(page, "refused")).toContainText("已经过去");
  // Clocks in Berlin go forward over this hour.
  await page.locator("#appointment-zone").selectOption("Europe/Berlin");
  await page.locator("#appointment-date").fill("2027-03-28");
  await page.locator("#appointment-time").fill("02:30");
  await page.locator("#book").click();
  await expect(at(page, "refused")).toContainText("03:00");
  await page.locator("#appointment-time").fill("03:30");
  await page.locator("#book").click();
  await expect(at(page, "read-back")).toBeVisible();
  const [booked] = Object.entries(await records(page)).filter(([key]) => key.startsWith("appointment:"));
  expect(new Date(booked[1].time.at).toISOString()).toBe("2027-03-28T01:30:00.000Z");
});

test("two appointments at one time are refused", async ({ page }) => {
  await open(page);
  for (const round of [1, 2]) {
    await page.locator("#lead-name").fill(`客户${round}`);
    await page.locator("#main").focus();
    await startCall(page);
    await page.keyboard.press("a");
    await page.locator("#appointment-date").fill("2026-11-24");
    await page.locator("#appointment-time").fill(round === 1 ? "10:00" : "10:10");
    await page.locator("#book").click();
    if (round === 2) break;
    await expect(at(page, "read-back")).toBeVisible();
    await at(page, "end-call").click();
    await at(page, "disposition-appointment").click();
    await at(page, "done").click();
  }
  await expect(at(page, "refused")).toContainText("客户1");
});

test("a call cannot be closed without a disposition, nor as an appointment without one", async ({ page }) => {
  await open(page);
  await startCall(page);
  await page.keyboard.press("e");
  await page.keyboard.press("d");
  await expect(at(page, "notice")).toContainText("请先选择通话结果");
  await page.keyboard.press("1");
  // What is missing is led to.
  await expect(page.locator("#appointment-when")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await expect(at(page, "notice")).toContainText("还没有约定");
  await expect(page.locator("#appointment-when")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("4");
  await page.keyboard.press("d");
  await expect(at(page, "start-call")).toBeVisible();
});

test("a call nobody answered is written down with one click", async ({ page }) => {
  await open(page);
  await page.locator("#lead-name").fill("王芳");
  await at(page, "quick-no-answer").click();
  await expect(at(page, "recent")).toContainText("王芳");
  await expect(at(page, "recent")).toContainText("无人接听");
  await expect(page.locator("#lead-name")).toHaveValue("");
});

test("the language changes at once, on every screen, and stays", async ({ page }) => {
  await open(page);
  await at(page, "locale-en").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(at(page, "start-call")).toContainText("Answered");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await startCall(page);
  // Chinese belongs to the language switch alone.
  const text = await page.locator("body").innerText();
  expect(text.replace("中文", "")).not.toMatch(/[\u4e00-\u9fff]/);
  await at(page, "locale-zh-CN").click();
  await expect(at(page, "end-call")).toContainText("结束通话");
});

// The words for what the data is at.
const states = {
  "zh-CN": ["已保存", "正在保存…", "未保存", "暂存", "由页面保管"],
  en: ["Saved", "Saving…", "Not saved", "Held for now", "Kept by the page"],
};

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));

    test("whatever the data is at, the bar on top keeps to its row", async ({ page }) => {
      await open(page);
      for (const width of [320, 360, 420]) {
        await page.setViewportSize({ width, height: 700 });
        for (const state of states[locale]) {
          const [wide, bar] = await at(page, "keep").evaluate((keep, state) => {
            keep.lastChild.nodeValue = state;
            return [document.documentElement.scrollWidth, document.querySelector(".top").getBoundingClientRect().height];
          }, state);
          expect(wide, `${width} px: ${state}`).toBe(width);
          expect(bar, `${width} px: ${state}`).toBeLessThan(56);
        }
      }
    });

    for (const width of [320, 360, 420, 768, 1024, 1440]) {
      test(`${width} px: no sideways scrolling, nothing inaccessible`, async ({ page }) => {
        // What makes the page wider than it is.
        const outside = () =>
          page.evaluate(() => {
            const out = (element) => element.getBoundingClientRect().right > window.innerWidth + 0.5 && element.checkVisibility();
            const all = [...document.querySelectorAll("body *")].filter(out).map(({ outerHTML }) => outerHTML.slice(0, 120));
            return document.documentElement.scrollWidth > window.innerWidth ? all : [];
          });
        await page.setViewportSize({ width, height: 700 });
        await open(page);
        // The bar on top is one row: no word of it is broken.
        expect((await page.locator(".top").boundingBox()).height).toBeLessThan(56);
        await fillCard(page, locale);
        await page.locator("#lead-company").fill(people[locale].company.repeat(6));
        await page.locator("#main").focus();
        expect(await outside()).toEqual([]);
        await startCall(page);
        await page.keyboard.press("a");
        await expect(at(page, "booking")).toBeVisible();
        expect(await outside()).toEqual([]);
        await expectAccessible(page);
        await page.locator("#main").focus();
        await page.keyboard.press("e");
        await expect(at(page, "wrap-up")).toBeVisible();
        expect(await outside()).toEqual([]);
      });
    }
  });
}
