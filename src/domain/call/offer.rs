//! Which cards fit what this customer needs (S7), and what the customer agreed to (S9).

use super::{Call, Need, State};
use crate::domain::Id;
use crate::domain::flow::{Card, CardIx, Flow, Level, Merge, Piece, Text};

/// A card and how well it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The card.
    pub card: CardIx,
    /// 2 for every captured explicit need it answers, 1 for every implied one.
    pub fit: u32,
}

/// All cards, best fit first; equal ones in the order of the flow.
pub fn matches(call: &Call) -> Vec<Match> {
    fitting(call.state(), call.flow())
}

fn fitting(state: &State, flow: &Flow) -> Vec<Match> {
    let mut all: Vec<Match> = Vec::new();
    for (card, _) in flow.cards() {
        let fit = answering(state, flow, card).map(|(level, _)| if level == Level::Explicit { 2 } else { 1 }).sum();
        let place = all.partition_point(|other| other.fit >= fit);
        all.insert(place, Match { card, fit });
    }
    all
}

/// The captured needs that a card answers.
pub fn answered(call: &Call, card: CardIx) -> impl Iterator<Item = (Level, &Need)> {
    answering(call.state(), call.flow(), card)
}

fn answering<'a>(state: &'a State, flow: &'a Flow, card: CardIx) -> impl Iterator<Item = (Level, &'a Need)> {
    let answers = move |topic: &Id| flow.card(card).topics.iter().any(|it| flow.topics[it.place()].id == *topic);
    state.needs(flow, None).filter(move |(_, need)| need.topic.as_ref().is_some_and(answers))
}

/// The flow's own line that sums up what the customer agreed to (S9), as it is said to this customer for the first time.
pub fn summary_close(call: &Call) -> Option<&Text> {
    let sums_up = |text: &&Text| text.0.iter().any(|piece| matches!(piece, Piece::Merge(Merge::Benefits)));
    let style = call.state().style;
    call.flow().steps.iter().filter_map(|step| step.prompt()?.wording(1, style)).find(sums_up)
}

/// The best card the customer had not agreed to before this step: agreement does not change a line that is being said.
pub(super) fn open(state: &State, flow: &Flow) -> Option<CardIx> {
    fitting(state, flow).into_iter().map(|it| it.card).find(|card| !state.was_affirmed(*card))
}

/// The card that texts speak of now, see [`open`].
pub fn best(call: &Call) -> Option<&Card> {
    open(call.state(), call.flow()).map(|card| call.flow().card(card))
}

/// The cards the customer agreed to, in the order of the flow.
pub fn affirmed(call: &Call) -> impl Iterator<Item = &Card> {
    let agreed = |ix: &CardIx| call.state().is_affirmed(*ix);
    call.flow().cards().filter(move |(ix, _)| agreed(ix)).map(|(_, card)| card)
}
