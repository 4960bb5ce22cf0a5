//! The lock: before it is opened nothing is known and nothing changes; nothing is sealed before what opens it is kept; and
//! what no key opens is never written over. The cipher itself is tried in a real browser.

#![allow(clippy::unwrap_used)]

mod common;

use callflow::app::host::{Asked, Frame, Hello};
use callflow::app::lock::{Reach, SHORTEST, UNASKED};
use callflow::app::view::Screen;
use callflow::app::{
    Change, DataEvent, Effect, Event, FromHost, KeyPress, Lock, LockEffect, LockEvent, LockFault, LockField, LockTold,
    Notice, SealedFor, Stage, Told,
};
use callflow::domain::{LeadField, Locale, Stamp, call};
use callflow::store::backup::{self, LineFault, Why};
use callflow::store::encryption::{is_sealable, sealed_length};
use callflow::store::retention::expired_archived;
use callflow::store::{
    LockRecord, Opened, SaveStatus, StorageFault, StoreEffect, Stored, Version, Wrapping, encode, encode_gone,
    encode_sealed, sealed,
};
use common::desk::Desk;
use common::version;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

type Records = BTreeMap<String, String>;

const AT: Version = Version { count: 1_799_000_000_000, at: Stamp(1_799_000_000_000) };

fn lock(wrapped: bool, done: bool) -> LockRecord {
    let wrapped = wrapped.then(|| Wrapping { salt: "c2FsdA==".into(), rounds: 600_000 });
    LockRecord { key: "a2V5".into(), wrapped, done }
}

/// Records of a call that was answered twice.
fn plain() -> Records {
    let mut desk = Desk::open(Records::new());
    desk.happen(Event::SetLocale(Locale::En));
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::StartCall);
    (0..2).for_each(|_| desk.happen(Event::Pick(0)));
    desk.kept
}

/// The same as they lie there once they are sealed, and what opens them.
fn sealed_records(lock: &LockRecord) -> Records {
    let seal = |(key, text): (String, String)| {
        let text = if is_sealable(&key, &text) { encode_sealed(AT, "c2VhbGVk") } else { text };
        (key, text)
    };
    let mut records: Records = plain().into_iter().map(seal).collect();
    records.insert("lock".into(), encode(lock, AT));
    records
}

fn shut_desk() -> Desk {
    // The database is read when there is a key: what comes of it is open.
    let mut database = plain();
    database.insert("lock".into(), encode(&lock(true, true), AT));
    let desk = Desk::open_homes(sealed_records(&lock(true, true)), database);
    assert!(desk.model.lock.is_shut());
    desk
}

fn opened(lock: &LockRecord) -> Event {
    let mut records = plain();
    records.insert("lock".into(), encode(lock, AT));
    Event::Lock(LockEvent::Opened(Ok(records.into_iter().collect())))
}

/// A desk whose lock was opened, and all of it is sealed.
fn open_desk() -> Desk {
    let mut desk = shut_desk();
    desk.happen(opened(&lock(true, true)));
    lock_events(&mut desk, [LockEvent::Brought(Ok((Reach::Homes, Vec::new())))]);
    desk
}

fn asked(desk: &Desk) -> Vec<&LockEffect> {
    desk.latest
        .iter()
        .filter_map(|effect| if let Effect::Lock(effect) = effect { Some(effect) } else { None })
        .collect()
}

fn lock_events(desk: &mut Desk, events: impl IntoIterator<Item = LockEvent>) {
    events.into_iter().for_each(|event| desk.happen(Event::Lock(event)));
}

/// The form of a change is filled in and sent.
fn fill(desk: &mut Desk, change: Change, [old, new, again]: [&str; 3]) {
    let typed = [(LockField::Old, old), (LockField::New, new), (LockField::Again, again)];
    lock_events(desk, [LockEvent::Ask(change)]);
    lock_events(desk, typed.map(|(field, text)| LockEvent::Fill(field, text.into())));
    lock_events(desk, [LockEvent::Go]);
}

/// A desk on which a lock was made, and its record is on its way.
fn made() -> (Desk, Version) {
    let mut desk = Desk::open(plain());
    fill(&mut desk, Change::Set, ["", "long enough", "long enough"]);
    assert_eq!(asked(&desk), [&LockEffect::Make("long enough".into())]);
    desk.silent = true;
    lock_events(&mut desk, [LockEvent::Made(Ok(lock(true, false)))]);
    let (key, version) = desk.written().unwrap();
    assert_eq!((key.as_str(), desk.model.lock.seals()), ("lock", false));
    assert_eq!(asked(&desk), [] as [&LockEffect; 0], "nothing is sealed yet");
    (desk, version)
}

fn held(desk: &mut Desk, version: Version, held: Stored) {
    desk.happen(Event::Kept { key: "lock".into(), version, held });
}

