//! Fills in the merge fields of a text for one call. What is not known becomes a gap that says what is missing and how it
//! can be filled in; never raw braces, never nothing.

use super::model::{Model, OnCall};
use super::when;
use crate::domain::call::{self, Call, Need, Value};
use crate::domain::flow::{Card, CardPart, Field, FieldKind, Level, Merge, Piece, RepField, Text, Tool};
use crate::domain::{Id, LeadField, Locale, Wall};
use crate::text::{fill, texts};
use time::Date;

/// A stretch of a text to be said.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    /// As the flow has it.
    Plain(String),
    /// Filled in.
    Filled(String),
    /// Missing: how to fill it in, what to call it, and what to choose from (empty: any text).
    Gap(Gap, String, Vec<String>),
}

/// What is missing, and so how it is filled in.
#[derive(Clone, Debug, PartialEq)]
pub enum Gap {
    /// Typed: of the customer.
    Lead(LeadField),
    /// Typed: of the rep.
    Rep(RepField),
    /// Typed or chosen: a field of the flow.
    Field(Id),
    /// Typed: the customer's words, for the first field of this level.
    Need(Level),
    /// With a form or the cards.
    Tool(Tool),
}

/// Fills in a text.
pub fn say(model: &Model, on_call: &OnCall, text: &Text) -> Vec<Span> {
    let speaker = Speaker {
        model,
        on_call,
        locale: on_call.call.flow().locale,
    };
    text.0.iter().flat_map(|piece| speaker.piece(piece)).collect()
}

/// Fills in a text before there is a call: only what the rep and the card know.
pub fn say_before(model: &Model, text: &Text, greeting: &str) -> Vec<Span> {
    let locale = model.settings.locale;
    let one = |piece: &Piece| match piece {
        Piece::Plain(text) => Span::Plain(text.clone()),
        Piece::Merge(Merge::Lead(field)) => filled(model.prepare.lead.get(*field), || lead_gap(*field, locale)),
        Piece::Merge(Merge::Rep(field)) => filled(rep(model, *field), || rep_gap(*field, locale)),
        Piece::Merge(Merge::Greeting) => Span::Filled(greeting.into()),
        Piece::Merge(_) => Span::Plain("…".into()),
    };
    text.0.iter().map(one).collect()
}

/// The text without marks; gaps in brackets.
pub fn plain(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| match span {
            Span::Plain(text) | Span::Filled(text) => text.clone(),
            Span::Gap(_, name, _) => format!("[{name}]"),
        })
        .collect()
}

/// A captured value in words.
pub fn value_text(value: &Value, field: &Field, locale: Locale) -> String {
    let t = texts(locale);
    match (value, &field.kind) {
        (Value::Option(id), FieldKind::Choice(options)) => options
            .iter()
            .find(|(option, _)| option == id)
            .map_or_else(String::new, |(_, label)| label.clone()),
        (Value::Number(number), FieldKind::Number { unit, .. }) => match unit.is_empty() {
            true => number.to_string(),
            false => fill(t.list_unit, &[("n", &number.to_string()), ("unit", unit)]),
        },
        (Value::Text(text), _) => text.clone(),
        (Value::Number(number), _) => number.to_string(),
        (Value::YesNo(true), _) => t.field_yes.into(),
        (Value::YesNo(false), _) => t.field_no.into(),
        (Value::Option(id), _) => id.to_string(),
        (Value::Needs(needs), _) => needs
            .iter()
            .map(|need| need.words.as_str())
            .collect::<Vec<_>>()
            .join(t.list_and),
    }
}

/// What a gap for a field lets the rep choose from.
fn options(field: &Field, locale: Locale) -> Vec<String> {
    let t = texts(locale);
    match &field.kind {
        FieldKind::Choice(options) => options.iter().map(|(_, label)| label.clone()).collect(),
        FieldKind::YesNo => vec![t.field_yes.into(), t.field_no.into()],
        FieldKind::Text | FieldKind::Number { .. } | FieldKind::Need(_) => Vec::new(),
    }
}

fn filled(text: Option<&str>, gap: impl FnOnce() -> Span) -> Span {
    text.map_or_else(gap, |text| Span::Filled(text.into()))
}

fn rep(model: &Model, field: RepField) -> Option<&str> {
    let text = match field {
        RepField::Name => &model.settings.rep.name,
        RepField::Company => &model.settings.rep.company,
    };
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn rep_gap(field: RepField, locale: Locale) -> Span {
    let t = texts(locale);
    let name = match field {
        RepField::Name => t.gap_rep_name,
        RepField::Company => t.gap_rep_company,
    };
    Span::Gap(Gap::Rep(field), name.into(), Vec::new())
}

fn lead_gap(field: LeadField, locale: Locale) -> Span {
    let t = texts(locale);
    let name = match field {
        LeadField::Name => t.gap_lead_name,
        LeadField::Salutation => t.gap_lead_salutation,
        LeadField::Title => t.gap_lead_title,
        LeadField::Company => t.gap_lead_company,
        LeadField::Phone => t.gap_lead_phone,
    };
    Span::Gap(Gap::Lead(field), name.into(), Vec::new())
}

struct Speaker<'a> {
    model: &'a Model,
    on_call: &'a OnCall,
    locale: Locale,
}

