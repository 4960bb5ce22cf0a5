//! Sealed records: which are, how long they get, and what happens to them when something beside them is damaged.
#![allow(clippy::unwrap_used)]

mod common;

use callflow::store::encryption::{is_sealable, sealed_length};

use callflow::store::{encode, encode_gone, encode_sealed, sealed};
use common::desk::Desk;
use common::lock::*;
use common::version;
use proptest::prelude::*;

#[test]
fn what_says_something_of_somebody_is_sealed() {
    let text = encode(&vec![1_i64], AT);
    for (key, expected) in [
        ("settings", false),
        ("lock", false),
        ("erased", false),
        ("backup", false),
        ("theirs:1", false),
        ("uses", true),
        ("draft:tab", true),
        ("call:1", true),
        ("lead:1", true),
        ("appointment:1", true),
        ("follow-up:1", true),
        ("figures:1", true),
        ("flow:zh-CN/first-call@1+2", true),
        ("aside:call:1", true),
    ] {
        assert_eq!(is_sealable(key, &text), expected, "{key}");
        assert!(!is_sealable(key, &encode_gone(AT)), "a mark has no content");
    }
    assert!(is_sealable("aside:call:1", "{\"torn"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_sealed_record_is_as_long_as_was_reckoned(text in ".{0,300}", at in 0..32_503_680_000_000_i64) {
        for text in [encode(&text, version(at)), text] {
            // Base64 of what is drawn, the text and its seal.
            let body = "A".repeat((12 + text.len() + 16).div_ceil(3) * 4);
            let version = callflow::store::Envelope::of(&text).map(|it| it.version).unwrap_or_default();
            let whole = encode_sealed(version, &body);
            prop_assert_eq!(sealed_length(&text), whole.encode_utf16().count());
            prop_assert_eq!(sealed(&whole), Some(body.as_str()));
        }
    }

    /// Whatever is there beside it, nothing sealed is ever lost or taken for something else.
    #[test]
    fn any_text_in_the_place_of_the_lock_is_survived(text in "\\PC{0,200}", tail in 0_usize..60) {
        let whole = encode(&lock(true, true), AT);
        for text in [text, whole[..whole.len() - tail.min(whole.len())].to_owned()] {
            let mut all = sealed_records(&lock(true, true));
            all.insert("lock".into(), text);
            let desk = Desk::open(all.clone());
            for (key, text) in all.iter().filter(|(_, text)| sealed(text).is_some()) {
                prop_assert_eq!(&desk.kept[key], text);
            }
        }
    }

    /// Sealed records of the first version that had a lock, one of them damaged by a disk or a foreign hand.
    #[test]
    fn whatever_is_damaged_the_sealed_records_stay(place in 0_usize..100, at in 0_usize..2000, sign in ".{0,2}") {
        let golden: Records = serde_json::from_str(include_str!("golden/format-2.json")).unwrap();
        let mut all = golden.clone();
        let key = golden.keys().nth(place % golden.len()).unwrap().clone();
        let mut text: Vec<char> = golden[&key].chars().collect();
        let at = at % text.len();
        text.splice(at..(at + 1).min(text.len()), sign.chars());
        all.insert(key.clone(), text.into_iter().collect());
        let desk = Desk::open(all.clone());
        for (other, text) in all.iter().filter(|(other, text)| **other != key && sealed(text).is_some()) {
            prop_assert_eq!(&desk.kept[other], text);
        }
    }
}
