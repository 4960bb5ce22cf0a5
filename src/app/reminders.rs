//! What comes due while the page is just open: when the screen changes by itself, and what is then told.

use super::effect::Effect;
use super::model::Model;
use crate::domain::{Id, Moment, Stamp};
use crate::store::follow_ups;
use crate::text::{fill, texts};

/// The screen follows the clock at least that often: greetings and days begin at full hours.
const HOUR: i64 = 60 * 60_000;

/// Whether the browser shows the rep what comes due while they look elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Allowed {
    /// It was not asked yet, or cannot do it.
    #[default]
    Unknown,
    /// The rep can be asked.
    Unasked,
    /// It does.
    Yes,
    /// The rep or the browser said no.
    No,
}

/// What is told of the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reminders {
    /// Outside of the page.
    pub allowed: Allowed,
    /// What came due until then was told.
    pub told: Option<Stamp>,
}

/// Everything that was agreed and is still open: when, and in which call.
fn open(model: &Model) -> impl Iterator<Item = (Stamp, &Id)> {
    let meetings = model.records.appointments.iter().map(|(_, it)| (it.time.at, &it.call));
    follow_ups::open(&model.records).map(|(call, it)| (it.time.at, call)).chain(meetings)
}

/// How the page is called while the pre-call card is shown: a tab in the background says so that something is due.
#[inline(never)]
pub fn title(model: &Model, now: &Moment) -> String {
    let t = texts(model.records.settings.locale);
    let promised = follow_ups::open(&model.records).filter(|(_, it)| it.time.at <= now.at).count();
    let meetings =
        model.records.appointments.iter().filter(|(_, it)| it.time.at <= now.at && it.end() > now.at).count();
    match promised + meetings {
        0 => t.app_title.into(),
        due => fill(t.app_title_due, &[("n", &due.to_string())]),
    }
}

/// When the screen is next to change without anybody's doing.
#[inline(never)]
pub fn next_change(model: &Model, now: &Moment) -> Stamp {
    let wall = now.at.0.saturating_add(i64::from(now.offset) * 60_000);
    let hour = Stamp(now.at.0.saturating_add(HOUR - wall.rem_euclid(HOUR)));
    let ends = model.records.appointments.iter().map(|(_, it)| it.end());
    open(model).map(|(at, _)| at).chain(ends).filter(|at| *at > now.at).fold(hour, Stamp::min)
}

/// What came due since it was last told.
#[inline(never)]
pub fn tell(model: &mut Model, now: &Moment) -> Option<Effect> {
    // A clock that was set back makes nothing come due twice; one that is right again does not keep silent.
    let told = model.reminders.told.replace(now.at)?;
    if model.reminders.allowed != Allowed::Yes {
        return None;
    }
    let t = texts(model.records.settings.locale);
    let who =
        |call: &Id| model.records.calls.get(call).map_or_else(|| t.lead_unknown.into(), |it| model.with(&it.1.lead));
    let due: Vec<String> =
        open(model).filter(|(at, _)| *at > told && *at <= now.at).map(|(_, call)| who(call)).collect();
    let title = fill(t.remind_due, &[("n", &due.len().to_string())]);
    (!due.is_empty()).then(|| Effect::Notify { title, text: due.join(t.list_semicolon) })
}
