//! Which customer data is older than the rep wants to keep it.

use super::call::CallRecord;
use super::envelope::{decode, sealed};
use super::in_use::InUse;
use super::key::Key;
use super::records::Records;
use super::save_queue::SaveQueue;
use crate::domain::{Appointment, FollowUp, Id, Stamp};

/// A day, in milliseconds.
pub const DAY: i64 = 24 * 60 * 60_000;

/// After how many days customer data can be deleted.
pub const CHOICES: [u16; 6] = [30, 90, 180, 365, 730, 1095];

/// The instant so many days ago.
pub fn since(days: u16, now: Stamp) -> Stamp {
    Stamp(now.0.saturating_sub(i64::from(days) * DAY))
}

/// What was agreed in calls, in the order of their ids: until when it reaches.
struct Agreed(Vec<(Id, Stamp)>);

impl Agreed {
    fn new(mut all: Vec<(Id, Stamp)>) -> Self {
        all.sort_unstable();
        Self(all)
    }

    /// The later of an instant and what was agreed in a call.
    fn after(&self, call: &Id, at: Stamp) -> Stamp {
        let from = self.0.partition_point(|(other, _)| other < call);
        self.0[from..].iter().take_while(|(other, _)| other == call).map(|(_, at)| *at).fold(at, Stamp::max)
    }
}

fn last_of(record: &CallRecord) -> Stamp {
    record.log.last().map_or(record.started.at, |entry| entry.at.max(record.started.at))
}

/// The records that are older than this. A call is as old as the last that happened in it or was agreed there; with it go
/// its appointment and its follow-up, and with the last call of a customer the customer. What is on the desk stays.
pub fn expired(records: &Records, saves: &SaveQueue, in_use: &InUse<'_>, since: Stamp) -> Vec<Key> {
    let mut agreed: Vec<(Id, Stamp)> = records.appointments.iter().map(|(_, it)| (it.call.clone(), it.end())).collect();
    agreed.extend(records.follow_ups.iter().map(|(call, it)| (call.clone(), it.time.at)));
    let agreed = Agreed::new(agreed);
    let mut keys = Vec::new();
    // The calls that go, in the order of their ids; and the customers of those that stay.
    let mut gone: Vec<&Id> = Vec::new();
    let mut kept: Vec<&Id> = in_use.call.iter().map(|(_, lead)| *lead).collect();
    for (id, call) in records.calls.iter() {
        if agreed.after(id, last_of(&call.0)) < since && in_use.call.is_none_or(|(call, _)| call != id) {
            keys.push(Key::Call(id.clone()));
            gone.push(id);
        } else {
            kept.push(&call.0.started.lead_id);
        }
    }
    kept.sort_unstable();
    let goes = |call: &Id, at: Stamp| match records.calls.get(call) {
        Some(_) => gone.binary_search(&call).is_ok(),
        None => at < since,
    };
    let appointments = records.appointments.iter().filter(|(_, it)| goes(&it.call, it.end()));
    keys.extend(appointments.map(|(id, _)| Key::Appointment(id.clone())));
    let follow_ups = records.follow_ups.iter().filter(|(call, it)| goes(call, it.time.at));
    keys.extend(follow_ups.map(|(call, _)| Key::FollowUp(call.clone())));
    for (key, version) in saves.all().filter(|(_, version)| version.at < since) {
        let (key, goes) = match Key::parse(key) {
            Some(Key::Lead(id)) => {
                let idle = kept.binary_search(&&id).is_err() && in_use.card_lead != Some(&id);
                let goes = idle && records.leads.get(&id).is_some();
                (Key::Lead(id), goes)
            }
            Some(Key::Draft(tab)) => {
                let filled =
                    if tab == *in_use.tab { in_use.card.is_some() } else { records.drafts.get(&tab).is_some() };
                (Key::Draft(tab), filled)
            }
            // One that bears no date stays.
            Some(Key::Aside(name)) => (Key::Aside(name), version.at > Stamp(0)),
            _ => continue,
        };
        keys.extend(goes.then_some(key));
    }
    keys
}

/// The same of records in the archive that were last written before `since`.
pub fn expired_archived(
    here: &Records,
    in_use: &InUse<'_>,
    since: Stamp,
    archived: &[(String, String)],
) -> Vec<String> {
    let mut agreed = Vec::new();
    for (key, text) in archived {
        match Key::parse(key) {
            Some(Key::Appointment(_)) => {
                agreed.extend(decode::<Appointment>(text).ok().map(|it| (it.call.clone(), it.end())));
            }
            Some(Key::FollowUp(call)) => agreed.extend(decode::<FollowUp>(text).ok().map(|it| (call, it.time.at))),
            _ => {}
        }
    }
    let agreed = Agreed::new(agreed);
    let goes = |(key, text): &&(String, String)| match Key::parse(key) {
        // What cannot be read any more is as old as its envelope says.
        Some(Key::Call(id)) => decode::<CallRecord>(text).map_or(true, |it| agreed.after(&id, last_of(&it)) < since),
        Some(Key::Appointment(_)) => {
            decode::<Appointment>(text).map_or(true, |it| agreed.after(&it.call, it.end()) < since)
        }
        Some(Key::FollowUp(call)) => agreed.after(&call, Stamp(0)) < since,
        // Written anew with every call.
        Some(Key::Lead(id)) => {
            let called = here.calls.iter().any(|(_, call)| call.0.started.lead_id == id);
            !called && in_use.card_lead != Some(&id)
        }
        _ => false,
    };
    // What no key here opens is nobody's to judge.
    let legible = archived.iter().filter(|(_, text)| sealed(text).is_none());
    legible.filter(goes).map(|(key, _)| key.clone()).collect()
}
