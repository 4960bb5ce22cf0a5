//! What the program is: a model, what can happen to it, and what it asks of the outside. Pure.

mod actions;
mod effect;
mod event;
mod follow_ups;
mod hearing;
pub mod host;
mod keeping;
mod keys;
mod model;
mod palette;
mod reading;
mod records;
mod say;
mod shelf;
mod start;
mod summary;
mod update;
mod uses;
pub mod view;
pub mod when;
pub mod words;

pub use actions::{Action, Group, Place};
pub use effect::{Boot, Effect, KeyPress, Moment, StorageFault};
pub use event::{Area, Event, List};
pub use hearing::{FromMicrophone, Heard, Hearing, Microphone, MicrophoneFault};
pub use keeping::{Held, KeepState, Keeping};
pub use keys::{KeyRefusal, Keys, event_for};
pub use model::{Brief, Desk, Form, Model, Notice, OnCall, Over, Prepare, Rep, Settings, Sounding, Theme};
pub use palette::{Choice, Entry, EntryKind, Palette};
pub use records::{CallRecord, Envelope, Key, Unreadable, decode, encode};
pub use say::{Gap, Span, plain};
pub use shelf::Shelf;
pub use start::start;
pub use summary::Extent;
pub use update::{FromHost, update};
pub use uses::Uses;
