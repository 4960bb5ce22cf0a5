//! Conditions over what is known in a call.

use super::{FieldIx, Level, StepIx};
use crate::domain::call::Value;
use crate::domain::time::DayPart;
use crate::domain::{Kind, Pace, Style};

/// A condition. Nesting is bounded when a flow is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Something was captured.
    Known(FieldIx),
    /// It is known since an earlier call with the customer.
    KnownBefore(FieldIx),
    /// Exactly this was captured.
    Equals(FieldIx, Value),
    /// A number in this range was captured.
    Within(FieldIx, Range),
    /// So many of these.
    Count(Counter, Range),
    /// The step was said so often.
    Visits(StepIx, Range),
    /// The customer's pace.
    Pace(Pace),
    /// The customer's type.
    Kind(Kind),
    /// The part of the day.
    Time(DayPart),
    /// Something was fixed in this call.
    Done(Done),
    /// All hold.
    All(Vec<Guard>),
    /// At least one holds.
    Any(Vec<Guard>),
    /// Does not hold.
    Not(Box<Guard>),
}

/// What can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// Objections raised.
    Objections,
    /// Cards the customer agreed to.
    Affirmed,
    /// Needs captured, of one level or of both.
    Needs(Option<Level>),
}

/// What can be fixed in a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// An appointment.
    Appointment,
    /// A follow-up.
    FollowUp,
}

/// From–to, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Smallest.
    pub from: i64,
    /// Largest.
    pub to: i64,
}

impl Range {
    /// Whether a number lies in it.
    pub fn has(self, number: i64) -> bool {
        (self.from..=self.to).contains(&number)
    }
}

/// What guards ask of a call.
pub trait Facts {
    /// What was captured.
    fn value(&self, field: FieldIx) -> Option<&Value>;
    /// Whether the call began with a value for it.
    fn was_known(&self, field: FieldIx) -> bool;
    /// How many.
    fn count(&self, counter: Counter) -> i64;
    /// How often a step was said.
    fn visits(&self, step: StepIx) -> i64;
    /// The customer's style.
    fn style(&self) -> Style;
    /// The part of the day.
    fn day_part(&self) -> DayPart;
    /// Whether something was fixed.
    fn done(&self, done: Done) -> bool;
}

impl Guard {
    /// Whether it holds.
    pub fn holds(&self, facts: &impl Facts) -> bool {
        match self {
            Self::Known(field) => facts.value(*field).is_some(),
            Self::KnownBefore(field) => facts.value(*field).is_some() && facts.was_known(*field),
            Self::Equals(field, value) => facts.value(*field) == Some(value),
            Self::Within(field, range) => {
                matches!(facts.value(*field), Some(Value::Number(number)) if range.has(*number))
            }
            Self::Count(counter, range) => range.has(facts.count(*counter)),
            Self::Visits(step, range) => range.has(facts.visits(*step)),
            Self::Pace(pace) => facts.style().pace == Some(*pace),
            Self::Kind(kind) => facts.style().kind == Some(*kind),
            Self::Time(part) => facts.day_part() == *part,
            Self::Done(done) => facts.done(*done),
            Self::All(guards) => guards.iter().all(|guard| guard.holds(facts)),
            Self::Any(guards) => guards.iter().any(|guard| guard.holds(facts)),
            Self::Not(guard) => !guard.holds(facts),
        }
    }
}
