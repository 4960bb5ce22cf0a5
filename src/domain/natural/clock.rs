//! Which time of day is meant: what 半, am and 下午 make of an hour, and which half of the day an hour means by itself.

use super::gap::gap;
use super::line::is_minute;
use super::words::{Side, Token, Unit, counts};
use crate::domain::time::DayPart;

/// A part of the day, as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Before noon, by the clock.
    Am,
    /// After noon, by the clock.
    Pm,
    /// 凌晨.
    Dawn,
    /// 早上, 一早, "first thing".
    Early,
    Morning,
    Noon,
    Afternoon,
    Evening,
}

impl Part {
    /// For proposing times in it.
    pub fn day_part(self) -> DayPart {
        match self {
            Self::Am | Self::Dawn | Self::Early | Self::Morning => DayPart::Morning,
            Self::Noon => DayPart::Noon,
            Self::Pm | Self::Afternoon => DayPart::Afternoon,
            Self::Evening => DayPart::Evening,
        }
    }

    /// The minute of the day at which it is over.
    pub fn ends(self) -> u16 {
        60 * match self {
            Self::Dawn => 6,
            Self::Early => 10,
            Self::Am | Self::Morning => 12,
            Self::Noon => 13,
            Self::Pm | Self::Afternoon => 18,
            Self::Evening => 24,
        }
    }

    /// Whether an hour of the day is in it.
    pub fn holds(self, hour: u16) -> bool {
        self.hour(hour) == Some(hour)
    }

    /// The hour of the day (24 and more: after midnight) an hour said with it means; `None` if they do not go together.
    fn hour(self, hour: u16) -> Option<u16> {
        match (self, hour) {
            (Self::Am | Self::Dawn, 12) => Some(0),
            (Self::Am, 0..=11) | (Self::Dawn, 0..=6) | (Self::Early | Self::Morning, 0..=12) => Some(hour),
            (Self::Noon, 1..=2) | (Self::Pm | Self::Afternoon, 1..=11) => Some(hour + 12),
            (Self::Noon, 11..=14) | (Self::Pm | Self::Afternoon, 12..=23) => Some(hour),
            (Self::Evening, 5..=11) => Some(hour + 12),
            (Self::Evening, 17..=24) => Some(hour),
            // After midnight, in the night of that day.
            (Self::Evening, 0..=4) => Some(hour + 24),
            (Self::Evening, 12) => Some(24),
            _ => None,
        }
    }
}

/// A time of day as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Minutes from midnight, said by itself.
    Exact(u16),
    /// Hour and minute, in whichever half of the day.
    Said(u16, u16),
    /// A number that is an hour only beside a day or a part of it.
    Bare(u16),
    /// The one a day ends with, or the one it begins with.
    Midnight,
}

/// Minutes from midnight a clock can mean, 24 hours and more on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    One(u16),
    /// The first is likelier.
    Either(u16, u16),
    /// The second only on a day on which the first is over.
    OrElse(u16, u16),
}

impl Times {
    /// The likelier.
    pub fn first(self) -> u16 {
        match self {
            Self::One(one) | Self::Either(one, _) | Self::OrElse(one, _) => one,
        }
    }
}

/// How much of the time of day was said.
#[derive(Clone, Copy, Debug)]
pub enum Said {
    Nothing,
    Part(Part),
    Clock(Times),
}

impl Said {
    /// The minute of the day with which it is over: of what it means in the first place, or else of what it can mean besides,
    /// `None` if that is nothing.
    pub fn minute(self, first: bool, is_over: impl Fn(u16) -> bool) -> Option<u16> {
        match self {
            Self::Nothing => first.then_some(24 * 60),
            Self::Part(part) => first.then_some(part.ends()),
            Self::Clock(Times::One(one) | Times::Either(one, _) | Times::OrElse(one, _)) if first => Some(one),
            Self::Clock(Times::Either(_, other)) => Some(other),
            Self::Clock(Times::OrElse(one, other)) => is_over(one).then_some(other),
            Self::Clock(Times::One(_)) => None,
        }
    }
}

