//! The program opens: every record that can be read is taken up, the others are set aside, none is lost.

use super::effect::{Boot, Effect};
use super::event::List;
use super::hearing::Hearing;
use super::host::Host;
use super::keeping::Keeping;
use super::model::{Brief, Desk, Loading, Model, Notice, Prepare, Settings, Sounding};
use super::records::{CallRecord, Key, Unreadable, decode};
use super::shelf::Shelf;
use super::uses::Uses;
use crate::domain::flow::Cover;
use crate::domain::json::record;
use crate::domain::{Id, Lead};
use crate::text::texts;
use std::rc::Rc;

/// The pre-call card as it is kept.
pub(super) struct DraftRecord {
    pub(super) lead: Lead,
    pub(super) lead_id: Option<Id>,
}

/// A flow as it is kept: the text it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowRecord {
    /// The text.
    pub text: Rc<str>,
}

record! { DraftRecord { lead, lead_id } }

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
        zone_names: Rc::new([]),
        flows: [Loading::Unasked, Loading::Unasked],
        covers: boot.covers.map(|cover| cover.as_deref().and_then(Cover::parse)),
        kept_flows: Shelf::default(),
        calls: Shelf::default(),
        leads: Shelf::default(),
        appointments: Shelf::default(),
        follow_ups: Shelf::default(),
        prepare: Prepare::default(),
        rows: [List::ROWS; 4],
        desk: Desk::Prepare,
        hearing: Hearing::default(),
        host: Host::default(),
        over: None,
        sounds: Sounding::Unasked,
        uses: Uses::default(),
        keeping: Keeping::new(fault),
        notice: None,
    };
    let mut effects = Vec::new();
    let (mut broken, mut newer) = (0, 0);
    for (key, text) in records {
        match take_up(&mut model, &key, &text) {
            Ok(()) => {}
            Err(Unreadable::Newer) => {
                newer += 1;
                model.keeping.protect(&key);
            }
            Err(Unreadable::Broken) => {
                broken += 1;
                effects.extend(model.keeping.set_aside(&key, text));
            }
        }
    }
    if broken + newer > 0 {
        model.notice = Some(Notice::SetAside(broken, newer));
    }
    let locale = model.settings.locale;
    model.flows[locale as usize] = Loading::Asked;
    effects.push(Effect::FetchFlow(locale));
    effects.push(Effect::ShowLocale { locale, title: texts(locale).app_title });
    effects.push(Effect::ShowTheme(model.settings.theme));
    (model, effects)
}

fn take_up(model: &mut Model, key: &str, text: &str) -> Result<(), Unreadable> {
    // A key that is none of ours is left alone.
    let Some(key) = Key::parse(key) else { return Ok(()) };
    match key {
        Key::Settings => model.settings = decode(text)?,
        Key::Uses => model.uses = decode(text)?,
        Key::Draft => {
            let draft: DraftRecord = decode(text)?;
            model.prepare = Prepare { lead: draft.lead, lead_id: draft.lead_id, ticked: Vec::new() };
        }
        Key::Call(id) => {
            let record: CallRecord = decode(text)?;
            let brief = Brief::of(&record);
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
        Key::Flow(reference) => {
            model.kept_flows.put(Id::new(&reference), decode(text)?);
        }
        Key::Aside(_) => {}
    }
    Ok(())
}
