//! Moves the focus once the changes are on the page, so that keyboard and screen reader follow what happened.

use super::page::element;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlElement;

/// Focuses the element with this id on the next frame, by which time it has been rendered. Without it nothing happens.
pub fn focus(id: &'static str) {
    let Some(window) = web_sys::window() else { return };
    let frame = Closure::once_into_js(move || {
        let element = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = element {
            let _ = element.focus();
        }
    });
    let _ = window.request_animation_frame(frame.unchecked_ref());
}
