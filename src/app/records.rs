//! How things are kept: one small JSON record each, in an envelope with a format number and a stamp.

use crate::domain::call::{Call, Entry, Started};
use crate::domain::json::{FromJson, ToJson, object, read, record};
use crate::domain::{Id, Stamp};
use serde_json::Value;

/// The format written. Older ones are brought up step by step in [`decode`]; there are none yet.
pub const FORMAT: i64 = 1;

/// The name of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Language, looks, and who the rep is.
    Settings,
    /// How much each thing of the palette is used.
    Uses,
    /// The pre-call card that has not become a call yet.
    Draft,
    /// A call.
    Call(Id),
    /// A customer.
    Lead(Id),
    /// An appointment.
    Appointment(Id),
    /// What was promised in the call of this id.
    FollowUp(Id),
    /// The content of a flow, by its reference.
    Flow(String),
    /// A record that could not be read, by its former key.
    Aside(String),
}

impl Key {
    /// As it is written.
    pub fn text(&self) -> String {
        match self {
            Self::Settings => "settings".into(),
            Self::Uses => "uses".into(),
            Self::Draft => "draft".into(),
            Self::Call(id) => format!("call:{id}"),
            Self::Lead(id) => format!("lead:{id}"),
            Self::Appointment(id) => format!("appointment:{id}"),
            Self::FollowUp(id) => format!("follow-up:{id}"),
            Self::Flow(reference) => format!("flow:{reference}"),
            Self::Aside(key) => format!("aside:{key}"),
        }
    }

    /// Reads a key; `None` if it is none of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((kind, name)) = text.split_once(':') else {
            return match text {
                "settings" => Some(Self::Settings),
                "uses" => Some(Self::Uses),
                "draft" => Some(Self::Draft),
                _ => None,
            };
        };
        Some(match kind {
            "call" => Self::Call(Id::new(name)),
            "lead" => Self::Lead(Id::new(name)),
            "appointment" => Self::Appointment(Id::new(name)),
            "follow-up" => Self::FollowUp(Id::new(name)),
            "flow" => Self::Flow(name.into()),
            "aside" => Self::Aside(name.into()),
            _ => return None,
        })
    }
}

/// A call as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRecord {
    /// How it began.
    pub started: Started,
    /// Everything that happened.
    pub log: Vec<Entry>,
}

record! { CallRecord { started, log } }

impl From<&Call> for CallRecord {
    fn from(call: &Call) -> Self {
        Self { started: call.started().clone(), log: call.log().to_vec() }
    }
}

/// Why a record cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Written by a newer program: to be left untouched.
    Newer,
    /// Damaged: to be set aside.
    Broken,
}

/// Puts something into its envelope.
pub fn encode(data: &dyn ToJson, stamp: Stamp) -> String {
    let mut out = String::new();
    object(&mut out, &[("format", &FORMAT), ("stamp", &stamp), ("data", data)]);
    out
}

/// Takes something out of its envelope.
///
/// # Errors
/// If it is of a newer format, or damaged.
pub fn decode<T: FromJson>(text: &str) -> Result<T, Unreadable> {
    let envelope: Value = serde_json::from_str(text).map_err(|_| Unreadable::Broken)?;
    match envelope["format"].as_i64() {
        Some(FORMAT) => read(&envelope["data"]).ok_or(Unreadable::Broken),
        Some(format) if format > FORMAT => Err(Unreadable::Newer),
        _ => Err(Unreadable::Broken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let id = || Id::new("0b-1:2");
        let keys = [
            Key::Settings,
            Key::Uses,
            Key::Draft,
            Key::Call(id()),
            Key::Lead(id()),
            Key::Appointment(id()),
            Key::FollowUp(id()),
            Key::Flow("zh-CN/first-call@1+2861920".into()),
            Key::Aside("call:x".into()),
        ];
        for key in keys {
            assert_eq!(Key::parse(&key.text()), Some(key));
        }
        assert_eq!(Key::parse("theirs"), None);
        assert_eq!(Key::parse("theirs:1"), None);
    }

    #[test]
    fn a_newer_record_is_told_from_a_broken_one() {
        let text = encode(&vec![1_i64, 2], Stamp(7));
        assert_eq!(decode::<Vec<i64>>(&text), Ok(vec![1_i64, 2]));
        assert_eq!(decode::<Vec<i64>>(&text.replace("\"format\":1", "\"format\":2")), Err(Unreadable::Newer));
        for broken in ["", "{", "[]", "{\"format\":1}", "{\"format\":0,\"data\":[]}", "{\"format\":1,\"data\":\"x\"}"] {
            assert_eq!(decode::<Vec<i64>>(broken), Err(Unreadable::Broken), "{broken}");
        }
    }
}
