//! Records that left localStorage: a store of their own in the database, which is read only when something is looked for.

use super::database::{ARCHIVE, Database, RECORDS, fault, pairs};
use super::lock::{Lock, Texts};
use crate::store::StorageFault;
use idb::{Error, KeyRange, ObjectStore, Query, TransactionMode, TransactionResult};
use js_sys::JsString;
use wasm_bindgen::JsValue;

/// Records that are read at once.
const PAGE: u32 = 500;
/// Calls that are found at most.
const MOST: usize = 100;

/// Moves records there and keeps the figures of the calls among them, all of it or nothing. `Err(None)`: calls among them
/// are there already, so that their figures are counted.
///
/// # Errors
/// When the browser refuses.
pub async fn put(
    database: &Database,
    calls: &[String],
    others: &[String],
    figures: Texts,
) -> Result<(), Option<StorageFault>> {
    let connection = database.connect().await?;
    let moved = async {
        let transaction = connection.transaction(&[RECORDS, ARCHIVE], TransactionMode::ReadWrite)?;
        let (records, archive) = (transaction.object_store(RECORDS)?, transaction.object_store(ARCHIVE)?);
        if !there(&archive, calls).await?.is_empty() {
            return Ok(None);
        }
        if let Err(error) = move_all(&records, &archive, calls.iter().chain(others), &figures).await {
            // What was asked before would be done otherwise. It may have ended by itself.
            drop(transaction.abort());
            return Err(error);
        }
        transaction.await.map(Some)
    };
    match moved.await {
        Ok(Some(TransactionResult::Committed)) => Ok(()),
        Ok(Some(TransactionResult::Aborted)) => Err(Some(StorageFault::Full)),
        Ok(None) => Err(None),
        Err(error) => Err(Some(fault(&error))),
    }
}

async fn move_all(
    records: &ObjectStore,
    archive: &ObjectStore,
    keys: impl Iterator<Item = &String>,
    figures: &Texts,
) -> Result<(), Error> {
    for key in keys.map(|key| JsValue::from_str(key)) {
        if let Some(text) = records.get(key.clone())?.await? {
            archive.put(&text, Some(&key))?;
            records.delete(key)?;
        }
    }
    for (key, text) in figures {
        if let Some(text) = text {
            drop(records.put(&JsValue::from_str(text), Some(&JsValue::from_str(key)))?);
        }
    }
    Ok(())
}

/// Those of the keys that are there.
///
/// # Errors
/// When the browser refuses.
pub async fn which(database: &Database, keys: &[String]) -> Result<Vec<String>, StorageFault> {
    let connection = database.connect().await?;
    let found = async {
        let transaction = connection.transaction(&[ARCHIVE], TransactionMode::ReadOnly)?;
        there(&transaction.object_store(ARCHIVE)?, keys).await
    };
    found.await.map_err(|error| fault(&error))
}

async fn there(archive: &ObjectStore, keys: &[String]) -> Result<Vec<String>, Error> {
    let mut there = Vec::new();
    for key in keys {
        if archive.get_key(JsValue::from_str(key))?.await?.is_some() {
            there.push(key.clone());
        }
    }
    Ok(there)
}

/// The next records of a store behind this key, some hundred of them, in the order of their keys.
///
/// # Errors
/// When the browser refuses.
pub async fn page(database: &Database, store: &str, from: &str) -> Result<Vec<(String, String)>, StorageFault> {
    let connection = database.connect().await?;
    let page = async {
        let transaction = connection.transaction(&[store], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(store)?;
        let range = || KeyRange::lower_bound(&JsValue::from_str(from), Some(true)).map(Query::from);
        let (keys, texts) =
            (store.get_all_keys(Some(range()?), Some(PAGE))?, store.get_all(Some(range()?), Some(PAGE))?);
        Ok((keys.await?, texts.await?))
    };
    let (keys, texts) = page.await.map_err(|error: Error| fault(&error))?;
    Ok(pairs(keys, texts).collect())
}

/// The text of a record; `None` if it is not there.
///
/// # Errors
/// When the browser refuses.
pub async fn read(database: &Database, key: &str) -> Result<Option<String>, StorageFault> {
    let connection = database.connect().await?;
    let read = async {
        let transaction = connection.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
        transaction.object_store(RECORDS)?.get(JsValue::from_str(key))?.await
    };
    let text = read.await.map_err(|error: Error| fault(&error))?;
    Ok(text.and_then(|text| text.as_string()))
}

/// Puts texts into the place of others, all of it or nothing; what is not there any more as it was stays as it is.
///
/// # Errors
/// When the browser refuses.
pub async fn exchange(
    database: &Database,
    store: &str,
    changes: &[(String, String, String)],
) -> Result<(), StorageFault> {
    let connection = database.connect().await?;
    let exchanged = async {
        let transaction = connection.transaction(&[store], TransactionMode::ReadWrite)?;
        let records = transaction.object_store(store)?;
        let asked: Result<Vec<_>, Error> = changes.iter().map(|it| records.get(JsValue::from_str(&it.0))).collect();
        for ((key, was, next), there) in changes.iter().zip(asked?) {
            let there = there.await?.and_then(|text| text.as_string());
            if there.is_some_and(|there| there == *was) {
                drop(records.put(&JsValue::from_str(next), Some(&JsValue::from_str(key)))?);
            }
        }
        transaction.await
    };
    match exchanged.await {
        Ok(TransactionResult::Committed) => Ok(()),
        Ok(TransactionResult::Aborted) => Err(StorageFault::Full),
        Err(error) => Err(fault(&error)),
    }
}

/// The keys and texts of calls of which the text fits.
///
/// # Errors
/// When the browser refuses.
pub async fn find(
    database: &Database,
    lock: &Lock,
    fits: impl Fn(&str) -> bool,
) -> Result<Vec<(String, String)>, StorageFault> {
    let (mut found, mut from) = (Vec::new(), "call:".to_owned());
    while found.len() < MOST {
        let mut page = page(database, ARCHIVE, &from).await?;
        page.retain(|(key, _)| key.starts_with("call:"));
        let Some((last, _)) = page.last() else { break };
        from = last.clone();
        found.extend(lock.open_all(page).await.into_iter().filter(|(_, text)| fits(text)));
    }
    Ok(found)
}

/// Whether a text contains this, small and capital letters alike. The browser's own search is quicker than ours.
pub fn contains(wanted: &str) -> impl Fn(&str) -> bool + use<> {
    let lower = String::from(JsString::from(wanted).to_lower_case());
    move |text| JsString::from(text).to_lower_case().includes(&lower, 0)
}

/// The keys and texts of all records of which the beginning fits, opened.
///
/// # Errors
/// When the browser refuses.
pub async fn all(
    database: &Database,
    lock: &Lock,
    fits: impl Fn(&str) -> bool,
) -> Result<Vec<(String, String)>, StorageFault> {
    let (mut found, mut from) = (Vec::new(), String::new());
    loop {
        let mut page = page(database, ARCHIVE, &from).await?;
        let Some((last, _)) = page.last() else { return Ok(found) };
        from = last.clone();
        page.retain(|(_, text)| fits(text));
        found.extend(lock.open_all(page).await);
    }
}
