//! The page around the widget: what it may ask, what it is told, and what it never learns.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::host::{Asked, Frame, Hello, Link, Reason, Refused};
use callflow::app::view::{LinkView, OverView, Screen};
use callflow::app::{Effect, Event, FromHost};
use callflow::domain::call::{self, Disposition};
use callflow::domain::{Id, LeadField, Locale, Stamp};
use callflow::store::{Opened, StorageFault, Theme};
use common::desk::Desk;
use common::host::{CRM, OTHER, helen, kinds, name};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[test]
fn a_call_goes_round_from_the_customer_to_the_outcome() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    let ready = desk.told("ready").remove(0);
    assert_eq!((&ready["version"], &ready["storage"], &ready["call"]), (&json!(1), &json!("apart"), &Value::Null));
    let from = desk.asked.len();
    let started = desk.start(1);
    assert_eq!(started["ok"], true);
    desk.walk(&[("greet", "self")]);
    desk.book();
    desk.finish(Disposition::Appointment);
    let told = desk.told_since(from);
    let of_call: Vec<_> = told.iter().filter(|told| told["call"] == started["call"] && told["seq"].is_i64()).collect();
    let seqs: Vec<_> = of_call.iter().filter_map(|told| told["seq"].as_i64()).collect();
    assert_eq!(seqs, (1..=i64::try_from(of_call.len()).unwrap()).collect::<Vec<_>>());
    assert_eq!(of_call[0]["lead"]["id"], "42");
    let booked = told.iter().find(|told| told["type"] == "appointment").unwrap();
    assert_eq!((&booked["change"], &booked["appointment"]["wall"]), (&json!("booked"), &json!("2027-01-20T10:00")));
    let ended = *of_call.last().unwrap();
    assert_eq!(
        (&ended["type"], &ended["disposition"], &ended["sentiment"]),
        (&json!("ended"), &json!("appointment"), &json!("positive"))
    );
    assert!(ended["summary"].as_str().unwrap().contains("Helen Young"));
    assert_eq!(ended["appointment"], booked["appointment"]);
    assert!(ended["path"].as_array().unwrap().len() >= 2 && ended["seconds"].as_i64().unwrap() > 0);
}

#[test]
fn nobody_is_told_to_be_ready_before_the_records_are_known() {
    let (records, tab) = (Ok(Vec::new()), Id::new("tab"));
    let boot = callflow::app::Boot { records, locale: Locale::En, covers: [None, None], tab, call: None, zone: None };
    let now = |at| callflow::domain::Moment {
        at: Stamp(at),
        ran: Stamp(at),
        offset: common::OFFSET,
        id: Id::new(&format!("id-{at}")),
    };
    let (mut model, _) = callflow::app::start(boot);
    let flow = common::text(&common::place("flows/en/first-call.json"));
    let ask = Asked::parse(&json!({"type": "state", "id": name(1)}).to_string()).unwrap();
    let events = [
        Event::FlowCame(Locale::En, Some(flow)),
        Event::FromHost(FromHost::Around(Frame::Same, None)),
        Event::FromHost(FromHost::Greeted(Hello { origin: CRM.into(), id: name(0) })),
        Event::FromHost(FromHost::Asked(Box::new(ask.clone()))),
        Event::DatabaseCame(Ok(Opened::default())),
        Event::FromHost(FromHost::Asked(Box::new(ask))),
    ];
    let mut told = Vec::new();
    for (at, event) in (1..).zip(events) {
        told.extend(callflow::app::update(&mut model, event, &now(at)).into_iter().filter_map(|effect| match effect {
            Effect::Tell(text) => serde_json::from_str::<Value>(&text).ok(),
            _ => None,
        }));
    }
    let said: Vec<_> = told.iter().map(|told| (told["type"].as_str().unwrap(), &told["error"])).collect();
    assert_eq!(said, [("answer", &json!("not-ready")), ("ready", &Value::Null), ("answer", &Value::Null)]);
}

#[test]
fn asking_again_does_nothing_again_even_after_a_crash() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    let first = desk.start(1);
    assert_eq!(desk.start(1), first, "the answer is repeated");
    desk.finish(Disposition::Declined);
    assert_eq!(desk.start(1), first);
    assert_eq!(desk.model.records.calls.len(), 1, "and no second call was made");
    let mut again = Desk::in_frame(desk.kept.clone());
    assert_eq!(again.start(1), first, "found by the name of the request");
    assert_eq!(again.model.records.calls.len(), 1);
    assert!(again.model.on_call().is_none());
}

