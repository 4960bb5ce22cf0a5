// The rep's own data in a real browser: a backup that an independent validator reads, a restore that is whole or not at all,
// people and everything erased in both homes and all tabs.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import { expect, expectAccessible, expectFits, test } from "./fixtures.mjs";
import { at, context, locales, open, people, records } from "./desk.mjs";
import { homes } from "./homes.mjs";
import { backUp, call, choose, close, noPicker, openData } from "./sheet.mjs";

const schema = JSON.parse(readFileSync(new URL("../../docs/backup.schema.json", import.meta.url), "utf8"));
const views = { wide: { width: 1440, height: 900 }, frame: { width: 360, height: 740 } };

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));

    test("the sheet can be read and worked in every room and both themes", async ({ page }) => {
      test.slow();
      await call(page, locale);
      await openData(page);
      await page.locator("#person-query").fill(people[locale].company);
      await at(page, "find-person").click();
      await expect(at(page, "about-person")).toBeVisible();
      await expectFits(page, views, `data-${locale}`);
    });
  });
}

test.describe("data", () => {
  test.use(context("en"));

  test("a backup is as it is documented, and brings an empty browser to where this one is", async ({ page, browser }) => {
    await noPicker(page);
    await call(page, "en");
    await openData(page);
    const file = await backUp(page);
    const lines = file.trimEnd().split("\n").map((line) => JSON.parse(line));
    const validate = new Ajv({ strict: false }).compile(schema);
    expect(validate(lines), JSON.stringify(validate.errors)).toBe(true);
    expect(lines[0].records).toBe(lines.length - 1);
    expect(lines.map((line) => line.key?.split(":")[0])).toEqual(expect.arrayContaining(["call", "lead", "flow", "settings"]));

    const other = await (await browser.newContext(context("en"))).newPage();
    await open(other);
    await openData(other);
    await choose(other, file);
    await expect(at(other, "restore-plan")).toBeVisible();
    await expectAccessible(other);
    expect(await records(other)).toEqual({});
    await at(other, "restore").click();
    await expect(at(other, "data-told")).toContainText(String(lines.length - 1));
    await close(other);
    await at(other, "resume").click();
    await expect(at(other, "wrap-up")).toBeVisible();
    const { backup, clock, ...here } = await records(page);
    expect(clock.seen).toBeGreaterThan(0);
    expect(backup.made).toBeGreaterThan(0);
    expect(await records(other)).toMatchObject(here);
    await other.context().close();
  });

  test("a file that is no backup is refused, and nothing changes", async ({ page }) => {
    await noPicker(page);
    await call(page, "en");
    await openData(page);
    const file = await backUp(page);
    const before = await homes(page);
    for (const text of [file.slice(0, 40), "{}", "\u0000".repeat(99)]) {
      await choose(page, text);
      await expect(at(page, "data-restore").locator("[role=status]")).toContainText("Nothing was changed");
    }
    expect(await homes(page)).toEqual(before);
  });

  test("a browser with a picker writes the file where the rep wants it; who chooses no place gets no file", async ({ page }) => {
    await page.addInitScript(() => {
      window.showSaveFilePicker = async ({ suggestedName }) => {
        if (window.unwilling) throw new DOMException("no", "AbortError");
        const parts = [];
        window.written = { suggestedName, parts };
        return { createWritable: async () => ({ write: async (text) => void parts.push(text), close: async () => void parts.push("end") }) };
      };
    });
    await call(page, "en");
    await openData(page);
    await page.evaluate(() => (window.unwilling = true));
    await at(page, "back-up").click();
    await expect(at(page, "data-told")).toHaveCount(0);
    await page.evaluate(() => (window.unwilling = false));
    await at(page, "back-up").click();
    await expect(at(page, "data-told")).toHaveText("The file is saved.");
    const { suggestedName, parts } = await page.evaluate(() => window.written);
    expect(suggestedName).toBe("callflow-2026-11-23.jsonl");
    expect(parts.length).toBe(2);
    expect(parts[0]).toContain('{"callflow":"backup","format":2,');
  });

  test("a restore that fails at any record leaves nothing behind", async ({ page, browser }) => {
    await noPicker(page);
    await call(page, "en");
    await openData(page);
    const file = await backUp(page);
    const other = await (await browser.newContext(context("en"))).newPage();
    await other.addInitScript(() => {
      const put = IDBObjectStore.prototype.put;
      let transaction;
      let place;
      // In every transaction the record at this place is refused: it is tried twice.
      IDBObjectStore.prototype.put = function (...record) {
        place = transaction === this.transaction ? place + 1 : 0;
        transaction = this.transaction;
        if (place === window.refused) throw new DOMException("no room", "QuotaExceededError");
        return put.apply(this, record);
      };
    });
    await open(other);
    const count = JSON.parse(file.split("\n")[0]).records;
    const before = await homes(other);
    await openData(other);
    for (let place = 0; place < count; place += 1) {
      await choose(other, file);
      await expect(at(other, "restore-plan")).toBeVisible();
      await other.evaluate((place) => (window.refused = place), place);
      await at(other, "restore").click();
      await expect(at(other, "data-restore").locator("[role=status]")).toContainText("Nothing was restored");
      await other.evaluate(() => delete window.refused);
      expect(await homes(other), `put ${place}`).toEqual(before);
    }
    await choose(other, file);
    await at(other, "restore").click();
    await expect(at(other, "data-told")).toContainText(String(count));
    await other.context().close();
  });

  test("a person is erased in both homes and in the other tab, in mid-call as well", async ({ page }) => {
    await call(page, "en");
    const other = await page.context().newPage();
    await open(other);
    await at(other, "resume").click();
    await expect(at(other, "resume")).toHaveCount(0);
    await openData(page);
    await page.locator("#person-query").fill("helen");
    await at(page, "find-person").click();
    await at(page, "erase-person").click();
    await expectAccessible(page);
    await at(page, "erase-person-now").click();
    await expect(at(page, "data-told")).toBeVisible();
    await expect(at(page, "keep")).toHaveClass(/keep-kept/);
    await expect(at(other, "notice")).toContainText("erased in another tab");
    await expect(at(other, "start-call")).toBeVisible();
    expect(JSON.stringify(await homes(page))).not.toMatch(/Helen|Harbour|7946/);
    await page.reload();
    await expect(at(page, "start-call")).toBeEnabled();
    await expect(at(page, "resume")).toHaveCount(0);
  });

  test("everything is erased in both homes and all tabs, and the desk is as new", async ({ page }) => {
    await call(page, "en");
    const other = await page.context().newPage();
    await open(other);
    await openData(page);
    await at(page, "erase-all").click();
    await expect(at(page, "erase-all-now")).toBeDisabled();
    await page.locator("#erase-word").fill("erase");
    await at(page, "erase-all-now").click();
    for (const tab of [page, other]) {
      await expect(at(tab, "sheet")).toHaveCount(0);
      await expect(at(tab, "start-call")).toBeEnabled();
      await expect(at(tab, "resume")).toHaveCount(0);
      await at(tab, "settings").click();
      await expect(tab.locator("#rep-name")).toHaveValue("");
    }
    const { quick, database, archive } = await homes(page);
    expect(Object.keys(quick).filter((key) => key !== "callflow:erased")).toEqual([]);
    expect(Object.keys(database).filter((key) => key !== "erased")).toEqual([]);
    expect(archive).toEqual({});
  });

  test("a week after the last call without a backup the desk reminds of it, and lets itself be put off", async ({ page }) => {
    await call(page, "en");
    await expect(at(page, "remind")).toHaveCount(0);
    await page.clock.setSystemTime(new Date("2026-12-01T09:30:00+08:00"));
    await page.reload();
    await expect(at(page, "remind")).toBeVisible();
    await expectAccessible(page);
    await at(page, "remind-later").click();
    await expect(at(page, "remind")).toHaveCount(0);
  });
});
