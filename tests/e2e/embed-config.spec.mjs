// The list of who may talk with the widget, fetched from a server that is away for a while or says nonsense.
import { at, context } from "./desk.mjs";
import { connected, expect, hostPage, partitioned as test } from "./sites.mjs";

test.use({ ...context("en"), expectedErrors: [/503/] });

const FAULTS = {
  "a server that is away": [{ status: 503 }, "cannot be fetched"],
  "a list that makes no sense": [{ status: 200, contentType: "text/html", body: "<h1>Please log in</h1>" }, "not as it should be"],
};

for (const [name, [answer, said]] of Object.entries(FAULTS)) {
  test(`${name}: the desk says that it does not hear the page around, and hears it once that is mended`, async ({ page, sites }) => {
    let mended = false;
    await page.route("**/config.json", (route) => (mended ? route.continue() : route.fulfill(answer)));
    await page.goto(hostPage(sites));
    const widget = page.frameLocator("call-flow iframe");
    await expect(at(widget, "deaf")).toContainText(said);
    await at(widget, "help").click();
    await at(widget, "open-diagnostics").click();
    await expect(at(widget, "host")).toContainText("config.json");
    await page.keyboard.press("Escape");
    mended = true;
    await connected(page);
    await expect(at(widget, "deaf")).toHaveCount(0);
  });
}

test("a page that is not in a frame asks for no such list", async ({ page, sites }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${sites.widget.origin}/`);
  await expect(at(page, "start-call")).toBeEnabled();
  await at(page, "help").click();
  await at(page, "open-diagnostics").click();
  await expect(at(page, "host")).toContainText("on its own");
  expect(asked).not.toContain("/config.json");
});
