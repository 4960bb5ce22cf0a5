//! What follows from a clock that has jumped.

use super::super::data::DataEffect;
use super::super::model::Notice;
use super::{Effect, Turn};
use crate::domain::Stamp;
use crate::store::clock::{Clock, ClockRecord, is_ahead};
use crate::store::{Envelope, Key, Version, decode, with_version};

impl Turn<'_> {
    /// Looks how far the clock is from the last time the desk was used: what was noted of that, or else the latest record.
    #[inline(never)]
    pub(super) fn look_at_clock(&mut self, records: &[(String, String)]) {
        let clock = Key::Clock.text();
        let noted =
            records.iter().find(|(key, _)| *key == clock).and_then(|(_, text)| decode::<ClockRecord>(text).ok());
        let noted = noted.max(self.model.records.clock.clone());
        let latest = || {
            let there = records.iter().filter_map(|(_, text)| Some(Envelope::of(text)?.version));
            let latest = there.fold(self.model.saves.latest(), Version::max);
            (latest != Version::default()).then_some(latest.at)
        };
        let seen = noted.as_ref().map(|it| it.seen).or_else(latest).unwrap_or(self.now.at);
        self.model.records.clock = noted;
        self.model.data.clock = Clock::since(seen, self.now.at);
        if let Clock::Back(days) = self.model.data.clock {
            self.notify(Notice::ClockBack(days));
        }
    }

    /// Believes a clock that nobody need doubt.
    pub(super) fn believe_likely_clock(&mut self) {
        if !self.is_clock_doubted() {
            self.believe_clock();
        }
    }

    /// The date is taken for right, and noted once a day as soon as there is anything that could get too old.
    pub(super) fn believe_clock(&mut self) {
        self.model.data.clock = Clock::Steady;
        let day = |at: Stamp| at.wall(self.now.offset).date();
        let any =
            !self.model.records.leads.is_empty() || !self.model.records.calls.is_empty() || self.model.archive.size > 0;
        if any && self.model.records.clock.as_ref().map(|it| day(it.seen)) != Some(day(self.now.at)) {
            let clock = ClockRecord { seen: self.now.at };
            self.keep(&Key::Clock, &clock);
            self.model.records.clock = Some(clock);
        }
    }

    /// Nobody has said yet that the date is right. As long as nothing is deleted by its date, nothing hangs on it.
    pub(super) fn is_clock_doubted(&self) -> bool {
        matches!(self.model.data.clock, Clock::Ahead(_)) && self.model.records.settings.days > 0
    }

    /// Records that claim to be later than now were written under a clock that was wrong: they are as old as today. The mark
    /// of what was erased stays below what came after it, and a call that goes on is its own tab's to write.
    #[inline(never)]
    pub(super) fn redate(&mut self, records: &[(String, String)]) {
        let now = self.now.at;
        let known = |key: &str| self.model.saves.known(key);
        let ahead = records.iter().filter(|(key, text)| {
            let version = Envelope::of(text).map(|it| it.version);
            version.is_some_and(|it| is_ahead(it.at, now)) && known(key) == version && self.may_redate(key)
        });
        let ahead: Vec<_> = ahead.cloned().collect();
        if !ahead.is_empty() {
            self.effects.push(Effect::Data(DataEffect::Redate(now)));
        }
        for (key, text) in ahead {
            if let Some(text) = with_version(&text, self.model.saves.version(now)) {
                let effect = self.model.saves.write(key, text);
                self.store(effect);
            }
        }
    }

    fn may_redate(&self, key: &str) -> bool {
        match Key::parse(key) {
            Some(Key::Erased | Key::Lock | Key::Draft(_)) | None => false,
            Some(Key::Call(id)) => self.model.records.calls.get(&id).is_none_or(|call| call.1.closed),
            Some(_) => true,
        }
    }
}
