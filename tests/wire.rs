//! What the page around the widget keeps for us, and what of it comes back.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::host::{Asked, Frame};
use callflow::app::view::Screen;
use callflow::app::{DataEvent, Event, FromHost, LockEvent};
use callflow::domain::call::Disposition;
use callflow::domain::{Id, Locale};
use callflow::store::{StorageFault, encode, encode_gone, encode_sealed};
use common::desk::Desk;
use common::host::{CRM, helen, lock, name};
use common::version;
use serde_json::{Value, json};
use std::collections::BTreeMap;

type Records = BTreeMap<String, String>;

/// What a page has that keeps everything it is told to keep.
fn kept_by_page(desk: &Desk) -> Records {
    let mut page = Records::new();
    for told in desk.told_since(0) {
        if told["type"] == "keep" || told["records"].is_object() {
            for (key, text) in told["records"].as_object().unwrap() {
                match text.as_str() {
                    Some(text) => page.insert(key.clone(), text.into()),
                    None => page.remove(key),
                };
            }
        }
    }
    page
}

fn kinds_of(records: &Records) -> Vec<&str> {
    records.keys().map(|key| key.split(':').next().unwrap()).collect()
}

/// A desk in the frame of a page that keeps its state.
fn kept_desk(kept: Records) -> Desk {
    let mut desk = Desk::in_frame(kept);
    desk.ask(1000, json!({"type": "state"}));
    desk
}

/// The same, where the browser keeps nothing.
fn blocked_desk() -> Desk {
    let mut desk = Desk::open_with(Records::new(), Some(StorageFault::Blocked), Locale::En);
    desk.happen(Event::FromHost(FromHost::Around(Frame::Other, None)));
    desk.greet(CRM);
    desk
}

#[test]
fn a_page_keeps_what_is_not_finished_and_no_more() {
    let mut desk = kept_desk(Records::new());
    let leads: Vec<Value> = (0..100).map(|id| json!({"id": format!("c{id}"), "name": "Known"})).collect();
    desk.ask(1, json!({"type": "leads", "leads": leads}));
    assert_eq!(kept_by_page(&desk), Records::new(), "the page knows its customers itself");
    for number in 2..7 {
        desk.start(number);
        desk.walk(&[("greet", "self")]);
        let books = number == 2;
        let (needed, outcome): (&[&str], _) = match books {
            true => (&["appointment", "call", "flow", "lead"], Disposition::Appointment),
            false => (&["call", "flow", "lead"], Disposition::Declined),
        };
        if books {
            desk.book();
        }
        assert_eq!(kinds_of(&kept_by_page(&desk)), needed);
        let from = desk.asked.len();
        desk.finish(outcome);
        assert_eq!(kept_by_page(&desk), Records::new());
        let told = desk.told_since(from);
        let place = |kind: &str| told.iter().rposition(|it| it["type"] == kind);
        assert!(place("ended") < place("keep"), "the outcome is told before what led to it is given up");
    }
    let call = desk.model.records.calls.iter().next().unwrap().0.clone();
    desk.happen(Event::Reopen(call));
    let page = kept_by_page(&desk);
    assert_eq!(kinds_of(&page), ["appointment", "call", "flow", "lead"], "it goes on, with all it needs");
    desk.happen(Event::LeaveCall);
    let state = desk.ask(8, json!({"type": "state"}));
    assert_eq!(state["records"], json!(page));
}

#[test]
fn what_two_unfinished_calls_share_is_kept_until_the_last_is_finished() {
    let mut desk = kept_desk(Records::new());
    let one = desk.start(1)["call"].as_str().unwrap().to_owned();
    desk.happen(Event::LeaveCall);
    desk.start(2);
    desk.finish(Disposition::Declined);
    assert_eq!(kinds_of(&kept_by_page(&desk)), ["call", "flow", "lead"]);
    desk.happen(Event::OpenCall(Id::new(&one)));
    desk.finish(Disposition::Declined);
    assert_eq!(kept_by_page(&desk), Records::new());
}

#[test]
fn a_finished_call_that_an_older_page_gives_back_stays_in_the_archive() {
    let mut desk = kept_desk(Records::new());
    desk.start(1);
    desk.walk(&[("greet", "self")]);
    desk.book();
    desk.finish(Disposition::Appointment);
    let finished = desk.kept.clone();
    let given: Records = finished.into_iter().filter(|(key, _)| key.contains(':')).collect();
    assert_eq!(kinds_of(&given), ["appointment", "call", "flow", "lead"]);
    // Weeks later it has left for the archive.
    let mut again = Desk::in_frame(Records::new());
    again.restore(2, &given);
    assert!(
        again.model.records.calls.is_empty()
            && again.model.records.leads.is_empty()
            && again.model.records.appointments.is_empty()
    );
}

