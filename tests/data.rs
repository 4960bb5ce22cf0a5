//! The rep's own data: backup and restore, one person erased everywhere, keeping times, everything erased.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::app::backup::{self, FileFault};
use callflow::app::{DataEffect, DataEvent, Effect, Envelope, Event, Key, Opened, Stage, Told, encode_gone};
use callflow::domain::call::Disposition;
use callflow::domain::{LeadField, Stamp, call};
use common::desk::Desk;
use common::version;
use proptest::prelude::*;
use std::collections::BTreeMap;

type Records = BTreeMap<String, String>;

const DAY: i64 = 24 * 3_600_000;

fn data(desk: &mut Desk, event: DataEvent) {
    desk.happen(Event::Data(event));
}

/// Calls with these people, two of whom agreed to something.
fn full() -> Desk {
    let mut desk = Desk::open(Records::new());
    for (name, company, phone) in [("Helen Young", "Harbour", "+44 20 7946 0018"), ("Ben", "Harbour", "")] {
        call_to(&mut desk, name, company, phone);
    }
    desk
}

fn call_to(desk: &mut Desk, name: &str, company: &str, phone: &str) {
    for (field, text) in [(LeadField::Name, name), (LeadField::Company, company), (LeadField::Phone, phone)] {
        desk.happen(Event::SetLead(field, text.into()));
    }
    desk.happen(Event::StartCall);
    desk.happen(Event::Do(call::Event::Noted { text: format!("{name} likes tea") }));
    desk.happen(Event::OpenTool(callflow::domain::flow::Tool::FollowUp));
    desk.happen(Event::TypeTime("tomorrow 10am".into()));
    desk.happen(Event::Promise);
    let mut draft = desk.model.on_call().unwrap().promise.draft.clone();
    draft.purpose = "send papers".into();
    draft.reason = "asked for it".into();
    desk.happen(Event::EditPromise(Box::new(draft)));
    desk.happen(Event::Promise);
    desk.happen(Event::Do(call::Event::Ended));
    desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Callback }));
    desk.happen(Event::Do(call::Event::Closed));
    assert!(desk.model.on_call().is_none(), "{:?} {:?}", desk.model.notice, desk.asked.last());
}

/// The file of a backup that is made now.
fn back_up(desk: &mut Desk) -> String {
    data(desk, DataEvent::BackUp);
    desk.file().unwrap()
}

fn restore(desk: &mut Desk, file: &str) -> [usize; 3] {
    data(desk, DataEvent::FileCame(Ok(file.into())));
    let Stage::Restore(plan) = desk.model.data.stage.clone() else { panic!("{:?}", desk.model.data.stage) };
    let sum = |change: usize| plan.rows.iter().map(|row| row[change]).sum();
    let sums = [sum(0), sum(1), sum(2)];
    data(desk, DataEvent::Restore);
    sums
}

fn without(records: &Records, kinds: &[&str]) -> Records {
    let stays = |key: &&String| !kinds.contains(&key.split(':').next().unwrap());
    records.keys().filter(stays).map(|key| (key.clone(), records[key].clone())).collect()
}

#[test]
fn a_backup_brings_everything_to_another_browser_and_a_second_time_changes_nothing() {
    let mut desk = full();
    let file = back_up(&mut desk);
    assert_eq!(desk.model.data.stage, Stage::Told(Told::Written(false)));
    let mut other = Desk::open(Records::new());
    let count = file.lines().count() - 1;
    assert_eq!(restore(&mut other, &file), [count, 0, 0]);
    assert_eq!(other.model.data.stage, Stage::Told(Told::Restored(count)));
    assert_eq!(other.kept, without(&desk.kept, &["backup"]));
    assert_eq!(other.front().recent, desk.front().recent);
    assert_eq!(other.front().follow_ups.rows.len(), 2);
    let before = other.kept.clone();
    assert_eq!(restore(&mut other, &file), [0, 0, count]);
    assert_eq!(other.kept, before);
}

