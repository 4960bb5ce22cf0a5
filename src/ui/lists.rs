//! What is waiting and what was: unfinished calls, appointments, follow-ups, recent calls.

use super::Dispatch;
use super::parts::{Act, Panel};
use crate::app::view::{CallRow, MeetingRow, PrepareView, UnfinishedRow};
use crate::app::{Event, words};
use crate::text::{Texts, texts};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ListsProps {
    pub view: Rc<PrepareView>,
    pub dispatch: Dispatch,
}

#[component]
pub fn Lists(props: &ListsProps) -> Html {
    let ListsProps { view, dispatch } = props;
    let t = texts(view.locale);
    html! {
        <div class="lists">
            if !view.unfinished.is_empty() {
                <Panel title={t.lists_unfinished} class="unfinished">
                    <p class="hint">{ t.lists_unfinished_hint }</p>
                    <ul class="rows" data-test="unfinished">
                        { for view.unfinished.iter().map(|row| unfinished(row, t, dispatch)) }
                    </ul>
                </Panel>
            }
            <Panel title={t.lists_appointments}>
                <Meetings rows={view.appointments.clone()} none={t.lists_no_appointments} locale={view.locale} {dispatch} />
            </Panel>
            <Panel title={t.lists_follow_ups}>
                <Meetings rows={view.follow_ups.clone()} none={t.lists_no_follow_ups} locale={view.locale} {dispatch} />
            </Panel>
            <Panel title={t.lists_recent}>
                if view.recent.is_empty() {
                    <p class="hint">{ t.lists_no_recent }</p>
                }
                <ul class="rows" data-test="recent">{ for view.recent.iter().map(|row| recent(row, t, dispatch)) }</ul>
            </Panel>
        </div>
    }
}

fn unfinished(row: &UnfinishedRow, t: &Texts, dispatch: &Dispatch) -> Html {
    let (state, act) = match row.talking {
        true => (t.lists_talking, t.lists_go_on),
        false => (t.lists_not_closed, t.lists_wrap_up),
    };
    html! {
        <li class="entry" key={row.id.to_string()}>
            <div class="entry-main"><b>{ &row.with }</b><span>{ &row.at }{ " · " }{ state }</span></div>
            <Act {dispatch} event={Event::OpenCall(row.id.clone())} class="primary" test="resume">{ act }</Act>
        </li>
    }
}

fn recent(row: &CallRow, t: &Texts, dispatch: &Dispatch) -> Html {
    html! {
        <li class="entry" key={row.id.to_string()}>
            <div class="entry-main">
                <b>{ &row.with }</b>
                <span>
                    { &row.at }{ " · " }{ &row.length }
                    if let Some(disposition) = row.disposition {
                        { " · " }{ words::disposition(disposition, t) }
                    }
                    if let Some(sentiment) = row.sentiment {
                        { " · " }{ words::sentiment(sentiment, t) }
                    }
                </span>
            </div>
            <Act {dispatch} event={Event::OpenCall(row.id.clone())} class="quiet" test="open-call">{ t.lists_open }</Act>
            <Act {dispatch} event={Event::CallAgain(row.id.clone())} class="quiet">{ t.prepare_call_again }</Act>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct MeetingsProps {
    rows: Vec<MeetingRow>,
    none: AttrValue,
    locale: crate::domain::Locale,
    dispatch: Dispatch,
}

#[component]
fn Meetings(props: &MeetingsProps) -> Html {
    let MeetingsProps { rows, none, locale, dispatch } = props;
    let t = texts(*locale);
    if rows.is_empty() {
        return html! { <p class="hint">{ none }</p> };
    }
    let row = |row: &MeetingRow| html! {
        <li class="entry" key={row.call.to_string()}>
            <div class="entry-main">
                <b>{ &row.when }</b>
                if let Some(zone) = &row.zone {
                    <span>{ zone }</span>
                }
                <span>{ &row.with }{ " · " }{ &row.purpose }</span>
            </div>
            if row.due {
                <span class="tag tag-due">{ t.lists_due }</span>
            }
            <Act {dispatch} event={Event::OpenCall(row.call.clone())} class="quiet" test="open-meeting">{ t.lists_open }</Act>
            if let Some(appointment) = &row.appointment {
                <Act {dispatch} event={Event::DownloadIcs(appointment.clone())} class="quiet" test="ics">{ t.lists_ics }</Act>
            } else {
                <Act {dispatch} event={Event::CallAgain(row.call.clone())} class="quiet">{ t.prepare_call_again }</Act>
            }
        </li>
    };
    html! { <ul class="rows" data-test="meetings">{ for rows.iter().map(row) }</ul> }
}
