//! What was noted, and the path walked.

use super::Wire;
use super::parts::{Act, hint, panel, panel_at};
use crate::app::Event;
use crate::app::view::PathView;
use crate::domain::{Locale, call};
use crate::text::texts;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Notes, newest first, and the field for a new one: Enter adds it, Shift+Enter starts a new line in it.
pub fn notes(notes: &[(String, String)], locale: Locale, wire: &Wire) -> Html {
    let t = texts(locale);
    let dispatch = wire.dispatch.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        // Enter that ends a word of an input method is not the end of a note.
        if event.key() != "Enter" || event.shift_key() || event.is_composing() || event.key_code() == 229 {
            return;
        }
        event.prevent_default();
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        if !area.value().trim().is_empty() {
            dispatch.emit(Event::Do(call::Event::Noted { text: area.value() }));
            area.set_value("");
        }
    });
    panel_at(
        None,
        t.call_notes,
        Some("N"),
        "panel",
        html! {
            <>
                <textarea id="note" rows="2" maxlength="4000" aria-label={t.call_notes} placeholder={t.call_note_hint} {onkeydown} />
                <ul class="note-list" data-test="notes">
                    { for notes.iter().rev().map(|(at, text)| html! { <li><time>{ at }</time><span>{ text }</span></li> }) }
                </ul>
            </>
        },
    )
}

/// The path walked, newest first; each place is the way back to it.
pub fn path(path: &[PathView], locale: Locale, wire: &Wire) -> Html {
    let t = texts(locale);
    let one = |visit: &PathView| {
        let inside = html! {
            <>
                <time>{ &visit.at }</time><b>{ &visit.home }</b><span>{ &visit.line }</span>
                <span class="visually-hidden">{ t.call_jump }</span>
            </>
        };
        let act = Act::around(inside, Event::Do(call::Event::Jumped { to: visit.place }))
            .class("act path-step")
            .test("path");
        html! { <li key={visit.place} class={if visit.detour { "path-detour" } else { "" }}>{ act.draw(wire) }</li> }
    };
    panel(
        t.call_path,
        "panel",
        html! {
            <>
                { path.is_empty().then(|| hint(t.call_path_none)) }
                <ol class="path-list">{ for path.iter().rev().map(one) }</ol>
            </>
        },
    )
}
