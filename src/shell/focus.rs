//! Moves the focus, or what is to be seen, once the changes are on the page, so that eye, keyboard and screen reader follow what
//! happened. Drawing drives it: a frame may pass before a slow machine has drawn what is to have the focus.

use super::page::element;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Where the focus goes, and where it came from.
#[derive(Default)]
pub struct Focus {
    next: RefCell<Option<Goal>>,
    left: RefCell<Option<HtmlElement>>,
    /// Something had it once.
    had: Cell<bool>,
}

/// Where it is to go.
enum Goal {
    /// To the element with this id.
    Element(&'static str),
    /// Nowhere; the element with this id only comes into sight.
    Sight(&'static str),
    /// Back to what had it, if that is still there.
    Back(Option<HtmlElement>),
}

impl Focus {
    /// Asks for the element with this id. What was asked for last counts.
    pub fn ask(&self, id: &'static str) {
        self.next.replace(Some(Goal::Element(id)));
    }

    /// Asks for the element with this id to be seen. What asks for the focus later comes before it.
    pub fn show(&self, id: &'static str) {
        self.next.replace(Some(Goal::Sight(id)));
    }

    /// Remembers what has the focus now, before something opens over it; the page itself is nothing.
    pub fn keep(&self) {
        let active = web_sys::window().and_then(|window| window.document()?.active_element());
        let active = active.and_then(|element| element.dyn_into::<HtmlElement>().ok());
        self.left.replace(active.filter(|element| element.tag_name() != "BODY"));
    }

    /// Asks for what was remembered.
    pub fn give_back(&self) {
        self.next.replace(Some(Goal::Back(self.left.take())));
    }

    /// All of it is drawn: what was asked for gets the focus. If it is not there, it will not come. Not to be called
    /// earlier: moving the focus makes the browser lay the page out.
    pub fn drawn(&self) {
        let found = match self.next.take() {
            None => return self.hold(),
            Some(Goal::Sight(id)) => {
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                if let Some(element) = element(id) {
                    element.scroll_into_view_with_scroll_into_view_options(&nearest);
                }
                return self.hold();
            }
            Some(Goal::Element(id)) => element(id),
            Some(Goal::Back(Some(left))) if left.is_connected() => Some(left.into()),
            Some(Goal::Back(_)) => None,
        };
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take it is still there to be clicked.
            let _ = element.focus();
        }
        self.hold();
    }

    /// What had the focus may be gone with what was drawn, or what was to have it cannot take it: it never falls to the page
    /// itself, where a screen reader begins anew and Tab goes through everything. A page that is looked at for the first
    /// time, or is not looked at, keeps its hands off.
    fn hold(&self) {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        let lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
        if !lost {
            self.had.set(true);
        } else if self.had.get() && document.has_focus().unwrap_or(false) && !is_moving() {
            let dialog = document.query_selector("dialog[open] :is(h1, h2, button)").ok().flatten();
            let next = dialog.or_else(|| element("line")).or_else(|| element("main"));
            let stays = FocusOptions::new();
            stays.set_prevent_scroll(true);
            if let Some(element) = next.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                // As above.
                let _ = element.focus_with_options(&stays);
            }
        }
    }
}

/// Whether the focus is on its way to the next field: what a field tells as it is left is drawn before it has arrived. Never
/// inlined: the first prompt does without.
#[inline(never)]
fn is_moving() -> bool {
    let event = web_sys::window().and_then(|window| window.event().dyn_into::<FocusEvent>().ok());
    event.is_some_and(|event| event.related_target().is_some())
}
