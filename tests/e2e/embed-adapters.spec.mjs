// The adapters: the same core behind HubSpot's own host, a script tab of VICIdial, an address.
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

const inWidget = (page) => page.frameLocator("#host iframe").frameLocator("call-flow iframe");
const dial = (page, data) => page.evaluate((data) => manager.sendMessage({ type: "DIAL_NUMBER", data: { portalId: 1, ...data } }), data);
// Whom a portal of today names: the record on the screen is nobody, the person called stands apart.
const person = (calleeId, phoneNumber) => ({ objectId: 0, objectType: "CONTACT", phoneNumber, calleeInfo: { calleeId, calleeObjectTypeId: "0-1" } });

async function onTheCard(page, sites, asked) {
  await page.goto(hubspot(sites));
  await expect.poll(() => heard(page, "LOGGED_IN"), { timeout: 30_000 }).toHaveLength(1);
  await dial(page, asked);
  await expect(inWidget(page).locator("#lead-phone")).toHaveValue(asked.phoneNumber);
  return inWidget(page);
}

test("HubSpot: the person called is one customer, whatever record is on the screen, and keeps the name", async ({ page, sites }) => {
  const widget = await onTheCard(page, sites, person(51, "+442079460018"));
  await widget.locator("#lead-name").fill(people.en.name);
  await at(widget, "start-call").click();
  await widget.locator("#line").press("e");
  await page.keyboard.press("4");
  await at(widget, "done").click();
  await dial(page, person(52, "+442079460110"));
  await expect(widget.locator("#lead-phone")).toHaveValue("+442079460110");
  await expect(widget.locator("#lead-name")).toHaveValue("");
  // The same person, from their own record this time, by another number.
  await dial(page, { objectId: 51, objectType: "CONTACT", phoneNumber: "+442079460123" });
  await expect(widget.locator("#lead-phone")).toHaveValue("+442079460123");
  await expect(widget.locator("#lead-name")).toHaveValue(people.en.name);
  const [{ engagementProperties }] = await heard(page, "CALL_COMPLETED");
  expect(engagementProperties).toMatchObject({ hs_call_callee_object_id: "51", hs_call_callee_object_type: "CONTACT" });
});

test("HubSpot: a call nobody took is never answered, and its engagement says so", async ({ page, sites }) => {
  const widget = await onTheCard(page, sites, person(51, "+442079460018"));
  for (const [outcome, status] of [["no-answer", "NO_ANSWER"], ["busy", "BUSY"], ["wrong-number", "FAILED"]]) {
    await dial(page, person(51, "+442079460018"));
    await expect(widget.locator("#lead-phone")).toHaveValue("+442079460018");
    await at(widget, `quick-${outcome}`).click();
    await expect.poll(async () => (await heard(page, "CALL_ENDED")).at(-1)).toMatchObject({ callEndStatus: status });
    await expect.poll(async () => (await heard(page, "CALL_COMPLETED")).at(-1)).toMatchObject({ engagementId: 77, engagementProperties: { hs_call_status: status } });
  }
  expect(await heard(page, "CALL_ENDED")).toHaveLength(3);
  expect(await heard(page, "CALL_COMPLETED")).toHaveLength(3);
  expect(await heard(page, "CALL_ANSWERED")).toEqual([]);
});

test("HubSpot: a line opened by mistake leaves no engagement open", async ({ page, sites }) => {
  const widget = await onTheCard(page, sites, person(51, "+442079460018"));
  await at(widget, "start-call").click();
  await expect.poll(() => heard(page, "CALL_ANSWERED")).toHaveLength(1);
  await widget.locator("#line").press("u");
  await expect.poll(() => heard(page, "CALL_ENDED")).toMatchObject([{ callEndStatus: "CANCELED" }]);
  await expect.poll(() => heard(page, "CALL_COMPLETED")).toMatchObject([{ engagementId: 77, engagementProperties: { hs_call_status: "CANCELED" } }]);
});

test("HubSpot: a call goes on through a reload of its frame, and its engagement is wrapped up", async ({ page, sites }) => {
  const widget = await onTheCard(page, sites, person(51, "+442079460018"));
  await at(widget, "start-call").click();
  await expect.poll(() => heard(page, "CALL_ANSWERED")).toHaveLength(1);
  const adapter = page.frames().find((frame) => frame.url().endsWith("/hubspot.html"));
  await adapter.evaluate(() => location.reload()).catch(() => {});
  await expect.poll(() => heard(page, "INITIALIZED")).toMatchObject([{ isLoggedIn: true }, { isLoggedIn: true, engagementId: 77 }]);
  await expect(at(widget, "call")).toBeVisible();
  await widget.locator("#line").press("e");
  await page.keyboard.press("4");
  await at(widget, "done").click();
  await expect.poll(() => heard(page, "CALL_ENDED")).toMatchObject([{ engagementId: 77, callEndStatus: "COMPLETED" }]);
  await expect.poll(() => heard(page, "CALL_COMPLETED")).toMatchObject([{ engagementId: 77 }]);
  expect(await heard(page, "OUTGOING_CALL_STARTED")).toHaveLength(1);
});

test.describe("a server that is away", () => {
  test.use({ expectedErrors: [/503/] });
  test("HubSpot is answered once config.json is there again", async ({ page, sites }) => {
    let asked = 0;
    await page.route("**/config.json", (route) => ((asked += 1) <= 2 ? route.fulfill({ status: 503 }) : route.continue()));
    await page.goto(hubspot(sites));
    await expect.poll(() => heard(page, "LOGGED_IN"), { timeout: 30_000 }).toHaveLength(1);
    expect(asked).toBeGreaterThan(2);
  });
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

test("the next address in the same window, target or frame brings the next customer", async ({ page, sites }) => {
  const address = (name) => `${sites.widget.origin}/#name=${name}&phone=020`;
  await page.goto(address("Alice"));
  await expect(page.locator("#lead-name")).toHaveValue("Alice");
  // What a system does that opens addresses and nothing else.
  await page.goto(address("Bob"));
  await expect(page.locator("#lead-name")).toHaveValue("Bob");
  expect(page.url()).toBe(`${sites.widget.origin}/`);
  await at(page, "start-call").click();
  await expect(at(page, "call")).toBeVisible();
  await page.evaluate(() => (location.hash = "#name=Carol"));
  await expect(at(page, "notice")).toContainText("Carol");
  await expect(at(page, "call")).toContainText("Bob");
  expect(page.url()).toBe(`${sites.widget.origin}/`);
  await page.locator("#line").press("e");
  await page.keyboard.press("4");
  await at(page, "done").click();
  await expect(page.locator("#lead-name")).toHaveValue("Carol");

  const [one, two] = ["Dan", "Eve"].map((name) => address(name));
  await page.goto(pageWith(sites.crm, `<iframe src="${one}" width="900" height="700"></iframe>`));
  const widget = page.frameLocator("iframe");
  await expect(widget.locator("#lead-name")).toHaveValue("Dan");
  await page.evaluate((src) => (document.querySelector("iframe").src = src), two);
  await expect(widget.locator("#lead-name")).toHaveValue("Eve");
});

test("an address that is too long is told and does not stay", async ({ page, sites }) => {
  await page.goto(`${sites.widget.origin}/#name=Helen&company=${"x".repeat(9_000)}`);
  await expect(at(page, "notice")).toContainText("cannot be read");
  expect(page.url()).toBe(`${sites.widget.origin}/`);
  await expect(page.locator("#lead-name")).toHaveValue("");
});
