//! What opens over the desk: the palette, the help, the keys. And what chosen things and keys of one's own do.

use super::super::actions::Action;
use super::super::keys::KeyRefusal;
use super::super::model::{Desk, Notice, Over, Sounding};
use super::super::palette::{Choice, Palette};
use super::{Effect, Event, Turn};
use crate::domain::find::Sounds;
use crate::domain::flow::Tool;
use crate::domain::{Id, Locale, call};
use crate::store::Key;
use std::rc::Rc;

impl Turn<'_> {
    #[inline(never)]
    pub(super) fn open(&mut self, over: Over) {
        // Keys that were to choose from a list no longer do: its heading is no place to come back to, and the line is.
        let picks = self.model.on_call().is_some_and(|it| it.picking.is_some());
        self.stop_picking();
        if self.model.over.is_none() && !picks {
            self.effects.push(Effect::KeepFocus);
        }
        self.model.over = Some(over);
    }

    #[inline(never)]
    pub(super) fn open_palette(&mut self) {
        self.need_sounds();
        let over = self.palette();
        self.open(over);
    }

    fn palette(&self) -> Over {
        let sounds = match &self.model.sounds {
            Sounding::Here(sounds) => Rc::clone(sounds),
            Sounding::Unasked | Sounding::Asked => Rc::default(),
        };
        Over::Palette(Rc::new(Palette::new(self.model, sounds, self.now)))
    }

    #[inline(never)]
    pub(super) fn open_diagnostics(&mut self) {
        self.effects.push(Effect::ReadDropped);
        self.open(Over::Diagnostics);
    }

    #[inline(never)]
    pub(super) fn close_over(&mut self) {
        if let Some(over) = self.model.over.take() {
            if over == Over::Leave {
                self.effects.push(Effect::GuardBack);
            }
            if let Some(Notice::KeyRefused(_)) = self.model.notice {
                self.model.notice = None;
            }
            self.effects.push(Effect::GiveFocusBack);
        }
    }

    /// Does what was chosen. The focus first goes back to where it was, and from there wherever the choice leads.
    #[inline(never)]
    pub(super) fn choose(&mut self, choice: Choice) {
        self.model.over = None;
        let so_far = self.effects.len();
        if let Some(name) = choice.name() {
            self.model.records.frecency.add(&name);
            let uses = self.model.records.frecency.clone();
            self.keep(&Key::Frecency, &uses);
        }
        let event = match choice {
            Choice::Answer(place) => Some(Event::Pick(place)),
            Choice::Do(action) => action.event(self.model),
            Choice::Objection(objection) => Some(Event::Do(call::Event::Detoured { objection })),
            Choice::Step(to) => Some(Event::Do(call::Event::Jumped { to })),
            Choice::Stage(_, step) | Choice::Ahead(step) => Some(Event::Do(call::Event::WentTo { step })),
            Choice::Unfinished(call) => Some(Event::OpenCall(call)),
            Choice::Customer(call) => Some(Event::CallAgain(call)),
            Choice::Card(card) => {
                self.show_card(card);
                None
            }
            Choice::Phrase(group, place) => {
                self.show_phrase(Some((group, place)));
                None
            }
        };
        if let Some(event) = event {
            self.take(event);
        }
        if self.model.over.is_none() {
            self.effects.insert(so_far, Effect::GiveFocusBack);
        }
    }

    /// Shows the cards, this one open.
    fn show_card(&mut self, card: Id) {
        self.show_tool(Tool::Cards);
        if let Desk::Call(on_call) = &mut self.model.desk {
            on_call.card = Some(card);
            self.effects.push(Effect::Focus("card"));
        }
    }

    /// Shows a ready sentence beside the line, to be read aloud; `None`: away with it.
    #[inline(never)]
    pub(super) fn show_phrase(&mut self, phrase: Option<(usize, usize)>) {
        if let Desk::Call(on_call) = &mut self.model.desk {
            on_call.phrase = phrase;
            self.effects.push(Effect::Focus(if phrase.is_some() { "saying" } else { "line" }));
        }
    }

    #[inline(never)]
    pub(super) fn set_key(&mut self, action: Action, key: &str) {
        match self.model.records.settings.keys.set(action, key) {
            Ok(()) => {
                self.settle();
                self.keep_settings();
            }
            Err(refusal) => self.refuse_key(refusal),
        }
    }

    fn refuse_key(&mut self, refusal: KeyRefusal) {
        self.notify(Notice::KeyRefused(refusal));
    }

    #[inline(never)]
    pub(super) fn reset_keys(&mut self) {
        self.model.records.settings.keys.reset();
        self.settle();
        self.keep_settings();
    }

    /// Asks for the table of readings where there is Chinese to be found; nothing is asked for twice.
    #[inline(never)]
    pub(super) fn need_sounds(&mut self) {
        let flow = self.model.on_call().map(|on_call| on_call.call.flow().locale);
        let chinese = self.model.records.settings.locale == Locale::ZhCn || flow == Some(Locale::ZhCn);
        if chinese && self.model.sounds == Sounding::Unasked {
            self.model.sounds = Sounding::Asked;
            self.effects.push(Effect::FetchSounds);
        }
    }

    #[inline(never)]
    pub(super) fn sounds_came(&mut self, text: Option<&str>) {
        let sounds = text.map(Sounds::parse).filter(|sounds| !sounds.is_empty());
        // Without them: another try with the next opening.
        self.model.sounds = sounds.map_or(Sounding::Unasked, |sounds| Sounding::Here(Rc::new(sounds)));
        if let Some(Over::Palette(_)) = self.model.over {
            self.model.over = Some(self.palette());
        }
    }
}
