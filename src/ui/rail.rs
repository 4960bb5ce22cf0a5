//! Where the call stands among its stages, and where the time went.

use super::Wire;
use super::clocks::StageTime;
use super::el::{Attr, El, el};
use super::part::{Slice, part};
use super::parts::{button, tick};
use super::picking::{leaves, signed};
use crate::app::view::{RailView, StageView};
use crate::app::{Event, Picking, words};
use crate::domain::{Id, Locale, call};
use crate::text::{Texts, texts};

/// The stages and the checklist of the present one.
pub fn rail(view: &RailView, picking: Option<Picking>, wire: &Wire) -> El {
    let t = texts(view.locale);
    let here = view.stages.iter().find(|stage| stage.here.is_some());
    let open = picking == Some(Picking::Stage);
    let all = view.stages.iter().enumerate().map(|(place, it)| stage(it, view, t, wire).maybe(signed(place, open)));
    let stages = el("ol").class("stages").id("stages").attr(Attr::Tabindex, "-1").each(all);
    el("nav")
        .class("rail")
        .label(t.call_stages)
        .add(if open { leaves(stages, wire) } else { stages })
        .maybe(here.map(|it| reminders(it, view.spoken, t, wire)))
}

fn stage(stage: &StageView, view: &RailView, t: &Texts, wire: &Wire) -> El {
    let class = match (stage.here, stage.spent) {
        (Some(_), _) => "stage stage-here",
        (None, Some(_)) => "stage stage-been",
        (None, None) => "stage",
    };
    let title = el("span").class("stage-title").lang(view.spoken).text(&stage.title);
    let head = el("div")
        .class("stage-head")
        .add(title.attr_if(Attr::Hidden, stage.first.as_ref().map(|_| "true")))
        .add(el("span").class("stage-phase").text(words::phase(stage.phase, t)));
    // The customer who agrees early is followed: the whole stage is its button, which has its name.
    let go = |step: &Id| {
        let event = Event::Do(call::Event::WentTo { step: step.clone() });
        let go = button(event, wire).class("stage-go").lang(view.spoken).label(&stage.title);
        go.test(&["stage-", stage.id.as_str()].concat())
    };
    let time = StageTime { spent: stage.spent, here: stage.here, budget: stage.budget };
    el("li")
        .class(class)
        .key(stage.id.as_str())
        .attr_if(Attr::Current, stage.here.map(|_| "step"))
        .add(head)
        .add(part(Slice::StageTime(time, view.locale), wire))
        .maybe(stage.first.as_ref().map(go))
}

fn reminders(stage: &StageView, spoken: Locale, t: &Texts, wire: &Wire) -> El {
    let item = |(item, (text, on)): (usize, &(String, bool))| {
        let event = Event::Do(call::Event::Checked { stage: stage.id.clone(), item, on: !on });
        el("li").lang(spoken).add(tick(text, *on, event, wire))
    };
    el("div")
        .class("reminders")
        .add(el("p").class("stage-goal").lang(spoken).text(&stage.goal))
        .add(el("h2").class("panel-title").text(t.call_checklist))
        .add(el("ul").class("ticks").each(stage.checklist.iter().enumerate().map(item)))
}
