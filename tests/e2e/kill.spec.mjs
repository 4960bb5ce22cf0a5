// A real browser is killed at random moments of a call, again and again. What its screen had called saved is there when it
// is started anew, and the call goes on. KILLS and SEED choose how often and which moments.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { at, flowOf } from "./desk.mjs";
import { baseURL, browser as launch } from "./playwright.config.mjs";

const KILLS = Number(process.env.KILLS ?? 20);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

// A small generator of numbers between 0 and 1 (mulberry32), so that a run can be repeated.
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// A browser of our own on this profile, in a process group that can be killed at once.
async function start(profile) {
  const flags = [...launch.args, "--headless=new", "--no-first-run", "--lang=en", `--user-data-dir=${profile}`];
  const child = spawn(launch.executablePath, [...flags, "--remote-debugging-port=0", "about:blank"], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await new Promise((done, failed) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      const found = /DevTools listening on (\S+)/.exec(said);
      if (found) done(found[1]);
    });
    child.once("exit", () => failed(new Error(`the browser ended: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const kill = async () => {
    const gone = new Promise((done) => child.once("exit", done));
    process.kill(-child.pid, "SIGKILL");
    await gone;
    await browser.close().catch(() => {});
  };
  return { page: browser.contexts()[0].pages()[0], kill };
}

// Tells of the call's record whenever the screen says that everything is saved.
const watch = () => {
  let last = "";
  const look = () => {
    const calls = Object.keys(localStorage).filter((key) => key.startsWith("callflow:call:"));
    const text = calls.map((key) => localStorage.getItem(key)).join("\n");
    if (text !== last && document.querySelector("[data-test=keep].keep-kept")) console.log(`saved ${(last = text)}`);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
};

const logs = (text) => text.split("\n").filter(Boolean).map((record) => JSON.parse(record).data.log);

test("killed in a call again and again, nothing that was called saved is lost", async () => {
  test.setTimeout(KILLS * 40_000);
  console.log(`KILLS=${KILLS} SEED=${SEED}`);
  const number = random(SEED);
  const profile = await mkdtemp(join(tmpdir(), "callflow-"));
  const flow = flowOf("en");
  let saved = "";
  let most = 0;
  try {
    for (let round = 0; round <= KILLS; round += 1) {
      const { page, kill } = await start(profile);
      page.on("console", (message) => {
        if (message.text().startsWith("saved ")) saved = message.text().slice("saved ".length);
      });
      await page.addInitScript(watch);
      const expected = logs(saved);
      saved = "";
      await page.goto(baseURL);
      await expect(at(page, "start-call")).toBeEnabled({ timeout: 30_000 });
      if (round === 0) {
        await page.locator("#main").focus();
        await page.keyboard.press("s");
      } else {
        await at(page, "resume").first().click({ timeout: 10_000 });
      }
      await expect(at(page, "call")).toBeVisible();
      // Everything that was saved is the beginning of what is there.
      await expect.poll(() => logs(saved).length).toBeGreaterThan(0);
      const found = logs(saved)[0];
      expect(found.slice(0, expected[0]?.length ?? 0), `round ${round}, SEED=${SEED}`).toEqual(expected[0] ?? []);
      most = Math.max(most, found.length);
      if (round === KILLS) break;
      // The call goes on until it is cut off.
      let over = false;
      const cut = new Promise((done) => setTimeout(done, 100 + number() * 1_900)).then(() => {
        over = true;
        return kill();
      });
      while (!over) {
        // Forward by the first answer or the second; from where there is none, back.
        const here = await page.evaluate(() => document.querySelector("[data-test=line]")?.dataset.step).catch(() => null);
        const answers = flow.steps.find((step) => step.id === here)?.choices?.length ?? 0;
        await page.keyboard.press(answers === 0 ? "u" : number() < 0.5 ? "1" : "2").catch(() => {});
      }
      await cut;
    }
    expect(most, "the call went on between the kills").toBeGreaterThan(KILLS);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
