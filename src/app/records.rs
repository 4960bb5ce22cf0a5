//! How things are kept: one small JSON record each, in an envelope with a format number and a stamp.

use crate::domain::call::{Call, Entry, Started};
use crate::domain::json::{FromJson, ToJson, object, read, record};
use crate::domain::{Id, Stamp};
use serde_json::Value;

/// The format written. Older ones are brought up step by step in [`decode`]; there are none yet.
pub const FORMAT: i64 = 1;

/// The format of an envelope with a sealed record in it, see [`super::lock`]: what knows nothing of seals leaves it alone.
const SEALED: i64 = 2;

/// The name of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Language, looks, and who the rep is.
    Settings,
    /// How much each thing of the palette is used.
    Uses,
    /// The pre-call card of a tab that has not become a call yet.
    Draft(Id),
    /// A call.
    Call(Id),
    /// A customer.
    Lead(Id),
    /// An appointment.
    Appointment(Id),
    /// What was promised in the call of this id.
    FollowUp(Id),
    /// What a batch of archived calls comes to.
    Figures(Id),
    /// The content of a flow, by its reference.
    Flow(String),
    /// A record that could not be read, by its former key.
    Aside(String),
    /// When a backup was made, and when the rep was last reminded of one.
    Backup,
    /// The mark that everything before its stamp was erased.
    Erased,
    /// How sealed records are opened.
    Lock,
}

/// What a record is about, as people count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Calls.
    Calls,
    /// Customers.
    Leads,
    /// Appointments.
    Appointments,
    /// Follow-ups.
    FollowUps,
    /// Pre-call cards.
    Drafts,
    /// Copies of what could not be read.
    Asides,
    /// Scripts, settings and what is of use to the program alone.
    Others,
}

impl Sort {
    /// All, in the order they are told in.
    pub const ALL: [Self; 7] =
        [Self::Calls, Self::Leads, Self::Appointments, Self::FollowUps, Self::Drafts, Self::Asides, Self::Others];
}

impl Key {
    /// As it is written.
    pub fn text(&self) -> String {
        let (kind, name) = match self {
            Self::Settings => return "settings".into(),
            Self::Uses => return "uses".into(),
            Self::Backup => return "backup".into(),
            Self::Erased => return "erased".into(),
            Self::Lock => return "lock".into(),
            Self::Draft(tab) => ("draft:", tab.as_str()),
            Self::Call(id) => ("call:", id.as_str()),
            Self::Lead(id) => ("lead:", id.as_str()),
            Self::Appointment(id) => ("appointment:", id.as_str()),
            Self::FollowUp(id) => ("follow-up:", id.as_str()),
            Self::Figures(id) => ("figures:", id.as_str()),
            Self::Flow(reference) => ("flow:", reference.as_str()),
            Self::Aside(key) => ("aside:", key.as_str()),
        };
        [kind, name].concat()
    }

    /// Reads a key; `None` if it is none of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((kind, name)) = text.split_once(':') else {
            return match text {
                "settings" => Some(Self::Settings),
                "uses" => Some(Self::Uses),
                "backup" => Some(Self::Backup),
                "erased" => Some(Self::Erased),
                "lock" => Some(Self::Lock),
                // The first version knew of one tab only.
                "draft" => Some(Self::Draft(Id::new(""))),
                _ => None,
            };
        };
        Some(match kind {
            "draft" => Self::Draft(Id::new(name)),
            "call" => Self::Call(Id::new(name)),
            "lead" => Self::Lead(Id::new(name)),
            "appointment" => Self::Appointment(Id::new(name)),
            "follow-up" => Self::FollowUp(Id::new(name)),
            "figures" => Self::Figures(Id::new(name)),
            "flow" => Self::Flow(name.into()),
            "aside" => Self::Aside(name.into()),
            _ => return None,
        })
    }

    /// What it is about.
    pub fn sort(&self) -> Sort {
        match self {
            Self::Call(_) => Sort::Calls,
            Self::Lead(_) => Sort::Leads,
            Self::Appointment(_) => Sort::Appointments,
            Self::FollowUp(_) => Sort::FollowUps,
            Self::Draft(_) => Sort::Drafts,
            Self::Aside(_) => Sort::Asides,
            Self::Settings
            | Self::Uses
            | Self::Flow(_)
            | Self::Figures(_)
            | Self::Backup
            | Self::Erased
            | Self::Lock => Sort::Others,
        }
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
    /// Sealed, and no key here opens it: to be left untouched.
    Sealed,
}

