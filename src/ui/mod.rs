//! What the rep sees and touches: plain functions from a view to HTML. They know no rule of a call.
//!
//! There are two components, [`Part`] and the root: each costs 4 KB of wasm.

mod booking;
mod call;
mod capture;
mod cards;
mod clocks;
mod el;
mod frame;
mod gap;
mod listen;
mod lists;
mod log;
mod part;
mod parts;
mod prepare;
mod promise;
mod prompt;
mod rail;
mod root;
mod side;
mod ticker;
mod wrapup;

pub use part::{Part, PartProps, Slice};
pub use root::mount;
pub use ticker::Ticker;

use crate::app::Event;
use yew::Callback;

/// What a part of the screen is connected to: where events go, and where the time comes from. Made once.
#[derive(Clone, PartialEq)]
pub struct Wire {
    /// The one way to make something happen.
    pub dispatch: Callback<Event>,
    /// The time, for the leaves that show it.
    pub ticker: Ticker,
}
