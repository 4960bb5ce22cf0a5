/** A customer of the host's. Texts beyond 120 characters are cut. */
export interface Lead {
  id: string;
  name?: string;
  salutation?: string;
  title?: string;
  company?: string;
  phone?: string;
}

/** A customer as the widget knows them; `id` is `null` for one who was typed in the frame. */
export type LeadTold = { [Key in Exclude<keyof Lead, "id">]-?: string } & { id: string | null };

export interface Settings {
  locale?: "zh-CN" | "en";
  theme?: "system" | "light" | "dark";
  rep?: { name?: string; company?: string };
}

export interface Stage {
  id: string;
  title: string;
}

/** `wall` is `YYYY-MM-DDTHH:MM` in `zone` (IANA), `at` the same instant in milliseconds since 1970. */
export interface Fixed {
  wall: string;
  zone: string;
  at: number;
}

export type Appointment = Fixed & { id: string; minutes: number; purpose: string };
export type FollowUp = Fixed & { purpose: string; reason: string };
export type Disposition = "appointment" | "callback" | "material" | "declined" | "no-answer" | "busy" | "wrong-number" | "do-not-call";
export type Sentiment = "positive" | "neutral" | "negative";
export type Value = string | number | boolean | null | { topic: string | null; words: string }[];

/** What a page stores to go on after a reload of its own. */
export interface State {
  records: Record<string, string>;
  seen: Record<string, number>;
  open: string | null;
}

/** In every message about a call: which, the number within it, and when (milliseconds since 1970). */
interface OfCall {
  call: string;
  seq: number;
  at: number;
}

/** What each event brings, by the part of its name behind `callflow-`. */
export interface Messages {
  ready: {
    version: 1;
    flow: { id: string; version: number; locale: "zh-CN" | "en"; title: string };
    storage: "own" | "apart" | "none";
    call: string | null;
    unfinished: string[];
  };
  dial: { lead: LeadTold; tel: string };
  started: OfCall & { lead: LeadTold; stage: Stage };
  lead: OfCall & { lead: LeadTold };
  stage: OfCall & { stage: Stage };
  captured: OfCall & { field: string; label: string; value: Value; text: string };
  appointment: OfCall & { change: "booked" | "moved" | "cancelled"; appointment: Appointment };
  "follow-up": OfCall & { change: "set" | "moved" | "cancelled"; followUp: FollowUp };
  "hung-up": OfCall & { seconds: number };
  resumed: OfCall;
  ended: OfCall & {
    lead: LeadTold;
    startedAt: number;
    endedAt: number;
    seconds: number;
    disposition: Disposition;
    sentiment: Sentiment | null;
    summary: string;
    appointment: Appointment | null;
    followUp: FollowUp | null;
    stages: (Stage & { seconds: number })[];
    path: { step: string; stage: string; at: number }[];
  };
  reopened: OfCall;
  "taken-back": OfCall;
  resize: { height: number };
  /** `storage`: the browser refuses, or `reason` is `null`: works again. Other codes: an attribute asked for what was refused. */
  error: { code: string; reason?: "blocked" | "full" | "failed" | "newer" | null };
  /** The `state` changed: store it, if the page is to get through a reload. */
  keep: {};
  /** Nobody has answered for a quarter of a minute: is this page's origin in the widget's `config.json`? */
  unanswered: {};
}

type Message = { [Type in keyof Messages]: { type: Type } & Messages[Type] }[keyof Messages];

export class CallflowError extends Error {
  /** `closed`: the element was taken out of the page. `timeout`: no answer, though it was asked several times. The others: PROTOCOL.md. */
  readonly code: "closed" | "timeout" | "not-ready" | "busy" | "no-call" | "unknown" | "no-flow" | "refused" | "shape" | "too-big";
}

/** Talks with the widget in a frame of your own; its one event is `message`. */
export class Connection extends EventTarget {
  constructor(frame: HTMLIFrameElement, options: { origin: string; state?: State });
  /** Goes on in another frame, before that has loaded. */
  attach(frame: HTMLIFrameElement, options: { origin: string }): void;
  /** The frame is gone; what was not answered waits for the next one. */
  detach(): void;
  readonly ready: boolean;
  readonly state: State;
  connect(): void;
  close(): void;
  request(type: string, fields?: object): Promise<{ call?: string; count?: number; records?: Record<string, string> }>;
  addEventListener(type: "message", listener: (event: CustomEvent<Message>) => void, options?: AddEventListenerOptions | boolean): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: AddEventListenerOptions | boolean): void;
}

export class CallFlow extends HTMLElement {
  /** Address of the widget; where this module comes from, if not given. */
  src: string | null;
  /** The flow the page expects; whichever there is, if not given. */
  flow: string | null;
  /** The customer on the card before the call; the attribute holds JSON. */
  lead: Lead | null;
  locale: Settings["locale"] | null;
  theme: Settings["theme"] | null;
  readonly ready: boolean;
  /** Set it before the element is put into the page. It has what is not finished: 2,000 records at most. */
  state: State | null;
  prepare(lead: Lead): Promise<{}>;
  start(lead: Lead): Promise<{ call: string }>;
  leads(leads: Lead[]): Promise<{}>;
  set(settings: Settings): Promise<{}>;
  end(): Promise<{}>;
  open(call: string): Promise<{}>;
  again(since: { call: string; after?: number } | { since: number }): Promise<{ count: number }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "call-flow": CallFlow;
  }
  interface HTMLElementEventMap extends CallflowEvents {}
}

export type CallflowEvents = { [Type in keyof Messages as `callflow-${Type}`]: CustomEvent<{ type: Type } & Messages[Type]> };
