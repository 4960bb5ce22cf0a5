//! The path walked: which step, since when, and what it was left for.

use crate::domain::Stamp;
use crate::domain::flow::{MAX_DETOURS, StageIx, StepIx};

/// One step as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The step; never a branch.
    pub step: StepIx,
    /// The stage the time counts for; inside an objection that of the step first left.
    pub stage: StageIx,
    /// Since when.
    pub at: Stamp,
    /// Which visit of this step it is, from 1.
    pub number: u32,
    pub(super) left: Left,
}

/// The steps that were left for objections, outermost first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) steps: [Option<StepIx>; MAX_DETOURS],
}

impl Left {
    pub(super) fn depth(self) -> usize {
        self.steps.iter().flatten().count()
    }

    pub(super) fn with(mut self, step: StepIx) -> Self {
        if let Some(free) = self.steps.iter_mut().find(|it| it.is_none()) {
            *free = Some(step);
        }
        self
    }

    /// The step to return to, and what remains left then.
    pub(super) fn popped(mut self) -> Option<(StepIx, Self)> {
        let last = self.steps.iter_mut().rev().find_map(Option::take)?;
        Some((last, self))
    }
}
