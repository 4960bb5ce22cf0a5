// What years of calls cost: the start with a full archive, a key stroke and an answer with it and a long list of customers, the
// way of a change to "saved", and how large a call is.
import { NOW, answer, at, flowOf, startCall } from "./desk.mjs";
import { baseURL } from "./playwright.config.mjs";

const STARTS = 5;

// A finished call as reps make them, as it is kept.
async function record(browser) {
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  const flow = flowOf("en");
  await page.clock.install({ time: NOW });
  await page.goto(baseURL);
  await page.locator("#lead-name").fill("Helen Young");
  await page.locator("#main").focus();
  await startCall(page);
  for (const id of ["self", "ok", "decide"]) await answer(page, flow, id);
  for (let step = 0; step < 12; step += 1) await page.keyboard.press("1");
  await page.keyboard.press("e");
  await at(page, "wrap-up").waitFor();
  await page.waitForFunction(() => document.querySelector("[data-test=keep].keep-kept"));
  const text = await page.evaluate(() => Object.entries(localStorage).find(([key]) => key.startsWith("callflow:call:"))[1]);
  await context.close();
  return text;
}

// Starts with that many finished calls behind, most in the archive, the latest in localStorage as well, and that many customers.
async function starts(browser, text, calls, leads = 0) {
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  await page.goto(baseURL);
  await at(page, "start-call").waitFor();
  await page.waitForFunction(() => document.querySelector("[data-test=keep].keep-kept"));
  await page.evaluate(
    async ([text, calls, leads]) => {
      const record = JSON.parse(text);
      const now = Date.now();
      const answer = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
      const database = await answer(indexedDB.open("callflow"));
      const hot = Math.min(calls, Math.floor(1_500_000 / text.length));
      for (let from = 0; from < calls; from += 2_000) {
        const transaction = database.transaction(["records", "archive"], "readwrite");
        for (let place = from; place < Math.min(calls, from + 2_000); place += 1) {
          const at = now - (calls - place) * 60_000;
          const id = `${String(place).padStart(8, "0")}`;
          record.stamp = at;
          record.data.started.at = at;
          record.data.started.lead_id = id;
          for (const entry of record.data.log) entry.at = at + 1;
          record.data.log.push({ at: at + 2, is: "ended" }, { at: at + 2, is: { disposed: { disposition: "declined" } } }, { at: at + 3, is: "closed" });
          const one = JSON.stringify(record);
          record.data.log.length -= 3;
          const recent = place >= calls - hot;
          transaction.objectStore(recent ? "records" : "archive").put(one, `call:${id}`);
          if (recent) localStorage.setItem(`callflow:call:${id}`, one);
        }
        await new Promise((done, failed) => ((transaction.oncomplete = done), (transaction.onabort = failed)));
      }
      for (let from = 0; from < leads; from += 5_000) {
        const transaction = database.transaction("records", "readwrite");
        for (let place = from; place < from + 5_000; place += 1) {
          const id = String(place).padStart(8, "0");
          const data = { name: `Helen Young ${place}`, salutation: "Ms Young", title: "Operations Director", company: `Harbour ${place}`, phone: `+44 20 7946 ${id}` };
          transaction.objectStore("records").put(JSON.stringify({ format: 3, version: place, stamp: now, data }), `lead:${id}`);
        }
        await new Promise((done, failed) => ((transaction.oncomplete = done), (transaction.onabort = failed)));
      }
      database.close();
    },
    [text, calls, leads],
  );
  const times = [];
  for (let run = 0; run < STARTS; run += 1) {
    const again = await context.newPage();
    await again.addInitScript(() => {
      const observer = new MutationObserver(() => {
        const begin = document.querySelector('[data-test="start-call"]');
        if (begin && !begin.disabled && document.querySelector("[data-test=recent] li, [data-test=practise]")) {
          window.ready = performance.now();
          observer.disconnect();
        }
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
    });
    await again.goto(baseURL);
    await again.waitForFunction(() => window.ready);
    times.push(await again.evaluate(() => window.ready));
    await again.close();
  }
  const touched = leads ? await touch(context) : null;
  const units = await page.evaluate(() => Object.entries(localStorage).reduce((sum, [key, text]) => sum + key.length + text.length, 0));
  await context.close();
  return { times, units, touched };
}

// How long until a key stroke on the card is painted, and an answer in a call, once the database has been taken up.
async function touch(context) {
  const page = await context.newPage();
  await page.goto(baseURL);
  // A tab makes itself known when both homes have been brought to agree.
  const taken = await page.evaluate(async () => {
    for (;;) {
      const { held } = await navigator.locks.query();
      if (held.some(({ name }) => name === `callflow:tab:${sessionStorage.getItem("callflow:tab")}`)) return performance.now();
      await new Promise(requestAnimationFrame);
    }
  });
  await page.evaluate(() => {
    // After the frame's callbacks come style, layout and paint; a message posted there arrives behind them.
    window.painted = async (act) => {
      const began = performance.now();
      act();
      await new Promise((done) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = done;
          port2.postMessage(0);
        });
      });
      return performance.now() - began;
    };
  });
  const strokes = await page.evaluate(async () => {
    const [times, name] = [[], document.querySelector("#lead-name")];
    for (let turn = 0; turn < 40; turn += 1) {
      const type = () => {
        name.value = "Helen Young".slice(0, 1 + (turn % 11));
        name.dispatchEvent(new InputEvent("input", { bubbles: true }));
      };
      times.push(await window.painted(type));
    }
    return times;
  });
  await page.locator("#main").focus();
  await startCall(page);
  const answers = await page.evaluate(async () => {
    const times = [];
    for (let turn = 0; turn < 12; turn += 1) {
      const button = document.querySelector("[data-test=choice]:not(:disabled)");
      if (!button) break;
      times.push(await window.painted(() => button.click()));
    }
    return times;
  });
  await page.close();
  return { taken, strokes, answers };
}

