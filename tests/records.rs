//! Records of every version are read, and none of them, however damaged, keeps the desk from opening or takes another along.

#![allow(clippy::unwrap_used)]

mod common;

use callflow::app::{self, Boot, Effect, Event, Notice};
use callflow::domain::call::Disposition;
use callflow::domain::{Id, Locale};
use callflow::store::{Envelope, StoreEffect};
use common::desk::Desk;
use proptest::prelude::*;
use std::collections::BTreeMap;

type Records = BTreeMap<String, String>;

/// What the first version wrote: a closed call with its appointment, one with a follow-up that is not finished, a card.
fn first_version() -> Records {
    serde_json::from_str(include_str!("golden/format-1.json")).unwrap()
}

#[test]
fn what_earlier_versions_wrote_is_all_there() {
    all_there(first_version());
    all_there(serde_json::from_str(include_str!("golden/format-3.json")).unwrap());
}

fn all_there(records: Records) {
    let mut desk = Desk::open(records);
    assert_eq!(desk.model.notice, None);
    assert_eq!(desk.model.records.settings.rep.name, "Tom Reed");
    // Its one card comes to the tab that has none.
    assert_eq!(desk.model.prepare.lead.name, "Next One");
    assert_eq!(desk.model.records.appointments.len(), 1);
    assert_eq!(desk.model.records.follow_ups.len(), 1);
    let closed = desk.model.records.calls.iter().find(|(_, call)| call.1.closed).unwrap().1.clone();
    assert_eq!((&*closed.1.lead.name, closed.1.disposition), ("Helen Young", Some(Disposition::Appointment)));
    let unfinished = desk.front().unfinished.rows[0].id.clone();
    desk.happen(Event::OpenCall(unfinished));
    assert_eq!(desk.call().log().len(), 2);
    let step = desk.call().state().here().step;
    desk.happen(Event::Pick(0));
    assert_ne!(desk.call().state().here().step, step, "the call goes on");

    // And again, as this version has written it.
    let mut again = Desk::open(desk.kept);
    let unfinished = again.front().unfinished.rows[0].id.clone();
    again.happen(Event::OpenCall(unfinished));
    assert_eq!(again.call().log().len(), 3);
}

/// What a disk, a crash or a foreign hand may do to a text.
fn damaged() -> impl Strategy<Value = (usize, String)> {
    let records: Vec<String> = first_version().into_values().collect();
    (0..records.len(), any::<(u32, u32, u8)>()).prop_map(move |(place, (one, two, how))| {
        let text: Vec<char> = records[place].chars().collect();
        let (one, two) = (one as usize % text.len(), two as usize % text.len());
        let (from, to) = (one.min(two), one.max(two));
        let part = |range: std::ops::Range<usize>| text[range].iter().collect::<String>();
        let (head, middle, tail) = (part(0..from), part(from..to), part(to..text.len()));
        let signs = ["\"", "{", "}", "0", "-", "\u{0}", "null", "9999999999999999999", "\u{fffd}", ","];
        let sign = signs[how as usize % signs.len()];
        let damaged = match how % 5 {
            0 => head,
            1 => head + &tail,
            2 => head + &middle + &middle + &tail,
            3 => head + sign + &middle + &tail,
            _ => head + sign + &tail,
        };
        (place, damaged)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_record_takes_no_other_along_and_is_not_thrown_away((place, text) in damaged()) {
        let mut records = first_version();
        let key = records.keys().nth(place).unwrap().clone();
        records.insert(key.clone(), text.clone());
        let boot = Boot {
            records: Ok(records.clone().into_iter().collect()),
            locale: Locale::En,
            covers: [None, None],
            tab: Id::new("tab"),
            call: None,
            zone: None,
        };
        let (model, effects) = app::start(boot);
        let here = |key: &str| {
            let (kind, id) = key.split_once(':').map_or((key, Id::new("")), |(kind, id)| (kind, Id::new(id)));
            match kind {
                "call" => model.records.calls.get(&id).is_some(),
                "lead" => model.records.leads.get(&id).is_some(),
                "appointment" => model.records.appointments.get(&id).is_some(),
                "follow-up" => model.records.follow_ups.get(&id).is_some(),
                "flow" => model.records.flows.get(&id).is_some(),
                "draft" => model.records.drafts.get(&id).is_some(),
                _ => model.records.settings.rep.name == "Tom Reed",
            }
        };
        for healthy in records.keys().filter(|it| **it != key) {
            prop_assert!(here(healthy), "{}", healthy);
        }
        // It was read, or it is set aside, or it is of a newer program and left alone, or it says that it was removed.
        let aside = effects.iter().any(|it| {
            matches!(it, Effect::Store(StoreEffect::Write { key: to, text: copy, .. }) if *to == format!("aside:{key}") && **copy == *text)
        });
        let newer = matches!(model.notice, Some(Notice::SetAside(0, 1)));
        let gone = Envelope::of(&text).is_some_and(|it| it.gone);
        prop_assert!(here(&key) || aside || newer || gone || key == "settings", "{}: {}", key, text);
    }
}
