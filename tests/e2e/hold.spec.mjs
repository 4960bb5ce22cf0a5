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

    test("what was booked stands in the bar with the name, and neither it nor the notice covers anything", async ({ page }) => {
      await open(page);
      await fillCard(page, locale);
      await startCall(page);
      await page.keyboard.press("a");
      await expect(page.locator("#appointment-when")).toBeFocused();
      await page.keyboard.type(locale === "en" ? "tomorrow 3pm" : "明天下午三点");
      await page.keyboard.press("Enter");
      await expect(page.locator("#book")).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(at(page, "read-back")).toBeVisible();
      await expect(at(page, "notice")).toBeVisible();
      for (const [width, height] of [[360, 400], [360, 640], [414, 740], [480, 700], [720, 450], [768, 1024], [1024, 768], [1440, 900]]) {
        await page.setViewportSize({ width, height });
        const wrong = await page.evaluate(() => {
          scrollTo(0, 0);
          const isSeen = (it) => {
            for (let up = it; up; up = up.parentElement) if (getComputedStyle(up).clipPath !== "none") return false;
            return it.checkVisibility() && it.getBoundingClientRect().width > 0;
          };
          const seen = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);
          const meet = (one, other) => {
            const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
            return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
          };
          const told = (one, other) => `${one.innerText} × ${other.innerText}`;
          const bar = seen(".call-with, .promises > .tag, .call-bar .clock, .call-bar button");
          const pairs = bar.flatMap((one, place) => bar.slice(place + 1).filter((other) => meet(one, other)).map((other) => told(one, other)));
          const [notice] = seen(".notice");
          const covered = seen(".answer, .chip").filter((it) => meet(notice, it)).map((it) => told(notice, it));
          const cut = seen(".promises > .tag").filter((it) => it.scrollWidth > it.clientWidth || it.getBoundingClientRect().right > innerWidth);
          const names = seen(".call-with, .customer-name").filter((it) => it.clientWidth > 60).length;
          const below = innerWidth < 700 && innerHeight > 600 ? [] : seen(".answer").filter((it) => it.getBoundingClientRect().bottom > innerHeight + 16);
          return [...pairs, ...covered, ...cut.map((it) => it.innerText), ...below.map((it) => it.innerText), ...(names && seen(".promises > .tag").length ? [] : ["no name or chip"])];
        });
        expect(wrong, `${width}×${height}`).toEqual([]);
      }
    });

    test("objection, way back and stage are told whole where there is little room", async ({ page }) => {
      await open(page);
      await startCall(page);
      for (const id of ["self", "ok", "decide"]) await answer(page, flowOf(locale), id);
      const cut = (selector) =>
        page.locator(selector).evaluateAll((all) =>
          all
            .filter((it) => it.checkVisibility() && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 2))
            .map((it) => it.innerText),
        );
      for (const [width, height] of [[720, 450], [768, 1024], [1024, 768]]) {
        await page.setViewportSize({ width, height });
        expect(await cut(".stage-title"), `${width}×${height}`).toEqual([]);
      }
      await at(page, "objection-how-got-number").click();
      await expect(at(page, "detour")).toBeVisible();
      for (const [width, height] of [[360, 400], [360, 640], [720, 450]]) {
        await page.setViewportSize({ width, height });
        expect(await cut(".detour"), `${width}×${height}`).toEqual([]);
      }
    });

    test("at a desk the path so far is in sight", async ({ page }) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await open(page);
      await startCall(page);
      await page.keyboard.press("1");
      await expect(at(page, "path").first()).toBeInViewport({ ratio: 0.9 });
    });

    test("at a desk the booking button and the ready sentences are in sight", async ({ page }) => {
      await open(page);
      await fillCard(page, locale);
      await page.setViewportSize({ width: 1440, height: 900 });
      await startCall(page);
      await expect(page.locator(".phrases")).toBeInViewport({ ratio: 1 });
      for (const [width, height] of [[1440, 900], [1024, 768]]) {
        await page.setViewportSize({ width, height });
        await page.evaluate(() => scrollTo(0, 0));
        for (const [key, button] of [["a", "#book"], ["f", "#set-follow-up"]]) {
          await page.keyboard.press(key);
          await expect(page.locator(button)).toBeInViewport({ ratio: 1 });
          await page.keyboard.press("Escape");
          await page.keyboard.press("Escape");
        }
      }
    });

    test("the last time takes three lines until it is opened", async ({ page }) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      const en = locale === "en";
      await open(page);
      await fillCard(page, locale);
      await startCall(page);
      for (const note of ["Drives a lot", "Has a dog and a cat and three children", "Prefers mornings, but not Mondays"]) {
        await page.keyboard.press("n");
        await expect(page.locator("#note")).toBeFocused();
        await page.keyboard.type(note);
        await page.keyboard.press("Enter");
      }
      const fixed = [
        ["a", "#appointment-when", en ? "Friday 3pm" : "周五下午三点", "#book"],
        ["f", "#follow-up-when", en ? "Thursday 10am" : "周四上午十点", "#set-follow-up"],
      ];
      for (const [key, field, time, button] of fixed) {
        await page.keyboard.press(key);
        await expect(page.locator(field)).toBeFocused();
        await page.keyboard.type(time);
        await page.keyboard.press("Enter");
        await expect(page.locator(key === "f" ? "#follow-up-reason" : button)).toBeFocused();
        if (key === "f") await page.locator("#follow-up-reason").fill(en ? "The budget round is over" : "预算会开完了");
        await page.locator(button).click();
        await expect(page.locator("#fixed")).toBeFocused();
        await page.keyboard.press("Escape");
      }
      await page.keyboard.press("e");
      await at(page, "done").click();
      await page.getByRole("button", { name: en ? /Call again/ : /再打一次/ }).first().click();
      await startCall(page);
      const last = page.locator(".call .past summary");
      const lines = () => last.evaluate((it) => Math.floor(it.clientHeight / parseFloat(getComputedStyle(it).lineHeight)));
      await expect(last).toContainText("Drives a lot");
      expect(await lines()).toBe(3);
      expect(await last.evaluate((it) => it.getBoundingClientRect().right)).toBeLessThanOrEqual(1440);
      await last.click();
      expect(await lines()).toBeGreaterThan(5);
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
