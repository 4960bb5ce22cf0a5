//! Small things every part of the desk uses.

use super::Dispatch;
use crate::app::Event;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// A button that makes one thing happen.
#[derive(Properties, PartialEq)]
pub struct ActProps {
    /// Where to.
    pub dispatch: Dispatch,
    /// What.
    pub event: Event,
    /// Look.
    #[prop_or_default]
    pub class: Classes,
    /// The key that does the same, shown on it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Element id, where the focus is sent.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Pressed or not, for a toggle.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// Name for those who do not see it, where the content is not enough.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// For tests.
    #[prop_or_default]
    pub test: Option<AttrValue>,
    /// Cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// Content.
    pub children: Html,
}

/// A button that makes one thing happen.
#[component]
pub fn Act(props: &ActProps) -> Html {
    let onclick = {
        let (dispatch, event) = (props.dispatch.clone(), props.event.clone());
        Callback::from(move |_: MouseEvent| dispatch.emit(event.clone()))
    };
    html! {
        <button type="button" id={props.id.clone()} class={classes!("act", props.class.clone())} {onclick}
            disabled={props.disabled} aria-label={props.label.clone()} data-test={props.test.clone()}
            aria-pressed={props.pressed.map(|on| if on { "true" } else { "false" })}
            aria-keyshortcuts={props.hint.clone()}>
            if let Some(hint) = &props.hint {
                <kbd aria-hidden="true">{ hint }</kbd>
            }
            { props.children.clone() }
        </button>
    }
}

/// A text field with its label.
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Element id.
    pub id: AttrValue,
    /// Label.
    pub label: AttrValue,
    /// What it holds.
    pub value: AttrValue,
    /// Told of every change while typing.
    pub oninput: Callback<String>,
    /// `text`, `date`, `time`, `tel`, `number`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// An example.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// For browsers that fill in.
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
    /// Longest text.
    #[prop_or(120)]
    pub most: u32,
    /// Look.
    #[prop_or_default]
    pub class: Classes,
}

/// A text field with its label.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let oninput = {
        let tell = props.oninput.clone();
        Callback::from(move |event: InputEvent| tell.emit(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    html! {
        <label class={classes!("field", props.class.clone())} for={props.id.clone()}>
            <span class="field-label">{ &props.label }</span>
            <input id={props.id.clone()} type={props.kind.clone()} value={props.value.clone()} {oninput}
                placeholder={props.hint.clone()} autocomplete={props.autocomplete.clone()}
                maxlength={props.most.to_string()} />
        </label>
    }
}

/// A choice of one, with its label.
#[derive(Properties, PartialEq)]
pub struct PickProps {
    /// Element id.
    pub id: AttrValue,
    /// Label.
    pub label: AttrValue,
    /// What is chosen.
    pub value: AttrValue,
    /// Value and text of each.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// Told of every change.
    pub onchange: Callback<String>,
}

/// A choice of one, with its label.
#[component]
pub fn Pick(props: &PickProps) -> Html {
    let onchange = {
        let tell = props.onchange.clone();
        Callback::from(move |event: yew::Event| tell.emit(event.target_unchecked_into::<HtmlSelectElement>().value()))
    };
    html! {
        <label class="field" for={props.id.clone()}>
            <span class="field-label">{ &props.label }</span>
            <select id={props.id.clone()} {onchange}>
                { for props.options.iter().map(|(value, text)| html! {
                    <option value={value.clone()} selected={*value == props.value}>{ text }</option>
                }) }
            </select>
        </label>
    }
}

/// A titled part of the desk.
#[derive(Properties, PartialEq)]
pub struct PanelProps {
    /// Element id, where the focus can be sent.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Title.
    pub title: AttrValue,
    /// The key that leads here.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Look.
    #[prop_or_default]
    pub class: Classes,
    /// Content.
    pub children: Html,
}

/// A titled part of the desk.
#[component]
pub fn Panel(props: &PanelProps) -> Html {
    html! {
        <section class={classes!("panel", props.class.clone())} aria-label={props.title.clone()}>
            <h2 class="panel-title" id={props.id.clone()} tabindex="-1">
                { &props.title }
                if let Some(hint) = &props.hint {
                    <kbd aria-hidden="true">{ hint }</kbd>
                }
            </h2>
            { props.children.clone() }
        </section>
    }
}
