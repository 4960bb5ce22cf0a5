//! What is put down about a call: the summary to paste into a CRM, what was promised, and what is to be done next. All of
//! it composed from the log, in the language of the desk.

use super::model::Model;
use super::words;
use crate::domain::call::{Call, Disposition, Listening, TARGET, affirmed, stage_times};
use crate::domain::flow::{FieldKind, Level};
use crate::domain::{Appointment, LeadField, Locale, Moment};
use crate::speech;
use crate::speech::when;
use crate::store::SummaryLength;
use crate::text::{Texts, fill, texts};

/// The summary: the rep's own words, if they changed what is composed.
pub fn summary(model: &Model, call: &Call, now: &Moment) -> String {
    call.state().summary.clone().unwrap_or_else(|| composed(model, call, now))
}

/// The summary as it is composed: one fact a line, or all in one. In one line nothing stands before the customer's name: one
/// that a sheet would take for a formula gets the mark by which it takes it for text.
pub fn composed(model: &Model, call: &Call, now: &Moment) -> String {
    let (locale, extent) = (model.records.settings.locale, model.records.settings.summary);
    let t = texts(locale);
    let (state, flow, started) = (call.state(), call.flow(), call.started());
    let mut lines = Lines { text: String::new(), t, extent };

    let length = when::length(state.ended().unwrap_or(now.at).since(started.at));
    lines.add(SummaryLength::Full, t.summary_call, &[&when::written(started.at.wall(started.offset), locale), &length]);
    let wanted = match extent {
        SummaryLength::Line => &[LeadField::Name, LeadField::Company][..],
        SummaryLength::Short | SummaryLength::Full => {
            &[LeadField::Name, LeadField::Title, LeadField::Company, LeadField::Phone]
        }
    };
    let known: Vec<&str> = wanted.iter().filter_map(|field| state.lead.get(*field)).collect();
    lines.add(SummaryLength::Line, t.summary_customer, &known);
    let disposition = state.outcome_noted().map_or("", |it| words::disposition(it, t));
    let sentiment = state.sentiment.map_or("", |it| words::sentiment(it, t));
    lines.add(SummaryLength::Line, t.summary_outcome, &[disposition, sentiment]);
    if let Some(it) = &state.appointment {
        let minutes = fill(t.summary_minutes, &[("n", &it.minutes.to_string())]);
        lines.add(SummaryLength::Line, t.summary_appointment, &[&model.agreed(&it.time, now), &minutes, &it.purpose]);
    }
    if let Some(it) = &state.follow_up {
        lines.add(SummaryLength::Line, t.summary_follow_up, &[&model.agreed(&it.time, now), &it.purpose, &it.reason]);
    }
    for (level, name) in [(Level::Explicit, t.summary_wants), (Level::Implied, t.summary_worries)] {
        for (_, need) in state.needs(flow, Some(level)) {
            let topic = need.topic.as_ref().and_then(|topic| flow.topic_named(topic));
            lines.add(SummaryLength::Short, name, &[topic.map_or("", |topic| &topic.label), &need.words]);
        }
    }
    for card in affirmed(call) {
        lines.add(SummaryLength::Short, t.summary_affirmed, &[&card.title]);
    }
    for (ix, field) in flow.fields().filter(|(_, field)| !matches!(field.kind, FieldKind::Need(_))) {
        if let Some(value) = state.value(ix) {
            lines.add(SummaryLength::Full, &field.label, &[&speech::value_text(value, ix, flow, locale)]);
        }
    }
    for (ix, objection) in flow.objections().filter(|(ix, _)| state.answered(*ix) > 0) {
        let times = ["\u{a0}×", &state.answered(ix).to_string()].concat();
        lines.add(SummaryLength::Short, t.summary_objections, &[&[&objection.title, times.as_str()].concat()]);
    }
    for note in &state.notes {
        lines.add(SummaryLength::Short, t.summary_note, &[&when::length(note.at.since(started.at)), &note.text]);
    }
    lines.add(SummaryLength::Short, t.summary_next, &[&next(model, call, now)]);
    let listening = Listening::of(call);
    if let Some(share) = listening.share(now.at) {
        let share = fill(t.listen_share, &[("n", &share.to_string())]);
        let target = fill(t.listen_target, &[("n", &TARGET.to_string())]);
        let longest = [t.listen_longest, " ", &when::length(listening.longest(now.at))].concat();
        lines.add(SummaryLength::Full, t.listen_title, &[&share, &target, &longest]);
    }
    for (stage, time) in flow.stages.iter().zip(stage_times(call, now.at)).filter(|(_, time)| *time >= 1000) {
        lines.add(SummaryLength::Full, t.summary_times, &[&[&stage.title, " ", &when::length(time)].concat()]);
    }
    match lines.text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        true => ["'", &lines.text].concat(),
        false => lines.text,
    }
}

