//! What the outside answers.

use super::super::effect::HeldBack;
use super::super::model::{Loading, Notice};
use super::{Effect, Turn};
use crate::domain::flow::Cover;
use crate::domain::{Flow, Id, Locale, ZoneTable};
use std::rc::Rc;

impl Turn<'_> {
    /// The flow of the present language, if it was not asked for yet.
    pub(super) fn need_flow(&mut self) {
        match self.model.loading() {
            Loading::Here(..) | Loading::Asked | Loading::Bad(_) => {}
            Loading::Lost | Loading::Unasked => self.fetch_flow(),
        }
    }

    pub(super) fn fetch_flow(&mut self) {
        let locale = self.model.records.settings.locale;
        self.model.flows[locale as usize] = Loading::Asked;
        self.effects.push(Effect::FetchFlow(locale));
    }

    #[inline(never)]
    pub(super) fn flow_came(&mut self, locale: Locale, text: Option<String>) {
        // Without a net, the flow of the latest call serves as well.
        let text = text.map(Rc::from).or_else(|| {
            let of_locale = |reference: &Id| reference.as_str().split('/').next() == Some(locale.tag());
            let latest = |reference: &Id| {
                let calls = self.model.records.calls.iter().map(|(_, call)| &call.0.started);
                calls.filter(|started| started.flow == reference.as_str()).map(|started| started.at).max()
            };
            let kept = self.model.records.flows.iter().filter(|(reference, _)| of_locale(reference));
            kept.max_by_key(|(reference, _)| latest(reference)).map(|(_, record)| Rc::clone(&record.text))
        });
        let loading = match text {
            None => Loading::Lost,
            Some(text) => match Flow::parse(&text) {
                Ok(flow) => Loading::Here(Rc::new(flow), text),
                Err(problems) => Loading::Bad(problems),
            },
        };
        if let Loading::Here(flow, _) = &loading {
            self.model.covers[locale as usize] = Some(Cover::of(flow));
            // There is something to find: it is time to know how it is read.
            self.need_sounds();
        }
        self.model.flows[locale as usize] = loading;
        // The first line is on the screen, and the rest of the program is here.
        self.begin();
    }

    /// What waits until the lock is open.
    pub(super) fn begin(&mut self) {
        if self.model.lock.is_shut() {
            return;
        }
        if self.model.flow().is_some() {
            self.meet_host();
        }
        let effect = self.model.saves.open();
        self.store(effect);
        if self.model.reminders.told.is_none() {
            self.model.reminders.told = Some(self.now.at);
            self.effects.push(Effect::LookAtReminders);
        }
        self.need_own_zone();
    }

    /// The lists tell of agreements elsewhere what the rep's clock will show then.
    fn need_own_zone(&mut self) {
        let Some(own) = self.model.zone.clone().filter(|zone| self.model.zone_table(zone).is_none()) else { return };
        let mut agreed = self.model.records.appointments.iter().map(|(_, it)| &it.time);
        let mut promised = self.model.records.follow_ups.iter().map(|(_, it)| &it.time);
        if agreed.any(|time| time.zone != own) || promised.any(|time| time.zone != own) {
            self.effects.push(Effect::ReadZone(own));
        }
    }

    #[inline(never)]
    pub(super) fn zone_came(&mut self, name: &str, table: Option<ZoneTable>) {
        let Some(table) = table else { return };
        match self.model.zones.iter_mut().find(|it| it.name() == name) {
            Some(known) => *known = table,
            None => self.model.zones.push(table),
        }
        self.propose();
    }

    #[inline(never)]
    pub(super) fn download_unkept(&mut self) {
        self.download(self.model.saves.unkept());
    }

    #[inline(never)]
    pub(super) fn held_back(&mut self, how: HeldBack, name: String, text: Rc<str>) {
        self.notify(Notice::HeldBack(how, name, text));
    }

    #[inline(never)]
    pub(super) fn copy_file(&mut self, text: &str) {
        self.effects.push(Effect::Copy(text.into()));
    }

    #[inline(never)]
    pub(super) fn copied(&mut self, done: bool) {
        // The text of a file that does not arrive stays in sight as long as it is nowhere else.
        if done || !matches!(self.model.notice, Some(Notice::HeldBack(..))) {
            self.notify(Notice::Copied(done));
        }
    }

    /// Hands out records as a file.
    pub(super) fn download(&mut self, text: String) {
        let day = crate::domain::time::date_text(self.now.at.wall(self.now.offset).date());
        self.effects.push(Effect::Download { name: format!("callflow-{day}.json"), mime: "application/json", text });
    }
}
