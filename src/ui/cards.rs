//! The offer cards, those that answer a captured need first; ticked when the customer agrees.

use super::Dispatch;
use super::parts::Act;
use crate::app::Event;
use crate::app::view::OfferView;
use crate::domain::{Locale, call};
use crate::text::texts;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CardsProps {
    pub cards: Vec<OfferView>,
    pub locale: Locale,
    pub dispatch: Dispatch,
}

#[component]
pub fn Cards(props: &CardsProps) -> Html {
    let CardsProps { cards, locale, dispatch } = props;
    let t = texts(*locale);
    let names = [t.cards_feature, t.cards_advantage, t.cards_benefit, t.cards_evidence];
    let one = |card: &OfferView| {
        let event = Event::Do(call::Event::Affirmed { card: card.id.clone(), on: !card.affirmed });
        let parts = names.iter().zip(&card.parts).chain([(&t.cards_versus, &card.versus)]).filter(|(_, text)| !text.is_empty());
        html! {
            <li class={classes!("offer", card.fits.then_some("offer-fits"), card.affirmed.then_some("offer-affirmed"))}
                key={card.id.to_string()}>
                <div class="offer-head">
                    <h3>{ &card.title }</h3>
                    if card.fits {
                        <span class="tag">{ t.cards_fits }</span>
                    }
                    <Act {dispatch} {event} pressed={card.affirmed} test={format!("affirm-{}", card.id)}>{ t.cards_affirm }</Act>
                </div>
                <details class="fold" open={card.fits}>
                    <summary>{ &card.parts[2] }</summary>
                    <dl class="facts">
                        { for parts.map(|(name, text)| html! { <><dt>{ name }</dt><dd>{ text }</dd></> }) }
                    </dl>
                </details>
            </li>
        }
    };
    html! { <ul class="offers" id="cards" tabindex="-1">{ for cards.iter().map(one) }</ul> }
}
