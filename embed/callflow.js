// Puts Callflow into a page: `<script type="module" src="…/embed/callflow.js"></script><call-flow></call-flow>`.
// PROTOCOL.md says what goes over the wire, callflow.d.ts what this module offers. No dependencies.

const VERSION = 1;
const KNOCK_EVERY = 250; // milliseconds
const KNOCK_SLOWLY = 2_000;
const PATIENCE = 60; // knocks, before the page is told that nobody answers

// A name nobody has used: 128 random bits.
const token = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const parsed = (text) => {
  try {
    const value = typeof text === "string" ? JSON.parse(text) : null;
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};

/** A request the widget refused; `code` says why, see PROTOCOL.md. */
export class CallflowError extends Error {
  constructor(code) {
    super(`Callflow: ${code}`);
    this.name = "CallflowError";
    this.code = code;
  }
}

/**
 * Talks with the widget in one frame: finds it again whenever it is reloaded, sends once more what was not answered, and
 * passes on every message about a call exactly once and in order.
 */
export class Connection extends EventTarget {
  #frame;
  #origin;
  #port = null;
  #knock = null;
  #timer = 0;
  #ready = false;
  #pending = new Map();
  #records = new Map();
  #seen = new Map();
  #asking = new Set();
  #open = null;
  #load = () => this.#reconnect();
  #heard = (event) => this.#accept(event);

  /** @param {HTMLIFrameElement} frame @param {{ origin: string, state?: object }} options */
  constructor(frame, { origin, state }) {
    super();
    this.#frame = frame;
    this.#origin = origin;
    if (state) this.#take(state);
    frame.addEventListener("load", this.#load);
    addEventListener("message", this.#heard);
  }

  /** Whether calls can be started now. */
  get ready() {
    return this.#ready;
  }

  /** What a page needs to go on after a crash of its own: hand it to the next connection. */
  get state() {
    return { records: Object.fromEntries(this.#records), seen: Object.fromEntries(this.#seen), open: this.#open };
  }

  /** Starts knocking. Needed only if the frame was loaded before this connection was made. */
  connect() {
    this.#reconnect();
  }

  /** Ends for good. What was not answered is given up. */
  close() {
    this.#frame.removeEventListener("load", this.#load);
    removeEventListener("message", this.#heard);
    this.#disconnect();
    for (const { reject } of this.#pending.values()) reject(new CallflowError("closed"));
    this.#pending.clear();
  }

  /** Asks the widget; waits for as long as it takes to be connected. */
  request(type, fields = {}) {
    const id = token();
    const text = JSON.stringify({ ...fields, type, id });
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { text, resolve, reject });
      if (this.#ready) this.#port.postMessage(text);
    });
  }

  #take({ records = {}, seen = {}, open = null }) {
    this.#records = new Map(Object.entries(records));
    this.#seen = new Map(Object.entries(seen));
    this.#open = open;
  }

  #disconnect() {
    clearTimeout(this.#timer);
    this.#port?.close();
    this.#port = this.#knock = null;
    this.#ready = false;
    this.#asking.clear();
  }

  #reconnect() {
    this.#disconnect();
    this.#knock = token();
    let knocks = 0;
    const knock = () => {
      const text = JSON.stringify({ callflow: VERSION, type: "connect", id: this.#knock });
      // The widget may be anywhere only where a sandbox took its origin away; what is said here is nobody's secret.
      this.#frame.contentWindow?.postMessage(text, this.#origin === "null" ? "*" : this.#origin);
      knocks += 1;
      if (knocks === PATIENCE) this.#tell({ type: "unanswered" });
      this.#timer = setTimeout(knock, knocks < PATIENCE ? KNOCK_EVERY : KNOCK_SLOWLY);
    };
    knock();
  }

  #accept({ source, origin, data, ports }) {
    if (!this.#knock || source !== this.#frame.contentWindow || origin !== this.#origin || ports.length !== 1) return;
    const message = parsed(data);
    if (message?.callflow !== VERSION || message.type !== "accept" || message.id !== this.#knock) return;
    clearTimeout(this.#timer);
    this.#knock = null;
    this.#port = ports[0];
    this.#port.onmessage = ({ data }) => this.#hear(parsed(data));
  }

  #hear(message) {
    switch (message?.type) {
      case undefined:
        return;
      case "answer":
        return this.#answered(message);
      case "ready":
        return this.#welcomed(message);
      case "keep":
        return this.#keep(message.records);
      default:
        return Number.isInteger(message.seq) ? this.#follow(message) : this.#tell(message);
    }
  }

  #answered({ type: _, to, ok, error, ...rest }) {
    const asked = this.#pending.get(to);
    this.#pending.delete(to);
    if (ok) asked?.resolve(rest);
    else asked?.reject(new CallflowError(error));
  }

  // Gives back what the widget may have lost, goes on with the call there was, and sends once more what was not answered.
  // A call it was to start is found by the name of the request, so it is not started twice.
  #welcomed(message) {
    this.#ready = true;
    const waiting = [...this.#pending.values()];
    const open = this.#open;
    if (this.#records.size > 0) this.#quietly("restore", { records: Object.fromEntries(this.#records) });
    this.#quietly("state").then((answer) => answer && this.#keep(answer.records));
    if (open && message.call !== open) this.#quietly("open", { call: open });
    // Whatever was told while the frame went away.
    if (open) this.#quietly("again", { call: open, after: this.#seen.get(open) ?? 0 });
    for (const { text } of waiting) this.#port.postMessage(text);
    this.#tell(message);
  }

  #quietly(type, fields) {
    return this.request(type, fields).catch(() => null);
  }

  #keep(records) {
    for (const [key, text] of Object.entries(records)) {
      if (typeof text === "string") this.#records.set(key, text);
      else this.#records.delete(key);
    }
    this.#tell({ type: "keep" });
  }

  // Each message of a call once and in order; what is missing is asked for.
  #follow(message) {
    const { call, seq } = message;
    const seen = this.#seen.get(call) ?? 0;
    if (seq <= seen) return;
    if (seq > seen + 1) {
      if (this.#asking.has(call)) return;
      this.#asking.add(call);
      this.#quietly("again", { call, after: seen }).then(() => this.#asking.delete(call));
      return;
    }
    this.#seen.set(call, seq);
    if (["started", "resumed", "reopened"].includes(message.type)) this.#open = call;
    if (message.type === "ended" || message.type === "taken-back") {
      if (this.#open === call) this.#open = null;
      this.#records.delete(`call:${call}`);
    }
    this.#tell(message);
  }

  #tell(message) {
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }
}

// Constructed, so that it needs no leave of the page's content security policy.
// As tall as what is in it, but no taller than the window: the rest is scrolled inside, where line, answers and clock stay in sight.
const styles = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; box-sizing: border-box; block-size: var(--callflow-height, 640px); min-block-size: 400px; max-block-size: 100vh; max-block-size: 100dvh; min-inline-size: 320px; }
    :host([hidden]) { display: none; }
    iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; color-scheme: auto; }`);
  return sheet;
};

const WIDGET = new URL("../", import.meta.url).href;
const SETTINGS = ["locale", "theme"];

/** `<call-flow src flow lead locale theme sandbox>`: the widget in a frame, as an element of the page. */
export class CallFlow extends HTMLElement {
  static observedAttributes = ["src", "lead", "sandbox", ...SETTINGS];

  #connection = null;
  #saved = null;
  #rule = null;

  connectedCallback() {
    if (this.#connection) return;
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
    this.#connection = new Connection(frame, { origin: opaque ? "null" : origin, state: this.#saved });
    this.#connection.addEventListener("message", (event) => this.#pass(event.detail));
    frame.src = href;
    root.replaceChildren(frame);
    if (this.lead) this.#quietly(this.prepare(this.lead));
  }

  disconnectedCallback() {
    // Moved within the page, it is connected again at once and goes on where it was.
    this.#saved = this.state;
    this.#connection?.close();
    this.#connection = null;
    this.shadowRoot.replaceChildren();
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#connection || before === after) return;
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
    return this.#connection ? this.#connection.request(type, fields) : Promise.reject(new CallflowError("closed"));
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
    this.shadowRoot?.querySelector("iframe")?.focus();
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
