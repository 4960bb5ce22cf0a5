//! Fills in the merge fields of a text for one call, from what it is handed. What is not known becomes a gap that says what is missing and how it
//! can be filled in; never raw braces, never nothing.

pub mod when;
pub mod zones;

use crate::domain::call::{self, Call, Need, Value, Visit};
use crate::domain::flow::{CardPart, Field, FieldIx, FieldKind, Level, Merge, Piece, RepField, Text, Tool};
use crate::domain::time::DayPart;
use crate::domain::{Flow, Id, Lead, LeadField, Locale, Moment, Stamp, Wall, ZoneTable};
use crate::store::Rep;
use crate::text::{fill, texts};
use time::Date;

/// A stretch of a text to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// As the flow has it.
    Plain(String),
    /// Filled in.
    Filled(String),
    /// Missing: how to fill it in, what to call it, and what to choose from (empty: any text).
    Gap(Gap, String, Vec<String>),
}

/// What is missing, and so how it is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Typed: of the customer.
    Lead(LeadField),
    /// Typed: of the rep.
    Rep(RepField),
    /// Typed or chosen: a field of the flow.
    Field(Id),
    /// Typed: the customer's words, for the first field of this level.
    Need(Level),
    /// Chosen: what the latest need is about.
    Topic,
    /// With a form or the cards.
    Tool(Tool),
}

