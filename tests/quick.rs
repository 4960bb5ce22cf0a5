//! Nobody answered: one key notes it, one takes it back, one takes the next customer. And a call that was logged by mistake goes.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::NextView;
use callflow::app::{Action, DataEffect, DataEvent, Effect, Event, Notice, Over};
use callflow::domain::call::{self, Disposition};
use callflow::domain::{Id, LeadField};
use callflow::store::StorageFault;
use common::desk::{Desk, draft};
use serde_json::json;
use std::collections::BTreeMap;
use std::rc::Rc;

const DAY: i64 = 24 * 3_600_000;

fn desk() -> Desk {
    Desk::open(BTreeMap::new())
}

/// A call with this customer in which a follow-up is agreed for this day, ten o'clock; closed.
fn promised(desk: &mut Desk, name: &str, date: &str, reason: &str) -> Id {
    desk.happen(Event::SetLead(LeadField::Name, name.into()));
    desk.happen(Event::StartCall);
    let call = desk.call().id.clone();
    desk.happen(Event::EditPromise(Box::new(callflow::domain::appointment::Draft {
        reason: reason.into(),
        ..draft(date)
    })));
    desk.happen(Event::Promise);
    for event in [call::Event::Ended, call::Event::Disposed { disposition: Disposition::Callback }, call::Event::Closed]
    {
        desk.happen(Event::Do(event));
    }
    call
}

fn kept(desk: &Desk, kind: &str) -> usize {
    desk.kept.keys().filter(|key| key.starts_with(kind)).count()
}

#[test]
fn a_call_to_nobody_is_not_logged_and_says_so() {
    let mut desk = desk();
    for key in ["n", "b"] {
        desk.press(key);
        assert_eq!((desk.model.records.calls.len(), &desk.model.notice), (0, &Some(Notice::NoCustomer)), "{key}");
    }
    desk.happen(Event::SetLead(LeadField::Title, "Manager".into()));
    desk.happen(Event::QuickOutcome(Disposition::WrongNumber));
    assert_eq!(
        (desk.model.records.calls.len(), &desk.model.notice),
        (0, &Some(Notice::NoCustomer)),
        "a title is nobody"
    );
    for field in [LeadField::Name, LeadField::Company, LeadField::Phone] {
        let before = desk.model.records.calls.len();
        desk.happen(Event::SetLead(field, "138 0013 8000".into()));
        desk.press("b");
        assert_eq!(desk.model.records.calls.len(), before + 1, "{field:?}");
    }
}

#[test]
fn a_second_click_logs_no_second_call_and_leaves_the_first_to_be_taken_back() {
    let mut desk = desk();
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::Tick(1));
    let card = desk.model.prepare.clone();
    desk.happen(Event::QuickOutcome(Disposition::NoAnswer));
    desk.happen(Event::QuickOutcome(Disposition::NoAnswer));
    assert_eq!((desk.model.records.calls.len(), desk.front().figures[0].calls), (1, 1));
    assert!(matches!(desk.model.notice, Some(Notice::Logged { disposition: Disposition::NoAnswer, .. })));
    desk.press("u");
    assert_eq!(desk.model.prepare, card, "the card is as it was, ticks and all");
    assert_eq!((kept(&desk, "call:"), kept(&desk, "lead:"), desk.front().figures[0].calls), (0, 0, 0));
    assert!(desk.marks.keys().any(|key| key.starts_with("call:")), "an older copy does not come back");
    assert_eq!((desk.model.notice.clone(), desk.focus()), (None, Some("start-call")));
    // And the same customer can be called.
    desk.press("s");
    assert_eq!(desk.call().state().lead.name, "Helen");
}

#[test]
fn once_another_customer_is_on_the_card_the_key_means_something_else() {
    let mut desk = desk();
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.press("n");
    desk.happen(Event::SetLead(LeadField::Name, "Tom".into()));
    desk.press("u");
    assert_eq!((desk.model.records.calls.len(), &*desk.model.prepare.lead.name), (1, "Tom"));
}

