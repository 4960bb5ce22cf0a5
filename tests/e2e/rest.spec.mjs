// The program comes in two halves. The first prompt needs the first alone, and the second is there whenever it is needed.
import { expect, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, open, records, startCall } from "./desk.mjs";

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
  expect(kinds).toEqual(["fetch"]);
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
  expect(kinds).toEqual(["fetch"]);
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
  expect(kinds).toEqual(["fetch"]);
});

test("who is faster than the network waits a moment, and it works", async ({ page }) => {
  const kinds = asked(page);
  await page.route(REST, (route) => (route.request().resourceType() === "fetch" ? undefined : route.continue()));
  await page.goto("");
  await at(page, "settings").click();
  await at(page, "locale-en").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(kinds).toContain("xhr");
});

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
    await at(page, "settings").click();
    await at(page, "locale-en").click();
    await expect(page.getByRole("alert").filter({ hasText: "刷新" })).toBeVisible();
  });
});
