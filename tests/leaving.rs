//! The desk and the page it is on: a reload goes on with the call, the browser's way back asks first, a new version is said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::app::{Asked, DataEvent, Effect, Event, HeldBack, Notice, Over, Why};
use callflow::domain::call::{self, Disposition};
use common::desk::Desk;
use std::collections::BTreeMap;

fn in_call() -> Desk {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::StartCall);
    desk.press("1");
    desk
}

fn close(desk: &mut Desk) {
    for event in [call::Event::Ended, call::Event::Disposed { disposition: Disposition::Declined }, call::Event::Closed]
    {
        desk.happen(Event::Do(event));
    }
}

fn is_on_card(desk: &Desk) -> bool {
    desk.model.on_call().is_none()
}

#[test]
fn a_reload_goes_on_at_the_very_step_by_itself() {
    let desk = in_call();
    let (call, step) = (desk.call().id.clone(), desk.see().prompt.step.clone());
    let desk = desk.reload();
    assert_eq!((&desk.call().id, &desk.see().prompt.step), (&call, &step));
    assert_eq!((desk.focus(), &desk.model.notice), (Some("line"), &None));
    // And once more.
    assert_eq!(desk.reload().call().id, call);
}

#[test]
fn what_was_left_or_finished_or_never_kept_does_not_come_back() {
    let mut left = in_call();
    left.happen(Event::LeaveCall);
    let mut closed = in_call();
    close(&mut closed);
    let mut practised = Desk::open(BTreeMap::new());
    practised.happen(Event::Practise);
    let mut erased = in_call();
    erased.kept.clear();
    for desk in [left, closed, practised, erased] {
        let desk = desk.reload();
        assert!(is_on_card(&desk));
        assert_eq!(desk.model.notice, None);
    }
}

#[test]
fn a_copy_of_the_tab_leaves_the_call_where_it_is() {
    let desk = in_call();
    let call = desk.call().id.clone();
    let mut copy = Desk::open(desk.kept.clone());
    copy.model.asked_for = Some(Asked { call: call.clone(), why: Why::Reloaded });
    copy.happen(Event::CallClaimed { call, ours: false });
    assert!(is_on_card(&copy));
    assert_eq!(copy.model.notice, None);
}

#[test]
fn a_call_begun_meanwhile_is_not_taken_away() {
    let desk = in_call();
    let (first, kept) = (desk.call().id.clone(), desk.kept.clone());
    let mut desk = Desk::open(kept);
    desk.happen(Event::StartCall);
    let second = desk.call().id.clone();
    desk.model.asked_for = Some(Asked { call: first.clone(), why: Why::Reloaded });
    desk.happen(Event::CallClaimed { call: first, ours: true });
    assert_eq!(desk.call().id, second);
}

#[test]
fn a_call_asked_for_twice_is_claimed_once() {
    let desk = in_call();
    let (call, kept) = (desk.call().id.clone(), desk.kept.clone());
    let mut desk = Desk::open(kept);
    desk.silent = true;
    desk.asked.clear();
    desk.happen(Event::OpenCall(call.clone()));
    desk.happen(Event::OpenCall(call));
    assert_eq!(desk.asked.iter().filter(|effect| matches!(effect, Effect::Claim { .. })).count(), 1);
}

#[test]
fn a_new_version_is_said_but_not_over_something_else() {
    let mut desk = in_call();
    desk.happen(Event::Updated);
    assert_eq!(desk.model.notice, Some(Notice::Updated));
    desk.model.notice = Some(Notice::TakenOver);
    desk.happen(Event::Updated);
    assert_eq!(desk.model.notice, Some(Notice::TakenOver));
}

#[test]
fn the_way_back_asks_first_in_a_call() {
    let mut desk = in_call();
    let call = desk.call().id.clone();
    assert!(desk.asked.contains(&Effect::GuardBack));
    desk.happen(Event::WentBack);
    assert_eq!((&desk.model.over, &desk.call().id), (&Some(Over::Leave), &call));
    // To stay is to be asked again the next time.
    desk.happen(Event::CloseOver);
    assert!(desk.latest.contains(&Effect::GuardBack) && desk.model.over.is_none());
    desk.happen(Event::WentBack);
    desk.happen(Event::LeaveCall);
    assert!(is_on_card(&desk) && desk.model.over.is_none());
    assert_eq!(desk.front().unfinished.rows.len(), 1);
}

#[test]
fn the_way_back_needs_no_question_where_nothing_is_at_stake() {
    let mut desk = in_call();
    close(&mut desk);
    let mut practised = Desk::open(BTreeMap::new());
    practised.happen(Event::Practise);
    for mut desk in [Desk::open(BTreeMap::new()), desk, practised] {
        desk.happen(Event::WentBack);
        assert!(is_on_card(&desk) && desk.model.over.is_none());
    }
}

#[test]
fn a_call_that_is_erased_while_the_question_stands_takes_it_along() {
    let mut desk = in_call();
    desk.happen(Event::WentBack);
    let call = desk.call().id.clone();
    desk.happen(Event::CallTaken(call));
    assert!(is_on_card(&desk) && desk.model.over.is_none());
    desk.happen(Event::Data(DataEvent::Open));
    assert_eq!(desk.model.over, Some(Over::Data));
}

#[test]
fn what_waits_to_be_dealt_with_outlasts_an_answer_and_what_is_told_of_records_the_screen() {
    let waits = [
        Notice::NotLocked,
        Notice::Sealed(1),
        Notice::NotExpired,
        Notice::ClockBack(3),
        Notice::HeldBack(HeldBack::Surely, "calls.json".into(), "{}".into()),
    ];
    for notice in waits {
        let mut desk = in_call();
        desk.model.notice = Some(notice.clone());
        desk.press("1");
        assert_eq!(desk.model.notice, Some(notice));
    }
    for screen in ["s", "e", "d"] {
        let mut desk = Desk::open(BTreeMap::new());
        if screen != "s" {
            desk.press("s");
        }
        if screen == "d" {
            desk.press("e");
        }
        desk.model.notice = Some(Notice::DataLost);
        if screen == "d" {
            desk.happen(Event::LeaveCall)
        } else {
            desk.press(screen)
        }
        assert_eq!(desk.model.notice, Some(Notice::DataLost), "{screen}");
    }
    // What is of the screen goes with it.
    let mut desk = in_call();
    desk.model.notice = Some(Notice::SummaryStays);
    desk.happen(Event::LeaveCall);
    assert_eq!(desk.model.notice, None);
}

#[test]
fn a_practice_call_that_is_over_cannot_be_reopened_and_says_nothing() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::Practise);
    close(&mut desk);
    assert!(is_on_card(&desk));
    assert_eq!(desk.model.notice, None);
}

#[test]
fn the_same_refusal_is_told_again() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.press("n");
    let told = desk.view().frame.notice;
    assert!(told.is_some());
    desk.press("n");
    let again = desk.view().frame.notice;
    assert_ne!(again, told, "it is another one to whoever reads it");
}
