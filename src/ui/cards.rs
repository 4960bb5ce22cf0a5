//! The offer cards, those that answer a captured need first; ticked when the customer agrees.

use super::Wire;
use super::parts::{Act, facts, tag};
use crate::app::Event;
use crate::app::view::OfferView;
use crate::domain::{Locale, call};
use crate::text::{Texts, texts};
use yew::prelude::*;

/// All cards.
pub fn cards(cards: &[OfferView], locale: Locale, wire: &Wire) -> Html {
    let t = texts(locale);
    html! { <ul class="offers" id="cards" tabindex="-1">{ for cards.iter().map(|it| card(it, t, wire)) }</ul> }
}

fn card(card: &OfferView, t: &Texts, wire: &Wire) -> Html {
    let [feature, advantage, benefit, evidence] = &card.parts;
    let parts = [
        (t.cards_feature, feature),
        (t.cards_advantage, advantage),
        (t.cards_benefit, benefit),
        (t.cards_evidence, evidence),
        (t.cards_versus, &card.versus),
    ];
    let class = match (card.affirmed, card.fits) {
        (true, _) => "offer offer-affirmed",
        (false, true) => "offer offer-fits",
        (false, false) => "offer",
    };
    let affirm = Act::new(
        t.cards_affirm,
        Event::Do(call::Event::Affirmed {
            card: card.id.clone(),
            on: !card.affirmed,
        }),
    );
    html! {
        <li {class} key={card.id.as_str()}>
            <div class="offer-head">
                <h3>{ &card.title }</h3>
                { card.fits.then(|| tag(t.cards_fits)) }
                { affirm.pressed(card.affirmed).test(&format!("affirm-{}", card.id)).draw(wire) }
            </div>
            <details class="fold" open={card.fits}>
                <summary>{ benefit }</summary>
                { facts(parts.iter().map(|(name, text)| (*name, text.as_str())).filter(|(_, text)| !text.is_empty())) }
            </details>
        </li>
    }
}
