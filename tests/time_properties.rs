//! What holds of any time, any zone and any calendar: random zones, random hours of business, random texts.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use callflow::domain::appointment::Draft;
use callflow::domain::hours::Change;
use callflow::domain::schedule::{Fit, Search, Taken};
use callflow::domain::time::{DayPart, Resolved, date_text};
use callflow::domain::{Appointment, Fixed, Hours, Id, Locale, Stamp, Wall, ZoneTable, ics};
use common::walk::{any_text, appointment};
use proptest::prelude::*;
use time::Duration;

fn cases(number: u32) -> ProptestConfig {
    ProptestConfig { cases: number, failure_persistence: None, ..ProptestConfig::default() }
}

/// Rules of a zone over some years, and when they change: at most once in three days.
fn zone() -> impl Strategy<Value = (ZoneTable, Vec<Stamp>)> {
    let change = (3 * 1440..200 * 1440_i64, -1080..=1080_i32);
    proptest::collection::vec(change, 1..8).prop_map(|changes| {
        let mut from = common::at("2026-01-01T00:00");
        let mut spans = Vec::new();
        for (length, offset) in changes {
            spans.push((from, offset));
            from = from.plus_minutes(length);
        }
        let changes = spans.iter().map(|(from, _)| *from).collect();
        (ZoneTable::new("Test/Zone", spans, from).expect("a table in order"), changes)
    })
}

/// What somebody may do to the hours of business.
fn change() -> impl Strategy<Value = Change> {
    (0..6_u8, 0..1500_u16).prop_map(|(kind, minute)| match kind {
        0 => Change::From(minute),
        1 => Change::Until(minute),
        2 => Change::Lunch(minute % 2 == 0),
        3 => Change::LunchFrom(minute),
        4 => Change::LunchUntil(minute),
        _ => Change::Day(usize::from(minute % 9)),
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_wall_time_means_the_instants_that_show_it((zone, changes) in zone(), pick in 0..8_usize, minutes in -2200..2200_i64) {
        // Near a change, where it is hard.
        let at = changes[pick % changes.len()].plus_minutes(minutes);
        if let Some(offset) = zone.offset_at(at) {
            let meant = match zone.resolve(at.wall(offset)) {
                Resolved::Once(only) => vec![only],
                Resolved::Twice(first, second) => vec![first, second],
                Resolved::Never(_) | Resolved::Unknown => vec![],
            };
            prop_assert!(meant.contains(&at), "{at:?} is not among {meant:?}");
        }
        let wall = at.wall(0);
        let shows = |at: Stamp| zone.offset_at(at).map(|offset| at.wall(offset));
        match zone.resolve(wall) {
            Resolved::Once(only) => prop_assert_eq!(shows(only), Some(wall)),
            Resolved::Twice(first, second) => {
                prop_assert!(first < second);
                prop_assert_eq!((shows(first), shows(second)), (Some(wall), Some(wall)));
            }
            Resolved::Never(next) => {
                prop_assert!(wall < next);
                prop_assert!(matches!(zone.resolve(next), Resolved::Once(_) | Resolved::Twice(..)));
            }
            Resolved::Unknown => {}
        }
    }

    #[test]
    fn times_that_are_proposed_can_be_booked(
        (zone, _) in zone(), (own, _) in zone(), minutes in 5..=480_u16, after in 0..400_000_i64, days in 0..20_i64,
        part in prop::option::of(prop::sample::select(&DayPart::ALL[..])),
        taken in proptest::collection::vec(appointment(), 0..30), changes in proptest::collection::vec(change(), 0..5),
    ) {
        let now = common::at("2026-01-01T00:00").plus_minutes(after);
        let spread = |(place, mut it): (usize, Appointment)| {
            // Close to now, where they stand in the way.
            it.time.at = now.plus_minutes(it.time.at.0 / 60_000 % 20_000);
            Appointment { id: Id::new(&format!("taken-{place}")), ..it }
        };
        let appointments: Vec<Appointment> = taken.into_iter().enumerate().map(spread).collect();
        let of = |it: &Appointment| Taken { from: it.time.at, until: it.end(), what: it.with.clone() };
        let taken: Vec<Taken> = appointments.iter().map(of).collect();
        let hours = changes.into_iter().fold(Hours::usual(Locale::En), |mut hours, change| {
            hours.change(change);
            hours
        });
        let search = Search { now, zone: &zone, own: Some(&own), minutes, taken: &taken, hours };
        let ladder = search.ladder();
        prop_assert!(ladder.len() <= 4);
        prop_assert!(ladder.windows(2).all(|pair| pair[0].date() < pair[1].date()), "two on one day: {ladder:?}");
        let Some(offset) = zone.offset_at(now) else { return Ok(()) };
        let day = now.wall(offset).date().saturating_add(Duration::days(days));
        let on = search.on(day, part);
        prop_assert!(on.iter().all(|wall| wall.date() == day));
        for slot in ladder.into_iter().chain(on) {
            prop_assert_eq!(search.fit(slot), Fit::Inside, "{}", slot);
            let draft = Draft {
                date: date_text(slot.date()),
                time: slot.clock(),
                zone: zone.name().into(),
                minutes: minutes.to_string(),
                purpose: "demo".into(),
                ..Draft::default()
            };
            let names = (Id::new("new"), Id::new("call"), String::new());
            let booked = draft.appointment(names, Some(&zone), now, &appointments);
            prop_assert!(booked.is_ok(), "{slot} was proposed and refused: {booked:?}");
        }
    }

    #[test]
    fn a_calendar_file_says_what_was_meant(title in any_text(), description in any_text(), id in any_text(), at in 0..253_000_000_000_i64) {
        let at = Stamp(at * 1000);
        let time = Fixed { wall: at.wall(0), zone: "UTC".into(), at };
        let appointment =
            Appointment { id: Id::new(&id), call: Id::new("call"), with: String::new(), time, minutes: 30, purpose: "x".into() };
        let told = ics::Told { title: &title, description: &description, organizer: &title, sequence: 0, cancelled: false };
        let file = ics::to_ics(&appointment, told, at);
        for line in file.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
            prop_assert!(!line.contains(['\r', '\n']), "a bare line break in {line:?}");
        }
        prop_assert!(file.ends_with("END:VCALENDAR\r\n"));
        let unfolded = file.replace("\r\n ", "");
        let value = |key: &str| unfolded.split("\r\n").find_map(|line| line.strip_prefix(key)).map(unescape);
        prop_assert_eq!(value("SUMMARY:"), Some(printable(&title)));
        prop_assert_eq!(value("DESCRIPTION:"), Some(printable(&description)));
        prop_assert_eq!(value("UID:"), Some(printable(&id) + "@callflow"));
    }

    #[test]
    fn a_wall_time_is_read_as_it_is_written(minutes in 0..4_000_000_000_i64, offset in 0..=1080_i32) {
        let wall = Stamp(0).plus_minutes(minutes).wall(offset);
        prop_assert_eq!(Wall::parse(&wall.to_string()), Some(wall));
        prop_assert_eq!(wall.at_offset(offset).wall(offset), wall);
    }
}

/// RFC 5545, 3.3.11, the other way round.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next().map(|c| if c == 'n' { '\n' } else { c })),
            c => out.push(c),
        }
    }
    out
}

/// A text with one kind of line break, tabs as blanks and no other control character.
fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}
