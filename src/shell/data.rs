//! What the data sheet asks for, in both homes at once.

use super::{Shell, after, file, page, storage};
use crate::app::{DataEffect, DataEvent, Event, StorageFault};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// A day, in milliseconds.
const DAY: u32 = 24 * 60 * 60_000;

impl Shell {
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
            DataEffect::Gather => self.database.read(move |records| {
                // What cannot be read is not there.
                let quick = storage::read_all().unwrap_or_default();
                tell(DataEvent::Gathered(quick, records.unwrap_or_default()));
            }),
            DataEffect::PutAll(records) => {
                let tabs = Rc::clone(&self.tabs);
                let texts = records.iter().map(|(key, text)| (key.clone(), Some(Rc::clone(text)))).collect();
                self.database.change_all(texts, move |result| {
                    if result.is_ok() {
                        records.iter().for_each(|(key, text)| tabs.tell(key, text));
                    }
                    tell(DataEvent::Restored(result));
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
            DataEffect::AwaitDay => {
                self.day.replace(Some(after(DAY, move || tell(DataEvent::DayPassed))));
            }
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
