//! A time as people write it, 下周三下午两点半 or "next Wed 2:30pm", read as the days and hours it can mean.
//!
//! Both languages are understood together, whatever the desk speaks. `lexer` cuts a text into tokens (`words`, `number`),
//! `grammar` puts them together to wishes (`clock`, `stretch`), of which `phrase` makes days (`days`, `festival`).
//! Where usage leaves a choice:
//!
//! - A clock time or part of the day without a day is the next one to come. With a day that is over it is refused, never moved.
//! - Hours without 下午, "pm" and the like are those of business: 1 to 6 in the afternoon, 7 either way, 8 to 12 as they are.
//! - A weekday is the next one to come; on that very weekday it is today or in a week. 下周三 is in the next week (from Monday),
//!   "next Wed" and 下个周三 too, or in this week if there is still one. 这周三 is in this week, be it over.
//! - A day of the month is the next such day, a date without a year too; but one of less than two months ago is over.
//! - 月底, 月初 and what lies before or after festivals are workdays. Days off are the customary ones (`festival`): not those
//!   announced for a year, and no weekend worked in exchange.
//! - A stretch, 3点到5点 or "between 3 and 5pm", is its beginning, and says until when it goes on. 上旬, 中旬 and 下旬 are
//!   the first workday of it.
//! - Text with Chinese in it follows the mainland: 12/5 is December 5, and its days off count. Other text can mean 12 May too.
//!
//! The person who typed it confirms the full date in any case.

mod clock;
mod days;
mod festival;
mod grammar;
mod lexer;
mod number;
mod phrase;
mod stretch;
mod words;

pub use festival::{is_day_off, is_workday};

use super::time::{DayPart, Wall};
use clock::Said;
use days::{Days, Kind, Now, Span, What, plus};
use phrase::Phrase;
use time::{Date, Time};
use words::Side;

/// Most readings that are offered.
const MOST: usize = 4;

/// One thing a text can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The day.
    pub date: Date,
    /// The time of day.
    pub hour: Hour,
    /// Whether it is a time to keep, or the end or start of a stretch.
    pub bound: Bound,
}

/// How much of the time of day was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hour {
    /// Nothing.
    Open,
    /// A part of the day, to propose times in.
    Part(DayPart),
    /// A full minute.
    At(Time),
}

/// What happens at the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The thing itself.
    On,
    /// It is to be done by then.
    By,
    /// Not earlier than then.
    From,
    /// It begins then, and is over at this time.
    Within(Time),
}

/// What a text can mean: nothing that is over, and nothing twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings<'a> {
    /// The likeliest.
    pub first: Reading,
    /// What it can mean as well, the likelier first, at most three.
    pub others: Vec<Reading>,
    /// The first part of the text that was not understood, as typed.
    pub unknown: Option<&'a str>,
}

/// Why a text means no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in it is a time.
    NotUnderstood,
    /// It names no day, as 下周 and "some other day" (S10: a concrete time).
    Vague,
    /// It is over.
    Past,
    /// There is no such day, or none in the years known.
    NoSuchDay,
    /// There is no such time of day, as 25点 or 上午15点.
    NoSuchTime,
    /// This day is named, and beside it something it is not: another weekday, week, month.
    Contradiction(Date),
}

/// Reads a text. `now` is the wall time where the time is meant. Fit to be asked at each key stroke: what is typed so far is
/// read, and what makes no sense yet is [`Readings::unknown`].
///
/// # Errors
/// Why it means no time.
pub fn read(text: &str, now: Wall) -> Result<Readings<'_>, Refusal> {
    let lexed = lexer::lex(text).ok_or(Refusal::NotUnderstood)?;
    let (hour, minute) = now.hour_minute();
    let minute = u16::from(hour) * 60 + u16::from(minute);
    let now = Now { today: now.date(), minute, mainland: lexed.chinese };
    let (mut wishes, unknown) = grammar::phrases(&lexed.tokens, &now);
    wishes.retain(|wish| !wish.is_empty());
    for at in 1..wishes.len() {
        let earlier = wishes[at - 1];
        wishes[at].complete(&earlier, true, &now);
    }
    for at in (1..wishes.len()).rev() {
        let later = wishes[at];
        wishes[at - 1].complete(&later, false, &now);
    }
    let mut readings = Vec::new();
    let mut refusal = None;
    for mut wish in wishes {
        wish.close(&now);
        if let Err(why) = settle(&wish, &now, &mut readings) {
            refusal.get_or_insert(why);
        }
    }
    let mut readings = readings.into_iter();
    let first = readings.next().ok_or(refusal.unwrap_or(Refusal::NotUnderstood))?;
    Ok(Readings { first, others: readings.collect(), unknown: unknown.map(|tokens| lexed.text(tokens)) })
}

