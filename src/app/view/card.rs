//! The pre-call card and the lists beside it.

use super::super::event::List;
use super::super::model::Model;
use crate::domain::{Appointment, FollowUp, Id, Lead, LeadField, Locale, Moment};
use crate::store::{CallSummary, Due, NextCall, archive, backup, follow_ups, next_call};

use super::dial::{self, DialView};
use super::past::{self, PastView};
use crate::domain::call::{Disposition, Sentiment};
use crate::domain::flow::Cover;
use crate::domain::stats::Figures;
use crate::domain::time::DayPart;
use crate::speech::when;
use crate::speech::{self, Span};
use crate::text::texts;

/// The pre-call card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrepareView {
    /// Language.
    pub locale: Locale,
    /// The customer.
    pub card: CardView,
    /// The flow is here: a call can start.
    pub ready: bool,
    /// Nobody was called yet.
    pub first: bool,
    /// It is time for a backup.
    pub due: Option<Due>,
    /// While the card is empty, what is next.
    pub next: Option<NextView>,
    /// What a call is to reach.
    pub purpose: String,
    /// The checklist before dialling, with its ticks.
    pub checklist: Vec<(String, bool)>,
    /// The first line of the call.
    pub opening: Vec<Span>,
    /// How to say it.
    pub cue: String,
    /// Calls that are not finished.
    pub unfinished: ListView<UnfinishedRow>,
    /// Coming appointments.
    pub appointments: ListView<MeetingRow>,
    /// Coming and overdue follow-ups.
    pub follow_ups: ListView<MeetingRow>,
    /// What is looked for among recent and archived calls, as typed.
    pub search: String,
    /// Recent calls that fit.
    pub recent: ListView<CallRow>,
    /// What calls came to: today, in seven days, in all.
    pub figures: [Figures; 3],
    /// Calls that left for the archive.
    pub archive: ArchiveView,
}

/// The archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveView {
    /// There is something to look for.
    pub any: bool,
    /// What is looked for, as typed.
    pub query: String,
    /// It could not be read.
    pub unread: bool,
    /// What was found.
    pub rows: Vec<CallRow>,
}

/// The rows of a list that are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListView<T> {
    /// They.
    pub rows: Vec<T>,
    /// How many there are beyond.
    pub more: usize,
}

impl<T> ListView<T> {
    /// How many rows are shown, and how many are not.
    pub fn size(&self) -> (usize, usize) {
        (self.rows.len(), self.more)
    }
}

/// What is next, as one reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextView {
    /// A follow-up is due.
    FollowUp {
        /// The call it was agreed in.
        call: Id,
        /// Customer.
        with: String,
        /// Why they are called then.
        reason: String,
    },
    /// A call is not finished.
    Unfinished {
        /// It.
        call: Id,
        /// Customer.
        with: String,
    },
}

/// The customer on the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardView {
    /// What is known.
    pub lead: Lead,
    /// What is not.
    pub missing: Vec<LeadField>,
    /// What becomes of the number.
    pub dial: DialView,
    /// Not the link dials it, but the page around the widget.
    pub host_dials: bool,
    /// What is known from earlier calls.
    pub past: Option<PastView>,
    /// The archive could not be read, so there may be more.
    pub unread: bool,
}

/// A call that is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingRow {
    /// The call it was agreed in.
    pub call: Id,
    /// The appointment; `None` for a follow-up.
    pub appointment: Option<Id>,
    /// Customer.
    pub with: String,
    /// When, by both clocks if the customer's shows another time.
    pub when: String,
    /// What for.
    pub purpose: String,
    /// Language of the call it was agreed in, and so of the purpose, if that is known.
    pub spoken: Option<Locale>,
    /// Its time has come.
    pub due: bool,
}

/// A call that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRow {
    /// Call.
    pub id: Id,
    /// Customer.
    pub with: String,
    /// Their number; may be empty.
    pub phone: String,
    /// When.
    pub at: String,
    /// How long, if anybody talked.
    pub length: String,
    /// How it ended.
    pub disposition: Option<Disposition>,
    /// The customer's mood.
    pub sentiment: Option<Sentiment>,
}

pub(super) fn view(model: &Model, cover: &Cover, now: &Moment) -> PrepareView {
    let (prepare, settings) = (&model.prepare, &model.records.settings);
    let tick = |place: usize| prepare.ticked.get(place).copied().unwrap_or(false);
    let greeting = cover.greeting(DayPart::of(now.at.wall(now.offset)));
    PrepareView {
        locale: model.records.settings.locale,
        card: CardView {
            lead: prepare.lead.clone(),
            missing: prepare.lead.missing(),
            dial: dial::view(&prepare.lead),
            host_dials: model.host.dials(prepare.lead_id.as_ref()),
            past: past(model, now),
            unread: model.recalled.unread,
        },
        ready: model.flow().is_some(),
        first: model.records.calls.is_empty() && model.archive.size == 0,
        due: backup::due(&model.records, model.archive.size, now.at),
        purpose: cover.purpose.clone(),
        checklist: cover.prepare.iter().enumerate().map(|(place, text)| (text.clone(), tick(place))).collect(),
        opening: speech::say_before(&cover.line, &model.prepare.lead, &settings.rep, greeting, settings.locale),
        cue: cover.cue.clone(),
        unfinished: unfinished(model, now),
        appointments: appointments(model, now),
        next: (prepare.lead == Lead::default()).then(|| next(model, now)).flatten(),
        follow_ups: follow_ups(model, now),
        search: model.search.clone(),
        recent: recent(model, now),
        figures: archive::figures(&model.records, now),
        archive: archive(model, now),
    }
}

