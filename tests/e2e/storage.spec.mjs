// Storage that is refused, full or damaged: the call goes on, the screen says what is not kept, nothing is thrown away.
import { readFileSync } from "node:fs";
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { NOW, answer, at, context, fillCard, flowOf, open, records, startCall, stepOf } from "./desk.mjs";

test.use(context("zh-CN"));
const flow = flowOf("zh-CN");

// Takes one of the two homes away.
const refuse = (page, home) =>
  page.addInitScript((home) => {
    Object.defineProperty(window, home, {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    });
  }, home);

// What the database holds: texts by their keys.
export const database = (page) =>
  page.evaluate(async () => {
    const answer = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
    const connection = await answer(indexedDB.open("callflow"));
    const store = connection.transaction("records").objectStore("records");
    const [keys, texts] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
    connection.close();
    return Object.fromEntries(keys.map((key, place) => [key, texts[place]]));
  });

test("storage refused: the call goes on and what is not kept can be downloaded", async ({ page }) => {
  await refuse(page, "localStorage");
  await refuse(page, "indexedDB");
  await open(page);
  await expect(at(page, "keep-fault")).toBeVisible();
  await fillCard(page, "zh-CN");
  await startCall(page);
  await answer(page, flow, "self");
  await expect(at(page, "keep-fault")).toContainText("不允许");
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await at(page, "download-unkept").click();
  const file = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  const call = Object.keys(file).find((key) => key.startsWith("call:"));
  expect(JSON.parse(file[call]).data.log).toHaveLength(1);
});

test("without a database the call goes on, and nothing is called saved", async ({ page }) => {
  await refuse(page, "indexedDB");
  await open(page);
  await expect(at(page, "keep")).toHaveText("暂存");
  await startCall(page);
  await answer(page, flow, "self");
  await expect(at(page, "keep-fault")).toContainText("数据库用不了");
  await expectAccessible(page);
  await page.reload();
  await expect(at(page, "call")).toBeVisible();
});

test("no screen comes while the one before is still called saved", async ({ page }) => {
  // Whenever something is drawn: the screen, and what is said of the data.
  await page.addInitScript(() => {
    const seen = (window.seen = []);
    const look = () => {
      const screen = ["start-call", "call", "wrap-up"].find((name) => document.querySelector(`[data-test="${name}"]`));
      const kept = document.querySelector('[data-test="keep"]')?.classList.contains("keep-kept");
      if (screen && screen !== seen.at(-1)?.screen) seen.push({ screen, kept });
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await open(page);
  const kept = () => expect(at(page, "keep")).toHaveClass(/keep-kept/);
  for (const [key, screen] of [["s", "call"], ["e", "wrap-up"], ["u", "call"]]) {
    await kept();
    await page.locator("#main").focus();
    await page.keyboard.press(key);
    await expect(at(page, screen)).toBeVisible();
  }
  await kept();
  expect(await page.evaluate(() => window.seen.slice(1))).toEqual(["call", "wrap-up", "call"].map((screen) => ({ screen, kept: false })));
});

test("without localStorage everything is in the database, and there again after a reload", async ({ page }) => {
  await refuse(page, "localStorage");
  await open(page);
  await fillCard(page, "zh-CN");
  await startCall(page);
  await answer(page, flow, "self");
  await expect(at(page, "keep")).toHaveText("已保存");
  await expect(at(page, "keep-fault")).toHaveCount(0);
  await page.reload();
  await expect(at(page, "call")).toBeVisible();
  await expect(at(page, "notice")).toHaveCount(0);
});

test("what localStorage has lost comes back from the database, and is told", async ({ page }) => {
  await open(page);
  await fillCard(page, "zh-CN");
  await startCall(page);
  await answer(page, flow, "self");
  await expect(at(page, "keep")).toHaveText("已保存");
  const saved = await database(page);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(at(page, "notice")).toContainText("找回");
  await expectAccessible(page);
  await expect.poll(() => stepOf(page)).not.toBe(flow.start);
  expect(await database(page)).toMatchObject(saved);
  expect(Object.keys(await records(page)).length).toBeGreaterThan(3);
});

test("a database that is deleted under our hands is made anew", async ({ page }) => {
  await open(page);
  await startCall(page);
  await expect(at(page, "keep")).toHaveText("已保存");
  await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("callflow").onsuccess = done)));
  await answer(page, flow, "self");
  await expect(at(page, "keep")).toHaveText("已保存");
  const call = Object.entries(await database(page)).find(([key]) => key.startsWith("call:"))[1];
  expect(JSON.parse(call).data.log).toHaveLength(1);
  // And what it had held comes back from localStorage.
  await page.reload();
  await expect(at(page, "keep")).toHaveText("已保存");
  await expect.poll(async () => Object.keys(await database(page)).some((key) => key.startsWith("flow:"))).toBe(true);
});

