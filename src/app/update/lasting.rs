//! How long things stay here, and what to do when the database was emptied.

use super::super::lasting::{DatabaseNews, Lasting, Wish};
use super::super::model::Notice;
use super::{Effect, Turn};
use crate::store::{Key, encode};

impl Turn<'_> {
    /// The first appointment is worth asking for: the browser may put a question to the rep, and the notice says why.
    pub(super) fn ask_to_last(&mut self) -> bool {
        let first = self.model.records.appointments.iter().count() == 1 && self.model.archive.size == 0;
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
            DatabaseNews::New if self.model.records.figures.is_empty() => {}
            DatabaseNews::New | DatabaseNews::Lost => self.notify(Notice::DataLost),
            DatabaseNews::Emptied => self.bring_again(),
            DatabaseNews::Back => {
                let effects = self.model.saves.again();
                self.store(effects);
            }
        }
    }

    /// The database is empty now, whoever did that: all that is known here comes there again.
    fn bring_again(&mut self) {
        let all = self.model.saves.unsure(&[]);
        let (quick, elsewhere): (Vec<_>, Vec<_>) = all.into_iter().partition(|key| self.model.saves.size(key) > 0);
        let effect = self.model.saves.quick_only(quick);
        self.store(effect);
        let mut missing = std::mem::take(&mut self.model.archive.size);
        for key in elsewhere {
            let version = self.model.saves.known(&key).unwrap_or_default();
            let record = Key::parse(&key).and_then(|key| self.model.records.get(&key).map(|it| encode(it, version)));
            match record {
                Some(text) => {
                    let effect = self.model.saves.write(key, text);
                    self.store(effect);
                }
                None => {
                    // What stands in the place of a removed record is not missed.
                    missing += usize::from(self.model.saves.is_newer(&key));
                    self.model.saves.unknow(&key);
                }
            }
        }
        self.notify(if missing > 0 { Notice::DataLost } else { Notice::BroughtAgain });
    }
}
