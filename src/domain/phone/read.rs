//! Reads the number of each piece of a text.

use super::super::letters::{self, is_letter, small};
use super::plan::{KEEPS_ZERO, country, is_chinese, is_landline, is_mobile};
use super::{FEWEST, Phone, PhoneRefusal, digits};

/// Fewest digits of a number with the code of its country.
const FEWEST_WITH_COUNTRY: usize = 5;
/// Most digits of a number (ITU-T E.164).
const MOST: usize = 15;
/// Most digits of an extension.
const MOST_OF_EXTENSION: usize = 7;
/// Words before an extension, the longer ones first: \u{5206}\u{673a}\u{53f7}, \u{5185}\u{7ebf}, \u{8f6c} and their
/// traditional forms.
const BEFORE_EXTENSION: [&str; 14] = [
    "\u{5206}\u{673a}\u{53f7}",
    "\u{5206}\u{673a}",
    "\u{5206}\u{6a5f}",
    "\u{5185}\u{7ebf}",
    "\u{5167}\u{7dda}",
    "\u{8f6c}",
    "\u{8f49}",
    "extension",
    "extn",
    "ext",
    "x",
    "#",
    "*",
    ",",
];

/// The narrow form of a full-width character, a plain hyphen for every dash.
pub(super) fn narrow(c: char) -> char {
    match letters::narrow(c) {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{2500}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// A text taken apart where another number may begin.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    for line in text.split(['\n', '\r', '\t', '\u{3001}', '|', '\u{ff5c}', '\u{6216}']) {
        for part in line.split(" or ") {
            pieces.extend(split(part));
        }
    }
    // Numbers with nothing but a space between them: together they are too long for one.
    let apart = |piece| -> Vec<&str> {
        let parts: Vec<&str> = str::split_whitespace(piece).collect();
        match digits(piece).len() > MOST && parts.iter().all(|part| digits(part).len() >= 7) {
            true => parts,
            false => vec![piece],
        }
    };
    pieces.into_iter().flat_map(apart).map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// Takes apart at the signs that may also stand within a number: `030/1234567`, `555 0100;ext=12`, `555 0100,12`.
fn split(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[from..at], &text[at + c.len_utf8()..]);
        let next = after.split(['/', ';', ',', '\u{ff0f}', '\u{ff1b}', '\u{ff0c}']).next().unwrap_or_default();
        let (head, tail) = (digits(before).len(), digits(next).len());
        let parts = match narrow(c) {
            '/' => head >= 5 || tail < 5,
            ';' => !small(next.trim_start()).starts_with("ext"),
            ',' => head == 0 || tail >= 7 || (tail == 0 && !next.trim().is_empty()),
            _ => false,
        };
        if parts {
            pieces.push(before);
            from = at + c.len_utf8();
        }
    }
    pieces.push(&text[from..]);
    pieces
}

/// A group of digits, and what stands before it.
struct Group {
    before: String,
    digits: String,
}

