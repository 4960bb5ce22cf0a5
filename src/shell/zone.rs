//! Reads the rules of time zones from the browser, which has them all, so that no zone database needs to be loaded.
//! Knows nothing of appointments; what a wall time means is the domain's matter.

use super::clock;
use super::intl::{self, Format};
use crate::domain::{Locale, Stamp, ZoneTable, zone_names};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// No zone puts its clocks there and back within a week.
const SAMPLE: i64 = 7 * DAY;

/// The IANA name of the browser's zone.
pub fn own() -> Option<String> {
    // The first `Intl` object takes 10 to 40 ms, and this is asked before anything is on the screen.
    intl::zone_id().ok().or_else(|| Format::english(&[])?.zone())
}

/// All zones to choose from, in order, the browser's own always among them.
pub fn names() -> Vec<String> {
    let known = intl::supported("timeZone").unwrap_or_default();
    let mut names: Vec<String> = known.iter().filter_map(|name| name.as_string()).collect();
    if let Some(own) = own()
        && let Err(place) = names.binary_search(&own)
    {
        names.insert(place, own);
    }
    names
}

/// What the browser calls zones in a language now, `Eastern Time (UTC-5)`, each with its name; empty for one it does not know.
pub fn called(locale: Locale, names: Vec<String>) -> Vec<(String, String)> {
    let now = clock::now().0;
    let called = |name: String| {
        let called = called_one(locale, &name, now).unwrap_or_default();
        (name, called)
    };
    names.into_iter().map(called).collect()
}

fn called_one(locale: Locale, name: &str, now: i64) -> Option<String> {
    let say = |name, kind| Format::new_in(locale.tag(), &[("timeZone", name), ("timeZoneName", kind)])?.zone_name(now);
    let (name, offset) = zone_names::all(name).find_map(|name| Some((name, say(name, "shortOffset")?)))?;
    let long = say(name, "longGeneric").unwrap_or_default();
    Some([&long, " (", &offset.replace("GMT", "UTC"), ")"].concat().trim_start().into())
}

/// The rules of a zone from two days ago to 800 days ahead; `None` if the browser does not know it.
pub fn table(name: &str, now: Stamp) -> Option<ZoneTable> {
    let offset = offsets(name)?;
    let mut from = (now.0 - 2 * DAY).div_euclid(MINUTE) * MINUTE;
    let end = from + 802 * DAY;
    let last = end - MINUTE;
    let mut current = offset(from)?;
    let mut spans = vec![(Stamp(from), current)];
    while from < last {
        let to = (from + SAMPLE).min(last);
        if offset(to)? == current {
            from = to;
            continue;
        }
        from = first_change(&offset, from, to)?;
        current = offset(from)?;
        spans.push((Stamp(from), current));
    }
    ZoneTable::new(name, spans, Stamp(end))
}

/// The first minute with an offset other than that at `from`; there is one, `to` at the latest.
fn first_change(offset: &dyn Fn(i64) -> Option<i32>, mut from: i64, mut to: i64) -> Option<i64> {
    let before = offset(from)?;
    while to - from > MINUTE {
        let middle = from + (to - from) / MINUTE / 2 * MINUTE;
        match offset(middle)? == before {
            true => from = middle,
            false => to = middle,
        }
    }
    Some(to)
}

/// Minutes ahead of UTC by instant.
fn offsets(name: &str) -> Option<Box<dyn Fn(i64) -> Option<i32>>> {
    if own().is_some_and(|own| zone_names::same(&own, name)) {
        // Loads no Intl, and works for a zone only the system knows.
        return Some(Box::new(|at| Some(clock::offset(Stamp(at)))));
    }
    // A browser may know it by another name.
    let known = |name| Format::english(&[("timeZone", name), ("timeZoneName", "longOffset")]);
    let format = zone_names::all(name).find_map(known)?;
    Some(Box::new(move |at| minutes(&format.text(at)?)))
}

/// Reads the end of `7/1/2026, GMT+05:30`; UTC may come as a bare `GMT`.
fn minutes(text: &str) -> Option<i32> {
    let (_, offset) = text.rsplit_once('T')?;
    if offset.is_empty() {
        return Some(0);
    }
    let (hours, minutes) = offset.split_once(':')?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    Some(hours.parse::<i32>().ok()? * 60 + sign * minutes.parse::<i32>().ok()?)
}
