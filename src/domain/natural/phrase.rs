//! What was found in a text, in whatever order, and the days that come of it together.

use super::Refusal;
use super::clock::{Clock, Part, Said};
use super::days::{Days, Edge, Gap, Kind, Now, Rule, Span, What, date, in_week, month_from, plus, this_year, weekday};
use super::festival::Festival;
use super::words::Side;
use time::Date;

/// A month, as it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthRef {
    /// "the month".
    Unnamed,
    /// Months from this one.
    From(i8),
    /// 1–12.
    Named(u8),
}

/// One wish, with as much of it as was said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Phrase {
    /// Days that are already known.
    pub day: Option<Days>,
    pub festival: Option<Festival>,
    pub year: Option<i32>,
    pub month: Option<MonthRef>,
    pub month_day: Option<u8>,
    pub edge: Option<Edge>,
    /// Weeks from this one.
    pub week: Option<i32>,
    pub weekday: Option<u8>,
    pub weekend: Option<()>,
    pub nth: Option<(i8, What)>,
    pub gap: Option<Gap>,
    pub side: Option<Side>,
    /// The weekday is on the other side of it than the day: 10号前的周五, "the Friday before the 10th".
    pub apart: bool,
    /// `12.5`, `3.30`.
    pub dot: Option<(u8, u8)>,
    pub part: Option<Part>,
    /// "am", "pm".
    pub half: Option<Part>,
    pub clock: Option<Clock>,
    /// Up to which day it can be.
    pub last: Option<Date>,
    /// Of this week, month or year, in another: the same day.
    pub same: Option<()>,
    /// Which share of a week, a month or a year: the first, second and so on (-1: the last), of two halves or of 7 days each.
    pub share: Option<(i8, u8)>,
    /// How long it takes.
    pub minutes: Option<u16>,
    /// It is not then.
    pub not: bool,
    /// It is the end of a stretch of days that begins with the wish before.
    pub ends: bool,
    /// Where the stretch ends that begins with the clock, and the part of the day said with that.
    pub until: Option<(Clock, Option<Part>)>,
    pub noon: Option<()>,
    pub vague: bool,
}

impl Phrase {
    /// Whether any day is named.
    pub fn has_day(&self) -> bool {
        self.day.is_some()
            || self.festival.is_some()
            || self.month_day.is_some()
            || self.edge.is_some() && (self.week.is_some() || self.month.is_some() || self.year.is_some())
            || self.weekday.is_some()
            || self.weekend.is_some()
            || self.nth.is_some()
            || self.same.is_some() && (self.week.is_some() || self.month.is_some() || self.year.is_some())
    }

    fn has_time(&self) -> bool {
        self.part.or(self.half).is_some() || self.clock.is_some() || self.noon.is_some()
    }

    /// Whether something was said that names no day.
    pub fn is_vague(&self) -> bool {
        self.vague
            || self.share.is_some()
            || self.week.is_some()
            || self.month.is_some()
            || self.year.is_some()
            || self.nth.is_some()
            || self.gap.is_some()
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        !(self.has_day() || self.has_time() || self.is_vague() || self.dot.is_some() || self.side.is_some())
    }

    /// The time of day that was said, if there is such a time.
    pub fn said(&self) -> Result<Said, Refusal> {
        match (self.clock, self.part.or(self.half)) {
            // The time it is now is in no other part of the day.
            (Some(Clock::Exact(now)), Some(part)) if self.same.is_some() && !part.holds(now / 60) => {
                Err(Refusal::NoSuchTime)
            }
            (Some(clock), _) => clock.times([self.half, self.part]).map(Said::Clock).ok_or(Refusal::NoSuchTime),
            (None, Some(part)) => Ok(Said::Part(part)),
            (None, None) => Ok(Said::Nothing),
        }
    }

    /// The minute at which a stretch that begins at minute `from` is over; `None` if none was said.
    ///
    /// # Errors
    /// It would be over before it begins.
    pub fn ends(&self, from: u16) -> Result<Option<u16>, Refusal> {
        let Some((clock, part)) = self.until else { return Ok(None) };
        let parts = if part.is_some() { [part, None] } else { [self.half, self.part] };
        clock.after(from, parts).map(Some).ok_or(Refusal::NoSuchTime)
    }

