//! Lists whose entries a key leads to, then a sign chooses from: while one is open its entries bear the signs, and digits
//! are theirs and no answers.

use super::model::{Model, OnCall};

/// A list that is being chosen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picking {
    /// The objections.
    Objection,
    /// The groups of ready sentences.
    PhraseGroup,
    /// The sentences of this group, from 0.
    Phrase(usize),
    /// The stages.
    Stage,
}

/// The sign of the n-th entry, from 0: the digits from 1, then the letters.
pub fn sign(place: usize) -> Option<char> {
    ('1'..='9').chain('a'..='z').nth(place)
}

/// The entry a key chooses from the list that is open.
pub fn entry_for(model: &Model, key: &str) -> Option<usize> {
    let on_call = model.on_call()?;
    let picking = on_call.picking?;
    (0..count(picking, on_call)).find(|place| sign(*place).is_some_and(|sign| key.chars().eq([sign])))
}

fn count(picking: Picking, on_call: &OnCall) -> usize {
    let flow = on_call.call.flow();
    match picking {
        Picking::Objection => flow.objections().count(),
        Picking::PhraseGroup => flow.phrases.len(),
        Picking::Stage => flow.stages().count(),
        Picking::Phrase(group) => flow.phrases.get(group).map_or(0, |group| group.texts.len()),
    }
}
