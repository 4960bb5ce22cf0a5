// How many keys a rep presses for what happens in every call.
import { expect, test } from "./fixtures.mjs";
import { at, context, fillCard, flowOf, leaveCall, locales, open, startCall, stepOf } from "./desk.mjs";

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));
    const flow = flowOf(locale);

    // Presses keys and counts them.
    const counter = (page) => {
      const counted = { keys: 0 };
      counted.press = async (...keys) => {
        for (const key of keys) await page.keyboard.press(key);
        counted.keys += keys.length;
      };
      // The number key of an answer, which is waited for: a rep reads before the next.
      counted.answer = async (id) => {
        const here = await stepOf(page);
        const label = flow.steps.find((step) => step.id === here).choices.find((choice) => choice.id === id).label;
        const shown = at(page, "choice").filter({ hasText: label }).first();
        await counted.press((await shown.getAttribute("aria-keyshortcuts")).trim());
        await expect.poll(() => stepOf(page)).not.toBe(here);
      };
      return counted;
    };

    test("a call that ends in an appointment takes 20 keys at most", async ({ page }) => {
      await open(page);
      await fillCard(page, locale);
      const rep = counter(page);
      await rep.press("s");
      await expect(at(page, "call")).toBeVisible();
      for (const id of ["self", "ok", "decide", "some", "some", "nobody", "pain", "told"]) await rep.answer(id);
      // The customer agrees early.
      await rep.press("g", String(flow.stages.findIndex(({ id }) => id === "invite") + 1));
      await expect.poll(() => stepOf(page)).toBe("invite.two-slots");
      await rep.answer("took-first");
      await expect(at(page, "customer").locator(".tag")).toHaveCount(1);
      for (const id of ["right", "alone", "wechat"].map((id) => id)) await rep.answer(id);
      await rep.press("1");
      await expect(at(page, "disposition-appointment")).toHaveAttribute("aria-pressed", "true");
      await rep.press("Enter");
      await expect(at(page, "start-call")).toBeVisible();
      await expect(at(page, "recent").locator("li")).toHaveCount(1);
      expect(rep.keys).toBeLessThanOrEqual(20);
    });

    test("an objection and the way back take 3", async ({ page }) => {
      await open(page);
      await startCall(page);
      const step = await stepOf(page);
      const rep = counter(page);
      await rep.press("o", "4");
      await expect(at(page, "detour")).toContainText(flow.objections[3].title);
      await rep.press("r");
      await expect.poll(() => stepOf(page)).toBe(step);
      expect(rep.keys).toBe(3);
    });

    test("no answer and on to the next takes 2, and going on after a reload none", async ({ page }) => {
      await open(page);
      await page.locator("#lead-name").fill("Ann");
      await page.keyboard.press("Escape");
      await startCall(page);
      await page.keyboard.press("1");
      const step = await stepOf(page);
      await leaveCall(page);
      await page.locator("#lead-name").fill("Bob");
      await page.keyboard.press("Escape");
      const rep = counter(page);
      await rep.press("n");
      await expect(at(page, "recent").locator("li")).toHaveCount(1);
      await rep.press("Enter");
      await expect(at(page, "call")).toBeVisible();
      await expect(at(page, "customer")).toContainText("Ann");
      expect(rep.keys).toBe(2);

      await page.reload();
      await expect(at(page, "call")).toBeVisible();
      expect(await stepOf(page)).toBe(step);
      expect(rep.keys).toBe(2);
    });
  });
}
