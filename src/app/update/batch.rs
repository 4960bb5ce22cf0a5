//! Records are put into the database together: what a file brings, and the marks of what is removed. Nothing is told, and
//! nothing on the desk changes, before the database has confirmed all of it.

use super::super::data::{DataEffect, Stage, Told, Wished};
use super::super::start::{drop_record, take_up};
use super::{Effect, Turn};
use crate::app::model::ArchiveSearch;
use crate::store::backup::{Plan, settings_with};
use crate::store::{Batch, Envelope, Key, Purpose, StorageFault, encode, encode_gone, with_version};
use std::rc::Rc;

impl Turn<'_> {
    /// Puts what a plan brings. What was removed here comes back as a version of now, if that is wanted: what a person restores
    /// on purpose is later than the mark of its removal.
    pub(super) fn restore_all(&mut self, plan: &Plan, wished: Wished) {
        let mut records = plan.writes.clone();
        let removed = plan.removed.iter().filter(|_| wished.removed);
        records.extend(removed.map(|(key, text)| {
            let version = self.model.saves.version(self.now.at);
            // A copy of what could not be read is no envelope yet.
            let text = with_version(text, version).unwrap_or_else(|| encode(&text.to_string(), version));
            (key.clone(), text.into())
        }));
        if plan.days.is_some() && !wished.days {
            let settings = Key::Settings.text();
            for (_, text) in records.iter_mut().filter(|(key, _)| *key == settings) {
                if let Some(kept) = settings_with(text, self.model.records.settings.days) {
                    *text = kept.into();
                }
            }
        }
        let archived = plan.archived.iter().map(|(key, text)| (key.clone(), Some(Rc::clone(text)))).collect();
        self.put_all(Batch { purpose: Purpose::Restore, records, archived });
    }

    /// Puts marks of removal in the place of these records; those of the archive are deleted there.
    pub(super) fn remove_all(&mut self, purpose: Purpose, keys: &[String], archived: Vec<String>) {
        let mark = |key: &String| {
            let version = self.model.saves.version(self.now.at);
            (key.clone(), encode_gone(version).into())
        };
        let records = keys.iter().map(mark).collect();
        let archived = archived.into_iter().map(|key| (key, None)).collect();
        self.put_all(Batch { purpose, records, archived });
    }

    fn put_all(&mut self, batch: Batch) {
        self.effects.push(Effect::Data(DataEffect::Put(Rc::new(batch))));
    }

    /// The database has all of it, or nothing: the desk follows, and localStorage gets what it has room for.
    pub(super) fn put(&mut self, batch: &Batch, result: Result<(), StorageFault>) {
        if result.is_ok() {
            if batch.purpose == Purpose::Delete {
                self.tell_deleted(batch);
            }
            for (key, text) in &batch.records {
                self.settle_record(key, text);
            }
            let gone = batch.archived.iter().filter(|(_, text)| text.is_none()).count();
            let archive = &mut self.model.archive;
            archive.size -= gone.min(archive.size);
            self.model.archive_search = ArchiveSearch::default();
        }
        let count = batch.records.len() + batch.archived.iter().filter(|(_, text)| text.is_some()).count();
        match (batch.purpose, result) {
            (Purpose::Restore, Ok(())) => {
                self.model.data.stage = Stage::Told(Told::Restored(count));
                self.show_settings();
                self.archive();
            }
            (Purpose::Restore, Err(fault)) => self.model.data.stage = Stage::Told(Told::NotRestored(fault)),
            (Purpose::Erase, Ok(())) => {
                self.model.data.query.clear();
                self.model.data.stage = Stage::Told(Told::Erased(count));
            }
            (Purpose::Erase, Err(_)) => self.model.data.stage = Stage::Told(Told::PersonNotErased),
            (Purpose::Expire, result) => self.expired(result.map(|()| count)),
            (Purpose::Delete, result) => self.deleted(result),
        }
    }

    /// A record is in the database as this text: nothing older of it waits to be written any more.
    fn settle_record(&mut self, key: &str, text: &str) {
        let later = self.model.saves.known(key) > Envelope::of(text).map(|it| it.version);
        let Some(kind) = Key::parse(key).filter(|_| !later) else { return };
        self.model.saves.give_up_on(key);
        if Envelope::of(text).is_some_and(|it| it.gone) {
            drop_record(self.model, &kind);
            self.cache(key, text);
        } else if take_up(self.model, key, text).is_ok() {
            self.cache(key, text);
        }
    }
}
