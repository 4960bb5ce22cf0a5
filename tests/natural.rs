//! What reps type as a time, and what it is taken for: every row of `natural.txt`, and what holds for any text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::domain::Wall;
use callflow::domain::natural::{Bound, Hour, Reading, Readings, Refusal, read};
use common::{place, text};
use proptest::prelude::*;
use time::Date;

/// Rows of the table: now, text, expectation.
fn rows() -> Vec<(Wall, String, String)> {
    let mut now = None;
    let mut rows = Vec::new();
    for line in text(&place("tests/natural.txt")).lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(wall) = line.strip_prefix("now ") {
            let (wall, weekday) = wall.split_once(' ').unwrap();
            let wall = Wall::parse(wall).unwrap();
            assert_eq!(weekday_of(wall.date()), weekday, "{line}");
            now = Some(wall);
            continue;
        }
        let (typed, expected) = line.split_once(" = ").unwrap_or_else(|| panic!("no ` = ` in {line:?}"));
        rows.push((now.expect("no `now`"), typed.replace('\\', " "), expected.to_owned()));
    }
    rows
}

/// By Sakamoto's rule, not by the crate under the code.
fn weekday_of(date: Date) -> &'static str {
    let (month, day) = (usize::from(u8::from(date.month())), i32::from(date.day()));
    let year = date.year() - i32::from(month < 3);
    let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1];
    let weekday = (year + year / 4 - year / 100 + year / 400 + shift + day) % 7;
    ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][usize::try_from(weekday).unwrap()]
}

fn day(date: Date) -> String {
    format!("{} {}", callflow::domain::time::date_text(date), weekday_of(date))
}

fn told(reading: &Reading) -> String {
    let bound = match reading.bound {
        Bound::On => "",
        Bound::By => "by ",
        Bound::From => "from ",
        Bound::Within(_) => "",
    };
    let until = match reading.bound {
        Bound::Within(end) => format!("-{:02}:{:02}", end.hour(), end.minute()),
        _ => String::new(),
    };
    let hour = match reading.hour {
        Hour::Open => String::new(),
        Hour::Part(part) => format!(" {}", part.word()),
        Hour::At(time) => format!(" {:02}:{:02}", time.hour(), time.minute()),
    };
    format!("{bound}{}{hour}{until}", day(reading.date))
}

fn all(readings: &Readings) -> Vec<Reading> {
    [readings.first].into_iter().chain(readings.others.iter().copied()).collect()
}

fn outcome(typed: &str, now: Wall) -> String {
    match read(typed, now) {
        Ok(readings) => {
            let all: Vec<_> = all(&readings).iter().map(told).collect();
            all.join(" | ") + &readings.unknown.map_or(String::new(), |unknown| format!(" ? {unknown}"))
        }
        Err(Refusal::NotUnderstood) => "nothing".into(),
        Err(Refusal::Vague) => "vague".into(),
        Err(Refusal::Past) => "past".into(),
        Err(Refusal::NoSuchDay) => "no such day".into(),
        Err(Refusal::NoSuchTime) => "no such time".into(),
        Err(Refusal::Contradiction(date)) => format!("{} is meant otherwise", day(date)),
    }
}

#[test]
fn every_phrase_is_read_as_the_table_says() {
    let rows = rows();
    assert!(rows.len() >= 690, "{} rows", rows.len());
    let wrong: Vec<_> = rows
        .iter()
        .map(|(now, typed, expected)| (now, typed, expected, outcome(typed, *now)))
        .filter(|(_, _, expected, found)| *expected != found)
        .map(|(now, typed, expected, found)| format!("{now} {typed}\n  wanted {expected}\n  found  {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// Any minute from 1970 to the end of the calendar, most of them in years with a known Chinese calendar.
fn any_now() -> impl Strategy<Value = Wall> {
    let known = 1_704_067_200_000..2_871_763_200_000_i64;
    prop_oneof![9 => known, 1 => any::<i64>()].prop_map(|at| callflow::domain::Stamp(at).wall(0))
}

/// Pieces of what reps type, put together at random: closer to the grammar than any text.
fn pieces() -> impl Strategy<Value = String> {
    let texts: Vec<Vec<char>> = rows().into_iter().map(|(_, typed, _)| typed.chars().collect()).collect();
    let piece = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
        move |(row, from, length)| {
            let text = &texts[row.index(texts.len())];
            let from = from.index(text.len());
            text[from..from + 1 + length.index(text.len() - from)].iter().collect::<String>()
        },
    );
    proptest::collection::vec((piece, prop::sample::select(vec!["", " ", "，", "或"])), 1..5)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, after)| [piece, after.to_owned()]).collect())
}

