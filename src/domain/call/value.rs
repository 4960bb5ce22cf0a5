//! What can be captured, and how a call can end.

use crate::domain::Id;
use crate::domain::flow::FieldKind;
use serde::{Deserialize, Serialize};

/// Longest captured text, in characters.
pub const MAX_TEXT: usize = 2000;
/// Most needs in one field.
pub const MAX_NEEDS: usize = 30;

/// A captured value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Value {
    /// Any text.
    Text(String),
    /// The name of an option.
    Option(Id),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    YesNo(bool),
    /// Needs, oldest first.
    Needs(Vec<Need>),
}

/// A need, as the customer put it (S6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Id>,
    /// The customer's own words; may be empty if a topic is given.
    pub words: String,
}

impl Value {
    /// Whether it is a value for such a field.
    pub fn fits(&self, kind: &FieldKind) -> bool {
        let short = |text: &str| text.chars().nth(MAX_TEXT).is_none();
        match (self, kind) {
            (Self::Text(text), FieldKind::Text) => !text.trim().is_empty() && short(text),
            (Self::Option(id), FieldKind::Choice(options)) => options.iter().any(|(option, _)| option == id),
            (Self::Number(number), FieldKind::Number { min, max, .. }) => (min..=max).contains(&number),
            (Self::YesNo(_), FieldKind::YesNo) => true,
            (Self::Needs(needs), FieldKind::Need(_)) => {
                let whole = |need: &Need| need.topic.is_some() || !need.words.trim().is_empty();
                (1..=MAX_NEEDS).contains(&needs.len()) && needs.iter().all(|need| whole(need) && short(&need.words))
            }
            _ => false,
        }
    }
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disposition {
    /// An appointment was fixed.
    Appointment,
    /// A call-back was fixed.
    Callback,
    /// Material is to be sent.
    Material,
    /// The customer does not want it.
    Declined,
    /// Nobody answered.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// Not the number of this customer.
    WrongNumber,
    /// The customer does not want to be called again.
    DoNotCall,
}

impl Disposition {
    /// All, in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::Appointment,
        Self::Callback,
        Self::Material,
        Self::Declined,
        Self::NoAnswer,
        Self::Busy,
        Self::WrongNumber,
        Self::DoNotCall,
    ];

    /// The word used in flows and records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::Callback => "callback",
            Self::Material => "material",
            Self::Declined => "declined",
            Self::NoAnswer => "no-answer",
            Self::Busy => "busy",
            Self::WrongNumber => "wrong-number",
            Self::DoNotCall => "do-not-call",
        }
    }

    /// Whether a step can end with it: someone answered.
    pub fn is_end(self) -> bool {
        !matches!(self, Self::NoAnswer | Self::Busy)
    }
}

/// The customer's mood, kept apart from the disposition: a friendly "no" is worth another call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sentiment {
    /// Friendly, interested.
    Positive,
    /// Neither.
    Neutral,
    /// Annoyed.
    Negative,
}

impl Sentiment {
    /// All, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Positive, Self::Neutral, Self::Negative];
}