#[test]
fn a_known_customer_stays_known_when_the_outcome_is_taken_back() {
    let mut desk = desk();
    let first = promised(&mut desk, "Helen", "2027-01-25", "asked");
    desk.happen(Event::CallAgain(first.clone()));
    let card = desk.model.prepare.clone();
    desk.press("n");
    desk.press("u");
    assert_eq!((&desk.model.prepare, kept(&desk, "lead:"), desk.model.records.calls.len()), (&card, 1, 1));
}

#[test]
fn after_no_answer_enter_takes_the_next_customer() {
    let mut desk = desk();
    promised(&mut desk, "Helen", "2027-01-25", "her boss is there");
    promised(&mut desk, "Tom", "2027-01-26", "budget is fixed");
    desk.happen(Event::SetLead(LeadField::Name, "Una".into()));
    desk.press("s");
    desk.happen(Event::LeaveCall);
    desk.now += 30 * DAY;
    desk.happen(Event::SetLead(LeadField::Name, "Somebody".into()));
    let mut order = Vec::new();
    for _ in 0..2 {
        desk.press("n");
        assert_eq!(desk.focus(), Some("next-customer"), "so that Enter takes it");
        let Some(NextView::FollowUp { call, with, reason }) = desk.front().next.clone() else { panic!("{order:?}") };
        order.push((with, reason));
        desk.happen(Event::CallAgain(call));
    }
    let said = |with: &str, reason: &str| (with.to_owned(), reason.to_owned());
    assert_eq!(order, [said("Helen", "her boss is there"), said("Tom", "budget is fixed")]);
    // Who did not answer waits, though it is still due; then comes what is not finished.
    desk.press("n");
    assert!(matches!(&desk.front().next, Some(NextView::Unfinished { with, .. }) if with == "Una"));
    assert!(desk.front().follow_ups.rows.iter().all(|row| row.due));
    let Some(NextView::Unfinished { call, .. }) = desk.front().next.clone() else { panic!() };
    desk.happen(Event::OpenCall(call));
    for event in [call::Event::Ended, call::Event::Disposed { disposition: Disposition::Declined }, call::Event::Closed]
    {
        desk.happen(Event::Do(event));
    }
    // Nobody is next: the keys still work, undo among them.
    desk.happen(Event::SetLead(LeadField::Name, "Last".into()));
    desk.press("n");
    assert_eq!((&desk.front().next, desk.focus()), (&None, Some("next-customer")));
    desk.press("u");
    assert_eq!(desk.model.prepare.lead.name, "Last");
}

#[test]
fn a_record_logged_by_mistake_is_deleted_with_what_was_agreed_in_it() {
    let mut desk = desk();
    promised(&mut desk, "Helen", "2027-01-25", "asked");
    let wrong = promised(&mut desk, "Tom", "2027-01-26", "asked");
    desk.happen(Event::OpenCall(wrong.clone()));
    desk.happen(Event::DeleteCall);
    assert!(desk.model.records.calls.get(&wrong).is_some(), "nothing is deleted unasked");
    desk.happen(Event::AskToDelete);
    assert_eq!((&desk.model.over, desk.focus()), (&Some(Over::Delete), Some("keep-call")));
    desk.happen(Event::CloseOver);
    assert!(desk.model.records.calls.get(&wrong).is_some());
    desk.happen(Event::AskToDelete);
    desk.happen(Event::DeleteCall);
    assert_eq!((&desk.model.over, &desk.model.notice), (&None, &Some(Notice::Deleted)));
    assert_eq!(["call:", "lead:", "follow-up:"].map(|kind| kept(&desk, kind)), [1, 1, 1]);
    assert_eq!((desk.front().follow_ups.rows.len(), desk.front().figures[2].calls), (1, 1));
    // Of a call that goes on nothing is deleted.
    desk.happen(Event::StartCall);
    desk.happen(Event::AskToDelete);
    assert_eq!(desk.model.over, None);
}

#[test]
fn the_host_is_told_that_a_logged_call_never_was() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "New One".into()));
    desk.press("n");
    let last = desk.told("ended").remove(0)["seq"].as_i64().unwrap();
    desk.press("u");
    let back = desk.told("taken-back").remove(0);
    assert_eq!((&back["call"], &back["seq"]), (&desk.told("started").remove(0)["call"], &json!(last + 1)));
}

