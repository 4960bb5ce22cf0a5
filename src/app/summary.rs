//! What to paste into a CRM after a call, composed from its log in the language of the desk.

use super::model::Model;
use super::say;
use super::when;
use super::words;
use crate::domain::call::{Call, Listening, TARGET, affirmed, stage_times};
use crate::domain::flow::{FieldKind, Level};
use crate::domain::{Appointment, LeadField, Locale, Stamp};
use crate::text::{Texts, fill, texts};

/// The whole summary, one fact a line.
pub fn summary(model: &Model, call: &Call, now: Stamp) -> String {
    let locale = model.settings.locale;
    let t = texts(locale);
    let (state, flow, started) = (call.state(), call.flow(), call.started());
    let mut lines = Lines { text: String::new(), t };

    let length = when::length(state.ended().unwrap_or(now).since(started.at));
    lines.add(t.summary_call, &[&when::written(started.at.wall(started.offset), locale), &length]);
    let wanted = [LeadField::Name, LeadField::Title, LeadField::Company, LeadField::Phone];
    lines.add(t.summary_customer, &wanted.map(|field| state.lead.get(field).unwrap_or_default()));
    let disposition = state.disposition.map_or("", |it| words::disposition(it, t));
    lines.add(t.summary_outcome, &[disposition, state.sentiment.map_or("", |it| words::sentiment(it, t))]);
    if let Some(it) = &state.appointment {
        let minutes = fill(t.summary_minutes, &[("n", &it.minutes.to_string())]);
        lines.add(t.summary_appointment, &[&calendar_time(it, locale), &minutes, &it.purpose]);
    }
    if let Some(it) = &state.follow_up {
        lines.add(t.summary_follow_up, &[&when::written(it.time.wall, locale), &it.purpose, &it.reason]);
    }
    for (level, name) in [(Level::Explicit, t.summary_wants), (Level::Implied, t.summary_worries)] {
        for (_, need) in state.needs(flow, Some(level)) {
            let topic = need.topic.as_ref().and_then(|topic| flow.topic_named(topic));
            lines.add(name, &[topic.map_or("", |topic| &topic.label), &need.words]);
        }
    }
    for card in affirmed(call) {
        lines.add(t.summary_affirmed, &[&card.title]);
    }
    for (ix, field) in flow.fields().filter(|(_, field)| !matches!(field.kind, FieldKind::Need(_))) {
        if let Some(value) = state.value(ix) {
            lines.add(&field.label, &[&say::value_text(value, ix, flow, locale)]);
        }
    }
    for (ix, objection) in flow.objections().filter(|(ix, _)| state.answered(*ix) > 0) {
        lines.add(t.summary_objections, &[&[&objection.title, " ×", &state.answered(ix).to_string()].concat()]);
    }
    for note in &state.notes {
        lines.add(t.summary_note, &[&when::length(note.at.since(started.at)), &note.text]);
    }
    let listening = Listening::of(call);
    if let Some(share) = listening.share(now) {
        let share = fill(t.listen_share, &[("n", &share.to_string())]);
        let target = fill(t.listen_target, &[("n", &TARGET.to_string())]);
        let longest = [t.listen_longest, " ", &when::length(listening.longest(now))].concat();
        lines.add(t.listen_title, &[&share, &target, &longest]);
    }
    for (stage, time) in flow.stages.iter().zip(stage_times(call, now)).filter(|(_, time)| *time >= 1000) {
        lines.add(t.summary_times, &[&[&stage.title, " ", &when::length(time)].concat()]);
    }
    lines.text
}

/// A line for each name; what comes under the same name one after the other shares a line.
struct Lines {
    text: String,
    t: &'static Texts,
}

impl Lines {
    /// Adds the parts that are not empty.
    fn add(&mut self, name: &str, parts: &[&str]) {
        let mut first = true;
        for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
            let line = self.text.rfind('\n').map_or(0, |at| at + 1);
            let head = fill(self.t.summary_line, &[("name", name), ("text", "")]);
            let same = self.text[line..].starts_with(&head);
            match (first, same) {
                (true, true) => self.text.push_str(self.t.list_semicolon),
                (true, false) => {
                    if !self.text.is_empty() {
                        self.text.push('\n');
                    }
                    self.text.push_str(&head);
                }
                (false, _) => self.text.push_str(self.t.list_comma),
            }
            self.text.push_str(part);
            first = false;
        }
    }
}

fn calendar_time(appointment: &Appointment, locale: Locale) -> String {
    [&when::written(appointment.time.wall, locale), " (", &appointment.time.zone, ")"].concat()
}

/// The title and the description of an appointment's calendar file.
pub fn calendar_texts(appointment: &Appointment, phone: &str, locale: Locale) -> (String, String) {
    let t = texts(locale);
    let title = fill(t.calendar_title, &[("purpose", &appointment.purpose), ("with", &appointment.with)]);
    let time = calendar_time(appointment, locale);
    let description = fill(t.calendar_description, &[("when", &time), ("phone", phone)]);
    (title, description)
}
