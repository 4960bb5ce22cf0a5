//! What is left of a text when its time is read: a reason, or words that say something of the time and were not understood.

use super::super::letters::is_letter;
use super::grammar::Fate;
use super::line::Line;
use super::words::Token;
use std::ops::Range;

/// What is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    #[default]
    Nothing,
    /// Words that have nothing to do with the time: what it is for.
    Reason(String),
    /// Words that can change the time, as typed: the readings are not to be trusted.
    Unread(String),
}

/// Words that are no reason by themselves.
const EMPTY: &str = "i he she it they him her them you me we us is was be will would can could should want wants prefer prefers \
                     like likes to that this he's she's it's i'm i'd i'll he'd she'd so just only also again back yes if do does \
                     his my our their at in for by with 他们 客户 对方 我们 您好 那就 他说 她说 客户说 对方说 等他 等她 给他 给她 跟他 \
                     跟她 和他 和她 他要 他想 他会";

/// What is left of a line, `fates` being those of its tokens.
pub fn rest(line: &Line<'_>, fates: &[Fate]) -> Rest {
    let unread = runs(fates, |fate| *fate == Fate::Left);
    if !unread.is_empty() {
        let words: Vec<_> = unread.into_iter().map(|run| line.text(run)).collect();
        return Rest::Unread(words.join(" … "));
    }
    let pieces = runs(fates, |fate| *fate != Fate::Used).into_iter().filter_map(|run| piece(line, fates, run));
    let reason = join(pieces);
    if reason.is_empty() { Rest::Nothing } else { Rest::Reason(reason) }
}

/// Tokens next to each other that share something.
fn runs(fates: &[Fate], is: fn(&Fate) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..fates.len()).filter(|at| is(&fates[*at])) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// What a run says, without what only joins it to the time.
fn piece<'a>(line: &Line<'a>, fates: &[Fate], run: Range<usize>) -> Option<&'a str> {
    let joins = |at: &usize| fates[*at] == Fate::Glue;
    let leads = |at: &usize| {
        matches!(line.tokens[*at], Token::To | Token::For | Token::Pre(_) | Token::Not | Token::Till | Token::From)
    };
    let text = run.clone().find(|at| !joins(at))?;
    let start = (run.start..text).rev().take_while(leads).last().unwrap_or(text);
    let end = run.rev().find(|at| !joins(at))? + 1;
    let piece = line
        .text(start..end)
        .trim_matches(|c: char| !is_letter(c) && !c.is_ascii_digit() && !matches!(c, '(' | ')' | '》' | '《'));
    let is_empty = |word: &str| EMPTY.split_whitespace().any(|it| it.eq_ignore_ascii_case(word));
    (piece.chars().count() > 1 && !piece.split(' ').all(is_empty)).then_some(piece)
}

/// Pieces one behind the other, with a blank between Latin words.
fn join<'a>(pieces: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for piece in pieces {
        let apart = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if !joined.is_empty() && (apart(joined.chars().last()) || apart(piece.chars().next())) {
            joined.push(' ');
        }
        joined.push_str(piece);
    }
    joined
}
