//! The keys of the lock, while they are here: what is written is sealed with them, in its order, and what is read opened.

use super::clock::within;
use super::database::{Database, PATIENCE};
use super::{Shell, archive, idle, page, seal, storage};
use crate::app::{Event, LockEffect, LockEvent, LockFault};
use crate::store::encryption::{ROUNDS, is_sealable};
use crate::store::{
    Envelope, Key, LockRecord, StorageFault, Unreadable, Version, Wrapping, decode, encode_sealed, is_first_sealed,
    sealed,
};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::CryptoKey;

/// Keys and texts of records; without a text a record goes.
pub type Texts = Vec<(String, Option<Rc<str>>)>;

/// What the key of the records is sealed under.
const NAME: &str = "lock";

/// Records that are sealed or opened at once.
const PAGE: usize = 500;

/// The keys that are here.
#[derive(Clone, Default)]
pub struct Lock(Rc<State>);

#[derive(Default)]
struct State {
    /// All that may open something; the first seals.
    keys: RefCell<Vec<CryptoKey>>,
    /// One that was made, until it is kept.
    made: RefCell<Option<CryptoKey>>,
    /// What is written is sealed.
    seals: Cell<bool>,
    /// What is to be written, in its order.
    queue: RefCell<VecDeque<Pin<Box<dyn Future<Output = ()>>>>>,
    busy: Cell<bool>,
}

impl Lock {
    /// Hands over texts as they are to be written: at once as long as nothing is sealed, so that what is written in the
    /// page's last moment is, and in the order in which they came.
    pub fn sealed(&self, texts: Texts, write: impl FnOnce(Texts) + 'static) {
        if self.0.seals.get() || self.0.busy.get() { self.queue(texts, write) } else { write(texts) }
    }

