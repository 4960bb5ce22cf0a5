//! The other tabs in which the desk is open: who is there, what they write, and whose a call is. Where the browser has no
//! locks, holders stand in a database (`lease`); where it has no channel, this tab is alone.

use super::lease;
use crate::domain::Id;
use gloo::events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

const TAB: &str = "callflow:tab";
const CALL: &str = "callflow:call:";
/// The call this tab has, as it remembers it over a reload.
const HELD: &str = "callflow:held";
const CHANNEL: &str = "callflow";
/// What is told instead of a record.
const ERASED: &str = "erased";

#[wasm_bindgen]
extern "C" {
    // The crate has the locks of the browser behind a flag of the compiler only.
    type LockManager;
    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, options: &Object, granted: &Function) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn query(this: &LockManager) -> Result<Promise, JsValue>;
}

/// What tells this tab from the others: it outlives a reload, not the tab. A tab that was made as a copy of another has
/// that one's until [`find`].
pub fn own(fresh: Id) -> Id {
    let Some(storage) = session() else { return fresh };
    match storage.get_item(&place(TAB)) {
        Ok(Some(tab)) if !tab.is_empty() => Id::new(&tab),
        _ => {
            // Without it a reload is another tab, and finds what this one left.
            let _ = storage.set_item(&place(TAB), fresh.as_str());
            fresh
        }
    }
}

/// Where something is kept that is this tab's alone. Frames in one tab share the storage of the session: they are told apart
/// by the page around them and by their name, or else by their place in it, all of which are the same after a reload.
fn place(what: &str) -> String {
    let Some(window) = web_sys::window() else { return what.into() };
    let Some(parent) = window.parent().ok().flatten().filter(|parent| *parent != window) else { return what.into() };
    // A page that reloads itself is its own referrer, or has none; not every browser has the origins around.
    let around = Reflect::get(&window.location(), &"ancestorOrigins".into()).unwrap_or_default();
    let around = Reflect::get_u32(&around, 0).ok().and_then(|it| it.as_string());
    let origin = around.unwrap_or_else(|| {
        let referrer = window.document().map(|document| document.referrer()).unwrap_or_default();
        referrer.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
    });
    let name = window.name().ok().filter(|name| !name.is_empty()).unwrap_or_else(|| {
        let is_this = |at: &u32| Reflect::get_u32(&parent, *at).is_ok_and(|it| Object::is(&it, &window));
        (0..parent.length()).find(is_this).unwrap_or_default().to_string()
    });
    [what, " ", &origin, " ", &name].concat()
}

/// The call that was this tab's own when it was loaded anew.
pub fn held_before() -> Option<Id> {
    let call = session()?.get_item(&place(HELD)).ok().flatten()?;
    Some(Id::new(&call))
}

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// What a tab knows of the others.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    _heard: Option<EventListener>,
    /// Lets go of the call that is held.
    release: RefCell<Option<Function>>,
}

