//! The pre-call card.

use crate::domain::{Id, Lead};
use crate::store::DraftRecord;

/// The pre-call card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prepare {
    /// The customer.
    pub lead: Lead,
    /// Their record, if there is one.
    pub lead_id: Option<Id>,
    /// Ticks of the checklist, by place.
    pub ticked: Vec<bool>,
}

impl From<DraftRecord> for Prepare {
    fn from(draft: DraftRecord) -> Self {
        Self { lead: draft.lead, lead_id: draft.lead_id, ticked: Vec::new() }
    }
}

impl Prepare {
    /// Whether nobody is on it: ticks alone are nobody.
    pub fn is_free(&self) -> bool {
        self.lead_id.is_none() && self.lead == Lead::default()
    }

    /// As it is kept for the page in whose frame it is.
    pub fn record(&self, owner: Option<String>) -> DraftRecord {
        DraftRecord { lead: self.lead.clone(), lead_id: self.lead_id.clone(), owner }
    }
}
