// What the desk looks like, held by what can be measured on any machine: where things stand, how large they are, whether
// they can be read, hit and found.
import { expect, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, leaveCall, open, startCall, stepOf } from "./desk.mjs";
import { views } from "./views.mjs";

test.describe("the desk", () => {
  test.use(context("zh-CN"));

  test("wide, laptop, one column, low: each is put together for its room", async ({ page }) => {
    const box = (part) => page.locator(part).boundingBox();
    const beside = (left, right) => left.x + left.width <= right.x && left.y < right.y + right.height && right.y < left.y + left.height;
    const above = (upper, lower) => upper.y + upper.height <= lower.y;
    await open(page);
    await startCall(page);
    for (const [name, view] of Object.entries(views)) {
      await page.setViewportSize(view);
      const [rail, prompt, work] = [await box(".rail"), await box(".prompt"), await box(".work")];
      const [line, answers, last] = [await box("#line"), await box(".answers"), await at(page, "choice").last().boundingBox()];
      expect(beside(rail, prompt), `${name}: stages beside the line`).toBe(name === "wide");
      expect(beside(prompt, work), `${name}: tools beside the line`).toBe(["wide", "laptop"].includes(name));
      expect(beside(line, answers), `${name}: answers beside the line`).toBe(name === "low");
      if (name !== "wide") expect(above(rail, prompt), `${name}: stages above the line`).toBe(true);
      // Line and answers are there without scrolling.
      expect(line.y + line.height, `${name}: line`).toBeLessThanOrEqual(view.height);
      expect(last.y + last.height, `${name}: answers`).toBeLessThanOrEqual(view.height);
    }
  });

  test("with each line the motion begins anew, and an answer keeps its button", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await open(page);
    await startCall(page);
    for (const turn of [1, 2, 3]) {
      await page.locator("#line .line").evaluate((line) => Promise.all(line.getAnimations().map(({ finished }) => finished)));
      const before = await stepOf(page);
      const first = await at(page, "choice").first().elementHandle();
      await first.focus();
      const moving = await first.evaluate(async (answer) => {
        answer.click();
        await new Promise((done) => setTimeout(done));
        return document.querySelector("#line .line").getAnimations().length;
      });
      expect(await stepOf(page), `turn ${turn}`).not.toBe(before);
      expect(moving, `turn ${turn}`).toBe(1);
      await expect(at(page, "choice").first()).toBeFocused();
      expect(await first.evaluate((answer) => answer.isConnected)).toBe(true);
    }
    // Places without an answer are nowhere: not seen, not named, not reached.
    const shown = await at(page, "choice").count();
    await expect(page.getByRole("group", { name: "客户怎么说" }).getByRole("button")).toHaveCount(shown);
  });

  test("a call begins at its top, and whatever is pressed further down, the next line is in sight", async ({ page }) => {
    const line = at(page, "line");
    for (const view of [views.wide, views.frame]) {
      await page.setViewportSize(view);
      await open(page);
      await page.locator("#lead-company").fill("A");
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await page.locator("#main").focus();
      await startCall(page);
      expect(await page.evaluate(() => scrollY)).toBe(0);
      await expect(line).toBeInViewport({ ratio: 1 });
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await at(page, "objection-no-time").click();
      await expect(at(page, "detour")).toHaveCount(1);
      await expect(line).toBeInViewport({ ratio: 1 });
      // Nothing moves for an answer while the line is in sight.
      const before = await page.evaluate(() => scrollY);
      await at(page, "choice").first().click();
      await expect(at(page, "detour")).toHaveCount(0);
      expect(await page.evaluate(() => scrollY)).toBe(before);
      await leaveCall(page);
    }
  });

  test("what is read first stands first", async ({ page }) => {
    const parts = [".top", ".call-bar", ".rail", "#line", ".aside", ".answers", ".style", ".objections", ".phrases", ".customer", ".notes", ".tabs", ".capture", ".path"];
    await open(page);
    await startCall(page);
    for (const [name, view] of Object.entries(views)) {
      await page.setViewportSize(view);
      const wrong = await page.evaluate((parts) => {
        const found = parts.map((part) => document.querySelector(part));
        return parts.filter((_, place) => {
          if (!place) return false;
          const [before, after] = [found[place - 1], found[place]];
          const [a, b] = [before.getBoundingClientRect(), after.getBoundingClientRect()];
          const follows = before.compareDocumentPosition(after) & Node.DOCUMENT_POSITION_FOLLOWING;
          return !follows || !(b.top >= a.bottom - 1 || b.left >= a.right - 1);
        });
      }, parts);
      expect(wrong, name).toEqual([]);
    }
  });

  test("everything can be hit: 24 px at least, 44 px what is hit in a call", async ({ page }) => {
    const small = () =>
      page.evaluate(() => {
        const inCall = ".answer, .objections .chip, .tabs .act, .call-bar .row > .act, [data-test=return]";
        const hit = (element) => {
          const box = (element.closest("label") ?? element).getBoundingClientRect();
          const more = parseFloat(getComputedStyle(element, "::before").insetBlockStart) || 0;
          return [box.width - 2 * more, box.height - 2 * more];
        };
        return [...document.querySelectorAll("button, a, input, select, textarea, summary")]
          .filter((element) => element.checkVisibility() && !element.matches(".skip"))
          .filter((element) => {
            const least = element.matches(inCall) ? 44 : 24;
            return hit(element).some((size) => size < least);
          })
          .map((element) => `${element.outerHTML.slice(0, 90)} ${hit(element)}`);
      });
    await open(page);
    for (const view of [views.wide, views.frame]) {
      await page.setViewportSize(view);
      expect(await small()).toEqual([]);
    }
    await startCall(page);
    await at(page, "objection-too-dear").click();
    await page.keyboard.press("v");
    await expect(page.locator("#cards")).toBeVisible();
    for (const view of Object.values(views)) {
      await page.setViewportSize(view);
      expect(await small()).toEqual([]);
    }
    // What is hit is what is said to be: the chip, four pixels above what is seen of it.
    await page.setViewportSize(views.wide);
    const chip = await page.locator(".objections .chip").last().boundingBox();
    const met = await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.closest("button")?.textContent, [chip.x + 9, chip.y - 3]);
    expect(met).toContain("别再打来");
    await page.keyboard.press("e");
    await expect(at(page, "wrap-up")).toBeVisible();
    expect(await small()).toEqual([]);
  });

  test("the focus is always seen, and nothing lies over it", async ({ page }) => {
    await open(page);
    await fillCard(page, "zh-CN");
    await startCall(page);
    await page.keyboard.press("v");
    await expect(page.locator("#cards")).toBeVisible();
    for (const view of [views.wide, views.frame, views.low]) {
      await page.setViewportSize(view);
      await page.locator(".skip").focus();
      const seen = new Set();
      for (;;) {
        await page.keyboard.press("Tab");
        const { name, wrong } = await page.evaluate(() => {
          const element = document.activeElement;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, innerHeight) / 2];
          const met = document.elementFromPoint(x, y);
          const wrong = [];
          if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) wrong.push("no outline");
          if (!met || !(element.contains(met) || met.contains(element))) wrong.push(`covered by ${met?.className}`);
          return { name: `${[...document.querySelectorAll("*")].indexOf(element)} ${element.outerHTML.slice(0, 90)}`, wrong };
        });
        if (seen.has(name) || name.includes("<body")) break;
        seen.add(name);
        expect(wrong, `${view.width} px: ${name}`).toEqual([]);
      }
      expect(seen.size).toBeGreaterThan(30);
    }
  });

  test("nothing moves for those who asked for that, and little for the others", async ({ page }) => {
    const moving = () =>
      page.evaluate(() => document.getAnimations().map((it) => it.effect.getComputedTiming().duration));
    await open(page);
    await startCall(page);
    expect(await moving()).toEqual([]);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await answer(page, flowOf("zh-CN"), "self");
    const durations = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector(".line")).animationDuration));
    expect(durations).toBeGreaterThan(0);
    expect(durations).toBeLessThanOrEqual(0.2);
  });

  test("forced colours: where we are and what is on is still told", async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await open(page);
    await startCall(page);
    await page.keyboard.press("v");
    await expect(page.locator("#cards")).toBeVisible();
    await at(page, "style-tiger").click();
    for (const marked of [".stage-here", '[data-test="style-tiger"]', '.tabs [aria-pressed="true"]']) {
      await expect(page.locator(marked)).toHaveCSS("outline-style", "solid");
    }
  });

  test("both themes and both languages are set in their own type and colours", async ({ page }) => {
    const look = () =>
      page.evaluate(() => {
        const { backgroundColor, colorScheme } = getComputedStyle(document.documentElement);
        return [backgroundColor, colorScheme, getComputedStyle(document.body).fontFamily.split(",")[0]].join(" ");
      });
    await open(page);
    const light = await look();
    expect(light).toContain("PingFang SC");
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await look();
    expect(dark).not.toBe(light);
    // The rep's own choice counts for more than the system's.
    await at(page, "settings").click();
    await page.getByRole("button", { name: "浅色" }).click();
    expect(await look()).toBe(light);
    await page.getByRole("button", { name: "深色" }).click();
    await page.emulateMedia({ colorScheme: "light" });
    expect(await look()).toBe(dark);
    await at(page, "language-en").click();
    expect(await look()).toContain("Segoe UI");
  });
});
