// What a rep does at the desk, in words of the desk; specs are written with these.
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";

export const locales = ["zh-CN", "en"];
export const flowOf = (locale) =>
  JSON.parse(readFileSync(new URL(`../../flows/${locale}/first-call.json`, import.meta.url), "utf8"));

// A Monday morning in Shanghai: every proposed time is known.
export const NOW = new Date("2026-11-23T09:30:00+08:00");
export const context = (locale) => ({ locale, timezoneId: "Asia/Shanghai" });

export async function open(page) {
  await page.clock.install({ time: NOW });
  await page.goto("");
  await expect(at(page, "start-call")).toBeEnabled();
}

export const people = {
  "zh-CN": {
    rep: "李敏",
    repCompany: "远见视讯",
    name: "张伟",
    salutation: "张总",
    title: "总经理",
    company: "安泰连锁药房",
    phone: "138 0013 8000",
  },
  en: {
    rep: "Tom Reed",
    repCompany: "Farsight Video",
    name: "Helen Young",
    salutation: "Ms Young",
    title: "Operations Director",
    company: "Harbour Pharmacies",
    phone: "+44 20 7946 0018",
  },
};

export const at = (page, name) => page.locator(`[data-test="${name}"]`);

// The pre-call card, filled in by typing and tabbing alone.
export async function fillCard(page, locale) {
  const who = people[locale];
  await page.locator("#lead-name").focus();
  for (const text of [who.name, who.salutation, who.title, who.company, who.phone]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await at(page, "settings").focus();
  await page.keyboard.press("Enter");
  await page.locator("#rep-name").focus();
  await page.keyboard.type(who.rep);
  await page.keyboard.press("Tab");
  await page.keyboard.type(who.repCompany);
  await page.keyboard.press("Escape");
  await expect(at(page, "sheet")).toHaveCount(0);
  await page.locator("#main").focus();
}

export async function startCall(page) {
  await expect(at(page, "start-call")).toBeEnabled();
  await page.keyboard.press("s");
  await expect(at(page, "call")).toBeVisible();
}

// To the front page in mid-call: by the browser's way back, and past what it asks.
export async function leaveCall(page) {
  await page.goBack();
  await at(page, "leave").click();
  await expect(at(page, "start-call")).toBeVisible();
}

export const stepOf = (page) => at(page, "line").getAttribute("data-step");

// Gives the answer with this id at the present step by its number key; `flow` is the file the call runs on.
export async function answer(page, flow, id) {
  const here = await stepOf(page);
  const step = flow.steps.find((step) => step.id === here);
  const label = step.choices.find((choice) => choice.id === id)?.label;
  const shown = await at(page, "choice").locator("visible=true").allInnerTexts();
  const place = shown.findIndex((text) => text.replace(/^\d\s*/, "").startsWith(label));
  expect(place, `answer "${id}" of ${here} among ${shown.join(" | ")}`).toBeGreaterThanOrEqual(0);
  await page.keyboard.press(String(place + 1));
  await expect.poll(() => stepOf(page)).not.toBe(here);
}

// Moves the focus with Tab until it is on the element, as a person without a mouse does.
export async function tabTo(page, target, most = 80) {
  for (let presses = 0; presses < most; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached with ${most} presses of Tab`);
}

// Every record kept, by key, without its envelope.
export const records = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      Object.keys(localStorage)
        .filter((key) => key.startsWith("callflow:"))
        .map((key) => [key.slice("callflow:".length), JSON.parse(localStorage.getItem(key))])
        .filter(([, record]) => !record.gone)
        .map(([key, record]) => [key, record.data]),
    ),
  );
