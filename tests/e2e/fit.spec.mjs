// All of the desk is seen and stays where it was, in each size of window, language and size of text.
import { expect, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, locales, open, people, startCall, stepOf } from "./desk.mjs";
import { steps, views } from "./views.mjs";

// Where everything stands on the page, whatever is scrolled, to the pixel.
const places = (page) =>
  page.evaluate(() => {
    const place = (element) => {
      const { x, y, width } = element.getBoundingClientRect();
      return [x, y + scrollY, width].map(Math.round).join(" ");
    };
    const all = { line: "#line", answer: ".answer", objection: ".objections .chip", phrase: ".phrases summary", tab: ".tabs .act" };
    // Beside the line, notes stay as well; below it, what is to be captured comes before them.
    if (innerWidth >= 1024 && innerHeight >= 600) all.note = "#note";
    return Object.entries(all).map(([name, selector]) => {
      const found = [...document.querySelectorAll(selector)];
      return `${name}: ${(name === "answer" ? found.slice(0, 1) : found).map(place).join(", ")}`;
    });
  });

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));
    // Every step of a call in every size of window.
    test.slow();

    test("the answers, and all that is hit in a call, stay where they are from step to step", async ({ page }) => {
      const first = {};
      for await (const _ of steps(page, locale)) {
        for (const [name, view] of Object.entries(views)) {
          await page.setViewportSize(view);
          const here = await places(page);
          expect(here, `${name}: ${await stepOf(page)}`).toEqual((first[name] ??= here));
        }
        await page.setViewportSize(views.wide);
      }
    });

    test("the line is the largest text, and all of it is seen", async ({ page }) => {
      for await (const _ of steps(page, locale)) {
        for (const [name, view] of Object.entries(views)) {
          await page.setViewportSize(view);
          const wrong = await page.evaluate(() => {
            const size = (element) => parseFloat(getComputedStyle(element).fontSize);
            const line = document.querySelector(".line");
            const larger = [...document.querySelectorAll("#main :not(.line, .line *)")]
              .filter((element) => element.innerText && !element.contains(line) && size(element) >= size(line));
            const cut = [".line-place", ".aside", ".prompt-head > p"].filter((part) => {
              const { scrollHeight, clientHeight } = document.querySelector(part);
              return scrollHeight > clientHeight + 1;
            });
            return [...larger.map((element) => element.className), ...cut];
          });
          expect(wrong, `${name}: ${await stepOf(page)}`).toEqual([]);
        }
        await page.setViewportSize(views.wide);
      }
    });

    test("who talks how much is never cut off, nor a unit broken in the middle", async ({ page }) => {
      await open(page);
      await startCall(page);
      await page.keyboard.press("h");
      await expect(at(page, "share")).toBeVisible();
      for (const id of ["self", "ok", "decide"]) await answer(page, flowOf(locale), id);
      await expect(page.locator(".field-unit")).toBeVisible();
      for (const [name, view] of Object.entries(views)) {
        await page.setViewportSize(view);
        const wrong = await page.evaluate(() => {
          const share = document.querySelector(".listen-share");
          const [box, figure] = [share, share.querySelector("b")].map((element) => element.getBoundingClientRect());
          const unit = document.createRange();
          unit.selectNodeContents(document.querySelector(".field-unit").lastChild);
          return [
            ...(share.scrollWidth > share.clientWidth || figure.bottom > box.bottom + 1 ? ["the share"] : []),
            ...(unit.getClientRects().length > 1 ? ["the unit"] : []),
          ];
        });
        expect(wrong, name).toEqual([]);
      }
    });

    test("what a call needs is in sight: the objections at a desk, line, time and answers in the smallest frame", async ({ page }) => {
      const frame = { width: 360, height: 400 };
      const box = (part) => page.locator(part).boundingBox();
      const bars = new Set();
      for await (const _ of steps(page, locale)) {
        for (const name of ["wide", "laptop", "tablet"]) {
          await page.setViewportSize(views[name]);
          await page.evaluate(() => scrollTo(0, 0));
          const objections = await box(".objections");
          expect(objections.y + objections.height, `${name}: ${await stepOf(page)}`).toBeLessThanOrEqual(views[name].height);
        }
        await page.setViewportSize(frame);
        await page.evaluate(() => scrollTo(0, 0));
        for (const part of ['[data-test="clock-call"]', '[data-test="clock-stage"]', '[data-test="end-call"]', "#line"]) {
          await expect(page.locator(part)).toBeInViewport({ ratio: 1 });
        }
        // All answers; of a row that is the fourth, more than half.
        for (const answer of await at(page, "choice").all()) await expect(answer).toBeInViewport({ ratio: 0.6 });
        const bar = await box(".call-bar");
        bars.add(`${bar.y} ${bar.height}`);
        await page.setViewportSize(views.wide);
      }
      expect([...bars], "the bar stays as high as it is, whatever is told in it").toHaveLength(1);
    });

    test("text of twice the size fits, and so does a window enlarged four times", async ({ page }) => {
      const fits = async (what) => {
        const cut = await page.evaluate(() => {
          const over = document.documentElement.scrollWidth - innerWidth;
          const text = document.createRange();
          // What is folded away is not laid out.
          const seen = [...document.querySelectorAll("button, summary, h2, .field-label")].filter((it) => it.checkVisibility());
          const wide = seen.filter((element) => {
            text.selectNodeContents(element);
            const [box, of] = [element.getBoundingClientRect(), text.getBoundingClientRect()];
            return of.right > box.right + 1 || of.bottom > box.bottom + 1;
          });
          return [...(over > 0 ? [`${over} px too wide`] : []), ...wide.map((element) => element.outerHTML.slice(0, 120))];
        });
        expect(cut, what).toEqual([]);
      };
      const enlarge = (size) => page.evaluate((size) => void (document.documentElement.style.fontSize = size), size);
      const all = async (screen) => {
        await page.setViewportSize({ width: 1280, height: 1024 });
        await enlarge("200%");
        await fits(`${screen}, text at 200 %`);
        await enlarge("");
        await page.setViewportSize({ width: 320, height: 256 });
        await fits(`${screen}, zoom at 400 %`);
        await page.setViewportSize(views.wide);
      };
      await open(page);
      await fillCard(page, locale);
      await page.locator("#lead-company").fill(people[locale].company.repeat(6));
      await page.locator("#main").focus();
      await all("before the call");
      await startCall(page);
      await page.keyboard.press("a");
      await expect(at(page, "booking")).toBeVisible();
      await all("in the call");
      await page.locator("#main").focus();
      await page.keyboard.press("e");
      await expect(at(page, "wrap-up")).toBeVisible();
      await all("after the call");
    });
  });
}
