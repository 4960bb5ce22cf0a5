// Keys that do what they say: what a key leads to, what Enter takes, where the focus is afterwards.
import { expect, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, leaveCall, locales, open, people, startCall, stepOf } from "./desk.mjs";

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
// What has the focus: its id, or what it is.
const focused = (page) =>
  page.evaluate(() => {
    const { id, tagName } = document.activeElement ?? {};
    return id || tagName?.toLowerCase();
  });
const expectFocus = (page, id) => expect.poll(() => focused(page)).toBe(id);

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));
    const flow = flowOf(locale);

    test("an objection is a key and a digit away, and one key leads back", async ({ page }) => {
      await open(page);
      await startCall(page);
      const step = await stepOf(page);
      await press(page, "o");
      const chips = page.locator(".objections .chip");
      await expect(chips.locator(".sign")).toHaveCount(flow.objections.length);
      await expect(chips.nth(9).locator(".sign")).toHaveText("A");
      await press(page, "4");
      await expect(chips.nth(3)).toHaveAttribute("aria-current", "true");
      await expect(at(page, "detour")).toContainText(flow.objections[3].title);
      await expect(page.locator(".sign")).toHaveCount(0);
      await expectFocus(page, "line");
      await press(page, "r");
      await expect.poll(() => stepOf(page)).toBe(step);

      // Left again, the digits are answers.
      await press(page, "o", "Escape");
      await expect(page.locator(".sign")).toHaveCount(0);
      await expectFocus(page, "line");
      await press(page, "1");
      await expect(at(page, "detour")).toHaveCount(0);
      await expect.poll(() => stepOf(page)).not.toBe(step);

      // So they are after a click anywhere else, and where another key did what it does.
      await press(page, "o");
      await page.locator(".goal").click();
      await expect(page.locator(".sign")).toHaveCount(0);
      await press(page, "o", "n");
      await expect(page.locator(".sign")).toHaveCount(0);
      await expectFocus(page, "note");
    });

    test("a ready sentence is a key and two digits away", async ({ page }) => {
      await open(page);
      await startCall(page);
      const step = await stepOf(page);
      await press(page, "p", "2");
      const [, group] = flow.phrases;
      await expect(page.locator(".phrases details[open] .sign")).toHaveCount(group.texts.length);
      await press(page, "1");
      await expect(at(page, "saying")).toContainText(group.texts[0].slice(0, 4));
      await expect(page.locator(".phrases details[open]")).toHaveCount(0);
      expect(await stepOf(page)).toBe(step);
      await press(page, "Escape");
      await expect(at(page, "saying")).toHaveCount(0);
      await expectFocus(page, "line");
    });

    test("Enter takes what was typed, and the next key is no text", async ({ page }) => {
      await open(page);
      await startCall(page);
      for (const id of ["self", "ok", "decide"]) await answer(page, flow, id);
      const [field] = flow.steps.find(({ id }) => id === "spin.situation").capture;
      await press(page, "c", "1", "2", "Enter");
      await expectFocus(page, "line");
      await expect(at(page, `field-${field}`)).toHaveValue("12");
      await press(page, "1");
      await expect.poll(() => stepOf(page)).not.toBe("spin.situation");
      await press(page, "u");
      await expect(at(page, `field-${field}`)).toHaveValue("12");

      await press(page, "n", "x", "Enter");
      await expectFocus(page, "line");
      await expect(at(page, "notes")).toContainText("x");
      await press(page, "1");
      await expect.poll(() => stepOf(page)).not.toBe("spin.situation");

      // Words of the customer.
      await page.evaluate(() => document.querySelector("#line").focus());
      for (let n = 0; n < 12 && (await page.locator(".need-new").count()) === 0; n += 1) await press(page, "1");
      const here = await stepOf(page);
      await press(page, "c", "o", "k", "Enter");
      await expect(page.locator(".need-list li").first()).toContainText("ok");
      await expectFocus(page, "line");
      expect(await stepOf(page)).toBe(here);
      await press(page, "1");
      await expect.poll(() => stepOf(page)).not.toBe(here);
    });

    test("a gap that is filled gives the focus to the line", async ({ page }) => {
      await open(page);
      await startCall(page);
      const [gap] = [page.locator("#line [data-test=gap]").first()];
      await gap.click();
      await page.keyboard.type("Ann");
      await press(page, "Enter");
      await expectFocus(page, "line");
      await expect(at(page, "line")).toContainText("Ann");
      const step = await stepOf(page);
      await press(page, "1");
      await expect.poll(() => stepOf(page)).not.toBe(step);
    });
  });
}

