//! When an event happens.

use super::{Id, Stamp};

/// The moment an event happens, with a fresh id for whatever the event brings into being.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant, as the clock shows it: somebody may set it at any time.
    pub at: Stamp,
    /// The time since the page was opened, by a clock that nobody sets.
    pub ran: Stamp,
    /// Minutes the rep's clock is ahead of UTC.
    pub offset: i32,
    /// An id nothing else has.
    pub id: Id,
}