/// Adds what one wish can mean.
fn settle(wish: &Phrase, now: &Now, readings: &mut Vec<Reading>) -> Result<(), Refusal> {
    let said = wish.said()?;
    let timed = !matches!(said, Said::Nothing);
    let mut days = match wish.days(now)? {
        Some(days) => days,
        None if wish.is_vague() => return Err(Refusal::Vague),
        // A time without a day is the next to come.
        None if timed => Days::next([Some(now.today), plus(now.today, 1), None]),
        None => return Err(Refusal::NotUnderstood),
    };
    let mut found = false;
    // What it means in the first place, on all days, comes first: 周一9点 after nine is in a week, or else this evening.
    for first in [true, false] {
        for at in 0..days.spans.len() {
            let Some(span) = days.spans[at] else { continue };
            let (bound, date, other) = bounded(wish, span, days.kind, timed, now);
            for date in [Some(date.ok_or(Refusal::NoSuchDay)?), other].into_iter().flatten() {
                let is_over = |minute| (date, minute) <= (now.today, now.minute);
                let Some(minute) = said.minute(first, is_over).filter(|minute| !is_over(*minute)) else { continue };
                let (date, hour) = match said {
                    Said::Nothing => (date, Hour::Open),
                    Said::Part(part) => (date, Hour::Part(part.day_part())),
                    Said::Clock(_) => at_minute(date, minute).ok_or(Refusal::NoSuchDay)?,
                };
                let bound = match wish.ends(minute)? {
                    Some(end) => Bound::Within(clock_time(end).ok_or(Refusal::NoSuchTime)?),
                    None => bound,
                };
                let reading = Reading { date, hour, bound };
                if readings.len() < MOST && !readings.contains(&reading) {
                    readings.push(reading);
                }
                found = true;
            }
            if days.next && found {
                days.spans[at + 1..].fill(None);
            }
        }
    }
    match found {
        true => Ok(()),
        // The next one is not known.
        false if days.next => Err(Refusal::NoSuchDay),
        false => Err(Refusal::Past),
    }
}

/// A minute counted from the midnight before a day; `None` beyond the calendar.
fn at_minute(day: Date, minute: u16) -> Option<(Date, Hour)> {
    let date = plus(day, i32::from(minute / (24 * 60)))?;
    Some((date, Hour::At(clock_time(minute)?)))
}

/// What a clock shows that many minutes after midnight.
fn clock_time(minute: u16) -> Option<Time> {
    Time::from_hms((minute / 60 % 24) as u8, (minute % 60) as u8, 0).ok()
}

/// What "before", "after" and the like make of a day: how it bounds, the day (`None` beyond the calendar), and one it can
/// mean as well.
fn bounded(wish: &Phrase, span: Span, kind: Kind, timed: bool, now: &Now) -> (Bound, Option<Date>, Option<Date>) {
    let backward = matches!(wish.side, Some(Side::Before | Side::Until));
    let onward = wish.side == Some(Side::After);
    if let Some(gap) = wish.gap {
        let from = if onward { span.end() } else { span.day };
        return (Bound::On, gap.from(from, backward, now.mainland), None);
    }
    let workday = |nth| {
        let before = backward || wish.side == Some(Side::By);
        What::Workday.count(nth, if before { span.first } else { span.last }, before, now.mainland)
    };
    match wish.nth {
        // 元旦第二天.
        Some((-1, What::Day)) if kind == Kind::Free && !backward => return (Bound::On, Some(span.last), None),
        Some((nth, What::Day)) if kind == Kind::Free && !backward && !onward => {
            return (Bound::On, plus(span.day, i32::from(nth) - 1), None);
        }
        // The last before it is the first when counted back.
        Some((nth, what)) if kind == Kind::Free || backward || onward => {
            let nth = i32::from(nth.unsigned_abs());
            let day = match what {
                What::Workday => workday(nth),
                _ => what.count(nth, if backward { span.first } else { span.end() }, backward, now.mainland),
            };
            return (Bound::On, day, None);
        }
        _ => {}
    }
    let day = Some(span.day);
    match (wish.side, kind) {
        (None, _) => (Bound::On, day, None),
        (Some(Side::From), _) => (Bound::From, day, None),
        // 国庆后上午十点 is a time to keep.
        (Some(Side::After), Kind::Free) if timed => (Bound::On, workday(1), None),
        (Some(Side::After), _) if timed => (Bound::From, day, None),
        (Some(Side::After), _) => (Bound::From, workday(1), None),
        (Some(_), Kind::Free) => (Bound::By, workday(1), None),
        (Some(Side::Before), Kind::Day) if !timed => (Bound::By, workday(1), None),
        (Some(Side::Until), Kind::Day) if !timed => (Bound::By, day, workday(1)),
        (Some(_), _) => (Bound::By, day, None),
    }
}
