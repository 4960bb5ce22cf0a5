// Numbers, calendar files, zones and hours of business where they meet the browser.
import { readFileSync } from "node:fs";
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { at, context, locales, open, records, startCall } from "./desk.mjs";

const words = {
  "zh-CN": {
    masked: "遮住",
    other: "换用 139 0013 9000",
    shown: "010 6552 9988 转 808",
    when: "明天上午十点",
    later: "后天上午十点",
    early: "后天上午八点",
    outside: "不在上班时间（10:00–11:30，14:00–17:00）。",
    delhi: "新德里/印度 · 印度时间 (UTC+5:30)",
    home: "北京/上海 · 中国标准时间 (UTC+8)",
  },
  en: {
    masked: "hidden",
    other: "Use 139 0013 9000",
    shown: "010 6552 9988 ext. 808",
    when: "tomorrow 10am",
    later: "wednesday 10am",
    early: "wednesday 8am",
    outside: "Outside business hours (10:00–17:00).",
    delhi: "Delhi/Mumbai/India · India Standard Time (UTC+5:30)",
    home: "Beijing/Shanghai/China · China Standard Time (UTC+8)",
  },
};

for (const locale of locales) {
  test.describe(`numbers in ${locale}`, () => {
    test.use(context(locale));
    const text = words[locale];

    test("what cannot be dialled says why, and of two numbers one click takes the other", async ({ page }) => {
      await open(page);
      const phone = page.locator("#lead-phone");
      await phone.fill("138****8000");
      await expect(at(page, "number-refused")).toContainText(text.masked);
      await expect(at(page, "dial")).toHaveCount(0);
      await expectAccessible(page);
      await phone.fill("010-65529988转808 / 13900139000");
      await expect(at(page, "number-refused")).toHaveCount(0);
      await expect(at(page, "dial")).toHaveAttribute("href", "tel:01065529988;ext=808");
      await expect(at(page, "dial")).toContainText(text.shown);
      await at(page, "other-number").click();
      await expect(at(page, "dial")).toHaveAttribute("href", "tel:13900139000");
      await expect(phone).toHaveValue("13900139000; 010-65529988转808");
      await expectAccessible(page);
      await at(page, "other-number").click();
      await expect(phone).toHaveValue("010-65529988转808; 13900139000");
    });

    test("a moved appointment has a file that updates, and a cancelled one a file that cancels", async ({ page }) => {
      await open(page);
      await page.locator("#lead-name").fill("Helen");
      await page.locator("#main").focus();
      await startCall(page);
      await page.keyboard.press("a");
      const fix = async (when) => {
        await page.locator("#appointment-when").fill(when);
        await page.keyboard.press("Enter");
        await page.keyboard.press("Enter");
        await expect(at(page, "read-back")).toBeVisible();
      };
      const file = async (name) => {
        const [download] = await Promise.all([page.waitForEvent("download"), at(page, name).first().click()]);
        const lines = readFileSync(await download.path(), "utf8").replaceAll("\r\n ", "").split("\r\n");
        return Object.fromEntries(lines.map((line) => line.split(/:(.*)/s).slice(0, 2)));
      };
      await fix(text.when);
      const first = await file("ics");
      await at(page, "change-time").click();
      await fix(text.later);
      const moved = await file("ics");
      expect(moved.UID).toBe(first.UID);
      expect(Number(moved.SEQUENCE)).toBeGreaterThan(Number(first.SEQUENCE));
      await at(page, "booking").locator(".fixed").getByRole("button").last().click();
      await expect(at(page, "cancelled")).toBeVisible();
      await expectAccessible(page);
      const gone = await file("ics-cancel");
      expect([gone.METHOD, gone.STATUS, gone.UID]).toEqual(["CANCEL", "CANCELLED", first.UID]);
      expect(Number(gone.SEQUENCE)).toBeGreaterThan(Number(moved.SEQUENCE));
    });

    test("hours of one's own are set in the settings, count at once and stay", async ({ page }) => {
      await open(page);
      await at(page, "settings").click();
      await page.locator("#hours-from").fill("10:00");
      await page.locator("#hours-from").blur();
      await expectAccessible(page);
      await page.reload();
      await expect(at(page, "start-call")).toBeEnabled();
      await at(page, "settings").click();
      await expect(page.locator("#hours-from")).toHaveValue("10:00");
      await page.keyboard.press("Escape");
      await page.locator("#lead-name").fill("Helen");
      await page.locator("#main").focus();
      await startCall(page);
      await page.keyboard.press("a");
      await page.locator("#appointment-when").fill(text.early);
      await expect(at(page, "booking")).toContainText(text.outside);
      const chosen = () => page.locator("#appointment-zone").evaluate((it) => it.selectedOptions[0].text);
      await expect.poll(chosen).toBe(text.home);
    });

    test.describe("where the system says Asia/Kolkata", () => {
      test.use({ timezoneId: "Asia/Kolkata" });

      test("the zone is found in the list whatever the browser calls it", async ({ page }) => {
        await open(page);
        await page.locator("#lead-name").fill("Helen");
        await page.locator("#main").focus();
        await startCall(page);
        await page.keyboard.press("a");
        const zone = page.locator("#appointment-zone");
        await expect.poll(() => zone.evaluate((it) => it.selectedOptions[0].text)).toBe(text.delhi);
        await zone.selectOption("Europe/Kyiv");
        await expect(zone).toHaveValue("Europe/Kyiv");
        // Those without a name of people's come when the list is gone to: they are more than everything else on the desk.
        await expect(zone.locator('[value="Antarctica/Troll"]')).toHaveCount(0);
        await zone.focus();
        await zone.selectOption("Antarctica/Troll");
        await expect(zone).toHaveValue("Antarctica/Troll");
        await expect.poll(() => zone.evaluate((it) => it.selectedOptions[0].text)).toBe("Antarctica/Troll");
        await expectAccessible(page);
      });
    });
  });
}

