// A browser that can be killed at any moment, and numbers that can be had again.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, test as base } from "@playwright/test";
import { browser as launch } from "./playwright.config.mjs";

// Which moments a browser is killed at: the same ones each time, unless another SEED is asked for.
export const SEED = Number(process.env.SEED ?? 17);

// A small generator of numbers between 0 and 1 (mulberry32), so that a run can be repeated.
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Tells of the call's record whenever the screen says that everything is saved.
export const watch = () => {
  let last = "";
  const look = () => {
    const calls = Object.keys(localStorage).filter((key) => key.startsWith("callflow:call:"));
    const text = calls.map((key) => localStorage.getItem(key)).join("\n");
    if (text !== last && document.querySelector("[data-test=keep].keep-kept")) console.log(`saved ${(last = text)}`);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
};

// The logs of the calls it told of.
export const logs = (text) => text.split("\n").filter(Boolean).map((record) => JSON.parse(record).data.log);

// `profile()` makes a new profile; what it gives starts a browser on it. When the test is over, all of them are gone.
export const test = base.extend({
  profile: async ({}, use) => {
    const [places, running] = [[], new Set()];
    await use(async () => {
      const place = await mkdtemp(join(tmpdir(), "callflow-"));
      places.push(place);
      return () => start(place, running);
    });
    await Promise.all([...running].map((kill) => kill()));
    await Promise.all(places.map((place) => rm(place, { recursive: true, force: true, maxRetries: 5 })));
  },
});

// How many walks there may be for one that tells something.
const WALKS = 3;

// Walks through something with a browser that is killed again and again; `start` starts it, each time on the same profile. The walk
// is begun anew, with the same numbers, if Chromium itself threw its database away: it empties one it finds damaged, and may have
// damaged it itself. What a kill has cut off in its log is written on after the next start, and cannot be read after the one that
// follows (https://github.com/google/leveldb/issues/1287). No page can do anything about that. If no walk is without it, nothing
// was learned about ours, and that is a failure.
export async function walk(profile, patience, way) {
  test.setTimeout(patience);
  for (let left = WALKS - 1; ; left -= 1) {
    const start = await profile();
    let latest;
    try {
      return await way(async () => (latest = await start()), random(SEED));
    } catch (reason) {
      if (left === 0 || !latest?.dropped()) throw reason;
      console.log(`SEED=${SEED}: the browser itself has thrown its database away; ${left} more walks at most`);
      await latest.kill();
      test.setTimeout(test.info().timeout + patience);
    }
  }
}

// A browser of our own on this profile, in a process group that can be killed at once; `dropped` tells whether it threw its
// database away.
async function start(profile, running) {
  const flags = [...launch.args, "--headless=new", "--no-first-run", "--lang=en", `--user-data-dir=${profile}`];
  const child = spawn(launch.executablePath, [...flags, "--remote-debugging-port=0", "about:blank"], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  const address = await new Promise((done, failed) => {
    child.stderr.on("data", (data) => {
      said += data;
      const found = /DevTools listening on (\S+)/.exec(said);
      if (found) done(found[1]);
    });
    child.once("exit", () => failed(new Error(`the browser ended: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const kill = async () => {
    if (!running.delete(kill)) return;
    const gone = new Promise((done) => child.once("exit", done));
    process.kill(-child.pid, "SIGKILL");
    await gone;
    await browser.close().catch(() => {});
  };
  running.add(kill);
  return { place: profile, page: browser.contexts()[0].pages()[0], kill, dropped: () => said.includes("corrupted (and deleted) database") };
}
