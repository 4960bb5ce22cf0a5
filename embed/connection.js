// The host's half of PROTOCOL.md, which `callflow.js` hands on: loaded by that alone.

const VERSION = 1;
const KNOCK_EVERY = 250; // milliseconds
const KNOCK_SLOWLY = 2_000;
const PATIENCE = 60; // knocks, before the page is told that nobody answers

// The widget drops what comes faster than 100 at once and 50 a second: this stays below.
const PACE = 25; // milliseconds from one message to the next
const AHEAD = 40 * PACE; // so many may go at once
const ASK_AGAIN = 5_000; // milliseconds after which what is not answered is asked once more
const TRIES = 4;
const NOT_READY = 250; // milliseconds until the widget is asked whether it is ready now
const READY_WITHIN = 20_000;

const MOST_RECORDS = 2_000; // that are kept for the widget, and that it takes in one message
const MOST_UNITS = 4_000_000;
const PIECE = 1_000_000; // UTF-16 units in one message
const MOST_SEEN = 500; // calls of which it is known how much was told

// A name nobody has used: 128 random bits.
const token = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export const parsed = (text) => {
  try {
    const value = typeof text === "string" ? JSON.parse(text) : null;
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};

// Half of a character, as is left of a text that was cut in its middle, would make the whole message unreadable:
// `toWellFormed`, which not every browser has.
const wellFormed = (_, value) => (typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value);

/** A request the widget refused, or did not answer; `code` says why, see PROTOCOL.md. */
export class CallflowError extends Error {
  constructor(code) {
    super(`Callflow: ${code}`);
    this.name = "CallflowError";
    this.code = code;
  }
}

/**
 * Talks with the widget in a frame: finds it again whenever it is reloaded, sends once more what was not answered, and
 * passes on every message about a call exactly once and in order.
 */
export class Connection extends EventTarget {
  #frame = null;
  #origin;
  #port = null;
  #knock = null;
  #timer = 0;
  #ready = false;
  #closed = false;
  #pending = new Map();
  #pace = 0;
  #due = 0;
  #held = 0;
  #records = new Map();
  #seen = new Map();
  #asking = new Set();
  #open = null;
  #load = () => this.#reconnect();
  #heard = (event) => this.#accept(event);

  /** @param {HTMLIFrameElement} frame @param {{ origin: string, state?: object }} options */
  constructor(frame, { origin, state }) {
    super();
    if (state) this.#take(state);
    addEventListener("message", this.#heard);
    this.attach(frame, { origin });
  }

  /** Whether calls can be started now. */
  get ready() {
    return this.#ready;
  }

  /** What a page needs to go on after a crash of its own: hand it to the next connection. */
  get state() {
    return { records: Object.fromEntries(this.#records), seen: Object.fromEntries(this.#seen), open: this.#open };
  }

  /** Goes on with the widget in another frame, before that has loaded. */
  attach(frame, { origin }) {
    this.detach();
    this.#frame = frame;
    this.#origin = origin;
    frame.addEventListener("load", this.#load);
  }

  /** The frame is gone: what was not answered waits for the next one. */
  detach() {
    this.#disconnect();
    this.#frame?.removeEventListener("load", this.#load);
    this.#frame = null;
  }

  /** Starts knocking. Needed only if the frame was loaded before this connection was made. */
  connect() {
    this.#reconnect();
  }

  /** Ends for good. What was not answered is given up. */
  close() {
    this.#closed = true;
    this.detach();
    removeEventListener("message", this.#heard);
    for (const id of this.#pending.keys()) this.#settle(id, "closed");
  }

  /** Asks the widget; waits for as long as it takes to be connected. */
  request(type, fields = {}) {
    return this.#ask(type, fields, false);
  }

  // What the connection asks for itself is asked anew in the next frame.
  #ask(type, fields, own) {
    const id = token();
    return new Promise((resolve, reject) => {
      const text = JSON.stringify({ ...fields, type, id }, wellFormed);
      this.#pending.set(id, { type, text, own, resolve, reject, due: 0, tries: 0, until: 0 });
      if (this.#closed) this.#settle(id, "closed");
      this.#send();
    });
  }

  #settle(id, code) {
    this.#pending.get(id).reject(new CallflowError(code));
    this.#pending.delete(id);
  }

  // Sends what is due at a pace that the widget takes, once more what was not answered, and in the end gives up. Where it was
  // given sealed records, the rep is asked for a passphrase before anything else is answered: that may take long.
  #send() {
    clearTimeout(this.#pace);
    if (!this.#ready) return;
    const now = performance.now();
    const locked = () => [...this.#pending.values()].some(({ type }) => type === "restore");
    let next = Infinity;
    for (const [id, asked] of this.#pending) {
      if (asked.due <= now && asked.tries === TRIES) {
        if (locked()) asked.due = now + ASK_AGAIN;
        else this.#settle(id, "timeout");
      } else if (asked.due <= now) {
        const free = Math.max(this.#due - AHEAD, this.#held);
        if (free > now) {
          next = Math.min(next, free);
          break;
        }
        this.#due = Math.max(this.#due, now) + PACE;
        this.#port.postMessage(asked.text);
        asked.tries += 1;
        asked.due = now + ASK_AGAIN;
      }
      next = Math.min(next, asked.due);
    }
    if (next < Infinity) this.#pace = setTimeout(() => this.#send(), next - now);
  }

  #take({ records = {}, seen = {}, open = null }) {
    this.#records = new Map(Object.entries(records).filter(([, text]) => typeof text === "string"));
    this.#seen = new Map(Object.entries(seen));
    this.#open = open;
    this.#limit();
  }

  // The oldest of too many records go, but for the call that goes on and what it cannot do without.
  #limit() {
    const call = `call:${this.#open}`;
    const log = this.#records.get(call) ?? "";
    const needed = (key) => key === "lock" || key === call || key.startsWith("flow:") || log.includes(JSON.stringify(key.slice(key.indexOf(":") + 1)));
    let units = 0;
    for (const [key, text] of this.#records) units += key.length + text.length;
    for (const [key, text] of this.#records) {
      if (this.#records.size <= MOST_RECORDS && units <= MOST_UNITS) return;
      if (needed(key)) continue;
      this.#records.delete(key);
      units -= key.length + text.length;
    }
  }

  // The records in messages that the widget takes: first what opens them, then the call that goes on, then what the others
  // hang on.
  #pieces() {
    const order = ["lock", `call:${this.#open}`, "flow:", "call:", ""];
    const rank = ([key]) => order.findIndex((it) => key.startsWith(it));
    const pieces = [];
    let [units, count] = [Infinity, 0];
    for (const [key, text] of [...this.#records].sort((one, other) => rank(one) - rank(other))) {
      const size = JSON.stringify([key, text]).length;
      if (units + size > PIECE || count === MOST_RECORDS) {
        pieces.push({});
        [units, count] = [0, 0];
      }
      pieces.at(-1)[key] = text;
      units += size;
      count += 1;
    }
    return pieces;
  }

  #disconnect() {
    clearTimeout(this.#timer);
    clearTimeout(this.#pace);
    this.#port?.close();
    this.#port = this.#knock = null;
    this.#ready = false;
    this.#asking.clear();
    for (const [id, { own }] of this.#pending) if (own) this.#settle(id, "closed");
  }

  #reconnect() {
    this.#disconnect();
    if (!this.#frame) return;
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
    if (!asked) return;
    if (error === "not-ready") {
      // It loads the flow of another language, and does not say when that is there. Whatever is asked waits, in its order.
      const now = performance.now();
      asked.until ||= now + READY_WITHIN;
      if (now < asked.until) {
        asked.due = asked.tries = 0;
        this.#held = now + NOT_READY;
        return this.#send();
      }
    }
    if (!ok) return this.#settle(to, error);
    this.#pending.delete(to);
    asked.resolve(rest);
  }

  // Gives back what the widget may have lost, goes on with the call there was, and sends once more what was not answered.
  // A call it was to start is found by the name of the request, so it is not started twice.
  #welcomed(message) {
    const waiting = [...this.#pending];
    this.#pending.clear();
    this.#ready = true;
    const open = this.#open;
    const given = this.#pieces().map((records) => this.#quietly("restore", { records }));
    this.#quietly("state").then(async (state) => {
      const taken = (await Promise.all(given)).every(Boolean);
      if (state) this.#keep(state.records, taken);
    });
    if (open && message.call !== open) this.#reopen(open);
    // Whatever was told while the frame went away.
    if (open) this.#quietly("again", { call: open, after: this.#seen.get(open) ?? 0 });
    for (const [id, asked] of waiting) this.#pending.set(id, { ...asked, due: 0, tries: 0 });
    this.#send();
    this.#tell(message);
  }

  #quietly(type, fields = {}) {
    return this.#ask(type, fields, true).catch(() => null);
  }

  #reopen(call) {
    this.#ask("open", { call }, true).catch(({ code }) => {
      const over = code === "unknown" || code === "no-call";
      if (over && this.#open === call) this.#open = null;
    });
  }

  // `whole`: these are all there are. The widget has taken what it was given, and what it does not need any more goes.
  #keep(records, whole = false) {
    if (whole) this.#records.clear();
    for (const [key, text] of Object.entries(records)) {
      this.#records.delete(key);
      if (typeof text === "string") this.#records.set(key, text);
    }
    this.#limit();
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
    this.#seen.delete(call);
    this.#seen.set(call, seq);
    if (this.#seen.size > MOST_SEEN) this.#seen.delete(this.#seen.keys().next().value);
    if (["started", "resumed", "reopened"].includes(message.type)) this.#open = call;
    if (["ended", "taken-back"].includes(message.type) && this.#open === call) this.#open = null;
    this.#tell(message);
  }

  #tell(message) {
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }
}
