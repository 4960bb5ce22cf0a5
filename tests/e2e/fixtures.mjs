// The `test` all specs use: it also fails when the page reports an error nobody looked at.
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect } from "@playwright/test";

export { expect };

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
