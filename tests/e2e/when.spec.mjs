// A time in words becomes an appointment, by keyboard alone: read back in full, told apart, refused with a reason.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { at, context, locales, open, records, startCall, tabTo } from "./desk.mjs";

const words = {
  "zh-CN": {
    clear: "明天上午十点",
    reading: "2026年11月24日 周二 10:00",
    said: "明天（周二）上午10点",
    ambiguous: "下周三或周四下午3点",
    readings: ["2026年12月2日 周三 15:00", "2026年12月3日 周四 15:00"],
    second: "2026-12-03T15:00",
    over: "今天上午九点",
    overWhy: "已经过去",
    vague: "改天",
    vagueWhy: "哪一天，几点",
    contradiction: "11月25日周二",
    contradictionWhy: "2026年11月25日 周三",
    unread: "等他出差回来",
    unreadWhy: "没看懂",
    morning: "明天上午",
    free: "上午9点半",
    taken: /^10:00–10:20 .*Helen$/,
    there: "周二上午10点",
    both: "对方时间 2026年11月24日 周二 10:00（纽约） / 我这边 23:00",
    deadline: "月底前",
    deadlineWhy: "期限",
    promised: "周一（30号）上午10点",
  },
  en: {
    clear: "tomorrow 10am",
    reading: "Tue 24 November 2026, 10:00",
    said: "tomorrow, Tuesday, at 10 am",
    ambiguous: "next Wed 2:30pm",
    readings: ["Wed 2 December 2026, 14:30", "Wed 25 November 2026, 14:30"],
    second: "2026-11-25T14:30",
    over: "today 9am",
    overWhy: "passed",
    vague: "some other day",
    vagueWhy: "which day",
    contradiction: "Tuesday, 25 November",
    contradictionWhy: "Wed 25 November 2026",
    unread: "when he is back",
    unreadWhy: "not understood",
    morning: "tomorrow morning",
    free: "9:30 am",
    taken: /^10:00–10:20 .*Helen$/,
    there: "Tuesday 10am",
    both: "Their time Tue 24 November 2026, 10:00 (New York) / yours 23:00",
    deadline: "by the end of the month",
    deadlineWhy: "deadline",
    promised: "Monday the 30th at 10 am",
  },
};

async function call(page, name) {
  await page.locator("#lead-name").fill(name);
  await page.locator("#main").focus();
  await startCall(page);
}

async function openForm(page, key = "a", form = "appointment") {
  await page.keyboard.press(key);
  await expect(page.locator(`#${form}-when`)).toBeFocused();
}