fn told(desk: &Desk) -> Option<Told> {
    if let Stage::Told(told) = desk.model.data.stage { Some(told) } else { None }
}

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

#[test]
fn what_says_something_of_somebody_is_sealed() {
    let text = encode(&vec![1_i64], AT);
    for (key, expected) in [
        ("settings", false),
        ("lock", false),
        ("erased", false),
        ("backup", false),
        ("theirs:1", false),
        ("uses", true),
        ("draft:tab", true),
        ("call:1", true),
        ("lead:1", true),
        ("appointment:1", true),
        ("follow-up:1", true),
        ("figures:1", true),
        ("flow:zh-CN/first-call@1+2", true),
        ("aside:call:1", true),
    ] {
        assert_eq!(is_sealable(key, &text), expected, "{key}");
        assert!(!is_sealable(key, &encode_gone(AT)), "a mark has no content");
    }
    assert!(is_sealable("aside:call:1", "{\"torn"));
}

/// What the page around the widget asks for, and what it was told so far.
fn ask(desk: &mut Desk, id: &str, mut message: Value) {
    message["id"] = format!("request-{id:0>8}").into();
    let asked = Asked::parse(&message.to_string()).unwrap();
    desk.happen(Event::FromHost(FromHost::Asked(Box::new(asked))));
}

fn told_host(desk: &Desk) -> Vec<Value> {
    let told = desk.asked.iter().filter_map(|it| if let Effect::Tell(text) = it { Some(text) } else { None });
    told.map(|text| serde_json::from_str(text).unwrap()).collect()
}

/// A desk in the frame of a page that keeps its state, with a call of that page's.
fn kept_by_host() -> Desk {
    let mut desk = Desk::open_with(Records::new(), Some(StorageFault::Blocked), Locale::En);
    desk.happen(Event::FromHost(FromHost::Around(Frame::Other, None)));
    desk.happen(Event::FromHost(FromHost::Greeted(Hello {
        origin: "https://crm.example".into(),
        id: "knock-0000000001".into(),
    })));
    ask(&mut desk, "1", json!({"type": "state"}));
    ask(&mut desk, "2", json!({"type": "start", "lead": {"id": "7", "name": "Helen"}}));
    desk
}

/// What stands for sealing here.
fn seal(records: &[(String, Option<String>)]) -> Vec<(String, Option<String>)> {
    let seal =
        |key: &str, text: &String| if is_sealable(key, text) { encode_sealed(AT, "c2VhbGVk") } else { text.clone() };
    records.iter().map(|(key, text)| (key.clone(), text.as_ref().map(|text| seal(key, text)))).collect()
}

#[test]
fn a_page_that_keeps_the_state_gets_it_sealed_and_the_lock_with_it() {
    let mut desk = kept_by_host();
    fill(&mut desk, Change::Set, ["", "long enough", "long enough"]);
    lock_events(&mut desk, [LockEvent::Made(Ok(lock(true, false)))]);
    assert!(desk.model.lock.seals(), "the page keeps what the browser does not");
    let from = told_host(&desk).len();
    let all = desk.asked.iter().rev().find_map(|it| match it {
        Effect::Lock(LockEffect::Seal(records, SealedFor::Change)) => Some(records.clone()),
        _ => None,
    });
    let all = all.unwrap();
    let place = |is: fn(&LockEffect) -> bool| {
        desk.asked.iter().rposition(|it| matches!(it, Effect::Lock(effect) if is(effect)))
    };
    let (used, sealed_with) =
        (place(|it| matches!(it, LockEffect::Bring { .. })), place(|it| matches!(it, LockEffect::Seal(..))));
    assert!(used < sealed_with, "the key is in use before anything is sealed for the page");
    let keys: Vec<&str> = all.iter().map(|(key, _)| key.split(':').next().unwrap()).collect();
    for kind in ["call", "lead", "flow", "lock"] {
        assert!(keys.contains(&kind), "{kind} in {keys:?}");
    }
    desk.happen(Event::Pick(0));
    ask(&mut desk, "3", json!({"type": "state"}));
    let open = told_host(&desk).split_off(from);
    assert!(!open.iter().any(|it| it["type"] == "keep" || it["to"] == "request-00000003"), "{open:?}");
    lock_events(&mut desk, [LockEvent::Sealed(seal(&all), SealedFor::Answer("request-00000003".into()))]);
    let answer = told_host(&desk).pop().unwrap();
    let records = answer["records"].as_object().unwrap();
    for (key, text) in records {
        assert!(key == "lock" || sealed(text.as_str().unwrap()).is_some(), "{key}");
    }
}

