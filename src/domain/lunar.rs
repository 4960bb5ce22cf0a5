//! The Chinese calendar. Knows no festival.
//!
//! From a table, not from the browser: ICU's `Intl` has New Year 2027 and 2030 a day off, `Temporal` is not everywhere.

use time::Date;

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

/// The day in the Chinese calendar; `None` outside of the table.
pub fn lunar(date: Date) -> Option<LunarDay> {
    let first = Date::from_ordinal_date(FIRST.0, FIRST.1).ok()?;
    let mut days = u32::try_from((date - first).whole_days()).ok()?;
    for year in YEARS {
        let leap = year >> 16;
        let months = if leap == 0 { 12 } else { 13 };
        for month in 0..months {
            let length = 29 + (year >> month & 1);
            if days < length {
                let after_leap = leap != 0 && month >= leap;
                let number = month + 1 - u32::from(after_leap);
                return Some(LunarDay { month: number as u8, day: days as u8 + 1, leap: after_leap && month == leap });
            }
            days -= length;
        }
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
