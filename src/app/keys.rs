//! Which key does what. Only keys without a text field under them arrive here, but for Ctrl+K; see `shell::keys`.

use super::actions::{Action, Place};
use super::effect::KeyPress;
use super::event::{Area, Event};
use super::model::Model;
use super::picking;
use crate::domain::letters::narrow;
use crate::store::KeyBindings;

/// Why a key cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRefusal {
    /// It is no single sign.
    NoSign,
    /// Digits are for answers.
    Digit,
    /// This has it already.
    Taken(Action),
    /// What it does could not be undone at once.
    Final,
}

impl KeyBindings {
    /// The key of an action; empty if it has none.
    pub fn key(&self, action: Action) -> &str {
        self.own(action.word()).unwrap_or(action.first_key())
    }

    /// What is shown of it on controls; empty if no key does it.
    pub fn cap(&self, action: Action) -> String {
        if self.off { String::new() } else { self.key(action).to_ascii_uppercase() }
    }

    /// What a key does at a place.
    pub fn action(&self, key: &str, place: Place) -> Option<Action> {
        Action::ALL.into_iter().find(|action| action.applies(place) && self.key(*action) == key)
    }

    /// Gives an action a key; an empty one takes its key away.
    ///
    /// # Errors
    /// Why not, and nothing has changed.
    pub fn set(&mut self, action: Action, key: &str) -> Result<(), KeyRefusal> {
        let key = &plain(key);
        let mut signs = key.chars();
        match (signs.next(), signs.next()) {
            (None, _) => {}
            (Some(digit), None) if digit.is_ascii_digit() => return Err(KeyRefusal::Digit),
            (Some(sign), None) if !sign.is_whitespace() && !sign.is_control() => {}
            _ => return Err(KeyRefusal::NoSign),
        }
        if !action.may_have_key() {
            return Err(KeyRefusal::Final);
        }
        let has_it = |other: &Action| *other != action && other.meets(action) && self.key(*other) == key;
        if let Some(other) = Action::ALL.into_iter().find(|other| !key.is_empty() && has_it(other)) {
            return Err(KeyRefusal::Taken(other));
        }
        self.put(action.word(), (key != action.first_key()).then(|| key.clone()));
        Ok(())
    }
}

/// What a key means on the present screen.
pub fn event_for(model: &Model, press: &KeyPress) -> Option<Event> {
    if press.alt {
        return None;
    }
    if press.command {
        return match plain(&press.key).as_str() {
            // With Shift the one is "redo" elsewhere, and the other the browser's.
            "z" if model.over.is_none() && !press.shift => Action::Undo.event(model),
            "k" if model.over.is_some() && !press.shift => Some(Event::CloseOver),
            "k" if !press.shift => Some(Event::OpenPalette),
            _ => None,
        };
    }
    if press.key == "Escape" {
        return leave(model, press.typing);
    }
    if model.records.settings.keys.off || model.over.is_some() {
        return None;
    }
    let (key, place) = (plain(&press.key), Place::of(model));
    if let Some(entry) = picking::entry_for(model, &key) {
        return Some(Event::PickEntry(entry));
    }
    // After a call there is one thing left to do.
    if key == "enter" && matches!(place, Place::WrappingUp | Place::Closed) {
        return Action::Done.event(model);
    }
    if let Some(action) = model.records.settings.keys.action(&key, place) {
        return action.event(model);
    }
    let number = key.parse::<usize>().ok().filter(|_| key.len() == 1 && place != Place::Before)?;
    number.checked_sub(1).map(Event::Pick)
}

/// Escape: out of what lies on top, one thing with each press.
fn leave(model: &Model, typing: bool) -> Option<Event> {
    if model.over.is_some() {
        return Some(Event::CloseOver);
    }
    let on_call = model.on_call();
    if typing || on_call.is_some_and(|it| it.picking.is_some()) {
        return Some(Event::GoTo(Area::Line));
    }
    if on_call.is_some_and(|it| it.phrase.is_some()) {
        return Some(Event::HidePhrase);
    }
    if model.notice.is_some() {
        return Some(Event::DismissNotice);
    }
    on_call.is_some_and(|it| it.tool.is_some()).then_some(Event::CloseTool)
}

/// A key as it is compared: capitals small, full-width signs of a Chinese keyboard as the others, and those that share a
/// key with one as that.
fn plain(key: &str) -> String {
    let as_compared = |sign| if sign == '\u{3001}' { '/' } else { narrow(sign) };
    key.chars().map(as_compared).collect::<String>().to_ascii_lowercase()
}
