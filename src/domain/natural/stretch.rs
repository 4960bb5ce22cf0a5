//! Stretches of time, 三天后 or "a week from Friday": from now on, or from another day.

use super::clock::Clock;
use super::days::{Days, Gap, Now, plus};
use super::grammar::put;
use super::phrase::{MonthRef, Phrase};
use super::words::{Side, Token, Unit, YEARS};

/// "in 3 days", 两周后, 三天内, "2 days ago"; or a stretch that belongs to another day: 中秋前一天, "a week from Friday".
pub fn offset(rest: &[Token], wish: &mut Phrase, now: &Now) -> Option<(usize, bool)> {
    let (prefix, side) = match *rest {
        [Token::In, ..] => (1, Some(Side::After)),
        [Token::Pre(side @ (Side::After | Side::By)), ..] => (1, Some(side)),
        _ => (0, None),
    };
    let (length, gap, is_said) = gap(&rest[prefix..])?;
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
        None => {
            let before = match rest.get(used) {
                Some(Token::Pre(Side::After | Side::Before)) => is_said || matches!(gap, Gap::Days(_)),
                Some(Token::Pre(Side::From)) => true,
                _ => false,
            };
            let belongs = before
                || is_said && matches!(wish.side, Some(Side::After | Side::Before | Side::Until))
                || matches!(gap, Gap::Weeks(_)) && (is_said || wish.has_day());
            let is_days = !matches!(gap, Gap::Minutes(_));
            return (is_days && belongs).then(|| put(&mut wish.gap, gap, used));
        }
    };
    if side == Some(Side::By) {
        wish.side = Some(Side::By);
    }
    Some(match (gap, &rest[used..]) {
        (Gap::Minutes(minutes), _) => {
            let total = i32::from(now.minute) + if backward { -minutes } else { minutes };
            let day = Days::one(plus(now.today, total.div_euclid(24 * 60)));
            match put(&mut wish.clock, Clock::Exact(total.rem_euclid(24 * 60) as u16), used) {
                (_, true) => put(&mut wish.day, day, used),
                taken => taken,
            }
        }
        // 两周后的周五.
        (Gap::Weeks(weeks), [Token::Weekday(_), ..]) => {
            put(&mut wish.week, if backward { -weeks } else { weeks }, used)
        }
        // 一个月后的10号.
        (Gap::Months(months @ 0..=99), [Token::Number(_), Token::DayMark, ..]) if !backward => {
            put(&mut wish.month, MonthRef::From(months as i8), used)
        }
        _ => put(&mut wish.day, Days::one(gap.from(now.today, backward, now.mainland)), used),
    })
}

/// A number of units; false if there was no number.
fn gap(rest: &[Token]) -> Option<(usize, Gap, bool)> {
    use Token::{A, And, Dot, Half, Number};
    let (number, mut halves): (usize, i32) = match *rest {
        [Half, A, ..] => (2, 1),
        [Half, ..] => (1, 1),
        [Number(n), And, A, Half, ..] => (4, i32::from(n) * 2 + 1),
        [Number(n), And, Half, ..] => (3, i32::from(n) * 2 + 1),
        [Number(n), Half, ..] => (2, i32::from(n) * 2 + 1),
        [Number(year), Token::Unit(Unit::Year), ..] if YEARS.contains(&year) => return None,
        [Number(n), ..] => (1, i32::from(n) * 2),
        [Dot(n, 5), ..] => (1, i32::from(n) * 2 + 1),
        [A, ..] => (1, 2),
        _ => (0, 2),
    };
    let unit = match *rest.get(number)? {
        Token::Unit(unit) => unit,
        // 一个半月.
        Token::MonthMark if halves % 2 == 1 => Unit::Month,
        _ => return None,
    };
    let mut used = number + 1;
    match rest[used..] {
        [And, A, Half, ..] => (used, halves) = (used + 3, halves + 1),
        [And, Half, ..] => (used, halves) = (used + 2, halves + 1),
        // "a quarter of an hour".
        [A, Token::Unit(Unit::Hour), ..] if unit == Unit::Quarter => used += 2,
        _ => {}
    }
    let whole = (halves % 2 == 0).then_some(halves / 2);
    let mut gap = match unit {
        Unit::Minute => Gap::Minutes(whole?),
        Unit::Quarter => Gap::Minutes(whole? * 15),
        Unit::Hour => Gap::Minutes(halves * 30),
        Unit::Day => Gap::Days(whole?),
        Unit::Workday => Gap::Workdays(whole?),
        Unit::Week => Gap::Weeks(whole?),
        Unit::Month => whole.map_or(Gap::Days(halves * 15), Gap::Months),
        Unit::Year => Gap::Months(halves * 6),
    };
    // 1小时20分钟.
    if let (Gap::Minutes(minutes), [Number(more), Token::Unit(Unit::Minute), ..]) = (gap, &rest[used..]) {
        (used, gap) = (used + 2, Gap::Minutes(minutes + i32::from(*more)));
    }
    Some((used, gap, number > 0))
}
