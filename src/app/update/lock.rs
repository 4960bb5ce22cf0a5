//! The lock is opened, shut, put on, changed and taken off.

use super::super::actions::Place;
use super::super::data::{DataEvent, Stage, Task, Told};
use super::super::event::Event;
use super::super::lock::{Change, Lock, LockEffect, LockEvent, LockFault, LockForm, LockTold, Reach, Shut, UNASKED};
use super::super::model::{Loading, Notice};
use super::super::start::take_up_all;
use super::{Effect, Turn};
use crate::store::encryption::shut;
use crate::store::{Key, LockRecord, SaveStatus, StorageFault, Stored, Version, decode};

/// What can happen before it is opened. Where it is only about what the page around the widget gave back, the desk has been at
/// work: whatever the outside answers is heard, and what that page asks waits.
#[inline(never)]
pub(super) fn reaches_shut(lock: &Lock, event: &Event) -> bool {
    match event {
        Event::Lock(_)
        | Event::SetLocale(_)
        | Event::SetTheme(_)
        | Event::FlowCame(..)
        | Event::FetchAgain
        | Event::SoundsCame(_)
        | Event::ZoneCame { .. }
        | Event::Kept { .. }
        | Event::KeepAgain
        | Event::DismissNotice
        | Event::Updated
        | Event::Data(
            DataEvent::EraseAll
            | DataEvent::Confirm(_)
            | DataEvent::EraseAllNow
            | DataEvent::NotErased(_)
            | DataEvent::Back,
        ) => true,
        Event::FromHost(_)
        | Event::Secured { .. }
        | Event::Archived { .. }
        | Event::DatabaseCame(_)
        | Event::Elsewhere { .. }
        | Event::TabsCame { .. }
        | Event::CallClaimed { .. }
        | Event::CallTaken(_)
        | Event::Data(DataEvent::Put(..) | DataEvent::OldFound(..) | DataEvent::DayPassed) => {
            matches!(lock, Lock::Shut(Shut { given: Some(_), .. }))
        }
        _ => false,
    }
}

