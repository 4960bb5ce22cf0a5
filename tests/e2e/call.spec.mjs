// A whole first call by keyboard alone, from the pre-call card to a booked appointment, in both languages.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { answer, at, context, fillCard, flowOf, locales, open, people, records, startCall, stepOf, tabTo } from "./desk.mjs";

const words = {
  "zh-CN": { slot: "明天（周二）上午10点", note: "对方在开车，语速很快", need: "半夜出事我都不知道", outcome: "已约时间" },
  en: { slot: "tomorrow, Tuesday, at 10 am", note: "Was driving, talked fast", need: "I never know what happens at night", outcome: "Appointment" },
};

for (const locale of locales) {
  test.describe(locale, () => {
    test.use(context(locale));

    test("a call with two objections ends in an appointment, without a mouse", async ({ page }) => {
      // A whole call with axe-core at nine places: most of a minute on a machine that has other things to do.
      test.slow();
      const [flow, who, text] = [flowOf(locale), people[locale], words[locale]];
      const give = (id) => answer(page, flow, id);
      await open(page);
      await expectAccessible(page);
      await expect(at(page, "missing")).toHaveCount(0);
      await page.locator("#lead-name").fill("x");
      await expect(at(page, "missing")).toBeVisible();
      await page.locator("#lead-name").fill("");
      await fillCard(page, locale);
      await expect(at(page, "missing")).toHaveCount(0);
      await expect(at(page, "dial")).toHaveAttribute("href", `tel:${who.phone.replaceAll(" ", "")}`);
      await expect(at(page, "line")).toContainText(who.salutation);

      await startCall(page);
      await expectAccessible(page);
      await expect(at(page, "line")).toContainText(who.rep);
      await give("self");
      await give("ok");
      await give("decide");

      // An objection from the list, by key; the answer leads back to the very step left.
      const left = await stepOf(page);
      await page.keyboard.press("o");
      await tabTo(page, at(page, "objection-too-dear"));
      await page.keyboard.press("Enter");
      await expect(at(page, "detour")).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("r");
      await expect(at(page, "detour")).toHaveCount(0);
      expect(await stepOf(page)).toBe(left);

      await give("some");
      await give("some");
      await give("nobody");
      await give("pain");
      const need = flow.fields.find((field) => field.kind === "need" && field.level === "implied").id;
      if (await at(page, `words-${need}`).isVisible()) {
        await at(page, `words-${need}`).focus();
        await page.keyboard.type(text.need);
        await page.keyboard.press("Enter");
        await page.keyboard.press("Escape");
      }
      await page.keyboard.press("n");
      await expect(page.locator("#note")).toBeFocused();
      await page.keyboard.type(text.note);
      await page.keyboard.press("Enter");
      await expect(at(page, "notes")).toContainText(text.note);
      await page.keyboard.press("Escape");

      await give("told");
      await give("some");
      await give("wish");
      // What is known already is not asked again: how many questions are left depends on what was captured.
      for (let step = await stepOf(page); step !== "offer.card"; step = await stepOf(page)) {
        await give(flow.steps.find(({ id }) => id === step).choices[0].id);
      }
      await expectAccessible(page);
      for (const card of flow.cards.slice(0, 2)) {
        await tabTo(page, at(page, `affirm-${card.id}`), 120);
        await page.keyboard.press("Enter");
        await expect(at(page, `affirm-${card.id}`)).toHaveAttribute("aria-pressed", "true");
      }
      // The second one as an answer, and back by the answer that settles it.
      const offer = await stepOf(page);
      const price = flow.steps.find(({ id }) => id === offer).choices.find(({ next, to }) => (next ?? to) === "@objection:too-dear");
      await give(price.id);
      await expect(at(page, "detour")).toBeVisible();
      await page.keyboard.press("1");
      await expect.poll(() => stepOf(page)).toBe(offer);
      await give("enough");
      // Two affirmed cards make the summary close the fitting one.
      expect(await stepOf(page)).toBe("close.summary");
      await give("yes");
      await expect(at(page, "line")).toContainText(text.slot);
      // The time they take is booked with the answer, and to be read back.
      await give("took-first");
      await expect(at(page, "read-back")).toContainText(text.slot);
      await expect(page.locator("#appointment-when")).toHaveCount(0);
      await expectAccessible(page);
      await expect(at(page, "line")).toContainText(text.slot);

      await give("right");
      await give("alone");
      await give("wechat");
      expect(await stepOf(page)).toBe("end.booked");
      await page.keyboard.press("1");
      await expect(at(page, "wrap-up")).toBeVisible();
      await expectAccessible(page);
      await expect(at(page, "disposition-appointment")).toHaveAttribute("aria-pressed", "true");
      await tabTo(page, at(page, "sentiment").first());
      await page.keyboard.press("Enter");
      for (const part of [text.outcome, who.company, text.note]) await expect(at(page, "summary")).toHaveValue(new RegExp(part));

      const download = page.waitForEvent("download");
      await tabTo(page, at(page, "ics").first());
      await page.keyboard.press("Enter");
      const file = readFileSync(await (await download).path(), "utf8");
      const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent("vevent"));
      expect(event.startDate.toJSDate().toISOString()).toBe("2026-11-24T02:00:00.000Z");
      expect(event.duration.toSeconds()).toBe(20 * 60);
      expect(event.summary).toContain(who.name);

      await page.keyboard.press("d");
      await expect(at(page, "recent")).toContainText(who.name);
      await expect(at(page, "recent")).toContainText(text.outcome);
      await expect(at(page, "meetings").first()).toContainText("10:00");
      await expect(at(page, "keep")).toHaveClass(/keep-kept/);
      await expectAccessible(page);

      // All of it is there after a reload, and the call can be opened again.
      await page.reload();
      await expect(at(page, "meetings").first()).toContainText("10:00");
      await at(page, "open-call").first().press("Enter");
      await expect(at(page, "summary")).toHaveValue(new RegExp(text.note));
      await expectAccessible(page);
      const kept = await records(page);
      expect(Object.keys(kept).filter((key) => key.startsWith("appointment:"))).toHaveLength(1);
      expect(Object.keys(kept).filter((key) => key.startsWith("call:"))).toHaveLength(1);
    });
  });
}
