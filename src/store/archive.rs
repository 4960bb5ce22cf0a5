//! Finished calls leave localStorage for the archive, and with them what only they needed. Their figures stay. Decides
//! what leaves; the two homes carry it out.

use super::call::CallSummary;
use super::in_use::InUse;
use super::key::Key;
use super::records::Records;
use super::save_queue::SaveQueue;
use crate::domain::json::record;
use crate::domain::phone::is_among;
use crate::domain::stats::{DayFigures, Figures};
use crate::domain::time::{date_text, parse_date};
use crate::domain::{Id, Moment, Stamp};
use std::collections::BTreeSet;

/// Days a finished call stays in localStorage.
const STAY: i64 = 14;
/// UTF-16 units of localStorage above which the oldest finished calls leave earlier: two thirds of
/// [`LOCAL_LIMIT`](super::save_queue::LOCAL_LIMIT), so that a day's work always finds room.
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
pub fn leaving(records: &Records, saves: &SaveQueue, in_use: &InUse<'_>, now: &Moment) -> Option<Leaving> {
    let mut units = saves.units();
    let mut finished: Vec<(&Id, &CallSummary)> = records
        .calls
        .iter()
        .map(|(id, call)| (id, &call.1))
        .filter(|(id, brief)| brief.closed && saves.is_sure(&Key::Call((*id).clone()).text()))
        .collect();
    finished.sort_by_key(|(_, brief)| brief.at);
    let wanted = wanted(records, in_use, now.at);
    let mut calls: BTreeSet<&Id> = BTreeSet::new();
    let mut figures = FiguresRecord::default();
    for (id, brief) in finished {
        let old = now.at.since(brief.ended.unwrap_or(brief.at)) > STAY * DAY;
        if calls.len() == BATCH || !(old || units > ROOM) {
            break;
        }
        if !wanted.contains(id) {
            units -= saves.size(&Key::Call(id.clone()).text()).min(units);
            calls.insert(id);
            figures.add(day_of(brief, now), of_call(brief));
        }
    }
    if calls.is_empty() {
        return None;
    }
    let key = |id: &&Id| Key::Call((*id).clone()).text();
    Some(Leaving {
        others: only_theirs(records, saves, in_use, &calls),
        calls: calls.iter().map(key).collect(),
        figures,
    })
}

/// Calls in which something was agreed that is still to come.
fn wanted<'a>(records: &'a Records, in_use: &InUse<'a>, now: Stamp) -> BTreeSet<&'a Id> {
    let meetings = records.appointments.iter().filter(|(_, it)| it.time.at > now).map(|(_, it)| &it.call);
    let promises = super::follow_ups::open(records).map(|(id, _)| id);
    let here = in_use.call.map(|(call, _)| call);
    meetings.chain(promises).chain(here).collect()
}

/// The keys of what nobody else needs once these calls are gone.
fn only_theirs(records: &Records, saves: &SaveQueue, in_use: &InUse<'_>, calls: &BTreeSet<&Id>) -> Vec<String> {
    let staying = || records.calls.iter().filter(|(id, _)| !calls.contains(id)).map(|(_, call)| &call.0.started);
    let mut leads: BTreeSet<&Id> = staying().map(|it| &it.lead_id).collect();
    leads.extend(in_use.card_lead);
    let flows: BTreeSet<&str> = staying().map(|it| it.flow.as_str()).collect();
    let gone = || calls.iter().filter_map(|id| records.calls.get(id)).map(|call| &call.0.started);
    let flow_leaves = |flow: &&str| !flows.contains(flow) && in_use.flow.as_deref() != Some(*flow);
    let mut keys: BTreeSet<String> = BTreeSet::new();
    keys.extend(gone().filter(|it| !leads.contains(&it.lead_id)).map(|it| Key::Lead(it.lead_id.clone()).text()));
    keys.extend(gone().map(|it| it.flow.as_str()).filter(flow_leaves).map(|it| Key::Flow(it.into()).text()));
    keys.extend(
        calls.iter().filter(|id| records.follow_ups.get(id).is_some()).map(|id| Key::FollowUp((*id).clone()).text()),
    );
    let meetings = records.appointments.iter().filter(|(_, it)| calls.contains(&it.call));
    keys.extend(meetings.map(|(id, _)| Key::Appointment(id.clone()).text()));
    keys.into_iter().filter(|key| saves.is_sure(key)).collect()
}

fn day_of(brief: &CallSummary, now: &Moment) -> String {
    date_text(brief.at.wall(now.offset).date())
}

fn of_call(brief: &CallSummary) -> Figures {
    Figures::of(brief.disposition, brief.ended.unwrap_or(brief.at).since(brief.at))
}

/// What all finished calls come to, archived or not: today, in seven days, in all. Days are compared as numbers: this is
/// asked with every key stroke on the card.
pub fn figures(records: &Records, now: &Moment) -> [Figures; 3] {
    let mut sums = [Figures::default(); 3];
    let day = |at: Stamp| at.wall(now.offset).date().to_julian_day();
    let today = day(now.at);
    let mut add = |day: Option<i32>, figures: Figures| {
        // A call that claims to be of a later day was made under a clock that was wrong: it is none of the last days.
        let ago = day.map(|day| today - day);
        let counts = [ago == Some(0), ago.is_some_and(|ago| (0..7).contains(&ago)), true];
        sums.iter_mut().zip(counts).filter(|(_, counts)| *counts).for_each(|(sum, _)| *sum += figures);
    };
    for (_, call) in records.calls.iter().filter(|(_, call)| call.1.ended.is_some()) {
        add(Some(day(call.1.at)), of_call(&call.1));
    }
    for it in records.figures.iter().flat_map(|(_, record)| &record.days) {
        add(parse_date(&it.day).map(|day| day.to_julian_day()), it.sum);
    }
    sums
}
