//! What the data sheet asks for, in both homes at once.

use super::database::{ARCHIVE, Database};
use super::lock::{Lock, Texts};
use super::{Shell, after, archive, file, page, storage};
use crate::app::{DataEffect, DataEvent, Event};
use crate::domain::Stamp;
use crate::store::clock::is_ahead;
use crate::store::{Envelope, Gathered, StorageFault, Version, with_version};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// A day, in milliseconds.
const DAY: u32 = 24 * 60 * 60_000;

impl Shell {
    /// Apart: it is asked for even where the rest of the program does not come.
    #[inline(never)]
    pub(super) fn await_day(&self) {
        let dispatch = Rc::clone(&self.dispatch);
        self.day.replace(Some(after(DAY, move || dispatch(Event::Data(DataEvent::DayPassed)))));
    }

    /// Never inlined: the first prompt does without all of this.
    #[inline(never)]
    pub(super) fn data(&self, effect: DataEffect) {
        let dispatch = Rc::clone(&self.dispatch);
        let tell = move |event| dispatch(Event::Data(event));
        match effect {
            DataEffect::Place(name) => {
                let place = Rc::clone(&self.file);
                spawn_local(async move { tell(DataEvent::Placed(place.choose(name).await)) });
            }
            DataEffect::Write(text) => {
                let place = Rc::clone(&self.file);
                spawn_local(async move { tell(DataEvent::Written(place.write(&text).await)) });
            }
            DataEffect::PickFile => file::pick(move |text| tell(DataEvent::FileCame(text))),
            DataEffect::Gather => {
                let (database, lock) = (self.database.clone(), self.lock.clone());
                spawn_local(async move { tell(DataEvent::Gathered(gather(&database, &lock).await)) });
            }
            DataEffect::FindOld(days, since) => {
                let (database, lock) = (self.database.clone(), self.lock.clone());
                spawn_local(async move {
                    let old = |head: &str| Envelope::of(head).is_some_and(|it| it.version.at < since);
                    tell(DataEvent::OldFound(days, archive::all(&database, &lock, old).await));
                });
            }
            DataEffect::Put(batch) => {
                let (tabs, database) = (Rc::clone(&self.tabs), self.database.clone());
                let some = |(key, text): &(String, Rc<str>)| (key.clone(), Some(Rc::clone(text)));
                let all: Texts = batch.records.iter().map(some).chain(batch.archived.iter().cloned()).collect();
                self.lock.sealed(all, move |mut texts| {
                    let others = texts.split_off(batch.records.len());
                    database.change_both(texts, others, move |result| {
                        // Where nothing may be kept, the desk alone has anything.
                        let nowhere = storage::read_all().is_err_and(|fault| fault == StorageFault::Blocked);
                        let result = if nowhere { Ok(()) } else { result };
                        if result.is_ok() {
                            batch.records.iter().for_each(|(key, text)| tabs.tell(key, text));
                        }
                        tell(DataEvent::Put(batch, result));
                    });
                });
            }
            DataEffect::EraseAll { key, mark } => {
                let tabs = Rc::clone(&self.tabs);
                self.database.replace_all(key.clone(), Rc::clone(&mark), move |result| {
                    if let Err(fault) = empty(result).and_then(|()| empty(storage::clear())) {
                        return tell(DataEvent::NotErased(fault));
                    }
                    // The database has the mark; here it only saves time.
                    let _ = storage::write(&key, &mark);
                    tabs.tell_erased();
                    page::begin_anew();
                });
            }
            DataEffect::Redate(now) => {
                let (database, lock) = (self.database.clone(), self.lock.clone());
                // What cannot be given its date now stays as it is, and whole.
                spawn_local(async move {
                    let _ = redate(&database, &lock, now).await;
                });
            }
            DataEffect::AwaitDay => self.await_day(),
        }
    }
}

/// Gives records of the archive that claim to be later than now its date; each keeps its count.
async fn redate(database: &Database, lock: &Lock, now: Stamp) -> Result<(), StorageFault> {
    let mut from = String::new();
    loop {
        let mut page = archive::page(database, ARCHIVE, &from).await?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        from = last.clone();
        page.retain(|(_, text)| Envelope::of(text).is_some_and(|it| is_ahead(it.version.at, now)));
        let opened = lock.open_all(page.clone()).await;
        let mut changes = Vec::new();
        for ((key, was), (_, text)) in page.into_iter().zip(opened) {
            let count = Envelope::of(&was).map_or(0, |it| it.version.count);
            let Some(text) = with_version(&text, Version { count, at: now }) else { continue };
            let sealed = match lock.seal(&key, &text) {
                Some(begun) => begun.await,
                None => Some(text),
            };
            changes.extend(sealed.map(|text| (key, was, text)));
        }
        if !changes.is_empty() {
            archive::exchange(database, ARCHIVE, &changes).await?;
        }
    }
}

/// Reads both homes whole. Where both are refused from the start nothing is kept, so nothing is there; a home that cannot be
/// read for any other reason may hold records.
async fn gather(database: &Database, lock: &Lock) -> Result<Gathered, StorageFault> {
    let quick = match storage::read_all() {
        Err(StorageFault::Blocked) => return Ok(Gathered::default()),
        other => lock.open_all(other?).await,
    };
    let archived = archive::all(database, lock, |_| true).await?;
    let records = lock.open_all(database.read_all().await?.records).await;
    Ok(Gathered { quick, database: records, archived })
}

/// Where nothing may be kept, nothing is.
fn empty(result: Result<(), StorageFault>) -> Result<(), StorageFault> {
    match result {
        Err(StorageFault::Blocked) => Ok(()),
        other => other,
    }
}
