//! The customers there was a call with, as they are looked for by name, company or number.

use super::model::Model;
use crate::domain::phone::{Parsed, Phone};
use crate::domain::{Fixed, Id, Lead, Moment, Stamp};
use crate::speech::when;
use crate::store::{CallSummary, follow_ups};
use crate::text::texts;

/// The most that are looked through: the rest is in the lists and in the archive.
const MOST: usize = 500;

/// Somebody to call again, or a call to go on with.
pub struct Customer<'a> {
    /// The latest call with them, or the one to go on with.
    pub call: &'a Id,
    /// Who it is.
    pub lead: &'a Lead,
    /// It is to be gone on with.
    pub unfinished: bool,
    /// What there is to know of it.
    pub note: String,
}

/// Where somebody stands among the customers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// A call is not finished.
    Unfinished,
    /// Something is agreed for then.
    Coming(Stamp),
    /// There were calls.
    Been,
}

/// Calls to go on with, then whom something is agreed with, soonest first, then the others, latest call first.
pub fn all<'a>(model: &'a Model, now: &Moment) -> Vec<Customer<'a>> {
    let coming = coming(model, now);
    let next = |lead_id: &Id| {
        let place = coming.binary_search_by(|(it, _)| Id::cmp(it, lead_id)).ok()?;
        coming.get(place).map(|(_, time)| *time)
    };
    let mut ranked: Vec<(Rank, i64, &Id, &CallSummary)> = Vec::new();
    for (id, call) in model.records.calls.iter() {
        let brief = &call.1;
        let rank = match next(&brief.lead_id) {
            _ if !brief.closed => Rank::Unfinished,
            Some(time) => Rank::Coming(time.at),
            None => Rank::Been,
        };
        ranked.push((rank, brief.at.0.saturating_neg(), id, brief));
    }
    // Each unfinished call counts, anybody else once.
    ranked.sort_unstable_by(|a, b| (&a.3.lead_id, a.0, a.1, a.2).cmp(&(&b.3.lead_id, b.0, b.1, b.2)));
    let mut before = None;
    ranked.retain(|(rank, _, _, brief)| {
        let again = before.replace(&brief.lead_id) == Some(&brief.lead_id);
        *rank == Rank::Unfinished || !again && brief.lead != Lead::default()
    });
    ranked.sort_unstable_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)));
    ranked.truncate(MOST);
    let t = texts(model.records.settings.locale);
    let customer = |(rank, _, call, brief): (Rank, i64, &'a Id, &'a CallSummary)| Customer {
        call,
        lead: model.records.leads.get(&brief.lead_id).map_or(&brief.lead, |lead| lead),
        unfinished: rank == Rank::Unfinished,
        note: match next(&brief.lead_id) {
            _ if rank == Rank::Unfinished && brief.ended.is_none() => t.lists_go_on.into(),
            _ if rank == Rank::Unfinished => t.lists_wrap_up.into(),
            Some(time) => model.agreed(time, now),
            None => when::written(brief.at.wall(now.offset), model.records.settings.locale),
        },
    };
    ranked.into_iter().map(customer).collect()
}

/// What is agreed next, by customer, in the order of their ids.
fn coming<'a>(model: &'a Model, now: &Moment) -> Vec<(&'a Id, &'a Fixed)> {
    let booked =
        model.records.appointments.iter().filter(|(_, it)| it.end() > now.at).map(|(_, it)| (&it.call, &it.time));
    let promised = follow_ups::open(&model.records).map(|(call, it)| (call, &it.time));
    let of_lead = |(call, time)| Some((&model.records.calls.get(call)?.1.lead_id, time));
    let mut coming: Vec<(&Id, &Fixed)> = booked.chain(promised).filter_map(of_lead).collect();
    coming.sort_unstable_by(|a, b| (a.0, a.1.at).cmp(&(b.0, b.1.at)));
    coming.dedup_by(|later, sooner| later.0 == sooner.0);
    coming
}

/// What of somebody's numbers they are looked for by.
pub fn digits(lead: &Lead) -> Vec<String> {
    let phones = lead.phones().and_then(Result::ok);
    phones.iter().flat_map(Parsed::all).flat_map(Phone::looked_for).map(str::to_owned).collect()
}
