//! Which cards fit what this customer needs (S7), and what the customer agreed to (S9).

use super::Call;
use crate::domain::flow::{Card, CardIx, Level};

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
    let (state, flow) = (call.state(), call.flow());
    let fit = |card: &Card| {
        let answers = |topic| card.topics.iter().any(|it| flow.topics[it.place()].id == topic);
        let needs = state.needs(flow, None).filter(|(_, need)| need.topic.clone().is_some_and(answers));
        needs.map(|(level, _)| if level == Level::Explicit { 2 } else { 1 }).sum()
    };
    let mut all: Vec<Match> = Vec::new();
    for (card, it) in flow.cards() {
        let fit = fit(it);
        let place = all.partition_point(|other| other.fit >= fit);
        all.insert(place, Match { card, fit });
    }
    all
}

/// The best card the customer had not agreed to before this step: agreement does not change a line that is being said.
pub fn best(call: &Call) -> Option<&Card> {
    let open = matches(call).into_iter().find(|it| !call.state().was_affirmed(it.card))?;
    Some(call.flow().card(open.card))
}

/// The cards the customer agreed to, in the order of the flow.
pub fn affirmed(call: &Call) -> impl Iterator<Item = &Card> {
    let agreed = |ix: &CardIx| call.state().is_affirmed(*ix);
    call.flow().cards().filter(move |(ix, _)| agreed(ix)).map(|(_, card)| card)
}
