//! Finished calls go to the archive, and are found there.

use super::super::model::Prepare;
use super::super::start::{drop_record, take_up};
use super::{Effect, Turn};
use crate::app::model::ArchiveSearch;
use crate::domain::Id;
use crate::store::archive::leaving;
use crate::store::{CallRecord, CallSummary, Key, StorageFault, StoreEffect, decode, encode};
use std::rc::Rc;

impl Turn<'_> {
    /// Lets finished calls leave, if there are any to leave.
    #[inline(never)]
    pub(super) fn archive(&mut self) {
        // What is on its way there must not escape what seals it.
        if self.model.archive.busy || self.model.archive.expiring || self.model.bringing {
            return;
        }
        let Some(leaving) = leaving(&self.model.records, &self.model.saves, &self.model.in_use(), self.now) else {
            return;
        };
        let text = encode(&leaving.figures, self.model.saves.version(self.now.at));
        let key = Key::Figures(self.now.id.clone()).text();
        self.model.archive.busy = true;
        self.store([StoreEffect::Archive {
            calls: leaving.calls,
            others: leaving.others,
            figures: (key, text.into()),
        }]);
    }

    #[inline(never)]
    pub(super) fn archived(
        &mut self,
        keys: Vec<String>,
        (key, text): &(String, Rc<str>),
        result: Result<(), Option<StorageFault>>,
    ) {
        self.model.archive.busy = false;
        match result {
            Ok(()) => {
                self.model.archive.size += keys.len();
                if take_up(self.model, key, text).is_ok() {
                    self.cache(key, text);
                }
            }
            // Another tab was faster.
            Err(None) => {}
            // They stay where they are, and go another time.
            Err(Some(_)) => return self.expire_next(),
        }
        self.leave(keys);
        self.expire_next();
        self.archive();
    }

    fn expire_next(&mut self) {
        if std::mem::take(&mut self.model.archive.expire_next) {
            self.expire();
        }
    }

    /// What is in the archive has no place here.
    pub(super) fn leave(&mut self, keys: Vec<String>) {
        if keys.is_empty() {
            return;
        }
        for key in &keys {
            self.model.saves.unknow(key);
            Key::parse(key).into_iter().for_each(|key| drop_record(self.model, &key));
        }
        self.store([StoreEffect::Uncache(keys)]);
    }

    #[inline(never)]
    pub(super) fn search_calls(&mut self, query: String) {
        // What was found in the archive was found for something else.
        if query.trim() != self.model.archive_search.query.trim() {
            self.model.archive_search = ArchiveSearch::default();
        }
        self.model.search = query;
    }

    #[inline(never)]
    pub(super) fn search_archive(&mut self, query: String) {
        let wanted = query.trim().to_owned();
        self.model.archive_search = ArchiveSearch { query, ..ArchiveSearch::default() };
        if !wanted.is_empty() {
            self.store([StoreEffect::SearchArchive(wanted)]);
        }
    }

    /// Only what was looked for last, and only where the customer is who was looked for.
    #[inline(never)]
    pub(super) fn archive_found(&mut self, query: &str, records: Result<Vec<(String, String)>, StorageFault>) {
        if self.model.archive_search.query.trim() != query {
            return;
        }
        self.model.archive_search.unread = records.is_err();
        let brief = |(key, text): (String, String)| {
            let Some(Key::Call(id)) = Key::parse(&key) else { return None };
            let brief = CallSummary::of(&decode::<CallRecord>(&text).ok()?);
            brief.lead.is_found_by(query).then_some((id, brief))
        };
        let mut found: Vec<_> = records.unwrap_or_default().into_iter().filter_map(brief).collect();
        found.sort_by_key(|(_, brief)| std::cmp::Reverse(brief.at));
        self.model.archive_search.found = found;
    }

    /// A card for the customer of an archived call.
    #[inline(never)]
    pub(super) fn call_archived(&mut self, id: &Id) {
        let Some((_, brief)) = self.model.archive_search.found.iter().find(|(it, _)| it == id) else { return };
        // What was known of them is found by that name, and a host's customer stays that host's.
        let lead_id = Some(brief.lead_id.clone());
        self.model.prepare = Prepare { lead: brief.lead.clone(), lead_id, ticked: Vec::new() };
        self.settle();
        self.keep_draft();
        self.effects.push(Effect::Focus("start-call"));
    }
}