impl Clock {
    /// So many minutes later, or earlier; `None` beyond the day.
    pub fn shifted(self, minutes: i32) -> Option<Self> {
        let shift = |at: u16| u16::try_from(i32::from(at) + minutes).ok().filter(|at| *at < 24 * 60);
        match self {
            Self::Exact(at) => shift(at).map(Self::Exact),
            Self::Said(..) | Self::Bare(_) => {
                let (hour, minute) = match self {
                    Self::Said(hour, minute) => (hour, minute),
                    Self::Bare(hour) => (hour, 0),
                    _ => return None,
                };
                // Ten before one is 12:50.
                let at = shift((if hour == 1 { 13 } else { hour }).saturating_mul(60) + minute)?;
                Some(Self::Said(at / 60, at % 60))
            }
            Self::Midnight => None,
        }
    }

    /// The minute a stretch ends with that begins at minute `from` and goes on until this, said with `parts`; `None` if it does
    /// not come after it on that day.
    pub fn after(self, from: u16, parts: [Option<Part>; 2]) -> Option<u16> {
        let (one, other) = match self.times(parts).or_else(|| self.times([None; 2]))? {
            Times::One(one) => (one, one),
            Times::Either(one, other) | Times::OrElse(one, other) => (one, other),
        };
        // "10am to 2" is until two in the afternoon.
        [one, other, one + 12 * 60].into_iter().filter(|end| (from + 1..=24 * 60).contains(end)).min()
    }

    /// What it means beside words like 下午 and "pm". By itself 1 to 6 are in the afternoon, 7 can be both, 8 and 9 are in the
    /// evening only once they are over in the morning. `None`: there is no such time.
    pub fn times(self, parts: [Option<Part>; 2]) -> Option<Times> {
        let (hour, minute) = match self {
            // 09:30 is that of the morning, but with "pm" it is not.
            Self::Exact(minutes) if parts == [None, None] => return Some(Times::One(minutes)),
            Self::Exact(minutes) => (minutes / 60, minutes % 60),
            Self::Midnight => return Some(Times::Either(24 * 60, 0)),
            Self::Said(hour, minute) => (hour, minute),
            Self::Bare(hour) => (hour, 0),
        };
        if !matches!((hour, minute), (0..=23, 0..=59) | (24, 0)) {
            return None;
        }
        let at = |hour: u16| hour * 60 + minute;
        if parts != [None, None] {
            // "in the morning at 10 am": the second must agree with what the first made of it.
            let hour = parts[0].map_or(Some(hour), |part| part.hour(hour))?;
            let hour = parts[1].map_or(Some(hour), |part| part.hour(hour))?;
            return Some(Times::One(at(hour)));
        }
        Some(match hour {
            1..=6 => Times::One(at(hour + 12)),
            7 => Times::Either(at(19), at(7)),
            8..=9 => Times::OrElse(at(hour), at(hour + 12)),
            _ => Times::One(at(hour)),
        })
    }
}

/// "am" or "pm": the number before it is an hour.
fn is_half(rest: &[Token]) -> bool {
    matches!(rest, [Token::Part(Part::Am | Part::Pm), ..])
}

