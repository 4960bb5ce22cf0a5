//! A desk with a lock, shut or open, and what is typed into its form.

use super::desk::Desk;
use callflow::app::lock::Reach;
use callflow::app::{Change, Effect, Event, LockEffect, LockEvent, LockField, Stage, Told};
use callflow::domain::{LeadField, Locale, Stamp};
use callflow::store::encryption::is_sealable;
use callflow::store::{LockRecord, Stored, Version, Wrapping, encode, encode_sealed};
use std::collections::BTreeMap;

pub type Records = BTreeMap<String, String>;

pub const AT: Version = Version { count: 1_799_000_000_000, at: Stamp(1_799_000_000_000) };

pub fn lock(wrapped: bool, done: bool) -> LockRecord {
    let wrapped = wrapped.then(|| Wrapping { salt: "c2FsdA==".into(), rounds: 600_000 });
    LockRecord { key: "a2V5".into(), wrapped, done }
}

/// Records of a call that was answered twice.
pub fn plain() -> Records {
    let mut desk = Desk::open(Records::new());
    desk.happen(Event::SetLocale(Locale::En));
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::StartCall);
    (0..2).for_each(|_| desk.happen(Event::Pick(0)));
    desk.kept
}

/// The same as they lie there once they are sealed, and what opens them.
pub fn sealed_records(lock: &LockRecord) -> Records {
    let seal = |(key, text): (String, String)| {
        let text = if is_sealable(&key, &text) { encode_sealed(AT, "c2VhbGVk") } else { text };
        (key, text)
    };
    let mut records: Records = plain().into_iter().map(seal).collect();
    records.insert("lock".into(), encode(lock, AT));
    records
}

pub fn shut_desk() -> Desk {
    // The database is read when there is a key: what comes of it is open.
    let mut database = plain();
    database.insert("lock".into(), encode(&lock(true, true), AT));
    let desk = Desk::open_homes(sealed_records(&lock(true, true)), database);
    assert!(desk.model.lock.is_shut());
    desk
}

pub fn opened(lock: &LockRecord) -> Event {
    let mut records = plain();
    records.insert("lock".into(), encode(lock, AT));
    Event::Lock(LockEvent::Opened(Ok(records.into_iter().collect())))
}

/// A desk whose lock was opened, and all of it is sealed.
pub fn open_desk() -> Desk {
    let mut desk = shut_desk();
    desk.happen(opened(&lock(true, true)));
    lock_events(&mut desk, [LockEvent::Brought(Ok((Reach::Homes, Vec::new())))]);
    desk
}

pub fn asked(desk: &Desk) -> Vec<&LockEffect> {
    desk.latest
        .iter()
        .filter_map(|effect| if let Effect::Lock(effect) = effect { Some(effect) } else { None })
        .collect()
}

pub fn lock_events(desk: &mut Desk, events: impl IntoIterator<Item = LockEvent>) {
    events.into_iter().for_each(|event| desk.happen(Event::Lock(event)));
}

/// The form of a change is filled in and sent.
pub fn fill(desk: &mut Desk, change: Change, [old, new, again]: [&str; 3]) {
    let typed = [(LockField::Old, old), (LockField::New, new), (LockField::Again, again)];
    lock_events(desk, [LockEvent::Ask(change)]);
    lock_events(desk, typed.map(|(field, text)| LockEvent::Fill(field, text.into())));
    lock_events(desk, [LockEvent::Go]);
}

/// A desk on which a lock was made, and its record is on its way.
pub fn made() -> (Desk, Version) {
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

pub fn held(desk: &mut Desk, version: Version, held: Stored) {
    desk.happen(Event::Kept { key: "lock".into(), version, held });
}

pub fn told(desk: &Desk) -> Option<Told> {
    if let Stage::Told(told) = desk.model.data.stage { Some(told) } else { None }
}
