//! The number on the card: whether it can be dialled.

use crate::domain::phone::{Phone, PhoneRefusal};
use crate::domain::{Lead, LeadField};

/// What becomes of the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialView {
    /// None was typed.
    None,
    /// What was typed is none.
    Refused(PhoneRefusal),
    /// It can be dialled.
    Number {
        /// It.
        number: NumberView,
        /// Where the link leads.
        tel: String,
        /// The others that were typed, each with the text that has it first.
        others: Vec<(NumberView, String)>,
    },
}

/// A number as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberView {
    /// Its digits, in groups.
    pub digits: String,
    /// The extension; empty if there is none.
    pub extension: String,
}

pub(super) fn view(lead: &Lead) -> DialView {
    if lead.get(LeadField::Phone).is_some() { read(lead) } else { DialView::None }
}

/// Never inlined, like what is read: an empty card, which the first prompt stands beside, has nothing to read.
#[inline(never)]
fn read(lead: &Lead) -> DialView {
    match lead.phones() {
        None => DialView::None,
        Some(Err(why)) => DialView::Refused(why),
        Some(Ok(phones)) => DialView::Number {
            number: number(&phones.first),
            tel: phones.first.tel(),
            others: phones.others.iter().map(|it| (number(it), phones.with_first(it))).collect(),
        },
    }
}

fn number(phone: &Phone) -> NumberView {
    NumberView { digits: phone.shown(), extension: phone.extension().into() }
}