impl Turn<'_> {
    /// Never inlined: the first prompt does without all of this.
    #[inline(never)]
    pub(super) fn lock(&mut self, event: LockEvent) {
        match event {
            LockEvent::Type(text) => {
                if let Lock::Shut(shut) = &mut self.model.lock {
                    shut.passphrase = text;
                    shut.fault = None;
                }
            }
            LockEvent::Open => {
                if let Lock::Shut(shut) = &mut self.model.lock
                    && !shut.busy
                {
                    shut.busy = true;
                    let passphrase = Some(shut.passphrase.clone());
                    self.effects.push(Effect::Lock(match shut.given.clone() {
                        Some(records) => LockEffect::OpenGiven { passphrase, records },
                        None => LockEffect::Open(passphrase),
                    }));
                }
            }
            LockEvent::Opened(result) => self.opened(result),

            LockEvent::Ask(change) => {
                if !self.model.bringing {
                    self.data_at(Stage::Lock(LockForm::new(change)));
                    self.effects.push(Effect::Focus(if change == Change::Set { "lock-new" } else { "lock-old" }));
                }
            }
            LockEvent::Fill(field, text) => {
                if let Stage::Lock(form) = &mut self.model.data.stage {
                    form.typed[field as usize] = text;
                    form.fault = None;
                }
            }
            LockEvent::Go => self.change_lock(),
            LockEvent::Made(result) => self.lock_made(result),
            LockEvent::Brought(result) => self.brought(result),

            LockEvent::SetIdle(minutes) => {
                self.model.records.settings.idle = minutes;
                self.keep_settings();
                self.await_idle();
            }
            LockEvent::Shut => {
                if self.may_shut() {
                    self.effects.push(Effect::Lock(LockEffect::Shut));
                } else if self.model.lock.seals() {
                    self.notify(Notice::NotLocked);
                }
            }
            LockEvent::Unasked => self.model.lock = Lock::Shut(Shut::default()),
            LockEvent::Idle => {
                // Nobody is locked out while somebody is on the line: it is tried again as long after.
                if self.may_shut() && Place::of(self.model) != Place::Talking {
                    self.effects.push(Effect::Lock(LockEffect::Shut));
                } else {
                    self.await_idle();
                }
            }
            LockEvent::Sealed(records, purpose) => self.sealed(&records, purpose),
            LockEvent::Unsealed(records) => self.restore_given(&records),
            LockEvent::Without => {
                if let Lock::Shut(Shut { given: Some(records), .. }) = &self.model.lock {
                    let records = records.clone();
                    self.model.lock = Lock::Off;
                    self.refuse_given(&records);
                }
            }
        }
    }

    /// Nothing is lost by it: all that was written is kept.
    fn may_shut(&self) -> bool {
        let kept = matches!(self.model.saves.state(), SaveStatus::Saved | SaveStatus::LocalOnly(_));
        kept && self.model.lock.seals()
    }

    fn await_idle(&mut self) {
        if self.model.lock.seals() {
            self.effects.push(Effect::Lock(LockEffect::AwaitIdle(self.model.records.settings.idle)));
        }
    }

    /// The desk comes to what it would have been at the start.
    fn opened(&mut self, result: Result<Vec<(String, String)>, LockFault>) {
        let Lock::Shut(shut) = &mut self.model.lock else { return };
        shut.busy = false;
        let read = |records: Vec<(String, String)>| match records.iter().find(|(key, _)| *key == Key::Lock.text()) {
            Some((_, text)) => decode::<LockRecord>(text).map(|lock| (records, lock)).map_err(|_| LockFault::Damaged),
            None => Err(LockFault::Damaged),
        };
        let (records, lock) = match result.and_then(read) {
            Ok(opened) => opened,
            Err(fault) => {
                shut.fault = Some(fault);
                return self.effects.push(Effect::Focus("passphrase"));
            }
        };
        let given = shut.given.is_some();
        self.effects.push(Effect::Focus("main"));
        if given {
            return self.open_given(&records, lock);
        }
        self.model.lock = Lock::Open(lock);
        self.model.saves.seal(self.model.lock.seals());
        self.await_idle();
        let effects = take_up_all(self.model, records);
        self.effects.extend(effects);
        self.show_settings();
        // What it held could not be understood before.
        self.model.saves.close();
        if !matches!(self.model.loading(), Loading::Unasked | Loading::Asked) {
            self.begin();
        }
    }

    /// The page around the widget gave back the lock too: it is this desk's from now on, and kept before anything is sealed.
    fn open_given(&mut self, records: &[(String, String)], lock: LockRecord) {
        let lock = LockRecord { done: false, ..lock };
        self.keep(&Key::Lock, &lock);
        self.model.lock = Lock::Open(lock);
        self.model.saves.seal(self.model.lock.seals());
        self.await_idle();
        self.bring_records(Reach::All);
        self.restore_given(records);
    }

    /// Every record comes into the state it should be in.
    fn bring_records(&mut self, reach: Reach) {
        if !self.model.bringing {
            self.model.bringing = true;
            self.effects.push(Effect::Lock(LockEffect::Bring { seal: self.model.lock.seals(), reach }));
        }
    }

    /// The database was read while the lock is open: what a tab has written that did not know of it is brought to agree.
    /// `false`: it is locked, and this page began without knowing.
    pub(super) fn agree_on_lock(&mut self, records: &[(String, String)]) -> bool {
        match &self.model.lock {
            Lock::Open(lock) => {
                let reach = if lock.done { Reach::Homes } else { Reach::All };
                self.bring_records(reach);
                true
            }
            Lock::Off | Lock::Shut(_) => {
                let lock = records.iter().find(|(key, _)| *key == Key::Lock.text());
                let Some((_, text)) = lock.filter(|_| shut(records).is_some()) else { return true };
                if let Ok(lock @ LockRecord { wrapped: None, .. }) = decode(text) {
                    self.model.lock = Lock::Open(lock);
                }
                self.effects.push(Effect::Lock(LockEffect::Found(text.clone())));
                false
            }
        }
    }

    fn change_lock(&mut self) {
        let Stage::Lock(form) = &mut self.model.data.stage else { return };
        form.fault = form.check();
        if form.fault.is_none() {
            let form = form.clone();
            self.model.data.stage = match form.effect(&self.model.lock) {
                Some(effect) => {
                    self.effects.push(Effect::Lock(effect));
                    Stage::Busy(Task::MakeKey(form))
                }
                None => Stage::Idle,
            };
        }
    }

    /// What opens the lock from now on: it is kept before anything is sealed with it.
    fn lock_made(&mut self, result: Result<LockRecord, LockFault>) {
        let Stage::Busy(Task::MakeKey(form)) = &self.model.data.stage else { return };
        match result {
            Ok(lock) => {
                self.model.data.stage = Stage::Busy(Task::Lock(form.change, lock.clone()));
                self.keep(&Key::Lock, &lock);
            }
            Err(fault) => self.model.data.stage = Stage::Lock(LockForm { fault: Some(fault), ..form.clone() }),
        }
    }

    #[inline(never)]
    pub(super) fn lock_kept(&mut self, key: &str, version: Version, held: Stored) {
        let Stage::Busy(Task::Lock(change, lock)) = &self.model.data.stage else { return };
        if key != Key::Lock.text() || self.model.saves.known(key) != Some(version) {
            return;
        }
        let (change, lock) = (*change, lock.clone());
        if let Stored::Failed(fault) = held
            && !self.model.host.is_keeper()
        {
            self.model.saves.give_up_on(key);
            return self.tell_lock(LockTold::NotKept(fault));
        }
        if change == Change::Set && self.model.records.settings.idle == 0 {
            self.model.records.settings.idle = UNASKED;
            self.keep_settings();
        }
        let done = lock.done;
        self.model.lock = Lock::Open(lock);
        self.model.saves.seal(self.model.lock.seals());
        if done {
            self.tell_lock(LockTold::Done(change));
        } else {
            self.bring_records(if let Stored::LocalOnly(_) = held { Reach::Quick } else { Reach::All });
        }
        // Behind that the key is in use.
        self.hand_over_anew();
        self.await_idle();
    }

    /// Every record is as it should be: this is noted, so that the archive is not gone through again.
    fn brought(&mut self, result: Result<(Reach, Vec<(String, usize)>), StorageFault>) {
        self.model.bringing = false;
        let told = result.as_ref().err().map(|fault| LockTold::Unfinished(*fault));
        if let (Lock::Open(lock), Ok((reach, sizes))) = (&mut self.model.lock, result) {
            let news = reach == Reach::All && !std::mem::replace(&mut lock.done, true);
            let lock = lock.clone();
            self.model.saves.measured(sizes);
            if news {
                self.keep(&Key::Lock, &lock);
            }
            if lock.done && lock.wrapped.is_none() {
                self.model.lock = Lock::Off;
            }
        }
        if let Stage::Busy(Task::Lock(change, _)) = &self.model.data.stage {
            self.tell_lock(told.unwrap_or(LockTold::Done(*change)));
        }
        self.archive();
    }

    fn tell_lock(&mut self, told: LockTold) {
        self.model.data.stage = Stage::Told(Told::Lock(told));
    }

    /// Another tab has changed the lock. One that was put on shuts this tab too, unless something is in its memory alone.
    pub(super) fn lock_elsewhere(&mut self, text: &str) {
        let Ok(lock) = decode::<LockRecord>(text) else { return };
        match (&self.model.lock, lock.wrapped.is_some()) {
            (Lock::Off | Lock::Shut(_), false) => {}
            (Lock::Off | Lock::Shut(_), true) => {
                if !matches!(self.model.saves.state(), SaveStatus::NotSaved(..)) {
                    self.effects.push(Effect::Lock(LockEffect::Shut));
                }
            }
            (Lock::Open(_), sealed) => {
                if !sealed {
                    // The other tab is at it; here only what is written from now on has to be right.
                    self.model.saves.seal(false);
                    self.effects.push(Effect::Lock(LockEffect::Leave));
                }
                self.model.lock = if !sealed && lock.done { Lock::Off } else { Lock::Open(lock) };
                self.hand_over_anew();
            }
        }
    }
}
