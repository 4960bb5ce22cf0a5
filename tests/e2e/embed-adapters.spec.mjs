// The adapters and the demo: the same core behind HubSpot's own host, a script tab of VICIdial, an address, a small CRM.
import { at, context, people } from "./desk.mjs";
import { expect, pageWith, partitioned as test } from "./sites.mjs";

test.use(context("en"));

// A page with the unmodified host side of HubSpot's SDK in it.
const hubspot = (sites, at = sites.crm) =>
  pageWith(
    at,
    `<div id="host"></div><script type="module">
      import { IFrameManager } from "${sites.crm.origin}/sdk/main.esm.js";
      window.heard = [];
      window.manager = new IFrameManager({
        debugMode: false,
        onMessageHandler: (message) => {
          heard.push(message);
          if (message.type === "OUTGOING_CALL_STARTED") manager.sendMessage({ type: "CREATE_ENGAGEMENT_SUCCEEDED", data: { engagementId: 77, externalCallId: message.data.externalCallId } });
        },
        iFrameOptions: { src: "${sites.widget.origin}/embed/hubspot.html", width: "100%", height: "700px", hostElementSelector: "#host" },
      });
    </script>`,
  );
const heard = (page, type) => page.evaluate((type) => window.heard.filter((it) => it.type === type).map(({ data }) => data), type);

test("HubSpot's own host dials, and gets the call, its outcome and its summary", async ({ page, sites }) => {
  await page.goto(hubspot(sites));
  await expect.poll(() => heard(page, "LOGGED_IN"), { timeout: 30_000 }).toHaveLength(1);
  const widget = page.frameLocator("#host iframe").frameLocator("call-flow iframe");
  await page.evaluate(() => manager.sendMessage({ type: "DIAL_NUMBER", data: { phoneNumber: "+442079460018", objectId: 5, objectType: "CONTACT", portalId: 1 } }));
  await expect(widget.locator("#lead-phone")).toHaveValue("+442079460018");
  await widget.locator("#lead-name").fill(people.en.name);
  await at(widget, "start-call").click();
  await expect.poll(() => heard(page, "CALL_ANSWERED")).toHaveLength(1);
  const [started] = await heard(page, "OUTGOING_CALL_STARTED");
  expect(started).toMatchObject({ toNumber: "+442079460018", createEngagement: true });
  await widget.locator("#line").press("e");
  await expect.poll(() => heard(page, "CALL_ENDED")).toEqual([{ externalCallId: started.externalCallId, engagementId: 77, callEndStatus: "COMPLETED" }]);
  // Declined: the fourth outcome.
  await page.keyboard.press("4");
  await at(widget, "done").click();
  await expect.poll(() => heard(page, "CALL_COMPLETED")).toHaveLength(1);
  const [completed] = await heard(page, "CALL_COMPLETED");
  expect(completed).toMatchObject({ externalCallId: started.externalCallId, engagementId: 77, engagementProperties: { hs_call_title: people.en.name, hs_call_status: "COMPLETED" } });
  expect(completed.engagementProperties.hs_call_body).toContain(people.en.name);
});

test("a page that plays HubSpot on another origin is not answered", async ({ page, sites }) => {
  await page.addInitScript(() => addEventListener("message", ({ data }) => (window.syncs = (window.syncs ?? 0) + (data?.type === "SYNC"))));
  await page.goto(hubspot(sites, sites.evil));
  const widget = page.frameLocator("#host iframe").frameLocator("call-flow iframe");
  await expect(at(widget, "start-call")).toBeEnabled({ timeout: 30_000 });
  const adapter = page.frames().find((frame) => frame.url().endsWith("/hubspot.html"));
  const before = await adapter.evaluate(() => window.syncs);
  await expect.poll(() => adapter.evaluate(() => window.syncs)).toBeGreaterThan(before + 3);
  expect(await page.evaluate(() => [manager.isReady, window.heard])).toEqual([false, []]);
});

for (const mark of ["?", "#"]) {
  test(`VICIdial's variables behind ${mark} put the customer on the card and leave no trace`, async ({ page, sites }) => {
    const variables = "first_name=Helen&last_name=Young&title=Ms&company=Smith+&+Sons&phone_number=02079460018&list_id=9&SQLdate=2026-11-23+09:30:00&user=agent7";
    await page.goto(`${sites.widget.origin}/embed/vicidial.html${mark}${variables}`);
    await expect(page.locator("#lead-name")).toHaveValue("Helen Young");
    await expect(page.locator("#lead-salutation")).toHaveValue("Ms Young");
    await expect(page.locator("#lead-company")).toHaveValue("Smith & Sons");
    await expect(page.locator("#lead-phone")).toHaveValue("02079460018");
    await expect.poll(() => page.url()).toBe(`${sites.widget.origin}/`);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }) + document.referrer);
    expect(kept).not.toContain("agent7");
  });
}

test("an address with a lead puts the customer on the card and is taken out of the history", async ({ page, sites }) => {
  await page.goto(`${sites.widget.origin}/?theme=x#lead=${encodeURIComponent(JSON.stringify({ name: "\u5f20\u4f1f", phone: "138 0013 8000" }))}`);
  await expect(page.locator("#lead-name")).toHaveValue("\u5f20\u4f1f");
  expect(page.url()).toBe(`${sites.widget.origin}/?theme=x`);
  // Other fragments are the page's own.
  await page.goto(`${sites.widget.origin}/#main`);
  await expect(at(page, "start-call")).toBeEnabled();
  expect(page.url()).toBe(`${sites.widget.origin}/#main`);
});

test("the demo: a click beside a customer, the call in the frame, the outcome in the list", async ({ page, sites }) => {
  await page.goto(`${sites.crm.origin}/demo/?widget=${sites.widget.origin}/`);
  const row = page.locator('[data-customer="2001"]');
  await row.getByRole("button").click();
  const widget = page.frameLocator("call-flow iframe");
  await expect(at(widget, "call")).toBeVisible({ timeout: 30_000 });
  await widget.locator("#line").press("e");
  await page.keyboard.press("4");
  await at(widget, "done").click();
  await expect(row.locator(".outcome")).toContainText("Helen Young");
  await expect(page.locator("#log")).toContainText('"type":"ended"');
  await page.locator("#language").click();
  await expect(widget.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.locator('[data-customer="1001"]')).toBeVisible();
});
