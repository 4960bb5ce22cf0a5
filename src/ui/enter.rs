//! Enter in a field of a call: what is typed is taken, and the keys are those of the line again.

use super::Wire;
use super::el::{El, On};
use crate::app::{Area, Event};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

impl El {
    /// Enter takes what the field holds, as leaving it does, and leads back to the line.
    pub fn enter_takes(self, wire: &Wire) -> Self {
        self.enter_does(wire, |_| {})
    }

    /// The same, with something to be done first. The field is left at once and not when the next screen is drawn: the
    /// next key of a fast rep would still be typed into it.
    pub fn enter_does(self, wire: &Wire, act: impl Fn(web_sys::Event) + 'static) -> Self {
        let dispatch = wire.dispatch.clone();
        self.hear(On::Keydown, move |event| {
            if !event.dyn_ref().is_some_and(is_enter) {
                return;
            }
            event.prevent_default();
            act(event.clone());
            if let Some(field) = event.target().and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                // A field that cannot be left keeps the focus, and nothing is lost.
                let _ = field.blur();
            }
            dispatch.emit(Event::GoTo(Area::Line));
        })
    }
}

/// Whether a key is Enter by itself. One that ends a word of an input method is not, and Safari tells of those by their key
/// code alone; with Shift it begins a new line.
pub fn is_enter(press: &KeyboardEvent) -> bool {
    press.key() == "Enter" && !press.shift_key() && !composes(press)
}

/// Whether the key belongs to an input method.
pub fn composes(press: &KeyboardEvent) -> bool {
    press.is_composing() || press.key_code() == COMPOSING
}

/// What browsers report as the key while an input method holds it.
const COMPOSING: u32 = 229;