    /// In 周三或周四下午 and 下午3点或4点 one wish says what holds for both. A part of the day holds for later ones only,
    /// and in Chinese a week.
    pub fn complete(&mut self, other: &Self, is_earlier: bool, now: &Now) {
        // 周三上午不行，下午可以: where one is ruled out and the other is not, the day alone holds for both.
        if self.not != other.not && (self.has_day() || !self.has_time()) {
            // 下周除了周三都可以.
            if self.not && is_earlier && self.weekday.is_some() {
                self.week = self.week.or(other.week);
            }
            return;
        }
        // "before Mother's Day", of which there are two.
        if self.festival.is_some() && other.festival.is_some() && self.side.is_none() && self.gap.is_none() {
            (self.side, self.gap) = (other.side, other.gap);
            self.year = self.year.or(other.year);
            (self.nth, self.weekday) = (self.nth.or(other.nth), self.weekday.or(other.weekday));
        }
        if !self.has_day() && self.dot.is_none() {
            let own = std::mem::replace(self, *other);
            (self.part, self.half, self.clock, self.noon) = (own.part, own.half, own.clock, own.noon);
            (self.until, self.not, self.ends, self.minutes) = (own.until, own.not, own.ends, own.minutes);
            if own.not != other.not {
                self.side = own.side;
                return;
            }
            // "tomorrow or the day after".
            if own.gap.is_some() {
                (self.gap, self.side) = (own.gap, own.side);
            }
        } else if self.month_day.is_some() {
            self.month = self.month.or(other.month);
        } else if self.weekday.is_some() && (is_earlier || !now.mainland) {
            self.week = self.week.or(other.week);
        }
        if !self.has_time() {
            (self.part, self.half, self.clock, self.noon) = (other.part, other.half, other.clock, other.noon);
            self.until = other.until;
        } else if self.part.or(self.half).is_none() && (is_earlier || matches!(self.clock, Some(Clock::Bare(_)))) {
            (self.part, self.half) = (other.part, other.half);
        }
    }

    /// 周三之前不行 is from Wednesday on, and all that is ruled out; 上午不行, if it is all, is in the afternoon.
    pub fn turn(&mut self, is_all: bool) {
        if is_all && self.clock.is_none() && self.side.is_none() && !self.has_day() && !self.is_vague() {
            let other = match self.part.or(self.half) {
                Some(Part::Am | Part::Early | Part::Morning) => Part::Afternoon,
                Some(Part::Pm | Part::Afternoon) => Part::Morning,
                _ => return,
            };
            (self.part, self.half, self.not) = (Some(other), None, false);
            return;
        }
        let turned = match self.side {
            Some(Side::Before | Side::Until | Side::By) => Side::From,
            Some(Side::After | Side::From) => Side::By,
            None => return,
        };
        if self.gap.is_none() && self.nth.is_none() {
            (self.side, self.not) = (Some(turned), false);
        }
    }

    /// Decides what only the whole shows.
    pub fn close(&mut self, now: &Now) {
        // 12.5 is a date unless there is one already.
        if let Some((a, b)) = self.dot.take() {
            match self.clock.is_none() && (self.half.is_some() || self.has_day() && b > 9) {
                true => self.clock = Some(Clock::Said(a.into(), b.into())),
                false => self.day = Some(pair(a, b, None, now)),
            }
        }
        match (self.noon, self.clock) {
            (Some(()), None) => self.clock = Some(Clock::Exact(12 * 60)),
            (Some(()), Some(_)) => self.part = self.part.or(Some(Part::Noon)),
            (None, _) => {}
        }
        // 国庆后的周一 is the first after it, 月底的周五 the last of the month.
        // 月底前的周五 is the last up to then.
        let beyond = matches!(self.side, Some(Side::After | Side::Before | Side::Until));
        if self.edge.is_some() && beyond && self.month.is_some() && self.weekday.is_some() {
            self.side = None;
        }
        let anchored = self.festival.is_some() && beyond;
        let nth = match self.edge {
            _ if self.nth.is_some() => None,
            _ if anchored => Some(1),
            Some(Edge::Start) if self.month.is_some() => Some(1),
            Some(Edge::End) if self.month.is_some() => Some(-1),
            _ => None,
        };
        if let Some((nth, weekday)) = nth.zip(self.weekday) {
            (self.nth, self.weekday, self.edge) = (Some((nth, What::Weekday(weekday))), None, None);
        }
        let beside = self.has_day() || self.part.or(self.half).is_some() || self.side.is_some() || self.until.is_some();
        self.clock = self.clock.filter(|clock| beside || !matches!(clock, Clock::Bare(_)));
    }

