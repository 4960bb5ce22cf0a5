//! Every record is brought into the state it should be in, sealed or open, wherever it is kept. Killed at any moment, each
//! record tells by itself what it is.

use super::archive;
use super::database::{ARCHIVE, Database, RECORDS};
use super::lock::{Lock, version_of};
use super::storage;
use crate::app::lock::Reach;
use crate::store::{LOCAL_LIMIT, StorageFault, Version, sealed};

impl Lock {
    /// Brings every record into that state, as far as asked; what is written meanwhile is so already, and stays. What each
    /// takes of localStorage then.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn bring(&self, database: &Database, reach: Reach) -> Result<Vec<(String, usize)>, StorageFault> {
        // What refuses localStorage refuses the database too, though not every browser says so: nothing is kept.
        if let Err(StorageFault::Blocked) = storage::read_all() {
            return Ok(Vec::new());
        }
        let mut there = Ok(Vec::new());
        if reach != Reach::Quick {
            there = self.bring_store(database, RECORDS).await;
        }
        // Behind the records: they may leave for it, and never come back.
        if reach == Reach::All && there.is_ok() {
            there = self.bring_store(database, ARCHIVE).await.and(there);
        }
        let sizes = self.bring_quick(there.as_ref().map_or(&[], Vec::as_slice)).await?;
        there.map(|_| sizes)
    }

    /// The keys of what is there, and the versions.
    async fn bring_store(
        &self,
        database: &Database,
        store: &str,
    ) -> Result<Vec<(String, Option<Version>)>, StorageFault> {
        let (mut keys, mut from) = (Vec::new(), String::new());
        loop {
            let page = archive::page(database, store, &from).await?;
            let Some((last, _)) = page.last() else { return Ok(keys) };
            from = last.clone();
            keys.extend(page.iter().map(|(key, text)| (key.clone(), version_of(text))));
            let changes = self.wished(page).await;
            if !changes.is_empty() {
                archive::exchange(database, store, &changes).await?;
            }
        }
    }

    async fn bring_quick(&self, there: &[(String, Option<Version>)]) -> Result<Vec<(String, usize)>, StorageFault> {
        let wished = self.wished(storage::read_all()?).await;
        let mut taken: usize = sizes()?.iter().map(|it| it.1).sum();
        for (key, was, wished) in wished {
            if storage::read(&key).is_none_or(|now| now != was) {
                continue;
            }
            let next = taken + storage::units(&key, &wished) - storage::units(&key, &was);
            if next <= LOCAL_LIMIT && storage::write(&key, &wished).is_ok() {
                taken = next;
            } else if there.iter().any(|(it, version)| *it == key && *version >= version_of(&was)) {
                // The next start reads it from the database.
                storage::remove(&key)?;
            } else {
                return Err(StorageFault::Full);
            }
        }
        sizes()
    }

    /// What is not as it should be: keys, texts, and texts as they should be.
    async fn wished(&self, mut records: Vec<(String, String)>) -> Vec<(String, String, String)> {
        let mut wished = Vec::new();
        if self.seals() {
            let begun: Vec<_> = records.iter().map(|(key, text)| self.seal(key, text)).collect();
            for ((key, was), begun) in records.into_iter().zip(begun) {
                let Some(begun) = begun else { continue };
                wished.extend(begun.await.map(|text| (key, was, text)));
            }
        } else {
            records.retain(|(_, text)| sealed(text).is_some());
            let opened = self.open_all(records.clone()).await;
            let pairs = records.into_iter().zip(opened).filter(|(was, opened)| was != opened);
            wished.extend(pairs.map(|((key, was), (_, text))| (key, was, text)));
        }
        wished
    }
}

/// What each record takes of localStorage, in UTF-16 units.
fn sizes() -> Result<Vec<(String, usize)>, StorageFault> {
    let size = |(key, text): (String, String)| {
        let units = storage::units(&key, &text);
        (key, units)
    };
    Ok(storage::read_all()?.into_iter().map(size).collect())
}
