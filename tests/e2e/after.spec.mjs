// The first minute of somebody new, the offer beside the needs, and what is left of a call when it is over.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, locales, open, people, records, startCall, stepOf, tabTo } from "./desk.mjs";

const words = {
  "zh-CN": { need: "半夜出事我都不知道", own: "我自己写的小结", next: "今天就把资料发出去", who: "王经理", practise: "lianyi", practiseAction: /练一通/ },
  en: { need: "I never know what happens at night", own: "In my own words", next: "Send the material today", who: "Mr Morgan", practise: "pract", practiseAction: /Practice call/ },
};

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));
    const flow = flowOf(locale);

    test("an empty desk leads to the practice call, until there is a customer to call", async ({ page }) => {
      await open(page);
      await page.setViewportSize({ width: 360, height: 640 });
      await expect(at(page, "practise")).toBeInViewport({ ratio: 1 });
      await expect(at(page, "practise")).toHaveClass(/primary/);
      await expect(at(page, "start-call")).not.toHaveClass(/primary/);
      await page.locator("#lead-name").fill(people[locale].name);
      await expect(at(page, "practise")).not.toHaveClass(/primary/);
      await expect(at(page, "start-call")).toHaveClass(/primary/);
      await page.locator("#main").focus();
      await page.keyboard.press("/");
      await page.keyboard.type(words[locale].practise);
      await expect(page.locator('[role="option"][aria-selected="true"]')).toHaveText(words[locale].practiseAction);
      await page.keyboard.press("Enter");
      await expect(at(page, "practice")).toBeVisible();
    });

    test("somebody new makes a practice call, and nothing of it is kept", async ({ page }) => {
      await open(page);
      await tabTo(page, at(page, "practise"));
      await expectAccessible(page);
      await page.keyboard.press("Enter");
      await expect(at(page, "practice")).toBeVisible();
      await expect(at(page, "line")).toContainText(words[locale].who);
      await expectAccessible(page);
      await answer(page, flow, "self");
      await answer(page, flow, "ok");
      await page.keyboard.press("e");
      await at(page, "disposition-declined").press("Enter");
      await page.keyboard.press("d");
      await expect(at(page, "practise")).toBeVisible();
      await expect(at(page, "recent").locator("li")).toHaveCount(0);
      expect(Object.keys(await records(page)).filter((key) => /^(call|lead|draft)/.test(key))).toEqual([]);
    });

    test("needs stand beside the offer, and what was agreed to is summed up", async ({ page }) => {
      await open(page);
      await fillCard(page, locale);
      await startCall(page);
      await page.keyboard.press("v");
      const card = flow.cards.find(({ topics }) => topics.length);
      await expect(at(page, "needs")).toHaveCount(0);
      for (const id of ["self", "ok", "decide"]) await answer(page, flow, id);
      const need = flow.fields.find(({ kind, level }) => kind === "need" && level === "implied").id;
      for (let step = 0; step < 12 && !(await at(page, `words-${need}`).isVisible()); step += 1) {
        const here = await stepOf(page);
        await answer(page, flow, flow.steps.find(({ id }) => id === here).choices[0].id);
      }
      await page.locator(`[data-test="topic-${need}"]`).selectOption(card.topics[0]);
      await at(page, `words-${need}`).fill(words[locale].need);
      await at(page, `words-${need}`).press("Enter");
      await expect(at(page, "needs")).toContainText(words[locale].need);
      // The cards that fit come first.
      const first = page.locator("#cards > li").first();
      await expect(first.locator(".tag").first()).toBeVisible();
      await expect(at(page, "summary-close")).toHaveCount(0);
      await at(page, `affirm-${card.id}`).press("Enter");
      await expect(at(page, "summary-close")).toBeVisible();
      await expectAccessible(page);
    });

    test("the summary comes in three lengths and can be changed", async ({ page, context: browser }) => {
      await browser.grantPermissions(["clipboard-read", "clipboard-write"]);
      await open(page);
      await fillCard(page, locale);
      await startCall(page);
      await answer(page, flow, "self");
      await page.keyboard.press("e");
      await at(page, "disposition-material").press("Enter");
      await expect(at(page, "promises")).toContainText(words[locale].next);
      const summary = at(page, "summary");
      await at(page, "extent-line").press("Enter");
      await expect(summary).toHaveValue(new RegExp(`^[^\\n]*${people[locale].company}[^\\n]*$`));
      await at(page, "extent-full").press("Enter");
      await expect(summary).toHaveValue(/\n/);
      const full = await summary.inputValue();
      await at(page, "extent-short").press("Enter");
      await expect(summary).toHaveValue(new RegExp(words[locale].next));
      expect(full.length).toBeGreaterThan((await summary.inputValue()).length);
      await summary.fill(words[locale].own);
      await summary.blur();
      await expect(at(page, "compose-summary")).toBeVisible();
      await expectAccessible(page);
      await page.locator("#main").focus();
      await page.keyboard.press("y");
      await expect(at(page, "notice")).toBeVisible();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(words[locale].own);
      await page.reload();
      await expect(summary).toHaveValue(words[locale].own);
      await at(page, "compose-summary").press("Enter");
      await expect(summary).not.toHaveValue(words[locale].own);
    });
  });
}

test.describe("the next customer", () => {
  test.use(context("zh-CN"));

  test("is the one whose follow-up is due", async ({ page }) => {
    await open(page);
    await fillCard(page, "zh-CN");
    await startCall(page);
    await page.keyboard.press("f");
    await page.locator("#follow-up-date").fill("2026-11-24");
    await page.locator("#follow-up-time").fill("10:00");
    await page.locator("#follow-up-purpose").fill("回访");
    await page.locator("#follow-up-reason").fill("对方要求");
    await at(page, "set-follow-up").click();
    await page.locator("#main").focus();
    await page.keyboard.press("e");
    await at(page, "disposition-callback").press("Enter");
    await page.keyboard.press("d");
    await expect(at(page, "next-customer")).toHaveCount(0);
    await page.clock.setFixedTime(new Date("2026-11-24T10:00:00+08:00"));
    await page.reload();
    await expect(at(page, "next-customer")).toContainText(people["zh-CN"].name);
    await at(page, "next-customer").press("Enter");
    await expect(page.locator("#lead-company")).toHaveValue(people["zh-CN"].company);
    await expect(at(page, "next-customer")).toHaveCount(0);
  });
});

test.describe("in a narrow frame", () => {
  test.use({ ...context("zh-CN"), viewport: { width: 360, height: 740 } });

  test("what is asked first after the call is in sight", async ({ page }) => {
    await open(page);
    await fillCard(page, "zh-CN");
    await startCall(page);
    await answer(page, flowOf("zh-CN"), "self");
    await page.keyboard.press("e");
    await expect(at(page, "disposition-appointment")).toBeInViewport();
    await expect(at(page, "disposition-do-not-call")).toBeInViewport();
  });
});
