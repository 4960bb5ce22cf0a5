//! After the call: how it ended, what was agreed, what to paste into the CRM.

use super::Wire;
use super::booking::{booking, off};
use super::el::{Attr, El, On, el, list};
use super::listen::share_bar;
use super::part::{Slice, part};
use super::parts::{act, hint, panel, panel_titled, segments, tag};
use super::promise::promise;
use crate::app::view::{ToolView, WrapUpView};
use crate::app::{Action, Event, words};
use crate::domain::call::{self, Disposition, Listening, Sentiment};
use crate::domain::flow::Tool;
use crate::store::SummaryLength;
use crate::text::{Texts, texts};

/// The screen.
pub fn wrapup(view: &WrapUpView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let title = if view.closed { t.wrapup_closed_title } else { t.wrapup_title };
    let title =
        el("h1").class("call-with").id("line").attr(Attr::Tabindex, "-1").text(&[title, &view.with].join(" · "));
    let bar = el("div")
        .class("call-bar")
        .add(title)
        .maybe(view.practice.then(|| tag(t.practice_badge)))
        .add(part(Slice::Clocks(view.timing, Listening::default(), view.locale), wire))
        .add(acts(view, t, wire));
    let column = el("div")
        .class("wrapup-column")
        .maybe((!view.closed).then(|| outcome(view, t, wire)))
        .add(promises(view, t, wire))
        .add(summary(view, t, wire))
        .maybe((!view.closed).then(|| part(Slice::Notes(view.notes.clone(), view.locale), wire)));
    let side = el("div").class("side").add(part(Slice::Customer(view.customer.clone()), wire)).maybe(
        view.listening
            .as_ref()
            .map(|(share, longest)| panel(t.listen_title, "panel").add(share_bar(*share, longest, None, view.locale))),
    );
    el("div")
        .class("wrapup")
        .test("wrap-up")
        .add(bar)
        .add(part(Slice::Rail(view.rail.clone(), None), wire))
        .add(column)
        .add(side)
}

/// The summary, to be changed and copied.
fn summary(view: &WrapUpView, t: &Texts, wire: &Wire) -> El {
    let extents = [
        (SummaryLength::Line, t.wrapup_line),
        (SummaryLength::Short, t.wrapup_short),
        (SummaryLength::Full, t.wrapup_full),
    ];
    let extents = extents.into_iter().map(|(extent, name)| {
        act(name, Event::SetExtent(extent), wire)
            .pressed(view.extent == extent)
            .test(&["extent-", extent.word()].concat())
    });
    let dispatch = wire.dispatch.clone();
    let text = el("textarea")
        .class("summary-text")
        .id("summary")
        .label(t.wrapup_summary)
        .attr(Attr::Rows, if view.extent == SummaryLength::Line { "4" } else { "12" })
        .attr(Attr::Maxlength, "20000")
        .test("summary")
        .flag(Attr::ReadOnly, view.closed)
        .value(&view.summary)
        .tell(On::Change, Box::new(move |text| dispatch.emit(Event::EditSummary(text))));
    let compose = || {
        let compose = act(t.wrapup_compose, Event::ComposeSummary, wire).class("act quiet");
        list().add(hint(t.wrapup_edited)).add(compose.test("compose-summary"))
    };
    let copy = act(t.wrapup_copy, Event::CopySummary, wire).keyed(Action::Copy, wire).test("copy-summary");
    panel(t.wrapup_summary, "panel summary")
        .maybe((!view.closed).then(|| segments(t.wrapup_extent).each(extents)))
        .add(text)
        .add(el("div").class("row").add(copy).maybe((view.edited && !view.closed).then(compose)))
}