#[test]
fn what_the_page_gives_back_sealed_waits_for_the_passphrase_and_the_rest_behind_it() {
    let before = kept_by_host();
    let mut state: Records = before.model.saves.waiting().into_iter().collect();
    state.insert("lock".into(), encode(&lock(true, true), AT));
    let given: Vec<_> = state.clone().into_iter().map(|(key, text)| (key, Some(text))).collect();
    let given: Records = seal(&given).into_iter().map(|(key, text)| (key, text.unwrap())).collect();

    for opens in [true, false] {
        let mut desk = Desk::open_with(Records::new(), Some(StorageFault::Blocked), Locale::En);
        desk.happen(Event::FromHost(FromHost::Around(Frame::Other, None)));
        let hello = Hello { origin: "https://crm.example".into(), id: "knock-0000000002".into() };
        desk.happen(Event::FromHost(FromHost::Greeted(hello)));
        ask(&mut desk, "4", json!({"type": "restore", "records": given}));
        let call = before.call().id.as_str().to_owned();
        for _ in 0..2 {
            ask(&mut desk, "4", json!({"type": "restore", "records": given}));
            ask(&mut desk, "5", json!({"type": "open", "call": call}));
        }
        assert!(matches!(desk.view().screen, Screen::Shut(_)));
        assert!(!told_host(&desk).iter().any(|it| it["type"] == "answer"));
        lock_events(&mut desk, [LockEvent::Type("long enough".into()), LockEvent::Open]);
        assert!(matches!(asked(&desk)[..], [LockEffect::OpenGiven { .. }]));
        if opens {
            lock_events(&mut desk, [LockEvent::Opened(Ok(state.clone().into_iter().collect()))]);
            assert_eq!(desk.call().log(), before.call().log());
            let keeps = |it: &Effect| matches!(it, Effect::Store(StoreEffect::Write { key, .. }) if key == "lock");
            let seals = |it: &Effect| matches!(it, Effect::Lock(LockEffect::Bring { seal: true, reach: Reach::All }));
            let place = |is: &dyn Fn(&Effect) -> bool| desk.asked.iter().position(is).unwrap();
            assert!(place(&keeps) < place(&seals), "what opens is kept before anything is sealed");
        } else {
            lock_events(&mut desk, [LockEvent::Opened(Err(LockFault::Wrong)), LockEvent::Without]);
            assert!(matches!(desk.view().screen, Screen::Prepare(_)));
        }
        let answers: Vec<_> = told_host(&desk).into_iter().filter(|it| it["type"] == "answer").collect();
        let oks: Vec<_> = answers.iter().map(|it| (it["to"].as_str().unwrap(), it["ok"].as_bool().unwrap())).collect();
        assert_eq!(oks, [("request-00000004", opens), ("request-00000005", opens)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_sealed_record_is_as_long_as_was_reckoned(text in ".{0,300}", at in 0..32_503_680_000_000_i64) {
        for text in [encode(&text, version(at)), text] {
            // Base64 of what is drawn, the text and its seal.
            let body = "A".repeat((12 + text.len() + 16).div_ceil(3) * 4);
            let version = callflow::store::Envelope::of(&text).map(|it| it.version).unwrap_or_default();
            let whole = encode_sealed(version, &body);
            prop_assert_eq!(sealed_length(&text), whole.encode_utf16().count());
            prop_assert_eq!(sealed(&whole), Some(body.as_str()));
        }
    }

    /// Whatever is there beside it, nothing sealed is ever lost or taken for something else.
    #[test]
    fn any_text_in_the_place_of_the_lock_is_survived(text in "\\PC{0,200}", tail in 0_usize..60) {
        let whole = encode(&lock(true, true), AT);
        for text in [text, whole[..whole.len() - tail.min(whole.len())].to_owned()] {
            let mut all = sealed_records(&lock(true, true));
            all.insert("lock".into(), text);
            let desk = Desk::open(all.clone());
            for (key, text) in all.iter().filter(|(_, text)| sealed(text).is_some()) {
                prop_assert_eq!(&desk.kept[key], text);
            }
        }
    }

    /// Sealed records of the first version that had a lock, one of them damaged by a disk or a foreign hand.
    #[test]
    fn whatever_is_damaged_the_sealed_records_stay(place in 0_usize..100, at in 0_usize..2000, sign in ".{0,2}") {
        let golden: Records = serde_json::from_str(include_str!("golden/format-2.json")).unwrap();
        let mut all = golden.clone();
        let key = golden.keys().nth(place % golden.len()).unwrap().clone();
        let mut text: Vec<char> = golden[&key].chars().collect();
        let at = at % text.len();
        text.splice(at..(at + 1).min(text.len()), sign.chars());
        all.insert(key.clone(), text.into_iter().collect());
        let desk = Desk::open(all.clone());
        for (other, text) in all.iter().filter(|(other, text)| **other != key && sealed(text).is_some()) {
            prop_assert_eq!(&desk.kept[other], text);
        }
    }
}
