//! The customer's needs are written down.

use super::super::needs;
use super::Turn;
use crate::domain::Id;
use crate::domain::call::{self, Need, Value};
use crate::domain::flow::{Field, FieldIx, FieldKind, Flow, Level};

impl Turn<'_> {
    /// Adds a need to a field. Without a topic it gets the one its words are most likely about.
    #[inline(never)]
    pub(super) fn take_need(&mut self, field: &Id, mut need: Need) {
        let Some(on_call) = self.model.on_call() else { return };
        let (state, flow) = (on_call.call.state(), on_call.call.flow());
        let Some(ix) = flow.field_named(field) else { return };
        let mut all = held(state.value(ix));
        let known = all.iter().any(|it| it.words.trim() == need.words.trim());
        if need.topic.is_none() && !known {
            need.topic = needs::topic(flow, &need.words);
        }
        needs::add(&mut all, need);
        self.happen(call::Event::Captured { field: field.clone(), value: Some(Value::Needs(all)) });
    }

    /// Says what the n-th need of a field is about.
    #[inline(never)]
    pub(super) fn set_topic(&mut self, field: &Id, place: usize, topic: Option<Id>) {
        let Some(on_call) = self.model.on_call() else { return };
        let Some(ix) = on_call.call.flow().field_named(field) else { return };
        let mut all = held(on_call.call.state().value(ix));
        // A need in no words is what it is about.
        if let Some(need) = all.get_mut(place).filter(|it| topic.is_some() || !it.words.trim().is_empty()) {
            need.topic = topic;
            self.happen(call::Event::Captured { field: field.clone(), value: Some(Value::Needs(all)) });
        }
    }

    /// Adds a need to the first field of a level, or of any if there is none of it.
    #[inline(never)]
    pub(super) fn add_need(&mut self, level: Level, words: &str) {
        let Some(on_call) = self.model.on_call() else { return };
        let field = first_of(on_call.call.flow(), level).map(|(_, field)| field.id.clone());
        if let Some(field) = field {
            self.take_need(&field, Need { topic: None, words: words.into() });
        }
    }

    /// What the latest need is about that says nothing of it yet; where there is none, a need of its own.
    #[inline(never)]
    pub(super) fn name_topic(&mut self, topic: Id) {
        let Some(on_call) = self.model.on_call() else { return };
        let (state, flow) = (on_call.call.state(), on_call.call.flow());
        let open = |(ix, _): &(FieldIx, &Field)| held(state.value(*ix)).last().is_some_and(|it| it.topic.is_none());
        let field = flow.fields().filter(open).last().or_else(|| first_of(flow, Level::Explicit));
        if let Some(field) = field.map(|(_, field)| field.id.clone()) {
            self.take_need(&field, Need { topic: Some(topic), words: String::new() });
        }
    }
}

fn first_of(flow: &Flow, level: Level) -> Option<(FieldIx, &Field)> {
    let of_level = flow.fields().find(|(_, field)| field.kind == FieldKind::Need(level));
    of_level.or_else(|| flow.fields().find(|(_, field)| matches!(field.kind, FieldKind::Need(_))))
}

fn held(value: Option<&Value>) -> Vec<Need> {
    if let Some(Value::Needs(needs)) = value { needs.clone() } else { Vec::new() }
}
