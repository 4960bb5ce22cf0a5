// Puts Callflow into a page: `<script type="module" src="…/embed/callflow.js"></script><call-flow></call-flow>`.
// PROTOCOL.md says what goes over the wire, callflow.d.ts what this module offers. No dependencies.

import { CallflowError, Connection, parsed } from "./connection.js";
export { CallflowError, Connection };

const GRACE = 1_000; // milliseconds an element may be out of the page on its way to another place

// Constructed, so that it needs no leave of the page's content security policy.
const styles = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; box-sizing: border-box; block-size: var(--callflow-height, 640px); min-block-size: 400px; min-inline-size: 320px; }
    :host([hidden]) { display: none; }
    iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; color-scheme: auto; }`);
  return sheet;
};

const WIDGET = new URL("../", import.meta.url).href;
const SETTINGS = ["locale", "theme"];
const PROPERTIES = ["src", "flow", "lead", "state", ...SETTINGS];
const names = new Set();

// A name for a frame, the same after a reload of the page: by it each frame finds its own card again.
function nameFrame(id) {
  let name = `callflow:${id}`;
  for (let more = 2; names.has(name); more += 1) name = `callflow:${id}:${more}`;
  names.add(name);
  return name;
}

/** `<call-flow src flow lead locale theme sandbox>`: the widget in a frame, as an element of the page. */
export class CallFlow extends HTMLElement {
  static observedAttributes = ["src", "lead", "sandbox", ...SETTINGS];

  #connection = null;
  #frame = null;
  #name = null;
  #leaving = 0;
  #saved = null;
  #rule = null;

  connectedCallback() {
    if (this.#frame) return;
    clearTimeout(this.#leaving);
    // What was set before this script had come stands in the way of the properties.
    for (const name of PROPERTIES.filter((name) => Object.hasOwn(this, name))) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = styles();
    this.#rule = sheet.cssRules[0].style;
    root.adoptedStyleSheets = [sheet];
    const frame = document.createElement("iframe");
    const { origin, href } = new URL(this.getAttribute("src") ?? WIDGET, document.baseURI);
    const sandbox = this.getAttribute("sandbox");
    if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
    const opaque = sandbox !== null && !/(^|\s)allow-same-origin(\s|$)/i.test(sandbox);
    frame.title = this.getAttribute("title") ?? "Callflow";
    frame.allow = "microphone; clipboard-write; screen-wake-lock";
    // The origin, so that the widget knows how its storage stands; never the address of the page.
    frame.referrerPolicy = "origin";
    frame.name = this.#name ??= nameFrame(this.id);
    const at = { origin: opaque ? "null" : origin };
    if (this.#connection) this.#connection.attach(frame, at);
    else {
      this.#connection = new Connection(frame, { ...at, state: this.#saved });
      this.#connection.addEventListener("message", (event) => this.#pass(event.detail));
    }
    frame.src = href;
    this.#frame = frame;
    root.replaceChildren(frame);
    if (this.lead) this.#quietly(this.prepare(this.lead));
  }

  disconnectedCallback() {
    // Moved within the page, it is connected again right away and goes on where it was, with all that was asked.
    this.#connection.detach();
    this.#frame = null;
    this.shadowRoot.replaceChildren();
    this.#leaving = setTimeout(() => this.#leave(), GRACE);
  }

  #leave() {
    this.#saved = this.state;
    this.#connection.close();
    this.#connection = null;
    names.delete(this.#name);
    this.#name = null;
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#frame || before === after) return;
    if (name === "src" || name === "sandbox") {
      this.disconnectedCallback();
      this.connectedCallback();
    } else if (name === "lead") {
      if (this.lead) this.#quietly(this.prepare(this.lead));
    } else if (after !== null) {
      this.#quietly(this.set({ [name]: after }));
    }
  }

  #settle() {
    const set = Object.fromEntries(SETTINGS.filter((name) => this.hasAttribute(name)).map((name) => [name, this.getAttribute(name)]));
    if (Object.keys(set).length > 0) this.#quietly(this.set(set));
  }

  // What an attribute asked for has nobody to answer to: the page is told.
  #quietly(asked) {
    asked.catch(({ code }) => code !== "closed" && this.#pass({ type: "error", code }));
  }

  #pass(message) {
    if (message.type === "ready") this.#settle();
    if (message.type === "resize" && message.height > 0) this.#rule?.setProperty("--callflow-height", `${message.height}px`);
    this.dispatchEvent(new CustomEvent(`callflow-${message.type}`, { detail: message, bubbles: true, composed: true }));
  }

  #ask(type, fields) {
    return this.#frame ? this.#connection.request(type, fields) : Promise.reject(new CallflowError("closed"));
  }

  #flow() {
    const flow = this.getAttribute("flow");
    return flow === null ? {} : { flow };
  }

  get lead() {
    return parsed(this.getAttribute("lead"));
  }

  set lead(lead) {
    if (lead) this.setAttribute("lead", JSON.stringify(lead));
    else this.removeAttribute("lead");
  }

  get ready() {
    return this.#connection?.ready ?? false;
  }

  get state() {
    return this.#connection?.state ?? this.#saved;
  }

  /** To be set before the element is put into the page. */
  set state(state) {
    this.#saved = state;
  }

  prepare(lead) {
    return this.#ask("prepare", { lead, ...this.#flow() });
  }

  async start(lead) {
    const started = await this.#ask("start", { lead, ...this.#flow() });
    // The rep's keys belong to the call from here on.
    this.#frame?.focus();
    return started;
  }

  leads(leads) {
    return this.#ask("leads", { leads });
  }

  set(settings) {
    return this.#ask("set", settings);
  }

  end() {
    return this.#ask("end");
  }

  open(call) {
    return this.#ask("open", { call });
  }

  again(since) {
    return this.#ask("again", since);
  }
}

for (const name of ["src", "flow", ...SETTINGS]) {
  Object.defineProperty(CallFlow.prototype, name, {
    get() {
      return this.getAttribute(name);
    },
    set(value) {
      if (value === null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
    configurable: true,
    enumerable: true,
  });
}

if (!customElements.get("call-flow")) customElements.define("call-flow", CallFlow);
