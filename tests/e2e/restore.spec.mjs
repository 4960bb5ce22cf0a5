// What a person restores on purpose is there at the next start, whatever was erased before; and what cannot be read is never
// taken for nothing.
import { expect, expectFits, test } from "./fixtures.mjs";
import { at, context, locales, open } from "./desk.mjs";
import { homes } from "./homes.mjs";
import { backUp, call, choose, close, eraseEverything, erasePerson, noPicker, openData } from "./sheet.mjs";

const views = { wide: { width: 1440, height: 900 }, frame: { width: 360, height: 740 } };
const status = (page, part) => at(page, part).locator("[role=status]");

async function restore(page, file) {
  await openData(page);
  await choose(page, file);
  await at(page, "restore").click();
  await expect(at(page, "data-told")).toBeVisible();
  await close(page);
  await expect(at(page, "keep")).toHaveClass(/keep-kept/);
}

test.describe("restoring", () => {
  test.use(context("en"));

  test("after everything was erased: it is there after a reload, in another tab, and with the quick storage lost", async ({ page }) => {
    test.slow();
    await noPicker(page);
    await call(page, "en");
    await openData(page);
    const file = await backUp(page);
    await close(page);
    await eraseEverything(page);
    const other = await page.context().newPage();
    await open(other);
    await restore(page, file);
    await expect(at(other, "resume")).toBeVisible();
    for (const lost of [false, true]) {
      if (lost) await page.evaluate(() => localStorage.clear());
      await page.reload();
      await expect(at(page, "resume")).toBeVisible();
      await expect(at(page, "keep")).toHaveClass(/keep-kept/);
      expect(JSON.stringify((await homes(page)).database)).toContain("Helen");
    }
    // Once more, all the way: what was erased a second time and not restored stays erased.
    await other.close();
    await eraseEverything(page);
    await page.reload();
    await expect(at(page, "start-call")).toBeEnabled();
    await expect(at(page, "resume")).toHaveCount(0);
  });

  for (const locale of locales) {
    test(`whoever was erased since is named, and comes back only on purpose (${locale})`, async ({ browser }) => {
      const page = await (await browser.newContext({ ...context(locale), baseURL: process.env.BASE_URL })).newPage();
      await noPicker(page);
      await call(page, locale);
      await openData(page);
      const file = await backUp(page);
      await erasePerson(page, locale === "en" ? "helen" : "张伟");
      await expect(at(page, "data-told")).toBeVisible();
      // One line of the file is damaged as well.
      const lines = file.trimEnd().split("\n");
      const place = lines.findIndex((line) => line.includes('"settings"'));
      lines[place] = lines[place].slice(0, -7);
      await choose(page, lines.join("\n") + "\n");
      await expect(at(page, "line-faults")).toContainText(String(place + 1));
      await expect(at(page, "restore")).toHaveCount(0);
      await at(page, "restore-removed").click();
      await expectFits(page, views, `restore-${locale}`);
      await at(page, "restore").click();
      await expect(at(page, "data-told")).toBeVisible();
      await close(page);
      await page.reload();
      await expect(at(page, "resume")).toBeVisible();
      await page.context().close();
    });
  }

  test("a keeping time that deletes sooner is not taken over with the rest", async ({ page }) => {
    await noPicker(page);
    await call(page, "en");
    await openData(page);
    const file = (await backUp(page)).replace('"days":0', '"days":1');
    await close(page);
    await eraseEverything(page);
    await openData(page);
    await choose(page, file);
    await expect(at(page, "restore-days")).toBeVisible();
    await at(page, "restore").click();
    await expect(at(page, "data-told")).toBeVisible();
    await expect(page.locator("#keep-days")).toHaveValue("0");
  });
});

test.describe("a database that cannot be read", () => {
  test.use(context("en"));

  test("stops backup, erasing, restoring and the keeping time, and says so", async ({ page }) => {
    await noPicker(page);
    await call(page, "en");
    await openData(page);
    const file = await backUp(page);
    await close(page);
    await page.reload();
    await expect(at(page, "resume")).toBeVisible();
    const before = await homes(page);
    await openData(page);
    await page.evaluate(() => {
      const refuse = () => {
        throw new DOMException("cannot be read", "UnknownError");
      };
      for (const name of ["getAll", "getAllKeys", "get", "count", "openCursor"]) IDBObjectStore.prototype[name] = refuse;
    });
    let downloads = 0;
    page.on("download", () => (downloads += 1));
    await at(page, "back-up").click();
    await expect(status(page, "data-backup")).toContainText("no file was written");
    await page.locator("#person-query").fill("helen");
    await at(page, "find-person").click();
    await expect(status(page, "data-person")).toContainText("nothing was erased");
    await choose(page, file);
    await expect(status(page, "data-restore")).toContainText("Nothing was changed");
    expect(downloads).toBe(0);
    await page.reload();
    await expect(at(page, "resume")).toBeVisible();
    const { database } = await homes(page);
    expect(Object.keys(database)).toEqual(Object.keys(before.database));
    expect(JSON.parse(database.backup).data).toEqual(JSON.parse(before.database.backup).data);
  });
});

test.describe("a date that has jumped", () => {
  test.use(context("en"));

  test("deletes nobody before somebody says that it is right; set back, that is told", async ({ page }) => {
    await call(page, "en");
    await openData(page);
    await page.locator("#keep-days").selectOption("30");
    await at(page, "expire").click();
    await close(page);
    await expect(at(page, "keep")).toHaveClass(/keep-kept/);
    await page.clock.setSystemTime(new Date("2028-12-01T09:30:00+08:00"));
    await page.reload();
    await expect(at(page, "notice")).toContainText("738 days");
    await expect(at(page, "resume")).toBeVisible();
    await expectFits(page, views, "clock-ahead");
    await page.clock.setSystemTime(new Date("2026-11-24T09:30:00+08:00"));
    await page.reload();
    await expect(at(page, "resume")).toBeVisible();
    await expect(at(page, "notice")).toHaveCount(0);
    await expect.poll(async () => new Date(JSON.parse((await homes(page)).database.clock).data.seen).getUTCDate()).toBe(24);
    await page.clock.setSystemTime(new Date("2026-11-20T21:30:00+08:00"));
    await page.reload();
    await expect(at(page, "notice")).toContainText("(days: 3)");
  });
});
