//! The two homes of a record: whatever became of either, what was called saved is there, and they agree in the end.

mod common;

use callflow::app::{Effect, Event, Notice};
use callflow::domain::{LeadField, call};
use callflow::store::{Envelope, Opened, SaveStatus, StorageFault, StoreEffect, Stored, Version};
use common::desk::Desk;
use proptest::prelude::*;
use std::collections::BTreeMap;

type Records = BTreeMap<String, String>;

/// What the first so many effects leave behind in a home.
fn after(asked: &[Effect], count: usize) -> Records {
    let mut records = Records::new();
    for effect in asked.iter().take(count) {
        if let Effect::Store(StoreEffect::Write { key, text, .. }) = effect {
            records.insert(key.clone(), text.to_string());
        }
    }
    records
}

fn version(text: &str) -> Option<Version> {
    Envelope::of(text).map(|it| it.version)
}

/// The records that are not removed.
fn there(records: &Records) -> Records {
    let there = records.iter().filter(|(_, text)| !Envelope::of(text).is_some_and(|it| it.gone));
    there.map(|(key, text)| (key.clone(), text.clone())).collect()
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        "[a-c]{0,3}".prop_map(|text| Event::SetLead(LeadField::Name, text)),
        Just(Event::NewLead),
        Just(Event::StartCall),
        Just(Event::StartCall),
        (0_usize..3).prop_map(Event::Pick),
        (0_usize..3).prop_map(Event::Pick),
        Just(Event::Do(call::Event::Undone)),
        "[a-c]{1,3}".prop_map(|text| Event::Do(call::Event::Noted { text })),
        Just(Event::Do(call::Event::Ended)),
        Just(Event::LeaveCall),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A browser that is killed keeps of localStorage what it was at any earlier time, and of the database all it confirmed.
    #[test]
    fn killed_at_any_moment_what_was_called_saved_is_there(
        events in prop::collection::vec(event(), 1..40), quick in 0.0..1.0_f64, sure in 0.0..1.0_f64,
    ) {
        let mut desk = Desk::open(Records::new());
        events.into_iter().for_each(|event| desk.happen(event));
        let count = |share: f64| (desk.asked.len() as f64 * share) as usize;
        let (quick, saved) = (after(&desk.asked, count(quick)), after(&desk.asked, count(sure)));

        let again = Desk::open_homes(quick.clone(), saved.clone());
        prop_assert_eq!(again.model.saves.state(), SaveStatus::Saving(unsure(&again)).or_kept());
        // Both homes as they are once everything asked for is done.
        let (mut left, mut right) = (quick, saved.clone());
        for effect in &again.asked {
            match effect {
                Effect::Store(StoreEffect::Write { key, text, .. }) => {
                    left.insert(key.clone(), text.to_string());
                    right.insert(key.clone(), text.to_string());
                }
                Effect::Store(StoreEffect::Cache { key, text }) => drop(left.insert(key.clone(), text.clone())),
                Effect::Store(StoreEffect::Secure(keys)) => keys.iter().for_each(|key| drop(right.insert(key.clone(), left[key].clone()))),
                _ => {}
            }
        }
        prop_assert_eq!(&left, &right, "the homes agree");
        for (key, text) in &saved {
            prop_assert!(version(&right[key]) >= version(text), "{}", key);
        }
        // And the desk shows what is in them.
        let shown = Desk::open(there(&right));
        prop_assert_eq!(shown.model.records.calls.len(), again.model.records.calls.len());
        prop_assert_eq!(&shown.model.records.leads, &again.model.records.leads);
        prop_assert_eq!(&shown.model.prepare.lead, &again.model.prepare.lead);
    }
}

fn came(records: Records) -> Event {
    Event::DatabaseCame(Ok(Opened { records: records.into_iter().collect(), archived: 0 }))
}

fn unsure(desk: &Desk) -> usize {
    desk.asked
        .iter()
        .map(|effect| if let Effect::Store(StoreEffect::Secure(keys)) = effect { keys.len() } else { 0 })
        .sum()
}

trait OrKept {
    fn or_kept(self) -> Self;
}

impl OrKept for SaveStatus {
    fn or_kept(self) -> Self {
        if self == SaveStatus::Saving(0) { SaveStatus::Saved } else { self }
    }
}

/// A call with this many answers, as it is kept.
fn call_with(answers: usize) -> Records {
    let mut desk = Desk::open(Records::new());
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::StartCall);
    (0..answers).for_each(|_| desk.happen(Event::Pick(0)));
    desk.kept
}

