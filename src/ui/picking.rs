//! Lists that are chosen from by the signs of their entries.

use super::Wire;
use super::el::{Attr, El, On, el};
use super::parts::panel_at;
use crate::app::{Action, Event, sign};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent};

/// A part of the desk whose entries are chosen from by their signs, for as long as the focus is in it; `how` says so.
pub fn picked(id: &str, action: Action, title: &str, all: El, how: Option<&str>, wire: &Wire) -> El {
    let part = panel_at(Some(id), action, title, wire).add(all);
    let part = part.maybe(how.map(|how| el("p").class("pick-how").attr(Attr::Role, "status").text(how)));
    if how.is_some() { leaves(part, wire) } else { part }
}

/// A list that is chosen from is so for as long as the focus is in it.
pub fn leaves(list: El, wire: &Wire) -> El {
    let dispatch = wire.dispatch.clone();
    list.hear(On::FocusOut, move |event| {
        if !goes_within(&event) {
            dispatch.emit(Event::StopPicking);
        }
    })
}

/// Whether the focus goes from one place in the part to another.
fn goes_within(event: &web_sys::Event) -> bool {
    let next = event.dyn_ref().and_then(FocusEvent::related_target).and_then(|it| it.dyn_into::<Element>().ok());
    let part = event.target().and_then(|it| it.dyn_into::<Element>().ok()?.closest("section, nav").ok()?);
    part.is_some_and(|part| part.contains(next.as_deref()) && next.is_some())
}

/// The sign that chooses an entry.
pub fn signed(place: usize, open: bool) -> Option<El> {
    let sign = sign(place).filter(|_| open)?;
    Some(el("kbd").class("sign").attr(Attr::Hidden, "true").text(&sign.to_ascii_uppercase().to_string()))
}
