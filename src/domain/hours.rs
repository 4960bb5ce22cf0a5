//! The hours in which firms take appointments, in minutes from midnight.

use super::Locale;
use super::json::{FromJson, ToJson, object, read_or_default, record};
use serde_json::Value as Json;
use time::Weekday;

/// A day has so many minutes.
const DAY: u16 = 24 * 60;
/// Hours are at least that long, and so is each side of a break.
const SHORTEST: u16 = 30;

/// When firms take appointments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    from: u16,
    until: u16,
    lunch: Option<Lunch>,
    /// The workdays: a bit for each, from Monday; there is at least one.
    days: u8,
}

/// A break at noon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lunch {
    from: u16,
    until: u16,
}

record! { Lunch { from, until } }

/// One thing to be changed of the hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// They begin then.
    From(u16),
    /// They end then.
    Until(u16),
    /// There is a break, or none.
    Lunch(bool),
    /// The break begins then.
    LunchFrom(u16),
    /// The break ends then.
    LunchUntil(u16),
    /// This day is a workday or none any more: from 0, Monday.
    Day(usize),
}

impl Hours {
    /// What is customary where a language is spoken: a long break in China, none elsewhere.
    pub fn usual(locale: Locale) -> Self {
        let lunch = (locale == Locale::ZhCn).then_some(Lunch { from: 11 * 60 + 30, until: 14 * 60 });
        Self { from: 9 * 60, until: 17 * 60, lunch, days: 0b1_1111 }
    }

    /// The stretches of a day, in order.
    pub fn stretches(&self) -> impl Iterator<Item = (u16, u16)> {
        let (first, second) = match self.lunch {
            Some(lunch) => ((self.from, lunch.from), Some((lunch.until, self.until))),
            None => ((self.from, self.until), None),
        };
        std::iter::once(first).chain(second)
    }

    /// Whether something that begins then and takes so long is in them. What is longer than a stretch begins with it.
    pub fn hold(&self, start: u16, minutes: u16) -> bool {
        self.stretches().any(|(from, until)| from <= start && start + minutes.min(until - from) <= until)
    }

    /// Whether it is a workday.
    pub fn work_on(&self, day: Weekday) -> bool {
        self.has_day(day.number_days_from_monday().into())
    }

    /// Whether it is a workday: from 0, Monday.
    pub fn has_day(&self, day: usize) -> bool {
        day < 7 && self.days & (1 << day) != 0
    }

    /// Beginning and end.
    pub fn ends(&self) -> (u16, u16) {
        (self.from, self.until)
    }

    /// Beginning and end of the break, if there is one.
    pub fn lunch(&self) -> Option<(u16, u16)> {
        self.lunch.map(|it| (it.from, it.until))
    }

    /// Changes one thing; what it runs into gives way. The last workday stays.
    #[inline(never)]
    pub fn change(&mut self, change: Change) {
        match change {
            Change::From(from) => {
                self.from = from.min(DAY - SHORTEST);
                self.until = self.until.max(self.from + SHORTEST);
            }
            Change::Until(until) => {
                self.until = until.clamp(SHORTEST, DAY);
                self.from = self.from.min(self.until - SHORTEST);
            }
            Change::Lunch(on) => {
                // At noon, or else in the middle.
                let middle = (self.from + self.until) / 2 / SHORTEST * SHORTEST;
                let from = if self.from < 12 * 60 && 13 * 60 < self.until { 12 * 60 } else { middle };
                self.lunch = on.then_some(Lunch { from, until: from + 2 * SHORTEST });
            }
            Change::LunchFrom(from) => self.change_lunch(|lunch| {
                lunch.from = from;
                lunch.until = lunch.until.max(from.saturating_add(SHORTEST));
            }),
            Change::LunchUntil(until) => self.change_lunch(|lunch| {
                lunch.until = until;
                lunch.from = lunch.from.min(until.saturating_sub(SHORTEST));
            }),
            Change::Day(day) if day < 7 && self.days != 1 << day => self.days ^= 1 << day,
            Change::Day(_) => {}
        }
        self.fit_lunch();
    }

    fn change_lunch(&mut self, change: impl Fn(&mut Lunch)) {
        if let Some(lunch) = &mut self.lunch {
            change(lunch);
        }
    }

    /// The break lies within the hours, and leaves something on both sides, or there is none.
    fn fit_lunch(&mut self) {
        let Self { from, until, .. } = *self;
        let fits = |it: &Lunch| from + SHORTEST <= it.from && it.from < it.until && it.until + SHORTEST <= until;
        let pulled_in = |it: Lunch| Lunch { from: it.from.max(from + SHORTEST), until: it.until.min(until - SHORTEST) };
        self.lunch = self.lunch.map(pulled_in).filter(fits);
    }
}

impl ToJson for Hours {
    #[inline(never)]
    fn to_json(&self, out: &mut String) {
        let days: Vec<usize> = (0..7).filter(|day| self.has_day(*day)).collect();
        object(out, &[("from", &self.from), ("until", &self.until), ("lunch", &self.lunch), ("days", &days)]);
    }
}

impl FromJson for Hours {
    /// Whatever a record holds, hours come of it that can be used. Never inlined: who has none of their own does without.
    #[inline(never)]
    fn from_json(json: &Json) -> Option<Self> {
        let mut hours = Self::usual(Locale::En);
        hours.change(Change::From(u16::from_json(&json["from"])?));
        hours.change(Change::Until(u16::from_json(&json["until"])?));
        let days = Vec::<usize>::from_json(&json["days"])?;
        let days = days.iter().filter(|day| **day < 7).fold(0, |all, day| all | 1 << day);
        if days != 0 {
            hours.days = days;
        }
        hours.lunch = read_or_default(&json["lunch"])?;
        hours.fit_lunch();
        Some(hours)
    }
}
