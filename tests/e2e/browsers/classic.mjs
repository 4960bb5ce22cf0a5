// WebKit, through the older WebDriver, in which each command is a request: https://w3c.github.io/webdriver/
import { writeFile } from "node:fs/promises";
import { Page } from "./page.mjs";

// Asks a driver, and throws what it says went wrong.
export async function ask(address, method, path, body) {
  const answer = await fetch(address + path, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${path}: ${value.error}: ${value.message}`);
  return value;
}

// A window of a session, or the frame in it: which of the two a command means is told anew before each, so one has to wait
// for the other.
export class ClassicPage extends Page {
  constructor(session, window, errors, framed = false) {
    super();
    Object.assign(this, { session, window, errors, framed });
  }

  goto(url) {
    return this.#load("/url", { url });
  }

  reload() {
    return this.#load("/refresh", {});
  }

  async evaluate(work, ...args) {
    const script = `return (async () => JSON.stringify(await (${work})(...arguments)))()`;
    const text = await this.#post("/execute/sync", { script, args });
    return text && JSON.parse(text);
  }

  async perform(...actions) {
    await this.#post("/actions", { actions });
  }

  // Not by its place, which WebKit's driver mistakes in a frame.
  async point(selector) {
    await this.#post(`/element/${await this.#find(selector)}/click`, {});
  }

  async choose(selector, file) {
    await this.#post(`/element/${await this.#find(selector)}/value`, { text: file });
  }

  // The only frame in the page.
  frame() {
    return new ClassicPage(this.session, this.window, this.errors, true);
  }

  async picture(file) {
    await this.#here();
    await writeFile(file, await ask(this.session, "GET", "/screenshot"), "base64");
  }

  // The size is that of the page: what stands around it is added.
  async resize(width, height) {
    const more = await this.evaluate(() => outerHeight - innerHeight);
    await this.#post("/window/rect", { width, height: height + more });
  }

  // The driver tells nothing of the console. The page does, from when it is loaded; it is asked before it goes.
  async collect() {
    this.errors.push(...(await this.evaluate(() => (globalThis.reported ?? []).splice(0))));
  }

  async #load(path, body) {
    await this.collect();
    await this.#post(path, body);
    await this.evaluate(() => {
      const report = (text) => reported.push(String(text));
      globalThis.reported = [];
      addEventListener("error", ({ message }) => report(message));
      addEventListener("unhandledrejection", ({ reason }) => report(reason));
      const { error } = console;
      console.error = (...words) => (report(words.join(" ")), error.apply(console, words));
    });
  }

  async #find(selector) {
    return Object.values(await this.#post("/element", { using: "css selector", value: selector }))[0];
  }

  async #here() {
    await ask(this.session, "POST", "/window", { handle: this.window });
    await ask(this.session, "POST", "/frame", { id: null });
    if (!this.framed) return;
    const script = "return (document.querySelector('call-flow')?.shadowRoot ?? document).querySelector('iframe')";
    await ask(this.session, "POST", "/frame", { id: await ask(this.session, "POST", "/execute/sync", { script, args: [] }) });
  }

  async #post(path, body) {
    await this.#here();
    return ask(this.session, "POST", path, body);
  }
}
