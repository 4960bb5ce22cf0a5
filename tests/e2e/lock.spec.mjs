// The lock in a real browser: nothing of a customer can be read in either home, the right passphrase brings everything back,
// a wrong one changes nothing. What is sealed is opened by Node's cipher too, by docs/lock.md alone.
import { readFileSync } from "node:fs";
import { expect, expectAccessible, expectFits, pictures, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, leaveCall, locales, open as openDesk, people, records, startCall } from "./desk.mjs";
import { agree, homes } from "./homes.mjs";
import { isSealed, opener } from "./sealed.mjs";

const WORD = "correct horse 电池";
const OTHER = "another 口令 of ours";
const views = { wide: { width: 1440, height: 900 }, frame: { width: 360, height: 740 }, low: { width: 360, height: 400 } };

const openData = async (page) => {
  await at(page, "keep").click();
  await expect(at(page, "sheet")).toBeVisible();
};
const saved = (page) => expect(at(page, "keep")).toHaveClass(/keep-kept/);
const told = (page) => at(page, "data-lock").locator("[data-test=data-told]");

// A call that was answered once and left open, and the desk that has it in its list.
async function call(page, locale) {
  await openDesk(page);
  await fillCard(page, locale);
  await startCall(page);
  await answer(page, flowOf(locale), "self");
  await saved(page);
  await leaveCall(page);
  await page.reload();
  await expect(at(page, "resume")).toBeVisible();
  await saved(page);
  // What a test puts into the database is not to be what the desk finds there at the start.
  await expect.poll(() => agree(page)).toBe(true);
}

async function lock(page, word = WORD) {
  await openData(page);
  await at(page, "lock-set").click();
  await expect(page.locator("#lock-new")).toBeFocused();
  await page.locator("#lock-new").fill(word);
  await page.locator("#lock-again").fill(word);
  await at(page, "lock-go").click();
  await expect(told(page)).toBeVisible();
  await expect(told(page)).toHaveClass("fixed");
  await page.keyboard.press("Escape");
  await saved(page);
}

async function takeOff(page) {
  await openData(page);
  await at(page, "lock-remove").click();
  await page.locator("#lock-old").fill(WORD);
  await at(page, "lock-go").click();
  await expect(told(page)).toBeVisible();
}

async function unlock(page, word = WORD) {
  await expect(at(page, "lock-shut")).toBeVisible();
  await page.locator("#passphrase").fill(word);
  await page.keyboard.press("Enter");
}

// Everything in both homes as one text.
const everything = async (page) => JSON.stringify(await homes(page));
const gone = (text) => text.endsWith(',"gone":true}');
const isOpen = (key) => ["settings", "lock", "erased", "backup", "clock"].includes(key.replace(/^callflow:/, ""));

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));

    test("locked, nothing of a customer can be read; unlocked, the call goes on", async ({ page }) => {
      test.slow();
      await call(page, locale);
      const before = await homes(page);
      expect(JSON.stringify(before)).toContain(people[locale].company);
      await lock(page);
      for (const secret of [people[locale].name, people[locale].company, people[locale].phone]) {
        expect(await everything(page)).not.toContain(secret);
      }
      const after = await homes(page);
      for (const home of [after.quick, after.database]) {
        for (const [key, text] of Object.entries(home)) expect(isSealed(text) || isOpen(key) || gone(text), key).toBe(true);
      }
      // Each opens by the document alone, and holds what stood there.
      const { rounds } = JSON.parse(after.database.lock).data.wrapped;
      expect(rounds).toBeGreaterThanOrEqual(600_000);
      const key = Object.keys(before.database).find((key) => key.startsWith("call:"));
      const open = await opener(after.database.lock, WORD);
      expect(await open(key, after.database[key])).toBe(before.database[key]);
      expect(await open(key, after.quick[`callflow:${key}`])).toBe(before.database[key]);
      await expect(opener(after.quick["callflow:lock"], OTHER)).rejects.toThrow();

      // Opened anew there is only the lock, and a wrong passphrase changes nothing.
      await page.reload();
      await expect(at(page, "lock-shut")).toBeVisible();
      await expect(page.locator("#passphrase")).toBeFocused();
      await expect(at(page, "resume")).toHaveCount(0);
      const shut = await everything(page);
      await expectFits(page, views, `locked-${locale}`);
      for (const wrong of ["", "Correct horse 电池", OTHER]) {
        await unlock(page, wrong);
        await expect(at(page, "lock-fault")).toBeVisible();
        await page.locator("#passphrase").fill("x");
        await expect(at(page, "lock-fault")).toHaveCount(0);
      }
      expect(await everything(page)).toBe(shut);

      await page.setViewportSize(views.wide);
      await unlock(page);
      await expect(at(page, "resume")).toBeVisible();
      await saved(page);
      await at(page, "resume").click();
      await expect(at(page, "call")).toBeVisible();
      const here = await at(page, "line").getAttribute("data-step");
      const choice = flowOf(locale).steps.find((step) => step.id === here).choices[0].id;
      await answer(page, flowOf(locale), choice);
      await saved(page);
      expect(await everything(page)).not.toContain(people[locale].company);
      await openData(page);
      await at(page, "data-lock").scrollIntoViewIfNeeded();
      await expectAccessible(page);
      await page.screenshot({ path: `${pictures}lock-on-${locale}.png` });
    });
  });
}

