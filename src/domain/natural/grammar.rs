//! Tokens put together into wishes: which words belong to each other. Their order hardly matters, languages differ in it.

use super::clock::{Clock, Part, clock};
use super::days::{Days, Edge, Now, What, date, in_week, plus};
use super::festival::Festival;
use super::line::is_day;
use super::phrase::{MonthRef, Phrase, coming, next_weekday, pair};
use super::stretch::offset;
use super::words::{Side, Token, Unit, YEARS, counts};

/// What becomes of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It says something of the time that was found.
    Used,
    /// It joins others, and says nothing by itself.
    Glue,
    /// It has nothing to do with the time.
    Text,
    /// It says something of the time for which there is no place.
    Left,
}

/// Fills a slot of the wish: how many tokens that takes, and whether it was free.
pub fn put<T>(slot: &mut Option<T>, value: T, used: usize) -> (usize, bool) {
    let free = slot.is_none();
    slot.get_or_insert(value);
    (used, free)
}

/// Reads what belongs together: how many tokens, and what becomes of them.
pub fn step(rest: &[Token], wish: &mut Phrase, now: &Now) -> (usize, Fate) {
    use Token::{A, And, At, For, From, In, Or, Pre, Stop, Text, This, Till, Time, To, Unknown};
    if let [Unknown | Text, ..] = rest {
        return (1, Fate::Text);
    }
    // "by phone", 到公司.
    if let [Pre(_) | From | Till | To, Unknown | Text, ..] = rest {
        return (1, Fate::Glue);
    }
    let (used, is_placed) = place(rest, wish, now);
    let fate = match rest {
        _ if is_placed => Fate::Used,
        [At | In | A | And | Stop | This | For | Time | Or, ..] if used == 1 => Fate::Glue,
        // It is still being typed.
        [Till | To] => Fate::Glue,
        _ => Fate::Left,
    };
    (used, fate)
}

/// Fills the slots of the wish: how many tokens, and whether it has a place for them.
fn place(rest: &[Token], wish: &mut Phrase, now: &Now) -> (usize, bool) {
    use Token::{
        AfterNext, Dash, Date, Day, DayMark, Dot, From, Half, Later, LunarMonth, Month, MonthMark, MonthName, Next,
        Noon, Number, Ordinal, Pair, Post, Pre, SameDay, SameTime, This, Vague, Week, Weekday, Weekend, Year,
    };
    if let Some(found) = offset(rest, wish, now) {
        return found;
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
        [Ordinal(nth @ (-1 | 1..=5)), Token::Unit(Unit::Week), ..] => put(&mut wish.share, (nth, 7), 2),
        [Ordinal(nth @ 1..=2), Half, ..] => put(&mut wish.share, (nth, 2), 2),
        [Ordinal(_), Token::Unit(Unit::Week | Unit::Month) | Half, ..] => vague(wish, 2),
        [Date(year, month, day), ..] => put(&mut wish.day, Days::one(date(year.into(), month, day)), 1),
        [Pair(a, b, year), ..] => put(&mut wish.day, pair(a, b, year, now), 1),
        [Dash(a, b), ..] if !wish.has_day() => put(&mut wish.day, pair(a, b, None, now), 1),
        [Dot(a, b, _), ..] => put(&mut wish.dot, (a, b), 1),
        [Day(days), ..] => put(&mut wish.day, Days::one(plus(now.today, days.into())), 1),
        // "this morning".
        [This, Token::Part(_), ..] => put(&mut wish.day, Days::one(Some(now.today)), 1),
        [Weekday(day), AfterNext, ..] | [AfterNext, Weekday(day), ..] => {
            let this_week = in_week(now.today, 0, day).filter(|day| *day > now.today);
            let sooner = this_week.and_then(|_| in_week(now.today, 1, day));
            put(&mut wish.day, Days::any([in_week(now.today, 2, day), sooner, None]), 2)
        }
        [Weekend, AfterNext, ..] => {
            put(&mut wish.week, 2, 1);
            put(&mut wish.weekend, (), 2)
        }
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
        // "Friday 2030" is an hour.
        [Number(n @ 1970..2360), ..] if n % 5 == 0 && n % 100 < 60 && wish.month.is_none() && wish.has_day() => {
            put(&mut wish.clock, Clock::Exact(n / 100 * 60 + n % 100), 1)
        }
        [Number(year), ..] if YEARS.contains(&year) => put(&mut wish.year, year.into(), 1),
        [Month(months), ..] => put(&mut wish.month, MonthRef::From(months), 1),
        [LunarMonth(month), Token::Edge(Edge::Start), Number(day), ..] => lunar(wish, month, day, 3),
        [LunarMonth(month), Number(day), ref rest @ ..] if !is_clock(rest) => lunar(wish, month, day, 2),
        [Token::Edge(Edge::Start), Number(day), ref rest @ ..] if now.mainland && !counts(rest) && !is_clock(rest) => {
            lunar(wish, 1, day, 2)
        }
        // 五月初五 is of the Chinese calendar.
        [Number(month @ 1..=12), MonthMark, Token::Edge(Edge::Start), Number(day), ref rest @ ..] if !counts(rest) => {
            lunar(wish, month as u8, day, 4)
        }
        [Number(month), MonthMark, Number(day), DayMark, ..] => month_day(wish, month, Some(day), 4),
        [Number(month), MonthMark, Number(day), ref rest @ ..] if !counts(rest) && !is_clock(rest) => {
            month_day(wish, month, Some(day), 3)
        }
        [Number(month), MonthMark, ..] => month_day(wish, month, None, 2),
        [MonthName(month), Number(day), ref rest @ ..] if day < 32 && !counts(rest) && !is_clock(rest) => {
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
        // "until Friday", 到五点.
        [Token::Till, ref end @ ..] if wish.clock.is_none() && (clock(end).is_some() || is_day(end)) => {
            put(&mut wish.side, Side::By, 1)
        }
        [Pre(side) | Post(side), ..] => {
            let has_day = wish.day.is_some() || wish.month_day.is_some();
            let is_before = matches!(rest[0], Pre(_));
            wish.apart = if is_before { wish.weekday.is_some() && !has_day } else { wish.weekday.is_none() && has_day };
            put(&mut wish.side, side, 1)
        }
        [From, ..] => put(&mut wish.side, Side::From, 1),
        [Token::Part(half @ (Part::Am | Part::Pm)), ..] => put(&mut wish.half, half, 1),
        // Noon is in no other part of the day.
        [Token::Part(part), ..] if wish.noon.is_some() && part != Part::Noon => (1, false),
        [Noon, ..] if wish.part.is_some_and(|part| part != Part::Noon) => (1, false),
        [Token::Part(part), ..] => put(&mut wish.part, part, 1),
        [Noon, ..] => put(&mut wish.noon, (), 1),
        [SameTime, ..] => {
            wish.same = Some(());
            put(&mut wish.clock, Clock::Exact(now.minute), 1)
        }
        [SameDay, ..] => put(&mut wish.same, (), 1),
        _ => (1, false),
    }
}

/// Behind a time, the one at which it is over: "to 5pm", 到下午五点. How many tokens; `None` if it is none.
fn stretch(rest: &[Token], wish: &mut Phrase) -> Option<usize> {
    let [Token::Till | Token::To, end @ ..] = rest else { return None };
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

/// Whether the number before is an hour: "10am" is, whatever month stands before it.
fn is_clock(rest: &[Token]) -> bool {
    matches!(rest, [Token::Part(Part::Am | Part::Pm), ..])
}
