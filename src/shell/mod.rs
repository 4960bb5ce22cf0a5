//! The only code that touches the browser: it carries out what the app asks for and tells what the app cannot know.
//! Knows no rule of a call; what an answer means is the app's matter.

mod archive;
mod back;
mod bring;
pub mod clicks;
pub mod clipboard;
pub mod clock;
mod data;
mod database;
pub mod download;
mod file;
pub mod flows;
pub mod focus;
pub mod host;
mod idle;
mod intl;
pub mod keys;
mod lasting;
mod lease;
mod lock;
pub mod microphone;
mod notify;
mod offline;
pub mod page;
mod rest;
mod seal;
pub mod storage;
mod tabs;
pub mod type_ahead;
pub mod zone;

pub use clock::{after, now, on_return};
pub use keys::{on_keys, on_release};
pub use page::element;

use crate::app::{Boot, DataEffect, Effect, Event, HeldBack};
use crate::domain::{Id, Locale, Moment};
use crate::store::{StorageFault, StoreEffect, Stored, Version, has_number};
use gloo::events::EventListener;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// What is known when the page opens.
pub fn boot() -> Boot {
    Boot {
        records: storage::read_all(),
        locale: page::locale(),
        covers: Locale::ALL.map(page::cover),
        tab: tabs::own(clock::fresh_id()),
        call: tabs::held_before(),
        zone: zone::own(),
    }
}

/// This moment, with an id nothing else has.
pub fn moment() -> Moment {
    let at = now();
    Moment { at, ran: clock::ran(), offset: clock::offset(at), id: clock::fresh_id() }
}

/// Carries out effects. Every answer goes to one place.
pub struct Shell {
    dispatch: Rc<dyn Fn(Event)>,
    database: database::Database,
    lock: lock::Lock,
    idle: RefCell<Option<Box<dyn std::any::Any>>>,
    file: Rc<file::Place>,
    day: RefCell<Option<gloo::timers::callback::Timeout>>,
    tabs: Rc<tabs::Tabs>,
    focus: focus::Focus,
    release: RefCell<Option<[EventListener; 2]>>,
    microphone: RefCell<Option<microphone::Microphone>>,
    page: Rc<host::Page>,
    back: back::Back,
    /// The desk is being kept for when there is no network.
    prepared: Rc<Cell<bool>>,
}

impl Shell {
    /// `dispatch` may be called before [`Shell::run`] returns, so it has to queue, as a component's link does.
    pub fn new(dispatch: impl Fn(Event) + 'static) -> Self {
        let dispatch = Rc::new(dispatch);
        let told = Rc::clone(&dispatch);
        Self {
            dispatch,
            database: database::Database::default(),
            lock: lock::Lock::default(),
            idle: RefCell::default(),
            file: Rc::default(),
            day: RefCell::default(),
            tabs: Rc::new(tabs::Tabs::listen(move |key, text| told(Event::Elsewhere { key, text }), page::begin_anew)),
            focus: focus::Focus::default(),
            release: RefCell::default(),
            microphone: RefCell::default(),
            page: Rc::default(),
            back: back::Back::default(),
            prepared: Rc::default(),
        }
    }

    /// All of the view is drawn.
    pub fn drawn(&self) {
        self.focus.drawn();
    }

    fn store(&self, effect: StoreEffect) {
        match effect {
            StoreEffect::Write { key, text, version, quick } => self.write(key, text, version, quick),
            StoreEffect::Cache { key, text } => self.cache(key, text),
            StoreEffect::Secure(keys) => self.secure(keys),
            StoreEffect::Archive { calls, others, figures } => self.archive(calls, others, figures),
            StoreEffect::Uncache(keys) => self.take_out(keys, false),
            StoreEffect::SearchArchive(query) => self.search_archive(query),
            StoreEffect::Recall { lead_id, named } => self.recall(lead_id, named),
            StoreEffect::Purge(keys) => self.take_out(keys, true),
            StoreEffect::OpenDatabase => self.open_database(),
        }
    }

