//! A text as wishes, one for each "or": what belongs to which, what is ruled out, and what is the end of what.

use super::clock::clock;
use super::days::Now;
use super::grammar::{Fate, step};
use super::line::{Line, is_day};
use super::phrase::Phrase;
use super::words::Token::{self, And, At, But, In, Not, NotThat, Or, Stop, Text, Till, To, Unknown};
use super::words::{Side, Unit};
use super::zones::Zone;

/// What was found in a line.
pub struct Clauses {
    pub wishes: Vec<Phrase>,
    pub zone: Option<Zone>,
    /// Of each token.
    pub fates: Vec<Fate>,
    wish: Phrase,
    /// The first wish of the clause, which "does not work" rules out.
    start: usize,
    /// It was "moved from" the wish, and to what is still to come.
    moved: bool,
}

/// Reads a line.
pub fn clauses(line: &Line<'_>, now: &Now) -> Clauses {
    let fates = Vec::with_capacity(line.tokens.len());
    let mut found = Clauses { wishes: Vec::new(), zone: None, fates, wish: Phrase::default(), start: 0, moved: false };
    while let Some(rest @ [_, ..]) = line.tokens.get(found.fates.len()..) {
        let (used, fate) = found.joint(rest, line).unwrap_or_else(|| step(rest, &mut found.wish, now));
        let end = found.fates.len() + used;
        found.fates.resize(end, fate);
    }
    found.close();
    found
}

impl Clauses {
    /// The wish is whole; what follows is one more of its kind.
    fn close(&mut self) {
        let next = Phrase { not: self.wish.not, ..Phrase::default() };
        self.wishes.push(std::mem::replace(&mut self.wish, next));
    }

    /// What follows has nothing to do with what was.
    fn end(&mut self) {
        self.close();
        self.wish.not = false;
        self.start = self.wishes.len();
    }

    /// Reads what stands between wishes; `None` if it is part of one.
    fn joint(&mut self, rest: &[Token], line: &Line<'_>) -> Option<(usize, Fate)> {
        let at = self.fates.len();
        let is_text = |token: Option<&Token>| matches!(token, Some(Unknown | Text));
        match *rest {
            [Or | And, ref after @ ..] if is_text(after.first()) && at > 0 && is_text(line.tokens.get(at - 1)) => {
                return Some((1, Fate::Glue));
            }
            [Or, ..] => self.close(),
            [And, ref after @ ..] if self.goes_on(after) => self.close(),
            [But, ..] => self.end(),
            [Stop, ref after @ ..] if self.wish.not || self.is_taken(after) => {
                // In 周三，周四不行 both are ruled out, in 周三可以，周四不行 one.
                let is_list = !self.wish.not && at > 0 && line.places[at - 1].end == line.places[at].start;
                if is_list { self.close() } else { self.end() }
            }
            // What is not to be done then can be all of it.
            [Token::Instead, ref after @ ..] if after.is_empty() || is_text(after.first()) => {
                return Some((1, Fate::Text));
            }
            [Token::Instead, ..] => self.replace(),
            [Token::MovedFrom, ..] => {
                self.end();
                (self.wish.not, self.moved) = (true, true);
            }
            [To | Till, ..] if self.moved => {
                self.moved = false;
                self.end();
            }
            [Not, ref after @ ..] if is_text(after.first()) => return Some((1, Fate::Left)),
            [Not | NotThat, ref after @ ..] => self.rule_out(rest[0] == Not, after),
            [Till | To, ref after @ ..] if self.wish.has_day() && self.wish.clock.is_none() && is_day(after) => {
                self.close();
                self.wish.ends = true;
            }
            [Token::Zone(zone), ..] => {
                let is_known = self.zone.is_none_or(|known| known == zone);
                self.zone = Some(zone);
                return Some((1, if is_known { Fate::Used } else { Fate::Left }));
            }
            _ => {
                // 明天后天: one or the other.
                if self.is_taken(rest) {
                    self.close();
                }
                return None;
            }
        }
        Some((1, Fate::Used))
    }

    /// 周三改到周五: what came is ruled out, and what comes is not.
    fn replace(&mut self) {
        for wish in self.wishes[self.start..].iter_mut().chain([&mut self.wish]) {
            (wish.not, wish.side) = (true, None);
        }
        self.end();
    }

    /// "not" before what is ruled out, or behind it.
    fn rule_out(&mut self, before: bool, after: &[Token]) {
        let after = after.iter().find(|token| !matches!(token, At | In | Token::A | Token::For | Token::Time));
        let goes_on = after.is_some_and(|token| !matches!(token, Unknown | Text | Stop | Or | But | Not | NotThat));
        let came = !self.wish.is_empty() || self.start < self.wishes.len();
        if goes_on && (before || !came) {
            self.close();
            self.wish.not = true;
            self.start = self.wishes.len();
        } else if self.wish.not {
            self.end();
        } else if came {
            self.wish.not = true;
            for wish in &mut self.wishes[self.start..] {
                wish.not = true;
            }
            self.end();
        }
    }

    /// Whether "and" joins two days, or two hours.
    fn goes_on(&self, after: &[Token]) -> bool {
        let is_day = is_day(after) || matches!(after, [Token::Unit(Unit::Day), Token::Pre(Side::After), ..]);
        self.wish.has_day() && is_day
            || self.wish.clock.is_some() && self.wish.until.is_none() && clock(after).is_some()
    }

    /// Whether a day follows, and one of its kind is there already.
    fn is_taken(&self, rest: &[Token]) -> bool {
        use Token::{Date, Day, DayMark, Month, MonthMark, MonthName, Number, Ordinal, Week, Weekday};
        let wish = &self.wish;
        match rest {
            [Weekday(_), ..] | [Week(_), Weekday(_), ..] => wish.weekday.is_some(),
            [Day(_) | Date(..), ..] => wish.day.is_some() && wish.gap.is_none(),
            [Number(_), DayMark, ..] | [Ordinal(1..), MonthName(_), ..] => wish.month_day.is_some(),
            [Number(_), MonthMark | MonthName(_), ..] | [Month(_), Number(_), DayMark, ..] => wish.month_day.is_some(),
            [MonthName(_), Number(_) | Ordinal(_), ..] => wish.month_day.is_some(),
            [Ordinal(1..), Weekday(_) | Token::Unit(_), ..] => false,
            [Ordinal(1..), ..] => wish.month_day.is_some(),
            _ => false,
        }
    }
}
