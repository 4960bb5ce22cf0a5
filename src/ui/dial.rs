//! The way to the telephone: the number that is dialled, the others that were typed, or why none can be.

use super::Wire;
use super::el::{Attr, El, el};
use super::parts::act;
use crate::app::view::{CardView, DialView, NumberView};
use crate::app::{Event, words};
use crate::domain::LeadField;
use crate::text::{Texts, fill};

/// The button that dials.
pub fn dial(card: &CardView, t: &Texts, wire: &Wire) -> El {
    match &card.dial {
        DialView::None => off(t.prepare_no_number),
        DialView::Refused(_) => cannot(t),
        DialView::Number { number, tel, .. } => link(card, number, tel, t, wire),
    }
}

/// Never inlined, like those below: an empty card does without.
#[inline(never)]
fn link(card: &CardView, number: &NumberView, tel: &str, t: &Texts, wire: &Wire) -> El {
    let number = el("b").text(&shown(number, t));
    if card.host_dials {
        return act(t.prepare_dial, Event::Dial, wire).test("dial").add(number);
    }
    el("a").class("act").attr(Attr::Href, tel).test("dial").text(t.prepare_dial).add(number)
}

fn off(text: &str) -> El {
    el("span").class("act act-off").attr(Attr::Off, "true").text(text)
}

#[inline(never)]
fn cannot(t: &Texts) -> El {
    off(t.phone_cannot)
}

/// Puts another of the numbers first.
#[inline(never)]
fn other(number: &NumberView, text: &str, t: &Texts, wire: &Wire) -> El {
    let name = fill(t.phone_other, &[("number", &shown(number, t))]);
    act(&name, Event::SetLead(LeadField::Phone, text.into()), wire).class("act quiet").test("other-number")
}

#[inline(never)]
fn shown(number: &NumberView, t: &Texts) -> String {
    if number.extension.is_empty() {
        return number.digits.clone();
    }
    fill(t.phone_extension, &[("number", &number.digits), ("extension", &number.extension)])
}

/// What is to be said below the fields: why what was typed cannot be dialled, or what other numbers were.
#[inline(never)]
pub fn beside(card: &CardView, t: &Texts, wire: &Wire) -> Option<El> {
    match &card.dial {
        DialView::Refused(why) => {
            let text = el("p").class("missing").attr(Attr::Role, "status").test("number-refused");
            Some(text.text(words::phone_refusal(*why, t)))
        }
        DialView::Number { others, .. } if !others.is_empty() => {
            Some(el("div").class("row").each(others.iter().map(|(number, text)| other(number, text, t, wire))))
        }
        DialView::None | DialView::Number { .. } => None,
    }
}
