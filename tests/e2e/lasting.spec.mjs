// How long what is kept here stays, and what is said when the browser lost its database.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, expectFits, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, open, startCall } from "./desk.mjs";
import { homes } from "./homes.mjs";
import { test as killed } from "./killed.mjs";
import { baseURL } from "./playwright.config.mjs";

const flow = flowOf("zh-CN");
const saved = (page) => expect(at(page, "keep")).toHaveText("已保存");
const stay = (page) => at(page, "stay");

// The database of the browser does not answer while `silent` is set.
const silence = (page) =>
  page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    window.silent = localStorage.getItem("silent") === "yes";
    IDBFactory.prototype.open = function (...names) {
      return window.silent ? new EventTarget() : open.apply(this, names);
    };
  });

async function book(page) {
  await page.keyboard.press("a");
  await expect(page.locator("#appointment-when")).toBeFocused();
  await page.keyboard.type("明天上午十点");
  await page.keyboard.press("Enter");
  await expect(page.locator("#book")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(at(page, "read-back")).toBeVisible();
}

test.describe("in Chinese", () => {
  test.use(context("zh-CN"));

  test("a database deleted under the open desk gets everything again at the next write, and it is told", async ({ page }) => {
    await open(page);
    await fillCard(page, "zh-CN");
    await startCall(page);
    await saved(page);
    const before = Object.keys((await homes(page)).database);
    await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("callflow").onsuccess = done)));
    await answer(page, flow, "self");
    await expect(at(page, "notice")).toContainText("数据库被清空");
    await saved(page);
    expect(Object.keys((await homes(page)).database)).toEqual(expect.arrayContaining(before));
  });

  test("a database that never answers is noticed within seconds, at the start and in a call, and tried again", async ({ page }) => {
    await silence(page);
    await page.goto("");
    await page.evaluate(() => localStorage.setItem("silent", "yes"));
    await open(page);
    await page.clock.runFor(6_000);
    await expect(at(page, "keep")).toHaveText("暂存");
    await page.locator("#main").focus();
    await startCall(page);
    await page.evaluate(() => (window.silent = false));
    await page.clock.runFor(11_000);
    await saved(page);

    // The connection is lost, and the next one is not made.
    await page.evaluate(() => (localStorage.removeItem("silent"), (window.silent = true)));
    await page.evaluate(() => void indexedDB.deleteDatabase("callflow"));
    await answer(page, flow, "self");
    await page.clock.runFor(12_000);
    await expect(at(page, "keep")).toHaveText("暂存");
    await page.evaluate(() => (window.silent = false));
    await page.clock.runFor(11_000);
    await saved(page);
    const calls = Object.entries((await homes(page)).database).filter(([key]) => key.startsWith("call:"));
    expect(JSON.parse(calls[0][1]).data.log).toHaveLength(1);
  });

  test("the browser is asked once to keep it, with the first appointment; the data sheet has the answer", async ({ page }) => {
    await page.addInitScript(() => {
      window.asked = 0;
      navigator.storage.persist = async () => (window.asked += 1) > 0;
    });
    await open(page);
    await saved(page);
    await at(page, "keep").click();
    await expect(stay(page)).toContainText("可能清理");
    await page.keyboard.press("Escape");
    await fillCard(page, "zh-CN");
    await startCall(page);
    expect(await page.evaluate(() => window.asked)).toBe(0);
    await book(page);
    await expect(at(page, "notice")).toContainText("请选“允许”");
    expect(await page.evaluate(() => window.asked)).toBe(1);
    await at(page, "keep").click();
    await expect(stay(page)).toContainText("不会自行清理");
  });

  test("a private window says that it goes with the window", async ({ page }) => {
    test.slow();
    // As Firefox has it there: the database works, the private file system is refused.
    await page.addInitScript(() => {
      navigator.storage.getDirectory = async () => {
        throw new DOMException("Security error when calling GetDirectory", "SecurityError");
      };
    });
    await open(page);
    await expect(at(page, "keep")).toHaveText("仅存到关窗");
    await at(page, "keep").click();
    await expect(stay(page)).toContainText("隐私窗口");
    await expectFits(page, { wide: { width: 1440, height: 900 }, narrow: { width: 360, height: 740 } }, "private-zh");
  });
});

killed("a database that Chromium found damaged and threw away is told of, and what to do", async ({ profile }) => {
  killed.setTimeout(120_000);
  const start = await profile();
  const first = await start();
  await first.page.goto(baseURL);
  await expect(at(first.page, "start-call")).toBeEnabled();
  await first.page.locator("#lead-name").fill("Helen");
  await expect(at(first.page, "keep")).toHaveText("Saved");
  await first.kill();
  const below = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = below(first.place).filter((it) => it.isFile() && it.parentPath.includes("IndexedDB") && /MANIFEST|\.log$|\.ldb$/.test(it.name));
  expect(files).not.toEqual([]);
  for (const { parentPath, name } of files) writeFileSync(join(parentPath, name), "no database at all");
  const again = await start();
  await again.page.goto(baseURL);
  await expect(at(again.page, "notice")).toContainText("restore it");
  await again.page.locator("#lead-company").fill("Harbour");
  await at(again.page, "restore-lost").click();
  await expect(at(again.page, "data-restore")).toBeVisible();
});
