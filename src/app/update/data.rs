//! The rep's own data is looked after: backed up, restored, handed out, erased.

use super::super::data::{DataEffect, DataEvent, Stage, Task, Told, Unread, Wished};
use super::super::model::Over;
use super::{Effect, Turn};
use crate::store::{BackupRecord, Gathered, Key, Purpose, StorageFault, backup, encode_gone, person};
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
                self.model.records.backup.put_off = Some(self.now.at);
                self.keep_backup();
            }
            DataEvent::PickFile => self.effects.push(Effect::Data(DataEffect::PickFile)),
            DataEvent::FileCame(file) => self.file_came(file),
            DataEvent::Restore => self.begin_restore(),
            DataEvent::Wish(wished) => {
                if let Stage::Restore(_, so_far) = &mut self.model.data.stage {
                    *so_far = wished;
                }
            }
            DataEvent::Put(batch, result) => self.put(&batch, result),

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
            DataEvent::OldFound(days, records) => self.old_found(days, records),
            DataEvent::DayPassed => {
                self.look_at_clock(&[]);
                self.believe_likely_clock();
                self.expire();
                self.effects.push(Effect::Data(DataEffect::AwaitDay));
            }
            DataEvent::ClockIsRight => {
                self.model.notice = None;
                self.believe_clock();
                self.expire();
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

    /// Everything there is: of each record the latest, wherever that stands. What could not be read is not taken for nothing.
    fn gathered(&mut self, gathered: Result<Gathered, StorageFault>) {
        let Stage::Busy(task) = &self.model.data.stage else { return };
        let task = task.clone();
        let Ok(Gathered { quick, database, archived }) = gathered else {
            let unread = match task {
                Task::Compare(_) => Unread::Restore,
                Task::Find(_) | Task::Erase(_) => Unread::Person,
                _ => Unread::BackUp,
            };
            self.model.data.stage = Stage::Told(Told::NotRead(unread));
            return;
        };
        let mut keys: Vec<String> = archived.iter().map(|(key, _)| key.clone()).collect();
        keys.sort_unstable();
        let records = backup::latest(vec![quick, database, archived, self.model.saves.waiting()]);
        match task {
            Task::BackUp => self.write(&records),
            Task::Export(who) => {
                let person = person::again(&records, &who);
                let theirs = |key: &String| person.keys.binary_search(key).is_ok();
                let theirs: Vec<_> = records.into_iter().filter(|(key, _)| theirs(key)).collect();
                self.write(&theirs);
            }
            Task::Compare(contents) => {
                let erased = self.model.saves.known(&Key::Erased.text());
                let plan = backup::plan(&self.model.records, erased, &contents, &records, &keys, self.now.at);
                self.model.data.stage = Stage::Restore(Rc::new(plan), Wished::default());
            }
            Task::Find(query) => {
                let people = person::find(&records, &query);
                self.model.data.stage = match people.len() {
                    0 => Stage::Told(Told::Nobody),
                    1 => Stage::Person(Rc::new(people[0].clone()), false),
                    _ => Stage::Found(people.into()),
                };
            }
            Task::Erase(who) => {
                let theirs = person::again(&records, &who).keys;
                // Whoever is to be forgotten goes, whichever program wrote of them.
                theirs.iter().for_each(|key| self.model.saves.give_up(key));
                let archived = theirs.iter().filter(|key| keys.binary_search(key).is_ok()).cloned().collect();
                self.remove_all(Purpose::Erase, &theirs, archived);
                self.model.data.stage = Stage::Busy(Task::Put);
            }
            Task::Put | Task::Expire(_) | Task::MakeKey(_) | Task::Lock(..) | Task::EraseAll => {}
        }
    }

    fn write(&mut self, records: &[(String, String)]) {
        let text = backup::write(records, self.now.at);
        self.effects.push(Effect::Data(DataEffect::Write(text)));
    }

    fn written(&mut self, sure: Option<bool>) {
        let Stage::Busy(task) = &self.model.data.stage else { return };
        if *task == Task::BackUp && sure.is_some() {
            self.model.records.backup = BackupRecord { made: Some(self.now.at), put_off: None };
            self.keep_backup();
        }
        self.model.data.stage = Stage::Told(sure.map_or(Told::NotWritten, Told::Written));
    }

    fn keep_backup(&mut self) {
        let backup = self.model.records.backup.clone();
        self.keep(&Key::Backup, &backup);
    }

    fn file_came(&mut self, file: Result<String, backup::FileFault>) {
        match file.and_then(|file| backup::read(&file)) {
            Ok(contents) => {
                self.data_at(Stage::Idle);
                self.gather(Task::Compare(Rc::new(contents)));
            }
            Err(fault) => self.data_at(Stage::Told(Told::BadFile(fault))),
        }
    }

    fn begin_restore(&mut self) {
        let Stage::Restore(plan, wished) = &self.model.data.stage else { return };
        if self.model.on_call().is_none() {
            let (plan, wished) = (Rc::clone(plan), *wished);
            self.restore_all(&plan, wished);
            self.model.data.stage = Stage::Busy(Task::Put);
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

    /// Everything before the mark counts as erased, whatever of it comes to light later: a browser may lose it that
    /// localStorage was emptied.
    fn erase_all(&mut self) {
        let word = texts(self.model.records.settings.locale).data_erase_word;
        if !matches!(&self.model.data.stage, Stage::EraseAll(typed) if typed.trim().eq_ignore_ascii_case(word)) {
            return;
        }
        let version = self.model.saves.latest().next(UNHEARD, self.now.at);
        let (key, mark) = (Key::Erased.text(), encode_gone(version).into());
        self.model.data.stage = Stage::Busy(Task::EraseAll);
        // Before a lock is opened nobody has opened the database.
        let effect = self.model.saves.open();
        self.store(effect);
        self.effects.push(Effect::Data(DataEffect::EraseAll { key, mark }));
    }
}
