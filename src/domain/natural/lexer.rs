//! A text cut into what its words mean, full-width letters, blanks and traditional characters put aside.

use super::super::letters::narrow;
use super::festival::Festival;
use super::line::Line;
use super::lines::{MEANINGS, TEXT};
use super::number::{begins_with, has, number};
use super::words::{Token, Unit};
use super::zones::Zone;
use std::sync::OnceLock;

/// A longer text is not read, in characters.
const LONGEST: usize = 100;

/// Traditional characters of the words used here, each before its simplified one.
const TRADITIONAL: &str = "週周禮礼點点後后個个兩两號号時时間间鐘钟這这國国慶庆節节陽阳過过內内聖圣誕诞勞劳動动\
                           飯饭從从開开約约還还復复長长臘腊剛刚遲迟於于〇零";

/// What numbers are made of, and what they count.
const NUMERALS: &str = "零一二两三四五六七八九十百廿";
const COUNTED: &str = "点时号日天个分周星礼小月年刻半工钟";
/// What stands between two numbers of which the second is counted.
const BETWEEN: &str = "到至或、,和-~";
/// Numbers of these say nothing of the time.
const THINGS: &str = "份本套台人位家款条张页万元块%件项种次轮遍瓶箱吨米折版楼层";
const PEOPLE: &str = "people persons pax copies units licences licenses seats sites users pages items euros dollars pounds \
                      percent guests options offers brochures files samples";
/// Words of one character that are parts of others, 会后 and 不来: text behind text, or before it.
const PARTS: &str = "中底末前后内起过差节到至点分时日号早晚天外除无非别又和与改上下";

/// What follows 十一 when it is the National Day and no number.
const AFTER_NATIONAL_DAY: &str = "前后之以过假长黄上下早晚当期";

/// Cuts a text; `None` if it is too long to be a time.
pub fn lex(text: &str) -> Option<Line<'_>> {
    let (chars, starts) = fold(text)?;
    let chinese = chars.iter().any(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let mut line = Line { text, tokens: Vec::new(), places: Vec::new(), chinese };
    let mut at = 0;
    while at < chars.len() {
        let length = step(&chars[at..], &mut line.tokens);
        let place = starts[at]..starts.get(at + length).copied().unwrap_or(text.len());
        line.places.resize(line.tokens.len(), place);
        at += length;
    }
    Some(line)
}

