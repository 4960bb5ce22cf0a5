//! Small things every part of the desk uses.

use super::Wire;
use super::el::{Attr, El, On, Tell, el, list};
use crate::app::{Action, Event};
use crate::domain::Locale;

/// A button that makes one thing happen.
pub fn act(text: &str, event: Event, wire: &Wire) -> El {
    button(event, wire).text(text)
}

/// The same, with something else than a text on it.
pub fn button(event: Event, wire: &Wire) -> El {
    plain_button().send(On::Click, event, wire)
}

/// The look of one.
pub fn plain_button() -> El {
    el("button").class("act").attr(Attr::Type, "button")
}

impl El {
    /// The key that does the same, shown on it; empty if there is none.
    pub fn hint(self, name: &str) -> Self {
        self.attr_if(Attr::Shortcuts, (!name.is_empty()).then_some(name)).before(key(name))
    }

    /// The key of the action that does the same, shown on it.
    pub fn keyed(self, action: Action, wire: &Wire) -> Self {
        self.hint(&wire.cap(action))
    }

    /// Pressed or not: a toggle.
    pub fn pressed(self, on: bool) -> Self {
        self.attr(Attr::Pressed, if on { "true" } else { "false" })
    }
}

/// The cap of a key, for the eye only; without a key, a place kept free for it.
fn key(name: &str) -> El {
    if name.is_empty() { list() } else { el("kbd").attr(Attr::Hidden, "true").text(name) }
}

/// Makes an event of what is typed into the field of this name.
pub fn typed<F: Copy + 'static>(event: fn(F, String) -> Event, field: F, wire: &Wire) -> Tell {
    let dispatch = wire.dispatch.clone();
    Box::new(move |text| dispatch.emit(event(field, text)))
}

/// A text field with its label. `kind` is the input's type; `tell` hears every change while typing.
pub fn field(id: &'static str, label: &str, value: &str, kind: &str, tell: Tell) -> El {
    field_with(id, label, value, kind, None, tell)
}

/// A text field with its label and an example.
pub fn field_with(id: &'static str, label: &str, value: &str, kind: &str, example: Option<&str>, tell: Tell) -> El {
    let input = el("input").id(id).attr(Attr::Type, kind).value(value).tell(On::Input, tell);
    let input = input.attr_if(Attr::Placeholder, example).attr(Attr::Autocomplete, "off").attr(Attr::Maxlength, "200");
    labelled(id, label).add(input)
}

/// A field for a passphrase, with its label. `manager` tells a password manager which one: `current-password` or `new-password`.
pub fn secret(id: &'static str, label: &str, value: &str, manager: &str, tell: Tell) -> El {
    let input = el("input").id(id).attr(Attr::Type, "password").value(value).tell(On::Input, tell);
    labelled(id, label).add(input.attr(Attr::Autocomplete, manager).attr(Attr::Maxlength, "200"))
}

/// A choice of one: value and text of each option.
pub fn pick<'a>(
    id: &'static str,
    label: &str,
    value: &str,
    options: impl Iterator<Item = (&'a str, String)>,
    tell: Tell,
) -> El {
    // A value may stand there twice: the first is the one.
    let mut open = true;
    let options = options.map(|(this, text)| {
        let selected = open && this == value;
        open &= !selected;
        option(this, &text).flag(Attr::Selected, selected)
    });
    labelled(id, label).add(el("select").id(id).tell(On::Change, tell).each(options))
}

/// The label of a field, which is to be put into it.
pub fn labelled(id: &'static str, label: &str) -> El {
    el("label").class("field").attr(Attr::For, id).add(el("span").class("field-label").text(label))
}

/// One of a choice.
pub fn option(value: &str, text: &str) -> El {
    el("option").attr(Attr::Value, value).text(text)
}

/// A check box with its text.
pub fn tick(text: &str, on: bool, event: Event, wire: &Wire) -> El {
    let input = el("input").attr(Attr::Type, "checkbox").checked(on).send(On::Change, event, wire);
    el("label").class("tick").add(input).text(text)
}

/// The option that is none. It says that it is chosen at first: Yew puts the last one in first, and the browser takes it.
pub fn no_option(text: &str) -> El {
    option("", text).flag(Attr::Selected, true)
}

/// A titled part of the desk, to be filled.
pub fn panel(title: &str, class: &'static str) -> El {
    panel_with(None, title, class)
}

/// The same, with a title that can be given the focus.
pub fn panel_with(id: Option<&str>, title: &str, class: &'static str) -> El {
    let title_line = el("h2").class("panel-title").attr_if(Attr::Id, id).attr(Attr::Tabindex, "-1").text(title);
    el("section").class(class).label(title).add(title_line)
}

/// The same, with a remark beside the title.
pub fn panel_titled(title: &str, remark: Option<El>, class: &'static str) -> El {
    let title_line = el("h2").class("panel-title").text(title).maybe(remark);
    el("section").class(class).label(title).add(title_line)
}

/// A titled part of the desk that a key leads to: its title takes the focus.
pub fn panel_at(id: Option<&str>, action: Action, title: &str, wire: &Wire) -> El {
    let title_line = el("h2").class("panel-title").attr_if(Attr::Id, id).attr(Attr::Tabindex, "-1");
    el("section").class("panel").label(title).add(title_line.text(title).add(key(&wire.cap(action))))
}

/// Toggles of which at most one is on, to be put in.
pub fn segments(label: &str) -> El {
    el("div").class("segments").attr(Attr::Role, "group").label(label)
}

/// What a button opens over the desk, to be filled. The browser closes it, with Escape and with a click anywhere else.
pub fn pop_up(id: &'static str) -> El {
    el("div").id(id).class("pop-up").attr(Attr::Popover, "auto")
}

/// The button that opens it.
pub fn opener(id: &'static str) -> El {
    plain_button().class("act quiet").attr(Attr::PopoverTarget, id)
}

/// A small mark before a text.
pub fn tag(text: &str) -> El {
    el("span").class("tag").text(text)
}

/// A text of the desk with something of the flow in its gap.
pub fn about(text: &str, what: &str, spoken: Locale) -> El {
    let (before, rest) = text.split_once('{').unwrap_or((text, ""));
    let (_, after) = rest.split_once('}').unwrap_or_default();
    list().text(before).add(el("span").lang(spoken).text(what)).text(after)
}

/// A quiet remark.
pub fn hint(text: &str) -> El {
    el("p").class("hint").text(text)
}

/// Names and what they stand for.
pub fn facts<'a>(pairs: impl Iterator<Item = (&'a str, El)>) -> El {
    let pair = |(name, what)| list().add(el("dt").text(name)).add(el("dd").add(what));
    el("dl").class("facts").each(pairs.map(pair))
}
