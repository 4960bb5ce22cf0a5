//! What the program is: a model, what can happen to it, and what it asks of the outside. Pure.

mod effect;
mod event;
mod hearing;
mod keeping;
mod keys;
mod model;
mod records;
mod say;
mod shelf;
mod start;
mod summary;
mod update;
pub mod view;
pub mod when;
pub mod words;

pub use effect::{Boot, Effect, KeyPress, Moment, StorageFault};
pub use event::{Area, Event, List};
pub use hearing::{FromMicrophone, Heard, Hearing, Microphone, MicrophoneFault};
pub use keeping::{KeepState, Keeping};
pub use keys::event_for;
pub use model::{Brief, Desk, Form, Model, Notice, OnCall, Prepare, Rep, Settings, Theme};
pub use records::{CallRecord, Key, Unreadable, decode, encode};
pub use say::{Gap, Span, plain};
pub use shelf::Shelf;
pub use start::start;
pub use update::update;
