//! The rep's own data, to be looked after: backup, restore, one person, keeping times, and everything erased.

use super::backup::{FileFault, Line, Plan};
use super::effect::StorageFault;
use super::expiry::DAY;
use super::lock::{Change, LockForm, LockRecord, LockTold};
use super::model::Model;
use super::people::{Person, Who};
use super::records::Sort;
use crate::domain::Stamp;
use crate::domain::json::record;
use std::rc::Rc;

/// A backup older than this is old, in milliseconds.
const OLD: i64 = 7 * DAY;

/// For how long "later" is.
const LATER: i64 = DAY;

/// When a backup was made, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupRecord {
    /// The last one.
    pub made: Option<Stamp>,
    /// When the rep put the reminder off.
    pub put_off: Option<Stamp>,
}

record! { BackupRecord { ; made, put_off } }

/// That it is time for a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// There never was one.
    First,
    /// The last one is so many days old.
    Days(i64),
}

/// Whether it is time for a backup: calls are there, and for a week they stand here alone.
pub fn due(model: &Model, now: Stamp) -> Option<Due> {
    let BackupRecord { made, put_off } = model.data.backup;
    let archived = (model.archive.size > 0).then_some(Stamp(0));
    let first = archived.or_else(|| model.calls.iter().map(|(_, call)| call.1.at).min())?;
    let since = made.unwrap_or(first);
    let late = now.since(since) >= OLD && put_off.is_none_or(|it| now.since(it) >= LATER);
    late.then(|| made.map_or(Due::First, |it| Due::Days(now.since(it) / DAY)))
}

/// What is known of all this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// What the sheet is at.
    pub stage: Stage,
    /// Who is looked for.
    pub query: String,
    /// When a backup was made.
    pub backup: BackupRecord,
}

/// What the data sheet is at: one thing at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nothing.
    #[default]
    Idle,
    /// The outside is busy with this.
    Busy(Task),
    /// This is to be told.
    Told(Told),
    /// This would be restored.
    Restore(Rc<Plan>),
    /// These people were found.
    Found(Rc<[Person]>),
    /// All about one of them, and whether it was asked to be erased.
    Person(Rc<Person>, bool),
    /// After so many days customer data is to be deleted from now on; the keys of what would go at once.
    Expire(u16, Rc<[String]>),
    /// The lock is to be changed.
    Lock(LockForm),
    /// Everything is to be erased; what was typed to confirm it.
    EraseAll(String),
}

/// What is read from the homes for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// A backup.
    BackUp,
    /// What a file would change.
    Compare(Stamp, Rc<[Line]>),
    /// To write what a file brings.
    Restore(Rc<Plan>),
    /// People whom this fits.
    Find(String),
    /// A file about somebody.
    Export(Who),
    /// To erase somebody.
    Erase(Who),
    /// What is older than so many days.
    Expire(u16),
    /// To make a key, as the form says.
    MakeKey(LockForm),
    /// To put the lock on, to take it off, or to keep another key of it.
    Lock(Change, LockRecord),
    /// To erase everything.
    EraseAll,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The file was handed over; whether the browser knows that it was kept.
    Written(bool),
    /// The file could not be written.
    NotWritten,
    /// The file is of no use.
    BadFile(FileFault),
    /// So many records were restored.
    Restored(usize),
    /// Nothing was restored.
    NotRestored(StorageFault),
    /// Nobody was found.
    Nobody,
    /// So many records of one person were erased.
    Erased(usize),
    /// Customer data will be deleted after so many days; 0: never.
    Keeps(u16),
    /// What became of the lock.
    Lock(LockTold),
    /// Not everything could be erased.
    NotErased(StorageFault),
}

/// How many records there are of each [`Sort`].
pub type Tally = [usize; Sort::ALL.len()];

/// Something happens to the data.
#[derive(Clone, Debug, PartialEq)]
pub enum DataEvent {
    /// Show the sheet.
    Open,
    /// Away with what is asked or told.
    Back,

    /// Make a backup.
    BackUp,
    /// Remind of it later.
    PutOff,
    /// Choose a file to restore.
    PickFile,
    /// Restore what was shown.
    Restore,

    /// Somebody's name, company or number is typed.
    Query(String),
    /// Find whom it fits.
    Find,
    /// This one of them.
    Choose(usize),
    /// Hand out everything about them.
    Export,
    /// Erase them; asked before it is done.
    Erase,

    /// Delete customer data after so many days; 0: never. Asked before it is done.
    Expire(u16),
    /// As it was shown.
    ExpireNow,

    /// Erase everything.
    EraseAll,
    /// The word that confirms it is typed.
    Confirm(String),
    /// It is.
    EraseAllNow,

    /// There is a place for the file, or the rep wants none after all.
    Placed(bool),
    /// What the homes hold.
    Gathered(Gathered),
    /// These records of the archive were last written so many days ago, or earlier.
    OldFound(u16, Vec<(String, String)>),
    /// The file was handed over; whether the browser knows that it was kept. `None`: it could not be written.
    Written(Option<bool>),
    /// A file was chosen.
    FileCame(Result<String, FileFault>),
    /// What was to be restored is in the database, or all of it is not.
    Restored(Result<(), StorageFault>),
    /// Not everything could be erased.
    NotErased(StorageFault),
    /// Another day.
    DayPassed,
}

/// Every record there is: key and text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// In localStorage.
    pub quick: Vec<(String, String)>,
    /// In the database.
    pub database: Vec<(String, String)>,
    /// In its archive.
    pub archived: Vec<(String, String)>,
}

/// What is asked of the outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataEffect {
    /// Ask where a file of this name is to go, as far as the browser does; answered by [`DataEvent::Placed`].
    Place(String),
    /// Read both homes; answered by [`DataEvent::Gathered`].
    Gather,
    /// Write the file; answered by [`DataEvent::Written`].
    Write(String),
    /// Let the rep choose a file; answered by [`DataEvent::FileCame`].
    PickFile,
    /// Put records into the database, all of them or none, and then tell the other tabs; answered by
    /// [`DataEvent::Restored`].
    PutAll {
        /// Keys and texts.
        records: Vec<(String, Rc<str>)>,
        /// Of records in the archive.
        archived: Vec<(String, Rc<str>)>,
    },
    /// Find what of the archive was last written before this; answered by [`DataEvent::OldFound`].
    FindOld(u16, Stamp),
    /// Delete from the archive what is there of this.
    Unarchive(Vec<String>),
    /// Empty both homes but for this mark, which stands in the database for the record of this key, and begin anew in all
    /// tabs.
    EraseAll {
        /// The key of the mark.
        key: String,
        /// The mark.
        mark: Rc<str>,
    },
    /// Tell when a day has passed; answered by [`DataEvent::DayPassed`].
    AwaitDay,
}
