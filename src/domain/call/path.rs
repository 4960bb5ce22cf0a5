//! The path walked: which step, since when, how it was said, and what it was left for; and every way to go on from there.

use super::offer;
use super::refusal::Refusal;
use super::state::State;
use crate::domain::flow::{
    CardIx, Choice, Flow, Home, MAX_DETOURS, ObjectionIx, Prompt, StageIx, StepIx, StepKind, Target,
};
use crate::domain::{Id, Stamp, Style};

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
    /// The customer's style as it was judged then: it is what the wording was chosen by.
    pub style: Style,
    /// The card that was offered last, here or before; for the present step see [`State::offered`].
    pub(super) card: Option<CardIx>,
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

impl State {
    /// The choice, if it is open here.
    pub(super) fn choice<'a>(&self, flow: &'a Flow, at: &Id, choice: &Id) -> Result<&'a Choice, Refusal> {
        let step = flow.step(self.here().step);
        if step.id != *at {
            return Err(Refusal::NotHere);
        }
        let choice = step.choices().iter().find(|it| it.id == *choice).ok_or(Refusal::Unknown)?;
        let open = choice.when.as_ref().is_none_or(|when| when.holds(&self.facts(flow)));
        if open { Ok(choice) } else { Err(Refusal::Unknown) }
    }

    pub(super) fn advance(&mut self, flow: &Flow, choice: &Choice) -> Result<(), Refusal> {
        // What the answer captures counts for the automatic steps behind it, and is taken back if it leads nowhere.
        let old: Vec<_> = choice.set.iter().map(|(field, _)| self.values[field.place()].clone()).collect();
        for (field, value) in &choice.set {
            self.values[field.place()] = Some(value.clone());
        }
        let card = self.offered(flow).filter(|card| choice.affirms && !self.is_affirmed(*card));
        card.into_iter().for_each(|card| self.affirmed[card.place()] = true);
        let done = match choice.to {
            Target::Step(to) => {
                self.enter(flow, to, self.here().left);
                Ok(())
            }
            Target::Objection(objection) => self.detour(flow, objection),
            Target::Return => self.give_back(flow),
        };
        if done.is_err() {
            for ((field, _), value) in choice.set.iter().zip(old).rev() {
                self.values[field.place()] = value;
            }
            card.into_iter().for_each(|card| self.affirmed[card.place()] = false);
        }
        done
    }

    pub(super) fn detour(&mut self, flow: &Flow, ix: ObjectionIx) -> Result<(), Refusal> {
        let objection = flow.objection(ix);
        let here = self.here();
        let again = flow.step(here.step).home == Home::Objection(ix);
        if self.answered[ix.place()] >= objection.cap {
            let over = objection.over.ok_or(Refusal::CapReached(objection.cap))?;
            self.raised += 1;
            self.enter(flow, over, Left::default());
            return Ok(());
        }
        // Raised again inside its own answer: the next wording, and still the same step to return to.
        let left = match again {
            true => here.left,
            false if here.left.depth() >= flow.detour_depth => return Err(Refusal::TooDeep),
            false => here.left.with(here.step),
        };
        self.answered[ix.place()] += 1;
        self.raised += 1;
        self.enter(flow, objection.start, left);
        Ok(())
    }

    pub(super) fn give_back(&mut self, flow: &Flow) -> Result<(), Refusal> {
        let (step, left) = self.here().left.popped().ok_or(Refusal::NotInDetour)?;
        self.enter(flow, step, left);
        Ok(())
    }

    /// Goes to a step of a stage; objections are raised. What was left for one is not returned to any more.
    pub(super) fn go_to(&mut self, flow: &Flow, step: &Id) -> Result<(), Refusal> {
        let step = flow.step_named(step).ok_or(Refusal::Unknown)?;
        if let Home::Objection(_) = flow.step(step).home {
            return Err(Refusal::Unknown);
        }
        self.enter(flow, step, Left::default());
        Ok(())
    }

    /// The customer's style was judged: the present line is said that way, the lines before were said as they were.
    pub(super) fn restyle(&mut self, style: Style) {
        self.style = style;
        if let Some(here) = self.path.last_mut() {
            here.style = style;
        }
    }

    /// The card that is offered: by the present line, or else by the latest before it that offered one.
    pub fn offered(&self, flow: &Flow) -> Option<CardIx> {
        let here = self.here();
        let offers = flow.step(here.step).prompt().is_some_and(Prompt::offers);
        if offers { offer::open(self, flow) } else { here.card }
    }

    /// The card a visit's line spoke of.
    pub fn offered_at(&self, flow: &Flow, visit: &Visit) -> Option<CardIx> {
        if *visit == self.here() { self.offered(flow) } else { visit.card }
    }

    /// Goes to a step, through automatic ones; a checked flow has no circles of those.
    pub(super) fn enter(&mut self, flow: &Flow, mut step: StepIx, mut left: Left) {
        // What was said stays as it was said, whatever is known later.
        let card = self.path.last().and_then(|_| self.offered(flow));
        if let Some(last) = self.path.last_mut() {
            last.card = card;
        }
        self.visits[step.place()] += 1;
        while let StepKind::Branch(branches, otherwise) = &flow.step(step).kind {
            let facts = self.facts(flow);
            let taken = branches.iter().find(|(when, _)| when.holds(&facts));
            step = taken.map_or(*otherwise, |(_, to)| *to);
            self.visits[step.place()] += 1;
        }
        if let Home::Stage(_) = flow.step(step).home {
            left = Left::default();
        }
        // The outermost step that was left is always one of a stage: objections are entered from the main line.
        let outermost = left.steps[0].unwrap_or(step);
        let stage = match flow.step(outermost).home {
            Home::Stage(stage) => stage,
            Home::Objection(_) => self.path.last().map_or(StageIx::FIRST, |visit| visit.stage),
        };
        self.affirmed_before.clone_from(&self.affirmed);
        let (at, number, style) = (self.now, self.visits[step.place()], self.style);
        self.path.push(Visit { step, stage, at, number, style, card, left });
    }
}
