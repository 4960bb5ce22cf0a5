// Firefox is killed in mid-call, again and again, as `kill.spec.mjs` does it with Chromium. What its screen had called saved is
// there when it is started anew. KILLS and SEED choose how often and when.
import { expect, test } from "@playwright/test";
import { flowOf } from "../desk.mjs";
import { SEED, logs, random, watch } from "../killed.mjs";
import { site } from "../sites.mjs";
import { place, start } from "./launch.mjs";
import { PATIENCE } from "./page.mjs";

const KILLS = Number(process.env.KILLS ?? 4);

test("killed in a call again and again, nothing that was called saved is lost", async () => {
  test.setTimeout((KILLS + 1) * 60_000);
  console.log(`KILLS=${KILLS} SEED=${SEED}`);
  const number = random(SEED);
  const { steps } = flowOf("en");
  const [where, widget] = [await place(), await site("127.0.0.1", { "/": "dist/" })];
  let [browser, saved, most] = [null, "", 0];
  try {
    for (let round = 0; round <= KILLS; round += 1) {
      const [expected = []] = logs(saved);
      saved = "";
      browser = await start("firefox", where);
      const { page } = browser;
      browser.told((text) => {
        if (text.startsWith("saved ")) saved = text.slice("saved ".length);
      });
      await page.goto(`${widget.origin}/`);
      await page.evaluate(watch);
      await page.seen('[data-test="start-call"]:enabled');
      if (round === 0) await page.press("s");
      else await page.click('[data-test="resume"]');
      await page.seen('[data-test="call"], [data-test="wrap-up"]');
      await expect.poll(() => logs(saved).length, { timeout: PATIENCE }).toBeGreaterThan(0);
      // Everything that was saved is the beginning of what is there.
      const [found] = logs(saved);
      expect(found.slice(0, expected.length), `round ${round}, SEED=${SEED}`).toEqual(expected);
      most = Math.max(most, found.length);
      // Answers are given as fast as the browser takes them, and the last one is cut off.
      for (let presses = 10 + Math.floor(number() * 40); presses > 0; presses -= 1) {
        const here = await page.evaluate(() => document.querySelector("[data-test=line]")?.dataset.step ?? "");
        const answers = steps.find((step) => step.id === here)?.choices?.length ?? 0;
        const pressed = page.press(answers === 0 ? "u" : number() < 0.5 ? "1" : "2").catch(() => {});
        if (presses > 1) await pressed;
      }
      await browser.kill();
    }
    expect(most, "the call went on between the kills").toBeGreaterThan(KILLS);
  } finally {
    await browser?.kill();
    await Promise.all([widget.close(), where.remove()]);
  }
});
