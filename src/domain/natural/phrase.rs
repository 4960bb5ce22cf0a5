//! What was found in a text, in whatever order, and the days that come of it together.

use super::Refusal;
use super::clock::{Clock, Part, Said};
use super::days::{Days, Edge, Gap, Kind, Now, Rule, Span, What, in_week, month_from, plus, this_year, weekday};
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
    /// `12.5`, `3.30`.
    pub dot: Option<(u8, u8)>,
    pub part: Option<Part>,
    /// "am", "pm".
    pub half: Option<Part>,
    pub clock: Option<Clock>,
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
    }

    fn has_time(&self) -> bool {
        self.part.or(self.half).is_some() || self.clock.is_some() || self.noon.is_some()
    }

    /// Whether something was said that names no day.
    pub fn is_vague(&self) -> bool {
        self.vague
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
        if !self.has_day() && self.dot.is_none() {
            let own = std::mem::replace(self, *other);
            (self.part, self.half, self.clock, self.noon) = (own.part, own.half, own.clock, own.noon);
            self.until = own.until;
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
        let anchored = self.festival.is_some() && matches!(self.side, Some(Side::After | Side::Before | Side::Until));
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

/// `12/5`: in China December 5, elsewhere that or 12 May, the nearer first.
pub fn pair(a: u8, b: u8, year: Option<u16>, now: &Now) -> Days {
    let day = |month, day| match year {
        Some(year) => Rule::Number(day).day((year.into(), month), true),
        None => this_year(Rule::Number(day), month, now),
    };
    Days::either(day(a, b), if now.mainland { None } else { day(b, a) })
}
