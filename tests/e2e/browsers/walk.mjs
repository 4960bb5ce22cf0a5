// The core of the desk as a rep, and a CRM, goes through it, written once for every browser. Each step begins where the one
// before it ended.
import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { flowOf, people } from "../desk.mjs";
import { hostPage, site } from "../sites.mjs";
import { place, start } from "./launch.mjs";

const at = (name) => `[data-test="${name}"]`;
const KEPT = `${at("keep")}.keep-kept`;

const words = {
  "zh-CN": { when: (month, day) => `${month}月${day}号下午三点`, note: "对方在开车", find: "不需要", erase: "清空" },
  en: { when: (month, day) => `${day}/${month} 3pm`, note: "Was driving", find: "Too expensive", erase: "erase" },
};

// What a walk needs: a browser, the widget's site and a CRM's, and somebody to call.
export async function begin(name, locale) {
  const [where, widget, crm] = await Promise.all([place(), site("127.0.0.1", { "/": "dist/" }), site("localhost")]);
  widget.put("/config.json", JSON.stringify({ origins: [crm.origin] }), { type: "application/json" });
  const browser = await start(name, where);
  const walk = { browser, page: browser.page, sites: { widget, crm }, where, locale, flow: flowOf(locale), who: people[locale], text: words[locale] };
  walk.end = async () => {
    await browser.kill();
    await Promise.all([widget.close(), crm.close(), where.remove()]);
  };
  return walk;
}

// The step the call is at.
const stepOf = (page) => page.evaluate(() => document.querySelector("[data-test=line]").dataset.step);
const isAt = (page, step) => page.until(`the call is at ${step}`, (step) => document.querySelector("[data-test=line]")?.dataset.step === step, step);
const leaves = (page, step) => page.until(`the call leaves ${step}`, (step) => document.querySelector("[data-test=line]")?.dataset.step !== step, step);

// Gives an answer by its number key.
async function answer({ page, flow }, id) {
  const here = await stepOf(page);
  const { label } = flow.steps.find((step) => step.id === here).choices.find((choice) => choice.id === id);
  const shown = await page.evaluate(() => [...document.querySelectorAll("[data-test=choice]")].filter((it) => it.checkVisibility()).map((it) => it.innerText));
  const number = shown.findIndex((text) => text.replace(/^\d\s*/, "").startsWith(label)) + 1;
  expect(number, `answer "${id}" of ${here} among ${shown.join(" | ")}`).toBeGreaterThan(0);
  await page.press(String(number));
  await leaves(page, here);
}

async function tabTo(page, selector, most = 80) {
  for (let presses = 0; presses < most; presses += 1) {
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    await page.press("Tab");
  }
  throw new Error(`${selector} was not reached with ${most} presses of Tab`);
}

// Raises an objection from the list, by keyboard.
async function object(page, id) {
  await page.press("o");
  await tabTo(page, at(`objection-${id}`));
  await page.press("Enter");
  await isAt(page, `${id}.answer`);
  await page.seen(at("detour"));
}

// Books a working day soon at three, in words.
async function book({ page, text }) {
  const day = new Date(Date.now() + 7 * 86_400_000);
  while ([0, 6].includes(day.getDay())) day.setDate(day.getDate() + 1);
  await page.press("a");
  await page.focused("#appointment-when");
  await page.type(text.when(day.getMonth() + 1, day.getDate()));
  await page.says(at("reading"), "15:00");
  await page.says(at("reading"), String(day.getFullYear()));
  await page.press("Enter");
  await page.focused("#book");
  await page.press("Enter");
  await page.seen(at("read-back"));
}

// Hangs up, with an appointment as what came of it.
async function finish(page) {
  await page.press("Escape");
  await page.press("e");
  await page.seen(at("wrap-up"));
  await page.press("1");
  await page.press("d");
}

// What has to be on the front page when the call is over, and after a restore.
async function hasTheCall({ page, who }) {
  await page.says(at("recent"), who.name);
  await page.says(at("meetings"), "15:00");
}

async function openData(page) {
  await page.click(at("keep"));
  await page.seen(at("back-up"));
}

// What a page of a CRM was told, of one kind, once there is any.
const told = (page, type) =>
  page.until(`told "${type}"`, (type) => {
    const found = window.told.filter((it) => it.type === type);
    return found.length && found;
  }, type);

