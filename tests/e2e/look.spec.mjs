// What the desk looks like, held by what can be measured on any machine: where things stand, how large they are, whether
// they can be read, hit and found. Pictures compared pixel by pixel would differ with every machine's fonts and say nothing
// about what is wrong with them; so pictures of the main states are taken for people to look at, into
// `test-results/pictures`, and nothing is compared with them.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, leaveCall, locales, open, people, startCall, stepOf } from "./desk.mjs";

const views = {
  wide: { width: 1440, height: 900 },
  laptop: { width: 1024, height: 768 },
  tablet: { width: 768, height: 1024 },
  frame: { width: 360, height: 740 },
  low: { width: 1024, height: 400 },
};
const pictures = new URL("../../test-results/pictures/", import.meta.url).pathname;

// Into the call and through its stages, a detour with a wording of its own and the offer cards among them.
async function* steps(page, locale) {
  const flow = flowOf(locale);
  const give = (id) => answer(page, flow, id);
  await open(page);
  await fillCard(page, locale);
  await startCall(page);
  yield;
  for (const id of ["self", "ok", "decide"]) {
    await give(id);
    yield;
  }
  await at(page, "objection-too-dear").click();
  await expect(at(page, "detour")).toBeVisible();
  yield;
  await page.keyboard.press("r");
  await expect(at(page, "detour")).toHaveCount(0);
  yield;
  for (const id of ["some", "some", "nobody", "pain", "told", "some", "wish"]) {
    await give(id);
    yield;
  }
  for (let step = await stepOf(page); step !== "offer.card"; step = await stepOf(page)) {
    await give(flow.steps.find(({ id }) => id === step).choices[0].id);
    yield;
  }
  await page.keyboard.press("a");
  await expect(at(page, "booking")).toBeVisible();
  yield;
}

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

for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { colorScheme: "light", contrast: "more" }, { colorScheme: "dark", contrast: "more" }]) {
  const name = Object.values(media).join(", ");

  test.describe(name, () => {
    test.use(context("zh-CN"));

    test("every state has enough contrast", async ({ page }) => {
      const seen = async (state, view) => {
        if (media.contrast && !["gap", "objection", "refused", "after"].includes(state)) return;
        if (!media.contrast) await page.screenshot({ path: `${pictures}${state}-${media.colorScheme}.png` });
        await expectAccessible(page);
        if (!view || media.contrast) return;
        await page.setViewportSize(view);
        await page.screenshot({ path: `${pictures}${state}-${media.colorScheme}-${view.width}.png` });
        await page.setViewportSize(views.wide);
      };
      await page.emulateMedia(media);
      await page.setViewportSize(views.wide);
      await open(page);
      await seen("empty", views.frame);
      await at(page, "gap").first().click();
      await seen("gap");
      await page.keyboard.press("Tab");
      await fillCard(page, "zh-CN");
      await at(page, "settings").click();
      await seen("settings", views.frame);
      await page.keyboard.press("Escape");
      await page.locator("#main").focus();
      await startCall(page);
      await at(page, "objection-too-dear").click();
      await page.keyboard.press("v");
      await expect(page.locator("#cards")).toBeVisible();
      await at(page, "style-tiger").click();
      await at(page, `affirm-${flowOf("zh-CN").cards[0].id}`).click();
      await seen("objection", views.low);
      await page.locator("#main").focus();
      await page.keyboard.press("a");
      await page.locator("#appointment-purpose").fill("");
      await page.locator("#book").click();
      await expect(at(page, "refused")).toBeVisible();
      await seen("refused", views.laptop);
      await page.locator("#appointment-purpose").fill("演示");
      await at(page, "slot").first().click();
      await page.locator("#book").click();
      await expect(at(page, "read-back")).toBeVisible();
      await expect(at(page, "notice")).toBeVisible();
      await seen("booked");
      await page.locator("#main").focus();
      await page.keyboard.press("e");
      await expect(at(page, "wrap-up")).toBeVisible();
      await at(page, "disposition-appointment").click();
      await seen("after", views.frame);
      await at(page, "done").click();
      await expect(at(page, "recent").locator("li")).toHaveCount(1);
      await seen("next");
    });
  });
}
