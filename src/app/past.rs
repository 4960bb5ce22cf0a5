//! What is known of the customer on the card from earlier calls: of those that are here at once, of the archived ones as soon
//! as they were found.

use crate::domain::Id;
use crate::domain::call::Past;
use crate::domain::json::text;
use std::rc::Rc;

/// What is known of the customer on the card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recalled {
    /// Whose calls were looked through: that of the card, or it is to be done anew.
    pub lead_id: Option<Id>,
    /// What they come to.
    pub past: Option<Rc<Past>>,
    /// The archive could not be read.
    pub unread: bool,
}

/// How a call in the archive names its customer.
pub fn named(lead_id: &Id) -> String {
    let mut named = "\"lead_id\":".to_owned();
    text(&mut named, lead_id.as_str());
    named
}
