// The desk in several tabs: nothing is lost or mixed, what one writes the others see, a call belongs to one of them.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { answer, at, context, flowOf, open, records, startCall } from "./desk.mjs";

test.use(context("zh-CN"));
const flow = flowOf("zh-CN");

// Closes a tab and leaves one: what it held is free a moment later.
async function close(tab, left) {
  await tab.close();
  const holders = () => left.evaluate(async () => new Set((await navigator.locks.query()).held.map((lock) => lock.clientId)).size);
  await expect.poll(holders).toBe(1);
}

// Another tab of the same browser, as a rep opens one.
async function another(page) {
  const tab = await page.context().newPage();
  await open(tab);
  return tab;
}

const saved = (page) => expect(at(page, "keep")).toHaveText("已保存");

test("three tabs write at once, and all of it is found", async ({ page }) => {
  test.slow();
  await open(page);
  const tabs = [page, await another(page), await another(page)];
  const log = async (tab, name) => {
    for (let round = 0; round < 4; round += 1) {
      await tab.locator("#lead-name").fill(`${name}${round}`);
      await at(tab, "quick-no-answer").click();
      await expect(tab.locator("#lead-name")).toHaveValue("");
    }
  };
  await Promise.all(tabs.map((tab, place) => log(tab, "甲乙丙"[place])));
  for (const tab of tabs) {
    await saved(tab);
    await expect(at(tab, "recent").locator("li")).toHaveCount(12);
  }
  const names = Object.entries(await records(page)).filter(([key]) => key.startsWith("call:")).map(([, it]) => it.started.lead.name);
  expect(names.sort()).toEqual(["甲", "乙", "丙"].flatMap((name) => [0, 1, 2, 3].map((round) => name + round)).sort());
});

test("each tab has a card of its own, and the card of a closed one is not lost", async ({ page }) => {
  await open(page);
  await page.locator("#lead-name").fill("张伟");
  const other = await another(page);
  await expect(other.locator("#lead-name")).toHaveValue("");
  await other.locator("#lead-name").fill("王芳");
  await saved(other);
  await page.reload();
  await expect(page.locator("#lead-name")).toHaveValue("张伟");
  await close(other, page);
  const third = await another(page);
  await expect(third.locator("#lead-name")).toHaveValue("王芳");
});

test("a choice made in one tab is seen in the other", async ({ page }) => {
  await open(page);
  const other = await another(page);
  await at(other, "settings").click();
  await at(other, "language-en").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("a call is open in one tab; another says so, and takes it over when asked", async ({ page }) => {
  await open(page);
  await page.locator("#lead-name").fill("张伟");
  await page.locator("#main").focus();
  await startCall(page);
  await answer(page, flow, "self");
  await saved(page);
  const other = await another(page);
  await at(other, "resume").click();
  await expect(at(other, "notice")).toContainText("另一个标签页");
  await expectAccessible(other);
  // What happens meanwhile is known here too.
  await answer(page, flow, "ok");
  await saved(page);
  const here = await at(page, "line").getAttribute("data-step");
  await at(other, "take-over").click();
  await expect(at(other, "line")).toHaveAttribute("data-step", here);
  await expect(at(page, "notice")).toContainText("另一个标签页");
  await expect(at(page, "call")).toHaveCount(0);
  // And back again: the tab that is closed lets go of it.
  await answer(other, flow, "decide");
  await saved(other);
  await close(other, page);
  await at(page, "resume").click();
  await expect(at(page, "call")).toBeVisible();
  await expect(at(page, "line")).not.toHaveAttribute("data-step", here);
});
