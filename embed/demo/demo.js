// A small CRM: customers to call, a telephone, and Callflow beside them. It shows what a host does: `prepare` while it rings,
// `start` once they answer, `set` for who is calling, and what it is told written down where a person reads it.
import { CUSTOMERS, TEXTS } from "./texts.js";

const widget = new URLSearchParams(location.search).get("widget") ?? "http://127.0.0.1:8080/";
await import(new URL("embed/callflow.js", widget));

const MOST_ENTRIES = 200;
const SHOWN = 10_000; // milliseconds
const KEPT = ["outcomes", "calls", "line", "entries"];

// What gets through a reload of this page, in mid-call too.
const stored = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");
const crm = {
  outcomes: {}, // by customer
  calls: {}, // whom each call is with
  line: { state: "idle" }, // the telephone: "idle", "ringing", "talking" or "wrapping" up, with `lead` and `since` or `call`
  entries: [],
  ...stored("crm"),
};
let locale = navigator.language.startsWith("zh") ? "zh-CN" : "en";
let said = null; // a sentence for the rep: a function of the texts

const element = document.createElement("call-flow");
element.src = widget;
element.locale = locale;
const saved = stored("callflow");
if (saved) element.state = saved;
element.addEventListener("callflow-keep", () => sessionStorage.setItem("callflow", JSON.stringify(element.state)));