#[test]
fn what_is_newer_here_stays_and_what_is_newer_in_the_file_comes() {
    let mut desk = full();
    let old = back_up(&mut desk);
    desk.happen(Event::SetRep(callflow::domain::flow::RepField::Name, "Tom".into()));
    let new = back_up(&mut desk);
    let [_, replaced, _] = restore(&mut desk, &old);
    assert_eq!((replaced, desk.model.settings.rep.name.as_str()), (0, "Tom"));
    let mut other = Desk::open(Records::new());
    restore(&mut other, &old);
    assert_eq!(restore(&mut other, &new)[1], 0, "settings were not kept before");
    assert_eq!(other.model.settings.rep.name, "Tom");
}

#[test]
fn before_it_is_confirmed_and_if_the_database_refuses_nothing_changes() {
    let file = back_up(&mut full());
    let mut desk = Desk::open(Records::new());
    data(&mut desk, DataEvent::FileCame(Ok(file.clone())));
    assert!(desk.kept.is_empty() && desk.model.calls.is_empty());
    data(&mut desk, DataEvent::Back);
    data(&mut desk, DataEvent::Restore);
    assert!(desk.kept.is_empty(), "nothing was asked any more");
    desk.refuse = Some(callflow::app::StorageFault::Full);
    restore(&mut desk, &file);
    assert!(matches!(desk.model.data.stage, Stage::Told(Told::NotRestored(_))));
    assert!(desk.kept.is_empty() && desk.model.calls.is_empty());
}

#[test]
fn a_file_that_is_not_whole_or_not_ours_is_refused_and_told_why() {
    let file = back_up(&mut full());
    let lines: Vec<&str> = file.lines().collect();
    let place = lines.iter().position(|line| line.starts_with("{\"key\":\"call:")).unwrap();
    let damaged = |from: &str, to: &str| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        lines[place] = lines[place].replacen(from, to, 1);
        lines.join("\n") + "\n"
    };
    let line = FileFault::Line(place + 1);
    let cases = [
        (String::new(), FileFault::Foreign),
        ("{\"a\":1}\n".into(), FileFault::Foreign),
        (file.replacen("\"format\":2", "\"format\":3", 1), FileFault::Newer),
        (lines[..3].join("\n") + "\n", FileFault::Torn),
        (file[..file.len() - 9].to_owned(), FileFault::Torn),
        (format!("{file}\n"), FileFault::Torn),
        (damaged("\"log\":[", "\"log\":["), FileFault::Line(0)),
        (damaged("\"log\":[", "\"log\":7,\"was\":["), line),
        (damaged("\"format\":3,", ""), line),
        (damaged("call:", "erased:"), FileFault::Line(0)),
        (damaged("\"key\":\"call:", "\"key\":\"aside:call:"), line),
        (damaged("}", ""), line),
    ];
    for (file, fault) in cases {
        let mut desk = Desk::open(Records::new());
        data(&mut desk, DataEvent::FileCame(Ok(file)));
        match desk.model.data.stage {
            Stage::Told(Told::BadFile(told)) => assert_eq!(told, fault),
            Stage::Restore(_) => assert_eq!(FileFault::Line(0), fault),
            ref other => panic!("{other:?}"),
        }
        assert!(desk.kept.is_empty());
    }
    let twice = [lines[0], lines[1], lines[1]].join("\n").replacen(&format!(":{}}}", lines.len() - 1), ":2}", 1) + "\n";
    assert_eq!(backup::read(&twice), Err(FileFault::Line(3)));
}

#[test]
fn a_file_cannot_bring_the_mark_that_erases_everything() {
    let mark = encode_gone(version(1_900_000_000_000));
    let head = "{\"callflow\":\"backup\",\"format\":1,\"stamp\":1,\"records\":1}\n";
    for text in [mark.clone(), mark.replace("\"gone\":true", "\"data\":{}")] {
        let file = format!("{head}{{\"key\":\"erased\",\"record\":{text}}}\n");
        assert_eq!(backup::read(&file), Err(FileFault::Line(2)));
    }
}

