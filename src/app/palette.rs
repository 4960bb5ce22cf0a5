//! What the palette can find from where the work stands, and what choosing it does.

use super::actions::{Action, Place};
use super::customers::{self, Customer};
use super::model::{Model, OnCall};
use super::words;
use crate::domain::call::{Disposition, Progress};
use crate::domain::find::{Index, Sounds};
use crate::domain::flow::{Home, Step};
use crate::domain::{Flow, Id, Locale, Moment};
use crate::speech;
use crate::store::Frecency;
use crate::text::{Texts, texts};
use std::rc::Rc;

/// What kinds of things there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A call that is not finished.
    Unfinished,
    /// A customer there was a call with.
    Customer,
    /// An answer of the customer at the present step, or how the call ended.
    Answer,
    /// Something to do.
    Action,
    /// An objection.
    Objection,
    /// A ready sentence.
    Phrase,
    /// A stage.
    Stage,
    /// An offer card.
    Card,
    /// A step that was visited.
    Step,
    /// A step that was not visited yet.
    Ahead,
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
    /// A stage, and its first step.
    Stage(Id, Id),
    /// An offer card.
    Card(Id),
    /// A step that was not visited yet.
    Ahead(Id),
    /// A call to go on with.
    Unfinished(Id),
    /// The customer of this call.
    Customer(Id),
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
            Self::Stage(..) => EntryKind::Stage,
            Self::Card(_) => EntryKind::Card,
            Self::Ahead(_) => EntryKind::Ahead,
            Self::Unfinished(_) => EntryKind::Unfinished,
            Self::Customer(_) => EntryKind::Customer,
        }
    }

    /// Whether it stands before others that fit as well.
    fn leads(&self) -> bool {
        matches!(self, Self::Objection(_) | Self::Unfinished(_) | Self::Customer(_))
    }

    /// The name its uses are counted under. Answers, steps and calls are other ones each time: they have none.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Answer(_) | Self::Step(_) | Self::Ahead(_) | Self::Unfinished(_) | Self::Customer(_) => None,
            Self::Do(action) => Some(["do:", action.word()].concat()),
            Self::Objection(id) => Some(["objection:", id.as_str()].concat()),
            Self::Stage(id, _) => Some(["stage:", id.as_str()].concat()),
            Self::Card(id) => Some(["card:", id.as_str()].concat()),
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
    /// How many of those that lead, so that they do not take all the room.
    const MOST_LEADING: usize = 14;

    /// Collects what there is: in a call objections lead, outside of one the customers.
    pub fn new(model: &Model, sounds: Rc<Sounds>, now: &Moment) -> Self {
        let mut palette = Self { entries: Vec::new(), index: Index::new(sounds) };
        let t = texts(model.records.settings.locale);
        let talking = model.on_call().filter(|it| it.call.state().progress == Progress::Talking);
        if let Some(on_call) = talking {
            palette.add_objections(model, on_call);
        }
        if let Place::Before | Place::Closed = Place::of(model) {
            palette.add_customers(model, now);
        }
        if let Some(on_call) = model.on_call() {
            palette.add_answers(model, on_call, t);
        }
        palette.add_actions(model, t);
        if let Some(on_call) = talking {
            palette.add_call(model, on_call, now);
        }
        palette
    }

    /// What fits a query, best first.
    pub fn find(&self, query: &str) -> Vec<&Entry> {
        let found = self.index.find(query, usize::MAX).into_iter().filter_map(|place| self.entries.get(place));
        let mut leading = 0;
        let found = found.filter(|entry| {
            leading += usize::from(entry.choice.leads());
            !entry.choice.leads() || leading <= Self::MOST_LEADING
        });
        found.take(Self::MOST).collect()
    }

    fn add(&mut self, uses: &Frecency, choice: Choice, label: String, note: &str, others: &[&str], locale: Locale) {
        let used = choice.name().map_or(0, |name| uses.heat(&name));
        self.index.add(&label, &named(others), used);
        self.entries.push(Entry { choice, label, note: note.into(), locale });
    }

    fn add_objections(&mut self, model: &Model, on_call: &OnCall) {
        let flow = on_call.call.flow();
        for (_, objection) in flow.objections() {
            let choice = Choice::Objection(objection.id.clone());
            let labels: Vec<&str> = [&objection.title].into_iter().chain(&objection.says).map(String::as_str).collect();
            self.index.add_leading(&labels, &[], choice.name().map_or(0, |name| model.records.frecency.heat(&name)));
            self.entries.push(Entry {
                choice,
                label: objection.title.clone(),
                note: String::new(),
                locale: flow.locale,
            });
        }
    }

    /// Calls to go on with, then the customers there was a call with: who has an appointment first, then the latest.
    fn add_customers(&mut self, model: &Model, now: &Moment) {
        let locale = model.records.settings.locale;
        let words = [Locale::ZhCn, Locale::En].map(texts).map(|t| [t.lists_go_on, t.find_also_go_on]);
        for customer in customers::all(model, now) {
            let Customer { call, lead, unfinished, note } = customer;
            let (label, digits) = (model.with(lead), customers::digits(lead));
            let names = [&label, &lead.name, &lead.company, &lead.phone].into_iter().chain(&digits).map(String::as_str);
            let go_on = if unfinished { words.as_flattened() } else { &[] };
            self.index.add_leading(&named(&names.chain(go_on.iter().copied()).collect::<Vec<_>>()), &[], 0);
            let choice = if unfinished { Choice::Unfinished(call.clone()) } else { Choice::Customer(call.clone()) };
            self.entries.push(Entry { choice, label, note, locale });
        }
    }

    fn add_answers(&mut self, model: &Model, on_call: &OnCall, t: &Texts) {
        let (state, flow) = (on_call.call.state(), on_call.call.flow());
        match state.progress {
            Progress::Talking => {
                for (place, choice) in state.open_choices(flow).enumerate() {
                    self.add(
                        &model.records.frecency,
                        Choice::Answer(place),
                        choice.label.clone(),
                        "",
                        &[],
                        flow.locale,
                    );
                }
            }
            Progress::WrappingUp(_) => {
                for (place, outcome) in Disposition::ALL.into_iter().enumerate() {
                    let label = words::disposition(outcome, t).to_owned();
                    let others = [t.wrapup_disposition];
                    self.add(
                        &model.records.frecency,
                        Choice::Answer(place),
                        label,
                        "",
                        &others,
                        model.records.settings.locale,
                    );
                }
            }
            Progress::Closed(_) => {}
        }
    }

    fn add_actions(&mut self, model: &Model, t: &Texts) {
        let place = Place::of(model);
        let locale = model.records.settings.locale;
        for action in Action::ALL.into_iter().filter(|it| it.applies(place) && *it != Action::Find) {
            if action.event(model).is_some() {
                let (label, other) = (action.label(t), action.other_names(t));
                // All its names find it, in either language; one of them tells what it belongs to.
                let foreign = Locale::ALL.into_iter().filter(|it| *it != locale).map(texts);
                let foreign = foreign.flat_map(|t| [action.label(t), action.other_names(t)]);
                let others: Vec<&str> = [other].into_iter().chain(foreign).collect();
                self.add(&model.records.frecency, Choice::Do(action), label.to_owned(), other, &others, locale);
            }
        }
    }

    fn add_call(&mut self, model: &Model, on_call: &OnCall, now: &Moment) {
        let (state, flow) = (on_call.call.state(), on_call.call.flow());
        let speaker = model.speaker(on_call, now);
        for (ix, stage) in flow.stages() {
            if let Some(first) = flow.first_step(ix) {
                let choice = Choice::Stage(stage.id.clone(), first.id.clone());
                self.add(&model.records.frecency, choice, stage.title.clone(), "", &[&stage.goal], flow.locale);
            }
        }
        for card in &flow.cards {
            let topics = card.topics.iter().map(|ix| flow.topics[ix.place()].label.as_str());
            let benefit = speech::plain(&speaker.say(&card.benefit));
            let others: Vec<&str> = topics.chain([benefit.as_str()]).collect();
            self.add(
                &model.records.frecency,
                Choice::Card(card.id.clone()),
                card.title.clone(),
                &benefit,
                &others,
                flow.locale,
            );
        }
        for (group, phrases) in flow.phrases.iter().enumerate() {
            for (place, text) in phrases.texts.iter().enumerate() {
                let label = speech::plain(&speaker.say(text));
                let choice = Choice::Phrase(group, place);
                self.add(&model.records.frecency, choice, label, &phrases.title, &[&phrases.title], flow.locale);
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
            let prompt = step.prompt();
            let said = prompt.and_then(|prompt| prompt.wording(visit.number, visit.style));
            let said = said.map(|line| speech::plain(&speaker.then(*visit).say(line)));
            self.add_step(model, flow, Choice::Step(place), step, said);
        }
        for step in flow.steps.iter().filter(|step| matches!(step.home, Home::Stage(_))) {
            let walked = path.iter().any(|visit| flow.step(visit.step).id == step.id);
            if let Some(prompt) = step.prompt().filter(|_| !walked) {
                let said = prompt.wording(1, state.style).map(|line| speech::plain(&speaker.say(line)));
                self.add_step(model, flow, Choice::Ahead(step.id.clone()), step, said);
            }
        }
    }

    fn add_step(&mut self, model: &Model, flow: &Flow, choice: Choice, step: &Step, said: Option<String>) {
        let home = flow.home_title(step.home);
        let goal = step.prompt().map_or("", |prompt| prompt.goal.as_str());
        self.add(
            &model.records.frecency,
            choice,
            said.unwrap_or_else(|| home.into()),
            home,
            &[home, goal],
            flow.locale,
        );
    }
}

/// Names without those that are empty.
fn named<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.iter().copied().filter(|it| !it.trim().is_empty()).collect()
}
