// The widget in the frame of a page on another site: the round trip, what a reload costs, and everybody who may not talk.
import { expectAccessible } from "./fixtures.mjs";
import { answer, at, context, flowOf, people, stepOf } from "./desk.mjs";
import { fromWidget } from "./protocol.mjs";
import { connected, expect, hostPage, pageWith, partitioned as test, told } from "./sites.mjs";

test.use(context("en"));
const flow = flowOf("en");
const lead = { id: "42", name: people.en.name, company: people.en.company, phone: people.en.phone };

// Asks the element, and says what came of it.
const ask = (page, method, argument) =>
  page.evaluate(
    ([method, argument]) => document.querySelector("call-flow")[method](argument).catch(({ code }) => ({ code })),
    [method, argument],
  );

// The widget's frame, to type in as a person does.
async function inFrame(page) {
  const widget = await connected(page);
  const frame = page.frames().find((frame) => frame !== page.mainFrame());
  return { widget, keys: { locator: (it) => widget.locator(it), keyboard: page.keyboard, frame } };
}

async function book(page, widget) {
  await page.keyboard.press("a");
  await at(widget, "slot").first().click();
  await widget.locator("#book").click();
  await expect.poll(() => told(page, "appointment")).toHaveLength(1);
}

async function finish(page, widget) {
  await widget.locator("#line").focus();
  await page.keyboard.press("e");
  await expect(at(widget, "wrapup").or(widget.locator("#summary")).first()).toBeVisible();
  await page.keyboard.press("1");
  await page.keyboard.press("d");
  await expect.poll(() => told(page, "ended")).toHaveLength(1);
}

const dropped = async (widget, reason) => {
  if (!(await at(widget, "sheet").isVisible())) {
    await at(widget, "help").click();
    await at(widget, "open-diagnostics").click();
  }
  const count = Number(await at(widget, `dropped-${reason}`).innerText());
  await widget.locator("body").press("Escape");
  return count;
};

test("a call asked for by the page is made in the frame, and its outcome and appointment come back", async ({ page, sites }) => {
  await page.goto(hostPage(sites));
  const { widget, keys } = await inFrame(page);
  expect((await told(page, "ready"))[0]).toMatchObject({ version: 1, storage: "apart", call: null, unfinished: [] });
  const { call } = await ask(page, "start", lead);
  await expect(at(widget, "call")).toBeVisible();
  await expect.poll(() => told(page, "started")).toMatchObject([{ call, seq: 1, lead }]);
  await answer(keys, flow, "self");
  await book(page, widget);
  await finish(page, widget);
  const [ended] = await told(page, "ended");
  const [{ appointment }] = await told(page, "appointment");
  expect(ended).toMatchObject({ call, disposition: "appointment", appointment, lead });
  expect(ended.summary).toContain(lead.name);
  expect(ended.path.map(({ step }) => step)).toEqual(["greet", "intro"]);
  for (const message of await page.evaluate(() => window.told)) expect(fromWidget(message), JSON.stringify(message)).toBe(true);
  const seqs = await page.evaluate((call) => window.told.filter((it) => it.seq && it.call === call).map(({ seq }) => seq), call);
  expect(seqs).toEqual(seqs.map((_, place) => place + 1));
});

