//! After the call, or looking at a call again.

use super::super::model::{Model, OnCall};
use super::super::summary;
use super::call::RailView;
use super::customer::{self, CustomerView};
use super::tools::{self, OffView, ToolView};
use crate::domain::call::{Disposition, Listening, Progress, Sentiment, Timing};
use crate::domain::{Id, Locale, Moment};
use crate::speech::when;
use crate::store::SummaryLength;
use std::rc::Rc;

/// After the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrapUpView {
    /// Language of the desk.
    pub locale: Locale,
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
    pub extent: SummaryLength,
    /// The rep changed it by hand.
    pub edited: bool,
    /// What the customer was promised.
    pub promised: Vec<String>,
    /// What is to be done next; empty while there is no outcome.
    pub next: String,
    /// Notes: when in the call, and the text.
    pub notes: Rc<Vec<(String, String)>>,
    /// The stages, and how long each took.
    pub rail: Rc<RailView>,
    /// Who was on the line.
    pub customer: Rc<CustomerView>,
    /// The customer's share of the talking in percent, and the rep's longest turn, if anything was marked.
    pub listening: Option<(i64, String)>,
    /// Which form is open.
    pub tool: Rc<ToolView>,
    /// The appointment, if there is one.
    pub appointment: Option<Id>,
    /// An appointment that is off.
    pub cancelled: Option<OffView>,
    /// A follow-up is fixed.
    pub follow_up: bool,
}

pub(super) fn view(model: &Model, on_call: &OnCall, now: &Moment) -> WrapUpView {
    let call = &on_call.call;
    let state = call.state();
    let note = |note: &crate::domain::call::Note| (when::length(note.at.since(call.started().at)), note.text.clone());
    let listening = Listening::of(call);
    WrapUpView {
        locale: model.records.settings.locale,
        with: model.with(&state.lead),
        practice: on_call.practice,
        timing: Timing::of(call),
        resumes: call.undoable().any(|it| *it == crate::domain::call::Event::Ended),
        closed: matches!(state.progress, Progress::Closed(_)),
        disposition: state.outcome_noted(),
        sentiment: state.sentiment,
        summary: summary::summary(model, call, now),
        extent: model.records.settings.summary,
        edited: state.summary.is_some(),
        promised: summary::promised(model, call, now),
        next: summary::next(model, call, now),
        notes: Rc::new(state.notes.iter().map(note).collect()),
        rail: Rc::new(super::call::rail(model, on_call, now)),
        customer: Rc::new(customer::view(model, on_call, now)),
        listening: listening.share(now.at).map(|share| (share, when::length(listening.longest(now.at)))),
        tool: Rc::new(tools::view(model, &model.speaker(on_call, now), on_call, now)),
        appointment: state.appointment.as_ref().map(|it| it.id.clone()),
        cancelled: tools::cancelled(model, on_call, now),
        follow_up: state.follow_up.is_some(),
    }
}
