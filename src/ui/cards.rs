//! The offer cards, those that answer a captured need first; ticked when the customer agrees.

use super::Wire;
use super::el::{Attr, El, el, list};
use super::gap::line;
use super::parts::{about, act, facts, hint, tag};
use crate::app::Event;
use crate::app::view::{OfferView, OffersView};
use crate::domain::{Locale, call};
use crate::speech::plain;
use crate::text::{Texts, texts};

/// What they need, the cards, and the line to sum up with.
pub fn cards(view: &OffersView, wire: &Wire) -> El {
    let (t, spoken) = (texts(view.locales.desk), view.locales.flow);
    let need = |(explicit, need): &(bool, String)| {
        let level = if *explicit { t.cards_explicit } else { t.cards_implied };
        el("li").add(tag(level)).add(el("span").lang(spoken).text(need))
    };
    let needs = match view.needs.is_empty() {
        true => hint(t.cards_no_needs),
        false => el("ul").class("needs").label(t.cards_needs).test("needs").each(view.needs.iter().map(need)),
    };
    let close = || {
        let said = el("p").lang(spoken).test("summary-close").add(line(&view.close, spoken, wire));
        el("div").class("fixed").add(el("h3").class("field-label").text(t.cards_close)).add(said)
    };
    let list = el("ul").class("offers").id("cards").attr(Attr::Tabindex, "-1");
    let list = list.each(view.cards.iter().map(|it| card(it, t, spoken, wire)));
    self::list().add(needs).add(list).maybe((!view.close.is_empty()).then(close))
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
    let fits = !card.fits.is_empty();
    let class = match (card.affirmed, fits) {
        (true, _) => "offer offer-affirmed",
        (false, true) => "offer offer-fits",
        (false, false) => "offer",
    };
    let affirmed = call::Event::Affirmed { card: card.id.clone(), on: !card.affirmed };
    let affirm = act(t.cards_affirm, Event::Do(affirmed), wire).pressed(card.affirmed);
    let head = el("div")
        .class("offer-head")
        .add(el("h3").lang(spoken).text(&card.title))
        .maybe(fits.then(|| el("span").class("tag").add(about(t.cards_fits, &card.fits, spoken))))
        .add(affirm.test(&["affirm-", card.id.as_str()].concat()));
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
    let parts = parts.map(|(name, text)| (name, el("span").lang(spoken).add(line(text, spoken, wire))));
    let more = el("details").class("fold").flag(Attr::Open, fits || card.sought);
    let more = more.add(el("summary").lang(spoken).text(&plain(benefit))).add(facts(parts));
    let place = el("li").class(class).key(card.id.as_str());
    let place = if card.sought { place.id("card").attr(Attr::Tabindex, "-1") } else { place };
    place.add(head).add(more)
}
