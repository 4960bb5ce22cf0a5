//! What the rep sees and touches: plain functions from a view to HTML. They know no rule of a call.
//!
//! There are two components, [`Part`] and the root: each costs 4 KB of wasm.

mod booking;
mod call;
mod capture;
mod cards;
mod clocks;
mod customer;
mod data;
mod dial;
mod el;
mod enter;
mod frame;
mod gap;
mod hours;
mod listen;
mod lists;
mod lock;
mod log;
mod over;
mod palette;
mod part;
mod parts;
mod past;
mod picking;
mod prepare;
mod promise;
mod prompt;
mod rail;
mod root;
mod settings;
mod side;
mod ticker;
mod when;
mod wrapup;

pub use part::{Part, PartProps, Slice};
pub use root::{desk, mount};
pub use ticker::Ticker;

use crate::app::{Action, Event};
use crate::domain::flow::MAX_CHOICES;
use crate::store::KeyBindings;
use std::rc::Rc;
use yew::Callback;

/// What a part of the screen is connected to: where events go, where the time comes from, and which key does what. Made
/// once, and anew when the rep changes a key.
#[derive(Clone, PartialEq)]
pub struct Wire {
    /// The one way to make something happen.
    pub dispatch: Callback<Event>,
    /// The time, for the leaves that show it.
    pub ticker: Ticker,
    /// The keys, for their caps.
    pub keys: Rc<KeyBindings>,
}

impl Wire {
    /// The cap of an action's key; empty if there is none.
    pub fn cap(&self, action: Action) -> String {
        self.keys.cap(action)
    }

    /// The cap of the digit for the n-th answer, from 0; empty if there is none.
    pub fn digit(&self, place: usize) -> String {
        if self.keys.off || place >= MAX_CHOICES { String::new() } else { (place + 1).to_string() }
    }
}
