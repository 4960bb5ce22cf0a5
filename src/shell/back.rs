//! The browser's way back. It must not lead away from a call unasked, so an entry of our own stands in the history once a call
//! is on the desk: going back first leads to the entry below it, in the same page.

use super::page;
use crate::app::Event;
use gloo::events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Window;

/// What marks the entry.
const MARK: &str = "callflow";

/// Knows whether the way back is heard.
#[derive(Default)]
pub struct Back(RefCell<Option<EventListener>>);

impl Back {
    /// Tells when the way back is taken, from now on. In a frame it is the way back of the page around it, and left alone.
    #[inline(never)]
    pub fn guard(&self, tell: &Rc<dyn Fn(Event)>) {
        let Some(window) = web_sys::window().filter(|_| !page::in_frame()) else { return };
        if !stands_there(&window) {
            // A browser that refuses leaves as it did.
            let _ = window.history().and_then(|history| history.push_state(&MARK.into(), ""));
        }
        self.0.borrow_mut().get_or_insert_with(|| {
            let (tell, here) = (Rc::clone(tell), window.clone());
            EventListener::new(&window, "popstate", move |_| {
                // A customer who comes with the address makes an entry too.
                let plain = here.location().hash().is_ok_and(|hash| hash.is_empty());
                if plain && !stands_there(&here) {
                    tell(Event::WentBack);
                }
            })
        });
    }
}

/// Whether the present entry is ours. It outlives a reload.
fn stands_there(window: &Window) -> bool {
    let state: Option<JsValue> = window.history().and_then(|history| history.state()).ok();
    state.is_some_and(|state| state.as_string().as_deref() == Some(MARK))
}
