//! What the data sheet asks for, in both homes at once.

use super::lock::Texts;
use super::{Shell, after, archive, file, page, storage};
use crate::app::{DataEffect, DataEvent, Envelope, Event, Gathered, StorageFault};
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
                spawn_local(async move {
                    // What cannot be read is not there.
                    let archived = archive::all(&database, &lock, |_| true).await.unwrap_or_default();
                    let records = lock.open_all(database.read_all().await.unwrap_or_default().records).await;
                    let quick = lock.open_all(storage::read_all().unwrap_or_default()).await;
                    tell(DataEvent::Gathered(Gathered { quick, database: records, archived }));
                });
            }
            DataEffect::FindOld(days, since) => {
                let (database, lock) = (self.database.clone(), self.lock.clone());
                spawn_local(async move {
                    let old = |head: &str| Envelope::of(head).is_some_and(|it| it.version.at < since);
                    // As above; another day it may be.
                    let found = archive::all(&database, &lock, old).await.unwrap_or_default();
                    tell(DataEvent::OldFound(days, found));
                });
            }
            DataEffect::Unarchive(keys) => {
                let gone = keys.into_iter().map(|key| (key, None)).collect();
                self.database.change_both(Vec::new(), gone, |_| {});
            }
            DataEffect::PutAll { records, archived } => {
                let (tabs, database) = (Rc::clone(&self.tabs), self.database.clone());
                let some = |(key, text): &(String, Rc<str>)| (key.clone(), Some(Rc::clone(text)));
                let all: Texts = records.iter().chain(&archived).map(some).collect();
                self.lock.sealed(all, move |mut texts| {
                    let others = texts.split_off(records.len());
                    database.change_both(texts, others, move |result| {
                        if result.is_ok() {
                            records.iter().for_each(|(key, text)| tabs.tell(key, text));
                        }
                        tell(DataEvent::Restored(result));
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
            DataEffect::AwaitDay => self.await_day(),
        }
    }
}

/// Where nothing may be kept, nothing is.
fn empty(result: Result<(), StorageFault>) -> Result<(), StorageFault> {
    match result {
        Err(StorageFault::Blocked) => Ok(()),
        other => other,
    }
}
