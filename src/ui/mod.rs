//! What the rep sees and touches. Components get small slices of the view and one dispatch; they know no rule of a call.

mod booking;
mod call;
mod capture;
mod cards;
mod clocks;
mod frame;
mod gap;
mod lists;
mod log;
mod parts;
mod prepare;
mod promise;
mod prompt;
mod rail;
mod root;
mod side;
mod ticker;
mod wrapup;

pub use root::{Screens, ScreensProps, mount};
pub use ticker::Ticker;

/// The one way in which a component makes something happen.
pub type Dispatch = yew::Callback<crate::app::Event>;
