//! Which festival is near: closing wishes fit the day (S11).

use super::lunar::lunar;
use time::{Date, Duration};

/// When a wish fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wished {
    /// On any day.
    Always,
    /// Around a day of the common calendar.
    Date(Around),
    /// Around a day of the Chinese calendar.
    Lunar(Around),
    /// On weekdays, 1 = Monday.
    Weekday(Vec<u8>),
}

/// A yearly day and how many days before and after it still count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
    /// Days before, at most [`Around::REACH`].
    pub before: u8,
    /// Days after, at most [`Around::REACH`].
    pub after: u8,
}

impl Around {
    /// How far a festival may reach, in days.
    pub const REACH: u8 = 15;

    fn has(&self, today: Date, month_day: fn(Date) -> (u8, u8)) -> bool {
        // Today is `before` days before the festival, so the festival is looked for from `after` days ago on.
        (-i64::from(self.after)..=i64::from(self.before)).any(|days| {
            let date = today.checked_add(Duration::days(days));
            date.is_some_and(|date| month_day(date) == (self.month, self.day))
        })
    }
}

impl Wished {
    /// Whether it fits on a day.
    pub fn fits(&self, today: Date) -> bool {
        match self {
            Self::Always => true,
            Self::Weekday(days) => days.contains(&today.weekday().number_from_monday()),
            Self::Date(around) => around.has(today, |date| (u8::from(date.month()), date.day())),
            // A leap month has no festivals.
            Self::Lunar(around) => {
                around.has(today, |date| lunar(date).filter(|it| !it.leap).map_or((0, 0), |it| (it.month, it.day)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_date;

    fn fits(wished: &Wished, today: &str) -> bool {
        wished.fits(parse_date(today).unwrap())
    }

    #[test]
    fn a_festival_counts_from_some_days_before_to_some_days_after() {
        // Spring festival 2027 falls on 6 February.
        let spring = Wished::Lunar(Around { month: 1, day: 1, before: 10, after: 15 });
        assert!(fits(&spring, "2027-01-27") && fits(&spring, "2027-02-06") && fits(&spring, "2027-02-21"));
        assert!(!fits(&spring, "2027-01-26") && !fits(&spring, "2027-02-22"));
        // 2025 had a sixth month and a leap one after it.
        let sixth = Wished::Lunar(Around { month: 6, day: 1, before: 0, after: 0 });
        assert!(fits(&sixth, "2025-06-25") && !fits(&sixth, "2025-07-25"));
    }

    #[test]
    fn the_common_calendar_wraps_over_the_year() {
        let new_year = Wished::Date(Around { month: 1, day: 1, before: 7, after: 3 });
        assert!(fits(&new_year, "2026-12-25") && fits(&new_year, "2027-01-04"));
        assert!(!fits(&new_year, "2026-12-24") && !fits(&new_year, "2027-01-05"));
        assert!(fits(&Wished::Weekday(vec![5]), "2026-11-27") && !fits(&Wished::Weekday(vec![1]), "2026-11-27"));
    }
}
