//! The forms for an appointment and a follow-up, and the times to propose.

use super::super::model::{Desk, Form, OnCall};
use super::super::reading::{self, Take};
use super::{Effect, Turn};
use crate::domain::appointment::{BookingRefusal, Draft};
use crate::domain::flow::Tool;
use crate::domain::hours::Change;
use crate::domain::natural::{self, Rest};
use crate::domain::schedule::{Search, Taken};
use crate::domain::{Appointment, FollowUp, call, time};
use crate::speech::zones;
use crate::store::follow_ups;

impl Turn<'_> {
    /// Shows a tool without moving the focus: the rep may be in the middle of something.
    #[inline(never)]
    pub(super) fn show_tool(&mut self, tool: Tool) {
        let unread = self.model.zone_names.all.is_empty();
        let Some(on_call) = self.model.on_call() else { return };
        let blank = |form: &Form| form.draft == Draft::default();
        let filled = match tool {
            Tool::Cards => None,
            Tool::Appointment => blank(&on_call.booking).then(|| self.fresh_draft(on_call, tool)),
            Tool::FollowUp => blank(&on_call.promise).then(|| self.fresh_draft(on_call, tool)),
        };
        let Desk::Call(on_call) = &mut self.model.desk else { return };
        on_call.tool = Some(tool);
        if let (Some(draft), Some(form)) = (filled, on_call.form_mut()) {
            form.draft = draft;
        }
        if unread && tool != Tool::Cards {
            self.effects.push(Effect::ReadZoneNames);
            self.model.zone_names.called = zones::called(&[], self.model.records.settings.locale);
            self.call_zones();
        }
    }

    /// What a form is filled in with: what is fixed, or what the flow says.
    pub(super) fn fresh_draft(&self, on_call: &OnCall, tool: Tool) -> Draft {
        let (state, flow) = (on_call.call.state(), on_call.call.flow());
        let zone = on_call.zone.clone().unwrap_or_default();
        let (minutes, purpose) = &flow.booking;
        match (tool, &state.appointment, &state.follow_up) {
            (Tool::Appointment, Some(it), _) => self.draft_of(it),
            (Tool::FollowUp, _, Some(it)) => self.draft_of_promise(it),
            (Tool::FollowUp, ..) => Draft { zone, purpose: flow.purpose.clone(), ..Draft::default() },
            _ => Draft { zone, minutes: minutes.to_string(), purpose: purpose.clone(), ..Draft::default() },
        }
    }

    fn draft_of(&self, it: &Appointment) -> Draft {
        let draft = Draft::of(&it.time, self.model.zone_table(&it.time.zone));
        Draft { minutes: it.minutes.to_string(), purpose: it.purpose.clone(), ..draft }
    }

    fn draft_of_promise(&self, it: &FollowUp) -> Draft {
        let draft = Draft::of(&it.time, self.model.zone_table(&it.time.zone));
        Draft { purpose: it.purpose.clone(), reason: it.reason.clone(), ..draft }
    }

    /// Where something was fixed, changed or taken back, its form holds that and folds: once a time is fixed only the
    /// confirmation is wanted, and what was taken back can be fixed again.
    #[inline(never)]
    pub(super) fn fold_forms(&mut self, appointment: Option<&Appointment>, follow_up: Option<&FollowUp>) {
        let Some(on_call) = self.model.on_call() else { return };
        let state = on_call.call.state();
        let form = |draft| Form { draft, ..Form::default() };
        let (now, changed) = (state.appointment.as_ref(), state.appointment.as_ref() != appointment);
        let booking = now.or(appointment).filter(|_| changed).map(|it| form(self.draft_of(it)));
        let (now, changed) = (state.follow_up.as_ref(), state.follow_up.as_ref() != follow_up);
        let promise = now.or(follow_up).filter(|_| changed).map(|it| form(self.draft_of_promise(it)));
        let Desk::Call(on_call) = &mut self.model.desk else { return };
        if let Some(form) = booking {
            on_call.booking = form;
        }
        if let Some(form) = promise {
            on_call.promise = form;
        }
    }

    /// A form that was unfolded and nothing was changed in folds again when the call goes on.
    #[inline(never)]
    pub(super) fn fold_untouched(&mut self) {
        let Some(on_call) = self.model.on_call() else { return };
        let state = on_call.call.state();
        let appointment = state.appointment.as_ref().map(|it| self.draft_of(it));
        let follow_up = state.follow_up.as_ref().map(|it| self.draft_of_promise(it));
        if let Desk::Call(on_call) = &mut self.model.desk {
            for (form, fixed) in [(&mut on_call.booking, appointment), (&mut on_call.promise, follow_up)] {
                form.changing &= form.open || fixed.is_some_and(|fixed| form.draft != fixed);
            }
        }
    }

    #[inline(never)]
    pub(super) fn change_hours(&mut self, change: Change) {
        let mut hours = self.model.hours();
        hours.change(change);
        self.model.records.settings.hours = Some(hours);
        self.keep_settings();
        self.propose();
    }

    /// Asks what the zones are called that can be chosen, if any can.
    pub(super) fn call_zones(&mut self) {
        if !self.model.zone_names.called.is_empty() {
            self.ask_for_zones();
        }
    }

    #[inline(never)]
    fn ask_for_zones(&mut self) {
        let locale = self.model.records.settings.locale;
        self.effects.push(Effect::CallZones(locale, zones::asked(locale)));
    }

    #[inline(never)]
    pub(super) fn open_tool(&mut self, tool: Tool) {
        self.show_tool(tool);
        let Some(on_call) = self.model.on_call() else { return };
        let folded = match tool {
            Tool::Cards => false,
            Tool::Appointment => on_call.call.state().appointment.is_some() && !on_call.booking.changing,
            Tool::FollowUp => on_call.call.state().follow_up.is_some() && !on_call.promise.changing,
        };
        self.effects.push(Effect::Focus(match tool {
            _ if folded => "fixed",
            Tool::Cards => "cards",
            Tool::Appointment => "appointment-when",
            Tool::FollowUp => "follow-up-when",
        }));
    }

    /// Opens the form under what is fixed with it.
    #[inline(never)]
    pub(super) fn change_time(&mut self, tool: Tool) {
        self.show_tool(tool);
        if let Desk::Call(on_call) = &mut self.model.desk
            && let Some(form) = on_call.form_mut()
        {
            form.changing = true;
        }
        self.open_tool(tool);
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
            (on_call.booking.changing, on_call.promise.changing) = (false, false);
        }
    }

    /// Works out anew what is taken, and the proposed times: none of them clashes with it.
    #[inline(never)]
    pub(super) fn propose(&mut self) {
        let Some(on_call) = self.model.on_call() else { return };
        let (model, at) = (&*self.model, self.now.at);
        let what = |purpose: &str, with: &str| [purpose, " · ", with].concat();
        let booked = model.records.appointments.iter().filter(|(_, it)| it.end() > at && it.call != on_call.call.id);
        let booked =
            booked.map(|(_, it)| Taken { from: it.time.at, until: it.end(), what: what(&it.purpose, &it.with) });
        let promised =
            follow_ups::open(&model.records).filter(|(call, it)| it.time.at > at && **call != on_call.call.id);
        let promised = promised.map(|(call, it)| Taken {
            from: it.time.at,
            until: it.time.at.plus_minutes(reading::CALL.into()),
            what: what(
                it.why(),
                &model.records.calls.get(call).map_or_else(String::new, |call| model.with(&call.1.lead)),
            ),
        });
        let taken: Vec<Taken> = booked.chain(promised).collect();
        let table = |zone: &Option<String>| model.zone_table(zone.as_deref()?);
        let (minutes, hours) = (on_call.call.flow().booking.0, model.hours());
        let slots = table(&on_call.zone).map_or_else(Vec::new, |zone| {
            Search { now: at, zone, own: table(&model.zone), minutes, taken: &taken, hours }.ladder()
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
        let Some(form) = self.model.on_call().and_then(OnCall::form) else { return };
        let day = self.model.now_in(&form.draft.zone, self.now).date();
        let name = natural::zone(&words).and_then(|zone| reading::zone_name(self.model, zone));
        let unread =
            name.filter(|name| self.model.zone_table(name).is_none()).map(|name| Effect::ReadZone(name.into()));
        self.effects.extend(unread);
        let Desk::Call(on_call) = &mut self.model.desk else { return };
        let Some(form) = on_call.form_mut() else { return };
        (form.open, form.day) = (!words.trim().is_empty(), Some(day));
        form.words = words;
        form.refusals.clear();
    }

    /// Fills in a time and leads to what comes next: the hour, the reason, or the button.
    #[inline(never)]
    pub(super) fn take_time(&mut self, take: Take) {
        self.take_rest();
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

    /// Takes what else the words say into the fields for it, unless somebody typed there: how long it takes, and what it is for.
    fn take_rest(&mut self) {
        let Some(on_call) = self.model.on_call() else { return };
        let Some(form) = on_call.form().filter(|form| form.open) else { return };
        let field = reading::look(self.model, on_call, form, self.now);
        let Desk::Call(on_call) = &mut self.model.desk else { return };
        let usual = on_call.call.flow().booking.1.clone();
        let is_call = on_call.tool == Some(Tool::FollowUp);
        let Some(form) = on_call.form_mut() else { return };
        // With other words the length that was said before is gone, unless somebody changed it.
        if let Some([said, before]) = form.length.take()
            && said == form.draft.minutes
        {
            form.draft.minutes = before;
        }
        if let Some(minutes) = field.minutes {
            let before = std::mem::replace(&mut form.draft.minutes, minutes.to_string());
            form.length = Some([form.draft.minutes.clone(), before]);
        }
        let Rest::Reason(reason) = field.rest else { return };
        let typed = if is_call { &mut form.draft.reason } else { &mut form.draft.purpose };
        if typed.trim().is_empty() || *typed == form.said || !is_call && *typed == usual {
            typed.clone_from(&reason);
            form.said = reason;
        }
    }

    /// Takes a time that was typed in words and not taken yet. Whether there was one: nothing is fixed before the rep has seen
    /// the full date.
    fn take_words(&mut self) -> bool {
        let Some(on_call) = self.model.on_call() else { return false };
        let Some(form) = on_call.form().filter(|form| form.open) else { return false };
        let field = reading::look(self.model, on_call, form, self.now);
        match (field.take(), field.meaning) {
            (Some(take), _) => self.take_time(take),
            (None, reading::Meaning::Nothing(refusal)) => self.refuse_words(BookingRefusal::Words(refusal)),
            (None, reading::Meaning::Unread) => {
                let words = if let Rest::Unread(words) = field.rest { words } else { String::new() };
                self.refuse_words(BookingRefusal::Unread(words));
            }
            (None, reading::Meaning::Fields(_) | reading::Meaning::Time(..) | reading::Meaning::Day(..)) => {
                return false;
            }
        }
        true
    }

    fn refuse_words(&mut self, refusal: BookingRefusal) {
        if let Desk::Call(on_call) = &mut self.model.desk
            && let Some(form) = on_call.form_mut()
        {
            form.refusals = vec![refusal];
        }
    }

    #[inline(never)]
    pub(super) fn book(&mut self) {
        if self.take_words() {
            return;
        }
        let Some(on_call) = self.model.on_call() else { return };
        match self.appointment(on_call, &on_call.booking.draft) {
            Ok(appointment) => self.fix_typed(call::Event::Booked { appointment: Some(Box::new(appointment)) }),
            Err(refusals) => {
                if let Desk::Call(on_call) = &mut self.model.desk {
                    on_call.booking.refusals = refusals;
                }
                self.effects.push(Effect::Focus("booking-refused"));
            }
        }
    }

    /// The appointment a form comes to, or why there is none.
    pub(super) fn appointment(&self, on_call: &OnCall, draft: &Draft) -> Result<Appointment, Vec<BookingRefusal>> {
        let state = on_call.call.state();
        let id = state.appointment.as_ref().map_or_else(|| self.now.id.clone(), |it| it.id.clone());
        let names = (id, on_call.call.id.clone(), self.model.with(&state.lead));
        let zone = self.model.zone_table(&draft.zone);
        let taken = self.model.records.appointments.iter().map(|(_, it)| &**it);
        draft.appointment(names, zone, self.now.at, taken)
    }

    #[inline(never)]
    pub(super) fn promise(&mut self) {
        if self.take_words() {
            return;
        }
        let Some(on_call) = self.model.on_call() else { return };
        let draft = &on_call.promise.draft;
        match draft.follow_up(self.model.zone_table(&draft.zone), self.now.at) {
            Ok(follow_up) => self.fix_typed(call::Event::Promised { follow_up: Some(Box::new(follow_up)) }),
            Err(refusals) => {
                if let Desk::Call(on_call) = &mut self.model.desk {
                    on_call.promise.refusals = refusals;
                }
                self.effects.push(Effect::Focus("promise-refused"));
            }
        }
    }

    /// Fixes what was typed; it is to be read back.
    fn fix_typed(&mut self, event: call::Event) {
        if !self.happen(event.clone()) {
            return;
        }
        self.tell_fixed(&event);
        if let Desk::Call(on_call) = &mut self.model.desk
            && let Some(form) = on_call.form_mut()
        {
            (form.words, form.changing) = (String::new(), false);
        }
        self.effects.push(Effect::Focus("fixed"));
    }
}
