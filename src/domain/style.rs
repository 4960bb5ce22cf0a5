//! How a customer talks and decides (S13): chosen by the rep, it changes wording and advice.

use super::json::{record, words};

/// How fast the customer talks: fast is taken for visual, medium for auditory, slow for kinaesthetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Pictures: short, quick sentences.
    Fast,
    /// Words: an even, ordered tone.
    Medium,
    /// Feelings: slow, with pauses.
    Slow,
}

/// How the customer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

words! { Pace { Fast = "fast", Medium = "medium", Slow = "slow" } }

words! { Kind { Tiger = "tiger", Peacock = "peacock", Owl = "owl", Koala = "koala" } }

/// What is known of a customer's style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// How fast they talk.
    pub pace: Option<Pace>,
    /// How they decide.
    pub kind: Option<Kind>,
}

record! { Style { pace, kind } }
