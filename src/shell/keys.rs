//! Keys pressed outside of fields, and Ctrl+K anywhere. Knows whose key it is, not what it does.

use crate::app::KeyPress;
use gloo::events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// What browsers report while an input method holds the key.
const COMPOSING: u32 = 229;

/// Listens to the whole window until what it returns is dropped. `call` tells whether it used the key: the browser does
/// nothing with it then. `None` where there is no window.
pub fn on_keys(call: impl Fn(KeyPress) -> bool + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "keydown", options, move |event| {
        let press = event.dyn_ref().and_then(read);
        if press.is_some_and(&call) {
            event.prevent_default();
        }
    }))
}

/// Listens until what it returns is dropped, and calls when this key (`KeyboardEvent.key`) comes up. A page that loses the
/// focus never hears of it, so that counts as well. `None` where there is no window.
pub fn on_release(key: String, call: impl Fn() + 'static) -> Option<[EventListener; 2]> {
    let window = web_sys::window()?;
    let call = Rc::new(call);
    let gone = Rc::clone(&call);
    let up = EventListener::new(&window, "keyup", move |event| {
        let up = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
        if up.is_some_and(|up| up.eq_ignore_ascii_case(&key)) {
            call();
        }
    });
    Some([up, EventListener::new(&window, "blur", move |_| gone())])
}

/// The press, if it is nobody else's.
fn read(event: &KeyboardEvent) -> Option<KeyPress> {
    let key = event.key();
    let taken = event.default_prevented() || event.repeat();
    if taken || event.is_composing() || event.key_code() == COMPOSING {
        return None;
    }
    let press = KeyPress { key, command: event.ctrl_key() || event.meta_key(), alt: event.alt_key() };
    // What finds everything is found everywhere.
    if press.command && !press.alt && press.key == "k" {
        return Some(press);
    }
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(target) = target {
        if is(&target, "input,textarea,select") || target.is_content_editable() {
            if press.key == "Escape" {
                // So that the keys work again.
                let _ = target.blur();
            }
            return None;
        }
        if matches!(press.key.as_str(), "Enter" | " ") && is(&target, "button,a,summary") {
            return None;
        }
    }
    Some(press)
}

fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}
