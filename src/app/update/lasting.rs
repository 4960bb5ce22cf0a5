//! How long things stay here, and what to do when the database was emptied.

use super::super::clock::ClockRecord;
use super::super::lasting::{DatabaseNews, Lasting, Wish};
use super::super::model::{Model, Notice};
use super::super::records::{Key, Version, encode};
use super::{Effect, Turn};
use crate::domain::Id;
use crate::domain::json::ToJson;

impl Turn<'_> {
    /// The first appointment is worth asking for: the browser may put a question to the rep, and the notice says why.
    pub(super) fn ask_to_last(&mut self) -> bool {
        let first = self.model.appointments.iter().count() == 1 && self.model.archive.size == 0;
        let practice = self.model.on_call().is_none_or(|it| it.practice);
        let asks = first && !practice && self.model.lasting == Lasting::UntilTidied(Wish::Open);
        if asks {
            self.effects.push(Effect::AskToLast);
        }
        asks
    }

    #[inline(never)]
    pub(super) fn database_tells(&mut self, news: DatabaseNews) {
        match news {
            // What calls of the archive came to stands in the quick storage too: the calls themselves stood nowhere else.
            DatabaseNews::New if self.model.figures.is_empty() => {}
            DatabaseNews::New | DatabaseNews::Lost => self.notify(Notice::DataLost),
            DatabaseNews::Emptied => self.bring_again(),
            DatabaseNews::Back => self.effects.extend(self.model.keeping.again()),
        }
    }

    /// The database is empty now, whoever did that: all that is known here comes there again.
    fn bring_again(&mut self) {
        let all = self.model.keeping.unsure(&[]);
        let (quick, elsewhere): (Vec<_>, Vec<_>) = all.into_iter().partition(|key| self.model.keeping.size(key) > 0);
        self.effects.extend(self.model.keeping.quick_only(quick));
        let mut missing = std::mem::take(&mut self.model.archive.size);
        for key in elsewhere {
            let version = self.model.keeping.known(&key).unwrap_or_default();
            match Key::parse(&key).and_then(|key| text_of(self.model, &key, version)) {
                Some(text) => self.effects.extend(self.model.keeping.write(key, text)),
                None => {
                    // What stands in the place of a removed record is not missed.
                    missing += usize::from(self.model.keeping.is_newer(&key));
                    self.model.keeping.unknow(&key);
                }
            }
        }
        self.notify(if missing > 0 { Notice::DataLost } else { Notice::BroughtAgain });
    }
}

/// The text of a record that is known here, as it was written; `None` for one that was only passed on.
fn text_of(model: &Model, key: &Key, version: Version) -> Option<String> {
    let text = |data: &dyn ToJson| Some(encode(data, version));
    match key {
        Key::Settings => text(&model.settings),
        Key::Uses => text(&model.uses),
        Key::Draft(tab) => text(&**model.drafts.get(tab)?),
        Key::Call(id) => text(&model.calls.get(id)?.0),
        Key::Lead(id) => text(&**model.leads.get(id)?),
        Key::Appointment(id) => text(&**model.appointments.get(id)?),
        Key::FollowUp(id) => text(&**model.follow_ups.get(id)?),
        Key::Figures(id) => text(&**model.figures.get(id)?),
        Key::Flow(reference) => text(&**model.kept_flows.get(&Id::new(reference))?),
        Key::Backup => text(&model.data.backup),
        Key::Clock => text(&ClockRecord { seen: model.data.seen? }),
        Key::Lock | Key::Aside(_) | Key::Erased => None,
    }
}
