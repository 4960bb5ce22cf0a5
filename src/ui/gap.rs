//! A text to say, with what is filled in marked and what is missing to be filled in on the spot.

use super::Wire;
use super::el::{Attr, El, On, el, list};
use super::part::{Own, Slice, part};
use super::parts::{no_option, option, plain_button};
use crate::app::Event;
use crate::domain::Locale;
use crate::speech::{Gap, Span};
use crate::text::{fill, texts};
use std::rc::Rc;
use yew::{Callback, NodeRef};

/// A text.
pub fn line(spans: &[Span], locale: Locale, wire: &Wire) -> El {
    let span = |span: &Span| match span {
        Span::Plain(text) => list().text(text),
        Span::Filled(text) => el("span").class("filled").text(text),
        Span::Gap(gap, name, options) => {
            let blank = Blank { gap: gap.clone(), name: name.clone(), options: options.clone(), locale };
            part(Slice::Blank(Rc::new(blank)), wire)
        }
    };
    list().each(spans.iter().map(span))
}

/// What is missing in a text.
#[derive(Debug, PartialEq)]
pub struct Blank {
    /// What it is.
    pub gap: Gap,
    /// Its name.
    pub name: String,
    /// What it can be; if empty, anything.
    pub options: Vec<String>,
    /// Language of the desk.
    pub locale: Locale,
}

/// A button that becomes a field. Enter or leaving the field sends what was typed; left empty, it closes again.
pub fn blank(blank: &Blank, filling: bool, place: &NodeRef, own: Callback<Own>, wire: &Wire) -> El {
    let named = |what: El| what.place(place).label(&fill(texts(blank.locale).gap_fill, &[("name", &blank.name)]));
    if !filling {
        let button = named(plain_button()).class("gap").test("gap").text(&blank.name);
        return match blank.gap {
            Gap::Tool(_) => button.send(On::Click, Event::FillGap(blank.gap.clone(), String::new()), wire),
            _ => button.hear(On::Click, move |_| own.emit(Own::Filling(true))),
        };
    }
    let (dispatch, gap) = (wire.dispatch.clone(), blank.gap.clone());
    let send = Rc::new(move |text| {
        own.emit(Own::Filling(false));
        dispatch.emit(Event::FillGap(gap.clone(), text));
    });
    let sent = Rc::clone(&send);
    let field = match blank.options.is_empty() {
        true => el("input").attr(Attr::Maxlength, "200").attr(Attr::Autocomplete, "off"),
        false => el("select").add(no_option("")).each(blank.options.iter().map(|it| option(it, it))),
    };
    named(field)
        .enter_takes(wire)
        .class("gap-input")
        .test("gap-input")
        .tell(On::Change, Box::new(move |text| sent(text)))
        // A change was sent before the focus is lost; what arrives here empty only closes the field.
        .tell(
            On::FocusOut,
            Box::new(move |text| {
                if text.is_empty() {
                    send(text);
                }
            }),
        )
}
