//! What a host is told. Of a call: what each entry of its log changed, worked out on a shadow of the call that follows the
//! log. Only what a host needs goes out, and nothing of calls that are not its own.

use super::super::model::Model;
use super::super::summary;
use super::VERSION;
use super::asked::Refused;
use super::place::Keeps;
use crate::domain::call::{Call, Entry, Progress, Started, State, Value, stage_times};
use crate::domain::json::{ToJson, text};
use crate::domain::{Appointment, Fixed, Flow, FollowUp, Id, Lead, LeadField, Moment, Stamp};
use crate::speech;
use crate::store::{StorageFault, ownership};
use std::rc::Rc;

/// A message to the host, as JSON.
pub type Told = String;

/// An object being written.
struct Message(String);

impl Message {
    fn new(kind: &str) -> Self {
        Self(String::from("{\"type\":")).raw_text(kind)
    }

    /// An object inside a message: no type.
    fn part(key: &str, value: &str) -> Self {
        let mut part = Self(String::from("{"));
        text(&mut part.0, key);
        part.0.push(':');
        part.raw_text(value)
    }

    fn raw_text(mut self, value: &str) -> Self {
        text(&mut self.0, value);
        self
    }

    fn key(mut self, key: &str) -> Self {
        self.0.push(',');
        text(&mut self.0, key);
        self.0.push(':');
        self
    }

    fn text(self, key: &str, value: &str) -> Self {
        self.key(key).raw_text(value)
    }

    fn json(self, key: &str, value: &dyn ToJson) -> Self {
        let mut message = self.key(key);
        value.to_json(&mut message.0);
        message
    }

    fn raw(self, key: &str, json: &str) -> Self {
        let mut message = self.key(key);
        message.0.push_str(json);
        message
    }

    fn end(mut self) -> Told {
        self.0.push('}');
        self.0
    }
}

fn list(parts: impl Iterator<Item = String>) -> String {
    let mut out = String::from("[");
    for (place, part) in parts.enumerate() {
        out.push_str(if place > 0 { "," } else { "" });
        out.push_str(&part);
    }
    out.push(']');
    out
}

/// The answer to a request; `Ok` may bring more: a name and its JSON.
pub fn answer(to: &str, result: Result<Option<(&str, String)>, Refused>) -> Told {
    let answer = Message::new("answer").text("to", to).json("ok", &result.is_ok());
    match result {
        Ok(None) => answer,
        Ok(Some((key, json))) => answer.raw(key, &json),
        Err(refused) => answer.json("error", &refused),
    }
    .end()
}

/// Calls can be started: what with, where records are, and which calls of this host's are not finished.
pub fn ready(model: &Model, origin: &str, flow: &Flow, keeps: Keeps) -> Told {
    let on_desk = model.on_call().map(|it| &it.call.id).filter(|id| ownership::owns_call(&model.records, origin, id));
    let unfinished = ownership::unfinished(&model.records, origin).map(|(id, _)| {
        let mut out = String::new();
        id.to_json(&mut out);
        out
    });
    let flow = Message::part("id", flow.id.as_str())
        .json("version", &i64::from(flow.version))
        .json("locale", &flow.locale)
        .text("title", &flow.title);
    Message::new("ready")
        .json("version", &VERSION)
        .raw("flow", &flow.end())
        .json("storage", &keeps)
        .json("call", &on_desk.cloned())
        .raw("unfinished", &list(unfinished))
        .end()
}

/// The rep wants this customer to be dialled.
pub fn dial(origin: &str, lead_id: Option<&Id>, it: &Lead, tel: &str) -> Told {
    Message::new("dial").raw("lead", &lead(origin, lead_id, it)).text("tel", tel).end()
}

/// Records are not kept here, or are again (`None`).
pub fn fault(fault: Option<StorageFault>) -> Told {
    let reason = fault.map(|fault| match fault {
        StorageFault::Blocked => "blocked",
        StorageFault::Full => "full",
        StorageFault::Failed => "failed",
        StorageFault::Newer => "newer",
    });
    Message::new("error").text("code", "storage").json("reason", &reason.map(str::to_owned)).end()
}

/// Records of the state that changed: keys, and texts or `None` for what is gone.
pub fn keep(records: &[(String, Option<String>)]) -> Told {
    Message::new("keep").raw("records", &records_json(records)).end()
}

