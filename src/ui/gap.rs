//! A line to say, with what is filled in marked and what is missing to be filled in on the spot.

use super::Dispatch;
use crate::app::{Event, Gap, Span};
use crate::domain::Locale;
use crate::text::{fill, texts};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LineProps {
    pub spans: Vec<Span>,
    pub locale: Locale,
    pub dispatch: Dispatch,
}

#[component]
pub fn Line(props: &LineProps) -> Html {
    let span = |span: &Span| match span {
        Span::Plain(text) => html! { { text } },
        Span::Filled(text) => html! { <span class="filled">{ text }</span> },
        Span::Gap(gap, name, options) => html! {
            <Blank gap={gap.clone()} name={name.clone()} options={options.clone()} locale={props.locale}
                dispatch={&props.dispatch} />
        },
    };
    html! { <>{ for props.spans.iter().map(span) }</> }
}

#[derive(Properties, PartialEq)]
struct BlankProps {
    gap: Gap,
    name: AttrValue,
    options: Vec<String>,
    locale: Locale,
    dispatch: Dispatch,
}

#[component]
fn Blank(props: &BlankProps) -> Html {
    let BlankProps { gap, name, options, locale, dispatch } = props;
    let filling = use_state(|| false);
    let label = fill(texts(*locale).gap_fill, &[("name", name)]);
    let send = {
        let (dispatch, gap, filling) = (dispatch.clone(), gap.clone(), filling.clone());
        Callback::from(move |text: String| {
            filling.set(false);
            dispatch.emit(Event::FillGap(gap.clone(), text));
        })
    };
    if !*filling {
        let by_form = matches!(gap, Gap::Tool(_));
        let onclick = Callback::from(move |_: MouseEvent| if by_form { send.emit(String::new()) } else { filling.set(true) });
        return html! { <button type="button" class="gap" aria-label={label} data-test="gap" {onclick}>{ name }</button> };
    }
    html! { <BlankInput {label} options={options.clone()} {send} /> }
}

#[derive(Properties, PartialEq)]
struct BlankInputProps {
    label: String,
    options: Vec<String>,
    send: Callback<String>,
}

/// Takes the focus when it appears; Enter or leaving it sends what was typed, Escape sends nothing.
#[component]
fn BlankInput(props: &BlankInputProps) -> Html {
    let BlankInputProps { label, options, send } = props;
    let (input, select) = (use_node_ref(), use_node_ref());
    use_effect_with((input.clone(), select.clone()), |(input, select)| {
        let place = input.cast::<web_sys::HtmlElement>().or_else(|| select.cast());
        // An element that cannot take the focus is still there to be clicked.
        let _ = place.map(|place| place.focus());
    });
    let onchange = {
        let (send, input) = (send.clone(), input.clone());
        Callback::from(move |_: yew::Event| {
            send.emit(input.cast::<HtmlInputElement>().map_or_else(String::new, |input| input.value()));
        })
    };
    let onpick = {
        let (send, select) = (send.clone(), select.clone());
        Callback::from(move |_: yew::Event| {
            send.emit(select.cast::<HtmlSelectElement>().map_or_else(String::new, |select| select.value()));
        })
    };
    let onblur = {
        let (send, input) = (send.clone(), input.clone());
        // A change is sent before the focus is lost; what arrives here empty only closes the field.
        Callback::from(move |_: FocusEvent| {
            let empty = input.cast::<HtmlInputElement>().is_none_or(|input| input.value().is_empty());
            if empty {
                send.emit(String::new());
            }
        })
    };
    match options.is_empty() {
        true => html! {
            <input ref={input} class="gap-input" aria-label={label.clone()} data-test="gap-input" {onchange} {onblur}
                maxlength="200" autocomplete="off" />
        },
        false => html! {
            <select ref={select} class="gap-input" aria-label={label.clone()} data-test="gap-input" onchange={onpick} {onblur}>
                <option value=""></option>
                { for options.iter().map(|option| html! { <option value={option.clone()}>{ option }</option> }) }
            </select>
        },
    }
}
