//! What the rep is told once.

use super::effect::HeldBack;
use super::keys::KeyRefusal;
use crate::domain::Id;
use crate::domain::call::{self, Disposition};
use std::rc::Rc;

/// Something to tell the rep once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A command changed nothing.
    Refused(call::Refusal),
    /// A quick outcome was written down.
    Logged {
        /// The call.
        call: Id,
        /// How it ended.
        disposition: Disposition,
        /// The ticks that were on its card.
        ticked: Vec<bool>,
    },
    /// A quick outcome needs a customer.
    NoCustomer,
    /// The record of a call was deleted.
    Deleted,
    /// It could not be: nothing was.
    NotDeleted,
    /// The summary was changed by hand, and stays so whatever length it is to have.
    SummaryStays,
    /// This call was closed.
    Closed(Id),
    /// A key was not changed.
    KeyRefused(KeyRefusal),
    /// The clipboard has it, or not.
    Copied(bool),
    /// An appointment was fixed.
    Booked,
    /// The first one was, and the browser is asked to clear nothing by itself.
    BookedAndAsked,
    /// A follow-up was fixed.
    Promised,
    /// A file with this name and text may not arrive.
    HeldBack(HeldBack, String, Rc<str>),
    /// A call cannot be opened: its flow is not kept, or its log is damaged. The call, if it is there at all.
    CannotOpen(Option<Id>),
    /// This call is open in another tab.
    OpenElsewhere(Id),
    /// Another tab has taken the call over.
    TakenOver,
    /// Another tab has erased the call.
    ErasedElsewhere,
    /// So many records were older than the rep wants to keep them.
    Expired(usize),
    /// What is older could not be deleted.
    NotExpired,
    /// The clock is so many days ahead of the last time; if it is right, so many records are too old.
    ClockAhead(i64, usize),
    /// The clock is so many days behind the last time.
    ClockBack(i64),
    /// What was promised in this call is settled.
    Settled(Id),
    /// So many records came back that localStorage had lost.
    Recovered(usize),
    /// The browser lost its database, and with it what was nowhere else.
    DataLost,
    /// It did, and everything was still known here.
    BroughtAgain,
    /// So many records could not be read and were set aside, and so many are from a newer program.
    SetAside(usize, usize),
    /// So many records are sealed with another key, and left alone.
    Sealed(usize),
    /// The program is another version than before.
    Updated,
    /// The desk is not locked: something is not saved.
    NotLocked,
    /// The address named this customer in the midst of a call: their card waits behind it.
    Waits(String),
    /// The address was to name a customer, and cannot be read.
    Unreadable,
}

impl Notice {
    /// Whether it waits until somebody has dealt with it: something is to be decided, or was lost. The others go by
    /// themselves.
    pub fn waits(&self) -> bool {
        matches!(
            self,
            Self::HeldBack(..)
                | Self::CannotOpen(_)
                | Self::OpenElsewhere(_)
                | Self::NotExpired
                | Self::ClockAhead(..)
                | Self::ClockBack(_)
                | Self::DataLost
                | Self::SetAside(..)
                | Self::Sealed(_)
                | Self::NotLocked
        )
    }

    /// Whether it is about what was done on the screen, and not about what is kept: that can come up at any time.
    pub fn is_of_screen(&self) -> bool {
        !matches!(
            self,
            Self::BroughtAgain
                | Self::ClockAhead(..)
                | Self::ClockBack(_)
                | Self::DataLost
                | Self::Expired(_)
                | Self::NotExpired
                | Self::NotLocked
                | Self::Recovered(_)
                | Self::Sealed(_)
                | Self::SetAside(..)
                | Self::Updated
        )
    }

    /// Whether it can be taken back with the key that undoes.
    pub fn undoes(&self) -> bool {
        matches!(self, Self::Logged { .. } | Self::Closed(_) | Self::Settled(_))
    }
}
