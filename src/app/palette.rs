//! What the palette can find from where the work stands, and what choosing it does.

use super::actions::{Action, Place};
use super::effect::Moment;
use super::model::{Model, OnCall};
use super::say::{self, Speaker};
use super::uses::Uses;
use super::words;
use crate::domain::call::{Disposition, Progress};
use crate::domain::find::{Index, Sounds};
use crate::domain::flow::Home;
use crate::domain::{Id, Locale};
use crate::text::{Texts, texts};
use std::rc::Rc;

/// What kinds of things there are, in the order of an empty query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// An answer of the customer at the present step, or how the call ended.
    Answer,
    /// Something to do.
    Action,
    /// An objection.
    Objection,
    /// A ready sentence.
    Phrase,
    /// A step that was visited.
    Step,
}

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The n-th of the answers shown, from 0.
    Answer(usize),
    /// Something to do.
    Do(Action),
    /// This objection.
    Objection(Id),
    /// A ready sentence: its group and its place in it, from 0.
    Phrase(usize, usize),
    /// A place on the path, from 0.
    Step(usize),
}

impl Choice {
    /// Its kind.
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Answer(_) => EntryKind::Answer,
            Self::Do(_) => EntryKind::Action,
            Self::Objection(_) => EntryKind::Objection,
            Self::Phrase(..) => EntryKind::Phrase,
            Self::Step(_) => EntryKind::Step,
        }
    }

    /// The name its uses are counted under. Answers and places of a path are other ones each time: they have none.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Answer(_) | Self::Step(_) => None,
            Self::Do(action) => Some(["do:", action.word()].concat()),
            Self::Objection(id) => Some(["objection:", id.as_str()].concat()),
            Self::Phrase(group, place) => Some(["phrase:", &group.to_string(), ".", &place.to_string()].concat()),
        }
    }
}

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is chosen with it.
    pub choice: Choice,
    /// What it is called.
    pub label: String,
    /// Where it belongs; may be empty.
    pub note: String,
    /// The language of both.
    pub locale: Locale,
}

/// Everything that can be found from where the work stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    entries: Vec<Entry>,
    index: Index,
}

impl Palette {
    /// How many are shown at most.
    pub const MOST: usize = 24;

    /// Collects what there is.
    pub fn new(model: &Model, sounds: Rc<Sounds>, now: &Moment) -> Self {
        let mut palette = Self { entries: Vec::new(), index: Index::new(sounds) };
        let t = texts(model.settings.locale);
        if let Some(on_call) = model.on_call() {
            palette.add_answers(model, on_call, t);
        }
        palette.add_actions(model, t);
        if let Some(on_call) = model.on_call().filter(|it| it.call.state().progress == Progress::Talking) {
            palette.add_call(model, on_call, now);
        }
        palette
    }

    /// What fits a query, best first.
    pub fn find(&self, query: &str) -> Vec<&Entry> {
        self.index.find(query, Self::MOST).into_iter().filter_map(|place| self.entries.get(place)).collect()
    }

    fn add(&mut self, uses: &Uses, choice: Choice, label: String, note: &str, others: &[&str], locale: Locale) {
        let used = choice.name().map_or(0, |name| uses.heat(&name));
        let others: Vec<&str> = others.iter().copied().filter(|it| !it.is_empty()).collect();
        self.index.add(&label, &others, used);
        self.entries.push(Entry { choice, label, note: note.into(), locale });
    }

    fn add_answers(&mut self, model: &Model, on_call: &OnCall, t: &Texts) {
        let (state, flow) = (on_call.call.state(), on_call.call.flow());
        match state.progress {
            Progress::Talking => {
                for (place, choice) in state.open_choices(flow).enumerate() {
                    self.add(&model.uses, Choice::Answer(place), choice.label.clone(), "", &[], flow.locale);
                }
            }
            Progress::WrappingUp(_) => {
                for (place, outcome) in Disposition::ALL.into_iter().enumerate() {
                    let label = words::disposition(outcome, t).to_owned();
                    let others = [t.wrapup_disposition];
                    self.add(&model.uses, Choice::Answer(place), label, "", &others, model.settings.locale);
                }
            }
            Progress::Closed(_) => {}
        }
    }

    fn add_actions(&mut self, model: &Model, t: &Texts) {
        let place = Place::of(model);
        let locale = model.settings.locale;
        for action in Action::ALL.into_iter().filter(|it| it.applies(place) && *it != Action::Find) {
            if action.event(model).is_some() {
                let (label, other) = (action.label(t), action.other_names(t));
                // Both names find it; one of them tells what it belongs to.
                self.add(&model.uses, Choice::Do(action), label.to_owned(), other, &[other], locale);
            }
        }
    }

    fn add_call(&mut self, model: &Model, on_call: &OnCall, now: &Moment) {
        let (state, flow) = (on_call.call.state(), on_call.call.flow());
        for (_, objection) in flow.objections() {
            let choice = Choice::Objection(objection.id.clone());
            self.add(&model.uses, choice, objection.title.clone(), "", &[], flow.locale);
        }
        let speaker = Speaker::new(model, on_call, now);
        for (group, phrases) in flow.phrases.iter().enumerate() {
            for (place, text) in phrases.texts.iter().enumerate() {
                let label = say::plain(&speaker.say(text));
                let choice = Choice::Phrase(group, place);
                self.add(&model.uses, choice, label, &phrases.title, &[&phrases.title], flow.locale);
            }
        }
        // Each step once, by its latest visit; the last place of the path is where the call stands.
        let path = state.path();
        let here = path.len() - 1;
        for (place, visit) in path.iter().enumerate().take(here).rev() {
            if path[place + 1..].iter().any(|later| later.step == visit.step) {
                continue;
            }
            let step = flow.step(visit.step);
            let home = match step.home {
                Home::Stage(ix) => &flow.stage(ix).title,
                Home::Objection(ix) => &flow.objection(ix).title,
            };
            let prompt = step.prompt();
            let said = prompt.and_then(|prompt| prompt.wording(visit.number, visit.style));
            let goal = prompt.map_or("", |prompt| prompt.goal.as_str());
            let label = said.map_or_else(|| home.clone(), |line| say::plain(&speaker.then(*visit).say(line)));
            self.add(&model.uses, Choice::Step(place), label, home, &[home, goal], flow.locale);
        }
    }
}
