// The three browsers, started for a test on a profile of their own. `cargo xtask test` says in the environment where they are.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { browser as chromium } from "../playwright.config.mjs";
import { Bidi } from "./bidi.mjs";
import { ask, ClassicPage } from "./classic.mjs";
import { PATIENCE } from "./page.mjs";

const { CHROMEDRIVER = "/usr/bin/chromedriver", FIREFOX = "/usr/bin/firefox-esr", WEBKIT_DRIVER = "/usr/bin/WebKitWebDriver", XVFB = "/usr/bin/Xvfb" } = process.env;
const MINI_BROWSER = process.env.MINI_BROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

// A place for a profile and what is downloaded; it may be started on more than once, one after the other.
export async function place() {
  const folder = await mkdtemp(join(tmpdir(), "callflow-"));
  return { folder, downloads: await mkdtemp(join(folder, "downloads-")), remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

// Starts a browser by its name: a page in it, more of them, the errors they reported, the file they got, and its end.
export async function start(name, where) {
  const { page, newPage, errors, told, kill } = await { chromium: startChromium, firefox: startFirefox, webkit: startWebKit }[name](where);
  return { page, newPage, errors, told, kill, file: (pattern) => arrived(where.downloads, pattern) };
}

async function startChromium({ folder, downloads }) {
  const port = await freePort();
  const driver = run(CHROMEDRIVER, [`--port=${port}`]);
  const address = `http://127.0.0.1:${port}`;
  await ready(address);
  const options = { binary: chromium.executablePath, args: [...chromium.args, `--user-data-dir=${folder}`] };
  const session = await ask(address, "POST", "/session", { capabilities: { alwaysMatch: { webSocketUrl: true, "goog:chromeOptions": options } } });
  return overBidi(session.capabilities.webSocketUrl, downloads, driver.kill);
}

// What would get in the way of a first start, or go out to the network.
const FIREFOX_SETTINGS = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.aboutwelcome.enabled": false,
  "browser.safebrowsing.downloads.enabled": false,
  // A test that kills it opens the page again by itself.
  "browser.sessionstore.resume_from_crash": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.startup.max_resumed_crashes": -1,
  "toolkit.telemetry.enabled": false,
};

async function startFirefox({ folder, downloads }) {
  const settings = Object.entries(FIREFOX_SETTINGS).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  await writeFile(join(folder, "user.js"), settings.join("\n"));
  const { kill, said } = run(FIREFOX, ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", folder, "about:blank"]);
  const address = `${await said(/WebDriver BiDi listening on (\S+)/)}/session`;
  return overBidi(address, downloads, kill);
}

async function overBidi(address, downloads, kill) {
  const bidi = await Bidi.connect(address);
  if (address.endsWith("/session")) await bidi.send("session.new", { capabilities: {} });
  await bidi.begin(downloads);
  // Not the page that was there at the start: in Firefox it never has the focus, so Enter presses no button there.
  return { page: await bidi.newPage(), newPage: () => bidi.newPage(), errors: () => bidi.errors, told: (hear) => (bidi.told = hear), kill };
}

async function startWebKit({ downloads }) {
  // It has no mode without a screen.
  const screen = run(XVFB, ["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]);
  const DISPLAY = `:${await screen.said(/^(\d+)$/m)}`;
  const port = await freePort();
  // Its profile ends with it, and what is downloaded goes home.
  const env = { DISPLAY, LANG: "en_US.UTF-8", HOME: downloads, ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" }) };
  const driver = run(WEBKIT_DRIVER, [`--port=${port}`], env);
  const address = `http://127.0.0.1:${port}`;
  await ready(address);
  const options = { binary: MINI_BROWSER, args: ["--automation"] };
  const { sessionId } = await ask(address, "POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
  const session = `${address}/session/${sessionId}`;
  const errors = [];
  const pages = [];
  const open = (handle) => pages[pages.push(new ClassicPage(session, handle, errors)) - 1];
  return {
    page: open(await ask(session, "GET", "/window")),
    newPage: async () => open((await ask(session, "POST", "/window/new", { type: "tab" })).handle),
    errors: async () => {
      for (const page of pages) await page.collect();
      return errors;
    },
    kill: async () => {
      await ask(session, "DELETE", "").catch(() => {});
      await driver.kill();
      await screen.kill();
    },
  };
}

// A program in a process group that can be killed at once, and does not outlive the tests; `said` waits for something it says.
function run(program, args, env = {}) {
  const child = spawn(program, args, { detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const gone = new Promise((done) => child.once("exit", done).once("error", done));
  const kill = () => child.pid && child.exitCode === null && child.signalCode === null && process.kill(-child.pid, "SIGKILL");
  process.once("exit", kill);
  gone.then(() => process.removeListener("exit", kill));
  let text = "";
  const hear = (listener) => [child.stdout, child.stderr].forEach((stream) => stream.on("data", listener));
  hear((data) => (text += data));
  return {
    said: (pattern) =>
      new Promise((done, failed) => {
        const look = () => pattern.exec(text) && done(pattern.exec(text)[1]);
        hear(look);
        look();
        gone.then((reason) => failed(new Error(`${program} ended (${reason}): ${text}`)));
      }),
    kill: async () => {
      kill();
      await gone;
    },
  };
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

const ready = (address) => expect.poll(() => ask(address, "GET", "/status").catch(() => null), { message: address, timeout: PATIENCE, intervals: [30] }).toMatchObject({ ready: true });

// The text of a downloaded file, once it is there: browsers give a file its name last, or leave it empty until then.
async function arrived(folder, pattern) {
  let file;
  const look = async () => {
    file = (await readdir(folder)).find((name) => pattern.test(name));
    return file ? (await stat(join(folder, file))).size : 0;
  };
  await expect.poll(look, { message: `a file like ${pattern}`, timeout: PATIENCE, intervals: [30, 100] }).toBeGreaterThan(0);
  return join(folder, file);
}
