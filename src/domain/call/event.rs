//! What can happen in a call. These are also what its record keeps, so they name things by id, never by place.

use super::{Disposition, Past, Sentiment, Side, Value};
use crate::domain::json::{FromJson, ToJson, object, read, record, variants};
use crate::domain::{Appointment, FollowUp, Id, Lead, LeadField, Stamp, Style};
use serde_json::Value as Json;

/// Longest note, in characters.
pub const MAX_NOTE: usize = 4000;
/// Longest summary, in characters.
pub const MAX_SUMMARY: usize = 20_000;

/// How a call began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// When.
    pub at: Stamp,
    /// Minutes the rep's clock was ahead of UTC.
    pub offset: i32,
    /// The very content it runs on: see `Flow::reference`.
    pub flow: String,
    /// The record of the customer.
    pub lead_id: Id,
    /// The customer as known then.
    pub lead: Lead,
    /// What their earlier calls came to, if there were any.
    pub past: Option<Box<Past>>,
}

/// Something that happened, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Stamp,
    /// What.
    pub event: Event,
}

/// Something that can happen after the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// At this step the customer answered so.
    Advanced {
        /// The step.
        at: Id,
        /// The choice.
        choice: Id,
    },
    /// The customer objected.
    Detoured {
        /// The objection.
        objection: Id,
    },
    /// Back to the very step that was left.
    Returned,
    /// Back to an earlier place of the path.
    Jumped {
        /// Its place, from 0.
        to: usize,
    },
    /// To a step of a stage, wherever the call stands.
    WentTo {
        /// The step.
        step: Id,
    },
    /// A value was captured; `None` clears it.
    Captured {
        /// The field.
        field: Id,
        /// The value.
        value: Option<Value>,
    },
    /// More, or something else, is known of the customer.
    Corrected {
        /// The field.
        field: LeadField,
        /// Its text.
        text: String,
    },
    /// A note.
    Noted {
        /// Its text.
        text: String,
    },
    /// An item of a stage's checklist was ticked or cleared.
    Checked {
        /// The stage.
        stage: Id,
        /// The item, from 0.
        item: usize,
        /// Ticked.
        on: bool,
    },
    /// The customer's style was judged.
    Styled {
        /// So.
        style: Style,
    },
    /// The customer agreed to a card, or no longer does.
    Affirmed {
        /// The card.
        card: Id,
        /// Agreed.
        on: bool,
    },
    /// An appointment was fixed, moved, or (`None`) cancelled.
    Booked {
        /// It.
        appointment: Option<Box<Appointment>>,
    },
    /// A follow-up was fixed, moved, or (`None`) cancelled.
    Promised {
        /// It.
        follow_up: Option<Box<FollowUp>>,
    },
    /// The line is closed; the clock stops.
    Ended,
    /// How it ended.
    Disposed {
        /// So.
        disposition: Disposition,
    },
    /// The customer's mood.
    Rated {
        /// It; `None` clears.
        sentiment: Option<Sentiment>,
    },
    /// The rep put the summary into words of their own; `None`: as it is composed.
    Summed {
        /// Their words.
        text: Option<String>,
    },
    /// The work after the call is done.
    Closed,
    /// The other side talks now; `None`: nobody, or it is not known.
    Turned {
        /// Who talks.
        to: Option<Side>,
    },
    /// The latest event that was not undone yet does not count; marks of who talks are passed over.
    Undone,
}

impl Event {
    /// Whether it leads to another step.
    pub fn moves(&self) -> bool {
        let moved = matches!(self, Self::Advanced { .. } | Self::Detoured { .. } | Self::Returned);
        moved || matches!(self, Self::Jumped { .. } | Self::WentTo { .. })
    }

    /// Whether the two are one thing to the rep if they happen in the same moment: hanging up at an end step says how it
    /// ended, and an answer that takes a proposed time books it.
    fn comes_with(&self, before: &Self) -> bool {
        match before {
            Self::Ended => matches!(self, Self::Disposed { .. }),
            Self::Booked { .. } | Self::Promised { .. } => matches!(self, Self::Advanced { .. }),
            _ => false,
        }
    }

    /// Whether it measures the call and decides nothing: who talks.
    pub fn is_mark(&self) -> bool {
        matches!(self, Self::Turned { .. })
    }
}

impl Entry {
    /// Whether "undo" takes this one back together with the one before.
    pub(super) fn comes_with(&self, before: &Self) -> bool {
        self.at == before.at && self.event.comes_with(&before.event)
    }
}

record! { Started { at, offset, flow, lead_id, lead; past } }

impl ToJson for Entry {
    fn to_json(&self, out: &mut String) {
        object(out, &[("at", &self.at), ("is", &self.event)]);
    }
}

impl FromJson for Entry {
    fn from_json(json: &Json) -> Option<Self> {
        Some(Self { at: read(&json["at"])?, event: read(&json["is"])? })
    }
}

variants! {
    Event {
        Advanced = "advanced" { at, choice },
        Detoured = "detoured" { objection },
        Returned = "returned" {},
        Jumped = "jumped" { to },
        WentTo = "went-to" { step },
        Captured = "captured" { field, value },
        Corrected = "corrected" { field, text },
        Noted = "noted" { text },
        Checked = "checked" { stage, item, on },
        Styled = "styled" { style },
        Affirmed = "affirmed" { card, on },
        Booked = "booked" { appointment },
        Promised = "promised" { follow_up },
        Ended = "ended" {},
        Disposed = "disposed" { disposition },
        Rated = "rated" { sentiment },
        Summed = "summed" { text },
        Closed = "closed" {},
        Turned = "turned" { to },
        Undone = "undone" {},
    }
}
