//! The lock: before it is opened nothing is known and nothing changes; nothing is sealed before what opens it is kept; and
//! what no key opens is never written over. The cipher itself is tried in a real browser.

#![allow(clippy::unwrap_used)]

mod common;

use callflow::app::lock::{Reach, SHORTEST, UNASKED};
use callflow::app::view::Screen;
use callflow::app::{
    Change, DataEvent, Effect, Event, KeyPress, Lock, LockEffect, LockEvent, LockFault, LockTold, Notice, Stage, Told,
};
use callflow::domain::{LeadField, Stamp, call};
use callflow::store::backup::{self, LineFault, Why};
use callflow::store::encryption::{is_sealable, sealed_length};
use callflow::store::retention::expired_archived;
use callflow::store::{
    LockRecord, Opened, SaveStatus, StorageFault, StoreEffect, Stored, Version, encode, encode_gone, encode_sealed,
};
use common::desk::Desk;
use common::lock::*;
use common::version;

#[test]
fn before_it_is_opened_nothing_is_known_and_nothing_happens() {
    let mut desk = shut_desk();
    assert!(matches!(desk.view().screen, Screen::Shut(_)));
    assert_eq!(desk.focus(), Some("passphrase"));
    assert!(desk.model.records.calls.is_empty() && desk.model.records.leads.is_empty());
    assert!(
        !desk.asked.contains(&Effect::Store(StoreEffect::OpenDatabase)),
        "nor is anything read that could not be understood"
    );
    let before = desk.kept.clone();
    let press = |key: &str, command| Event::Key(KeyPress { key: key.into(), command, ..KeyPress::default() });
    for event in [
        Event::SetLead(LeadField::Name, "Eve".into()),
        Event::StartCall,
        Event::Practise,
        Event::OpenPalette,
        Event::Data(DataEvent::Open),
        Event::Data(DataEvent::BackUp),
        Event::DownloadUnkept,
        press("k", true),
        press("s", false),
        Event::Elsewhere { key: "lead:1".into(), text: encode(&vec![1_i64], version(AT.count + 1)) },
        Event::DatabaseCame(Ok(Opened::default())),
    ] {
        desk.happen(event.clone());
        assert_eq!((&desk.latest, &desk.kept), (&Vec::new(), &before), "{event:?}");
        assert!(matches!(desk.view().screen, Screen::Shut(_)), "{event:?}");
    }
}

#[test]
fn a_wrong_passphrase_changes_nothing() {
    let mut desk = shut_desk();
    let before = desk.kept.clone();
    lock_events(&mut desk, [LockEvent::Type("wrong".into()), LockEvent::Open]);
    assert_eq!(asked(&desk), [&LockEffect::Open(Some("wrong".into()))]);
    lock_events(&mut desk, [LockEvent::Open]);
    assert_eq!(asked(&desk), [] as [&LockEffect; 0], "it is being tried");
    lock_events(&mut desk, [LockEvent::Opened(Err(LockFault::Wrong))]);
    assert!(matches!(&desk.model.lock, Lock::Shut(shut) if shut.fault == Some(LockFault::Wrong) && !shut.busy));
    assert_eq!(desk.kept, before);
    lock_events(&mut desk, [LockEvent::Type("w".into())]);
    assert!(matches!(&desk.model.lock, Lock::Shut(shut) if shut.fault.is_none()), "it is said once");
}

#[test]
fn opened_it_is_the_desk_that_was_left_and_what_is_written_takes_the_room_of_sealed_records() {
    let mut desk = shut_desk();
    desk.happen(opened(&lock(true, true)));
    assert_eq!(desk.front().unfinished.rows.len(), 1);
    assert!(desk.asked.contains(&Effect::Store(StoreEffect::OpenDatabase)));
    let size = |(key, text): (&String, &String)| {
        let text = if is_sealable(key, text) { sealed_length(text) } else { text.encode_utf16().count() };
        "callflow:".len() + key.len() + text
    };
    let mut kept = plain();
    kept.insert("lock".into(), encode(&lock(true, true), AT));
    kept.insert("clock".into(), desk.kept["clock"].clone());
    assert_eq!(desk.model.saves.units(), kept.iter().map(size).sum::<usize>());
}

