//! What is said of what is kept.

use super::{Database, SaveQueue};
use crate::domain::Id;
use crate::domain::json::{ToJson, object};
use crate::store::StorageFault;

/// What the screen says of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveStatus {
    /// Everything is in the database.
    Saved,
    /// So many records are on their way.
    Saving(usize),
    /// There is localStorage only, for this reason.
    LocalOnly(StorageFault),
    /// So many records cannot be kept here.
    NotSaved(StorageFault, usize),
}

impl SaveQueue {
    /// What is not in the database yet: keys and texts.
    pub fn waiting(&self) -> Vec<(String, String)> {
        self.waiting.iter().map(|(key, it)| (key.as_str().into(), it.text.to_string())).collect()
    }

    /// What is not kept, as a JSON object.
    pub fn unkept(&self) -> String {
        let mut out = String::new();
        let fields: Vec<(&str, &dyn ToJson)> =
            self.waiting.iter().map(|(key, it)| (key.as_str(), &it.text as &dyn ToJson)).collect();
        object(&mut out, &fields);
        out
    }

    /// What the screen says.
    pub fn state(&self) -> SaveStatus {
        let refused = self.newer.iter().filter(|key| self.waiting.get(&Id::new(key)).is_some()).count();
        let fault = self.waiting.iter().find_map(|(_, it)| it.fault);
        let nowhere = match (self.database, self.refused) {
            // What refuses localStorage refuses the database too, though not every browser says so.
            (Database::Missing(_), Some(StorageFault::Blocked)) => Some(StorageFault::Blocked),
            (Database::Missing(fault), Some(_)) => Some(fault),
            _ => fault,
        };
        match (nowhere, refused, self.database, self.waiting.len() + self.quick.len()) {
            (Some(fault), ..) => SaveStatus::NotSaved(fault, self.waiting.len()),
            (None, 0, Database::Missing(fault), _) => SaveStatus::LocalOnly(fault),
            (None, 0, _, 0) => SaveStatus::Saved,
            (None, 0, _, waiting) => SaveStatus::Saving(waiting),
            (None, refused, ..) => SaveStatus::NotSaved(StorageFault::Newer, refused),
        }
    }
}
