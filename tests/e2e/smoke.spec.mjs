// The build starts, on any path, under its own security policy.
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.mjs";

test("the page starts and asks for each file once", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".boot")).toHaveCount(0);
  expect(asked.filter((path, index) => asked.indexOf(path) !== index)).toEqual([]);
});

test.describe("under attack", () => {
  test.use({ expectedErrors: [/TrustedHTML/] });

  test("the security policy keeps injected markup out", async ({ page }) => {
    await page.goto("");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const refused = await page.evaluate(() => {
      try {
        document.body.innerHTML = "<img src=x>";
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    });
    expect(refused).toBe(true);
  });
});

test.describe("without a stored choice", () => {
  for (const [locale, lang] of [["zh-TW", "zh-CN"], ["de-DE", "en"]]) {
    test(`a browser in ${locale} gets ${lang}`, async ({ browser, baseURL }) => {
      const page = await browser.newPage({ locale });
      const flow = page.waitForRequest(`**/flows/${lang}/first-call.json`);
      await page.goto(baseURL);
      await flow;
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
      await page.close();
    });
  }
});

test("before the app runs the page is in the language the app will speak", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "language", { value: "de-DE" });
    Object.defineProperty(navigator, "languages", { value: ["de-DE", "zh-CN", "en"] });
    document.addEventListener("DOMContentLoaded", () => (window.langBefore = document.documentElement.lang));
  });
  await page.goto("");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => [window.langBefore, document.documentElement.lang])).toEqual(["zh-CN", "zh-CN"]);
});

for (const garbage of ["{", "null", "[]", '{"data":null}', '{"data":{"locale":"xx","theme":7}}']) {
  test(`settings that read ${garbage} do not stop the start`, async ({ page }) => {
    await page.addInitScript((text) => localStorage.setItem("callflow:settings", text), garbage);
    await page.goto("");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("system");
  });
}

test("the policy of the pages allows no inline script but by checksum, no eval, no markup from strings", () => {
  for (const [path, wasm] of [["dist/index.html", true], ["embed/hubspot.html", false], ["embed/vicidial.html", false]]) {
    const [, policy] = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8").match(/http-equiv="Content-Security-Policy" content="([^"]*)"/);
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    expect(policy.includes("'wasm-unsafe-eval'"), path).toBe(wasm);
    // The desk itself makes one address of a script, that of its worker.
    expect(policy, path).toContain(`require-trusted-types-for 'script'; trusted-types ${wasm ? "callflow" : "'none'"}`);
  }
});