#[test]
fn a_record_of_a_newer_program_is_passed_over_and_told() {
    let file = back_up(&mut full());
    let newer: Vec<String> =
        file.lines()
            .map(|line| {
                if line.contains("\"key\":\"lead:") {
                    line.replace("\"format\":3", "\"format\":9")
                } else {
                    line.into()
                }
            })
            .collect();
    let mut desk = Desk::open(Records::new());
    data(&mut desk, DataEvent::FileCame(Ok(newer.join("\n") + "\n")));
    let Stage::Restore(plan) = desk.model.data.stage.clone() else { panic!() };
    assert_eq!(plan.newer, 2);
    data(&mut desk, DataEvent::Restore);
    assert!(desk.model.leads.is_empty() && desk.model.calls.len() == 2);
}

#[test]
fn what_cannot_be_read_is_in_the_backup_as_it_is() {
    let mut kept = full().kept;
    kept.insert("call:torn".into(), "{\"format\":1,\"stamp\":5,\"da".into());
    kept.insert("call:odd".into(), "no\njson \u{4e2d}".into());
    let mut desk = Desk::open(kept);
    let file = back_up(&mut desk);
    let mut other = Desk::open(Records::new());
    restore(&mut other, &file);
    assert_eq!(other.kept["aside:call:torn"], "{\"format\":1,\"stamp\":5,\"da");
    assert_eq!(other.kept["aside:call:odd"], "no\njson \u{4e2d}");
    assert_eq!(restore(&mut other, &file)[..2], [0, 0]);
}

