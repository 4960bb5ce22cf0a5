// Plain http: the browser has no locks there, nor any cipher. A call belongs to one tab all the same, and each has its card.
import { expect, site, test } from "./sites.mjs";
import { answer, at, context, flowOf, startCall } from "./desk.mjs";
import { browser } from "./playwright.config.mjs";

const HOST = "call.test";

test.use({
  ...context("en"),
  launchOptions: { ...browser, args: [...browser.args, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] },
});

const insecure = test.extend({
  desk: async ({ context }, use) => {
    const served = await site(HOST, { "/": "dist/" });
    await use(async () => {
      const tab = await context.newPage();
      await tab.goto(`${served.origin}/`);
      await expect(at(tab, "start-call")).toBeEnabled();
      return tab;
    });
    await served.close();
  },
});

const saved = (tab) => expect(at(tab, "keep")).toHaveText("Saved");
const line = (tab) => at(tab, "line").getAttribute("data-step");

insecure("a live call is open in one tab; another takes it over, and no note is lost", async ({ desk }) => {
  const flow = flowOf("en");
  const one = await desk();
  expect(await one.evaluate(() => [isSecureContext, "locks" in navigator])).toEqual([false, false]);
  await one.locator("#lead-name").fill("Helen");
  await one.locator("#main").focus();
  await startCall(one);
  await answer(one, flow, "self");
  await saved(one);

  const two = await desk();
  await at(two, "resume").click();
  await expect(at(two, "notice")).toContainText("another tab");
  await expect(at(two, "call")).toHaveCount(0);
  await one.keyboard.press("n");
  await one.locator("#note").fill("first note");
  await one.keyboard.press("Enter");
  await saved(one);

  await at(two, "take-over").click();
  await expect(at(two, "notes")).toContainText("first note");
  await expect(at(one, "notice")).toContainText("another tab");
  await expect(at(one, "call")).toHaveCount(0);

  // Closed, it lets go: nobody answers for it any more.
  const here = await line(two);
  await saved(two);
  await two.close();
  await at(one, "resume").click();
  await expect(at(one, "line")).toHaveAttribute("data-step", here);
});

insecure("a call is taken up again by the tab that is reloaded", async ({ desk }) => {
  const tab = await desk();
  await tab.locator("#main").focus();
  await startCall(tab);
  await answer(tab, flowOf("en"), "self");
  await saved(tab);
  const here = await line(tab);
  await tab.reload();
  await at(tab, "resume").click();
  await expect(at(tab, "line")).toHaveAttribute("data-step", here);
});

insecure("the card of an open tab stays its own, that of a closed one is not lost", async ({ desk }) => {
  const one = await desk();
  await one.locator("#lead-name").fill("Helen");
  await saved(one);
  const two = await desk();
  await two.locator("#lead-name").fill("Peter");
  await saved(two);
  await expect(one.locator("#lead-name")).toHaveValue("Helen");
  await one.reload();
  await expect(one.locator("#lead-name")).toHaveValue("Helen");
  await two.close();
  const three = await desk();
  await expect(three.locator("#lead-name")).toHaveValue("Peter");
  await expect(one.locator("#lead-name")).toHaveValue("Helen");
});

insecure("where it cannot be read which tabs are open, none of them loses its card", async ({ context, desk }) => {
  const one = await desk();
  await one.locator("#lead-name").fill("Helen");
  await saved(one);
  await context.addInitScript(() => {
    const { getAll } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.getAll = function (...asked) {
      if (this.name !== "holders") return getAll.apply(this, asked);
      window.refused = true;
      throw new DOMException("cannot be read", "UnknownError");
    };
  });
  const two = await desk();
  await expect.poll(() => two.evaluate(() => window.refused)).toBe(true);
  await saved(two);
  await expect(one.locator("#lead-name")).toHaveValue("Helen");
  await expect(two.locator("#lead-name")).toHaveValue("");
});
