//! State that the page around the widget kept for us comes back.

use super::Turn;
use crate::domain::{Appointment, Flow, FollowUp, Id, Lead};
use crate::store::{CallRecord, CallSummary, Envelope, FlowRecord, Key, decode, ownership};

impl Turn<'_> {
    /// Whether a record was removed since the host was told of it, in whichever tab: its mark is here, or the mark that
    /// everything was erased is later.
    pub(super) fn is_removed(&self, key: &str, text: &str) -> bool {
        let known = |key: &str| self.model.saves.known(key);
        let told = Envelope::of(text).map(|it| it.version);
        let erased = known(&Key::Erased.text()).zip(told).is_some_and(|(erased, told)| told <= erased);
        erased || (known(key).is_some() && self.model.host_backup().text(key).is_none())
    }

    /// Takes up what the host kept for us, as far as it is its own, makes sense, was not removed since and is more than is
    /// here: calls that are not finished, and what they need. Says how many records that were.
    pub(super) fn restore(&mut self, origin: &str, records: &[(String, String)]) -> usize {
        let mut taken = 0;
        // Flows and calls first: the others are of a call.
        for first in [true, false] {
            for (key, text) in records {
                let Some(key) = Key::parse(key) else { continue };
                let now = matches!(key, Key::Flow(_) | Key::Call(_)) == first;
                if now && !self.is_removed(&key.text(), text) && self.restore_one(origin, key, text).is_some() {
                    taken += 1;
                }
            }
        }
        taken
    }

    fn restore_one(&mut self, origin: &str, key: Key, text: &str) -> Option<()> {
        match &key {
            Key::Flow(reference) => {
                let id = Id::new(reference);
                let record: FlowRecord = decode(text).ok()?;
                let whole = Flow::parse(&record.text).is_ok_and(|flow| flow.reference() == *reference);
                if !whole || self.model.records.flows.get(&id).is_some() {
                    return None;
                }
                self.keep(&key, &record);
                self.model.records.flows.put(id, record);
            }
            Key::Call(id) => {
                let record: CallRecord = decode(text).ok()?;
                let here = self.model.records.calls.get(id).map(|it| it.0.log.len());
                let on_desk = self.model.on_call().is_some_and(|on_call| on_call.call.id == *id);
                let more = here.is_none_or(|here| here < record.log.len()) && !on_desk;
                let own = ownership::owns_lead(origin, &record.started.lead_id) && ownership::may_be_called(origin, id);
                let known = here.is_none() || ownership::owns_call(&self.model.records, origin, id);
                let brief = CallSummary::of(&record);
                // A finished one that is not here is in the archive, or was nobody's to keep any more.
                if !(own && known && more) || brief.closed {
                    return None;
                }
                self.keep(&key, &record);
                self.model.records.calls.put(id.clone(), (record, brief));
            }
            Key::Lead(id) if self.model.records.leads.get(id).is_none() => {
                let needed =
                    ownership::unfinished(&self.model.records, origin).any(|(_, it)| it.started.lead_id == *id);
                if !needed {
                    return None;
                }
                let lead: Lead = decode(text).ok()?;
                self.keep(&key, &lead);
                self.model.records.leads.put(id.clone(), lead);
            }
            Key::Appointment(id) if self.model.records.appointments.get(id).is_none() => {
                let appointment: Appointment = decode(text).ok()?;
                if appointment.id != *id || !self.is_unfinished(origin, &appointment.call) {
                    return None;
                }
                self.keep(&key, &appointment);
                self.model.records.appointments.put(id.clone(), appointment);
            }
            Key::FollowUp(id) if self.model.records.follow_ups.get(id).is_none() => {
                let follow_up: FollowUp = decode(text).ok()?;
                if !self.is_unfinished(origin, id) {
                    return None;
                }
                self.keep(&key, &follow_up);
                self.model.records.follow_ups.put(id.clone(), follow_up);
            }
            _ => return None,
        }
        Some(())
    }

    fn is_unfinished(&self, origin: &str, call: &Id) -> bool {
        ownership::unfinished(&self.model.records, origin).any(|(id, _)| id == call)
    }
}
