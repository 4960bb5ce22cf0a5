//! Days by calendar: weeks, months, workdays, steps from one day to another. Knows no clock.

use super::festival::{Festival, is_workday};
use super::words::{Token, Unit};
use time::{Date, Duration, Month};

/// The moment a text is read in.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// From where days are counted.
    pub today: Date,
    /// What is before this day, or on it before the minute, is over.
    pub here: Date,
    /// Of the day `here`.
    pub minute: u16,
    /// Whether the text follows the customs of the mainland: its days off, and the month before the day.
    pub mainland: bool,
}

/// A day, and the free days around it that it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub day: Date,
    pub first: Date,
    pub last: Date,
}

/// How a day is named, which decides what "before" and "after" it mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Day,
    /// The start, middle or end of a week, month or year: the day is itself its outermost.
    Edge,
    /// Free days: a festival, a weekend.
    Free,
}

/// The days a text can mean.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    pub spans: [Option<Span>; 3],
    /// The first that is not over is meant, and no other.
    pub next: bool,
    pub kind: Kind,
}

/// Where in a week, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Start,
    Middle,
    /// 下旬: its last third.
    Late,
    End,
}

/// What is counted in 第一个工作日, "second Tuesday".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Day,
    Workday,
    /// Days from Monday.
    Weekday(u8),
}

/// A day of a month, whichever month.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// By its number.
    Number(u8),
    /// The workday at its start, in its middle or at its end.
    Edge(Edge),
    /// The first, second and so on; -1: the last.
    Nth(i8, What),
}

/// How far apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Minutes(i32),
    Days(i32),
    Workdays(i32),
    Weeks(i32),
    /// Months, and days on top of them.
    Months(i32, i32),
}

/// A day of the calendar; `None` if it does not exist.
pub fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// The day that many days later, or earlier.
pub fn plus(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Duration::days(days.into()))
}

/// Days from Monday.
pub fn weekday(day: Date) -> u8 {
    day.weekday().number_days_from_monday()
}

/// The weekday of the week that lies `weeks` from that of `today`; weeks begin on Monday.
pub fn in_week(today: Date, weeks: i32, day: u8) -> Option<Date> {
    plus(today, weeks * 7 + i32::from(day) - i32::from(weekday(today)))
}

/// Year and month that lie `months` from those of `day`.
pub fn month_from(day: Date, months: i32) -> (i32, u8) {
    let months = day.year() * 12 + i32::from(u8::from(day.month())) - 1 + months;
    (months.div_euclid(12), months.rem_euclid(12) as u8 + 1)
}

impl What {
    /// What a word counts.
    pub fn of(word: Token) -> Option<Self> {
        match word {
            Token::Unit(Unit::Day) => Some(Self::Day),
            Token::Unit(Unit::Workday) => Some(Self::Workday),
            Token::Weekday(day) => Some(Self::Weekday(day)),
            _ => None,
        }
    }

    /// The `nth` after `from`, or before it; `None` beyond a year or so.
    pub fn count(self, nth: i32, from: Date, backward: bool, mainland: bool) -> Option<Date> {
        let mut left = nth;
        for days in 1..=400 {
            let day = plus(from, if backward { -days } else { days })?;
            left -= i32::from(match self {
                Self::Day => true,
                Self::Workday => is_workday(day, mainland),
                Self::Weekday(wanted) => weekday(day) == wanted,
            });
            if left <= 0 {
                return Some(day);
            }
        }
        None
    }
}

impl Rule {
    /// The day in a month; `None` if the month has none.
    pub fn day(self, (year, month): (i32, u8), mainland: bool) -> Option<Date> {
        let (nth, what, from) = match self {
            Self::Number(day) => return date(year, month, day),
            Self::Edge(Edge::Start) => (1, What::Workday, 1),
            Self::Edge(Edge::Middle) => (1, What::Workday, 15),
            Self::Edge(Edge::Late) => (1, What::Workday, 21),
            Self::Edge(Edge::End) => (-1, What::Workday, 1),
            Self::Nth(nth, what) => (nth, what, 1),
        };
        let from = date(year, month, from)?;
        let day = match nth < 0 {
            false => what.count(nth.into(), from.previous_day()?, false, mainland)?,
            true => {
                let (year, month) = month_from(from, 1);
                what.count(1, date(year, month, 1)?, true, mainland)?
            }
        };
        (day.month() == from.month()).then_some(day)
    }
}

