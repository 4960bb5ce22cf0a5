//! The desk in the call: which part stands where.

use super::Wire;
use super::booking::booking;
use super::cards::cards;
use super::clocks::Clocks;
use super::part::{Slice, part};
use super::parts::{Act, panel};
use super::promise::promise;
use crate::app::Event;
use crate::app::view::{CallView, ToolView};
use crate::domain::flow::Tool;
use crate::domain::{Locale, call};
use crate::text::texts;
use yew::prelude::*;

/// The desk.
pub fn call(view: &CallView, wire: &Wire) -> Html {
    let (t, locale) = (texts(view.locale), view.locale);
    let undo = Act::new(t.call_undo, Event::Do(call::Event::Undone))
        .hint("U")
        .test("undo")
        .disabled(!view.prompt.undo);
    let end = Act::new(t.call_hang_up, Event::Do(call::Event::Ended))
        .hint("E")
        .class("act danger")
        .test("end-call");
    html! {
        <div class="call" data-test="call">
            <div class="call-bar">
                <h1 class="call-with"><span class="visually-hidden">{ t.call_title }{ " " }</span>{ &view.with }</h1>
                <Clocks timing={view.timing} {locale} wire={wire.clone()} />
                <div class="row">{ undo.draw(wire) }{ end.draw(wire) }</div>
            </div>
            { part(Slice::Rail(view.rail.clone()), wire) }
            <div class="centre">
                { part(Slice::Prompt(view.prompt.clone()), wire) }
                { part(Slice::Tools(view.tool.clone(), locale), wire) }
            </div>
            <div class="side">
                { part(Slice::Objections(view.objections.clone(), locale), wire) }
                { part(Slice::Capture(view.capture.clone()), wire) }
                { part(Slice::Style(view.style.clone()), wire) }
                { part(Slice::Notes(view.notes.clone(), locale), wire) }
                { part(Slice::Phrases(view.phrases.clone(), locale), wire) }
                { part(Slice::Path(view.path.clone(), locale), wire) }
            </div>
        </div>
    }
}

/// The form or the cards beside the line, and the tabs that open them.
pub fn tools(view: &ToolView, locale: Locale, wire: &Wire) -> Html {
    let t = texts(locale);
    let (open, body) = match view {
        ToolView::None => (None, Html::default()),
        ToolView::Cards(locale, list) => (Some(Tool::Cards), cards(list, *locale, wire)),
        ToolView::Booking(view) => (Some(Tool::Appointment), booking(view, wire)),
        ToolView::Promise(view) => (Some(Tool::FollowUp), promise(view, wire)),
    };
    let tabs = [
        (Tool::Cards, t.cards_title, "V"),
        (Tool::Appointment, t.form_appointment, "A"),
        (Tool::FollowUp, t.form_follow_up, "F"),
    ];
    let tab = |(tool, title, hint)| {
        let on = open == Some(tool);
        let event = if on { Event::CloseTool } else { Event::OpenTool(tool) };
        Act::new(title, event).hint(hint).pressed(on).draw(wire)
    };
    panel(
        t.call_tools,
        "panel tools",
        html! { <><div class="tabs">{ for tabs.map(tab) }</div>{ body }</> },
    )
}