/// Puts something into its envelope.
pub fn encode(data: &dyn ToJson, stamp: Stamp) -> String {
    let mut out = String::new();
    object(&mut out, &[("format", &FORMAT), ("stamp", &stamp), ("data", data)]);
    out
}

/// What stands in the place of a record that was removed, so that an older copy of it does not come back.
pub fn encode_gone(stamp: Stamp) -> String {
    let mut out = String::new();
    object(&mut out, &[("format", &FORMAT), ("stamp", &stamp), ("gone", &true)]);
    out
}

/// Puts something sealed into its envelope; the stamp stays legible.
pub fn encode_sealed(stamp: Stamp, sealed: &str) -> String {
    let mut out = String::new();
    object(&mut out, &[("format", &SEALED), ("stamp", &stamp), ("sealed", &sealed.to_owned())]);
    out
}

/// What is sealed in an envelope; `None` if nothing is.
pub fn sealed(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("{\"format\":2,\"stamp\":")?;
    let (stamp, sealed) = rest.strip_suffix("\"}")?.split_once(",\"sealed\":\"")?;
    stamp.bytes().all(|it| it.is_ascii_digit()).then_some(sealed)
}

/// What an envelope says without being opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// When it was written. Of two envelopes with the same key the later one counts.
    pub stamp: Stamp,
    /// Nothing is in it: the record was removed.
    pub gone: bool,
}

impl Envelope {
    /// No clock ever showed more than this, the year 3000: a later stamp is damage.
    const LATEST: i64 = 32_503_680_000_000;

    /// Reads what stands outside; `None` if it is no envelope of this program's.
    pub fn of(text: &str) -> Option<Self> {
        let (format, rest) = text.strip_prefix("{\"format\":")?.split_once(',')?;
        let rest = rest.strip_prefix("\"stamp\":")?;
        let (stamp, rest) = rest.split_at_checked(rest.find([',', '}'])?)?;
        let digits = |text: &str| !text.is_empty() && text.len() < 16 && text.bytes().all(|it| it.is_ascii_digit());
        if !digits(format) || !digits(stamp) {
            return None;
        }
        let stamp = stamp.bytes().fold(0, |stamp, digit| stamp * 10 + i64::from(digit - b'0'));
        let gone = rest == ",\"gone\":true}";
        (0..=Self::LATEST).contains(&stamp).then_some(Self { stamp: Stamp(stamp), gone })
    }
}

/// Takes something out of its envelope.
///
/// # Errors
/// If it is of a newer format, or damaged.
pub fn decode<T: FromJson>(text: &str) -> Result<T, Unreadable> {
    let envelope: Value = serde_json::from_str(text).map_err(|_| Unreadable::Broken)?;
    match envelope["format"].as_i64() {
        Some(FORMAT) => read(&envelope["data"]).ok_or(Unreadable::Broken),
        Some(SEALED) => Err(Unreadable::Sealed),
        Some(format) if format > FORMAT => Err(Unreadable::Newer),
        _ => Err(Unreadable::Broken),
    }
}

/// Whether a text is JSON at all.
pub fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
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
            Key::Backup,
            Key::Erased,
            Key::Lock,
            Key::Draft(id()),
            Key::Call(id()),
            Key::Lead(id()),
            Key::Appointment(id()),
            Key::FollowUp(id()),
            Key::Figures(id()),
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
    fn a_sealed_record_keeps_its_stamp_legible() {
        let text = encode_sealed(Stamp(7), "c2VhbA==");
        assert_eq!(sealed(&text), Some("c2VhbA=="));
        assert_eq!(Envelope::of(&text), Some(Envelope { stamp: Stamp(7), gone: false }));
        assert_eq!(decode::<Vec<i64>>(&text), Err(Unreadable::Sealed));
        assert_eq!(sealed(&encode(&vec![1_i64], Stamp(7))), None);
    }

    #[test]
    fn a_newer_record_is_told_from_a_broken_one() {
        let text = encode(&vec![1_i64, 2], Stamp(7));
        assert_eq!(decode::<Vec<i64>>(&text), Ok(vec![1_i64, 2]));
        assert_eq!(decode::<Vec<i64>>(&text.replace("\"format\":1", "\"format\":3")), Err(Unreadable::Newer));
        for broken in ["", "{", "[]", "{\"format\":1}", "{\"format\":0,\"data\":[]}", "{\"format\":1,\"data\":\"x\"}"] {
            assert_eq!(decode::<Vec<i64>>(broken), Err(Unreadable::Broken), "{broken}");
        }
    }
}
