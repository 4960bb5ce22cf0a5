//! Which promises are still open.

use super::call::CallSummary;
use super::records::Records;
use crate::domain::call::Disposition;
use crate::domain::{FollowUp, Id, Stamp};

/// The follow-ups that are neither settled nor followed by another call the customer answered, by call.
pub fn open(records: &Records) -> impl Iterator<Item = (&Id, &FollowUp)> {
    let answered = Answered::of(records);
    let open = move |(id, it): &(&Id, &FollowUp)| it.done.is_none() && !answered.since(records, id);
    records.follow_ups.iter().map(|(id, it)| (id, &**it)).filter(open)
}

/// The customers something was promised to, in the order of their ids, and when each last answered a call: found in one
/// pass over the calls, of which there may be many thousands.
struct Answered<'a>(Vec<(&'a Id, Stamp)>);

impl<'a> Answered<'a> {
    fn of(records: &'a Records) -> Self {
        let mut all = Self(Vec::new());
        for call in records.follow_ups.iter().filter_map(|(id, _)| records.calls.get(id)) {
            let lead_id = &call.0.started.lead_id;
            if let Err(place) = all.place(lead_id) {
                all.0.insert(place, (lead_id, call.1.at));
            }
        }
        // A call nobody answered keeps no promise.
        let answered = |brief: &CallSummary| brief.disposition.is_none_or(Disposition::is_end);
        for (_, call) in records.calls.iter().filter(|(_, call)| answered(&call.1)) {
            if let Ok(place) = all.place(&call.0.started.lead_id) {
                let last = &mut all.0[place].1;
                *last = call.1.at.max(*last);
            }
        }
        all
    }

    fn place(&self, lead_id: &Id) -> Result<usize, usize> {
        self.0.binary_search_by(|(id, _)| Id::cmp(id, lead_id))
    }

    /// A follow-up is done with once the customer answered another call after it was agreed.
    fn since(&self, records: &Records, call: &Id) -> bool {
        let Some(call) = records.calls.get(call) else { return false };
        self.place(&call.0.started.lead_id).is_ok_and(|place| self.0[place].1 > call.1.at)
    }
}
