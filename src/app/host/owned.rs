//! Which records are a host's. Its customers carry its origin in the name of their record, and calls, appointments and
//! follow-ups belong to a customer: so no page ever learns of a call that was begun in another.

use super::super::model::Model;
use super::super::records::{Key, encode};
use crate::domain::Id;
use crate::domain::json::ToJson;

/// Our name for what this host gave that name to. No origin holds a blank or a `#`.
pub fn named_by(origin: &str, name: &str) -> Id {
    Id::new(&[origin, " ", name].concat())
}

/// Our name for a customer who came into being here, in the frame of this host.
pub fn born_in(origin: &str, fresh: &Id) -> Id {
    Id::new(&[origin, "#", fresh.as_str()].concat())
}

/// The name the host itself gave; `None` for all others.
pub fn name_of<'a>(origin: &str, id: &'a Id) -> Option<&'a str> {
    id.as_str().strip_prefix(origin)?.strip_prefix(' ')
}

/// Whether a customer is one of this host's.
pub fn owns_lead(origin: &str, id: &Id) -> bool {
    id.as_str().strip_prefix(origin).is_some_and(|rest| rest.starts_with([' ', '#']))
}

/// Whether a call is one of this host's.
pub fn owns_call(model: &Model, origin: &str, call: &Id) -> bool {
    model.calls.get(call).is_some_and(|it| owns_lead(origin, &it.0.started.lead_id))
}

/// Whether a record is this host's to keep.
pub fn owns(model: &Model, origin: &str, key: &Key) -> bool {
    let on_desk = || model.on_call().is_some_and(|it| owns_lead(origin, &it.call.started().lead_id));
    match key {
        Key::Lead(id) => owns_lead(origin, id),
        Key::Call(id) | Key::FollowUp(id) => owns_call(model, origin, id),
        // One that was cancelled is gone already; that happens to the call on the desk alone.
        Key::Appointment(id) => match model.appointments.get(id) {
            Some(appointment) => owns_call(model, origin, &appointment.call),
            None => on_desk(),
        },
        Key::Flow(reference) => unfinished(model, origin).any(|(_, flow)| flow == reference),
        _ => false,
    }
}

/// The calls of this host's that are not finished, and the flows they run on.
pub fn unfinished<'a>(model: &'a Model, origin: &'a str) -> impl Iterator<Item = (&'a Id, &'a str)> {
    let calls = model.calls.iter().filter(|(_, call)| !call.1.closed);
    let own = calls.filter(move |(_, call)| owns_lead(origin, &call.0.started.lead_id));
    own.map(|(id, call)| (id, call.0.started.flow.as_str()))
}

/// What a host needs to put its unfinished calls back: keys and texts of records.
pub fn state(model: &Model, origin: &str) -> Vec<(String, String)> {
    let mut records = Vec::new();
    let mut put = |key: Key, data: &dyn ToJson| {
        let key = key.text();
        let version = model.keeping.known(&key).unwrap_or_default();
        let record = (key, encode(data, version));
        if !records.contains(&record) {
            records.push(record);
        }
    };
    for (id, flow) in unfinished(model, origin) {
        let Some(call) = model.calls.get(id) else { continue };
        let lead_id = &call.0.started.lead_id;
        put(Key::Call(id.clone()), &call.0);
        if let Some(lead) = model.leads.get(lead_id) {
            put(Key::Lead(lead_id.clone()), &**lead);
        }
        if let Some(follow_up) = model.follow_ups.get(id) {
            put(Key::FollowUp(id.clone()), &**follow_up);
        }
        for (id, appointment) in model.appointments.iter().filter(|(_, it)| it.call == *id) {
            put(Key::Appointment(id.clone()), &**appointment);
        }
        if let Some(record) = model.kept_flows.get(&Id::new(flow)) {
            put(Key::Flow(flow.into()), &**record);
        }
    }
    records
}
