//! What is kept and what is not: nothing counts as saved before the database has said so.
//!
//! A record stands in two stores. localStorage is read at once when the page opens, but a browser that is killed takes up to a
//! minute of it along; the database keeps what it has confirmed. Of two copies the one with the later version counts.

mod status;

pub use status::SaveStatus;

use super::effect::StoreEffect;
use super::encryption::{is_sealable, sealed_length};
use super::envelope::{Envelope, Version, encode_gone};
use super::key::Key;
use super::table::Table;
use crate::domain::{Id, Stamp};
use crate::store::{StorageFault, Stored};
use std::rc::Rc;

/// The most that is put into localStorage, in UTF-16 units, keys included: half of what Chromium grants an origin, and
/// what WebKit grants Chinese text.
pub const LOCAL_LIMIT: usize = 2_500_000;

/// The database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Database {
    /// It waits until there is time for it.
    Unasked,
    /// It is not known yet what it holds.
    Opening,
    /// It answers.
    Open,
    /// It does not, for this reason.
    Missing(StorageFault),
}

/// The records, where they are and on their way.
#[derive(Clone, Debug)]
pub struct SaveQueue {
    /// The latest version there is: the next one is later, whatever the clock says.
    latest: Version,
    /// The version of every record there is, and how much of localStorage it takes.
    known: Table<(Version, usize)>,
    /// The sum of what is taken.
    units: usize,
    /// What has not arrived in the database.
    waiting: Table<Waiting>,
    /// Keys of what is in localStorage only.
    quick: Vec<String>,
    database: Database,
    /// Why localStorage cannot be used.
    refused: Option<StorageFault>,
    /// Records of a newer program, or such as no key here opens: they stay as they are.
    newer: Vec<String>,
    /// The latter.
    sealed: Vec<String>,
    /// Records that stay where they are until their copy is kept.
    damaged: Vec<String>,
    /// Records are sealed, and longer for it.
    sealing: bool,
}

#[derive(Clone, Debug)]
struct Waiting {
    text: Rc<str>,
    version: Version,
    /// It was tried and refused.
    fault: Option<StorageFault>,
}

impl SaveQueue {
    /// At the start, with what is wrong with localStorage.
    pub fn new(refused: Option<StorageFault>) -> Self {
        Self {
            latest: Version::default(),
            known: Table::default(),
            units: 0,
            waiting: Table::default(),
            quick: Vec::new(),
            database: Database::Unasked,
            refused,
            newer: Vec::new(),
            sealed: Vec::new(),
            damaged: Vec::new(),
            sealing: false,
        }
    }

    /// From now on what is written is sealed, or is not.
    pub fn seal(&mut self, on: bool) {
        self.sealing = on;
    }

    /// What the records in localStorage take of it was found out anew.
    pub fn measured(&mut self, sizes: Vec<(String, usize)>) {
        for (key, units) in sizes {
            if let Some(version) = self.known(&key) {
                self.know(&key, version, units);
            }
        }
    }

    /// Nothing of a record waits to be kept any more: it was refused for good, or the database has a later text.
    pub fn give_up_on(&mut self, key: &str) {
        self.waiting.remove(&Id::new(key));
        self.quick.retain(|it| it != key);
    }

    /// A version later than any there is.
    pub fn version(&mut self, now: Stamp) -> Version {
        self.latest = self.latest.next(1, now);
        self.latest
    }

    /// The latest version there is.
    pub fn latest(&self) -> Version {
        self.latest
    }

    /// The version of a record as far as is known; a removed one has one too.
    pub fn known(&self, key: &str) -> Option<Version> {
        self.known.get(&Id::new(key)).map(|it| it.0)
    }

    /// What a record takes of localStorage, in UTF-16 units.
    pub fn size(&self, key: &str) -> usize {
        self.known.get(&Id::new(key)).map_or(0, |it| it.1)
    }

    /// Whether a record is in the database, with nothing of it on its way.
    pub fn is_sure(&self, key: &str) -> bool {
        let id = Id::new(key);
        let settled = self.waiting.get(&id).is_none() && !self.quick.iter().any(|it| it == key);
        self.database == Database::Open && settled && self.known.get(&id).is_some()
    }

    /// Whether a text takes as much of localStorage as the record there.
    pub fn is_same_size(&self, key: &str, text: &str) -> bool {
        self.known.get(&Id::new(key)).is_some_and(|it| it.1 == self.units_of(key, text))
    }

    /// All records that are known, with their versions, in the order of their keys.
    pub fn all(&self) -> impl Iterator<Item = (&str, Version)> {
        self.known.iter().map(|(key, it)| (key.as_str(), it.0))
    }

