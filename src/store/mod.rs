//! What is kept: the records, how they are written, where they are, and how long they stay. Pure, and without a screen: it takes
//! records, never a program's state, so that every program of the desk can use it.

pub mod archive;
pub mod backup;
mod call;
pub mod clock;
mod earlier_calls;
mod effect;
pub mod encryption;
mod envelope;
pub mod follow_ups;
mod frecency;
mod in_use;
mod key;
mod next;
pub mod ownership;
pub mod person;
mod records;
pub mod retention;
mod save_queue;
mod settings;
mod table;

pub use archive::{FiguresRecord, has_number};
pub use backup::{BackupRecord, Due};
pub use call::{CallRecord, CallSummary};
pub use clock::{Clock, ClockRecord};
pub use earlier_calls::earlier_calls;
pub use effect::{Batch, Gathered, Opened, Purpose, StorageFault, StoreEffect, Stored};
pub use encryption::{LockRecord, Wrapping};
pub use envelope::{
    Envelope, Unreadable, Version, decode, encode, encode_gone, encode_sealed, is_first_sealed, is_json, sealed,
    with_version,
};
pub use frecency::Frecency;
pub use in_use::InUse;
pub use key::{Key, RecordKind};
pub use next::{NextCall, next_call};
pub use records::{DraftRecord, FlowRecord, Records};
pub use save_queue::{LOCAL_LIMIT, SaveQueue, SaveStatus};
pub use settings::{KeyBindings, Rep, Settings, SummaryLength, Theme};
pub use table::Table;