fn record() -> impl Strategy<Value = (String, String)> {
    let key = prop_oneof!["(lead|draft|flow|aside):[a-c]{1,2}", Just("settings".to_owned())];
    let text = prop_oneof![
        (1_i64..50, "\\PC{0,6}").prop_map(|(stamp, name)| {
            let name = callflow::domain::Lead { name, ..Default::default() };
            callflow::app::encode(&name, version(stamp))
        }),
        (1_i64..50).prop_map(|stamp| encode_gone(version(stamp))),
        "\\PC{0,9}",
    ];
    (key, text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is kept: what is written is read again, and merging it a second time changes nothing.
    #[test]
    fn any_records_survive_a_file(records in prop::collection::vec(record(), 0..12)) {
        let records = backup::latest(vec![records]);
        let file = backup::write(&records, Stamp(60));
        let (made, lines) = backup::read(&file).unwrap();
        prop_assert_eq!(made, Stamp(60));
        let there = |text: &str| !Envelope::of(text).is_some_and(|it| it.gone);
        prop_assert_eq!(lines.len(), records.iter().filter(|(_, text)| there(text)).count());
        let model = Desk::open(Records::new()).model;
        if let Ok(plan) = backup::plan(&model, made, &lines, &[], &[]) {
            let writes: Vec<(String, String)> =
                plan.writes.iter().map(|(key, text)| (key.clone(), text.to_string())).collect();
            let merged = backup::latest(vec![writes]);
            let again = backup::plan(&model, made, &lines, &merged, &[]).unwrap();
            prop_assert!(again.writes.is_empty());
            for (key, text) in &merged {
                let original = Key::parse(key).and_then(|it| match it {
                    Key::Aside(name) => records.iter().find(|(key, _)| *key == name.trim_end_matches('~')),
                    _ => None,
                });
                let same = records.iter().find(|(other, _)| other == key).or(original);
                prop_assert!(same.is_some_and(|(_, before)| before == text), "{} {}", key, text);
            }
        }
    }

    /// No file makes it panic, and one that is cut anywhere is refused.
    #[test]
    fn a_damaged_file_is_never_taken(cut in 0.0..1.0_f64, noise in "\\PC{0,20}") {
        let file = backup::write(&[("lead:a".into(), callflow::app::encode(&callflow::domain::Lead::default(), version(5)))], Stamp(9));
        let at = (file.len() as f64 * cut) as usize;
        prop_assert!(backup::read(&file[..at]).is_err());
        let _ = backup::read(&format!("{}{noise}{}", &file[..at], &file[at..]));
        prop_assert!(backup::read(&noise).is_err());
    }
}

/// Every text that is kept anywhere, and on the desk.
fn everything(desk: &Desk) -> String {
    format!("{:?} {:?} {:?} {:?}", desk.kept, desk.model.calls, desk.model.leads, desk.view())
}

#[test]
fn one_person_is_erased_everywhere_and_nobody_else() {
    let mut desk = full();
    // The same person once more, typed anew; a colleague; and a copy of a record that could not be read.
    call_to(&mut desk, "H. Young", "", "+44 (20) 7946-0018");
    desk.happen(Event::SetLead(LeadField::Name, "helen young".into()));
    desk.happen(Event::SetLead(LeadField::Company, "HARBOUR".into()));
    let mut kept = desk.kept.clone();
    kept.insert("aside:call:x".into(), "{\"name\":\"Helen Young".into());
    kept.insert("aside:call:y".into(), "{\"name\":\"Somebody".into());
    let mut desk = Desk::open(kept);
    let before = desk.kept.len();

    data(&mut desk, DataEvent::Query("7946 0018".into()));
    data(&mut desk, DataEvent::Find);
    let Stage::Person(person, false) = desk.model.data.stage.clone() else { panic!("{:?}", desk.model.data.stage) };
    // Two calls, two customers, two follow-ups, the card, the copy.
    assert_eq!(person.keys.len(), 8, "{:?}", person.keys);
    data(&mut desk, DataEvent::Erase);
    assert_eq!(desk.kept.len(), before, "asked first");
    data(&mut desk, DataEvent::Erase);
    assert_eq!(desk.model.data.stage, Stage::Told(Told::Erased(8)));
    assert_eq!(desk.kept.len(), before - 8);
    let left = everything(&desk).to_lowercase();
    for trace in ["helen", "young", "7946"] {
        assert!(!left.contains(trace), "{trace}");
    }
    assert!(left.contains("ben likes tea") && left.contains("somebody"));
    // What stands in their place tells nothing of them.
    for effect in &desk.asked {
        if let Effect::Write { key, text, .. } = effect
            && person.keys.contains(key)
        {
            assert_eq!(Envelope::of(text).map(|it| it.gone), Some(true), "{text}");
        }
    }
}

#[test]
fn erased_in_one_home_an_older_copy_in_the_other_does_not_come_back() {
    let mut desk = full();
    let before = desk.kept.clone();
    data(&mut desk, DataEvent::Query("helen".into()));
    [DataEvent::Find, DataEvent::Erase, DataEvent::Erase].into_iter().for_each(|event| data(&mut desk, event));
    let mut database = desk.kept.clone();
    for effect in &desk.asked {
        if let Effect::Write { key, text, .. } = effect {
            database.insert(key.clone(), text.to_string());
        }
    }
    for (quick, database) in [(before.clone(), database.clone()), (database, before)] {
        let again = Desk::open_homes(quick, database);
        assert_eq!(again.model.calls.len(), 1);
        assert_eq!(again.model.leads.len(), 1);
    }
}

#[test]
fn a_call_that_is_on_another_desk_leaves_it_when_the_customer_is_erased() {
    let mut desk = Desk::open(Records::new());
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::StartCall);
    let key = Key::Call(desk.call().id.clone()).text();
    desk.happen(Event::Elsewhere { key: key.clone(), text: encode_gone(version(desk.now + 9)) });
    assert!(desk.model.on_call().is_none());
    desk.happen(Event::DismissNotice);
    assert!(!desk.latest.iter().any(|it| matches!(it, Effect::Write { key: other, .. } if *other == key)));
}

