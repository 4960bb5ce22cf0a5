// Callflow as a calling app of HubSpot: the address of hubspot.html is the widget URL of the app. Speaks the Calling Extensions
// protocol (@hubspot/calling-extensions-sdk 0.9) with the page around it and Callflow's own with the frame inside.
// Unlike the SDK it answers a SYNC only if it comes from that page and its origin is in config.json.
import "./callflow.js";

const VERSION = "0.9.7";

const config = await fetch("../config.json").then((response) => response.json()).catch(() => ({}));
const origins = Array.isArray(config.origins) ? config.origins : [];
const widget = document.querySelector("call-flow");

let host = null; // the exact origin that was answered
let dialled = null; // what HubSpot asked to call
const engagements = new Map(); // by call
let current = null; // the call on the line

const page = new CSSStyleSheet();
page.replaceSync("html, body, call-flow { margin: 0; block-size: 100%; }");
document.adoptedStyleSheets = [page];

// HubSpot takes a message whose name it did not give as a new one.
const send = (type, data) => host && parent.postMessage({ type, data, messageId: `callflow-${crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`}` }, host);

const heard = {
  DIAL_NUMBER({ phoneNumber, portalId, objectType, objectId }) {
    dialled = { number: String(phoneNumber ?? ""), id: [portalId, objectType, objectId].join(":") };
    widget.prepare({ id: dialled.id, phone: dialled.number }).catch(({ code }) => send("ERROR", { message: `Callflow: ${code}` }));
  },
  CREATE_ENGAGEMENT_SUCCEEDED({ engagementId, externalCallId = current }) {
    if (externalCallId) engagements.set(externalCallId, engagementId);
  },
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
  } else if (origin === host && Object.hasOwn(heard, data.type)) {
    heard[data.type](data.data ?? data);
  }
});

const introduce = () => {
  send("INITIALIZED", { isLoggedIn: true });
  send("LOGGED_IN");
};

const END = { "no-answer": "NO_ANSWER", busy: "BUSY", "wrong-number": "FAILED" };

widget.addEventListener("callflow-ready", introduce);
widget.addEventListener("callflow-started", ({ detail: { call, at, lead } }) => {
  current = call;
  send("OUTGOING_CALL_STARTED", { externalCallId: call, toNumber: lead.phone, callStartTime: at, createEngagement: true });
  send("CALL_ANSWERED", { externalCallId: call });
});
widget.addEventListener("callflow-hung-up", ({ detail: { call } }) => {
  send("CALL_ENDED", { externalCallId: call, engagementId: engagements.get(call), callEndStatus: "COMPLETED" });
});
widget.addEventListener("callflow-ended", ({ detail: { call, lead, startedAt, seconds, disposition, summary } }) => {
  send("CALL_COMPLETED", {
    externalCallId: call,
    engagementId: engagements.get(call),
    hideWidget: false,
    engagementProperties: {
      hs_timestamp: startedAt,
      hs_call_title: [lead.name, lead.company].filter(Boolean).join(", ") || lead.phone,
      hs_call_body: summary,
      hs_call_direction: "OUTBOUND",
      hs_call_duration: String(seconds * 1000),
      hs_call_status: END[disposition] ?? "COMPLETED",
      hs_call_to_number: lead.phone,
    },
  });
});
widget.addEventListener("callflow-resize", ({ detail: { height } }) => send("RESIZE_WIDGET", { height, width: innerWidth }));
