//! A call as lists show it, added up from its log without asking a flow.

use super::records::CallRecord;
use crate::domain::call::{self, Disposition, Sentiment};
use crate::domain::{Id, Lead, Stamp};

/// A call in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
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

impl Brief {
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
        let standing = || standing.iter().map(|place| &record.log[*place]);
        brief.disposition = call::ending(standing().map(|entry| &entry.event));
        for entry in standing() {
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
