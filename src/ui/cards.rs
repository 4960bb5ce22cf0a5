//! The offer cards, those that answer a captured need first; ticked when the customer agrees.

use super::Wire;
use super::el::{Attr, El, el};
use super::gap::line;
use super::parts::{act, facts, tag};
use crate::app::view::{Locales, OfferView};
use crate::app::{Event, plain};
use crate::domain::{Locale, call};
use crate::text::{Texts, texts};

/// All cards.
pub fn cards(cards: &[OfferView], locales: Locales, wire: &Wire) -> El {
    let t = texts(locales.desk);
    let list = el("ul").class("offers").id("cards").attr(Attr::Tabindex, "-1");
    list.each(cards.iter().map(|it| card(it, t, locales.flow, wire)))
}

fn card(card: &OfferView, t: &Texts, spoken: Locale, wire: &Wire) -> El {
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
    let affirmed = call::Event::Affirmed { card: card.id.clone(), on: !card.affirmed };
    let affirm = act(t.cards_affirm, Event::Do(affirmed), wire).pressed(card.affirmed);
    let head = el("div")
        .class("offer-head")
        .add(el("h3").lang(spoken).text(&card.title))
        .maybe(card.fits.then(|| tag(t.cards_fits)))
        .add(affirm.test(&["affirm-", card.id.as_str()].concat()));
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
    let parts = parts.map(|(name, text)| (name, el("span").lang(spoken).add(line(text, spoken, wire))));
    let more = el("details").class("fold").flag(Attr::Open, card.fits);
    let more = more.add(el("summary").lang(spoken).text(&plain(benefit))).add(facts(parts));
    el("li").class(class).key(card.id.as_str()).add(head).add(more)
}
