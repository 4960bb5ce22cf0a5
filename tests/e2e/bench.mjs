// The figures only a browser can give: how long until the first prompt on a slow net with a slow processor, how long from an
// answer until it is painted and how busy that keeps the browser, and how smooth a whole minute of a call is. `cargo xtask bench` serves the build and
// reads BENCH_OUT.
import { writeFile } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { storage } from "./bench-storage.mjs";
import { kept } from "./deployed.mjs";
import { baseURL, browser as launch } from "./playwright.config.mjs";

const STARTS = 7;
const CHOICES = 200;
const DAY = 300;
const NODES_AFTER = 20;
const MINUTE = 60_000;
const SLOW_NET = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

const browser = await chromium.launch(launch);
const figures = [];
const add = (what, value, limit, unit = "ms") => figures.push({ what, value: Math.round(value * 100) / 100, limit, unit });

const starts = [];
for (let run = 0; run < STARTS; run += 1) starts.push(await start());
const slow = "1.6 Mbit/s, 150 ms, CPU ÷ 4";
add(`first prompt can be read, ${slow}, median`, quantile(starts.map((one) => one.read), 0.5), 1080);
add("first prompt can be read, slowest of " + STARTS, quantile(starts.map((one) => one.read), 1));
add("then: the desk takes what is typed, median", quantile(starts.map((one) => one.answered), 0.5));
add("the desk takes what is typed, slowest of " + STARTS, quantile(starts.map((one) => one.answered), 1));
add("then: a call can start, median", quantile(starts.map((one) => one.ready), 0.5));

const returns = [];
for (let run = 0; run < STARTS; run += 1) returns.push(await start(true));
add("opened again without a network, CPU ÷ 4: first prompt can be read, median", quantile(returns.map((one) => one.read), 0.5), 400);
add("then: the desk takes what is typed, median", quantile(returns.map((one) => one.answered), 0.5), 400);
add("then: a call can start, median", quantile(returns.map((one) => one.ready), 0.5));

for (const [name, rate, limits] of [["full speed", 1, {}], ["CPU ÷ 4", 4, { painted: 30, thread: 25 }]]) {
  const { times, thread, loop, nodes } = await calls(rate);
  const painted = times.map((one) => one.painted);
  add(`answer → painted, ${name}, p50`, quantile(painted, 0.5));
  add(`answer → painted, ${name}, p95 of ${times.length}`, quantile(painted, 0.95), limits.painted);
  add("… in the first call after the page was opened, median", quantile(times.filter((one) => one.first).map((one) => one.painted), 0.5));
  add("… longest", quantile(painted, 1));
  add(`main thread per answer, until its record is kept, ${name}`, thread, limits.thread);
  add(`… in turns of a fixed loop in the same page, each of ${loop.toFixed(1)} ms`, thread / loop, undefined, "");
  if (rate === 1) add(`nodes in the page after ${NODES_AFTER} answers, of the call with the most`, nodes, 1200, "");
}

const long = await day();
add(`a day of ${DAY} calls: main thread per answer, first ${DAY / 10} calls`, long.first);
add(`… last ${DAY / 10} calls`, long.last);
add("… last in parts of the first", long.last / long.first, 1.1, "");
add("… memory of JavaScript and wasm, % more than after five calls", long.grown, 10, "");

for (const [name, rate] of [["full speed", 1], ["CPU ÷ 4", 4]]) {
  const times = await strokes(rate);
  add(`key stroke → paint in the palette, 2,000 entries, ${name}, p50`, quantile(times, 0.5));
  add(`key stroke → paint in the palette, ${name}, p95 of ${times.length}`, quantile(times, 0.95));
}

for (const [name, rate] of [["full speed", 1], ["CPU ÷ 4", 4]]) {
  const { seen, missed, longest, still } = await minute(rate);
  add(`frames dropped over a one-minute call, ${name}, of ${seen + missed}`, missed, undefined, "");
  add(`longest time between two frames in it, ${name}`, longest);
  if (rate === 1) add("frames a second this browser draws when nothing happens", still, undefined, "/s");
}

await storage(browser, add, quantile);

await browser.close();
await writeFile(process.env.BENCH_OUT ?? "/dev/stdout", JSON.stringify(figures));

// One start with an empty cache, in milliseconds: when the first line to say is painted, whoever has drawn it; when the program
// has taken up a letter, which is typed as soon as it is there; and when a call can start. Or one that is `again`, by a browser
// that has kept the desk and has no network.
async function start(again = false) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  if (again) {
    await page.goto(baseURL);
    await kept(page);
    await page.goto("about:blank");
    await context.setOffline(true);
  } else {
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", SLOW_NET);
  }
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    const times = (window.benchmark = { read: 0, answered: 0, ready: 0 });
    let [seen, typed] = [false, false];
    const look = () => {
      if (!seen && document.querySelector("#app .line")?.textContent.trim()) {
        seen = true;
        // As in `answer`: what is posted from a frame arrives behind its paint.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            times.read = performance.now();
            look();
          };
          port2.postMessage(0);
        });
      }
      // The first screen that stands in the page has no names for tests, so a button with one is the program's. The card says
      // which fields are empty as soon as one of them is not.
      const begin = document.querySelector('[data-test="start-call"]');
      if (begin && times.read && !typed) {
        typed = true;
        const name = document.querySelector("#lead-name");
        name.value = "L";
        name.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
      if (document.querySelector('[data-test="missing"]')) times.answered ||= performance.now();
      if (begin && !begin.disabled) times.ready ||= performance.now();
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await page.goto(baseURL, { waitUntil: "commit" });
  await page.waitForFunction(() => Object.values(window.benchmark ?? { none: 0 }).every(Boolean), null, { timeout: 60_000 });
  const times = await page.evaluate(() => window.benchmark);
  await context.close();
  return times;
}

