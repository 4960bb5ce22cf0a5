//! Where the call stands among its stages, and where the time went.

use super::Dispatch;
use super::clocks::StageTime;
use crate::app::view::{RailView, StageView};
use crate::app::{Event, words};
use crate::domain::call;
use crate::text::texts;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RailProps {
    pub view: Rc<RailView>,
    pub dispatch: Dispatch,
}

#[component]
pub fn Rail(props: &RailProps) -> Html {
    let RailProps { view, dispatch } = props;
    let t = texts(view.locale);
    let stage = |stage: &StageView| {
        let state = match (stage.here, stage.spent) {
            (Some(_), _) => "stage stage-here",
            (None, Some(_)) => "stage stage-been",
            (None, None) => "stage",
        };
        html! {
            <li class={state} key={stage.id.to_string()} aria-current={stage.here.map(|_| "step")}>
                <div class="stage-head">
                    <span class="stage-title">{ &stage.title }</span>
                    <span class="stage-phase">{ words::phase(stage.phase, t) }</span>
                </div>
                <StageTime spent={stage.spent} here={stage.here} budget={stage.budget} locale={view.locale} />
            </li>
        }
    };
    html! {
        <nav class="rail" aria-label={t.call_stages}>
            <ol class="stages">{ for view.stages.iter().map(stage) }</ol>
            if let Some(here) = view.stages.iter().find(|stage| stage.here.is_some()) {
                <Reminders stage={here.clone()} title={t.call_checklist} {dispatch} />
            }
        </nav>
    }
}

#[derive(Properties, PartialEq)]
struct RemindersProps {
    stage: StageView,
    title: AttrValue,
    dispatch: Dispatch,
}

#[component]
fn Reminders(props: &RemindersProps) -> Html {
    let RemindersProps { stage, title, dispatch } = props;
    let item = |(item, (text, on)): (usize, &(String, bool))| {
        let onchange = {
            let (dispatch, stage, on) = (dispatch.clone(), stage.id.clone(), !on);
            Callback::from(move |_: yew::Event| {
                dispatch.emit(Event::Do(call::Event::Checked { stage: stage.clone(), item, on }));
            })
        };
        html! { <li><label class="tick"><input type="checkbox" checked={*on} {onchange} />{ text }</label></li> }
    };
    html! {
        <div class="reminders">
            <p class="stage-goal">{ &stage.goal }</p>
            <h2 class="panel-title">{ title }</h2>
            <ul class="ticks">{ for stage.checklist.iter().enumerate().map(item) }</ul>
        </div>
    }
}
