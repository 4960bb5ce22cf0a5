// A real browser is killed at random moments of a call, again and again. What its screen had called saved is there when it
// is started anew, and the call goes on. KILLS and SEED choose how often and which moments.
import { expect } from "@playwright/test";
import { at, flowOf } from "./desk.mjs";
import { agree, homes } from "./homes.mjs";
import { SEED, logs, random, test, walk, watch } from "./killed.mjs";
import { baseURL } from "./playwright.config.mjs";
import { opener } from "./sealed.mjs";

const KILLS = Number(process.env.KILLS ?? 20);

test("killed in a call again and again, nothing that was called saved is lost", async ({ profile }) => {
  console.log(`KILLS=${KILLS} SEED=${SEED}`);
  const flow = flowOf("en");
  await walk(profile, KILLS * 40_000, async (start, number) => {
    let saved = "";
    let most = 0;
    for (let round = 0; round <= KILLS; round += 1) {
      const { page, kill } = await start();
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
        const resume = at(page, "resume").first();
        await resume.click({ timeout: 10_000 }).catch(async (reason) => {
          throw new Error(`round ${round}, SEED=${SEED}: ${JSON.stringify(await homes(page))}`, { cause: reason });
        });
      }
      // Keys can be faster than the screen: where the walk has hung up by one of them, its first "u" takes that back.
      await expect(page.locator('[data-test="call"], [data-test="wrap-up"]')).toBeVisible();
      // Everything that was saved is the beginning of what is there.
      await expect.poll(() => logs(saved).length).toBeGreaterThan(0);
      const found = logs(saved)[0];
      expect(found.slice(0, expected[0]?.length ?? 0), `round ${round}, SEED=${SEED}`).toEqual(expected[0] ?? []);
      most = Math.max(most, found.length);
      if (round === KILLS) break;
      // The call goes on until it is cut off.
      let [over, left] = [false, undefined];
      const cut = new Promise((done) => setTimeout(done, 100 + number() * 1_900)).then(() => {
        over = true;
        return kill();
      });
      while (!over) {
        // Forward by the first answer or the second; from where there is none, back, once: where the screen is slower than
        // the keys, one more for each look at it could take back all there is, the start of the call in the end.
        const here = await page.evaluate(() => document.querySelector("[data-test=line]")?.dataset.step ?? "").catch(() => "");
        const answers = flow.steps.find((step) => step.id === here)?.choices?.length ?? 0;
        const key = answers > 0 ? (number() < 0.5 ? "1" : "2") : here === left ? null : "u";
        left = answers > 0 ? undefined : here;
        if (key) await page.keyboard.press(key).catch(() => {});
      }
      await cut;
    }
    expect(most, "the call went on between the kills").toBeGreaterThan(KILLS);
  });
});

test("killed while a backup is restored, all of it is there or nothing", async ({ profile }) => {
  const RESTORES = Math.ceil(KILLS / 4);
  test.setTimeout(RESTORES * 60_000);
  console.log(`RESTORES=${RESTORES} SEED=${SEED}`);
  const number = random(SEED);
  const count = 4_000;
  const lines = Array.from({ length: count }, (_, place) => {
    const record = { format: 1, stamp: 1_790_000_000_000, data: { name: `Somebody ${place}`, company: "x".repeat(200) } };
    return JSON.stringify({ key: `lead:${String(place).padStart(5, "0")}`, record });
  });
  const head = JSON.stringify({ callflow: "backup", format: 1, stamp: 1_790_000_000_000, records: count });
  const file = Buffer.from(`${[head, ...lines].join("\n")}\n`);
  const leads = async (page) => Object.keys((await homes(page)).database).filter((key) => key.startsWith("lead:")).length;
  for (let round = 0; round < RESTORES; round += 1) {
    const start = await profile();
    const first = await start();
    await first.page.goto(baseURL);
    await expect(at(first.page, "keep")).toHaveClass(/keep-kept/, { timeout: 30_000 });
    await at(first.page, "keep").click();
    const chooser = first.page.waitForEvent("filechooser");
    await at(first.page, "pick-file").click();
    await (await chooser).setFiles({ name: "backup.jsonl", mimeType: "application/jsonl", buffer: file });
    await expect(at(first.page, "restore")).toBeVisible();
    await at(first.page, "restore").click({ noWaitAfter: true });
    await new Promise((done) => setTimeout(done, number() * 1_000));
    await first.kill();

    const again = await start();
    await again.page.goto(baseURL);
    await expect(at(again.page, "start-call")).toBeEnabled({ timeout: 30_000 });
    await expect(at(again.page, "keep")).toHaveClass(/keep-kept/);
    const found = await leads(again.page);
    console.log(`round ${round}: ${found} records`);
    expect([0, count], `round ${round}, SEED=${SEED}`).toContain(found);
    await again.kill();
  }
});