#[test]
fn what_localstorage_lost_comes_back_and_is_told() {
    let saved = call_with(3);
    let desk = Desk::open_homes(Records::new(), saved.clone());
    assert_eq!(desk.front().unfinished.rows.len(), 1);
    assert_eq!(desk.model.notice, Some(Notice::Recovered(saved.len())));
    let mut kept = desk.kept;
    assert!(kept.remove("clock").is_some(), "that the desk was used today is noted");
    assert_eq!(kept, saved, "localStorage has it all again");
}

#[test]
fn a_call_is_opened_only_when_it_is_known_whole() {
    let (stale, whole) = (call_with(1), call_with(3));
    let mut desk = Desk::open_homes(stale, whole);
    let id = desk.front().unfinished.rows[0].id.clone();
    desk.happen(Event::OpenCall(id));
    assert_eq!(desk.call().log().len(), 3);
}

#[test]
fn without_a_database_the_call_goes_on_and_the_screen_does_not_say_saved() {
    let mut desk = Desk::open(Records::new());
    desk.silent = true;
    desk.happen(Event::DatabaseCame(Err(StorageFault::Blocked)));
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    let (key, version) = desk.written().unwrap();
    desk.happen(Event::Kept { key, version, held: Stored::LocalOnly(StorageFault::Blocked) });
    assert_eq!(desk.model.saves.state(), SaveStatus::LocalOnly(StorageFault::Blocked));

    desk.happen(Event::KeepAgain);
    assert!(desk.latest.contains(&Effect::Store(StoreEffect::OpenDatabase)));
    desk.happen(Event::DatabaseCame(Ok(Opened::default())));
    let keys = desk
        .latest
        .iter()
        .find_map(|it| if let Effect::Store(StoreEffect::Secure(keys)) = it { Some(keys.clone()) } else { None });
    desk.happen(Event::Secured { keys: keys.unwrap(), archived: Vec::new(), result: Ok(()) });
    assert_eq!(desk.model.saves.state(), SaveStatus::Saved);
}

#[test]
fn an_answer_for_an_older_version_is_not_taken_for_the_newer_one() {
    let mut desk = Desk::open(Records::new());
    desk.silent = true;
    desk.happen(Event::SetLead(LeadField::Name, "H".into()));
    let first = desk.written().unwrap();
    desk.happen(Event::SetLead(LeadField::Name, "He".into()));
    let second = desk.written().unwrap();
    desk.happen(Event::Kept { key: first.0, version: first.1, held: Stored::Durable });
    assert_eq!(desk.model.saves.state(), SaveStatus::Saving(1));
    desk.happen(Event::Kept { key: second.0, version: second.1, held: Stored::Durable });
    assert_eq!(desk.model.saves.state(), SaveStatus::Saved);
}

#[test]
fn a_clock_that_was_set_back_makes_nothing_older() {
    let mut desk = Desk::open(Records::new());
    desk.happen(Event::SetLead(LeadField::Name, "before".into()));
    let before = desk.kept.clone();
    desk.now -= 3_600_000;
    desk.happen(Event::SetLead(LeadField::Name, "after".into()));
    let again = Desk::open_homes(before, desk.kept);
    assert_eq!(again.model.prepare.lead.name, "after");
}

#[test]
fn a_removed_record_does_not_come_back_and_is_forgotten_after_a_month() {
    let mut desk = Desk::open(Records::new());
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    let before = desk.kept.clone();
    desk.happen(Event::NewLead);
    let removed = after(&desk.asked, desk.asked.len());
    let again = Desk::open_homes(before, removed.clone());
    assert_eq!(again.model.prepare.lead.name, "");

    let mut later = Desk::open_homes(removed.clone(), Records::new());
    later.now += 31 * 24 * 3_600_000;
    later.happen(came(removed));
    assert!(
        later.latest.iter().any(|it| matches!(it, Effect::Store(StoreEffect::Purge(keys)) if keys == &["draft:tab"]))
    );
}

#[test]
fn what_is_damaged_in_one_home_is_taken_from_the_other_and_still_not_thrown_away() {
    let sound = call_with(2);
    let key = sound.keys().find(|key| key.starts_with("call:")).unwrap().clone();
    let mut torn = sound.clone();
    torn.insert(key.clone(), sound[&key][..60].to_owned());
    for (quick, database) in [(torn.clone(), sound.clone()), (sound.clone(), torn.clone())] {
        let desk = Desk::open_homes(quick, database);
        assert_eq!(desk.front().unfinished.rows.len(), 1);
        assert_eq!(desk.kept[&format!("aside:{key}")], torn[&key]);
        assert_eq!(desk.kept[&key], sound[&key]);
    }
}

