//! Where the call stands among its stages, and where the time went.

use super::Wire;
use super::clocks::StageTime;
use super::parts::tick;
use crate::app::view::{RailView, StageView};
use crate::app::{Event, words};
use crate::domain::call;
use crate::text::{Texts, texts};
use yew::prelude::*;

/// The stages and the checklist of the present one.
pub fn rail(view: &RailView, wire: &Wire) -> Html {
    let t = texts(view.locale);
    let here = view.stages.iter().find(|stage| stage.here.is_some());
    html! {
        <nav class="rail" aria-label={t.call_stages}>
            <ol class="stages">{ for view.stages.iter().map(|it| stage(it, view, t, wire)) }</ol>
            { here.map(|it| reminders(it, t, wire)) }
        </nav>
    }
}

fn stage(stage: &StageView, view: &RailView, t: &Texts, wire: &Wire) -> Html {
    let class = match (stage.here, stage.spent) {
        (Some(_), _) => "stage stage-here",
        (None, Some(_)) => "stage stage-been",
        (None, None) => "stage",
    };
    html! {
        <li {class} key={stage.id.as_str()} aria-current={stage.here.map(|_| "step")}>
            <div class="stage-head">
                <span class="stage-title">{ &stage.title }</span>
                <span class="stage-phase">{ words::phase(stage.phase, t) }</span>
            </div>
            <StageTime spent={stage.spent} here={stage.here} budget={stage.budget} locale={view.locale} wire={wire.clone()} />
        </li>
    }
}

fn reminders(stage: &StageView, t: &Texts, wire: &Wire) -> Html {
    let item = |(item, (text, on)): (usize, &(String, bool))| {
        let event = Event::Do(call::Event::Checked {
            stage: stage.id.clone(),
            item,
            on: !on,
        });
        html! { <li>{ tick(text, *on, event, wire) }</li> }
    };
    html! {
        <div class="reminders">
            <p class="stage-goal">{ &stage.goal }</p>
            <h2 class="panel-title">{ t.call_checklist }</h2>
            <ul class="ticks">{ for stage.checklist.iter().enumerate().map(item) }</ul>
        </div>
    }
}
