//! A time as people write it, 下周三下午两点半 or "next Wed 2:30pm", read as the days and hours it can mean.
//!
//! Both languages are understood together, whatever the desk speaks. `lexer` cuts a text into tokens (`words`; the words are in
//! `table`, `feasts` and `zones`, put together in `lines`, numbers in `number`), `line` spells out what depends on neighbours, `clauses` tells wishes apart,
//! `grammar` fills them (`clock`, `stretch`, `gap`), `phrase` and `settle` make days and hours of them (`days`, `festival`), and
//! `rest` says what is left. Where usage leaves a choice:
//!
//! - A clock time or part of the day without a day is the next one to come. With a day that is over it is refused, never moved.
//! - Hours without 下午, "pm" and the like are those of business: 1 to 6 in the afternoon, 7 either way, 8 to 12 as they are.
//! - A weekday is the next one to come; on that very weekday it is today or in a week. 下周三 is in the next week (from Monday),
//!   "next Wed" and 下个周三 too, or in this week if there is still one. 这周三 is in this week, be it over.
//! - A day of the month is the next such day, a date without a year too; but one of less than two months ago is over. Of `11/12`,
//!   which can be two dates, the one that is over is offered for the next year.
//! - 月底, 月初 and what lies before or after festivals are workdays. Days off are the customary ones (`festival`): not those
//!   announced for a year, and no weekend worked in exchange.
//! - A stretch, 3点到5点 or "between 3 and 5pm", is its beginning, and says until when it goes on, as 周一到周三 does in days.
//!   上旬, 中旬 and 下旬 are the first workday of it. "Ten to three" is before three, or else until three.
//! - 下周 alone is no time, but says among which days to look. What is ruled out, 周三不行 or "not today", is never read,
//!   and of 周三改到周五 only what comes of it. Without a day 上午不行 is the afternoon. 周五之前 is before that day; 周五前, in
//!   which some count it in, is by the day before in the first place.
//! - A half day is twelve hours, half a month 15 days; 一周半 are ten days.
//! - Text with Chinese in it follows the mainland: 12/5 is December 5, and its days off count. Other text can mean 12 May too,
//!   and the festivals of its countries: Mother's Day is that of the United States or the fourth Sunday of Lent.
//! - "EST" is what the clocks in New York show, all the year. CST and the like, which are several, are asked for.
//! - Words left over are a reason if they have nothing to do with time. If they have (a number, 每周, a second hour), the readings
//!   are not to be trusted: [`Rest::Unread`].
//!
//! The person who typed it confirms the full date in any case.

mod clauses;
mod clock;
mod days;
mod feasts;
mod festival;
mod gap;
mod grammar;
mod lexer;
mod line;
mod lines;
mod number;
mod phrase;
mod rest;
mod settle;
mod stretch;
mod table;
mod words;
mod zones;

pub use festival::{is_day_off, is_workday};
pub use rest::Rest;
pub use zones::Zone;

use super::time::{DayPart, Wall};
use days::{Now, plus};
use grammar::Fate;
use line::Line;
use phrase::Phrase;
use time::{Date, Time};

/// Most readings that are offered.
const MOST: usize = 5;

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
    /// On any day up to this one.
    Days(Date),
}

/// What a text can mean: nothing that is over, and nothing twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings {
    /// The likeliest.
    pub first: Reading,
    /// What it can mean as well, the likelier first, at most four.
    pub others: Vec<Reading>,
    /// By whose clock, if it is said.
    pub zone: Option<Zone>,
    /// How long it takes, in minutes, if it is said.
    pub minutes: Option<u16>,
    /// What is left of the text.
    pub rest: Rest,
}

/// Why a text means no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in it is a time.
    NotUnderstood,
    /// It names no day, as "some other day" (S10: a concrete time).
    Vague,
    /// It names a week, a month or a year, as 下周, and no day of it.
    Which {
        /// The first of these days.
        first: Date,
        /// The last.
        last: Date,
        /// What is said of the time of day.
        hour: Hour,
        /// Days on which it is not.
        except: [Option<Date>; 3],
    },
    /// It names only days on which it is not.
    Except([Option<Date>; 3]),
    /// It is by the clock of a place that is not known, or of one of several.
    Zone,
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
/// read, and what makes no sense yet is in [`Readings::rest`].
///
/// # Errors
/// Why it means no time.
pub fn read(text: &str, now: Wall) -> Result<Readings, Refusal> {
    read_from(text, now, now.date())
}

/// Reads a text that was typed where or when it was another day: `today` is the one it counts from.
///
/// # Errors
/// Why it means no time.
pub fn read_from(text: &str, now: Wall, today: Date) -> Result<Readings, Refusal> {
    let line = line(text).ok_or(Refusal::NotUnderstood)?;
    let (hour, minute) = now.hour_minute();
    let minute = u16::from(hour) * 60 + u16::from(minute);
    let now = Now { today, here: now.date(), minute, mainland: line.chinese };
    let mut found: Option<Result<Readings, Refusal>> = None;
    for way in line.ways() {
        let next = read_line(&way, &now);
        match (&mut found, next) {
            (Some(Ok(found)), Ok(next)) if is_sure(found) && is_sure(&next) => {
                let readings = [next.first].into_iter().chain(next.others);
                let new: Vec<_> = readings.filter(|it| *it != found.first && !found.others.contains(it)).collect();
                found.others.extend(new);
                found.others.truncate(MOST - 1);
            }
            (Some(Ok(found)), _) if is_sure(found) => {}
            (Some(found), Ok(next)) if is_sure(&next) || found.is_err() => *found = Ok(next),
            (Some(_), _) => {}
            (None, next) => found = Some(next),
        }
    }
    found.unwrap_or(Err(Refusal::NotUnderstood))
}

