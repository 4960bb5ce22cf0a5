//! The state that the page around the widget keeps for us, where there is a lock: it is handed over sealed, the record that opens
//! it among it, and comes back sealed.

use super::super::host::{Asked, owned, told};
use super::super::lock::{Lock, LockEffect, SealedFor, Shut, shut};
use super::super::records::{Key, encode, sealed};
use super::{Effect, Turn};

impl Turn<'_> {
    /// The state as an answer to the request of this name.
    pub(super) fn seal_state(&mut self, origin: &str, id: String) {
        let mut records = owned::state(self.model, origin);
        records.extend(self.lock_record());
        let records = records.into_iter().map(|(key, text)| (key, Some(text))).collect();
        self.effects.push(Effect::Lock(LockEffect::Seal(records, SealedFor::Answer(id))));
    }

    /// Tells of records that changed.
    pub(super) fn hand_over(&mut self, records: Vec<(String, Option<String>)>) {
        if self.model.lock.seals() {
            self.effects.push(Effect::Lock(LockEffect::Seal(records, SealedFor::Change)));
        } else {
            self.tell(told::keep(&records));
        }
    }

    /// The lock was changed: everything the page keeps takes the form of now, and what it need not keep goes.
    pub(super) fn hand_over_anew(&mut self) {
        let Some(origin) = self.model.host.connected().filter(|host| host.keeps).map(|host| host.origin.clone()) else {
            return;
        };
        let mut state = owned::state(self.model, &origin);
        state.extend(self.lock_record());
        let own = |key: &str| Key::parse(key).is_some_and(|key| owned::owns(self.model, &origin, &key));
        let known = self.model.keeping.all().map(|(key, _)| key).filter(|key| own(key) || *key == Key::Lock.text());
        let gone = known.filter(|key| !state.iter().any(|(it, _)| it == key)).map(|key| (key.to_owned(), None));
        let gone: Vec<_> = gone.collect();
        let all = state.into_iter().map(|(key, text)| (key, Some(text))).chain(gone);
        self.hand_over(all.collect());
    }

    fn lock_record(&self) -> Option<(String, String)> {
        let Lock::Open(lock) = &self.model.lock else { return None };
        let key = Key::Lock.text();
        let version = self.model.keeping.known(&key).unwrap_or_default();
        lock.wrapped.is_some().then(|| (key, encode(lock, version)))
    }

    /// Records were sealed.
    pub(super) fn sealed(&mut self, records: &[(String, Option<String>)], purpose: SealedFor) {
        match purpose {
            SealedFor::Answer(id) => self.answer_with(id, Ok(Some(("records", told::records_json(records))))),
            SealedFor::Change => self.tell(told::keep(records)),
        }
    }

    /// Sealed records come back. Until they are open, whatever else is asked waits. `false`: none of them is sealed, or
    /// nothing opens them.
    pub(super) fn waits_for_key(&mut self, id: &str, records: &[(String, String)]) -> bool {
        if !records.iter().any(|(_, text)| sealed(text).is_some()) {
            return false;
        }
        let records = records.to_vec();
        match (&self.model.lock, shut(&records)) {
            (Lock::Open(_), _) => self.effects.push(Effect::Lock(LockEffect::Unseal(records))),
            (Lock::Off | Lock::Shut(_), Some(asks)) => {
                self.close_over();
                self.effects.push(Effect::Focus("passphrase"));
                if !asks {
                    let records = records.clone();
                    self.effects.push(Effect::Lock(LockEffect::OpenGiven { passphrase: None, records }));
                }
                self.model.lock = Lock::Shut(Shut { busy: !asks, given: Some(records), ..Shut::default() });
            }
            (Lock::Off | Lock::Shut(_), None) => return false,
        }
        self.change_host(|host| host.waiting = Some((id.to_owned(), Vec::new())));
        true
    }

    /// They are open, or as open as they get: what waited for that goes on.
    pub(super) fn restore_given(&mut self, records: &[(String, String)]) {
        let Some(host) = self.model.host.connected_mut() else { return };
        let Some((id, asked)) = host.waiting.take() else { return };
        let origin = host.origin.clone();
        let count = self.restore(&origin, records);
        self.answer_with(id, Ok(Some(("count", count.to_string()))));
        asked.into_iter().for_each(|asked: Asked| self.asked(asked));
    }
}
