//! What the rep chose once and for all.

use crate::domain::json::{FromJson, ToJson, object, record, words};
use crate::domain::{Hours, Locale};
use serde_json::Value as Json;

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

/// How much of a call its summary tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SummaryLength {
    /// Who, how it ended, what was agreed: one line.
    Line,
    /// And what they want, what they said, what comes next.
    #[default]
    Short,
    /// And everything captured, and where the time went.
    Full,
}

words! { SummaryLength { Line = "line", Short = "short", Full = "full" } }

/// Who is calling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rep {
    /// Name.
    pub name: String,
    /// Company.
    pub company: String,
}

/// The single keys as the rep wants them, by the word of the action. An action that this program does not know keeps its key: another
/// version may know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyBindings {
    /// No single key does anything (WCAG 2.1.4); those with Ctrl or Command still do.
    pub off: bool,
    /// Where the rep chose otherwise, in the order of the words; an empty key is none.
    own: Vec<(String, String)>,
}

impl KeyBindings {
    /// The key that the rep chose for an action.
    pub fn own(&self, action: &str) -> Option<&str> {
        self.own.iter().find(|(it, _)| it == action).map(|(_, key)| &**key)
    }

    /// Chooses a key for an action; `None`: the one it had at first.
    pub fn put(&mut self, action: &str, key: Option<String>) {
        self.own.retain(|(it, _)| it != action);
        let place = self.own.partition_point(|(it, _)| it.as_str() < action);
        if let Some(key) = key {
            self.own.insert(place, (action.into(), key));
        }
    }

    /// Back to the keys as they were at first.
    pub fn reset(&mut self) {
        self.own.clear();
    }
}

/// As `{"off":true,"own":{"undo":"x"}}`.
impl ToJson for KeyBindings {
    fn to_json(&self, out: &mut String) {
        out.push_str("{\"off\":");
        self.off.to_json(out);
        out.push_str(",\"own\":");
        let own: Vec<(&str, &dyn ToJson)> = self.own.iter().map(|(it, key)| (&**it, key as &dyn ToJson)).collect();
        object(out, &own);
        out.push('}');
    }
}

/// What is no key is left out: the rest still holds.
impl FromJson for KeyBindings {
    fn from_json(json: &Json) -> Option<Self> {
        let mut keys = Self { off: json["off"].as_bool().unwrap_or_default(), own: Vec::new() };
        let own = json.as_object()?.get("own").and_then(Json::as_object);
        for (action, key) in own.into_iter().flatten() {
            if let Some(key) = key.as_str() {
                keys.put(action, Some(key.into()));
            }
        }
        Some(keys)
    }
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
    pub summary: SummaryLength,
    /// Keys of the rep's own.
    pub keys: KeyBindings,
    /// Days after which customer data is deleted; 0: never.
    pub days: u16,
    /// Minutes after which a desk with a lock locks itself; 0: never.
    pub idle: u16,
    /// When appointments are taken; `None`: when it is usual.
    pub hours: Option<Hours>,
}

record! { Rep { ; name, company } }

record! { Settings { locale; theme, rep, summary, keys, days, idle, hours } }
