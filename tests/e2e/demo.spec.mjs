// The demo: a small CRM with a telephone, the desk beside it.
import { at, context } from "./desk.mjs";
import { expectFits } from "./fixtures.mjs";
import { expect, partitioned, test as blocked } from "./sites.mjs";

const WIDE = { width: 1440, height: 900 };
const VIEWS = { wide: WIDE, laptop: { width: 1024, height: 768 }, tablet: { width: 768, height: 1024 }, phone: { width: 360, height: 740 } };
const ENDS = { wide: WIDE, phone: VIEWS.phone };
const HELEN = '[data-customer="2001"]';
const ZHANG = '[data-customer="1001"]';

// The demo with the desk in it, once the two talk.
async function opened(page, sites) {
  await page.setViewportSize(WIDE);
  await page.goto(`${sites.crm.origin}/demo/?widget=${sites.widget.origin}/`);
  await expect(page.locator("#log .ready")).toBeVisible({ timeout: 30_000 });
  return page.frameLocator("call-flow iframe");
}

const ring = (page, customer) => page.locator(customer).getByRole("button").click();
const pickUp = (page) => page.locator("#phone button").click();

async function finish(page, widget) {
  await widget.locator("#line").press("e");
  await page.keyboard.press("4");
  await at(widget, "done").click();
}

partitioned.describe("in English", () => {
  partitioned.use(context("en"));

  partitioned("it rings first, and a call nobody takes is noted by the desk", async ({ page, sites }) => {
    const widget = await opened(page, sites);
    await ring(page, HELEN);
    await expect(page.locator("#phone")).toContainText("Calling Helen Young");
    await expect(widget.locator("#lead-name")).toHaveValue("Helen Young");
    await expect(at(widget, "call")).toHaveCount(0);
    // Who is calling is known from the CRM.
    await expect(widget.locator("#main")).toContainText("Tom Reed");
    await at(widget, "quick-no-answer").click();
    await expect(page.locator(HELEN).locator(".outcome")).toHaveText("No answer");
    await expect(page.locator("#phone")).toBeEmpty();
  });

  partitioned("a call from ringing to its outcome, told in words; a second customer waits", async ({ page, sites }) => {
    const widget = await opened(page, sites);
    await ring(page, HELEN);
    await pickUp(page);
    await expect(at(widget, "call")).toBeVisible();
    await expect(page.locator("#phone")).toContainText("On the line with Helen Young");
    await ring(page, '[data-customer="2002"]');
    await expect(page.locator("#told")).toContainText("The call with Helen Young is not wrapped up yet");
    await expect(page.locator("#told")).toContainText("Daniel Reyes");
    await page.reload();
    await expect(at(widget, "call")).toBeVisible({ timeout: 30_000 });
    await expect(page.locator("#phone")).toContainText("On the line with Helen Young");
    await finish(page, widget);
    await expect(page.locator(HELEN).locator(".outcome")).toHaveText("Declined");
    await expect(page.locator("#log")).toContainText("Wrapped up: Declined");
    await expect(page.locator("#log")).not.toContainText("{");
    await expect(page.locator("#phone")).toBeEmpty();
    // As high with an outcome as without.
    const heights = await page.locator("#customers button").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
    expect(new Set(heights).size).toBe(1);
    await page.locator("#language").click();
    await expect(widget.locator("html")).toHaveAttribute("lang", "zh-CN");
    await expect(page.locator(ZHANG)).toBeVisible();
  });

  partitioned("with a form open, the line, the answers and the clock stay in sight", async ({ page, sites }) => {
    const widget = await opened(page, sites);
    await ring(page, HELEN);
    await pickUp(page);
    await expect(at(widget, "call")).toBeVisible();
    for (const [name, view] of Object.entries({ wide: WIDE, laptop: VIEWS.laptop, tablet: VIEWS.tablet })) {
      await page.setViewportSize(view);
      await page.locator(".desk").evaluate((desk) => desk.scrollIntoView({ block: "start" }));
      await widget.locator("#line").focus();
      await page.keyboard.press("a");
      await widget.locator("#appointment-when").fill("next Tuesday 10:00");
      await page.keyboard.press("Enter");
      for (const part of ["#line", ".call-bar .clocks", "[data-test=choice]:visible >> nth=0", "#book"]) {
        await expect(widget.locator(part), `${name}: ${part}`).toBeInViewport({ ratio: 0.9 });
      }
    }
  });
});

blocked.describe("where the browser keeps nothing", () => {
  blocked.use(context("en"));
  blocked("the page keeps the records, and no warning stands in the way", async ({ page, sites }) => {
    const widget = await opened(page, sites);
    await expect(at(widget, "keep-fault")).toHaveCount(0);
    await ring(page, HELEN);
    await pickUp(page);
    await expect(at(widget, "keep")).toContainText("Kept by the page");
    await expect(at(widget, "keep-fault")).toHaveCount(0);
  });
});

for (const [locale, customer] of [["en", HELEN], ["zh-CN", ZHANG]]) {
  partitioned.describe(locale, () => {
    partitioned.use(context(locale));
    partitioned("it fits and can be read, in each room and both themes", async ({ page, sites }) => {
      partitioned.slow();
      const widget = await opened(page, sites);
      await expectFits(page, ENDS, `demo-${locale}-before`);
      await page.setViewportSize(WIDE);
      await ring(page, customer);
      await expectFits(page, ENDS, `demo-${locale}-ringing`);
      await page.setViewportSize(WIDE);
      await pickUp(page);
      await widget.locator("#line").focus();
      await page.keyboard.press("a");
      await expect(at(widget, "booking")).toBeVisible();
      await expectFits(page, VIEWS, `demo-${locale}-call`);
      await page.setViewportSize(WIDE);
      await finish(page, widget);
      await expect(page.locator(customer).locator(".outcome")).not.toHaveClass(/none/);
      await expectFits(page, ENDS, `demo-${locale}-after`);
    });
  });
}
