//! What happens in a call, and what follows from it outside the call: records, forms, the focus.

use super::super::event::Area;
use super::super::model::{Desk, Notice, OnCall};
use super::super::summary;
use super::answer::Along;
use super::{Effect, Turn};
use crate::domain::call::{self, Disposition, Progress, Value};
use crate::domain::flow::{FieldKind, Flow, Step, StepKind, Tool};
use crate::domain::{Appointment, FollowUp, Id, Lead};
use crate::speech::Gap;
use crate::store::{CallRecord, Key, SummaryLength};
use crate::text::texts;

/// What of a call has records of its own.
struct Outward {
    lead: Lead,
    appointment: Option<Appointment>,
    follow_up: Option<FollowUp>,
}

impl Outward {
    fn of(on_call: &OnCall) -> Self {
        let state = on_call.call.state();
        Self { lead: state.lead.clone(), appointment: state.appointment.clone(), follow_up: state.follow_up.clone() }
    }
}

impl Turn<'_> {
    /// Lets something happen in the call, with what it brings along, and tells whether it did; a refusal is shown.
    #[inline(never)]
    pub(super) fn happen(&mut self, event: call::Event) -> bool {
        let along = self.along(&event);
        let Desk::Call(on_call) = &mut self.model.desk else {
            return false;
        };
        let before = Outward::of(on_call);
        let steps = on_call.call.state().path().len();
        let (tool, talked) = (tool_here(on_call), on_call.call.state().progress == Progress::Talking);
        let (hangs_up, undoes) = (event == call::Event::Ended, event == call::Event::Undone);
        let judges = match event {
            call::Event::Disposed { disposition } => Some(Some(disposition)),
            call::Event::Rated { .. } => Some(None),
            _ => None,
        };
        let jumps = matches!(event, call::Event::Jumped { .. } | call::Event::WentTo { .. });
        // Only while no other card was begun in the meantime.
        if undoes && on_call.call.log().is_empty() && self.model.prepare.is_free() {
            self.take_start_back();
            return true;
        }
        let undone = if undoes { on_call.call.undoable().count() } else { 0 };
        let at = on_call.time(self.now);
        let events = match &along {
            Along::Fixed(fixed) => vec![fixed.clone(), event],
            Along::Nothing | Along::Form(..) => vec![event],
        };
        if let Err(refusal) = on_call.call.handle_all(at, events) {
            self.lead_to_missing(refusal);
            self.notify(Notice::Refused(refusal));
            return false;
        }
        if hangs_up {
            // After the call a form is there on demand.
            on_call.tool = None;
        }
        // An end step brings its disposition along; lists read the log without the flow, so the log has to name it.
        if let (true, Some(disposition)) = (hangs_up, on_call.call.state().disposition) {
            let _ = on_call.call.handle(at, call::Event::Disposed { disposition });
        }
        // What was one thing to the rep is taken back as one.
        for _ in 1..undone {
            let _ = on_call.call.handle(at, call::Event::Undone);
        }
        let moved = on_call.call.state().path().len() != steps;
        let resumes = !talked && on_call.call.state().progress == Progress::Talking;
        let closed = matches!(on_call.call.state().progress, Progress::Closed(_));
        self.fold_forms(before.appointment.as_ref(), before.follow_up.as_ref());
        self.keep_on_call(before);
        self.settle();
        self.stop_picking();
        if moved {
            self.effects.push(Effect::ShowLine);
            self.forget_found();
        }
        if moved || resumes {
            self.follow_tool(tool);
        }
        if jumps {
            // It began elsewhere on the screen, and goes on with the line.
            self.effects.push(Effect::Focus("line"));
        }
        if moved || hangs_up {
            self.fold_untouched();
        }
        self.bring_along(&along);
        if let Some(chosen) = judges {
            self.go_on_from(chosen);
        }
        if closed {
            // A call nobody keeps cannot be reopened.
            let id = self.model.on_call().filter(|it| !it.practice).map(|on_call| on_call.call.id.clone());
            self.leave_call();
            if let Some(id) = id {
                self.notify(Notice::Closed(id));
            }
        }
        true
    }

    /// Keeps the call and what follows from it; nothing of a call with an invented customer.
    #[inline(never)]
    fn keep_on_call(&mut self, before: Outward) {
        let Some(on_call) = self.model.on_call().filter(|it| !it.practice) else { return };
        let (id, record) = (on_call.call.id.clone(), CallRecord::from(&on_call.call));
        self.keep_call(id, record);
        self.keep_outward(before);
    }

    /// The ready sentence and the card that were looked for were for the step before.
    #[inline(never)]
    fn forget_found(&mut self) {
        if let Desk::Call(on_call) = &mut self.model.desk {
            (on_call.phrase, on_call.card) = (None, None);
        }
    }

    /// Appointment, follow-up and customer follow the call, whether it went on or was undone.
    fn keep_outward(&mut self, before: Outward) {
        let Desk::Call(on_call) = &self.model.desk else { return };
        let (call, lead_id) = (on_call.call.id.clone(), on_call.call.started().lead_id.clone());
        let after = Outward::of(on_call);
        if before.lead != after.lead {
            self.keep(&Key::Lead(lead_id.clone()), &after.lead);
            self.model.records.leads.put(lead_id, after.lead);
        }
        if before.appointment != after.appointment {
            if let Some(old) =
                before.appointment.filter(|old| after.appointment.as_ref().is_none_or(|new| new.id != old.id))
            {
                self.model.records.appointments.remove(&old.id);
                self.forget(&Key::Appointment(old.id));
            }
            if let Some(new) = after.appointment {
                self.keep(&Key::Appointment(new.id.clone()), &new);
                self.model.records.appointments.put(new.id.clone(), new);
            }
        }
        if before.follow_up != after.follow_up {
            match after.follow_up {
                Some(new) => {
                    self.keep(&Key::FollowUp(call.clone()), &new);
                    self.model.records.follow_ups.put(call, new);
                }
                None => {
                    self.model.records.follow_ups.remove(&call);
                    self.forget(&Key::FollowUp(call));
                }
            }
        }
    }

    /// Opens what the step asks for; what the step before had opened goes away.
    #[inline(never)]
    pub(super) fn follow_tool(&mut self, before: Option<Tool>) {
        let Some(on_call) = self.model.on_call() else { return };
        match tool_here(on_call) {
            Some(tool) => self.show_tool(tool),
            None if before.is_some() && on_call.tool == before => self.put_tool_away(),
            None => {}
        }
    }

    #[inline(never)]
    pub(super) fn pick(&mut self, place: usize) {
        let Some(on_call) = self.model.on_call() else { return };
        let (state, flow) = (on_call.call.state(), on_call.call.flow());
        let step = flow.step(state.here().step);
        let event = match (state.progress, &step.kind) {
            (Progress::WrappingUp(_), _) => {
                Disposition::ALL.get(place).map(|disposition| call::Event::Disposed { disposition: *disposition })
            }
            (Progress::Talking, StepKind::End(..)) => (place == 0).then_some(call::Event::Ended),
            (Progress::Talking, _) => state
                .open_choices(flow)
                .nth(place)
                .map(|choice| call::Event::Advanced { at: step.id.clone(), choice: choice.id.clone() }),
            (Progress::Closed(_), _) => None,
        };
        if let Some(event) = event {
            self.happen(event);
        }
    }

    #[inline(never)]
    pub(super) fn fill_gap(&mut self, gap: &Gap, text: &str) {
        let text = text.trim();
        match gap {
            Gap::Tool(tool) => self.open_tool(*tool),
            _ if text.is_empty() => {}
            Gap::Rep(field) => self.take(super::Event::SetRep(*field, text.into())),
            Gap::Lead(field) if self.model.on_call().is_none() => self.set_lead(*field, text),
            Gap::Lead(field) => {
                self.happen(call::Event::Corrected { field: *field, text: text.into() });
            }
            Gap::Field(id) => {
                let Some(on_call) = self.model.on_call() else { return };
                match typed(on_call.call.flow(), id, text) {
                    Some(value) => {
                        self.happen(call::Event::Captured { field: id.clone(), value: Some(value) });
                    }
                    None => self.notify(Notice::Refused(call::Refusal::Misfit)),
                }
            }
            Gap::Need(level) => self.add_need(*level, text),
            Gap::Topic => {
                let Some(on_call) = self.model.on_call() else { return };
                let topic = on_call.call.flow().topics.iter().find(|topic| topic.label == text);
                match topic.map(|topic| topic.id.clone()) {
                    Some(topic) => self.name_topic(topic),
                    None => self.notify(Notice::Refused(call::Refusal::Misfit)),
                }
            }
        }
    }

    /// Whether the present step has fields to fill in.
    fn captures_here(&self) -> bool {
        let here = self.model.on_call().map(|it| it.call.flow().step(it.call.state().here().step));
        here.and_then(Step::prompt).is_some_and(|prompt| !prompt.capture.is_empty())
    }

    #[inline(never)]
    pub(super) fn go_to(&mut self, area: Area) {
        self.effects.push(Effect::Focus(match area {
            Area::Line if self.model.on_call().is_some() => "line",
            Area::Line => "main",
            Area::Capture if self.captures_here() => "captured",
            Area::Capture => "capture",
            Area::Note => "note",
            Area::Customer => "lead-name",
        }));
    }

    #[inline(never)]
    pub(super) fn set_extent(&mut self, extent: SummaryLength) {
        self.model.records.settings.summary = extent;
        self.keep_settings();
        if self.model.on_call().is_some_and(|on_call| on_call.call.state().summary.is_some()) {
            self.notify(Notice::SummaryStays);
        }
    }

    #[inline(never)]
    pub(super) fn compose_summary(&mut self) {
        self.happen(call::Event::Summed { text: None });
        self.effects.push(Effect::Focus("summary"));
    }

    #[inline(never)]
    pub(super) fn edit_summary(&mut self, text: String) {
        let Some(on_call) = self.model.on_call() else { return };
        // Emptied or put back to what is composed, it is composed again.
        let own = !text.trim().is_empty() && text != summary::composed(self.model, &on_call.call, self.now);
        let text = own.then_some(text);
        if text != on_call.call.state().summary {
            self.happen(call::Event::Summed { text });
        }
    }

    #[inline(never)]
    pub(super) fn copy_summary(&mut self) {
        let Some(on_call) = self.model.on_call() else { return };
        let text = summary::summary(self.model, &on_call.call, self.now);
        self.effects.push(Effect::Copy(text));
    }
}

