// Site data of other sites blocked, as the driver's own browser has it: the page around the widget keeps the state.
import { answer, at, context, flowOf, stepOf } from "./desk.mjs";
import { connected, expect, hostPage, test, told } from "./sites.mjs";

test.use(context("zh-CN"));

test("storage blocked in the frame: said, kept by the page, handed out as a file, gone on with after a reload", async ({ page, sites }) => {
  await page.goto(hostPage(sites, { attributes: 'locale="zh-CN"' }));
  const widget = await connected(page);
  expect((await told(page, "ready"))[0].storage).toBe("none");
  await expect.poll(() => told(page, "error")).toEqual([{ type: "error", code: "storage", reason: "blocked" }]);
  await page.evaluate(() => document.querySelector("call-flow").start({ id: "7", name: "\u5f20\u4f1f" }));
  await expect(at(widget, "keep-fault")).toContainText("\u6240\u5728\u7684\u9875\u9762\u4fdd\u7ba1");
  await answer({ locator: (it) => widget.locator(it), keyboard: page.keyboard }, flowOf("zh-CN"), "self");
  const download = page.waitForEvent("download");
  await at(widget, "download-unkept").click();
  expect((await download).suggestedFilename()).toMatch(/\.json$/);
  const step = await stepOf(widget);
  const frame = page.frames().find((frame) => frame !== page.mainFrame());
  await frame.evaluate(() => location.reload()).catch(() => {});
  await expect.poll(() => told(page, "ready")).toHaveLength(2);
  await expect.poll(() => stepOf(widget)).toBe(step);
});

test("with a lock the page keeps only what it cannot read, and a reload asks for the passphrase", async ({ page, sites }) => {
  await page.goto(hostPage(sites, { attributes: 'locale="zh-CN"' }));
  const widget = await connected(page);
  const state = () => page.evaluate(() => JSON.stringify(document.querySelector("call-flow").state.records));
  await page.evaluate(() => document.querySelector("call-flow").start({ id: "7", name: "\u5f20\u4f1f" }));
  await answer({ locator: (it) => widget.locator(it), keyboard: page.keyboard }, flowOf("zh-CN"), "self");
  await expect.poll(state).toContain("\u5f20\u4f1f");
  await at(widget, "keep").click();
  await at(widget, "lock-set").click();
  for (const field of ["#lock-new", "#lock-again"]) await widget.locator(field).fill("long enough");
  await at(widget, "lock-go").click();
  await expect(at(widget, "data-lock").locator("[data-test=data-told]")).toHaveClass("fixed");
  await page.keyboard.press("Escape");
  await expect.poll(state).not.toContain("\u5f20\u4f1f");
  await widget.locator("#line").focus();
  const before = await stepOf(widget);
  await page.keyboard.press("1");
  await expect.poll(() => stepOf(widget)).not.toBe(before);
  const step = await stepOf(widget);
  await expect.poll(async () => Object.entries(JSON.parse(await state())).filter(([key, text]) => key !== "lock" && !text.startsWith('{"format":4,'))).toEqual([]);

  const frame = () => page.frames().find((frame) => frame !== page.mainFrame());
  await frame().evaluate(() => location.reload()).catch(() => {});
  await expect(at(widget, "lock-shut")).toBeVisible();
  await widget.locator("#passphrase").fill("not the one");
  await page.keyboard.press("Enter");
  await expect(at(widget, "lock-fault")).toBeVisible();
  await widget.locator("#passphrase").fill("long enough");
  await page.keyboard.press("Enter");
  await expect.poll(() => stepOf(widget)).toBe(step);
  expect(await state()).not.toContain("\u5f20\u4f1f");
  // Whoever has forgotten it can still work.
  await frame().evaluate(() => location.reload()).catch(() => {});
  await at(widget, "lock-without").click();
  await expect(at(widget, "start-call")).toBeVisible();
});
