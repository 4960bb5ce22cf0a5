//! The program without a browser: what it keeps, what it finds again, and what it does with records that make no sense.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::{self, Effect, Event, Notice};
use callflow::domain::call::{self, Disposition};
use callflow::domain::{Id, LeadField, Locale, Style};
use callflow::store::{SaveStatus, StorageFault};
use common::desk::Desk;
use proptest::prelude::*;
use std::collections::BTreeMap;

impl Desk {
    fn calls(&self) -> Vec<&String> {
        self.kept.keys().filter(|key| key.starts_with("call:")).collect()
    }
}

#[test]
fn a_call_is_found_again_where_it_was() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::StartCall);
    for place in [0, 0, 0] {
        desk.happen(Event::Pick(place));
    }
    desk.happen(Event::Do(call::Event::Noted { text: "note".into() }));
    let before = desk.model.on_call().unwrap().call.state().clone();

    let mut again = Desk::open(desk.kept.clone());
    let id = Id::new(again.calls()[0].strip_prefix("call:").unwrap());
    again.happen(Event::OpenCall(id));
    assert_eq!(*again.model.on_call().unwrap().call.state(), before);
}

#[test]
fn nothing_is_lost_while_storage_refuses() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.refuse = Some(StorageFault::Full);
    desk.happen(Event::StartCall);
    desk.happen(Event::Pick(0));
    assert!(matches!(desk.model.saves.state(), SaveStatus::NotSaved(StorageFault::Full, n) if n >= 3));
    assert!(desk.calls().is_empty());
    desk.refuse = None;
    desk.happen(Event::Do(call::Event::Noted { text: "room again".into() }));
    assert_eq!(desk.model.saves.state(), SaveStatus::Saved);
    assert_eq!(desk.calls().len(), 1);
}

#[test]
fn a_good_record_in_the_place_of_a_damaged_one_outlives_the_setting_aside() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.kept.insert("draft:tab".into(), "{".into());
    let mut desk = Desk::open_with(desk.kept, Some(StorageFault::Full), Locale::En);
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    assert_eq!(desk.kept["draft:tab"], "{", "not destroyed while there is no copy");
    desk.refuse = None;
    desk.happen(Event::KeepAgain);
    assert_eq!(desk.kept["aside:draft:tab"], "{");
    assert!(desk.kept["draft:tab"].contains("Helen"), "the good one is there");
    assert_eq!(desk.model.saves.state(), SaveStatus::Saved);
}

#[test]
fn what_a_newer_program_wrote_is_left_alone_and_what_is_not_kept_therefore_is_told() {
    let newer = "{\"format\":99,\"data\":{}}".to_owned();
    let mut desk = Desk::open(BTreeMap::from([("settings".to_owned(), newer.clone())]));
    desk.happen(Event::SetLocale(Locale::ZhCn));
    assert_eq!(desk.model.saves.state(), SaveStatus::NotSaved(StorageFault::Newer, 1));
    assert_eq!(desk.kept["settings"], newer);
}

#[test]
fn a_quick_outcome_is_one_closed_call() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::QuickOutcome(Disposition::NoAnswer));
    assert_eq!(desk.calls().len(), 1);
    let (_, call) = desk.model.records.calls.iter().next().unwrap();
    assert!(call.1.closed && call.1.disposition == Some(Disposition::NoAnswer));
    assert!(desk.model.on_call().is_none());
}

#[test]
fn a_flow_is_kept_with_the_call_that_was_made_with_it() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::StartCall);
    assert!(desk.kept.keys().any(|key| key.starts_with("flow:en/first-call@2+")));
    // Offline, the kept one serves.
    let mut offline = Desk::open(desk.kept.clone());
    offline.happen(Event::FlowCame(Locale::En, None));
    assert!(offline.model.flow().is_some());
}

