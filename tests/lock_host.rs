//! The lock under a page that keeps the state of the widget: that page never sees anything open.
#![allow(clippy::unwrap_used)]

mod common;

use callflow::app::host::{Asked, Frame, Hello};
use callflow::app::lock::Reach;
use callflow::app::view::Screen;
use callflow::app::{Change, Effect, Event, FromHost, LockEffect, LockEvent, LockFault, SealedFor};
use callflow::domain::Locale;
use callflow::store::encryption::is_sealable;
use callflow::store::{StorageFault, StoreEffect, encode, encode_sealed, sealed};
use common::desk::Desk;
use common::lock::*;
use serde_json::{Value, json};

/// What the page around the widget asks for, and what it was told so far.
fn ask(desk: &mut Desk, id: &str, mut message: Value) {
    message["id"] = format!("request-{id:0>8}").into();
    let asked = Asked::parse(&message.to_string()).unwrap();
    desk.happen(Event::FromHost(FromHost::Asked(Box::new(asked))));
}

fn told_host(desk: &Desk) -> Vec<Value> {
    let told = desk.asked.iter().filter_map(|it| if let Effect::Tell(text) = it { Some(text) } else { None });
    told.map(|text| serde_json::from_str(text).unwrap()).collect()
}

/// A desk in the frame of a page that keeps its state, with a call of that page's.
fn kept_by_host() -> Desk {
    let mut desk = Desk::open_with(Records::new(), Some(StorageFault::Blocked), Locale::En);
    desk.happen(Event::FromHost(FromHost::Around(Frame::Other, None)));
    desk.happen(Event::FromHost(FromHost::Greeted(Hello {
        origin: "https://crm.example".into(),
        id: "knock-0000000001".into(),
    })));
    ask(&mut desk, "1", json!({"type": "state"}));
    ask(&mut desk, "2", json!({"type": "start", "lead": {"id": "7", "name": "Helen"}}));
    desk
}

/// What stands for sealing here.
fn seal(records: &[(String, Option<String>)]) -> Vec<(String, Option<String>)> {
    let seal =
        |key: &str, text: &String| if is_sealable(key, text) { encode_sealed(AT, "c2VhbGVk") } else { text.clone() };
    records.iter().map(|(key, text)| (key.clone(), text.as_ref().map(|text| seal(key, text)))).collect()
}

#[test]
fn a_page_that_keeps_the_state_gets_it_sealed_and_the_lock_with_it() {
    let mut desk = kept_by_host();
    fill(&mut desk, Change::Set, ["", "long enough", "long enough"]);
    lock_events(&mut desk, [LockEvent::Made(Ok(lock(true, false)))]);
    assert!(desk.model.lock.seals(), "the page keeps what the browser does not");
    let from = told_host(&desk).len();
    let all = desk.asked.iter().rev().find_map(|it| match it {
        Effect::Lock(LockEffect::Seal(records, SealedFor::Change)) => Some(records.clone()),
        _ => None,
    });
    let all = all.unwrap();
    let place = |is: fn(&LockEffect) -> bool| {
        desk.asked.iter().rposition(|it| matches!(it, Effect::Lock(effect) if is(effect)))
    };
    let (used, sealed_with) =
        (place(|it| matches!(it, LockEffect::Bring { .. })), place(|it| matches!(it, LockEffect::Seal(..))));
    assert!(used < sealed_with, "the key is in use before anything is sealed for the page");
    let keys: Vec<&str> = all.iter().map(|(key, _)| key.split(':').next().unwrap()).collect();
    for kind in ["call", "lead", "flow", "lock"] {
        assert!(keys.contains(&kind), "{kind} in {keys:?}");
    }
    desk.happen(Event::Pick(0));
    ask(&mut desk, "3", json!({"type": "state"}));
    let open = told_host(&desk).split_off(from);
    assert!(!open.iter().any(|it| it["type"] == "keep" || it["to"] == "request-00000003"), "{open:?}");
    lock_events(&mut desk, [LockEvent::Sealed(seal(&all), SealedFor::Answer("request-00000003".into()))]);
    let answer = told_host(&desk).pop().unwrap();
    let records = answer["records"].as_object().unwrap();
    for (key, text) in records {
        assert!(key == "lock" || sealed(text.as_str().unwrap()).is_some(), "{key}");
    }
}

#[test]
fn what_the_page_gives_back_sealed_waits_for_the_passphrase_and_the_rest_behind_it() {
    let before = kept_by_host();
    let mut state: Records = before.model.saves.waiting().into_iter().collect();
    state.insert("lock".into(), encode(&lock(true, true), AT));
    let given: Vec<_> = state.clone().into_iter().map(|(key, text)| (key, Some(text))).collect();
    let given: Records = seal(&given).into_iter().map(|(key, text)| (key, text.unwrap())).collect();

    for opens in [true, false] {
        let mut desk = Desk::open_with(Records::new(), Some(StorageFault::Blocked), Locale::En);
        desk.happen(Event::FromHost(FromHost::Around(Frame::Other, None)));
        let hello = Hello { origin: "https://crm.example".into(), id: "knock-0000000002".into() };
        desk.happen(Event::FromHost(FromHost::Greeted(hello)));
        ask(&mut desk, "4", json!({"type": "restore", "records": given}));
        let call = before.call().id.as_str().to_owned();
        for _ in 0..2 {
            ask(&mut desk, "4", json!({"type": "restore", "records": given}));
            ask(&mut desk, "5", json!({"type": "open", "call": call}));
        }
        assert!(matches!(desk.view().screen, Screen::Shut(_)));
        assert!(!told_host(&desk).iter().any(|it| it["type"] == "answer"));
        lock_events(&mut desk, [LockEvent::Type("long enough".into()), LockEvent::Open]);
        assert!(matches!(asked(&desk)[..], [LockEffect::OpenGiven { .. }]));
        if opens {
            lock_events(&mut desk, [LockEvent::Opened(Ok(state.clone().into_iter().collect()))]);
            assert_eq!(desk.call().log(), before.call().log());
            let keeps = |it: &Effect| matches!(it, Effect::Store(StoreEffect::Write { key, .. }) if key == "lock");
            let seals = |it: &Effect| matches!(it, Effect::Lock(LockEffect::Bring { seal: true, reach: Reach::All }));
            let place = |is: &dyn Fn(&Effect) -> bool| desk.asked.iter().position(is).unwrap();
            assert!(place(&keeps) < place(&seals), "what opens is kept before anything is sealed");
        } else {
            lock_events(&mut desk, [LockEvent::Opened(Err(LockFault::Wrong)), LockEvent::Without]);
            assert!(matches!(desk.view().screen, Screen::Prepare(_)));
        }
        let answers: Vec<_> = told_host(&desk).into_iter().filter(|it| it["type"] == "answer").collect();
        let oks: Vec<_> = answers.iter().map(|it| (it["to"].as_str().unwrap(), it["ok"].as_bool().unwrap())).collect();
        assert_eq!(oks, [("request-00000004", opens), ("request-00000005", opens)]);
    }
}
