//! Numbers as they are written: digits with what hangs on them (`15:30`, `12/5`, `2026-12-05`, `5th`), 二十一, "twenty-one".

use super::words::Token;

const SMALL: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
                     seventeen eighteen nineteen";
const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
/// What makes a range, not a date, of `3-5`.
const RANGED: &str = "点时号日天个小分周星ap";

/// The number at the start, and how many characters it takes. More than four digits are none.
pub fn number(chars: &[char]) -> Option<(usize, Token)> {
    digits(chars)
        .or_else(|| chinese(chars).map(|(length, value)| (length, Token::Number(value))))
        .or_else(|| english(chars))
}

fn run(chars: &[char]) -> Option<(usize, u16)> {
    let length = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let digits = chars.iter().take(length).filter_map(|c| c.to_digit(10));
    (1..=4).contains(&length).then(|| (length, digits.fold(0, |value, digit| value * 10 + digit as u16)))
}

fn digits(chars: &[char]) -> Option<(usize, Token)> {
    if let Some(token) = compact(chars) {
        return Some((8, token));
    }
    let (length, value) = run(chars)?;
    let after = &chars[length..];
    // 0930 is what a clock shows.
    if length == 4 && chars[0] == '0' && value % 100 < 60 {
        return Some((length, Token::Clock((value / 100) as u8, (value % 100) as u8, true)));
    }
    let joined = after.split_first().and_then(|(&mark, rest)| match mark {
        ':' => match (length, short(rest)?) {
            (1..=2, (2, minute)) => {
                let clock = Token::Clock(value as u8, minute, chars[0] == '0' || value > 12);
                Some((3 + seconds(&rest[2..]), clock))
            }
            _ => None,
        },
        // 15h30; but 1h30 is how long.
        'h' => match (value, short(rest)?) {
            (9..=24, (2, minute)) if minute < 60 => Some((3, Token::Clock(value as u8, minute, true))),
            _ => None,
        },
        '/' | '-' | '.' => date(mark, (length, value), rest),
        _ => None,
    });
    if let Some((more, token)) = joined {
        return Some((length + more, token));
    }
    let is_ordinal = value < 100 && ["st", "nd", "rd", "th"].iter().any(|end| begins_with(after, end) > 0);
    Some(match is_ordinal {
        true => (length + 2, Token::Ordinal(value as i8)),
        false => (length, Token::Number(value)),
    })
}

/// `20261205`.
fn compact(chars: &[char]) -> Option<Token> {
    let is_day = chars.iter().take_while(|c| c.is_ascii_digit()).count() == 8;
    let part = |from, to| run(&chars[from..to]).map(|(_, value)| value);
    let (year, month, day) = if is_day { (part(0, 4)?, part(4, 6)?, part(6, 8)?) } else { return None };
    ((1970..2100).contains(&year) && month < 13 && day < 32).then_some(Token::Date(year, month as u8, day as u8))
}

/// How many characters the seconds of a clock take, `:00` or `:00.000`: they say nothing.
fn seconds(chars: &[char]) -> usize {
    match chars {
        [':', a, b, rest @ ..] if a.is_ascii_digit() && b.is_ascii_digit() => {
            let digits = rest.strip_prefix(&['.']).map(|rest| rest.iter().take_while(|c| c.is_ascii_digit()).count());
            3 + digits.filter(|digits| *digits > 0).map_or(0, |digits| 1 + digits)
        }
        _ => 0,
    }
}

/// One or two digits.
fn short(chars: &[char]) -> Option<(usize, u8)> {
    let (length, value) = run(chars)?;
    (length <= 2).then_some((length, value as u8))
}

/// What follows the first number of a date, from the mark on.
fn date(mark: char, (length, a): (usize, u16), rest: &[char]) -> Option<(usize, Token)> {
    let (b_length, b) = short(rest)?;
    let third = rest[b_length..].strip_prefix(&[mark]).and_then(run);
    match (length, third) {
        (4, Some((c_length @ 1..=2, c))) => Some((2 + b_length + c_length, Token::Date(a, b, c as u8))),
        (1..=2, Some((c_length @ (2 | 4), c))) => {
            let year = if c_length == 2 { 2000 + c } else { c };
            Some((2 + b_length + c_length, Token::Pair(a as u8, b, Some(year))))
        }
        (_, Some((c_length, _))) => Some((2 + b_length + c_length, Token::Unknown)),
        (1..=2, None) if mark == '.' => Some((1 + b_length, Token::Dot(a as u8, b, b_length as u8))),
        (1..=2, None) => {
            let next = rest.get(b_length).copied().unwrap_or(' ');
            let token = if mark == '-' { Token::Dash(a as u8, b) } else { Token::Pair(a as u8, b, None) };
            (!has(RANGED, next)).then_some((1 + b_length, token))
        }
        _ => None,
    }
}

