//! Moves the focus once the changes are on the page, so that keyboard and screen reader follow what happened. Drawing
//! drives it: a frame may pass before a slow machine has drawn what is to have the focus.

use super::page::element;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
    /// Back to what had it; to the main part of the page if that is gone.
    Back(Option<HtmlElement>),
}

impl Focus {
    /// Asks for the element with this id. What was asked for last counts.
    pub fn ask(&self, id: &'static str) {
        self.next.replace(Some(Goal::Element(id)));
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

    /// Something was drawn, `whole` or with more to come: what was asked for gets the focus if it is there, and is
    /// forgotten if it will not come.
    pub fn drawn(&self, whole: bool) {
        let Some(goal) = self.next.take() else { return };
        let found = match &goal {
            Goal::Element(id) => element(id),
            Goal::Back(Some(left)) if left.is_connected() => Some(left.clone().into()),
            Goal::Back(_) => element("main"),
        };
        match found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take it is still there to be clicked.
            Some(element) => drop(element.focus()),
            None if whole => {}
            None => drop(self.next.replace(Some(goal))),
        }
    }
}