/// Reads the number of one piece. What is shorter than a landline before it has the beginning of that: `010-65529988/89`.
pub(super) fn read(piece: &str, first: Option<&Phone>) -> Result<Phone, PhoneRefusal> {
    // Marks of the direction of writing come along when a number is copied.
    let shown = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let text: String = small(&piece.chars().filter(shown).map(narrow).collect::<String>());
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else {
        return Err(if text.contains("**") { PhoneRefusal::Masked } else { PhoneRefusal::NoNumber });
    };
    if is_power(&text) {
        return Err(PhoneRefusal::Spreadsheet);
    }
    if is_masked(&text) {
        return Err(PhoneRefusal::Masked);
    }
    let (label, rest) = text.split_at(start);
    // An extension of a number that is not there is none.
    if BEFORE_EXTENSION.iter().any(|word| word.len() > 1 && label.trim_end_matches([' ', '.', ':']).ends_with(word)) {
        return Err(PhoneRefusal::NoNumber);
    }
    let (body, extension) = cut_extension(rest);
    let mut groups = groups(&spelled_out(body));
    let has_plus = label.trim_end_matches(['(', ' ']).ends_with('+');
    let extension = if extension.is_empty() { hyphened_extension(&mut groups) } else { extension };
    let national: String = groups.iter().map(|group| &*group.digits).collect();
    let completed = first.filter(|first| !has_plus && national.len() <= 8 && is_landline(&first.number));
    let number = match completed {
        Some(first) => [&first.number[..first.number.len() - national.len()], &national].concat(),
        None => with_country(&groups, national, has_plus),
    };
    // What lacks its beginning would not be read alone.
    let typed = match (completed, &*extension) {
        (None, _) => piece.trim().into(),
        (Some(_), "") => number.clone(),
        (Some(_), extension) => [&number, "x", extension].concat(),
    };
    let fewest = if number.starts_with('+') { FEWEST_WITH_COUNTRY } else { FEWEST };
    let count = number.trim_start_matches('+').len();
    if count < fewest || lacks_a_digit(&groups, &number) {
        return Err(PhoneRefusal::TooShort);
    }
    if count > MOST || extension.len() > MOST_OF_EXTENSION {
        return Err(PhoneRefusal::TooLong);
    }
    Ok(Phone { number, extension, typed })
}

/// Whether a number is a Chinese mobile but for one digit: `138 0013 800`. Ten digits that begin so are a number only in
/// Australia and Ireland, where `1300` and `1800` are free calls.
fn lacks_a_digit(groups: &[Group], number: &str) -> bool {
    let national = number.strip_prefix("+86").unwrap_or(number);
    let is_free_call = number.starts_with("1300") || number.starts_with("1800");
    let by_threes = groups.first().is_some_and(|group| group.digits.len() == 3);
    national.len() == 10 && is_mobile(&[national, "0"].concat()) && (by_threes || !is_free_call)
}

/// `1.38E+10`, of which nobody knows the digits any more.
fn is_power(text: &str) -> bool {
    text.match_indices('e').any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let after = after.strip_prefix('+').unwrap_or(after);
        before.ends_with(|c: char| c.is_ascii_digit())
            && after.starts_with(|c: char| c.is_ascii_digit())
            && !after.contains(|c: char| !c.is_ascii_digit() && c != ' ')
    })
}

/// Whether signs stand where digits were.
fn is_masked(text: &str) -> bool {
    let hides = |c: char| {
        matches!(c, '*' | '#' | 'x' | '?' | '_' | '.')
            || matches!(
                c,
                '\u{2022}' | '\u{25cf}' | '\u{25cb}' | '\u{b7}' | '\u{d7}' | '\u{2026}' | '\u{25a0}' | '\u{22c5}'
            )
    };
    let chars: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    let mut from = 0;
    while from < chars.len() {
        let run = chars[from..].iter().take_while(|c| **c == chars[from]).count();
        let fewest = match chars[from] {
            '\u{2026}' => 1,
            '.' => 3,
            _ => 2,
        };
        let beside = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || *c == '-');
        let touches = beside(from.checked_sub(1).and_then(|at| chars.get(at))) || beside(chars.get(from + run));
        if hides(chars[from]) && run >= fewest && touches {
            return true;
        }
        from += run;
    }
    false
}

/// The number, and the digits after a word for extensions.
fn cut_extension(text: &str) -> (&str, String) {
    let mut end = text.len();
    for (at, _) in text.char_indices() {
        for word in BEFORE_EXTENSION {
            let Some(rest) = text[at..].strip_prefix(word) else { continue };
            let rest = rest.trim_start_matches([' ', '.', ':', '=', '-', '(', ',', '#', '\u{53f7}']);
            let extension: String = rest.chars().take_while(char::is_ascii_digit).collect();
            // A sign alone is such a word only before digits.
            if !extension.is_empty() {
                return (text[..end.min(at)].trim_end_matches(';'), extension);
            }
            if word.len() > 1 {
                end = end.min(at);
            }
        }
    }
    (&text[..end], String::new())
}

