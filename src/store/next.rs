//! Whom to call next.

use super::follow_ups;
use super::records::Records;
use crate::domain::{Id, Stamp};

/// What is next, while nobody is on the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextCall<'a> {
    /// The follow-up agreed in this call is due.
    FollowUp(&'a Id),
    /// This call is not finished.
    Unfinished(&'a Id),
}

/// The follow-up that has been due longest, or else the latest call that is not finished. Who did not answer since their
/// follow-up came due waits until the others were called.
pub fn next_call(records: &Records, now: Stamp) -> Option<NextCall<'_>> {
    let due = follow_ups::open(records).filter(|(_, it)| it.time.at <= now);
    let tried = |call: &Id, since: Stamp| {
        let lead_id = records.calls.get(call).map(|it| &it.0.started.lead_id);
        records.calls.iter().any(|(_, it)| Some(&it.0.started.lead_id) == lead_id && it.1.at >= since)
    };
    let waiting = due.filter(|(call, it)| !tried(call, it.time.at)).min_by_key(|(_, it)| it.time.at);
    let unfinished = || {
        let open = records.calls.iter().filter(|(_, it)| !it.1.closed).max_by_key(|(_, it)| it.1.at);
        open.map(|(id, _)| NextCall::Unfinished(id))
    };
    waiting.map(|(call, _)| NextCall::FollowUp(call)).or_else(unfinished)
}