#[inline(never)]
fn next(model: &Model, now: &Moment) -> Option<NextView> {
    let with = |call: &Id| model.records.calls.get(call).map(|it| model.with(&it.1.lead)).unwrap_or_default();
    Some(match next_call(&model.records, now.at)? {
        NextCall::FollowUp(call) => {
            let reason = model.records.follow_ups.get(call).map_or("", |it| it.why()).to_owned();
            NextView::FollowUp { call: call.clone(), with: with(call), reason }
        }
        NextCall::Unfinished(call) => NextView::Unfinished { call: call.clone(), with: with(call) },
    })
}

#[inline(never)]
fn archive(model: &Model, now: &Moment) -> ArchiveView {
    let search = &model.archive_search;
    let rows = search.found.iter().map(|(id, summary)| call_row(model, id, summary, now)).collect();
    ArchiveView { any: model.archive.size > 0, query: search.query.clone(), unread: search.unread, rows }
}

/// The first rows of a list by some order, found without putting all of it in order.
struct Rows<T> {
    first: Vec<(i64, T)>,
    most: usize,
    more: usize,
}

impl<T> Rows<T> {
    fn new(model: &Model, list: List) -> Self {
        Self { first: Vec::new(), most: model.rows[list as usize], more: 0 }
    }

    fn add(&mut self, order: i64, row: T) {
        let place = self.first.partition_point(|(other, _)| *other <= order);
        if place < self.most {
            self.first.insert(place, (order, row));
        }
        if place >= self.most || self.first.len() > self.most {
            self.first.truncate(self.most);
            self.more += 1;
        }
    }

    fn view<V>(self, row: impl Fn(T) -> V) -> ListView<V> {
        ListView { rows: self.first.into_iter().map(|(_, it)| row(it)).collect(), more: self.more }
    }
}

/// The newest calls, finished or not.
fn calls(model: &Model, list: List) -> Rows<(&Id, &CallSummary)> {
    let mut rows = Rows::new(model, list);
    // Most come in the order of time: the newest first is quickest.
    for (id, call) in model.records.calls.iter().rev() {
        let wanted = list != List::Recent || model.search.trim().is_empty() || call.1.lead.is_found_by(&model.search);
        if wanted && call.1.closed == (list == List::Recent) {
            rows.add(call.1.at.0.saturating_neg(), (id, &call.1));
        }
    }
    rows
}

#[inline(never)]
fn past(model: &Model, now: &Moment) -> Option<PastView> {
    Some(past::view(model, model.recalled.past.as_ref()?, model.flow().map(|flow| &**flow), now))
}

fn unfinished(model: &Model, now: &Moment) -> ListView<UnfinishedRow> {
    let row = |(id, brief): (&Id, &CallSummary)| UnfinishedRow {
        id: id.clone(),
        with: model.with(&brief.lead),
        at: when::written(brief.at.wall(now.offset), model.records.settings.locale),
        talking: brief.ended.is_none(),
    };
    calls(model, List::Unfinished).view(row)
}

fn appointments(model: &Model, now: &Moment) -> ListView<MeetingRow> {
    let mut coming = Rows::new(model, List::Appointments);
    for (id, it) in model.records.appointments.iter() {
        if it.end() > now.at {
            coming.add(it.time.at.0, (id, &**it));
        }
    }
    let row = |(id, it): (&Id, &Appointment)| MeetingRow {
        call: it.call.clone(),
        appointment: Some(id.clone()),
        with: it.with.clone(),
        when: model.agreed(&it.time, now),
        purpose: it.purpose.clone(),
        spoken: spoken(model, &it.call),
        due: it.time.at <= now.at,
    };
    coming.view(row)
}

fn follow_ups(model: &Model, now: &Moment) -> ListView<MeetingRow> {
    let mut open = Rows::new(model, List::FollowUps);
    for (id, it) in follow_ups::open(&model.records) {
        open.add(it.time.at.0, (id, it));
    }
    let unknown = texts(model.records.settings.locale).lead_unknown;
    let row = |(id, it): (&Id, &FollowUp)| MeetingRow {
        call: id.clone(),
        appointment: None,
        with: model.records.calls.get(id).map_or_else(|| unknown.into(), |call| model.with(&call.1.lead)),
        when: model.agreed(&it.time, now),
        purpose: it.why().into(),
        // The reason is in the rep's own words.
        spoken: spoken(model, id).filter(|_| it.why() == it.purpose),
        due: it.time.at <= now.at,
    };
    open.view(row)
}

/// The language of a call's flow, which its name begins with.
fn spoken(model: &Model, call: &Id) -> Option<Locale> {
    let flow = &model.records.calls.get(call)?.0.started.flow;
    Locale::ALL.into_iter().find(|locale| flow.starts_with(locale.tag()))
}

fn recent(model: &Model, now: &Moment) -> ListView<CallRow> {
    calls(model, List::Recent).view(|(id, brief): (&Id, &CallSummary)| call_row(model, id, brief, now))
}

fn call_row(model: &Model, id: &Id, brief: &CallSummary, now: &Moment) -> CallRow {
    CallRow {
        id: id.clone(),
        with: model.with(&brief.lead),
        phone: brief.lead.phone.trim().to_owned(),
        at: when::written(brief.at.wall(now.offset), model.records.settings.locale),
        length: when::length(brief.ended.unwrap_or(brief.at).since(brief.at)),
        disposition: brief.disposition,
        sentiment: brief.sentiment,
    }
}