#[test]
fn what_was_told_can_be_told_again_and_comes_out_the_same() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    let from = desk.asked.len();
    let call = desk.start(1)["call"].clone();
    desk.walk(&[("greet", "self")]);
    desk.book();
    desk.happen(Event::Do(call::Event::Undone));
    desk.book();
    desk.finish(Disposition::Appointment);
    let once: Vec<_> = desk.told_since(from).into_iter().filter(|told| told["seq"].is_i64()).collect();
    assert_eq!(kinds(&once).iter().filter(|kind| **kind == "appointment").count(), 3, "booked, cancelled, booked");

    let mut again = Desk::in_frame(desk.kept.clone());
    let from = again.asked.len();
    let answer = again.ask(2, json!({"type": "again", "call": call}));
    assert_eq!(answer["count"], once.len());
    let twice: Vec<_> = again.told_since(from).into_iter().filter(|told| told["seq"].is_i64()).collect();
    assert_eq!(twice, once);
    let from = again.asked.len();
    let answer = again.ask(3, json!({"type": "again", "call": call, "after": once.len() - 1}));
    assert_eq!((&answer["count"], kinds(&again.told_since(from))), (&json!(1), vec!["ended", "answer"]));
    let last = once.last().unwrap()["at"].as_i64().unwrap();
    assert_eq!(again.ask(4, json!({"type": "again", "since": last}))["count"], once.len());
    assert_eq!(again.ask(5, json!({"type": "again", "since": last + 1}))["count"], 0);
}

#[test]
fn a_page_learns_nothing_of_calls_that_are_not_its_own() {
    // A call made alone, and one for another page.
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "Alone".into()));
    desk.happen(Event::StartCall);
    desk.finish(Disposition::Declined);
    desk.happen(Event::FromHost(FromHost::Around(Frame::Same, None)));
    desk.greet(OTHER);
    let theirs = desk.start(1)["call"].clone();
    desk.walk(&[("greet", "self")]);
    desk.happen(Event::LeaveCall);

    let from = desk.asked.len();
    desk.greet(CRM);
    assert_eq!(desk.ask(2, json!({"type": "again", "since": 0}))["count"], 0);
    assert_eq!(desk.ask(3, json!({"type": "again", "call": theirs}))["error"], "unknown");
    assert_eq!(desk.ask(4, json!({"type": "open", "call": theirs}))["error"], "unknown");
    assert_eq!(desk.ask(5, json!({"type": "state"}))["records"], json!({}));
    desk.happen(Event::OpenCall(Id::new(theirs.as_str().unwrap())));
    desk.happen(Event::Do(call::Event::Noted { text: "secret".into() }));
    assert_eq!(desk.ask(6, json!({"type": "end"}))["error"], "no-call");
    let told = desk.told_since(from);
    assert!(kinds(&told).iter().all(|kind| ["ready", "answer"].contains(kind)), "{told:?}");
    let all = told.iter().map(Value::to_string).collect::<String>();
    assert!(!all.contains("Helen") && !all.contains("Alone") && !all.contains("secret"), "{all}");
}

#[test]
fn a_practice_call_is_nobodys_business() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    let from = desk.asked.len();
    desk.happen(Event::Practise);
    desk.walk(&[("greet", "self")]);
    assert!(desk.told_since(from).is_empty());
}

#[test]
fn a_customer_typed_in_the_frame_is_told_without_a_name_of_the_hosts() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "New One".into()));
    desk.happen(Event::QuickOutcome(Disposition::NoAnswer));
    let (started, ended) = (desk.told("started").remove(0), desk.told("ended").remove(0));
    assert_eq!((&started["lead"]["id"], &started["lead"]["name"]), (&Value::Null, &json!("New One")));
    assert_eq!(ended["disposition"], "no-answer");
    assert_eq!(kinds(&desk.told_since(0)).last(), Some(&"ended"));
}

