//! What was noted, and the path walked.

use super::Wire;
use super::el::{Attr, El, On, el};
use super::part::{Slice, part};
use super::parts::{button, hint, panel, panel_at};
use crate::app::view::{Locales, PathView};
use crate::app::{Action, Event};
use crate::domain::{Locale, call};
use crate::text::texts;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// Notes, newest first, and the field for a new one: Enter takes it, Shift+Enter starts a new line in it.
pub fn notes(notes: &[(String, String)], locale: Locale, wire: &Wire) -> El {
    let t = texts(locale);
    let dispatch = wire.dispatch.clone();
    let add = move |event: web_sys::Event| {
        if let Some(text) = take(&event) {
            dispatch.emit(Event::Do(call::Event::Noted { text }));
        }
    };
    let area = el("textarea")
        .id("note")
        .attr(Attr::Rows, "2")
        .attr(Attr::Maxlength, "4000")
        .label(t.call_notes)
        .attr(Attr::Placeholder, t.call_note_hint)
        // What is in the field when it is left is a note, by Enter or otherwise: nothing typed is lost.
        .hear(On::Change, add)
        .enter_takes(wire);
    let note = |(at, text): &(String, String)| el("li").add(el("time").text(at)).add(el("span").text(text));
    let notes = el("ul").class("note-list").test("notes").each(notes.iter().rev().map(note));
    panel_at(None, Action::Note, t.call_notes, wire).class("panel notes").add(area).add(notes)
}

/// What the field holds, which is emptied; `None` if it is only blank.
fn take(event: &web_sys::Event) -> Option<String> {
    let area: HtmlTextAreaElement = event.target()?.dyn_into().ok()?;
    let text = Some(area.value()).filter(|text| !text.trim().is_empty())?;
    area.set_value("");
    Some(text)
}

/// The path walked, newest first; each place is the way back to it.
pub fn path(path: &[Rc<PathView>], locales: Locales, wire: &Wire) -> El {
    let t = texts(locales.desk);
    let one = |visit: &Rc<PathView>| {
        let item = el("li").key(&visit.place.to_string());
        let item = item.attr_if(Attr::Class, visit.detour.then_some("path-detour"));
        item.add(part(Slice::Visit(visit.clone(), locales), wire))
    };
    panel(t.call_path, "panel path")
        .maybe(path.is_empty().then(|| hint(t.call_path_none)))
        .add(el("ol").class("path-list").each(path.iter().rev().map(one)))
}

/// A place on the path.
pub fn visit(visit: &PathView, locales: Locales, wire: &Wire) -> El {
    let t = texts(locales.desk);
    // Heard, not seen: the parts of the name are told apart.
    let comma = || el("span").class("visually-hidden").text(t.list_comma);
    button(Event::Do(call::Event::Jumped { to: visit.place }), wire)
        .class("act path-step")
        .test("path")
        .add(el("time").text(&visit.at))
        .add(comma())
        .add(el("b").lang(locales.flow).text(&visit.home))
        .add(comma())
        .add(el("span").lang(locales.flow).text(&visit.line))
        .add(comma())
        .add(el("span").class("visually-hidden").text(t.call_jump))
}
