//! Calls that should not be there: an outcome noted by one key and taken back, a record deleted.

use super::super::model::{Desk, Model, Notice, Over, Prepare};
use super::{Effect, Turn};
use crate::domain::Id;
use crate::domain::call::{self, Disposition, Progress};
use crate::store::{Batch, CallRecord, Key, Purpose, StorageFault};

impl Turn<'_> {
    /// Nobody to talk to: the call is written down as it is, and the next customer can come.
    #[inline(never)]
    pub(super) fn quick_outcome(&mut self, disposition: Disposition) {
        if matches!(self.model.desk, Desk::Call(_)) {
            return;
        }
        if !self.model.prepare.lead.is_somebody() {
            // A second click means the call that was just noted: what takes that back stays.
            if !matches!(self.model.notice, Some(Notice::Logged { .. })) {
                self.notify(Notice::NoCustomer);
            }
            return;
        }
        let ticked = self.model.prepare.ticked.clone();
        let Some(mut call) = self.open_line() else { return };
        for event in [call::Event::Ended, call::Event::Disposed { disposition }, call::Event::Closed] {
            if let Err(refusal) = call.handle(self.now.at, event) {
                self.notify(Notice::Refused(refusal));
                self.keep_call(call.id.clone(), CallRecord::from(&call));
                return self.bring(call);
            }
        }
        self.keep_call(call.id.clone(), CallRecord::from(&call));
        self.notify(Notice::Logged { call: call.id, disposition, ticked });
        self.archive();
        // With nobody next it goes into no field: the keys work, undo with them, and a key too many is no customer's name.
        self.effects.push(Effect::Focus("next-customer"));
    }

    /// The outcome that was just noted never was: its customer is on the card again.
    #[inline(never)]
    pub(super) fn take_outcome_back(&mut self) {
        let Some(Notice::Logged { call, ticked, .. }) = self.model.notice.take() else { return };
        if self.remove_call(&call, ticked) {
            self.effects.push(Effect::Focus("start-call"));
        }
    }

    /// A line that was opened by mistake, and nothing happened since: the card is there again, the call never was.
    #[inline(never)]
    pub(super) fn take_start_back(&mut self) {
        let Some(on_call) = self.model.on_call() else { return };
        let (id, ticked) = (on_call.call.id.clone(), on_call.ticked.clone());
        self.remove_call(&id, ticked);
        self.model.desk = Desk::Prepare;
        self.effects.push(Effect::Focus("start-call"));
    }

    /// Asks whether the record that is looked at is to be deleted.
    #[inline(never)]
    pub(super) fn ask_to_delete(&mut self) {
        if closed_here(self.model).is_some() {
            self.open(Over::Delete);
            self.effects.push(Effect::Focus("keep-call"));
        }
    }

    /// The record that is looked at was logged by mistake: it goes, and with it what was agreed in it, all of it at once.
    #[inline(never)]
    pub(super) fn delete_call(&mut self) {
        let Some(id) = closed_here(self.model).filter(|_| self.model.over == Some(Over::Delete)) else { return };
        let (model, mut keys) = (&*self.model, Vec::new());
        keys.extend(
            model
                .records
                .appointments
                .iter()
                .filter(|(_, it)| it.call == id)
                .map(|(id, _)| Key::Appointment(id.clone())),
        );
        keys.extend(model.records.follow_ups.get(&id).map(|_| Key::FollowUp(id.clone())));
        let lead_id = model.records.calls.get(&id).map(|it| it.0.started.lead_id.clone());
        let alone = |lead_id: &Id| model.prepare.lead_id.as_ref() != Some(lead_id) && !is_called(model, lead_id, &id);
        let lead = lead_id.filter(alone).map(Key::Lead);
        keys.push(Key::Call(id));
        keys.extend(lead);
        let keys: Vec<String> = keys.iter().map(Key::text).collect();
        self.remove_all(Purpose::Delete, &keys, Vec::new());
    }

    /// The records are about to go: the host is told while it is still known what it was told of the call.
    #[inline(never)]
    pub(super) fn tell_deleted(&mut self, batch: &Batch) {
        let call = batch.records.iter().find_map(|(key, _)| match Key::parse(key)? {
            Key::Call(id) => Some(id),
            _ => None,
        });
        let lead_id =
            call.as_ref().and_then(|id| self.model.records.calls.get(id)).map(|it| it.0.started.lead_id.clone());
        if let (Some(id), Some(lead_id)) = (call, lead_id) {
            self.tell_taken_back(&id, &lead_id);
        }
    }

    /// The records are gone, or all of them are still there.
    #[inline(never)]
    pub(super) fn deleted(&mut self, result: Result<(), StorageFault>) {
        self.model.over.take_if(|over| *over == Over::Delete);
        let gone =
            self.model.on_call().is_some_and(|it| !it.practice && self.model.records.calls.get(&it.call.id).is_none());
        if gone {
            self.leave_call();
        }
        self.notify(if result.is_ok() { Notice::Deleted } else { Notice::NotDeleted });
    }

    /// Removes a call and puts its customer on the card, unless somebody else is there by now. Tells whether it does.
    fn remove_call(&mut self, id: &Id, ticked: Vec<bool>) -> bool {
        let Some(started) = self.model.records.calls.get(id).map(|it| it.0.started.clone()) else { return false };
        // A customer who came into being with the call has its id.
        let new = started.lead_id == *id || started.lead_id == self.model.host.name(id);
        let lead_id = (!new).then_some(started.lead_id);
        self.remove_record(id, lead_id.as_ref());
        let free = self.model.prepare.is_free();
        if free {
            self.model.prepare = Prepare { lead: started.lead, lead_id, ticked };
            self.keep_draft();
        }
        free
    }

    /// Removes a call, and its customer if no other call is with them and they are not `staying`.
    fn remove_record(&mut self, id: &Id, staying: Option<&Id>) {
        let Some(lead_id) = self.model.records.calls.get(id).map(|it| it.0.started.lead_id.clone()) else { return };
        self.tell_taken_back(id, &lead_id);
        self.model.records.calls.remove(id);
        self.forget(&Key::Call(id.clone()));
        if !is_called(self.model, &lead_id, id) && staying != Some(&lead_id) {
            self.model.records.leads.remove(&lead_id);
            self.forget(&Key::Lead(lead_id));
        }
    }
}

/// Whether there is another call than this one with a customer.
fn is_called(model: &Model, lead_id: &Id, except: &Id) -> bool {
    model.records.calls.iter().any(|(id, it)| id != except && it.0.started.lead_id == *lead_id)
}

/// The finished call on the desk.
fn closed_here(model: &Model) -> Option<Id> {
    let on_call =
        model.on_call().filter(|it| matches!(it.call.state().progress, Progress::Closed(_)) && !it.practice)?;
    Some(on_call.call.id.clone())
}
