//! What is one key away in the call: objections, the customer's style, ready sentences.

use super::Wire;
use super::el::{Attr, El, el, list};
use super::gap::line;
use super::parts::{act, button, facts, opener, panel, pop_up, segments};
use super::picking::{picked, signed};
use crate::app::view::{Locales, ObjectionView, PhraseView, StyleView};
use crate::app::{Action, Event, Picking, words};
use crate::domain::{Kind, Pace, Style, call};
use crate::speech::Span;
use crate::text::{fill, texts};

/// The objections.
pub fn objections(view: &[ObjectionView], locales: Locales, picking: Option<Picking>, wire: &Wire) -> El {
    let t = texts(locales.desk);
    let open = picking == Some(Picking::Objection);
    let one = |(place, objection): (usize, &ObjectionView)| {
        let class = match (objection.here, objection.answered >= objection.cap) {
            (true, _) => "act chip chip-here",
            (false, true) => "act chip chip-spent",
            (false, false) => "act chip",
        };
        let used = (objection.answered > 0).then(|| {
            let (n, cap) = (objection.answered.to_string(), objection.cap.to_string());
            el("small").text(&fill(t.call_objection_used, &[("n", &n), ("cap", &cap)]))
        });
        let event = Event::Do(call::Event::Detoured { objection: objection.id.clone() });
        // Never only a colour.
        let mark = objection.here.then(|| el("b").attr(Attr::Hidden, "true").text("▸"));
        let chip = button(event, wire).maybe(signed(place, open)).maybe(mark).text(&objection.title).maybe(used);
        let chip = chip.class(class).lang(locales.flow);
        let chip = chip.attr_if(Attr::Current, objection.here.then_some("true"));
        chip.test(&["objection-", objection.id.as_str()].concat())
    };
    let all = el("div").class("chips").each(view.iter().enumerate().map(one));
    picked("objections", Action::Objections, t.call_objections, all, open.then_some(t.call_pick), wire)
        .class("panel objections")
}

/// Where it says how to tell the customer's style.
const TELLS: &str = "style-tells";

/// The customer's style; pressing what is on takes it back.
pub fn style(view: &StyleView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let was = view.style;
    let toggle = |name: &str, on: bool, word: &str, action, style: Style| {
        act(name, Event::Do(call::Event::Styled { style }), wire)
            .keyed(action, wire)
            .pressed(on)
            .test(&["style-", word].concat())
    };
    let keys = [Action::Fast, Action::Medium, Action::Slow];
    let paces = Pace::ALL.into_iter().zip(keys).map(|(pace, key)| {
        let on = was.pace == Some(pace);
        toggle(words::pace(pace, t), on, pace.word(), key, Style { pace: (!on).then_some(pace), ..was })
    });
    let keys = [Action::Tiger, Action::Peacock, Action::Owl, Action::Koala];
    let kinds = Kind::ALL.into_iter().zip(keys).map(|(kind, key)| {
        let on = was.kind == Some(kind);
        toggle(words::kind(kind, t), on, kind.word(), key, Style { kind: (!on).then_some(kind), ..was })
    });
    let tells = [
        (t.style_fast, t.style_tell_fast),
        (t.style_medium, t.style_tell_medium),
        (t.style_slow, t.style_tell_slow),
        (t.style_tiger, t.style_tell_tiger),
        (t.style_peacock, t.style_tell_peacock),
        (t.style_owl, t.style_tell_owl),
        (t.style_koala, t.style_tell_koala),
    ];
    let tells = facts(tells.into_iter().map(|(name, tell)| (name, el("span").text(tell))));
    let advice = view.advice.iter().map(|advice| el("p").lang(view.spoken).text(advice));
    panel(t.style_title, "panel style")
        .add(segments(t.style_pace).each(paces))
        .add(segments(t.style_kind).each(kinds))
        .add(opener(TELLS).text("?").label(t.style_tell).test("style-tells"))
        .add(pop_up(TELLS).add(el("b").text(t.style_tell)).add(tells))
        .add(el("div").class("advice").each(advice))
}

/// The ready sentences.
pub fn phrases(view: &[PhraseView], locales: Locales, picking: Option<Picking>, wire: &Wire) -> El {
    let t = texts(locales.desk);
    let how = match picking {
        Some(Picking::PhraseGroup | Picking::Phrase(_)) => Some(t.call_pick),
        Some(Picking::Objection | Picking::Stage) | None => None,
    };
    let group = |(place, group): (usize, &PhraseView)| {
        let open = picking == Some(Picking::Phrase(place));
        let saying = |(place, text): (usize, &Vec<Span>)| {
            el("li").maybe(signed(place, open)).add(line(text, locales.flow, wire))
        };
        let sayings = el("ul").class("sayings").each(group.texts.iter().enumerate().map(saying));
        let title = el("summary").maybe(signed(place, picking == Some(Picking::PhraseGroup))).text(&group.title);
        let fold = el("details").class("fold").lang(locales.flow).key(&group.title).flag(Attr::Open, open);
        fold.add(title).add(sayings)
    };
    let all = list().each(view.iter().enumerate().map(group));
    picked("phrases", Action::Phrases, t.call_phrases, all, how, wire).class("panel phrases")
}