#[test]
fn the_host_is_told_that_a_deleted_call_never_was() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "New One".into()));
    desk.press("n");
    let call = desk.model.records.calls.iter().next().unwrap().0.clone();
    desk.happen(Event::OpenCall(call));
    desk.happen(Event::AskToDelete);
    desk.refuse = Some(StorageFault::Failed);
    desk.happen(Event::DeleteCall);
    assert!(desk.told("taken-back").is_empty(), "it is still there");
    desk.happen(Event::AskToDelete);
    desk.refuse = None;
    desk.happen(Event::DeleteCall);
    let last = desk.told("ended").remove(0)["seq"].as_i64().unwrap();
    assert_eq!(desk.told("taken-back").remove(0)["seq"], json!(last + 1));
}

#[test]
fn the_keys_are_on_the_buttons_and_can_be_changed() {
    let keys = callflow::store::KeyBindings::default();
    assert_eq!([Action::NoAnswer, Action::Busy].map(|it| keys.cap(it)), ["N", "B"]);
    let mut desk = desk();
    desk.happen(Event::SetKey(Action::WrongNumber, "w".into()));
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.press("w");
    assert!(matches!(desk.model.notice, Some(Notice::Logged { disposition: Disposition::WrongNumber, .. })));
}

#[test]
fn a_start_that_is_taken_back_leaves_the_card_as_it_was() {
    let mut desk = desk();
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::Tick(1));
    let card = desk.model.prepare.clone();
    desk.press("s");
    desk.press("u");
    assert_eq!(desk.model.prepare, card, "ticks and all");
}

#[test]
fn a_record_is_deleted_whole_or_not_at_all() {
    let mut desk = desk();
    let call = promised(&mut desk, "Helen", "2027-01-25", "asked");
    desk.happen(Event::OpenCall(call.clone()));
    let before = desk.kept.clone();
    desk.happen(Event::AskToDelete);
    desk.refuse = Some(StorageFault::Failed);
    desk.happen(Event::DeleteCall);
    assert_eq!((&desk.model.over, &desk.model.notice), (&None, &Some(Notice::NotDeleted)));
    assert_eq!((desk.call().id.clone(), &desk.kept), (call.clone(), &before));
    assert_eq!(desk.model.records.follow_ups.iter().count(), 1);
    // Before the database has answered nothing is gone, and nothing is said.
    desk.happen(Event::AskToDelete);
    (desk.refuse, desk.silent) = (None, true);
    desk.happen(Event::DeleteCall);
    assert!(desk.model.records.calls.get(&call).is_some() && desk.model.notice != Some(Notice::Deleted));
    let batches: Vec<_> = desk
        .latest
        .iter()
        .filter_map(|it| match it {
            Effect::Data(DataEffect::Put(batch)) => Some(Rc::clone(batch)),
            _ => None,
        })
        .collect();
    let [batch] = batches.as_slice() else { panic!("{batches:?}") };
    let kinds: Vec<&str> = batch.records.iter().filter_map(|(key, _)| key.split(':').next()).collect();
    assert_eq!(kinds, ["follow-up", "call", "lead"]);
    desk.silent = false;
    desk.happen(Event::Data(DataEvent::Put(Rc::clone(batch), Ok(()))));
    assert_eq!((desk.model.records.calls.len(), &desk.model.notice), (0, &Some(Notice::Deleted)));
    assert_eq!((&desk.model.over, desk.focus()), (&None, Some("next-customer")));
    assert_eq!(desk.front().follow_ups.rows.len(), 0);
}

#[test]
fn ticks_are_no_other_customer_so_a_double_click_loses_nobody() {
    let mut desk = desk();
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    let card = desk.model.prepare.clone();
    desk.press("n");
    desk.happen(Event::Tick(0));
    desk.press("u");
    assert_eq!((&desk.model.prepare, desk.model.records.calls.len()), (&card, 0));
    // The same where the line was opened by mistake.
    desk.press("s");
    desk.happen(Event::LeaveCall);
    let call = desk.model.records.calls.iter().next().unwrap().0.clone();
    desk.happen(Event::Tick(0));
    desk.happen(Event::OpenCall(call));
    desk.press("u");
    assert_eq!((&*desk.model.prepare.lead.name, desk.model.records.calls.len()), ("Helen", 0));
}
