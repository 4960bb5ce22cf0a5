//! Choosing from a list by the sign an entry bears.

use super::super::model::Desk;
use super::super::picking::Picking;
use super::{Effect, Turn};
use crate::domain::call;

impl Turn<'_> {
    /// Opens a list to choose from. Where single keys do nothing it only takes the focus.
    #[inline(never)]
    pub(super) fn pick_from(&mut self, picking: Picking) {
        let by_key = !self.model.records.settings.keys.off;
        if let Desk::Call(on_call) = &mut self.model.desk {
            on_call.picking = by_key.then_some(picking);
            self.effects.push(Effect::Focus(match picking {
                Picking::Objection => "objections",
                Picking::PhraseGroup | Picking::Phrase(_) => "phrases",
                Picking::Stage => "stages",
            }));
        }
    }

    #[inline(never)]
    pub(super) fn pick_entry(&mut self, place: usize) {
        let Desk::Call(on_call) = &mut self.model.desk else { return };
        match on_call.picking.take() {
            None => {}
            Some(Picking::PhraseGroup) => self.pick_from(Picking::Phrase(place)),
            Some(Picking::Phrase(group)) => self.show_phrase(Some((group, place))),
            Some(Picking::Stage) => {
                let flow = on_call.call.flow();
                let first = flow.stages().nth(place).and_then(|(ix, _)| flow.first_step(ix));
                if let Some(step) = first.map(|step| step.id.clone()) {
                    self.happen(call::Event::WentTo { step });
                }
                self.effects.push(Effect::Focus("line"));
            }
            Some(Picking::Objection) => {
                let objection = on_call.call.flow().objections().nth(place).map(|(_, it)| it.id.clone());
                if let Some(objection) = objection {
                    self.happen(call::Event::Detoured { objection });
                    self.effects.push(Effect::Focus("line"));
                }
            }
        }
    }

    /// Keys are what they were again.
    #[inline(never)]
    pub(super) fn stop_picking(&mut self) {
        if let Desk::Call(on_call) = &mut self.model.desk {
            on_call.picking = None;
        }
    }
}
