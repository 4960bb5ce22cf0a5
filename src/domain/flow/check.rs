//! Follows the paths of a flow: no circle of automatic steps, no step from which a call can never end, and what nothing
//! leads to.

use super::{Flow, Home, Problem, ProblemKind, StepIx, StepKind, Target};

/// What looks like a slip but does no harm.
///
/// # Errors
/// Every circle and every dead end.
pub(super) fn check(flow: &Flow) -> Result<Vec<Problem>, Vec<Problem>> {
    let steps = || (0..flow.steps.len()).map(|place| StepIx(u16::try_from(place).unwrap_or(u16::MAX)));
    let problem = |step: StepIx, kind| Problem { path: format!("steps[{}]", step.place()), kind };

    let circles = grow(flow, |flow, done, step| match &flow.step(step).kind {
        StepKind::Branch(..) => next(flow, step).iter().all(|to| done[to.place()]),
        _ => true,
    });
    let circles: Vec<_> =
        steps().filter(|step| !circles[step.place()]).map(|step| problem(step, ProblemKind::Circle)).collect();
    if !circles.is_empty() {
        return Err(circles);
    }

    let ends = grow(flow, |flow, done, step| {
        let step = flow.step(step);
        match &step.kind {
            StepKind::End(..) => true,
            // Wherever an objection returns to has to end by itself; so has what it detours into.
            StepKind::Say(_, choices) => choices.iter().any(|choice| match choice.to {
                Target::Step(to) => done[to.place()],
                Target::Return => true,
                Target::Objection(_) => false,
            }),
            // Each branch may be the one that is taken.
            StepKind::Branch(branches, otherwise) => {
                done[otherwise.place()] && branches.iter().all(|(_, to)| done[to.place()])
            }
        }
    });
    let dead: Vec<_> =
        steps().filter(|step| !ends[step.place()]).map(|step| problem(step, ProblemKind::DeadEnd)).collect();
    if !dead.is_empty() {
        return Err(dead);
    }

    let mut reached = vec![false; flow.steps.len()];
    let mut open: Vec<StepIx> = vec![flow.start];
    open.extend(flow.objections.iter().flat_map(|objection| [Some(objection.start), objection.over]).flatten());
    while let Some(step) = open.pop() {
        if !std::mem::replace(&mut reached[step.place()], true) {
            open.extend(next(flow, step));
        }
    }
    let mut findings: Vec<_> =
        steps().filter(|step| !reached[step.place()]).map(|step| problem(step, ProblemKind::Unreached)).collect();
    for (place, _) in flow.stages.iter().enumerate() {
        let lived_in = |home: &Home| matches!(home, Home::Stage(stage) if stage.place() == place);
        if !flow.steps.iter().any(|step| lived_in(&step.home)) {
            findings.push(Problem { path: format!("stages[{place}]"), kind: ProblemKind::Unreached });
        }
    }
    Ok(findings)
}

/// The steps a rule holds for, where the rule may build on those it holds for already.
fn grow(flow: &Flow, rule: impl Fn(&Flow, &[bool], StepIx) -> bool) -> Vec<bool> {
    let mut done = vec![false; flow.steps.len()];
    loop {
        let mut grown = false;
        for place in 0..done.len() {
            let step = StepIx(u16::try_from(place).unwrap_or(u16::MAX));
            if !done[place] && rule(flow, &done, step) {
                done[place] = true;
                grown = true;
            }
        }
        if !grown {
            return done;
        }
    }
}

/// The steps that can follow directly, detours aside.
fn next(flow: &Flow, step: StepIx) -> Vec<StepIx> {
    match &flow.step(step).kind {
        StepKind::End(..) => Vec::new(),
        StepKind::Branch(branches, otherwise) => branches.iter().map(|(_, to)| *to).chain([*otherwise]).collect(),
        StepKind::Say(_, choices) => choices
            .iter()
            .filter_map(|choice| match choice.to {
                Target::Step(to) => Some(to),
                Target::Objection(_) | Target::Return => None,
            })
            .collect(),
    }
}