#[test]
fn what_a_kill_left_undone_goes_on_when_it_is_opened() {
    for (done, reach) in [(true, Reach::Homes), (false, Reach::All)] {
        let mut desk = Desk::open_homes(sealed_records(&lock(true, done)), plain());
        desk.happen(opened(&lock(true, done)));
        assert!(desk.asked.contains(&Effect::Lock(LockEffect::Bring { seal: true, reach })), "{done}");
        lock_events(&mut desk, [LockEvent::Brought(Ok((reach, Vec::new())))]);
        assert_eq!(desk.model.lock, Lock::Open(lock(true, true)));
        assert_eq!(desk.written().is_some(), !done, "it is noted once");
    }
}

#[test]
fn a_lock_that_was_taken_off_opens_by_itself() {
    let mut desk = Desk::open(sealed_records(&lock(false, false)));
    assert!(desk.asked.contains(&Effect::Lock(LockEffect::Open(None))));
    desk.happen(opened(&lock(false, false)));
    assert!(desk.asked.contains(&Effect::Lock(LockEffect::Bring { seal: false, reach: Reach::All })));
    lock_events(&mut desk, [LockEvent::Brought(Ok((Reach::All, Vec::new())))]);
    assert_eq!(desk.model.lock, Lock::Off);
    assert!(desk.kept["lock"].contains("\"done\":true"));

    let mut all = plain();
    all.insert("lock".into(), encode(&lock(false, true), AT));
    assert_eq!(Desk::open(all).model.lock, Lock::Off, "and then it is as if there had been none");
}

#[test]
fn a_new_passphrase_is_long_enough_and_typed_twice_alike() {
    let mut desk = Desk::open(plain());
    for (typed, fault) in [
        (["", "", ""], LockFault::Short),
        (["", "seven77", "seven77"], LockFault::Short),
        (["", "long enough", "long enougH"], LockFault::Differs),
    ] {
        fill(&mut desk, Change::Set, typed);
        assert!(matches!(&desk.model.data.stage, Stage::Lock(form) if form.fault == Some(fault)), "{typed:?}");
        assert_eq!(asked(&desk), [] as [&LockEffect; 0]);
    }
    let chinese = "电".repeat(SHORTEST);
    let mut desk = open_desk();
    let lock = lock(true, true);
    fill(&mut desk, Change::Renew, ["old", &chinese, &chinese]);
    assert_eq!(
        asked(&desk),
        [&LockEffect::Renew { lock, old: "old".into(), new: chinese }],
        "characters count, not bytes"
    );
    lock_events(&mut desk, [LockEvent::Made(Err(LockFault::Wrong))]);
    assert!(matches!(&desk.model.data.stage, Stage::Lock(form) if form.fault == Some(LockFault::Wrong)));
}

#[test]
fn nothing_is_sealed_before_what_opens_it_is_kept() {
    let (mut desk, written) = made();
    held(&mut desk, written, Stored::Durable);
    assert!(desk.model.lock.seals());
    assert!(asked(&desk).contains(&&LockEffect::Bring { seal: true, reach: Reach::All }));
    assert!(asked(&desk).contains(&&LockEffect::AwaitIdle(UNASKED)));
    assert_eq!(told(&desk), None, "not all of it is sealed yet");
    lock_events(&mut desk, [LockEvent::Brought(Ok((Reach::All, vec![("lock".into(), 1234)])))]);
    assert_eq!(told(&desk), Some(Told::Lock(LockTold::Done(Change::Set))));
}

#[test]
fn only_the_answer_for_this_very_record_counts() {
    let (mut desk, written) = made();
    held(&mut desk, Version { count: written.count - 1, ..written }, Stored::Durable);
    assert!(!desk.model.lock.seals());
    held(&mut desk, written, Stored::LocalOnly(StorageFault::Failed));
    assert!(asked(&desk).contains(&&LockEffect::Bring { seal: true, reach: Reach::Quick }), "the database has it not");
    lock_events(&mut desk, [LockEvent::Brought(Ok((Reach::Quick, Vec::new())))]);
    assert_eq!(desk.model.lock, Lock::Open(lock(true, false)), "the rest is still to be done");
}