    /// What a record takes of localStorage, in UTF-16 units.
    fn units_of(&self, key: &str, text: &str) -> usize {
        let sealed = self.sealing && is_sealable(key, text);
        let text = if sealed { sealed_length(text) } else { text.encode_utf16().count() };
        "callflow:".len() + key.len() + text
    }

    /// What is in localStorage, in UTF-16 units.
    pub fn units(&self) -> usize {
        self.units
    }

    /// A record was found, or came from elsewhere.
    pub fn note(&mut self, key: &str, text: &str) {
        let version = Envelope::of(text).map(|it| it.version).unwrap_or_default();
        self.know(key, version, self.units_of(key, text));
    }

    fn know(&mut self, key: &str, version: Version, units: usize) {
        self.latest = self.latest.max(version);
        let id = Id::new(key);
        let before = self.known.get(&id).map_or(0, |it| it.1);
        self.units = self.units + units - before;
        self.known.put(id, (version, units));
    }

    /// A record is nowhere any more.
    pub fn unknow(&mut self, key: &str) {
        let id = Id::new(key);
        self.units -= self.known.get(&id).map_or(0, |it| it.1);
        self.known.remove(&id);
        self.waiting.remove(&id);
        self.quick.retain(|it| it != key);
    }

    /// A record of a newer program: never written here.
    pub fn protect(&mut self, key: &str) {
        self.newer.push(key.into());
    }

    /// A record no key here opens: never written over either.
    pub fn protect_sealed(&mut self, key: &str) {
        self.sealed.push(key.into());
        self.protect(key);
    }

    /// Whether a record is one of those.
    pub fn is_sealed(&self, key: &str) -> bool {
        self.sealed.iter().any(|it| it == key)
    }

    /// Whether a record is of a newer program.
    pub fn is_newer(&self, key: &str) -> bool {
        self.newer.iter().any(|it| it == key)
    }

    /// Asks for a record to be kept; a later one of the same key replaces an earlier.
    pub fn write(&mut self, key: String, text: String) -> Option<StoreEffect> {
        let version = Envelope::of(&text).map_or(self.latest, |it| it.version);
        let waiting = Waiting { text: text.into(), version, fault: None };
        let effect = self.effect(&key, &waiting);
        self.waiting.put(Id::new(&key), waiting);
        effect
    }

    /// Asks for a record to be removed.
    pub fn remove(&mut self, key: String, now: Stamp) -> Option<StoreEffect> {
        if self.is_newer(&key) {
            // Ours never came to be.
            self.waiting.remove(&Id::new(&key));
            return None;
        }
        let version = self.version(now);
        self.write(key, encode_gone(version))
    }

    /// Asks for a record that makes no sense to be kept under another key. It leaves its place, or makes room for a
    /// better one, only once that copy is kept.
    pub fn set_aside(&mut self, key: &str, text: String) -> Option<StoreEffect> {
        let aside = Key::Aside(key.into()).text();
        if self.damaged.iter().any(|it| it == key) {
            // Damaged in both homes, and perhaps not in the same way.
            let same = self.waiting.get(&Id::new(&aside)).is_none_or(|it| *it.text == text);
            return if same { None } else { self.write(aside + "~", text) };
        }
        self.waiting.remove(&Id::new(key));
        self.damaged.push(key.into());
        self.write(aside, text)
    }

    /// What is to be done outside for a change; `None` while the record there must stay.
    fn effect(&mut self, key: &str, waiting: &Waiting) -> Option<StoreEffect> {
        if self.newer.iter().chain(&self.damaged).any(|it| it == key) {
            return None;
        }
        let taken = self.known.get(&Id::new(key)).map_or(0, |it| it.1);
        let wanted = self.units_of(key, &waiting.text);
        let quick = self.units - taken + wanted <= LOCAL_LIMIT;
        self.know(key, waiting.version, if quick { wanted } else { taken });
        Some(StoreEffect::Write { key: key.into(), text: Rc::clone(&waiting.text), version: waiting.version, quick })
    }

    /// The outside answered for this version of a record. Once something is kept again, what was refused before is tried
    /// again.
    pub fn kept(&mut self, key: &str, version: Version, held: Stored) -> Vec<StoreEffect> {
        let id = Id::new(key);
        let awaited = self.waiting.get(&id).is_some_and(|it| it.version == version);
        let mut effects = Vec::new();
        match held {
            Stored::Failed(fault) => {
                if let (true, Some(waiting)) = (awaited, self.waiting.get(&id)) {
                    let refused = Waiting { fault: Some(fault), ..Waiting::clone(waiting) };
                    self.waiting.put(id, refused);
                }
                return effects;
            }
            Stored::LocalOnly(fault) => {
                self.database = Database::Missing(fault);
                if !self.quick.iter().any(|it| it == key) {
                    self.quick.push(key.into());
                }
            }
            Stored::Durable => {
                self.quick.retain(|it| it != key);
                if let Database::Missing(_) = self.database {
                    self.database = Database::Open;
                    effects.extend(self.secure());
                }
            }
        }
        if awaited {
            self.waiting.remove(&id);
        }
        if self.waiting.iter().any(|(_, it)| it.fault.is_some()) {
            effects.extend(self.refused_again());
        }
        if let Some(Key::Aside(original)) = Key::parse(key) {
            effects.extend(self.make_room(original, version.at));
        }
        effects
    }

