//! The nouns and rules of a sales call. Pure: no browser, no clock, no randomness, no I/O.

mod almanac;
pub mod appointment;
pub mod call;
pub mod flow;
mod ics;
mod id;
mod lead;
mod schedule;
mod style;
pub mod time;

pub use almanac::{Almanac, LunarDay, Wished};
pub use appointment::{Appointment, FollowUp};
pub use call::Call;
pub use flow::Flow;
pub use ics::to_ics;
pub use id::Id;
pub use lead::{Lead, LeadField};
pub use schedule::propose;
pub use style::{Kind, Pace, Style};
pub use time::{Fixed, Stamp, Wall, ZoneTable};

use serde::{Deserialize, Serialize};

/// A language the product speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Locale {
    /// Chinese as written on the mainland.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    /// Both languages, Chinese first.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// Reads a BCP 47 tag that names exactly one of [`Locale::ALL`].
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }
}
