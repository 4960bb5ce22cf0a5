//! The data sheet.

use super::super::data::{Stage, Tally};
use super::super::lasting::{Lasting, Stay, Wish};
use super::super::model::Model;
use super::KeepView;
use super::lock::{self, LockView};
use crate::domain::{Locale, Moment, Stamp};
use crate::speech::when;
use crate::store::backup::{self, tally};
use crate::store::{Due, LOCAL_LIMIT, SaveStatus, StorageFault};

/// The data sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataView {
    /// Language of the desk.
    pub locale: Locale,
    /// Where records are.
    pub place: Where,
    /// How long they stay there.
    pub stay: Stay,
    /// The browser can be asked to clear nothing by itself, or was.
    pub wish: Option<Wish>,
    /// How many records the page around keeps, as the browser keeps none.
    pub by_host: Option<usize>,
    /// How full localStorage is, in hundredths of what is used of it at most.
    pub full: usize,
    /// When the last backup was made.
    pub backup: Option<String>,
    /// That it is time for the next.
    pub due: Option<Due>,
    /// A call is on the desk: nothing is taken away below it.
    pub on_call: bool,
    /// What the sheet is at.
    pub stage: Stage,
    /// When the file was written that would be restored.
    pub made: String,
    /// Who is looked for.
    pub query: String,
    /// Days after which customer data is deleted; 0: never.
    pub days: u16,
    /// The lock.
    pub lock: LockView,
    /// What would go: with the person, or by the keeping time that was chosen.
    pub goes: Tally,
}

/// Where records are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In both homes, or on their way there.
    Both,
    /// In localStorage only.
    Quick,
    /// Some in memory only.
    Nowhere,
}

pub(super) fn view(model: &Model, now: &Moment) -> DataView {
    let locale = model.records.settings.locale;
    let written = |at: Stamp| when::written(at.wall(now.offset), locale);
    let stage = &model.data.stage;
    DataView {
        locale,
        place: match model.saves.state() {
            SaveStatus::Saved | SaveStatus::Saving(_) => Where::Both,
            SaveStatus::LocalOnly(_) => Where::Quick,
            SaveStatus::NotSaved(..) => Where::Nowhere,
        },
        stay: {
            let KeepView { state, beside, lasting, .. } = super::keep(model);
            Stay::of(state, beside, lasting)
        },
        wish: if let Lasting::UntilTidied(wish) = model.lasting { Some(wish) } else { None },
        by_host: match model.saves.state() {
            SaveStatus::NotSaved(StorageFault::Blocked, records) if model.host.is_keeper() => Some(records),
            _ => None,
        },
        full: (model.saves.units() * 100).div_ceil(LOCAL_LIMIT).min(100),
        backup: model.records.backup.made.map(written),
        due: backup::due(&model.records, model.archive.size, now.at),
        on_call: model.on_call().is_some(),
        made: if let Stage::Restore(plan, _) = stage { written(plan.made) } else { String::new() },
        query: model.data.query.clone(),
        days: model.records.settings.days,
        lock: lock::view(model),
        goes: match stage {
            Stage::Person(person, _) => tally(person.keys.iter().map(String::as_str)),
            Stage::Expire(_, keys) => tally(keys.iter().map(String::as_str)),
            _ => Tally::default(),
        },
        stage: stage.clone(),
    }
}
