//! After the call: how it ended, what was agreed, what to paste into the CRM.

use super::Wire;
use super::booking::booking;
use super::clocks::{Clocks, spent_bar};
use super::part::{Slice, part};
use super::parts::{Act, hint, panel, panel_at, segments};
use super::promise::promise;
use crate::app::view::{ToolView, WrapUpView};
use crate::app::{Event, words};
use crate::domain::call::{self, Disposition, Sentiment};
use crate::domain::flow::Tool;
use crate::text::{Texts, texts};
use yew::prelude::*;

/// The screen.
pub fn wrapup(view: &WrapUpView, wire: &Wire) -> Html {
    let t = texts(view.locale);
    let title = if view.closed {
        t.wrapup_closed_title
    } else {
        t.wrapup_title
    };
    let copy = Act::new(t.wrapup_copy, Event::CopySummary)
        .hint("Y")
        .test("copy-summary");
    html! {
        <div class="wrapup" data-test="wrap-up">
            <div class="call-bar">
                <h1 class="call-with" id="line" tabindex="-1">{ [title, &view.with].join(" · ") }</h1>
                <Clocks timing={view.timing} locale={view.locale} wire={wire.clone()} />
                <div class="row">{ acts(view.closed, t, wire) }</div>
            </div>
            if !view.closed {
                { outcome(view, t, wire) }
            }
            { panel(t.wrapup_summary, "panel summary", html! {
                <>
                    <pre class="summary-text" tabindex="0" data-test="summary">{ &view.summary }</pre>
                    { copy.draw(wire) }
                </>
            }) }
            <div class="wrapup-side">
                if !view.closed {
                    { agreed(view, t, wire) }
                    { part(Slice::Notes(view.notes.clone(), view.locale), wire) }
                }
                { panel(t.wrapup_times, "panel", html! {
                    <ul class="time-list">
                        { for view.times.iter().map(|(title, budget, spent)| html! {
                            <li><span>{ title }</span>{ spent_bar(Some(*spent), *budget, view.locale) }</li>
                        }) }
                    </ul>
                }) }
            </div>
        </div>
    }
}

fn acts(closed: bool, t: &Texts, wire: &Wire) -> Html {
    let undo = |text, test| {
        Act::new(text, Event::Do(call::Event::Undone))
            .hint("U")
            .test(test)
            .draw(wire)
    };
    let (first, second) = match closed {
        true => (
            undo(t.wrapup_reopen, "reopen"),
            Act::new(t.call_leave, Event::LeaveCall).test("leave"),
        ),
        false => {
            let done = Act::new(t.wrapup_done, Event::Do(call::Event::Closed))
                .hint("D")
                .test("done");
            (undo(t.wrapup_resume, "undo"), done)
        }
    };
    html! { <>{ first }{ second.class("act primary").draw(wire) }</> }
}

fn outcome(view: &WrapUpView, t: &Texts, wire: &Wire) -> Html {
    let dispositions = Disposition::ALL.into_iter().enumerate().map(|(place, it)| {
        let act = Act::new(
            words::disposition(it, t),
            Event::Do(call::Event::Disposed { disposition: it }),
        );
        let act = act.hint(&(place + 1).to_string()).pressed(view.disposition == Some(it));
        act.test(&format!("disposition-{}", it.word())).draw(wire)
    });
    let sentiments = Sentiment::ALL.into_iter().map(|it| {
        let on = view.sentiment == Some(it);
        let event = Event::Do(call::Event::Rated {
            sentiment: (!on).then_some(it),
        });
        Act::new(words::sentiment(it, t), event)
            .pressed(on)
            .test("sentiment")
            .draw(wire)
    });
    panel(
        t.wrapup_disposition,
        "panel outcome",
        html! {
            <>
                { view.disposition.is_none().then(|| hint(t.wrapup_required)) }
                <div class="dispositions" role="group" aria-label={t.wrapup_disposition}>{ for dispositions }</div>
                <h3 class="panel-title">{ t.wrapup_sentiment }</h3>
                { segments(t.wrapup_sentiment, sentiments.collect()) }
            </>
        },
    )
}

/// The appointment and the follow-up: what is fixed, and the form of the one that is open.
fn agreed(view: &WrapUpView, t: &Texts, wire: &Wire) -> Html {
    let closed = |tool, title: &str, fixed: Option<&str>| {
        html! {
            <div class="row">
                { fixed.map(|fixed| html! { <b>{ fixed }</b> }) }
                { Act::new(title, Event::OpenTool(tool)).draw(wire) }
            </div>
        }
    };
    let appointment = match &*view.tool {
        ToolView::Booking(view) => booking(view, wire),
        _ => closed(Tool::Appointment, t.form_appointment, view.appointment.as_deref()),
    };
    let follow_up = match &*view.tool {
        ToolView::Promise(view) => promise(view, wire),
        _ => closed(Tool::FollowUp, t.form_follow_up, view.follow_up.as_deref()),
    };
    html! {
        <>
            { panel_at(None, t.form_appointment, Some("A"), "panel", appointment) }
            { panel_at(None, t.form_follow_up, Some("F"), "panel", follow_up) }
        </>
    }
}
