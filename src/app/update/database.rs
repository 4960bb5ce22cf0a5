//! The two homes of a record are brought to agree, and so are the tabs.

use super::super::data::DataEffect;
use super::super::host::{Alone, Link};
use super::super::model::{Asked, Desk, Notice, Prepare, Why};
use super::super::past::Recalled;
use super::super::start::{drop_record, take_up};
use super::{Effect, Turn};
use crate::domain::{Id, Lead};
use crate::store::{DraftRecord, Envelope, Key, Opened, StorageFault, StoreEffect, Unreadable, is_json, sealed};

/// A removed record is remembered for that long: by then no copy is left that could come back.
const REMEMBERED: i64 = 30 * 24 * 60 * 60_000;

impl Turn<'_> {
    #[inline(never)]
    pub(super) fn database_came(&mut self, result: Result<Opened, StorageFault>) {
        if result.as_ref().is_ok_and(|opened| !self.agree_on_lock(&opened.records)) {
            return;
        }
        self.model.saves.database_came(result.as_ref().map(|_| ()).map_err(|fault| *fault));
        if let Ok(Opened { mut records, archived }) = result {
            self.model.archive.size = archived;
            // The archive may know more of whoever is on the card.
            self.model.recalled = Recalled::default();
            records.sort_unstable();
            self.finish_erasing(&mut records);
            self.look_at_clock(&records);
            self.reconcile(&records);
            self.redate(&records);
            self.believe_likely_clock();
            // What is too old does not go to the archive first.
            self.expire();
            self.archive();
            self.effects.push(Effect::FindTabs(self.model.tab.clone()));
            self.effects.push(Effect::LookAtLasting);
        }
        self.effects.push(Effect::Data(DataEffect::AwaitDay));
        let reloaded = self.model.asked_for.as_ref().filter(|asked| asked.why == Why::Reloaded);
        if reloaded.is_some_and(|asked| !self.goes_on(&asked.call)) {
            self.model.asked_for = None;
        }
        if let Some(asked) = &self.model.asked_for {
            self.effects.push(Effect::Claim { call: asked.call.clone(), force: false });
        }
    }

    /// Everything was erased, and yet something from before is there: the browser was killed before localStorage was
    /// empty for good, or another tab wrote on.
    #[inline(never)]
    fn finish_erasing(&mut self, records: &mut Vec<(String, String)>) {
        let version = |text: &str| Envelope::of(text).map(|it| it.version);
        let mark = Key::Erased.text();
        let erased = records.iter().find(|(key, _)| *key == mark).and_then(|(_, text)| version(text));
        let Some(erased) = erased.max(self.model.saves.known(&mark)) else { return };
        let lock = Key::Lock.text();
        let opens = self.model.lock.seals();
        let stays = |key: &str| key == mark || (opens && key == lock);
        let known = self.model.saves.all().filter(|(key, version)| *version < erased && !stays(key));
        let mut old: Vec<String> = known.map(|(key, _)| key.into()).collect();
        for key in &old {
            self.model.saves.unknow(key);
            if let Some(key) = Key::parse(key) {
                drop_record(self.model, &key);
            }
        }
        records.retain(|(key, text)| {
            let stays = version(text) >= Some(erased) || stays(key);
            if !stays {
                old.push(key.clone());
            }
            stays
        });
        if !old.is_empty() {
            self.store([StoreEffect::Purge(old)]);
            self.show_settings();
        }
    }

    #[inline(never)]
    pub(super) fn secured(&mut self, keys: &[String], archived: Vec<String>, result: Result<(), StorageFault>) {
        self.model.saves.secured(keys, result);
        self.leave(archived);
        self.archive();
    }

    /// Record by record, the later version wins. Never inlined: without the rest of the program there is no database.
    #[inline(never)]
    fn reconcile(&mut self, records: &[(String, String)]) {
        let card = self.model.prepare.clone();
        let before = self.model.records.drafts.get(&self.model.tab).map(|it| it.lead.clone());
        let (mut recovered, mut broken, mut newer, mut shut, mut settings) = (0, 0, 0, 0, false);
        let mut sure: Vec<&str> = Vec::new();
        let mut old = Vec::new();
        for (key, text) in records {
            let envelope = Envelope::of(text);
            let (version, gone) = envelope.map(|it| (it.version, it.gone)).unwrap_or_default();
            let known = self.model.saves.known(key);
            if known.is_some() && !gone && matches!(Key::parse(key), Some(Key::Aside(_))) {
                // Never written twice, but perhaps erased.
                if known <= Some(version) {
                    sure.push(key);
                }
                continue;
            }
            let forgotten = self.now.at.since(version.at) > REMEMBERED && !self.is_clock_doubted();
            if gone && known.is_none_or(|known| known == version) && forgotten {
                self.model.saves.unknow(key);
                old.push(key.clone());
                continue;
            }
            if known.is_some() && !self.model.saves.is_same_size(key, text) && !is_json(text) {
                // What localStorage has is sound: it takes the place of this, which is not thrown away.
                broken += 1;
                let copy = Key::Aside(key.clone()).text();
                let effect = self.model.saves.write(copy, text.clone());
                self.store(effect);
                continue;
            }
            if self.model.saves.is_sealed(key) && sealed(text).is_none() {
                // Here it stands sealed with a key that is gone.
                self.model.saves.give_up(key);
            }
            if self.model.saves.is_newer(key) || known >= Some(version) {
                if known <= Some(version) {
                    sure.push(key);
                }
                continue;
            }
            match take_up(self.model, key, text) {
                Ok(()) => {
                    sure.push(key);
                    settings |= Key::parse(key) == Some(Key::Settings);
                    if self.cache(key, text) && !gone {
                        recovered += 1;
                    }
                }
                Err(Unreadable::Newer) => {
                    newer += 1;
                    self.model.saves.protect(key);
                }
                Err(Unreadable::Sealed) => {
                    shut += 1;
                    self.model.saves.protect_sealed(key);
                }
                Err(Unreadable::Broken) => {
                    broken += 1;
                    let effect = self.model.saves.set_aside(key, text.clone());
                    self.store(effect);
                }
            }
        }
        let unsure = self.model.saves.unsure(&sure);
        let effect = self.model.saves.quick_only(unsure);
        self.store(effect);
        if !old.is_empty() {
            self.store([StoreEffect::Purge(old)]);
        }
        self.keep_typed(&card, before.as_ref());
        if settings {
            self.show_settings();
        }
        if broken + newer > 0 {
            self.notify(Notice::SetAside(broken, newer));
        } else if shut > 0 {
            self.notify(Notice::Sealed(shut));
        } else if recovered > 0 && matches!(self.model.notice, None | Some(Notice::Sealed(_))) {
            self.notify(Notice::Recovered(recovered));
        }
    }

    /// Puts a record of the database into localStorage; `false` if it cannot be.
    pub(super) fn cache(&mut self, key: &str, text: &str) -> bool {
        let place = self.model.saves.cache(key, text);
        self.store(place.then(|| StoreEffect::Cache { key: key.into(), text: text.into() }));
        place
    }

    /// What the rep typed while the database was opened stays on the card, field by field.
    fn keep_typed(&mut self, card: &Prepare, before: Option<&Lead>) {
        let before = before.cloned().unwrap_or_default();
        let merged = card.lead.merged(&before, &self.model.prepare.lead);
        if merged != self.model.prepare.lead {
            self.model.prepare.lead = merged;
            self.keep_draft();
        }
    }

    /// Another tab has written a record. A call on this desk is this tab's own.
    #[inline(never)]
    pub(super) fn elsewhere(&mut self, key: &str, text: &str) {
        let own = self.model.on_call().is_some_and(|it| Key::Call(it.call.id.clone()).text() == key);
        let version = Envelope::of(text).map(|it| it.version);
        if self.model.saves.is_newer(key) || self.model.saves.known(key) >= version {
            return;
        }
        if own {
            if Envelope::of(text).is_some_and(|it| it.gone) {
                // Whoever was called is to be forgotten.
                self.leave_call();
                self.notify(Notice::ErasedElsewhere);
            } else {
                return;
            }
        }
        // What cannot be read is the other tab's to tell.
        if take_up(self.model, key, text).is_ok() {
            self.model.saves.note(key, text);
            match Key::parse(key) {
                Some(Key::Settings) => self.show_settings(),
                Some(Key::Lock) => self.lock_elsewhere(text),
                _ => {}
            }
        }
    }

    #[inline(never)]
    pub(super) fn tabs_came(&mut self, own: Id, tabs: &[Id]) {
        if own != self.model.tab {
            // The card is the other tab's, but for what was typed here since.
            let card = std::mem::take(&mut self.model.prepare);
            let before = self.model.records.drafts.get(&self.model.tab).map(|it| it.lead.clone());
            self.model.tab = own;
            self.keep_typed(&card, before.as_ref());
        }
        self.model.tabs = tabs.to_vec();
        self.adopt();
    }

    /// The card of a tab that is gone comes to an empty one, if both are of the same page, or of none: no page learns whom
    /// another one wants called.
    #[inline(never)]
    pub(super) fn adopt(&mut self) {
        let owner = match &self.model.host.link {
            Link::Connected(host) => Some(host.origin.clone()),
            Link::Alone(Alone::NoHost) => None,
            // In a frame it is not known yet whose that is, or never will be.
            Link::Alone(_) | Link::Waiting => return,
        };
        let own = self.model.records.drafts.get(&self.model.tab).map(|draft| draft.owner.clone());
        if own.as_ref().is_some_and(|it| it.is_some() && *it != owner) {
            // Another page was around this tab before.
            self.model.prepare = Prepare::default();
            self.model.records.drafts.remove(&self.model.tab.clone());
        }
        if self.model.prepare != Prepare::default() {
            // What was typed before the page was there is typed in its frame.
            if owner.is_some() && own.flatten() != owner {
                self.keep_draft();
            }
            return;
        }
        let tabs = &self.model.tabs;
        let fits = |tab: &Id, it: &DraftRecord| !tabs.contains(tab) && it.lead != Lead::default() && it.owner == owner;
        let left = self.model.records.drafts.iter().filter(|(tab, draft)| !tabs.is_empty() && fits(tab, draft));
        let version = |tab: &Id| self.model.saves.known(&Key::Draft(tab.clone()).text());
        let Some((tab, draft)) = left.max_by_key(|(tab, _)| version(tab)).cloned() else { return };
        self.model.records.drafts.remove(&tab);
        self.forget(&Key::Draft(tab));
        self.model.prepare = Prepare::from((*draft).clone());
        self.keep_draft();
    }

    /// Asks for a call to come onto the desk: it has to be this tab's own, and known whole.
    pub(super) fn ask_for(&mut self, call: Id, why: Why, force: bool) {
        // To claim it twice at once would be to find it taken.
        let claimed = self.model.asked_for.as_ref().is_some_and(|asked| asked.call == call);
        if !self.model.saves.is_opening() && (force || !claimed) {
            self.effects.push(Effect::Claim { call: call.clone(), force });
        }
        self.model.asked_for = Some(Asked { call, why });
    }

    /// The call that was here before a reload comes back as long as it is unfinished and nothing else was begun.
    fn goes_on(&self, call: &Id) -> bool {
        let unfinished = self.model.records.calls.get(call).is_some_and(|it| !it.1.closed);
        unfinished && matches!(self.model.desk, Desk::Prepare)
    }

    #[inline(never)]
    pub(super) fn call_claimed(&mut self, call: &Id, ours: bool) {
        let Some(asked) = self.model.asked_for.take_if(|it| it.call == *call) else { return };
        if asked.why == Why::Reloaded && !(ours && self.goes_on(call)) {
            // Nobody asked for it: a copy of the tab that has it remembers it too.
            return;
        }
        if ours {
            self.model.held = Some(asked.call.clone());
            self.open_call(&asked);
        } else {
            self.notify(Notice::OpenElsewhere(asked.call));
        }
    }

    /// The call goes on in another tab.
    #[inline(never)]
    pub(super) fn call_taken(&mut self, id: &Id) {
        if self.model.on_call().is_some_and(|it| it.call.id == *id) {
            self.leave_call();
            self.notify(Notice::TakenOver);
        }
    }

    /// The call on the desk is this tab's own as long as it is there. One that has just begun is nobody else's.
    pub(super) fn hold_call(&mut self) {
        let here = self.model.on_call().map(|it| it.call.id.clone());
        if here == self.model.held {
            return;
        }
        self.effects.push(match &here {
            Some(call) => Effect::Claim { call: call.clone(), force: false },
            None => Effect::Release,
        });
        self.model.held = here;
    }
}
