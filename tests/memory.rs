//! A second call knows the first: on the card, in the call and to the script; also once the first is in the archive.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::PastView;
use callflow::app::{DataEvent, Event};
use callflow::domain::appointment::Draft;
use callflow::domain::call::{self, Disposition, Need, Value};
use callflow::domain::{Id, LeadField};
use callflow::store::StorageFault;
use common::desk::{Desk, draft};
use serde_json::json;
use std::collections::BTreeMap;

const DAY: i64 = 24 * 3_600_000;

fn captured(field: &str, value: Value) -> Event {
    Event::Do(call::Event::Captured { field: Id::new(field), value: Some(value) })
}

fn close(desk: &mut Desk, disposition: Disposition) {
    for event in [call::Event::Ended, call::Event::Disposed { disposition }, call::Event::Closed] {
        desk.happen(Event::Do(event));
    }
}

/// A first call in which much is told; closed. Its name.
fn first_call(desk: &mut Desk) -> Id {
    desk.happen(Event::SetLead(LeadField::Name, "Helen Young".into()));
    desk.happen(Event::SetLead(LeadField::Phone, "138 0013 8000".into()));
    desk.happen(Event::StartCall);
    let id = desk.call().id.clone();
    let need = Need { topic: Some(Id::new("alerts")), words: "noises at night".into() };
    desk.happen(captured("sites", Value::Number(12)));
    desk.happen(captured("authority", Value::YesNo(true)));
    desk.happen(captured("pain", Value::Needs(vec![need])));
    desk.happen(captured("offer-deadline", Value::Text("Friday".into())));
    desk.happen(Event::Do(call::Event::Noted { text: "has a dog".into() }));
    desk.happen(Event::EditPromise(Box::new(Draft { reason: "her boss is there".into(), ..draft("2027-01-25") })));
    desk.happen(Event::Promise);
    close(desk, Disposition::Callback);
    id
}

fn past(desk: &Desk) -> PastView {
    desk.front().card.past.clone().unwrap()
}

fn has(facts: &[(String, String)], value: &str) -> bool {
    facts.iter().any(|(_, text)| text == value)
}

fn step(desk: &Desk) -> String {
    common::here(desk.call())
}

#[test]
fn the_card_of_a_known_customer_says_what_is_known() {
    let mut desk = Desk::open(BTreeMap::new());
    let first = first_call(&mut desk);
    assert_eq!(desk.front().card.past, None, "nobody is on it yet");
    desk.happen(Event::CallAgain(first));
    let past = past(&desk);
    assert_eq!((past.calls, past.disposition), (1, Some(Disposition::Callback)));
    assert_eq!(past.follow_up.as_ref().map(|it| &*it.1), Some("her boss is there"));
    assert_eq!(past.notes, ["has a dog"]);
    for value in ["12 sites", "Yes", "noises at night"] {
        assert!(has(&past.facts, value), "{value}: {:?}", past.facts);
    }
    // Somebody else is somebody else.
    desk.happen(Event::NewLead);
    assert_eq!(desk.front().card.past, None);
}

#[test]
fn the_second_call_begins_with_what_the_first_was_told_and_does_not_ask_again() {
    let mut desk = Desk::open(BTreeMap::new());
    let first = first_call(&mut desk);
    desk.happen(Event::CallAgain(first));
    desk.happen(Event::StartCall);
    let side = desk.see().side.clone();
    assert_eq!(side.customer.past.as_ref().unwrap().notes, ["has a dog"]);
    assert!(has(&side.capture.known, "12 sites (from last time)"), "{:?}", side.capture.known);
    assert!(!side.capture.known.iter().any(|(_, text)| text.contains("Friday")), "that offer was of its day");
    // Neither who decides nor how many sites: the first question is about cameras.
    desk.happen(Event::Pick(0));
    desk.happen(Event::Pick(0));
    assert_eq!(step(&desk), "spin.cameras");
    // What is said anew is not from last time; what was cleared is not known any more.
    desk.happen(captured("sites", Value::Number(1)));
    desk.happen(Event::Do(call::Event::Captured { field: Id::new("authority"), value: None }));
    let known = desk.see().side.capture.known.clone();
    assert!(has(&known, "1 site") && !has(&known, "Yes (from last time)"), "{known:?}");
    // The log alone says all of it again, after a reload.
    let id = desk.call().id.clone();
    let mut again = Desk::open(desk.kept.clone());
    again.happen(Event::OpenCall(id.clone()));
    assert_eq!((step(&again), again.call().state()), (step(&desk), desk.call().state()));
    // Undo never takes back what was known.
    while desk.call().last().is_some() {
        desk.happen(Event::Do(call::Event::Undone));
    }
    assert!(has(&desk.see().side.capture.known, "12 sites (from last time)"));
    // A third call knows both.
    desk.happen(captured("sites", Value::Number(1)));
    desk.happen(Event::Do(call::Event::Captured { field: Id::new("authority"), value: None }));
    close(&mut desk, Disposition::NoAnswer);
    desk.happen(Event::CallAgain(id));
    let past = past(&desk);
    assert!(has(&past.facts, "1 site") && has(&past.facts, "noises at night") && !has(&past.facts, "Yes"));
    assert_eq!((past.calls, past.disposition), (2, Some(Disposition::NoAnswer)));
    assert!(past.follow_up.is_some(), "a call nobody answered keeps no promise");
}

