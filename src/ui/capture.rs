//! What the customer says, written down: the fields of the present step, and what is known so far.

use super::Wire;
use super::parts::{Act, facts, hint, panel_at};
use crate::app::Event;
use crate::app::view::CaptureView;
use crate::domain::Id;
use crate::domain::call::{self, Need, Value};
use crate::domain::flow::{Field, FieldKind};
use crate::text::{Texts, texts};
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The fields.
pub fn capture(view: &CaptureView, wire: &Wire) -> Html {
    let t = texts(view.locale);
    panel_at(
        Some("capture"),
        t.call_capture,
        Some("C"),
        "panel",
        html! {
            <>
                { view.here.is_empty().then(|| hint(t.call_capture_none)) }
                { for view.here.iter().map(|(field, value)| input(field, value.as_ref(), view, t, wire)) }
                if !view.known.is_empty() {
                    <details class="fold">
                        <summary>{ t.call_known }{ " " }<small>{ view.known.len() }</small></summary>
                        { facts(view.known.iter().map(|(name, text)| (name.as_str(), text.as_str()))) }
                    </details>
                }
            </>
        },
    )
}

fn captured(field: &Id, value: Option<Value>) -> Event {
    Event::Do(call::Event::Captured {
        field: field.clone(),
        value,
    })
}

fn input(field: &Field, value: Option<&Value>, view: &CaptureView, t: &Texts, wire: &Wire) -> Html {
    let toggle = |label: &str, this: Value| {
        let on = value == Some(&this);
        Act::new(label, captured(&field.id, (!on).then_some(this)))
            .pressed(on)
            .draw(wire)
    };
    match &field.kind {
        FieldKind::Choice(options) => group(
            field,
            options
                .iter()
                .map(|(id, label)| toggle(label, Value::Option(id.clone())))
                .collect(),
        ),
        FieldKind::YesNo => group(
            field,
            [
                toggle(t.field_yes, Value::YesNo(true)),
                toggle(t.field_no, Value::YesNo(false)),
            ]
            .into_iter()
            .collect(),
        ),
        FieldKind::Need(_) => needs(field, value, view, t, wire),
        FieldKind::Text => text(field, value, "text", "", wire),
        FieldKind::Number { unit, .. } => text(field, value, "number", unit, wire),
    }
}

fn group(field: &Field, buttons: Html) -> Html {
    html! {
        <div class="field" role="group" aria-label={field.label.clone()} key={field.id.as_str()}>
            <span class="field-label">{ &field.label }</span><div class="chips">{ buttons }</div>
        </div>
    }
}

fn text(field: &Field, value: Option<&Value>, kind: &'static str, unit: &str, wire: &Wire) -> Html {
    let text = match value {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let onchange = {
        let (dispatch, id, number) = (wire.dispatch.clone(), field.id.clone(), kind == "number");
        Callback::from(move |event: yew::Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            let text = text.trim();
            // What is no whole number is sent on as it is, and refused with a reason.
            let whole = text.parse().ok().filter(|_| number).map(Value::Number);
            let value = whole.unwrap_or_else(|| Value::Text(text.into()));
            dispatch.emit(captured(&id, (!text.is_empty()).then_some(value)));
        })
    };
    html! {
        <label class="field" key={field.id.as_str()}>
            <span class="field-label">{ &field.label }</span>
            <span class="field-unit">
                <input type={kind} data-test={format!("field-{}", field.id)} value={text} {onchange} autocomplete="off" maxlength="2000" />
                { unit }
            </span>
        </label>
    }
}

/// Needs in the customer's own words, each with what it is about.
fn needs(field: &Field, value: Option<&Value>, view: &CaptureView, t: &Texts, wire: &Wire) -> Html {
    let needs: &[Need] = if let Some(Value::Needs(needs)) = value {
        needs
    } else {
        &[]
    };
    let onsubmit = {
        let (dispatch, id, needs) = (wire.dispatch.clone(), field.id.clone(), needs.to_vec());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form: HtmlFormElement = event.target_unchecked_into();
            let Some(need) = typed_need(&form) else { return };
            let all = needs.iter().cloned().chain([need]).collect();
            dispatch.emit(captured(&id, Some(Value::Needs(all))));
            form.reset();
        })
    };
    let one = |(place, need): (usize, &Need)| {
        let mut rest = needs.to_vec();
        rest.remove(place);
        let without = captured(&field.id, (!rest.is_empty()).then_some(Value::Needs(rest)));
        let about = view
            .topics
            .iter()
            .find(|(id, _)| Some(id) == need.topic.as_ref())
            .map_or("", |(_, label)| label);
        let text: Vec<&str> = [about, &need.words]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        let clear = Act::new("×", without)
            .class("act quiet")
            .label(t.field_clear)
            .draw(wire);
        html! { <li><span>{ text.join(" · ") }</span>{ clear }</li> }
    };
    html! {
        <form class="field" {onsubmit} aria-label={field.label.clone()} key={field.id.as_str()}>
            <span class="field-label">{ &field.label }</span>
            <div class="need-new">
                <select name="topic" aria-label={t.field_topic} data-test={format!("topic-{}", field.id)}>
                    <option value="">{ t.field_topic }</option>
                    { for view.topics.iter().map(|(id, label)| html! { <option value={id.to_string()}>{ label }</option> }) }
                </select>
                <input name="words" placeholder={t.field_words} aria-label={t.field_words} maxlength="500" autocomplete="off"
                    data-test={format!("words-{}", field.id)} />
                <button type="submit" class="act">{ t.field_add }</button>
            </div>
            <ul class="need-list">{ for needs.iter().enumerate().map(one) }</ul>
        </form>
    }
}

/// What the form for a need holds; `None` if nothing.
fn typed_need(form: &HtmlFormElement) -> Option<Need> {
    let topic = form.query_selector("select").ok().flatten()?;
    let words = form.query_selector("input").ok().flatten()?;
    let (topic, words) = (
        topic.dyn_into::<HtmlSelectElement>().ok()?,
        words.dyn_into::<HtmlInputElement>().ok()?,
    );
    let topic = Some(topic.value()).filter(|id| !id.is_empty()).map(|id| Id::new(&id));
    let words = words.value().trim().to_owned();
    (topic.is_some() || !words.is_empty()).then_some(Need { topic, words })
}
