//! Festivals and the days off around them, as they are customary. Knows nothing of words.
//!
//! Days off by law: Regulation on Public Holidays for National Annual Festivals and Memorial Days, as of 2025-01-01 (State Council
//! Decree 795). What is made of them each year by moving workdays is announced only in November of the year before; so
//! what has been the same in the notices for 2020 to 2026 is taken for the custom. Saturdays and Sundays worked in
//! exchange are not known here.

use super::days::{Rule, Span, What, date, plus, weekday};
use crate::domain::lunar::solar;
use time::{Date, Weekday};

/// A festival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Festival {
    /// A day of the common calendar: month and day.
    Fixed(u8, u8),
    /// A day of the Chinese calendar: month and day.
    Lunar(u8, u8),
    /// The last day of the Chinese year.
    Eve,
    Spring,
    Qingming,
    Labour,
    National,
    /// Days from Easter Sunday.
    Easter(i8),
    /// A weekday (days from Monday) of a month: the first, second and so on; -1: the last.
    Nth(u8, i8, u8),
    /// Days from the Friday after Thanksgiving in the United States.
    BlackFriday(u8),
    /// 冬至, in China.
    Solstice,
    /// 节, the one to come on the mainland.
    Coming,
}

impl Festival {
    pub const DRAGON_BOAT: Self = Self::Lunar(5, 5);
    pub const MID_AUTUMN: Self = Self::Lunar(8, 15);
    pub const NEW_YEAR: Self = Self::Fixed(1, 1);
    const THANKSGIVING: Self = Self::Nth(11, 4, 3);
    const CHRISTMAS: Self = Self::Fixed(12, 25);
    /// Off by law on the mainland.
    const MAINLAND: [Self; 7] = [
        Self::NEW_YEAR,
        Self::Spring,
        Self::Qingming,
        Self::Labour,
        Self::DRAGON_BOAT,
        Self::MID_AUTUMN,
        Self::National,
    ];

    /// The day itself in a year; `None` where the Chinese calendar is not known.
    pub fn day(self, year: i32) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => date(year, month, day),
            Self::Lunar(month, day) => solar(year, month, day),
            Self::Eve => solar(year, 1, 1)?.previous_day(),
            Self::Spring => solar(year, 1, 1),
            // Right for 2000–2099 (held against the sun's place for 2024–2060): the sun reaches 15° on this day of April.
            Self::Qingming => {
                let years = u16::try_from(year - 2000).ok().filter(|years| *years < 100)?;
                date(year, 4, ((u32::from(years) * 2422 + 48_100) / 10_000) as u8 - (years / 4) as u8)
            }
            Self::Labour => date(year, 5, 1),
            Self::National => date(year, 10, 1),
            Self::Easter(days) => plus(easter(year)?, days.into()),
            Self::Coming => None,
            Self::Nth(month, nth, weekday) => Rule::Nth(nth, What::Weekday(weekday)).day((year, month), false),
            Self::BlackFriday(days) => plus(Self::THANKSGIVING.day(year)?, 1 + i32::from(days)),
            // As for Qingming: the sun reaches 270° on this day of December.
            Self::Solstice => {
                let years = u16::try_from(year - 2000).ok().filter(|years| (22..100).contains(years))?;
                date(year, 12, ((u32::from(years) * 2422 + 219_400) / 10_000) as u8 - (years / 4) as u8)
            }
        }
    }

    /// The day and the days off around it. With `mainland`, a Friday between a one-day festival and the weekend is off too, as
    /// is a Monday.
    pub fn span(self, year: i32, mainland: bool) -> Option<Span> {
        let day = self.day(year)?;
        let span = |before: i32, after| Some(Span { day, first: plus(day, -before)?, last: plus(day, after)? });
        match self {
            // Eve to the seventh day.
            Self::Spring => span(1, 6),
            Self::Eve => span(0, 7),
            Self::Labour => span(0, 4),
            // A day more if Mid-Autumn falls into it.
            Self::National => span(0, 6 + i32::from(Self::in_golden_week(year))),
            Self::MID_AUTUMN if Self::in_golden_week(year) => {
                Some(Span { day, ..Self::National.span(year, mainland)? })
            }
            Self::Easter(0) => span(2, 1),
            Self::THANKSGIVING => span(0, 1),
            _ if mainland && Self::MAINLAND.contains(&self) => match day.weekday() {
                Weekday::Thursday => span(0, 1),
                Weekday::Tuesday => span(1, 0),
                _ => span(0, 0),
            },
            _ => span(0, 0),
        }
    }

    /// The next festival of the mainland whose days off are not over.
    pub fn coming(today: Date) -> Option<Span> {
        let mut next: Option<Span> = None;
        for festival in Self::MAINLAND {
            for year in [today.year(), today.year() + 1] {
                let span = festival.span(year, true).filter(|span| span.last >= today);
                next = span.filter(|span| next.is_none_or(|next| span.day < next.day)).or(next);
            }
        }
        next
    }

    fn in_golden_week(year: i32) -> bool {
        let autumn = Self::MID_AUTUMN.day(year);
        autumn.is_some_and(|day| (date(year, 10, 1)..=date(year, 10, 7)).contains(&Some(day)))
    }
}