#[test]
fn what_an_answer_tells_is_known_as_well() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::StartCall);
    let first = desk.call().id.clone();
    (0..3).for_each(|_| desk.happen(Event::Pick(0)));
    assert_eq!(step(&desk), "spin.situation");
    // "Just the one".
    desk.happen(Event::Pick(0));
    close(&mut desk, Disposition::Declined);
    desk.happen(Event::CallAgain(first));
    assert!(has(&past(&desk).facts, "1 site"), "{:?}", past(&desk).facts);
}

/// A first call that has left for the archive, and the name of its customer on the card again.
fn archived() -> Desk {
    let mut desk = Desk::open(BTreeMap::new());
    let first = first_call(&mut desk);
    desk.happen(Event::Settle { call: first.clone(), done: true });
    desk.now += 20 * DAY;
    desk.happen(Event::SetLead(LeadField::Name, "Irene".into()));
    desk.happen(Event::QuickOutcome(Disposition::NoAnswer));
    assert!(desk.model.records.calls.get(&first).is_none() && desk.archive.contains_key(&format!("call:{first}")));
    desk.happen(Event::SearchArchive("young".into()));
    desk.happen(Event::CallArchived(first));
    desk
}

#[test]
fn after_two_weeks_the_customer_is_still_known() {
    let mut desk = archived();
    let view = past(&desk);
    assert_eq!((&*view.notes, view.disposition), (&["has a dog".to_owned()][..], Some(Disposition::Callback)));
    assert!(has(&view.facts, "12 sites"));
    desk.happen(Event::StartCall);
    assert_eq!(
        desk.call().state().value(desk.call().flow().field_named(&Id::new("sites")).unwrap()),
        Some(&Value::Number(12))
    );
    // The card that was left as it was, after a reload.
    let mut again = archived();
    let (kept, archive) = (again.kept.clone(), std::mem::take(&mut again.archive));
    let reopened = Desk::open_at(kept.clone(), kept, archive, again.now);
    assert_eq!(past(&reopened).notes, ["has a dog"]);
}

#[test]
fn an_archive_that_cannot_be_read_is_not_taken_for_an_empty_one() {
    let mut desk = archived();
    desk.happen(Event::NewLead);
    desk.unread = Some(StorageFault::Failed);
    let lead =
        desk.archive.keys().find(|key| key.starts_with("lead:")).unwrap().strip_prefix("lead:").unwrap().to_owned();
    desk.model.prepare.lead_id = Some(Id::new(&lead));
    desk.happen(Event::Tick(0));
    assert_eq!((desk.front().card.past.clone(), desk.front().card.unread), (None, true));
}

#[test]
fn a_host_starts_a_call_with_an_archived_customer_who_is_known() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    desk.start(1);
    desk.happen(captured("sites", Value::Number(12)));
    desk.happen(Event::Do(call::Event::Noted { text: "has a dog".into() }));
    close(&mut desk, Disposition::Declined);
    desk.now += 20 * DAY;
    desk.happen(Event::SetLead(LeadField::Name, "Irene".into()));
    desk.happen(Event::QuickOutcome(Disposition::NoAnswer));
    assert_eq!(desk.archive.keys().filter(|key| key.starts_with("call:")).count(), 1);
    let from = desk.asked.len();
    desk.start(2);
    assert_eq!(desk.see().side.customer.past.as_ref().unwrap().notes, ["has a dog"]);
    // Of a call of theirs: nothing of the past is told as if it were said now.
    let told = desk.told_since(from);
    let kinds: Vec<_> = told.iter().map(|it| it["type"].as_str().unwrap()).filter(|it| *it != "answer").collect();
    assert_eq!(kinds.iter().filter(|it| **it == "started").count(), 1, "{kinds:?}");
    assert!(!kinds.contains(&"captured"), "{kinds:?}");
    // A customer of another page is never the same.
    let other = desk.ask(3, json!({"type": "state"}));
    assert_eq!(other["ok"], true);
}

