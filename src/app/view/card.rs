//! The pre-call card and the lists beside it.

use super::super::effect::Moment;
use super::super::model::{Brief, Model};
use super::super::say::{self, Span};
use super::super::when;
use crate::domain::call::{Disposition, Sentiment};
use crate::domain::flow::Flow;
use crate::domain::time::DayPart;
use crate::domain::{Id, Lead, LeadField, Locale, Style};

/// How many rows a list shows.
const ROWS: usize = 12;

/// The pre-call card.
#[derive(Clone, Debug, PartialEq)]
pub struct PrepareView {
    /// Language.
    pub locale: Locale,
    /// The customer.
    pub card: CardView,
    /// What a call is to reach.
    pub purpose: String,
    /// The checklist before dialling, with its ticks.
    pub checklist: Vec<(String, bool)>,
    /// The first line of the call.
    pub opening: Vec<Span>,
    /// How to say it.
    pub cue: String,
    /// Calls that are not finished.
    pub unfinished: Vec<UnfinishedRow>,
    /// Coming appointments.
    pub appointments: Vec<MeetingRow>,
    /// Coming and overdue follow-ups.
    pub follow_ups: Vec<MeetingRow>,
    /// Recent calls.
    pub recent: Vec<CallRow>,
}

/// The customer on the card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardView {
    /// What is known.
    pub lead: Lead,
    /// What is not.
    pub missing: Vec<LeadField>,
    /// Where the dial button leads.
    pub tel: Option<String>,
    /// When this customer was last called, and how it ended.
    pub last: Option<(String, Option<Disposition>)>,
}

/// A call that is not finished.
#[derive(Clone, Debug, PartialEq)]
pub struct UnfinishedRow {
    /// Call.
    pub id: Id,
    /// Customer.
    pub with: String,
    /// When the line was opened.
    pub at: String,
    /// Whether the line is still open.
    pub talking: bool,
}

/// An appointment or a follow-up.
#[derive(Clone, Debug, PartialEq)]
pub struct MeetingRow {
    /// The call it was agreed in.
    pub call: Id,
    /// The appointment; `None` for a follow-up.
    pub appointment: Option<Id>,
    /// Customer.
    pub with: String,
    /// When.
    pub when: String,
    /// The zone, if it is not the rep's own.
    pub zone: Option<String>,
    /// What for.
    pub purpose: String,
    /// Its time has come.
    pub due: bool,
}

/// A call that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct CallRow {
    /// Call.
    pub id: Id,
    /// Customer.
    pub with: String,
    /// When.
    pub at: String,
    /// How long, if anybody talked.
    pub length: String,
    /// How it ended.
    pub disposition: Option<Disposition>,
    /// The customer's mood.
    pub sentiment: Option<Sentiment>,
}

pub(super) fn view(model: &Model, flow: &Flow, now: &Moment) -> PrepareView {
    let prepare = &model.prepare;
    let tick = |place: usize| prepare.ticked.get(place).copied().unwrap_or(false);
    let prompt = flow.step(flow.start).prompt();
    let greeting = flow.greeting(DayPart::of(now.at.wall(now.offset)));
    let line = prompt.and_then(|prompt| prompt.wording(1, Style::default()));
    let mut briefs: Vec<(&Id, &Brief)> = model.calls.iter().map(|(id, (_, brief))| (id, brief)).collect();
    briefs.sort_by_key(|(_, brief)| std::cmp::Reverse(brief.at));
    PrepareView {
        locale: model.settings.locale,
        card: CardView {
            lead: prepare.lead.clone(),
            missing: prepare.lead.missing(),
            tel: prepare.lead.tel(),
            last: last_call(model, now),
        },
        purpose: flow.purpose.clone(),
        checklist: flow.prepare.iter().enumerate().map(|(place, text)| (text.clone(), tick(place))).collect(),
        opening: line.map_or_else(Vec::new, |line| say::say_before(model, line, greeting)),
        cue: prompt.map_or_else(String::new, |prompt| prompt.cue.clone()),
        unfinished: unfinished(model, &briefs, now),
        appointments: appointments(model, now),
        follow_ups: follow_ups(model, now),
        recent: recent(model, &briefs, now),
    }
}