#[test]
fn a_flow_edited_under_the_same_version_leaves_earlier_calls_their_own_text() {
    let line = |desk: &Desk| {
        let flow = desk.call().flow();
        let line = flow.step(flow.start).prompt().unwrap().wording(1, Style::default()).unwrap();
        format!("{line:?}")
    };
    let text = std::fs::read_to_string("flows/en/first-call.json").unwrap();
    let edited = text.replace("{{greeting}}", "EDITED {{greeting}}");
    assert_ne!(edited, text);
    let mut desk = Desk::open(BTreeMap::new());
    let mut call = |flow: &str| {
        desk.happen(Event::FlowCame(Locale::En, Some(flow.into())));
        desk.happen(Event::StartCall);
        let said = (desk.call().id.clone(), line(&desk));
        desk.happen(Event::LeaveCall);
        said
    };
    let calls = [call(&text), call(&edited), call(&text)];
    assert!(calls[1].1.contains("EDITED") && calls[0].1 == calls[2].1 && !calls[0].1.contains("EDITED"));
    assert_eq!(desk.kept.keys().filter(|key| key.starts_with("flow:")).count(), 2);

    // Whichever text is at hand later, each call is opened with its own.
    let mut again = Desk::open(desk.kept.clone());
    for at_hand in [&text, &edited] {
        again.happen(Event::FlowCame(Locale::En, Some(at_hand.clone())));
        for (id, said) in &calls {
            again.happen(Event::OpenCall(id.clone()));
            assert_eq!(line(&again), *said);
            again.happen(Event::LeaveCall);
        }
    }
    // Without a net, the text of the latest call is at hand.
    again.happen(Event::FlowCame(Locale::En, None));
    again.happen(Event::StartCall);
    assert_eq!(line(&again), calls[2].1);
}

#[test]
fn nothing_of_a_practice_call_is_kept() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::FlowCame(Locale::En, Some(common::SMALL.into())));
    assert!(desk.front().first);
    desk.happen(Event::Practise);
    assert!(desk.see().practice && desk.see().bar.with.contains("Morgan"));
    desk.advance("greet", "yes");
    desk.happen(Event::Do(call::Event::Noted { text: "x".into() }));
    desk.press("e");
    desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Declined }));
    desk.press("d");
    assert!(desk.front().first && desk.front().recent.rows.is_empty());
    assert_eq!(desk.kept.keys().collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_call_that_cannot_be_opened_has_a_way_out_of_the_list_and_is_not_lost() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::FlowCame(Locale::En, Some(common::SMALL.into())));
    desk.happen(Event::StartCall);
    let id = desk.call().id.clone();
    desk.kept.retain(|key, _| !key.starts_with("flow:"));

    let mut desk = Desk::open(desk.kept);
    let record = desk.kept[&format!("call:{id}")].clone();
    desk.happen(Event::OpenCall(id.clone()));
    assert_eq!(desk.model.notice, Some(Notice::CannotOpen(Some(id.clone()))));
    let now = desk.moment();
    let effects = app::update(&mut desk.model, Event::DownloadCall(id.clone()), &now);
    assert!(matches!(&effects[..], [Effect::Download { text, .. }] if text.contains("small@7")), "{effects:?}");

    desk.happen(Event::SetAside(id.clone()));
    assert!(desk.front().unfinished.rows.is_empty());
    assert!(!desk.kept.contains_key(&format!("call:{id}")));
    let data = |text: &str| text.split("\"data\":").nth(1).unwrap().to_owned();
    assert_eq!(data(&desk.kept[&format!("aside:call:{id}")]), data(&record));
    assert!(Desk::open(desk.kept).front().unfinished.rows.is_empty());
}

fn record() -> impl Strategy<Value = (String, String)> {
    let kinds =
        prop::sample::select(vec!["call:", "lead:", "appointment:", "follow-up:", "flow:", "settings", "draft", "x"]);
    let texts = prop_oneof![
        any::<String>(),
        Just("{\"format\":1,\"stamp\":1,\"data\":{}}".to_owned()),
        Just("{\"format\":1,\"stamp\":1,\"data\":{\"started\":{},\"log\":[[]]}}".to_owned()),
        Just("{\"format\":7,\"data\":null}".to_owned()),
        Just("[".repeat(3000)),
    ];
    (kinds, "[a-c]", texts).prop_map(|(kind, id, text)| (format!("{kind}{id}"), text))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_stored_the_desk_opens_and_throws_nothing_away(records in prop::collection::vec(record(), 0..12)) {
        let records: BTreeMap<String, String> = records.into_iter().collect();
        let mut desk = Desk::open(records.clone());
        desk.happen(Event::StartCall);
        for (key, text) in &records {
            let there = desk.kept.get(key) == Some(text) || desk.kept.get(&format!("aside:{key}")) == Some(text);
            // What could be read may have been written anew; a settings record is the only one that is.
            prop_assert!(there || callflow::store::decode::<callflow::store::Settings>(text).is_ok() || key.starts_with("draft"), "{key}: {text}");
        }
    }
}
