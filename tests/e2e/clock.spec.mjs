// The clock is set while the page is open, and it goes on while nobody touches the page.
import { expect, test } from "./fixtures.mjs";
import { answer, at, context, flowOf, NOW, startCall } from "./desk.mjs";

async function openAt(page, time) {
  await page.clock.install({ time });
  await page.goto("");
  await expect(at(page, "start-call")).toBeEnabled();
}

// A call with this customer, in which it is agreed to call again at a time in these words.
async function promise(page, name, words) {
  await page.locator("#lead-name").fill(name);
  await page.locator("#main").focus();
  await startCall(page);
  await page.keyboard.press("f");
  await expect(page.locator("#follow-up-when")).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await expect(page.locator("#follow-up-reason")).toBeFocused();
  await page.keyboard.type("y");
  await page.keyboard.press("Enter");
  await expect(at(page, "promised")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.locator("#main").focus();
  await page.keyboard.press("e");
  await expect(at(page, "wrap-up")).toBeVisible();
  await page.keyboard.press("2");
  await page.keyboard.press("d");
  await expect(at(page, "start-call")).toBeEnabled();
}

test.describe("the clock is set in mid-call", () => {
  test.use(context("en"));
  for (const [name, set] of [["back", -3_600_000], ["forward", 3_600_000]]) {
    test(`${name} an hour: the call is as long as it was`, async ({ page }) => {
      await openAt(page, NOW);
      await page.locator("#main").focus();
      await startCall(page);
      await page.clock.runFor(120_000);
      await expect(at(page, "clock-call")).toHaveText(/^2:\d\d$/);
      await answer(page, flowOf("en"), "self");
      const time = await page.evaluate(() => Date.now());
      await page.clock.setSystemTime(new Date(time + set));
      await page.clock.runFor(180_000);
      await expect(at(page, "clock-call")).toHaveText(/^5:\d\d$/);
      await expect(at(page, "clock-step")).toHaveText(/^3:\d\d$/);
      await page.keyboard.press("e");
      await expect(at(page, "wrap-up")).toBeVisible();
      await page.keyboard.press("4");
      await page.keyboard.press("d");
      await expect(at(page, "recent").locator("li")).toContainText(/\b5:\d\d\b/);
    });
  }
});

for (const [locale, text] of Object.entries({
  "zh-CN": { words: "2分钟后", due: "到点了", title: "(1) 到点了 · 通话助手", plain: "通话助手 Callflow", noon: "中午好", who: "张伟" },
  en: { words: "in 2 minutes", due: "Due", title: "(1) Due · Callflow", plain: "Callflow", noon: "Hello", who: "Helen" },
})) {
  test.describe(locale, () => {
    test.use(context(locale));

    test("a promise comes due on a page that is just open: list, next one and title say so", async ({ page }) => {
      await openAt(page, NOW);
      await promise(page, text.who, text.words);
      await expect(at(page, "meetings").locator("li")).toHaveCount(1);
      await expect(at(page, "meetings")).not.toContainText(text.due);
      await expect(page).toHaveTitle(text.plain);
      await page.clock.runFor(121_000);
      await expect(at(page, "meetings")).toContainText(text.due);
      await expect(page).toHaveTitle(text.title);
      await at(page, "settle").click();
      await expect(page).toHaveTitle(text.plain);
    });

    test("the greeting of the first line follows the clock", async ({ page }) => {
      await openAt(page, new Date("2026-11-23T10:58:00+08:00"));
      await expect(at(page, "line")).not.toContainText(text.noon);
      await page.clock.runFor(121_000);
      await expect(at(page, "line")).toContainText(text.noon);
    });
  });
}

test.describe("told outside of the page", () => {
  test.use(context("en"));

  // What the browser would show, and whether it may: a headless one shows nothing.
  const stand = (page, permission) =>
    page.addInitScript((permission) => {
      window.shown = [];
      window.Notification = class {
        static permission = permission;
        static requestPermission = async () => (window.Notification.permission = "granted");
        constructor(title, options) {
          window.shown.push([title, options.body]);
        }
      };
      document.hasFocus = () => false;
    }, permission);
  const shown = (page) => page.evaluate(() => window.shown);

  test("only once the rep has asked for it", async ({ page }) => {
    await stand(page, "default");
    await openAt(page, NOW);
    await promise(page, "Helen", "in 2 minutes");
    await page.clock.runFor(121_000);
    await expect(page).toHaveTitle("(1) Due · Callflow");
    expect(await shown(page)).toEqual([]);
    await at(page, "settings").click();
    await at(page, "ask-reminders").click();
    await expect(at(page, "ask-reminders")).toHaveCount(0);
    await page.keyboard.press("Escape");
    await at(page, "settle").click();
    await promise(page, "Peter", "in 2 minutes");
    await page.clock.runFor(121_000);
    await expect.poll(() => shown(page)).toEqual([["Due now: 1", "Peter"]]);
  });
});