#[test]
fn all_about_one_person_goes_into_a_file() {
    let mut desk = full();
    data(&mut desk, DataEvent::Query("harbour".into()));
    data(&mut desk, DataEvent::Find);
    let Stage::Found(people) = desk.model.data.stage.clone() else { panic!() };
    assert_eq!(people.len(), 2);
    let helen = people.iter().position(|it| it.called[0].name == "Helen Young").unwrap();
    data(&mut desk, DataEvent::Choose(helen));
    data(&mut desk, DataEvent::Export);
    let file = desk.file().unwrap();
    assert!(file.contains("Helen Young likes tea") && file.contains("send papers") && !file.contains("Ben"));
    assert_eq!(backup::read(&file).unwrap().1.len(), 3);
    assert_eq!(desk.model.data.backup.made, None, "that is no backup");
}

#[test]
fn customer_data_goes_when_its_time_is_over_and_not_before() {
    let mut desk = full();
    call_to(&mut desk, "Late", "Elsewhere", "");
    desk.now += 20 * DAY;
    call_to(&mut desk, "Late", "Elsewhere", "");
    desk.now += 11 * DAY;
    assert_eq!(desk.model.settings.days, 0);
    data(&mut desk, DataEvent::DayPassed);
    assert_eq!(desk.model.calls.len(), 4, "off at first");

    data(&mut desk, DataEvent::Expire(30));
    assert_eq!(desk.model.calls.len(), 4, "shown first");
    // Follow-ups were promised for the day after each call: their time is what counts.
    data(&mut desk, DataEvent::ExpireNow);
    assert_eq!(desk.model.calls.len(), 1);
    assert_eq!(desk.model.leads.len(), 1);
    assert_eq!(desk.model.follow_ups.len(), 1);
    assert!(!everything(&desk).contains("Helen"));

    // And at each start.
    let kept = desk.kept.clone();
    let mut desk = Desk::open(kept.clone());
    assert_eq!(desk.model.calls.len(), 1);
    desk.now += 60 * DAY;
    data(&mut desk, DataEvent::DayPassed);
    assert!(desk.model.calls.is_empty() && desk.model.leads.is_empty());
    assert!(desk.latest.contains(&Effect::Data(DataEffect::AwaitDay)));
}

#[test]
fn a_reminder_comes_after_a_week_without_a_backup_and_can_be_put_off() {
    let mut desk = Desk::open(Records::new());
    desk.now += 30 * DAY;
    assert_eq!(desk.front().due, None, "there is nothing to lose");
    call_to(&mut desk, "Helen", "Harbour", "");
    assert_eq!(desk.front().due, None);
    desk.now += 7 * DAY;
    assert!(desk.front().due.is_some());
    data(&mut desk, DataEvent::PutOff);
    assert_eq!(desk.front().due, None);
    desk.now += DAY;
    assert!(desk.front().due.is_some());
    back_up(&mut desk);
    assert_eq!(desk.front().due, None);
    // It is known after a start as well.
    desk.now += 8 * DAY;
    let kept = desk.kept.clone();
    let mut again = Desk::open(kept);
    again.now = desk.now;
    assert_eq!(again.front().due, Some(callflow::app::Due::Days(8)));
}

#[test]
fn everything_is_erased_only_once_the_word_is_typed() {
    let mut desk = full();
    data(&mut desk, DataEvent::EraseAllNow);
    data(&mut desk, DataEvent::EraseAll);
    data(&mut desk, DataEvent::EraseAllNow);
    assert!(!desk.asked.iter().any(|it| matches!(it, Effect::Data(DataEffect::EraseAll { .. }))));
    data(&mut desk, DataEvent::Confirm("Erase".into()));
    data(&mut desk, DataEvent::EraseAllNow);
    assert!(desk.latest.iter().any(|it| matches!(it, Effect::Data(DataEffect::EraseAll { .. }))));
}

