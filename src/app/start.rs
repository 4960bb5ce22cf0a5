//! The program opens: every record that can be read is taken up, the others are set aside, none is lost.

use super::archive::Archive;
use super::brief::Brief;
use super::clock::ClockRecord;
use super::data::{BackupRecord, Data};
use super::effect::{Boot, Effect};
use super::event::List;
use super::hearing::Hearing;
use super::host::Host;
use super::keeping::Keeping;
use super::lasting::Lasting;
use super::lock::{self, Lock, LockEffect, LockRecord, Shut};
use super::model::{Asked, Desk, Loading, Model, Notice, Prepare, Settings, Sounding, Why};
use super::past::Recalled;
use super::records::{CallRecord, Envelope, Key, Unreadable, decode, sealed};
use super::reminders::Reminders;
use super::shelf::Shelf;
use super::uses::Uses;
use super::zones::Zones;
use crate::domain::flow::Cover;
use crate::domain::json::record;
use crate::domain::{Id, Lead};
use std::rc::Rc;

/// The pre-call card as it is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftRecord {
    /// The customer.
    pub lead: Lead,
    /// Their record, if there is one.
    pub lead_id: Option<Id>,
    /// The page in whose frame the card was filled in, by its exact origin; `None`: a tab of its own.
    pub owner: Option<String>,
}

/// A flow as it is kept: the text it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowRecord {
    /// The text.
    pub text: Rc<str>,
}

record! { DraftRecord { lead, lead_id; owner } }

record! { FlowRecord { text } }

/// The model to begin with, and what is to be done first.
pub fn start(boot: Boot) -> (Model, Vec<Effect>) {
    let (records, fault) = match boot.records {
        Ok(records) => (records, None),
        Err(fault) => (Vec::new(), Some(fault)),
    };
    let mut model = Model {
        settings: Settings { locale: boot.locale, ..Settings::default() },
        zone: boot.zone,
        zones: Vec::new(),
        zone_names: Zones::default(),
        flows: [Loading::Unasked, Loading::Unasked],
        covers: boot.covers.map(|cover| cover.as_deref().and_then(Cover::parse)),
        kept_flows: Shelf::default(),
        calls: Shelf::default(),
        leads: Shelf::default(),
        appointments: Shelf::default(),
        follow_ups: Shelf::default(),
        figures: Shelf::default(),
        archive: Archive::default(),
        tab: boot.tab,
        tabs: Vec::new(),
        drafts: Shelf::default(),
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
        uses: Uses::default(),
        reminders: Reminders::default(),
        data: Data::default(),
        keeping: Keeping::new(fault),
        lasting: Lasting::default(),
        lock: Lock::default(),
        bringing: false,
        notice: None,
        notices: 0,
    };
    let mut effects = match lock::shut(&records) {
        None => take_up_all(&mut model, records),
        Some(asks) => stay_shut(&mut model, records, asks),
    };
    let locale = model.settings.locale;
    model.flows[locale as usize] = Loading::Asked;
    effects.push(Effect::FetchFlow(locale));
    effects.push(Effect::ShowLocale(locale));
    effects.push(Effect::ShowTheme(model.settings.theme));
    (model, effects)
}

/// Nothing but what lies open is taken up before the lock is opened. Never inlined: most desks have none.
#[inline(never)]
fn stay_shut(model: &mut Model, records: Vec<(String, String)>, asks: bool) -> Vec<Effect> {
    model.lock = Lock::Shut(Shut { busy: !asks, ..Shut::default() });
    let open = records.into_iter().filter(|(key, text)| !lock::is_sealable(key, text));
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
            Ok(()) => model.keeping.note(&key, &text),
            Err(Unreadable::Newer) => {
                newer += 1;
                model.keeping.protect(&key);
            }
            // The database may have it open.
            Err(Unreadable::Sealed) => {
                sealed += 1;
                model.keeping.protect_sealed(&key);
            }
            // It opens nothing here, and the database may have a sound one: nothing is to be written in its place.
            Err(Unreadable::Broken) if key == Key::Lock.text() => {}
            Err(Unreadable::Broken) => {
                broken += 1;
                effects.extend(model.keeping.set_aside(&key, text));
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

/// Takes up a record, or drops one that was removed.
///
/// # Errors
/// If it cannot be read.
pub(super) fn take_up(model: &mut Model, key: &str, text: &str) -> Result<(), Unreadable> {
    // A key that is none of ours is left alone.
    let Some(key) = Key::parse(key) else { return Ok(()) };
    if Envelope::of(text).is_some_and(|it| it.gone) {
        drop_record(model, &key);
        return Ok(());
    }
    match key {
        Key::Settings => model.settings = decode(text)?,
        Key::Uses => model.uses = decode(text)?,
        Key::Draft(tab) => {
            let draft: DraftRecord = decode(text)?;
            if tab == model.tab {
                model.prepare = Prepare::from(draft.clone());
            }
            model.drafts.put(tab, draft);
        }
        Key::Call(id) => {
            let record: CallRecord = decode(text)?;
            let brief = Brief::of(&record);
            forget_past(model, &record.started.lead_id);
            model.calls.put(id, (record, brief));
        }
        Key::Lead(id) => {
            model.leads.put(id, decode(text)?);
        }
        Key::Appointment(id) => {
            model.appointments.put(id, decode(text)?);
        }
        Key::FollowUp(id) => {
            model.follow_ups.put(id, decode(text)?);
        }
        Key::Figures(id) => {
            model.figures.put(id, decode(text)?);
        }
        Key::Flow(reference) => {
            model.kept_flows.put(Id::new(&reference), decode(text)?);
        }
        Key::Backup => model.data.backup = decode(text)?,
        Key::Clock => model.data.seen = Some(decode::<ClockRecord>(text)?.seen),
        Key::Lock => drop(decode::<LockRecord>(text)?),
        Key::Aside(_) => {
            if sealed(text).is_some() {
                return Err(Unreadable::Sealed);
            }
        }
        Key::Erased => {}
    }
    Ok(())
}

/// Another call with this customer is known, or one less: what is known of them is looked through anew.
fn forget_past(model: &mut Model, lead_id: &Id) {
    if model.recalled.lead_id.as_ref() == Some(lead_id) {
        model.recalled = Recalled::default();
    }
}

/// A record is no longer here.
pub(super) fn drop_record(model: &mut Model, key: &Key) {
    match key {
        Key::Draft(tab) => {
            model.drafts.remove(tab);
            if *tab == model.tab {
                model.prepare = Prepare::default();
            }
        }
        Key::Call(id) => {
            if let Some(lead_id) = model.calls.get(id).map(|it| it.0.started.lead_id.clone()) {
                forget_past(model, &lead_id);
            }
            model.calls.remove(id);
        }
        Key::Lead(id) => model.leads.remove(id),
        Key::Appointment(id) => model.appointments.remove(id),
        Key::FollowUp(id) => model.follow_ups.remove(id),
        Key::Figures(id) => model.figures.remove(id),
        Key::Flow(reference) => model.kept_flows.remove(&Id::new(reference)),
        Key::Settings => model.settings = Settings { locale: model.settings.locale, ..Settings::default() },
        Key::Uses => model.uses = Uses::default(),
        Key::Backup => model.data.backup = BackupRecord::default(),
        Key::Clock => model.data.seen = None,
        Key::Aside(_) | Key::Erased | Key::Lock => {}
    }
}
