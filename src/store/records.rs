//! All records that are known here, by kind.

use super::archive::FiguresRecord;
use super::backup::BackupRecord;
use super::call::{CallRecord, CallSummary};
use super::clock::ClockRecord;
use super::encryption::LockRecord;
use super::envelope::{Envelope, Unreadable, decode, sealed};
use super::frecency::Frecency;
use super::key::Key;
use super::table::Table;
use crate::domain::json::{ToJson, record};
use crate::domain::{Appointment, FollowUp, Id, Lead, Locale};
use crate::store::Settings;
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

/// All records that are known here. What the archive holds is not among them, only what it comes to.
#[derive(Clone, Debug)]
pub struct Records {
    /// What the rep chose.
    pub settings: Settings,
    /// How much each thing of the palette is used.
    pub frecency: Frecency,
    /// The pre-call cards of all tabs.
    pub drafts: Table<DraftRecord>,
    /// The flows that calls were made with, by their references.
    pub flows: Table<FlowRecord>,
    /// All calls, with what lists show of them.
    pub calls: Table<(CallRecord, CallSummary)>,
    /// All customers.
    pub leads: Table<Lead>,
    /// All appointments.
    pub appointments: Table<Appointment>,
    /// All follow-ups, by call.
    pub follow_ups: Table<FollowUp>,
    /// What the calls of the archive come to, by batch.
    pub figures: Table<FiguresRecord>,
    /// When a backup was made.
    pub backup: BackupRecord,
    /// When the desk was last used, as far as the clock was believed.
    pub clock: Option<ClockRecord>,
}

impl Records {
    /// None yet; settings speak this language.
    pub fn new(locale: Locale) -> Self {
        Self {
            settings: Settings { locale, ..Settings::default() },
            frecency: Frecency::default(),
            drafts: Table::default(),
            flows: Table::default(),
            calls: Table::default(),
            leads: Table::default(),
            appointments: Table::default(),
            follow_ups: Table::default(),
            figures: Table::default(),
            backup: BackupRecord::default(),
            clock: None,
        }
    }

    /// Takes up a record as it was read, or drops one that was removed.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn take_up(&mut self, key: &Key, text: &str) -> Result<(), Unreadable> {
        if Envelope::of(text).is_some_and(|it| it.gone) {
            self.remove(key);
            return Ok(());
        }
        match key {
            Key::Settings => self.settings = decode(text)?,
            Key::Frecency => self.frecency = decode(text)?,
            Key::Draft(tab) => self.drafts.put(tab.clone(), decode(text)?),
            Key::Call(id) => self.put_call(id.clone(), decode(text)?),
            Key::Lead(id) => self.leads.put(id.clone(), decode(text)?),
            Key::Appointment(id) => self.appointments.put(id.clone(), decode(text)?),
            Key::FollowUp(id) => self.follow_ups.put(id.clone(), decode(text)?),
            Key::Figures(id) => self.figures.put(id.clone(), decode(text)?),
            Key::Flow(reference) => self.flows.put(Id::new(reference), decode(text)?),
            Key::Backup => self.backup = decode(text)?,
            Key::Clock => self.clock = Some(decode(text)?),
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

    /// Puts a call, with what lists show of it.
    pub fn put_call(&mut self, id: Id, record: CallRecord) {
        let summary = CallSummary::of(&record);
        self.calls.put(id, (record, summary));
    }

    /// Drops a record. What always is there becomes what it is at first; the language stays.
    pub fn remove(&mut self, key: &Key) {
        match key {
            Key::Settings => self.settings = Settings { locale: self.settings.locale, ..Settings::default() },
            Key::Frecency => self.frecency = Frecency::default(),
            Key::Draft(tab) => self.drafts.remove(tab),
            Key::Call(id) => self.calls.remove(id),
            Key::Lead(id) => self.leads.remove(id),
            Key::Appointment(id) => self.appointments.remove(id),
            Key::FollowUp(id) => self.follow_ups.remove(id),
            Key::Figures(id) => self.figures.remove(id),
            Key::Flow(reference) => self.flows.remove(&Id::new(reference)),
            Key::Backup => self.backup = BackupRecord::default(),
            Key::Clock => self.clock = None,
            Key::Aside(_) | Key::Erased | Key::Lock => {}
        }
    }

    /// A record, to be written; `None` if it is not here, or is only passed on.
    pub fn get(&self, key: &Key) -> Option<&dyn ToJson> {
        Some(match key {
            Key::Settings => &self.settings,
            Key::Frecency => &self.frecency,
            Key::Draft(tab) => &**self.drafts.get(tab)?,
            Key::Call(id) => &self.calls.get(id)?.0,
            Key::Lead(id) => &**self.leads.get(id)?,
            Key::Appointment(id) => &**self.appointments.get(id)?,
            Key::FollowUp(id) => &**self.follow_ups.get(id)?,
            Key::Figures(id) => &**self.figures.get(id)?,
            Key::Flow(reference) => &**self.flows.get(&Id::new(reference))?,
            Key::Backup => &self.backup,
            Key::Clock => self.clock.as_ref()?,
            Key::Lock | Key::Aside(_) | Key::Erased => return None,
        })
    }

    /// The customer of a call.
    pub fn lead_of(&self, call: &Id) -> Option<&Id> {
        self.calls.get(call).map(|it| &it.0.started.lead_id)
    }
}
