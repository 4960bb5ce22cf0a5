//! Tokens put together into wishes: which words belong to each other. Their order hardly matters, languages differ in it.

use super::clock::{Clock, Part, clock};
use super::days::{Days, Edge, Now, What, date, plus};
use super::festival::Festival;
use super::phrase::{MonthRef, Phrase, coming, next_weekday, pair};
use super::stretch::offset;
use super::words::{Side, Token, Unit, YEARS, counts};
use std::ops::Range;

/// The wishes in a text, and the first tokens that go with none.
pub fn phrases(tokens: &[Token], now: &Now) -> (Vec<Phrase>, Option<Range<usize>>) {
    let mut unknown: Option<Range<usize>> = None;
    let mut phrases = Vec::new();
    let mut wish = Phrase::default();
    let mut at = 0;
    while let Some(rest @ [first, ..]) = tokens.get(at..) {
        let (used, known) = match first {
            Token::Or => {
                phrases.push(std::mem::take(&mut wish));
                (1, true)
            }
            _ => step(rest, &mut wish, now),
        };
        match &mut unknown {
            None if !known => unknown = Some(at..at + used),
            Some(range) if !known && range.end == at => range.end += used,
            _ => {}
        }
        at += used;
    }
    phrases.push(wish);
    (phrases, unknown)
}

/// Fills a slot of the wish: how many tokens that takes, and whether it was free.
pub fn put<T>(slot: &mut Option<T>, value: T, used: usize) -> (usize, bool) {
    let free = slot.is_none();
    slot.get_or_insert(value);
    (used, free)
}

/// Reads what belongs together: how many tokens, and whether the wish has a place for it.
fn step(rest: &[Token], wish: &mut Phrase, now: &Now) -> (usize, bool) {
    use Token::{
        A, And, At, Dash, Date, Day, DayMark, Dot, Half, In, Later, LunarMonth, Month, MonthMark, MonthName, Next,
        Noon, Number, Ordinal, Pair, Post, Pre, SameTime, Stop, This, Vague, Week, Weekday, Weekend, Year,
    };
    if let Some(found) = offset(rest, wish, now) {
        return found;
    }
    // 三五天后, 3-5天后.
    match rest {
        [Number(0..10), Number(0..10), Token::Unit(_), ..] => return vague(wish, 3),
        [Number(0..10), Token::Till, Number(0..10), Token::Unit(unit), ..] if *unit != Unit::Minute => {
            return vague(wish, 4);
        }
        _ => {}
    }
    if let Some(used) = stretch(rest, wish) {
        return (used, true);
    }
    if let Some((used, clock)) = clock(rest) {
        return put(&mut wish.clock, clock, used);
    }
    if let [Ordinal(nth), what, ..] = *rest
        && let Some(what) = What::of(what)
    {
        return put(&mut wish.nth, (nth, what), 2);
    }
    match *rest {
        [Vague | Later, ..] => vague(wish, 1),
        [Ordinal(_), Token::Unit(Unit::Week | Unit::Month) | Half, ..] => vague(wish, 2),
        [Date(year, month, day), ..] => put(&mut wish.day, Days::one(date(year.into(), month, day)), 1),
        [Pair(a, b, year), ..] => put(&mut wish.day, pair(a, b, year, now), 1),
        [Dash(..), Token::Unit(_), ..] => vague(wish, 2),
        // "Friday 10-11" are hours.
        [Dash(a, b), ..] if wish.has_day() && wish.clock.is_none() => {
            wish.until = Some((Clock::Bare(b.into()), None));
            put(&mut wish.clock, Clock::Bare(a.into()), 1)
        }
        [Dash(a, b), ..] if !wish.has_day() => put(&mut wish.day, pair(a, b, None, now), 1),
        [Dot(a, b), ..] => put(&mut wish.dot, (a, b), 1),
        [Day(days), ..] => put(&mut wish.day, Days::one(plus(now.today, days.into())), 1),
        // "this morning".
        [This, Token::Part(_), ..] => put(&mut wish.day, Days::one(Some(now.today)), 1),
        [This, Weekday(day), ..] => put(&mut wish.day, this_weekday(now, day), 2),
        [Next, Weekday(day), ..] => put(&mut wish.day, next_weekday(now.today, day), 2),
        [This, Weekend, ..] => put(&mut wish.weekend, (), 2),
        [Next, Weekend, ..] => put(&mut wish.week, 1, 1),
        [Next, Token::Unit(Unit::Workday), ..] => {
            let day = What::Workday.count(1, now.today, false, now.mainland);
            put(&mut wish.day, Days::one(day), 2)
        }
        [Next, Token::Unit(Unit::Week), ..] => put(&mut wish.week, 1, 2),
        [Next, MonthMark, ..] => put(&mut wish.month, MonthRef::From(1), 2),
        [Weekday(day), ..] => put(&mut wish.weekday, day, 1),
        [Weekend, ..] => put(&mut wish.weekend, (), 1),
        [Week(weeks), ..] => put(&mut wish.week, weeks.into(), 1),
        [Year(years), ..] => put(&mut wish.year, now.today.year() + i32::from(years), 1),
        [Number(year), Token::Unit(Unit::Year), ..] if YEARS.contains(&year) => put(&mut wish.year, year.into(), 2),
        // 26年12月5日.
        [Number(year @ 20..=99), Token::Unit(Unit::Year), Number(_), MonthMark, ..] => {
            put(&mut wish.year, 2000 + i32::from(year), 2)
        }
        [Number(year), ..] if YEARS.contains(&year) => put(&mut wish.year, year.into(), 1),
        [Month(months), ..] => put(&mut wish.month, MonthRef::From(months), 1),
        [LunarMonth(month), Token::Edge(Edge::Start), Number(day), ..] => lunar(wish, month, day, 3),
        [LunarMonth(month), Number(day), ..] => lunar(wish, month, day, 2),
        [Token::Edge(Edge::Start), Number(day), ..] if !counts(&rest[2..]) => lunar(wish, 1, day, 2),
        [Number(month), MonthMark, Number(day), DayMark, ..] => month_day(wish, month, Some(day), 4),
        [Number(month), MonthMark, Number(day), ..] if !counts(&rest[3..]) => month_day(wish, month, Some(day), 3),
        [Number(month), MonthMark, ..] => month_day(wish, month, None, 2),
        [MonthName(month), Number(day), ..] if day < 32 && !counts(&rest[2..]) => {
            month_day(wish, month.into(), Some(day), 2)
        }
        [MonthName(month), Ordinal(day @ 1..), ..] | [Ordinal(day @ 1..), MonthName(month), ..] => {
            month_day(wish, month.into(), Some(day as u16), 2)
        }
        [Number(day), MonthName(month), ..] => month_day(wish, month.into(), Some(day), 2),
        [MonthName(month), ..] => month_day(wish, month.into(), None, 1),
        [Number(day), DayMark, ..] => put(&mut wish.month_day, small(day), 2),
        [Ordinal(day @ 1..), ..] => put(&mut wish.month_day, day as u8, 1),
        [Token::Edge(edge), Token::Unit(Unit::Week), ..] => {
            wish.week.get_or_insert(0);
            put(&mut wish.edge, edge, 2)
        }
        [Token::Edge(edge), ..] => put(&mut wish.edge, edge, 1),
        [MonthMark | Token::Unit(Unit::Month), ..] => put(&mut wish.month, MonthRef::Unnamed, 1),
        // 年后, 年前.
        [Token::Unit(Unit::Year), Post(_), ..] => put(&mut wish.festival, Festival::Spring, 1),
        [Token::Festival(festival), ..] => put(&mut wish.festival, festival, 1),
        // 本周内: by its end.
        [Post(Side::By), ..] if !wish.has_day() && (wish.week.is_some() || wish.month.is_some()) => {
            wish.edge = Some(Edge::End);
            put(&mut wish.side, Side::By, 1)
        }
        // "by EOD".
        [Pre(Side::By), ..] if wish.side == Some(Side::By) => (1, true),
        [Pre(side) | Post(side), ..] => put(&mut wish.side, side, 1),
        [Token::Part(half @ (Part::Am | Part::Pm)), ..] => put(&mut wish.half, half, 1),
        [Token::Part(part), ..] => put(&mut wish.part, part, 1),
        [Noon, ..] => put(&mut wish.noon, (), 1),
        [SameTime, ..] => put(&mut wish.clock, Clock::Exact(now.minute), 1),
        [At | In | A | And | Stop, ..] => (1, true),
        _ => (1, false),
    }
}

