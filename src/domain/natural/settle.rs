//! The days and hours that come of a wish.

use super::clock::Said;
use super::days::{Days, Kind, Now, Span, What, plus, weekday};
use super::phrase::Phrase;
use super::words::Side;
use super::{Bound, Hour, MOST, Reading, Refusal};
use crate::domain::time::{DayPart, Wall};
use time::{Date, Time};

/// Adds what one wish can mean. `end` is the wish with which its days end, if it is the beginning of a stretch of them.
pub fn settle(wish: &Phrase, end: Option<&Phrase>, now: &Now, readings: &mut Vec<Reading>) -> Result<(), Refusal> {
    let said = wish.said()?;
    let timed = !matches!(said, Said::Nothing);
    let mut days = match (wish.days(now), wish.weekday) {
        // 10号前的周五 is no 10th that is a Friday.
        (Err(Refusal::Contradiction(_)), Some(weekday)) if wish.apart => {
            let nth = Some((1, What::Weekday(weekday)));
            return settle(&Phrase { nth, weekday: None, apart: false, ..*wish }, end, now, readings);
        }
        (Err(why), _) => return Err(why),
        (Ok(Some(days)), _) => days,
        (Ok(None), _) if wish.is_vague() => return Err(which(wish, said, now)),
        // A time without a day is the next to come.
        (Ok(None), _) if timed => Days::next([Some(now.here), plus(now.here, 1), None]),
        (Ok(None), _) => return Err(Refusal::NotUnderstood),
    };
    let mut found = false;
    // What it means in the first place, on all days, comes first: 周一9点 after nine is in a week, or else this evening.
    for first in [true, false] {
        for at in 0..days.spans.len() {
            let Some(span) = days.spans[at] else { continue };
            let (bound, date, other) = bounded(wish, span, days.kind, timed, now);
            for date in [Some(date.ok_or(Refusal::NoSuchDay)?), other].into_iter().flatten() {
                let is_over = |minute| (date, minute) <= (now.here, now.minute);
                let Some(minute) = said.minute(first, is_over).filter(|minute| !is_over(*minute)) else { continue };
                let (date, hour) = match said {
                    Said::Nothing => (date, Hour::Open),
                    Said::Part(part) => (date, Hour::Part(part.day_part())),
                    Said::Clock(_) => at_minute(date, minute).ok_or(Refusal::NoSuchDay)?,
                };
                let until = match wish.ends(minute) {
                    Err(_) if !first => continue,
                    until => until?,
                };
                // Hours of several days are no time.
                if until.is_some() && (end.is_some() || wish.last.is_some()) {
                    return Err(Refusal::Vague);
                }
                let bound = match until {
                    Some(end) => Bound::Within(clock_time(end).ok_or(Refusal::NoSuchTime)?),
                    None => match (end, wish.last) {
                        (Some(end), _) => Bound::Days(last_day(end, date, now)?),
                        (None, Some(last)) => Bound::Days(last),
                        (None, None) => bound,
                    },
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

/// Why a wish without a day means none.
fn which(wish: &Phrase, said: Said, now: &Now) -> Refusal {
    let hour = match said {
        Said::Nothing => Some(Hour::Open),
        Said::Part(part) => Some(Hour::Part(part.day_part())),
        Said::Clock(times) => clock_time(times.first()).map(Hour::At),
    };
    match wish.which(now).zip(hour) {
        Some(((first, last), _)) if last < first || last < now.here => Refusal::Past,
        Some(((first, last), hour)) => Refusal::Which { first, last, hour, except: [None; 3] },
        None => Refusal::Vague,
    }
}

/// The last of a stretch of days, the next of its kind after the first.
fn last_day(end: &Phrase, first: Date, now: &Now) -> Result<Date, Refusal> {
    let days = end.days(now)?.ok_or(Refusal::Vague)?;
    let last = days.spans.into_iter().flatten().map(|span| span.day).find(|day| *day > first);
    let named = days.spans.into_iter().flatten().next().map_or(first, |span| span.day);
    match (last, end.weekday, end.week) {
        (Some(last), ..) => Ok(last),
        // 周五到周二.
        (None, Some(wanted), None) if weekday(named) == wanted => {
            What::Weekday(wanted).count(1, first, false, now.mainland).ok_or(Refusal::NoSuchDay)
        }
        _ => Err(Refusal::Contradiction(first)),
    }
}

/// What of some readings is left when others are ruled out; `None` if it cannot be told, as the hour of a day that is still
/// to be found.
pub fn without(readings: Vec<Reading>, out: &[Reading], among: &[(Date, Date)]) -> Option<Vec<Reading>> {
    let mut left = Vec::new();
    for reading in readings {
        let is_long = matches!(reading.bound, Bound::Days(_) | Bound::By | Bound::From);
        let meets = |it: &&Reading| {
            let until = |it: &Reading| if let Bound::Days(last) = it.bound { last } else { it.date };
            it.date <= until(&reading) && reading.date <= until(it)
        };
        let mut is_out = among.iter().any(|(first, last)| (*first..=*last).contains(&reading.date));
        for it in out.iter().filter(meets) {
            is_out |= match (it.hour, reading.hour) {
                (Hour::Open, _) if !is_long => true,
                (Hour::Part(out), Hour::Part(part)) if !is_long => out == part,
                (Hour::Part(out), Hour::At(time)) => DayPart::of(Wall::new(reading.date, time)) == out,
                (Hour::At(out), Hour::At(time)) => match it.bound {
                    Bound::Within(end) => (out..end).contains(&time),
                    Bound::On => out == time,
                    _ => return None,
                },
                _ => return None,
            };
        }
        if !is_out {
            left.push(reading);
        } else if is_long {
            return None;
        }
    }
    Some(left)
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
        // The day before is in time for both.
        (Some(Side::Until), Kind::Day) if !timed => (Bound::By, workday(1), day),
        (Some(_), _) => (Bound::By, day, None),
    }
}