// From an answer to the moment the screen says that it is saved.
async function saved(browser) {
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  await page.goto(baseURL);
  await page.locator("#main").focus();
  await startCall(page);
  await page.evaluate(() => {
    window.saved = [];
    let asked = 0;
    addEventListener("keydown", () => (asked = performance.now()), true);
    new MutationObserver(() => {
      if (asked && document.querySelector("[data-test=keep].keep-kept")) {
        window.saved.push(performance.now() - asked);
        asked = 0;
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  for (let round = 0; round < 80; round += 1) {
    await page.keyboard.press(round % 2 ? "u" : "1");
    await page.waitForFunction((count) => window.saved.length > count, round);
  }
  const times = await page.evaluate(() => window.saved);
  await context.close();
  return times;
}

export async function storage(browser, add, quantile) {
  const text = await record(browser);
  let empty;
  for (const calls of [0, 5_000, 50_000]) {
    const { times, units } = await starts(browser, text, calls);
    const median = quantile(times, 0.5);
    empty ??= median;
    add(`start with ${calls.toLocaleString("en")} calls kept, median of ${STARTS}`, median);
    if (calls) {
      add(`… more than with none`, median - empty, 150);
      add(`… localStorage in use`, units, 2_500_000, "units");
    }
  }
  const { times: full, touched } = await starts(browser, text, 10_000, 50_000);
  add(`start with 10,000 calls and 50,000 customers kept, median of ${STARTS}`, quantile(full, 0.5));
  add("… more than with none", quantile(full, 0.5) - empty, 150);
  add("… until the database is taken up", touched.taken);
  add("key stroke on the card → paint, with them, p50", quantile(touched.strokes, 0.5));
  add(`… p95 of ${touched.strokes.length}`, quantile(touched.strokes, 0.95), 50);
  add(`answer → paint, with them, p95 of ${touched.answers.length}`, quantile(touched.answers, 0.95), 50);
  const times = await saved(browser);
  add("answer → “saved”, p50", quantile(times, 0.5));
  add(`answer → “saved”, p95 of ${times.length}`, quantile(times, 0.95));
  add("a call of 15 answers in localStorage", text.length, undefined, "units");
  add("the same call in the database, UTF-8", new TextEncoder().encode(text).length, undefined, "B");
}