#[test]
fn a_line_opened_by_mistake_is_taken_back_for_the_host_too() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    let call = desk.start(1)["call"].clone();
    desk.happen(Event::Do(call::Event::Undone));
    assert_eq!(desk.told("taken-back").remove(0)["call"], call);
    assert_eq!(desk.model.prepare.lead.name, "Helen Young", "the card is there again");
    // Typed in the frame: neither call nor customer stays.
    let mut desk = Desk::in_frame(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "New".into()));
    desk.happen(Event::StartCall);
    desk.happen(Event::Do(call::Event::Undone));
    assert!(desk.model.records.leads.is_empty() && desk.model.records.calls.is_empty());
    assert!(!desk.kept.keys().any(|key| key.starts_with("lead:") || key.starts_with("call:")));
}

#[test]
fn a_call_in_progress_is_not_disturbed() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    let call = desk.start(1)["call"].clone();
    assert_eq!(desk.ask(2, json!({"type": "prepare", "lead": helen()}))["error"], "busy");
    assert_eq!(desk.start(3)["error"], "busy");
    assert_eq!(desk.ask(4, json!({"type": "end"}))["ok"], true);
    assert_eq!(desk.ask(5, json!({"type": "end"}))["error"], "no-call");
    desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Declined }));
    desk.happen(Event::Do(call::Event::Closed));
    let next = desk.start(3);
    assert_eq!(next["ok"], true, "what was refused for now may be asked again");
    desk.happen(Event::LeaveCall);
    assert_eq!(desk.ask(6, json!({"type": "open", "call": call}))["error"], "no-call", "it is finished");
    assert_eq!(desk.ask(8, json!({"type": "open", "call": next["call"]}))["ok"], true);
    desk.happen(Event::LeaveCall);
    assert_eq!(desk.ask(7, json!({"type": "start", "lead": helen(), "flow": "other"}))["error"], "no-flow");
}

#[test]
fn a_host_sets_language_theme_and_rep_and_knows_its_customers() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    let set = json!({"type": "set", "locale": "zh-CN", "theme": "dark", "rep": {"name": "Tom", "company": "Farsight"}});
    assert_eq!(desk.ask(1, set)["ok"], true);
    let settings = &desk.model.records.settings;
    assert_eq!((settings.locale, settings.theme, settings.rep.name.as_str()), (Locale::ZhCn, Theme::Dark, "Tom"));
    desk.ask(2, json!({"type": "prepare", "lead": helen()}));
    assert_eq!(desk.front().card.lead.name, "Helen Young");
    assert!(desk.front().card.host_dials);
    desk.ask(3, json!({"type": "leads", "leads": [{"id": "42", "name": "Helen Old"}, {"id": "43", "name": "New"}]}));
    assert_eq!(desk.front().card.lead.name, "Helen Old", "the card follows");
    assert_eq!(desk.model.records.leads.len(), 2);
    desk.happen(Event::SetLead(LeadField::Phone, "+44 20 1".into()));
    desk.happen(Event::Dial);
    let dial = desk.told("dial").remove(0);
    assert_eq!((&dial["lead"]["id"], &dial["tel"]), (&json!("42"), &json!("tel:+44201")));
}

#[test]
fn what_a_host_does_not_say_of_a_customer_stays_and_what_it_says_is_empty_is_emptied() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    let by_number = json!({"id": "42", "phone": "020 7946"});
    desk.ask(1, json!({"type": "leads", "leads": [helen()]}));
    // A telephone system knows a number and no more.
    desk.ask(2, json!({"type": "prepare", "lead": by_number}));
    let card = desk.front().card.lead.clone();
    assert_eq!((&*card.name, &*card.company, &*card.phone), ("Helen Young", "Harbour", "020 7946"));
    desk.happen(Event::SetLead(LeadField::Title, "Owner".into()));
    desk.ask(3, json!({"type": "leads", "leads": [{"id": "42", "company": ""}]}));
    let started = desk.ask(4, json!({"type": "start", "lead": by_number}));
    let lead = &desk.told("started")[0]["lead"];
    assert_eq!((&lead["name"], &lead["company"], &lead["title"]), (&json!("Helen Young"), &json!(""), &json!("Owner")));
    assert_eq!(started["ok"], true);
}

