//! The program opens: every record that can be read is taken up, the others are set aside, none is lost.

use super::data::Data;
use super::effect::{Boot, Effect};
use super::event::List;
use super::hearing::Hearing;
use super::host::Host;
use super::lasting::Lasting;
use super::lock::{Lock, LockEffect, Shut};
use super::model::{Asked, Desk, Loading, Model, Notice, Prepare, Sounding, Why};
use super::past::Recalled;
use super::reminders::Reminders;
use crate::app::model::ArchiveSearch;
use crate::domain::Id;
use crate::domain::flow::Cover;
use crate::speech::zones::Zones;
use crate::store::archive::Archive;
use crate::store::{DraftRecord, Key, Records, SaveQueue, Unreadable, encryption};

/// The model to begin with, and what is to be done first.
pub fn start(boot: Boot) -> (Model, Vec<Effect>) {
    let (records, fault) = match boot.records {
        Ok(records) => (records, None),
        Err(fault) => (Vec::new(), Some(fault)),
    };
    let mut model = Model {
        records: Records::new(boot.locale),
        zone: boot.zone,
        zones: Vec::new(),
        zone_names: Zones::default(),
        flows: [Loading::Unasked, Loading::Unasked],
        covers: boot.covers.map(|cover| cover.as_deref().and_then(Cover::parse)),
        archive: Archive::default(),
        archive_search: ArchiveSearch::default(),
        tab: boot.tab,
        tabs: Vec::new(),
        prepare: Prepare::default(),
        recalled: Recalled::default(),
        search: String::new(),
        held: None,
        asked_for: boot.call.map(|call| Asked { call, why: Why::Reloaded }),
        rows: [List::ROWS; 4],
        desk: Desk::Prepare,
        hearing: Hearing::default(),
        host: Host::default(),
        over: None,
        sounds: Sounding::Unasked,
        reminders: Reminders::default(),
        data: Data::default(),
        saves: SaveQueue::new(fault),
        lasting: Lasting::default(),
        lock: Lock::default(),
        bringing: false,
        notice: None,
        notices: 0,
    };
    let mut effects = match encryption::shut(&records) {
        None => take_up_all(&mut model, records),
        Some(asks) => stay_shut(&mut model, records, asks),
    };
    let locale = model.records.settings.locale;
    model.flows[locale as usize] = Loading::Asked;
    effects.push(Effect::FetchFlow(locale));
    effects.push(Effect::ShowLocale(locale));
    effects.push(Effect::ShowTheme(model.records.settings.theme));
    (model, effects)
}

/// Nothing but what lies open is taken up before the lock is opened. Never inlined: most desks have none.
#[inline(never)]
fn stay_shut(model: &mut Model, records: Vec<(String, String)>, asks: bool) -> Vec<Effect> {
    model.lock = Lock::Shut(Shut { busy: !asks, ..Shut::default() });
    let open = records.into_iter().filter(|(key, text)| !encryption::is_sealable(key, text));
    let mut effects = take_up_all(model, open.collect());
    // The database may know better.
    effects.push(Effect::Lock(if asks { LockEffect::Look } else { LockEffect::Open(None) }));
    effects.push(Effect::Focus("passphrase"));
    effects
}

/// Takes up what localStorage holds, and says what is to be done about what cannot be read.
pub(super) fn take_up_all(model: &mut Model, records: Vec<(String, String)>) -> Vec<Effect> {
    let mut effects = Vec::new();
    let (mut broken, mut newer, mut sealed) = (0, 0, 0);
    for (key, text) in records {
        match take_up(model, &key, &text) {
            Ok(()) => model.saves.note(&key, &text),
            Err(Unreadable::Newer) => {
                newer += 1;
                model.saves.protect(&key);
            }
            // The database may have it open.
            Err(Unreadable::Sealed) => {
                sealed += 1;
                model.saves.protect_sealed(&key);
            }
            // It opens nothing here, and the database may have a sound one: nothing is to be written in its place.
            Err(Unreadable::Broken) if key == Key::Lock.text() => {}
            Err(Unreadable::Broken) => {
                broken += 1;
                effects.extend(model.saves.set_aside(&key, text).map(Effect::Store));
            }
        }
    }
    if broken + newer > 0 {
        model.notice = Some(Notice::SetAside(broken, newer));
    } else if sealed > 0 {
        model.notice = Some(Notice::Sealed(sealed));
    }
    effects
}

/// Takes up a record, or drops one that was removed; the desk follows it.
///
/// # Errors
/// If it cannot be read.
pub(super) fn take_up(model: &mut Model, key: &str, text: &str) -> Result<(), Unreadable> {
    // A key that is none of ours is left alone.
    let Some(key) = Key::parse(key) else { return Ok(()) };
    let before = lead_before(model, &key);
    model.records.take_up(&key, text)?;
    follow(model, &key, before.as_ref());
    Ok(())
}

/// A record is no longer here.
pub(super) fn drop_record(model: &mut Model, key: &Key) {
    let before = lead_before(model, key);
    model.records.remove(key);
    follow(model, key, before.as_ref());
}

/// The customer of a call that is about to change.
fn lead_before(model: &Model, key: &Key) -> Option<Id> {
    if let Key::Call(id) = key { model.records.lead_of(id).cloned() } else { None }
}

/// The card of this tab is what its record says, and what is known of the customer on it is looked through anew once another call
/// with them is known, or one less.
fn follow(model: &mut Model, key: &Key, lead_before: Option<&Id>) {
    match key {
        Key::Draft(tab) if *tab == model.tab => {
            let draft = model.records.drafts.get(tab).map(|it| DraftRecord::clone(it));
            model.prepare = draft.map_or_else(Prepare::default, Prepare::from);
        }
        Key::Call(id) => {
            let recalled = model.recalled.lead_id.as_ref();
            if recalled.is_some() && (recalled == lead_before || recalled == model.records.lead_of(id)) {
                model.recalled = Recalled::default();
            }
        }
        _ => {}
    }
}