fn last_call(model: &Model, now: &Moment) -> Option<(String, Option<Disposition>)> {
    let lead_id = model.prepare.lead_id.as_ref()?;
    let of_lead = model.calls.values().filter(|(record, _)| record.started.lead_id == *lead_id);
    let (_, brief) = of_lead.max_by_key(|(_, brief)| brief.at)?;
    Some((when::written(brief.at.wall(now.offset), model.settings.locale), brief.disposition))
}

fn unfinished(model: &Model, briefs: &[(&Id, &Brief)], now: &Moment) -> Vec<UnfinishedRow> {
    let open = briefs.iter().filter(|(_, brief)| !brief.closed).take(ROWS);
    let row = |(id, brief): &(&Id, &Brief)| UnfinishedRow {
        id: (*id).clone(),
        with: model.with(&brief.lead),
        at: when::written(brief.at.wall(now.offset), model.settings.locale),
        talking: brief.ended.is_none(),
    };
    open.map(row).collect()
}

fn appointments(model: &Model, now: &Moment) -> Vec<MeetingRow> {
    let mut coming: Vec<_> = model.appointments.values().filter(|it| it.end() > now.at).collect();
    coming.sort_by_key(|it| it.time.at);
    let row = |it: &crate::domain::Appointment| MeetingRow {
        call: it.call.clone(),
        appointment: Some(it.id.clone()),
        with: it.with.clone(),
        when: when::written(it.time.wall, model.settings.locale),
        zone: Some(it.time.zone.clone()).filter(|zone| Some(zone) != model.zone.as_ref()),
        purpose: it.purpose.clone(),
        due: it.time.at <= now.at,
    };
    coming.into_iter().take(ROWS).map(row).collect()
}

fn follow_ups(model: &Model, now: &Moment) -> Vec<MeetingRow> {
    // A follow-up is done with once the customer was called again after it was agreed.
    let called_since = |call: &Id| {
        model.calls.get(call).is_some_and(|(record, brief)| {
            let later = |(other, that): &&(super::super::records::CallRecord, Brief)| {
                other.started.lead_id == record.started.lead_id && that.at > brief.at
            };
            model.calls.values().any(|it| later(&it))
        })
    };
    let mut open: Vec<_> = model.follow_ups.iter().filter(|(call, _)| !called_since(call)).collect();
    open.sort_by_key(|(_, it)| it.time.at);
    let row = |(call, it): (&Id, &crate::domain::FollowUp)| MeetingRow {
        call: call.clone(),
        appointment: None,
        with: model.calls.get(call).map_or_else(String::new, |(_, brief)| model.with(&brief.lead)),
        when: when::written(it.time.wall, model.settings.locale),
        zone: Some(it.time.zone.clone()).filter(|zone| Some(zone) != model.zone.as_ref()),
        purpose: it.purpose.clone(),
        due: it.time.at <= now.at,
    };
    open.into_iter().take(ROWS).map(row).collect()
}

fn recent(model: &Model, briefs: &[(&Id, &Brief)], now: &Moment) -> Vec<CallRow> {
    let closed = briefs.iter().filter(|(_, brief)| brief.closed).take(ROWS);
    let row = |(id, brief): &(&Id, &Brief)| CallRow {
        id: (*id).clone(),
        with: model.with(&brief.lead),
        at: when::written(brief.at.wall(now.offset), model.settings.locale),
        length: when::length(brief.ended.unwrap_or(brief.at).since(brief.at)),
        disposition: brief.disposition,
        sentiment: brief.sentiment,
    };
    closed.map(row).collect()
}
