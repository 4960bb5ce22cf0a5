//! The clock, timers and fresh ids: what makes two runs of the app differ. Everything else gets them as values.

use crate::domain::{Id, Stamp};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Date, Math, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// This instant.
pub fn now() -> Stamp {
    Stamp(Date::now() as i64)
}

/// The time since the page was opened, by a clock that nobody sets. While the machine sleeps, some browsers stop it.
pub fn ran() -> Stamp {
    let clock = web_sys::window().and_then(|window| window.performance());
    Stamp(clock.map_or_else(Date::now, |clock| clock.now()) as i64)
}

/// Minutes the rep's clock is ahead of UTC at an instant.
pub fn offset(at: Stamp) -> i32 {
    -(Date::new(&JsValue::from_f64(at.0 as f64)).get_timezone_offset() as i32)
}

thread_local! {
    /// Random bytes for the next ids, drawn for many at once: every event is handed an id, and most of what that takes is
    /// asking the browser.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// An id nothing else has: 128 random bits in hex. (`crypto.randomUUID` is missing on plain http.)
pub fn fresh_id() -> Id {
    let bytes = BYTES.with_borrow_mut(|bytes| {
        if bytes.is_empty() {
            *bytes = random(64 * 16);
        }
        bytes.split_off(bytes.len() - 16)
    });
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let text: String = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
    Id::new(&text)
}

fn random(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    if crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok()).is_none() {
        bytes.fill_with(|| (Math::random() * 256.0) as u8);
    }
    bytes
}

/// Calls once after that many milliseconds, unless what it returns is dropped before.
pub fn after(milliseconds: u32, call: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(milliseconds, call)
}

/// What comes of some work, if that is within so many milliseconds; it goes on all the same.
pub async fn within<T: 'static>(milliseconds: u32, work: impl Future<Output = T> + 'static) -> Option<T> {
    let came = Rc::new(RefCell::new(None));
    let result = Rc::clone(&came);
    let (mut timer, mut work) = (None, Some(work));
    let over = Promise::new(&mut |answer, _| {
        let late = answer.clone();
        // Resolving a promise does not fail.
        timer = Some(after(milliseconds, move || drop(late.call0(&JsValue::NULL))));
        let (came, work) = (Rc::clone(&came), work.take());
        spawn_local(async move {
            if let Some(work) = work {
                came.replace(Some(work.await));
            }
            drop(answer.call0(&JsValue::NULL));
        });
    });
    // As above.
    drop(JsFuture::from(over).await);
    drop(timer);
    result.take()
}

/// Calls whenever the page is seen again, until what it returns is dropped: hidden pages run timers late, so a time
/// shown there is stale. `None` where there is no page.
pub fn on_return(call: impl Fn() + 'static) -> Option<[EventListener; 2]> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let call = Rc::new(call);
    let again = Rc::clone(&call);
    // Out of the back/forward cache a page comes without ever having been hidden.
    let shown = EventListener::new(&window, "pageshow", move |_| again());
    let seen = EventListener::new(&document.clone(), "visibilitychange", move |_| {
        if !document.hidden() {
            call();
        }
    });
    Some([shown, seen])
}
