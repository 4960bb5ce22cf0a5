//! Whether the computer's clock can be believed. Its time is all that says how old a record is, and what is too old is
//! deleted: so a clock that has jumped since the desk was last used is doubted first.

use super::retention::DAY;
use crate::domain::Stamp;
use crate::domain::json::record;

/// Days without the desk after which a date is doubted: longer than most holidays, and one click to answer.
const FAR: i64 = 14;

/// When the desk was last used, as far as the clock was believed. It is about this browser alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockRecord {
    /// What the clock showed.
    pub seen: Stamp,
}

record! { ClockRecord { seen } }

/// What the clock has done since the desk was last used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// It went on as it should.
    #[default]
    Steady,
    /// It is so many days ahead, and nobody has said that the date is right.
    Ahead(i64),
    /// It was set back by so many days.
    Back(i64),
}

impl Clock {
    /// What it has done since it showed `seen`.
    pub fn since(seen: Stamp, now: Stamp) -> Self {
        match (now.0.saturating_sub(seen.0)) / DAY {
            days if days > FAR => Self::Ahead(days),
            days if days < 0 => Self::Back(-days),
            _ => Self::Steady,
        }
    }
}

/// Whether a record says that it was written later than now. A day is granted: clocks and zones are set right.
pub fn is_ahead(at: Stamp, now: Stamp) -> bool {
    at.0.saturating_sub(now.0) > DAY
}