test("the page prepares, the rep dials through it and starts", async ({ page, sites }) => {
  await page.goto(hostPage(sites, { attributes: `lead='${JSON.stringify(lead)}' locale="zh-CN" theme="dark" flow="first-call"` }));
  const { widget } = await inFrame(page);
  await expect(widget.locator("#lead-name")).toHaveValue(lead.name);
  await expect(widget.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(widget.locator("html")).toHaveAttribute("data-theme", "dark");
  await at(widget, "dial").click();
  await expect.poll(() => told(page, "dial")).toMatchObject([{ lead, tel: "tel:+442079460018" }]);
  await page.evaluate(() => (document.querySelector("call-flow").theme = "light"));
  await expect(widget.locator("html")).toHaveAttribute("data-theme", "light");
  await at(widget, "start-call").click();
  await expect.poll(() => told(page, "started")).toMatchObject([{ lead }]);
  expect(await ask(page, "prepare", lead)).toEqual({ code: "busy" });
  expect(await ask(page, "end")).toEqual({});
  await expect.poll(() => told(page, "hung-up")).toHaveLength(1);
});

test("the element takes the height of its content, up to that of the window, and leaves nothing behind when it goes", async ({ page, sites }) => {
  await page.goto(hostPage(sites));
  await connected(page);
  const height = () => page.evaluate(() => document.querySelector("call-flow").getBoundingClientRect().height);
  await expect.poll(async () => (await told(page, "resize")).at(-1)?.height).toBeGreaterThan(400);
  const room = await page.evaluate(() => innerHeight);
  await expect.poll(async () => (await height()) - Math.min(room, (await told(page, "resize")).at(-1).height)).toBe(0);
  const pending = await page.evaluate(() => {
    const element = document.querySelector("call-flow");
    element.remove();
    return element.start({ id: "1" }).catch(({ code }) => code);
  });
  expect(pending).toBe("closed");
  await expect.poll(() => page.frames().length).toBe(1);
});

// After a reload the call goes on where it was, to its end.
async function goesOn(page, { widget, keys }, { step, call }) {
  await expect.poll(() => told(page, "ready")).toHaveLength(2);
  await expect.poll(() => stepOf(widget)).toBe(step);
  await widget.locator("#line").focus();
  await answer(keys, flow, "ok");
  await book(page, widget);
  await finish(page, widget);
  expect((await told(page, "ended"))[0].call).toBe(call);
}

test("a reload of the frame in mid-call loses nothing and tells nothing twice", async ({ page, sites }) => {
  await page.goto(hostPage(sites));
  const { widget, keys } = await inFrame(page);
  const { call } = await ask(page, "start", lead);
  await expect(at(widget, "call")).toBeVisible();
  await answer(keys, flow, "self");
  const step = await stepOf(widget);
  await keys.frame.evaluate(() => location.reload()).catch(() => {});
  await goesOn(page, { widget, keys }, { step, call });
  expect(await told(page, "started")).toHaveLength(1);
});

test("a reload of the page in mid-call goes on as well, from what it stored", async ({ page, sites }) => {
  const address = pageWith(
    sites.crm,
    `<script type="module">
      window.told = [];
      for (const type of ["ready", "started", "ended", "captured", "stage"]) addEventListener("callflow-" + type, (event) => told.push(event.detail));
      const { CallFlow } = await import("${sites.widget.origin}/embed/callflow.js");
      const element = new CallFlow();
      element.src = "${sites.widget.origin}/";
      element.state = JSON.parse(sessionStorage.getItem("callflow"));
      addEventListener("callflow-keep", () => sessionStorage.setItem("callflow", JSON.stringify(element.state)));
      document.body.append(element);
    </script>`,
  );
  await page.goto(address);
  const { widget, keys } = await inFrame(page);
  const { call } = await ask(page, "start", lead);
  await expect(at(widget, "call")).toBeVisible();
  await answer(keys, flow, "self");
  const step = await stepOf(widget);
  await expect.poll(() => page.evaluate(() => JSON.parse(sessionStorage.getItem("callflow")).open)).toBe(call);
  await page.reload();
  await connected(page);
  await expect.poll(() => stepOf(widget)).toBe(step);
  expect(await told(page, "started")).toEqual([]);
  // Asked for once more, all of it comes once more to nobody: the page has seen it.
  expect(await ask(page, "again", { call })).toEqual({ count: expect.any(Number) });
  expect(await told(page, "started")).toEqual([]);
});

test("a page of any other origin gets nothing at all", async ({ page, sites }) => {
  const address = pageWith(
    sites.evil,
    `<script>window.told = []; window.heard = []; addEventListener("message", (event) => heard.push(event.data)); addEventListener("callflow-ready", (event) => told.push(event.detail));</script>
    <call-flow src="${sites.widget.origin}/"></call-flow>
    <script type="module" src="${sites.widget.origin}/embed/callflow.js"></script>`,
  );
  await page.goto(address);
  const widget = page.frameLocator("call-flow iframe");
  await expect(at(widget, "start-call")).toBeEnabled();
  await expect.poll(() => dropped(widget, "origin")).toBeGreaterThan(1);
  await at(widget, "start-call").click();
  await expect(at(widget, "call")).toBeVisible();
  expect(await page.evaluate(() => [window.told, window.heard])).toEqual([[], []]);
});

test("a page that nobody answers is told so", async ({ page, sites }) => {
  await page.clock.install();
  await page.goto(hostPage(sites, { at: sites.evil }));
  await expect(at(page.frameLocator("call-flow iframe"), "start-call")).toBeEnabled();
  await page.clock.runFor(20_000);
  await expect.poll(() => told(page, "unanswered")).toHaveLength(1);
  expect(await told(page, "ready")).toEqual([]);
});

test("a hostile frame beside the widget is not heard, not even from an allowed origin", async ({ page, sites }) => {
  const hello = `{"callflow":1,"type":"connect","id":"hostile-0000000000000000"}`;
  const script = `<script>window.heard = []; addEventListener("message", (event) => heard.push(event.data));
    setInterval(() => parent.frames[0].postMessage('${hello}', "*"), 50);</script>`;
  const [foreign, own] = [pageWith(sites.evil, script), pageWith(sites.crm, script)];
  const address = pageWith(
    sites.crm,
    `<iframe id="widget" src="${sites.widget.origin}/"></iframe><iframe name="sibling" src="${foreign}"></iframe><iframe name="sibling" src="${own}"></iframe>`,
  );
  await page.goto(address);
  const widget = page.frameLocator("#widget");
  await expect(at(widget, "start-call")).toBeEnabled();
  await expect.poll(() => dropped(widget, "source")).toBeGreaterThan(5);
  for (const frame of page.frames().filter((frame) => frame.name() === "sibling")) expect(await frame.evaluate(() => window.heard)).toEqual([]);
});

// A page that speaks the protocol by hand around a plain frame, as PROTOCOL.md tells.
const byHand = (sites, more = "") =>
  pageWith(
    sites.crm,
    `<iframe id="widget" src="${sites.widget.origin}/"></iframe>
    <script type="module">
      const frame = document.querySelector("iframe"), origin = "${sites.widget.origin}";
      window.told = [];
      window.knock = (id) => frame.contentWindow.postMessage(JSON.stringify({ callflow: 1, type: "connect", id }), origin);
      addEventListener("message", ({ data, source, origin: from, ports }) => {
        if (source !== frame.contentWindow || from !== origin) return;
        told.push(JSON.parse(data));
        window.port = ports[0];
        port.onmessage = ({ data }) => told.push(JSON.parse(data));
      });
      window.send = (message) => port.postMessage(typeof message === "string" ? message : JSON.stringify(message));
    </script>${more}`,
  );

async function greeted(page, id = "greeting-0000000000000001") {
  await expect
    .poll(async () => {
      await page.evaluate((id) => window.knock(id), id);
      return (await told(page, "accept")).filter((it) => it.id === id).length;
    }, { timeout: 30_000 })
    .toBe(1);
  await expect.poll(() => told(page, "ready")).not.toEqual([]);
}

test("a plain frame: repeated greetings and requests do their work once, those out of order none", async ({ page, sites }) => {
  await page.goto(byHand(sites));
  await expect(at(page.frameLocator("#widget"), "start-call")).toBeEnabled();
  await greeted(page);
  const id = (n) => `request-${String(n).padStart(16, "0")}`;
  await page.evaluate(
    ([end, start, lead]) => {
      send({ type: "end", id: end });
      for (let times = 0; times < 5; times += 1) send({ type: "start", id: start, lead });
      send({ type: "end", id: end });
    },
    [id(1), id(2), lead],
  );
  await expect.poll(() => told(page, "answer")).toHaveLength(7);
  const answers = await told(page, "answer");
  expect(answers.filter(({ to }) => to === id(1))).toEqual(Array(2).fill({ type: "answer", to: id(1), ok: false, error: "no-call" }));
  expect(new Set(answers.filter(({ to }) => to === id(2)).map((it) => JSON.stringify(it))).size).toBe(1);
  expect(await told(page, "started")).toHaveLength(1);
  // Another greeting gives another port and closes the old one; what was done is still known there.
  await page.evaluate(() => (window.old = port));
  await greeted(page, "greeting-0000000000000002");
  await page.evaluate((id) => old.postMessage(JSON.stringify({ type: "state", id })), id(3));
  await page.evaluate(([start, lead]) => send({ type: "start", id: start, lead }), [id(2), lead]);
  await expect.poll(async () => (await told(page, "answer")).length).toBe(8);
  expect((await told(page, "answer")).filter(({ to }) => to === id(3))).toEqual([]);
  expect(await told(page, "started")).toHaveLength(1);
});

test("ten thousand malformed messages and a flood are dropped; the call goes on", async ({ page, sites }) => {
  await page.goto(byHand(sites));
  const widget = page.frameLocator("#widget");
  await expect(at(widget, "start-call")).toBeEnabled();
  await greeted(page);
  await page.evaluate((lead) => {
    send({ type: "start", id: "request-0000000000000001", lead });
    const junk = ["", "{", "[]", "null", 7, null, { type: "end" }, '{"type":"end"}', '{"type":"eval","id":"request-0000000000000009"}', "x".repeat(5_000_000)];
    for (let n = 0; n < 10_000; n += 1) {
      port.postMessage(junk[n % 9]);
      if (n % 10 === 0) document.querySelector("iframe").contentWindow.postMessage(junk[n % 9], "*");
    }
    port.postMessage(junk[9]);
  }, lead);
  await expect(at(widget, "call")).toBeVisible();
  await expect.poll(() => dropped(widget, "too-fast"), { timeout: 30_000 }).toBeGreaterThan(9_000);
  expect(await dropped(widget, "shape")).toBeGreaterThan(0);
  await expect(at(widget, "line")).toHaveAttribute("data-step", "greet");
  await expect
    .poll(async () => {
      await page.evaluate(() => send({ type: "end", id: "request-0000000000000002" }));
      return (await told(page, "hung-up")).length;
    })
    .toBe(1);
});

test("the page's own strict policy is enough for the element", async ({ page, sites }) => {
  const { origin } = sites.widget;
  const policy = `default-src 'none'; script-src ${origin}; frame-src ${origin}; require-trusted-types-for 'script'; trusted-types 'none'`;
  const body = `<call-flow></call-flow><script type="module" src="${origin}/embed/callflow.js"></script>`;
  await page.goto(pageWith(sites.crm, body, { headers: { "content-security-policy": policy } }));
  const widget = page.frameLocator("call-flow iframe");
  await expect(at(widget, "start-call")).toBeEnabled();
  await expect.poll(() => page.evaluate(() => document.querySelector("call-flow").ready)).toBe(true);
});

test("a sandbox without an origin: said, kept by the page, and gone on with after a reload", async ({ page, sites }) => {
  await page.goto(hostPage(sites, { attributes: 'sandbox="allow-scripts allow-forms allow-downloads allow-popups"' }));
  const { widget, keys } = await inFrame(page);
  expect((await told(page, "ready"))[0].storage).toBe("none");
  const { call } = await ask(page, "start", lead);
  await expect(at(widget, "call")).toBeVisible();
  await expect(at(widget, "keep-fault")).toHaveCount(0);
  await at(widget, "keep").click();
  await expect(at(widget, "kept-by-host")).toContainText("the page around it");
  await expect(at(widget, "own-tab").first()).toBeVisible();
  await expect(at(widget, "download-unkept")).toBeVisible();
  await page.keyboard.press("Escape");
  await answer(keys, flow, "self");
  const step = await stepOf(widget);
  await page.evaluate(() => {
    const frame = document.querySelector("call-flow").shadowRoot.querySelector("iframe");
    frame.src = frame.src;
  });
  await goesOn(page, { widget, keys }, { step, call });
});

test("the sheet says how things stand, and the frame is accessible", async ({ page, sites }) => {
  await page.goto(hostPage(sites));
  const { widget } = await inFrame(page);
  await at(widget, "help").click();
  await at(widget, "open-diagnostics").click();
  await expect(at(widget, "host")).toContainText(sites.crm.origin);
  await expect(at(widget, "storage")).toContainText("apart");
  await expectAccessible(page);
});

test("the focus goes through the frame and out again", async ({ page, sites }) => {
  const before = '<button id="before">before</button>';
  const after = '<button id="after">after</button>';
  await page.goto(pageWith(sites.crm, `${before}<call-flow src="${sites.widget.origin}/"></call-flow>${after}<script type="module" src="${sites.widget.origin}/embed/callflow.js"></script>`));
  const widget = page.frameLocator("call-flow iframe");
  await expect(at(widget, "start-call")).toBeEnabled();
  const inside = () => page.evaluate(() => document.activeElement.tagName);
  const frame = page.frames().find((frame) => frame.url().startsWith(sites.widget.origin));
  const place = () => frame.evaluate(() => (document.activeElement === document.body ? -1 : [...document.all].indexOf(document.activeElement)));
  const where = async () => ((await inside()) === "CALL-FLOW" ? place() : "outside");
  for (const [from, key, to] of [["#before", "Tab", "after"], ["#after", "Shift+Tab", "before"]]) {
    await page.locator(from).focus();
    await page.keyboard.press(key);
    // A frame of another process gets the focus a moment later.
    await expect.poll(inside).toBe("CALL-FLOW");
    await expect.poll(place).not.toBe(-1);
    // Where a key has led is seen before the next one is pressed, or one too many leads past the page.
    for (let presses = 0; presses < 120 && (await where()) !== "outside"; presses += 1) {
      const before = await where();
      await page.keyboard.press(key);
      await expect.poll(where).not.toBe(before);
    }
    await expect.poll(() => page.evaluate(() => document.activeElement.id)).toBe(to);
  }
});

test("storage in the frame is really apart from that of a tab", async ({ page, sites }) => {
  await page.goto(hostPage(sites));
  const { keys } = await inFrame(page);
  await keys.frame.evaluate(() => localStorage.setItem("probe", "frame"));
  const tab = await page.context().newPage();
  await tab.goto(`${sites.widget.origin}/`);
  expect(await tab.evaluate(() => localStorage.getItem("probe"))).toBeNull();
});
