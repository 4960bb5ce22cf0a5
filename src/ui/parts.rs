//! Small things every part of the desk uses.

use super::Wire;
use crate::app::Event;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// A button that makes one thing happen: described step by step, then drawn.
pub struct Act {
    event: Event,
    inside: Html,
    class: &'static str,
    hint: Option<AttrValue>,
    id: Option<&'static str>,
    pressed: Option<bool>,
    label: Option<AttrValue>,
    test: Option<AttrValue>,
    disabled: bool,
}

impl Act {
    /// With this text.
    pub fn new(text: &str, event: Event) -> Self {
        Self::around(Html::from(text), event)
    }

    /// Around something else.
    pub fn around(inside: Html, event: Event) -> Self {
        Self {
            event,
            inside,
            class: "act",
            hint: None,
            id: None,
            pressed: None,
            label: None,
            test: None,
            disabled: false,
        }
    }

    /// Look: `act` and more.
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// The key that does the same, shown on it.
    pub fn hint(mut self, key: &str) -> Self {
        self.hint = Some(key.to_owned().into());
        self
    }

    /// Element id, where the focus is sent.
    pub fn id(mut self, id: &'static str) -> Self {
        self.id = Some(id);
        self
    }

    /// Pressed or not: a toggle.
    pub fn pressed(mut self, on: bool) -> Self {
        self.pressed = Some(on);
        self
    }

    /// A name for those who do not see it, where the content is not enough.
    pub fn label(mut self, label: &str) -> Self {
        self.label = Some(label.to_owned().into());
        self
    }

    /// For tests.
    pub fn test(mut self, name: &str) -> Self {
        self.test = Some(name.to_owned().into());
        self
    }

    /// Cannot be used now.
    pub fn disabled(mut self, off: bool) -> Self {
        self.disabled = off;
        self
    }

    /// As HTML.
    pub fn draw(self, wire: &Wire) -> Html {
        let onclick = emit(self.event, wire);
        html! {
            <button type="button" id={self.id} class={self.class} {onclick} disabled={self.disabled}
                aria-label={self.label} data-test={self.test} aria-keyshortcuts={self.hint.clone()}
                aria-pressed={self.pressed.map(|on| if on { "true" } else { "false" })}>
                { self.hint.map(key) }
                { self.inside }
            </button>
        }
    }
}

/// The cap of a key, for the eye only.
pub fn key(name: AttrValue) -> Html {
    html! { <kbd aria-hidden="true">{ name }</kbd> }
}

fn emit(event: Event, wire: &Wire) -> Callback<MouseEvent> {
    let dispatch = wire.dispatch.clone();
    Callback::from(move |_| dispatch.emit(event.clone()))
}

/// Tells what is typed, as an event.
pub fn typed(wire: &Wire, event: impl Fn(String) -> Event + 'static) -> Callback<String> {
    let dispatch = wire.dispatch.clone();
    Callback::from(move |text| dispatch.emit(event(text)))
}

/// A text field with its label. `kind` is the input's type; `tell` hears every change while typing.
pub fn field(id: &'static str, label: &str, value: &str, kind: &'static str, tell: Callback<String>) -> Html {
    field_with(id, label, value, kind, None, tell)
}

/// A text field with its label and an example.
pub fn field_with(
    id: &'static str,
    label: &str,
    value: &str,
    kind: &'static str,
    example: Option<&'static str>,
    tell: Callback<String>,
) -> Html {
    let oninput =
        Callback::from(move |event: InputEvent| tell.emit(event.target_unchecked_into::<HtmlInputElement>().value()));
    html! {
        <label class="field" for={id}>
            <span class="field-label">{ label }</span>
            <input {id} type={kind} value={value.to_owned()} {oninput} placeholder={example} autocomplete="off" maxlength="200" />
        </label>
    }
}

/// A choice of one: value and text of each option.
pub fn pick(id: &'static str, label: &str, value: &str, options: Vec<(&str, String)>, tell: Callback<String>) -> Html {
    let onchange =
        Callback::from(move |event: yew::Event| tell.emit(event.target_unchecked_into::<HtmlSelectElement>().value()));
    let option = |(this, text): (&str, String)| {
        html! { <option value={this.to_owned()} selected={this == value}>{ text }</option> }
    };
    html! {
        <label class="field" for={id}>
            <span class="field-label">{ label }</span>
            <select {id} {onchange}>{ for options.into_iter().map(option) }</select>
        </label>
    }
}

/// A check box with its text.
pub fn tick(text: &str, on: bool, event: Event, wire: &Wire) -> Html {
    let dispatch = wire.dispatch.clone();
    let onchange = Callback::from(move |_: yew::Event| dispatch.emit(event.clone()));
    html! { <label class="tick"><input type="checkbox" checked={on} {onchange} />{ text }</label> }
}

/// A titled part of the desk.
pub fn panel(title: &str, class: &'static str, inside: Html) -> Html {
    panel_at(None, title, None, class, inside)
}

/// A titled part of the desk that a key leads to: its title takes the focus.
pub fn panel_at(
    id: Option<&'static str>,
    title: &str,
    hint: Option<&'static str>,
    class: &'static str,
    inside: Html,
) -> Html {
    html! {
        <section {class} aria-label={title.to_owned()}>
            <h2 class="panel-title" {id} tabindex="-1">{ title }{ hint.map(|hint| key(hint.into())) }</h2>
            { inside }
        </section>
    }
}

/// Toggles of which at most one is on.
pub fn segments(label: &str, inside: Html) -> Html {
    html! { <div class="segments" role="group" aria-label={label.to_owned()}>{ inside }</div> }
}

/// A small mark before a text.
pub fn tag(text: &str) -> Html {
    html! { <span class="tag">{ text }</span> }
}

/// A quiet remark.
pub fn hint(text: &str) -> Html {
    html! { <p class="hint">{ text }</p> }
}

/// Names and what they stand for.
pub fn facts<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Html {
    html! { <dl class="facts">{ for pairs.map(|(name, text)| html! { <><dt>{ name }</dt><dd>{ text }</dd></> }) }</dl> }
}
