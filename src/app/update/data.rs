//! The rep's own data is looked after: backed up, restored, handed out, erased.

use super::super::backup;
use super::super::data::{BackupRecord, DataEffect, DataEvent, Gathered, Stage, Task, Told};
use super::super::effect::StorageFault;
use super::super::expiry::{expired, expired_archived, since};
use super::super::model::{Notice, Over};
use super::super::people;
use super::super::records::{Envelope, Key, encode_gone};
use super::super::start::{drop_record, take_up};
use super::{Effect, Turn};
use crate::text::texts;
use std::rc::Rc;

/// How often another tab may write until it hears that everything was erased: all of that goes too.
const UNHEARD: i64 = 1_000_000;

impl Turn<'_> {
    /// Never inlined: the first prompt does without all of this.
    #[inline(never)]
    pub(super) fn data(&mut self, event: DataEvent) {
        match event {
            DataEvent::Open => self.open_data(),
            DataEvent::Back => self.data_at(Stage::Idle),
            DataEvent::BackUp => {
                self.place(Task::BackUp);
                if self.model.over.is_none() {
                    self.open(Over::Data);
                }
            }
            DataEvent::PutOff => {
                self.model.data.backup.put_off = Some(self.now.at);
                self.keep_backup();
            }
            DataEvent::PickFile => self.effects.push(Effect::Data(DataEffect::PickFile)),
            DataEvent::FileCame(file) => self.file_came(file),
            DataEvent::Restore => self.begin_restore(),
            DataEvent::Restored(result) => self.restored(result),

            DataEvent::Query(query) => self.model.data.query = query,
            DataEvent::Find => self.gather(Task::Find(self.model.data.query.clone())),
            DataEvent::Choose(place) => {
                if let Stage::Found(people) = &self.model.data.stage
                    && let Some(person) = people.get(place)
                {
                    self.model.data.stage = Stage::Person(Rc::new(person.clone()), false);
                }
            }
            DataEvent::Export => {
                if let Stage::Person(person, _) = &self.model.data.stage {
                    self.place(Task::Export(person.who.clone()));
                }
            }
            DataEvent::Erase => self.erase_person(),

            DataEvent::Expire(days) => self.preview_expiry(days),
            DataEvent::ExpireNow => self.expire_from_now(),
            DataEvent::OldFound(days, records) => self.old_found(days, &records),
            DataEvent::DayPassed => {
                self.expire();
                self.effects.push(Effect::Data(DataEffect::AwaitDay));
            }

            DataEvent::EraseAll => self.data_at(Stage::EraseAll(String::new())),
            DataEvent::Confirm(word) => {
                if let Stage::EraseAll(typed) = &mut self.model.data.stage {
                    *typed = word;
                }
            }
            DataEvent::EraseAllNow => self.erase_all(),
            DataEvent::NotErased(fault) => self.model.data.stage = Stage::Told(Told::NotErased(fault)),

            DataEvent::Placed(true) => self.effects.push(Effect::Data(DataEffect::Gather)),
            DataEvent::Placed(false) => self.model.data.stage = Stage::Idle,
            DataEvent::Gathered(gathered) => self.gathered(gathered),
            DataEvent::Written(sure) => self.written(sure),
        }
    }

    fn open_data(&mut self) {
        self.data_at(Stage::Idle);
        self.open(Over::Data);
    }

    /// What the outside is busy with comes to its end first.
    pub(super) fn data_at(&mut self, stage: Stage) {
        if !matches!(self.model.data.stage, Stage::Busy(_)) {
            self.model.data.stage = stage;
        }
    }

    fn gather(&mut self, task: Task) {
        if !matches!(self.model.data.stage, Stage::Busy(_)) {
            self.model.data.stage = Stage::Busy(task);
            self.effects.push(Effect::Data(DataEffect::Gather));
        }
    }

    /// First where the file goes: browsers ask that right after a click only.
    fn place(&mut self, task: Task) {
        if !matches!(self.model.data.stage, Stage::Busy(_)) {
            self.model.data.stage = Stage::Busy(task);
            let day = crate::domain::time::date_text(self.now.at.wall(self.now.offset).date());
            self.effects.push(Effect::Data(DataEffect::Place(["callflow-", &day, ".jsonl"].concat())));
        }
    }

    /// Everything there is: of each record the latest, wherever that stands.
    fn gathered(&mut self, Gathered { quick, database, archived }: Gathered) {
        let Stage::Busy(task) = &self.model.data.stage else { return };
        let task = task.clone();
        let mut keys: Vec<String> = archived.iter().map(|(key, _)| key.clone()).collect();
        keys.sort_unstable();
        let records = backup::latest(vec![quick, database, archived, self.model.keeping.waiting()]);
        match task {
            Task::BackUp => self.write(&records),
            Task::Export(who) => {
                let person = people::again(&records, &who);
                let theirs = |key: &String| person.keys.binary_search(key).is_ok();
                let theirs: Vec<_> = records.into_iter().filter(|(key, _)| theirs(key)).collect();
                self.write(&theirs);
            }
            Task::Compare(made, lines) => {
                self.model.data.stage = match backup::plan(self.model, made, &lines, &records, &keys) {
                    Ok(plan) => Stage::Restore(Rc::new(plan)),
                    Err(fault) => Stage::Told(Told::BadFile(fault)),
                };
            }
            Task::Find(query) => {
                let people = people::find(&records, &query);
                self.model.data.stage = match people.len() {
                    0 => Stage::Told(Told::Nobody),
                    1 => Stage::Person(Rc::new(people[0].clone()), false),
                    _ => Stage::Found(people.into()),
                };
            }
            Task::Erase(who) => {
                let theirs = people::again(&records, &who).keys;
                for key in &theirs {
                    // Whoever is to be forgotten goes, whichever program wrote of them.
                    self.model.keeping.give_up(key);
                    self.erase(key);
                }
                self.model.data.query.clear();
                self.model.data.stage = Stage::Told(Told::Erased(theirs.len()));
                self.unarchive(theirs.into_iter().filter(|key| keys.binary_search(key).is_ok()).collect());
            }
            Task::Restore(_) | Task::Expire(_) | Task::MakeKey(_) | Task::Lock(..) | Task::EraseAll => {}
        }
    }

    fn write(&mut self, records: &[(String, String)]) {
        let text = backup::write(records, self.now.at);
        self.effects.push(Effect::Data(DataEffect::Write(text)));
    }

    fn written(&mut self, sure: Option<bool>) {
        let Stage::Busy(task) = &self.model.data.stage else { return };
        if *task == Task::BackUp && sure.is_some() {
            self.model.data.backup = BackupRecord { made: Some(self.now.at), put_off: None };
            self.keep_backup();
        }
        self.model.data.stage = Stage::Told(sure.map_or(Told::NotWritten, Told::Written));
    }

    fn keep_backup(&mut self) {
        let backup = self.model.data.backup.clone();
        self.keep(&Key::Backup, &backup);
    }

    fn file_came(&mut self, file: Result<String, backup::FileFault>) {
        match file.and_then(|file| backup::read(&file)) {
            Ok((made, lines)) => {
                self.data_at(Stage::Idle);
                self.gather(Task::Compare(made, lines.into()));
            }
            Err(fault) => self.data_at(Stage::Told(Told::BadFile(fault))),
        }
    }

    fn begin_restore(&mut self) {
        let Stage::Restore(plan) = &self.model.data.stage else { return };
        if self.model.on_call().is_none() {
            let plan = Rc::clone(plan);
            let (records, archived) = (plan.writes.clone(), plan.archived.clone());
            self.effects.push(Effect::Data(DataEffect::PutAll { records, archived }));
            self.model.data.stage = Stage::Busy(Task::Restore(plan));
        }
    }

    /// The database has all of it: the desk takes it up, and localStorage gets what it has room for.
    fn restored(&mut self, result: Result<(), StorageFault>) {
        let Stage::Busy(Task::Restore(plan)) = &self.model.data.stage else { return };
        let plan = Rc::clone(plan);
        self.model.data.stage = Stage::Told(match result {
            Ok(()) => Told::Restored(plan.count()),
            Err(fault) => Told::NotRestored(fault),
        });
        if result.is_err() {
            return;
        }
        for (key, text) in &plan.writes {
            let later = self.model.keeping.known(key) > Envelope::of(text).map(|it| it.version);
            // Each was tried out before it was shown.
            if !later && take_up(self.model, key, text).is_ok() {
                self.cache(key, text);
            }
        }
        self.show_settings();
        self.archive();
    }

    /// Records of the archive go, and with them what was found there.
    fn unarchive(&mut self, keys: Vec<String>) {
        let archive = &mut self.model.archive;
        archive.query.clear();
        archive.found.clear();
        if !keys.is_empty() {
            archive.size -= keys.len().min(archive.size);
            self.effects.push(Effect::Data(DataEffect::Unarchive(keys)));
        }
    }

    /// Drops a record from the desk and both homes.
    fn erase(&mut self, key: &str) {
        if let Some(kind) = Key::parse(key) {
            drop_record(self.model, &kind);
            self.forget(&kind);
        }
    }

    fn erase_person(&mut self) {
        if self.model.on_call().is_some() {
            return;
        }
        if let Stage::Person(person, asked) = &self.model.data.stage {
            let person = Rc::clone(person);
            if *asked {
                self.gather(Task::Erase(person.who.clone()));
            } else {
                self.model.data.stage = Stage::Person(person, true);
            }
        }
    }

    /// Says what would go. The archive is asked only if there is something in it.
    fn preview_expiry(&mut self, days: u16) {
        if !matches!(self.model.data.stage, Stage::Busy(_)) {
            self.model.data.stage = Stage::Busy(Task::Expire(days));
            self.find_old(days);
        }
    }

    fn find_old(&mut self, days: u16) {
        if days > 0 && self.model.archive.size > 0 {
            self.effects.push(Effect::Data(DataEffect::FindOld(days, since(days, self.now.at))));
        } else {
            self.old_found(days, &[]);
        }
    }

    /// What of the archive is old: to be shown, or else to go.
    fn old_found(&mut self, days: u16, records: &[(String, String)]) {
        let since = since(days, self.now.at);
        let old = expired_archived(self.model, since, records);
        if self.model.data.stage == Stage::Busy(Task::Expire(days)) {
            let here = if days > 0 { expired(self.model, since) } else { Vec::new() };
            let keys: Vec<String> = here.iter().map(Key::text).chain(old).collect();
            self.model.data.stage = Stage::Expire(days, keys.into());
        } else if days == self.model.settings.days {
            self.tell_expired(old.len());
            self.unarchive(old);
        }
    }

    fn expire_from_now(&mut self) {
        let Stage::Expire(days, _) = self.model.data.stage else { return };
        self.model.data.stage = Stage::Told(Told::Keeps(days));
        self.model.settings.days = days;
        self.keep_settings();
        self.expire();
    }

    /// Deletes what is older than the rep wants to keep it.
    #[inline(never)]
    pub(super) fn expire(&mut self) {
        let days = self.model.settings.days;
        if days == 0 {
            return;
        }
        let keys = expired(self.model, since(days, self.now.at));
        for key in &keys {
            drop_record(self.model, key);
            self.forget(key);
        }
        self.tell_expired(keys.len());
        self.find_old(days);
    }

    fn tell_expired(&mut self, count: usize) {
        match &mut self.model.notice {
            Some(Notice::Expired(so_far)) => *so_far += count,
            notice @ None if count > 0 => *notice = Some(Notice::Expired(count)),
            _ => {}
        }
    }

    /// Everything before the mark counts as erased, whatever of it comes to light later: a browser may lose it that
    /// localStorage was emptied.
    fn erase_all(&mut self) {
        let word = texts(self.model.settings.locale).data_erase_word;
        if !matches!(&self.model.data.stage, Stage::EraseAll(typed) if typed.trim().eq_ignore_ascii_case(word)) {
            return;
        }
        let version = self.model.keeping.latest().next(UNHEARD, self.now.at);
        let (key, mark) = (Key::Erased.text(), encode_gone(version).into());
        self.model.data.stage = Stage::Busy(Task::EraseAll);
        // Before a lock is opened nobody has opened the database.
        self.effects.extend(self.model.keeping.open());
        self.effects.push(Effect::Data(DataEffect::EraseAll { key, mark }));
    }
}
