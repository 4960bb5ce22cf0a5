//! How numbers are put together: in China, and behind the codes of countries.

/// Codes of countries with two digits; those with one are 1 and 7, all others have three.
const TWO_DIGITS: [&str; 42] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51",
    "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90",
    "91", "92", "93", "94",
];
/// Where the zero is part of the number and dialled from abroad as well: Italy, San Marino, Ivory Coast, Gabon, Congo.
pub(super) const KEEPS_ZERO: [&str; 5] = ["39", "378", "225", "241", "242"];
/// The code of the country, and the rest.
pub(super) fn country(digits: &str) -> (&str, &str) {
    let size = match digits.get(..2) {
        Some(two) if two.starts_with(['1', '7']) => 1,
        Some(two) if TWO_DIGITS.contains(&two) || matches!(two, "95" | "98") => 2,
        _ => 3,
    };
    digits.split_at_checked(size).unwrap_or((digits, ""))
}

pub(super) fn is_chinese(digits: &str) -> bool {
    is_mobile(digits)
        || is_landline(digits)
        || (digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800")))
}

/// A mobile in China: eleven digits from 13 to 19.
pub(super) fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && matches!(digits.as_bytes().get(1), Some(b'3'..=b'9'))
}

/// A number in China with its area code, as it is dialled there: `010` and `02x` have eight digits after it, others seven or eight.
pub(super) fn is_landline(digits: &str) -> bool {
    match digits.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => digits.len() == 11,
        [b'0', b'3'..=b'9', ..] => matches!(digits.len(), 11 | 12),
        _ => false,
    }
}

/// A landline in China that can be rung from outside of its area: no number there begins with 0 or 1.
pub(super) fn is_subscribed(digits: &str) -> bool {
    is_landline(digits) && digits.get(area(digits)..).is_some_and(|it| !it.starts_with(['0', '1']))
}

/// The groups of a number in Britain, without the zero before it, but for the last: `20 7946 0018`, `121 496 0018`, `7700 900123`.
pub(super) fn british(national: &str) -> Vec<usize> {
    match national.as_bytes() {
        [b'2', ..] => vec![2, 4],
        [b'1', b'1', ..] | [b'1', _, b'1', ..] | [b'3' | b'8' | b'9', ..] => vec![3, 3],
        _ => vec![4],
    }
}

/// How many digits the area code of a landline in China has.
pub(super) fn area(landline: &str) -> usize {
    if landline.starts_with("010") || landline.starts_with("02") { 3 } else { 4 }
}
