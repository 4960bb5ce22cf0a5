//! Records in localStorage, which may be refused, full or broken at any call. Knows keys and texts, not what they mean.

use crate::store::StorageFault;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage};

/// Other products may live on the same origin.
const PREFIX: &str = "callflow:";

/// Every record of ours, key without the prefix and text. A text that cannot be read is empty.
///
/// # Errors
/// When nothing at all can be read.
pub fn read_all() -> Result<Vec<(String, String)>, StorageFault> {
    let storage = open()?;
    // All keys at once: `Storage.key(i)` walks from the start each time in some browsers.
    let keys = Reflect::own_keys(&storage).map_err(|error| fault(&error))?;
    keys.sort();
    let mut records = Vec::new();
    for key in keys.iter() {
        let key = key.as_string().unwrap_or_default();
        if let Some(name) = key.strip_prefix(PREFIX) {
            let text = storage.get_item(&key).ok().flatten().unwrap_or_default();
            records.push((name.to_owned(), text));
        }
    }
    Ok(records)
}

/// The text of a record; `None` if it is not there, or cannot be read.
pub fn read(key: &str) -> Option<String> {
    open().ok()?.get_item(&full(key)).ok().flatten()
}

/// Keeps a record; what was there stays if this fails.
///
/// # Errors
/// When the browser refuses.
pub fn write(key: &str, value: &str) -> Result<(), StorageFault> {
    open()?.set_item(&full(key), value).map_err(|error| fault(&error))
}

/// Removes a record; one that is not there counts as removed.
///
/// # Errors
/// When the browser refuses.
pub fn remove(key: &str) -> Result<(), StorageFault> {
    open()?.remove_item(&full(key)).map_err(|error| fault(&error))
}

/// What a record takes, in UTF-16 units.
pub fn units(key: &str, text: &str) -> usize {
    PREFIX.len() + key.len() + text.encode_utf16().count()
}

/// Removes every record of ours.
///
/// # Errors
/// When the browser refuses.
pub fn clear() -> Result<(), StorageFault> {
    for (key, _) in read_all()? {
        remove(&key)?;
    }
    Ok(())
}

fn full(key: &str) -> String {
    [PREFIX, key].concat()
}

fn open() -> Result<Storage, StorageFault> {
    let window = web_sys::window().ok_or(StorageFault::Blocked)?;
    // The mere touch throws where site data is blocked.
    window.local_storage().map_err(|error| fault(&error))?.ok_or(StorageFault::Blocked)
}

/// What an error of the browser means.
pub(super) fn fault(error: &JsValue) -> StorageFault {
    let Some(error) = error.dyn_ref::<DomException>() else {
        return StorageFault::Failed;
    };
    match (error.name().as_str(), error.code()) {
        ("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED", _) | (_, 22 | 1014) => StorageFault::Full,
        ("SecurityError", _) => StorageFault::Blocked,
        _ => StorageFault::Failed,
    }
}
