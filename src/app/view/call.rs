//! The desk in the call.

use super::super::hearing::Microphone;
use super::super::model::{Model, OnCall};
use super::super::picking::Picking;
use super::customer::{self, CustomerView};
use super::prompt::{self, PromptView};
use super::tools::{self, ToolView};
use crate::domain::call::{self, Listening, Progress, Timing, Value, stage_times};
use crate::domain::flow::{Field, FieldIx, Home, Phase};
use crate::domain::{Id, Locale, Moment, Style};
use crate::speech::when;
use crate::speech::{self, Span, Speaker};
use crate::text::{fill, texts};
use std::rc::Rc;

/// The desk in the call: one slice for each part of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallView {
    /// Language of the desk.
    pub locale: Locale,
    /// Language of the flow.
    pub spoken: Locale,
    /// The customer is invented.
    pub practice: bool,
    /// Who is called, and the clocks.
    pub bar: Rc<BarView>,
    /// Stages.
    pub rail: Rc<RailView>,
    /// A ready sentence to be read aloud; may be empty.
    pub saying: Rc<Vec<Span>>,
    /// The line and the answers.
    pub prompt: Rc<PromptView>,
    /// Customer style.
    pub style: Rc<StyleView>,
    /// Objections.
    pub objections: Rc<Vec<ObjectionView>>,
    /// Ready sentences.
    pub phrases: Rc<Vec<PhraseView>>,
    /// The list the next key chooses from: its entries bear signs.
    pub picking: Option<Picking>,
    /// What is shown and written down beside the line.
    pub side: Rc<SideView>,
}

impl CallView {
    /// Takes over the slices that are equal.
    pub(super) fn share(&mut self, shown: &Self) {
        fn take<T: Eq>(new: &mut Rc<T>, old: &Rc<T>) {
            if new == old {
                *new = Rc::clone(old);
            }
        }
        take(&mut self.bar, &shown.bar);
        take(&mut self.rail, &shown.rail);
        take(&mut self.saying, &shown.saying);
        take(&mut self.prompt, &shown.prompt);
        take(&mut self.style, &shown.style);
        take(&mut self.objections, &shown.objections);
        take(&mut self.phrases, &shown.phrases);
        take(&mut self.side, &shown.side);
        if Rc::ptr_eq(&self.side, &shown.side) {
            return;
        }
        let (side, shown) = (Rc::make_mut(&mut self.side), &shown.side);
        take(&mut side.customer, &shown.customer);
        take(&mut side.notes, &shown.notes);
        take(&mut side.tool, &shown.tool);
        take(&mut side.capture, &shown.capture);
        // Of the path each place is a slice of its own: with an answer one is added, and the others stay.
        for (visit, shown) in Rc::make_mut(&mut side.path).iter_mut().zip(&*shown.path) {
            take(visit, shown);
        }
    }
}

/// Who is called, and the clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarView {
    /// Language of the desk.
    pub locale: Locale,
    /// Customer.
    pub with: String,
    /// The customer is invented.
    pub practice: bool,
    /// What was fixed, in short.
    pub fixed: Vec<String>,
    /// The clocks.
    pub timing: Timing,
    /// Who talks how much.
    pub hearing: HearingView,
    /// Whether there is something to undo.
    pub undo: bool,
}

/// What is shown and written down beside the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideView {
    /// Language of the desk.
    pub locale: Locale,
    /// Language of the flow.
    pub spoken: Locale,
    /// Who is on the line.
    pub customer: Rc<CustomerView>,
    /// Notes: when in the call, and the text.
    pub notes: Rc<Vec<(String, String)>>,
    /// The form or the cards.
    pub tool: Rc<ToolView>,
    /// What to capture.
    pub capture: Rc<CaptureView>,
    /// The path walked.
    pub path: Rc<Vec<Rc<PathView>>>,
}

/// Who talks how much, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HearingView {
    /// Language of the desk.
    pub locale: Locale,
    /// The marks added up.
    pub listening: Listening,
    /// The microphone.
    pub microphone: Microphone,
}

