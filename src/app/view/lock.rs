//! The lock: before it is opened, and on the data sheet.

use super::super::data::Stage;
use super::super::lock::{Lock, LockFault, Shut};
use super::super::model::Model;
use crate::domain::Locale;
use crate::store::SaveStatus;

/// Before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShutView {
    /// Language of the desk.
    pub locale: Locale,
    /// What was typed.
    pub passphrase: String,
    /// It is tried.
    pub busy: bool,
    /// Why it did not open.
    pub fault: Option<LockFault>,
    /// What becomes of erasing everything.
    pub stage: Stage,
    /// It is about what the page around the widget gave back, without which the desk can be worked too.
    pub given: bool,
}

/// On the data sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockView {
    /// Nothing is kept, so there is nothing to seal.
    Nothing,
    /// There is none.
    Off,
    /// Every record is being sealed or opened.
    Busy,
    /// It was taken off, and not every record is open yet.
    Leaving,
    /// It is on, and locks itself after so many minutes; 0: never.
    On(u16),
}

#[inline(never)]
pub(super) fn shut_view(model: &Model, shut: &Shut) -> ShutView {
    ShutView {
        locale: model.records.settings.locale,
        passphrase: shut.passphrase.clone(),
        busy: shut.busy,
        fault: shut.fault,
        stage: model.data.stage.clone(),
        given: shut.given.is_some(),
    }
}

pub(super) fn view(model: &Model) -> LockView {
    match (&model.lock, model.saves.state()) {
        _ if model.bringing => LockView::Busy,
        (Lock::Open(_), _) if model.lock.seals() => LockView::On(model.records.settings.idle),
        (Lock::Open(_), _) => LockView::Leaving,
        (Lock::Off | Lock::Shut(_), SaveStatus::NotSaved(..)) if !model.host.is_keeper() => LockView::Nothing,
        (Lock::Off | Lock::Shut(_), _) => LockView::Off,
    }
}