impl Speaker<'_> {
    fn call(&self) -> &Call {
        &self.on_call.call
    }

    fn piece(&self, piece: &Piece) -> Vec<Span> {
        match piece {
            Piece::Plain(text) => vec![Span::Plain(text.clone())],
            Piece::Merge(merge) => self.merge(*merge),
        }
    }

    fn merge(&self, merge: Merge) -> Vec<Span> {
        let t = texts(self.locale);
        let (state, flow) = (self.call().state(), self.call().flow());
        let or = |text: Option<String>, gap: Gap, name: &str| match text {
            Some(text) => Span::Filled(text),
            None => Span::Gap(gap, name.into(), Vec::new()),
        };
        let one = match merge {
            Merge::Lead(field) => filled(state.lead.get(field), || lead_gap(field, self.locale)),
            Merge::Rep(field) => filled(rep(self.model, field), || rep_gap(field, self.locale)),
            Merge::Greeting => Span::Filled(flow.greeting(state.day_part()).into()),
            Merge::Field(ix) => {
                let field = flow.field(ix);
                let gap = || {
                    Span::Gap(
                        Gap::Field(field.id.clone()),
                        field.label.clone(),
                        options(field, self.locale),
                    )
                };
                state
                    .value(ix)
                    .map_or_else(gap, |value| Span::Filled(value_text(value, field, self.locale)))
            }
            Merge::Need(level) => {
                let name = if level == Level::Explicit {
                    t.gap_need_explicit
                } else {
                    t.gap_need_implied
                };
                or(self.needs(level), Gap::Need(level), name)
            }
            Merge::Topic => or(self.topic(), Gap::Need(Level::Explicit), t.gap_topic),
            Merge::Card(part) => return self.card(part),
            Merge::Benefits => return self.benefits(),
            Merge::Slot(place) => {
                let slot = self.on_call.slots.get(usize::from(place));
                or(
                    slot.map(|wall| self.spoken(*wall)),
                    Gap::Tool(Tool::Appointment),
                    t.gap_slot,
                )
            }
            Merge::AppointmentWhen => {
                let text = state.appointment.as_ref().map(|it| self.spoken(it.time.wall));
                or(text, Gap::Tool(Tool::Appointment), t.gap_appointment)
            }
            Merge::AppointmentPurpose => {
                let text = state.appointment.as_ref().map(|it| it.purpose.clone());
                Span::Filled(text.unwrap_or_else(|| flow.booking.1.clone()))
            }
            Merge::FollowUpWhen => {
                let text = state.follow_up.as_ref().map(|it| self.spoken(it.time.wall));
                or(text, Gap::Tool(Tool::FollowUp), t.gap_follow_up)
            }
            Merge::Wish => {
                let wish = flow.wish(self.today(), state.outcome());
                return wish.map_or_else(Vec::new, |text| self.persons(text));
            }
        };
        vec![one]
    }

    /// A text that is itself merged into another; such texts have only merge fields of persons.
    fn persons(&self, text: &Text) -> Vec<Span> {
        text.0.iter().flat_map(|piece| self.piece(piece)).collect()
    }

    /// The rep's day when the call began.
    fn today(&self) -> Date {
        let started = self.call().started();
        started.at.wall(started.offset).date()
    }

    fn spoken(&self, wall: Wall) -> String {
        when::spoken(wall, self.today(), self.locale)
    }

    fn needs(&self, level: Level) -> Option<String> {
        let flow = self.call().flow();
        let words = self
            .call()
            .state()
            .needs(flow, Some(level))
            .map(|(_, need)| match need.words.trim() {
                "" => self.label(need).unwrap_or_default(),
                words => words.to_owned(),
            });
        let words: Vec<String> = words.filter(|words| !words.is_empty()).collect();
        (!words.is_empty()).then(|| words.join(texts(self.locale).list_and))
    }

    fn label(&self, need: &Need) -> Option<String> {
        let topic = self.call().flow().topic_named(need.topic.as_ref()?)?;
        Some(topic.label.clone())
    }

    fn topic(&self) -> Option<String> {
        let needs = self.call().state().needs(self.call().flow(), None);
        needs.filter_map(|(_, need)| self.label(need)).last()
    }

    fn card(&self, part: CardPart) -> Vec<Span> {
        let text = call::best(self.call()).and_then(|card: &Card| match part {
            CardPart::Feature => Some(&card.feature),
            CardPart::Advantage => Some(&card.advantage),
            CardPart::Benefit => Some(&card.benefit),
            CardPart::Evidence => Some(&card.evidence),
            CardPart::Versus => card.versus.as_ref(),
        });
        match text {
            Some(text) => self.persons(text),
            None => vec![Span::Gap(
                Gap::Tool(Tool::Cards),
                texts(self.locale).gap_card.into(),
                Vec::new(),
            )],
        }
    }

    fn benefits(&self) -> Vec<Span> {
        let t = texts(self.locale);
        let mut spans = Vec::new();
        for card in call::affirmed(self.call()) {
            if !spans.is_empty() {
                spans.push(Span::Filled(t.list_and.into()));
            }
            spans.push(Span::Filled(plain(&self.persons(&card.summary))));
        }
        if spans.is_empty() {
            spans.push(Span::Gap(Gap::Tool(Tool::Cards), t.gap_benefits.into(), Vec::new()));
        }
        spans
    }
}