// Calls as a rep makes them, one after the other in the same page, the first one after it was opened among them: how long each answer
// takes until it is painted, and how long the main thread is busy per answer of a call, until its last record is kept. What measures
// is busy there as well, which is a millisecond or two at a fourth of the speed.
async function calls(rate) {
  const { page, cdp, metrics } = await measured(rate);
  const found = { times: [], thread: 0, loop: 0, nodes: 0 };
  const loops = [];
  for (let call = 0; found.times.length < CHOICES && call < CHOICES; call += 1) {
    loops.push(await page.evaluate(() => window.loop()));
    await begin(page);
    const { TaskDuration } = await metrics();
    const wanted = Math.min(NODES_AFTER, CHOICES - found.times.length);
    const times = await page.evaluate((asked) => window.answer(asked), { call, wanted });
    await page.locator("[data-test=keep].keep-kept").waitFor();
    found.thread += (await metrics()).TaskDuration - TaskDuration;
    found.times.push(...times.map((painted) => ({ painted, first: call === 0 })));
    if (times.length === NODES_AFTER) {
      for (let again = 0; again < 3; again += 1) await cdp.send("HeapProfiler.collectGarbage");
      found.nodes = Math.max(found.nodes, (await metrics()).Nodes);
    }
    await end(page);
  }
  await page.context().close();
  if (found.times.length < CHOICES) throw new Error(`only ${found.times.length} answers could be measured`);
  return { ...found, thread: (1000 * found.thread) / CHOICES, loop: quantile(loops, 0.5) };
}

// A day in one page: whether its last answers cost more than its first, and what it leaves behind in memory.
async function day() {
  const { page, cdp, metrics } = await measured(1);
  const memory = async () => {
    for (let again = 0; again < 3; again += 1) await cdp.send("HeapProfiler.collectGarbage");
    return (await metrics()).JSHeapUsedSize + (await page.evaluate(() => window.wasm()));
  };
  const found = [];
  let early;
  for (let call = 0; call < DAY; call += 1) {
    await begin(page);
    const { TaskDuration } = await metrics();
    const answers = await page.evaluate((asked) => window.answer(asked), { call, wanted: 6 });
    found.push((1000 * ((await metrics()).TaskDuration - TaskDuration)) / answers.length);
    await end(page);
    if (call === 4) early = await memory();
  }
  const grown = 100 * ((await memory()) / early - 1);
  await page.context().close();
  const [first, last] = [found.slice(5, 5 + DAY / 10), found.slice(-DAY / 10)].map((calls) => quantile(calls, 0.5));
  return { first, last, grown };
}

// A desk to be measured. One function for all calls, so that the browser compiles what measures once, not within every call's first
// answer. The wasm memory is taken from what starts the program.
async function measured(rate) {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(`window.answer = ${answer}; window.loop = ${loop}; (${watchMemory})();`);
  await page.goto(baseURL);
  await page.locator('[data-test="start-call"]:enabled').waitFor();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  // A loop that is run for the first time is slower than it will be.
  for (let again = 0; again < 30; again += 1) await page.evaluate(() => window.loop());
  await cdp.send("Emulation.setCPUThrottlingRate", { rate });
  const metrics = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map((one) => [one.name, one.value]));
  };
  return { page, cdp, metrics };
}

async function begin(page) {
  await page.locator('[data-test="start-call"]:enabled').click();
  await page.locator('[data-test="choice"]').first().waitFor();
  await page.locator("[data-test=keep].keep-kept").waitFor();
}

async function end(page) {
  await page.locator("#main").focus();
  await page.keyboard.press("e");
  await page.locator('[data-test="wrap-up"]').waitFor();
  await page.keyboard.press("4");
  await page.keyboard.press("d");
}

// Runs in the page, before the program: what the program's memory takes.
function watchMemory() {
  const memories = new Set();
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const was = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await was.apply(WebAssembly, given);
      for (const one of Object.values((made.instance ?? made).exports)) if (one instanceof WebAssembly.Memory) memories.add(one);
      return made;
    };
  }
  window.wasm = () => [...memories].reduce((sum, one) => sum + one.buffer.byteLength, 0);
}

