//! Encrypted records: what is encrypted, and what opens it. `docs/lock.md` describes what is written. The cipher is the
//! browser's, so only the outside holds keys (`shell/seal.rs`).

use super::envelope::{Envelope, decode, encode_sealed, sealed};
use super::key::Key;
use crate::domain::json::record;

/// How many times a passphrase is hashed to become a key. OWASP's Password Storage Cheat Sheet asks for 600,000 with
/// PBKDF2 and SHA-256.
pub const ROUNDS: i64 = 600_000;

/// How sealed records are opened, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockRecord {
    /// The key of the records: wrapped, or for all to read once the lock was taken off.
    pub key: String,
    /// What makes a passphrase the key that unwraps it.
    pub wrapped: Option<Wrapping>,
    /// Every record is as it should be: sealed, or open once the lock was taken off.
    pub done: bool,
}

/// What makes a passphrase a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapping {
    /// Random bytes, base64.
    pub salt: String,
    /// How many times it is hashed.
    pub rounds: i64,
}

record! { LockRecord { key; wrapped, done } }

record! { Wrapping { salt, rounds } }

/// Whether a record is sealed where there is a lock: all are but what the lock screen needs and what says nothing of
/// anybody.
pub fn is_sealable(key: &str, text: &str) -> bool {
    let open = |key: Key| matches!(key, Key::Settings | Key::Lock | Key::Erased | Key::Backup | Key::Clock);
    let gone = Envelope::of(text).is_some_and(|it| it.gone);
    !gone && Key::parse(key).is_some_and(|key| !open(key))
}

/// How long the text of a sealed record is: that of its envelope, and in base64 the text, the 12 bytes drawn for it and the
/// 16 of its seal.
pub fn sealed_length(text: &str) -> usize {
    let version = Envelope::of(text).map(|it| it.version).unwrap_or_default();
    encode_sealed(version, "").len() + (text.len() + 28).div_ceil(3) * 4
}

/// Whether these records wait to be opened. With that, whether it takes a passphrase.
pub fn shut(records: &[(String, String)]) -> Option<bool> {
    let lock = records.iter().find(|(key, _)| *key == Key::Lock.text())?;
    match decode::<LockRecord>(&lock.1) {
        Ok(LockRecord { wrapped: None, done: true, .. }) => {
            records.iter().any(|(_, text)| sealed(text).is_some()).then_some(false)
        }
        Ok(LockRecord { wrapped, .. }) => Some(wrapped.is_some()),
        // The other home may know better. Where nothing is sealed, nothing waits for it.
        Err(_) => records.iter().any(|(_, text)| sealed(text).is_some()).then_some(true),
    }
}
