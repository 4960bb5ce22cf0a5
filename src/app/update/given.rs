//! The state that the page around the widget keeps for us, where there is a lock: it is handed over sealed, the record that opens
//! it among it, and comes back sealed.

use super::super::host::{Asked, Refused, told};
use super::super::lock::{Lock, LockEffect, SealedFor, Shut};
use super::{Effect, Turn};
use crate::store::encryption::ROUNDS;
use crate::store::{Key, LockRecord, decode, ownership, sealed};

/// The most rounds that are taken for those of a lock.
const MOST_ROUNDS: i64 = ROUNDS * 10;

impl Turn<'_> {
    /// The state as an answer to the request of this name. From here on the page keeps it.
    pub(super) fn hand_out(&mut self, origin: &str, id: String) {
        let kept = self.model.host_backup().kept(origin);
        let text = |(key, _): &ownership::Kept| (key.clone(), self.model.host_backup().text(key));
        let records: Vec<_> = kept.iter().map(text).collect();
        self.change_host(|host| host.keeps = Some(kept));
        if self.model.lock.seals() {
            self.effects.push(Effect::Lock(LockEffect::Seal(records, SealedFor::Answer(id))));
        } else {
            self.answer_with(id, Ok(Some(("records", told::records_json(&records)))));
        }
    }

    /// Tells of records that changed.
    pub(super) fn hand_over(&mut self, records: Vec<(String, Option<String>)>) {
        if self.model.lock.seals() {
            self.effects.push(Effect::Lock(LockEffect::Seal(records, SealedFor::Change)));
        } else {
            self.tell(told::keep(&records));
        }
    }

    /// The lock was changed: everything the page keeps takes the form of now.
    pub(super) fn hand_over_anew(&mut self) {
        self.change_host(|host| host.keeps.iter_mut().flatten().for_each(|(_, version)| *version = None));
    }

    /// Records were sealed.
    pub(super) fn sealed(&mut self, records: &[(String, Option<String>)], purpose: SealedFor) {
        match purpose {
            SealedFor::Answer(id) => self.answer_with(id, Ok(Some(("records", told::records_json(records))))),
            SealedFor::Change => self.tell(told::keep(records)),
        }
    }

    /// What the page kept comes back. Where it is sealed, it waits until it is open, and so does whatever else is asked;
    /// `None` then.
    pub(super) fn take_back(
        &mut self,
        origin: &str,
        id: &str,
        mut records: Vec<(String, String)>,
    ) -> Option<Result<Option<(&'static str, String)>, Refused>> {
        records.retain(|(key, text)| !self.is_removed(key, text));
        let waits = records.iter().any(|(_, text)| sealed(text).is_some());
        match &self.model.lock {
            Lock::Open(_) if waits => self.effects.push(Effect::Lock(LockEffect::Unseal(records))),
            Lock::Off | Lock::Shut(_) if waits && opens(&records) => {
                // Nobody is shut out in the middle of a call, whatever a page says it has.
                if self.model.on_call().is_some() {
                    return Some(Err(Refused::Busy));
                }
                self.close_over();
                self.effects.push(Effect::Focus("passphrase"));
                self.model.lock = Lock::Shut(Shut { given: Some(records), ..Shut::default() });
            }
            Lock::Open(_) | Lock::Off | Lock::Shut(_) => {
                let count = self.restore(origin, &records);
                return Some(Ok(Some(("count", count.to_string()))));
            }
        }
        self.change_host(|host| host.waiting = Some((id.to_owned(), Vec::new())));
        None
    }

    /// They are open, or as open as they get: what waited for that goes on.
    pub(super) fn restore_given(&mut self, records: &[(String, String)]) {
        self.go_on(records, |count| Ok(Some(("count", count.to_string()))));
    }

    /// The rep does without what is sealed. The page may keep it for another time.
    pub(super) fn refuse_given(&mut self, records: &[(String, String)]) {
        self.go_on(records, |_| Err(Refused::Refused));
    }

    fn go_on(
        &mut self,
        records: &[(String, String)],
        answer: impl FnOnce(usize) -> Result<Option<(&'static str, String)>, Refused>,
    ) {
        let Some(host) = self.model.host.connected_mut() else { return };
        let Some((id, asked)) = host.waiting.take() else { return };
        let origin = host.origin.clone();
        let count = self.restore(&origin, records);
        self.answer_with(id, answer(count));
        asked.into_iter().for_each(|asked: Asked| self.asked(asked));
    }
}

/// Whether a passphrase opens these records: the lock among them is one that was made here.
fn opens(records: &[(String, String)]) -> bool {
    let lock = records.iter().find(|(key, _)| *key == Key::Lock.text());
    lock.and_then(|(_, text)| decode::<LockRecord>(text).ok()).is_some_and(|lock| {
        // More rounds than anybody ever asked for would keep the browser busy for good.
        lock.wrapped.is_some_and(|it| (1..=MOST_ROUNDS).contains(&it.rounds))
    })
}
