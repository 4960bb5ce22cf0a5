//! What is waiting and what was: unfinished calls, appointments, follow-ups, recent calls.

use super::Wire;
use super::parts::{Act, hint, panel};
use crate::app::view::{CallRow, MeetingRow, PrepareView, UnfinishedRow};
use crate::app::{Event, words};
use crate::domain::Id;
use crate::text::{Texts, texts};
use yew::prelude::*;

/// The lists beside the pre-call card.
pub fn lists(view: &PrepareView, wire: &Wire) -> Html {
    let t = texts(view.locale);
    let recent = html! {
        <>
            { view.recent.is_empty().then(|| hint(t.lists_no_recent)) }
            <ul class="rows" data-test="recent">{ for view.recent.iter().map(|row| call(row, t, wire)) }</ul>
        </>
    };
    html! {
        <div class="lists">
            if !view.unfinished.is_empty() {
                { panel(t.lists_unfinished, "panel unfinished", html! {
                    <>
                        { hint(t.lists_unfinished_hint) }
                        <ul class="rows">{ for view.unfinished.iter().map(|row| unfinished(row, t, wire)) }</ul>
                    </>
                }) }
            }
            { panel(t.lists_appointments, "panel", meetings(&view.appointments, t.lists_no_appointments, t, wire)) }
            { panel(t.lists_follow_ups, "panel", meetings(&view.follow_ups, t.lists_no_follow_ups, t, wire)) }
            { panel(t.lists_recent, "panel", recent) }
        </div>
    }
}

/// A row: what stands out, what is said of it, and what can be done.
fn entry(id: &Id, title: &str, remark: &str, acts: Html) -> Html {
    html! {
        <li class="entry" key={id.as_str()}>
            <div class="entry-main"><b>{ title }</b><span>{ remark }</span></div>
            { acts }
        </li>
    }
}

fn open(id: &Id, t: &Texts, test: &str, wire: &Wire) -> Html {
    Act::new(t.lists_open, Event::OpenCall(id.clone()))
        .class("act quiet")
        .test(test)
        .draw(wire)
}

fn again(id: &Id, t: &Texts, wire: &Wire) -> Html {
    Act::new(t.prepare_call_again, Event::CallAgain(id.clone()))
        .class("act quiet")
        .draw(wire)
}

fn unfinished(row: &UnfinishedRow, t: &Texts, wire: &Wire) -> Html {
    let (state, act) = match row.talking {
        true => (t.lists_talking, t.lists_go_on),
        false => (t.lists_not_closed, t.lists_wrap_up),
    };
    let act = Act::new(act, Event::OpenCall(row.id.clone()))
        .class("act primary")
        .test("resume")
        .draw(wire);
    entry(&row.id, &row.with, &[row.at.as_str(), state].join(" · "), act)
}

fn call(row: &CallRow, t: &Texts, wire: &Wire) -> Html {
    let mut remark = vec![row.at.as_str(), &row.length];
    remark.extend(row.disposition.map(|it| words::disposition(it, t)));
    remark.extend(row.sentiment.map(|it| words::sentiment(it, t)));
    let acts = html! { <>{ open(&row.id, t, "open-call", wire) }{ again(&row.id, t, wire) }</> };
    entry(&row.id, &row.with, &remark.join(" · "), acts)
}

fn meetings(rows: &[MeetingRow], none: &str, t: &Texts, wire: &Wire) -> Html {
    let meeting = |row: &MeetingRow| {
        let mut remark: Vec<&str> = row.zone.iter().map(String::as_str).collect();
        remark.extend([row.with.as_str(), &row.purpose]);
        let acts = html! {
            <>
                if row.due {
                    <span class="tag tag-due">{ t.lists_due }</span>
                }
                { open(&row.call, t, "open-meeting", wire) }
                { match &row.appointment {
                    Some(id) => Act::new(t.lists_ics, Event::DownloadIcs(id.clone())).class("act quiet").test("ics").draw(wire),
                    None => again(&row.call, t, wire),
                } }
            </>
        };
        entry(&row.call, &row.when, &remark.join(" · "), acts)
    };
    match rows.is_empty() {
        true => hint(none),
        false => html! { <ul class="rows" data-test="meetings">{ for rows.iter().map(meeting) }</ul> },
    }
}
