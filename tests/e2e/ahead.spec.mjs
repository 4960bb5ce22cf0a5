// The customer who agrees early is followed: to any stage by the rail, to any step by the palette; and what they take is booked.
import { at, context, flowOf, leaveCall, locales, open, startCall, stepOf } from "./desk.mjs";
import { expect, expectAccessible, test } from "./fixtures.mjs";

const words = {
  "zh-CN": { price: "价格", dark: "dark", goOn: "接着打", name: "王丽" },
  en: { price: "price", dark: "dark", goOn: "go on", name: "Helen" },
};

async function call(page, name) {
  await page.locator("#lead-name").fill(name);
  await page.locator("#main").focus();
  await startCall(page);
}

async function find(page, text) {
  await page.keyboard.press("Control+k");
  await expect(page.locator("#palette-query")).toBeFocused();
  await page.keyboard.type(text);
}

for (const locale of locales) {
  test.describe(locale, () => {
    test.use({ ...context(locale), hasTouch: true });
    const [text, flow] = [words[locale], flowOf(locale)];
    const first = (stage) => flow.steps.find((step) => step.stage === stage && step.lines).id;

    test("a stage is gone to by mouse, by keyboard and by touch, at every size", async ({ page }) => {
      await open(page);
      await call(page, text.name);
      for (const size of [[1440, 900], [1024, 768], [768, 1024], [360, 740]]) {
        await page.setViewportSize({ width: size[0], height: size[1] });
        const invite = at(page, "stage-invite");
        await expect(invite).toHaveAccessibleName(flow.stages.find(({ id }) => id === "invite").title);
        await (size[0] < 800 ? invite.tap() : invite.click());
        await expect.poll(() => stepOf(page)).toBe("invite.two-slots");
        await expect(page.locator("#line")).toBeFocused();
        await expectAccessible(page);
        await page.keyboard.press("u");
        await expect.poll(() => stepOf(page)).toBe("greet");
        await at(page, "stage-discovery").focus();
        await page.keyboard.press("Enter");
        await expect.poll(() => stepOf(page)).toBe(first("discovery"));
        await page.keyboard.press("u");
        await expect.poll(() => stepOf(page)).toBe("greet");
      }
    });

    test("the first time suits: it is booked, read back, and the call is done in six keys", async ({ page }) => {
      await open(page);
      await call(page, text.name);
      await at(page, "stage-invite").click();
      await expect.poll(() => stepOf(page)).toBe("invite.two-slots");
      await page.keyboard.press("1");
      await expect.poll(() => stepOf(page)).toBe("invite.confirm");
      await expect(at(page, "read-back")).toBeVisible();
      await expect(at(page, "line")).not.toContainText("[");
      // Folded to what is fixed; the form comes when it is wanted.
      await expect(page.locator("#appointment-when")).toHaveCount(0);
      await at(page, "change-time").click();
      await expect(page.locator("#appointment-when")).toBeFocused();
      await page.keyboard.press("Escape");
      await page.keyboard.press("1");
      await expect.poll(() => stepOf(page)).toBe("invite.people");
      await page.keyboard.press("e");
      await expect(at(page, "disposition-appointment")).toHaveAttribute("aria-pressed", "true");
      await page.keyboard.press("d");
      await expect(at(page, "recent")).toContainText(text.name);
    });

    test("the palette finds the objection, a call to go on with, and the dark theme", async ({ page }) => {
      await open(page);
      await call(page, text.name);
      const marked = page.locator('[role="option"][aria-selected="true"]');
      await find(page, text.price);
      await expect(marked).toContainText(flow.objections.find(({ id }) => id === "too-dear").title);
      await page.keyboard.press("Enter");
      await expect.poll(() => stepOf(page)).toBe("too-dear.answer");
      await leaveCall(page);
      for (const query of [text.goOn, text.name]) {
        await find(page, query);
        await expect(marked).toContainText(text.name);
        await page.keyboard.press("Escape");
      }
      await find(page, text.dark);
      await page.keyboard.press("Enter");
      await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
      await find(page, text.goOn);
      await page.keyboard.press("Enter");
      await expect.poll(() => stepOf(page)).toBe("too-dear.answer");
    });
  });
}