/// Records as an object.
pub fn records_json(records: &[(String, Option<String>)]) -> String {
    let mut out = String::new();
    let fields: Vec<(&str, &dyn ToJson)> = records.iter().map(|(key, text)| (key.as_str(), text as _)).collect();
    crate::domain::json::object(&mut out, &fields);
    out
}

/// A line that was opened by mistake, or a call that was logged by mistake: it never was.
pub fn taken_back(call: &Id, seq: i64, at: Stamp) -> Told {
    Message::new("taken-back").json("call", call).json("seq", &seq).json("at", &at).end()
}

/// A call as far as a host was told of it.
#[derive(Clone, Debug)]
pub struct Shadow {
    call: Call,
    /// The number of the latest message; 0: none.
    seq: i64,
}

impl Shadow {
    /// A call nobody was told of.
    pub fn new(id: Id, flow: Rc<Flow>, started: Started) -> Self {
        Self { call: Call::start(id, flow, started), seq: 0 }
    }

    /// Whether it can follow this log of this call.
    pub fn precedes(&self, id: &Id, log: &[Entry]) -> bool {
        self.call.id == *id && self.call.log().len() <= log.len()
    }

    /// Goes on to the end of the log; what the host is to be told is added to `told`.
    pub fn follow(&mut self, log: &[Entry], model: &Model, origin: &str, told: &mut Vec<Told>) {
        if self.seq == 0 {
            told.push(self.started(origin));
        }
        for entry in log.iter().skip(self.call.log().len()) {
            let before = (!entry.event.is_mark()).then(|| self.call.state().clone());
            // What the log holds was let happen before.
            let done = self.call.handle(entry.at, entry.event.clone());
            if let (Some(before), Ok(())) = (before, done) {
                self.changes(&before, entry.at, model, origin, told);
            }
        }
    }

    fn message(&mut self, kind: &str, at: Stamp) -> Message {
        self.seq += 1;
        Message::new(kind).json("call", &self.call.id).json("seq", &self.seq).json("at", &at)
    }

    fn started(&mut self, origin: &str) -> Told {
        let started = self.call.started().clone();
        let lead = lead(origin, Some(&started.lead_id), &started.lead);
        let stage = self.stage();
        self.message("started", started.at).raw("lead", &lead).raw("stage", &stage).end()
    }

    fn stage(&self) -> String {
        let stage = self.call.flow().stage(self.call.state().here().stage);
        Message::part("id", stage.id.as_str()).text("title", &stage.title).end()
    }

    fn changes(&mut self, before: &State, at: Stamp, model: &Model, origin: &str, told: &mut Vec<Told>) {
        let after = self.call.state().clone();
        if before.lead != after.lead {
            let lead = lead(origin, Some(&self.call.started().lead_id), &after.lead);
            told.push(self.message("lead", at).raw("lead", &lead).end());
        }
        if before.here().stage != after.here().stage {
            let stage = self.stage();
            told.push(self.message("stage", at).raw("stage", &stage).end());
        }
        let flow = Rc::clone(self.call.flow());
        for (ix, field) in flow.fields().filter(|(ix, _)| before.value(*ix) != after.value(*ix)) {
            let value = after.value(ix);
            let shown = value.map(|value| speech::value_text(value, ix, &flow, flow.locale)).unwrap_or_default();
            let message = self.message("captured", at).json("field", &field.id).text("label", &field.label);
            told.push(message.raw("value", &plain(value)).text("text", &shown).end());
        }
        if let Some((change, it)) = change(&before.appointment, &after.appointment, ["booked", "moved", "cancelled"]) {
            told.push(self.message("appointment", at).text("change", change).raw("appointment", &meeting(it)).end());
        }
        if let Some((change, it)) = change(&before.follow_up, &after.follow_up, ["set", "moved", "cancelled"]) {
            told.push(self.message("follow-up", at).text("change", change).raw("followUp", &promise(it)).end());
        }
        match (before.progress, after.progress) {
            (Progress::Talking, Progress::WrappingUp(ended)) => {
                let seconds = ended.since(self.call.started().at) / 1000;
                told.push(self.message("hung-up", at).json("seconds", &seconds).end());
            }
            (Progress::WrappingUp(_), Progress::Talking) => told.push(self.message("resumed", at).end()),
            (Progress::WrappingUp(_), Progress::Closed(ended)) => told.push(self.ended(at, ended, model, origin)),
            (Progress::Closed(_), Progress::WrappingUp(_)) => told.push(self.message("reopened", at).end()),
            _ => {}
        }
    }

