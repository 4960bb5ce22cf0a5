//! Names of things: in flows, and of records.

use super::json::{FromJson, ToJson, text};
use std::rc::Rc;

/// A short name, cheap to clone. In flows it follows the rule of [`Id::is_name`]; ids of records are made by the shell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Rc<str>);

impl Id {
    /// Takes any text; callers that read a flow check it with [`Id::is_name`] first.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The rule for ids in a flow: 1–40 characters of `a-z 0-9 - .`, the first a letter.
    pub fn is_name(text: &str) -> bool {
        text.len() <= 40
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.')
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToJson for Id {
    fn to_json(&self, out: &mut String) {
        text(out, &self.0);
    }
}

impl FromJson for Id {
    fn from_json(json: &serde_json::Value) -> Option<Self> {
        json.as_str().map(Self::new)
    }
}