#[test]
fn while_records_are_sealed_none_leaves_for_the_archive_and_the_lock_stays_as_it_is() {
    let mut desk = shut_desk();
    desk.happen(opened(&lock(true, false)));
    assert!(desk.model.bringing);
    fill(&mut desk, Change::Renew, ["old", "long enough", "long enough"]);
    assert_eq!(asked(&desk), [] as [&LockEffect; 0]);
    // Long enough ago to leave.
    let call = desk.front().unfinished.rows[0].id.clone();
    desk.happen(Event::OpenCall(call));
    for event in
        [call::Event::Ended, call::Event::Disposed { disposition: call::Disposition::Declined }, call::Event::Closed]
    {
        desk.happen(Event::Do(event));
    }
    desk.happen(Event::LeaveCall);
    desk.now += 15 * 24 * 3_600_000;
    let leaves = |desk: &Desk| desk.asked.iter().any(|it| matches!(it, Effect::Store(StoreEffect::Archive { .. })));
    desk.happen(Event::Secured { keys: Vec::new(), archived: Vec::new(), result: Ok(()) });
    assert!(!leaves(&desk));
    lock_events(&mut desk, [LockEvent::Brought(Ok((Reach::All, Vec::new())))]);
    assert!(leaves(&desk));
}

#[test]
fn what_opens_the_records_is_neither_purged_nor_brought_by_a_file() {
    let mut desk = open_desk();
    let erased = version(AT.count + 1);
    let records = vec![("erased".to_owned(), encode_gone(erased)), ("lock".to_owned(), encode(&lock(true, true), AT))];
    desk.happen(Event::DatabaseCame(Ok(Opened { records, archived: 0 })));
    let purged = desk
        .latest
        .iter()
        .find_map(|it| if let Effect::Store(StoreEffect::Purge(keys)) = it { Some(keys.clone()) } else { None });
    let purged = purged.unwrap();
    assert!(!purged.is_empty() && !purged.contains(&"lock".to_owned()), "{purged:?}");

    let line = format!("{{\"key\":\"lock\",\"record\":{}}}", encode(&lock(true, true), AT));
    let head = format!("{{\"callflow\":\"backup\",\"format\":1,\"stamp\":{},\"records\":1}}", AT.at.0);
    let file = format!("{head}\n{line}\n");
    assert_eq!(backup::read(&file).unwrap().faults, [LineFault { line: 2, why: Why::NotAllowed }]);
    let written = backup::write(&[("lock".to_owned(), encode(&lock(true, true), AT))], AT.at);
    assert_eq!(written.lines().count(), 1);
}

#[test]
fn what_no_key_opens_never_gets_too_old() {
    let desk = open_desk();
    let records =
        ["call:1", "appointment:1", "follow-up:1", "lead:1"].map(|key| (key.to_owned(), encode_sealed(AT, "x")));
    assert_eq!(
        expired_archived(&desk.model.records, &desk.model.in_use(), Stamp(AT.at.0 + 1), &records),
        [] as [String; 0]
    );
}

#[test]
fn a_lock_that_cannot_be_kept_is_none() {
    let (mut desk, written) = made();
    held(&mut desk, written, Stored::Failed(StorageFault::Full));
    assert_eq!(desk.model.lock, Lock::Off);
    assert_eq!(asked(&desk), [] as [&LockEffect; 0]);
    assert_eq!(told(&desk), Some(Told::Lock(LockTold::NotKept(StorageFault::Full))));
    assert_eq!(desk.model.saves.state(), SaveStatus::Saved, "nor does it come later by itself");
}

#[test]
fn what_stops_in_between_is_told() {
    let (mut desk, written) = made();
    held(&mut desk, written, Stored::Durable);
    lock_events(&mut desk, [LockEvent::Brought(Err(StorageFault::Full))]);
    assert_eq!(told(&desk), Some(Told::Lock(LockTold::Unfinished(StorageFault::Full))));
    assert_eq!(desk.model.lock, Lock::Open(lock(true, false)), "it is still to be done");
}

#[test]
fn what_no_key_opens_is_told_and_never_written_over() {
    let mut all = plain();
    let lead = "lead:no-key".to_owned();
    all.insert(lead.clone(), encode_sealed(AT, "b3RoZXI="));
    let mut desk = Desk::open(all.clone());
    assert_eq!(desk.model.notice, Some(Notice::Sealed(1)));
    assert_eq!(desk.kept[&lead], all[&lead]);
    assert!(
        !desk.asked.iter().any(|it| matches!(it, Effect::Store(StoreEffect::Write { key, .. }) if key.contains(&lead)))
    );
    desk.happen(Event::StartCall);
    assert_eq!(desk.kept[&lead], all[&lead]);

    // A copy that can be read takes its place.
    let open = encode(&callflow::domain::Lead { name: "Ada".into(), ..Default::default() }, AT);
    let database = Records::from([(lead.clone(), open.clone())]);
    let desk = Desk::open_homes(all, database);
    assert_eq!(desk.kept[&lead], open);
    assert!(matches!(desk.model.notice, Some(Notice::Recovered(_))));
}