    /// The days named; `None` if none is.
    pub fn days(&self, now: &Now) -> Result<Option<Days>, Refusal> {
        let Some(mut days) = self.named(now) else {
            return Ok(None);
        };
        let mut named = None;
        let mut agrees = false;
        for span in &mut days.spans {
            // Of those that do not agree the first to come is told.
            let day = span.map(|span| span.day);
            named = named.filter(|it| *it >= now.today).or(day).or(named);
            let is_over = |day| days.next && days.kind == Kind::Day && day < now.today;
            *span = span.filter(|span| !is_over(span.day) && self.agrees(span.day, now));
            agrees |= span.is_some();
        }
        match named {
            None => Err(Refusal::NoSuchDay),
            Some(day) if !agrees => Err(Refusal::Contradiction(day)),
            Some(_) => Ok(Some(days)),
        }
    }

    /// Whether a day is what else is said of it: its weekday, its week, and so on.
    fn agrees(&self, day: Date, now: &Now) -> bool {
        let month = match self.month {
            None | Some(MonthRef::Unnamed) => None,
            Some(MonthRef::From(months)) => Some(month_from(now.today, months.into()).1),
            Some(MonthRef::Named(month)) => Some(month),
        };
        self.weekday.is_none_or(|wanted| weekday(day) == wanted)
            && self.week.is_none_or(|week| in_week(day, 0, 0) == in_week(now.today, week, 0))
            && self.month_day.is_none_or(|number| day.day() == number)
            && (self.day.is_none() || self.festival.is_none_or(|festival| festival.day(day.year()) == Some(day)))
            && month.is_none_or(|month| u8::from(day.month()) == month)
            && (self.festival.is_some() || self.year.is_none_or(|year| day.year() == year))
            && self.weekend.is_none_or(|()| weekday(day) > 4)
            && (self.day.is_none() && self.month_day.is_none() || self.agrees_beside(day))
    }

    /// Whether a day that is named by itself is what else could name one.
    fn agrees_beside(&self, day: Date) -> bool {
        let third = match self.edge {
            Some(Edge::Start) => 1..11,
            Some(Edge::Middle) => 11..21,
            Some(Edge::Late | Edge::End) => 21..32,
            None => 0..32,
        };
        let of_month = self.month.is_none() && self.week.is_none() || third.contains(&day.day());
        of_month && (self.nth.is_none() || self.side.is_some())
    }

    /// The days among which it is, where a week, a month or a year is named and no day of it.
    pub fn which(&self, now: &Now) -> Option<(Date, Date)> {
        if self.weekday.is_some() || self.nth.is_some() || self.edge.is_some() || self.gap.is_some() {
            return None;
        }
        let first_of = |(year, month)| date(year, month, 1);
        let (first, last) = match (self.week, self.month, self.year) {
            (Some(week), ..) => (in_week(now.today, week, 0)?, in_week(now.today, week, 6)?),
            (None, Some(MonthRef::Named(_) | MonthRef::From(_)), _) => {
                let first = self.in_month(Rule::Number(1), now).spans[0]?.day;
                (first, first_of(month_from(first, 1))?.previous_day()?)
            }
            (None, None, Some(year)) => (date(year, 1, 1)?, date(year, 12, 31)?),
            _ => return None,
        };
        let days = |days: i64| i32::try_from(days).ok();
        let half = ((last - first).whole_days() - 1) / 2;
        let (first, last) = match self.share {
            None => (first, last),
            Some((1, 2)) => (first, plus(first, days(half)?)?),
            Some((_, 2)) => (plus(first, days(half)? + 1)?, last),
            Some((-1, _)) => (plus(last, -6)?, last),
            Some((nth, _)) => (plus(first, 7 * (i32::from(nth) - 1))?, plus(first, 7 * i32::from(nth) - 1)?.min(last)),
        };
        Some((first.max(now.today), last))
    }

