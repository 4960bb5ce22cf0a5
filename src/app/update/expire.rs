//! Customer data that is older than the rep wants to keep it goes. The clock is believed only as far as it is likely.

use super::super::data::{DataEffect, Stage, Task, Told, Unread};
use super::super::model::Notice;
use super::{Effect, Turn};
use crate::store::clock::Clock;
use crate::store::retention::{expired, expired_archived, since};
use crate::store::{Key, Purpose, StorageFault};

impl Turn<'_> {
    /// Says what would go. The archive is asked only if there is something in it.
    pub(super) fn preview_expiry(&mut self, days: u16) {
        if !matches!(self.model.data.stage, Stage::Busy(_)) {
            self.model.data.stage = Stage::Busy(Task::Expire(days));
            self.find_old(days);
        }
    }

    fn find_old(&mut self, days: u16) {
        if days > 0 && self.model.archive.size > 0 {
            self.effects.push(Effect::Data(DataEffect::FindOld(days, since(days, self.now.at))));
        } else {
            self.old_found(days, Ok(Vec::new()));
        }
    }

    /// What of the archive is old: to be shown, or else to go.
    pub(super) fn old_found(&mut self, days: u16, records: Result<Vec<(String, String)>, StorageFault>) {
        let shown = self.model.data.stage == Stage::Busy(Task::Expire(days));
        let since = since(days, self.now.at);
        let here = if days > 0 {
            expired(&self.model.records, &self.model.saves, &self.model.in_use(), since)
        } else {
            Vec::new()
        };
        match records.map(|records| expired_archived(&self.model.records, &self.model.in_use(), since, &records)) {
            Err(_) if shown => self.model.data.stage = Stage::Told(Told::NotRead(Unread::Expire)),
            Err(fault) => self.expired(Err(fault)),
            Ok(old) if shown => {
                let keys: Vec<String> = here.iter().map(Key::text).chain(old).collect();
                self.model.data.stage = Stage::Expire(days, keys.into());
            }
            Ok(old) if days == self.model.records.settings.days => {
                let keys: Vec<String> = here.iter().map(Key::text).chain(old.iter().cloned()).collect();
                match (self.model.data.clock, keys.len()) {
                    (_, 0) => {
                        self.believe_clock();
                        self.expired(Ok(0));
                    }
                    (Clock::Ahead(days), count) => {
                        self.notify(Notice::ClockAhead(days, count));
                        self.expired(Ok(0));
                    }
                    (Clock::Steady | Clock::Back(_), _) => self.remove_all(Purpose::Expire, &keys, old),
                }
            }
            // The keeping time was changed meanwhile.
            Ok(_) => self.expired(Ok(0)),
        }
    }

    pub(super) fn expire_from_now(&mut self) {
        let Stage::Expire(days, _) = self.model.data.stage else { return };
        self.model.data.stage = Stage::Told(Told::Keeps(days));
        self.model.records.settings.days = days;
        self.keep_settings();
        // What goes was shown: the date was seen to be right.
        self.believe_clock();
        self.expire();
    }

    /// Deletes what is older than the rep wants to keep it. Records on their way to the archive get there first, and none
    /// leaves for it meanwhile: what is deleted must be found where it is.
    #[inline(never)]
    pub(super) fn expire(&mut self) {
        let days = self.model.records.settings.days;
        if self.model.archive.busy {
            self.model.archive.expire_next = true;
        } else if days > 0 && !self.model.archive.expiring {
            self.model.archive.expiring = true;
            self.find_old(days);
        }
    }

    /// What was too old is gone, or not.
    pub(super) fn expired(&mut self, result: Result<usize, StorageFault>) {
        self.model.archive.expiring = false;
        match (result, &mut self.model.notice) {
            (Ok(0), _) => {}
            (Ok(count), Some(Notice::Expired(so_far))) => *so_far += count,
            (Ok(count), None) => self.notify(Notice::Expired(count)),
            (Err(_), None) => self.notify(Notice::NotExpired),
            _ => {}
        }
        self.archive();
    }
}
