//! The desk in the call: which part stands where.

use super::Dispatch;
use super::booking::Booking;
use super::capture::Capture;
use super::cards::Cards;
use super::clocks::Clocks;
use super::log::{Notes, Path};
use super::parts::{Act, Panel};
use super::promise::Promise;
use super::prompt::Prompt;
use super::rail::Rail;
use super::side::{CustomerStyle, Objections, Phrases};
use crate::app::Event;
use crate::app::view::{CallView, ToolView};
use crate::domain::flow::Tool;
use crate::domain::{Locale, call};
use crate::text::texts;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct OnCallProps {
    pub view: Rc<CallView>,
    pub dispatch: Dispatch,
}

#[component]
pub fn OnCall(props: &OnCallProps) -> Html {
    let OnCallProps { view, dispatch } = props;
    let (t, locale) = (texts(view.locale), view.locale);
    html! {
        <div class="call" data-test="call">
            <div class="call-bar">
                <h1 class="call-with"><span class="visually-hidden">{ t.call_title }{ " " }</span>{ &view.with }</h1>
                <Clocks timing={view.timing} {locale} />
                <div class="row">
                    <Act {dispatch} event={Event::Do(call::Event::Undone)} hint="U" test="undo" disabled={!view.prompt.undo}>
                        { t.call_undo }
                    </Act>
                    <Act {dispatch} event={Event::Do(call::Event::Ended)} hint="E" class="danger" test="end-call">
                        { t.call_hang_up }
                    </Act>
                </div>
            </div>
            <Rail view={view.rail.clone()} {dispatch} />
            <div class="centre">
                <Prompt view={view.prompt.clone()} {dispatch} />
                <Tools view={view.tool.clone()} {locale} {dispatch} />
            </div>
            <div class="side">
                <Objections view={view.objections.clone()} {locale} {dispatch} />
                <Capture view={view.capture.clone()} {dispatch} />
                <CustomerStyle view={view.style.clone()} {dispatch} />
                <Phrases view={view.phrases.clone()} {locale} />
                <Notes notes={view.notes.clone()} {locale} {dispatch} />
                <Path path={view.path.clone()} {locale} {dispatch} />
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct ToolsProps {
    pub view: Rc<ToolView>,
    pub locale: Locale,
    pub dispatch: Dispatch,
}

/// The form or the cards beside the line, and the tabs that open them.
#[component]
pub fn Tools(props: &ToolsProps) -> Html {
    let ToolsProps { view, locale, dispatch } = props;
    let t = texts(*locale);
    let (open, body) = match &**view {
        ToolView::None => (None, html! {}),
        ToolView::Cards(locale, cards) => {
            (Some(Tool::Cards), html! { <Cards cards={cards.clone()} locale={*locale} {dispatch} /> })
        }
        ToolView::Booking(view) => (Some(Tool::Appointment), html! { <Booking view={Rc::new(view.clone())} {dispatch} /> }),
        ToolView::Promise(view) => (Some(Tool::FollowUp), html! { <Promise view={Rc::new(view.clone())} {dispatch} /> }),
    };
    let tabs = [
        (Tool::Cards, t.cards_title, "V"),
        (Tool::Appointment, t.form_appointment, "A"),
        (Tool::FollowUp, t.form_follow_up, "F"),
    ];
    let tab = |(tool, title, hint): (Tool, &'static str, &'static str)| {
        let on = open == Some(tool);
        let event = if on { Event::CloseTool } else { Event::OpenTool(tool) };
        html! { <Act {dispatch} {event} {hint} pressed={on}>{ title }</Act> }
    };
    html! {
        <Panel title={t.call_tools} class="tools">
            <div class="tabs">{ for tabs.map(tab) }</div>
            { body }
        </Panel>
    }
}