export const steps = [
  ["the desk starts, and speaks the language that is chosen", async ({ page, sites, locale }) => {
    await page.goto(`${sites.widget.origin}/`);
    await page.click(at("settings"));
    await page.click(at(`language-${locale}`));
    await page.click(`${at("sheet")} .sheet-head .act`);
    await page.seen(`html[lang="${locale}"] ${at("start-call")}:enabled`);
    await page.seen(KEPT);
  }],

  ["a call by keyboard: an objection in an objection, and back to the very step left", async (walk) => {
    const { page, who, text } = walk;
    await page.click("#lead-name");
    for (const field of ["name", "salutation", "title", "company", "phone"]) {
      await page.type(who[field]);
      await page.press("Tab");
    }
    await page.says("#lead-company", who.company);
    await page.press("Escape");
    await page.press("s");
    await page.seen(at("call"));
    await answer(walk, "self");
    await answer(walk, "ok");
    await page.press("n");
    await page.focused("#note");
    await page.type(text.note);
    await page.press("Enter");
    await page.says(at("notes"), text.note);
    await page.press("Escape");
    const left = await stepOf(page);
    await object(page, "too-dear");
    await object(page, "no-time");
    await page.press("r");
    await isAt(page, "too-dear.answer");
    await page.press("r");
    await isAt(page, left);
    await page.gone(at("detour"));
  }],

  ["a time in words is read back, and booked", async (walk) => {
    await book(walk);
    await walk.page.press("Escape");
  }],

  ["reloaded in an objection in mid-call, the call goes on there by itself", async (walk) => {
    const { page, text } = walk;
    const left = await stepOf(page);
    await object(page, "no-need");
    await page.seen(KEPT);
    await page.reload();
    await isAt(page, "no-need.answer");
    await page.says(at("notes"), text.note);
    await page.press("r");
    await isAt(page, left);
  }],

  ["what is looked for is found by typing, in a list as long as what was found", async ({ page, text }) => {
    await page.press("/");
    await page.focused("#palette-query");
    await page.type(text.find);
    // Each may stand below the name of its kind.
    const fits = (text) => {
      const [list, options] = [document.querySelector(".palette-list"), [...document.querySelectorAll("[role=option]")]];
      const room = options.reduce((sum, option) => sum + 2 * option.offsetHeight, 0);
      return options[0]?.innerText.includes(text) && list.offsetHeight <= room;
    };
    await page.until("what was found fills the list", fits, text.find);
    await page.press("Escape");
    await page.gone("dialog[open]");
  }],

  ["the call ends, and stands in the lists", async (walk) => {
    await finish(walk.page);
    await hasTheCall(walk);
    await walk.page.seen(KEPT);
  }],

  ["a backup goes into a file", async (walk) => {
    const { page, browser } = walk;
    // Where there is a picker of the browser's own, nobody is here to pick.
    await page.evaluate(() => delete window.showSaveFilePicker);
    await openData(page);
    await page.click(at("back-up"));
    walk.file = await browser.file(/^callflow-.*\.jsonl$/);
    await page.seen(at("data-told"));
    const [head, ...records] = (await readFile(walk.file, "utf8")).trimEnd().split("\n");
    expect(JSON.parse(head).records).toBe(records.length);
    const kinds = new Set(records.map((line) => JSON.parse(line).key.split(":")[0]));
    for (const kind of ["call", "lead", "appointment", "flow", "settings"]) expect(kinds).toContain(kind);
  }],

  ["everything is erased, and stays so when the desk is opened again", async ({ page, text }) => {
    await page.click(at("erase-all"));
    await page.click("#erase-word");
    await page.type(text.erase);
    await page.click(at("erase-all-now"));
    await page.gone(at("sheet"));
    for (const again of [false, true]) {
      if (again) await page.reload();
      await page.seen(`${at("start-call")}:enabled`);
      await page.seen(KEPT);
      await page.gone(at("open-call"));
      await page.gone(at("meetings"));
    }
  }],

  ["the file brings all of it back, and it stays", async (walk) => {
    const { page, file } = walk;
    await openData(page);
    // The desk makes its file field anew at each click and shows it to nobody: here it stands in the page for the driver.
    await page.evaluate(() => {
      HTMLInputElement.prototype.click = function () {
        document.querySelector("dialog[open]").append(this);
      };
    });
    await page.click(at("pick-file"));
    await page.seen("input[type=file]");
    await page.choose("input[type=file]", file);
    await page.click(at("restore"));
    await page.seen(at("data-told"));
    await page.press("Escape");
    await page.gone(at("sheet"));
    for (const again of [false, true]) {
      if (again) await page.reload();
      await hasTheCall(walk);
      await page.seen(KEPT);
    }
  }],

  ["in the frame of a CRM: the page starts a call and hears what came of it", async (walk) => {
    const { browser, sites, who, locale, flow, text } = walk;
    const page = await browser.newPage();
    const lead = { id: "42", name: who.name, company: who.company, phone: who.phone };
    await page.goto(hostPage(sites, { attributes: `locale="${locale}"` }));
    await told(page, "ready");
    const frame = await page.frame();
    await frame.seen(`html[lang="${locale}"] ${at("start-call")}:enabled`);
    const { call } = await page.evaluate((lead) => document.querySelector("call-flow").start(lead), lead);
    expect(await told(page, "started")).toMatchObject([{ call, lead }]);
    await frame.seen(at("call"));
    await frame.click(at("clock-call"));
    await frame.until("the frame has the focus", () => document.hasFocus());
    await answer({ page: frame, flow }, "self");
    await book({ page: frame, text });
    const [{ appointment }] = await told(page, "appointment");
    expect(appointment.wall).toMatch(/T15:00$/);
    await finish(frame);
    const [ended] = await told(page, "ended");
    expect(ended).toMatchObject({ call, lead, disposition: "appointment", appointment });
    expect(ended.summary).toContain(who.name);
  }],

  ["nothing went wrong on the way that the browser would tell", async ({ browser }) => {
    expect(await browser.errors()).toEqual([]);
  }],

  ["without a network the desk starts, in a new tab as well, and a call goes on after a reload", async (walk) => {
    const { page, browser, sites } = walk;
    await page.until("the desk is there for when there is no network", async () => (await navigator.serviceWorker.ready).active?.state === "activated");
    await sites.widget.close();
    const other = await browser.newPage();
    for (const it of [page, other]) {
      await it.goto(`${sites.widget.origin}/`);
      await it.seen(`${at("start-call")}:enabled`);
      await hasTheCall({ ...walk, page: it });
    }
    await other.press("s");
    await other.seen(at("call"));
    await answer({ ...walk, page: other }, "self");
    const step = await stepOf(other);
    await other.seen(KEPT);
    await other.reload();
    await isAt(other, step);
  }],
];
