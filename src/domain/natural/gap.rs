//! How long: 一个半小时, "2 weeks and 3 days", 四分之三小时. Knows no day and no clock.

use super::days::Gap;
use super::words::{Token, Unit, YEARS};

/// A number with a fraction: so many of so many parts.
#[derive(Clone, Copy)]
struct Amount(i32, i32);

impl Amount {
    const HALF: Self = Self(1, 2);

    fn plus(self, other: Self) -> Self {
        Self(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    /// So many times the amount, if that is whole.
    fn times(self, n: i32) -> Option<i32> {
        (self.0 * n % self.1 == 0).then_some(self.0 * n / self.1)
    }
}

/// A stretch of time, how many tokens it takes, and whether there was a number.
pub fn gap(rest: &[Token]) -> Option<(usize, Gap, bool)> {
    let (mut used, mut whole, is_said) = one(rest)?;
    if !is_said {
        return Some((used, whole, false));
    }
    // 8天20小时, 一年零两个月, "an hour and 20 minutes".
    loop {
        let and = usize::from(rest.get(used) == Some(&Token::And));
        let Some((more, part, true)) = one(&rest[used + and..]) else { break };
        let Some(sum) = whole.with(part) else { break };
        (used, whole) = (used + and + more, sum);
    }
    // "1h30".
    if let ([Token::Number(minutes @ 1..60), after @ ..], Gap::Minutes(hours)) = (&rest[used..], whole)
        && hours % 60 == 0
        && matches!(rest.get(used - 1), Some(Token::Unit(Unit::Hour)))
        && !matches!(after, [Token::Unit(_) | Token::Point | Token::DayMark | Token::MonthMark | Token::Part(_), ..])
    {
        (used, whole) = (used + 1, Gap::Minutes(hours + i32::from(*minutes)));
    }
    Some((used, whole, true))
}

/// One number and its unit.
fn one(rest: &[Token]) -> Option<(usize, Gap, bool)> {
    use Token::{A, And, Half, MonthMark};
    let quarter = Token::Unit(Unit::Quarter);
    let (mut used, mut amount, is_said) = amount(rest);
    let unit = match *rest.get(used)? {
        Token::Unit(unit) => unit,
        // 一个半月.
        MonthMark if amount.1 == 2 => Unit::Month,
        _ => return None,
    };
    // "2026 年" is that year.
    if unit == Unit::Year && (amount.1 == 1 && YEARS.contains(&u16::try_from(amount.0).ok()?)) {
        return None;
    }
    used += 1;
    let (more, fraction) = match rest[used..] {
        [And, A, Half, ..] => (3, Some(Amount::HALF)),
        [And, Half, ..] => (2, Some(Amount::HALF)),
        // 三天半, but 3天半小时 is another stretch.
        [Half, ref after @ ..]
            if !matches!(after, [A | Token::Unit(_), ..]) && is_said && unit != Unit::ClockMinute =>
        {
            (1, Some(Amount::HALF))
        }
        [And, A, it, ..] if it == quarter => (3, Some(Amount(1, 4))),
        // "a quarter of an hour".
        [A, Token::Unit(Unit::Hour), ..] if unit == Unit::Quarter => (2, None),
        _ => (0, None),
    };
    used += more;
    if let Some(fraction) = fraction {
        amount = amount.plus(fraction);
    }
    let gap = match unit {
        Unit::Minute | Unit::ClockMinute => Gap::Minutes(amount.times(1)?),
        Unit::Quarter => Gap::Minutes(amount.times(15)?),
        Unit::Hour => Gap::Minutes(amount.times(60)?),
        Unit::Day => match amount.times(1) {
            Some(days) => Gap::Days(days),
            None => Gap::Minutes(amount.times(24 * 60)?),
        },
        Unit::Workday => Gap::Workdays(amount.times(1)?),
        Unit::Week => {
            amount.times(1).map_or_else(|| Some(Gap::Days(amount.times(14)? / 2)), |weeks| Some(Gap::Weeks(weeks)))?
        }
        Unit::Month => match amount.times(1) {
            Some(months) => Gap::Months(months, 0),
            // 一个半月 is one and 15 days.
            None if amount.1 == 2 => Gap::Months(amount.0 / 2, 15),
            None => return None,
        },
        Unit::Year => Gap::Months(amount.times(12)?, 0),
    };
    Some((used, gap, is_said))
}

/// The number before a unit, how many tokens it takes, and whether there is one.
fn amount(rest: &[Token]) -> (usize, Amount, bool) {
    use Token::{A, And, Dot, Half, Number, Over, Pair, Point, Unit as Of};
    let n = |n: u16| Amount(n.into(), 1);
    let part = |a: u8, b: u8| Amount(a.into(), i32::from(b).max(1));
    let (used, amount) = match *rest {
        [Half, A, ..] => (2, Amount::HALF),
        [Half, ..] => (1, Amount::HALF),
        [Number(b @ 2..=12), Over, Number(a), ..] => (3, Amount(a.into(), b.into())),
        [Pair(a, b, None), A, Of(_), ..] => (2, part(a, b)),
        [Pair(a, b, None), ..] => (1, part(a, b)),
        [Number(whole), Pair(a, b, None), ..] => (2, n(whole).plus(part(a, b))),
        [A, Number(hundred @ 100..), Of(_), ..] => (2, n(hundred)),
        [Number(whole), And, A, Half, ..] => (4, n(whole).plus(Amount::HALF)),
        [Number(whole), And, Half, ..] => (3, n(whole).plus(Amount::HALF)),
        [Number(whole), And, A, Of(Unit::Quarter), Of(_), ..] => (4, n(whole).plus(Amount(1, 4))),
        [Number(whole), Half, ..] => (2, n(whole).plus(Amount::HALF)),
        // 一点五小时.
        [Number(whole @ ..24), Point, Number(5), Of(unit), ..] if unit != Unit::ClockMinute => {
            (3, n(whole).plus(Amount::HALF))
        }
        [Number(whole), ..] => (1, n(whole)),
        [Dot(whole, behind, digits), ..] => {
            let of = if digits == 1 { 10 } else { 100 };
            (1, Amount(whole.into(), 1).plus(Amount(behind.into(), of)))
        }
        [A, ..] => (1, Amount(1, 1)),
        _ => return (0, Amount(1, 1), false),
    };
    (used, amount, true)
}
