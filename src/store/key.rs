//! The names of records.

use crate::domain::Id;

/// The name of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Language, looks, and who the rep is.
    Settings,
    /// How much each thing of the palette is used.
    Frecency,
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
    /// When the desk was last used.
    Clock,
}

/// What a record is about, as people count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
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

impl RecordKind {
    /// All, in the order they are told in.
    pub const ALL: [Self; 7] =
        [Self::Calls, Self::Leads, Self::Appointments, Self::FollowUps, Self::Drafts, Self::Asides, Self::Others];
}

impl Key {
    /// As it is written.
    pub fn text(&self) -> String {
        let (kind, name) = match self {
            Self::Settings => return "settings".into(),
            Self::Frecency => return "uses".into(),
            Self::Backup => return "backup".into(),
            Self::Erased => return "erased".into(),
            Self::Lock => return "lock".into(),
            Self::Clock => return "clock".into(),
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
                "uses" => Some(Self::Frecency),
                "backup" => Some(Self::Backup),
                "erased" => Some(Self::Erased),
                "lock" => Some(Self::Lock),
                "clock" => Some(Self::Clock),
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
    pub fn sort(&self) -> RecordKind {
        match self {
            Self::Call(_) => RecordKind::Calls,
            Self::Lead(_) => RecordKind::Leads,
            Self::Appointment(_) => RecordKind::Appointments,
            Self::FollowUp(_) => RecordKind::FollowUps,
            Self::Draft(_) => RecordKind::Drafts,
            Self::Aside(_) => RecordKind::Asides,
            Self::Settings
            | Self::Frecency
            | Self::Flow(_)
            | Self::Figures(_)
            | Self::Backup
            | Self::Erased
            | Self::Lock
            | Self::Clock => RecordKind::Others,
        }
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
            Key::Frecency,
            Key::Backup,
            Key::Erased,
            Key::Lock,
            Key::Clock,
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
}
