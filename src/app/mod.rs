//! What the program is: a model, what can happen to it, and what it asks of the outside. Pure.

mod actions;
mod archive;
pub mod backup;
mod brief;
pub mod clock;
mod customers;
mod data;
mod effect;
mod event;
pub mod expiry;
mod follow_ups;
mod hearing;
pub mod host;
mod keeping;
mod keys;
mod lasting;
pub mod lock;
mod model;
mod needs;
mod next;
mod notice;
mod palette;
mod past;
pub mod people;
mod picking;
mod prepare;
mod reading;
mod records;
mod reminders;
mod say;
mod settings;
mod shelf;
mod start;
mod summary;
mod update;
mod uses;
pub mod view;
pub mod when;
pub mod words;
mod zones;

pub use actions::{Action, Group, Place};
pub use archive::FiguresRecord;
pub use archive::has_number;
pub use brief::Brief;
pub use data::{
    BackupRecord, Batch, Data, DataEffect, DataEvent, Due, Gathered, Purpose, Stage, Tally, Task, Told, Unread, Wished,
};
pub use effect::{Boot, Effect, Held, HeldBack, KeyPress, Moment, Opened, StorageFault};
pub use event::{Area, Event, List};
pub use hearing::{FromMicrophone, Heard, Hearing, Microphone, MicrophoneFault};
pub use keeping::{KeepState, Keeping, QUICK_LIMIT};
pub use keys::{KeyRefusal, Keys, event_for};
pub use lasting::{DatabaseNews, Lasting, Stay, Wish};
pub use lock::{Change, Lock, LockEffect, LockEvent, LockFault, LockField, LockForm, LockRecord, LockTold, SealedFor};
pub use model::{Asked, Desk, Form, Model, Notice, OnCall, Over, Prepare, Rep, Settings, Sounding, Theme, Why};
pub use palette::{Choice, Entry, EntryKind, Palette};
pub use picking::{Picking, sign};
pub use records::{
    CallRecord, Envelope, Key, Sort, Unreadable, Version, decode, encode, encode_gone, encode_sealed, is_first_sealed,
    sealed, with_version,
};
pub use reminders::{Allowed, Reminders, next_change};
pub use say::{Gap, Span, plain};
pub use shelf::Shelf;
pub use start::start;
pub use summary::Extent;
pub use update::{FromHost, update};
pub use uses::Uses;
pub use zones::Zones;
