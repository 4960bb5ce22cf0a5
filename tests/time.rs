//! A clock that is set while the page is open, and one that nobody touches while it goes on.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::{Allowed, Effect, Event, next_change};
use callflow::domain::call::{self, Disposition, stage_times};
use callflow::domain::{Fixed, FollowUp, Id, LeadField, Locale, Stamp};
use common::desk::Desk;
use std::collections::BTreeMap;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// On the line, with the small flow, and a clock that stands still between events.
fn on_call() -> Desk {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::FlowCame(Locale::En, Some(common::SMALL.into())));
    desk.step = 0;
    desk.happen(Event::StartCall);
    desk
}

fn yes() -> Event {
    Event::Do(call::Event::Advanced { at: Id::new("greet"), choice: Id::new("yes") })
}

fn hang_up(desk: &mut Desk) {
    desk.happen(Event::Do(call::Event::Ended));
    desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Declined }));
    desk.happen(Event::Do(call::Event::Closed));
}

/// What the list of calls says of the newest one.
fn length(desk: &Desk) -> String {
    desk.front().recent.rows[0].length.clone()
}

#[test]
fn a_call_is_as_long_as_it_was_whatever_the_clock_is_set_to() {
    for set in [-HOUR, HOUR, -90_000, 365 * 24 * HOUR] {
        let mut desk = on_call();
        desk.now += 2 * MINUTE;
        desk.happen(yes());
        desk.set_clock(set);
        let bar = desk.see().bar.timing;
        assert_eq!((bar.call(desk.moment().ran), bar.step(desk.moment().ran)), (2 * MINUTE, 0), "{set}");
        desk.now += 3 * MINUTE;
        let bar = desk.see().bar.timing;
        assert_eq!((bar.call(desk.moment().ran), bar.step(desk.moment().ran)), (5 * MINUTE, 3 * MINUTE), "{set}");
        desk.happen(Event::Do(call::Event::Ended));
        let spent: i64 = stage_times(desk.call(), Stamp(desk.now)).iter().sum();
        assert_eq!(spent, 5 * MINUTE, "{set}");
        desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Declined }));
        desk.happen(Event::Do(call::Event::Closed));
        assert_eq!(length(&desk), "5:00", "{set}");
    }
}

#[test]
fn after_a_reload_under_a_clock_set_back_the_call_goes_on_where_its_log_ends() {
    let mut desk = on_call();
    desk.now += 2 * MINUTE;
    desk.happen(yes());
    let id = desk.call().id.clone();
    let mut again = Desk::open(desk.kept);
    (again.now, again.step) = (desk.now - HOUR, 0);
    again.happen(Event::OpenCall(id));
    assert_eq!(again.see().bar.timing.call(again.moment().ran), 2 * MINUTE);
    again.now += MINUTE;
    hang_up(&mut again);
    assert_eq!(length(&again), "3:00");
}

#[test]
fn a_reload_in_mid_call_counts_the_time_it_took() {
    let mut desk = on_call();
    desk.now += 2 * MINUTE;
    desk.happen(yes());
    let id = desk.call().id.clone();
    let mut again = Desk::open(desk.kept);
    (again.now, again.step) = (desk.now + MINUTE, 0);
    again.happen(Event::OpenCall(id));
    assert_eq!(again.see().bar.timing.call(again.moment().ran), 3 * MINUTE);
}

/// A call in which it was agreed to call again after so many minutes, closed.
fn promised(minutes: i64) -> Desk {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::FlowCame(Locale::En, Some(common::SMALL.into())));
    // Ten to three in the afternoon, by the clock of the desk.
    (desk.now, desk.step) = (common::at("2026-11-24T14:50").0, 0);
    desk.happen(Event::TimeCame);
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::StartCall);
    let at = Stamp(desk.now + minutes * MINUTE);
    let wall = at.wall(common::OFFSET);
    let time = Fixed { wall, zone: "Asia/Shanghai".into(), at };
    let follow_up = FollowUp { time, purpose: "demo".into(), reason: "asked".into(), done: None };
    desk.happen(Event::Do(call::Event::Promised { follow_up: Some(Box::new(follow_up)) }));
    hang_up(&mut desk);
    desk
}

#[test]
fn the_front_page_is_due_to_change_when_a_promise_is_and_with_the_hour() {
    let mut desk = promised(1);
    let wait = |desk: &Desk| next_change(&desk.model, &desk.moment()).0 - desk.now;
    assert_eq!((wait(&desk), desk.view().title.as_str()), (MINUTE, "Callflow"));
    assert!(!desk.front().follow_ups.rows[0].due && desk.front().next.is_none());

    desk.now += MINUTE;
    assert!(desk.front().follow_ups.rows[0].due && desk.front().next.is_some());
    assert_eq!(desk.view().title, "(1) Due · Callflow");
    // Then the greeting may be another: five to three by now.
    assert_eq!(wait(&desk), 9 * MINUTE);
    desk.now += 9 * MINUTE;
    assert_eq!(wait(&desk), HOUR);

    desk.happen(Event::SetLocale(Locale::ZhCn));
    assert_eq!(desk.view().title, "(1) 到点了 · 通话助手");
    let call = desk.front().follow_ups.rows[0].call.clone();
    desk.happen(Event::Settle { call, done: true });
    assert_eq!(desk.view().title, "通话助手 Callflow");
}

#[test]
fn what_comes_due_is_told_outside_of_the_page_once_and_only_if_that_is_allowed() {
    let notified = |desk: &mut Desk| {
        desk.happen(Event::TimeCame);
        desk.latest.iter().any(|effect| matches!(effect, Effect::Notify { .. }))
    };
    let mut desk = promised(1);
    desk.now += MINUTE;
    assert!(!notified(&mut desk), "nobody allowed it");

    let mut desk = promised(1);
    assert!(!desk.asked.contains(&Effect::AskForReminders), "nobody is asked by itself");
    desk.happen(Event::RemindersCame(Allowed::Yes));
    desk.now += MINUTE;
    desk.happen(Event::TimeCame);
    let [Effect::Notify { title, text }] = &desk.latest[..] else { panic!("{:?}", desk.latest) };
    assert_eq!((title.as_str(), text.as_str()), ("Due now: 1", "Helen"));
    desk.now += HOUR;
    assert!(!notified(&mut desk), "told twice");
    desk.set_clock(-2 * HOUR);
    assert!(!notified(&mut desk));
}
