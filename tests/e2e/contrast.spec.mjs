// Every state is told apart by contrast, in both themes. Pictures compared pixel by pixel would differ with every machine's
// fonts and say nothing about what is wrong with them; so pictures of the main states are taken for people to look at, into
// `test-results/pictures`, and nothing is compared with them.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { at, context, fillCard, flowOf, open, startCall } from "./desk.mjs";
import { views } from "./views.mjs";

const pictures = new URL("../../test-results/pictures/", import.meta.url).pathname;

for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { colorScheme: "light", contrast: "more" }, { colorScheme: "dark", contrast: "more" }]) {
  const name = Object.values(media).join(", ");

  test.describe(name, () => {
    test.use(context("zh-CN"));

    test("every state has enough contrast", async ({ page }) => {
      const seen = async (state, view) => {
        if (media.contrast && !["gap", "objection", "refused", "after"].includes(state)) return;
        if (!media.contrast) await page.screenshot({ path: `${pictures}${state}-${media.colorScheme}.png` });
        await expectAccessible(page);
        if (!view || media.contrast) return;
        await page.setViewportSize(view);
        await page.screenshot({ path: `${pictures}${state}-${media.colorScheme}-${view.width}.png` });
        await page.setViewportSize(views.wide);
      };
      await page.emulateMedia(media);
      await page.setViewportSize(views.wide);
      await open(page);
      await seen("empty", views.frame);
      await at(page, "gap").first().click();
      await seen("gap");
      await page.keyboard.press("Tab");
      await fillCard(page, "zh-CN");
      await at(page, "settings").click();
      await seen("settings", views.frame);
      await page.keyboard.press("Escape");
      await page.locator("#main").focus();
      await startCall(page);
      await at(page, "objection-too-dear").click();
      await page.keyboard.press("v");
      await expect(page.locator("#cards")).toBeVisible();
      await at(page, "style-tiger").click();
      await at(page, `affirm-${flowOf("zh-CN").cards[0].id}`).click();
      await seen("objection", views.low);
      await page.locator("#main").focus();
      await page.keyboard.press("a");
      await page.locator("#appointment-purpose").fill("");
      await page.locator("#book").click();
      await expect(at(page, "refused")).toBeVisible();
      await seen("refused", views.laptop);
      await page.locator("#appointment-purpose").fill("演示");
      await at(page, "slot").first().click();
      await page.locator("#book").click();
      await expect(at(page, "read-back")).toBeVisible();
      await expect(at(page, "notice")).toBeVisible();
      await seen("booked");
      await page.locator("#main").focus();
      await page.keyboard.press("e");
      await expect(at(page, "wrap-up")).toBeVisible();
      await at(page, "disposition-appointment").click();
      await seen("after", views.frame);
      await at(page, "done").click();
      await expect(at(page, "recent").locator("li")).toHaveCount(1);
      await seen("next");
    });
  });
}