/// 〇 to 九百九十九.
fn chinese(chars: &[char]) -> Option<(usize, u16)> {
    let (length, value) = tens(chars)?;
    if length > 1 || chars[0] == '十' || chars.get(1) != Some(&'百') {
        return Some((length, value));
    }
    // 一百五 is 150, 一百零五 is not.
    Some(match tens(&chars[2..]) {
        Some((1, ones)) if ones < 10 => (3, value * 100 + ones * 10),
        Some((more, rest)) => (2 + more, value * 100 + rest),
        None => (2, value * 100),
    })
}

/// 〇 to 九十九.
fn tens(chars: &[char]) -> Option<(usize, u16)> {
    let digit = |at: usize| {
        let place = "零一二三四五六七八九".chars().position(|it| Some(&it) == chars.get(at));
        place.or((chars.get(at) == Some(&'两')).then_some(2)).map(|value| value as u16)
    };
    let tens = match (chars.first()?, digit(0), chars.get(1)) {
        ('十', ..) => Some((1, 10)),
        ('廿', ..) => Some((1, 20)),
        (_, Some(value), Some('十')) => Some((2, value * 10)),
        _ => None,
    };
    match tens {
        Some((length, value)) => Some(digit(length).map_or((length, value), |ones| (length + 1, value + ones))),
        // 三点零五
        None if chars[0] == '零' && digit(1).is_some() => digit(1).map(|value| (2, value)),
        None => digit(0).map(|value| (1, value)),
    }
}

/// "twenty-one", "a hundred and twenty": the "a" stands before it.
fn english(chars: &[char]) -> Option<(usize, Token)> {
    if !chars.first()?.is_ascii_lowercase() {
        return None;
    }
    let hundred = |chars: &[char]| begins_with(chars, "hundred");
    let (length, value) = match (hundred(chars), below(chars)) {
        (7, _) => (7, 100),
        (_, found) => {
            let (length, value) = found?;
            match chars.get(length..).and_then(|rest| rest.strip_prefix(&[' '])).map(hundred) {
                Some(7) if value < 10 => (length + 8, value * 100),
                _ => return Some((length, Token::Number(value))),
            }
        }
    };
    let rest = &chars[length..];
    let and = if begins_with(rest, " and") > 0 { 4 } else { 0 };
    let more = rest[and..].strip_prefix(&[' ']).and_then(below);
    let (length, value) = more.map_or((length, value), |(more, rest)| (length + and + 1 + more, value + rest));
    Some((length, Token::Number(value)))
}

/// Below a hundred.
fn below(chars: &[char]) -> Option<(usize, u16)> {
    one_of(SMALL, chars).or_else(|| {
        let (length, tens) = one_of(TENS, chars)?;
        let ones = match chars[length..] {
            [' ' | '-', ref rest @ ..] => one_of(SMALL, rest),
            _ => None,
        };
        Some(match ones {
            Some((more, ones @ 1..=9)) => (length + 1 + more, 20 + tens * 10 + ones),
            _ => (length, 20 + tens * 10),
        })
    })
}

/// Which of some words stands at the start, and how long it is.
fn one_of(words: &str, chars: &[char]) -> Option<(usize, u16)> {
    let mut words = words.split(' ').map(|word| begins_with(chars, word)).zip(0..);
    words.find(|(length, _)| *length > 0)
}

/// How many characters a word takes at the start; 0 if it is not there. One of Latin letters or digits must end there.
pub fn begins_with(chars: &[char], word: &str) -> usize {
    let mut length = 0;
    for c in word.chars() {
        if chars.get(length) != Some(&c) {
            return 0;
        }
        length += 1;
    }
    // "i can" is not in "i can't".
    if length > 0 && chars[length..].starts_with(&['\'', 't']) {
        return 0;
    }
    let goes_on = |is: fn(&char) -> bool| length > 0 && is(&chars[length - 1]) && chars.get(length).is_some_and(is);
    if goes_on(char::is_ascii_alphabetic) || goes_on(char::is_ascii_digit) { 0 } else { length }
}

/// Whether a character is one of some.
pub fn has(some: &str, c: char) -> bool {
    some.chars().any(|it| it == c)
}
