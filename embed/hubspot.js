// Callflow as a calling app of HubSpot: the address of hubspot.html is the widget URL of the app. Speaks the Calling Extensions
// protocol (@hubspot/calling-extensions-sdk 0.9) with the page around it and Callflow's own with the frame inside.
// Unlike the SDK it answers a SYNC only if it comes from that page and its origin is in config.json.
import "./callflow.js";

const VERSION = "0.9.7";
const FIRST_WAIT = 1_000; // milliseconds; each wait for config.json is twice the one before
const LONGEST_WAIT = 60_000;
const PATIENCE = 15_000; // for the engagement HubSpot was asked for
const MOST_CALLS = 50; // that are remembered
const KEY = "callflow-hubspot";

const STATUS = { "no-answer": "NO_ANSWER", busy: "BUSY", "wrong-number": "FAILED" };
const TYPES = { "0-1": "CONTACT", "0-2": "COMPANY" };

// What is kept in this frame gets through a reload of it. Where the browser keeps nothing there is nothing to go on with.
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}
const before = kept();

const widget = document.createElement("call-flow");
if (before.state) widget.state = before.state;

// What HubSpot was told of each call, by its name:
// - `stage`: "dialled", "answered" once somebody talks, "unanswered" if the line was closed before that, "over" once HubSpot knows;
// - `engagement`: its id; `null` while HubSpot makes it, `false` where there is none;
// - `outcome`: what is to be written into it as soon as it is there; `done`: that was written.
const calls = new Map(before.calls);
let current = before.current ?? null; // the call that was begun last

function keep() {
  for (const call of [...calls.keys()].slice(0, -MOST_CALLS)) calls.delete(call);
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ current, calls: [...calls], state: widget.state }));
  } catch {
    // As above.
  }
}

const page = new CSSStyleSheet();
page.replaceSync("html, body, call-flow { margin: 0; block-size: 100%; }");
document.adoptedStyleSheets = [page];

let origins = []; // who may talk
let host = null; // the exact origin that was answered
const waiting = []; // what is to be said to it as soon as it is there

