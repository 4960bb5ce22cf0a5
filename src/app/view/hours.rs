//! The hours of business as they are shown.

use crate::domain::Hours;
use crate::text::Texts;

/// The stretches of a day: `9:00–11:30, 14:00–17:00`.
#[inline(never)]
pub(super) fn written(hours: &Hours, t: &Texts) -> String {
    let stretches = hours.stretches().map(|(from, until)| [&clock(from), "\u{2013}", &clock(until)].concat());
    stretches.collect::<Vec<_>>().join(t.list_comma)
}

fn clock(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}