#[test]
fn after_everything_was_erased_the_page_has_nothing_and_gives_nothing_back() {
    for mut desk in [kept_desk(Records::new()), blocked_desk()] {
        desk.ask(1, json!({"type": "state"}));
        desk.start(2);
        desk.happen(Event::LeaveCall);
        let given = kept_by_page(&desk);
        assert_eq!(kinds_of(&given), ["call", "flow", "lead"]);
        let erase = [DataEvent::Open, DataEvent::EraseAll, DataEvent::Confirm("erase".into()), DataEvent::EraseAllNow];
        erase.into_iter().for_each(|event| desk.happen(Event::Data(event)));
        assert_eq!(kept_by_page(&desk), Records::new(), "told before the page of the desk is gone");
        // It did not work: everything is here still, and the page has it again.
        desk.happen(Event::Data(DataEvent::NotErased(StorageFault::Failed)));
        assert_eq!(kept_by_page(&desk), given);

        // Erased in another tab, or while the page had another copy.
        let mark = BTreeMap::from([("erased".to_owned(), encode_gone(version(desk.now)))]);
        let mut again = Desk::in_frame(mark);
        assert_eq!(again.restore(3, &given)["count"], 0);
        assert!(again.model.records.calls.is_empty() && again.model.records.leads.is_empty());
        let sealed: Records = given.keys().map(|key| (key.clone(), encode_sealed(version(7), "c2VhbA=="))).collect();
        let lock = ("lock".to_owned(), encode(&lock(true), version(7)));
        assert_eq!(again.restore(4, &sealed.into_iter().chain([lock]).collect())["count"], 0, "nor is it asked for");
        assert!(matches!(again.view().screen, Screen::Prepare(_)));
        let fresh = again.start(5);
        assert_eq!(fresh["ok"], true);
        again.happen(Event::LeaveCall);
        assert_eq!(Desk::in_frame(Records::new()).restore(6, &again.kept)["count"], 3, "what came after it counts");
    }
}

#[test]
fn whoever_removes_a_record_the_page_is_told_and_cannot_bring_it_back() {
    // Another tab erased the person.
    let mut desk = kept_desk(Records::new());
    desk.start(1);
    desk.walk(&[("greet", "self")]);
    desk.book();
    desk.happen(Event::LeaveCall);
    let given = kept_by_page(&desk);
    for key in given.keys().filter(|key| !key.starts_with("flow:")) {
        let text = encode_gone(version(desk.now + 1));
        desk.happen(Event::Elsewhere { key: key.clone(), text });
    }
    assert_eq!(kept_by_page(&desk), Records::new());
    assert_eq!(desk.restore(2, &given)["count"], 0);
    assert!(
        desk.model.records.calls.is_empty()
            && desk.model.records.leads.is_empty()
            && desk.model.records.appointments.is_empty()
    );

    // This tab did, and the one call of theirs is not finished.
    let mut desk = kept_desk(Records::new());
    desk.start(1);
    desk.happen(Event::LeaveCall);
    let given = kept_by_page(&desk);
    let erase =
        [DataEvent::Open, DataEvent::Query("Helen".into()), DataEvent::Find, DataEvent::Erase, DataEvent::Erase];
    erase.into_iter().for_each(|event| desk.happen(Event::Data(event)));
    assert!(desk.model.records.calls.is_empty());
    assert_eq!(kept_by_page(&desk), Records::new());
    let of_them: Records = given.into_iter().filter(|(key, _)| !key.starts_with("flow:")).collect();
    assert_eq!(desk.restore(2, &of_them)["count"], 0);
    assert!(desk.model.records.calls.is_empty() && desk.model.records.leads.is_empty());
    // The page itself may still send its customer anew.
    desk.ask(3, json!({"type": "leads", "leads": [helen()]}));
    assert_eq!(desk.model.records.leads.len(), 1);
}

#[test]
fn everything_erased_from_behind_the_lock_is_gone_from_the_page_too() {
    let mut desk = blocked_desk();
    let sealed = ("call:https://crm.example x".to_owned(), encode_sealed(version(7), "c2VhbA=="));
    let given = BTreeMap::from([sealed, ("lock".to_owned(), encode(&lock(true), version(7)))]);
    let message = json!({"type": "restore", "id": name(1), "records": given}).to_string();
    desk.happen(Event::FromHost(FromHost::Asked(Box::new(Asked::parse(&message).unwrap()))));
    assert!(matches!(desk.view().screen, Screen::Shut(_)));
    let erase = [DataEvent::EraseAll, DataEvent::Confirm("erase".into()), DataEvent::EraseAllNow];
    erase.into_iter().for_each(|event| desk.happen(Event::Data(event)));
    let keep = desk.told("keep").remove(0);
    assert_eq!(keep["records"], json!({"call:https://crm.example x": null, "lock": null}));
    // Whoever goes on without the records has not thrown them away.
    desk.happen(Event::Data(DataEvent::NotErased(StorageFault::Failed)));
    desk.happen(Event::Lock(LockEvent::Without));
    let answer = desk.told("answer").pop().unwrap();
    assert_eq!((&answer["to"], &answer["error"]), (&json!(name(1)), &json!("refused")));
}
