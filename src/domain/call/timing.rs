//! Where the time went. Everything is derived from stamps; nothing counts ticks, so a hidden tab, a reload or a sleeping
//! laptop bends no time.

use super::{Call, Visit};
use crate::domain::Stamp;

/// What the clocks of a call show at a moment: plain data that a leaf can work out again each second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// When the line was opened.
    pub started: Stamp,
    /// When this step was reached.
    pub step_since: Stamp,
    /// Milliseconds spent in this stage before this step.
    pub stage_before: i64,
    /// Seconds the stage should take.
    pub budget: u32,
    /// Whether the budget is to be counted down.
    pub countdown: bool,
    /// When the line was closed.
    pub ended: Option<Stamp>,
}

impl Timing {
    /// The clocks of a call.
    pub fn of(call: &Call) -> Self {
        let (here, flow) = (call.state().here(), call.flow());
        let stage = flow.stage(here.stage);
        let earlier = &call.state().path()[..call.state().path().len() - 1];
        let spent = spent(earlier, here.at, flow.stages.len())[here.stage.place()];
        Self {
            started: call.started().at,
            step_since: here.at,
            stage_before: spent,
            budget: stage.budget,
            countdown: stage.countdown,
            ended: call.state().ended(),
        }
    }

    /// The same by a clock that is so many milliseconds behind.
    pub fn earlier(self, by: i64) -> Self {
        Self {
            started: self.started.earlier(by),
            step_since: self.step_since.earlier(by),
            ended: self.ended.map(|at| at.earlier(by)),
            ..self
        }
    }

    /// Milliseconds since the line was opened.
    pub fn call(&self, now: Stamp) -> i64 {
        self.ended.unwrap_or(now).since(self.started)
    }

    /// Milliseconds on this step.
    pub fn step(&self, now: Stamp) -> i64 {
        self.ended.unwrap_or(now).since(self.step_since)
    }

    /// Milliseconds in this stage, all visits together.
    pub fn stage(&self, now: Stamp) -> i64 {
        self.stage_before.saturating_add(self.step(now))
    }

    /// Milliseconds left of the stage's budget; negative when it is used up.
    pub fn left(&self, now: Stamp) -> i64 {
        i64::from(self.budget) * 1000 - self.stage(now)
    }
}

/// Milliseconds spent in each stage of the flow up to `now`, or up to the end of the call.
pub fn stage_times(call: &Call, now: Stamp) -> Vec<i64> {
    let state = call.state();
    spent(state.path(), state.ended().unwrap_or(now), call.flow().stages.len())
}

/// Milliseconds that a path took in each of so many stages, its last visit up to `end`.
fn spent(path: &[Visit], end: Stamp, stages: usize) -> Vec<i64> {
    let mut times = vec![0_i64; stages];
    let ends = path.iter().skip(1).map(|visit| visit.at).chain([end]);
    for (visit, end) in path.iter().zip(ends) {
        let time = &mut times[visit.stage.place()];
        *time = time.saturating_add(end.since(visit.at));
    }
    times
}
