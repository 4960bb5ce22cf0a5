//! Records in IndexedDB, which keeps what it has confirmed even if the browser is killed right after. It may be refused,
//! full, or gone at any time. Knows keys and texts, not what they mean.

use super::clock::{after, within};
use super::lock::Lock;
use crate::app::DatabaseNews;
use crate::store::{Opened, StorageFault};
use idb::{
    Database as Connection, DatabaseEvent, Error, Factory, ObjectStore, ObjectStoreParams, TransactionMode,
    TransactionResult, event::VersionChangeEvent,
};
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

const NAME: &str = "callflow";
pub(super) const RECORDS: &str = "records";
pub(super) const ARCHIVE: &str = "archive";
const VERSION: u32 = 1;
/// Milliseconds after which the database is taken for missing: browsers have been seen to never answer. It may still
/// come later.
pub(super) const PATIENCE: u32 = 5_000;
/// Milliseconds until it is tried again.
const AGAIN: u32 = 10_000;

/// The database, on its way or here.
#[derive(Clone, Default)]
pub struct Database(Rc<State>);

#[derive(Default)]
struct State {
    /// Whom to tell what becomes of it.
    listener: RefCell<Option<Listener>>,
    /// What became of it before anybody listened: a desk with a lock reads it earlier.
    untold: Cell<Option<DatabaseNews>>,
    connection: RefCell<Option<Rc<Connection>>>,
    /// It was open before.
    known: Cell<bool>,
    /// It is tried again whether it can be opened.
    knocking: Cell<bool>,
    /// What is to be done, in order.
    queue: RefCell<Vec<Change>>,
    phase: RefCell<Phase>,
}

type Listener = Rc<dyn Fn(DatabaseNews)>;

#[derive(Clone, Copy, Default, PartialEq)]
enum Phase {
    /// Changes wait: nobody has opened it yet.
    #[default]
    Closed,
    /// Changes are taken up as they come.
    Ready,
    /// A transaction is under way; further changes wait for the next.
    Busy,
}

/// Done whole or not at all.
struct Change {
    /// Keys and texts. Without a text the record is deleted.
    texts: Vec<(String, Option<Rc<str>>)>,
    /// The same in the archive.
    archived: Vec<(String, Option<Rc<str>>)>,
    /// Everything else goes first, the archive with it.
    alone: bool,
    done: Box<dyn FnOnce(Result<(), StorageFault>)>,
}

impl Database {
    /// Tells what becomes of the database.
    pub fn listen(&self, tell: impl Fn(DatabaseNews) + 'static) {
        self.0.listener.replace(Some(Rc::new(tell)));
        self.0.untold.take().into_iter().for_each(|news| self.tell(news));
    }

    fn tell(&self, news: DatabaseNews) {
        let listener = self.0.listener.borrow().clone();
        match listener {
            Some(tell) => tell(news),
            None => self.0.untold.set(Some(news)),
        }
    }

    /// It could not be opened, or did not answer: tries every now and then whether it can be by now, and tells. Never
    /// inlined, as what follows.
    #[inline(never)]
    pub fn knock(&self) {
        if self.0.knocking.replace(true) {
            return;
        }
        let this = self.clone();
        after(AGAIN, move || {
            spawn_local(async move {
                // What there was may have been closed.
                this.0.connection.take();
                let opened = this.answers().await;
                this.0.knocking.set(false);
                match opened {
                    Ok(()) => this.tell(DatabaseNews::Back),
                    Err(StorageFault::Blocked) => {}
                    Err(_) => this.knock(),
                }
            });
        })
        .forget();
    }

    /// Whether it can be opened. Browsers have been seen to never answer.
    async fn answers(&self) -> Result<(), StorageFault> {
        let this = self.clone();
        let opened = within(PATIENCE, async move { this.connect().await.map(drop) });
        opened.await.unwrap_or(Err(StorageFault::Failed))
    }

    /// Opens it and reads every record: key and text. Never inlined: the first prompt does without it.
    #[inline(never)]
    pub fn open(&self, lock: Lock, answer: impl FnOnce(Result<Opened, StorageFault>) + 'static) {
        let this = self.clone();
        spawn_local(async move {
            let mut result = this.read_all().await;
            if let Ok(opened) = &mut result {
                opened.records = lock.open_all(std::mem::take(&mut opened.records)).await;
            }
            answer(result);
            this.0.phase.replace(Phase::Ready);
            this.flush();
        });
    }

    pub(super) async fn read_all(&self) -> Result<Opened, StorageFault> {
        let connection = self.connect().await?;
        let read = async {
            let transaction = connection.transaction(&[RECORDS, ARCHIVE], TransactionMode::ReadOnly)?;
            let store = transaction.object_store(RECORDS)?;
            // All is asked before any is awaited: a transaction ends when nothing is asked of it.
            let (keys, texts) = (store.get_all_keys(None, None)?, store.get_all(None, None)?);
            let archived = transaction.object_store(ARCHIVE)?.count(None)?;
            Ok((keys.await?, texts.await?, archived.await?))
        };
        let (keys, texts, archived) = read.await.map_err(|error| fault(&error))?;
        Ok(Opened { records: pairs(keys, texts).collect(), archived: archived as usize })
    }

    /// Keeps texts under their keys, or deletes what is there, all of it or nothing. The answer comes once the transaction has
    /// completed.
    pub fn change_all(
        &self,
        texts: Vec<(String, Option<Rc<str>>)>,
        done: impl FnOnce(Result<(), StorageFault>) + 'static,
    ) {
        self.change_both(texts, Vec::new(), done);
    }

