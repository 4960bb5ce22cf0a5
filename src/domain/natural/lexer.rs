//! A text cut into what its words mean, full-width letters, blanks and traditional characters put aside.

use super::festival::Festival;
use super::number::{begins_with, has, number};
use super::words::{Token, Unit, WORDS};
use std::ops::Range;

/// A longer text is not read, in characters.
const LONGEST: usize = 100;

/// Traditional characters of the words used here, each before its simplified one.
const TRADITIONAL: &str = "週周禮礼點点後后個个兩两號号時时間间鐘钟這这國国慶庆節节陽阳過过內内聖圣誕诞勞劳動动\
                           飯饭從从開开約约還还復复長长臘腊剛刚遲迟於于〇零";

/// What numbers are made of, and what they count.
const NUMERALS: &str = "零一二两三四五六七八九十廿";
const COUNTED: &str = "点时号日天个分周星礼小月年刻半工钟";

/// What follows 十一 when it is the National Day and no number.
const AFTER_NATIONAL_DAY: &str = "前后之以过假长黄";

/// The tokens of a text.
pub struct Lexed<'a> {
    text: &'a str,
    pub tokens: Vec<Token>,
    places: Vec<Range<usize>>,
    /// Whether any of it is Chinese.
    pub chinese: bool,
}

impl<'a> Lexed<'a> {
    /// The text from one token to another.
    pub fn text(&self, tokens: Range<usize>) -> &'a str {
        let from = self.places.get(tokens.start).map_or(0, |place| place.start);
        let to = tokens.end.checked_sub(1).and_then(|last| self.places.get(last)).map_or(from, |place| place.end);
        self.text.get(from..to).unwrap_or_default().trim()
    }
}

/// Cuts a text; `None` if it is too long to be a time.
pub fn lex(text: &str) -> Option<Lexed<'_>> {
    let (chars, starts) = fold(text)?;
    let chinese = chars.iter().any(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let mut lexed = Lexed { text, tokens: Vec::new(), places: Vec::new(), chinese };
    let mut at = 0;
    while at < chars.len() {
        let length = step(&chars[at..], &mut lexed.tokens);
        let place = starts[at]..starts.get(at + length).copied().unwrap_or(text.len());
        lexed.places.resize(lexed.tokens.len(), place);
        at += length;
    }
    Some(lexed)
}

/// The characters as they are read, and where each begins in the text.
fn fold(text: &str) -> Option<(Vec<char>, Vec<usize>)> {
    let (mut chars, mut starts) = (Vec::new(), Vec::new());
    // Blanks count only between Latin words and digits.
    let glues = |c: &char| !c.is_ascii() || matches!(c, ' ' | ':');
    for (at, c) in text.char_indices() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{2019}' => '\'',
            '\u{3000}' | '\u{a0}' | '\t'..='\r' => ' ',
            c => c,
        };
        let mut pairs = TRADITIONAL.chars();
        let c = match pairs.position(|it| it == c) {
            Some(place) if place % 2 == 0 => pairs.next().unwrap_or(c),
            _ => c.to_ascii_lowercase(),
        };
        match (c, chars.last()) {
            (' ', last) if last.is_none_or(glues) => continue,
            (_, Some(' ')) if glues(&c) => {
                chars.pop();
                starts.pop();
            }
            _ => {}
        }
        if chars.len() == LONGEST {
            return None;
        }
        chars.push(c);
        starts.push(at);
    }
    Some((chars, starts))
}

