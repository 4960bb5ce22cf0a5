//! Backup and restore: what a file brings, what it leaves alone, and what of it cannot be used.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::app::{DataEvent, Event, Stage, Told, Unread, Wished};
use callflow::domain::Stamp;
use callflow::store::backup::{self, Column, FileFault, LineFault, Why};
use callflow::store::{Envelope, Key, StorageFault, StoreEffect, encode_gone};
use common::desk::Desk;
use common::kept::{
    DAY, Records, back_up, data, database, erase_everything, erase_person, full, plan, restore, with_archive,
};
use common::version;
use proptest::prelude::*;

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
    assert_eq!((replaced, desk.model.records.settings.rep.name.as_str()), (0, "Tom"));
    let mut other = Desk::open(Records::new());
    restore(&mut other, &old);
    assert_eq!(restore(&mut other, &new)[1], 0, "settings were not kept before");
    assert_eq!(other.model.records.settings.rep.name, "Tom");
}

#[test]
fn before_it_is_confirmed_and_if_the_database_refuses_nothing_changes() {
    let file = back_up(&mut full());
    let mut desk = Desk::open(Records::new());
    data(&mut desk, DataEvent::FileCame(Ok(file.clone())));
    assert!(desk.kept.is_empty() && desk.model.records.calls.is_empty());
    data(&mut desk, DataEvent::Back);
    data(&mut desk, DataEvent::Restore);
    assert!(desk.kept.is_empty(), "nothing was asked any more");
    desk.refuse = Some(callflow::store::StorageFault::Full);
    restore(&mut desk, &file);
    assert!(matches!(desk.model.data.stage, Stage::Told(Told::NotRestored(_))));
    assert!(desk.kept.is_empty() && desk.model.records.calls.is_empty());
}

#[test]
fn a_file_that_is_none_of_ours_is_refused_and_told_why() {
    let file = back_up(&mut full());
    let cases = [
        (String::new(), FileFault::Foreign),
        ("{\"a\":1}\n".into(), FileFault::Foreign),
        (file.replacen("\"format\":2", "\"format\":3", 1), FileFault::Newer),
        (file.replacen("\"records\":", "\"record\":", 1), FileFault::Head),
        (file[..30].to_owned(), FileFault::Head),
    ];
    for (file, fault) in cases {
        let mut desk = Desk::open(Records::new());
        data(&mut desk, DataEvent::FileCame(Ok(file)));
        assert_eq!(desk.model.data.stage, Stage::Told(Told::BadFile(fault)));
        assert!(desk.kept.is_empty());
    }
}

#[test]
fn a_damaged_line_is_named_with_its_reason_and_the_rest_can_be_restored() {
    let file = back_up(&mut full());
    let lines: Vec<&str> = file.lines().collect();
    let place = lines.iter().position(|line| line.starts_with("{\"key\":\"call:")).unwrap();
    let damaged = |from: &str, to: &str| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        lines[place] = lines[place].replacen(from, to, 1);
        lines.join("\n") + "\n"
    };
    let cases = [
        (damaged("\"log\":[", "\"log\":7,\"was\":["), Why::Content),
        (damaged("\"format\":3,", ""), Why::NoRecord),
        (damaged("\"key\":\"call:", "\"key\":\"aside:call:"), Why::NoRecord),
        (damaged("}", ""), Why::NotJson),
        (damaged("\"data\":{", "\"data\":{\u{7}"), Why::NotJson),
    ];
    for (file, why) in cases {
        let mut desk = Desk::open(Records::new());
        let plan = plan(&mut desk, &file);
        assert_eq!((plan.faults.as_slice(), plan.missing), ([LineFault { line: place + 1, why }].as_slice(), 0));
        data(&mut desk, DataEvent::Restore);
        assert_eq!(desk.model.records.calls.len(), 1, "the other call");
        assert_eq!(desk.model.records.leads.len(), 2);
        assert_eq!(desk.model.data.stage, Stage::Told(Told::Restored(lines.len() - 2)));
    }
    let cut = file[..file.len() - 9].to_owned();
    let last = LineFault { line: lines.len(), why: Why::NotJson };
    assert_eq!(backup::read(&cut).unwrap().faults, [last]);
    let short = lines[..3].join("\n") + "\n";
    assert_eq!(backup::read(&short).unwrap().missing, lines.len() - 3);
    let twice = [lines[0], lines[1], lines[1]].join("\n");
    assert_eq!(backup::read(&twice).unwrap().faults, [LineFault { line: 3, why: Why::Twice }]);
}

