//! The line to say, the answers, and what stands around them.

use super::super::model::{Model, OnCall};
use crate::domain::flow::{Choice, Home, StepKind, Target};
use crate::domain::{Id, Locale};
use crate::speech::{Span, Speaker};
use std::rc::Rc;

/// The line and the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromptView {
    /// Language of the desk.
    pub locale: Locale,
    /// Language of the flow.
    pub spoken: Locale,
    /// Step.
    pub step: Id,
    /// Which line of the call it is, from 1; undoing goes back.
    pub turn: usize,
    /// The line.
    pub line: Vec<Span>,
    /// The answers.
    pub choices: Vec<ChoiceView>,
    /// Whether this is the end of the flow.
    pub end: bool,
    /// What stands around the line.
    pub around: Rc<AroundView>,
}

/// What stands around the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AroundView {
    /// Language of the desk.
    pub locale: Locale,
    /// Language of the flow.
    pub spoken: Locale,
    /// What it is to reach.
    pub goal: String,
    /// The objection being answered, and where returning leads: to the objection it was raised in, or to a stage.
    pub detour: Option<(String, String)>,
    /// How to say it.
    pub cue: String,
    /// Key points.
    pub points: Vec<Vec<Span>>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceView {
    /// Choice.
    pub id: Id,
    /// Label.
    pub label: String,
    /// Where it leads, for its colour and mark.
    pub leads: Leads,
}

/// Where an answer leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    /// On.
    On,
    /// Into an objection.
    Detour,
    /// Back from one.
    Back,
}

/// The line and the answers, with that around them.
pub(super) fn prompt(model: &Model, speaker: &Speaker<'_>, on_call: &OnCall, around: Rc<AroundView>) -> PromptView {
    let (state, flow) = (on_call.call.state(), on_call.call.flow());
    let here = state.here();
    let step = flow.step(here.step);
    let line = step.prompt().and_then(|prompt| prompt.wording(here.number, state.style));
    let choice = |choice: &Choice| ChoiceView {
        id: choice.id.clone(),
        label: choice.label.clone(),
        leads: match choice.to {
            Target::Step(_) => Leads::On,
            Target::Objection(_) => Leads::Detour,
            Target::Return => Leads::Back,
        },
    };
    PromptView {
        locale: model.records.settings.locale,
        spoken: flow.locale,
        step: step.id.clone(),
        turn: state.path().len(),
        line: line.map_or_else(Vec::new, |line| speaker.say(line)),
        choices: state.open_choices(flow).map(choice).collect(),
        end: matches!(step.kind, StepKind::End(..)),
        around,
    }
}

/// What stands around it.
pub(super) fn around(model: &Model, speaker: &Speaker<'_>, on_call: &OnCall) -> AroundView {
    let (state, flow) = (on_call.call.state(), on_call.call.flow());
    let step = flow.step(state.here().step);
    let left = state.left().map_or(step, |left| flow.step(left));
    let prompt = step.prompt();
    let points = prompt.map_or(&[][..], |prompt| prompt.points.as_slice());
    AroundView {
        locale: model.records.settings.locale,
        spoken: flow.locale,
        goal: prompt.map_or_else(String::new, |prompt| prompt.goal.clone()),
        detour: match step.home {
            Home::Objection(ix) => Some((flow.objection(ix).title.clone(), flow.home_title(left.home).to_owned())),
            Home::Stage(_) => None,
        },
        cue: prompt.map_or_else(String::new, |prompt| prompt.cue.clone()),
        points: points.iter().map(|point| speaker.say(point)).collect(),
    }
}
