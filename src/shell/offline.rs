//! The desk without a network: a service worker, `assets/sw.js`, keeps what it is made of. And whether it was opened with another
//! version than before.

use super::clock::{after, fresh_id};
use super::{page, tabs};
use crate::app::Event;
use js_sys::{Object, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Window;

const WORKER: &str = "sw.js";
/// The only name the page's policy allows for what makes addresses of scripts.
const POLICY: &str = "callflow";
/// What the lock of a page is called, before its version.
const PAGE: &str = "callflow:version:";
/// Where the versions lie that were seen here, the latest first. It is no record.
const SEEN: &str = "callflow-versions";
/// So many are remembered: a reload in mid-call stays with an older one.
const REMEMBERED: usize = 4;
/// Milliseconds until the browser has done what is needed sooner.
const LATER: u32 = 1_000;

#[wasm_bindgen]
extern "C" {
    // The crate takes a plain address only, which the page's policy refuses.
    type Workers;
    #[wasm_bindgen(method, catch)]
    fn register(this: &Workers, script: &JsValue, options: &Object) -> Result<Promise, JsValue>;

    type Policies;
    #[wasm_bindgen(method, catch, js_name = createPolicy)]
    fn create(this: &Policies, name: &str, rules: &Object) -> Result<Policy, JsValue>;
    type Policy;
    #[wasm_bindgen(method, catch, js_name = createScriptURL)]
    fn script(this: &Policy, input: &str) -> Result<JsValue, JsValue>;
}

/// Lets the browser keep the desk, once, and tells if it is a new version. A page that is one file has nothing to keep.
#[inline(never)]
pub fn prepare(done: &Cell<bool>, tell: &Rc<dyn Fn(Event)>) {
    let Some(version) = page::element("version").and_then(|it| it.get_attribute("content")) else { return };
    if done.replace(true) {
        return;
    }
    if is_new(&version) {
        tell(Event::Updated);
    }
    spawn_local(async move {
        // With this the worker knows which version a page in a call is of. Where there are no locks there is no worker.
        let name = [PAGE, &version, ":", fresh_id().as_str()].concat();
        let _ = tabs::hold(&name, false, || {}).await;
    });
    after(LATER, || {
        spawn_local(async {
            // Plain http, sandboxed frames and some private windows have no workers: there the desk needs the network.
            if let Some(asked) = register() {
                let _ = JsFuture::from(asked).await;
            }
        });
    })
    .forget();
}

fn register() -> Option<Promise> {
    let window = web_sys::window()?;
    let workers = Reflect::get(&window.navigator(), &"serviceWorker".into()).ok()?;
    if !workers.is_object() {
        return None;
    }
    let options = Object::new();
    // A server may let browsers keep the script for hours.
    Reflect::set(&options, &"updateViaCache".into(), &"none".into()).ok()?;
    workers.unchecked_into::<Workers>().register(&trusted(&window)?, &options).ok()
}

/// The worker's address, as the page's policy demands it: of a maker that knows no other.
fn trusted(window: &Window) -> Option<JsValue> {
    let policies = Reflect::get(window, &"trustedTypes".into()).ok()?;
    if !policies.is_object() {
        return Some(WORKER.into());
    }
    let rules = Object::new();
    let address = Closure::once_into_js(|| JsValue::from(WORKER));
    Reflect::set(&rules, &"createScriptURL".into(), &address).ok()?;
    policies.unchecked_into::<Policies>().create(POLICY, &rules).ok()?.script("").ok()
}

/// Whether the desk was opened here before, and never with this version.
fn is_new(version: &str) -> bool {
    let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) else {
        return false;
    };
    let seen = storage.get_item(SEEN).ok().flatten().unwrap_or_default();
    let mut versions: Vec<&str> = seen.split_whitespace().collect();
    if versions.contains(&version) {
        return false;
    }
    let first = versions.is_empty();
    versions.insert(0, version);
    versions.truncate(REMEMBERED);
    // Where nothing is kept no version is known.
    storage.set_item(SEEN, &versions.join(" ")).is_ok() && !first
}
