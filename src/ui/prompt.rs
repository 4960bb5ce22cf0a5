//! The centre of the desk: what to say now, and what the customer may answer.

use super::Wire;
use super::gap::line;
use super::parts::{Act, tag};
use crate::app::Event;
use crate::app::view::{Leads, PromptView};
use crate::domain::call;
use crate::text::{Texts, fill, texts};
use yew::prelude::*;

/// The line and the answers.
pub fn prompt(view: &PromptView, wire: &Wire) -> Html {
    let t = texts(view.locale);
    let class = if view.detour.is_some() {
        "prompt prompt-detour"
    } else {
        "prompt"
    };
    html! {
        <section {class} aria-label={t.call_line}>
            <div class="prompt-head">{ head(view, t, wire) }</div>
            <div id="line" tabindex="-1" class="line-place" aria-live="polite" aria-atomic="true">
                <p key={format!("{}#{}", view.step, view.visit)} class="line" lang={view.spoken.tag()} data-test="line"
                    data-step={view.step.to_string()}>
                    { line(&view.line, view.locale, wire) }
                </p>
            </div>
            <div class="aside" lang={view.spoken.tag()}>
                if !view.cue.is_empty() {
                    <p class="cue">{ tag(t.call_cue) }{ &view.cue }</p>
                }
                if !view.points.is_empty() {
                    <ul class="points" aria-label={t.call_points}>
                        { for view.points.iter().map(|point| html! { <li>{ point }</li> }) }
                    </ul>
                }
            </div>
            { answers(view, t, wire) }
        </section>
    }
}

fn head(view: &PromptView, t: &Texts, wire: &Wire) -> Html {
    let Some((objection, stage)) = &view.detour else {
        return html! { <p class="goal">{ tag(t.call_goal) }{ &view.goal }</p> };
    };
    html! {
        <>
            <p class="detour" data-test="detour">
                <b>{ fill(t.call_detour, &[("objection", objection)]) }</b>
                { t.list_comma }{ fill(t.call_detour_back, &[("stage", stage)]) }
            </p>
            { Act::new(t.call_back, Event::Do(call::Event::Returned)).hint("R").test("return").draw(wire) }
        </>
    }
}

fn answers(view: &PromptView, t: &Texts, wire: &Wire) -> Html {
    let mut acts = Vec::new();
    if view.end {
        let end = Act::new(t.call_hang_up, Event::Do(call::Event::Ended));
        acts.push(end.hint("1").class("act answer primary").test("hang-up").draw(wire));
    }
    for (place, choice) in view.choices.iter().enumerate() {
        let class = match choice.leads {
            Leads::On => "act answer",
            Leads::Detour => "act answer answer-detour",
            Leads::Back => "act answer answer-back",
        };
        let event = call::Event::Advanced {
            at: view.step.clone(),
            choice: choice.id.clone(),
        };
        let act = Act::new(&choice.label, Event::Do(event))
            .class(class)
            .hint(&(place + 1).to_string());
        acts.push(act.test("choice").draw(wire));
    }
    html! {
        <div>
            <h2 class="answers-title" id="answers">{ if view.end { t.call_hang_up } else { t.call_answers } }</h2>
            <div class="answers" role="group" aria-labelledby="answers" lang={view.spoken.tag()}>{ acts }</div>
        </div>
    }
}