/// Whether firms work: Monday to Friday, and no customary day off, on the mainland or elsewhere.
pub fn is_workday(day: Date, mainland: bool) -> bool {
    weekday(day) < 5 && !is_day_off(day, mainland)
}

/// Whether it is a customary day off, on the mainland or elsewhere; a weekend alone is none.
pub fn is_day_off(day: Date, mainland: bool) -> bool {
    let festivals: &[Festival] =
        if mainland { &Festival::MAINLAND } else { &[Festival::NEW_YEAR, Festival::CHRISTMAS] };
    // The last of December can be off for New Year.
    let is_off =
        |it: &Festival, year| it.span(year, mainland).is_some_and(|span| span.first <= day && day <= span.last);
    festivals.iter().any(|it| is_off(it, day.year()) || is_off(it, day.year() + 1))
}

/// Easter Sunday (the anonymous Gregorian computus, Nature, 20 April 1876).
fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    date(year, (days / 31) as u8, (days % 31 + 1) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{date_text, parse_date};

    #[test]
    fn days_off_are_those_of_the_notices() {
        // State Council notices for 2024–2026; the days that the weekend adds are not told here.
        for (festival, year, first, last) in [
            (Festival::Spring, 2025, "2025-01-28", "2025-02-04"),
            (Festival::Spring, 2026, "2026-02-16", "2026-02-23"),
            (Festival::NEW_YEAR, 2026, "2026-01-01", "2026-01-02"),
            (Festival::Qingming, 2024, "2024-04-04", "2024-04-05"),
            (Festival::Qingming, 2025, "2025-04-04", "2025-04-04"),
            (Festival::Qingming, 2026, "2026-04-05", "2026-04-05"),
            (Festival::Labour, 2026, "2026-05-01", "2026-05-05"),
            (Festival::DRAGON_BOAT, 2026, "2026-06-19", "2026-06-19"),
            (Festival::MID_AUTUMN, 2024, "2024-09-16", "2024-09-17"),
            (Festival::MID_AUTUMN, 2025, "2025-10-01", "2025-10-08"),
            (Festival::MID_AUTUMN, 2026, "2026-09-25", "2026-09-25"),
            (Festival::National, 2025, "2025-10-01", "2025-10-08"),
            (Festival::National, 2026, "2026-10-01", "2026-10-07"),
        ] {
            let span = festival.span(year, true).unwrap();
            assert_eq!((date_text(span.first), date_text(span.last)), (first.into(), last.into()), "{festival:?}");
        }
    }

    #[test]
    fn moving_feasts_fall_on_their_days() {
        for (festival, day) in [
            (Festival::Easter(0), "2024-03-31"),
            (Festival::Easter(0), "2025-04-20"),
            (Festival::Easter(0), "2026-04-05"),
            (Festival::Easter(0), "2038-04-25"),
            (Festival::THANKSGIVING, "2024-11-28"),
            (Festival::THANKSGIVING, "2026-11-26"),
            (Festival::THANKSGIVING, "2029-11-22"),
            (Festival::Easter(-21), "2027-03-07"),
            (Festival::Nth(5, 2, 6), "2027-05-09"),
            (Festival::Nth(5, -1, 0), "2027-05-31"),
            (Festival::BlackFriday(0), "2026-11-27"),
            (Festival::Solstice, "2025-12-21"),
            (Festival::Solstice, "2026-12-22"),
            (Festival::Solstice, "2027-12-22"),
            (Festival::Solstice, "2028-12-21"),
            (Festival::Qingming, "2027-04-05"),
            (Festival::Qingming, "2028-04-04"),
            (Festival::Eve, "2027-02-05"),
            (Festival::MID_AUTUMN, "2027-09-15"),
        ] {
            let day = parse_date(day).unwrap();
            assert_eq!(festival.day(day.year()), Some(day), "{festival:?}");
        }
        assert_eq!((Festival::Spring.day(2061), Festival::Qingming.day(2100)), (None, None));
    }
}
