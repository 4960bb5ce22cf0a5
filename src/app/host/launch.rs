//! A customer in the address of the page, behind its `#`: that part never reaches a server.
//!
//! Either `#lead=<JSON>` or `#name=…&company=…`, percent-encoded. Names that are not those of a lead mean nothing.

use crate::domain::json::FromJson;
use crate::domain::{Lead, LeadField};

/// The longest fragment that is looked at, in bytes.
const LONGEST: usize = 8_000;

/// The customer in a fragment, with or without its `#`; `None` if there is none.
pub fn launched(fragment: &str) -> Option<Lead> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if fragment.len() > LONGEST {
        return None;
    }
    let mut lead = Lead::default();
    for part in fragment.split('&') {
        let (name, text) = part.split_once('=').unwrap_or((part, ""));
        let text = decoded(text);
        if name == "lead" {
            let whole = Lead::from_json(&serde_json::from_str(&text).ok()?)?;
            for field in LeadField::ALL {
                lead.set(field, whole.get(field).filter(|_| !is_fallback(&whole, field)).unwrap_or_default());
            }
        } else if let Some(field) = LeadField::ALL.into_iter().find(|field| field.word() == name) {
            lead.set(field, text.trim());
        }
    }
    (lead != Lead::default()).then_some(lead)
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

    #[test]
    fn a_lead_comes_as_json_or_by_name() {
        let json = launched("#lead=%7B%22name%22%3A%22%E5%BC%A0%E4%BC%9F%22%2C%22phone%22%3A%22138%22%7D").unwrap();
        let named = launched("#name=%E5%BC%A0%E4%BC%9F&phone=138").unwrap();
        assert_eq!(
            (json.name.as_str(), json.phone.as_str(), json.salutation.as_str()),
            ("\u{5f20}\u{4f1f}", "138", "")
        );
        assert_eq!(json, named);
        let blank = launched("#name=Helen+Young&company=Harbour%20%26%20Co").unwrap();
        assert_eq!((blank.name.as_str(), blank.company.as_str()), ("Helen Young", "Harbour & Co"));
    }

    #[test]
    fn what_is_no_lead_is_none() {
        let long = format!("#name={}", "a".repeat(LONGEST));
        for fragment in ["", "#", "#main", "#lead=", "#lead=%7B", "#lead=[]", "#lead={\"name\":1}", "#user=root", &long]
        {
            assert_eq!(launched(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn broken_encoding_harms_nothing() {
        assert_eq!(decoded("%"), "%");
        assert_eq!(decoded("%g1%0a%e5"), "%g1 \u{fffd}");
        assert_eq!(decoded("%+1"), "% 1");
    }
}