test("a record that is damaged in localStorage is taken from the database", async ({ page }) => {
  await open(page);
  await startCall(page);
  await answer(page, flow, "self");
  await expect(at(page, "keep")).toHaveText("已保存");
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("callflow:call:"));
    localStorage.setItem(key, localStorage.getItem(key).slice(0, 80));
  });
  await page.reload();
  await expect(at(page, "notice")).toContainText("1 条记录读不出来");
  await expect(at(page, "call")).toBeVisible();
});

test("storage full: nothing half-written, and everything is kept once there is room", async ({ page }) => {
  await page.addInitScript(() => {
    // The database refuses as long as this is set; localStorage is really full.
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...record) {
      if (window.full) throw new DOMException("no room", "QuotaExceededError");
      return put.apply(this, record);
    };
    if (localStorage.getItem("theirs")) return;
    let size = 4_000_000;
    let text = "x".repeat(size);
    for (; size >= 1; size = Math.floor(size / 2)) {
      try {
        localStorage.setItem("theirs", (localStorage.getItem("theirs") ?? "") + text.slice(0, size));
      } catch {}
    }
  });
  await open(page);
  await fillCard(page, "zh-CN");
  await startCall(page);
  await answer(page, flow, "self");
  await expect(at(page, "keep")).toHaveText("已保存");
  await page.evaluate(() => (window.full = true));
  await answer(page, flow, "ok");
  await expect(at(page, "keep-fault")).toContainText("已满");
  await at(page, "make-room").click();
  await expect(at(page, "back-up")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.evaluate(() => {
    localStorage.removeItem("theirs");
    window.full = false;
  });
  await answer(page, flow, "decide");
  await expect(at(page, "keep-fault")).toHaveCount(0);
  await expect(at(page, "keep")).toHaveText("已保存");
  const call = await page.evaluate(() => Object.entries(localStorage).find(([key]) => key.startsWith("callflow:call:"))[1]);
  expect(JSON.parse(call).data.log).toHaveLength(3);
});

test("damaged records are set aside, newer ones are left alone, the rest loads", async ({ page }) => {
  await open(page);
  await page.locator("#lead-company").fill("安泰");
  await page.evaluate(() => {
    localStorage.setItem("callflow:call:broken", '{"format":1,"stamp":1,"data":{"started":');
    localStorage.setItem("callflow:lead:newer", '{"format":99,"stamp":1,"data":{}}');
    localStorage.setItem("somebody-else", "theirs");
  });
  await page.reload();
  await expect(at(page, "notice")).toContainText("1 条记录读不出来");
  await expect(at(page, "notice")).toContainText("更新的版本");
  await expect(page.locator("#lead-company")).toHaveValue("安泰");
  // It makes room once its copy is kept.
  await expect.poll(() => page.evaluate(() => localStorage.getItem("callflow:call:broken"))).toContain('"gone":true');
  const kept = await page.evaluate(() => ({ ...localStorage }));
  expect(Object.keys(kept).some((key) => key.startsWith("callflow:aside:call:broken"))).toBe(true);
  expect(kept["callflow:lead:newer"]).toContain("99");
  expect(kept["somebody-else"]).toBe("theirs");
});

test("a finished call leaves localStorage after two weeks, and is counted and found", async ({ page }) => {
  await open(page);
  for (const name of ["张伟", "王芳"]) {
    await page.locator("#lead-name").fill(name);
    await at(page, "quick-no-answer").click();
    await expect(page.locator("#lead-name")).toHaveValue("");
  }
  await expect(at(page, "figures")).toContainText("拨打222");
  await expect(at(page, "keep")).toHaveText("已保存");
  await page.clock.setSystemTime(new Date(NOW.getTime() + 15 * 24 * 3_600_000));
  await page.reload();
  await expect(at(page, "figures")).toContainText("拨打002");
  await expect.poll(async () => Object.keys(await records(page)).filter((key) => /^(call|lead):/.test(key))).toEqual([]);
  await page.locator("#find-calls").fill("张");
  await page.keyboard.press("Enter");
  await expect(at(page, "earlier").locator("li")).toHaveCount(1);
  await expectAccessible(page);
  await at(page, "call-archived").click();
  await expect(page.locator("#lead-name")).toHaveValue("张伟");
  // And nothing comes back with the next start.
  await page.reload();
  await expect(at(page, "figures")).toContainText("拨打002");
});