test.describe("in any language", () => {
  test.use(context("en"));

  test("after the last call the keys work that are offered, and no key becomes a name", async ({ page }) => {
    await open(page);
    await fillCard(page, "en");
    await startCall(page);
    await press(page, "e", "4", "d", "d");
    await expect(at(page, "start-call")).toBeVisible();
    await expect(page.locator("#lead-name")).toHaveValue("");
    await press(page, "u");
    await expect(at(page, "wrap-up")).toBeVisible();
    await expect(at(page, "notice")).toHaveCount(0);
    await press(page, "d");
    await expect(at(page, "start-call")).toBeVisible();

    // The browser's own undo changes nothing that is not shown.
    await page.locator("#lead-name").focus();
    for (let n = 0; n < 4; n += 1) await press(page, "Control+z");
    await expect(page.locator("#lead-name")).toHaveValue("");
    const { rep, repCompany } = people.en;
    await expect(at(page, "line")).toContainText(rep);
    await expect(at(page, "line")).toContainText(repCompany);
  });

  test("a box that was clicked leaves the keys alone, and so do Caps Lock and a Chinese keyboard", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(page);
    await startCall(page);
    const step = await stepOf(page);
    await page.locator(".reminders input").first().click();
    await press(page, "1");
    await expect.poll(() => stepOf(page)).not.toBe(step);
    const type = (key, more = {}) =>
      page.evaluate(
        ([key, more]) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more })),
        [key, more],
      );
    await type("Z", { ctrlKey: true });
    await expect.poll(() => stepOf(page)).toBe(step);
    await type("\uff11");
    await expect.poll(() => stepOf(page)).not.toBe(step);
    await type("\uff35");
    await expect.poll(() => stepOf(page)).toBe(step);
    await type("Z", { ctrlKey: true, shiftKey: true });
    expect(await stepOf(page)).toBe(step);
    // With Shift it is the browser's.
    expect(await type("K", { ctrlKey: true, shiftKey: true })).toBe(true);
    await expect(at(page, "palette")).toHaveCount(0);
    // And without it the browser does nothing of its own.
    expect(await type("K", { ctrlKey: true })).toBe(false);
    await expect(at(page, "palette")).toBeVisible();

    // Safari tells of the Enter that ends a word of an input method by its code alone.
    await page.keyboard.type("expensive");
    await page.evaluate(() => {
      const enter = new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(enter);
    });
    await expect(at(page, "palette")).toBeVisible();
  });

  test("the focus never falls to the page", async ({ page }) => {
    await open(page);
    await startCall(page);
    const holds = async (what) => {
      await expect.poll(() => focused(page), what).not.toBe("body");
    };
    await press(page, "Control+k");
    await page.keyboard.type("expensive");
    await press(page, "Enter");
    await expect(at(page, "detour")).toBeVisible();
    await holds("a choice of the palette");
    await at(page, "return").focus();
    await press(page, "Enter");
    await expect(at(page, "detour")).toHaveCount(0);
    await holds("the way back that is gone");
    await press(page, "n", "x", "Escape");
    await holds("Escape");
    await at(page, "end-call").focus();
    await press(page, "Enter");
    await expect(at(page, "wrap-up")).toBeVisible();
    await holds("the hang-up");
    await press(page, "u");
    await expect(at(page, "call")).toBeVisible();
    await holds("undo");
    await press(page, "u", "u");
    await holds("undo of the note");
  });

  test("Escape closes the microphone's panel and so does a click beside it; a form is closed by the second", async ({ page }) => {
    await open(page);
    await startCall(page);
    const panel = at(page, "open-microphone");
    await at(page, "microphone").click();
    await expect(panel).toBeVisible();
    await press(page, "Escape");
    await expect(panel).toBeHidden();
    await at(page, "microphone").click();
    await expect(panel).toBeVisible();
    await page.locator(".goal").click();
    await expect(panel).toBeHidden();

    await press(page, "a");
    await expectFocus(page, "appointment-when");
    await press(page, "Escape");
    await expectFocus(page, "line");
    await expect(at(page, "booking")).toBeVisible();
    await press(page, "Escape");
    await expect(at(page, "booking")).toHaveCount(0);
  });

  test("a notice goes by itself, not while somebody is at it, and not into another screen", async ({ page }) => {
    await open(page);
    await startCall(page);
    const notice = at(page, "notice");
    const time = (act) =>
      page.evaluate((act) => {
        const [goes] = document.querySelector(".notice-goes").getAnimations();
        if (act === "end") goes.finish();
        return goes.playState;
      }, act);
    await press(page, "r");
    await expect(notice).toBeVisible();
    await notice.hover();
    await expect.poll(() => time()).toBe("paused");
    await page.mouse.move(0, 0);
    await expect.poll(() => time()).toBe("running");
    await time("end");
    await expect(notice).toHaveCount(0);

    await press(page, "r");
    await expect(notice).toBeVisible();
    await press(page, "Escape");
    await expect(notice).toHaveCount(0);

    // The same again has a time of its own, and is read out.
    await press(page, "r");
    await notice.evaluate((it) => (it.dataset.seen = "yes"));
    await press(page, "r");
    await expect(page.locator("[data-seen]")).toHaveCount(0);
    await expect(notice).toBeVisible();

    await press(page, "e", "4", "d");
    await expect(notice).toBeVisible();
    await page.setViewportSize({ width: 360, height: 740 });
    const [text, close] = await Promise.all([notice.locator("p"), notice.locator("> button")].map((it) => it.boundingBox()));
    expect(close.x).toBeGreaterThanOrEqual(text.x + text.width);
    expect(Math.abs(close.y - text.y)).toBeLessThan(20);
    await page.setViewportSize({ width: 1440, height: 900 });
    await at(page, "recent").getByRole("button").first().click();
    await expect(at(page, "wrap-up")).toBeVisible();
    await expect(notice).toHaveCount(0);
  });

  test("Enter that is held does one thing, and not what comes under it", async ({ page }) => {
    await open(page);
    await page.locator("#lead-name").fill("Helen");
    await page.locator("#main").focus();
    await startCall(page);
    await leaveCall(page);
    await page.locator("#lead-name").fill("Tom");
    await page.locator("#main").focus();
    await startCall(page);
    await press(page, "e", "4");
    for (let n = 0; n < 4; n += 1) {
      await page.keyboard.down("Enter");
      await expect(page.locator("button#next-customer")).toBeFocused();
    }
    await page.keyboard.up("Enter");
    await press(page, "Enter");
    await expect(at(page, "call")).toBeVisible();
  });
});