/// What holds for whatever is typed.
fn sound(typed: &str, now: Wall) {
    let Ok(readings) = read(typed, now) else { return };
    let found = all(&readings);
    assert!(found.len() <= 4, "{typed:?}: {found:?}");
    for (at, reading) in found.iter().enumerate() {
        assert!(reading.date >= now.date(), "{typed:?}: {reading:?} is over");
        if let Hour::At(time) = reading.hour {
            assert!(Wall::new(reading.date, time) > now, "{typed:?}: {reading:?} is over");
        }
        assert!(!found[..at].contains(reading), "{typed:?}: {reading:?} twice");
    }
    if let Some(unknown) = readings.unknown {
        assert!(!unknown.is_empty() && typed.contains(unknown), "{typed:?}: {unknown:?} was never typed");
    }
}

/// What it means, without what was not understood.
fn meaning(typed: &str, now: Wall) -> Result<Vec<Reading>, Refusal> {
    read(typed, now).map(|readings| all(&readings))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_nothing_over_is_offered(typed in any::<String>(), now in any_now()) {
        sound(&typed, now);
    }

    #[test]
    fn pieces_of_times_in_any_order_offer_nothing_that_is_over(typed in pieces(), now in any_now()) {
        sound(&typed, now);
    }

    #[test]
    fn full_width_and_capital_letters_mean_the_same(typed in pieces(), now in any_now()) {
        let wide = |c: char| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
            ' ' => '\u{3000}',
            _ => c,
        };
        prop_assert_eq!(meaning(&typed, now), meaning(&typed.chars().map(wide).collect::<String>(), now));
        prop_assert_eq!(meaning(&typed, now), meaning(&typed.to_ascii_uppercase(), now));
    }

    #[test]
    fn blanks_in_chinese_mean_nothing(typed in pieces(), now in any_now()) {
        let mut spaced = String::from(" ");
        for c in typed.chars() {
            spaced.push(c);
            if ('\u{4e00}'..='\u{9fff}').contains(&c) {
                spaced.push(' ');
            }
        }
        prop_assert_eq!(meaning(&typed, now), meaning(&spaced, now));
    }

    #[test]
    fn a_weekday_is_never_another(now in any_now(), day in 0..7_usize, word in 0..6_usize) {
        let (zh, en) = ("一二三四五六日".chars().nth(day).unwrap(), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day]);
        let (typed, latest) = [
            (format!("周{zh}"), 7),
            (format!("下星期{zh}"), 13),
            (format!("礼拜{zh}下午三点"), 7),
            (en.to_owned(), 7),
            (format!("next {en} at 10"), 13),
            (format!("this {en}"), 6),
        ][word].clone();
        for reading in meaning(&typed, now).unwrap_or_default() {
            prop_assert_eq!(weekday_of(reading.date), en);
            prop_assert!((reading.date - now.date()).whole_days() <= latest, "{} at {}: {:?}", typed, now, reading);
        }
    }
}

#[test]
fn every_key_stroke_is_read() {
    for (now, typed, _) in rows() {
        for end in typed.char_indices().map(|(at, _)| at) {
            sound(&typed[..end], now);
        }
    }
}

#[test]
fn a_pasted_letter_is_no_time() {
    let letter = "明天上午十点 tomorrow 10am ".repeat(10_000);
    assert_eq!(read(&letter, Wall::parse("2026-11-23T10:05").unwrap()), Err(Refusal::NotUnderstood));
}
