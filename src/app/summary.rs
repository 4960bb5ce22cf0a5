//! What to paste into a CRM after a call, composed from its log in the language of the desk.

use super::model::Model;
use super::say;
use super::when;
use super::words;
use crate::domain::call::{Call, affirmed, stage_times};
use crate::domain::flow::{FieldKind, Level};
use crate::domain::{LeadField, Locale, Stamp};
use crate::text::{fill, texts};

/// The whole summary, one fact a line.
pub fn summary(model: &Model, call: &Call, now: Stamp) -> String {
    let locale = model.settings.locale;
    let t = texts(locale);
    let (state, flow, started) = (call.state(), call.flow(), call.started());
    let mut lines = Vec::new();
    let mut line = |name: &str, text: String| {
        if !text.is_empty() {
            lines.push(fill(t.summary_line, &[("name", name), ("text", &text)]));
        }
    };

    let length = when::length(state.ended().unwrap_or(now).since(started.at));
    line(
        t.summary_call,
        format!(
            "{}{}{length}",
            when::written(started.at.wall(started.offset), locale),
            t.list_comma
        ),
    );
    let wanted = [LeadField::Name, LeadField::Title, LeadField::Company, LeadField::Phone];
    line(
        t.summary_customer,
        join(
            wanted.into_iter().filter_map(|field| state.lead.get(field)),
            t.list_comma,
        ),
    );
    let outcome = state
        .disposition
        .map(|it| words::disposition(it, t))
        .into_iter()
        .chain(state.sentiment.map(|it| words::sentiment(it, t)));
    line(t.summary_outcome, join(outcome, t.list_comma));
    if let Some(appointment) = &state.appointment {
        let minutes = fill(t.summary_minutes, &[("n", &appointment.minutes.to_string())]);
        let time = format!(
            "{} ({})",
            when::written(appointment.time.wall, locale),
            appointment.time.zone
        );
        line(
            t.summary_appointment,
            join([time.as_str(), &minutes, &appointment.purpose], t.list_comma),
        );
    }
    if let Some(follow_up) = &state.follow_up {
        let time = when::written(follow_up.time.wall, locale);
        line(
            t.summary_follow_up,
            join([time.as_str(), &follow_up.purpose, &follow_up.reason], t.list_comma),
        );
    }
    for (level, name) in [(Level::Explicit, t.summary_wants), (Level::Implied, t.summary_worries)] {
        let needs = state.needs(flow, Some(level)).map(|(_, need)| {
            let topic = need
                .topic
                .as_ref()
                .and_then(|topic| flow.topic_named(topic))
                .map(|topic| topic.label.as_str());
            match (topic, need.words.trim()) {
                (Some(topic), "") => topic.to_owned(),
                (Some(topic), words) => fill(t.summary_need, &[("topic", topic), ("words", words)]),
                (None, words) => words.to_owned(),
            }
        });
        line(name, join(needs, t.list_semicolon));
    }
    line(
        t.summary_affirmed,
        join(affirmed(call).map(|card| card.title.as_str()), t.list_comma),
    );
    let facts = flow
        .fields()
        .filter(|(_, field)| !matches!(field.kind, FieldKind::Need(_)))
        .filter_map(|(ix, field)| {
            let value = say::value_text(state.value(ix)?, field, locale);
            Some(fill(t.summary_fact, &[("name", &field.label), ("value", &value)]))
        });
    line(t.summary_facts, join(facts, t.list_semicolon));
    let objections = flow
        .objections()
        .filter_map(|(ix, objection)| match state.answered(ix) {
            0 => None,
            1 => Some(objection.title.clone()),
            times => Some(format!("{} ×{times}", objection.title)),
        });
    line(t.summary_objections, join(objections, t.list_comma));
    for note in &state.notes {
        line(
            t.summary_note,
            fill(
                t.summary_note_at,
                &[("at", &when::length(note.at.since(started.at))), ("text", &note.text)],
            ),
        );
    }
    let times = flow
        .stages
        .iter()
        .zip(stage_times(call, now))
        .filter(|(_, time)| *time >= 1000);
    line(
        t.summary_times,
        join(
            times.map(|(stage, time)| format!("{} {}", stage.title, when::length(time))),
            t.list_comma,
        ),
    );
    lines.join("\n")
}

fn join<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, with: &str) -> String {
    parts
        .into_iter()
        .map(|part| part.as_ref().to_owned())
        .collect::<Vec<_>>()
        .join(with)
}

/// The title and the description of an appointment's calendar file.
pub fn calendar_texts(appointment: &crate::domain::Appointment, phone: &str, locale: Locale) -> (String, String) {
    let t = texts(locale);
    let title = fill(
        t.calendar_title,
        &[("purpose", &appointment.purpose), ("with", &appointment.with)],
    );
    let time = format!(
        "{} ({})",
        when::written(appointment.time.wall, locale),
        appointment.time.zone
    );
    let description = fill(t.calendar_description, &[("when", &time), ("phone", phone)]);
    (title, description)
}