impl Tabs {
    /// Tells of every record that another tab writes, its key and its text, and that another tab has erased everything.
    pub fn listen(tell: impl Fn(String, String) + 'static, erased: impl Fn() + 'static) -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        let heard = channel.as_ref().map(|channel| {
            EventListener::new(channel, "message", move |event| {
                let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
                if event.data().as_string().is_some_and(|it| it == ERASED) {
                    return erased();
                }
                // Another script of this origin may say anything here.
                let Ok(parts) = event.data().dyn_into::<Array>() else { return };
                if let (Some(key), Some(text)) = (parts.get(0).as_string(), parts.get(1).as_string()) {
                    tell(key, text);
                }
            })
        });
        Self { channel, _heard: heard, release: RefCell::default() }
    }

    /// Tells the others of a record that was written.
    pub fn tell(&self, key: &str, text: &str) {
        if let Some(channel) = &self.channel {
            // A channel that is closed belongs to a page that goes away.
            let _ = channel.post_message(&Array::of2(&key.into(), &text.into()));
        }
    }

    /// Tells the others that everything was erased, and forgets what this tab is known by.
    pub fn tell_erased(&self) {
        if let Some(channel) = &self.channel {
            // As in `tell`.
            let _ = channel.post_message(&ERASED.into());
        }
        if let Some(storage) = session() {
            // Without storage there is nothing to forget.
            let _ = storage.remove_item(&place(TAB));
            let _ = storage.remove_item(&place(HELD));
        }
    }

    /// Makes a call this tab's own; by force, if another one has it. Tells when another tab takes it away. `false`: another
    /// one has it.
    pub async fn claim(&self, call: &Id, force: bool, lost: impl FnOnce() + 'static) -> bool {
        self.release();
        match hold(&[CALL, call.as_str()].concat(), force, lost).await {
            Some(release) => {
                self.release.replace(release.dyn_into().ok());
                if let Some(storage) = session() {
                    // Without it the call is found in the list after a reload.
                    let _ = storage.set_item(&place(HELD), call.as_str());
                }
                true
            }
            None => false,
        }
    }

    /// Lets go of the call.
    pub fn release(&self) {
        if let Some(storage) = session() {
            // As in `claim`.
            let _ = storage.remove_item(&place(HELD));
        }
        if let Some(release) = self.release.take() {
            // Resolving a promise does not fail.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Makes this tab known, under another name if it is a copy, and finds all there are: its own name, and everyone's.
pub async fn find(own: Id, fresh: Id) -> (Id, Vec<Id>) {
    let own = if hold(&[TAB, ":", own.as_str()].concat(), false, || {}).await.is_some() {
        own
    } else {
        if let Some(storage) = session() {
            // As in `own`.
            let _ = storage.set_item(&place(TAB), fresh.as_str());
        }
        hold(&[TAB, ":", fresh.as_str()].concat(), false, || {}).await;
        fresh
    };
    // A tab that nobody could ask for may be open all the same: then none is known, and none loses its card.
    let Some(held) = held().await else { return (own, Vec::new()) };
    let mut all = vec![own.clone()];
    all.extend(held.iter().filter_map(|name| name.strip_prefix(TAB)?.strip_prefix(':')).map(Id::new));
    (own, all)
}

fn locks() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

/// Holds a name until what is returned is called, or the page goes away. `None`: another tab holds it. Where the browser
/// refuses locks, everything is free.
pub(super) async fn hold(name: &str, force: bool, lost: impl FnOnce() + 'static) -> Option<JsValue> {
    let Some(locks) = locks() else { return lease::hold(name, force, lost).await };
    let mut lost = Some(lost);
    // A lock that was never had cannot be taken away: frames without an origin or storage are refused every one.
    let had = Rc::new(Cell::new(false));
    let options = Object::new();
    let how = if force { "steal" } else { "ifAvailable" };
    // A plain object takes any property.
    let _ = Reflect::set(&options, &how.into(), &JsValue::TRUE);
    // What happens to the lock is told by two promises: one is granted with, the other ends with it.
    let asked = Promise::new(&mut |answer, _| {
        let told = answer.clone();
        let (has, had) = (Rc::clone(&had), Rc::clone(&had));
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                return answer.call1(&JsValue::NULL, &JsValue::NULL).unwrap_or_default();
            }
            has.set(true);
            let kept = |release: Function, _| drop(answer.call1(&JsValue::NULL, &release));
            Promise::new(&mut { kept }).into()
        });
        let ends = locks.request(name, &options, granted.unchecked_ref());
        let lost = lost.take();
        spawn_local(async move {
            let Ok(ends) = ends else { return drop(told.call0(&JsValue::NULL)) };
            if JsFuture::from(ends).await.is_err() {
                // Refused, or taken away: whichever comes first counts.
                let _ = told.call0(&JsValue::NULL);
                lost.filter(|_| had.get()).into_iter().for_each(|lost| lost());
            }
        });
    });
    let answer = JsFuture::from(asked).await.unwrap_or_default();
    (!answer.is_null()).then_some(answer)
}

/// The names that are held in any tab.
async fn held() -> Option<Vec<String>> {
    let Some(locks) = locks() else { return lease::held().await };
    let state = JsFuture::from(locks.query().ok()?).await.ok()?;
    let held: Array = Reflect::get(&state, &"held".into()).ok()?.dyn_into().ok()?;
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    Some(held.iter().filter_map(name).collect())
}
