// What a page asks is done, however early, fast or clumsily it asks; what it keeps is small, and comes back as far as it may.
import { at, context } from "./desk.mjs";
import { connected, expect, hostPage, pageWith, partitioned as test, told } from "./sites.mjs";

test.use(context("en"));
const helen = { id: "42", name: "Helen Young", phone: "+44 20 7946 0018" };
const script = (sites) => `<script type="module" src="${sites.widget.origin}/embed/callflow.js"></script>`;
const sandboxed = { attributes: 'sandbox="allow-scripts allow-forms"' };

// What came of something the page does with the element.
const outcome = (page, work, argument) =>
  page.evaluate(
    ([work, argument]) => new Function("element", "argument", `return (${work})(element, argument)`)(document.querySelector("call-flow"), argument).then((it) => it, ({ code }) => ({ code })),
    [work.toString(), argument],
  );

const recordsIn = (page) => page.evaluate(() => Object.keys(document.querySelector("call-flow").state.records).map((key) => key.split(":")[0]).sort());

test("a call is started the moment the desk is ready, though its language is still to change", async ({ page, sites }) => {
  const start = `<script>
    window.told = [];
    addEventListener("callflow-ready", (event) => {
      told.push(event.detail);
      event.target.start(${JSON.stringify(helen)}).then((it) => told.push({ type: "outcome", ...it }), ({ code }) => told.push({ type: "outcome", code }));
    });
  </script>`;
  await page.goto(pageWith(sites.crm, `${start}<call-flow src="${sites.widget.origin}/" locale="zh-CN"></call-flow>${script(sites)}`));
  await connected(page);
  await expect.poll(() => told(page, "outcome")).toEqual([{ type: "outcome", call: expect.stringContaining(sites.crm.origin) }]);
  const widget = page.frameLocator("call-flow iframe");
  await expect(at(widget, "call")).toBeVisible();
  await expect(widget.locator("html")).toHaveAttribute("lang", "zh-CN");
});

test("a text that was cut inside a character is mended, and 150 requests at once are all answered", async ({ page, sites }) => {
  await page.goto(hostPage(sites));
  const widget = await connected(page);
  expect(await outcome(page, (element) => element.prepare({ id: "a\ud800b", name: "Helen \ud83d", phone: "1" }))).toEqual({});
  await expect(widget.locator("#lead-name")).toHaveValue("Helen \ufffd");
  const many = (element) => Promise.all(Array.from({ length: 150 }, (_, n) => element.leads([{ id: `c${n}`, name: `Customer ${n}` }]))).then((all) => all.length);
  expect(await outcome(page, many)).toBe(150);
});

test("what is asked while the element moves in the page is done in its new place, once", async ({ page, sites }) => {
  await page.goto(hostPage(sites));
  await connected(page);
  const moved = (element, lead) => {
    const other = document.body.appendChild(document.createElement("section"));
    const started = element.start(lead);
    other.append(element);
    // And once more, by a page that takes it out and puts it back a little later.
    element.remove();
    queueMicrotask(() => document.body.append(element));
    return started;
  };
  expect(await outcome(page, moved, helen)).toEqual({ call: expect.any(String) });
  await expect(at(page.frameLocator("call-flow iframe"), "call")).toBeVisible();
  expect(await told(page, "started")).toHaveLength(1);
  // Taken out for good, it answers what is open.
  const removed = (element) => {
    const ended = element.end();
    element.remove();
    return ended;
  };
  expect(await outcome(page, removed)).toEqual({ code: "closed" });
});

