//! Who holds what, where the browser has no locks: on plain http. Every hold stands in a database of its own, so that of
//! two tabs one is the first, and the tab that has it answers when it is asked over a channel whether it is still there:
//! one that was closed, killed or put to sleep does not. One that wakes up again finds out by looking.

use super::clock::{after, fresh_id, on_return, within};
use gloo::events::EventListener;
use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, TransactionMode};
use js_sys::{Array, Function, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

/// A database of its own: erasing all records must not let go of what is held, nor a new store raise their version.
const DATABASE: &str = "callflow-holders";
const STORE: &str = "holders";
const VERSION: u32 = 1;
const CHANNEL: &str = "callflow-holders";
const ASKED: &str = "asked";
const HELD: &str = "held";
const TAKEN: &str = "taken";
/// Milliseconds after which a holder that does not answer is taken for gone.
const PATIENCE: u32 = 1_500;

/// Something this page holds.
struct Hold {
    name: String,
    /// What stands under the name in the database.
    token: String,
    /// Whom to tell when another tab takes it away.
    lost: Box<dyn FnOnce()>,
}

thread_local! {
    static HERE: RefCell<Option<Rc<Holder>>> = const { RefCell::new(None) };
}

/// What this page holds, and how it hears of the others.
struct Holder {
    database: Database,
    channel: BroadcastChannel,
    /// Few, and no name twice.
    held: RefCell<Vec<Hold>>,
    /// The tokens whose holders are asked for, and what to call when they answer.
    asking: RefCell<Vec<(String, Function)>>,
    listeners: RefCell<Option<(EventListener, Option<[EventListener; 2]>)>>,
}

/// Holds a name until what is returned is called, or the page goes away; by force, if another tab holds it. `None`: another
/// tab does. Where there is no database either this tab is alone.
pub async fn hold(name: &str, force: bool, lost: impl FnOnce() + 'static) -> Option<JsValue> {
    let alone = Some(JsValue::UNDEFINED);
    let Some(here) = here().await else { return alone };
    let token = fresh_id().as_str().to_owned();
    here.keep(Hold { name: name.into(), token: token.clone(), lost: Box::new(lost) });
    let mut gone = None;
    // Until it is ours, or somebody who is there has it.
    loop {
        match here.put(name, &token, gone.as_deref(), force).await {
            Ok(None) => break,
            Ok(Some(other)) if here.ask(&other).await => {
                here.drop_hold(&token);
                return None;
            }
            Ok(other) => gone = other,
            Err(_) => return alone,
        }
    }
    here.say(TAKEN, name);
    let name = name.to_owned();
    Some(Closure::once_into_js(move || here.let_go(name, token)))
}

/// The names that are held by tabs that are there; the others are forgotten. `None`: that cannot be read.
pub async fn held() -> Option<Vec<String>> {
    let Some(here) = here().await else { return Some(Vec::new()) };
    let all = here.read_all().await.ok()?;
    // All are asked at once, so that those who are gone are waited for only once.
    let asked: Vec<_> = all.into_iter().map(|(name, token)| (here.ask(&token), name, token)).collect();
    let mut held = Vec::new();
    for (there, name, token) in asked {
        if there.await {
            held.push(name);
        } else {
            // What is left of it does no harm.
            let _ = here.forget(&name, &token).await;
        }
    }
    Some(held)
}

/// This page among the others; `None` where the browser has no database or no channel.
async fn here() -> Option<Rc<Holder>> {
    if let Some(here) = HERE.with_borrow(Clone::clone) {
        return Some(here);
    }
    let open = async {
        let mut request = Factory::new()?.open(DATABASE, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = event.database() {
                // A store that cannot be made shows when it is used.
                let _ = database.create_object_store(STORE, ObjectStoreParams::new());
            }
        });
        request.await
    };
    let database = within(PATIENCE, open).await?.ok()?;
    let channel = BroadcastChannel::new(CHANNEL).ok()?;
    // Two that ask at the same time are one page all the same.
    if let Some(here) = HERE.with_borrow(Clone::clone) {
        return Some(here);
    }
    let here = Rc::new(Holder {
        database,
        channel,
        held: RefCell::default(),
        asking: RefCell::default(),
        listeners: RefCell::default(),
    });
    let (hears, wakes) = (Rc::clone(&here), Rc::clone(&here));
    let heard = EventListener::new(&here.channel, "message", move |event| hears.hear(event));
    let seen = on_return(move || Rc::clone(&wakes).look());
    here.listeners.replace(Some((heard, seen)));
    HERE.set(Some(Rc::clone(&here)));
    Some(here)
}

