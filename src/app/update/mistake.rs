//! Calls that should not be there: an outcome noted by one key and taken back, a record deleted.

use super::super::model::{Desk, Model, Notice, Over, Prepare};
use super::super::records::{CallRecord, Key};
use super::{Effect, Turn};
use crate::domain::Id;
use crate::domain::call::{self, Disposition, Progress};

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
                self.model.notice = Some(Notice::NoCustomer);
            }
            return;
        }
        let ticked = self.model.prepare.ticked.clone();
        let Some(mut call) = self.open_line() else { return };
        for event in [call::Event::Ended, call::Event::Disposed { disposition }, call::Event::Closed] {
            if let Err(refusal) = call.handle(self.now.at, event) {
                self.model.notice = Some(Notice::Refused(refusal));
                self.keep_call(call.id.clone(), CallRecord::from(&call));
                return self.bring(call);
            }
        }
        self.keep_call(call.id.clone(), CallRecord::from(&call));
        self.model.notice = Some(Notice::Logged { call: call.id, disposition, ticked });
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
        let Some(id) = self.model.on_call().map(|on_call| on_call.call.id.clone()) else { return };
        self.remove_call(&id, Vec::new());
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

    /// The record that is looked at was logged by mistake: it goes, and with it what was agreed in it.
    #[inline(never)]
    pub(super) fn delete_call(&mut self) {
        let Some(id) = closed_here(self.model).filter(|_| self.model.over == Some(Over::Delete)) else { return };
        let card = self.model.prepare.clone();
        let meetings: Vec<Id> =
            self.model.appointments.iter().filter(|(_, it)| it.call == id).map(|(id, _)| id.clone()).collect();
        for meeting in meetings {
            self.model.appointments.remove(&meeting);
            self.forget(&Key::Appointment(meeting));
        }
        if self.model.follow_ups.get(&id).is_some() {
            self.model.follow_ups.remove(&id);
            self.forget(&Key::FollowUp(id.clone()));
        }
        self.leave_call();
        self.remove_record(&id, card.lead_id.as_ref());
        self.model.over = None;
        self.model.notice = Some(Notice::Deleted);
    }

    /// Removes a call and puts its customer on the card, unless somebody else is there by now. Tells whether it does.
    fn remove_call(&mut self, id: &Id, ticked: Vec<bool>) -> bool {
        let Some(started) = self.model.calls.get(id).map(|it| it.0.started.clone()) else { return false };
        // A customer who came into being with the call has its id.
        let new = started.lead_id == *id || started.lead_id == self.model.host.name(id);
        let lead_id = (!new).then_some(started.lead_id);
        self.remove_record(id, lead_id.as_ref());
        let free = self.model.prepare == Prepare::default();
        if free {
            self.model.prepare = Prepare { lead: started.lead, lead_id, ticked };
            self.keep_draft();
        }
        free
    }

    /// Removes a call, and its customer if no other call is with them and they are not `staying`.
    fn remove_record(&mut self, id: &Id, staying: Option<&Id>) {
        let Some(lead_id) = self.model.calls.get(id).map(|it| it.0.started.lead_id.clone()) else { return };
        self.tell_taken_back(id, &lead_id);
        self.model.calls.remove(id);
        self.forget(&Key::Call(id.clone()));
        let known = self.model.calls.iter().any(|(_, it)| it.0.started.lead_id == lead_id);
        if !known && staying != Some(&lead_id) {
            self.model.leads.remove(&lead_id);
            self.forget(&Key::Lead(lead_id));
        }
    }
}

/// The finished call on the desk.
fn closed_here(model: &Model) -> Option<Id> {
    let on_call =
        model.on_call().filter(|it| matches!(it.call.state().progress, Progress::Closed(_)) && !it.practice)?;
    Some(on_call.call.id.clone())
}