/// The characters as they are read, and where each begins in the text.
fn fold(text: &str) -> Option<(Vec<char>, Vec<usize>)> {
    let (mut chars, mut starts) = (Vec::new(), Vec::new());
    // Blanks count only between Latin words and digits.
    let glues = |c: &char| !c.is_ascii() || matches!(c, ' ' | ':');
    for (at, c) in text.char_indices() {
        let c = match narrow(c) {
            '\u{2019}' => '\'',
            '\u{2212}' => '-',
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
    // 零5分钟, "and 5 minutes".
    if let ['零', '0'..='9', ..] = chars {
        tokens.push(Token::And);
        return 1;
    }
    if let Some((length, token)) = iso(chars, tokens).or_else(|| amount(chars)) {
        tokens.extend(token);
        return length;
    }
    if let Some((length, meant)) = word(chars) {
        let from = tokens.len();
        tokens.extend_from_slice(meant);
        let more = weekday(chars, length, tokens);
        if length == 1 && more == 0 && is_part(chars, &tokens[..from]) {
            tokens.truncate(from);
            tokens.push(Token::Text);
        }
        return length + more;
    }
    let found = match chars.strip_prefix(&['第']).map(number) {
        Some(Some((length, Token::Number(nth @ 1..=99)))) => Some((length + 1, Token::Ordinal(nth as i8))),
        _ => numeral(chars, tokens).or_else(|| number(chars).filter(|_| chars[0].is_ascii())),
    };
    if let Some((length, token)) = found {
        tokens.push(token);
        return length;
    }
    let same = |is: fn(&char) -> bool| chars.iter().take_while(|c| is(c)).count();
    let digits = same(char::is_ascii_digit);
    if is_dash(chars[0], tokens) {
        tokens.push(Token::Hyphen);
    } else if !is_mark(chars[0]) {
        // Of more digits than a time has: a telephone number, a sum of money.
        tokens.push(if digits > 4 { Token::Text } else { Token::Unknown });
    }
    same(char::is_ascii_alphabetic).max(digits).max(1)
}

/// What joins a date to its time, 2026-12-05T10:00+08:00, and "UTC+8".
fn iso(chars: &[char], tokens: &[Token]) -> Option<(usize, Option<Token>)> {
    let follows = |is: fn(&char) -> bool, at: usize| chars.get(at).is_some_and(is);
    match (tokens.last()?, chars[0]) {
        (Token::Date(..), 't') if follows(char::is_ascii_digit, 1) => Some((1, Some(Token::At))),
        (Token::Clock(..), 'z') if !follows(char::is_ascii_alphabetic, 1) => {
            Some((1, Some(Token::Zone(Zone::Offset(0)))))
        }
        (Token::Zone(Zone::Offset(0)) | Token::Clock(..), '+' | '-') if follows(char::is_ascii_digit, 1) => {
            let length = chars[1..].iter().take_while(|c| c.is_ascii_digit()).count();
            // 15:00-17:00 are two times.
            let is_zone = chars[0] == '+'
                || matches!(tokens, [.., Token::Date(..), Token::At, Token::Clock(..)] | [.., Token::Zone(_)]);
            let digits = |from: usize, length| {
                let digits = chars.get(from..from + length)?.iter().map(|c| c.to_digit(10));
                digits.collect::<Option<Vec<_>>>().map(|digits| digits.iter().fold(0, |sum, digit| sum * 10 + digit))
            };
            let (used, hours, minutes) = match length {
                1 | 2 if follows(|c| *c == ':', 1 + length) => (4 + length, digits(1, length)?, digits(2 + length, 2)?),
                1 | 2 => (1 + length, digits(1, length)?, 0),
                4 => (5, digits(1, 2)?, digits(3, 2)?),
                _ => return None,
            };
            let offset = i16::try_from(hours * 60 + minutes).ok().filter(|offset| is_zone && *offset <= 18 * 60)?;
            Some((used, Some(Token::Zone(Zone::Offset(if chars[0] == '-' { -offset } else { offset })))))
        }
        // `UTC+8` takes the place of UTC.
        _ => None,
    }
}

/// A number of things: 三个人, 5份, "3 people".
fn amount(chars: &[char]) -> Option<(usize, Option<Token>)> {
    let begins = |c: char| c.is_ascii_alphanumeric() || has(NUMERALS, c);
    if !begins(*chars.first()?) {
        return None;
    }
    let (length, Token::Number(_)) = number(chars)? else { return None };
    let rest = &chars[length..];
    let more = match *rest.first()? {
        '个' => usize::from(rest.get(1).is_some_and(|c| *c > '\u{4dff}' && !has("小钟星礼周月工半多", *c))),
        c if has(THINGS, c) && rest.get(1) != Some(&'后') => 1,
        ' ' => {
            let words = PEOPLE.split(' ').map(|word| begins_with(&rest[1..], word));
            words.max().filter(|length| *length > 0).map_or(0, |length| 1 + length)
        }
        _ => 0,
    };
    (more > 0).then_some((length + more, Some(Token::Text)))
}

/// Whether a word of one character is a part of another word that means nothing here.
fn is_part(chars: &[char], before: &[Token]) -> bool {
    let next = &chars[1..];
    let is_text = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let goes_on = next.first().is_some_and(is_text) && word(next).is_none() && number(next).is_none();
    let stops = next.first().is_none_or(|c| !is_text(c));
    let behind = matches!(before.last(), Some(Token::Unknown | Token::Text));
    // 会后, 开会前: what comes next has nothing to do with it.
    behind && has("前后内起", chars[0])
        || has(PARTS, chars[0]) && (behind && (goes_on || stops) || goes_on && has("外除无非又和与中改上下", chars[0]))
}

/// Whether it is a dash behind a time, and so perhaps before another.
fn is_dash(c: char, tokens: &[Token]) -> bool {
    use Token::{Clock, Date, Day, DayMark, Half, MonthName, Number, Ordinal, Part, Point, Weekday};
    let behind = matches!(
        tokens.last(),
        Some(
            Clock(..)
                | Number(_)
                | Point
                | Half
                | Part(_)
                | Token::Unit(Unit::Minute | Unit::ClockMinute)
                | Weekday(_)
                | Day(_)
                | DayMark
                | Ordinal(_)
                | Date(..)
                | MonthName(_)
                | Token::Noon
        )
    );
    behind && matches!(c, '-' | '\u{2013}' | '\u{2014}' | '~')
}

/// Whether it is a mark between words, which says nothing.
fn is_mark(c: char) -> bool {
    let is_letter = c.is_ascii_alphanumeric() || c > '\u{bf}';
    !is_letter || matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}')
}

/// A word and what it means.
type Word = (&'static str, &'static [Token]);

/// All words, in order: each is asked for at every character.
static INDEX: OnceLock<Vec<Word>> = OnceLock::new();

/// The longest word at the start, in characters, and what it means.
fn word(chars: &[char]) -> Option<(usize, &'static [Token])> {
    let index = INDEX.get_or_init(|| {
        // A line for the first mark, then one for each row.
        let lines = std::str::from_utf8(&TEXT).unwrap_or_default().split('\n').skip(1);
        let rows = lines.zip(MEANINGS);
        let mut words: Vec<Word> =
            rows.flat_map(|(words, meant)| words.split('|').map(move |it| (it, meant))).collect();
        // Of two that are the same the first in the tables counts.
        words.sort_by_key(|(word, _)| *word);
        words
    });
    let first = *chars.first()?;
    let begin = |word: &Word| word.0.chars().next().unwrap_or_default();
    let from = index.partition_point(|word| begin(word) < first);
    let mut longest = None;
    for (word, tokens) in index[from..].iter().take_while(|word| begin(word) == first) {
        let length = begins_with(chars, word);
        if length > longest.map_or(0, |(length, _)| length) {
            longest = Some((length, *tokens));
        }
    }
    longest
}

/// A Chinese number. By itself it is none: only before what it counts, or as the end of a time or a date. 周二三四 are
/// weekdays, 十一后 is after the National Day.
fn numeral(chars: &[char], tokens: &mut Vec<Token>) -> Option<(usize, Token)> {
    let found = number(chars).filter(|_| !chars[0].is_ascii())?;
    let run = chars.iter().take_while(|c| has(NUMERALS, **c)).count();
    let is_counted = |at: usize| chars.get(at).is_some_and(|c| has(COUNTED, *c));
    let is_between = chars.get(run).is_some_and(|c| has(BETWEEN, *c)) && {
        let next = chars[run + 1..].iter().take_while(|c| has(NUMERALS, **c)).count();
        next > 0 && is_counted(run + 1 + next)
    };
    let counts = is_counted(run) || is_between;
    let stands_alone = run > 1 || chars.get(run).is_none_or(|c| !('\u{4e00}'..='\u{9fff}').contains(c));
    match *tokens.as_slice() {
        [.., Token::Point] if !(counts || stands_alone) => None,
        [.., Token::Point | Token::MonthMark | Token::Month(_) | Token::LunarMonth(_) | Token::Edge(_)] => Some(found),
        _ if chars.starts_with(&['十', '一']) && chars.get(2).is_some_and(|c| has(AFTER_NATIONAL_DAY, *c)) => {
            Some((2, Token::Festival(Festival::National)))
        }
        _ if counts => Some(found),
        [.., Token::Weekday(_)] | [.., Token::Weekday(_), Token::Or] if has("一二三四五六日", chars[0]) => {
            let day = "一二三四五六日".chars().position(|c| c == chars[0])?;
            if !matches!(tokens.last(), Some(Token::Or)) {
                tokens.push(Token::Or);
            }
            Some((1, Token::Weekday(day as u8)))
        }
        // It is still being typed.
        _ if run == chars.len() => Some(found),
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
    let counts = chars.get(at + 1).is_some_and(|next| has("0123456789点时:.个天小分月号日-~/ap", *next));
    // 两周三天.
    if matches!(tokens.as_slice(), [.., Token::Number(_), Token::Unit(_)])
        && chars.get(at + 1).is_some_and(|next| has("天个小", *next))
    {
        return 0;
    }
    // 下周三点 is at three.
    if chars.get(at + 1) == Some(&'点') {
        return 0;
    }
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
