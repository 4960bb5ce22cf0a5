//! A line to say, with what is filled in marked and what is missing to be filled in on the spot.

use super::Wire;
use crate::app::{Event, Gap, Span};
use crate::domain::Locale;
use crate::text::{fill, texts};
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// A line.
pub fn line(spans: &[Span], locale: Locale, wire: &Wire) -> Html {
    let span = |span: &Span| match span {
        Span::Plain(text) => Html::from(text),
        Span::Filled(text) => html! { <span class="filled">{ text }</span> },
        Span::Gap(gap, name, options) => {
            let label = fill(texts(locale).gap_fill, &[("name", name)]);
            html! { <Blank gap={gap.clone()} name={name.clone()} {label} options={options.clone()} wire={wire.clone()} /> }
        }
    };
    spans.iter().map(span).collect()
}

#[derive(Properties, PartialEq)]
struct BlankProps {
    gap: Gap,
    name: String,
    label: String,
    options: Vec<String>,
    wire: Wire,
}

/// A button that becomes a field. Enter or leaving the field sends what was typed; left empty, it closes again.
#[component]
fn Blank(props: &BlankProps) -> Html {
    let filling = use_state(|| false);
    let place = use_node_ref();
    use_effect_with((*filling, place.clone()), |(_, place)| {
        // An element that cannot take the focus is still there to be clicked.
        let _ = place
            .cast::<HtmlElement>()
            .filter(|it| it.class_name() == "gap-input")
            .map(|it| it.focus());
    });
    let label = props.label.clone();
    let send = {
        let (dispatch, gap, filling) = (props.wire.dispatch.clone(), props.gap.clone(), filling.clone());
        move |text: String| {
            filling.set(false);
            dispatch.emit(Event::FillGap(gap.clone(), text));
        }
    };
    if !*filling {
        let by_form = matches!(props.gap, Gap::Tool(_));
        let onclick = Callback::from(move |_: MouseEvent| {
            if by_form {
                send(String::new())
            } else {
                filling.set(true)
            }
        });
        return html! {
            <button ref={place} type="button" class="gap" aria-label={label} data-test="gap" {onclick}>{ &props.name }</button>
        };
    }
    let value = {
        let place = place.clone();
        move || {
            let input = place.cast::<HtmlInputElement>().map(|input| input.value());
            input
                .or_else(|| place.cast::<HtmlSelectElement>().map(|select| select.value()))
                .unwrap_or_default()
        }
    };
    let onchange = {
        let (send, value) = (send.clone(), value.clone());
        Callback::from(move |_: yew::Event| send(value()))
    };
    // A change was sent before the focus is lost; what arrives here empty only closes the field.
    let onblur = Callback::from(move |_: FocusEvent| {
        if value().is_empty() {
            send(String::new());
        }
    });
    match props.options.is_empty() {
        true => html! {
            <input ref={place} class="gap-input" aria-label={label} data-test="gap-input" {onchange} {onblur}
                maxlength="200" autocomplete="off" />
        },
        false => html! {
            <select ref={place} class="gap-input" aria-label={label} data-test="gap-input" {onchange} {onblur}>
                <option value=""></option>
                { for props.options.iter().map(|option| html! { <option value={option.clone()}>{ option }</option> }) }
            </select>
        },
    }
}