test.describe("an archive of many numbers", () => {
  test.use(context("en"));

  test("a customer is known by their id, not by a number that looks like it", async ({ page }) => {
    await open(page);
    await page.locator("#lead-name").fill("Helen");
    await page.locator("#lead-phone").fill("138 0013 8000");
    await page.locator("#main").focus();
    await page.keyboard.press("n");
    await expect.poll(async () => Object.keys(await records(page)).filter((key) => key.startsWith("call:")).length).toBe(1);
    await expect(at(page, "keep")).toHaveClass(/keep-kept/);
    // More calls than are looked for to a number with 138 in it, and behind them the one with the customer of that name.
    await page.evaluate(async () => {
      const [, text] = Object.entries(localStorage).find(([key]) => key.startsWith("callflow:call:"));
      const answer = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
      const database = await answer(indexedDB.open("callflow"));
      const transaction = database.transaction("archive", "readwrite");
      const put = (id, lead_id, name, notes) => {
        const record = JSON.parse(text);
        const { started, log } = record.data;
        Object.assign(started, { lead_id, lead: { ...started.lead, name } });
        log.unshift(...notes.map((text) => ({ at: started.at, is: { noted: { text } } })));
        transaction.objectStore("archive").put(JSON.stringify(record), `call:${id}`);
      };
      for (let n = 1000; n < 1600; n += 1) put(`a${n}`, `a${n}`, "Somebody", []);
      put("z", "https://crm.example 138", "Zoe", ["likes mornings"]);
      await new Promise((done, failed) => ((transaction.oncomplete = done), (transaction.onabort = failed)));
      database.close();
    });
    await page.reload();
    await expect(at(page, "start-call")).toBeEnabled();
    await page.locator("#find-calls").fill("zoe");
    await page.keyboard.press("Enter");
    await at(page, "call-archived").click();
    await expect(page.locator("#lead-name")).toHaveValue("Zoe");
    await expect(at(page, "past")).toContainText("likes mornings");
  });
});
