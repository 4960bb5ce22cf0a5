// A browser that can be killed at any moment, and numbers that can be had again.
import { spawn } from "node:child_process";
import { chromium } from "@playwright/test";
import { browser as launch } from "./playwright.config.mjs";

// A small generator of numbers between 0 and 1 (mulberry32), so that a run can be repeated.
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// A browser of our own on this profile, in a process group that can be killed at once.
export async function start(profile) {
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
