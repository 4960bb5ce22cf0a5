//! What a page that may talk, or a damaged record, cannot do to the desk.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::Screen;
use callflow::app::{Effect, Event, Lock};
use callflow::domain::call::Disposition;
use callflow::store::{LockRecord, StoreEffect, Wrapping, encode, encode_sealed};
use common::desk::Desk;
use common::host::{OTHER, lock};
use common::version;
use serde_json::json;
use std::collections::BTreeMap;

type Records = BTreeMap<String, String>;

#[test]
fn a_page_cannot_lock_a_desk_in_mid_call_nor_give_it_a_lock_that_opens_nothing() {
    let sealed = |key: &str| (key.to_owned(), encode_sealed(version(7), "c2VhbA=="));
    let with = |lock: String| BTreeMap::from([sealed("call:https://crm.example x"), ("lock".to_owned(), lock)]);
    let mut desk = Desk::in_frame(Records::new());
    desk.start(1);
    assert_eq!(desk.restore(2, &with(encode(&lock(true), version(7))))["error"], "busy");
    assert!(matches!(desk.view().screen, Screen::Call(_)));
    assert_eq!(desk.ask(3, json!({"type": "end"}))["ok"], true, "what is asked behind it is done");

    let endless = Wrapping { salt: "c2FsdA==".into(), rounds: i64::MAX };
    let endless = LockRecord { wrapped: Some(endless), ..lock(true) };
    for text in [encode(&lock(false), version(7)), encode(&endless, version(7)), "{}".into(), "lock".into()] {
        let mut desk = Desk::in_frame(Records::new());
        assert_eq!(desk.restore(1, &with(text.clone()))["count"], 0, "{text}");
        assert_eq!(desk.restore(2, &BTreeMap::from([("lock".to_owned(), text.clone())]))["count"], 0);
        assert!(matches!(desk.view().screen, Screen::Prepare(_)), "{text}");
        assert_eq!(desk.model.lock, Lock::Off);
        assert!(!desk.kept.contains_key("lock"), "{text}");
    }
}

#[test]
fn damaged_text_in_the_place_of_the_lock_locks_nothing_that_is_not_sealed() {
    let mut first = Desk::open(Records::new());
    first.happen(Event::StartCall);
    first.finish(Disposition::Declined);
    for garbage in ["garbage", "{\"format\":1,\"stamp\":9,\"data\":{}}", ""] {
        let mut kept = first.kept.clone();
        kept.insert("lock".into(), garbage.into());
        let desk = Desk::open_homes(kept, first.kept.clone());
        assert!(matches!(desk.view().screen, Screen::Prepare(_)), "{garbage:?}");
        assert_eq!((desk.model.records.calls.len(), &desk.model.notice), (1, &None), "{garbage:?}");
        let touches = |it: &&Effect| matches!(it, Effect::Store(StoreEffect::Write { key, .. }) if key == "lock" || key == "aside:lock");
        assert_eq!(desk.asked.iter().find(touches), None, "a sound one in the database stays as it is");
    }
}

#[test]
fn no_call_is_planted_under_the_name_that_another_host_gives() {
    let mut desk = Desk::in_frame(Records::new());
    let call = desk.start(1)["call"].as_str().unwrap().to_owned();
    desk.happen(Event::LeaveCall);
    let text = desk.kept[&format!("call:{call}")].clone();
    let theirs = format!("call:{OTHER} request-00000002");
    let mut again = Desk::in_frame(Records::new());
    assert_eq!(again.restore(2, &BTreeMap::from([(theirs, text)]))["count"], 0);
    assert!(again.model.records.calls.is_empty());
}

#[test]
fn a_name_that_a_sheet_takes_for_a_formula_reaches_it_as_text() {
    for name in ["=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "＝1"] {
        let mut desk = Desk::in_frame(Records::new());
        desk.happen(Event::SetExtent(callflow::store::SummaryLength::Line));
        desk.ask(1, json!({"type": "start", "lead": {"id": "1", "name": name}}));
        desk.finish(Disposition::Declined);
        let ended = desk.told("ended").remove(0);
        let summary = ended["summary"].as_str().unwrap();
        assert!(summary.starts_with(&format!("'{name}")), "{summary}");
        assert_eq!(ended["lead"]["name"], name, "what is no summary stays as it is");
    }
}