function send(type, data) {
  // HubSpot takes a message whose name it did not give as a new one.
  const message = { type, data, messageId: `callflow-${crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`}` };
  if (host) parent.postMessage(message, host);
  else waiting.push(message);
}

function introduce() {
  const { done, engagement } = calls.get(current) ?? {};
  send("INITIALIZED", { isLoggedIn: true, engagementId: (!done && engagement) || undefined });
  send("LOGGED_IN");
}

// Our name for whom to call. The record on the screen may be another than the person called: HubSpot names that one apart,
// with `objectId: 0`. Where it names nobody, the number is all there is to know somebody again by.
function nameOf({ phoneNumber, portalId, objectType, objectId, calleeInfo }) {
  const { calleeId, calleeObjectTypeId } = calleeInfo ?? {};
  if (calleeId) return [portalId, TYPES[calleeObjectTypeId] ?? calleeObjectTypeId, calleeId].join(":");
  if (objectId) return [portalId, TYPES[objectType] ?? objectType, objectId].join(":");
  return [portalId, "number", String(phoneNumber ?? "").replace(/[^+\d]/g, "")].join(":");
}

// The person called, as an engagement has them.
function callee({ id }) {
  const [, type, object] = id?.split(":") ?? [];
  return object && type !== "number" ? { hs_call_callee_object_id: object, hs_call_callee_object_type: type } : {};
}

// What an engagement has of any call.
const written = (lead, at, status) => ({
  hs_timestamp: at,
  hs_call_title: [lead.name, lead.company].filter(Boolean).join(", ") || lead.phone,
  hs_call_direction: "OUTBOUND",
  hs_call_status: status,
  hs_call_to_number: lead.phone,
  ...callee(lead),
});

function answered(call) {
  const it = calls.get(call);
  if (it?.stage !== "dialled") return;
  it.stage = "answered";
  send("CALL_ANSWERED", { externalCallId: call });
}

// The line is closed: HubSpot is told once, whatever is undone and done again on the desk.
function over(call, callEndStatus) {
  const it = calls.get(call);
  if (!it || it.stage === "over") return;
  it.stage = "over";
  send("CALL_ENDED", { externalCallId: call, engagementId: it.engagement || undefined, callEndStatus });
}

// Writes the outcome down, now or as soon as HubSpot has made the engagement.
function complete(call, outcome) {
  const it = calls.get(call);
  if (!it) return;
  it.outcome = outcome ?? it.outcome;
  if (!it.outcome || it.engagement === null) return;
  send("CALL_COMPLETED", { externalCallId: call, engagementId: it.engagement || undefined, hideWidget: false, engagementProperties: it.outcome });
  it.outcome = null;
  it.done = true;
}

// Nothing more comes of a call: its engagement must not stay open for ever.
function abandon(call, status) {
  const it = calls.get(call);
  if (!it || it.done || it.outcome) return;
  over(call, status);
  complete(call, written(it.lead, it.at, status));
}

function engaged(call, engagement) {
  const it = calls.get(call);
  if (it?.engagement !== null) return;
  it.engagement = engagement;
  complete(call);
  keep();
}

// A host that makes no engagement does not say so.
const awaitEngagement = (call) => setTimeout(() => engaged(call, false), PATIENCE);

const heard = {
  DIAL_NUMBER(asked) {
    const lead = { id: nameOf(asked), phone: String(asked.phoneNumber ?? "") };
    widget.prepare(lead).catch(({ code }) => send("ERROR", { message: `Callflow: ${code}` }));
  },
  CREATE_ENGAGEMENT_SUCCEEDED: ({ engagementId, externalCallId = current }) => engaged(externalCallId, engagementId),
  CREATE_ENGAGEMENT_FAILED: ({ externalCallId = current }) => engaged(externalCallId, false),
  END_CALL() {
    widget.end().catch(() => {});
  },
};
heard.ENGAGEMENT_CREATED = heard.CREATE_ENGAGEMENT_SUCCEEDED;

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || source === window || !origins.includes(origin)) return;
  if (typeof data !== "object" || data === null || typeof data.type !== "string") return;
  if (data.type === "SYNC") {
    host = origin;
    parent.postMessage({ ...data, type: "SYNC_ACK", version: VERSION, debugMode: false, iFrameUrl: location.origin }, origin);
    if (widget.ready) introduce();
    for (const message of waiting.splice(0)) parent.postMessage(message, host);
  } else if (origin === host && Object.hasOwn(heard, data.type)) {
    heard[data.type](data.data ?? data);
  }
});

const on = (type, hear) =>
  widget.addEventListener(`callflow-${type}`, ({ detail }) => {
    hear(detail);
    keep();
  });

// By the time a question is answered, everything the widget told before is here.
const heardAll = (call) => widget.again({ call }).catch(() => {});

on("ready", async ({ unfinished }) => {
  if (host) introduce();
  // What was under way when this frame went away goes on, or has ended meanwhile, or is lost.
  for (const [call, { done, engagement }] of calls) {
    if (done) continue;
    if (engagement === null) awaitEngagement(call);
    await heardAll(call);
    if (unfinished.includes(call)) answered(call);
    else abandon(call, "FAILED");
    keep();
  }
});
on("started", async ({ call, at, lead }) => {
  current = call;
  calls.set(call, { stage: "dialled", engagement: null, at, lead });
  send("OUTGOING_CALL_STARTED", { externalCallId: call, toNumber: lead.phone, callStartTime: at, createEngagement: true });
  awaitEngagement(call);
  // Where nobody took the call, its end is told in the same breath.
  await heardAll(call);
  answered(call);
  keep();
});
on("hung-up", ({ call }) => {
  const it = calls.get(call);
  if (it?.stage === "dialled") it.stage = "unanswered";
  else over(call, "COMPLETED");
});
on("taken-back", ({ call }) => abandon(call, "CANCELED"));
on("ended", ({ call, lead, startedAt, seconds, disposition, summary }) => {
  const status = STATUS[disposition] ?? "COMPLETED";
  // Of a call from before a reload nothing may have been kept.
  if (!calls.has(call)) calls.set(call, { stage: "answered", engagement: false, at: startedAt, lead });
  over(call, status);
  complete(call, { ...written(lead, startedAt, status), hs_call_body: summary, hs_call_duration: String(seconds * 1000) });
});
on("keep", () => {});
// HubSpot leaves the dialling to its calling app: this computer's telephone does it.
on("dial", ({ tel }) => tel.startsWith("tel:") && Object.assign(document.createElement("a"), { href: tel }).click());
// No taller than most of the screen: what does not fit is scrolled inside, so that line, answers and clock stay in sight.
on("resize", ({ height }) => host && send("RESIZE_WIDGET", { height: Math.min(height, Math.round(screen.availHeight * 0.75)), width: innerWidth }));

document.body.append(widget);

// A server that is away may be back after a while: it is asked again, less and less often.
for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
  const response = await fetch("../config.json").catch(() => null);
  const config = response?.ok ? await response.json().catch(() => null) : null;
  if (Array.isArray(config?.origins)) origins = config.origins;
  if (Array.isArray(config?.origins) || [404, 410].includes(response?.status)) break;
  await new Promise((resolve) => setTimeout(resolve, wait));
}
