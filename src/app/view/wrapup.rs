//! After the call, or looking at a call again.

use super::super::effect::Moment;
use super::super::model::{Model, OnCall};
use super::super::say::Speaker;
use super::super::summary::{self, Extent};
use super::super::when;
use super::tools::{self, ToolView};
use crate::domain::call::{Disposition, Listening, Progress, Sentiment, Timing, stage_times};
use crate::domain::{Id, Locale};
use std::rc::Rc;

/// After the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrapUpView {
    /// Language of the desk.
    pub locale: Locale,
    /// Language of the flow.
    pub spoken: Locale,
    /// Call.
    pub id: Id,
    /// Customer.
    pub with: String,
    /// The customer is invented.
    pub practice: bool,
    /// The clocks, stopped.
    pub timing: Timing,
    /// Undo leads back into the call.
    pub resumes: bool,
    /// Nothing is left to do.
    pub closed: bool,
    /// How it ended.
    pub disposition: Option<Disposition>,
    /// The customer's mood.
    pub sentiment: Option<Sentiment>,
    /// What to paste into the CRM.
    pub summary: String,
    /// How much it tells.
    pub extent: Extent,
    /// The rep changed it by hand.
    pub edited: bool,
    /// What the customer was promised.
    pub promised: Vec<String>,
    /// What is to be done next; empty while there is no outcome.
    pub next: String,
    /// Notes: when in the call, and the text.
    pub notes: Rc<Vec<(String, String)>>,
    /// Title, budget in seconds and milliseconds of each stage that was entered.
    pub times: Vec<(String, u32, i64)>,
    /// The customer's share of the talking in percent, and the rep's longest turn, if anything was marked.
    pub listening: Option<(i64, String)>,
    /// Which form is open.
    pub tool: Rc<ToolView>,
    /// The appointment and when it is, if there is one.
    pub appointment: Option<(Id, String)>,
    /// When the follow-up is, if there is one.
    pub follow_up: Option<String>,
}

pub(super) fn view(model: &Model, on_call: &OnCall, now: &Moment) -> WrapUpView {
    let call = &on_call.call;
    let state = call.state();
    let times = call.flow().stages.iter().zip(stage_times(call, now.at)).filter(|(_, time)| *time > 0);
    let note = |note: &crate::domain::call::Note| (when::length(note.at.since(call.started().at)), note.text.clone());
    let listening = Listening::of(call);
    WrapUpView {
        locale: model.settings.locale,
        spoken: call.flow().locale,
        id: call.id.clone(),
        with: model.with(&state.lead),
        practice: on_call.practice,
        timing: Timing::of(call),
        resumes: call.undoable().any(|it| *it == crate::domain::call::Event::Ended),
        closed: matches!(state.progress, Progress::Closed(_)),
        disposition: state.outcome_noted(),
        sentiment: state.sentiment,
        summary: summary::summary(model, call, now),
        extent: model.settings.summary,
        edited: state.summary.is_some(),
        promised: summary::promised(model, call, now),
        next: summary::next(model, call, now),
        notes: Rc::new(state.notes.iter().map(note).collect()),
        times: times.map(|(stage, time)| (stage.title.clone(), stage.budget, time)).collect(),
        listening: listening.share(now.at).map(|share| (share, when::length(listening.longest(now.at)))),
        tool: Rc::new(tools::view(model, &Speaker::new(model, on_call, now), on_call, now)),
        appointment: state.appointment.as_ref().map(|it| (it.id.clone(), model.agreed(&it.time, now))),
        follow_up: state.follow_up.as_ref().map(|it| model.agreed(&it.time, now)),
    }
}
