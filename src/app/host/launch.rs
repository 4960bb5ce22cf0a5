//! A customer in the address of the page, behind its `#`: that part never reaches a server.
//!
//! Either `#lead=<JSON>` or `#name=…&company=…`, percent-encoded. Names that are not those of a lead mean nothing.

use crate::domain::json::FromJson;
use crate::domain::{Lead, LeadField};

/// The longest fragment that is looked at, in bytes.
const LONGEST: usize = 8_000;

/// What the address of the page brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Launch {
    /// A customer.
    Customer(Box<Lead>),
    /// What was to be a customer, and is too long or cannot be read.
    Unreadable,
}

/// What a fragment brings, with or without its `#`; `None` if it is about something else.
pub fn launched(fragment: &str) -> Option<Launch> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if fragment.len() > LONGEST {
        return Some(Launch::Unreadable);
    }
    let (mut lead, mut meant) = (Lead::default(), false);
    for part in fragment.split('&') {
        let (name, text) = part.split_once('=').unwrap_or((part, ""));
        let text = decoded(text);
        if name == "lead" {
            let Some(whole) = serde_json::from_str(&text).ok().and_then(|json| Lead::from_json(&json)) else {
                return Some(Launch::Unreadable);
            };
            for field in LeadField::ALL {
                lead.set(field, whole.get(field).filter(|_| !is_fallback(&whole, field)).unwrap_or_default());
            }
        } else if let Some(field) = LeadField::ALL.into_iter().find(|field| field.word() == name && part.contains('='))
        {
            lead.set(field, text.trim());
        } else {
            continue;
        }
        meant = true;
    }
    let launch = if lead == Lead::default() { Launch::Unreadable } else { Launch::Customer(Box::new(lead)) };
    meant.then_some(launch)
}

/// A salutation that nobody gave.
fn is_fallback(lead: &Lead, field: LeadField) -> bool {
    field == LeadField::Salutation && lead.salutation.trim().is_empty()
}

/// Percent-encoding undone, `+` for a blank; control characters become blanks, what is no UTF-8 a replacement character.
fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let digits = after.get(..2).filter(|two| byte == b'%' && two.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => bytes.push(if byte == b'+' { b' ' } else { byte }),
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(fragment: &str) -> Lead {
        match launched(fragment) {
            Some(Launch::Customer(lead)) => *lead,
            other => panic!("{fragment}: {other:?}"),
        }
    }

    #[test]
    fn a_lead_comes_as_json_or_by_name() {
        let json = customer("#lead=%7B%22name%22%3A%22%E5%BC%A0%E4%BC%9F%22%2C%22phone%22%3A%22138%22%7D");
        let named = customer("#name=%E5%BC%A0%E4%BC%9F&phone=138");
        assert_eq!(
            (json.name.as_str(), json.phone.as_str(), json.salutation.as_str()),
            ("\u{5f20}\u{4f1f}", "138", "")
        );
        assert_eq!(json, named);
        let blank = customer("#name=Helen+Young&company=Harbour%20%26%20Co");
        assert_eq!((blank.name.as_str(), blank.company.as_str()), ("Helen Young", "Harbour & Co"));
    }

    #[test]
    fn what_is_about_something_else_is_left_alone() {
        for fragment in ["", "#", "#main", "#user=root", "#name", "#leads=1"] {
            assert_eq!(launched(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn what_was_to_be_a_customer_and_is_none_is_told() {
        let long = format!("#name={}", "a".repeat(LONGEST));
        for fragment in ["#lead=", "#lead=%7B", "#lead=[]", "#lead={\"name\":1}", "#name=&phone=", &long] {
            assert_eq!(launched(fragment), Some(Launch::Unreadable), "{fragment}");
        }
    }

    #[test]
    fn broken_encoding_harms_nothing() {
        assert_eq!(decoded("%"), "%");
        assert_eq!(decoded("%g1%0a%e5"), "%g1 \u{fffd}");
        assert_eq!(decoded("%+1"), "% 1");
    }
}