test.describe("lock", () => {
  test.use(context("en"));

  test("the passphrase is changed, and then only the new one opens", async ({ page }) => {
    test.slow();
    await call(page, "en");
    await lock(page);
    await openData(page);
    await at(page, "lock-renew").click();
    const change = async (old) => {
      await page.locator("#lock-old").fill(old);
      await page.locator("#lock-new").fill(OTHER);
      await page.locator("#lock-again").fill(OTHER);
      await at(page, "lock-go").click();
    };
    await change("not the one");
    await expect(at(page, "lock-fault")).toBeVisible();
    await change(WORD);
    await expect(told(page)).toBeVisible();
    await page.reload();
    await unlock(page, WORD);
    await expect(at(page, "lock-fault")).toBeVisible();
    await unlock(page, OTHER);
    await expect(at(page, "resume")).toBeVisible();
  });

  test("taken off, everything can be read again, by any tab", async ({ page, context }) => {
    test.slow();
    await call(page, "en");
    const before = await homes(page);
    await lock(page);
    await takeOff(page);
    const after = await homes(page);
    for (const key of Object.keys(before.database).filter((key) => !isOpen(key))) {
      expect(after.database[key], key).toBe(before.database[key]);
      expect(after.quick[`callflow:${key}`], key).toBe(before.database[key]);
    }
    const other = await context.newPage();
    await other.goto("");
    await expect(at(other, "resume")).toBeVisible();
  });

  test("a tab that is open when the lock is put on locks itself, and opens with the passphrase", async ({ page, context }) => {
    test.slow();
    await call(page, "en");
    const other = await context.newPage();
    await other.goto("");
    await expect(at(other, "start-call")).toBeEnabled();
    await saved(other);
    await lock(page);
    await unlock(other);
    await expect(at(other, "resume")).toBeVisible();
    // What one writes the other takes up, though it is sealed in between.
    await other.locator("#lead-name").fill("Ada Byron");
    await at(other, "quick-busy").click();
    await saved(other);
    await expect(page.locator("body")).toContainText("Ada Byron");
    expect(await everything(page)).not.toContain("Ada Byron");
  });

  test("nobody at the desk: it locks itself, but not in a call", async ({ page }) => {
    test.slow();
    await call(page, "en");
    await lock(page);
    await at(page, "resume").click();
    await expect(at(page, "call")).toBeVisible();
    await page.clock.fastForward("20:00");
    await expect(at(page, "call")).toBeVisible();
    await expect(at(page, "lock-shut")).toHaveCount(0);
    await page.keyboard.press("e");
    await expect(at(page, "wrap-up")).toBeVisible();
    await saved(page);
    await page.clock.fastForward("14:00");
    await page.mouse.move(200, 200);
    await page.clock.fastForward("14:00");
    await expect(at(page, "lock-shut")).toHaveCount(0);
    await page.clock.fastForward("02:00");
    await unlock(page);
    await expect(at(page, "wrap-up")).toBeVisible();
  });

  test("what localStorage lost of the lock, the database knows", async ({ page }) => {
    test.slow();
    await call(page, "en");
    const before = await homes(page);
    await lock(page);
    // A browser that was killed: localStorage is what it was a minute ago.
    await page.evaluate((quick) => {
      localStorage.clear();
      for (const [key, text] of Object.entries(quick)) localStorage.setItem(key, text);
    }, before.quick);
    await page.reload();
    await unlock(page);
    await expect(at(page, "resume")).toBeVisible();
    await saved(page);
    await expect.poll(() => everything(page)).not.toContain(people.en.company);
  });

  test("a backup of a locked desk opens everywhere, and everything can be erased without the passphrase", async ({ page }) => {
    test.slow();
    await page.addInitScript(() => delete window.showSaveFilePicker);
    await call(page, "en");
    await lock(page);
    await openData(page);
    const download = page.waitForEvent("download");
    await at(page, "back-up").click();
    const file = readFileSync(await (await download).path(), "utf8");
    expect(file).toContain(people.en.company);
    expect(file).not.toContain('"sealed"');
    expect(file).not.toContain('"key":"lock"');
    await page.reload();
    await expect(at(page, "lock-shut")).toBeVisible();
    await at(page, "forgot").click();
    await at(page, "erase-all").click();
    await page.locator("#erase-word").fill("erase");
    await at(page, "erase-all-now").click();
    await expect(at(page, "start-call")).toBeEnabled();
    await expect.poll(async () => Object.keys(await records(page)).filter((key) => key !== "settings")).toEqual([]);
    // And the file brings it back.
    await openData(page);
    const chooser = page.waitForEvent("filechooser");
    await at(page, "pick-file").click();
    await (await chooser).setFiles({ name: "backup.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(file) });
    await at(page, "restore").click();
    await expect(at(page, "data-restore").locator("[data-test=data-told]")).toBeVisible();
    expect(await everything(page)).toContain(people.en.company);
  });
});

test.describe("lock, what a killed browser brings back", () => {
  test.use(context("en"));

  // localStorage as it was some time ago.
  const bringBack = (page, quick) =>
    page.evaluate((quick) => {
      localStorage.clear();
      for (const [key, text] of Object.entries(quick)) localStorage.setItem(key, text);
    }, quick);

  test("a lock that was erased with everything asks for nothing any more", async ({ page }) => {
    test.slow();
    await call(page, "en");
    await lock(page);
    const before = await homes(page);
    await openData(page);
    await at(page, "erase-all").click();
    await page.locator("#erase-word").fill("erase");
    await at(page, "erase-all-now").click();
    // The page begins anew: the sheet is gone with the old one.
    await expect(at(page, "sheet")).toHaveCount(0);
    await expect(at(page, "practise")).toBeVisible();
    await page.clock.fastForward("01:00");
    await page.locator("#lead-name").fill("Ada Byron");
    await at(page, "quick-busy").click();
    await saved(page);
    await bringBack(page, before.quick);
    await page.reload();
    await expect(at(page, "recent")).toContainText("Ada Byron");
    await expect(at(page, "lock-shut")).toHaveCount(0);
    expect(await everything(page)).not.toContain('"sealed"');
  });

  test("a lock that was taken off opens by itself", async ({ page }) => {
    test.slow();
    await call(page, "en");
    await lock(page);
    const before = await homes(page);
    await takeOff(page);
    await bringBack(page, before.quick);
    await page.reload();
    await expect(at(page, "resume")).toBeVisible();
    await expect.poll(async () => Object.values((await homes(page)).quick).some((text) => isSealed(text))).toBe(false);
  });

  test("what the first version with a lock has sealed is opened", async ({ page }) => {
    const golden = (format) => JSON.parse(readFileSync(new URL(`../golden/format-${format}.json`, import.meta.url), "utf8"));
    const [plain, shut, word] = [golden(1), golden(2), "golden \u53e3\u4ee4 2"];
    const open = await opener(shut.lock, word);
    for (const [key, text] of Object.entries(plain)) {
      if (isSealed(shut[key])) expect(await open(key, shut[key]), key).toBe(text);
      else expect(isOpen(key), key).toBe(true);
    }
    await openDesk(page);
    await bringBack(page, Object.fromEntries(Object.entries(shut).map(([key, text]) => [`callflow:${key}`, text])));
    await page.evaluate(() => indexedDB.deleteDatabase("callflow"));
    // No clock has been set back: the records are of January.
    await page.clock.setSystemTime(new Date("2027-01-16T09:30:00+08:00"));
    await page.reload();
    await unlock(page, word);
    await expect(at(page, "resume")).toBeVisible();
    await expect(page.locator("body")).toContainText("Helen Young, Harbour Pharmacies");
    await expect(at(page, "notice")).toHaveCount(0);
  });

  test("a second lock is refused while there is one", async ({ page }) => {
    test.slow();
    await call(page, "en");
    // Another tab was faster, and this one did not hear of it.
    await page.evaluate(async () => {
      const answer = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
      const connection = await answer(indexedDB.open("callflow"));
      const text = JSON.stringify({ format: 1, stamp: Date.now(), data: { key: "a2V5", wrapped: { salt: "c2FsdA==", rounds: 600000 }, done: false } });
      await answer(connection.transaction("records", "readwrite").objectStore("records").put(text, "lock"));
      connection.close();
    });
    await openData(page);
    await at(page, "lock-set").click();
    for (const field of ["#lock-new", "#lock-again"]) await page.locator(field).fill(WORD);
    await at(page, "lock-go").click();
    await expect(at(page, "lock-fault")).toContainText("Another tab");
    expect((await homes(page)).database.lock).toContain("a2V5");
  });

  test("a database that never answers does not keep the passphrase from opening", async ({ page }) => {
    test.slow();
    await call(page, "en");
    await lock(page);
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => Object.create(IDBOpenDBRequest.prototype, { addEventListener: { value: () => {} }, onsuccess: { set() {} }, onerror: { set() {} }, onblocked: { set() {} }, onupgradeneeded: { set() {} } });
    });
    await page.reload();
    await unlock(page);
    await page.clock.fastForward("00:06");
    await expect(at(page, "resume")).toBeVisible();
  });
});
