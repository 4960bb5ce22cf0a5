//! What the customer says, written down: the fields of the present step, and what is known so far.

use super::Dispatch;
use super::parts::{Act, Panel};
use crate::app::Event;
use crate::app::view::CaptureView;
use crate::domain::call::{self, Need, Value};
use crate::domain::flow::{Field, FieldKind};
use crate::domain::{Id, Locale};
use crate::text::texts;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CaptureProps {
    pub view: Rc<CaptureView>,
    pub dispatch: Dispatch,
}

#[component]
pub fn Capture(props: &CaptureProps) -> Html {
    let CaptureProps { view, dispatch } = props;
    let t = texts(view.locale);
    html! {
        <Panel title={t.call_capture} id="capture" hint="C" class="capture">
            if view.here.is_empty() {
                <p class="hint">{ t.call_capture_none }</p>
            }
            { for view.here.iter().map(|(field, value)| html! {
                <Input key={field.id.to_string()} field={field.clone()} value={value.clone()} topics={view.topics.clone()}
                    locale={view.locale} {dispatch} />
            }) }
            if !view.known.is_empty() {
                <details class="fold">
                    <summary>{ t.call_known }{ " " }<small>{ view.known.len() }</small></summary>
                    <dl class="facts">{ for view.known.iter().map(|(name, value)| html! { <><dt>{ name }</dt><dd>{ value }</dd></> }) }</dl>
                </details>
            }
        </Panel>
    }
}

#[derive(Clone, Properties, PartialEq)]
struct InputProps {
    field: Field,
    value: Option<Value>,
    topics: Vec<(Id, String)>,
    locale: Locale,
    dispatch: Dispatch,
}

fn captured(field: &Id, value: Option<Value>) -> Event {
    Event::Do(call::Event::Captured { field: field.clone(), value })
}

#[component]
fn Input(props: &InputProps) -> Html {
    let InputProps { field, value, locale, dispatch, .. } = props;
    let t = texts(*locale);
    let id = format!("field-{}", field.id);
    let toggle = |this: Value, label: &str| {
        let on = value.as_ref() == Some(&this);
        let event = captured(&field.id, (!on).then_some(this));
        html! { <Act {dispatch} {event} pressed={on}>{ label }</Act> }
    };
    let group = |buttons: Html| html! {
        <div class="field" role="group" aria-label={field.label.clone()}>
            <span class="field-label">{ &field.label }</span><div class="chips">{ buttons }</div>
        </div>
    };
    match &field.kind {
        FieldKind::Choice(options) => {
            group(options.iter().map(|(id, label)| toggle(Value::Option(id.clone()), label)).collect())
        }
        FieldKind::YesNo => {
            group([(true, t.field_yes), (false, t.field_no)].map(|(yes, label)| toggle(Value::YesNo(yes), label)).into_iter().collect())
        }
        FieldKind::Need(_) => html! { <Needs ..props.clone() /> },
        FieldKind::Text | FieldKind::Number { .. } => {
            let number = matches!(field.kind, FieldKind::Number { .. });
            let text = match value {
                Some(Value::Text(text)) => text.clone(),
                Some(Value::Number(number)) => number.to_string(),
                _ => String::new(),
            };
            let onchange = {
                let (dispatch, id) = (dispatch.clone(), field.id.clone());
                Callback::from(move |event: yew::Event| {
                    let text = event.target_unchecked_into::<HtmlInputElement>().value();
                    let text = text.trim();
                    let value = match (text.is_empty(), number) {
                        (true, _) => None,
                        (false, false) => Some(Value::Text(text.into())),
                        // What is no whole number is sent on as it is, and refused with a reason.
                        (false, true) => Some(text.parse().map_or_else(|_| Value::Text(text.into()), Value::Number)),
                    };
                    dispatch.emit(captured(&id, value));
                })
            };
            let unit = if let FieldKind::Number { unit, .. } = &field.kind { unit.as_str() } else { "" };
            html! {
                <label class="field" for={id.clone()}>
                    <span class="field-label">{ &field.label }</span>
                    <span class="field-unit">
                        <input {id} type={if number { "number" } else { "text" }} value={text} {onchange} autocomplete="off" maxlength="2000" />
                        { unit }
                    </span>
                </label>
            }
        }
    }
}

/// Needs in the customer's own words, each with what it is about.
#[component]
fn Needs(props: &InputProps) -> Html {
    let InputProps { field, value, topics, locale, dispatch } = props;
    let t = texts(*locale);
    let (topic, words) = (use_node_ref(), use_node_ref());
    let needs = match value {
        Some(Value::Needs(needs)) => needs.clone(),
        _ => Vec::new(),
    };
    let onsubmit = {
        let (topic, words, needs) = (topic.clone(), words.clone(), needs.clone());
        let (dispatch, id) = (dispatch.clone(), field.id.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (Some(select), Some(input)) = (topic.cast::<HtmlSelectElement>(), words.cast::<HtmlInputElement>()) else { return };
            let about = Some(select.value()).filter(|id| !id.is_empty()).map(|id| Id::new(&id));
            if about.is_none() && input.value().trim().is_empty() {
                return;
            }
            let mut all = needs.clone();
            all.push(Need { topic: about, words: input.value().trim().into() });
            dispatch.emit(captured(&id, Some(Value::Needs(all))));
            input.set_value("");
            select.set_value("");
        })
    };
    let label = |need: &Need| {
        let about = topics.iter().find(|(id, _)| Some(id) == need.topic.as_ref()).map(|(_, label)| label.clone());
        [about, Some(need.words.clone()).filter(|words| !words.is_empty())].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let without = |place: usize| {
        let rest: Vec<Need> = needs.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, need)| need.clone()).collect();
        captured(&field.id, (!rest.is_empty()).then_some(Value::Needs(rest)))
    };
    html! {
        <form class="field needs" {onsubmit} aria-label={field.label.clone()}>
            <span class="field-label">{ &field.label }</span>
            <div class="need-new">
                <select ref={topic} aria-label={t.field_topic} data-test={format!("topic-{}", field.id)}>
                    <option value="">{ t.field_topic }</option>
                    { for topics.iter().map(|(id, label)| html! { <option value={id.to_string()}>{ label }</option> }) }
                </select>
                <input ref={words} placeholder={t.field_words} aria-label={t.field_words} maxlength="500" autocomplete="off"
                    data-test={format!("words-{}", field.id)} />
                <button type="submit" class="act">{ t.field_add }</button>
            </div>
            <ul class="need-list">
                { for needs.iter().enumerate().map(|(place, need)| html! {
                    <li><span>{ label(need) }</span>
                        <Act {dispatch} event={without(place)} class="quiet" label={t.field_clear}>{ "×" }</Act></li>
                }) }
            </ul>
        </form>
    }
}