#[test]
fn a_file_cannot_bring_the_mark_that_erases_everything() {
    let mark = encode_gone(version(1_900_000_000_000));
    let head = "{\"callflow\":\"backup\",\"format\":1,\"stamp\":1,\"records\":1}\n";
    for text in [mark.clone(), mark.replace("\"gone\":true", "\"data\":{}")] {
        let file = format!("{head}{{\"key\":\"erased\",\"record\":{text}}}\n");
        assert_eq!(backup::read(&file).unwrap().faults, [LineFault { line: 2, why: Why::NotAllowed }]);
    }
}

#[test]
fn what_is_restored_after_everything_was_erased_is_there_at_the_next_start() {
    let mut desk = full();
    let mut kept = desk.kept.clone();
    kept.insert("call:torn".into(), "{\"format\":1,\"stamp\":5,\"da".into());
    desk = Desk::open(kept);
    let file = back_up(&mut desk);
    let (key, mark) = erase_everything(&mut desk);
    let erased = Records::from([(key, mark)]);
    let mut desk = Desk::open_homes(erased.clone(), erased.clone());
    let count = restore(&mut desk, &file)[0];
    assert_eq!(desk.model.data.stage, Stage::Told(Told::Restored(count)));
    let mut database = desk.kept.clone();
    database.extend(erased.clone());
    // Reloaded; and killed before localStorage had any of it.
    for quick in [database.clone(), erased.clone()] {
        let again = Desk::open_homes(quick, database.clone());
        assert_eq!(
            (again.model.records.calls.len(), again.model.records.leads.len(), again.model.records.follow_ups.len()),
            (2, 2, 2)
        );
        assert!(!again.asked.iter().any(|it| matches!(it, callflow::app::Effect::Store(StoreEffect::Purge(_)))));
    }
    // What was erased and is not in the file stays erased, and a second backup is the same as the first.
    let mut again = Desk::open_homes(database.clone(), database);
    let records = |file: &str| {
        let plain = |line: &str| line.split_once("\"data\":").map(|it| it.1.to_owned()).unwrap_or(line.into());
        file.lines().skip(1).map(plain).collect::<Vec<_>>()
    };
    assert_eq!(records(&back_up(&mut again)), records(&file));
}

#[test]
fn whoever_was_erased_is_named_in_the_plan_and_comes_back_only_on_purpose() {
    let mut desk = full();
    let file = back_up(&mut desk);
    erase_person(&mut desk, "helen");
    let all = database(&desk);
    let mut desk = Desk::open_homes(all.clone(), all.clone());
    desk.database = Some(all);
    let plan = plan(&mut desk, &file);
    let removed: usize = plan.rows.iter().map(|row| row[Column::Removed as usize]).sum();
    assert_eq!((removed, plan.removed.len(), plan.count(false)), (3, 3, 0));
    data(&mut desk, DataEvent::Restore);
    assert_eq!(desk.model.records.calls.len(), 1, "she stays erased");

    data(&mut desk, DataEvent::FileCame(Ok(file)));
    data(&mut desk, DataEvent::Wish(Wished { removed: true, days: false }));
    data(&mut desk, DataEvent::Restore);
    assert_eq!(desk.model.data.stage, Stage::Told(Told::Restored(3)));
    assert_eq!((desk.model.records.calls.len(), desk.model.records.leads.len()), (2, 2));
    let kept = desk.kept.clone();
    assert_eq!(Desk::open_homes(kept.clone(), kept).model.records.calls.len(), 2, "and at the next start");
}

