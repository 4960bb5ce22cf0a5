//! What is one key away in the call: objections, the customer's style, ready sentences.

use super::Dispatch;
use super::parts::{Act, Panel};
use crate::app::view::{ObjectionView, PhraseView, StyleView};
use crate::app::{Event, words};
use crate::domain::{Kind, Locale, Pace, Style, call};
use crate::text::{fill, texts};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ObjectionsProps {
    pub view: Rc<Vec<ObjectionView>>,
    pub locale: Locale,
    pub dispatch: Dispatch,
}

#[component]
pub fn Objections(props: &ObjectionsProps) -> Html {
    let ObjectionsProps { view, locale, dispatch } = props;
    let t = texts(*locale);
    let one = |objection: &ObjectionView| {
        let event = Event::Do(call::Event::Detoured { objection: objection.id.clone() });
        let used = (objection.answered > 0).then(|| {
            let (n, cap) = (objection.answered.to_string(), objection.cap.to_string());
            fill(t.call_objection_used, &[("n", &n), ("cap", &cap)])
        });
        let spent = objection.answered >= objection.cap;
        html! {
            <Act {dispatch} {event} class={classes!("chip", objection.here.then_some("chip-here"), spent.then_some("chip-spent"))}
                test={format!("objection-{}", objection.id)} key={objection.id.to_string()}>
                { &objection.title }
                if let Some(used) = used {
                    <small>{ used }</small>
                }
            </Act>
        }
    };
    html! {
        <Panel title={t.call_objections} id="objections" hint="O" class="objections">
            <div class="chips">{ for view.iter().map(one) }</div>
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
pub struct CustomerStyleProps {
    pub view: Rc<StyleView>,
    pub dispatch: Dispatch,
}

#[component]
pub fn CustomerStyle(props: &CustomerStyleProps) -> Html {
    let CustomerStyleProps { view, dispatch } = props;
    let t = texts(view.locale);
    let style = view.style;
    // Pressing the one that is on takes it back.
    let styled = |style: Style| Event::Do(call::Event::Styled { style });
    let toggled = |on: bool| (!on).then_some(());
    html! {
        <Panel title={t.style_title} class="style">
            <div class="segments" role="group" aria-label={t.style_pace}>
                { for Pace::ALL.map(|pace| {
                    let on = style.pace == Some(pace);
                    let event = styled(Style { pace: toggled(on).map(|()| pace), ..style });
                    html! { <Act {dispatch} {event} pressed={on} test={format!("pace-{}", pace.word())}>{ words::pace(pace, t) }</Act> }
                }) }
            </div>
            <div class="segments" role="group" aria-label={t.style_kind}>
                { for Kind::ALL.map(|kind| {
                    let on = style.kind == Some(kind);
                    let event = styled(Style { kind: toggled(on).map(|()| kind), ..style });
                    html! { <Act {dispatch} {event} pressed={on} test={format!("type-{}", kind.word())}>{ words::kind(kind, t) }</Act> }
                }) }
            </div>
            { for view.advice.iter().map(|advice| html! { <p class="advice">{ advice }</p> }) }
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
pub struct PhrasesProps {
    pub view: Rc<Vec<PhraseView>>,
    pub locale: Locale,
}

#[component]
pub fn Phrases(props: &PhrasesProps) -> Html {
    let t = texts(props.locale);
    html! {
        <Panel title={t.call_phrases} id="phrases" hint="P" class="phrases">
            { for props.view.iter().map(|group| html! {
                <details class="fold" key={group.title.clone()}>
                    <summary>{ &group.title }</summary>
                    <ul class="sayings">{ for group.texts.iter().map(|text| html! { <li>{ text }</li> }) }</ul>
                </details>
            }) }
        </Panel>
    }
}
