// The whole desk as one file, opened from a disk by double click.
// Other specs run on it as well, see playwright.config.mjs.
import { expect, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, locales, people, startCall, stepOf } from "./desk.mjs";
import { oneFile } from "./playwright.config.mjs";

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));

    test("a call is made, found again after a reload and wrapped up, with nothing asked of anybody", async ({ page }) => {
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(oneFile);
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      await fillCard(page, locale);
      await startCall(page);
      await answer(page, flowOf(locale), "self");
      const step = await stepOf(page);
      await expect(at(page, "keep")).toHaveText(locale === "en" ? "Saved" : "\u5df2\u4fdd\u5b58");
      await page.reload();
      await expect.poll(() => stepOf(page)).toBe(step);
      await page.keyboard.press("e");
      await page.keyboard.press("4");
      await expect(at(page, "summary")).toHaveValue(new RegExp(people[locale].name));
      expect([...new Set(asked.filter((url) => !/^(data|blob):/.test(url)))]).toEqual([oneFile]);
    });
  });
}

test.describe("in Chinese", () => {
  test.use(context("zh-CN"));

  test("things are found by pinyin there too", async ({ page }) => {
    await page.goto(oneFile);
    await startCall(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("taigui");
    await expect(page.locator("[aria-selected=true]")).toContainText("\u592a\u8d35");
  });
});