/// By whose clock a time is said, whatever else is.
pub fn zone(text: &str) -> Option<Zone> {
    let tokens = line(text)?.tokens;
    tokens.into_iter().find_map(|token| if let words::Token::Zone(zone) = token { Some(zone) } else { None })
}

fn line(text: &str) -> Option<Line<'_>> {
    let mut line = lexer::lex(text)?;
    line.spell_out();
    Some(line)
}

fn is_sure(readings: &Readings) -> bool {
    !matches!(readings.rest, Rest::Unread(_))
}

fn read_line(line: &Line<'_>, now: &Now) -> Result<Readings, Refusal> {
    let clauses::Clauses { mut wishes, zone, fates, .. } = clauses::clauses(line, now);
    wishes.retain(|wish| !wish.is_empty());
    if wishes.iter().all(|wish| wish.not) {
        let is_all = wishes.len() == 1 && !fates.contains(&Fate::Left);
        wishes.iter_mut().for_each(|wish| wish.turn(is_all));
    }
    for at in 1..wishes.len() {
        let earlier = wishes[at - 1];
        wishes[at].complete(&earlier, true, now);
    }
    for at in (1..wishes.len()).rev() {
        let later = wishes[at];
        wishes[at - 1].complete(&later, false, now);
    }
    for wish in &mut wishes {
        wish.close(now);
    }
    let found = settle_all(&wishes, now);
    if zone == Some(Zone::Unclear) && !matches!(found, Err(Refusal::NotUnderstood)) {
        return Err(Refusal::Zone);
    }
    let (readings, is_clear) = found?;
    let mut readings = readings.into_iter();
    let first = readings.next().ok_or(Refusal::NotUnderstood)?;
    let rest = if is_clear { rest::rest(line, &fates) } else { Rest::Unread(line.text.trim().into()) };
    let minutes = wishes.iter().find_map(|wish| wish.minutes);
    Ok(Readings { first, others: readings.collect(), zone, minutes, rest })
}

/// What all wishes together mean, and whether nothing of it may be one that is ruled out.
fn settle_all(wishes: &[Phrase], now: &Now) -> Result<(Vec<Reading>, bool), Refusal> {
    let (mut readings, mut out, mut among) = (Vec::new(), Vec::new(), Vec::new());
    let (mut refusal, mut hard) = (None, None);
    let mut is_clear = true;
    for (at, wish) in wishes.iter().enumerate().filter(|(_, wish)| !wish.ends) {
        let end = wishes.get(at + 1).filter(|next| next.ends);
        match settle::settle(wish, end, now, if wish.not { &mut out } else { &mut readings }) {
            Ok(()) | Err(Refusal::Past) if wish.not => {}
            Err(Refusal::Which { first, last, hour: Hour::Open, .. }) if wish.not => among.push((first, last)),
            Err(_) if wish.not => is_clear = false,
            Ok(()) => {}
            // Of a choice "some other time" falls away; what else is no time is told.
            Err(why) if why == Refusal::Vague && wish.vague => {
                refusal.get_or_insert(why);
            }
            Err(why) => {
                hard.get_or_insert(why);
            }
        }
    }
    if let Some(why) = hard.filter(|_| !readings.is_empty()) {
        return Err(why);
    }
    let refusal = hard.or(refusal);
    let has_any = !readings.is_empty();
    let left = settle::without(readings.clone(), &out, &among);
    is_clear &= left.is_some();
    let readings = left.unwrap_or(readings);
    if !readings.is_empty() {
        return Ok((readings, is_clear));
    }
    let mut days = out.iter().map(|reading| reading.date);
    let except = [days.next(), days.next(), days.next()];
    Err(match (refusal, among.first()) {
        (Some(Refusal::Which { first, last, hour, .. }), _) => Refusal::Which { first, last, hour, except },
        _ if !out.is_empty() => Refusal::Except(except),
        (Some(why), _) if !has_any => why,
        // Not this week is after it, not next week before.
        (_, Some((first, last))) => {
            let (next, before) = (plus(*last, 1), plus(*first, -1).filter(|_| *first > now.today));
            let end = before.or(next.and_then(|next| plus(next, 6)));
            let first = before.and(Some(now.today)).or(next);
            let which = |(first, last)| Refusal::Which { first, last, hour: Hour::Open, except };
            first.zip(end).map_or(Refusal::NoSuchDay, which)
        }
        _ if !is_clear => Refusal::Vague,
        (why, None) => why.unwrap_or(Refusal::NotUnderstood),
    })
}