#[test]
fn nothing_is_lost_in_mid_call_where_the_browser_keeps_nothing() {
    let mut desk = Desk::open_with(BTreeMap::new(), Some(StorageFault::Blocked), Locale::En);
    desk.happen(Event::FromHost(FromHost::Around(Frame::Other, None)));
    desk.greet(CRM);
    let mut host: BTreeMap<String, String> = BTreeMap::new();
    let state = desk.ask(1, json!({"type": "state"}));
    assert_eq!(state["records"], json!({}));
    let call = desk.start(2)["call"].clone();
    assert_eq!(desk.told("error").remove(0)["reason"], "blocked");
    desk.walk(&[("greet", "self")]);
    desk.book();
    for keep in desk.told("keep") {
        for (key, text) in keep["records"].as_object().unwrap() {
            match text.as_str() {
                Some(text) => host.insert(key.clone(), text.into()),
                None => host.remove(key),
            };
        }
    }
    let before = desk.call().state().clone();

    let mut again = Desk::open_with(BTreeMap::new(), Some(StorageFault::Blocked), Locale::En);
    again.happen(Event::FromHost(FromHost::Around(Frame::Other, None)));
    again.greet(CRM);
    assert_eq!(again.ask(3, json!({"type": "restore", "records": host}))["count"], host.len());
    assert_eq!(again.ask(4, json!({"type": "open", "call": call}))["ok"], true);
    assert_eq!(*again.call().state(), before);
    assert_eq!(again.model.records.appointments.len(), 1);
    let whole = again.ask(5, json!({"type": "state"}));
    let whole: Vec<&String> = whole["records"].as_object().unwrap().keys().collect();
    assert_eq!(whole, host.keys().collect::<Vec<_>>(), "the state asked for is what was told bit by bit");
    // Going on, the host is told with the next number.
    let from = again.asked.len();
    again.finish(Disposition::Appointment);
    let seqs: Vec<_> = again.told_since(from).iter().filter_map(|told| told["seq"].as_i64()).collect();
    let last = desk.told_since(0).iter().filter_map(|told| told["seq"].as_i64()).max().unwrap();
    assert_eq!(seqs, (last + 1..last + 1 + i64::try_from(seqs.len()).unwrap()).collect::<Vec<_>>());
}

#[test]
fn a_host_cannot_put_back_what_is_not_its_own_or_worse_than_what_is_here() {
    let mut theirs = Desk::open(BTreeMap::new());
    theirs.happen(Event::FromHost(FromHost::Around(Frame::Same, None)));
    theirs.greet(OTHER);
    theirs.start(1);
    let mut mine = Desk::in_frame(BTreeMap::new());
    let call = mine.start(1)["call"].clone();
    let early = mine.kept.clone();
    mine.walk(&[("greet", "self")]);
    let before = mine.kept.clone();
    mine.happen(Event::LeaveCall);
    let kept = mine.kept.clone();
    assert_eq!(kept, before);
    let mut records: BTreeMap<String, String> = theirs.kept;
    records.extend(early);
    records.insert("settings".into(), "{}".into());
    records.insert("aside:x".into(), "{}".into());
    records.insert("call:https://crm.example x".into(), "{".into());
    assert_eq!(mine.ask(2, json!({"type": "restore", "records": records}))["count"], 0);
    assert_eq!(mine.model.records.calls.len(), 1);
    assert_eq!(
        mine.kept[&format!("call:{}", call.as_str().unwrap())],
        kept[&format!("call:{}", call.as_str().unwrap())]
    );
}

#[test]
fn the_sheet_says_how_the_widget_stands() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    desk.happen(Event::OpenDiagnostics);
    assert!(desk.asked.contains(&Effect::ReadDropped));
    let Some(OverView::Diagnostics(view)) = desk.view().over else { panic!() };
    assert_eq!(view.link, LinkView::Connected(CRM.into()));
    assert!(matches!(desk.view().screen, Screen::Prepare(_)));
}

#[test]
fn a_message_that_makes_no_sense_is_answered_if_it_has_a_name_and_changes_nothing() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    let kept = desk.kept.clone();
    desk.happen(Event::FromHost(FromHost::Misasked(name(9), Refused::of(Reason::Shape))));
    let answer = desk.told("answer").remove(0);
    assert_eq!((&answer["to"], &answer["error"]), (&json!(name(9)), &json!("shape")));
    assert_eq!(desk.kept, kept);
    // Alone, nobody is told anything.
    let mut alone = Desk::open(BTreeMap::new());
    alone.happen(Event::FromHost(FromHost::Misasked(name(9), Refused::of(Reason::Shape))));
    alone.happen(Event::Dial);
    assert!(matches!(alone.model.host.link, Link::Alone(_)));
    assert!(alone.told_since(0).is_empty());
}
