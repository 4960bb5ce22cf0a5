// The walk, in both languages, in the browser the project is named after.
import { test } from "@playwright/test";
import { locales } from "../desk.mjs";
import { begin, steps } from "./walk.mjs";

for (const locale of locales) {
  test.describe.serial(locale, () => {
    let walk;
    test.beforeAll(async ({}, { project }) => {
      walk = await begin(project.name, locale);
    });
    test.afterEach(async ({}, info) => {
      if (info.status !== info.expectedStatus) await walk.page.picture(info.outputPath("page.png"));
    });
    test.afterAll(() => walk?.end());

    for (const [what, step] of steps) test(what, () => step(walk));
  });
}