    fn named(&self, now: &Now) -> Option<Days> {
        let in_week = |week: i32, day: u8| in_week(now.today, week, day);
        match *self {
            Self { day: Some(days), .. } => Some(days),
            Self { festival: Some(festival), year, .. } => Some(Days::festival(festival, year, now)),
            Self { month_day: Some(day), .. } => Some(self.in_month(Rule::Number(day), now)),
            Self { edge: Some(edge), week: Some(week), weekday: None, .. } => {
                Some(Days { kind: Kind::Edge, ..Days::one(in_week(week, edge.of_week())) })
            }
            Self { edge: Some(edge), month, year, .. } if month.is_some() || year.is_some() => {
                Some(Days { kind: Kind::Edge, ..self.in_month(Rule::Edge(edge), now) })
            }
            Self { nth: Some((nth, what)), month: Some(_), .. } => Some(self.in_month(Rule::Nth(nth, what), now)),
            Self { nth: Some((nth, what)), week: Some(week), .. } => {
                let from = if nth < 0 { in_week(week, 7)? } else { plus(in_week(week, 0)?, -1)? };
                Some(Days::one(what.count(nth.unsigned_abs().into(), from, nth < 0, now.mainland)))
            }
            // "last Friday".
            Self { nth: Some((-1, what @ What::Weekday(_))), .. } => {
                Some(Days::one(what.count(1, now.today, true, now.mainland)))
            }
            Self { same: Some(()), weekday: None, .. } => self.same_day(now),
            Self { nth: Some(_), .. } | Self { month: Some(_), .. } | Self { year: Some(_), .. } => None,
            Self { weekday: Some(weekday), week: Some(week), .. } => Some(Days::one(in_week(week, weekday))),
            Self { weekday: Some(weekday), .. } => Some(coming(now.today, weekday)),
            Self { weekend: Some(()), week, .. } => {
                let week = week.unwrap_or_default();
                let (first, last) = (in_week(week, 5)?, in_week(week, 6)?);
                let span = |day| Some(Span { day, first, last });
                Some(Days { spans: [span(first), span(last), None], next: false, kind: Kind::Free })
            }
            _ => None,
        }
    }

    /// "same time next week".
    fn same_day(&self, now: &Now) -> Option<Days> {
        let months = match (self.month, self.year) {
            (Some(MonthRef::From(months)), _) => months.into(),
            (None, Some(year)) => (year - now.today.year()) * 12,
            _ => 0,
        };
        let gap = self.week.map_or(Gap::Months(months, 0), Gap::Weeks);
        let has_day = self.week.is_some() || self.month.is_some() || self.year.is_some();
        has_day.then(|| Days::one(gap.from(now.today, false, now.mainland)))
    }

    /// The day a rule gives in the month that is meant: the next month that has one if none is named.
    fn in_month(&self, rule: Rule, now: &Now) -> Days {
        let from = |months: i32| rule.day(month_from(now.today, months), now.mainland);
        let of = |year, month| Days::one(rule.day((year, month), now.mainland));
        match (self.month, self.year, rule) {
            (Some(MonthRef::Named(month)), Some(year), _) => of(year, month),
            (Some(MonthRef::Named(month)), None, _) => Days::one(this_year(rule, month, now)),
            (Some(MonthRef::From(months)), ..) => Days::one(from(months.into())),
            (None, Some(year), Rule::Edge(Edge::Start)) => of(year, 1),
            (None, Some(year), Rule::Edge(_)) => of(year, 12),
            // A day of a year without a month.
            (None, Some(_), _) => Days::one(None),
            _ => Days::next([0, 1, 2].map(from)),
        }
    }
}

/// The next such weekday; on that very weekday, today or in a week.
pub fn coming(today: Date, weekday: u8) -> Days {
    let (this, next) = (in_week(today, 0, weekday), in_week(today, 1, weekday));
    Days::any(match this {
        Some(day) if day == today => [this, next, None],
        Some(day) if day > today => [this, None, None],
        _ => [next, None, None],
    })
}

/// "next Wed": if this week still has one, that of the next week or that one.
pub fn next_weekday(today: Date, weekday: u8) -> Days {
    let this_week = in_week(today, 0, weekday).filter(|day| *day > today);
    Days::any([in_week(today, 1, weekday), this_week, None])
}

/// `12/5`: in China December 5, elsewhere that or 12 May, the nearer first. What is just over is offered for the next year.
pub fn pair(a: u8, b: u8, year: Option<u16>, now: &Now) -> Days {
    let day = |month, day| match year {
        Some(year) => Rule::Number(day).day((year.into(), month), true),
        None => this_year(Rule::Number(day), month, now),
    };
    if now.mainland {
        return Days::one(day(a, b));
    }
    let again = |month, number| {
        let over = day(month, number).filter(|day| year.is_none() && *day < now.today)?;
        date(over.year() + 1, month, number)
    };
    match (day(a, b), day(b, a)) {
        (Some(one), Some(other)) if a != b && (one < now.today) != (other < now.today) => {
            Days::either(again(a, b).or(Some(one)), again(b, a).or(Some(other)))
        }
        (one, other) => Days::either(one, other),
    }
}
