// What the first prompt needs of the program. `cargo xtask profile` serves an instrumented build, in which each function
// has an exported global that is 1 once it was called, and reads PROFILE_OUT: the names of those that were.
import { writeFile } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { baseURL, browser as launch } from "./playwright.config.mjs";
import { answer, at, context as settings, fillCard, flowOf, leaveCall, locales, open, startCall } from "./desk.mjs";

const browser = await chromium.launch(launch);
const called = new Set();
const [FLOW, REST] = ["**/first-call.json", "**/*_rest.wasm"];

for (const locale of locales) {
  const context = await rep(locale);
  const page = await context.newPage();
  // A new rep: the card, and what is typed and ticked while the rest is on its way.
  for (const late of [FLOW, REST]) {
    await without(late, page, async () => {
      await page.goto("");
      await first(page);
      await page.locator("#lead-name").pressSequentially("Li");
      await page.locator("main input[type=checkbox]").first().click();
      await page.locator("#lead-name").blur();
    });
  }
  // A call to come back to, one that is over, an appointment, a follow-up.
  await keepSomething(page, locale);
  await without(FLOW, page, async () => {
    await page.goto("");
    await first(page);
  });
  // Nothing can be kept; the rest of the program does not come.
  const blocked = await context.newPage();
  await blocked.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("", "SecurityError"); } });
  });
  await without(FLOW, blocked, async () => {
    await blocked.goto("");
    await first(blocked);
  });
  await blocked.route(REST, (route) => route.abort());
  await blocked.reload();
  await at(blocked, "fetch-again").waitFor();
  await note(blocked);
  await context.close();
  // The same where things can be kept: without the rest the database is not opened.
  const fresh = await (await rep(locale)).newPage();
  await fresh.route(REST, (route) => route.abort());
  await fresh.goto("");
  await at(fresh, "fetch-again").waitFor();
  await fresh.locator("[data-test=keep].keep-not").waitFor();
  await note(fresh);
  await fresh.context().close();
}

await browser.close();
await writeFile(process.env.PROFILE_OUT ?? "/dev/stdout", [...called].sort().join("\n"));

// A browser nobody has used, in which the program says what was called.
async function rep(locale) {
  const context = await browser.newContext({ ...settings(locale), baseURL, serviceWorkers: "block" });
  await context.addInitScript(() => {
    addEventListener("TrunkApplicationStarted", ({ detail }) => (window.program = detail.wasm));
  });
  return context;
}

// Notes what was called once the first line is there.
async function first(page) {
  await at(page, "line").waitFor();
  await page.waitForTimeout(300);
  await note(page);
}

async function note(page) {
  const names = await page.evaluate(() =>
    Object.keys(window.program)
      .filter((name) => name.startsWith("called:") && window.program[name].value)
      .map((name) => name.replace(/^called:\d+:/, "")),
  );
  for (const name of names) called.add(name);
}

// What is done before this file has come.
async function without(file, page, act) {
  await page.route(file, () => {});
  await act();
  await note(page);
  await page.unroute(file);
}

async function keepSomething(page, locale) {
  const flow = flowOf(locale);
  await open(page);
  await fillCard(page, locale);
  await startCall(page);
  await answer(page, flow, "self");
  await page.keyboard.press("a");
  await at(page, "slot").first().click();
  await at(page, "book").click();
  await page.locator("#main").focus();
  await page.keyboard.press("f");
  await page.locator("#follow-up-date").fill("2026-11-25");
  await page.locator("#follow-up-time").fill("10:00");
  await page.locator("#follow-up-purpose").fill("x");
  await page.locator("#follow-up-reason").fill("y");
  await at(page, "set-follow-up").click();
  await leaveCall(page);
  await page.locator("#lead-name").fill("x");
  await at(page, "quick-no-answer").click();
  await at(page, "recent").waitFor();
  // Keys of one's own, and something that was found before.
  await page.locator("#main").focus();
  await page.keyboard.press("?");
  await at(page, "open-keys").click();
  await at(page, "key-undo").press("x");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(locale === "en" ? "dark" : "深色");
  await page.keyboard.press("Enter");
}