/// What the customer was promised, one sentence each.
pub fn promised(model: &Model, call: &Call, now: &Moment) -> Vec<String> {
    let t = texts(model.records.settings.locale);
    let state = call.state();
    let appointment = state
        .appointment
        .as_ref()
        .map(|it| fill(t.promised_appointment, &[("when", &model.agreed(&it.time, now)), ("purpose", &it.purpose)]));
    let follow_up = state
        .follow_up
        .as_ref()
        .map(|it| fill(t.promised_follow_up, &[("when", &model.agreed(&it.time, now)), ("reason", it.why())]));
    let material = (state.outcome_noted() == Some(Disposition::Material)).then(|| t.promised_material.to_owned());
    [appointment, follow_up, material].into_iter().flatten().collect()
}

/// What the rep does next about this customer; empty while the call has no outcome.
pub fn next(model: &Model, call: &Call, now: &Moment) -> String {
    let t = texts(model.records.settings.locale);
    let state = call.state();
    let back = state.follow_up.as_ref().map(|it| fill(t.next_callback, &[("when", &model.agreed(&it.time, now))]));
    let own = match state.outcome_noted() {
        None => return String::new(),
        Some(Disposition::Appointment) => Some(t.next_appointment),
        Some(Disposition::Material) => Some(t.next_material),
        Some(Disposition::DoNotCall) => Some(t.next_never),
        Some(Disposition::WrongNumber) => Some(t.next_wrong),
        Some(Disposition::NoAnswer | Disposition::Busy) if back.is_none() => Some(t.next_again),
        Some(Disposition::Declined) if back.is_none() => Some(t.next_none),
        Some(_) => None,
    };
    let parts: Vec<&str> = own.into_iter().chain(back.as_deref()).collect();
    parts.join(t.list_semicolon)
}

/// Facts put together: a line for each name, where those of the same name one after the other share it; or all in one line.
struct Lines {
    text: String,
    t: &'static Texts,
    extent: SummaryLength,
}

impl Lines {
    /// Adds the parts that are not empty, if the summary goes as far as `from`.
    fn add(&mut self, from: SummaryLength, name: &str, parts: &[&str]) {
        if self.extent < from {
            return;
        }
        let mut first = true;
        for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
            if first {
                self.begin(name)
            } else {
                self.text.push_str(self.t.list_comma)
            }
            self.text.push_str(part);
            first = false;
        }
    }

    fn begin(&mut self, name: &str) {
        if self.extent == SummaryLength::Line {
            let between = if self.text.is_empty() { "" } else { self.t.list_semicolon };
            return self.text.push_str(between);
        }
        let line = self.text.rfind('\n').map_or(0, |at| at + 1);
        let head = fill(self.t.summary_line, &[("name", name), ("text", "")]);
        if self.text[line..].starts_with(&head) {
            return self.text.push_str(self.t.list_semicolon);
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&head);
    }
}

/// The title and the description of an appointment's calendar file. It is read elsewhere: the zone is named.
pub fn calendar_texts(appointment: &Appointment, phone: &str, locale: Locale) -> (String, String) {
    let t = texts(locale);
    let title = fill(t.calendar_title, &[("purpose", &appointment.purpose), ("with", &appointment.with)]);
    let time = [&when::written(appointment.time.wall, locale), " (", &appointment.time.zone, ")"].concat();
    let description = fill(t.calendar_description, &[("when", &time), ("phone", phone)]);
    (title, description)
}
