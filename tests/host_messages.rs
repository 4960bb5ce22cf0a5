//! Messages between the widget and the page around it: the examples of the document, and what is malformed.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::host::{Asked, Frame, Gate, Refused};
use callflow::app::{Event, FromHost};
use callflow::domain::call::{self, Disposition};
use callflow::domain::{LeadField, Locale, Stamp};
use callflow::store::StorageFault;
use common::desk::{Desk, draft};
use common::host::{CRM, kinds};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The examples of the document: every block of JSON in it.
fn examples() -> Vec<Value> {
    let text = common::text(&common::place("embed/PROTOCOL.md"));
    let blocks = text.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(|block| serde_json::from_str(block).unwrap_or_else(|error| panic!("{block}: {error}"))).collect()
}

/// Which fields a value has, all the way down.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), shape(value))).collect(),
        Value::Array(items) => items.first().map_or(json!([]), |item| json!([shape(item)])),
        _ => Value::Null,
    }
}

/// Whether two messages of a kind have the same fields; what is `null` or empty in one of them may be anything.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.keys().eq(other.keys()) && one.iter().all(|(key, value)| alike(value, &other[key]))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.first().zip(other.first()).is_none_or(|(one, other)| alike(one, other))
        }
        _ => true,
    }
}

#[test]
fn every_example_of_the_document_is_what_the_program_reads_or_says() {
    let mut said = everything_said();
    // The shell says how tall it is.
    said.push(json!({"type": "resize", "height": 1}));
    let mut seen = std::collections::BTreeSet::new();
    for example in examples() {
        let kind = example["type"].as_str().unwrap();
        let text = example.to_string();
        seen.insert(kind.to_owned());
        if kind == "connect" {
            let config = Some(r#"{"origins":["https://crm.example"]}"#);
            let mut gate = Gate::new(config, "https://call.example", Frame::Other).unwrap();
            assert!(gate.knock(true, CRM, Some(&text), Stamp(0)).is_some());
        } else if kind != "accept" && example["id"].is_string() {
            assert!(Asked::parse(&text).is_ok(), "{text}");
        } else if kind == "keep" {
            assert!(said.iter().any(|told| told["type"] == "keep"));
        } else if kind != "accept" {
            let real = said.iter().filter(|told| told["type"] == kind && told["ok"] == example["ok"]);
            let shapes: Vec<_> = real.clone().map(shape).collect();
            assert!(real.into_iter().any(|told| alike(told, &example)), "{example}\n{shapes:#?}");
        }
    }
    let of_program: std::collections::BTreeSet<_> = kinds(&said).into_iter().map(str::to_owned).collect();
    let missing: Vec<_> = of_program.difference(&seen).collect();
    assert!(missing.is_empty(), "said and not in the document: {missing:?}");
}

/// Messages of every kind.
fn everything_said() -> Vec<Value> {
    let mut desk = Desk::open_with(BTreeMap::new(), Some(StorageFault::Blocked), Locale::En);
    desk.happen(Event::FromHost(FromHost::Around(Frame::Other, None)));
    desk.greet(CRM);
    desk.ask(1, json!({"type": "state"}));
    desk.start(2);
    desk.happen(Event::Do(call::Event::Undone));
    desk.happen(Event::Dial);
    desk.start(3);
    desk.start(4);
    desk.walk(&[("greet", "self"), ("intro", "ok")]);
    let flow = std::rc::Rc::clone(desk.call().flow());
    let number = flow.fields().find_map(|(_, field)| match field.kind {
        callflow::domain::flow::FieldKind::Number { min, .. } => Some((field.id.clone(), min)),
        _ => None,
    });
    if let Some((field, min)) = number {
        desk.happen(Event::Do(call::Event::Captured { field, value: Some(call::Value::Number(min)) }));
    }
    desk.happen(Event::Do(call::Event::Corrected { field: LeadField::Title, text: "Owner".into() }));
    for _ in flow.stages.iter() {
        if desk.told("stage").is_empty() {
            desk.happen(Event::Pick(0));
        }
    }
    desk.book();
    desk.happen(Event::EditPromise(Box::new(draft("2027-01-21"))));
    desk.happen(Event::Promise);
    desk.happen(Event::Do(call::Event::Ended));
    desk.happen(Event::Do(call::Event::Undone));
    desk.finish(Disposition::Appointment);
    let call = desk.model.records.calls.iter().next().unwrap().0.clone();
    desk.happen(Event::Reopen(call));
    desk.told_since(0)
}

#[test]
fn what_the_schema_refuses_the_reader_refuses_too() {
    let bad: Vec<Value> = serde_json::from_str(include_str!("bad-messages.json")).unwrap();
    assert!(bad.len() > 25);
    for message in bad {
        assert!(Asked::parse(&message.to_string()).is_err(), "{message}");
    }
}

/// A real message with some of its bytes changed, or any text at all.
fn malformed() -> impl Strategy<Value = String> {
    let real = prop_oneof![
        Just(r#"{"callflow":1,"type":"connect","id":"0123456789abcdef"}"#),
        Just(r#"{"type":"start","id":"0123456789abcdef","lead":{"id":"42","name":"Helen"}}"#),
        Just(r#"{"type":"set","id":"0123456789abcdef","locale":"en","rep":{"name":"Tom"}}"#),
        Just(r#"{"type":"restore","id":"0123456789abcdef","records":{"call:x":"{}","lead:y":"[]"}}"#),
        Just(r#"{"type":"again","id":"0123456789abcdef","since":1}"#),
    ];
    let cut = (real, 0..80_usize, any::<char>()).prop_map(|(text, at, sign)| {
        let mut chars: Vec<char> = text.chars().collect();
        let at = at % chars.len();
        chars[at] = if chars[at] == sign { '\u{7}' } else { sign };
        chars.into_iter().collect()
    });
    prop_oneof![3 => cut, 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ten_thousand_malformed_messages_open_no_door(text in malformed(), parent: bool, number in 0_i64..4) {
        let config = Some(r#"{"origins":["https://crm.example"]}"#);
        let mut gate = Gate::new(config, "https://call.example", Frame::Other).unwrap();
        let before = gate.dropped();
        let hello = gate.knock(parent, CRM, Some(&text), Stamp(number));
        prop_assert!(hello.is_none() || parent);
        prop_assert!(hello.is_some() || gate.dropped() != before);
        let before = gate.dropped();
        // A letter may have become another in a name: that is a message still. Anything else is dropped and counted.
        prop_assert!(gate.hear(Some(&text)).is_ok() || gate.dropped() != before);
    }
}

#[test]
fn malformed_messages_change_nothing() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    desk.start(1);
    let (kept, state) = (desk.kept.clone(), desk.call().state().clone());
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = malformed();
    for _ in 0..2_000 {
        let text = strategy.new_tree(&mut runner).unwrap().current();
        match Asked::parse(&text) {
            // Still a message: not what this is about.
            Ok(_) => {}
            Err(slip) => {
                if let Some(id) = slip.id {
                    desk.happen(Event::FromHost(FromHost::Misasked(id, Refused::of(slip.reason))));
                }
            }
        }
    }
    assert_eq!((desk.kept.clone(), desk.call().state().clone()), (kept, state));
}
