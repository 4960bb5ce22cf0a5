//! Follow-ups: which are open, how many are shown, and how one is settled.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::{Event, List, Notice};
use callflow::domain::call::{self, Disposition, Entry, Started};
use callflow::domain::{Fixed, FollowUp, Id, Stamp, Wall};
use callflow::store::CallRecord;
use common::desk::Desk;
use common::version;
use std::collections::BTreeMap;

const ZONE: &str = "Asia/Shanghai";

/// A call of an earlier day as it is kept, closed with this outcome.
fn closed_call(lead: &str, day: i64, disposition: Disposition) -> String {
    let at = Stamp(1_799_000_000_000 + day * 86_400_000);
    let started = Started { lead_id: Id::new(lead), ..common::started(at) };
    let entry = |event| Entry { at, event };
    let log = vec![entry(call::Event::Ended), entry(call::Event::Disposed { disposition }), entry(call::Event::Closed)];
    callflow::store::encode(&CallRecord { started, log }, version(at.0))
}

/// A follow-up of January 2027 as it is kept.
fn follow_up(day: i64, purpose: &str) -> String {
    let wall = Wall::parse(&format!("2027-01-{day:02}T10:00")).unwrap();
    let time = Fixed { wall, zone: ZONE.into(), at: wall.at_offset(480) };
    callflow::store::encode(&FollowUp { time, purpose: purpose.into(), reason: String::new(), done: None }, version(0))
}

#[test]
fn a_follow_up_is_open_until_the_customer_answers_again() {
    let mut kept = BTreeMap::new();
    let mut add = |id: &str, lead: &str, day, disposition, promise: i64| {
        kept.insert(format!("call:{id}"), closed_call(lead, day, disposition));
        if promise > 0 {
            kept.insert(format!("follow-up:{id}"), follow_up(promise, id));
        }
    };
    add("a", "ann", 1, Disposition::Callback, 20);
    add("b", "ann", 2, Disposition::NoAnswer, 0);
    add("c", "bob", 1, Disposition::Callback, 19);
    add("d", "bob", 2, Disposition::Declined, 0);
    add("e", "cleo", 1, Disposition::Callback, 18);
    add("f", "cleo", 2, Disposition::Callback, 21);
    kept.insert("follow-up:gone".into(), follow_up(17, "gone"));
    let desk = Desk::open(kept);
    let purposes: Vec<_> = desk.front().follow_ups.rows.iter().map(|row| row.purpose.clone()).collect();
    assert_eq!(purposes, ["gone", "a", "f"]);
}

#[test]
fn a_list_says_how_much_more_there_is_and_shows_it() {
    let kept = (10..40).map(|n| (format!("call:{n}"), closed_call("ann", n, Disposition::Declined)));
    let mut desk = Desk::open(kept.collect());
    let recent = |desk: &Desk| {
        let list = &desk.front().recent;
        (list.rows.len(), list.more, list.rows[0].id.to_string())
    };
    assert_eq!(recent(&desk), (12, 18, "39".into()));
    desk.happen(Event::ShowRows(List::Recent, 24));
    assert_eq!(recent(&desk), (24, 6, "39".into()));
    desk.happen(Event::ShowRows(List::Recent, 48));
    assert_eq!(recent(&desk), (30, 0, "39".into()));
}

#[test]
fn a_follow_up_is_settled_without_a_call_and_can_be_taken_back() {
    // As written before follow-ups could be settled.
    let old = follow_up(20, "offer").replace(",\"done\":null", "");
    assert!(!old.contains("done"));
    let mut desk = Desk::open(BTreeMap::from([
        ("call:a".to_owned(), closed_call("ann", 1, Disposition::Callback)),
        ("follow-up:a".to_owned(), old),
    ]));
    let open = |desk: &Desk| desk.front().follow_ups.rows.len();
    assert_eq!(open(&desk), 1);
    desk.happen(Event::Settle { call: Id::new("a"), done: true });
    assert_eq!((open(&desk), &desk.model.notice), (0, &Some(Notice::Settled(Id::new("a")))));
    let mut again = Desk::open(desk.kept.clone());
    assert_eq!(open(&again), 0);
    assert!(again.kept["follow-up:a"].contains("offer"), "nothing is destroyed");
    again.happen(Event::Settle { call: Id::new("a"), done: false });
    assert_eq!((open(&again), open(&Desk::open(again.kept))), (1, 1));
}
