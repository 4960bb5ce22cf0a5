// The settings are one sheet: closed as all sheets are, and found by whoever cannot read the desk's language.

import { expect, expectAccessible, test } from "./fixtures.mjs";
import { at, context, open } from "./desk.mjs";

test.use(context("zh-CN"));

const focused = (page) => page.evaluate(() => document.activeElement?.dataset.test ?? document.activeElement?.id);

test("the settings are one sheet, which a key or a click outside closes", async ({ page }) => {
  await open(page);
  await at(page, "settings").focus();
  await page.keyboard.press("Enter");
  const sheet = at(page, "sheet");
  await expect(sheet).toBeVisible();
  await expect(sheet.getByRole("heading", { level: 3 })).toContainText(["我是谁", "按键", "外观", "数据"]);
  await expectAccessible(page);
  await page.locator("#rep-name").fill("林涛");
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  expect(await focused(page)).toBe("settings");
  // Undo of the browser reaches no field that is not shown, and the desk has nothing to undo.
  await page.keyboard.press("Control+z");
  await at(page, "settings").click();
  await expect(page.locator("#rep-name")).toHaveValue("林涛");
  await page.mouse.click(5, 300);
  await expect(sheet).toHaveCount(0);
  // The others lie behind it.
  await at(page, "settings").click();
  await at(page, "keys").click();
  await expect(at(page, "key-undo")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
});

test("whoever cannot read the language finds their own, in the bar and on top of the sheet", async ({ page }) => {
  await open(page);
  await at(page, "locale-en").click();
  await expect(at(page, "settings")).toHaveText("Settings");
  await expect(at(page, "locale-zh-CN")).toHaveText("中文");
  await at(page, "settings").click();
  await at(page, "language-zh-CN").click();
  await expect(at(page, "sheet").getByRole("heading", { level: 2 })).toHaveText("设置");
  await expect(at(page, "language-zh-CN")).toHaveAttribute("aria-pressed", "true");
});

for (const [width, height] of [[360, 740], [360, 400], [1440, 900]]) {
  test(`at ${width}×${height} the sheet fits and the bar keeps to one row`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const tops = await page.locator(".top .act:visible").evaluateAll((acts) => acts.map((act) => Math.round(act.getBoundingClientRect().bottom)));
    expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(12);
    await at(page, "settings").click();
    const wide = await page.evaluate(() => document.querySelector("dialog").scrollWidth - document.querySelector("dialog").clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
}

test("a button of the sheet that is gone leaves the focus in the sheet", async ({ page }) => {
  await page.addInitScript(() => {
    window.Notification = class {
      static permission = "default";
      static requestPermission = async () => (window.Notification.permission = "granted");
    };
  });
  await open(page);
  await at(page, "settings").click();
  await at(page, "ask-reminders").click();
  await expect(at(page, "ask-reminders")).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement.closest("dialog") !== null)).toBe(true);
});

test("hours that are typed count once the field is left, and disturb nothing on the way", async ({ page }) => {
  await open(page);
  await at(page, "settings").click();
  const until = page.locator("#hours-until");
  const all = () => Promise.all(["hours-from", "lunch-from", "lunch-until", "hours-until"].map((id) => page.locator(`#${id}`).inputValue()));
  expect(await all()).toEqual(["09:00", "11:30", "14:00", "17:00"]);
  await until.focus();
  // By twenty-four hours the first digit alone would be one in the morning, by twelve one in the afternoon.
  await page.keyboard.type("1");
  await page.keyboard.type("8");
  const typed = await until.inputValue();
  expect(typed >= "17:30").toBe(true);
  await page.keyboard.press("Escape");
  await at(page, "settings").click();
  expect(await all()).toEqual(["09:00", "11:30", "14:00", typed]);
});
