//! Years of calls: the finished ones leave localStorage, their figures stay, and they are found again.

mod common;

use callflow::app::{Effect, Event};
use callflow::domain::call::{self, Disposition};
use callflow::domain::stats::Figures;
use callflow::domain::{Id, LeadField};
use callflow::store::{Envelope, StorageFault, StoreEffect};
use common::desk::{Desk, draft};
use std::collections::BTreeMap;

const DAY: i64 = 24 * 3_600_000;

fn figures(desk: &Desk, days: usize) -> Figures {
    desk.front().figures[days]
}

/// Calls that nobody answers, one every two minutes.
fn log(desk: &mut Desk, names: &[&str]) {
    for name in names {
        desk.happen(Event::SetLead(LeadField::Name, (*name).into()));
        desk.happen(Event::QuickOutcome(Disposition::NoAnswer));
        desk.now += 120_000;
    }
}

#[test]
fn after_two_weeks_a_finished_call_leaves_with_its_customer_and_is_still_counted_and_found() {
    let mut desk = Desk::open(BTreeMap::new());
    log(&mut desk, &["Helen", "Hermann"]);
    assert_eq!(desk.archive.len(), 0);
    desk.now += 15 * DAY;
    log(&mut desk, &["Irene"]);
    let left: Vec<&str> = desk.archive.keys().map(|key| key.split(':').next().unwrap()).collect();
    assert_eq!(left, ["call", "call", "lead", "lead"]);
    assert_eq!(desk.model.records.calls.len(), 1);
    assert_eq!(
        desk.kept.keys().filter(|key| key.starts_with("call:")).count(),
        1,
        "localStorage has no more than that"
    );
    // The figures go on: today, seven days, all.
    assert_eq!([0, 1, 2].map(|days| figures(&desk, days).calls), [1, 1, 3]);

    desk.happen(Event::SearchArchive("he".into()));
    assert_eq!(desk.front().archive.rows.iter().map(|row| &*row.with).collect::<Vec<_>>(), ["Hermann", "Helen"]);
    let id = desk.front().archive.rows[1].id.clone();
    desk.happen(Event::CallArchived(id));
    assert_eq!(desk.model.prepare.lead.name, "Helen");

    // And after a reload.
    let (kept, archive) = (desk.kept.clone(), desk.archive.clone());
    let mut again = Desk::open(kept);
    again.archive = archive;
    again.now = desk.now;
    assert_eq!(figures(&again, 2).calls, 3);
}

#[test]
fn a_call_with_something_still_to_come_stays() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::StartCall);
    let call = desk.call().id.clone();
    desk.happen(Event::EditPromise(Box::new(draft("2027-03-20"))));
    desk.happen(Event::Promise);
    for event in [call::Event::Ended, call::Event::Disposed { disposition: Disposition::Callback }, call::Event::Closed]
    {
        desk.happen(Event::Do(event));
    }
    desk.now += 20 * DAY;
    log(&mut desk, &["Irene"]);
    assert!(desk.model.records.calls.get(&call).is_some());
    desk.happen(Event::Settle { call: call.clone(), done: true });
    log(&mut desk, &["Jane"]);
    assert!(desk.model.records.calls.get(&call).is_none());
    assert!(desk.archive.keys().any(|key| key.starts_with("follow-up:")));
}

#[test]
fn localstorage_stays_below_its_limit_whatever_happens() {
    let mut desk = Desk::open(BTreeMap::new());
    let long = "\u{5f20}".repeat(120);
    let now = desk.now;
    let record = |place: i64| {
        let at = now + place;
        let notes = format!(r#"{{"at":1,"is":{{"noted":{{"text":"{}"}}}}}}"#, long.repeat(16));
        let end = ["ended", "closed"].map(|it| format!(r#"{{"at":{at},"is":"{it}"}}"#));
        let log = [vec![notes; 4], end.to_vec()].concat().join(",");
        let lead = format!(r#"{{"name":"{long}"}}"#);
        format!(
            r#"{{"format":1,"stamp":{place},"data":{{"started":{{"at":{at},"offset":480,"flow":"en/x@1","lead_id":"l","lead":{lead}}},"log":[{log}]}}}}"#
        )
    };
    let all: BTreeMap<String, String> = (1..=250).map(|place| (format!("call:{place:04}"), record(place))).collect();
    let units = |records: &BTreeMap<String, String>| {
        records.iter().map(|(key, text)| 9 + key.len() + text.encode_utf16().count()).sum::<usize>()
    };
    assert!(units(&all) > 1_900_000, "{}", units(&all));
    for (key, text) in all {
        desk.happen(Event::Elsewhere { key: key.clone(), text: text.clone() });
        desk.kept.insert(key, text);
    }
    assert_eq!(desk.model.records.calls.iter().filter(|(_, it)| it.1.closed).count(), 250, "they are sound");
    log(&mut desk, &["Irene"]);
    assert!(desk.model.saves.units() <= 1_650_000, "{}", desk.model.saves.units());
    assert!((500_000..=1_650_000).contains(&units(&desk.kept)));
    // The oldest left.
    assert!(desk.archive.contains_key("call:0001") && !desk.archive.contains_key("call:0250"));
    assert_eq!(figures(&desk, 2).calls, 251);
}

#[test]
fn without_a_database_nothing_leaves_and_what_has_no_room_is_not_called_kept() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.silent = true;
    desk.happen(Event::DatabaseCame(Err(StorageFault::Blocked)));
    desk.happen(Event::Elsewhere {
        key: "flow:big".into(),
        text: format!(r#"{{"format":1,"stamp":5,"data":{{"text":"{}"}}}}"#, "x".repeat(2_490_000)),
    });
    for _ in 0..60 {
        desk.happen(Event::SetLead(LeadField::Name, "y".repeat(120)));
        desk.happen(Event::QuickOutcome(Disposition::NoAnswer));
    }
    assert!(!desk.asked.iter().any(|it| matches!(it, Effect::Store(StoreEffect::Archive { .. }))));
    assert!(desk.asked.iter().any(|it| matches!(it, Effect::Store(StoreEffect::Write { quick: false, .. }))));
    assert!(desk.model.saves.units() <= 2_500_000);
}

#[test]
fn calls_that_another_tab_archived_are_neither_lost_nor_counted_twice() {
    let mut desk = Desk::open(BTreeMap::new());
    log(&mut desk, &["Helen", "Hermann"]);
    let before = desk.kept.clone();
    desk.now += 15 * DAY;
    log(&mut desk, &["Irene"]);
    // This tab still has the calls, the other one has archived them.
    let mut late = Desk::open(before);
    late.archive = desk.archive.clone();
    late.now = desk.now;
    log(&mut late, &["Jane"]);
    assert_eq!(late.archive, desk.archive);
    assert_eq!(late.model.records.calls.len(), 1);
    assert!(late.model.records.figures.is_empty(), "the other tab has counted them");
    assert!(late.kept.values().all(|text| Envelope::of(text).is_some()));

    // localStorage was killed before it knew that they had left.
    let ids: Vec<Id> = desk.archive.keys().filter_map(|key| key.strip_prefix("call:")).map(Id::new).collect();
    let keys: Vec<String> = ids.iter().map(|id| format!("call:{id}")).collect();
    let mut stale = Desk::open(late.kept.clone());
    stale.happen(Event::Secured { keys: keys.clone(), archived: keys.clone(), result: Ok(()) });
    assert!(stale.latest.contains(&Effect::Store(StoreEffect::Uncache(keys))));
}
