// The first screen of somebody new stands in the page: it can be read before the program is there, and nothing moves when the
// program draws the same.
import { expect, test } from "./fixtures.mjs";
import { at, context, flowOf, locales, NOW } from "./desk.mjs";

const PROGRAM = "**/*_bg.wasm";
const FLOW = "**/first-call.json";
const sizes = { wide: { width: 1440, height: 900 }, frame: { width: 360, height: 740 } };

const early = (page) => page.locator("#app > .early");
const live = (page) => page.locator("#app > main");

// Keeps a file back; what it gives lets it through.
async function hold(page, file) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(file, (route) => released.then(() => route.continue()));
  return release;
}

// What is drawn, without what is for tests alone. What fields hold and boxes show stands in attributes in the one and in
// properties in the other.
const drawn = (page, selector) =>
  page.locator(selector).evaluate((place) => {
    const copy = place.cloneNode(true);
    const fields = [...place.querySelectorAll("input")].map(({ value, checked }) => [value, checked].join());
    for (const element of copy.querySelectorAll("*")) {
      for (const name of ["data-test", "value", "checked"]) element.removeAttribute(name);
      const sorted = [...element.attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
      for (const { name } of sorted) element.removeAttribute(name);
      for (const { name, value } of sorted) element.setAttribute(name, value);
    }
    copy.normalize();
    return { html: copy.innerHTML.replaceAll("><", ">\n<"), fields };
  });

// How many things of the desk a screen reader finds.
async function heard(page) {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  return nodes.filter(({ ignored, role }) => !ignored && ["heading", "button", "textbox", "main"].includes(role.value)).length;
}

// Where everything stands that can be seen; what is in a closed menu has a place or none, as the browser likes.
const boxes = (page, selector) =>
  page.locator(selector).evaluate((place) =>
    [...place.querySelectorAll("*")].filter((element) => element.checkVisibility()).map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.localName, element.className, x, y, width, height].join(" ");
    }),
  );

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));

    for (const [name, viewport] of Object.entries(sizes)) {
      test(`the first line is there before the program, and stays where it is, ${name}`, async ({ page }) => {
        await page.setViewportSize(viewport);
        await page.clock.setFixedTime(NOW);
        const [program, flow] = [await hold(page, PROGRAM), await hold(page, FLOW)];
        // In which frames the line is missing, once it was there.
        await page.addInitScript(() => {
          window.frames = { seen: 0, missing: 0 };
          const look = () => {
            const line = document.querySelector("#app .line")?.getBoundingClientRect().height > 0;
            if (line) window.frames.seen += 1;
            else if (window.frames.seen) window.frames.missing += 1;
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        });
        await page.goto("", { waitUntil: "commit" });
        const line = early(page).locator(".line");
        await expect(line).toBeVisible();
        const start = flowOf(locale).steps.find(({ id }) => id === flowOf(locale).start).lines[0];
        await expect(line).toHaveText(new RegExp(`^${flowOf(locale).greetings.morning}${start.match(/}}(.*?){{/)[1]}`));

        // It can be read, and no more: nothing typed or clicked is lost with it.
        await expect(early(page)).toHaveAttribute("inert", "");
        await page.keyboard.press("Tab");
        await page.mouse.click(...(await middle(early(page).locator("#lead-name"))));
        await page.keyboard.type("x");
        await page.mouse.click(...(await middle(early(page).locator(".ticks input").first())));
        expect(await page.evaluate(() => document.activeElement.localName)).toBe("body");
        await page.evaluate(() => scrollTo(0, 200));
        expect(await heard(page)).toBe(0);
        const before = { drawn: await drawn(page, ".early"), boxes: await boxes(page, ".early"), scroll: await page.evaluate(() => scrollY) };

        await page.screenshot({ path: `../../test-results/pictures/early-${name}-${locale}.png` });
        program();
        await expect(live(page)).toBeVisible();
        await expect(early(page)).toHaveCount(0);
        expect(await heard(page)).toBeGreaterThan(10);
        await expect(page.locator(".line")).toHaveCount(1);
        expect({ drawn: await drawn(page, "#app"), boxes: await boxes(page, "#app"), scroll: await page.evaluate(() => scrollY) }).toEqual(before);
        flow();
        await expect(at(page, "start-call")).toBeEnabled();
        expect(await boxes(page, "#app")).toEqual(before.boxes);
        expect((await page.evaluate(() => window.frames)).missing).toBe(0);
        await page.locator(".ticks input").first().check();
        await expect(page.locator(".ticks input:checked")).toHaveCount(1);
      });
    }

    for (const time of ["00:00", "10:59", "11:00", "12:59", "13:00", "17:59", "18:00", "23:59"]) {
      test(`it greets as the program does at ${time}`, async ({ page }) => {
        await page.clock.setFixedTime(new Date(`2026-11-23T${time}:00+08:00`));
        const program = await hold(page, PROGRAM);
        await page.goto("", { waitUntil: "commit" });
        const greeting = await early(page).locator(".filled").innerText();
        program();
        await expect(at(page, "line").locator(".filled")).toHaveText(greeting);
      });
    }
  });
}

const middle = async (place) => {
  await place.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const { x, y, width, height } = await place.boundingBox();
  return [x + width / 2, y + height / 2];
};

test.describe("where the program will draw something else", () => {
  const cases = {
    "something is kept": () => localStorage.setItem("callflow:draft:x", ""),
    "storage is blocked": () =>
      Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("", "SecurityError"); } }),
    "a customer comes with the address": () => {},
  };
  for (const [name, prepare] of Object.entries(cases)) {
    test(`it is not shown: ${name}`, async ({ page }) => {
      await hold(page, PROGRAM);
      await page.addInitScript(prepare);
      await page.goto(name.includes("address") ? "#name=Li&phone=138" : "", { waitUntil: "domcontentloaded" });
      await expect(page.locator(".boot-bar").first()).toBeVisible();
      await expect(early(page)).toHaveCount(0);
      await expect(page.locator(".line")).toHaveCount(0);
    });
  }

  test("what others keep on the same site does not count", async ({ page }) => {
    await hold(page, PROGRAM);
    await page.addInitScript(() => localStorage.setItem("other:settings", "{}"));
    await page.goto("", { waitUntil: "commit" });
    await expect(early(page)).toBeVisible();
  });
});

test.describe("without a network", () => {
  test.use({ expectedErrors: [/ERR_FAILED|Failed to fetch/] });

  for (const [what, file, record] of [["the program", PROGRAM, ""], ["the program, with something kept", PROGRAM, "x"], ["its script", "**/callflow-*.js", ""]]) {
    test(`a screen that cannot come to life says so: ${what}`, async ({ page }) => {
      await page.route(file, (route) => route.abort());
      if (record) await page.addInitScript(() => localStorage.setItem("callflow:draft:x", ""));
      await page.goto("", { waitUntil: "commit" });
      await expect(page.getByRole("alert")).toBeVisible();
    });
  }
});