/// The stages of the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RailView {
    /// Language of the desk.
    pub locale: Locale,
    /// Language of the flow.
    pub spoken: Locale,
    /// All stages, in order.
    pub stages: Vec<StageView>,
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageView {
    /// Name.
    pub id: Id,
    /// Title.
    pub title: String,
    /// AIDA.
    pub phase: Phase,
    /// Its first step, where it is gone to; `None` if it has none or the call is over.
    pub first: Option<Id>,
    /// What it is to reach.
    pub goal: String,
    /// Seconds it should take.
    pub budget: u32,
    /// Milliseconds spent before the present step; `None` if it was never entered.
    pub spent: Option<i64>,
    /// The call is in it since then.
    pub here: Option<crate::domain::Stamp>,
    /// Its checklist with ticks; shown for the present stage.
    pub checklist: Vec<(String, bool)>,
}

/// An objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectionView {
    /// Objection.
    pub id: Id,
    /// Title.
    pub title: String,
    /// How often it was answered.
    pub answered: u32,
    /// How often it may be.
    pub cap: u32,
    /// It is being answered now.
    pub here: bool,
}

/// A group of ready sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseView {
    /// Title.
    pub title: String,
    /// Sentences.
    pub texts: Vec<Vec<Span>>,
}

/// What to capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptureView {
    /// Language of the desk.
    pub locale: Locale,
    /// Language of the flow.
    pub spoken: Locale,
    /// Topics of needs.
    pub topics: Vec<(Id, String)>,
    /// Fields of the present step.
    pub here: Vec<(Field, Option<Value>)>,
    /// Other fields that hold something: label and value in words.
    pub known: Vec<(String, String)>,
}

/// The customer's style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleView {
    /// Language of the desk.
    pub locale: Locale,
    /// Language of the flow.
    pub spoken: Locale,
    /// What was judged.
    pub style: Style,
    /// How to speak.
    pub advice: Vec<String>,
}

/// A place on the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathView {
    /// Its place, from 0.
    pub place: usize,
    /// The stage or the objection.
    pub home: String,
    /// The line that was said, shortened by the screen.
    pub line: String,
    /// When in the call.
    pub at: String,
    /// Whether it was in an objection.
    pub detour: bool,
}

pub(super) fn view(model: &Model, on_call: &OnCall, now: &Moment) -> CallView {
    let speaker = model.speaker(on_call, now);
    let call = &on_call.call;
    let state = call.state();
    let (locale, spoken) = (model.records.settings.locale, call.flow().locale);
    let hearing = HearingView {
        locale,
        listening: Listening::of(call).earlier(on_call.ahead),
        microphone: model.hearing.microphone,
    };
    let bar = BarView {
        locale,
        with: model.with(&state.lead),
        practice: on_call.practice,
        fixed: customer::fixed(model, on_call, now),
        timing: Timing::of(call).earlier(on_call.ahead),
        hearing,
        // Right after the start the start itself is taken back.
        undo: call.last().is_some() || call.log().is_empty(),
    };
    let advice = call.flow().advice(state.style).into_iter().map(str::to_owned).collect();
    let side = SideView {
        locale,
        spoken,
        customer: Rc::new(customer::view(model, on_call, now)),
        notes: Rc::new(notes(on_call)),
        tool: Rc::new(tools::view(model, &speaker, on_call, now)),
        capture: Rc::new(capture(model, on_call)),
        path: Rc::new(path(&speaker, on_call)),
    };
    CallView {
        locale,
        spoken,
        practice: on_call.practice,
        bar: Rc::new(bar),
        rail: Rc::new(rail(model, on_call, now)),
        saying: Rc::new(saying(&speaker, on_call)),
        prompt: Rc::new(prompt::prompt(model, &speaker, on_call, Rc::new(prompt::around(model, &speaker, on_call)))),
        style: Rc::new(StyleView { locale, spoken, style: state.style, advice }),
        objections: Rc::new(objections(on_call)),
        phrases: Rc::new(phrases(&speaker, on_call)),
        picking: on_call.picking,
        side: Rc::new(side),
    }
}

