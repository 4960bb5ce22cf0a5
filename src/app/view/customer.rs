//! Who is on the line, and what was fixed with them.

use super::super::model::{Model, OnCall};
use super::past::{self, PastView};
use crate::domain::{Fixed, Locale, Moment};
use crate::speech::when;
use crate::text::{fill, texts};

/// The customer, beside the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerView {
    /// Language of the desk.
    pub locale: Locale,
    /// How they are named in lists.
    pub with: String,
    /// What they are.
    pub title: String,
    /// Their number, as typed.
    pub phone: String,
    /// The appointment and the follow-up, if there are any.
    pub fixed: Vec<String>,
    /// What is known from earlier calls.
    pub past: Option<PastView>,
}

pub(super) fn view(model: &Model, on_call: &OnCall, now: &Moment) -> CustomerView {
    let (lead, past) = (&on_call.call.state().lead, on_call.call.started().past.as_deref());
    CustomerView {
        locale: model.records.settings.locale,
        with: model.with(lead),
        title: lead.title.trim().into(),
        phone: lead.phone.trim().into(),
        fixed: fixed(model, on_call, now),
        past: past.map(|it| past::view(model, it, Some(on_call.call.flow()), now)),
    }
}

/// What was fixed in the call, as one says it.
pub(super) fn fixed(model: &Model, on_call: &OnCall, now: &Moment) -> Vec<String> {
    let (state, t) = (on_call.call.state(), texts(model.records.settings.locale));
    let told = |text: &str, time: &Fixed| {
        let today = model.now_in(&time.zone, now).date();
        fill(text, &[("when", &when::spoken(time.wall, today, model.records.settings.locale))])
    };
    let appointment = state.appointment.as_ref().map(|it| told(t.call_booked, &it.time));
    let follow_up = state.follow_up.as_ref().map(|it| told(t.call_promised, &it.time));
    appointment.into_iter().chain(follow_up).collect()
}