impl Edge {
    /// Monday, Wednesday, Thursday or Friday, as days from Monday.
    pub fn of_week(self) -> u8 {
        match self {
            Self::Start => 0,
            Self::Middle => 2,
            Self::Late => 3,
            Self::End => 4,
        }
    }
}

impl Gap {
    /// This and a smaller one; `None` if they do not add up.
    pub fn with(self, more: Self) -> Option<Self> {
        Some(match (self, more) {
            (Self::Minutes(hours), Self::Minutes(minutes)) if hours % 60 == 0 && minutes < 60 => {
                Self::Minutes(hours + minutes)
            }
            (Self::Days(days), Self::Minutes(minutes)) => Self::Minutes(days * 24 * 60 + minutes),
            (Self::Weeks(weeks), Self::Days(days)) => Self::Days(weeks * 7 + days),
            (Self::Months(years, 0), Self::Months(months, days)) if years % 12 == 0 && months < 12 => {
                Self::Months(years + months, days)
            }
            (Self::Months(months, 0), Self::Weeks(weeks)) => Self::Months(months, weeks * 7),
            (Self::Months(months, 0), Self::Days(days)) => Self::Months(months, days),
            _ => return None,
        })
    }

    /// The day that lies so far from another; `None` for minutes.
    pub fn from(self, day: Date, backward: bool, mainland: bool) -> Option<Date> {
        let sign = if backward { -1 } else { 1 };
        match self {
            Self::Minutes(_) => None,
            Self::Days(days) => plus(day, sign * days),
            Self::Weeks(weeks) => plus(day, sign * weeks * 7),
            Self::Workdays(days) => What::Workday.count(days, day, backward, mainland),
            // The last of a month that has no such day.
            Self::Months(months, days) => {
                let (year, month) = month_from(day, sign * months);
                let day = [0, 1, 2, 3].into_iter().find_map(|less| date(year, month, day.day() - less))?;
                plus(day, sign * days)
            }
        }
    }
}

impl Span {
    /// From where one counts onwards: a Friday off between a festival and the weekend is not of the festival.
    pub fn end(self) -> Date {
        if (self.last - self.day).whole_days() > 1 { self.last } else { self.day }
    }
}

impl Days {
    /// One day, if it exists.
    pub fn one(day: Option<Date>) -> Self {
        Self::any([day, None, None])
    }

    /// All of these are possible.
    pub fn any(days: [Option<Date>; 3]) -> Self {
        let spans = days.map(|day| day.map(|day| Span { day, first: day, last: day }));
        Self { spans, next: false, kind: Kind::Day }
    }

    /// The first of these that is not over.
    pub fn next(days: [Option<Date>; 3]) -> Self {
        Self { next: true, ..Self::any(days) }
    }

    /// Either of two, the nearer first.
    pub fn either(one: Option<Date>, other: Option<Date>) -> Self {
        match one.zip(other) {
            Some((one, other)) if other < one => Self::any([Some(other), Some(one), None]),
            _ => Self::any([one, other, None]),
        }
    }

    /// A festival: that of a year, or the next.
    pub fn festival(festival: Festival, year: Option<i32>, now: &Now) -> Self {
        let spans = match (festival, year) {
            (Festival::Coming, _) => [Festival::coming(now.today), None, None],
            (_, Some(year)) => [festival.span(year, now.mainland), None, None],
            _ => [-1, 0, 1].map(|years| festival.span(now.today.year() + years, now.mainland)),
        };
        Self { spans, next: year.is_none(), kind: Kind::Free }
    }
}

/// A day of a month without a year: the next one, but that of less than two months ago if there is one, which is likelier a
/// slip than a wish for next year.
pub fn this_year(rule: Rule, month: u8, now: &Now) -> Option<Date> {
    let days = [-1, 0, 1].map(|years| rule.day((now.today.year() + years, month), now.mainland));
    days.into_iter().flatten().find(|day| (-60..=366).contains(&(*day - now.today).whole_days()))
}
