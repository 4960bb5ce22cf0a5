// The desk by keyboard: the palette, keys of one's own, the help. In both languages, without a mouse.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { NOW, at, context, flowOf, locales, open, records, startCall, stepOf, tabTo } from "./desk.mjs";

const words = {
  "zh-CN": {
    objections: [["tgl", "too-dear"], ["taiguile", "too-dear"], ["tai贵", "too-dear"], ["msj", "no-time"], ["没时间", "no-time"]],
    phrase: ["zuobuzhu", "坐不住"],
    hangUp: "guaduan",
    style: "kuai",
    nothing: "没有找到",
    help: "帮助与快捷键",
    steps: "bgs",
  },
  en: {
    objections: [["too e", "too-dear"], ["te", "too-dear"], ["expensive", "too-dear"], ["NO T", "no-time"]],
    phrase: ["sit still", "sit still"],
    hangUp: "hang up",
    style: "fast",
    nothing: "Nothing found",
    help: "Help and keys",
  },
};

const query = (page) => page.locator("#palette-query");
const marked = (page) => page.locator('[role="option"][aria-selected="true"]');

async function find(page, text, opener = "Control+k") {
  await page.keyboard.press(opener);
  await expect(query(page)).toBeFocused();
  await page.keyboard.type(text);
}

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));
    const [text, flow] = [words[locale], flowOf(locale)];

    test("the palette leads to objections, phrases, actions and steps", async ({ page }) => {
      await open(page);
      await find(page, locale === "en" ? "answered" : "jietong", "/");
      await page.keyboard.press("Enter");
      await expect(at(page, "call")).toBeVisible();
      const begun = await stepOf(page);
      for (const [typed, id] of text.objections) {
        await find(page, typed);
        await expect(marked(page)).toContainText(flow.objections.find((it) => it.id === id).title);
        await page.keyboard.press("Enter");
        await expect(page.locator("dialog")).toHaveCount(0);
        await expect(at(page, "detour")).toBeVisible();
        expect(await stepOf(page)).toMatch(new RegExp(`^${id}`));
        await page.keyboard.press("u");
        await expect.poll(() => stepOf(page)).toBe(begun);
      }

      // A ready sentence is put beside the line, to be read aloud.
      await find(page, text.phrase[0]);
      await page.keyboard.press("Enter");
      await expect(at(page, "saying")).toContainText(text.phrase[1]);
      await expect(page.locator("#saying")).toBeFocused();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(at(page, "saying")).toHaveCount(0);

      // An answer, and by its line the way back to the step it was given at.
      await page.keyboard.press("1");
      await expect.poll(() => stepOf(page)).not.toBe(begun);
      await find(page, flow.stages[0].title);
      await page.keyboard.press("Enter");
      await expect.poll(() => stepOf(page)).toBe(begun);

      await find(page, text.style);
      await page.keyboard.press("Enter");
      await expect(at(page, "style-fast")).toHaveAttribute("aria-pressed", "true");
      await page.keyboard.press("j");
      await expect(at(page, "style-fast")).toHaveAttribute("aria-pressed", "false");

      await find(page, text.hangUp);
      await page.keyboard.press("Enter");
      await expect(at(page, "wrap-up")).toBeVisible();
      await page.keyboard.press("u");
      await expect(at(page, "call")).toBeVisible();
    });

    test("a key that leads to a field has led there before the next one, on a slow machine too", async ({ page, context }) => {
      await open(page);
      await startCall(page);
      const step = await stepOf(page);
      const cdp = await context.newCDPSession(page);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: 20 });
      // Frames do not wait for what is drawn: with the clock held none comes at all.
      await page.clock.pauseAt(new Date(NOW.getTime() + 60_000));
      for (const [key, field] of [["a", "#appointment-when"], ["f", "#follow-up-when"], ["n", "#note"], ["/", "#palette-query"]]) {
        await page.keyboard.press(key);
        await expect(page.locator(field)).toBeFocused();
        // The key itself is not typed into it.
        await expect(page.locator(field)).toHaveValue("");
        await page.keyboard.press("Escape");
      }
      await expect(page.locator("dialog")).toHaveCount(0);
      await page.keyboard.press("n");
      await page.keyboard.type("1 was driving");
      await expect(page.locator("#note")).toHaveValue("1 was driving");
      expect(await stepOf(page)).toBe(step);
    });

    test("what is typed right behind a key that leads to a field goes there, and moves no call", async ({ page, context }) => {
      await open(page);
      await startCall(page);
      const step = await stepOf(page);
      const cdp = await context.newCDPSession(page);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      for (const [keys, field, text] of [
        ["atomorrow 10am", "#appointment-when", "tomorrow 10am"],
        ["ffriday 3pm", "#follow-up-when", "friday 3pm"],
        ["/price 1", "#palette-query", "price 1"],
        ["n1 was drivingg", "#note", "1 was driving"],
      ]) {
        // All in one go, as a page sees it that is at work: nobody waits for the field.
        await page.evaluate(() => document.activeElement.blur());
        const strokes = [...keys].map((key) => page.keyboard.press(key));
        if (field === "#note") strokes.push(page.keyboard.press("Backspace"));
        await Promise.all(strokes);
        await expect(page.locator(field)).toBeFocused();
        // No hand is as fast as this: a letter may be drawn over, but none goes elsewhere.
        await expect(page.locator(field)).toHaveValue(new RegExp(`^[${text}]+$`));
        expect(await stepOf(page)).toBe(step);
        await expect(page.locator(".style [aria-pressed=true]")).toHaveCount(0);
        await page.keyboard.press("Escape");
      }
    });

    test("Enter that opens a form does not send it, and a click on an outcome leaves Enter to end the work", async ({ page }) => {
      await open(page);
      await startCall(page);
      await page.keyboard.press("n");
      await page.keyboard.type("was driving");
      await page.keyboard.press("Enter");
      await page.keyboard.press("e");
      await expect(at(page, "wrap-up")).toBeVisible();
      await at(page, "disposition-callback").click();
      await expect(page.locator("#follow-up-when")).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(page.locator("#line")).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(page.locator("#follow-up-when")).toBeFocused();
      await expect(at(page, "notice")).toHaveClass(/notice-warning/);
      await expect(at(page, "refused")).toHaveCount(0);
      await page.keyboard.press("Escape");
      await at(page, "disposition-declined").click();
      await at(page, "sentiment").last().click();
      await expect(at(page, "done").locator("kbd")).toHaveText("Enter");
      await page.keyboard.press("Enter");
      await expect(at(page, "recent").locator("li")).toHaveCount(1);
    });

    test("a double click on an outcome before the call works nothing else", async ({ page }) => {
      await open(page);
      await page.locator("#lead-name").fill("Helen");
      await page.locator("#main").focus();
      await at(page, "quick-no-answer").dblclick();
      await expect(at(page, "recent").locator("li")).toHaveCount(1);
      await expect(page.locator(".ticks input:checked")).toHaveCount(0);
      await page.keyboard.press("u");
      await expect(page.locator("#lead-name")).toHaveValue("Helen");
      await expect(at(page, "recent").locator("li")).toHaveCount(0);
    });

    test("arrows mark, Escape gives the focus back, nothing found says so", async ({ page }) => {
      await open(page);
      await startCall(page);
      await page.keyboard.press("n");
      await expect(page.locator("#note")).toBeFocused();
      await page.keyboard.type("abc");
      // From inside a field as well, and back into it.
      await page.keyboard.press("Control+k");
      await expect(query(page)).toBeFocused();
      await expectAccessible(page);
      const first = await marked(page).getAttribute("id");
      await page.keyboard.press("ArrowDown");
      expect(await marked(page).getAttribute("id")).not.toBe(first);
      await expect(query(page)).toHaveAttribute("aria-activedescendant", await marked(page).getAttribute("id"));
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      await expect(marked(page)).toBeInViewport();
      await page.keyboard.type("qqqq");
      await expect(at(page, "palette-count")).toContainText(text.nothing);
      await page.keyboard.press("Enter");
      await expect(query(page)).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.locator("#note")).toBeFocused();
      // What was in the field when it was left is a note: nothing typed is lost.
      await expect(at(page, "notes")).toContainText("abc");
    });

    test("Enter right behind the letters chooses what they find, also before it is drawn", async ({ page }) => {
      await open(page);
      await startCall(page);
      await page.keyboard.press("Control+k");
      await expect(query(page)).toBeFocused();
      const [typed, id] = text.objections[0];
      // In one go, as when the machine is busy and the keys have to wait.
      await query(page).evaluate((field, typed) => {
        field.value = typed;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      }, typed);
      await expect(at(page, "detour")).toBeVisible();
      expect(await stepOf(page)).toMatch(new RegExp(`^${id}`));
    });

    test("the help shows the keys of the screen and gives the focus back", async ({ page }) => {
      await open(page);
      await startCall(page);
      await at(page, "choice").first().focus();
      await page.keyboard.press("?");
      const help = page.getByRole("dialog", { name: text.help });
      await expect(help).toBeVisible();
      // Those of the screen come first, then all others.
      await expect(help.locator("kbd", { hasText: /^[NS]$/ })).toHaveText(["N", "S", "N"]);
      await expectAccessible(page);
      const step = await stepOf(page);
      await page.keyboard.press("1");
      expect(await stepOf(page)).toBe(step);
      await page.keyboard.press("Escape");
      await expect(help).toHaveCount(0);
      await expect(at(page, "choice").first()).toBeFocused();
    });

    test("a key is changed and stays so; a clash is refused with a reason", async ({ page }) => {
      await open(page);
      await page.keyboard.press("?");
      await tabTo(page, at(page, "open-keys"));
      await page.keyboard.press("Enter");
      await expectAccessible(page);
      await tabTo(page, at(page, "key-undo"));
      await page.keyboard.press("n");
      await expect(at(page, "key-refused")).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("x");
      await expect(at(page, "key-refused")).toHaveCount(0);
      await expect(at(page, "key-undo")).toHaveValue("X");
      await page.keyboard.press("Escape");
      await page.reload();
      await expect(at(page, "start-call")).toBeEnabled();
      await startCall(page);
      await expect(at(page, "undo")).toContainText("X");
      const begun = await stepOf(page);
      await page.keyboard.press("1");
      await expect.poll(() => stepOf(page)).not.toBe(begun);
      const next = await stepOf(page);
      await page.keyboard.press("u");
      expect(await stepOf(page)).toBe(next);
      await page.keyboard.press("x");
      await expect.poll(() => stepOf(page)).toBe(begun);
      expect((await records(page)).settings.keys.own).toEqual({ undo: "x" });
    });

    test("switched off, single keys do nothing and show nothing; Ctrl+K still finds", async ({ page }) => {
      await open(page);
      await at(page, "settings").focus();
      await page.keyboard.press("Enter");
      const single = at(page, "sheet").locator("input[type=checkbox]").last();
      await tabTo(page, single);
      await page.keyboard.press("Space");
      await page.keyboard.press("Escape");
      await page.locator("#main").focus();
      for (const key of ["s", "/", "?"]) await page.keyboard.press(key);
      await expect(page.locator("dialog")).toHaveCount(0);
      await expect(at(page, "start-call").locator("kbd")).toHaveCount(0);
      await find(page, locale === "en" ? "answered" : "jietong");
      await page.keyboard.press("Enter");
      await expect(at(page, "call")).toBeVisible();
      const begun = await stepOf(page);
      await page.locator("#main").focus();
      await page.keyboard.press("1");
      expect(await stepOf(page)).toBe(begun);
      await expect(at(page, "choice").first().locator("kbd")).toHaveCount(0);
    });

    test("nothing is chosen or opened while an input method composes", async ({ page }) => {
      await open(page);
      await startCall(page);
      const begun = await stepOf(page);
      const compose = (target, key) =>
        target.evaluate((element, key) => {
          element.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
          for (const init of [{ isComposing: true }, { keyCode: 229 }])
            element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));
          element.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
        }, key);
      for (const key of ["1", "e", "/", "?", "u", "k"]) await compose(page.locator("body"), key);
      await expect(page.locator("dialog")).toHaveCount(0);
      expect(await stepOf(page)).toBe(begun);
      await page.keyboard.press("Control+k");
      const first = await marked(page).getAttribute("id");
      for (const key of ["Enter", "ArrowDown", "Escape"]) await compose(query(page), key);
      await expect(query(page)).toBeFocused();
      expect(await marked(page).getAttribute("id")).toBe(first);
      expect(await stepOf(page)).toBe(begun);
    });
  });
}

test.describe("on a narrow screen", () => {
  test.use(context("zh-CN"));

  test("palette, help and keys fit without sideways scrolling", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 600 });
    await open(page);
    await startCall(page);
    for (const [opener, name] of [["Control+k", "palette"], ["?", "sheet"]]) {
      await page.keyboard.press(opener);
      const fits = await at(page, name).evaluate((it) => it.scrollWidth <= it.clientWidth && it.getBoundingClientRect().right <= innerWidth);
      expect(fits, name).toBe(true);
      await expectAccessible(page);
      await page.keyboard.press("Escape");
    }
  });
});

test("pinyin finds as soon as its table is there, and the palette opens without it", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ ...context("zh-CN"), baseURL });
  let give;
  const given = new Promise((done) => (give = done));
  await page.route("**/pinyin.txt", async (route) => {
    await given;
    await route.continue();
  });
  await open(page);
  await startCall(page);
  await find(page, "tgl");
  await expect(at(page, "palette-count")).toContainText("没有找到");
  give();
  await expect(marked(page)).toContainText("太贵了");
  await page.close();
});
