//! What the desk is at work with: it stays, however old it is.

use crate::domain::Id;

/// What the desk is at work with.
#[derive(Clone, Debug)]
pub struct InUse<'a> {
    /// The call on the desk, and its customer.
    pub call: Option<(&'a Id, &'a Id)>,
    /// The customer on the pre-call card, if they have a record.
    pub card_lead: Option<&'a Id>,
    /// The tab with that card, if anything is written on it.
    pub card: Option<&'a Id>,
    /// The tab of this desk.
    pub tab: &'a Id,
    /// The reference of the flow that the next call would run on.
    pub flow: Option<String>,
}