#[test]
fn what_localstorage_lost_of_the_lock_the_database_knows() {
    let mut desk = Desk::open(plain());
    let before = desk.kept.clone();
    let records: Vec<_> = sealed_records(&lock(true, true)).into_iter().collect();
    desk.happen(Event::DatabaseCame(Ok(Opened { records: records.clone(), archived: 0 })));
    assert_eq!(asked(&desk), [&LockEffect::Found(encode(&lock(true, true), AT))]);
    assert_eq!((desk.latest.len(), &desk.kept), (1, &before), "nothing else is touched");
}

#[test]
fn another_tab_puts_the_lock_on_changes_it_and_takes_it_off() {
    let elsewhere = |lock: &LockRecord, at| Event::Elsewhere { key: "lock".into(), text: encode(lock, version(at)) };
    let mut desk = Desk::open(plain());
    desk.happen(elsewhere(&lock(true, false), AT.count));
    assert_eq!(asked(&desk), [&LockEffect::Shut]);

    let mut desk = Desk::open(plain());
    desk.refuse = Some(StorageFault::Full);
    desk.happen(Event::SetLead(LeadField::Name, "only in memory".into()));
    desk.happen(elsewhere(&lock(true, false), AT.count));
    assert_eq!(asked(&desk), [] as [&LockEffect; 0], "what is in memory alone would be lost");

    let mut desk = open_desk();
    let renewed = LockRecord { key: "bmV3".into(), ..lock(true, true) };
    desk.happen(elsewhere(&renewed, AT.count + 1));
    assert_eq!((asked(&desk), &desk.model.lock), (vec![], &Lock::Open(renewed)));
    // The other tab is at it: here nothing is sealed any more, and none can be put on before all is open.
    desk.happen(elsewhere(&lock(false, false), AT.count + 2));
    assert_eq!((asked(&desk), desk.model.lock.seals()), (vec![&LockEffect::Leave], false));
    for change in [Change::Set, Change::Renew, Change::Remove] {
        fill(&mut desk, change, ["old", "long enough", "long enough"]);
        assert_eq!(asked(&desk), [] as [&LockEffect; 0], "{change:?}");
    }
    desk.happen(elsewhere(&lock(false, true), AT.count + 3));
    assert_eq!(desk.model.lock, Lock::Off);
}

#[test]
fn it_locks_itself_when_nobody_is_there_but_never_in_a_call_nor_while_something_is_not_saved() {
    let mut desk = shut_desk();
    desk.happen(opened(&lock(true, true)));
    lock_events(&mut desk, [LockEvent::SetIdle(5)]);
    assert_eq!(asked(&desk), [&LockEffect::AwaitIdle(5)]);
    lock_events(&mut desk, [LockEvent::Idle]);
    assert_eq!(asked(&desk), [&LockEffect::Shut]);

    desk.happen(Event::StartCall);
    lock_events(&mut desk, [LockEvent::Idle]);
    assert_eq!(asked(&desk), [&LockEffect::AwaitIdle(5)], "somebody is on the line");
    desk.happen(Event::Do(call::Event::Ended));
    desk.refuse = Some(StorageFault::Full);
    desk.happen(Event::Do(call::Event::Noted { text: "only in memory".into() }));
    for event in [LockEvent::Idle, LockEvent::Shut] {
        lock_events(&mut desk, [event]);
        assert!(!asked(&desk).contains(&&LockEffect::Shut));
    }
    desk.refuse = None;
    desk.happen(Event::KeepAgain);
    lock_events(&mut desk, [LockEvent::Shut]);
    assert_eq!(asked(&desk), [&LockEffect::Shut]);
}

#[test]
fn without_the_passphrase_all_that_can_be_done_is_to_erase_everything() {
    let mut desk = shut_desk();
    desk.happen(Event::Data(DataEvent::EraseAll));
    desk.happen(Event::Data(DataEvent::Confirm("erase".into())));
    desk.happen(Event::Data(DataEvent::EraseAllNow));
    let erases = |effect: &Effect| matches!(effect, Effect::Data(callflow::app::DataEffect::EraseAll { .. }));
    assert!(desk.latest.iter().any(erases));
}
