//! Which records are a host's. Its customers carry its origin in the name of their record, and calls, appointments and
//! follow-ups belong to a customer: so no page ever learns of a call that was begun in another.

use super::super::lock::Lock;
use super::super::model::Model;
use super::super::records::{CallRecord, Key, Version, encode};
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

/// Whether a name is one of any host's.
pub fn is_of_host(id: &Id) -> bool {
    id.as_str().contains([' ', '#'])
}

/// Whether a customer is one of this host's.
pub fn owns_lead(origin: &str, id: &Id) -> bool {
    id.as_str().strip_prefix(origin).is_some_and(|rest| rest.starts_with([' ', '#']))
}

/// Whether a call is one of this host's.
pub fn owns_call(model: &Model, origin: &str, call: &Id) -> bool {
    model.calls.get(call).is_some_and(|it| owns_lead(origin, &it.0.started.lead_id))
}

/// Whether a call may bear this name in the frame of this host: one that another host gave belongs to that one.
pub fn may_be_called(origin: &str, call: &Id) -> bool {
    owns_lead(origin, call) || !is_of_host(call)
}

/// The calls of this host's that are not finished.
pub fn unfinished<'a>(model: &'a Model, origin: &'a str) -> impl Iterator<Item = (&'a Id, &'a CallRecord)> {
    let calls = model.calls.iter().filter(|(_, call)| !call.1.closed);
    let own = calls.filter(move |(_, call)| owns_lead(origin, &call.0.started.lead_id));
    own.map(|(id, call)| (id, &call.0))
}

/// The key of a record that a host keeps for us, and which version of it the host has; `None`: it is to be told anew.
pub type Kept = (String, Option<Version>);

/// The records a host keeps for us, in the order of their keys: what it takes to put its unfinished calls back, no more.
pub fn kept(model: &Model, origin: &str) -> Vec<Kept> {
    let mut keys = vec![Key::Lock];
    for (id, CallRecord { started, .. }) in unfinished(model, origin) {
        let meetings = model.appointments.iter().filter(|(_, it)| it.call == *id);
        keys.extend(meetings.map(|(id, _)| Key::Appointment(id.clone())));
        keys.extend([Key::Call(id.clone()), Key::FollowUp(id.clone())]);
        keys.extend([Key::Lead(started.lead_id.clone()), Key::Flow(started.flow.clone())]);
    }
    let there = keys.iter().filter(|key| data(model, key).is_some()).map(Key::text);
    let mut kept: Vec<Kept> =
        there.map(|key| (key.clone(), Some(model.keeping.known(&key).unwrap_or_default()))).collect();
    kept.sort_unstable();
    // Calls share their customers and their flows.
    kept.dedup();
    kept
}

/// The record of this key as a host is given it. It says which version it is: so it can be told, when it comes back, whether
/// it was removed since.
pub fn text(model: &Model, key: &str) -> Option<String> {
    Some(encode(data(model, &Key::parse(key)?)?, model.keeping.known(key).unwrap_or_default()))
}

fn data<'a>(model: &'a Model, key: &Key) -> Option<&'a dyn ToJson> {
    match key {
        Key::Call(id) => model.calls.get(id).map(|it| &it.0 as _),
        Key::Lead(id) => model.leads.get(id).map(|it| &**it as _),
        Key::FollowUp(id) => model.follow_ups.get(id).map(|it| &**it as _),
        Key::Appointment(id) => model.appointments.get(id).map(|it| &**it as _),
        Key::Flow(reference) => model.kept_flows.get(&Id::new(reference)).map(|it| &**it as _),
        // Where the records are sealed, what opens them is kept with them.
        Key::Lock => match &model.lock {
            Lock::Open(lock) if model.lock.seals() => Some(lock),
            Lock::Off | Lock::Shut(_) | Lock::Open(_) => None,
        },
        _ => None,
    }
}
