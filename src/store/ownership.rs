//! Which records are a host's. Its customers carry its origin in the name of their record, and calls, appointments and
//! follow-ups belong to a customer: so no page ever learns of a call that was begun in another.

use super::call::CallRecord;
use super::encryption::LockRecord;
use super::envelope::{Version, encode};
use super::key::Key;
use super::records::Records;
use super::save_queue::SaveQueue;
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
pub fn owns_call(records: &Records, origin: &str, call: &Id) -> bool {
    records.calls.get(call).is_some_and(|it| owns_lead(origin, &it.0.started.lead_id))
}

/// Whether a call may bear this name in the frame of this host: one that another host gave belongs to that one.
pub fn may_be_called(origin: &str, call: &Id) -> bool {
    owns_lead(origin, call) || !is_of_host(call)
}

/// The calls of this host's that are not finished.
pub fn unfinished<'a>(records: &'a Records, origin: &'a str) -> impl Iterator<Item = (&'a Id, &'a CallRecord)> {
    let calls = records.calls.iter().filter(|(_, call)| !call.1.closed);
    let own = calls.filter(move |(_, call)| owns_lead(origin, &call.0.started.lead_id));
    own.map(|(id, call)| (id, &call.0))
}

/// The key of a record that a host keeps for us, and which version of it the host has; `None`: it is to be told anew.
pub type Kept = (String, Option<Version>);

/// Where what a host keeps for us comes from.
#[derive(Clone, Copy)]
pub struct HostBackup<'a> {
    /// The records.
    pub records: &'a Records,
    /// Their versions.
    pub saves: &'a SaveQueue,
    /// What opens the records where they are encrypted: it is kept with them.
    pub lock: Option<&'a LockRecord>,
}

impl HostBackup<'_> {
    /// The records this host keeps for us, in the order of their keys: what it takes to put its unfinished calls back, no more.
    pub fn kept(&self, origin: &str) -> Vec<Kept> {
        let mut keys = vec![Key::Lock];
        for (id, CallRecord { started, .. }) in unfinished(self.records, origin) {
            let meetings = self.records.appointments.iter().filter(|(_, it)| it.call == *id);
            keys.extend(meetings.map(|(id, _)| Key::Appointment(id.clone())));
            keys.extend([Key::Call(id.clone()), Key::FollowUp(id.clone())]);
            keys.extend([Key::Lead(started.lead_id.clone()), Key::Flow(started.flow.clone())]);
        }
        let there = keys.iter().filter(|key| self.data(key).is_some()).map(Key::text);
        let mut kept: Vec<Kept> = there.map(|key| (key.clone(), Some(self.version(&key)))).collect();
        kept.sort_unstable();
        // Calls share their customers and their flows.
        kept.dedup();
        kept
    }

    /// The record of this key as a host is given it. It says which version it is: so it can be told, when it comes back,
    /// whether it was removed since.
    pub fn text(&self, key: &str) -> Option<String> {
        Some(encode(self.data(&Key::parse(key)?)?, self.version(key)))
    }

    fn version(&self, key: &str) -> Version {
        self.saves.known(key).unwrap_or_default()
    }

    fn data(&self, key: &Key) -> Option<&dyn ToJson> {
        match key {
            Key::Call(_) | Key::Lead(_) | Key::FollowUp(_) | Key::Appointment(_) | Key::Flow(_) => {
                self.records.get(key)
            }
            Key::Lock => self.lock.map(|lock| lock as _),
            _ => None,
        }
    }
}