// Runs in the page: what the machine does at the moment, in milliseconds.
function loop() {
  const began = performance.now();
  let sum = 0;
  for (let turn = 0; turn < 5e6; turn += 1) sum = (sum * 31 + turn) | 0;
  return performance.now() - began + sum * 0;
}

// Runs in the page: answers at any moment within a frame, each from the click until the changed screen is painted.
async function answer({ call, wanted }) {
  const times = [];
  // After the frame's callbacks come style, layout and paint; a message posted there arrives behind them.
  const painted = () =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(0);
      }),
    );
  const shown = () => document.querySelector('[data-test="line"]')?.textContent;
  for (let turn = 0; times.length < wanted && turn < 3 * wanted; turn += 1) {
    const buttons = [...document.querySelectorAll('[data-test="choice"]:not(:disabled)')];
    if (!buttons.length) break;
    const before = shown();
    // Mostly the first answer, which leads on.
    const place = turn + call;
    const button = buttons[(place * 7) % 11 < 8 ? 0 : place % buttons.length];
    await new Promise((done) => setTimeout(done, (turn * 7 + call * 3) % 17));
    const time = await new Promise((done) => {
      const giveUp = setTimeout(() => done(null), 1000);
      const observer = new MutationObserver(async () => {
        if (shown() === before) return;
        observer.disconnect();
        clearTimeout(giveUp);
        done((await painted()) - began);
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      const began = performance.now();
      button.click();
    });
    if (time !== null) times.push(time);
  }
  return times;
}

// Types into the palette of a call whose flow has 2,000 ready sentences.
async function strokes(rate) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.route("**/flows/zh-CN/first-call.json", async (route) => {
    const flow = await (await route.fetch()).json();
    const texts = flow.phrases.flatMap((group) => group.texts);
    flow.phrases = Array.from({ length: 40 }, (_, group) => ({
      id: `group-${group}`,
      title: flow.phrases[group % flow.phrases.length].title,
      texts: Array.from({ length: 50 }, (_, n) => `${texts[(group * 50 + n) % texts.length]}${group}-${n}`),
    }));
    await route.fulfill({ json: flow });
  });
  const table = page.waitForResponse("**/pinyin.txt");
  await page.goto(baseURL);
  await page.locator('[data-test="start-call"]:enabled').click();
  await page.locator('[data-test="choice"]').first().waitFor();
  await table;
  await page.keyboard.press("Control+k");
  await page.locator("#palette-query").waitFor();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate });
  const times = await page.evaluate(type, ["taiguile", "wozaiting", "xxnin", "mafan", "谢谢您", "znbsz", "jieshu", "ganxie", "shuohui"]);
  await context.close();
  return times;
}

// Runs in the page: one letter after the other, each from the keystroke to the painted list.
async function type(words) {
  const query = document.querySelector("#palette-query");
  const times = [];
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const painted = () =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(0);
      }),
    );
  for (const word of words) {
    for (let length = 1; length <= word.length; length += 1) {
      await new Promise((done) => requestAnimationFrame(done));
      await pause(5);
      const began = performance.now();
      query.value = word.slice(0, length);
      query.dispatchEvent(new InputEvent("input", { bubbles: true }));
      times.push((await painted()) - began);
    }
  }
  return times;
}

// A minute at a rep's pace, by real keys: answers, an objection and back, a note, a time in words, the palette, who talks.
async function minute(rate) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(baseURL);
  await page.locator('[data-test="start-call"]:enabled').waitFor();
  const still = await page.evaluate(frames, 1000);
  await page.keyboard.press("s");
  await page.locator('[data-test="choice"]').first().waitFor();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate });
  const press = (...keys) => keys.map((key) => () => page.keyboard.press(key));
  const type = (text) => () => page.keyboard.type(text, { delay: 90 });
  const script = [
    ...press("1", "1", "h", "1", "h", "1"),
    ...press("o", "1", "r"),
    ...press("n"), type("kehu zai kaiche"), ...press("Enter", "Escape", "j", "t", "1", "1"),
    ...press("/"), type("taiguile"), ...press("Enter", "r", "u"),
    ...press("a"), type("mingtian 10am"), ...press("Escape", "v", "1"),
  ];
  const counted = page.evaluate(frames, MINUTE);
  const end = Date.now() + MINUTE;
  for (let turn = 0; Date.now() < end; turn += 1) {
    await script[turn % script.length]();
    await new Promise((done) => setTimeout(done, 900));
  }
  const count = await counted;
  await context.close();
  return { ...count, still: still.seen };
}

// Runs in the page: frames drawn in so many milliseconds, those that should have been at 60 a second and were not, and the
// longest time between two.
function frames(milliseconds) {
  const frame = 1000 / 60;
  return new Promise((done) => {
    const count = { seen: 0, missed: 0, longest: 0 };
    let [began, last] = [0, 0];
    const look = (now) => {
      if (last) {
        count.seen += 1;
        count.missed += Math.max(0, Math.round((now - last) / frame) - 1);
        count.longest = Math.max(count.longest, now - last);
      }
      began ||= now;
      last = now;
      if (now - began >= milliseconds) done(count);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}