    /// Never inlined: the first prompt does without it.
    #[inline(never)]
    fn queue(&self, texts: Texts, write: impl FnOnce(Texts) + 'static) {
        let this = self.clone();
        self.0.queue.borrow_mut().push_back(Box::pin(async move {
            let begun: Vec<_> = texts.iter().map(|(key, text)| this.seal(key, text.as_ref()?)).collect();
            let mut sealed = Texts::new();
            for ((key, text), begun) in texts.into_iter().zip(begun) {
                let text = match begun {
                    // What cannot be sealed is still not to be lost.
                    Some(begun) => begun.await.map(Rc::from).or(text),
                    None => text,
                };
                sealed.push((key, text));
            }
            write(sealed);
        }));
        if self.0.busy.replace(true) {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            loop {
                let next = this.0.queue.borrow_mut().pop_front();
                let Some(next) = next else { break };
                next.await;
            }
            this.0.busy.set(false);
        });
    }

    /// Begins to seal a text; `None` if it stays as it is.
    pub(super) fn seal(&self, key: &str, text: &str) -> Option<impl Future<Output = Option<String>> + use<>> {
        if !self.0.seals.get() || !is_sealable(key, text) || sealed(text).is_some() {
            return None;
        }
        let version = version_of(text).unwrap_or_default();
        let begun = seal::seal(self.0.keys.borrow().first()?, &named(key, version), text.as_bytes())?;
        Some(async move { Some(encode_sealed(version, &begun.await?)) })
    }

    /// Opens what can be opened; everything else is handed on as it is.
    pub async fn open_all(&self, mut records: Vec<(String, String)>) -> Vec<(String, String)> {
        let keys = self.0.keys.borrow().clone();
        for with in &keys {
            for page in records.chunks_mut(PAGE) {
                let open = |(key, text): &(String, String)| {
                    let version = version_of(text)?;
                    let name = if is_first_sealed(text) { first_named(key, version) } else { named(key, version) };
                    seal::unseal(with, &name, sealed(text)?)
                };
                let opened: Vec<_> = page.iter().map(open).collect();
                for ((_, text), opened) in page.iter_mut().zip(opened) {
                    let Some(opened) = opened else { continue };
                    if let Some(opened) = opened.await.and_then(|bytes| String::from_utf8(bytes).ok()) {
                        *text = opened;
                    }
                }
            }
        }
        records
    }

    /// Opens the lock, and with it what localStorage holds. Of the two homes the later record of the lock counts; a
    /// passphrase that was changed in the moment the browser was killed is the new one in at most one of them. `None`: there
    /// is none any more.
    pub async fn open(
        &self,
        database: &Database,
        passphrase: Option<&str>,
    ) -> Option<Result<Vec<(String, String)>, LockFault>> {
        // A database that does not answer does not keep the passphrase from opening what localStorage has.
        let (lock, erased) = known(database).await.unwrap_or_default();
        if is_void(lock.as_deref(), erased) {
            return None;
        }
        let mut records = storage::read_all().unwrap_or_default();
        records.extend(lock.map(|text| (Key::Lock.text(), text)));
        Some(self.open_with(records, passphrase).await)
    }

    /// Opens records, the lock's own among them.
    pub async fn open_with(
        &self,
        mut records: Vec<(String, String)>,
        passphrase: Option<&str>,
    ) -> Result<Vec<(String, String)>, LockFault> {
        let key = Key::Lock.text();
        let mut locks: Vec<String> = records.extract_if(.., |(it, _)| *it == key).map(|it| it.1).collect();
        locks.sort_by_key(|text| std::cmp::Reverse(version_of(text)));
        let newer = locks.iter().any(|text| decode::<LockRecord>(text) == Err(Unreadable::Newer));
        let read = |text: String| decode::<LockRecord>(&text).ok().map(|lock| (text, lock));
        let found = locks.into_iter().find_map(read).filter(|_| !newer);
        let (text, lock) = found.ok_or(if newer { LockFault::Newer } else { LockFault::Damaged })?;
        let bytes = unwrapped(&lock, passphrase).await?;
        self.hold(&bytes, lock.wrapped.is_some()).await?;
        records.push((key, text));
        records.sort();
        Ok(self.open_all(records).await)
    }

    async fn hold(&self, bytes: &[u8], seals: bool) -> Result<(), LockFault> {
        let key = seal::key(bytes).await.ok_or(LockFault::Unsupported)?;
        self.0.keys.replace(vec![key]);
        self.0.seals.set(seals);
        Ok(())
    }

    /// Holds a key that lies open, to read with; `false` if that record has none.
    pub async fn hold_open(&self, text: &str) -> bool {
        let Ok(lock @ LockRecord { wrapped: None, .. }) = decode::<LockRecord>(text) else { return false };
        let Ok(bytes) = unwrapped(&lock, None).await else { return false };
        self.hold(&bytes, false).await.is_ok()
    }

    /// Makes a key, wrapped with this passphrase. It is used once it is kept. Never a second one: what the first has sealed
    /// would open no more.
    pub async fn make(&self, database: &Database, passphrase: &str) -> Result<LockRecord, LockFault> {
        let (there, erased) = known(database).await.map_err(|_| LockFault::NotRead)?;
        let texts = [storage::read(&Key::Lock.text()), there];
        let locks = texts.iter().flatten().filter(|text| !is_void(Some(text), erased));
        let in_use = |lock: Result<LockRecord, _>| lock.map_or(true, |it| it.wrapped.is_some() || !it.done);
        if locks.map(|text| decode::<LockRecord>(text)).any(in_use) {
            return Err(LockFault::There);
        }
        let bytes = seal::random::<32>().ok_or(LockFault::Unsupported)?;
        let key = seal::key(&bytes).await.ok_or(LockFault::Unsupported)?;
        let lock = wrap(&bytes, passphrase, false).await?;
        self.0.made.replace(Some(key));
        Ok(lock)
    }

    /// Wraps the key with another passphrase.
    pub async fn renew(lock: &LockRecord, old: &str, new: &str) -> Result<LockRecord, LockFault> {
        wrap(&unwrapped(lock, Some(old)).await?, new, lock.done).await
    }

    /// Lays the key open.
    pub async fn bare(lock: &LockRecord, passphrase: &str) -> Result<LockRecord, LockFault> {
        let bytes = unwrapped(lock, Some(passphrase)).await?;
        let key = seal::to_base64(&bytes).ok_or(LockFault::Damaged)?;
        Ok(LockRecord { key, wrapped: None, done: false })
    }

    /// Whether what is written is sealed.
    pub(super) fn seals(&self) -> bool {
        self.0.seals.get()
    }

    /// From now on what is written is sealed, or is not.
    pub fn use_keys(&self, seals: bool) {
        let mut keys = self.0.keys.borrow_mut();
        keys.splice(..0, self.0.made.take());
        self.0.seals.set(seals);
    }
}

