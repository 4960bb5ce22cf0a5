// The sizes of window the desk is looked at in, and a walk that shows all that may be there in a call.
import { expect } from "@playwright/test";
import { answer, at, fillCard, flowOf, open, startCall, stepOf } from "./desk.mjs";

export const views = {
  wide: { width: 1440, height: 900 },
  laptop: { width: 1024, height: 768 },
  tablet: { width: 768, height: 1024 },
  frame: { width: 360, height: 740 },
  low: { width: 1024, height: 400 },
};

// Into the call and through its stages, a detour with a wording of its own and the offer cards among them.
export async function* steps(page, locale) {
  const flow = flowOf(locale);
  const give = (id) => answer(page, flow, id);
  await open(page);
  await fillCard(page, locale);
  await startCall(page);
  yield;
  for (const id of ["self", "ok", "decide"]) {
    await give(id);
    yield;
  }
  await at(page, "objection-too-dear").click();
  await expect(at(page, "detour")).toBeVisible();
  yield;
  await page.keyboard.press("r");
  await expect(at(page, "detour")).toHaveCount(0);
  yield;
  for (const id of ["some", "some", "nobody", "pain", "told", "some", "wish"]) {
    await give(id);
    yield;
  }
  for (let step = await stepOf(page); step !== "offer.card"; step = await stepOf(page)) {
    await give(flow.steps.find(({ id }) => id === step).choices[0].id);
    yield;
  }
  await page.keyboard.press("a");
  await expect(at(page, "booking")).toBeVisible();
  yield;
}