/// Reads one word: pushes its tokens, and says how many characters it takes, at least one.
fn step(chars: &[char], tokens: &mut Vec<Token>) -> usize {
    if let Some((length, meant)) = word(chars) {
        tokens.extend_from_slice(meant);
        return length + weekday(chars, length, tokens);
    }
    let found = match chars.strip_prefix(&['第']).map(number) {
        Some(Some((length, Token::Number(nth @ 1..=99)))) => Some((length + 1, Token::Ordinal(nth as i8))),
        _ => numeral(chars, tokens).or_else(|| number(chars).filter(|_| chars[0].is_ascii())),
    };
    if let Some((length, token)) = found {
        tokens.push(token);
        return length;
    }
    if is_dash(chars[0], tokens) {
        tokens.push(Token::Till);
    } else if !is_mark(chars[0]) {
        tokens.push(Token::Unknown);
    }
    let same = |is: fn(&char) -> bool| chars.iter().take_while(|c| is(c)).count();
    same(char::is_ascii_alphabetic).max(same(char::is_ascii_digit)).max(1)
}

/// Whether it is a dash behind a time, and so perhaps before another.
fn is_dash(c: char, tokens: &[Token]) -> bool {
    use Token::{Clock, Half, Number, Part, Point};
    let behind =
        matches!(tokens.last(), Some(Clock(..) | Number(_) | Point | Half | Part(_) | Token::Unit(Unit::Minute)));
    behind && matches!(c, '-' | '\u{2013}' | '\u{2014}' | '~')
}

/// Whether it is a mark between words, which says nothing.
fn is_mark(c: char) -> bool {
    let is_letter = c.is_ascii_alphanumeric() || c > '\u{bf}';
    !is_letter || matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}')
}

/// The longest word at the start, in characters, and what it means.
fn word(chars: &[char]) -> Option<(usize, &'static [Token])> {
    let mut longest = None;
    for (tokens, words) in WORDS {
        for word in words.split('|') {
            let length = begins_with(chars, word);
            if length > longest.map_or(0, |(length, _)| length) {
                longest = Some((length, *tokens));
            }
        }
    }
    longest
}

/// A Chinese number. By itself it is none: only before what it counts, or as the end of a time or a date. 周二三四 are
/// weekdays, 十一后 is after the National Day.
fn numeral(chars: &[char], tokens: &mut Vec<Token>) -> Option<(usize, Token)> {
    let found = number(chars).filter(|_| !chars[0].is_ascii())?;
    let run = chars.iter().take_while(|c| has(NUMERALS, **c)).count();
    let counts = chars.get(run).is_some_and(|c| has(COUNTED, *c));
    match *tokens.as_slice() {
        [.., Token::Point | Token::MonthMark | Token::Month(_) | Token::LunarMonth(_) | Token::Edge(_)] => Some(found),
        _ if chars.starts_with(&['十', '一']) && chars.get(2).is_some_and(|c| has(AFTER_NATIONAL_DAY, *c)) => {
            Some((2, Token::Festival(Festival::National)))
        }
        _ if counts => Some(found),
        [.., Token::Weekday(_)] | [.., Token::Weekday(_), Token::Or] => {
            let day = "一二三四五六日".chars().position(|c| c == chars[0])?;
            if !matches!(tokens.last(), Some(Token::Or)) {
                tokens.push(Token::Or);
            }
            Some((1, Token::Weekday(day as u8)))
        }
        _ => None,
    }
}

/// After 周, 下周 and the like: the weekday, and how many characters it takes. 下周三十点 is at ten, not at thirty.
fn weekday(chars: &[char], at: usize, tokens: &mut Vec<Token>) -> usize {
    let Some(week @ (Token::Unit(Unit::Week) | Token::Week(_))) = tokens.last().copied() else {
        return 0;
    };
    let Some(&c) = chars.get(at).filter(|_| !chars[at - 1].is_ascii()) else {
        return 0;
    };
    let counts = chars.get(at + 1).is_some_and(|next| has("0123456789点时:.个天小分", *next));
    let token = match "一二三四五六日123456天末".chars().position(|it| it == c) {
        Some(place @ 0..=6) => Token::Weekday(place as u8),
        Some(place @ 7..=12) if !counts => Token::Weekday(place as u8 - 7),
        Some(13) => Token::Weekday(6),
        Some(14) => Token::Weekend,
        _ => return 0,
    };
    if matches!(week, Token::Unit(_)) {
        tokens.pop();
    }
    tokens.push(token);
    1
}
