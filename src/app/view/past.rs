//! What is known of a customer from earlier calls, as one reads it.

use super::super::model::Model;
use crate::domain::call::{Disposition, Past};
use crate::domain::flow::Flow;
use crate::domain::{Fixed, Locale, Moment};
use crate::speech::{self, when};

/// Earlier calls with a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastView {
    /// Language of the desk.
    pub locale: Locale,
    /// Language of the flow, and so of the names of facts.
    pub spoken: Locale,
    /// When the latest was.
    pub when: String,
    /// How it ended.
    pub disposition: Option<Disposition>,
    /// How many there were.
    pub calls: usize,
    /// When they are called again as promised, and why.
    pub follow_up: Option<(String, String)>,
    /// When they have an appointment, and what for.
    pub appointment: Option<(String, String)>,
    /// What was noted, latest first.
    pub notes: Vec<String>,
    /// What was captured: name and value in words.
    pub facts: Vec<(String, String)>,
}

/// Never inlined: the first prompt does without it.
#[inline(never)]
pub(super) fn view(model: &Model, past: &Past, flow: Option<&Flow>, now: &Moment) -> PastView {
    let locale = model.records.settings.locale;
    let facts = past.facts.iter().filter_map(|fact| {
        let flow = flow?;
        let ix = flow.field_named(&fact.field)?;
        let text = speech::value_text(&fact.value, ix, flow, flow.locale);
        (!text.is_empty()).then(|| (flow.field(ix).label.clone(), text))
    });
    let today = now.at.wall(now.offset).date();
    let agreed = |time: &Fixed| {
        let ours = model.ours(time.at, now);
        when::both(time.wall, &time.zone, ours, locale).unwrap_or_else(|| when::brief(time.wall, today, locale))
    };
    PastView {
        locale,
        spoken: flow.map_or(locale, |flow| flow.locale),
        when: when::brief(past.at.wall(now.offset), today, locale),
        disposition: past.disposition,
        calls: past.calls,
        follow_up: past.follow_up.as_ref().map(|it| (agreed(&it.time), it.why().to_owned())),
        appointment: past.appointment.as_ref().map(|it| (agreed(&it.time), it.purpose.clone())),
        notes: past.notes.iter().rev().cloned().collect(),
        facts: facts.collect(),
    }
}