const byId = (id) => document.getElementById(id);
const made = (tag, text, properties = {}) => Object.assign(document.createElement(tag), { textContent: text, ...properties });
const lasted = (milliseconds) => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
const nameOf = (lead) => lead?.name || lead?.company || lead?.phone || TEXTS[locale].unknown;
const when = ({ at, zone }) => new Intl.DateTimeFormat(locale, { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", timeZone: zone }).format(at);

function change(what) {
  Object.assign(crm, what);
  sessionStorage.setItem("crm", JSON.stringify(Object.fromEntries(KEPT.map((key) => [key, crm[key]]))));
  draw();
}

function say(sentence) {
  said = sentence;
  draw();
  if (sentence) setTimeout(() => said === sentence && say(null), SHOWN);
}

// Why the desk did not do it, in words.
function refused({ code }, lead) {
  const live = ["talking", "wrapping"].includes(crm.line.state) ? crm.line.lead : null;
  say((t) => (code === "busy" ? t.busy(live && nameOf(live), nameOf(lead)) : (t.refused[code] ?? t.refusedElse(code))));
}

// The telephone rings and the customer comes onto the desk, so that the rep has the first line before they answer.
async function call(lead) {
  try {
    await element.prepare(lead);
    ring(lead);
  } catch (error) {
    refused(error, lead);
  }
}

function ring(lead) {
  said = null;
  change({ line: { state: "ringing", lead, since: Date.now() } });
  document.querySelector(".desk").scrollIntoView({ block: "start" });
}

const answered = () => element.start(crm.line.lead).catch((error) => refused(error, crm.line.lead));
const hangUp = () => element.end().catch((error) => refused(error));

// One sentence for each thing the desk tells.
function sentence({ type, ...detail }, t) {
  const told = t.told[type];
  switch (type) {
    case "dial":
    case "started":
    case "lead":
      return told(nameOf(detail.lead));
    case "stage":
      return told(detail.stage.title);
    case "captured":
      return detail.value === null ? t.told.cleared(detail.label) : told(detail.label, detail.text);
    case "appointment":
      return told[detail.change](when(detail.appointment));
    case "follow-up":
      return told[detail.change](when(detail.followUp));
    case "hung-up":
      return told(lasted(detail.seconds * 1000));
    case "ended":
      return told([t.outcomes[detail.disposition], t.moods[detail.sentiment]].filter(Boolean).join(t.comma));
    case "error":
      return detail.code === "storage" ? (t.storage[detail.reason] ?? t.storageAgain) : (t.refused[detail.code] ?? t.refusedElse(detail.code));
    case "unanswered":
      return t.refused.unanswered;
    default:
      return told;
  }
}

// What follows for the telephone and the list.
const follows = {
  ready() {
    element.set({ rep: TEXTS[locale].rep }).catch(() => {});
  },
  dial({ lead }) {
    ring(lead);
  },
  started({ call, at, lead }) {
    said = null;
    change({ calls: { ...crm.calls, [call]: lead }, line: { state: "talking", call, lead, since: at } });
  },
  "hung-up"({ call }) {
    change({ line: { state: "wrapping", call, lead: crm.calls[call] } });
  },
  resumed({ call, at }) {
    change({ line: { state: "talking", call, lead: crm.calls[call], since: at } });
  },
  reopened({ call }) {
    change({ line: { state: "wrapping", call, lead: crm.calls[call] } });
  },
  "taken-back"() {
    change({ line: { state: "idle" } });
  },
  ended({ lead, disposition, summary, appointment, followUp }) {
    said = null;
    const outcome = { disposition, summary, time: appointment ?? followUp };
    change({ line: { state: "idle" }, outcomes: lead.id ? { ...crm.outcomes, [lead.id]: outcome } : crm.outcomes });
  },
};

for (const type of [...Object.keys(TEXTS.en.told), "error", "unanswered"]) {
  element.addEventListener(`callflow-${type}`, ({ detail }) => {
    follows[type]?.(detail);
    change({ entries: [...crm.entries, { ...detail, type, heard: Date.now() }].slice(-MOST_ENTRIES) });
  });
}

// A customer, how the last call ended, and the way to call them.
function row(customer, t) {
  const outcome = crm.outcomes[customer.id];
  const item = made("li", "");
  item.dataset.customer = customer.id;
  item.classList.toggle("live", crm.line.state !== "idle" && crm.line.lead.id === customer.id);
  const who = made("div", "", { className: "who" });
  who.append(made("strong", customer.name), made("span", `${customer.title} · ${customer.company}`), made("span", customer.phone));
  const state = made("span", outcome ? (t.outcomes[outcome.disposition] ?? "") : t.never, { className: `outcome ${outcome?.disposition ?? "none"}` });
  if (outcome) state.title = outcome.summary;
  const note = made("span", outcome?.time ? when(outcome.time) : "", { className: "time" });
  const button = made("button", t.call, { type: "button" });
  button.setAttribute("aria-label", `${t.call}: ${customer.name}`);
  button.addEventListener("click", () => call(customer));
  const how = made("div", "", { className: "how" });
  how.append(state, note);
  item.append(made("span", [...customer.name][0], { className: "face", ariaHidden: "true" }), who, button, how);
  return item;
}

const LINES = {
  idle: () => [],
  ringing: (t, { lead }) => [made("strong", t.ringing(nameOf(lead))), clock(), made("button", t.answered, { type: "button", onclick: answered })],
  talking: (t, { lead }) => [made("strong", t.talking(nameOf(lead))), clock(), made("button", t.hangUp, { type: "button", className: "danger", onclick: hangUp })],
  wrapping: (t, { lead }) => [made("strong", t.wrapping(nameOf(lead)))],
};
const clock = () => made("span", lasted(Date.now() - crm.line.since), { className: "clock" });

function draw() {
  const t = TEXTS[locale];
  document.documentElement.lang = locale;
  document.title = t.product;
  for (const [id, text] of Object.entries({ product: t.product, rep: `${t.rep.name} · ${t.rep.company}`, language: t.other, "customers-title": t.customers, "log-title": t.log })) {
    byId(id).textContent = text;
  }
  byId("language").lang = t.otherLang;
  byId("customers").replaceChildren(...CUSTOMERS[locale].map((customer) => row(customer, t)));
  byId("phone").setAttribute("aria-label", t.phone);
  byId("phone").dataset.state = crm.line.state;
  byId("phone").replaceChildren(...LINES[crm.line.state](t, crm.line));
  byId("told").className = said ? "told" : "told hint";
  byId("told").textContent = said ? said(t) : crm.line.state === "ringing" ? t.ringHint : "";
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const entries = crm.entries.map((entry) => {
    const item = made("li", "", { className: [entry.type, entry.reason].join(" ") });
    item.append(made("time", time.format(entry.heard)), made("span", sentence(entry, t)));
    return item;
  });
  byId("log").replaceChildren(...(entries.length ? entries : [made("li", t.quiet, { className: "quiet" })]));
  byId("entries").scrollTop = byId("entries").scrollHeight;
}

byId("language").addEventListener("click", () => {
  locale = locale === "en" ? "zh-CN" : "en";
  element.locale = locale;
  element.set({ rep: TEXTS[locale].rep }).catch(() => {});
  draw();
});
setInterval(() => document.querySelector(".clock")?.replaceChildren(lasted(Date.now() - crm.line.since)), 1_000);

draw();
byId("place").append(element);
