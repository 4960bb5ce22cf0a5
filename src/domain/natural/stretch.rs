//! Stretches of time, 三天后 or "a week from Friday": from now on, or from another day; or how long it takes, "for 30 min".

use super::clock::{Clock, clock};
use super::days::{Days, Gap, Now, plus};
use super::gap::gap;
use super::grammar::put;
use super::line::is_day;
use super::phrase::{MonthRef, Phrase};
use super::words::{Side, Token, Unit};

const DAY: i32 = 24 * 60;
/// Longer than that nothing takes, in minutes.
const LONGEST: u16 = 8 * 60;

/// "in 3 days", 两周后, 三天内, "2 days ago"; or a stretch that belongs to another day: 中秋前一天, "a week from Friday".
pub fn offset(rest: &[Token], wish: &mut Phrase, now: &Now) -> Option<(usize, bool)> {
    let (prefix, side) = match *rest {
        [Token::For, ..] => return length(rest, wish),
        [Token::In, ..] => (1, Some(Side::After)),
        [Token::Pre(side @ (Side::After | Side::By)), ..] => (1, Some(side)),
        _ => (0, None),
    };
    let (low, length, gap, is_said) = either(&rest[prefix..])?;
    let mut used = prefix + length;
    let after = match rest.get(used) {
        Some(Token::Post(side)) => Some(*side),
        Some(Token::Later) => Some(Side::After),
        _ => None,
    };
    used += usize::from(after.is_some());
    // 过三天后: the second says nothing new.
    let side = side.filter(|_| after.is_none_or(|after| after == Side::After)).or(after);
    let backward = match side {
        Some(Side::Before | Side::Until) if is_said => true,
        Some(Side::After | Side::By) if is_said => false,
        Some(_) => return None,
        None => return beside(rest, used, (gap, is_said, low), wish, now),
    };
    if side == Some(Side::By) {
        wish.side = Some(Side::By);
    }
    // Within two or three days is within three, and in two or three days is from one to the other.
    let low = low.filter(|_| side != Some(Side::By) && !backward);
    Some(match (gap, &rest[used..]) {
        (Gap::Minutes(minutes), _) => {
            let at = |minutes: i32| i32::from(now.minute) + if backward { -minutes } else { minutes };
            let (from, end) = (at(if let Some(Gap::Minutes(low)) = low { low } else { minutes }), at(minutes));
            let day = Days::one(plus(now.here, from.div_euclid(DAY)));
            if low.is_some() {
                wish.until = Some((Clock::Exact((end - from.div_euclid(DAY) * DAY).clamp(0, DAY) as u16), None));
            }
            match put(&mut wish.clock, Clock::Exact(from.rem_euclid(DAY) as u16), used) {
                (_, true) => put(&mut wish.day, day, used),
                taken => taken,
            }
        }
        // 两周后的周五.
        (Gap::Weeks(weeks), [Token::Weekday(_), ..]) if low.is_none() => {
            put(&mut wish.week, if backward { -weeks } else { weeks }, used)
        }
        // 一个月后的10号.
        (Gap::Months(months @ 0..=99, 0), [Token::Number(_), Token::DayMark, ..]) if !backward && low.is_none() => {
            put(&mut wish.month, MonthRef::From(months as i8), used)
        }
        _ => {
            let day = |gap: Gap| gap.from(now.today, backward, now.mainland);
            if low.is_some() {
                wish.last = day(gap);
            }
            put(&mut wish.day, Days::one(day(low.unwrap_or(gap))), used)
        }
    })
}