impl Holder {
    /// Tells the other tabs something of a name or a token.
    fn say(&self, what: &str, of: &str) {
        // A channel that is closed belongs to a page that goes away.
        let _ = self.channel.post_message(&Array::of2(&what.into(), &of.into()));
    }

    fn hear(&self, event: &web_sys::Event) {
        let Some(parts) = event.dyn_ref::<MessageEvent>().and_then(|it| it.data().dyn_into::<Array>().ok()) else {
            return;
        };
        let (Some(what), Some(of)) = (parts.get(0).as_string(), parts.get(1).as_string()) else { return };
        match what.as_str() {
            ASKED if self.has(&of) => self.say(HELD, &of),
            HELD => {
                let answered = self.asking.borrow_mut().extract_if(.., |(token, _)| *token == of).collect::<Vec<_>>();
                for (_, answer) in answered {
                    // Resolving a promise does not fail.
                    let _ = answer.call1(&JsValue::NULL, &JsValue::TRUE);
                }
            }
            TAKEN => self.lose(&of),
            _ => {}
        }
    }

    fn has(&self, token: &str) -> bool {
        self.held.borrow().iter().any(|it| it.token == token)
    }

    fn keep(&self, hold: Hold) {
        let mut held = self.held.borrow_mut();
        held.retain(|it| it.name != hold.name);
        held.push(hold);
    }

    fn lose(&self, name: &str) {
        let place = self.held.borrow().iter().position(|it| it.name == name);
        let lost = place.map(|place| self.held.borrow_mut().swap_remove(place));
        lost.into_iter().for_each(|hold| (hold.lost)());
    }

    fn drop_hold(&self, token: &str) {
        self.held.borrow_mut().retain(|it| it.token != token);
    }

    /// The page is seen again: what it held may have been taken while it could not answer.
    fn look(self: Rc<Self>) {
        spawn_local(async move {
            let all: Vec<_> = self.held.borrow().iter().map(|it| (it.name.clone(), it.token.clone())).collect();
            for (name, token) in all {
                // Forgotten, but not taken, it is held again.
                if let Ok(Some(_)) = self.put(&name, &token, None, false).await {
                    self.lose(&name);
                }
            }
        });
    }

    /// Whether the tab with this token answers. It is asked at once, and waited for when awaited.
    fn ask(self: &Rc<Self>, token: &str) -> impl Future<Output = bool> + use<> {
        let own = self.has(token);
        let answer = Promise::new(&mut |answer, _| {
            let late = answer.clone();
            // Resolving a promise does not fail, and once it is resolved it stays as it is.
            after(PATIENCE, move || drop(late.call1(&JsValue::NULL, &JsValue::FALSE))).forget();
            self.asking.borrow_mut().push((token.into(), answer));
        });
        self.say(ASKED, token);
        let (this, token) = (Rc::clone(self), token.to_owned());
        async move {
            let there = own || JsFuture::from(answer).await.is_ok_and(|there| there.is_truthy());
            this.asking.borrow_mut().retain(|(asked, _)| *asked != token);
            there
        }
    }

    async fn read_all(&self) -> Result<Vec<(String, String)>, Error> {
        let transaction = self.database.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(STORE)?;
        // Both are asked before either is awaited: a transaction ends when nothing is asked of it.
        let (names, tokens) = (store.get_all_keys(None, None)?, store.get_all(None, None)?);
        Ok(super::database::pairs(names.await?, tokens.await?).collect())
    }

    /// Puts a token under a name in one transaction: if nobody has it, or one that is gone, or by force. Otherwise tells
    /// whose token is there.
    async fn put(&self, name: &str, token: &str, gone: Option<&str>, force: bool) -> Result<Option<String>, Error> {
        let transaction = self.database.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(STORE)?;
        let there = store.get(JsValue::from_str(name))?.await?.and_then(|token| token.as_string());
        let free = there.as_deref().is_none_or(|there| there == token || Some(there) == gone);
        if !free && !force {
            return Ok(there);
        }
        store.put(&JsValue::from_str(token), Some(&JsValue::from_str(name)))?.await?;
        transaction.await?;
        Ok(None)
    }

    /// Nobody holds a name any more, if it was the tab with this token.
    async fn forget(&self, name: &str, token: &str) -> Result<(), Error> {
        let transaction = self.database.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(STORE)?;
        let key = JsValue::from_str(name);
        if store.get(key.clone())?.await?.and_then(|it| it.as_string()).as_deref() == Some(token) {
            store.delete(key)?.await?;
        }
        transaction.await.map(drop)
    }

    fn let_go(self: Rc<Self>, name: String, token: String) {
        self.drop_hold(&token);
        // Should it stay there, nobody answers for it.
        spawn_local(async move { drop(self.forget(&name, &token).await) });
    }
}
