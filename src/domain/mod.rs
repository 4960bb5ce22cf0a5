//! The nouns and rules of a sales call. Pure: no browser, no clock, no randomness, no I/O.

mod almanac;
pub mod appointment;
pub mod call;
pub mod find;
pub mod flow;
pub mod hours;
pub mod ics;
mod id;
pub mod json;
mod lead;
pub mod letters;
mod lunar;
mod moment;
pub mod natural;
pub mod phone;
pub mod schedule;
pub mod stats;
mod style;
pub mod time;
pub mod voice;
pub mod zone_names;

pub use almanac::Wished;
pub use appointment::{Appointment, FollowUp};
pub use call::Call;
pub use flow::Flow;
pub use hours::Hours;
pub use id::Id;
pub use lead::{Lead, LeadField};
pub use lunar::{LunarDay, lunar};
pub use moment::Moment;
pub use phone::{Phone, PhoneRefusal};
pub use style::{Kind, Pace, Style};
pub use time::{Fixed, Stamp, Wall, ZoneTable};

/// A language the product speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Locale {
    /// Chinese as written on the mainland.
    #[default]
    ZhCn,
    /// English.
    En,
}

json::words! { Locale { ZhCn = "zh-CN", En = "en" } }

impl Locale {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.word()
    }

    /// Reads a BCP 47 tag that names exactly one of [`Locale::ALL`].
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }
}
