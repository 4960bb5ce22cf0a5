//! What is known of a customer from their earlier calls: a call begins with it, so that nothing is asked twice.

use super::event::{Entry, Event, Started};
use super::value::{Disposition, Need, Value};
use super::{Call, ending, standing};
use crate::domain::flow::{FieldIx, Flow};
use crate::domain::json::record;
use crate::domain::{Appointment, FollowUp, Id, Stamp};
use std::rc::Rc;

/// The most notes that are carried on, the latest ones.
const MOST_NOTES: usize = 5;
/// The most of each, in characters.
const MOST_NOTE: usize = 300;

/// Something the customer said, for a field of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The field.
    pub field: Id,
    /// What it held.
    pub value: Value,
}

record! { Fact { field, value } }

/// The earlier calls with a customer, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// When the latest was opened.
    pub at: Stamp,
    /// How many there were.
    pub calls: usize,
    /// How the latest ended.
    pub disposition: Option<Disposition>,
    /// What was noted, oldest first.
    pub notes: Vec<String>,
    /// What was captured.
    pub facts: Vec<Fact>,
    /// The appointment that was fixed last.
    pub appointment: Option<Box<Appointment>>,
    /// What was promised, and not followed by a call the customer answered.
    pub follow_up: Option<Box<FollowUp>>,
}

record! { Past { at, calls; disposition, notes, facts, appointment, follow_up } }

impl Past {
    /// Adds a call that came later. Without its flow only what was captured by hand is known, not what its answers tell.
    pub fn add(&mut self, id: &Id, started: &Started, log: &[Entry], flow: Option<&Rc<Flow>>) {
        let standing = standing(log).unwrap_or_default();
        (self.at, self.calls, self.disposition) = (started.at, self.calls + 1, ending(log, &standing));
        let mut follow_up = None;
        for place in standing {
            match &log[place].event {
                Event::Noted { text } => self.notes.push(text.trim().chars().take(MOST_NOTE).collect()),
                Event::Booked { appointment: Some(appointment) } => self.appointment = Some(appointment.clone()),
                Event::Booked { appointment: None } => {
                    self.appointment.take_if(|it| it.call == *id);
                }
                Event::Promised { follow_up: promised } => follow_up.clone_from(promised),
                _ => {}
            }
        }
        self.notes.drain(..self.notes.len().saturating_sub(MOST_NOTES));
        // A call nobody answered keeps no promise.
        if follow_up.is_some() || self.disposition.is_none_or(Disposition::is_end) {
            self.follow_up = follow_up;
        }
        for (field, value) in captured(id, started, log, flow) {
            self.facts.retain(|fact| fact.field != field);
            self.facts.extend(value.map(|value| Fact { field, value }));
        }
    }

    /// The facts that a call on this flow begins with. What counts for one call only, or fits no more, is left out.
    pub(super) fn known<'a>(&'a self, flow: &'a Flow) -> impl Iterator<Item = (FieldIx, &'a Value)> {
        let topic = |need: &Need| need.topic.as_ref().is_none_or(|topic| flow.topic_named(topic).is_some());
        self.facts.iter().filter_map(move |Fact { field, value }| {
            let ix = flow.field_named(field)?;
            let whole = !matches!(value, Value::Needs(needs) if !needs.iter().all(topic));
            (whole && !flow.field(ix).once && value.fits(&flow.field(ix).kind)).then_some((ix, value))
        })
    }
}

/// What a call says of each field at its end; `None`: it was cleared.
fn captured(id: &Id, started: &Started, log: &[Entry], flow: Option<&Rc<Flow>>) -> Vec<(Id, Option<Value>)> {
    let call = flow.and_then(|flow| Call::replay(id.clone(), Rc::clone(flow), started.clone(), log.to_vec()).ok());
    if let Some(call) = call {
        let before = |field: &Id| started.past.iter().any(|past| past.facts.iter().any(|fact| fact.field == *field));
        let said = call.flow().fields().map(|(ix, field)| (field.id.clone(), call.state().value(ix).cloned()));
        return said.filter(|(field, value)| value.is_some() || before(field)).collect();
    }
    let events = standing(log).unwrap_or_default().into_iter().filter_map(|place| match &log[place].event {
        Event::Captured { field, value } => Some((field.clone(), value.clone())),
        _ => None,
    });
    events.collect()
}