/// Behind a time, the one at which it is over: "to 5pm", 到下午五点. How many tokens; `None` if it is none.
fn stretch(rest: &[Token], wish: &mut Phrase) -> Option<usize> {
    let [Token::Till | Token::To | Token::And, end @ ..] = rest else { return None };
    let start = wish.clock.filter(|_| wish.until.is_none())?;
    let before = part(end);
    let length = usize::from(before.is_some());
    let (used, clock) = clock(&end[length..])?;
    let behind = part(&end[length + used..]);
    // "3-5pm" begins in the afternoon as well, "11-1pm" does not.
    if let Some(part) = behind.filter(|_| wish.part.or(wish.half).is_none()) {
        let from = start.times([Some(part), None]);
        let fits = |from| clock.times([Some(part), None]).is_some_and(|end| end.first() > from);
        if from.is_some_and(|from| fits(from.first())) {
            wish.half = Some(part);
        }
    }
    wish.until = Some((clock, behind.or(before)));
    Some(1 + length + used + usize::from(behind.is_some()))
}

fn part(rest: &[Token]) -> Option<Part> {
    if let [Token::Part(part), ..] = rest { Some(*part) } else { None }
}

fn vague(wish: &mut Phrase, used: usize) -> (usize, bool) {
    wish.vague = true;
    (used, true)
}

/// "this Wed": today, if it is one, else the next to come.
fn this_weekday(now: &Now, weekday: u8) -> Days {
    let days = coming(now.today, weekday);
    Days { spans: [days.spans[0], None, None], ..days }
}

/// A number that is beyond every day and month stays one.
fn small(number: u16) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn lunar(wish: &mut Phrase, month: u8, day: u16, used: usize) -> (usize, bool) {
    // 年后初八 is said for 初八.
    if wish.festival == Some(Festival::Spring) {
        (wish.festival, wish.side) = (None, None);
    }
    put(&mut wish.festival, Festival::Lunar(month, small(day)), used)
}

fn month_day(wish: &mut Phrase, month: u16, day: Option<u16>, used: usize) -> (usize, bool) {
    let (_, is_new) = put(&mut wish.month, MonthRef::Named(small(month)), used);
    let is_new_too = day.is_none_or(|day| put(&mut wish.month_day, small(day), used).1);
    (used, is_new && is_new_too)
}
