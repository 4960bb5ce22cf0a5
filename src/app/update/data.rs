//! The rep's own data is looked after: backed up, restored, handed out, erased.

use super::super::backup;
use super::super::data::{BackupRecord, DataEffect, DataEvent, Stage, Task, Told};
use super::super::effect::StorageFault;
use super::super::expiry::expired;
use super::super::model::{Notice, Over};
use super::super::people;
use super::super::records::{Envelope, Key, encode_gone};
use super::super::start::{drop_record, take_up};
use super::{Effect, Turn};
use crate::domain::Stamp;
use crate::text::texts;
use std::rc::Rc;

/// How long another tab may take to hear that everything was erased, in milliseconds: what it writes until then goes too.
const UNHEARD: i64 = 5_000;

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

            DataEvent::Expire(days) => self.data_at(Stage::Expire(days)),
            DataEvent::ExpireNow => self.expire_from_now(),
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
            DataEvent::Gathered(quick, database) => self.gathered(quick, database),
            DataEvent::Written(sure) => self.written(sure),
        }
    }

    fn open_data(&mut self) {
        self.data_at(Stage::Idle);
        self.open(Over::Data);
    }

    /// What the outside is busy with comes to its end first.
    fn data_at(&mut self, stage: Stage) {
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
    fn gathered(&mut self, quick: Vec<(String, String)>, database: Vec<(String, String)>) {
        let Stage::Busy(task) = &self.model.data.stage else { return };
        let task = task.clone();
        let records = backup::latest(vec![quick, database, self.model.keeping.waiting()]);
        match task {
            Task::BackUp => self.write(&records),
            Task::Export(who) => {
                let person = people::again(&records, &who);
                let theirs = |key: &String| person.keys.binary_search(key).is_ok();
                let theirs: Vec<_> = records.into_iter().filter(|(key, _)| theirs(key)).collect();
                self.write(&theirs);
            }
            Task::Compare(made, lines) => {
                self.model.data.stage = match backup::plan(self.model, made, &lines, &records) {
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
                let keys = people::again(&records, &who).keys;
                for key in &keys {
                    // Whoever is to be forgotten goes, whichever program wrote of them.
                    self.model.keeping.give_up(key);
                    self.erase(key);
                }
                self.model.data.query.clear();
                self.model.data.stage = Stage::Told(Told::Erased(keys.len()));
            }
            Task::Restore(_) | Task::EraseAll => {}
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
        match file.and_then(|file| backup::read(&file, self.now.at)) {
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
            self.effects.push(Effect::Data(DataEffect::PutAll(plan.writes.clone())));
            self.model.data.stage = Stage::Busy(Task::Restore(plan));
        }
    }

    /// The database has all of it: the desk takes it up, and localStorage gets what it has room for.
    fn restored(&mut self, result: Result<(), StorageFault>) {
        let Stage::Busy(Task::Restore(plan)) = &self.model.data.stage else { return };
        let plan = Rc::clone(plan);
        self.model.data.stage = Stage::Told(match result {
            Ok(()) => Told::Restored(plan.writes.len()),
            Err(fault) => Told::NotRestored(fault),
        });
        if result.is_err() {
            return;
        }
        for (key, text) in &plan.writes {
            let later = self.model.keeping.known(key) > Envelope::of(text).map(|it| it.stamp);
            // Each was tried out before it was shown.
            if !later && take_up(self.model, key, text).is_ok() {
                self.cache(key, text);
            }
        }
        self.show_settings();
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

    fn expire_from_now(&mut self) {
        let Stage::Expire(days) = self.model.data.stage else { return };
        self.model.settings.days = days;
        self.keep_settings();
        self.expire();
        self.model.data.stage = Stage::Told(Told::Keeps(days));
    }

    /// Deletes what is older than the rep wants to keep it.
    #[inline(never)]
    pub(super) fn expire(&mut self) {
        let days = self.model.settings.days;
        if days == 0 {
            return;
        }
        let keys = expired(self.model, days, self.now.at);
        for key in &keys {
            drop_record(self.model, key);
            self.forget(key);
        }
        if !keys.is_empty() && self.model.notice.is_none() {
            self.model.notice = Some(Notice::Expired(keys.len()));
        }
    }

    /// Everything before the mark counts as erased, whatever of it comes to light later: a browser may lose it that
    /// localStorage was emptied.
    fn erase_all(&mut self) {
        let word = texts(self.model.settings.locale).data_erase_word;
        if !matches!(&self.model.data.stage, Stage::EraseAll(typed) if typed.trim().eq_ignore_ascii_case(word)) {
            return;
        }
        let stamp = self.model.keeping.stamp(Stamp(self.now.at.0.saturating_add(UNHEARD)));
        let (key, mark) = (Key::Erased.text(), encode_gone(stamp).into());
        self.model.data.stage = Stage::Busy(Task::EraseAll);
        self.effects.push(Effect::Data(DataEffect::EraseAll { key, mark }));
    }
}
