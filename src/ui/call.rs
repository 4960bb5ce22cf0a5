//! The desk in the call: which part stands where.

use super::Wire;
use super::booking::booking;
use super::cards::cards;
use super::customer::fixed;
use super::el::{Attr, El, el};
use super::part::{Slice, part};
use super::parts::{act, hint, panel, tag};
use super::promise::promise;
use crate::app::view::{BarView, CallView, Locales, SideView, ToolView};
use crate::app::{Action, Event};
use crate::domain::flow::Tool;
use crate::domain::{Locale, call};
use crate::text::texts;

/// The desk. Not a part of its own, so that the line is one step nearer; never inlined: the first prompt does without it.
#[inline(never)]
pub fn call(view: &CallView, wire: &Wire) -> El {
    let locales = Locales { desk: view.locale, flow: view.spoken };
    // What is said.
    let centre = el("div")
        .class("centre")
        .maybe(view.practice.then(|| hint(texts(view.locale).practice_how)))
        .add(part(Slice::Saying(view.saying.clone(), locales), wire))
        .add(part(Slice::Prompt(view.prompt.clone()), wire))
        .add(part(Slice::Style(view.style.clone()), wire))
        .add(part(Slice::Objections(view.objections.clone(), locales, view.picking), wire))
        .add(part(Slice::Phrases(view.phrases.clone(), locales, view.picking), wire));
    el("div")
        .class("call")
        .test("call")
        .add(part(Slice::Bar(view.bar.clone()), wire))
        .add(part(Slice::Rail(view.rail.clone(), view.picking), wire))
        .add(centre)
        .add(part(Slice::Side(view.side.clone()), wire))
}

/// Who is called, the clocks, and the way out.
pub fn bar(view: &BarView, wire: &Wire) -> El {
    let (t, locale) = (texts(view.locale), view.locale);
    let undo = act(t.call_undo, Event::Do(call::Event::Undone), wire).keyed(Action::Undo, wire).test("undo");
    let end = act(t.call_hang_up, Event::Do(call::Event::Ended), wire)
        .keyed(Action::HangUp, wire)
        .class("act danger")
        .test("end-call");
    let title = el("span").class("visually-hidden").text(t.call_title).text(" ");
    let who = el("div")
        .class("call-who")
        .add(el("h1").class("call-with").add(title).text(&view.with))
        .maybe(view.practice.then(|| tag(t.practice_badge).test("practice")))
        .add(fixed(&view.fixed));
    el("div")
        .class("call-bar")
        .add(who)
        .add(part(Slice::Clocks(view.timing, view.hearing.listening, locale), wire))
        .add(part(Slice::Hearing(view.hearing), wire))
        .add(el("div").class("row").add(undo.flag(Attr::Disabled, !view.undo)).add(end))
}

/// What is shown and written down. What changes with the step has a place of its own: the rest stays where it is.
pub fn side(view: &SideView, wire: &Wire) -> El {
    let locales = Locales { desk: view.locale, flow: view.spoken };
    let work = el("div")
        .class("work")
        .add(part(Slice::Tools(view.tool.clone(), view.locale), wire))
        .add(part(Slice::Capture(view.capture.clone()), wire));
    el("div")
        .class("side")
        .add(part(Slice::Customer(view.customer.clone()), wire))
        .add(part(Slice::Notes(view.notes.clone(), view.locale), wire))
        .add(work)
        .add(part(Slice::Path(view.path.clone(), locales), wire))
}

/// The form or the cards beside the line, and the tabs that open them.
pub fn tools(view: &ToolView, locale: Locale, wire: &Wire) -> El {
    let t = texts(locale);
    let (open, body) = match view {
        ToolView::None => (None, None),
        ToolView::Cards(view) => (Some(Tool::Cards), Some(cards(view, wire))),
        ToolView::Booking(view) => (Some(Tool::Appointment), Some(booking(view, wire))),
        ToolView::Promise(view) => (Some(Tool::FollowUp), Some(promise(view, wire))),
    };
    let tabs = [
        (Tool::Cards, t.cards_title, Action::Cards),
        (Tool::Appointment, t.form_appointment, Action::Appointment),
        (Tool::FollowUp, t.form_follow_up, Action::FollowUp),
    ];
    let tab = |(tool, title, action)| {
        let on = open == Some(tool);
        act(title, if on { Event::CloseTool } else { Event::OpenTool(tool) }, wire).keyed(action, wire).pressed(on)
    };
    panel(t.call_tools, "panel tools").add(el("div").class("tabs").each(tabs.into_iter().map(tab))).maybe(body)
}