#[test]
fn settings_that_delete_sooner_are_shown_and_taken_over_only_if_wanted() {
    let mut desk = full();
    desk.happen(Event::SetKeysOff(true));
    let file = back_up(&mut desk);
    for (days, wished, expected) in [(1, false, 0), (1, true, 1), (30, false, 0)] {
        let file = file.replacen("\"days\":0", &format!("\"days\":{days}"), 1);
        let mut desk = Desk::open(Records::new());
        let plan = plan(&mut desk, &file);
        assert_eq!(plan.days, Some(days));
        data(&mut desk, DataEvent::Wish(Wished { removed: false, days: wished }));
        data(&mut desk, DataEvent::Restore);
        assert_eq!((desk.model.records.settings.days, desk.model.records.settings.keys.off), (expected, true));
    }
}

#[test]
fn a_database_that_cannot_be_read_stops_backup_and_restore() {
    let mut desk = full();
    let file = back_up(&mut desk);
    desk.now += 8 * DAY;
    let (made, before) = (desk.model.records.backup.clone(), desk.asked.len());
    desk.unread = Some(StorageFault::Failed);
    data(&mut desk, DataEvent::BackUp);
    assert_eq!(desk.model.data.stage, Stage::Told(Told::NotRead(Unread::BackUp)));
    assert_eq!(desk.model.records.backup, made, "the reminder goes on");
    data(&mut desk, DataEvent::FileCame(Ok(file)));
    assert_eq!(desk.model.data.stage, Stage::Told(Told::NotRead(Unread::Restore)));
    let written = |it: &callflow::app::Effect| {
        matches!(
            it,
            callflow::app::Effect::Data(callflow::app::DataEffect::Write(_) | callflow::app::DataEffect::Put(_))
        )
    };
    assert!(!desk.asked[before..].iter().any(written));
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
    let Stage::Restore(plan, _) = desk.model.data.stage.clone() else { panic!() };
    assert_eq!(plan.newer, 2);
    data(&mut desk, DataEvent::Restore);
    assert!(desk.model.records.leads.is_empty() && desk.model.records.calls.len() == 2);
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
            callflow::store::encode(&name, version(stamp))
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
        let contents = backup::read(&file).unwrap();
        prop_assert_eq!((contents.made, contents.missing, contents.faults.len()), (Stamp(60), 0, 0));
        let there = |text: &str| !Envelope::of(text).is_some_and(|it| it.gone);
        prop_assert_eq!(contents.lines.len(), records.iter().filter(|(_, text)| there(text)).count());
        let known = Desk::open(Records::new()).model.records;
        let plan = backup::plan(&known, None, &contents, &[], &[], Stamp(60));
        let writes: Vec<(String, String)> =
            plan.writes.iter().map(|(key, text)| (key.clone(), text.to_string())).collect();
        let merged = backup::latest(vec![writes]);
        let again = backup::plan(&known, None, &contents, &merged, &[], Stamp(60));
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

    /// No file makes it panic, and of one that is cut anywhere it is told what is missing.
    #[test]
    fn a_damaged_file_is_never_taken_for_a_whole_one(cut in 0.0..1.0_f64, noise in "\\PC{0,20}") {
        let lead = callflow::store::encode(&callflow::domain::Lead::default(), version(5));
        let file = backup::write(&[("lead:a".into(), lead)], Stamp(9));
        let at = ((file.len() - 1) as f64 * cut) as usize;
        let whole = |it: backup::Contents| it.faults.is_empty() && it.missing == 0;
        prop_assert!(!backup::read(&file[..at]).is_ok_and(whole));
        let _ = backup::read(&format!("{}{noise}{}", &file[..at], &file[at..]));
        prop_assert!(backup::read(&noise).is_err());
    }
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
    let sum = |desk: &Desk| desk.model.records.figures.iter().flat_map(|(_, it)| it.days.clone()).collect::<Vec<_>>();
    assert_eq!(sum(&other), sum(&desk), "and counted once");
}
