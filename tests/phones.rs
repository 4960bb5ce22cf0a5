//! Phone numbers: each row of `phones.txt`, and what spellings have in common.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use callflow::domain::phone::{Phone, PhoneRefusal, is_among};
use callflow::domain::{Lead, LeadField};
use proptest::prelude::*;

fn told(text: &str) -> String {
    match Phone::parse(text) {
        Ok(parsed) => parsed.all().map(Phone::tel).collect::<Vec<_>>().join(" | "),
        Err(why) => match why {
            PhoneRefusal::NoNumber => "no-number",
            PhoneRefusal::Masked => "masked",
            PhoneRefusal::Spreadsheet => "spreadsheet",
            PhoneRefusal::TooShort => "too-short",
            PhoneRefusal::TooLong => "too-long",
        }
        .into(),
    }
}

#[test]
fn a_number_is_read_as_people_write_it() {
    let rows = include_str!("phones.txt").lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    let wrong: Vec<String> = rows
        .filter_map(|row| {
            let (text, expected) = row.split_once(" => ").expect(row);
            let seen = told(&text.replace("\\n", "\n"));
            (seen != expected).then(|| format!("{text}: {seen}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn spellings_of_one_number_have_one_key_and_other_numbers_have_others() {
    let key = |text: &str| Phone::parse(text).unwrap().first.key();
    let one = [
        &["13800138000", "+86 138 0013 8000", "0086-138-0013-8000", "１３８００１３８０００", "8613800138000"][..],
        &["010-65529988", "+86 10 6552 9988", "(010)65529988", "+86 (0)10 65529988"],
        &["010-65529988-808", "+86 10 6552 9988 ext. 808", "010-65529988转808"],
        &["020 7946 0018", "+44 20 7946 0018", "+44 (0)20 7946 0018", "0044 20 7946 0018"],
        &["(212) 555-0100", "+1 212 555 0100", "1-212-555-0100"],
    ];
    let mut keys = Vec::new();
    for spellings in one {
        let first = key(spellings[0]);
        for text in spellings {
            assert_eq!(key(text), first, "{text}");
        }
        assert!(!keys.contains(&first));
        keys.push(first);
    }
}

#[test]
fn the_number_is_shown_in_groups_and_another_can_come_first() {
    let shown = |text: &str| Phone::parse(text).unwrap().first.shown();
    for (text, expected) in [
        ("13800138000", "138 0013 8000"),
        ("+8613800138000", "+86 138 0013 8000"),
        ("01065529988", "010 6552 9988"),
        ("075586013388", "0755 8601 3388"),
        ("0371-6552998", "0371 655 2998"),
        ("+861065529988", "+86 10 6552 9988"),
        ("+8675586013388", "+86 755 8601 3388"),
        ("+12125550100", "+1 212 555 0100"),
        ("+44 (0)20 7946 0018", "+44 20 7946 0018"),
        ("+441214960018", "+44 121 496 0018"),
        ("+441632960018", "+44 1632 960018"),
        ("+447700900123", "+44 7700 900123"),
        ("+448001111000", "+44 800 111 1000"),
        ("02079460018", "020 7946 0018"),
        ("01214960018", "0121 496 0018"),
        ("07700900123", "07700 900123"),
        ("07512 345678", "07512 345678"),
        ("075123456789", "0751 2345 6789"),
        ("07512345678", "0751 234 5678"),
        ("95588", "95588"),
        ("110", "110"),
        ("+358 9 12345", "+358 912345"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
    let parsed = Phone::parse("010-65529988转808 / 138 0013 8000").unwrap();
    let swapped = parsed.with_first(&parsed.others[0]);
    assert_eq!(swapped, "138 0013 8000; 010-65529988转808");
    let back = Phone::parse(&swapped).unwrap();
    assert_eq!(back.first.canonical(), "13800138000");
    assert_eq!(back.with_first(&back.others[0]), "010-65529988转808; 138 0013 8000");
}

#[test]
fn a_number_is_found_by_any_spelling_and_by_a_part() {
    for (typed, text) in [
        ("0013 8000", "+86 138-0013-8000"),
        ("+86 138 0013 8000", "13800138000"),
        ("13800138000", "手机：138 0013 8000"),
        ("+44 20 7946 0018", "020 7946 0018"),
        ("020 7946", "+44 (0)20 7946 0018"),
        ("13900139000", "13800138000 / 13900139000"),
        ("8000", "138****8000"),
        ("808", "010-65529988-808"),
    ] {
        assert!(is_among(typed, text), "{typed} in {text}");
    }
    for (typed, text) in [("13", "13800138000"), ("13800138001", "13800138000"), ("abc", "13800138000"), ("139", "")] {
        assert!(!is_among(typed, text), "{typed} in {text}");
    }
}

#[test]
fn what_cannot_be_dialled_is_kept_as_typed_and_still_missing() {
    for text in ["abc def", "138****8000", "1.38E+10", "12"] {
        let mut lead = Lead::default();
        lead.set(LeadField::Phone, text);
        assert_eq!((lead.phone.as_str(), lead.tel()), (text, None));
        assert!(lead.missing().contains(&LeadField::Phone), "{text}");
        lead.set(LeadField::Phone, "＋44 (0)20 7946 0018");
        assert_eq!(lead.tel().as_deref(), Some("tel:+442079460018"));
        assert!(!lead.missing().contains(&LeadField::Phone));
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_reading(text in prop_oneof!["\\PC{0,40}", "[0-9+()xe#*.转分机/;,\\- 或０９]{0,40}"]) {
        if let Ok(parsed) = Phone::parse(&text) {
            for phone in parsed.all() {
                let digits = phone.canonical().chars().filter(char::is_ascii_digit).count();
                prop_assert!((3..=22).contains(&digits), "{}", phone.canonical());
                prop_assert_eq!(phone.shown().replace(' ', "") + phone.extension(), phone.canonical().replace(';', ""));
                let swapped = parsed.with_first(phone);
                let first = Phone::parse(&swapped).map(|it| it.first.key());
                prop_assert_eq!(first, Ok(phone.key()), "{}", swapped);
            }
        }
        is_among(&text, "138 0013 8000");
    }
}