    /// Keeps nothing but this, at once or not at all.
    pub fn replace_all(&self, key: String, text: Rc<str>, done: impl FnOnce(Result<(), StorageFault>) + 'static) {
        self.ask(Change { texts: vec![(key, Some(text))], archived: Vec::new(), alone: true, done: Box::new(done) });
    }

    /// The same, and others in the archive.
    pub fn change_both(
        &self,
        texts: Vec<(String, Option<Rc<str>>)>,
        archived: Vec<(String, Option<Rc<str>>)>,
        done: impl FnOnce(Result<(), StorageFault>) + 'static,
    ) {
        self.ask(Change { texts, archived, alone: false, done: Box::new(done) });
    }

    fn ask(&self, change: Change) {
        self.0.queue.borrow_mut().push(change);
        self.flush();
    }

    fn flush(&self) {
        if *self.0.phase.borrow() == Phase::Ready && !self.0.queue.borrow().is_empty() {
            self.begin();
        }
    }

    /// Never inlined: what is typed before the first prompt only waits.
    #[inline(never)]
    fn begin(&self) {
        self.0.phase.replace(Phase::Busy);
        let this = self.clone();
        spawn_local(async move {
            let changes = this.0.queue.take();
            let mut result = this.write(&changes).await;
            if result.is_err() {
                // It may have been closed or deleted under our hands: once more, with a new connection.
                this.0.connection.take();
                result = this.write(&changes).await;
            }
            if result == Err(StorageFault::Failed) {
                this.knock();
            }
            changes.into_iter().for_each(|change| (change.done)(result));
            this.0.phase.replace(Phase::Ready);
            this.flush();
        });
    }

    async fn write(&self, changes: &[Change]) -> Result<(), StorageFault> {
        if self.0.connection.borrow().is_none() {
            self.answers().await?;
        }
        let connection = self.connect().await?;
        let both = changes.iter().any(|change| change.alone || !change.archived.is_empty());
        let write = async {
            let stores = if both { &[RECORDS, ARCHIVE][..] } else { &[RECORDS] };
            let transaction = connection.transaction(stores, TransactionMode::ReadWrite)?;
            let records = transaction.object_store(RECORDS)?;
            let archive = if both { Some(transaction.object_store(ARCHIVE)?) } else { None };
            let asked = put_all(changes, &records, archive.as_ref());
            if asked.is_err() {
                // What was asked before would be done otherwise. It may have ended by itself.
                drop(transaction.abort());
                return asked.map(|()| TransactionResult::Aborted);
            }
            transaction.await
        };
        match write.await {
            Ok(TransactionResult::Committed) => Ok(()),
            // Nobody here aborts one: the disk is full, or fails.
            Ok(TransactionResult::Aborted) => Err(StorageFault::Full),
            Err(error) => Err(fault(&error)),
        }
    }

    pub(super) async fn connect(&self) -> Result<Rc<Connection>, StorageFault> {
        if let Some(connection) = &*self.0.connection.borrow() {
            return Ok(Rc::clone(connection));
        }
        let made = Rc::new(Cell::new(None));
        let tell = Rc::clone(&made);
        let open = async {
            let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
            request.on_upgrade_needed(move |event| {
                tell.set(Some(if is_after_loss(&event) { DatabaseNews::Lost } else { DatabaseNews::New }));
                if let Ok(database) = event.database() {
                    for store in [RECORDS, ARCHIVE] {
                        // A store that cannot be made shows when it is used.
                        let _ = database.create_object_store(store, ObjectStoreParams::new());
                    }
                }
            });
            request.await
        };
        let mut connection = open.await.map_err(|error| fault(&error))?;
        if let Some(earlier) = &*self.0.connection.borrow() {
            // Two asked for it at the same time.
            connection.close();
            return Ok(Rc::clone(earlier));
        }
        match made.get() {
            Some(_) if self.0.known.get() => self.tell(DatabaseNews::Emptied),
            Some(news) => self.tell(news),
            None => {}
        }
        self.0.known.set(true);
        // Another tab with a newer program, or one that erases everything, must not wait for this one.
        connection.on_version_change(|event| {
            if let Ok(database) = event.database() {
                database.close();
            }
        });
        let connection = Rc::new(connection);
        self.0.connection.replace(Some(Rc::clone(&connection)));
        Ok(connection)
    }
}

/// Chromium says at the making of a database that it threw a damaged one away; others do not.
fn is_after_loss(event: &VersionChangeEvent) -> bool {
    let event: JsValue = event.clone().into();
    Reflect::get(&event, &"dataLoss".into()).is_ok_and(|loss| loss.as_string().is_some_and(|loss| loss != "none"))
}

fn put_all(changes: &[Change], records: &ObjectStore, archive: Option<&ObjectStore>) -> Result<(), Error> {
    for change in changes {
        for (store, texts) in [(Some(records), &change.texts), (archive, &change.archived)] {
            let Some(store) = store else { continue };
            if change.alone {
                drop(store.clear()?);
            }
            for (key, text) in texts {
                let key = JsValue::from_str(key);
                match text {
                    Some(text) => drop(store.put(&JsValue::from_str(text), Some(&key))?),
                    None => drop(store.delete(key)?),
                }
            }
        }
    }
    Ok(())
}

pub(super) fn pairs(keys: Vec<JsValue>, texts: Vec<JsValue>) -> impl Iterator<Item = (String, String)> {
    let pairs = keys.into_iter().zip(texts);
    pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string().unwrap_or_default())))
}

pub(super) fn fault(error: &Error) -> StorageFault {
    match error {
        Error::DomException(error) => super::storage::fault(error),
        Error::IndexedDbNotFound(error)
        | Error::IndexedDbOpenFailed(error)
        | Error::TransactionOpenFailed(error)
        | Error::UpdateFailed(error) => super::storage::fault(error),
        _ => StorageFault::Failed,
    }
}
