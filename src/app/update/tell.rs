//! What the page around the widget is told: of its own customers' calls, and what it is to keep for us.

use super::super::data::{Stage, Task};
use super::super::host::told::{self, Told};
use super::super::host::{Connected, Refused, Shadow, Since};
use super::super::lock::{Lock, Shut};
use super::super::model::Prepare;
use super::{Effect, Turn};
use crate::domain::Id;
use crate::store::{CallRecord, SaveStatus, ownership};

impl Turn<'_> {
    /// What every change may have to tell the host.
    #[inline(never)]
    pub(super) fn tell_host(&mut self) {
        let Some(host) = self.model.host.connected() else { return };
        let origin = host.origin.clone();
        // Before the database has answered it is not known which calls there are.
        if !host.ready
            && !self.model.saves.is_opening()
            && let Some(flow) = self.model.flow()
        {
            let keeps = self.model.host.frame.keeps(self.model.saves.state());
            let ready = told::ready(self.model, &origin, flow, keeps);
            self.tell(ready);
            self.change_host(|host| host.ready = true);
        }
        let fault = match self.model.saves.state() {
            SaveStatus::NotSaved(fault, _) => Some(fault),
            SaveStatus::Saved | SaveStatus::Saving(_) | SaveStatus::LocalOnly(_) => None,
        };
        if self.model.host.connected().is_some_and(|host| host.fault != fault) {
            self.tell(told::fault(fault));
            self.change_host(|host| host.fault = fault);
        }
        self.tell_records(&origin);
    }

    /// Tells what became of the records that the host keeps for us, whoever it was that changed or removed them; `None`
    /// tells as well that it need not keep one any more. It is worked out from what it was told before, so nothing has to
    /// be known of a record that is gone.
    fn tell_records(&mut self, origin: &str) {
        let keeps = self.model.host.connected().and_then(|host| host.keeps.as_deref());
        // Once everything is erased the page is opened anew and could not tell any more.
        let erasing = matches!(self.model.data.stage, Stage::Busy(Task::EraseAll));
        let given = match &self.model.lock {
            Lock::Shut(Shut { given: Some(given), .. }) if erasing => given.as_slice(),
            Lock::Off | Lock::Shut(_) | Lock::Open(_) => &[],
        };
        if keeps.is_none() && given.is_empty() {
            return;
        }
        let before = keeps.unwrap_or_default();
        let kept = if erasing { Vec::new() } else { self.model.host_backup().kept(origin) };
        let gone = before.iter().map(|(key, _)| key).chain(given.iter().map(|(key, _)| key));
        let gone = gone.filter(|key| kept.binary_search_by(|it| it.0.cmp(key)).is_err());
        let gone: Vec<_> = gone.map(|key| (key.clone(), None)).collect();
        let changed = kept.iter().filter(|it| before.binary_search(it).is_err());
        let changed = changed.filter_map(|(key, _)| Some((key.clone(), Some(self.model.host_backup().text(key)?))));
        let told: Vec<_> = changed.chain(gone).collect();
        if !told.is_empty() {
            self.change_host(|host| host.keeps = Some(kept));
            self.hand_over(told);
        }
    }

    pub(super) fn tell(&mut self, told: Told) {
        if self.model.host.connected().is_some() {
            self.effects.push(Effect::Tell(told));
        }
    }

    pub(super) fn change_host(&mut self, change: impl FnOnce(&mut Connected)) {
        if let Some(host) = self.model.host.connected_mut() {
            change(host);
        }
    }

    /// A call went on; `before` is how long its log was, `None` if it has just begun.
    #[inline(never)]
    pub(super) fn tell_call(&mut self, id: &Id, record: &CallRecord, before: Option<usize>) {
        let Some(origin) = self.host_of(&record.started.lead_id) else { return };
        let Some(host) = self.model.host.connected_mut() else { return };
        let known = host.shadow.take().filter(|shadow| shadow.precedes(id, &record.log));
        let (mut told, mut unsaid) = (Vec::new(), Vec::new());
        let shadow = known.or_else(|| {
            let flow = self.model.flow_of(&record.started.flow)?;
            let mut shadow = Shadow::new(id.clone(), flow, record.started.clone());
            if let Some(before) = before {
                shadow.follow(record.log.get(..before)?, self.model, &origin, &mut unsaid);
            }
            Some(shadow)
        });
        let Some(mut shadow) = shadow else { return };
        shadow.follow(&record.log, self.model, &origin, &mut told);
        told.into_iter().for_each(|told| self.tell(told));
        self.change_host(|host| host.shadow = Some(shadow));
    }

    /// A call was made or logged by mistake, and is about to go: as if it never was.
    #[inline(never)]
    pub(super) fn tell_taken_back(&mut self, id: &Id, lead_id: &Id) {
        let Some(origin) = self.host_of(lead_id) else { return };
        let before = self.all_of(&origin, id).map_or(0, |told| told.len());
        self.change_host(|host| host.shadow = None);
        self.tell(told::taken_back(id, i64::try_from(before).unwrap_or_default() + 1, self.now.at));
    }

    /// The page the widget talks with, if the customer is one of its own.
    fn host_of(&self, lead_id: &Id) -> Option<String> {
        let host = self.model.host.connected()?;
        ownership::owns_lead(&host.origin, lead_id).then(|| host.origin.clone())
    }

    /// The rep wants the customer on the card to be dialled: the host has the telephone.
    #[inline(never)]
    pub(super) fn dial(&mut self) {
        let Prepare { lead, lead_id, .. } = &self.model.prepare;
        if let Some(host) = self.model.host.connected()
            && self.model.host.dials(lead_id.as_ref())
        {
            let told = lead.tel().map(|tel| told::dial(&host.origin, lead_id.as_ref(), lead, &tel));
            told.into_iter().for_each(|told| self.tell(told));
        }
    }

    /// Tells again what happened; the answer says how many messages that were.
    pub(super) fn again(&mut self, origin: &str, since: Since) -> Result<Option<(&'static str, String)>, Refused> {
        let calls: Vec<(Id, usize)> = match since {
            Since::Message { call, after } => {
                let call = Id::new(&call);
                if !ownership::owns_call(&self.model.records, origin, &call) {
                    return Err(Refused::Unknown);
                }
                vec![(call, usize::try_from(after).unwrap_or(usize::MAX))]
            }
            Since::Instant(since) => {
                let own = self
                    .model
                    .records
                    .calls
                    .iter()
                    .filter(|(_, call)| ownership::owns_lead(origin, &call.0.started.lead_id));
                let last = |call: &CallRecord| call.log.last().map_or(call.started.at, |entry| entry.at);
                own.filter(|(_, call)| last(&call.0) >= since).map(|(id, _)| (id.clone(), 0)).collect()
            }
        };
        let mut count = 0;
        for (id, after) in calls {
            let messages = self.all_of(origin, &id).ok_or(Refused::Refused)?;
            for told in messages.into_iter().skip(after) {
                self.tell(told);
                count += 1_usize;
            }
        }
        Ok(Some(("count", count.to_string())))
    }

    fn all_of(&self, origin: &str, id: &Id) -> Option<Vec<Told>> {
        let (record, _) = &**self.model.records.calls.get(id)?;
        let flow = self.model.flow_of(&record.started.flow)?;
        let mut told = Vec::new();
        Shadow::new(id.clone(), flow, record.started.clone()).follow(&record.log, self.model, origin, &mut told);
        Some(told)
    }
}