test("properties that were set before the script had come are taken", async ({ page, sites }) => {
  await page.goto(pageWith(sites.crm, ""));
  await page.evaluate(async ({ origin, lead }) => {
    const element = document.body.appendChild(document.createElement("call-flow"));
    Object.assign(element, { src: `${origin}/`, locale: "zh-CN", theme: "dark", lead, state: { records: {}, seen: { known: 3 }, open: null } });
    await import(`${origin}/embed/callflow.js`);
  }, { origin: sites.widget.origin, lead: helen });
  const widget = page.frameLocator("call-flow iframe");
  await expect(widget.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(widget.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(widget.locator("#lead-name")).toHaveValue(helen.name);
  const now = () => page.evaluate(() => (({ locale, state }) => ({ locale, seen: state.seen }))(document.querySelector("call-flow")));
  expect(await now()).toEqual({ locale: "zh-CN", seen: { known: 3 } });
});

test("a widget that does not answer is asked several times, and then the page is told", async ({ page, sites }) => {
  const silent = pageWith(
    sites.evil,
    `<script>
      window.heard = [];
      addEventListener("message", ({ data, source, origin }) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => heard.push(JSON.parse(data));
        source.postMessage(JSON.stringify({ ...JSON.parse(data), type: "accept" }), origin, [port2]);
        port1.postMessage(JSON.stringify({ type: "ready", call: null, unfinished: [] }));
      });
    </script>`,
  );
  await page.clock.install();
  await page.goto(pageWith(sites.crm, `<call-flow src="${silent}"></call-flow>${script(sites)}`));
  await expect.poll(() => page.evaluate(() => document.querySelector("call-flow").ready)).toBe(true);
  await page.evaluate(() => document.querySelector("call-flow").end().catch(({ code }) => (window.code = code)));
  await page.clock.runFor(12_000);
  expect(await page.evaluate(() => window.code)).toBeUndefined();
  await page.clock.runFor(10_000);
  expect(await page.evaluate(() => window.code)).toBe("timeout");
  const frame = page.frames().find((frame) => frame.url() === silent);
  const ends = (await frame.evaluate(() => window.heard)).filter(({ type }) => type === "end");
  expect(ends.length).toBe(4);
  expect(new Set(ends.map(({ id }) => id)).size).toBe(1);
});

test("three desks on one page keep their cards, however often it is reloaded", async ({ page, sites }) => {
  const element = `<call-flow src="${sites.widget.origin}/"></call-flow>`;
  await page.goto(pageWith(sites.crm, element.repeat(3) + script(sites)));
  const names = ["Alice", "Bob", "Carol"];
  const cards = async () => Promise.all(names.map((_, n) => page.frameLocator(`call-flow >> nth=${n} >> iframe`).locator("#lead-name").inputValue()));
  await expect.poll(() => page.evaluate(() => [...document.querySelectorAll("call-flow")].every(({ ready }) => ready))).toBe(true);
  await page.evaluate((names) => Promise.all([...document.querySelectorAll("call-flow")].map((it, n) => it.prepare({ id: names[n], name: names[n] }))), names);
  expect(await cards()).toEqual(names);
  for (let times = 0; times < 3; times += 1) {
    await page.reload();
    await expect.poll(() => page.evaluate(() => [...document.querySelectorAll("call-flow")].every(({ ready }) => ready))).toBe(true);
    await expect.poll(cards).toEqual(names);
  }
});

test("several plain frames on one page keep their cards as well", async ({ page, sites }) => {
  const frame = `<iframe src="${sites.widget.origin}/" height="800"></iframe>`;
  await page.goto(pageWith(sites.evil, frame.repeat(2)));
  const card = (n) => page.frameLocator(`iframe >> nth=${n}`).locator("#lead-name");
  for (const [n, name] of ["Alice", "Bob"].entries()) {
    await expect(at(page.frameLocator(`iframe >> nth=${n}`), "start-call")).toBeEnabled();
    await card(n).fill(name);
    await expect(at(page.frameLocator(`iframe >> nth=${n}`), "keep")).toContainText("Saved");
  }
  await page.reload();
  await expect(card(1)).toHaveValue("Bob");
  await expect(card(0)).toHaveValue("Alice");
});

test("a page keeps what is not finished, and gives it back however much an older one had kept", async ({ page, sites }) => {
  await page.goto(hostPage(sites, sandboxed));
  const widget = await connected(page);
  const { call } = await outcome(page, (element, lead) => element.start(lead), helen);
  await expect(at(widget, "call")).toBeVisible();
  await expect.poll(() => recordsIn(page)).toEqual(["call", "flow", "lead"]);
  // As it was when every customer and every finished call was kept.
  await page.evaluate(([origin, call]) => {
    const element = document.querySelector("call-flow");
    const { state } = element;
    const lead = JSON.stringify({ format: 1, stamp: 5, data: { name: "x".repeat(1_000) } });
    const old = Array.from({ length: 2_500 }, (_, n) => [`lead:${origin} old-${n}`, lead]);
    const next = Object.assign(document.createElement("call-flow"), { src: element.src, state: { ...state, records: { ...state.records, ...Object.fromEntries(old) }, open: call } });
    next.setAttribute("sandbox", element.getAttribute("sandbox"));
    element.replaceWith(next);
  }, [sites.crm.origin, call]);
  await expect.poll(() => told(page, "ready")).toHaveLength(2);
  await expect(at(widget, "call")).toBeVisible();
  await expect.poll(() => recordsIn(page)).toEqual(["call", "flow", "lead"]);
  expect(await told(page, "started")).toHaveLength(1);
  await widget.locator("#line").focus();
  for (const key of ["e", "4", "d"]) await page.keyboard.press(key);
  await expect.poll(() => told(page, "ended")).toHaveLength(1);
  await expect.poll(() => recordsIn(page)).toEqual([]);
});

for (const [where, options] of [["in the frame's own storage", {}], ["where only the page keeps anything", sandboxed]]) {
  test(`everything erased ${where} stays erased when the frame is there again`, async ({ page, sites }) => {
    await page.goto(hostPage(sites, options));
    const widget = await connected(page);
    await outcome(page, (element, lead) => element.start(lead), helen);
    await expect(at(widget, "call")).toBeVisible();
    await expect.poll(() => recordsIn(page)).toEqual(["call", "flow", "lead"]);
    // Somebody goes on with something else: the call waits.
    await page.evaluate(() => {
      const element = document.querySelector("call-flow");
      const next = Object.assign(element.cloneNode(), { state: { ...element.state, open: null } });
      element.replaceWith(next);
    });
    await expect(at(widget, "start-call")).toBeEnabled();
    await expect.poll(() => recordsIn(page)).toEqual(["call", "flow", "lead"]);
    await at(widget, "keep").click();
    await at(widget, "erase-all").click();
    await widget.locator("#erase-word").fill("erase");
    await at(widget, "erase-all-now").click();
    await expect.poll(() => told(page, "ready")).toHaveLength(3);
    await expect(at(widget, "start-call")).toBeEnabled();
    await expect.poll(() => recordsIn(page)).toEqual([]);
    // And once more, for whatever came back with the first.
    await page.evaluate(() => (document.querySelector("call-flow").src += "?again"));
    await expect.poll(() => told(page, "ready")).toHaveLength(4);
    expect((await told(page, "ready"))[3]).toMatchObject({ call: null, unfinished: [] });
  });
}
