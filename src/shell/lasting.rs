//! How long the browser keeps what it is given. Measured in November 2026: Firefox refuses its private file system in
//! private windows, while the database works there; Chromium 156 gives no sign at all, its quota neither; WebKitGTK 2.50
//! cannot be asked. So a private window is told only where that is certain.

use crate::app::{Event, Lasting, Wish};
use js_sys::{Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::DomException;

#[wasm_bindgen]
extern "C" {
    // That of the crate throws where a browser lacks one of these.
    type StorageManager;
    #[wasm_bindgen(method, catch)]
    fn persisted(this: &StorageManager) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn persist(this: &StorageManager) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getDirectory)]
    fn get_directory(this: &StorageManager) -> Result<Promise, JsValue>;
}

/// Tells how long things stay, after the browser was asked to clear nothing by itself if that is wished. Never inlined:
/// the first prompt does without it.
#[inline(never)]
pub fn find_out(asks: bool, tell: Rc<dyn Fn(Event)>) {
    spawn_local(async move { tell(Event::LastingCame(if asks { ask().await } else { look().await })) });
}

/// What is known without asking anybody. The database works already.
async fn look() -> Lasting {
    let Some(manager) = manager() else { return Lasting::UntilTidied(Wish::Pointless) };
    match come(manager.persisted()).await {
        Some(true) => Lasting::Granted,
        Some(false) if is_private(&manager).await => Lasting::Window,
        Some(false) => Lasting::UntilTidied(Wish::Open),
        None => Lasting::UntilTidied(Wish::Pointless),
    }
}

/// Asks the browser to clear nothing by itself; it may ask the rep.
async fn ask() -> Lasting {
    let granted = match manager() {
        Some(manager) => come(manager.persist()).await,
        None => None,
    };
    if granted == Some(true) { Lasting::Granted } else { Lasting::UntilTidied(Wish::Refused) }
}

/// A file system that is there, and refused although the database is not. A page without an origin of its own, as one that was
/// opened from a disk, is refused it in every window.
async fn is_private(manager: &StorageManager) -> bool {
    let origin = Reflect::get(&js_sys::global(), &"origin".into()).ok().and_then(|it| it.as_string());
    if origin.is_none_or(|origin| origin == "null") {
        return false;
    }
    let Ok(asked) = manager.get_directory() else { return false };
    let refused = JsFuture::from(asked).await.err();
    refused.is_some_and(|error| error.dyn_ref::<DomException>().is_some_and(|it| it.name() == "SecurityError"))
}

async fn come(asked: Result<Promise, JsValue>) -> Option<bool> {
    JsFuture::from(asked.ok()?).await.ok()?.as_bool()
}

fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"storage".into()).ok()?;
    manager.is_object().then(|| manager.unchecked_into())
}