/// A time of day, and how many tokens it takes.
pub fn clock(rest: &[Token]) -> Option<(usize, Clock)> {
    use Token::{At, Half, Less, Number, Past, Point, Pre, To};
    const MINUTE: Token = Token::Unit(Unit::ClockMinute);
    const QUARTER: Token = Token::Unit(Unit::Quarter);
    // Minutes before an hour.
    let before = |hour: u16, minutes: u16| {
        let earlier = if hour == 1 { 12 } else { hour.checked_sub(1).unwrap_or(23) };
        Clock::Said(earlier, if minutes < 60 { 60 - minutes } else { 60 })
    };
    Some(match *rest {
        [At, ..] => {
            let (used, clock) = clock(&rest[1..])?;
            let sure = if let Clock::Bare(hour) = clock { Clock::Said(hour, 0) } else { clock };
            (used + 1, sure)
        }
        [Token::Clock(hour, minute, true), ..] if hour < 25 && minute < 60 => {
            (1, Clock::Exact(u16::from(hour) * 60 + u16::from(minute)))
        }
        [Token::Midnight, ..] => (1, Clock::Midnight),
        [Token::Clock(hour, minute, _), ..] => (1, Clock::Said(hour.into(), minute.into())),
        // 十点半小时 is at ten, for half an hour.
        [Number(hour), Point, Half, ref rest @ ..] if rest.first() != Some(&Token::Unit(Unit::Hour)) => {
            (3, Clock::Said(hour, 30))
        }
        [Number(hour), Point, Number(quarters), QUARTER, ..] => (4, Clock::Said(hour, quarters.saturating_mul(15))),
        [Number(hour), Point, Token::In, Number(minute), unit, ..] if is_minute(unit) => (5, Clock::Said(hour, minute)),
        [Number(hour), Point, Token::In, Number(1), QUARTER, ..] => (5, Clock::Said(hour, 15)),
        [Number(hour), Point, Less, Number(minutes), unit, ..] if is_minute(unit) => (5, before(hour, minutes)),
        [Number(hour), Point, Less, Number(1), QUARTER, ..] => (5, before(hour, 15)),
        [Number(hour), Point, Number(minute), MINUTE, ..] => (4, Clock::Said(hour, minute)),
        [Number(hour), Point, Number(minute), ..]
            if !counts(&rest[3..]) && gap(&rest[2..]).is_none() && !is_half(&rest[3..]) =>
        {
            (3, Clock::Said(hour, minute))
        }
        [Number(hour), Point, ..] => (2, Clock::Said(hour, 0)),
        [Less, Number(minutes), unit, Number(hour), Point, ..] if is_minute(unit) => (5, before(hour, minutes)),
        [Less, Number(1), QUARTER, Number(hour), Point, ..] => (5, before(hour, 15)),
        [QUARTER, Past, Number(hour), ..] => (3, Clock::Said(hour, 15)),
        [QUARTER, To | Pre(Side::Before), Number(hour), ..] => (3, before(hour, 15)),
        [QUARTER, Pre(Side::After), Number(hour), ..] => (3, Clock::Said(hour, 15)),
        [Half, Past, Number(hour), ..] => (3, Clock::Said(hour, 30)),
        [Half, Number(hour), ..] if !counts(&rest[2..]) => (2, Clock::Said(hour, 30)),
        [Number(minute), Past | Pre(Side::After), Number(hour @ 1..=12), ref rest @ ..] if !counts(rest) => {
            (3, Clock::Said(hour, minute))
        }
        [Number(minute @ ..60), Pre(Side::Before), Number(hour @ 1..=12), ref rest @ ..] if !counts(rest) => {
            (3, before(hour, minute))
        }
        [Number(minute), unit, Past, Number(hour), ..] if is_minute(unit) => (4, Clock::Said(hour, minute)),
        [Number(minute), unit, To, Number(hour), ..] if is_minute(unit) => (4, before(hour, minute)),
        // "ten thirty".
        [Number(hour @ 1..=12), Number(minute @ 10..=55), ..] if minute % 5 == 0 && !counts(&rest[2..]) => {
            (2, Clock::Said(hour, minute))
        }
        // 930, 1430.
        [Number(n @ 100..1970), ..] if n % 100 < 60 && n % 5 == 0 && !counts(&rest[1..]) => {
            (1, Clock::Said(n / 100, n % 100))
        }
        [Number(_), Number(_), Token::DayMark | Token::MonthMark, ..] => return None,
        [Number(hour), ..] if hour < 25 && !counts(&rest[1..]) => (1, Clock::Bare(hour)),
        _ => return None,
    })
}
