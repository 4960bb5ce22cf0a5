//! What is one key away in the call: objections, the customer's style, ready sentences.

use super::Wire;
use super::el::{Attr, El, el};
use super::gap::line;
use super::parts::{act, button, facts, panel, panel_at, segments};
use crate::app::view::{Locales, ObjectionView, PhraseView, StyleView};
use crate::app::{Action, Event, Span, words};
use crate::domain::{Kind, Pace, Style, call};
use crate::text::{fill, texts};

/// The objections.
pub fn objections(view: &[ObjectionView], locales: Locales, wire: &Wire) -> El {
    let t = texts(locales.desk);
    let one = |objection: &ObjectionView| {
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
        let chip = button(event, wire).maybe(mark).text(&objection.title).maybe(used).class(class).lang(locales.flow);
        let chip = chip.attr_if(Attr::Current, objection.here.then_some("true"));
        chip.test(&["objection-", objection.id.as_str()].concat())
    };
    panel_at(Some("objections"), Action::Objections, t.call_objections, wire)
        .class("panel objections")
        .add(el("div").class("chips").each(view.iter().map(one)))
}

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
    panel(t.style_title, "panel style")
        .add(segments(t.style_pace).each(paces))
        .add(segments(t.style_kind).each(kinds))
        .each(view.advice.iter().map(|advice| el("p").class("advice").lang(view.spoken).text(advice)))
        .add(el("details").class("fold").add(el("summary").text(t.style_tell)).add(tells))
}

/// The ready sentences.
pub fn phrases(view: &[PhraseView], locales: Locales, wire: &Wire) -> El {
    let t = texts(locales.desk);
    let group = |group: &PhraseView| {
        let saying = |text: &Vec<Span>| el("li").add(line(text, locales.flow, wire));
        let sayings = el("ul").class("sayings").each(group.texts.iter().map(saying));
        el("details")
            .class("fold")
            .lang(locales.flow)
            .key(&group.title)
            .add(el("summary").text(&group.title))
            .add(sayings)
    };
    panel_at(Some("phrases"), Action::Phrases, t.call_phrases, wire).class("panel phrases").each(view.iter().map(group))
}
