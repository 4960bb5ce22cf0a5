//! The pre-call card, and how a call comes onto the desk from there.

use super::super::actions::Place;
use super::super::model::{Asked, Desk, Form, Loading, Notice, OnCall, Over, Prepare, Why};
use super::super::past::Recalled;
use super::{Effect, Turn};
use crate::domain::call::{self, Call, Past, Started};
use crate::domain::json::object;
use crate::domain::{FollowUp, Id, Lead, LeadField, Stamp};
use crate::store::{CallRecord, FlowRecord, Key, encode};
use crate::text::texts;
use std::rc::Rc;

impl Turn<'_> {
    pub(super) fn set_lead(&mut self, field: LeadField, text: &str) {
        self.model.prepare.lead.set(field, text);
        self.settle();
        self.keep_draft();
    }

    pub(super) fn keep_draft(&mut self) {
        let owner = self.model.host.connected().map(|host| host.origin.clone());
        let (tab, draft) = (self.model.tab.clone(), self.model.prepare.record(owner));
        self.keep(&Key::Draft(tab), &draft);
    }

    fn forget_draft(&mut self) {
        let tab = self.model.tab.clone();
        self.forget(&Key::Draft(tab));
    }

    pub(super) fn tick(&mut self, item: usize) {
        let items = self.model.cover().map_or(0, |cover| cover.prepare.len());
        let ticked = &mut self.model.prepare.ticked;
        ticked.resize(items, false);
        if let Some(tick) = ticked.get_mut(item) {
            *tick = !*tick;
        }
    }

    pub(super) fn tick_all(&mut self) {
        let items = self.model.cover().map_or(0, |cover| cover.prepare.len());
        let all = self.model.prepare.ticked.iter().filter(|on| **on).count() < items;
        self.model.prepare.ticked = vec![all; items];
    }

    #[inline(never)]
    pub(super) fn new_lead(&mut self) {
        self.model.prepare = Prepare::default();
        self.settle();
        self.forget_draft();
        self.effects.push(Effect::Focus("lead-name"));
    }

    #[inline(never)]
    pub(super) fn call_again(&mut self, id: &Id) {
        let Some((record, brief)) = self.model.records.calls.get(id).map(|it| &**it) else {
            return;
        };
        let lead_id = record.started.lead_id.clone();
        let lead = self.model.records.leads.get(&lead_id).map_or(&brief.lead, |it| it).clone();
        self.model.prepare = Prepare { lead, lead_id: Some(lead_id), ticked: Vec::new() };
        self.model.desk = Desk::Prepare;
        self.settle();
        self.keep_draft();
        self.effects.push(Effect::Focus("start-call"));
    }

    /// Opens the line; `None` while there is no flow to run on.
    pub(super) fn open_line(&mut self) -> Option<Call> {
        let Loading::Here(flow, text) = self.model.loading() else {
            return None;
        };
        let (flow, text) = (Rc::clone(flow), Rc::clone(text));
        let (reference, record) = (flow.reference(), FlowRecord { text });
        let id = Id::new(&reference);
        if self.model.records.flows.get(&id).is_none() {
            self.keep(&Key::Flow(reference), &record);
            self.model.records.flows.put(id, record);
        }
        self.recall();
        let past = self.model.recalled.past.take().map(|past| Box::new(Past::clone(&past)));
        self.take_record();
        let Prepare { lead, lead_id, .. } = std::mem::take(&mut self.model.prepare);
        let lead_id = lead_id.unwrap_or_else(|| self.model.host.name(&self.now.id));
        self.keep(&Key::Lead(lead_id.clone()), &lead);
        self.model.records.leads.put(lead_id.clone(), lead.clone());
        self.forget_draft();
        let started = Started { at: self.now.at, offset: self.now.offset, flow: String::new(), lead_id, lead, past };
        Some(Call::start(self.now.id.clone(), flow, started))
    }

    /// Who was typed anew is a customer with a record: the card takes it. What was typed stays; the record fills in the rest.
    #[inline(never)]
    fn take_record(&mut self) {
        let Some((lead_id, Some(lead))) = self.model.known() else { return };
        let (lead_id, lead) = (lead_id.clone(), self.model.prepare.lead.merged(&Lead::default(), lead));
        let card = &mut self.model.prepare;
        (card.lead_id, card.lead) = (Some(lead_id), lead);
    }

    #[inline(never)]
    pub(super) fn start_call(&mut self) {
        if matches!(self.model.desk, Desk::Call(_)) {
            return;
        }
        let ticked = self.model.prepare.ticked.clone();
        let Some(call) = self.open_line() else { return };
        self.keep_call(call.id.clone(), CallRecord::from(&call));
        self.bring(call);
        if let Desk::Call(on_call) = &mut self.model.desk {
            on_call.ticked = ticked;
        }
        self.archive();
    }

    /// A call with an invented customer. The card waits as it is.
    #[inline(never)]
    pub(super) fn practise(&mut self) {
        let (Desk::Prepare, Loading::Here(flow, _)) = (&self.model.desk, self.model.loading()) else { return };
        let t = texts(flow.locale);
        let mut lead = Lead::default();
        lead.set(LeadField::Name, t.practice_name);
        lead.set(LeadField::Salutation, t.practice_salutation);
        lead.set(LeadField::Title, t.practice_job);
        lead.set(LeadField::Company, t.practice_company);
        let lead_id = self.now.id.clone();
        let started =
            Started { at: self.now.at, offset: self.now.offset, flow: String::new(), lead_id, lead, past: None };
        let call = Call::start(self.now.id.clone(), Rc::clone(flow), started);
        self.bring(call);
        if let Desk::Call(on_call) = &mut self.model.desk {
            on_call.practice = true;
        }
    }

    #[inline(never)]
    pub(super) fn open_call(&mut self, asked: &Asked) {
        let id = &asked.call;
        let call = self.model.records.calls.get(id).and_then(|it| {
            let (record, _) = &**it;
            let flow = self.model.flow_of(&record.started.flow)?;
            Call::replay(id.clone(), flow, record.started.clone(), record.log.clone()).ok()
        });
        match call {
            Some(mut call) => {
                let hushed = call.hush();
                if self.name_flow(&call) || hushed {
                    self.keep_call(id.clone(), CallRecord::from(&call));
                }
                self.bring(call);
                if asked.why == Why::Reopened {
                    // As it was before it was closed.
                    self.happen(call::Event::Undone);
                }
            }
            None => {
                let there = self.model.records.calls.get(id).is_some();
                self.notify(Notice::CannotOpen(there.then(|| id.clone())));
            }
        }
    }

    /// A call of the first version gets the full reference of its flow, and the flow is kept by it too.
    fn name_flow(&mut self, call: &Call) -> bool {
        let before = self.model.records.calls.get(&call.id).map(|it| it.0.started.flow.clone());
        let after = &call.started().flow;
        let Some(before) = before.filter(|before| before != after) else { return false };
        if let Some(record) = self.model.records.flows.get(&Id::new(&before)).map(|it| FlowRecord::clone(it)) {
            self.keep(&Key::Flow(after.clone()), &record);
            self.model.records.flows.put(Id::new(after), record);
        }
        true
    }

    pub(super) fn download_call(&mut self, id: &Id) {
        let Some(call) = self.model.records.calls.get(id) else { return };
        let (key, mut text) = (Key::Call(id.clone()).text(), String::new());
        object(&mut text, &[(&key, &encode(&call.0, self.model.saves.known(&key).unwrap_or_default()))]);
        self.download(text);
    }

    /// A call that cannot be opened leaves the lists, not the storage.
    pub(super) fn set_aside(&mut self, id: &Id) {
        let Some(call) = self.model.records.calls.get(id) else { return };
        let key = Key::Call(id.clone()).text();
        let text = encode(&call.0, self.model.saves.known(&key).unwrap_or_default());
        self.model.records.calls.remove(id);
        let effect = self.model.saves.set_aside(&key, text);
        self.store(effect);
        self.notify(Notice::SetAside(1, 0));
        self.effects.push(Effect::Focus("main"));
    }

    pub(super) fn settle_follow_up(&mut self, call: Id, done: bool) {
        let Some(follow_up) = self.model.records.follow_ups.get(&call) else { return };
        let follow_up = FollowUp { done: done.then_some(self.now.at), ..FollowUp::clone(follow_up) };
        self.keep(&Key::FollowUp(call.clone()), &follow_up);
        self.model.records.follow_ups.put(call.clone(), follow_up);
        self.settle();
        if done {
            self.notify(Notice::Settled(call));
        }
        // Its row is gone, or back.
        self.effects.push(Effect::Focus("follow-ups"));
    }

    /// Puts a call on the desk.
    pub(super) fn bring(&mut self, call: Call) {
        let zone = self.zone_of(&call.started().lead_id).or_else(|| self.model.zone.clone());
        for zone in [&self.model.zone, &zone].into_iter().flatten() {
            let read = Effect::ReadZone(zone.clone());
            if self.model.zone_table(zone).is_none() && !self.effects.contains(&read) {
                self.effects.push(read);
            }
        }
        let last = call.log().iter().map(|entry| entry.at).fold(call.started().at, Stamp::max);
        let on_call = OnCall {
            ahead: last.max(self.now.at).0.saturating_sub(self.now.ran.0),
            call,
            practice: false,
            ticked: Vec::new(),
            tool: None,
            booking: Form::default(),
            promise: Form::default(),
            phrase: None,
            picking: None,
            card: None,
            zone,
            slots: Vec::new(),
            taken: Vec::new(),
        };
        self.model.desk = Desk::Call(Box::new(on_call));
        self.need_sounds();
        self.propose();
        self.follow_tool(None);
        self.effects.push(Effect::GuardBack);
        self.effects.push(Effect::Focus("line"));
    }

    /// The zone of what was last agreed with a customer.
    fn zone_of(&self, lead_id: &Id) -> Option<String> {
        let model = &*self.model;
        let is_theirs = |call: &Id| model.records.calls.get(call).is_some_and(|it| it.0.started.lead_id == *lead_id);
        let agreed = model.records.appointments.iter().map(|(_, it)| (&it.call, &it.time));
        let promised = model.records.follow_ups.iter().map(|(call, it)| (call, &it.time));
        let times = agreed.chain(promised).filter(|(call, _)| is_theirs(call)).map(|(_, time)| time);
        times.max_by_key(|time| time.at).map(|time| time.zone.clone())
    }

    #[inline(never)]
    pub(super) fn leave_call(&mut self) {
        self.model.desk = Desk::Prepare;
        // The call may have been one with whoever is on the card.
        self.model.recalled = Recalled::default();
        self.model.over.take_if(|over| *over == Over::Leave);
        self.need_flow();
        // Not into a field: the keys work there, undo with them, and one key too many is no customer's name.
        self.effects.push(Effect::Focus("next-customer"));
    }

    /// The browser's way back leads to the card. A call that is not finished is not left by a slip of the thumb.
    #[inline(never)]
    pub(super) fn went_back(&mut self) {
        let practice = self.model.on_call().is_some_and(|on_call| on_call.practice);
        match Place::of(self.model) {
            Place::Talking | Place::WrappingUp if !practice => {
                self.open(Over::Leave);
                self.effects.push(Effect::Focus("stay"));
            }
            Place::Talking | Place::WrappingUp | Place::Closed => self.leave_call(),
            Place::Before => {}
        }
    }

    pub(super) fn keep_call(&mut self, id: Id, record: CallRecord) {
        self.keep(&Key::Call(id.clone()), &record);
        let before = self.model.records.calls.get(&id).map(|it| it.0.log.len());
        self.tell_call(&id, &record, before);
        self.model.records.put_call(id, record);
    }
}
