//! What was noted, and the path walked.

use super::Dispatch;
use super::parts::{Act, Panel};
use crate::app::Event;
use crate::app::view::PathView;
use crate::domain::{Locale, call};
use crate::text::texts;
use std::rc::Rc;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NotesProps {
    pub notes: Rc<Vec<(String, String)>>,
    pub locale: Locale,
    pub dispatch: Dispatch,
}

#[component]
pub fn Notes(props: &NotesProps) -> Html {
    let NotesProps { notes, locale, dispatch } = props;
    let t = texts(*locale);
    let place = use_node_ref();
    let add = {
        let (place, dispatch) = (place.clone(), dispatch.clone());
        Callback::from(move |()| {
            if let Some(area) = place.cast::<HtmlTextAreaElement>().filter(|area| !area.value().trim().is_empty()) {
                dispatch.emit(Event::Do(call::Event::Noted { text: area.value() }));
                area.set_value("");
            }
        })
    };
    let onkeydown = {
        let add = add.clone();
        Callback::from(move |event: KeyboardEvent| {
            // Enter that ends a word of an input method is not the end of a note.
            if event.key() == "Enter" && !event.shift_key() && !event.is_composing() && event.key_code() != 229 {
                event.prevent_default();
                add.emit(());
            }
        })
    };
    let onclick = Callback::from(move |_: MouseEvent| add.emit(()));
    html! {
        <Panel title={t.call_notes} hint="N" class="notes">
            <div class="note-new">
                <textarea id="note" ref={place} rows="2" maxlength="4000" aria-label={t.call_notes}
                    placeholder={t.call_note_hint} {onkeydown} />
                <button type="button" class="act" {onclick}>{ t.call_note_add }</button>
            </div>
            <ul class="note-list" data-test="notes">
                { for notes.iter().rev().map(|(at, text)| html! { <li><time>{ at }</time><span>{ text }</span></li> }) }
            </ul>
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
pub struct PathProps {
    pub path: Rc<Vec<PathView>>,
    pub locale: Locale,
    pub dispatch: Dispatch,
}

#[component]
pub fn Path(props: &PathProps) -> Html {
    let PathProps { path, locale, dispatch } = props;
    let t = texts(*locale);
    let one = |visit: &PathView| html! {
        <li key={visit.place} class={visit.detour.then_some("path-detour")}>
            <Act {dispatch} event={Event::Do(call::Event::Jumped { to: visit.place })} class="path-step" test="path">
                <time>{ &visit.at }</time><b>{ &visit.home }</b><span>{ &visit.line }</span>
                <span class="visually-hidden">{ t.call_jump }</span>
            </Act>
        </li>
    };
    html! {
        <Panel title={t.call_path} class="path">
            if path.is_empty() {
                <p class="hint">{ t.call_path_none }</p>
            }
            <ol class="path-list" reversed={true}>{ for path.iter().rev().map(one) }</ol>
        </Panel>
    }
}