#[test]
fn whoever_is_erased_is_not_known_any_more() {
    let mut desk = archived();
    desk.happen(Event::StartCall);
    let second = desk.call().id.clone();
    close(&mut desk, Disposition::NoAnswer);
    desk.happen(Event::CallAgain(second));
    assert!(desk.front().card.past.is_some());
    for event in
        [DataEvent::Open, DataEvent::Query("13800138000".into()), DataEvent::Find, DataEvent::Erase, DataEvent::Erase]
    {
        desk.happen(Event::Data(event));
    }
    desk.happen(Event::CloseOver);
    assert_eq!(desk.front().card.past, None);
    let everywhere = desk.kept.values().chain(desk.archive.values());
    assert_eq!(everywhere.filter(|text| text.contains("has a dog")).count(), 0);
}

#[test]
fn lists_show_the_reason_that_was_typed() {
    let mut desk = Desk::open(BTreeMap::new());
    first_call(&mut desk);
    let row = desk.front().follow_ups.rows[0].clone();
    assert_eq!((&*row.purpose, row.spoken), ("her boss is there", None));
}

#[test]
fn recent_calls_are_found_by_name_company_or_number_and_show_the_number() {
    let mut desk = archived();
    desk.happen(Event::NewLead);
    for (name, company, phone) in [("Tom Reed", "Acme", "020 7946 0018"), ("Una", "Beta", "")] {
        for (field, text) in [(LeadField::Name, name), (LeadField::Company, company), (LeadField::Phone, phone)] {
            desk.happen(Event::SetLead(field, text.into()));
        }
        desk.happen(Event::QuickOutcome(Disposition::NoAnswer));
    }
    let found = |desk: &mut Desk, query: &str| {
        desk.happen(Event::SearchCalls(query.into()));
        desk.front().recent.rows.iter().map(|row| row.with.clone()).collect::<Vec<_>>()
    };
    assert_eq!(found(&mut desk, "reed"), ["Tom Reed, Acme"]);
    assert_eq!(found(&mut desk, "BETA"), ["Una, Beta"]);
    assert_eq!(found(&mut desk, "79460018"), ["Tom Reed, Acme"]);
    assert_eq!(desk.front().recent.rows[0].phone, "020 7946 0018");
    assert!(found(&mut desk, "nobody").is_empty());
    // Enter looks further back; what is typed next is something else.
    desk.happen(Event::SearchCalls("young".into()));
    desk.happen(Event::SearchArchive("young".into()));
    assert_eq!(desk.front().archive.rows[0].phone, "138 0013 8000");
    assert_eq!(found(&mut desk, "").len(), 3);
    assert!(desk.front().archive.rows.is_empty());
}

#[test]
fn a_deleted_call_is_not_remembered_by_the_card_that_waited_behind_it() {
    let mut desk = Desk::open(BTreeMap::new());
    let first = first_call(&mut desk);
    desk.happen(Event::CallAgain(first.clone()));
    assert!(desk.front().card.past.is_some());
    desk.happen(Event::OpenCall(first));
    desk.happen(Event::AskToDelete);
    desk.happen(Event::DeleteCall);
    assert_eq!((desk.front().card.past.clone(), desk.model.prepare.lead_id.is_some()), (None, true));
    desk.press("s");
    assert_eq!(desk.call().started().past, None);
}

#[test]
fn a_call_that_was_gone_on_with_is_remembered_by_the_card_that_waited_behind_it() {
    let mut desk = Desk::open(BTreeMap::new());
    let first = first_call(&mut desk);
    desk.happen(Event::CallAgain(first.clone()));
    desk.press("s");
    let second = desk.call().id.clone();
    desk.happen(Event::LeaveCall);
    desk.happen(Event::CallAgain(first));
    desk.happen(Event::OpenCall(second));
    desk.happen(Event::Do(call::Event::Noted { text: "and a cat".into() }));
    close(&mut desk, Disposition::Declined);
    assert_eq!(past(&desk).notes, ["and a cat", "has a dog"], "the latest first");
    desk.press("s");
    assert_eq!(desk.call().started().past.as_ref().unwrap().disposition, Some(Disposition::Declined));
}

#[test]
fn what_was_fixed_tells_how_the_last_call_ended() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.press("s");
    let first = desk.call().id.clone();
    desk.happen(Event::EditBooking(Box::new(draft("2027-01-25"))));
    desk.happen(Event::Book);
    desk.press("e");
    desk.press("d");
    desk.happen(Event::CallAgain(first));
    assert_eq!(past(&desk).disposition, Some(Disposition::Appointment));
}
