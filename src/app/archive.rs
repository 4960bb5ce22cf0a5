//! Finished calls leave localStorage for the archive, and with them what only they needed. Their figures stay. Decides
//! what leaves; the two homes carry it out.

use super::brief::Brief;
use super::effect::Moment;
use super::model::Model;
use super::records::Key;
use crate::domain::json::record;
use crate::domain::phone::is_among;
use crate::domain::stats::{DayFigures, Figures};
use crate::domain::time::{date_text, parse_date};
use crate::domain::{Id, Stamp};
use std::collections::BTreeSet;

/// Days a finished call stays in localStorage.
const STAY: i64 = 14;
/// UTF-16 units of localStorage above which the oldest finished calls leave earlier: two thirds of
/// [`QUICK_LIMIT`](super::keeping::QUICK_LIMIT), so that a day's work always finds room.
const ROOM: usize = 1_600_000;
/// Calls that leave at once: one transaction should not hold up the next call.
const BATCH: usize = 200;

const DAY: i64 = 24 * 60 * 60_000;

/// The calls that left localStorage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    /// How many records there are.
    pub size: usize,
    /// Some are on their way there.
    pub busy: bool,
    /// What is too old is being deleted: none leaves meanwhile.
    pub expiring: bool,
    /// That is to be done as soon as none is on its way.
    pub expire_next: bool,
    /// What is looked for, as typed.
    pub query: String,
    /// What was found for it, latest first.
    pub found: Vec<(Id, Brief)>,
    /// The archive could not be read.
    pub unread: bool,
}

/// Whether the text of a call has a phone number, in whatever spelling. Looked for without reading the record: there may be
/// a hundred thousand.
#[inline(never)]
pub fn has_number(text: &str, wanted: &str) -> bool {
    const BEFORE: &str = "\"phone\":\"";
    let numbers = text.split(BEFORE).skip(1).filter_map(|rest| rest.split('"').next());
    numbers.into_iter().any(|number| is_among(wanted, number))
}

/// What calls of the archive come to, by day. Every batch that leaves has a record of its own, so no two tabs ever write
/// the same one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiguresRecord {
    /// Its days.
    pub days: Vec<DayFigures>,
}

record! { FiguresRecord { days } }

impl FiguresRecord {
    fn add(&mut self, day: String, sum: Figures) {
        match self.days.iter_mut().find(|it| it.day == day) {
            Some(known) => known.sum += sum,
            None => self.days.push(DayFigures { day, sum }),
        }
    }
}

/// What leaves together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The keys of the calls.
    pub calls: Vec<String>,
    /// The keys of what only they needed.
    pub others: Vec<String>,
    /// What the calls come to.
    pub figures: FiguresRecord,
}

/// What is to leave now; `None` if everything may stay.
pub fn leaving(model: &Model, now: &Moment) -> Option<Leaving> {
    let mut units = model.keeping.units();
    let mut finished: Vec<(&Id, &Brief)> = model
        .calls
        .iter()
        .map(|(id, call)| (id, &call.1))
        .filter(|(id, brief)| brief.closed && model.keeping.is_sure(&Key::Call((*id).clone()).text()))
        .collect();
    finished.sort_by_key(|(_, brief)| brief.at);
    let wanted = wanted(model, now.at);
    let mut calls: BTreeSet<&Id> = BTreeSet::new();
    let mut figures = FiguresRecord::default();
    for (id, brief) in finished {
        let old = now.at.since(brief.ended.unwrap_or(brief.at)) > STAY * DAY;
        if calls.len() == BATCH || !(old || units > ROOM) {
            break;
        }
        if !wanted.contains(id) {
            units -= model.keeping.size(&Key::Call(id.clone()).text()).min(units);
            calls.insert(id);
            figures.add(day_of(brief, now), of_call(brief));
        }
    }
    if calls.is_empty() {
        return None;
    }
    let key = |id: &&Id| Key::Call((*id).clone()).text();
    Some(Leaving { others: only_theirs(model, &calls), calls: calls.iter().map(key).collect(), figures })
}

/// Calls in which something was agreed that is still to come.
fn wanted(model: &Model, now: Stamp) -> BTreeSet<&Id> {
    let meetings = model.appointments.iter().filter(|(_, it)| it.time.at > now).map(|(_, it)| &it.call);
    let promises = super::follow_ups::open(model).map(|(id, _)| id);
    let here = model.on_call().map(|it| &it.call.id);
    meetings.chain(promises).chain(here).collect()
}

/// The keys of what nobody else needs once these calls are gone.
fn only_theirs(model: &Model, calls: &BTreeSet<&Id>) -> Vec<String> {
    let staying = || model.calls.iter().filter(|(id, _)| !calls.contains(id)).map(|(_, call)| &call.0.started);
    let mut leads: BTreeSet<&Id> = staying().map(|it| &it.lead_id).collect();
    leads.extend(&model.prepare.lead_id);
    let flows: BTreeSet<&str> = staying().map(|it| it.flow.as_str()).collect();
    let gone = || calls.iter().filter_map(|id| model.calls.get(id)).map(|call| &call.0.started);
    let flow_leaves = |flow: &&str| !flows.contains(flow) && model.flow().is_none_or(|it| it.reference() != **flow);
    let mut keys: BTreeSet<String> = BTreeSet::new();
    keys.extend(gone().filter(|it| !leads.contains(&it.lead_id)).map(|it| Key::Lead(it.lead_id.clone()).text()));
    keys.extend(gone().map(|it| it.flow.as_str()).filter(flow_leaves).map(|it| Key::Flow(it.into()).text()));
    keys.extend(
        calls.iter().filter(|id| model.follow_ups.get(id).is_some()).map(|id| Key::FollowUp((*id).clone()).text()),
    );
    let meetings = model.appointments.iter().filter(|(_, it)| calls.contains(&it.call));
    keys.extend(meetings.map(|(id, _)| Key::Appointment(id.clone()).text()));
    keys.into_iter().filter(|key| model.keeping.is_sure(key)).collect()
}

fn day_of(brief: &Brief, now: &Moment) -> String {
    date_text(brief.at.wall(now.offset).date())
}

fn of_call(brief: &Brief) -> Figures {
    Figures::of(brief.disposition, brief.ended.unwrap_or(brief.at).since(brief.at))
}

/// What all finished calls come to, archived or not: today, in seven days, in all. Days are compared as numbers: this is
/// asked with every key stroke on the card.
pub fn figures(model: &Model, now: &Moment) -> [Figures; 3] {
    let mut sums = [Figures::default(); 3];
    let day = |at: Stamp| at.wall(now.offset).date().to_julian_day();
    let today = day(now.at);
    let mut add = |day: Option<i32>, figures: Figures| {
        // A call that claims to be of a later day was made under a clock that was wrong: it is none of the last days.
        let ago = day.map(|day| today - day);
        let counts = [ago == Some(0), ago.is_some_and(|ago| (0..7).contains(&ago)), true];
        sums.iter_mut().zip(counts).filter(|(_, counts)| *counts).for_each(|(sum, _)| *sum += figures);
    };
    for (_, call) in model.calls.iter().filter(|(_, call)| call.1.ended.is_some()) {
        add(Some(day(call.1.at)), of_call(&call.1));
    }
    for it in model.figures.iter().flat_map(|(_, record)| &record.days) {
        add(parse_date(&it.day).map(|day| day.to_julian_day()), it.sum);
    }
    sums
}