pub(super) fn version_of(text: &str) -> Option<Version> {
    Envelope::of(text).map(|it| it.version)
}

/// What the database knows of the lock, and the mark of everything that was erased.
///
/// # Errors
/// When it cannot be read, or does not answer for long. Where nothing may be kept it knows nothing.
async fn known(database: &Database) -> Result<(Option<String>, Option<Version>), StorageFault> {
    // What refuses localStorage refuses the database too, though not every browser says so.
    if let Err(StorageFault::Blocked) = storage::read_all() {
        return Ok((None, None));
    }
    let database = database.clone();
    let read = async move {
        let lock = archive::read(&database, &Key::Lock.text()).await?;
        let erased = archive::read(&database, &Key::Erased.text()).await?;
        Ok((lock, erased.as_deref().and_then(version_of)))
    };
    match within(PATIENCE, read).await {
        Some(Err(StorageFault::Blocked)) => Ok((None, None)),
        Some(result) => result,
        None => Err(StorageFault::Failed),
    }
}

/// Whether the lock as localStorage has it belongs to what was erased: a killed browser may bring that back.
fn is_void(there: Option<&str>, erased: Option<Version>) -> bool {
    let here = storage::read(&Key::Lock.text());
    let latest = [here.as_deref(), there].into_iter().flatten().filter_map(version_of).max();
    erased.is_some() && latest < erased
}

/// What a text is sealed under: it opens nowhere else, and as no other version.
fn named(key: &str, version: Version) -> String {
    [key, "\n", &version.count.to_string(), "\n", &version.at.0.to_string()].concat()
}

/// The same in the first format.
fn first_named(key: &str, version: Version) -> String {
    [key, "\n", &version.at.0.to_string()].concat()
}

async fn wrap(bytes: &[u8], passphrase: &str, done: bool) -> Result<LockRecord, LockFault> {
    let salt = seal::random::<16>().ok_or(LockFault::Unsupported)?;
    let with = seal::key_of(passphrase, &salt, ROUNDS).await.ok_or(LockFault::Unsupported)?;
    let sealed = seal::seal(&with, NAME, bytes).ok_or(LockFault::Unsupported)?;
    let key = sealed.await.ok_or(LockFault::Unsupported)?;
    let salt = seal::to_base64(&salt).ok_or(LockFault::Unsupported)?;
    Ok(LockRecord { key, wrapped: Some(Wrapping { salt, rounds: ROUNDS }), done })
}

async fn unwrapped(lock: &LockRecord, passphrase: Option<&str>) -> Result<Vec<u8>, LockFault> {
    let Some(Wrapping { salt, rounds }) = &lock.wrapped else {
        return seal::from_base64(&lock.key).ok_or(LockFault::Damaged);
    };
    let salt = seal::from_base64(salt).ok_or(LockFault::Damaged)?;
    let with = seal::key_of(passphrase.unwrap_or_default(), &salt, *rounds).await.ok_or(LockFault::Unsupported)?;
    let opened = seal::unseal(&with, NAME, &lock.key).ok_or(LockFault::Damaged)?;
    opened.await.ok_or(LockFault::Wrong)
}

