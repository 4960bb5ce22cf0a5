// The microphone: on this machine alone, no longer than the call, and never needed.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { browser } from "./playwright.config.mjs";
import { at, context, open, startCall } from "./desk.mjs";

// The browser's own test sound beeps: that is a voice, with pauses.
const fakes = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];
test.use({ ...context("zh-CN"), launchOptions: { ...browser, args: [...browser.args, ...fakes] } });

const watchTracks = (page) =>
  page.addInitScript(() => {
    window.tracks = [];
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      window.tracks.push(...stream.getTracks());
      return stream;
    };
  });
const states = (page) => page.evaluate(() => window.tracks.map((track) => track.readyState));

test("it hears on this machine alone, and stops with the call", async ({ page }) => {
  const asked = [];
  await watchTracks(page);
  await open(page);
  await startCall(page);
  await expect(at(page, "call")).toBeVisible();
  page.on("request", (request) => asked.push(request.url()));
  await at(page, "microphone").click();
  await expect(page.getByText("不录音，不上传")).toBeVisible();
  await expectAccessible(page);
  await at(page, "open-microphone").click();
  await expect(at(page, "voice")).toBeVisible();
  await expect(at(page, "voice")).toHaveText("●您在说");
  await expect(at(page, "share")).toBeVisible();
  await expectAccessible(page);
  expect(await states(page)).toEqual(["live"]);
  await at(page, "end-call").click();
  await at(page, "extent-full").click();
  expect(await at(page, "summary").inputValue()).toContain("倾听：客户");
  await expect.poll(() => states(page)).toEqual(["ended"]);
  expect(asked).toEqual([]);
});

test("unplugged, it says so and the key works on", async ({ page }) => {
  await watchTracks(page);
  await open(page);
  await startCall(page);
  await at(page, "microphone").click();
  await at(page, "open-microphone").click();
  await expect(at(page, "voice")).toBeVisible();
  await page.evaluate(() => window.tracks.forEach((track) => track.dispatchEvent(new Event("ended"))));
  await expect(at(page, "microphone-fault")).toContainText("断开");
  await expect.poll(() => states(page)).toEqual(["ended"]);
  await at(page, "hear").click();
  await expect(at(page, "hear")).toHaveAttribute("aria-pressed", "true");
  await expectAccessible(page);
});

test("switched off while the browser still asks, it never hears", async ({ page }) => {
  await watchTracks(page);
  await page.addInitScript(() => {
    const ask = navigator.mediaDevices.getUserMedia;
    navigator.mediaDevices.getUserMedia = async (wish) => {
      await new Promise((allow) => (window.allow = allow));
      return ask(wish);
    };
  });
  await open(page);
  await startCall(page);
  await at(page, "microphone").click();
  await at(page, "open-microphone").click();
  await expect(at(page, "microphone")).toContainText("等待允许");
  await page.getByRole("button", { name: "关闭麦克风" }).click();
  await page.evaluate(() => window.allow());
  await expect.poll(() => states(page)).toEqual(["ended"]);
  await expect(at(page, "hear")).toBeVisible();
});

for (const [name, fault, text] of [
  ["denied", "NotAllowedError", "没有允许"],
  ["missing", "NotFoundError", "没有找到"],
  ["held by another program", "NotReadableError", "占用"],
]) {
  test(`a microphone that is ${name} is told of calmly`, async ({ page }) => {
    await page.addInitScript((fault) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", fault));
    }, fault);
    await open(page);
    await startCall(page);
    await at(page, "microphone").click();
    await at(page, "open-microphone").click();
    await expect(at(page, "microphone-fault")).toContainText(text);
    await expect(at(page, "microphone")).toContainText("关");
    await expectAccessible(page);
  });
}

test.describe("in a frame", () => {
  test.use({ expectedErrors: [/Permissions policy violation/] });

  test("that does not pass the microphone on, the message says what to ask for", async ({ page, baseURL }) => {
    await page.goto("");
    await page.route("**/host.html", (route) =>
      route.fulfill({ contentType: "text/html", body: `<iframe src="${baseURL}" allow="microphone 'none'" title="desk" width="900" height="700"></iframe>` }),
    );
    await page.goto("host.html");
    const desk = page.frameLocator("iframe");
    await expect(desk.locator('[data-test="start-call"]')).toBeEnabled();
    await desk.locator('[data-test="start-call"]').click();
    await desk.locator('[data-test="microphone"]').click();
    await desk.locator('[data-test="open-microphone"]').click();
    await expect(desk.locator('[data-test="microphone-fault"]')).toContainText('allow="microphone"');
  });
});
