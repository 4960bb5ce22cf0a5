//! Moves the focus, or what is to be seen, once the changes are on the page, so that eye, keyboard and screen reader follow what
//! happened. Drawing drives it: a frame may pass before a slow machine has drawn what is to have the focus.

use super::page::element;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Where the focus goes, and where it came from.
#[derive(Default)]
pub struct Focus {
    next: RefCell<Option<Goal>>,
    left: RefCell<Option<HtmlElement>>,
}

/// Where it is to go.
enum Goal {
    /// To the element with this id.
    Element(&'static str),
    /// Nowhere; the element with this id only comes into sight.
    Sight(&'static str),
    /// Back to what had it; to the main part of the page if that is gone.
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
            None => return,
            Some(Goal::Sight(id)) => {
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                if let Some(element) = element(id) {
                    element.scroll_into_view_with_scroll_into_view_options(&nearest);
                }
                return;
            }
            Some(Goal::Element(id)) => element(id),
            Some(Goal::Back(Some(left))) if left.is_connected() => Some(left.into()),
            Some(Goal::Back(_)) => element("main"),
        };
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take it is still there to be clicked.
            let _ = element.focus();
        }
    }
}
