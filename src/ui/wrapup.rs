//! After the call: how it ended, what was agreed, what to paste into the CRM.

use super::Dispatch;
use super::booking::Booking;
use super::clocks::Clocks;
use super::log::Notes;
use super::parts::{Act, Panel};
use super::promise::Promise;
use crate::app::view::{ToolView, WrapUpView};
use crate::app::when::length;
use crate::app::{Event, words};
use crate::domain::call::{self, Disposition, Sentiment};
use crate::domain::flow::Tool;
use crate::text::{fill, texts};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct WrapUpProps {
    pub view: Rc<WrapUpView>,
    pub dispatch: Dispatch,
}

#[component]
pub fn WrapUp(props: &WrapUpProps) -> Html {
    let WrapUpProps { view, dispatch } = props;
    let t = texts(view.locale);
    let title = if view.closed { t.wrapup_closed_title } else { t.wrapup_title };
    html! {
        <div class="wrapup" data-test="wrap-up">
            <div class="call-bar">
                <h1 class="call-with" id="line" tabindex="-1">{ title }{ " · " }{ &view.with }</h1>
                <Clocks timing={view.timing} locale={view.locale} />
                <div class="row">
                    if view.closed {
                        <Act {dispatch} event={Event::Do(call::Event::Undone)} hint="U" test="reopen">{ t.wrapup_reopen }</Act>
                        <Act {dispatch} event={Event::LeaveCall} class="primary" test="leave">{ t.call_leave }</Act>
                    } else {
                        <Act {dispatch} event={Event::Do(call::Event::Undone)} hint="U" test="undo">{ t.call_undo }</Act>
                        <Act {dispatch} event={Event::Do(call::Event::Closed)} hint="D" class="primary" test="done">{ t.wrapup_done }</Act>
                    }
                </div>
            </div>
            if !view.closed {
                <Outcome view={view.clone()} {dispatch} />
            }
            <Panel title={t.wrapup_summary} class="summary">
                <pre class="summary-text" tabindex="0" data-test="summary">{ &view.summary }</pre>
                <Act {dispatch} event={Event::CopySummary} hint={(!view.closed).then_some("Y")} test="copy-summary">{ t.wrapup_copy }</Act>
            </Panel>
            <div class="wrapup-side">
                if !view.closed {
                    <Agreed view={view.clone()} {dispatch} />
                    <Notes notes={view.notes.clone()} locale={view.locale} {dispatch} />
                }
                <Panel title={t.wrapup_times} class="times">
                    <ul class="time-list">
                        { for view.times.iter().map(|(title, budget, spent)| {
                            let budget = i64::from(*budget) * 1000;
                            let figures = [("spent", length(*spent)), ("budget", length(budget))];
                            let figures = fill(t.clock_of, &[("spent", &figures[0].1), ("budget", &figures[1].1)]);
                            html! {
                                <li class={(*spent > budget).then_some("stage-over")}>
                                    <span>{ title }</span>
                                    <progress max={budget.to_string()} value={(*spent).min(budget).to_string()} aria-hidden="true"></progress>
                                    <span>{ figures }</span>
                                </li>
                            }
                        }) }
                    </ul>
                </Panel>
            </div>
        </div>
    }
}

#[component]
fn Outcome(props: &WrapUpProps) -> Html {
    let WrapUpProps { view, dispatch } = props;
    let t = texts(view.locale);
    html! {
        <Panel title={t.wrapup_disposition} class="outcome">
            <p class="hint">{ t.wrapup_required }</p>
            <div class="dispositions" role="group" aria-label={t.wrapup_disposition}>
                { for Disposition::ALL.into_iter().enumerate().map(|(place, disposition)| html! {
                    <Act {dispatch} event={Event::Do(call::Event::Disposed { disposition })} hint={(place + 1).to_string()}
                        pressed={view.disposition == Some(disposition)} test={format!("disposition-{}", disposition.word())}>
                        { words::disposition(disposition, t) }
                    </Act>
                }) }
            </div>
            <h3 class="panel-title">{ t.wrapup_sentiment }</h3>
            <div class="segments" role="group" aria-label={t.wrapup_sentiment}>
                { for Sentiment::ALL.map(|sentiment| {
                    let on = view.sentiment == Some(sentiment);
                    let event = Event::Do(call::Event::Rated { sentiment: (!on).then_some(sentiment) });
                    html! { <Act {dispatch} {event} pressed={on} test={format!("sentiment-{sentiment:?}").to_lowercase()}>{ words::sentiment(sentiment, t) }</Act> }
                }) }
            </div>
        </Panel>
    }
}

/// The appointment and the follow-up: what is fixed, and the form of the one that is open.
#[component]
fn Agreed(props: &WrapUpProps) -> Html {
    let WrapUpProps { view, dispatch } = props;
    let t = texts(view.locale);
    let part = |tool: Tool, title: &'static str, hint: &'static str, fixed: Option<&String>, form: Html| {
        let open = match &*view.tool {
            ToolView::Booking(_) => tool == Tool::Appointment,
            ToolView::Promise(_) => tool == Tool::FollowUp,
            ToolView::None | ToolView::Cards(..) => false,
        };
        html! {
            <Panel {title} {hint}>
                if open {
                    { form }
                } else {
                    <div class="row">
                        if let Some(fixed) = fixed {
                            <b>{ fixed }</b>
                        }
                        <Act {dispatch} event={Event::OpenTool(tool)}>{ title }</Act>
                    </div>
                }
            </Panel>
        }
    };
    let (booking, promise) = (view.booking.clone(), view.promise.clone());
    html! {
        <>
            { part(Tool::Appointment, t.form_appointment, "A", view.booking.fixed.as_ref().map(|(when, _)| when),
                html! { <Booking view={booking} {dispatch} /> }) }
            { part(Tool::FollowUp, t.form_follow_up, "F", view.promise.fixed.as_ref(),
                html! { <Promise view={promise} {dispatch} /> }) }
        </>
    }
}
