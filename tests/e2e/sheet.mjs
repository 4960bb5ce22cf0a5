// What a rep does in the data sheet.
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { answer, at, fillCard, flowOf, open, startCall } from "./desk.mjs";

// Without a picker of the browser's own, a file goes to the downloads.
export const noPicker = (page) => page.addInitScript(() => delete window.showSaveFilePicker);

export const openData = async (page) => {
  await at(page, "keep").click();
  await expect(at(page, "sheet")).toBeVisible();
};
export const close = (page) => page.keyboard.press("Escape");

// A call that was answered once.
export async function call(page, locale) {
  await open(page);
  await fillCard(page, locale);
  await startCall(page);
  await answer(page, flowOf(locale), "self");
  await page.keyboard.press("e");
  await expect(at(page, "call")).toHaveCount(0);
  await page.reload();
  await expect(at(page, "resume")).toBeVisible();
  await expect(at(page, "keep")).toHaveClass(/keep-kept/);
}

export async function backUp(page) {
  const download = page.waitForEvent("download");
  await at(page, "back-up").click();
  const text = readFileSync(await (await download).path(), "utf8");
  await expect(at(page, "data-told")).toBeVisible();
  return text;
}

export async function choose(page, text) {
  const chooser = page.waitForEvent("filechooser");
  await at(page, "pick-file").click();
  await (await chooser).setFiles({ name: "backup.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(text) });
}

export async function eraseEverything(page) {
  await openData(page);
  await at(page, "erase-all").click();
  const word = (await page.getAttribute("html", "lang")) === "zh-CN" ? "清空" : "erase";
  await page.locator("#erase-word").fill(word);
  await at(page, "erase-all-now").click();
  await expect(at(page, "sheet")).toHaveCount(0);
  await expect(at(page, "start-call")).toBeEnabled();
}

export async function erasePerson(page, query) {
  await page.locator("#person-query").fill(query);
  await at(page, "find-person").click();
  await at(page, "erase-person").click();
  await at(page, "erase-person-now").click();
}
