//! When the time has to be told: thresholds that were passed between two moments.

use super::{Listening, Timing};
use crate::domain::Stamp;

/// The longest the rep should talk at a stretch, in milliseconds.
pub const MONOLOGUE: i64 = 60_000;
/// The part of a stage's budget after which it is said that it runs out, in percent.
const NEAR: i64 = 80;

/// Something to say once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// Four fifths of the stage's budget are used.
    Near,
    /// The budget of the opening is used up (S5).
    Opening,
    /// So many whole budgets of the stage are used up.
    Over(i64),
    /// The rep has been talking for a minute.
    Monologue,
}

/// What has to be told after the time went from `before` to `after`. If several thresholds were passed, as in a sleep, it is
/// the latest alone: the others are no news any more.
pub fn alert(timing: &Timing, listening: &Listening, before: Stamp, after: Stamp) -> Option<Alert> {
    let stage = stage(timing, timing.stage(before), timing.stage(after));
    let (earlier, long) = (listening.monologue(before), listening.monologue(after));
    let monologue = (earlier < MONOLOGUE && long >= MONOLOGUE).then_some((long - MONOLOGUE, Alert::Monologue));
    stage.into_iter().chain(monologue).min_by_key(|(ago, _)| *ago).map(|(_, alert)| alert)
}

/// The threshold of a stage that was passed last, and how many milliseconds ago.
fn stage(timing: &Timing, before: i64, after: i64) -> Option<(i64, Alert)> {
    let budget = i64::from(timing.budget.max(1)) * 1000;
    let near = budget / 100 * NEAR;
    match after / budget {
        0 if timing.countdown => None,
        0 => (before < near && after >= near).then_some((after - near, Alert::Near)),
        times if before / budget >= times => None,
        1 if timing.countdown => Some((after - budget, Alert::Opening)),
        times => Some((after - times * budget, Alert::Over(times))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::call::Side;

    fn timing(budget: u32, countdown: bool) -> Timing {
        let zero = Stamp(0);
        Timing { started: zero, step_since: zero, stage_before: 0, budget, countdown, ended: None }
    }

    /// Everything told while the clock runs second by second.
    fn told(timing: &Timing, listening: &Listening, seconds: i64) -> Vec<(i64, Alert)> {
        let second = |n: i64| alert(timing, listening, Stamp(n * 1000 - 1000), Stamp(n * 1000)).map(|it| (n, it));
        (1..=seconds).filter_map(second).collect()
    }

    #[test]
    fn each_threshold_is_told_once() {
        let quiet = Listening::default();
        let stage = [(96, Alert::Near), (120, Alert::Over(1)), (240, Alert::Over(2)), (360, Alert::Over(3))];
        assert_eq!(told(&timing(120, false), &quiet, 400), stage);
        // The opening is short: it is told when it is used up, not before.
        assert_eq!(told(&timing(30, true), &quiet, 70), [(30, Alert::Opening), (60, Alert::Over(2))]);
    }

    #[test]
    fn after_a_sleep_only_the_latest_is_told() {
        let (timing, quiet) = (timing(120, false), Listening::default());
        let between = |before: i64, after: i64| alert(&timing, &quiet, Stamp(before * 1000), Stamp(after * 1000));
        assert_eq!(between(10, 3600), Some(Alert::Over(30)));
        assert_eq!(between(10, 130), Some(Alert::Over(1)));
        assert_eq!(between(97, 119), None);
        assert_eq!(between(3601, 3602), None);
        // A clock set back tells nothing twice.
        assert_eq!(between(130, 100), None);
    }

    #[test]
    fn what_was_used_before_counts_and_a_closed_line_is_silent() {
        let quiet = Listening::default();
        let again = Timing { stage_before: 90_000, ..timing(120, false) };
        assert_eq!(told(&again, &quiet, 40), [(6, Alert::Near), (30, Alert::Over(1))]);
        assert_eq!(told(&Timing { ended: Some(Stamp(5000)), ..again }, &quiet, 400), []);
        // A stage that was over when it was entered again is not told of anew.
        assert_eq!(told(&Timing { stage_before: 130_000, ..again }, &quiet, 40), []);
    }

    #[test]
    fn a_monologue_is_told_after_a_minute() {
        let timing = timing(3600, false);
        assert_eq!(told(&timing, &Listening::talks(Side::Rep, Stamp(10_000)), 300), [(70, Alert::Monologue)]);
        assert_eq!(told(&timing, &Listening::talks(Side::Customer, Stamp(10_000)), 300), []);
    }

    #[test]
    fn of_two_that_fall_into_one_sleep_the_later_is_told() {
        let slept =
            |since| alert(&timing(120, false), &Listening::talks(Side::Rep, Stamp(since)), Stamp(0), Stamp(125_000));
        assert_eq!(slept(10_000), Some(Alert::Over(1)));
        assert_eq!(slept(63_000), Some(Alert::Monologue));
    }
}