/// Fills in a text before there is a call: only what the rep and the card know.
pub fn say_before(text: &Text, lead: &Lead, rep: &Rep, greeting: &str, locale: Locale) -> Vec<Span> {
    let one = |piece: &Piece| match piece {
        Piece::Plain(text) => Span::Plain(text.clone()),
        Piece::Merge(Merge::Lead(field)) => filled(lead.get(*field), || lead_gap(*field, locale)),
        Piece::Merge(Merge::Rep(field)) => filled(of_rep(rep, *field), || rep_gap(*field, locale)),
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

/// What was captured for a field, in words.
pub fn value_text(value: &Value, ix: FieldIx, flow: &Flow, locale: Locale) -> String {
    let t = texts(locale);
    match (value, &flow.field(ix).kind) {
        (Value::Option(id), FieldKind::Choice(options)) => {
            options.iter().find(|(option, _)| option == id).map_or_else(String::new, |(_, label)| label.clone())
        }
        (Value::Number(number), FieldKind::Number { unit, .. }) => match unit.of(*number) {
            "" => number.to_string(),
            unit => fill(t.list_unit, &[("n", &number.to_string()), ("unit", unit)]),
        },
        (Value::Text(text), _) => text.clone(),
        (Value::Number(number), _) => number.to_string(),
        (Value::YesNo(true), _) => t.field_yes.into(),
        (Value::YesNo(false), _) => t.field_no.into(),
        (Value::Option(id), _) => id.to_string(),
        (Value::Needs(needs), _) => needs.iter().map(|need| need_text(need, flow)).collect::<Vec<_>>().join(t.list_and),
    }
}

/// The customer's words, or what they were about.
fn need_text<'a>(need: &'a Need, flow: &'a Flow) -> &'a str {
    match need.words.trim() {
        "" => need.topic.as_ref().and_then(|topic| flow.topic_named(topic)).map_or("", |topic| &topic.label),
        words => words,
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

/// What is filled in at the beginning of a sentence begins with a capital: "Tomorrow, Tuesday, at 10 am or …".
fn capitals(spans: &mut [Span]) {
    let mut begins = true;
    for span in spans {
        match span {
            Span::Plain(text) | Span::Filled(text) => {
                if let Some(first) = text.get_mut(..1).filter(|_| begins) {
                    first.make_ascii_uppercase();
                }
                begins = text.ends_with(|c: char| c.is_ascii_whitespace())
                    && text.trim_end().ends_with(['.', '?', '!'])
                    || text.is_empty() && begins;
            }
            Span::Gap(..) => begins = false,
        }
    }
}

fn filled(text: Option<&str>, gap: impl FnOnce() -> Span) -> Span {
    text.map_or_else(gap, |text| Span::Filled(text.into()))
}

fn of_rep(rep: &Rep, field: RepField) -> Option<&str> {
    let text = match field {
        RepField::Name => &rep.name,
        RepField::Company => &rep.company,
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

/// What the texts of a call are filled in from.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The call.
    pub call: &'a Call,
    /// Who is calling.
    pub rep: &'a Rep,
    /// The rules of zones that were read.
    pub zones: &'a [ZoneTable],
    /// The times to propose, by the clock of the customer's zone.
    pub slots: &'a [Wall],
    /// The customer's zone.
    pub zone: Option<&'a str>,
}

/// Who fills in the texts of a call.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    known: Known<'a>,
    /// While it is said: "tomorrow" and the greeting count from there.
    now: Stamp,
    /// Minutes the rep's clock is ahead of UTC.
    offset: i32,
    locale: Locale,
    /// The step it was said at; `None`: it is said now.
    then: Option<Visit>,
}

impl<'a> Speaker<'a> {
    /// In a call, at this moment.
    pub fn new(known: Known<'a>, now: &Moment) -> Self {
        Self { known, now: now.at, offset: now.offset, locale: known.call.flow().locale, then: None }
    }

    /// The same as it was at a step of the path: "tomorrow" was another day then, and the offer another card.
    pub fn then(self, visit: Visit) -> Self {
        Self { now: visit.at, then: Some(visit), ..self }
    }

    /// What the rep's clock shows.
    fn wall(&self) -> Wall {
        self.now.wall(self.offset)
    }

    /// The language of the call.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The day it is in a zone: the customer's tomorrow is not always the rep's.
    pub fn today_in(&self, zone: &str) -> Date {
        let table = self.known.zones.iter().find(|it| it.name() == zone);
        let offset = table.and_then(|table| table.offset_at(self.now));
        self.now.wall(offset.unwrap_or(self.offset)).date()
    }

    /// A time in a zone as one says it there, in the language of the call.
    pub fn spoken(&self, wall: Wall, zone: &str) -> String {
        when::spoken(wall, self.today_in(zone), self.locale)
    }

    /// Fills in a text.
    pub fn say(&self, text: &Text) -> Vec<Span> {
        let mut spans = Vec::new();
        self.text(text, &mut spans);
        if self.locale == Locale::En {
            capitals(&mut spans);
        }
        spans
    }

    fn call(&self) -> &Call {
        self.known.call
    }

    /// Adds a text.
    fn text(&self, text: &Text, out: &mut Vec<Span>) {
        for piece in &text.0 {
            match piece {
                Piece::Plain(text) => out.push(Span::Plain(text.clone())),
                Piece::Merge(merge) => self.merge(*merge, out),
            }
        }
    }

    /// Adds what a merge field stands for: itself a text, several spans, or one.
    fn merge(&self, merge: Merge, out: &mut Vec<Span>) {
        let t = texts(self.locale);
        let (state, flow) = (self.call().state(), self.call().flow());
        let by_form = |tool| Gap::Tool(tool);
        let (found, gap, name) = match merge {
            Merge::Card(part) => match self.card(part) {
                Some(text) => return self.text(text, out),
                None => (None, by_form(Tool::Cards), t.gap_card),
            },
            Merge::Wish => {
                let wish = flow.wish(self.wall().date(), state.outcome());
                return wish.into_iter().for_each(|text| self.text(text, out));
            }
            Merge::Field(ix) => {
                let field = flow.field(ix);
                let gap = || Span::Gap(Gap::Field(field.id.clone()), field.label.clone(), options(field, self.locale));
                let value = state.value(ix).map(|value| Span::Filled(value_text(value, ix, flow, self.locale)));
                return out.push(value.unwrap_or_else(gap));
            }
            Merge::Lead(field) => {
                return out.push(filled(state.lead.get(field), || lead_gap(field, self.locale)));
            }
            Merge::Rep(field) => {
                return out.push(filled(of_rep(self.known.rep, field), || rep_gap(field, self.locale)));
            }
            Merge::Greeting => (Some(flow.greeting(DayPart::of(self.wall())).to_owned()), by_form(Tool::Cards), ""),
            Merge::Need(level) => {
                let name = if level == Level::Explicit { t.gap_need_explicit } else { t.gap_need_implied };
                (self.needs(level), Gap::Need(level), name)
            }
            Merge::Topic => {
                let labels = || flow.topics.iter().map(|topic| topic.label.clone()).collect();
                let gap = || Span::Gap(Gap::Topic, t.gap_topic.into(), labels());
                return out.push(filled(self.topic(), gap));
            }
            Merge::Benefits => (self.benefits(), by_form(Tool::Cards), t.gap_benefits),
            Merge::Slot(place) => {
                let slot = self.known.slots.get(usize::from(place));
                let zone = self.known.zone.unwrap_or_default();
                (slot.map(|wall| self.spoken(*wall, zone)), by_form(Tool::Appointment), t.gap_slot)
            }
            Merge::AppointmentWhen => {
                let text = state.appointment.as_ref().map(|it| self.spoken(it.time.wall, &it.time.zone));
                (text, by_form(Tool::Appointment), t.gap_appointment)
            }
            Merge::AppointmentPurpose => {
                let purpose = state.appointment.as_ref().map_or(&flow.booking.1, |it| &it.purpose);
                (Some(purpose.clone()), by_form(Tool::Appointment), "")
            }
            Merge::FollowUpWhen => {
                let text = state.follow_up.as_ref().map(|it| self.spoken(it.time.wall, &it.time.zone));
                (text, by_form(Tool::FollowUp), t.gap_follow_up)
            }
        };
        out.push(match found {
            Some(text) => Span::Filled(text),
            None => Span::Gap(gap, name.into(), Vec::new()),
        });
    }

    fn needs(&self, level: Level) -> Option<String> {
        let flow = self.call().flow();
        let words: Vec<&str> =
            self.call().state().needs(flow, Some(level)).map(|(_, need)| need_text(need, flow)).collect();
        (!words.is_empty()).then(|| words.join(texts(self.locale).list_and))
    }

    fn topic(&self) -> Option<&str> {
        let flow = self.call().flow();
        let topics = self.call().state().needs(flow, None).filter_map(|(_, need)| need.topic.as_ref());
        topics.filter_map(|topic| flow.topic_named(topic)).last().map(|topic| topic.label.as_str())
    }

    fn card(&self, part: CardPart) -> Option<&Text> {
        let (state, flow) = (self.call().state(), self.call().flow());
        let card = match &self.then {
            Some(visit) => flow.card(state.offered_at(flow, visit)?),
            None => call::best(self.call())?,
        };
        match part {
            CardPart::Feature => Some(&card.feature),
            CardPart::Advantage => Some(&card.advantage),
            CardPart::Benefit => Some(&card.benefit),
            CardPart::Evidence => Some(&card.evidence),
            CardPart::Versus => card.versus.as_ref(),
        }
    }

    fn benefits(&self) -> Option<String> {
        let mut text = String::new();
        for card in call::affirmed(self.call()) {
            if !text.is_empty() {
                text.push_str(texts(self.locale).list_and);
            }
            let mut summary = Vec::new();
            self.text(&card.summary, &mut summary);
            text.push_str(&plain(&summary));
        }
        (!text.is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_begins_a_sentence_with_a_capital() {
        let plain = |text: &str| Span::Plain(text.into());
        let filled = |text: &str| Span::Filled(text.into());
        let said = |mut spans: Vec<Span>| {
            capitals(&mut spans);
            super::plain(&spans)
        };
        assert_eq!(said(vec![filled("tomorrow"), plain(" or "), filled("today"), plain("?")]), "Tomorrow or today?");
        assert_eq!(said(vec![plain("I see. "), plain(""), filled("today"), plain("?")]), "I see. Today?");
        assert_eq!(said(vec![plain("At 9.30 "), filled("tomorrow"), plain(".")]), "At 9.30 tomorrow.");
        assert_eq!(said(vec![filled("été"), plain(" ok. "), filled("明天")]), "été ok. 明天");
    }
}
