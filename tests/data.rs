//! The rep's own data: one person erased everywhere, keeping times, everything erased.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::app::{DataEffect, DataEvent, Effect, Event, Notice, Stage, Told, Unread};
use callflow::domain::{LeadField, Stamp};
use callflow::store::{ClockRecord, Envelope, Key, Opened, StorageFault, StoreEffect, backup, encode_gone};
use common::desk::Desk;
use common::kept::{
    DAY, Records, back_up, call_to, data, database, erase_everything, erase_person, full, with_archive,
};
use common::version;

/// Every text that is kept anywhere, and on the desk.
fn everything(desk: &Desk) -> String {
    format!("{:?} {:?} {:?} {:?}", desk.kept, desk.model.records.calls, desk.model.records.leads, desk.view())
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
    assert!(person.keys.iter().all(|key| Envelope::of(&desk.marks[key]).is_some_and(|it| it.gone)));
}

#[test]
fn erased_in_one_home_an_older_copy_in_the_other_does_not_come_back() {
    let mut desk = full();
    let before = desk.kept.clone();
    erase_person(&mut desk, "helen");
    let database = database(&desk);
    for (quick, database) in [(before.clone(), database.clone()), (database, before)] {
        let again = Desk::open_homes(quick, database);
        assert_eq!(again.model.records.calls.len(), 1);
        assert_eq!(again.model.records.leads.len(), 1);
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
    assert!(
        !desk
            .latest
            .iter()
            .any(|it| matches!(it, Effect::Store(StoreEffect::Write { key: other, .. }) if *other == key))
    );
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
    assert_eq!(backup::read(&file).unwrap().lines.len(), 3);
    assert_eq!(desk.model.records.backup.made, None, "that is no backup");
}

#[test]
fn customer_data_goes_when_its_time_is_over_and_not_before() {
    let mut desk = full();
    call_to(&mut desk, "Late", "Elsewhere", "");
    desk.now += 20 * DAY;
    call_to(&mut desk, "Late", "Elsewhere", "");
    desk.now += 11 * DAY;
    assert_eq!(desk.model.records.settings.days, 0);
    data(&mut desk, DataEvent::DayPassed);
    assert_eq!(desk.model.records.calls.len(), 4, "off at first");

    data(&mut desk, DataEvent::Expire(30));
    assert_eq!(desk.model.records.calls.len(), 4, "shown first");
    // Follow-ups were promised for the day after each call: their time is what counts.
    data(&mut desk, DataEvent::ExpireNow);
    assert_eq!(desk.model.records.calls.len(), 1);
    assert_eq!(desk.model.records.leads.len(), 1);
    assert_eq!(desk.model.records.follow_ups.len(), 1);
    assert!(!everything(&desk).contains("Helen"));

    // And at each start.
    let kept = desk.kept.clone();
    let mut desk = Desk::open(kept.clone());
    assert_eq!(desk.model.records.calls.len(), 1);
    for _ in 0..60 {
        desk.now += DAY;
        data(&mut desk, DataEvent::DayPassed);
    }
    assert!(desk.model.records.calls.is_empty() && desk.model.records.leads.is_empty());
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
    assert_eq!(again.front().due, Some(callflow::store::Due::Days(8)));
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
    let mark = Some(erase_everything(&mut desk));
    // localStorage is as it was; or it is empty, and another tab has written into the database.
    for (quick, extra) in [(before.clone(), Records::new()), (Records::new(), before)] {
        let database = extra.into_iter().chain(mark.clone()).collect();
        let again = Desk::open_homes(quick, database);
        assert!(
            again.model.records.calls.is_empty()
                && again.model.records.leads.is_empty()
                && !again.model.records.settings.keys.off
        );
        assert!(again.kept.is_empty(), "{:?}", again.kept.keys());
        assert_eq!(again.model.notice, None);
    }
}

#[test]
fn one_person_is_erased_in_the_archive_too() {
    let mut desk = with_archive();
    desk.happen(Event::SearchArchive("helen".into()));
    erase_person(&mut desk, "Helen");
    let left = format!("{} {:?} {:?}", everything(&desk), desk.archive, desk.model.archive);
    assert!(!left.contains("Helen") && left.contains("Ben likes tea"));
    assert_eq!(desk.model.archive.size, desk.archive.len());
    // localStorage may still have it, and the database knows better.
    assert!(desk.marks.keys().any(|key| key.starts_with("call:")));
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

#[test]
fn what_is_told_of_the_keeping_time_is_what_has_gone() {
    // Nothing was archived yet when the time is over: it goes at once, and from everywhere.
    let mut desk = full();
    for call in desk.model.records.calls.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>() {
        desk.happen(Event::Settle { call, done: true });
    }
    data(&mut desk, DataEvent::Expire(30));
    data(&mut desk, DataEvent::ExpireNow);
    desk.happen(Event::DismissNotice);
    desk.now += 40 * DAY;
    desk.model.records.clock = Some(ClockRecord { seen: Stamp(desk.now - DAY) });
    let records = desk.kept.clone().into_iter().filter(|(key, _)| key != "clock").collect();
    desk.happen(Event::DatabaseCame(Ok(Opened { records, archived: 0 })));
    assert_eq!(desk.model.notice, Some(Notice::Expired(6)));
    assert!(desk.archive.is_empty(), "{:?}", desk.archive.keys());
    assert!(!format!("{:?}", desk.kept).contains("Helen"));

    // The database refuses: nothing has gone, and that is what is told.
    let mut desk = full();
    let before = desk.kept.len();
    data(&mut desk, DataEvent::Expire(30));
    desk.now += 40 * DAY;
    desk.refuse = Some(StorageFault::Full);
    desk.happen(Event::DismissNotice);
    data(&mut desk, DataEvent::Expire(30));
    data(&mut desk, DataEvent::ExpireNow);
    assert_eq!((desk.model.notice.clone(), desk.model.records.calls.len()), (Some(Notice::NotExpired), 2));
    assert_eq!(desk.kept.len(), before);
}

#[test]
fn a_database_that_cannot_be_read_stops_erasing_finding_and_the_keeping_time() {
    let mut desk = with_archive();
    data(&mut desk, DataEvent::Query("helen".into()));
    data(&mut desk, DataEvent::Find);
    assert!(matches!(desk.model.data.stage, Stage::Person(..)));
    let before = (desk.kept.clone(), desk.archive.clone());
    desk.unread = Some(StorageFault::Failed);
    data(&mut desk, DataEvent::Erase);
    data(&mut desk, DataEvent::Erase);
    assert_eq!(desk.model.data.stage, Stage::Told(Told::NotRead(Unread::Person)));
    data(&mut desk, DataEvent::Find);
    assert_eq!(desk.model.data.stage, Stage::Told(Told::NotRead(Unread::Person)));
    data(&mut desk, DataEvent::Expire(30));
    assert_eq!(desk.model.data.stage, Stage::Told(Told::NotRead(Unread::Expire)));
    desk.model.records.settings.days = 30;
    desk.happen(Event::DismissNotice);
    data(&mut desk, DataEvent::DayPassed);
    assert_eq!(desk.model.notice, Some(Notice::NotExpired));
    desk.happen(Event::SearchArchive("helen".into()));
    assert!(desk.front().archive.unread && desk.front().archive.rows.is_empty());
    assert_eq!((desk.kept.clone(), desk.archive.clone()), before);
    // It answers again.
    desk.unread = None;
    desk.happen(Event::SearchArchive("helen".into()));
    assert!(!desk.front().archive.unread && desk.front().archive.rows.len() == 1);

    // Erasing that the database does not take is told, and nobody leaves the desk.
    let mut desk = full();
    desk.refuse = Some(StorageFault::Full);
    erase_person(&mut desk, "helen");
    assert_eq!(desk.model.data.stage, Stage::Told(Told::PersonNotErased));
    assert_eq!((desk.model.records.calls.len(), desk.model.records.leads.len()), (2, 2));
}