#[test]
fn what_was_typed_before_the_database_answered_stays_and_the_rest_comes_from_there() {
    let mut saved = Desk::open(Records::new());
    saved.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    let quick = saved.kept.clone();
    saved.happen(Event::SetLead(LeadField::Company, "Harbour".into()));
    let mut desk = Desk::open_homes(quick, Records::new());
    desk.happen(Event::SetLead(LeadField::Phone, "555".into()));
    desk.now += 60_000;
    let newer = saved.kept.iter().map(|(key, text)| (key.clone(), text.replace("\"version\":", "\"version\":9")));
    desk.happen(came(newer.collect()));
    let lead = &desk.model.prepare.lead;
    assert_eq!((&*lead.name, &*lead.company, &*lead.phone), ("Helen", "Harbour", "555"));
}

#[test]
fn another_tab_writes_and_it_is_seen_here_unless_it_is_older() {
    let mut desk = Desk::open(Records::new());
    for (key, text) in call_with(1) {
        desk.happen(Event::Elsewhere { key, text });
    }
    assert_eq!(desk.front().unfinished.rows.len(), 1);
    assert_eq!(desk.model.records.leads.len(), 1);
    let (key, _) =
        desk.model.records.leads.iter().next().map(|(id, lead)| (format!("lead:{id}"), lead.clone())).unwrap();
    let older = r#"{"format":1,"stamp":5,"data":{"name":"Old"}}"#;
    desk.happen(Event::Elsewhere { key, text: older.into() });
    assert_eq!(desk.model.records.leads.iter().next().unwrap().1.name, "Helen");
}

#[test]
fn the_card_of_a_tab_that_is_gone_comes_to_an_empty_one_and_that_of_one_that_is_open_does_not() {
    let draft = r#"{"format":1,"stamp":5,"data":{"lead":{"name":"Helen"},"lead_id":null}}"#.to_owned();
    // The first version knew of one tab only.
    for (key, open, name) in [("draft", false, "Helen"), ("draft:other", false, "Helen"), ("draft:other", true, "")] {
        let mut desk = Desk::open(Records::new());
        desk.happen(Event::Elsewhere { key: key.into(), text: draft.clone() });
        let own = desk.model.tab.clone();
        let other = open.then(|| callflow::domain::Id::new("other"));
        desk.happen(Event::TabsCame { all: [own.clone()].into_iter().chain(other).collect(), own });
        assert_eq!(desk.model.prepare.lead.name, name, "{key} {open}");
    }
}

#[test]
fn a_tab_made_as_a_copy_has_a_card_of_its_own_with_what_was_typed_before_that_was_known() {
    for (typed, company) in [(None, ""), (Some("Acme"), "Acme")] {
        let mut desk = Desk::open(Records::new());
        desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
        let mut copy = Desk::open(desk.kept.clone());
        assert_eq!(copy.model.prepare.lead.name, "Helen");
        if let Some(company) = typed {
            copy.happen(Event::SetLead(LeadField::Company, company.into()));
        }
        let own = callflow::domain::Id::new("copy");
        copy.happen(Event::TabsCame { all: vec![desk.model.tab.clone(), own.clone()], own });
        let lead = &copy.model.prepare.lead;
        assert_eq!((lead.name.as_str(), lead.company.as_str()), ("", company));
        assert_eq!(copy.kept.contains_key("draft:copy"), typed.is_some());
    }
}

#[test]
fn a_call_that_is_open_in_another_tab_is_not_opened_here_until_it_is_taken_over() {
    let mut desk = Desk::open(call_with(2));
    let id = desk.front().unfinished.rows[0].id.clone();
    desk.silent = true;
    desk.happen(Event::OpenCall(id.clone()));
    desk.happen(Event::CallClaimed { call: id.clone(), ours: false });
    assert_eq!(desk.model.notice, Some(Notice::OpenElsewhere(id.clone())));
    assert!(desk.model.on_call().is_none());
    desk.happen(Event::TakeOver(id.clone()));
    assert!(desk.latest.contains(&Effect::Claim { call: id.clone(), force: true }));
    desk.happen(Event::CallClaimed { call: id.clone(), ours: true });
    assert!(desk.model.on_call().is_some());

    // The other way round: it goes, and says where to.
    desk.happen(Event::CallTaken(id));
    assert!(desk.model.on_call().is_none());
    assert_eq!(desk.model.notice, Some(Notice::TakenOver));
}

#[test]
fn what_could_not_be_removed_is_tried_again_as_soon_as_something_is_kept() {
    let mut desk = Desk::open(Records::new());
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.refuse = Some(StorageFault::Full);
    desk.happen(Event::NewLead);
    assert_eq!(desk.model.saves.state(), SaveStatus::NotSaved(StorageFault::Full, 1));
    assert!(desk.kept["draft:tab"].contains("Helen"));
    desk.refuse = None;
    desk.happen(Event::SetTheme(callflow::store::Theme::Dark));
    assert_eq!(desk.model.saves.state(), SaveStatus::Saved);
    assert!(!desk.kept.contains_key("draft:tab"));
}
