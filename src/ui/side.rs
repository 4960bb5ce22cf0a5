//! What is one key away in the call: objections, the customer's style, ready sentences.

use super::Wire;
use super::parts::{Act, panel, panel_at, segments};
use crate::app::view::{ObjectionView, PhraseView, StyleView};
use crate::app::{Event, words};
use crate::domain::{Kind, Locale, Pace, Style, call};
use crate::text::{fill, texts};
use yew::prelude::*;

/// The objections.
pub fn objections(view: &[ObjectionView], locale: Locale, wire: &Wire) -> Html {
    let t = texts(locale);
    let one = |objection: &ObjectionView| {
        let (n, cap) = (objection.answered.to_string(), objection.cap.to_string());
        let used = (objection.answered > 0).then(|| fill(t.call_objection_used, &[("n", &n), ("cap", &cap)]));
        let class = match (objection.here, objection.answered >= objection.cap) {
            (true, _) => "act chip chip-here",
            (false, true) => "act chip chip-spent",
            (false, false) => "act chip",
        };
        let inside = html! { <>{ &objection.title }{ used.map(|used| html! { <small>{ used }</small> }) }</> };
        let act = Act::around(
            inside,
            Event::Do(call::Event::Detoured {
                objection: objection.id.clone(),
            }),
        );
        act.class(class).test(&format!("objection-{}", objection.id)).draw(wire)
    };
    let chips = html! { <div class="chips">{ for view.iter().map(one) }</div> };
    panel_at(Some("objections"), t.call_objections, Some("O"), "panel", chips)
}

/// The customer's style; pressing what is on takes it back.
pub fn style(view: &StyleView, wire: &Wire) -> Html {
    let t = texts(view.locale);
    let was = view.style;
    let act = |name: &str, on: bool, word: &str, style: Style| {
        Act::new(name, Event::Do(call::Event::Styled { style }))
            .pressed(on)
            .test(&format!("style-{word}"))
            .draw(wire)
    };
    let paces = Pace::ALL.into_iter().map(|pace| {
        let on = was.pace == Some(pace);
        act(
            words::pace(pace, t),
            on,
            pace.word(),
            Style {
                pace: (!on).then_some(pace),
                ..was
            },
        )
    });
    let kinds = Kind::ALL.into_iter().map(|kind| {
        let on = was.kind == Some(kind);
        act(
            words::kind(kind, t),
            on,
            kind.word(),
            Style {
                kind: (!on).then_some(kind),
                ..was
            },
        )
    });
    panel(
        t.style_title,
        "panel",
        html! {
            <>
                { segments(t.style_pace, paces.collect()) }
                { segments(t.style_kind, kinds.collect()) }
                { for view.advice.iter().map(|advice| html! { <p class="advice">{ advice }</p> }) }
            </>
        },
    )
}

/// The ready sentences.
pub fn phrases(view: &[PhraseView], locale: Locale) -> Html {
    let t = texts(locale);
    let group = |group: &PhraseView| {
        html! {
            <details class="fold" key={group.title.clone()}>
                <summary>{ &group.title }</summary>
                <ul class="sayings">{ for group.texts.iter().map(|text| html! { <li>{ text }</li> }) }</ul>
            </details>
        }
    };
    panel_at(
        Some("phrases"),
        t.call_phrases,
        Some("P"),
        "panel",
        view.iter().map(group).collect(),
    )
}
