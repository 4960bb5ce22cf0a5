//! Whoever is on the card was perhaps called before: what is known of them.

use super::super::model::Desk;
use super::super::past::{Recalled, named};
use super::Turn;
use crate::domain::Id;
use crate::domain::call::Past;
use crate::domain::call::{Call, Started};
use crate::store::{CallRecord, StorageFault, StoreEffect, earlier_calls};
use std::rc::Rc;

impl Turn<'_> {
    /// Looks through the earlier calls with the customer on the card, if somebody else is there than before.
    pub(super) fn recall(&mut self) {
        if self.model.flow().is_none() {
            return;
        }
        let lead_id = self.model.known().map(|(id, _)| id);
        if self.model.recalled.lead_id.as_ref() != lead_id {
            let lead_id = lead_id.cloned();
            self.recall_anew(lead_id);
        }
    }

    fn earlier_calls(&self, lead_id: &Id, archived: &[(String, String)], except: Option<&Id>) -> Option<Past> {
        let model = &*self.model;
        earlier_calls(&model.records, |reference| model.flow_of(reference), lead_id, archived, except)
    }

    #[inline(never)]
    fn recall_anew(&mut self, lead_id: Option<Id>) {
        let past = lead_id.as_ref().and_then(|lead_id| self.earlier_calls(lead_id, &[], None)).map(Rc::new);
        if let Some(lead_id) = lead_id.as_ref().filter(|_| self.model.archive.size > 0) {
            let (lead_id, named) = (lead_id.clone(), named(lead_id));
            self.store([StoreEffect::Recall { lead_id, named }]);
        }
        self.model.recalled = Recalled { lead_id, past, unread: false };
    }

    /// What the archive has of a customer came. A call in which nothing has happened yet begins with it after all.
    #[inline(never)]
    pub(super) fn recalled(&mut self, lead_id: &Id, found: Result<Vec<(String, String)>, StorageFault>) {
        let unread = found.is_err();
        let found = found.unwrap_or_default();
        if self.model.recalled.lead_id.as_ref() == Some(lead_id) {
            let past = self.earlier_calls(lead_id, &found, None).map(Rc::new);
            self.model.recalled = Recalled { lead_id: Some(lead_id.clone()), past, unread };
        }
        let Some(on_call) = self.model.on_call().filter(|it| it.call.log().is_empty() && !it.practice) else { return };
        let (id, started) = (on_call.call.id.clone(), on_call.call.started().clone());
        if started.lead_id != *lead_id || found.is_empty() {
            return;
        }
        let started = Started { past: self.earlier_calls(lead_id, &found, Some(&id)).map(Box::new), ..started };
        let call = Call::start(id.clone(), Rc::clone(on_call.call.flow()), started);
        let record = CallRecord::from(&call);
        if let Desk::Call(on_call) = &mut self.model.desk {
            on_call.call = call;
        }
        self.change_host(|host| host.shadow = None);
        self.keep_call(id, record);
    }
}