#[test]
fn what_was_erased_does_not_come_back_when_the_browser_was_killed_right_after() {
    let mut desk = full();
    desk.happen(Event::SetKeysOff(true));
    let before = desk.kept.clone();
    data(&mut desk, DataEvent::EraseAll);
    data(&mut desk, DataEvent::Confirm("erase".into()));
    data(&mut desk, DataEvent::EraseAllNow);
    let mark = desk.latest.iter().find_map(|it| match it {
        Effect::Data(DataEffect::EraseAll { key, mark }) => Some((key.clone(), mark.to_string())),
        _ => None,
    });
    // localStorage is as it was; or it is empty, and another tab has written into the database.
    for (quick, extra) in [(before.clone(), Records::new()), (Records::new(), before)] {
        let database = extra.into_iter().chain(mark.clone()).collect();
        let again = Desk::open_homes(quick, database);
        assert!(again.model.calls.is_empty() && again.model.leads.is_empty() && !again.model.settings.keys.off);
        assert!(again.kept.is_empty(), "{:?}", again.kept.keys());
        assert_eq!(again.model.notice, None);
    }
}

/// Two calls of long ago that went to the archive, and one of today.
fn with_archive() -> Desk {
    let mut desk = full();
    desk.now += 40 * DAY;
    for call in desk.model.calls.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>() {
        desk.happen(Event::Settle { call, done: true });
    }
    let records = desk.kept.clone().into_iter().collect();
    desk.happen(Event::DatabaseCame(Ok(Opened { records, archived: 0 })));
    assert_eq!(desk.archive.keys().filter(|key| key.starts_with("call:")).count(), 2);
    call_to(&mut desk, "Today", "Elsewhere", "");
    desk
}

#[test]
fn the_archive_is_in_the_backup_and_comes_to_another_browser() {
    let mut desk = with_archive();
    let file = back_up(&mut desk);
    assert!(file.contains("Helen Young likes tea"));
    assert_eq!(restore(&mut desk, &file)[..2], [0, 0]);
    let mut other = Desk::open(Records::new());
    other.now = desk.now;
    restore(&mut other, &file);
    let calls = |desk: &Desk| desk.archive.keys().filter(|key| key.starts_with("call:")).cloned().collect::<Vec<_>>();
    assert_eq!(calls(&other), calls(&desk), "they are archived there as well");
    assert_eq!(restore(&mut other, &file)[..2], [0, 0]);
    let sum = |desk: &Desk| desk.model.figures.iter().flat_map(|(_, it)| it.days.clone()).collect::<Vec<_>>();
    assert_eq!(sum(&other), sum(&desk), "and counted once");
}

#[test]
fn one_person_is_erased_in_the_archive_too() {
    let mut desk = with_archive();
    desk.happen(Event::SearchArchive("helen".into()));
    data(&mut desk, DataEvent::Query("Helen".into()));
    [DataEvent::Find, DataEvent::Erase, DataEvent::Erase].into_iter().for_each(|event| data(&mut desk, event));
    let left = format!("{} {:?} {:?}", everything(&desk), desk.archive, desk.model.archive);
    assert!(!left.contains("Helen") && left.contains("Ben likes tea"));
    assert_eq!(desk.model.archive.size, desk.archive.len());
    // localStorage may still have it, and the database knows better.
    assert!(desk.asked.iter().any(|it| matches!(it, Effect::Write { text, .. } if text.contains("\"gone\":true"))));
}

#[test]
fn the_keeping_time_holds_for_the_archive_and_is_shown_before() {
    let mut desk = with_archive();
    let before = desk.archive.len();
    data(&mut desk, DataEvent::Expire(30));
    let Stage::Expire(30, keys) = desk.model.data.stage.clone() else { panic!("{:?}", desk.model.data.stage) };
    assert_eq!(desk.archive.len(), before);
    assert_eq!(keys.iter().filter(|key| key.starts_with("call:")).count(), 2);
    data(&mut desk, DataEvent::ExpireNow);
    let left = format!("{} {:?}", everything(&desk), desk.archive);
    assert!(!left.contains("Helen") && !left.contains("Ben") && left.contains("Today"));
    assert_eq!(desk.model.archive.size, desk.archive.len());
}
