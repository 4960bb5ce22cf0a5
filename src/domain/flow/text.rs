//! Texts with merge fields. What a field stands for is looked up when it is said.

use super::{FieldIx, Level, Problem, ProblemKind};
use crate::domain::LeadField;

/// A text, cut at its merge fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Piece>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// To be said as it stands.
    Plain(String),
    /// To be filled in.
    Merge(Merge),
}

/// What is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Of the customer.
    Lead(LeadField),
    /// Of the rep.
    Rep(RepField),
    /// By the time of day.
    Greeting,
    /// What was captured.
    Field(FieldIx),
    /// The customer's words.
    Need(Level),
    /// What the latest need is about.
    Topic,
    /// Of the card that fits best.
    Card(CardPart),
    /// What the customer affirmed.
    Benefits,
    /// The n-th proposed time, from 0.
    Slot(u8),
    /// When the appointment is.
    AppointmentWhen,
    /// What it is for.
    AppointmentPurpose,
    /// When the follow-up is.
    FollowUpWhen,
    /// The closing wish.
    Wish,
}

/// What is known of the rep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepField {
    /// Name.
    Name,
    /// Company.
    Company,
}

/// A part of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardPart {
    /// Feature.
    Feature,
    /// Advantage.
    Advantage,
    /// Benefit.
    Benefit,
    /// Evidence.
    Evidence,
    /// Difference to a competitor.
    Versus,
}

/// Which merge fields a text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// All.
    All,
    /// Only those of lead and rep: for texts that are themselves merged into others.
    Persons,
}

impl Text {
    /// Cuts a text at its merge fields; `field` looks up `{{field.<id>}}`.
    pub fn read(
        text: &str,
        allowed: Allowed,
        field: impl Fn(&str) -> Option<FieldIx>,
        mut problem: impl FnMut(ProblemKind),
    ) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{').filter(|open| rest[open + 1..].starts_with('{')) {
            let end = rest[open..].find('}').filter(|end| rest[open + end + 1..].starts_with('}'));
            let Some(length) = end else { break };
            if open > 0 {
                pieces.push(Piece::Plain(rest[..open].into()));
            }
            let name = rest[open + 2..open + length].trim();
            match Merge::read(name, &field).filter(|merge| allowed == Allowed::All || merge.is_person()) {
                Some(merge) => pieces.push(Piece::Merge(merge)),
                None => problem(ProblemKind::UnknownMerge(name.into())),
            }
            rest = &rest[open + length + 2..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Plain(rest.into()));
        }
        // A brace that is left would be said aloud.
        if pieces.iter().any(|piece| matches!(piece, Piece::Plain(text) if text.contains(['{', '}']))) {
            problem(ProblemKind::OpenMerge);
        }
        Self(pieces)
    }
}

impl Merge {
    fn read(name: &str, field: impl Fn(&str) -> Option<FieldIx>) -> Option<Self> {
        if let Some(id) = name.strip_prefix("field.") {
            return field(id).map(Self::Field);
        }
        if let Some(word) = name.strip_prefix("lead.") {
            return LeadField::ALL.into_iter().find(|field| field.word() == word).map(Self::Lead);
        }
        Some(match name {
            "rep.name" => Self::Rep(RepField::Name),
            "rep.company" => Self::Rep(RepField::Company),
            "greeting" => Self::Greeting,
            "need.implied" => Self::Need(Level::Implied),
            "need.explicit" => Self::Need(Level::Explicit),
            "topic" => Self::Topic,
            "card.feature" => Self::Card(CardPart::Feature),
            "card.advantage" => Self::Card(CardPart::Advantage),
            "card.benefit" => Self::Card(CardPart::Benefit),
            "card.evidence" => Self::Card(CardPart::Evidence),
            "card.versus" => Self::Card(CardPart::Versus),
            "offer.benefits" => Self::Benefits,
            "slot.first" => Self::Slot(0),
            "slot.second" => Self::Slot(1),
            "slot.third" => Self::Slot(2),
            "slot.fourth" => Self::Slot(3),
            "appointment.when" => Self::AppointmentWhen,
            "appointment.purpose" => Self::AppointmentPurpose,
            "followup.when" => Self::FollowUpWhen,
            "wish" => Self::Wish,
            _ => return None,
        })
    }

    fn is_person(self) -> bool {
        matches!(self, Self::Lead(_) | Self::Rep(_))
    }
}

impl From<(String, ProblemKind)> for Problem {
    fn from((path, kind): (String, ProblemKind)) -> Self {
        Self { path, kind }
    }
}
