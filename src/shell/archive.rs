//! Records that left localStorage: a store of their own in the database, which is read only when something is looked for.

use super::database::{ARCHIVE, Database, RECORDS, fault};
use crate::app::StorageFault;
use idb::{Error, KeyRange, ObjectStore, Query, TransactionMode, TransactionResult};
use js_sys::JsString;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Calls that are read at once.
const PAGE: u32 = 500;
/// The beginning of a text: its envelope stands there.
const HEAD: u32 = 64;
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
    (key, text): (String, Rc<str>),
) -> Result<(), Option<StorageFault>> {
    let connection = database.connect().await?;
    let moved = async {
        let transaction = connection.transaction(&[RECORDS, ARCHIVE], TransactionMode::ReadWrite)?;
        let (records, archive) = (transaction.object_store(RECORDS)?, transaction.object_store(ARCHIVE)?);
        if !there(&archive, calls).await?.is_empty() {
            return Ok(None);
        }
        let figures = (JsValue::from_str(&key), JsValue::from_str(&text));
        if let Err(error) = move_all(&records, &archive, calls.iter().chain(others), figures).await {
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
    (key, figures): (JsValue, JsValue),
) -> Result<(), Error> {
    for key in keys.map(|key| JsValue::from_str(key)) {
        if let Some(text) = records.get(key.clone())?.await? {
            archive.put(&text, Some(&key))?;
            records.delete(key)?;
        }
    }
    records.put(&figures, Some(&key)).map(drop)
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

/// The keys and texts of calls whose text contains this, small and capital letters alike.
///
/// # Errors
/// When the browser refuses.
pub async fn find(database: &Database, wanted: &str) -> Result<Vec<(String, String)>, StorageFault> {
    let wanted = wanted.to_lowercase();
    let connection = database.connect().await?;
    let (mut found, mut from) = (Vec::new(), JsValue::from_str("call:"));
    while found.len() < MOST {
        let page = async {
            let transaction = connection.transaction(&[ARCHIVE], TransactionMode::ReadOnly)?;
            let store = transaction.object_store(ARCHIVE)?;
            // `;` follows `:`.
            let range = || KeyRange::bound(&from, &JsValue::from_str("call;"), Some(true), None).map(Query::from);
            let (keys, texts) =
                (store.get_all_keys(Some(range()?), Some(PAGE))?, store.get_all(Some(range()?), Some(PAGE))?);
            Ok((keys.await?, texts.await?))
        };
        let (keys, texts) = page.await.map_err(|error: Error| fault(&error))?;
        let Some(last) = keys.last() else { break };
        from = last.clone();
        let fits =
            |text: &JsValue| text.dyn_ref::<JsString>().is_some_and(|text| text.to_lower_case().includes(&wanted, 0));
        let hits = keys.iter().zip(&texts).filter(|(_, text)| fits(text));
        found.extend(hits.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))));
    }
    Ok(found)
}

/// The keys and texts of all records of which the beginning fits.
///
/// # Errors
/// When the browser refuses.
pub async fn all(database: &Database, fits: impl Fn(&str) -> bool) -> Result<Vec<(String, String)>, StorageFault> {
    let connection = database.connect().await?;
    let (mut found, mut from) = (Vec::new(), JsValue::from_str(""));
    loop {
        let page = async {
            let transaction = connection.transaction(&[ARCHIVE], TransactionMode::ReadOnly)?;
            let store = transaction.object_store(ARCHIVE)?;
            let range = || KeyRange::lower_bound(&from, Some(true)).map(Query::from);
            let (keys, texts) =
                (store.get_all_keys(Some(range()?), Some(PAGE))?, store.get_all(Some(range()?), Some(PAGE))?);
            Ok((keys.await?, texts.await?))
        };
        let (keys, texts) = page.await.map_err(|error: Error| fault(&error))?;
        let Some(last) = keys.last() else { return Ok(found) };
        from = last.clone();
        let fits =
            |text: &JsValue| text.dyn_ref::<JsString>().is_some_and(|text| fits(&String::from(text.slice(0, HEAD))));
        let hits = keys.iter().zip(&texts).filter(|(_, text)| fits(text));
        found.extend(hits.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))));
    }
}
