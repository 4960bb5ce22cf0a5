// Firefox and Chromium, through WebDriver BiDi: https://w3c.github.io/webdriver-bidi/
import { writeFile } from "node:fs/promises";
import { WebSocket } from "ws";
import { Page } from "./page.mjs";

// A session at this address. `errors` are those the pages wrote to the console, `told` hears everything else they wrote.
export class Bidi {
  errors = [];
  told = () => {};
  #socket;
  #count = 0;
  #asked = new Map();

  static async connect(address) {
    const bidi = new Bidi();
    bidi.#socket = new WebSocket(address, { perMessageDeflate: false });
    await new Promise((done, failed) => bidi.#socket.once("open", done).once("error", failed));
    bidi.#socket.on("message", (data) => bidi.#hear(JSON.parse(data)));
    // Whatever is asked of a browser that was killed is never answered.
    bidi.#socket.on("close", () => bidi.#asked.forEach(({ failed }) => failed(new Error("the browser is gone"))));
    return bidi;
  }

  send(method, params = {}) {
    const id = (this.#count += 1);
    return new Promise((done, failed) => {
      this.#asked.set(id, { done, failed });
      this.#socket.send(JSON.stringify({ id, method, params }), (error) => error && failed(error));
    });
  }

  // Listens, and sees to it that files go to this folder.
  async begin(downloads) {
    await this.send("session.subscribe", { events: ["log.entryAdded"] });
    await this.send("browser.setDownloadBehavior", { downloadBehavior: { type: "allowed", destinationFolder: downloads } });
  }

  async newPage() {
    const { context } = await this.send("browsingContext.create", { type: "tab" });
    return new BidiPage(this, context);
  }

  #hear({ id, type, method, params, result, error, message }) {
    if (method === "log.entryAdded") {
      if (params.level === "error") this.errors.push(params.text ?? params.type);
      else this.told(params.text ?? "");
    }
    const { done, failed } = this.#asked.get(id) ?? {};
    this.#asked.delete(id);
    if (type === "success") done?.(result);
    if (type === "error") failed?.(new Error(`${error}: ${message}`));
  }
}

class BidiPage extends Page {
  constructor(bidi, context) {
    super();
    Object.assign(this, { bidi, context });
  }

  goto(url) {
    return this.bidi.send("browsingContext.navigate", { context: this.context, url, wait: "complete" });
  }

  reload() {
    return this.bidi.send("browsingContext.reload", { context: this.context, wait: "complete" });
  }

  async evaluate(work, ...args) {
    const { value } = await this.#call(`async (args) => JSON.stringify(await (${work})(...JSON.parse(args)))`, JSON.stringify(args));
    return value && JSON.parse(value);
  }

  perform(...actions) {
    return this.bidi.send("input.performActions", { context: this.context, actions });
  }

  async choose(selector, file) {
    const { sharedId } = await this.#call("(selector) => document.querySelector(selector)", selector);
    await this.bidi.send("input.setFiles", { context: this.context, element: { sharedId }, files: [file] });
  }

  // The only frame in the page.
  async frame() {
    const { contexts } = await this.bidi.send("browsingContext.getTree", { root: this.context });
    return new BidiPage(this.bidi, contexts[0].children[0].context);
  }

  async picture(file) {
    const { data } = await this.bidi.send("browsingContext.captureScreenshot", { context: this.context });
    await writeFile(file, data, "base64");
  }

  resize(width, height) {
    return this.bidi.send("browsingContext.setViewport", { context: this.context, viewport: { width, height } });
  }

  async #call(functionDeclaration, text) {
    const call = { functionDeclaration, arguments: [{ type: "string", value: text }], target: { context: this.context }, awaitPromise: true };
    // What is done by a function of ours counts as done by a person.
    const { type, result, exceptionDetails } = await this.bidi.send("script.callFunction", { ...call, userActivation: true });
    if (type === "exception") throw new Error(exceptionDetails.text);
    return result;
  }
}
