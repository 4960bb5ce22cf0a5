// Without a network: after the first visit the desk opens and works, whatever the server does.
import { expect, test as base } from "./fixtures.mjs";
import { answer, at, context, flowOf, locales, startCall, stepOf } from "./desk.mjs";
import { deploy, kept } from "./deployed.mjs";
import { oneFile } from "./playwright.config.mjs";
import { pageWith, partitioned } from "./sites.mjs";

const withDeployment = { deployed: async ({}, use) => { const deployed = await deploy(); await use(deployed); await deployed.end(); } };
const test = base.extend(withDeployment);
const inFrame = partitioned.extend(withDeployment);
for (const it of [test, inFrame]) it.use({ serviceWorkers: "allow", expectedErrors: [/ERR_(CONNECTION_REFUSED|FAILED|INTERNET_DISCONNECTED)/] });

// The first visit, until the browser has everything.
async function visit(page, { origin }) {
  await page.goto(origin);
  await expect(at(page, "start-call")).toBeEnabled();
  await kept(page);
}

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));
    const other = locales.find((it) => it !== locale);

    test("with the server gone it opens, plays a call through a reload, and speaks the other language", async ({ page, deployed }) => {
      await visit(page, deployed);
      await deployed.stop();
      await page.reload();
      await expect(at(page, "start-call")).toBeEnabled();
      await startCall(page);
      await answer(page, flowOf(locale), "self");
      const step = await stepOf(page);
      await page.reload();
      await expect.poll(() => stepOf(page)).toBe(step);

      const tab = await page.context().newPage();
      await tab.goto(deployed.origin);
      await expect(at(tab, "resume")).toBeVisible();
      await at(tab, `locale-${other}`).click();
      await expect(at(tab, "start-call")).toBeEnabled();
      await startCall(tab);
      const { start, steps } = flowOf(other);
      const [, said] = steps.find(({ id }) => id === start).lines[0].match(/}}(.*?){{/);
      await expect(at(tab, "line")).toContainText(said.trim());
      // How Chinese is read is there as well.
      await tab.keyboard.press("Control+k");
      await tab.keyboard.type(other === "en" ? "expens" : "taigui");
      await expect(tab.locator("[aria-selected=true]")).toContainText(other === "en" ? "expens" : "太贵");
    });
  });
}

test.describe("in a browser", () => {
  test.use(context("en"));

  test("a visit without a network asks for nothing", async ({ page, context, deployed }) => {
    await visit(page, deployed);
    await context.setOffline(true);
    const failed = [];
    page.on("requestfailed", (request) => failed.push(request.url()));
    await page.goto(`${deployed.origin}/index.html?from=home`);
    await expect(at(page, "start-call")).toBeEnabled();
    await page.locator("#lead-name").fill("Helen");
    await expect(at(page, "keep")).toHaveText("Saved");
    expect(failed).toEqual([]);
  });

  test("a first visit that could not get everything keeps nothing, and the next one does", async ({ page, deployed }) => {
    deployed.fail("flows/zh-CN/first-call.json", 503);
    await page.goto(deployed.origin);
    await expect(at(page, "start-call")).toBeEnabled();
    await expect.poll(() => deployed.asked).toContain("flows/zh-CN/first-call.json");
    await expect.poll(() => page.evaluate(async () => Boolean(await navigator.serviceWorker.getRegistration()))).toBe(false);
    deployed.mend();
    await page.reload();
    await kept(page);
    await deployed.stop();
    await page.reload();
    await expect(at(page, "start-call")).toBeEnabled();
  });

  test("what the browser threw away is there again after the next start", async ({ page, deployed }) => {
    await visit(page, deployed);
    const files = () => page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length))).reduce((a, b) => Math.max(a, b), 0));
    const all = await files();
    await page.evaluate(async () => void (await Promise.all((await caches.keys()).map((name) => caches.delete(name)))));
    await page.reload();
    await expect.poll(files).toBe(all);
    await deployed.stop();
    await page.reload();
    await expect(at(page, "start-call")).toBeEnabled();
  });

  test("it can be installed", async ({ page, deployed }) => {
    await visit(page, deployed);
    const client = await page.context().newCDPSession(page);
    const { errors, data } = await client.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    expect(JSON.parse(data).name).toMatch(/Callflow.*通话助手/);
    const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
    // The windows of a test are private ones.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((it) => it !== "in-incognito")).toEqual([]);
  });
});

inFrame.describe("in a frame", () => {
  inFrame.use(context("en"));

  inFrame("it opens and takes a call through a reload", async ({ page, sites, deployed }) => {
    deployed.edit("config.json", () => JSON.stringify({ origins: [sites.crm.origin] }));
    await page.goto(pageWith(sites.crm, `<iframe src="${deployed.origin}/"></iframe>`));
    const frame = () => page.frames().at(-1);
    const widget = page.frameLocator("iframe");
    await expect(at(widget, "start-call")).toBeEnabled();
    await kept(frame());
    await deployed.stop();
    await page.reload();
    await expect(at(widget, "start-call")).toBeEnabled();
    await at(widget, "start-call").click();
    await expect(at(widget, "call")).toBeVisible();
    await at(widget, "choice").first().click();
    const step = await stepOf(widget);
    await frame().evaluate(() => location.reload()).catch(() => {});
    await expect.poll(() => stepOf(widget)).toBe(step);
    // Who may talk with it is as the server last said.
    await at(widget, "help").click();
    await at(widget, "open-diagnostics").click();
    await expect(at(widget, "host")).toContainText("waiting for an allowed origin");
  });

  inFrame("in a sandbox it works as before, with no worker", async ({ page, sites, deployed }) => {
    await page.goto(pageWith(sites.crm, `<iframe sandbox="allow-scripts" src="${deployed.origin}/"></iframe>`));
    const widget = page.frameLocator("iframe");
    await expect(at(widget, "start-call")).toBeEnabled();
    await at(widget, "start-call").click();
    await expect(at(widget, "call")).toBeVisible();
    expect(deployed.asked).not.toContain("sw.js");
  });
});

test("the desk in one file needs no worker", async ({ page }) => {
  await page.goto(oneFile);
  await expect(at(page, "start-call")).toBeEnabled();
  expect(await page.evaluate(() => document.getElementById("version"))).toBe(null);
});

test.describe("a server that is not to be trusted", () => {
  test.use({ ...context("en"), expectedErrors: [/integrity|digest|ERR_FAILED|Failed to fetch/] });

  for (const half of ["_bg", "_rest"]) {
    test(`a program that is not the one of the build is not run: ${half}`, async ({ page, deployed }) => {
      const name = Object.keys(JSON.parse(deployed.read("sw.js").match(/const FILES = (.*);\n/)[1])).find((path) => path.endsWith(`${half}.wasm`));
      // A custom section without content: still a valid program.
      deployed.append(name, Buffer.from([0, 2, 1, 120]));
      await page.goto(deployed.origin);
      if (half === "_bg") await expect(page.getByRole("alert")).toBeVisible();
      else await expect(at(page, "fetch-again")).toBeVisible();
    });
  }
});
