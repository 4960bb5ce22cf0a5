//! What is known of the customer on the card from earlier calls: of those that are here at once, of the archived ones as soon as
//! they were found.

use super::model::Model;
use super::records::{CallRecord, Key, decode};
use crate::domain::call::Past;
use crate::domain::json::text;
use crate::domain::{Flow, Id};
use std::rc::Rc;

/// What is known of the customer on the card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recalled {
    /// Whose calls were looked through: that of the card, or it is to be done anew.
    pub lead_id: Option<Id>,
    /// What they come to.
    pub past: Option<Rc<Past>>,
    /// The archive could not be read.
    pub unread: bool,
}

/// How a call in the archive names its customer.
pub fn named(lead_id: &Id) -> String {
    let mut named = "\"lead_id\":".to_owned();
    text(&mut named, lead_id.as_str());
    named
}

/// What the calls with a customer come to: those here, and those of the archive among these; `except` is on its way.
pub fn past(model: &Model, lead_id: &Id, archived: &[(String, String)], except: Option<&Id>) -> Option<Past> {
    let read = |(key, text): &(String, String)| match Key::parse(key)? {
        Key::Call(id) => Some((id, decode::<CallRecord>(text).ok()?)),
        _ => None,
    };
    let archived: Vec<(Id, CallRecord)> = archived.iter().filter_map(read).collect();
    let here = model.calls.iter().map(|(id, call)| (id, &call.0));
    let there = archived.iter().map(|(id, call)| (id, call)).filter(|(id, _)| model.calls.get(id).is_none());
    let theirs = |(id, call): &(&Id, &CallRecord)| call.started.lead_id == *lead_id && except != Some(*id);
    let mut calls: Vec<(&Id, &CallRecord)> = here.chain(there).filter(theirs).collect();
    calls.sort_by_key(|(_, call)| call.started.at);
    let mut flows: Vec<(&str, Option<Rc<Flow>>)> = Vec::new();
    let mut past = Past::default();
    for (id, call) in calls {
        let name = call.started.flow.as_str();
        if !flows.iter().any(|(known, _)| *known == name) {
            flows.push((name, super::update::flow_of(model, name)));
        }
        let flow = flows.iter().find(|(known, _)| *known == name).and_then(|(_, flow)| flow.as_ref());
        past.add(id, &call.started, &call.log, flow);
    }
    (past.calls > 0).then_some(past)
}
