// The widget in a frame that a sandbox holds short: without leave for forms and for downloads.
import { at, context } from "./desk.mjs";
import { expect, pageWith, partitioned as test } from "./sites.mjs";

test.use({ ...context("en"), expectedErrors: [/sandbox|Clipboard API has been blocked/i] });

const SANDBOX = "allow-scripts allow-same-origin";

async function framed(page, sites, around, sandbox = SANDBOX) {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(pageWith(around, `<iframe src="${sites.widget.origin}/" width="1200" height="800" sandbox="${sandbox}"></iframe>`));
  const widget = page.frameLocator("iframe");
  await at(widget, "start-call").click();
  await expect(at(widget, "call")).toBeVisible();
  return widget;
}

async function book(page, widget) {
  await widget.locator("#line").press("a");
  await widget.locator("#appointment-when").fill("tomorrow 10:00");
  await page.keyboard.press("Enter");
  await expect(widget.locator("#appointment-time")).toHaveValue("10:00");
  await page.keyboard.press("Enter");
  await expect(at(widget, "read-back")).toBeVisible();
}

test("forms work without allow-forms: an appointment by Enter, a follow-up by a click, a person found", async ({ page, sites }) => {
  const widget = await framed(page, sites, sites.crm);
  await book(page, widget);
  await widget.locator("#line").press("f");
  await widget.locator("#follow-up-when").fill("tomorrow 15:00");
  await page.keyboard.press("Enter");
  await widget.locator("#follow-up-reason").fill("asked for it");
  await at(widget, "set-follow-up").click();
  await expect(at(widget, "promised")).toBeVisible();
  await at(widget, "keep").click();
  await widget.locator("#person-query").fill("nobody of that name");
  await page.keyboard.press("Enter");
  await expect(at(widget, "data-person").locator("[data-test=data-told]")).toBeVisible();
});

test("a calendar file that may not arrive is said, and its text can be copied", async ({ page, sites }) => {
  const widget = await framed(page, sites, sites.crm);
  await book(page, widget);
  await at(widget, "ics").click();
  await expect(at(widget, "notice")).toContainText("If it does not arrive");
  await expect(at(widget, "file-text")).toHaveValue(/BEGIN:VCALENDAR/);
  await at(widget, "copy-file").click();
  await expect(at(widget, "notice")).toContainText("Copied");
});

test("where the sandbox can be read, the desk says what it lacks", async ({ page, sites }) => {
  const widget = await framed(page, sites, sites.widget);
  await book(page, widget);
  await at(widget, "ics").click();
  await expect(at(widget, "notice")).toContainText("lets no files through");
  await expect(at(widget, "file-text")).toHaveValue(/BEGIN:VCALENDAR/);
});

test("where the sandbox lacks nothing, the desk is quiet", async ({ page, sites }) => {
  const widget = await framed(page, sites, sites.widget, `${SANDBOX} allow-downloads`);
  await book(page, widget);
  const download = page.waitForEvent("download");
  await at(widget, "ics").click();
  expect((await download).suggestedFilename()).toMatch(/\.ics$/);
  await expect(at(widget, "file-text")).toHaveCount(0);
});
