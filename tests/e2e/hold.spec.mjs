// The desk in a hand, in a corner, and enlarged.
import { expect, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, locales, open, people, startCall, stepOf } from "./desk.mjs";

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));

    test("in the smallest frame the customer is named", async ({ page }) => {
      await open(page);
      await fillCard(page, locale);
      await page.setViewportSize({ width: 360, height: 400 });
      await startCall(page);
      const name = page.locator(".call-with");
      await expect(name).toContainText(people[locale].name);
      const seen = await name.evaluate((element) => {
        const box = element.getBoundingClientRect();
        const met = document.elementFromPoint(box.x + 4, box.y + box.height / 2);
        return getComputedStyle(element).clipPath === "none" && element.contains(met) && box.width > 60;
      });
      expect(seen).toBe(true);
    });

    test("enlarged twice, line and answers are in sight, and no field lies under the bar", async ({ page }) => {
      await page.setViewportSize({ width: 720, height: 450 });
      await open(page);
      await startCall(page);
      for (const id of ["self", "ok"]) await answer(page, flowOf(locale), id);
      await expect(page.locator("#line .line")).toBeInViewport({ ratio: 1 });
      for (const shown of await page.locator(".answer:visible").all()) await expect(shown).toBeInViewport({ ratio: 1 });
      for (const key of ["n", "a", "f"]) {
        await page.keyboard.press(key);
        const hidden = () =>
          page.evaluate(() => {
            const field = document.activeElement.getBoundingClientRect();
            return document.activeElement.tagName === "BODY" || field.top < document.querySelector(".call-bar").getBoundingClientRect().bottom;
          });
        await expect.poll(hidden, key).toBe(false);
        await page.keyboard.press("Escape");
      }
    });
  });
}

test.describe("touched", () => {
  test.use({ ...context("en"), hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test("an answer looks chosen in its own step alone", async ({ page }) => {
    await open(page);
    await startCall(page);
    const step = await stepOf(page);
    const look = (place) =>
      page.locator(".answer:visible").nth(place).evaluate((it) => {
        const { backgroundColor, borderColor } = getComputedStyle(it);
        return [backgroundColor, borderColor].join(" ");
      });
    await page.locator(".answer:visible").first().tap();
    await expect.poll(() => stepOf(page)).not.toBe(step);
    await expect.poll(() => look(0)).toBe(await look(1));
  });
});
