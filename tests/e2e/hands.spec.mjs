// Hands on keys: each part of a call is one key away, and the customer's style changes what is said. Without a mouse.
import { expect, test } from "./fixtures.mjs";
import { answer, at, context, flowOf, locales, open, startCall, stepOf, tabTo } from "./desk.mjs";

const words = {
  "zh-CN": { tell: "直奔主题", note: "在开车" },
  en: { tell: "To the point", note: "Was driving" },
};

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));
    const [flow, text] = [flowOf(locale), words[locale]];

    test("every part of a call is a key away, and what is written there stays", async ({ page }) => {
      await open(page);
      await startCall(page);
      for (const id of ["self", "ok", "decide"]) await answer(page, flow, id);
      for (const [key, place] of [["o", "#objections"], ["p", "#phrases"], ["v", "#cards"], ["c", ".capture input"]]) {
        await page.keyboard.press(key);
        await expect(page.locator(place)).toBeFocused();
      }

      // A ready sentence is one Tab behind its key.
      await page.keyboard.press("Escape");
      await page.keyboard.press("p");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await expect(page.locator(".phrases details[open] .sayings")).toContainText(flow.phrases[0].texts[0].slice(0, 4));

      await page.keyboard.press("n");
      await page.keyboard.type(text.note);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape");
      await expect(at(page, "notes")).toContainText(text.note);
      for (const [key, form] of [["a", "booking"], ["f", "promise"]]) {
        await page.keyboard.press(key);
        await expect(at(page, form)).toBeVisible();
        await page.keyboard.press("Escape");
      }
      const step = await stepOf(page);
      await page.keyboard.press("1");
      await expect.poll(() => stepOf(page)).not.toBe(step);
      await page.keyboard.press("u");
      await expect.poll(() => stepOf(page)).toBe(step);
      // Undo takes the latest back, not what was written before it.
      await expect(at(page, "notes")).toContainText(text.note);

      await page.keyboard.press("e");
      await expect(at(page, "wrap-up")).toBeVisible();
      const declined = at(page, "disposition-declined");
      await page.keyboard.press((await declined.locator("kbd").innerText()).trim());
      await expect(declined).toHaveAttribute("aria-pressed", "true");
      await page.keyboard.press("l");
      await expect(at(page, "sentiment").last()).toHaveAttribute("aria-pressed", "true");
      await page.keyboard.press("d");
      await expect(at(page, "recent").locator("li")).toHaveCount(1);
    });

    test("the customer's pace and type change the line and the advice, and it says how to tell them", async ({ page }) => {
      await open(page);
      await startCall(page);
      await answer(page, flow, "self");
      expect(flow.steps.find(({ id }) => id === "intro").variants.length).toBeGreaterThan(0);
      const line = () => at(page, "line").innerText();
      const plain = await line();
      const heard = new Set();
      for (const [key, style] of [["j", "fast"], ["l", "slow"], ["t", "tiger"], ["b", "koala"]]) {
        await page.keyboard.press(key);
        await expect(at(page, `style-${style}`)).toHaveAttribute("aria-pressed", "true");
        await expect(page.locator(".advice p").first()).toBeVisible();
        heard.add(await line());
        expect(await stepOf(page)).toBe("intro");
        await page.keyboard.press(key);
        await expect(at(page, `style-${style}`)).toHaveAttribute("aria-pressed", "false");
        await expect.poll(line).toBe(plain);
      }
      await expect(page.locator(".advice p")).toHaveCount(0);
      heard.delete(plain);
      expect(heard.size, "wordings of their own").toBeGreaterThan(0);
      await tabTo(page, page.locator("button[data-test=style-tells]"));
      await page.keyboard.press("Enter");
      await expect(page.locator("#style-tells")).toContainText(text.tell);
    });
  });
}
