//! Phone numbers as people write them, read as what can be dialled.
//!
//! What was typed stays in the record; everything here is worked out from it. A cell may hold several numbers, names and
//! remarks. A number without its country stays without: the rep's own telephone knows where it is.

mod plan;
mod read;

use plan::{area, british, country, is_landline, is_mobile, is_subscribed};
use read::{narrow, pieces, read};
use std::fmt::Write;

/// Fewest digits of a number: `110`.
const FEWEST: usize = 3;

/// A number that can be dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The digits, with a `+` before those that begin with the code of a country.
    number: String,
    /// The digits of the extension; empty if there is none.
    extension: String,
    /// What it was read from.
    typed: String,
}

/// The numbers of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The one that is used.
    pub first: Phone,
    /// The others, in order.
    pub others: Vec<Phone>,
}

/// Why a text has no number that can be dialled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneRefusal {
    /// No digits stand in it.
    NoNumber,
    /// Some of its digits are hidden: `138****8000`.
    Masked,
    /// A spreadsheet made a power of ten of it: `1.38E+10`.
    Spreadsheet,
    /// It has fewer digits than any number has.
    TooShort,
    /// It has more digits than any number has.
    TooLong,
}

impl Phone {
    /// The numbers of a text. What in it is none is passed over as long as anything is.
    ///
    /// # Errors
    /// If there is none: why the first piece that looks like one cannot be dialled.
    // Never inlined: an empty card, which the first prompt stands beside, has nothing to read.
    #[inline(never)]
    pub fn parse(text: &str) -> Result<Parsed, PhoneRefusal> {
        let mut refusal = PhoneRefusal::NoNumber;
        let mut phones: Vec<Self> = Vec::new();
        for piece in pieces(text) {
            match read(piece, phones.first()) {
                Ok(phone) if phones.iter().any(|it| it.key() == phone.key()) => {}
                Ok(phone) => phones.push(phone),
                Err(why) if refusal == PhoneRefusal::NoNumber => refusal = why,
                Err(_) => {}
            }
        }
        let mut phones = phones.into_iter();
        phones.next().map(|first| Parsed { first, others: phones.collect() }).ok_or(refusal)
    }

    /// The digits with the country, if it is known, and the extension: `+442079460018`, `01065529988;808`.
    pub fn canonical(&self) -> String {
        self.with_extension(&self.number, ";")
    }

    /// As a `tel:` link takes it (RFC 3966).
    pub fn tel(&self) -> String {
        ["tel:", &self.with_extension(&self.number, ";ext=")].concat()
    }

    /// What two spellings of the same number have in common, with or without the country.
    pub fn key(&self) -> String {
        let national = self.number.strip_prefix('+').map_or(&*self.number, |digits| country(digits).1);
        self.with_extension(national.trim_start_matches('0'), ";")
    }

    /// As it is shown, in groups; the extension is left out.
    pub fn shown(&self) -> String {
        let (before, national) = match self.number.strip_prefix('+') {
            Some(digits) => {
                let (code, rest) = country(digits);
                (["+", code, " "].concat(), rest)
            }
            None => match self.number.strip_prefix('0').filter(|_| self.is_british()) {
                Some(national) => ("0".to_owned(), national),
                None => (String::new(), &*self.number),
            },
        };
        let groups = match (&*before, national.len()) {
            ("" | "+86 ", 11) if is_mobile(national) => vec![3, 4],
            ("+44 " | "0", 10) => british(national),
            ("", _) if is_landline(national) => vec![area(national), national.len() - area(national) - 4],
            ("+86 ", 9..) => {
                let area = area(&["0", national].concat()) - 1;
                vec![area, national.len() - area - 4]
            }
            (_, 10) => vec![3, 3],
            (_, 7 | 8) => vec![national.len() - 4],
            (_, 9 | 11..) => vec![national.len() - 8, 4],
            _ => vec![],
        };
        let mut shown = before;
        let mut rest = national;
        for size in groups {
            let (group, after) = rest.split_at_checked(size).unwrap_or((rest, ""));
            shown.push_str(group);
            shown.push(' ');
            rest = after;
        }
        shown + rest
    }

    /// The digits, the code of the country among them, and the last four of them: people are looked for by those, and nobody by
    /// an extension.
    pub fn looked_for(&self) -> [&str; 2] {
        let digits = self.number.trim_start_matches('+');
        [digits, digits.len().checked_sub(4).map_or("", |from| &digits[from..])]
    }

    /// The digits of the extension; empty if there is none.
    pub fn extension(&self) -> &str {
        &self.extension
    }

    /// Whether a number without its country is grouped as in Britain: `01` and `07` are that unless they can be a landline in
    /// China and were not typed in five digits and six.
    fn is_british(&self) -> bool {
        let number = &*self.number;
        let in_fives = || {
            let after = number.get(..5).and_then(|code| Some(self.typed.split_once(code)?.1));
            after.is_some_and(|after| !after.starts_with(|it: char| it.is_ascii_digit()))
        };
        number.len() == 11
            && (number.starts_with("01") || number.starts_with("07"))
            && (!is_subscribed(number) || in_fives())
    }

    fn with_extension(&self, number: &str, between: &str) -> String {
        let mut out = number.to_owned();
        if !self.extension.is_empty() {
            let _ = write!(out, "{between}{}", self.extension);
        }
        out
    }
}

impl Parsed {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Phone> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The text that says the same with another of the numbers first.
    pub fn with_first(&self, first: &Phone) -> String {
        let rest = self.all().filter(|it| *it != first);
        let typed: Vec<&str> = std::iter::once(first).chain(rest).map(|it| it.typed.as_str()).collect();
        typed.join("; ")
    }
}

/// Whether a number is among those of a text, as far as it is typed. Fewer than three digits are among none.
#[inline(never)]
pub fn is_among(typed: &str, text: &str) -> bool {
    let wanted = digits(typed);
    if wanted.len() < FEWEST {
        return false;
    }
    let key = Phone::parse(typed).map_or_else(|_| wanted.clone(), |it| it.first.key());
    let has = |number: String| number.contains(&wanted) || number.contains(&key);
    let is_one = |phone: &Phone| has(phone.key()) || has(digits(&phone.number));
    digits(text).contains(&wanted) || Phone::parse(text).is_ok_and(|it| it.all().any(is_one))
}

/// The digits of a text, full-width ones among them.
fn digits(text: &str) -> String {
    text.chars().map(narrow).filter(char::is_ascii_digit).collect()
}
