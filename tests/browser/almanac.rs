//! The Chinese calendar against published days, and day by day against the browser's `Temporal`.

use crate::stage::js;
use callflow::domain::time::{date_text, parse_date};
use callflow::domain::{Almanac, LunarDay};
use callflow::shell::almanac;
use wasm_bindgen_test::wasm_bindgen_test;

fn around(today: &str) -> Almanac {
    almanac::around(parse_date(today).unwrap())
}

fn lunar(almanac: &Almanac, date: &str) -> Option<(u8, u8, bool)> {
    let date = parse_date(date).unwrap();
    let day = almanac.lunar.iter().find(|(day, _)| *day == date);
    day.map(|(_, LunarDay { month, day, leap })| (*month, *day, *leap))
}

#[wasm_bindgen_test]
fn festivals_and_leap_months_fall_on_the_published_days() {
    for (date, month, day, leap) in [
        ("2026-02-17", 1, 1, false),
        ("2027-02-06", 1, 1, false),
        ("2027-02-05", 12, 29, false),
        ("2026-09-25", 8, 15, false),
        ("2026-06-19", 5, 5, false),
        ("2025-07-24", 6, 30, false),
        ("2025-07-25", 6, 1, true),
        ("2025-08-22", 6, 29, true),
        ("2025-08-23", 7, 1, false),
    ] {
        assert_eq!(lunar(&around(date), date), Some((month, day, leap)), "{date}");
    }
}

#[wasm_bindgen_test]
fn sixteen_days_before_and_after_are_known() {
    let almanac = around("2027-01-26");
    assert_eq!(almanac.today, parse_date("2027-01-26").unwrap());
    assert_eq!(almanac.lunar.len(), 33);
    assert!(lunar(&almanac, "2027-01-10").is_some() && lunar(&almanac, "2027-02-11").is_some());
}

#[wasm_bindgen_test]
fn days_outside_of_the_table_are_left_out() {
    for (today, known) in [
        ("2024-01-24", 0),
        ("2024-01-25", 1),
        ("2061-02-05", 1),
        ("2061-02-06", 0),
        ("9999-12-31", 0),
    ] {
        assert_eq!(around(today).lunar.len(), known, "{today}");
    }
}

#[wasm_bindgen_test]
fn every_day_agrees_with_temporal() {
    js("window.chinese = iso => {
        const day = Temporal.PlainDate.from(iso).withCalendar('chinese');
        return [day.monthCode, day.day].join() }");
    let mut today = parse_date("2024-02-26").unwrap();
    while today.year() < 2061 {
        for (date, LunarDay { month, day, leap }) in almanac::around(today).lunar {
            let ours = format!("M{month:02}{},{day}", if leap { "L" } else { "" });
            let date = date_text(date);
            assert_eq!(js(&format!("chinese('{date}')")).as_string().unwrap(), ours, "{date}");
        }
        today += time::Duration::days(33);
    }
}
