//! The rep's own data, to be looked after: backup, restore, one person, keeping times, and everything erased.

use super::backup::{Contents, FileFault, Plan};
use super::clock::Clock;
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
    /// When the desk was last used, as far as the clock was believed.
    pub seen: Option<Stamp>,
    /// What the clock has done since.
    pub clock: Clock,
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
    /// This would be restored, and so much of what is asked besides.
    Restore(Rc<Plan>, Wished),
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
    Compare(Rc<Contents>),
    /// To put a batch into the database.
    Put,
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
    /// What is kept could not be read, so this was not done.
    NotRead(Unread),
    /// Nobody was found.
    Nobody,
    /// So many records of one person were erased.
    Erased(usize),
    /// Nothing of that person was erased.
    PersonNotErased,
    /// Customer data will be deleted after so many days; 0: never.
    Keeps(u16),
    /// What became of the lock.
    Lock(LockTold),
    /// Not everything could be erased.
    NotErased(StorageFault),
}

/// What was not done because what is kept could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A backup, or the file about one person.
    BackUp,
    /// What a file would change.
    Restore,
    /// Finding somebody, or erasing them.
    Person,
    /// What of the archive is too old.
    Expire,
}

/// What a person wants of a file beyond what it adds and replaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wished {
    /// Records come back that were removed here after the file was written.
    pub removed: bool,
    /// Its keeping time is taken over, though it deletes sooner than the present one.
    pub days: bool,
}

/// Records that are put into the database together, all of them or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// What for.
    pub purpose: Purpose,
    /// Keys and texts; a mark of removal is one as well.
    pub records: Vec<(String, Rc<str>)>,
    /// The same in the archive. Without a text a record is deleted.
    pub archived: Vec<(String, Option<Rc<str>>)>,
}

/// What a [`Batch`] is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A file is restored.
    Restore,
    /// One person is erased.
    Erase,
    /// The keeping time of records is over.
    Expire,
    /// A call was logged by mistake.
    Delete,
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
    /// So much is wanted of it besides.
    Wish(Wished),

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
    /// What the homes hold, or why they cannot be read.
    Gathered(Result<Gathered, StorageFault>),
    /// These records of the archive were last written so many days ago, or earlier; or why it cannot be read.
    OldFound(u16, Result<Vec<(String, String)>, StorageFault>),
    /// The file was handed over; whether the browser knows that it was kept. `None`: it could not be written.
    Written(Option<bool>),
    /// A file was chosen.
    FileCame(Result<String, FileFault>),
    /// A batch is in the database, or all of it is not.
    Put(Rc<Batch>, Result<(), StorageFault>),
    /// Not everything could be erased.
    NotErased(StorageFault),
    /// Another day.
    DayPassed,
    /// The date is right, though it is far from that of the last time.
    ClockIsRight,
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
    /// Put records into the database, all of them or none, and then tell the other tabs; answered by [`DataEvent::Put`].
    Put(Rc<Batch>),
    /// Find what of the archive was last written before this; answered by [`DataEvent::OldFound`].
    FindOld(u16, Stamp),
    /// Empty both homes but for this mark, which stands in the database for the record of this key, and begin anew in all
    /// tabs.
    EraseAll {
        /// The key of the mark.
        key: String,
        /// The mark.
        mark: Rc<str>,
    },
    /// Give records of the archive that claim to be later than this instant its date.
    Redate(Stamp),
    /// Tell when a day has passed; answered by [`DataEvent::DayPassed`].
    AwaitDay,
}
