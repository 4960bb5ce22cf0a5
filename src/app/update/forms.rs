//! The forms for an appointment and a follow-up.

use super::super::model::{Desk, Notice, OnCall};
use super::{Effect, Turn};
use crate::domain::appointment::Draft;
use crate::domain::call;
use crate::domain::flow::Tool;
use crate::domain::{Appointment, time};

impl Turn<'_> {
    /// Shows a tool without moving the focus: the rep may be in the middle of something.
    #[inline(never)]
    pub(super) fn show_tool(&mut self, tool: Tool) {
        let (zone, unread) = (self.model.zone.clone().unwrap_or_default(), self.model.zone_names.is_empty());
        let zones = &self.model.zones;
        let Desk::Call(on_call) = &mut self.model.desk else {
            return;
        };
        on_call.tool = Some(tool);
        let OnCall { call, booking, promise, .. } = &mut **on_call;
        let (state, flow) = (call.state(), call.flow());
        let of = |time: &crate::domain::Fixed| Draft::of(time, zones.iter().find(|it| it.name() == time.zone));
        match tool {
            Tool::Cards => return,
            Tool::Appointment if booking.draft == Draft::default() => {
                let fresh = Draft {
                    zone,
                    minutes: flow.booking.0.to_string(),
                    purpose: flow.booking.1.clone(),
                    ..Draft::default()
                };
                booking.draft = state.appointment.as_ref().map_or(fresh, |it| Draft {
                    minutes: it.minutes.to_string(),
                    purpose: it.purpose.clone(),
                    ..of(&it.time)
                });
            }
            Tool::FollowUp if promise.draft == Draft::default() => {
                let fresh = Draft { zone, purpose: flow.purpose.clone(), ..Draft::default() };
                promise.draft = state.follow_up.as_ref().map_or(fresh, |it| Draft {
                    purpose: it.purpose.clone(),
                    reason: it.reason.clone(),
                    ..of(&it.time)
                });
            }
            Tool::Appointment | Tool::FollowUp => {}
        }
        if unread {
            self.effects.push(Effect::ReadZoneNames);
        }
    }

    #[inline(never)]
    pub(super) fn open_tool(&mut self, tool: Tool) {
        self.show_tool(tool);
        self.effects.push(Effect::Focus(match tool {
            Tool::Cards => "cards",
            Tool::Appointment => "appointment-date",
            Tool::FollowUp => "follow-up-date",
        }));
    }

    #[inline(never)]
    pub(super) fn close_tool(&mut self) {
        self.put_tool_away();
        self.effects.push(Effect::Focus("line"));
    }

    #[inline(never)]
    pub(super) fn put_tool_away(&mut self) {
        if let Desk::Call(on_call) = &mut self.model.desk {
            on_call.tool = None;
        }
    }

    /// Works the proposed times out anew: none of them clashes with an appointment.
    #[inline(never)]
    pub(super) fn propose(&mut self) {
        let zone = self.model.zone.as_ref().and_then(|zone| self.model.zones.iter().find(|it| it.name() == zone));
        let Desk::Call(on_call) = &mut self.model.desk else {
            return;
        };
        let own = on_call.call.state().appointment.as_ref().map(|it| it.id.clone());
        let coming = self.model.appointments.iter().map(|(_, it)| it).filter(|it| it.end() > self.now.at);
        let others: Vec<Appointment> =
            coming.filter(|it| Some(&it.id) != own.as_ref()).map(|it| Appointment::clone(it)).collect();
        let minutes = on_call.call.flow().booking.0;
        let at = self.now.at;
        on_call.slots = zone.map_or_else(Vec::new, |zone| crate::domain::propose(at, zone, minutes, &others));
    }

    #[inline(never)]
    pub(super) fn edit_booking(&mut self, draft: Draft) {
        self.need_zone(&draft.zone);
        let Desk::Call(on_call) = &mut self.model.desk else {
            return;
        };
        on_call.booking.draft = draft;
        on_call.booking.refusals.clear();
    }

    #[inline(never)]
    pub(super) fn edit_promise(&mut self, draft: Draft) {
        self.need_zone(&draft.zone);
        let Desk::Call(on_call) = &mut self.model.desk else {
            return;
        };
        on_call.promise.draft = draft;
        on_call.promise.refusals.clear();
    }

    fn need_zone(&mut self, zone: &str) {
        if !zone.is_empty() && self.model.zone_table(zone).is_none() {
            self.effects.push(Effect::ReadZone(zone.into()));
        }
    }

    #[inline(never)]
    pub(super) fn use_slot(&mut self, place: usize) {
        self.show_tool(Tool::Appointment);
        let zone = self.model.zone.clone().unwrap_or_default();
        let Desk::Call(on_call) = &mut self.model.desk else {
            return;
        };
        let Some(wall) = on_call.slots.get(place).copied() else {
            return;
        };
        on_call.booking.refusals.clear();
        let draft = &mut on_call.booking.draft;
        (draft.date, draft.time, draft.zone, draft.later) = (time::date_text(wall.date()), wall.clock(), zone, false);
        self.effects.push(Effect::Focus("book"));
    }

    #[inline(never)]
    pub(super) fn book(&mut self) {
        let Some(on_call) = self.model.on_call() else { return };
        let (state, draft) = (on_call.call.state(), &on_call.booking.draft);
        let id = state.appointment.as_ref().map_or_else(|| self.now.id.clone(), |it| it.id.clone());
        let names = (id, on_call.call.id.clone(), self.model.with(&state.lead));
        let zone = self.model.zone_table(&draft.zone);
        let taken = self.model.appointments.iter().map(|(_, it)| &**it);
        match draft.appointment(names, zone, self.now.at, taken) {
            Ok(appointment) => {
                if self.happen(call::Event::Booked { appointment: Some(Box::new(appointment)) }) {
                    self.model.notice = Some(Notice::Booked);
                }
            }
            Err(refusals) => {
                if let Desk::Call(on_call) = &mut self.model.desk {
                    on_call.booking.refusals = refusals;
                }
                self.effects.push(Effect::Focus("booking-refused"));
            }
        }
    }

    #[inline(never)]
    pub(super) fn promise(&mut self) {
        let Some(on_call) = self.model.on_call() else { return };
        let draft = &on_call.promise.draft;
        match draft.follow_up(self.model.zone_table(&draft.zone), self.now.at) {
            Ok(follow_up) => {
                if self.happen(call::Event::Promised { follow_up: Some(Box::new(follow_up)) }) {
                    self.model.notice = Some(Notice::Promised);
                }
            }
            Err(refusals) => {
                if let Desk::Call(on_call) = &mut self.model.desk {
                    on_call.promise.refusals = refusals;
                }
                self.effects.push(Effect::Focus("promise-refused"));
            }
        }
    }
}
