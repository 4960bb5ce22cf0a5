//! What reps type as a time, and what it is taken for: every row of `natural.txt`, and what holds for any text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::domain::Wall;
use callflow::domain::natural::{Bound, Hour, Reading, Readings, Refusal, Rest, Zone, read};
use common::phrases::{any_now, pieces, rows, weekday_of};
use proptest::prelude::*;
use time::Date;

fn day(date: Date) -> String {
    format!("{} {}", callflow::domain::time::date_text(date), weekday_of(date))
}

fn told(reading: &Reading) -> String {
    let bound = match reading.bound {
        Bound::On => "",
        Bound::By => "by ",
        Bound::From => "from ",
        Bound::Within(_) | Bound::Days(_) => "",
    };
    let until = match reading.bound {
        Bound::Within(end) => format!("-{:02}:{:02}", end.hour(), end.minute()),
        Bound::Days(last) => format!(" to {}", day(last)),
        _ => String::new(),
    };
    format!("{bound}{}{}{until}", day(reading.date), told_hour(reading.hour))
}

fn told_hour(hour: Hour) -> String {
    match hour {
        Hour::Open => String::new(),
        Hour::Part(part) => format!(" {}", part.word()),
        Hour::At(time) => format!(" {:02}:{:02}", time.hour(), time.minute()),
    }
}

fn told_except(days: [Option<Date>; 3]) -> String {
    let days: Vec<_> = days.into_iter().flatten().map(day).collect();
    if days.is_empty() { String::new() } else { format!(" not {}", days.join(", ")) }
}

fn all(readings: &Readings) -> Vec<Reading> {
    [readings.first].into_iter().chain(readings.others.iter().copied()).collect()
}

fn outcome(typed: &str, now: Wall) -> String {
    match read(typed, now) {
        Ok(readings) => {
            let all: Vec<_> = all(&readings).iter().map(told).collect();
            let zone = match readings.zone {
                None => String::new(),
                Some(Zone::Named(name)) => format!(" @ {name}"),
                Some(Zone::Offset(minutes)) => format!(" @ {minutes:+}"),
                Some(Zone::Own) => " @ own".into(),
                Some(Zone::Unclear) => " @ unclear".into(),
            };
            let minutes = readings.minutes.map_or(String::new(), |minutes| format!(" for {minutes}"));
            let rest = match readings.rest {
                Rest::Nothing => String::new(),
                Rest::Reason(text) => format!(" + {text}"),
                Rest::Unread(text) => format!(" ? {text}"),
            };
            all.join(" | ") + &zone + &minutes + &rest
        }
        Err(Refusal::NotUnderstood) => "nothing".into(),
        Err(Refusal::Vague) => "vague".into(),
        Err(Refusal::Which { first, last, hour, except }) => {
            format!("which of {} to {}{}{}", day(first), day(last), told_hour(hour), told_except(except))
        }
        Err(Refusal::Except(days)) => told_except(days).trim_start().into(),
        Err(Refusal::Zone) => "which zone".into(),
        Err(Refusal::Past) => "past".into(),
        Err(Refusal::NoSuchDay) => "no such day".into(),
        Err(Refusal::NoSuchTime) => "no such time".into(),
        Err(Refusal::Contradiction(date)) => format!("{} is meant otherwise", day(date)),
    }
}

#[test]
fn every_phrase_is_read_as_the_table_says() {
    let rows = rows();
    assert!(rows.len() >= 1700, "{} rows", rows.len());
    let wrong: Vec<_> = rows
        .iter()
        .map(|(now, typed, expected)| (now, typed, expected, outcome(typed, *now)))
        .filter(|(_, _, expected, found)| *expected != found)
        .map(|(now, typed, expected, found)| format!("{now} {typed}\n  wanted {expected}\n  found  {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// What holds for whatever is typed.
fn sound(typed: &str, now: Wall) {
    let Ok(readings) = read(typed, now) else { return };
    let found = all(&readings);
    assert!(found.len() <= 5, "{typed:?}: {found:?}");
    for (at, reading) in found.iter().enumerate() {
        assert!(reading.date >= now.date(), "{typed:?}: {reading:?} is over");
        if let Hour::At(time) = reading.hour {
            assert!(Wall::new(reading.date, time) > now, "{typed:?}: {reading:?} is over");
        }
        assert!(!found[..at].contains(reading), "{typed:?}: {reading:?} twice");
    }
    match readings.rest {
        Rest::Nothing => {}
        Rest::Reason(text) => {
            let is_typed = |c: char| c == ' ' || typed.contains(c);
            assert!(!text.is_empty() && text.chars().all(is_typed), "{typed:?}: {text:?} was never typed");
        }
        Rest::Unread(words) => {
            let is_typed = |word: &str| !word.is_empty() && typed.contains(word);
            assert!(words.split(" … ").all(is_typed), "{typed:?}: {words:?} was never typed");
        }
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
