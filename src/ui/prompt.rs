//! The centre of the desk: what to say now, and what the customer may answer.

use super::Dispatch;
use super::gap::Line;
use super::parts::Act;
use crate::app::Event;
use crate::app::view::{ChoiceView, Leads, PromptView};
use crate::domain::call;
use crate::text::{fill, texts};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PromptProps {
    pub view: Rc<PromptView>,
    pub dispatch: Dispatch,
}

#[component]
pub fn Prompt(props: &PromptProps) -> Html {
    let PromptProps { view, dispatch } = props;
    let t = texts(view.locale);
    html! {
        <section class={classes!("prompt", view.detour.is_some().then_some("prompt-detour"))} aria-label={t.call_line}>
            <div class="prompt-head">
                if let Some((objection, stage)) = &view.detour {
                    <p class="detour" data-test="detour">
                        <b>{ fill(t.call_detour, &[("objection", objection)]) }</b>
                        { t.list_comma }{ fill(t.call_detour_back, &[("stage", stage)]) }
                    </p>
                    <Act {dispatch} event={Event::Do(call::Event::Returned)} hint="R" test="return">{ t.call_back }</Act>
                } else {
                    <p class="goal"><span class="tag">{ t.call_goal }</span>{ &view.goal }</p>
                }
            </div>
            <div id="line" tabindex="-1" class="line-place" aria-live="polite" aria-atomic="true">
                <p class="line" lang={view.spoken.tag()} data-test="line" data-step={view.step.to_string()}>
                    <Line key={format!("{}#{}", view.step, view.visit)} spans={view.line.clone()} locale={view.locale} {dispatch} />
                </p>
            </div>
            <div class="aside" lang={view.spoken.tag()}>
                if !view.cue.is_empty() {
                    <p class="cue"><span class="tag">{ t.call_cue }</span>{ &view.cue }</p>
                }
                if !view.points.is_empty() {
                    <ul class="points" aria-label={t.call_points}>
                        { for view.points.iter().map(|point| html! { <li>{ point }</li> }) }
                    </ul>
                }
            </div>
            <Answers view={view.clone()} {dispatch} />
        </section>
    }
}

#[component]
fn Answers(props: &PromptProps) -> Html {
    let PromptProps { view, dispatch } = props;
    let t = texts(view.locale);
    html! {
        <div class="answers-place">
            <h2 class="answers-title" id="answers">{ if view.end { t.call_hang_up } else { t.call_answers } }</h2>
            <div class="answers" role="group" aria-labelledby="answers" lang={view.spoken.tag()}>
                if view.end {
                    <Act {dispatch} event={Event::Do(call::Event::Ended)} hint="1" class="answer primary" test="hang-up">
                        { t.call_hang_up }
                    </Act>
                }
                { for view.choices.iter().enumerate().map(|(place, choice)| answer(place, choice, view, dispatch)) }
            </div>
        </div>
    }
}

fn answer(place: usize, choice: &ChoiceView, view: &PromptView, dispatch: &Dispatch) -> Html {
    let event = Event::Do(call::Event::Advanced { at: view.step.clone(), choice: choice.id.clone() });
    let class = match choice.leads {
        Leads::On => "answer",
        Leads::Detour => "answer answer-detour",
        Leads::Back => "answer answer-back",
    };
    html! {
        <Act {dispatch} {event} {class} hint={(place + 1).to_string()} test="choice">{ &choice.label }</Act>
    }
}
