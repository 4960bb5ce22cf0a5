//! What an answer of the customer brings along: the time they take is fixed with it, or its form waits for the time.

use super::super::model::{Notice, OnCall};
use super::super::reading::Take;
use super::{Effect, Turn};
use crate::domain::call::{self, Disposition, Event, Progress};
use crate::domain::flow::{Takes, Tool};
use crate::domain::{Wall, time};

/// What comes with an event.
pub(super) enum Along {
    /// Nothing.
    Nothing,
    /// This is fixed first, and undone with it.
    Fixed(Event),
    /// This form is to be filled in once the call has gone on; the time, as far as it is known.
    Form(Tool, Option<Wall>),
}

impl Turn<'_> {
    /// Works out what comes with an event; only answers bring anything.
    #[inline(never)]
    pub(super) fn along(&self, event: &Event) -> Along {
        let Some(on_call) = self.model.on_call() else { return Along::Nothing };
        let Some((tool, takes)) = taken(on_call, event) else { return Along::Nothing };
        // The rep was faster: what is fixed at this step is what the customer said.
        let fixed_here = on_call.call.done_here().find_map(|it| match (tool, it) {
            (Tool::Appointment, Event::Booked { appointment }) => Some(appointment.is_some()),
            (Tool::FollowUp, Event::Promised { follow_up }) => Some(follow_up.is_some()),
            _ => None,
        });
        if fixed_here == Some(true) {
            return Along::Nothing;
        }
        let slot = match takes {
            Takes::Slot(place) => on_call.slots.get(usize::from(place)).copied(),
            Takes::Named => None,
        };
        let fixed = slot.and_then(|wall| self.fix(on_call, tool, wall));
        fixed.map_or(Along::Form(tool, slot), Along::Fixed)
    }

    /// Fixes a proposed time; `None` if it cannot be had any more.
    fn fix(&self, on_call: &OnCall, tool: Tool, wall: Wall) -> Option<Event> {
        let mut draft = self.fresh_draft(on_call, tool);
        // The time was proposed by that clock, whatever the one is of what was fixed before.
        draft.zone = on_call.zone.clone().unwrap_or_default();
        (draft.date, draft.time) = (time::date_text(wall.date()), wall.clock());
        if draft.reason.trim().is_empty() {
            draft.reason = on_call.call.last_words().unwrap_or(&draft.purpose).into();
        }
        match tool {
            Tool::Cards => None,
            Tool::Appointment => {
                let appointment = Some(Box::new(self.appointment(on_call, &draft).ok()?));
                Some(Event::Booked { appointment })
            }
            Tool::FollowUp => {
                let follow_up = draft.follow_up(self.model.zone_table(&draft.zone), self.now.at).ok()?;
                Some(Event::Promised { follow_up: Some(Box::new(follow_up)) })
            }
        }
    }

    /// What came with an event that has happened.
    #[inline(never)]
    pub(super) fn bring_along(&mut self, along: &Along) {
        match along {
            Along::Nothing => {}
            Along::Fixed(event) => self.tell_fixed(event),
            Along::Form(tool, slot) => {
                self.change_time(*tool);
                if let Some(wall) = slot {
                    self.take_time(Take::Time(*wall));
                }
            }
        }
    }

    /// Says that something was fixed, so that it is read back.
    pub(super) fn tell_fixed(&mut self, event: &Event) {
        let notice = match event {
            Event::Booked { .. } if self.ask_to_last() => Notice::BookedAndAsked,
            Event::Booked { .. } => Notice::Booked,
            _ => Notice::Promised,
        };
        self.notify(notice);
    }

    /// How the call ended was chosen, or the mood: an outcome that needs a time leads to its form. Else the focus leaves the
    /// button, where Enter would choose the same again, and Enter ends the work.
    #[inline(never)]
    pub(super) fn go_on_from(&mut self, chosen: Option<Disposition>) {
        self.effects.push(Effect::Focus("line"));
        let missing = self.model.on_call().and_then(|it| it.call.state().missing());
        if let (Some(_), Some(refusal)) = (chosen, missing) {
            self.lead_to_missing(refusal);
        }
    }

    /// Where a time is missing, its form is the way on.
    #[inline(never)]
    pub(super) fn lead_to_missing(&mut self, refusal: call::Refusal) {
        match refusal {
            call::Refusal::NoAppointment => self.open_tool(Tool::Appointment),
            call::Refusal::NoFollowUp => self.open_tool(Tool::FollowUp),
            _ => {}
        }
    }
}

/// What the step fixes, and which time an answer takes for it.
fn taken(on_call: &OnCall, event: &Event) -> Option<(Tool, Takes)> {
    let Event::Advanced { at, choice } = event else { return None };
    let (state, flow) = (on_call.call.state(), on_call.call.flow());
    let step = flow.step(state.here().step);
    if step.id != *at || state.progress != Progress::Talking {
        return None;
    }
    let choice = state.open_choices(flow).find(|it| it.id == *choice)?;
    Some((step.prompt()?.tool?, choice.takes?))
}
