//! Which festival is near: closing wishes fit the day (S11). The lunar calendar comes in as a value.

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

/// Today, and the Chinese calendar of the days around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Almanac {
    /// The rep's date.
    pub today: Date,
    /// Some days around today; those missing match no festival.
    pub lunar: Vec<(Date, LunarDay)>,
}

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
}

impl Almanac {
    /// Whether a wish fits today.
    pub fn fits(&self, wished: &Wished) -> bool {
        match wished {
            Wished::Always => true,
            Wished::Weekday(days) => days.contains(&self.today.weekday().number_from_monday()),
            Wished::Date(around) => self.near(around, |date| (u8::from(date.month()), date.day())),
            Wished::Lunar(around) => self.near(around, |date| self.lunar_of(date)),
        }
    }

    fn near(&self, around: &Around, month_day: impl Fn(Date) -> (u8, u8)) -> bool {
        // Today is `before` days before the festival, so the festival is looked for from `after` days ago on.
        (-i64::from(around.after)..=i64::from(around.before)).any(|days| {
            let date = self.today.checked_add(time::Duration::days(days));
            date.is_some_and(|date| month_day(date) == (around.month, around.day))
        })
    }

    fn lunar_of(&self, date: Date) -> (u8, u8) {
        let found = self.lunar.iter().find(|(day, lunar)| *day == date && !lunar.leap);
        found.map_or((0, 0), |(_, lunar)| (lunar.month, lunar.day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_date;

    #[test]
    fn a_festival_counts_from_some_days_before_to_some_days_after() {
        // Spring festival 2027 falls on 6 February.
        let date = |text: &str| parse_date(text).unwrap();
        let spring = (date("2027-02-06"), LunarDay { month: 1, day: 1, leap: false });
        let wish = Wished::Lunar(Around { month: 1, day: 1, before: 10, after: 15 });
        for (today, fits) in
            [("2027-01-26", false), ("2027-01-27", true), ("2027-02-06", true), ("2027-02-21", true), ("2027-02-22", false)]
        {
            let almanac = Almanac { today: date(today), lunar: vec![spring] };
            assert_eq!(almanac.fits(&wish), fits, "{today}");
        }
        let leap = (date("2027-02-06"), LunarDay { month: 1, day: 1, leap: true });
        assert!(!Almanac { today: date("2027-02-06"), lunar: vec![leap] }.fits(&wish));
    }

    #[test]
    fn the_common_calendar_wraps_over_the_year() {
        let new_year = Wished::Date(Around { month: 1, day: 1, before: 7, after: 3 });
        let fits = |today: &str| Almanac { today: parse_date(today).unwrap(), lunar: vec![] }.fits(&new_year);
        assert!(fits("2026-12-25") && fits("2027-01-04"));
        assert!(!fits("2026-12-24") && !fits("2027-01-05"));
        let friday = Almanac { today: parse_date("2026-11-27").unwrap(), lunar: vec![] };
        assert!(friday.fits(&Wished::Weekday(vec![5])) && !friday.fits(&Wished::Weekday(vec![1])));
    }
}
