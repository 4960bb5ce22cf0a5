//! Keys that are pressed ahead of the screen. The next key of a fast rep may be meant for the field the one before leads to,
//! which is not there yet: it waits until what that one does is drawn, and goes to what has the focus then.

use super::keys::TYPED;
use crate::app::KeyPress;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlElement, KeyboardEvent, KeyboardEventInit};

/// The keys that wait.
#[derive(Default)]
pub struct TypeAhead {
    at_work: Cell<bool>,
    waiting: RefCell<VecDeque<KeyPress>>,
}

impl TypeAhead {
    /// Tells of a key that no field has, at once if none is at work. Whether it waits: the browser is to do nothing with it.
    pub fn press(&self, press: KeyPress, tell: impl Fn(KeyPress)) -> bool {
        if !self.at_work.replace(true) {
            tell(press);
            return false;
        }
        // Shift and its like do nothing by themselves.
        let waits = press.key.chars().count() == 1 || matches!(press.key.as_str(), "Enter" | "Backspace" | "Escape");
        if waits {
            self.waiting.borrow_mut().push_back(press);
        }
        waits
    }

    /// What the key at work does is drawn: a field that has the focus gets what waits; otherwise the next key is told of.
    pub fn drawn(&self, tell: impl Fn(KeyPress)) {
        self.at_work.set(false);
        let document = web_sys::window().and_then(|window| window.document()?.dyn_into::<HtmlDocument>().ok());
        let field = document.as_ref().and_then(|it| it.active_element()?.dyn_into::<HtmlElement>().ok());
        let field = field.filter(|it| it.matches(TYPED).unwrap_or(false)).zip(document);
        let mut typed = false;
        loop {
            let Some(press) = self.waiting.borrow_mut().pop_front() else { return };
            let plain = !press.command && !press.alt;
            match (&field, press.key.as_str()) {
                // As if it were typed: with its place in the browser's undo, and heard as any input is.
                (Some((_, document)), key) if plain && key.chars().count() == 1 => {
                    typed |= document.exec_command_with_show_ui_and_value("insertText", false, key).unwrap_or(false);
                }
                (Some((_, document)), "Backspace") if plain => drop(document.exec_command("delete")),
                // It ends what was typed; a field that is empty still has not been seen by whoever pressed it.
                (Some((field, _)), "Enter") if plain => {
                    if std::mem::take(&mut typed) {
                        enter(field);
                    }
                }
                _ => {
                    self.at_work.set(true);
                    return tell(KeyPress { typing: field.is_some(), ..press });
                }
            }
        }
    }
}

/// Enter in a field: what hears it, or else the button of its form.
fn enter(field: &HtmlElement) {
    let init = KeyboardEventInit::new();
    init.set_key("Enter");
    init.set_bubbles(true);
    init.set_cancelable(true);
    let press = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).ok();
    let is_free = press.is_some_and(|press| field.dispatch_event(&press).unwrap_or(false));
    let form = field.closest("form").ok().flatten().filter(|_| is_free);
    let button = form.and_then(|form| form.query_selector("[type=submit]").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}