test("killed while the lock is put on, changed and taken off, everything opens with one passphrase or the other", async ({ profile }) => {
  const CHANGES = Math.ceil(KILLS / 2);
  console.log(`CHANGES=${CHANGES} SEED=${SEED}`);
  const envelope = (place) => JSON.stringify({ format: 1, stamp: 1_790_000_000_000 + place, data: { name: `Somebody ${place}`, company: "药房".repeat(40) } });
  const all = Object.fromEntries(Array.from({ length: 2_000 }, (_, place) => [`lead:${String(place).padStart(5, "0")}`, envelope(place)]));
  const fill = async (all) => {
    const answer = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
    const connection = await answer(indexedDB.open("callflow"));
    const transaction = connection.transaction(["records", "archive"], "readwrite");
    Object.entries(all).forEach(([key, text], place) => {
      transaction.objectStore(place % 2 ? "archive" : "records").put(text, key);
      if (place % 4 === 0) localStorage.setItem(`callflow:${key}`, text);
    });
    await new Promise((done) => (transaction.oncomplete = done));
    connection.close();
  };
  await walk(profile, CHANGES * 60_000, async (start, number) => {
    // What may be the passphrase: none, the one that was, the one that was to be.
    let words = [null];
    const open = async (page) => {
      await page.goto(baseURL);
      // If localStorage has lost the lock, the desk locks itself before both homes agree.
      const known = async () => {
        const both = await agree(page);
        if (await at(page, "lock-shut").isVisible()) return "shut";
        return both ? "open" : "";
      };
      let state = "";
      await expect.poll(async () => (state = await known().catch(() => "")), { timeout: 30_000 }).not.toBe("");
      if (state === "open") return null;
      for (const word of words.filter(Boolean)) {
        // One that was taken off may open the desk by itself meanwhile: then there is nothing left to fill in.
        await page.locator("#passphrase").fill(word, { timeout: 10_000 }).catch(() => {});
        await page.keyboard.press("Enter");
        await expect(at(page, "start-call").or(at(page, "lock-fault"))).toBeVisible();
        if (await at(page, "start-call").isVisible()) return word;
      }
      throw new Error(`neither passphrase opens, SEED=${SEED}`);
    };
    for (let round = 0; round <= CHANGES; round += 1) {
      const { page, kill } = await start();
      let word = await open(page);
      expect(words, `round ${round}, SEED=${SEED}`).toContain(word);
      await expect(at(page, "keep")).toHaveClass(/keep-kept/, { timeout: 30_000 });
      if (round === 0) await page.evaluate(fill, all);
      const there = await homes(page);
      const lock = there.database.lock ?? there.quick["callflow:lock"];
      // It may have been taken off without localStorage knowing: then whatever is typed opens.
      if (lock && !JSON.parse(lock).data.wrapped) word = null;
      const plain = lock ? await opener(lock, word ?? "") : async (_, text) => text;
      // What was begun goes on: nothing that should be sealed stays open.
      const bare = async () => Object.entries((await homes(page)).archive).filter(([, text]) => text.includes("Somebody")).length;
      if (word !== null) await expect.poll(bare, { timeout: 30_000 }).toBe(0);
      const other = [];
      for (const home of [there.database, there.archive, there.quick]) {
        for (const [name, text] of Object.entries(home)) {
          const key = name.replace(/^callflow:/, "");
          if (all[key] && (await plain(key, text)) !== all[key]) other.push(key);
        }
      }
      expect(other, `round ${round}, SEED=${SEED}`).toEqual([]);
      const found = new Set([...Object.keys(there.database), ...Object.keys(there.archive)]);
      // Which home came back with how much tells a browser that lost a database from a desk that did.
      const sizes = Object.entries(there).map(([home, texts]) => `${home}: ${Object.keys(texts).length}`).join(", ");
      const missing = Object.keys(all).filter((key) => !found.has(key));
      expect(missing.length, `${missing[0]} and more are gone; ${sizes}; round ${round}, SEED=${SEED}`).toBe(0);
      if (round === CHANGES) break;

      const next = `passphrase ${round}`;
      const change = word === null ? "set" : number() < 0.5 ? "renew" : "remove";
      words = [word, change === "remove" ? null : next];
      await at(page, "keep").click();
      await at(page, `lock-${change}`).click({ timeout: 30_000 });
      if (change !== "set") await page.locator("#lock-old").fill(word);
      if (change !== "remove") {
        await page.locator("#lock-new").fill(next);
        await page.locator("#lock-again").fill(next);
      }
      await at(page, "lock-go").click({ noWaitAfter: true });
      await new Promise((done) => setTimeout(done, number() * 1_500));
      console.log(`round ${round}: killed in ${change}`);
      await kill();
    }
  });
});
