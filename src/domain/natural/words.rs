//! What words, numbers and dates mean. Knows neither their spelling (`table`) nor their order.

use super::clock::Part;
use super::days::Edge;
use super::festival::Festival;
use super::zones::Zone;

/// What a word, a number or a date means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Up to four digits.
    Number(u16),
    /// 第三, "3rd"; -1: the last.
    Ordinal(i8),
    /// `15:30`; true: as a clock shows it, so that 03:00 is not the afternoon.
    Clock(u8, u8, bool),
    /// Year, month, day.
    Date(u16, u8, u8),
    /// `12/5`, `12/5/2026`: month and day, or day and month.
    Pair(u8, u8, Option<u16>),
    /// `12-5`: month and day, or the other way round, or from one to the other.
    Dash(u8, u8),
    /// `12.5`, `3.30`: a date, a clock or a fraction, and how many digits stand behind the dot.
    Dot(u8, u8, u8),
    /// 半, "half".
    Half,
    /// "a", "an".
    A,
    /// "and", in "an hour and a half".
    And,
    Unit(Unit),
    /// 点, "o'clock".
    Point,
    /// 号, 日.
    DayMark,
    /// 月 behind a number, or by itself.
    MonthMark,
    /// Days from today.
    Day(i8),
    /// Days from Monday.
    Weekday(u8),
    Weekend,
    /// Weeks from this one.
    Week(i8),
    /// Months from this one.
    Month(i8),
    /// Years from this one.
    Year(i8),
    /// 1–12.
    MonthName(u8),
    /// 正月, 腊月: a month of the Chinese calendar.
    LunarMonth(u8),
    This,
    Next,
    Edge(Edge),
    Festival(Festival),
    Part(Part),
    /// 12:00 sharp.
    Noon,
    /// The time it is now.
    SameTime,
    /// The day of the month or week it is now.
    SameDay,
    /// Stands before what it bounds.
    Pre(Side),
    /// Stands behind what it bounds.
    Post(Side),
    /// "later", "from now": behind a stretch of time.
    Later,
    In,
    At,
    /// "past", in "half past two".
    Past,
    /// "from", "between": the beginning of a stretch.
    From,
    /// The same, and what ends it stands behind "and".
    Between,
    /// "to", in "quarter to three" and in "three to five".
    To,
    /// 到, "until": from one time to another.
    Till,
    /// A dash behind a time: the same, or a part of a date.
    Hyphen,
    /// "or", or a part of a date.
    Slash,
    /// Either end of a day.
    Midnight,
    /// 差, in 差一刻三点.
    Less,
    Or,
    /// A comma: numbers before and after it are two.
    Stop,
    /// 之间: what it stands behind is a stretch.
    Among,
    /// 改到, "moved to": not what came, but what comes.
    Instead,
    /// "moved from": not what comes, but what "to" leads to.
    MovedFrom,
    /// "but": what comes is said anew.
    But,
    /// "not", 除了: not what comes, or what came if nothing comes.
    Not,
    /// 不行, "does not work": not what came, or what comes if nothing came.
    NotThat,
    /// 分之: the number before it divides the one behind it.
    Over,
    /// "for", 聊: how long it takes, or what for.
    For,
    /// By whose clock.
    Zone(Zone),
    /// A town or a country, whose clock it is beside an hour.
    Place(Zone),
    /// 时间, "time": behind a word it says whose clock is meant.
    Time,
    /// 农历: of the Chinese calendar is what comes.
    Lunar,
    /// "after next": a week later than the next.
    AfterNext,
    /// A wish for another time that names none.
    Vague,
    /// It says something of the time, but what is not known: 每周, "Q3".
    Unread,
    /// It has a number or the like in it, and says nothing of the time: 一起.
    Text,
    Unknown,
}

/// The years a number can be.
pub const YEARS: std::ops::RangeInclusive<u16> = 1970..=9999;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Minute,
    /// 分: the same, and what a clock shows.
    ClockMinute,
    /// 刻.
    Quarter,
    Hour,
    Day,
    Workday,
    Week,
    Month,
    Year,
}

/// On which side of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Up to it, and it counts.
    By,
    /// "before": it does not count.
    Before,
    /// 前: some count it, some do not.
    Until,
    After,
    From,
}

/// Whether the number before is one of something, and so no hour, minute or day by itself.
pub fn counts(after: &[Token]) -> bool {
    use Token::{DayMark, MonthMark, MonthName, Past, Point, Unit};
    matches!(after.first(), Some(Unit(_) | DayMark | MonthMark | MonthName(_) | Past | Point | Token::Over))
}
