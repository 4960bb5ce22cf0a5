// What the walk asks of a page in any browser. A driver has only to run a function in the page, to press and point, to put a
// file into a field and to take a picture; keys and pointers are told in the words of WebDriver, which all drivers share.
import { expect } from "@playwright/test";

const KEYS = { Enter: "\uE007", Tab: "\uE004", Escape: "\uE00C" };

// A slow machine may take its time; what does not come at all is told after this long.
export const PATIENCE = 30_000;

export class Page {
  // A key by its name, as `keydown` would call it.
  press(key) {
    return this.type([KEYS[key] ?? key]);
  }

  // Each character as a key of its own.
  type(text) {
    const actions = [...text].flatMap((value) => ["keyDown", "keyUp"].map((type) => ({ type, value })));
    return this.perform({ type: "key", id: "keyboard", actions });
  }

  // Waits until the function gives something true in the page, and hands that back. While the page is being replaced by the
  // next one there is nothing to ask.
  async until(what, condition, ...args) {
    let found;
    const look = async () => {
      found = await this.evaluate(condition, ...args).catch((reason) => ({ reason }));
      return found?.reason ? String(found.reason) : Boolean(found);
    };
    await expect.poll(look, { message: what, timeout: PATIENCE, intervals: [30, 60, 120, 250] }).toBe(true);
    return found;
  }

  seen(selector) {
    return this.until(`${selector} is seen`, (selector) => document.querySelector(selector)?.checkVisibility(), selector);
  }

  gone(selector) {
    return this.until(`${selector} is gone`, (selector) => !document.querySelector(selector)?.checkVisibility(), selector);
  }

  focused(selector) {
    return this.until(`${selector} has the focus`, (selector) => Boolean(document.activeElement?.matches(selector)), selector);
  }

  // Waits until a text stands in the element, or in the field.
  says(selector, text) {
    const condition = (selector, text) => [...document.querySelectorAll(selector)].some((it) => (it.value ?? it.innerText).includes(text));
    return this.until(`${selector} says "${text}"`, condition, selector, text);
  }

  // Clicks the element, once nothing lies over it, and waits until the page has had the click: a frame gets it, and the focus
  // with it, some time after it was made.
  async click(selector) {
    const place = await this.until(`${selector} can be clicked`, aim, selector);
    await this.point(selector, place);
    await this.until(`${selector} was clicked`, () => globalThis.clicked !== false);
  }

  // Presses the mouse at a place of the page.
  point(selector, [x, y]) {
    const move = { type: "pointerMove", origin: "viewport", x, y, duration: 0 };
    const actions = [move, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
    return this.perform({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions });
  }
}

// The middle of the element, if it can be clicked there; runs in the page.
function aim(selector) {
  const element = document.querySelector(selector);
  if (!element?.checkVisibility() || element.disabled) return null;
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = element.getBoundingClientRect();
  const place = [Math.floor(x + width / 2), Math.floor(y + height / 2)];
  if (!element.contains(document.elementFromPoint(...place))) return null;
  globalThis.clicked = false;
  addEventListener("click", () => (globalThis.clicked = true), { capture: true, once: true });
  return place;
}
