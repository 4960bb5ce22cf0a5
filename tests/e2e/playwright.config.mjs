// How the end-to-end tests run. `cargo xtask test` builds the app, serves it and hands over BASE_URL, CHROMIUM and
// CHROMIUM_FLAGS; by hand, `cargo xtask serve` in one terminal and `npx playwright test` in another do as well.
import { defineConfig } from "@playwright/test";

export const browser = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: JSON.parse(process.env.CHROMIUM_FLAGS ?? "[]"),
};

export const baseURL = process.env.BASE_URL ?? "http://127.0.0.1:8080/";

// The desk as one file, as it lies on a disk.
export const oneFile = new URL("../../dist/callflow.html", import.meta.url).href;

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.mjs",
  outputDir: "../../test-results",
  reporter: "list",
  forbidOnly: Boolean(process.env.CI),
  // A test waits for what a person would see, however busy the machine. One more try stays until it is found why a screen can come
  // before "Saved" is taken back on a very busy one (storage.spec.mjs).
  retries: 1,
  workers: 2,
  fullyParallel: true,
  projects: [
    { name: "served", testIgnore: "servers.spec.mjs" },
    // Run only where the servers are: `cargo xtask test servers`.
    { name: "web servers", testMatch: "servers.spec.mjs" },
    // What asks nothing of a server holds there too.
    { name: "one file", testMatch: /(call|after|resume|storage|listen)\.spec\.mjs$/, use: { baseURL: oneFile } },
  ],
  // Not how long it takes, but when to give up on a busy machine.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // What is asked of the network is to come from there; the tests without a network let the desk be kept.
  use: { baseURL, serviceWorkers: "block", launchOptions: browser, contextOptions: { reducedMotion: "reduce" }, screenshot: "only-on-failure", video: "off", trace: "off" },
});
