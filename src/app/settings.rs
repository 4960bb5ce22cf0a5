//! What the rep chose once and for all.

use super::keys::Keys;
use super::summary::Extent;
use crate::domain::json::{record, words};
use crate::domain::{Hours, Locale};

/// Light, dark, or whatever the system has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

words! { Theme { System = "system", Light = "light", Dark = "dark" } }

/// Who is calling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rep {
    /// Name.
    pub name: String,
    /// Company.
    pub company: String,
}

/// What the rep chose once and for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Language of the desk and of new calls.
    pub locale: Locale,
    /// Looks.
    pub theme: Theme,
    /// Who is calling.
    pub rep: Rep,
    /// How much a summary tells.
    pub summary: Extent,
    /// Keys of the rep's own.
    pub keys: Keys,
    /// Days after which customer data is deleted; 0: never.
    pub days: u16,
    /// Minutes after which a desk with a lock locks itself; 0: never.
    pub idle: u16,
    /// When appointments are taken; `None`: when it is usual.
    pub hours: Option<Hours>,
}

record! { Rep { ; name, company } }

record! { Settings { locale; theme, rep, summary, keys, days, idle, hours } }
