//! What the earlier calls with a customer come to.

use super::call::CallRecord;
use super::envelope::decode;
use super::key::Key;
use super::records::Records;
use crate::domain::call::Past;
use crate::domain::{Flow, Id};
use std::rc::Rc;

/// What the calls with a customer come to: those here, and those of the archive among `archived`; `except` is on its way. `flow` gives
/// the flow of a reference.
pub fn earlier_calls(
    records: &Records,
    flow: impl Fn(&str) -> Option<Rc<Flow>>,
    lead_id: &Id,
    archived: &[(String, String)],
    except: Option<&Id>,
) -> Option<Past> {
    let read = |(key, text): &(String, String)| match Key::parse(key)? {
        Key::Call(id) => Some((id, decode::<CallRecord>(text).ok()?)),
        _ => None,
    };
    let archived: Vec<(Id, CallRecord)> = archived.iter().filter_map(read).collect();
    let here = records.calls.iter().map(|(id, call)| (id, &call.0));
    let there = archived.iter().map(|(id, call)| (id, call)).filter(|(id, _)| records.calls.get(id).is_none());
    let theirs = |(id, call): &(&Id, &CallRecord)| call.started.lead_id == *lead_id && except != Some(*id);
    let mut calls: Vec<(&Id, &CallRecord)> = here.chain(there).filter(theirs).collect();
    calls.sort_by_key(|(_, call)| call.started.at);
    let mut flows: Vec<(&str, Option<Rc<Flow>>)> = Vec::new();
    let mut past = Past::default();
    for (id, call) in calls {
        let name = call.started.flow.as_str();
        if !flows.iter().any(|(known, _)| *known == name) {
            flows.push((name, flow(name)));
        }
        let flow = flows.iter().find(|(known, _)| *known == name).and_then(|(_, flow)| flow.as_ref());
        past.add(id, &call.started, &call.log, flow);
    }
    (past.calls > 0).then_some(past)
}