impl Shell {
    /// Never inlined: the first prompt does without all of this.
    #[inline(never)]
    pub(super) fn lock(&self, effect: LockEffect) {
        let (lock, database, dispatch) = (self.lock.clone(), self.database.clone(), Rc::clone(&self.dispatch));
        let tell = move |event| dispatch(Event::Lock(event));
        match effect {
            LockEffect::Open(passphrase) => spawn_local(async move {
                match lock.open(&database, passphrase.as_deref()).await {
                    Some(result) => tell(LockEvent::Opened(result)),
                    None => forget_erased(&database).await,
                }
            }),
            LockEffect::Look => spawn_local(async move {
                let (there, erased) = known(&database).await.unwrap_or_default();
                let bare = there.as_deref().and_then(|text| decode::<LockRecord>(text).ok());
                if is_void(there.as_deref(), erased) {
                    forget_erased(&database).await;
                } else if bare.is_some_and(|it| it.wrapped.is_none()) {
                    // If that is the later one.
                    if let Some(Ok(records)) = lock.open(&database, None).await {
                        tell(LockEvent::Opened(Ok(records)));
                    }
                }
            }),
            LockEffect::Make(passphrase) => spawn_local(async move {
                tell(LockEvent::Made(lock.make(&database, &passphrase).await));
            }),
            LockEffect::Renew { lock, old, new } => spawn_local(async move {
                tell(LockEvent::Made(Lock::renew(&lock, &old, &new).await));
            }),
            LockEffect::Bare { lock, old } => spawn_local(async move {
                tell(LockEvent::Made(Lock::bare(&lock, &old).await));
            }),
            LockEffect::OpenGiven { passphrase, records } => spawn_local(async move {
                tell(LockEvent::Opened(lock.open_with(records, passphrase.as_deref()).await));
            }),
            LockEffect::Seal(records, purpose) => {
                let texts = records.into_iter().map(|(key, text)| (key, text.map(Rc::from))).collect();
                lock.sealed(texts, move |texts| {
                    let texts = texts.into_iter().map(|(key, text)| (key, text.map(|text| text.to_string())));
                    tell(LockEvent::Sealed(texts.collect(), purpose));
                });
            }
            LockEffect::Unseal(records) => spawn_local(async move {
                tell(LockEvent::Unsealed(lock.open_all(records).await));
            }),
            LockEffect::Bring { seal, reach } => {
                lock.use_keys(seal);
                spawn_local(async move {
                    let sizes = lock.bring(&database, reach).await;
                    tell(LockEvent::Brought(sizes.map(|sizes| (reach, sizes))));
                });
            }
            LockEffect::Found(text) => self.found_lock(text),
            LockEffect::Leave => lock.use_keys(false),
            LockEffect::AwaitIdle(minutes) => {
                let tell = move || tell(LockEvent::Idle);
                self.idle.replace((minutes > 0).then(|| idle::on_idle(i64::from(minutes) * 60_000, tell)));
            }
            LockEffect::Shut => page::begin_anew(),
        }
    }

    /// The page began without knowing of the lock.
    fn found_lock(&self, text: String) {
        let (lock, dispatch) = (self.lock.clone(), Rc::clone(&self.dispatch));
        let (database, told) = (self.database.clone(), Rc::clone(&self.dispatch));
        spawn_local(async move {
            if lock.hold_open(&text).await {
                database.open(lock, move |result| told(Event::DatabaseCame(result)));
            } else if storage::write(&Key::Lock.text(), &text).is_ok() {
                page::begin_anew();
            } else {
                dispatch(Event::Lock(LockEvent::Unasked));
            }
        });
    }
}

/// What a killed browser has brought back of what was erased goes once more.
async fn forget_erased(database: &Database) {
    let (_, erased) = known(database).await.unwrap_or_default();
    for (key, text) in storage::read_all().unwrap_or_default() {
        if version_of(&text) < erased {
            // What cannot be taken out now is so the next time.
            let _ = storage::remove(&key);
        }
    }
    page::begin_anew();
}