/// The digits that letters stand for on American keypads: `1-800-flowers`.
fn spelled_out(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ' ' | '(' | ')' | '.');
    let count = text.chars().filter(char::is_ascii_alphanumeric).count();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let whole = count == 10 || (count == 11 && text.starts_with('1'));
    if !(text.chars().all(plain) && whole && (3..=7).contains(&letters)) {
        return text.into();
    }
    let key = |c| match c {
        'a'..='c' => '2',
        'd'..='f' => '3',
        'g'..='i' => '4',
        'j'..='l' => '5',
        'm'..='o' => '6',
        'p'..='s' => '7',
        't'..='v' => '8',
        'w'..='z' => '9',
        c => c,
    };
    text.chars().map(key).collect()
}

/// The groups of digits up to the first word: what follows it is a remark. A table may have added `.0`.
fn groups(text: &str) -> Vec<Group> {
    let end = text.find(is_letter).unwrap_or(text.len());
    let is_remark = |(_, last): &(&str, &str)| end < text.len() && (1..=2).contains(&last.len());
    // The digits may belong to the word: `8000 8\u{70b9}`.
    let text = text[..end].rsplit_once(' ').filter(is_remark).map_or(&text[..end], |(before, _)| before).trim_end();
    let text = text.strip_suffix(".0").filter(|rest| rest.chars().all(|c| c.is_ascii_digit())).unwrap_or(text);
    let mut groups: Vec<Group> = Vec::new();
    let mut before = String::new();
    for c in text.chars() {
        match groups.last_mut() {
            _ if !c.is_ascii_digit() => before.push(c),
            Some(last) if before.is_empty() => last.digits.push(c),
            _ => groups.push(Group { before: std::mem::take(&mut before), digits: c.into() }),
        }
    }
    groups
}

/// The extension that follows a whole number in China after a hyphen: `010-65529988-808`. It leaves the groups.
fn hyphened_extension(groups: &mut Vec<Group>) -> String {
    let all: String = groups.iter().map(|group| &*group.digits).collect();
    let Some((last, before)) = groups.split_last() else { return String::new() };
    let number: String = before.iter().map(|group| &*group.digits).collect();
    let national = number.strip_prefix("0086").or_else(|| number.strip_prefix("86")).unwrap_or(&number);
    let local = before.len() == 1 && matches!(number.len(), 7 | 8) && !number.starts_with(['0', '1']);
    let is_whole = local || is_chinese(national) || is_landline(&["0", national].concat());
    if last.before.trim() != "-" || last.digits.len() > 6 || !is_whole || is_mobile(&all) {
        return String::new();
    }
    groups.pop().map_or_else(String::new, |group| group.digits)
}

/// The number with its country, if the text tells it.
fn with_country(groups: &[Group], national: String, has_plus: bool) -> String {
    let digits = match (has_plus, national.strip_prefix("00"), national.strip_prefix("011")) {
        (true, _, _) => national.trim_start_matches('0'),
        (false, Some(rest), _) if national.len() >= 10 => rest,
        (false, _, Some(rest)) if national.len() >= 13 => rest,
        (false, _, _) if is_global(groups, &national) => &national,
        _ => return national,
    };
    let (code, rest) = country(digits);
    let rest = if KEEPS_ZERO.contains(&code) { rest } else { rest.strip_prefix('0').unwrap_or(rest) };
    ["+", code, rest].concat()
}

/// Whether a number begins with the code of its country though nothing says so.
fn is_global(groups: &[Group], digits: &str) -> bool {
    let is_chinese = digits
        .strip_prefix("86")
        .is_some_and(|rest| matches!(rest.len(), 10..=12) && (is_chinese(rest) || is_landline(&["0", rest].concat())));
    let is_british = digits.strip_prefix("44").is_some_and(|rest| rest.trim_start_matches('0').len() == 10);
    // Chinese mobiles have eleven digits as well, but nobody writes the first apart, unless each of them stands alone.
    let apart = matches!(groups, [one, area, ..] if one.digits == "1" && area.digits.len() > 1);
    let is_american = digits.len() == 11 && (digits.starts_with("12") || (apart && !digits.starts_with("10")));
    is_chinese || is_british || is_american
}