/// What was promised, what comes next, and what can still be fixed: a form only on demand.
fn promises(view: &WrapUpView, t: &Texts, wire: &Wire) -> El {
    let promised = el("ul").class("promised").each(view.promised.iter().map(|it| el("li").text(it)));
    let next = || el("p").class("next").add(el("b").text(t.summary_next)).text(" ").text(&view.next);
    let form = match &*view.tool {
        ToolView::Booking(view) => Some(booking(view, wire)),
        ToolView::Promise(view) => Some(promise(view, wire)),
        ToolView::None | ToolView::Cards(_) => None,
    };
    panel(t.promised_title, "panel")
        .test("promises")
        .add(if view.promised.is_empty() { hint(t.promised_none) } else { promised })
        .maybe((!view.next.is_empty()).then(next))
        .maybe((!view.closed).then(|| fixes(view, t, wire)))
        .maybe(form.filter(|_| !view.closed))
}

/// The ways to fix or change an appointment and a follow-up.
fn fixes(view: &WrapUpView, t: &Texts, wire: &Wire) -> El {
    let fix = |tool, action, fixed: bool, (open, change): (&str, &str)| match fixed {
        true => act(change, Event::ChangeTime(tool), wire).keyed(action, wire),
        false => act(open, Event::OpenTool(tool), wire).keyed(action, wire),
    };
    let appointment = (t.form_appointment, t.wrapup_move);
    let follow_up = (t.form_follow_up, t.wrapup_move_follow_up);
    let ics = view.appointment.as_ref().map(|id| act(t.lists_ics, Event::DownloadIcs(id.clone()), wire).test("ics"));
    el("div")
        .class("row")
        .add(fix(Tool::Appointment, Action::Appointment, view.appointment.is_some(), appointment))
        .add(fix(Tool::FollowUp, Action::FollowUp, view.follow_up, follow_up))
        .maybe(ics)
        .maybe(view.cancelled.as_ref().map(|it| off(it, t, wire)))
}

fn acts(view: &WrapUpView, t: &Texts, wire: &Wire) -> El {
    let enter = if wire.keys.off { "" } else { "Enter" };
    let undo = |text, test| act(text, Event::Do(call::Event::Undone), wire).keyed(Action::Undo, wire).test(test);
    let (first, second) = match view.closed {
        true => (undo(t.wrapup_reopen, "reopen"), act(t.call_leave, Event::LeaveCall, wire).hint(enter).test("leave")),
        false => {
            let done = act(t.wrapup_done, Event::Do(call::Event::Closed), wire).hint(enter).test("done");
            (undo(if view.resumes { t.wrapup_resume } else { t.call_undo }, "undo"), done)
        }
    };
    let delete = || act(t.delete_call, Event::AskToDelete, wire).class("act quiet").test("delete-call");
    el("div").class("row").maybe(view.closed.then(delete)).add(first).add(second.class("act primary"))
}

fn outcome(view: &WrapUpView, t: &Texts, wire: &Wire) -> El {
    let dispositions = Disposition::ALL.into_iter().enumerate().map(|(place, it)| {
        let act = act(words::disposition(it, t), Event::Do(call::Event::Disposed { disposition: it }), wire);
        let act = act.hint(&wire.digit(place)).pressed(view.disposition == Some(it));
        act.test(&["disposition-", it.word()].concat())
    });
    let keys = [Action::Positive, Action::Neutral, Action::Negative];
    let sentiments = Sentiment::ALL.into_iter().zip(keys).map(|(it, key)| {
        let on = view.sentiment == Some(it);
        let event = Event::Do(call::Event::Rated { sentiment: (!on).then_some(it) });
        act(words::sentiment(it, t), event, wire).keyed(key, wire).pressed(on).test("sentiment")
    });
    let choice = el("div").class("dispositions").attr(Attr::Role, "group").label(t.wrapup_disposition);
    let required = view.disposition.is_none().then(|| el("small").class("hint").text(t.wrapup_required));
    let mood = el("span").class("field-label").attr(Attr::Hidden, "true").text(t.wrapup_sentiment);
    panel_titled(t.wrapup_disposition, required, "panel outcome")
        .add(choice.each(dispositions))
        .add(el("div").class("row").add(mood).add(segments(t.wrapup_sentiment).each(sentiments)))
}