/// Where the call stands among its stages; after it, how long each took.
pub(super) fn rail(model: &Model, on_call: &OnCall, now: &Moment) -> RailView {
    let (call, flow) = (&on_call.call, on_call.call.flow());
    let state = call.state();
    let here = state.here();
    let talking = state.progress == Progress::Talking;
    let times = stage_times(call, if talking { here.at } else { now.at });
    let stage = |(ix, stage): (crate::domain::flow::StageIx, &crate::domain::flow::Stage)| StageView {
        id: stage.id.clone(),
        title: stage.title.clone(),
        phase: stage.phase,
        first: flow.first_step(ix).filter(|_| talking).map(|step| step.id.clone()),
        goal: stage.goal.clone(),
        budget: stage.budget,
        spent: state.path().iter().any(|visit| visit.stage == ix).then(|| times[ix.place()]),
        here: (talking && ix == here.stage).then(|| on_call.ran(here.at)),
        checklist: stage
            .checklist
            .iter()
            .enumerate()
            .map(|(item, text)| (text.clone(), state.is_checked(ix, item)))
            .collect(),
    };
    RailView { locale: model.records.settings.locale, spoken: flow.locale, stages: flow.stages().map(stage).collect() }
}

fn objections(on_call: &OnCall) -> Vec<ObjectionView> {
    let (state, flow) = (on_call.call.state(), on_call.call.flow());
    let here = flow.step(state.here().step).home;
    let view = |(ix, objection): (crate::domain::flow::ObjectionIx, &crate::domain::flow::Objection)| ObjectionView {
        id: objection.id.clone(),
        title: objection.title.clone(),
        answered: state.answered(ix),
        cap: objection.cap,
        here: here == Home::Objection(ix),
    };
    flow.objections().map(view).collect()
}

fn phrases(speaker: &Speaker<'_>, on_call: &OnCall) -> Vec<PhraseView> {
    let groups = on_call.call.flow().phrases.iter();
    groups
        .map(|group| PhraseView {
            title: group.title.clone(),
            texts: group.texts.iter().map(|text| speaker.say(text)).collect(),
        })
        .collect()
}

fn saying(speaker: &Speaker<'_>, on_call: &OnCall) -> Vec<Span> {
    let chosen = on_call.phrase.and_then(|(group, place)| on_call.call.flow().phrases.get(group)?.texts.get(place));
    chosen.map_or_else(Vec::new, |text| speaker.say(text))
}

fn capture(model: &Model, on_call: &OnCall) -> CaptureView {
    let started = on_call.call.started();
    let (state, flow) = (on_call.call.state(), on_call.call.flow());
    let wanted: &[FieldIx] = flow.step(state.here().step).prompt().map_or(&[], |prompt| &prompt.capture);
    let here = wanted.iter().map(|ix| (flow.field(*ix).clone(), state.value(*ix).cloned())).collect();
    let known = flow.fields().filter(|(ix, _)| !wanted.contains(ix)).filter_map(|(ix, field)| {
        let value = state.value(ix)?;
        let text = speech::value_text(value, ix, flow, flow.locale);
        let earlier = || started.past.iter().flat_map(|past| &past.facts);
        let same = state.was_known(ix) && earlier().any(|fact| fact.field == field.id && fact.value == *value);
        let text = if same { fill(texts(flow.locale).past_since, &[("text", &text)]) } else { text };
        Some((field.label.clone(), text))
    });
    CaptureView {
        locale: model.records.settings.locale,
        spoken: flow.locale,
        topics: flow.topics.iter().map(|topic| (topic.id.clone(), topic.label.clone())).collect(),
        here,
        known: known.collect(),
    }
}

fn notes(on_call: &OnCall) -> Vec<(String, String)> {
    let started = on_call.call.started().at;
    let notes = on_call.call.state().notes.iter();
    notes.map(|note| (when::length(note.at.since(started)), note.text.clone())).collect()
}

fn path(speaker: &Speaker<'_>, on_call: &OnCall) -> Vec<Rc<PathView>> {
    const MOST: usize = 40;
    let (state, flow) = (on_call.call.state(), on_call.call.flow());
    let started = on_call.call.started().at;
    let all = state.path();
    let view = |(place, visit): (usize, &call::Visit)| {
        let step = flow.step(visit.step);
        let line = step.prompt().and_then(|prompt| prompt.wording(visit.number, visit.style));
        let then = speaker.then(*visit);
        Rc::new(PathView {
            place,
            home: flow.home_title(step.home).to_owned(),
            line: line.map_or_else(String::new, |line| speech::plain(&then.say(line))),
            at: when::length(visit.at.since(started)),
            detour: matches!(step.home, Home::Objection(_)),
        })
    };
    // The last one is where the call stands; the screen shows the path behind it.
    let behind = all.len() - 1;
    all.iter().enumerate().take(behind).skip(behind.saturating_sub(MOST)).map(view).collect()
}
