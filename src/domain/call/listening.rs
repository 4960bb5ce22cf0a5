//! Who talked how long, as far as it was marked (S17: listen 80 % of the time, talk 20 %).
//!
//! A mark is a measurement, not a decision: it stands in the log, "undo" passes over it, and the state of the call never
//! sees it. Only marked time counts: what came before the first mark, or after "nobody", belongs to neither side. So does a
//! turn longer than [`LONGEST_TURN`], which was forgotten or slept through; and a call that is taken up again lost sight of
//! the line, so a turn left open ends where its log did (see `hush`).

use super::{Call, Event};
use crate::domain::Stamp;
use crate::domain::json::words;

/// The share of the talking that should be the customer's, in percent (S17).
pub const TARGET: i64 = 80;
/// The longest turn that counts, in milliseconds: ten minutes without a word of the other side are no conversation.
pub const LONGEST_TURN: i64 = 600_000;

/// An end of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who was called.
    Customer,
    /// Who calls.
    Rep,
}

words! { Side { Customer = "customer", Rep = "rep" } }

/// The marks of a call added up: plain data that a leaf can work out again each second. Times are in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listening {
    customer: i64,
    rep: i64,
    longest: i64,
    turn: Option<(Side, Stamp)>,
}

impl Listening {
    /// The marks of a call; what is still open when the line is closed ends there.
    pub fn of(call: &Call) -> Self {
        let mut all = Self::default();
        for entry in call.log() {
            if let Event::Turned { to } = entry.event {
                all.turn_to(to, entry.at);
            }
        }
        if let Some(end) = call.state().ended() {
            all.turn_to(None, end);
        }
        all
    }

    /// The same by a clock that is so many milliseconds behind.
    pub fn earlier(self, by: i64) -> Self {
        Self { turn: self.turn.map(|(side, since)| (side, since.earlier(by))), ..self }
    }

    /// Nothing but this turn.
    #[cfg(test)]
    pub(super) fn talks(side: Side, since: Stamp) -> Self {
        Self { turn: Some((side, since)), ..Self::default() }
    }

    fn turn_to(&mut self, to: Option<Side>, at: Stamp) {
        if self.present() != to {
            *self = Self { turn: to.map(|side| (side, at)), ..self.until(at) };
        }
    }

    /// The same with the present turn counted as far as it has come.
    fn until(self, now: Stamp) -> Self {
        let length = self.turn_length(now);
        match self.present() {
            Some(Side::Customer) => Self { customer: self.customer + length, ..self },
            Some(Side::Rep) => Self { rep: self.rep + length, longest: self.longest.max(length), ..self },
            None => self,
        }
    }

    fn turn_length(&self, now: Stamp) -> i64 {
        let length = self.turn.map_or(0, |(_, since)| now.since(since));
        if length > LONGEST_TURN { 0 } else { length }
    }

    /// Who talks now, if that is marked.
    pub fn present(&self) -> Option<Side> {
        self.turn.map(|(side, _)| side)
    }

    /// Since when the present turn lasts.
    pub fn since(&self) -> Option<Stamp> {
        self.turn.map(|(_, since)| since)
    }

    /// The customer's share of the marked time in whole percent; `None` before anything is marked.
    pub fn share(&self, now: Stamp) -> Option<i64> {
        let Self { customer, rep, .. } = self.until(now);
        let all = customer + rep;
        (all > 0).then(|| (customer * 100 + all / 2) / all)
    }

    /// The longest turn of the rep.
    pub fn longest(&self, now: Stamp) -> i64 {
        self.until(now).longest
    }

    /// How long the rep has been talking now; 0 while the customer talks.
    pub fn monologue(&self, now: Stamp) -> i64 {
        if self.present() == Some(Side::Rep) { self.turn_length(now) } else { 0 }
    }
}
