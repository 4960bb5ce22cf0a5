//! Keys pressed outside of fields, and Ctrl+K anywhere. Knows whose key it is, not what it does.

use crate::app::KeyPress;
use gloo::events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, InputEvent, KeyboardEvent};

/// What browsers report while an input method holds the key.
const COMPOSING: u32 = 229;

/// Where a sign is text, or chooses an option that begins with it.
pub(super) const TYPED: &str = "input:not([type=checkbox],[type=radio],[type=file]),textarea,select";

/// What Enter and the space bar work.
const WORKED: &str = "button,a,summary,input";

/// Listens to the whole window until what it returns is dropped. `call` tells whether it used the key: the browser does
/// nothing with it then. `None` where there is no window.
pub fn on_keys(call: impl Fn(KeyPress) -> bool + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "keydown", options, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if is_held_enter(key) || read(key).is_some_and(&call) {
            event.prevent_default();
        }
    }))
}

/// Keeps the browser's own undo to the field that has the focus, until what it returns is dropped: Chromium goes on in the one
/// that was edited before, wherever that is, shown or not.
pub fn keep_undo_in_field() -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "beforeinput", options, |event| {
        let Some(input) = event.dyn_ref::<InputEvent>() else { return };
        let focused = web_sys::window().and_then(|window| window.document()?.active_element());
        let elsewhere = event.target().is_some_and(|field| focused.as_deref() != field.dyn_ref());
        if elsewhere && input.input_type().starts_with("history") {
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
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let press = KeyPress {
        key,
        command: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
        typing: target.as_ref().is_some_and(|it| is(it, TYPED) || it.is_content_editable()),
    };
    // What finds everything is found everywhere, and the way out of a field is heard in the field.
    let finds = press.command && !press.alt && !press.shift && press.key.eq_ignore_ascii_case("k");
    let everywhere = press.key == "Escape" || finds;
    // The browser closes with it what it opened: that is all one press does.
    if press.key == "Escape" && !press.typing && is_open() {
        return None;
    }
    if let Some(field) = target.as_ref().filter(|_| press.key == "Escape" && press.typing) {
        // At once, and not when the focus has somewhere to go: the next key would still be typed into it.
        let _ = field.blur();
    }
    let works = |it: &HtmlElement| matches!(press.key.as_str(), "Enter" | " ") && is(it, WORKED);
    let others = press.typing || target.is_some_and(|it| works(&it));
    (everywhere || !others).then_some(press)
}

/// Whether Enter is held and would work what has come under it since it went down.
fn is_held_enter(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    event.repeat() && event.key() == "Enter" && target.is_some_and(|it| is(&it, WORKED))
}

/// Whether something is open that the browser closes by itself.
fn is_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    // A browser without it does not know the selector.
    document.is_some_and(|it| it.query_selector(":popover-open").is_ok_and(|open| open.is_some()))
}

fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}
