//! The Chinese calendar. Knows no festival.
//!
//! From a table, not from the browser: ICU's `Intl` has New Year 2027 and 2030 a day off, `Temporal` is not everywhere.

use time::{Date, Duration};

/// A day of the Chinese calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarDay {
    /// 1–12.
    pub month: u8,
    /// 1–30.
    pub day: u8,
    /// In a leap month, which has no festivals.
    pub leap: bool,
}

/// Chinese New Year 2024 is the 41st day of that year.
const FIRST: (i32, u16) = (2024, 41);

/// The years 2024 to 2060. Bit n: month n, counted from 0, has 30 days instead of 29. From bit 16 on: which month
/// is followed by a leap one, 0 for none. Longer as soon as the calendar is published further.
const YEARS: [u32; 37] = [
    0x006d2, 0x60ea5, 0x00725, 0x0064b, 0x50c97, 0x00cab, 0x0055a, 0x30ad6, 0x00b69, 0xb1752, // 2024
    0x00b52, 0x00b25, 0x61a4b, 0x00a4b, 0x004ab, 0x5055b, 0x005ad, 0x00b6a, 0x21b52, 0x00d92, // 2034
    0x71d25, 0x00d25, 0x00a55, 0x514ad, 0x004b6, 0x005b5, 0x30daa, 0x00ec9, 0x81e92, 0x00e92, // 2044
    0x00d26, 0x60a56, 0x00a57, 0x00556, 0x406d5, 0x00755, 0x00749, // 2054
];

/// A month of the table.
struct Month {
    /// Of the Chinese year that begins in this one of the common calendar.
    year: i32,
    number: u8,
    leap: bool,
    days: u8,
}

fn months() -> impl Iterator<Item = Month> {
    (FIRST.0..).zip(YEARS).flat_map(|(year, bits)| {
        let leap = bits >> 16;
        (0..if leap == 0 { 12 } else { 13 }).map(move |month| {
            let after_leap = leap != 0 && month >= leap;
            Month {
                year,
                number: (month + 1 - u32::from(after_leap)) as u8,
                leap: after_leap && month == leap,
                days: 29 + (bits >> month & 1) as u8,
            }
        })
    })
}

fn first() -> Option<Date> {
    Date::from_ordinal_date(FIRST.0, FIRST.1).ok()
}

/// The day in the Chinese calendar; `None` outside of the table.
pub fn lunar(date: Date) -> Option<LunarDay> {
    let mut days = (date - first()?).whole_days();
    if days < 0 {
        return None;
    }
    for month in months() {
        if days < i64::from(month.days) {
            return Some(LunarDay { month: month.number, day: days as u8 + 1, leap: month.leap });
        }
        days -= i64::from(month.days);
    }
    None
}

/// The day in the common calendar of a day in the Chinese year that begins in `year`, leap months left aside; `None` for a
/// day that month has not, and outside of the table.
pub fn solar(year: i32, month: u8, day: u8) -> Option<Date> {
    let mut start = first()?;
    for it in months() {
        if (it.year, it.number, it.leap) == (year, month, false) {
            return (1..=it.days).contains(&day).then(|| start + Duration::days(i64::from(day) - 1));
        }
        start += Duration::days(i64::from(it.days));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_date;

    #[test]
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
            assert_eq!(lunar(parse_date(date).unwrap()), Some(LunarDay { month, day, leap }), "{date}");
        }
    }

    #[test]
    fn every_day_of_the_table_is_found_again() {
        let mut date = parse_date("2024-02-10").unwrap();
        let mut year = 2023;
        while let Some(day) = lunar(date) {
            year += i32::from((day.month, day.day, day.leap) == (1, 1, false));
            let found = solar(year, day.month, day.day);
            assert!(found == Some(date) || day.leap && found < Some(date), "{date}");
            date = date.next_day().unwrap();
        }
        assert_eq!((year, date), (2060, parse_date("2061-01-21").unwrap()));
        for (year, month, day) in
            [(2023, 1, 1), (2061, 1, 1), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (2026, 12, 30)]
        {
            assert_eq!(solar(year, month, day), None, "{year} {month} {day}");
        }
    }

    #[test]
    fn days_outside_of_the_table_are_not_known() {
        for (date, known) in [
            ("2024-02-09", false),
            ("2024-02-10", true),
            ("2061-01-20", true),
            ("2061-01-21", false),
            ("9999-12-31", false),
        ] {
            assert_eq!(lunar(parse_date(date).unwrap()).is_some(), known, "{date}");
        }
    }
}
