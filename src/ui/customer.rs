//! Who is on the line, beside it.

use super::el::{El, el};
use super::parts::panel;
use super::past::past;
use crate::app::view::CustomerView;
use crate::text::texts;

/// The customer.
pub fn customer(view: &CustomerView) -> El {
    let line = |class, text: &str| (!text.is_empty()).then(|| el("p").class(class).text(text));
    panel(texts(view.locale).prepare_customer, "panel customer")
        .test("customer")
        .add(el("p").class("customer-name").text(&view.with))
        .maybe(line("customer-title", &view.title))
        .maybe(line("customer-phone", &view.phone))
        .add(fixed(&view.fixed))
        .maybe(view.past.as_ref().map(past))
}

/// What was fixed with them: a chip for each, in sight until the call is over.
pub fn fixed(fixed: &[String]) -> El {
    el("ul").class("promises").each(fixed.iter().map(|it| el("li").class("tag").text(it)))
}
