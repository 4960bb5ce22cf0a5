// Storage that is refused, full or damaged: the call goes on, the screen says what is not kept, nothing is thrown away.
import { readFileSync } from "node:fs";
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, open, startCall } from "./desk.mjs";

test.use(context("zh-CN"));
const flow = flowOf("zh-CN");

test("storage refused: the call goes on and what is not kept can be downloaded", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
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

test("storage full: nothing half-written, and everything is kept once there is room", async ({ page }) => {
  await page.addInitScript(() => {
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
  await expect(at(page, "keep-fault")).toContainText("已满");
  await page.evaluate(() => localStorage.removeItem("theirs"));
  await answer(page, flow, "ok");
  await expect(at(page, "keep-fault")).toHaveCount(0);
  const call = await page.evaluate(() => Object.entries(localStorage).find(([key]) => key.startsWith("callflow:call:"))[1]);
  expect(JSON.parse(call).data.log).toHaveLength(2);
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
  const kept = await page.evaluate(() => ({ ...localStorage }));
  expect(Object.keys(kept).some((key) => key.startsWith("callflow:aside:call:broken"))).toBe(true);
  expect(kept["callflow:call:broken"]).toBeUndefined();
  expect(kept["callflow:lead:newer"]).toContain("99");
  expect(kept["somebody-else"]).toBe("theirs");
});