/// A stretch, or two it lies between, of which the shorter comes first: how many tokens, and whether there is a number.
fn either(rest: &[Token]) -> Option<(Option<Gap>, usize, Gap, bool)> {
    if let [low @ Token::Number(_), Token::Till | Token::To | Token::Or, high @ ..] = rest
        && let Some((
            length,
            gap @ (Gap::Minutes(_) | Gap::Days(_) | Gap::Weeks(_) | Gap::Months(..) | Gap::Workdays(_)),
            true,
        )) = gap(high)
        && let [Token::Number(_), unit @ Token::Unit(_), ..] = high
        && length == 2
    {
        let (_, low, _) = self::gap(&[*low, *unit])?;
        return Some((Some(low), 2 + length, gap, true));
    }
    let (length, gap, is_said) = gap(rest)?;
    // 二十分钟到半小时.
    if is_said
        && let Some(Token::Till | Token::To) = rest.get(length)
        && let Some((more, high, true)) = self::gap(&rest[length + 1..])
        && match (gap, high) {
            (Gap::Minutes(low), Gap::Minutes(high)) => low < high,
            (Gap::Minutes(_), _) | (_, Gap::Minutes(_)) => false,
            _ => true,
        }
    {
        return Some((Some(gap), length + 1 + more, high, true));
    }
    Some((None, length, gap, is_said))
}

/// A stretch that says neither that it lies ahead nor behind: from another day or hour, or how long it takes.
fn beside(
    rest: &[Token],
    used: usize,
    (gap, is_said, low): (Gap, bool, Option<Gap>),
    wish: &mut Phrase,
    now: &Now,
) -> Option<(usize, bool)> {
    let Gap::Minutes(minutes) = gap else {
        let before = match rest.get(used) {
            Some(Token::Pre(Side::After | Side::Before)) => is_said || matches!(gap, Gap::Days(_)),
            Some(Token::From | Token::Pre(Side::From)) => true,
            // "a month today".
            Some(Token::Day(_)) => is_said,
            _ => false,
        };
        // "Friday week", "two weeks on Friday".
        let goes_with = is_said && (wish.has_day() || is_day(&rest[used..]));
        let is_week_from = !now.mainland && (wish.weekday.is_some() || wish.day.is_some());
        let belongs = before
            || is_said && matches!(wish.side, Some(Side::After | Side::Before | Side::Until))
            || matches!(gap, Gap::Weeks(_)) && (goes_with || is_week_from);
        return (belongs && low.is_none()).then(|| put(&mut wish.gap, gap, used));
    };
    // 一点五 before it is the hour: 10点2小时 is at ten, for two hours.
    if !is_said || matches!(rest, [Token::Number(_), Token::Point, ..]) {
        return None;
    }
    // "20 minutes to five".
    if let [Token::To | Token::Past, Token::Number(_), ..] = rest[used..] {
        return None;
    }
    // "half an hour before noon".
    if let Some(Token::Pre(side @ (Side::Before | Side::After))) = rest.get(used) {
        let (more, clock) = match &rest[used + 1..] {
            [Token::Noon, ..] => (1, Clock::Exact(DAY as u16 / 2)),
            rest => clock(rest)?,
        };
        let shifted = clock.shifted(if *side == Side::Before { -minutes } else { minutes })?;
        return Some(put(&mut wish.clock, shifted, used + 1 + more));
    }
    // 三点前十分钟.
    if let (Some(side @ (Side::Before | Side::Until | Side::After)), Some(clock)) = (wish.side, wish.clock) {
        wish.clock = Some(clock.shifted(if side == Side::After { minutes } else { -minutes })?);
        wish.side = None;
        return Some((used, true));
    }
    // "15h" is an hour.
    let minutes = u16::try_from(minutes).ok().filter(|minutes| (1..=LONGEST).contains(minutes))?;
    // Two stretches that do not add up.
    if let [Token::Number(_), Token::Unit(_), ..] = rest[used..] {
        return None;
    }
    Some(put(&mut wish.minutes, minutes, used))
}

/// "for 30 min".
fn length(rest: &[Token], wish: &mut Phrase) -> Option<(usize, bool)> {
    let (_, used, gap, is_said) = either(&rest[1..])?;
    match gap {
        Gap::Minutes(minutes) if is_said && rest.get(1) != Some(&Token::Unit(Unit::Day)) => Some(put(
            &mut wish.minutes,
            u16::try_from(minutes).ok().filter(|minutes| (1..=LONGEST).contains(minutes))?,
            1 + used,
        )),
        _ => None,
    }
}
