//! A call as it is kept, and as lists show it: added up from its log without asking a flow.

use crate::domain::call::{self, Call, Disposition, Entry, Sentiment, Started};
use crate::domain::json::record;
use crate::domain::{Id, Lead, Stamp};

/// A call as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRecord {
    /// How it began.
    pub started: Started,
    /// Everything that happened.
    pub log: Vec<Entry>,
}

record! { CallRecord { started, log } }

impl From<&Call> for CallRecord {
    fn from(call: &Call) -> Self {
        Self { started: call.started().clone(), log: call.log().to_vec() }
    }
}

/// A call in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct CallSummary {
    /// The customer as known at the end.
    pub lead: Lead,
    /// Their record.
    pub lead_id: Id,
    /// When the line was opened.
    pub at: Stamp,
    /// When it was closed.
    pub ended: Option<Stamp>,
    /// How it ended.
    pub disposition: Option<Disposition>,
    /// The customer's mood.
    pub sentiment: Option<Sentiment>,
    /// Whether nothing is left to do.
    pub closed: bool,
}

impl CallSummary {
    /// Adds up what a list needs; no flow is asked.
    pub fn of(record: &CallRecord) -> Self {
        let mut brief = Self {
            lead: record.started.lead.clone(),
            lead_id: record.started.lead_id.clone(),
            at: record.started.at,
            ended: None,
            disposition: None,
            sentiment: None,
            closed: false,
        };
        let standing = call::standing(&record.log).unwrap_or_default();
        brief.disposition = call::ending(&record.log, &standing);
        for place in standing {
            let entry = &record.log[place];
            match &entry.event {
                call::Event::Corrected { field, text } => brief.lead.set(*field, text),
                call::Event::Ended => brief.ended = Some(entry.at),
                call::Event::Rated { sentiment } => brief.sentiment = *sentiment,
                call::Event::Closed => brief.closed = true,
                _ => {}
            }
        }
        brief
    }
}
