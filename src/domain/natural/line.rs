//! What words mean only beside others, put into tokens that stand for themselves: 十五十六号 is two days, 七八点 two hours,
//! "London time" a zone. Where tokens can be put together in two ways, both.

use super::festival::Festival;
use super::words::{Token, Unit, counts};
use std::ops::Range;

/// Tokens, and where in the text they stand.
#[derive(Clone)]
pub struct Line<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub places: Vec<Range<usize>>,
    /// Whether any of it is Chinese.
    pub chinese: bool,
}

impl<'a> Line<'a> {
    /// The text from one token to another.
    pub fn text(&self, tokens: Range<usize>) -> &'a str {
        let from = self.places.get(tokens.start).map_or(0, |place| place.start);
        let to = tokens.end.checked_sub(1).and_then(|last| self.places.get(last)).map_or(from, |place| place.end);
        self.text.get(from..to).unwrap_or_default().trim()
    }

    /// What stands between a token and the next.
    fn between(&self, at: usize) -> &'a str {
        let (Some(one), Some(other)) = (self.places.get(at), self.places.get(at + 1)) else { return "" };
        self.text.get(one.end..other.start).unwrap_or_default().trim()
    }

    /// Puts others in the place of some tokens.
    fn put(&mut self, at: usize, taken: usize, tokens: &[Token]) {
        let last = (at + taken).max(at + 1) - 1;
        let place = match (self.places.get(at), self.places.get(last)) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => self.text.len()..self.text.len(),
        };
        self.tokens.splice(at..at + taken, tokens.iter().copied());
        self.places.splice(at..at + taken, tokens.iter().map(|_| place.clone()));
    }

    /// Puts what depends on its neighbours into tokens of its own, from the end on.
    pub fn spell_out(&mut self) {
        for at in (0..self.tokens.len()).rev() {
            self.dashes(at);
        }
        self.joints();
        for at in (0..self.tokens.len()).rev() {
            self.numbers(at);
            self.zones(at);
            self.lunar(at);
        }
    }

    /// Dashes and slashes that are no part of a date, and "between".
    fn joints(&mut self) {
        let between = self.tokens.iter().position(|token| *token == Token::Between);
        if let Some(from) = between
            && let Some(and) = self.tokens[from..].iter().position(|token| *token == Token::And)
        {
            self.tokens[from + and] = Token::Till;
        }
        // 元旦和春节之间.
        let among = self.tokens.iter().position(|token| *token == Token::Among).unwrap_or_default();
        let joins = |token: &Token| matches!(token, Token::And | Token::Till);
        if let Some(and) = self.tokens[..among].iter().rposition(joins) {
            self.tokens[and] = Token::Till;
        }
        for token in &mut self.tokens {
            match token {
                Token::Among => *token = Token::Stop,
                Token::Hyphen => *token = Token::Till,
                Token::Slash => *token = Token::Or,
                Token::Between => *token = Token::From,
                _ => {}
            }
        }
    }

    fn numbers(&mut self, at: usize) {
        use Token::{And, DayMark, MonthName, Number, Or, Point, Till, To};
        match *self.tokens.get(at..).unwrap_or_default() {
            // 15、16号.
            [Number(_), Or | And, Number(_), mark @ (DayMark | Point | MonthName(_)), ..] => {
                self.put(at + 1, 0, &[mark])
            }
            [Number(_), Till, Number(_), DayMark, ..] => self.put(at + 1, 0, &[DayMark]),
            // "5 to 7 December".
            [Number(_), To | Till, Number(_), name @ MonthName(_), ..] if !is_dated(&self.tokens[at + 3..]) => {
                self.put(at + 1, 0, &[name]);
            }
            [name @ MonthName(_), Number(_), To | Till | Or | And, Number(_), ref rest @ ..]
                if !counts(rest) && !matches!(rest, [Token::Part(_), ..]) =>
            {
                self.put(at + 3, 0, &[name]);
            }
            // 九十点 are two hours.
            [Number(90), mark @ (DayMark | Point), ..] if self.text(at..at + 1).starts_with('九') => {
                self.put(at, 2, &[Number(9), mark, Or, Number(10), mark]);
            }
            // 后天的后天.
            [Token::Day(first @ 1..=9), Token::Day(more @ 1..=9), ..] if self.between(at) == "的" => {
                self.put(at, 2, &[Token::Day(first + more)]);
            }
            // 十五十六号, 七八点.
            [Number(a), Number(b), mark @ (DayMark | Point), ..] => {
                if let Some(b) = next(a, b) {
                    self.put(at, 3, &[Number(a), mark, Or, Number(b), mark]);
                }
            }
            // 两三天, 三五天.
            [Number(a), Number(b), Token::Unit(_), ..] => {
                if let Some(b) = next(a, b).or(((a, b) == (3, 5)).then_some(5)) {
                    self.put(at, 2, &[Number(a), Till, Number(b)]);
                }
            }
            _ => {}
        }
    }

    fn dashes(&mut self, at: usize) {
        use Token::{Dash, Date, Hyphen, MonthName, Number, Part, Point, Slash, Till};
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before)).copied();
        match *self.tokens.get(at..).unwrap_or_default() {
            [Dash(a, b), name @ MonthName(_), ..] => {
                self.put(at, 1, &[Number(a.into()), name, Till, Number(b.into())]);
            }
            [name @ MonthName(_), Dash(a, b), ..] => {
                self.put(at + 1, 1, &[Number(a.into()), Till, name, Number(b.into())]);
            }
            [Dash(a, b), Token::Unit(_) | Part(_) | Point, ..] if !self.chinese || before.is_some() => {
                self.put(at, 1, &[Number(a.into()), Till, Number(b.into())]);
            }
            // "9-Dec", "9-Dec-2026".
            [Number(day @ 1..=31), Hyphen, MonthName(month), ref rest @ ..]
                if !matches!(before, Some(MonthName(_))) =>
            {
                match *rest {
                    [Hyphen, Number(year @ (20..=99 | 1970..)), ..] => {
                        let year = if year < 100 { 2000 + year } else { year };
                        self.put(at, 5, &[Date(year, month, day as u8)]);
                    }
                    _ => self.put(at + 1, 1, &[]),
                }
            }
            // "9/Dec".
            [Number(1..=31), Slash, MonthName(_), ..] => self.put(at + 1, 1, &[]),
            [MonthName(_), Hyphen, Number(1..=31), ..] if !matches!(before, Some(Number(_) | Hyphen)) => {
                self.put(at + 1, 1, &[]);
            }
            _ => {}
        }
    }

    fn zones(&mut self, at: usize) {
        use Token::{At, Clock, Half, In, Noon, Number, Part, Place, Point, Text, Time, Unknown, Unread, Zone};
        let before = self.tokens.iter().take(at).rev().find(|token| !matches!(token, At | In)).copied();
        let is_hour = |rest: &[Token]| matches!(rest, [Clock(..) | Part(_) | Noon, ..] | [Number(_), Point, ..]);
        match *self.tokens.get(at..).unwrap_or_default() {
            [Zone(super::Zone::Offset(0)), zone @ Zone(super::Zone::Offset(_)), ..] => self.put(at, 2, &[zone]),
            [zone @ Zone(_), Time, ..] => self.put(at, 2, &[zone]),
            [Place(zone), Time, ..] => self.put(at, 2, &[Zone(zone)]),
            [Place(zone), ref rest @ ..] => {
                let half = |part| matches!(part, super::clock::Part::Am | super::clock::Part::Pm);
                let beside = match before {
                    Some(Clock(..) | Point | Half | Noon) => true,
                    Some(Part(part)) => half(part),
                    _ => is_hour(rest),
                };
                self.put(at, 1, &[if beside { Zone(zone) } else { Text }]);
            }
            // The time of a place that is not known.
            [Unknown | Text, Time, ref rest @ ..] if !self.chinese || is_hour(rest) => {
                let is_name = |token: &&Token| matches!(token, Unknown | Text);
                let more = self.tokens[..at].iter().rev().take_while(is_name).count();
                self.put(at - more, more + 2, &[Unread]);
            }
            _ => {}
        }
    }

    fn lunar(&mut self, at: usize) {
        use Token::{DayMark, Edge, LunarMonth, MonthMark, Number};
        let small = |number: u16| u8::try_from(number).unwrap_or(u8::MAX);
        match *self.tokens.get(at..).unwrap_or_default() {
            [Token::Lunar, Number(month), MonthMark, Edge(super::days::Edge::Start), Number(day), ..] => {
                self.put(at, 5, &[Token::Festival(Festival::Lunar(small(month), small(day)))]);
            }
            [Token::Lunar, Number(month), MonthMark, Number(day), ref rest @ ..] => {
                let taken = 4 + usize::from(rest.first() == Some(&DayMark));
                self.put(at, taken, &[Token::Festival(Festival::Lunar(small(month), small(day)))]);
            }
            [Token::Lunar, LunarMonth(_) | Token::Festival(_), ..] => self.put(at, 1, &[]),
            [Token::Lunar, Edge(super::days::Edge::Start), Number(_), ..] => self.put(at, 1, &[]),
            [Token::Lunar, Number(_), MonthMark, ..] => self.put(at, 3, &[Token::Unread]),
            _ => {}
        }
    }

    /// The ways to put the tokens together, the likeliest first.
    pub fn ways(self) -> Vec<Self> {
        use Token::{Clock, Dash, From, Number, Pair, Till, To};
        for at in 0..self.tokens.len() {
            let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
            match *self.tokens.get(at..).unwrap_or_default() {
                [Dash(a, b), ..] => {
                    let (mut hours, mut date) = (self.clone(), self.clone());
                    hours.put(at, 1, &[Number(a.into()), Till, Number(b.into())]);
                    date.put(at, 1, &[Pair(a, b, None)]);
                    // "12-5 Saturday" is that Saturday, or else noon to five on the next.
                    let is_weekday = |it: &Token| matches!(it, Token::Weekday(_));
                    let has_day = self.tokens.iter().any(|it| !is_weekday(it) && is_day(&[*it]));
                    return match self.tokens.iter().any(is_weekday) {
                        _ if has_day || before == Some(&From) => vec![hours],
                        true => vec![hours, date],
                        false => vec![date],
                    };
                }
                // "ten to three": before three, or until three.
                [Number(minutes @ (5 | 10 | 20 | 25)), To, Number(hour @ 1..=12), ref rest @ ..]
                    if (!counts(rest) || is_dated(rest)) && before != Some(&From) =>
                {
                    let mut early = self.clone();
                    let earlier = if hour == 1 { 12 } else { hour - 1 };
                    early.put(at, 3, &[Clock(earlier as u8, (60 - minutes) as u8, false)]);
                    return if before == Some(&Token::At) { vec![early] } else { vec![early, self] };
                }
                _ => {}
            }
        }
        vec![self]
    }
}

