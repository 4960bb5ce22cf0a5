// A new build is put in the place of the old one: it is taken whole, at a start, and never in a call.
import { expect, test as base } from "./fixtures.mjs";
import { answer, at, context, flowOf, startCall, stepOf } from "./desk.mjs";
import { deploy, kept, lookForAnother, second } from "./deployed.mjs";

const test = base.extend({ deployed: async ({}, use) => { const deployed = await deploy({}); await use(deployed); await deployed.end(); } });
test.use({ ...context("en"), serviceWorkers: "allow", expectedErrors: [/ERR_CONNECTION_REFUSED|404|503|frame-ancestors/] });

const build = (page) => page.locator("html").getAttribute("data-build");
const told = (page) => expect(at(page, "notice")).toContainText("new version");

async function visit(page, { origin }) {
  await page.goto(origin);
  await expect(at(page, "start-call")).toBeEnabled();
  await kept(page);
}

test("a call stays with the version it is in, a start without one takes the new one and says so once", async ({ page, deployed }) => {
  await visit(page, deployed);
  await startCall(page);
  await answer(page, flowOf("en"), "self");
  const { rest } = deployed.replace();
  await lookForAnother(page);
  await kept(page, second);
  const step = await stepOf(page);
  await page.reload();
  await expect.poll(() => stepOf(page)).toBe(step);
  expect(await build(page)).toBe(null);
  await expect(at(page, "notice")).toHaveCount(0);
  // A tab opened beside the call is of its version too, and what the server no longer has is there for both.
  const tab = await page.context().newPage();
  await tab.goto(deployed.origin);
  await expect(at(tab, "resume")).toBeVisible();
  expect(await build(tab)).toBe(null);
  expect(await page.evaluate(async (rest) => (await fetch(rest)).status, rest)).toBe(200);
  await at(page, "locale-zh-CN").click();
  await answer(page, flowOf("en"), "ok");

  await page.keyboard.press("e");
  await page.keyboard.press("4");
  await page.keyboard.press("d");
  await expect(at(page, "start-call")).toBeVisible();
  await at(page, "locale-en").click();
  await page.reload();
  await expect(at(page, "start-call")).toBeEnabled();
  expect(await build(page)).toBe("second");
  await told(page);
  await expect(page.locator(".purpose")).toContainText("2 ");
  await page.reload();
  await expect(at(page, "start-call")).toBeEnabled();
  await expect(at(page, "notice")).toHaveCount(0);
});

test("what an open page asks for only now it gets of its own version, though the server has forgotten it", async ({ page, deployed }) => {
  await visit(page, deployed);
  await page.reload();
  await expect(at(page, "start-call")).toBeEnabled();
  const { rest } = deployed.replace();
  await lookForAnother(page);
  await kept(page, second);
  await deployed.stop();
  expect(await page.evaluate(async (rest) => (await fetch(rest)).status, rest)).toBe(200);
  await at(page, "locale-zh-CN").click();
  await expect(at(page, "start-call")).toBeEnabled();
  await expect(page.locator(".purpose")).not.toContainText("2 ");
  await startCall(page);
  await answer(page, flowOf("zh-CN"), "self");
});

test("a build that is not there whole is not taken, in no part", async ({ page, deployed }) => {
  await visit(page, deployed);
  deployed.replace();
  deployed.fail("assets/pinyin.txt", 404);
  await lookForAnother(page).catch(() => {});
  const clean = () => page.evaluate(async () => !(await navigator.serviceWorker.getRegistration()).installing);
  await expect.poll(clean).toBe(true);
  for (const gone of [false, true]) {
    if (gone) await deployed.stop();
    await page.reload();
    await expect(at(page, "start-call")).toBeEnabled();
    expect(await build(page)).toBe(null);
    await expect(page.locator(".purpose")).not.toContainText("2 ");
  }
  await deployed.start();
  deployed.mend();
  await page.reload();
  await kept(page, second);
  await page.reload();
  await expect.poll(() => build(page)).toBe("second");
  await told(page);
});

test("a version nobody has any more goes", async ({ page, deployed }) => {
  await visit(page, deployed);
  const versions = () => page.evaluate(async () => (await caches.keys()).filter((name) => !name.endsWith(" pages")).length);
  expect(await versions()).toBe(1);
  deployed.replace();
  await lookForAnother(page);
  await kept(page, second);
  expect(await versions()).toBe(2);
  // Whoever is long gone does not count.
  await page.evaluate(async () => {
    const notes = await caches.open((await caches.keys()).find((name) => name.endsWith(" pages")));
    for (const request of await notes.keys()) await notes.put(request, new Response(await (await notes.match(request)).text(), { headers: { "x-noted": "0" } }));
  });
  // The page that makes way is still there when the next one is opened.
  for (let start = 0; start < 2; start += 1) {
    await page.reload();
    await expect(at(page, "start-call")).toBeEnabled();
  }
  await expect.poll(versions).toBe(1);
});

test("an edited script is there at the start after the next one, without another build", async ({ page, deployed }) => {
  await visit(page, deployed);
  deployed.edit("flows/en/first-call.json", (text) => text.replace('"purpose":"', '"purpose":"Edited: '));
  await page.reload();
  // It may be there already: what was asked for at the visit may still be on its way while it is edited.
  const edited = () => page.evaluate(async () => (await (await caches.match("flows/en/first-call.json")).text()).includes("Edited"));
  await expect.poll(edited).toBe(true);
  await deployed.stop();
  await page.reload();
  await expect(page.locator(".purpose")).toContainText("Edited");
});

test("who may talk is asked of the server each time, and as it last said if it fails", async ({ page, deployed }) => {
  await visit(page, deployed);
  const config = () => page.evaluate(async () => (await fetch("config.json")).text());
  deployed.edit("config.json", () => '{"origins":["https://crm.example"]}');
  expect(await config()).toContain("crm.example");
  deployed.fail("config.json", 503);
  expect(await config()).toContain("crm.example");
  await deployed.stop();
  expect(await config()).toContain("crm.example");
});

test("who may frame it is taken up with the next start", async ({ page, deployed }) => {
  await visit(page, deployed);
  deployed.headers["content-security-policy"] = "frame-ancestors 'none'";
  await page.reload();
  const header = () => page.evaluate(async () => (await caches.match("./")).headers.get("content-security-policy"));
  await expect.poll(header).toBe("frame-ancestors 'none'");
});
