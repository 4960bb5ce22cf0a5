//! What can be captured, and how a call can end.

use crate::domain::Id;
use crate::domain::flow::FieldKind;
use crate::domain::json::{FromJson, ToJson, object, read, read_variant, record, words};
use serde_json::Value as Json;

/// Longest captured text, in characters.
pub const MAX_TEXT: usize = 2000;
/// Most needs in one field.
pub const MAX_NEEDS: usize = 30;

/// A captured value.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What it is about.
    pub topic: Option<Id>,
    /// The customer's own words; may be empty if a topic is given.
    pub words: String,
}

impl ToJson for Value {
    fn to_json(&self, out: &mut String) {
        let (kind, content): (&str, &dyn ToJson) = match self {
            Self::Text(text) => ("text", text),
            Self::Option(id) => ("option", id),
            Self::Number(number) => ("number", number),
            Self::YesNo(yes) => ("yesNo", yes),
            Self::Needs(needs) => ("needs", needs),
        };
        object(out, &[(kind, content)]);
    }
}

impl FromJson for Value {
    fn from_json(json: &Json) -> Option<Self> {
        let (kind, content) = read_variant(json)?;
        Some(match kind {
            "text" => Self::Text(read(content)?),
            "option" => Self::Option(read(content)?),
            "number" => Self::Number(read(content)?),
            "yesNo" => Self::YesNo(read(content)?),
            "needs" => Self::Needs(read(content)?),
            _ => return None,
        })
    }
}

record! { Need { topic, words } }

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

words! {
    Disposition {
        Appointment = "appointment",
        Callback = "callback",
        Material = "material",
        Declined = "declined",
        NoAnswer = "no-answer",
        Busy = "busy",
        WrongNumber = "wrong-number",
        DoNotCall = "do-not-call",
    }
}

impl Disposition {
    /// What a call comes to in which these were fixed.
    pub fn fixed(appointment: bool, follow_up: bool) -> Option<Self> {
        match (appointment, follow_up) {
            (true, _) => Some(Self::Appointment),
            (false, true) => Some(Self::Callback),
            (false, false) => None,
        }
    }

    /// Whether a step can end with it: someone answered.
    pub fn is_end(self) -> bool {
        !matches!(self, Self::NoAnswer | Self::Busy)
    }
}

/// The customer's mood, kept apart from the disposition: a friendly "no" is worth another call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sentiment {
    /// Friendly, interested.
    Positive,
    /// Neither.
    Neutral,
    /// Annoyed.
    Negative,
}

words! { Sentiment { Positive = "positive", Neutral = "neutral", Negative = "negative" } }