/// The tool of the step the call stands at, as long as it goes on: afterwards a form is there on demand.
fn tool_here(on_call: &OnCall) -> Option<Tool> {
    let state = on_call.call.state();
    let step = on_call.call.flow().step(state.here().step);
    step.prompt().and_then(|prompt| prompt.tool).filter(|_| state.progress == Progress::Talking)
}

/// What was typed into a gap, as a value of its field.
fn typed(flow: &Flow, id: &Id, text: &str) -> Option<Value> {
    let field = flow.field(flow.field_named(id)?);
    let value = match &field.kind {
        FieldKind::Text => Value::Text(text.into()),
        FieldKind::Choice(options) => {
            let named = options.iter().find(|(id, label)| id.as_str() == text || label == text);
            Value::Option(named?.0.clone())
        }
        FieldKind::Number { .. } => Value::Number(text.parse().ok()?),
        FieldKind::YesNo => {
            let t = texts(flow.locale);
            match text {
                "yes" => Value::YesNo(true),
                "no" => Value::YesNo(false),
                text if text == t.field_yes => Value::YesNo(true),
                text if text == t.field_no => Value::YesNo(false),
                _ => return None,
            }
        }
        FieldKind::Need(_) => return None,
    };
    value.fits(&field.kind).then_some(value)
}
