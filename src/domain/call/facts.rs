//! What the guards of a flow can ask of a call.

use super::state::State;
use super::value::Value;
use crate::domain::Style;
use crate::domain::flow::{Counter, Done, Facts, FieldIx, Flow, StepIx};
use crate::domain::time::DayPart;

/// A call's state as guards see it.
pub(super) struct Known<'a> {
    pub(super) state: &'a State,
    pub(super) flow: &'a Flow,
}

impl Facts for Known<'_> {
    fn value(&self, field: FieldIx) -> Option<&Value> {
        self.state.values[field.place()].as_ref()
    }

    fn was_known(&self, field: FieldIx) -> bool {
        self.state.known_before[field.place()]
    }

    fn count(&self, counter: Counter) -> i64 {
        let count = match counter {
            Counter::Objections => self.state.raised as usize,
            Counter::Affirmed => self.state.affirmed.iter().filter(|on| **on).count(),
            Counter::Needs(level) => self.state.needs(self.flow, level).count(),
        };
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    fn visits(&self, step: StepIx) -> i64 {
        i64::from(self.state.visits[step.place()])
    }

    fn style(&self) -> Style {
        self.state.style
    }

    fn day_part(&self) -> DayPart {
        DayPart::of(self.state.now.wall(self.state.offset))
    }

    fn done(&self, done: Done) -> bool {
        match done {
            Done::Appointment => self.state.appointment.is_some(),
            Done::FollowUp => self.state.follow_up.is_some(),
        }
    }
}
