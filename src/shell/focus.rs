//! Moves the focus once the changes are on the page, so that keyboard and screen reader follow what happened.

use super::page::element;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlElement;

/// Focuses the element with this id on the next frame, by which time it has been rendered. Without it nothing happens.
pub fn focus(id: &'static str) {
    next_frame(move || element(id).and_then(|element| element.dyn_into().ok()));
}

/// What had the focus before something opened over it.
#[derive(Default)]
pub struct Left(Rc<RefCell<Option<HtmlElement>>>);

impl Left {
    /// Remembers what has the focus now; the page itself is nothing.
    pub fn keep(&self) {
        let active = web_sys::window().and_then(|window| window.document()?.active_element());
        let active = active.and_then(|element| element.dyn_into::<HtmlElement>().ok());
        self.0.replace(active.filter(|element| element.tag_name() != "BODY"));
    }

    /// Gives the focus back on the next frame; to the main part of the page if what had it is gone.
    pub fn give_back(&self) {
        let left = Rc::clone(&self.0);
        next_frame(move || {
            let left = left.take()?;
            if left.is_connected() { Some(left) } else { element("main")?.dyn_into().ok() }
        });
    }
}

fn next_frame(find: impl FnOnce() -> Option<HtmlElement> + 'static) {
    let Some(window) = web_sys::window() else { return };
    let frame = Closure::once_into_js(move || {
        if let Some(element) = find() {
            let _ = element.focus();
        }
    });
    let _ = window.request_animation_frame(frame.unchecked_ref());
}