    /// The copy of a damaged record is kept: what waits for its place comes there, or nothing.
    fn make_room(&mut self, key: String, now: Stamp) -> Option<StoreEffect> {
        let place = self.damaged.iter().position(|it| *it == key)?;
        self.damaged.swap_remove(place);
        match self.waiting.get(&Id::new(&key)).cloned() {
            Some(waiting) => self.effect(&key, &waiting),
            None => self.remove(key, now),
        }
    }

    fn refused_again(&mut self) -> Vec<StoreEffect> {
        let all: Vec<_> = self.waiting.iter().filter(|(_, it)| it.fault.is_some()).cloned().collect();
        let mut effects = Vec::new();
        for (key, waiting) in all {
            let asked = Waiting { fault: None, ..Waiting::clone(&waiting) };
            effects.extend(self.effect(key.as_str(), &asked));
            self.waiting.put(key, asked);
        }
        effects
    }

    /// Tries again whatever is not in the database.
    pub fn again(&mut self) -> Vec<StoreEffect> {
        let mut effects = Vec::new();
        if let Database::Missing(_) = self.database {
            self.database = Database::Opening;
            effects.push(StoreEffect::OpenDatabase);
        }
        effects.extend(self.refused_again());
        effects
    }

    /// The database answers, or does not.
    pub fn database_came(&mut self, result: Result<(), StorageFault>) {
        self.database = match result {
            Ok(()) => Database::Open,
            Err(fault) => Database::Missing(fault),
        };
    }

    /// It is not known yet what the database holds.
    pub fn is_opening(&self) -> bool {
        matches!(self.database, Database::Unasked | Database::Opening)
    }

    /// What the database held could not be read; it is opened anew.
    pub fn close(&mut self) {
        self.database = Database::Unasked;
    }

    /// There is time to open the database.
    pub fn open(&mut self) -> Option<StoreEffect> {
        let unasked = self.database == Database::Unasked;
        unasked.then(|| {
            self.database = Database::Opening;
            StoreEffect::OpenDatabase
        })
    }

    /// The keys of all records but these, sorted, and but those on their way.
    pub fn unsure(&self, sure: &[&str]) -> Vec<String> {
        let known = self.known.iter().map(|(key, _)| key);
        let unsure = known.filter(|key| sure.binary_search(&key.as_str()).is_err() && self.waiting.get(key).is_none());
        unsure.map(|key| key.as_str().to_owned()).collect()
    }

    /// A record of the database is to come into localStorage; `false` if there is no place for it.
    pub fn cache(&mut self, key: &str, text: &str) -> bool {
        let taken = self.known.get(&Id::new(key)).map_or(0, |it| it.1);
        let version = Envelope::of(text).map(|it| it.version).unwrap_or_default();
        if self.damaged.iter().any(|it| it == key) {
            // It comes there once the copy of the damaged one is kept.
            self.waiting.put(Id::new(key), Waiting { text: text.into(), version, fault: None });
            self.know(key, version, taken);
            return false;
        }
        let wanted = self.units_of(key, text);
        let place = self.refused.is_none() && self.units - taken + wanted <= LOCAL_LIMIT;
        self.know(key, version, if place { wanted } else { taken });
        place
    }

    /// These records are in localStorage only: asks for them to come into the database too.
    pub fn quick_only(&mut self, keys: Vec<String>) -> Option<StoreEffect> {
        self.quick = keys;
        self.secure()
    }

    fn secure(&self) -> Option<StoreEffect> {
        (!self.quick.is_empty()).then(|| StoreEffect::Secure(self.quick.clone()))
    }

    /// What was in localStorage only has come into the database, or not.
    pub fn secured(&mut self, keys: &[String], result: Result<(), StorageFault>) {
        self.database_came(result);
        if result.is_ok() {
            self.quick.retain(|it| !keys.contains(it));
        }
    }

    /// Whether the database answers.
    pub fn is_open(&self) -> bool {
        self.database == Database::Open
    }

    /// A record of a newer program is to go after all.
    pub fn give_up(&mut self, key: &str) {
        self.newer.retain(|it| it != key);
        self.sealed.retain(|it| it != key);
    }
}