/// 八 behind 七, 八 behind 二十七: the number that comes next, however short.
fn next(a: u16, b: u16) -> Option<u16> {
    let whole = if a > 9 && b < 10 { a - a % 10 + b } else { b };
    (whole == a + 1).then_some(whole)
}

/// Whether a month is named, and its day behind it: "Dec 5".
fn is_dated(rest: &[Token]) -> bool {
    matches!(rest, [Token::MonthName(_), Token::Number(1..=31), after @ ..]
        if !counts(after) && !matches!(after, [Token::Part(_), ..]))
}

/// Whether a day is named at the start.
pub fn is_day(rest: &[Token]) -> bool {
    use Token::{Date, Day, DayMark, Festival, MonthMark, MonthName, Next, Number, Ordinal, Pair, This, Week, Weekday};
    matches!(
        rest,
        [Day(_) | Weekday(_) | Week(_) | Date(..) | Pair(..) | MonthName(_) | Festival(_) | Token::Weekend, ..]
            | [Ordinal(_), ..]
            | [Number(_), DayMark | MonthMark | MonthName(_), ..]
            | [Next | This, Weekday(_) | Token::Weekend, ..]
    )
}

/// Minutes, on the clock or of a stretch.
pub fn is_minute(token: Token) -> bool {
    matches!(token, Token::Unit(Unit::Minute | Unit::ClockMinute))
}
