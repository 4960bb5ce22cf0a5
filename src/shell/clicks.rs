//! The second click of a double click works what the first one worked, or nothing.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, UiEvent};

/// What a click works.
const WORKED: &str = "button,a,summary,input,select,textarea";

/// Keeps the second click from what has come under the pointer since the first, until what it returns is dropped. `None`
/// where there is no window.
pub fn keep_double_clicks() -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let first: RefCell<Option<Element>> = RefCell::default();
    Some(EventListener::new_with_options(&window, "click", options, move |event| {
        let Some(click) = event.dyn_ref::<UiEvent>() else { return };
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // A click on a label is followed by one on its field.
        let closest = |selector| target.as_ref().and_then(|it| it.closest(selector).ok().flatten());
        let worked = closest("label").or_else(|| closest(WORKED));
        if click.detail() < 2 {
            first.replace(worked);
        } else if *first.borrow() != worked {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    }))
}
