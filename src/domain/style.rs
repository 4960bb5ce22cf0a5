//! How a customer talks and decides (S13): chosen by the rep, it changes wording and advice.

use serde::{Deserialize, Serialize};

/// How fast the customer talks: fast is taken for visual, medium for auditory, slow for kinaesthetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pace {
    /// Pictures: short, quick sentences.
    Fast,
    /// Words: an even, ordered tone.
    Medium,
    /// Feelings: slow, with pauses.
    Slow,
}

/// How the customer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Wants results, decides at once.
    Tiger,
    /// Wants to shine, decides from liking.
    Peacock,
    /// Wants facts, decides after checking.
    Owl,
    /// Wants safety, decides with others.
    Koala,
}

impl Pace {
    /// All, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Fast, Self::Medium, Self::Slow];

    /// The word used in flows.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Medium => "medium",
            Self::Slow => "slow",
        }
    }
}

impl Kind {
    /// All, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Tiger, Self::Peacock, Self::Owl, Self::Koala];

    /// The word used in flows.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tiger => "tiger",
            Self::Peacock => "peacock",
            Self::Owl => "owl",
            Self::Koala => "koala",
        }
    }
}

/// What is known of a customer's style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// How fast they talk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<Pace>,
    /// How they decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
}
