//! The forms for an appointment and a follow-up, and the times to propose.

use super::super::follow_ups;
use super::super::model::{Desk, Form, Notice, OnCall};
use super::super::reading::{self, Take};
use super::{Effect, Turn};
use crate::domain::appointment::{BookingRefusal, Draft};
use crate::domain::call;
use crate::domain::flow::Tool;
use crate::domain::schedule::{Search, Taken};
use crate::domain::time;

impl Turn<'_> {
    /// Shows a tool without moving the focus: the rep may be in the middle of something.
    #[inline(never)]
    pub(super) fn show_tool(&mut self, tool: Tool) {
        let unread = self.model.zone_names.is_empty();
        let zones = &self.model.zones;
        let Desk::Call(on_call) = &mut self.model.desk else {
            return;
        };
        on_call.tool = Some(tool);
        let zone = on_call.zone.clone().unwrap_or_default();
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
            Tool::Appointment => "appointment-when",
            Tool::FollowUp => "follow-up-when",
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

    /// Works out anew what is taken, and the proposed times: none of them clashes with it.
    #[inline(never)]
    pub(super) fn propose(&mut self) {
        let Some(on_call) = self.model.on_call() else { return };
        let (model, at) = (&*self.model, self.now.at);
        let what = |purpose: &str, with: &str| [purpose, " · ", with].concat();
        let booked = model.appointments.iter().filter(|(_, it)| it.end() > at && it.call != on_call.call.id);
        let booked =
            booked.map(|(_, it)| Taken { from: it.time.at, until: it.end(), what: what(&it.purpose, &it.with) });
        let promised = follow_ups::open(model).filter(|(call, it)| it.time.at > at && **call != on_call.call.id);
        let promised = promised.map(|(call, it)| Taken {
            from: it.time.at,
            until: it.time.at.plus_minutes(reading::CALL.into()),
            what: what(it.why(), &model.calls.get(call).map_or_else(String::new, |call| model.with(&call.1.lead))),
        });
        let taken: Vec<Taken> = booked.chain(promised).collect();
        let table = |zone: &Option<String>| model.zone_table(zone.as_deref()?);
        let minutes = on_call.call.flow().booking.0;
        let slots = table(&on_call.zone).map_or_else(Vec::new, |zone| {
            Search { now: at, zone, own: table(&model.zone), minutes, taken: &taken }.ladder()
        });
        if let Desk::Call(on_call) = &mut self.model.desk {
            (on_call.slots, on_call.taken) = (slots, taken);
        }
    }

    #[inline(never)]
    pub(super) fn edit_booking(&mut self, draft: Draft) {
        self.edit(draft, |on_call| (&mut on_call.booking, &mut on_call.promise));
    }

    #[inline(never)]
    pub(super) fn edit_promise(&mut self, draft: Draft) {
        self.edit(draft, |on_call| (&mut on_call.promise, &mut on_call.booking));
    }

    /// Changes one form; the other is told where the customer is.
    fn edit(&mut self, draft: Draft, forms: fn(&mut OnCall) -> (&mut Form, &mut Form)) {
        let Desk::Call(on_call) = &mut self.model.desk else {
            return;
        };
        let (form, other) = forms(on_call);
        let moved = form.draft.zone != draft.zone;
        // A date or a time entered by hand is what counts from now on.
        form.open &= (&form.draft.date, &form.draft.time) == (&draft.date, &draft.time);
        form.refusals.clear();
        form.draft = draft;
        if !moved {
            return;
        }
        let zone = form.draft.zone.clone();
        if *other != Form::default() && other.draft.date.is_empty() {
            other.draft.zone.clone_from(&zone);
        }
        on_call.zone = Some(zone.clone());
        if !zone.is_empty() && self.model.zone_table(&zone).is_none() {
            self.effects.push(Effect::ReadZone(zone));
        }
        self.propose();
    }

    #[inline(never)]
    pub(super) fn type_time(&mut self, words: String) {
        let Desk::Call(on_call) = &mut self.model.desk else {
            return;
        };
        let Some(form) = on_call.form_mut() else { return };
        form.open = !words.trim().is_empty();
        form.words = words;
        form.refusals.clear();
    }

    /// Fills in a time and leads to what comes next: the hour, the reason, or the button.
    #[inline(never)]
    pub(super) fn take_time(&mut self, take: Take) {
        let Desk::Call(on_call) = &mut self.model.desk else {
            return;
        };
        let Some(form) = on_call.form_mut() else { return };
        let (date, clock) = match take {
            Take::Time(wall) => (wall.date(), wall.clock()),
            Take::Day(day) => (day, String::new()),
        };
        let is_whole = !clock.is_empty();
        (form.draft.date, form.draft.time, form.draft.later, form.open) = (time::date_text(date), clock, false, false);
        form.refusals.clear();
        let no_reason = form.draft.reason.trim().is_empty();
        self.effects.push(Effect::Focus(match (on_call.tool, is_whole) {
            (Some(Tool::FollowUp), true) if no_reason => "follow-up-reason",
            (Some(Tool::FollowUp), true) => "set-follow-up",
            (Some(Tool::FollowUp), false) => "follow-up-time",
            (_, true) => "book",
            (_, false) => "appointment-time",
        }));
    }

    /// Takes a time that was typed in words and not taken yet. Whether there was one: nothing is fixed before the rep has seen
    /// the full date.
    fn take_words(&mut self) -> bool {
        let Some(on_call) = self.model.on_call() else { return false };
        let Some(form) = on_call.form().filter(|form| form.open) else { return false };
        let field = reading::look(self.model, on_call, form, self.now);
        match (field.take(), field.meaning) {
            (Some(take), _) => self.take_time(take),
            (None, reading::Meaning::Nothing(refusal)) => {
                if let Desk::Call(on_call) = &mut self.model.desk
                    && let Some(form) = on_call.form_mut()
                {
                    form.refusals = vec![BookingRefusal::Words(refusal)];
                }
            }
            (None, _) => return false,
        }
        true
    }

    #[inline(never)]
    pub(super) fn book(&mut self) {
        if self.take_words() {
            return;
        }
        let Some(on_call) = self.model.on_call() else { return };
        let (state, draft) = (on_call.call.state(), &on_call.booking.draft);
        let id = state.appointment.as_ref().map_or_else(|| self.now.id.clone(), |it| it.id.clone());
        let names = (id, on_call.call.id.clone(), self.model.with(&state.lead));
        let zone = self.model.zone_table(&draft.zone);
        let taken = self.model.appointments.iter().map(|(_, it)| &**it);
        match draft.appointment(names, zone, self.now.at, taken) {
            Ok(appointment) => {
                if self.happen(call::Event::Booked { appointment: Some(Box::new(appointment)) }) {
                    let asks = self.ask_to_last();
                    self.model.notice = Some(if asks { Notice::BookedAndAsked } else { Notice::Booked });
                    self.settle_words();
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
        if self.take_words() {
            return;
        }
        let Some(on_call) = self.model.on_call() else { return };
        let draft = &on_call.promise.draft;
        match draft.follow_up(self.model.zone_table(&draft.zone), self.now.at) {
            Ok(follow_up) => {
                if self.happen(call::Event::Promised { follow_up: Some(Box::new(follow_up)) }) {
                    self.model.notice = Some(Notice::Promised);
                    self.settle_words();
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

    /// What was typed is settled, and to be read back.
    fn settle_words(&mut self) {
        if let Desk::Call(on_call) = &mut self.model.desk
            && let Some(form) = on_call.form_mut()
        {
            form.words.clear();
        }
        self.effects.push(Effect::Focus("fixed"));
    }
}
