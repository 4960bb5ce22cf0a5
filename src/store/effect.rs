//! What the records ask of the places they are kept in, and what these answer. Data only; the shell carries it out.

use super::envelope::Version;
use crate::domain::Id;
use std::rc::Rc;

/// One thing to do with the local store, the database or its archive. Each has an answer among the events of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreEffect {
    /// Keep a record in both homes; answered by `Event::Kept`.
    Write {
        /// Its key, without the product's prefix.
        key: String,
        /// Its text.
        text: Rc<str>,
        /// Its version, for the answer.
        version: Version,
        /// There is room for it in localStorage.
        quick: bool,
    },
    /// Put a record of the database into localStorage, which did not have it.
    Cache {
        /// Its key, without the product's prefix.
        key: String,
        /// Its text.
        text: String,
    },
    /// Put these records of localStorage into the database, which does not have them; answered by
    /// `Event::Secured`.
    Secure(Vec<String>),
    /// Move records to the archive and keep what they come to, all in one transaction; answered by
    /// `Event::Archived`.
    Archive {
        /// The keys of calls, which must not be there yet.
        calls: Vec<String>,
        /// The keys of other records.
        others: Vec<String>,
        /// The key and the text of their figures.
        figures: (String, Rc<str>),
    },
    /// Take records out of localStorage; they are in the archive.
    Uncache(Vec<String>),
    /// Find calls of the archive whose text contains this; answered by `Event::ArchiveFound`.
    SearchArchive(String),
    /// Find the calls of the archive with a customer; answered by `Event::CustomerRecalled`.
    Recall {
        /// The customer.
        lead_id: Id,
        /// What the text of such a call contains.
        named: String,
    },
    /// Delete what stands in the place of removed records, in both homes.
    Purge(Vec<String>),
    /// Open the database and read it; answered by `Event::DatabaseCame`.
    OpenDatabase,
}

/// What the database holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// Every record: key (without the product's prefix) and text.
    pub records: Vec<(String, String)>,
    /// How many records are in the archive.
    pub archived: usize,
}

/// Why something is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageFault {
    /// Access is refused: site data is blocked, or the frame is sandboxed.
    Blocked,
    /// The quota is used up.
    Full,
    /// Anything else.
    Failed,
    /// What is there was written by a newer program and is not for this one to change.
    Newer,
}

/// Where a record has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// In the database: it survives.
    Durable,
    /// In localStorage only, for this reason: the latest minute of it is lost if the browser is killed.
    LocalOnly(StorageFault),
    /// Nowhere, for this reason.
    Failed(StorageFault),
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
