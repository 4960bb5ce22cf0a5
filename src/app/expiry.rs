//! Which customer data is older than the rep wants to keep it.

use super::model::Model;
use super::records::Key;
use crate::domain::{Id, Stamp};

/// A day, in milliseconds.
pub const DAY: i64 = 24 * 60 * 60_000;

/// After how many days customer data can be deleted.
pub const CHOICES: [u16; 6] = [30, 90, 180, 365, 730, 1095];

/// The records that are older than so many days. A call is as old as the last that happened in it or was agreed there; with
/// it go its appointment and its follow-up, and with the last call of a customer the customer. What is on the desk stays.
pub fn expired(model: &Model, days: u16, now: Stamp) -> Vec<Key> {
    let since = Stamp(now.0.saturating_sub(i64::from(days) * DAY));
    let on_desk = model.on_call().map(|it| &it.call);
    let mut agreed: Vec<(&Id, Stamp)> = model.appointments.iter().map(|(_, it)| (&it.call, it.end())).collect();
    agreed.extend(model.follow_ups.iter().map(|(call, it)| (call, it.time.at)));
    agreed.sort_unstable();
    let mut keys = Vec::new();
    // Customers with a call that stays.
    let mut kept: Vec<&Id> = on_desk.iter().map(|it| &it.started().lead_id).collect();
    let mut gone: Vec<&Id> = Vec::new();
    for (id, call) in model.calls.iter() {
        let last = call.0.log.last().map_or(call.1.at, |entry| entry.at.max(call.1.at));
        let from = agreed.partition_point(|(call, _)| *call < id);
        let last = agreed[from..].iter().take_while(|(call, _)| *call == id).map(|(_, at)| *at).fold(last, Stamp::max);
        if last < since && on_desk.is_none_or(|it| it.id != *id) {
            keys.push(Key::Call(id.clone()));
            gone.push(id);
        } else {
            kept.push(&call.0.started.lead_id);
        }
    }
    kept.sort_unstable();
    // The calls are in the order of their ids.
    let goes =
        |call: &Id, at: Stamp| gone.binary_search(&call).is_ok() || (at < since && model.calls.get(call).is_none());
    let appointments = model.appointments.iter().filter(|(_, it)| goes(&it.call, it.end()));
    keys.extend(appointments.map(|(id, _)| Key::Appointment(id.clone())));
    let follow_ups = model.follow_ups.iter().filter(|(call, it)| goes(call, it.time.at));
    keys.extend(follow_ups.map(|(call, _)| Key::FollowUp(call.clone())));
    let card = model.prepare.lead_id.as_ref();
    for (key, stamp) in model.keeping.all().filter(|(_, stamp)| *stamp < since) {
        match Key::parse(key) {
            Some(Key::Lead(id)) => {
                let there = model.leads.get(&id).is_some();
                if there && kept.binary_search(&&id).is_err() && card != Some(&id) {
                    keys.push(Key::Lead(id));
                }
            }
            Some(Key::Draft(tab)) if tab == model.tab || model.drafts.get(&tab).is_some() => keys.push(Key::Draft(tab)),
            // One that bears no date stays.
            Some(Key::Aside(name)) if stamp > Stamp(0) => keys.push(Key::Aside(name)),
            _ => {}
        }
    }
    keys
}
