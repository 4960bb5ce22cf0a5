//! The page around the widget, if there is one that may talk: who that is, what it asks, what it is told. Pure; windows and
//! ports are the shell's. `embed/PROTOCOL.md` describes every message.
//!
//! What a host is told of a call is a function of the call's log and its flow, numbered from 1. So it can be told again at
//! any time, by this page or by one that was opened after a crash, and comes out the same.

use crate::store::{StorageFault, ownership};
mod asked;
mod gate;
mod launch;
mod place;
pub(super) mod told;

pub use asked::{Asked, HostLead, LARGE, LARGEST, Refused, Request, Since, Slip};
pub use gate::{Dropped, Gate, Hello, Reason};
pub use launch::{Launch, launched};
pub use place::{Frame, Keeps};
pub use told::{Shadow, Told};

use crate::domain::Id;
use std::collections::VecDeque;

/// The version of the protocol spoken here.
pub const VERSION: i64 = 1;

/// How many answers are kept for a request that comes once more.
const ANSWERS: usize = 64;

/// Why the widget answers nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alone {
    /// It is not known yet whether anybody may talk.
    #[default]
    Early,
    /// There is no page around it.
    NoHost,
    /// No origin is allowed.
    NoneAllowed,
    /// The list of allowed origins makes no sense, so nobody is.
    BadConfig,
    /// The list of allowed origins could not be fetched; it is asked for again.
    Unreached,
}

/// How the widget stands to the page around it.
#[derive(Clone, Debug)]
pub enum Link {
    /// It answers nobody.
    Alone(Alone),
    /// Somebody may talk, and nobody did yet.
    Waiting,
    /// It talks with this page.
    Connected(Box<Connected>),
}

impl Default for Link {
    fn default() -> Self {
        Self::Alone(Alone::Early)
    }
}

/// A page that may talk.
#[derive(Clone, Debug, Default)]
pub struct Connected {
    /// Its exact origin.
    pub origin: String,
    /// Once it has asked for the state: the records it keeps for us, each as it was last told.
    pub keeps: Option<Vec<ownership::Kept>>,
    /// It was told that there is a flow to start calls with.
    pub ready: bool,
    /// What it was last told of the storage.
    pub fault: Option<StorageFault>,
    /// The call it was told of last, as far as it was told.
    pub shadow: Option<Shadow>,
    /// A restore of sealed records that is not done yet, by its name, and what was asked behind it.
    pub waiting: Option<(String, Vec<Asked>)>,
    answers: VecDeque<(String, String)>,
}

impl Connected {
    /// The answer to a request that was answered before.
    pub fn answered(&self, id: &str) -> Option<&str> {
        self.answers.iter().find(|(asked, _)| asked == id).map(|(_, answer)| answer.as_str())
    }

    /// Keeps an answer; the oldest of too many goes.
    pub fn keep_answer(&mut self, id: String, answer: String) {
        if self.answers.len() == ANSWERS {
            self.answers.pop_front();
        }
        self.answers.push_back((id, answer));
    }
}

/// The page around the widget, as far as the program knows it.
#[derive(Clone, Debug, Default)]
pub struct Host {
    /// How the widget stands to it.
    pub link: Link,
    /// Whether there is a page around at all.
    pub frame: Frame,
    /// What was dropped, when somebody last looked.
    pub dropped: Dropped,
}

impl Host {
    /// The page it talks with.
    pub fn connected(&self) -> Option<&Connected> {
        match &self.link {
            Link::Connected(connected) => Some(connected),
            Link::Alone(_) | Link::Waiting => None,
        }
    }

    /// Whether it keeps our records for us.
    pub fn is_keeper(&self) -> bool {
        self.connected().is_some_and(|host| host.keeps.is_some())
    }

    /// The same, to tell it something.
    pub fn connected_mut(&mut self) -> Option<&mut Connected> {
        match &mut self.link {
            Link::Connected(connected) => Some(connected),
            Link::Alone(_) | Link::Waiting => None,
        }
    }

    /// Whether the page around is told to dial this customer: one of its own, or one who comes into being in its frame.
    pub fn dials(&self, lead_id: Option<&Id>) -> bool {
        self.connected().is_some_and(|host| lead_id.is_none_or(|id| ownership::owns_lead(&host.origin, id)))
    }

    /// The name of a customer who comes into being here: it says whose the calls with them are.
    pub fn name(&self, fresh: &Id) -> Id {
        self.connected().map_or_else(|| fresh.clone(), |host| ownership::born_in(&host.origin, fresh))
    }

    /// Whether whoever is typed here may turn out to be this customer: a host's customers stay that host's.
    pub fn may_know(&self, lead_id: &Id) -> bool {
        match self.connected() {
            Some(host) => ownership::owns_lead(&host.origin, lead_id),
            None => !ownership::is_of_host(lead_id),
        }
    }

    /// Somebody who may talk was greeted. The same page again goes on where it was.
    pub fn greet(&mut self, origin: String) {
        match &mut self.link {
            Link::Connected(host) if host.origin == origin => {
                (host.ready, host.keeps, host.fault, host.waiting) = (false, None, None, None)
            }
            link => *link = Link::Connected(Box::new(Connected { origin, ..Connected::default() })),
        }
    }
}
