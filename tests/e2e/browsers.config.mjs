// How the walk runs in three browsers: `cargo xtask test` builds the app and says where they are. Nothing is tried twice.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "browsers",
  testMatch: "core.walk.mjs",
  outputDir: "../../test-results/browsers",
  reporter: "list",
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  projects: [
    { name: "chromium" },
    { name: "firefox", testMatch: "*.walk.mjs" },
    { name: "webkit" },
  ],
  timeout: 120_000,
});