    /// Does one thing outside.
    pub fn run(&self, effect: Effect) {
        let dispatch = Rc::clone(&self.dispatch);
        match effect {
            Effect::Store(effect) => self.store(effect),
            Effect::FindTabs(own) => self.find_tabs(own),
            Effect::Claim { call, force } => self.claim(call, force),
            Effect::Release => self.tabs.release(),
            Effect::GuardBack => self.back.guard(&self.dispatch),
            Effect::FetchFlow(locale) => {
                let (rest, prepared) = (rest::fetch(), Rc::clone(&self.prepared));
                spawn_local(async move {
                    let text = flows::fetch(locale).await;
                    // A flow is of no use without what reads it.
                    let text = if rest.await { text } else { None };
                    let whole = text.is_some();
                    dispatch(Event::FlowCame(locale, text));
                    if whole {
                        offline::prepare(&prepared, &dispatch);
                    }
                });
            }
            Effect::FetchSounds => {
                spawn_local(async move { dispatch(Event::SoundsCame(flows::fetch_sounds().await)) });
            }
            Effect::ReadZone(name) => soon(move || {
                let table = zone::table(&name, now());
                dispatch(Event::ZoneCame { name, table });
            }),
            Effect::CallZones(locale, names) => soon(move || dispatch(Event::ZonesCalled(zone::called(locale, names)))),
            Effect::ReadZoneNames => soon(move || dispatch(Event::ZoneNamesCame(zone::names()))),
            Effect::Copy(text) => spawn_local(async move { dispatch(Event::Copied(clipboard::copy(&text).await)) }),
            Effect::Download { name, mime, text } => self.hand_out(name, mime, &text),
            Effect::AwaitRelease(key) => {
                self.release.replace(on_release(key, move || dispatch(Event::KeyReleased)));
            }
            Effect::OpenMicrophone => {
                let tell = Rc::new(move |said| dispatch(Event::FromMicrophone(said)));
                self.microphone.replace(Some(microphone::open(tell)));
            }
            Effect::CloseMicrophone => drop(self.microphone.take()),
            Effect::MeetHost => self.page.meet(&self.dispatch),
            Effect::Welcome(hello) => self.page.welcome(&hello, &self.dispatch),
            Effect::Tell(told) => self.page.tell(&told),
            Effect::ReadDropped => self.page.read_dropped(&self.dispatch),
            Effect::Focus(id) => self.focus.ask(id),
            Effect::ShowTop => page::show_top(),
            Effect::ShowLine => self.focus.show("line"),
            Effect::KeepFocus => self.focus.keep(),
            Effect::GiveFocusBack => self.focus.give_back(),
            Effect::ShowLocale(locale) => page::show_locale(locale),
            Effect::LookAtLasting => lasting::find_out(false, dispatch),
            Effect::AskToLast => lasting::find_out(true, dispatch),
            Effect::LookAtReminders => notify::find_out(false, dispatch),
            Effect::AskForReminders => notify::find_out(true, dispatch),
            Effect::Notify { title, text } => notify::show(&title, &text),
            Effect::ShowTheme(theme) => page::show_theme(theme),
            Effect::Data(DataEffect::AwaitDay) => self.await_day(),
            Effect::Data(effect) => self.data(effect),
            Effect::Lock(effect) => self.lock(effect),
        }
    }
}

impl Shell {
    /// Into both homes, and to the other tabs.
    fn write(&self, key: String, text: Rc<str>, version: Version, quick: bool) {
        self.tabs.tell(&key, &text);
        let (dispatch, database) = (Rc::clone(&self.dispatch), self.database.clone());
        self.lock.sealed(vec![(key.clone(), Some(text))], move |texts| {
            let written = |(key, text): &(String, Option<Rc<str>>)| match text {
                Some(text) if quick => storage::write(key, text),
                _ => Err(StorageFault::Full),
            };
            let quick = texts.first().map_or(Ok(()), written);
            database.change_all(texts, move |sure| {
                let held = match (sure, quick) {
                    (Ok(()), _) => Stored::Durable,
                    (Err(fault), Ok(())) => Stored::LocalOnly(fault),
                    // What is full can be emptied: that is the one to tell of.
                    (Err(_), Err(StorageFault::Full)) => Stored::Failed(StorageFault::Full),
                    (Err(fault), Err(_)) => Stored::Failed(fault),
                };
                dispatch(Event::Kept { key, version, held });
            });
        });
    }

    /// Into localStorage; the database has it. Without room for it here the next start is a little later, and no more.
    #[inline(never)]
    fn cache(&self, key: String, text: String) {
        self.lock.sealed(vec![(key, Some(text.into()))], |texts| {
            for (key, text) in texts {
                // As above.
                let _ = text.map(|text| storage::write(&key, &text));
            }
        });
    }

    /// Out of localStorage, and out of the database as well. What is not taken out now is so at the next start.
    #[inline(never)]
    fn take_out(&self, keys: Vec<String>, everywhere: bool) {
        let database = self.database.clone();
        self.lock.sealed(keys.into_iter().map(|key| (key, None)).collect(), move |texts| {
            for (key, _) in &texts {
                // As above.
                let _ = storage::remove(key);
            }
            if everywhere {
                database.change_all(texts, |_| {});
            }
        });
    }

