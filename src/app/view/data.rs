//! The data sheet.

use super::super::backup::tally;
use super::super::data::{Due, Stage, Tally, due};
use super::super::effect::Moment;
use super::super::keeping::{KeepState, QUICK_LIMIT};
use super::super::lasting::{Lasting, Stay, Wish};
use super::super::model::Model;
use super::super::when;
use super::KeepView;
use super::lock::{self, LockView};
use crate::domain::{Locale, Stamp};

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
    let locale = model.settings.locale;
    let written = |at: Stamp| when::written(at.wall(now.offset), locale);
    let stage = &model.data.stage;
    DataView {
        locale,
        place: match model.keeping.state() {
            KeepState::Kept | KeepState::Keeping(_) => Where::Both,
            KeepState::Quick(_) => Where::Quick,
            KeepState::NotKept(..) => Where::Nowhere,
        },
        stay: {
            let KeepView { state, beside, lasting, .. } = super::keep(model);
            Stay::of(state, beside, lasting)
        },
        wish: if let Lasting::UntilTidied(wish) = model.lasting { Some(wish) } else { None },
        full: (model.keeping.units() * 100).div_ceil(QUICK_LIMIT).min(100),
        backup: model.data.backup.made.map(written),
        due: due(model, now.at),
        on_call: model.on_call().is_some(),
        made: if let Stage::Restore(plan, _) = stage { written(plan.made) } else { String::new() },
        query: model.data.query.clone(),
        days: model.settings.days,
        lock: lock::view(model),
        goes: match stage {
            Stage::Person(person, _) => tally(person.keys.iter().map(String::as_str)),
            Stage::Expire(_, keys) => tally(keys.iter().map(String::as_str)),
            _ => Tally::default(),
        },
        stage: stage.clone(),
    }
}
