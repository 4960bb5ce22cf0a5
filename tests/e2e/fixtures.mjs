// The `test` all specs use: it also fails when the page reports an error nobody looked at.
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect } from "@playwright/test";

export { expect };

// Where pictures go, to be looked at.
export const pictures = new URL("../../test-results/pictures/", import.meta.url).pathname;

export const test = base.extend({
  // Messages a spec expects, as patterns: `test.use({ expectedErrors: [/blocked/] })`.
  expectedErrors: [[], { option: true }],

  context: async ({ context, expectedErrors }, use) => {
    const errors = [];
    const report = (text) => {
      if (!expectedErrors.some((pattern) => pattern.test(text))) errors.push(text);
    };
    context.on("console", (message) => {
      if (message.type() === "error") report(`console: ${message.text()}`);
    });
    context.on("weberror", (error) => report(`uncaught: ${error.error()}`));
    await use(context);
    expect(errors, "errors the page reported").toEqual([]);
  },
});

// Fails on any violation axe-core knows of.
export async function expectAccessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target).join(" · ")})`);
  expect(told, "accessibility violations").toEqual([]);
}

// What is on the screen, in each of these rooms and both themes: everybody can read it, it fits, and there is a picture of it.
export async function expectFits(page, views, picture) {
  for (const [name, view] of Object.entries(views)) {
    await page.setViewportSize(view);
    for (const theme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: theme });
      await expectAccessible(page);
      await page.screenshot({ path: `${pictures}${picture}-${name}-${theme}.png` });
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling").toBe(true);
  }
}