// Types over what is in the focused field.
async function type(page, text) {
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

const appointments = async (page) =>
  Object.entries(await records(page))
    .filter(([key]) => key.startsWith("appointment:"))
    .map(([, it]) => it);

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));
    const text = words[locale];
    const slots = (page) => at(page, "slot");
    const reading = (page) => at(page, "reading");
    const told = (page) => page.getByRole("status").filter({ has: page.locator("p,b") });

    test("words are read back in full, confirmed, booked and said", async ({ page }) => {
      await open(page);
      await call(page, "Helen");
      await openForm(page);
      // Two times to say, before anything is typed.
      await expect(at(page, "say")).toContainText(text.said);
      await expect(slots(page)).toHaveCount(4);
      await expectAccessible(page);
      await page.keyboard.type(text.clear);
      await expect(reading(page)).toHaveText(text.reading);
      await expectAccessible(page);
      await page.keyboard.press("Enter");
      await expect(page.locator("#book")).toBeFocused();
      await expect(page.locator("#appointment-date")).toHaveValue("2026-11-24");
      await expect(page.locator("#appointment-time")).toHaveValue("10:00");
      await expect(at(page, "read-back")).toHaveCount(0);
      await page.keyboard.press("Enter");
      await expect(at(page, "read-back")).toContainText(text.said);
      await expect(page.locator("#appointment-when")).toHaveCount(0);
      expect((await appointments(page)).map((it) => it.time.wall)).toEqual(["2026-11-24T10:00"]);
    });

    test("what is ambiguous shows its readings, and the second is taken", async ({ page }) => {
      await open(page);
      await call(page, "Helen");
      await openForm(page);
      await page.keyboard.type(text.ambiguous);
      await expect(reading(page)).toHaveText(text.readings[0]);
      await expect(slots(page)).toHaveText([text.readings[1]]);
      await expectAccessible(page);
      await tabTo(page, slots(page).first(), 3);
      await page.keyboard.press("Enter");
      await expect(reading(page)).toHaveText(text.readings[1]);
      await expect(page.locator("#book")).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(at(page, "read-back")).toBeVisible();
      expect((await appointments(page)).map((it) => it.time.wall)).toEqual([text.second]);
    });

    test("what is no time says why, and stays to be mended", async ({ page }) => {
      await open(page);
      await call(page, "Helen");
      await openForm(page);
      for (const kind of ["over", "vague", "contradiction", "unread"]) {
        await type(page, text[kind]);
        await expect(told(page).first()).toContainText(text[`${kind}Why`]);
        await expect(reading(page)).toHaveCount(0);
        expect(await slots(page).count()).toBeGreaterThanOrEqual(2);
        await page.keyboard.press("Enter");
        await expect(at(page, "refused")).toContainText(text[`${kind}Why`]);
        await expect(page.locator("#appointment-when")).toBeFocused();
        await expect(page.locator("#appointment-when")).toHaveValue(text[kind]);
      }
      await expectAccessible(page);
      // Half a text is still there when the form is opened again.
      await page.keyboard.press("Escape");
      await page.keyboard.press("v");
      await openForm(page);
      await expect(page.locator("#appointment-when")).toHaveValue(text.unread);
      expect(await appointments(page)).toEqual([]);
    });

    test("the day shows what is taken, and nothing is offered over it", async ({ page }) => {
      await open(page);
      await call(page, "Helen");
      await openForm(page);
      await page.keyboard.type(text.clear);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await expect(at(page, "read-back")).toBeVisible();
      await page.locator("#main").focus();
      for (const key of ["e", "1", "d"]) await page.keyboard.press(key);
      await call(page, "Bob");
      await openForm(page);
      await expect(slots(page).first()).toBeVisible();
      for (const slot of await slots(page).allInnerTexts()) expect(slot).not.toContain(text.said);
      await page.keyboard.type(text.morning);
      await expect(slots(page).first()).toContainText(text.free);
      await expect(at(page, "taken").locator("li")).toHaveText([text.taken]);
      await type(page, text.clear);
      await expect(told(page).first()).toContainText("Helen");
      await expectAccessible(page);
      await type(page, text.morning);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await expect(at(page, "read-back")).toContainText(text.free);
    });

    test("a customer in another zone: both clocks, everywhere", async ({ page }) => {
      await open(page);
      await call(page, "Helen");
      await openForm(page);
      await page.locator("#appointment-zone").focus();
      await page.keyboard.type("America/New Y");
      await expect(page.locator("#appointment-zone")).toHaveValue("America/New_York");
      await page.locator("#appointment-when").focus();
      await page.keyboard.type(text.there);
      await expect(reading(page)).toHaveText(text.both);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await expect(at(page, "read-back")).toContainText(text.both);
      expect((await appointments(page)).map((it) => new Date(it.time.at).toISOString())).toEqual(["2026-11-24T15:00:00.000Z"]);
      await expectAccessible(page);
      await page.locator("#main").focus();
      for (const key of ["e", "1", "d"]) await page.keyboard.press(key);
      await expect(at(page, "meetings").first()).toContainText(text.both);
      await page.reload();
      await expect(at(page, "meetings").first()).toContainText(text.both);
    });

    test("a follow-up by a deadline", async ({ page }) => {
      await open(page);
      await call(page, "Helen");
      await openForm(page, "f", "follow-up");
      await page.keyboard.type(text.deadline);
      await expect(told(page).first()).toContainText(text.deadlineWhy);
      await expectAccessible(page);
      await page.keyboard.press("Enter");
      await expect(page.locator("#follow-up-reason")).toBeFocused();
      await page.keyboard.type("budget");
      await page.keyboard.press("Enter");
      await expect(at(page, "promised")).toContainText(text.promised);
    });
  });
}