    /// Everything a host writes down of a call.
    fn ended(&mut self, at: Stamp, ended: Stamp, model: &Model, origin: &str) -> Told {
        let (state, flow) = (self.call.state().clone(), Rc::clone(self.call.flow()));
        let started = self.call.started().clone();
        let now = Moment { at, ran: at, offset: started.offset, id: self.call.id.clone() };
        let summary = summary::summary(model, &self.call, &now);
        let stages = flow.stages.iter().zip(stage_times(&self.call, ended)).map(|(stage, time)| {
            Message::part("id", stage.id.as_str()).text("title", &stage.title).json("seconds", &(time / 1000)).end()
        });
        let path = state.path().iter().map(|visit| {
            let (step, stage) = (&flow.step(visit.step).id, &flow.stage(visit.stage).id);
            Message::part("step", step.as_str()).json("stage", stage).json("at", &visit.at).end()
        });
        let (stages, path) = (list(stages), list(path));
        let or_null = |json: Option<String>| json.unwrap_or_else(|| "null".into());
        self.message("ended", at)
            .raw("lead", &lead(origin, Some(&started.lead_id), &state.lead))
            .json("startedAt", &started.at)
            .json("endedAt", &ended)
            .json("seconds", &(ended.since(started.at) / 1000))
            .json("disposition", &state.outcome_noted())
            .json("sentiment", &state.sentiment)
            .text("summary", &summary)
            .raw("appointment", &or_null(state.appointment.as_ref().map(meeting)))
            .raw("followUp", &or_null(state.follow_up.as_ref().map(promise)))
            .raw("stages", &stages)
            .raw("path", &path)
            .end()
    }
}

/// How something that can be fixed, moved and cancelled changed, and what it is, or was.
fn change<'a, T: PartialEq>(
    before: &'a Option<T>,
    after: &'a Option<T>,
    [fixed, moved, cancelled]: [&'static str; 3],
) -> Option<(&'static str, &'a T)> {
    match (before, after) {
        (None, Some(new)) => Some((fixed, new)),
        (Some(old), Some(new)) if old != new => Some((moved, new)),
        (Some(old), None) => Some((cancelled, old)),
        _ => None,
    }
}

/// A customer. `id` is the host's own name for them; `null` for one who came into being here.
fn lead(origin: &str, id: Option<&Id>, it: &Lead) -> String {
    let name = id.and_then(|id| ownership::name_of(origin, id)).map(str::to_owned);
    let mut message = Message(String::from("{\"id\":"));
    name.to_json(&mut message.0);
    let fields = LeadField::ALL.into_iter().map(|field| (field.word(), as_typed(it, field)));
    fields.fold(message, |message, (key, value)| message.text(key, value)).end()
}

fn as_typed(lead: &Lead, field: LeadField) -> &str {
    match field {
        LeadField::Name => &lead.name,
        LeadField::Salutation => &lead.salutation,
        LeadField::Title => &lead.title,
        LeadField::Company => &lead.company,
        LeadField::Phone => &lead.phone,
    }
}

fn plain(value: Option<&Value>) -> String {
    let mut out = String::new();
    match value {
        None => out.push_str("null"),
        Some(Value::Text(it)) => it.to_json(&mut out),
        Some(Value::Option(it)) => it.to_json(&mut out),
        Some(Value::Number(it)) => it.to_json(&mut out),
        Some(Value::YesNo(it)) => it.to_json(&mut out),
        Some(Value::Needs(it)) => it.to_json(&mut out),
    }
    out
}

fn timed(time: &Fixed) -> Message {
    Message::part("wall", &time.wall.to_string()).text("zone", &time.zone).json("at", &time.at)
}

fn meeting(it: &Appointment) -> String {
    timed(&it.time).json("id", &it.id).json("minutes", &it.minutes).text("purpose", &it.purpose).end()
}

fn promise(it: &FollowUp) -> String {
    timed(&it.time).text("purpose", &it.purpose).text("reason", &it.reason).end()
}
