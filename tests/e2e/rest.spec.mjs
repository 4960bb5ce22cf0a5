// The program comes in two halves. The first prompt needs the first alone, and the second is there whenever it is needed.
import { expect, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, leaveCall, open, records, startCall } from "./desk.mjs";

test.use(context("zh-CN"));
const REST = "**/*_rest.wasm";

// How the rest was asked for: "fetch" in passing, "xhr" because something could not go on without it.
function asked(page) {
  const kinds = [];
  page.on("request", (request) => {
    if (request.url().endsWith("_rest.wasm")) kinds.push(request.resourceType());
  });
  return kinds;
}

// If this fails, the start calls functions that `xtask/first-prompt.txt` does not name: `cargo xtask profile` writes it anew.
test("the first prompt does not wait for the rest", async ({ page }) => {
  const kinds = asked(page);
  await page.route(REST, () => {});
  await page.goto("");
  await expect(at(page, "line")).toBeVisible();
  await page.locator("#lead-name").fill("张伟");
  await expect(at(page, "start-call")).toBeDisabled();
  await expect.poll(() => kinds).toEqual(["fetch"]);
});

test("nor does it for a rep with a call to go on with", async ({ page }) => {
  await open(page);
  await fillCard(page, "zh-CN");
  await startCall(page);
  await answer(page, flowOf("zh-CN"), "self");
  const kinds = asked(page);
  await page.route(REST, () => {});
  await page.reload();
  await expect(at(page, "resume")).toBeVisible();
  await expect.poll(() => kinds).toEqual(["fetch"]);
});

test("nor for one with keys of their own who has found something before", async ({ page }) => {
  await open(page);
  await page.keyboard.press("?");
  await at(page, "open-keys").click();
  await at(page, "key-undo").press("x");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("深色");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(Object.keys(await records(page)).sort()).toEqual(["settings", "uses"]);
  const kinds = asked(page);
  await page.route(REST, () => {});
  await page.reload();
  await expect(at(page, "line")).toBeVisible();
  await expect.poll(() => kinds).toEqual(["fetch"]);
});

test("who is faster than the network waits a moment, and it works", async ({ page }) => {
  const kinds = asked(page);
  await page.route(REST, (route) => (route.request().resourceType() === "fetch" ? undefined : route.continue()));
  await page.goto("");
  await at(page, "settings").click();
  await at(page, "language-en").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(kinds).toContain("xhr");
});

// The styles of a call come with the rest. If a rule among them is for what is on the screen before, it belongs to the others.
test("what is on the screen keeps its look when the rest comes", async ({ page }) => {
  await open(page);
  await fillCard(page, "zh-CN");
  await startCall(page);
  await answer(page, flowOf("zh-CN"), "self");
  await leaveCall(page);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(REST, (route) => released.then(() => route.continue()));
  await page.reload();
  await expect(at(page, "resume")).toBeVisible();
  expect(await lateLayers(page)).toBe(0);
  const before = await boxes(page);
  release();
  await expect(at(page, "start-call")).toBeEnabled();
  expect(await lateLayers(page)).toBeGreaterThan(0);
  expect(await page.evaluate(rulesForTheScreen)).toEqual([]);
  // The day is noted meanwhile, which is told as any record is.
  await expect(at(page, "keep")).toHaveClass(/keep-kept/);
  expect(await boxes(page)).toEqual(before);
});

// How many layers of rules have come late.
const lateLayers = (page) =>
  page.evaluate(() => document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]).length);

// Those that are for something on the screen.
function rulesForTheScreen() {
  const inside = (rule) => (rule.selectorText ? [rule] : [...(rule.cssRules ?? [])].flatMap(inside));
  const rules = document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].flatMap(inside));
  const plain = (rule) => rule.selectorText.replaceAll(/::[a-z-]+/g, "");
  return rules.map(plain).filter((selector) => document.querySelector(selector));
}

// Where everything is, in a window, in a frame and in a low one.
async function boxes(page) {
  const all = {};
  for (const [width, height] of [[1280, 800], [360, 640], [900, 420], [400, 420]]) {
    await page.setViewportSize({ width, height });
    all[width + "x" + height] = await page.evaluate(() =>
      [...document.querySelectorAll("#app *")].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.localName, element.className, x, y, width, height].join(" ");
      }),
    );
  }
  return all;
}

test.describe("without a network", () => {
  test.use({ expectedErrors: [/ERR_FAILED|NetworkError|Failed to load/] });

  test("another try loads the rest", async ({ page }) => {
    await page.route(REST, (route) => route.abort());
    await page.goto("");
    await expect(at(page, "fetch-again")).toBeVisible();
    await page.unroute(REST);
    await at(page, "fetch-again").click();
    await expect(at(page, "start-call")).toBeEnabled();
  });

  test("what cannot go on says so", async ({ page }) => {
    await page.route(REST, (route) => (route.request().resourceType() === "fetch" ? undefined : route.abort()));
    await page.goto("");
    await at(page, "locale-en").click();
    await expect(page.getByRole("alert").filter({ hasText: "刷新" })).toBeVisible();
  });
});