    /// From localStorage into the database. Never inlined: that is not open before the first prompt.
    #[inline(never)]
    fn secure(&self, keys: Vec<String>) {
        let (database, dispatch) = (self.database.clone(), Rc::clone(&self.dispatch));
        spawn_local(async move {
            let archived = match archive::which(&database, &keys).await {
                Ok(archived) => archived,
                Err(fault) => return dispatch(Event::Secured { keys, archived: Vec::new(), result: Err(fault) }),
            };
            let missing = keys.iter().filter(|key| !archived.contains(key));
            let texts: Vec<_> =
                missing.filter_map(|key| Some((key.clone(), Some(storage::read(key)?.into())))).collect();
            // What could not be read has not come anywhere.
            let keys = texts.iter().map(|(key, _)| key.clone()).chain(archived.iter().cloned()).collect();
            database.change_all(texts, move |result| dispatch(Event::Secured { keys, archived, result }));
        });
    }

    #[inline(never)]
    fn archive(&self, calls: Vec<String>, others: Vec<String>, figures: (String, Rc<str>)) {
        let (database, dispatch) = (self.database.clone(), Rc::clone(&self.dispatch));
        let (key, text) = figures.clone();
        self.lock.sealed(vec![(key, Some(text))], move |texts| {
            spawn_local(async move {
                let mut result = archive::put(&database, &calls, &others, texts).await;
                let mut keys = calls;
                if result == Err(None) {
                    match archive::which(&database, &keys).await {
                        Ok(there) => keys = there,
                        Err(fault) => result = Err(Some(fault)),
                    }
                } else {
                    keys.extend(others);
                }
                dispatch(Event::Archived { keys, figures, result });
            });
        });
    }

    #[inline(never)]
    fn hand_out(&self, name: String, mime: &str, text: &str) {
        let held_back = download::held_back();
        if held_back != Some(HeldBack::Surely) {
            download::save(&name, mime, text);
        }
        if let Some(how) = held_back {
            (self.dispatch)(Event::HeldBack(how, name, text.into()));
        }
    }

    #[inline(never)]
    fn search_archive(&self, query: String) {
        let (database, dispatch) = (self.database.clone(), Rc::clone(&self.dispatch));
        let lock = self.lock.clone();
        spawn_local(async move {
            let contains = archive::contains(&query);
            let found = archive::find(&database, &lock, |text| contains(text) || has_number(text, &query)).await;
            dispatch(Event::ArchiveFound(query, found));
        });
    }

    #[inline(never)]
    fn recall(&self, lead_id: Id, named: String) {
        let (database, dispatch, lock) = (self.database.clone(), Rc::clone(&self.dispatch), self.lock.clone());
        spawn_local(async move {
            let found = archive::find(&database, &lock, archive::contains(&named)).await;
            dispatch(Event::CustomerRecalled(lead_id, found));
        });
    }

    /// Never inlined, as what follows: the first prompt does without it.
    #[inline(never)]
    fn find_tabs(&self, own: Id) {
        let dispatch = Rc::clone(&self.dispatch);
        spawn_local(async move {
            let (own, all) = tabs::find(own, clock::fresh_id()).await;
            dispatch(Event::TabsCame { own, all });
        });
    }

    #[inline(never)]
    fn claim(&self, call: Id, force: bool) {
        let (tabs, taken) = (Rc::clone(&self.tabs), call.clone());
        let (dispatch, told) = (Rc::clone(&self.dispatch), Rc::clone(&self.dispatch));
        spawn_local(async move {
            let ours = tabs.claim(&call, force, move || told(Event::CallTaken(taken))).await;
            dispatch(Event::CallClaimed { call, ours });
        });
    }

    fn open_database(&self) {
        let (database, dispatch) = (self.database.clone(), Rc::clone(&self.dispatch));
        let tell = Rc::clone(&dispatch);
        database.listen(move |news| tell(Event::DatabaseTells(news)));
        let answered = Rc::new(Cell::new(false));
        let (late, told) = (Rc::clone(&answered), Rc::clone(&dispatch));
        let missing = database.clone();
        after(database::PATIENCE, move || {
            if !late.get() {
                told(Event::DatabaseCame(Err(StorageFault::Failed)));
                missing.knock();
            }
        })
        .forget();
        let rest = rest::fetch();
        let answer = move |records| {
            answered.set(true);
            dispatch(Event::DatabaseCame(records));
        };
        let lock = self.lock.clone();
        spawn_local(
            async move { if rest.await { database.open(lock, answer) } else { answer(Err(StorageFault::Failed)) } },
        );
    }
}

/// `Intl` takes 10 to 40 ms the first time: what is on its way to the screen goes first.
fn soon(work: impl FnOnce() + 'static) {
    after(0, work).forget();
}
