//! Whether a name fits a query, and what it costs: pieces of the query are laid onto the signs and words of the name, in
//! order. The cheapest way to lay them wins; it is found in one pass over the name.

use super::super::letters::narrow;
use super::sounds::{Reading, Sounds};
use super::{Fit, MAX_QUERY};

/// A piece is not the whole of its word or syllable.
const SHORT: u32 = 1;
/// Something of the name is left over behind.
const LEFT_OVER: u32 = 64;
/// The name does not begin with it.
const INSIDE: u32 = 128;
/// It is not the label but another name.
pub(super) const OTHER_NAME: u32 = 256;
/// A sign or word is skipped between two pieces, or a sign is read as it seldom is.
const LOOSE: u32 = 1024;
/// So loose that it is noise.
const TOO_LOOSE: u32 = 3 * LOOSE;
const SCATTERED: u32 = 1 << 20;
/// Letters of longer names are in the order of any query.
const LONGEST_SCATTERED: usize = 40;
const NEVER: u32 = u32::MAX;

pub(super) fn fit(cost: u32) -> Fit {
    match cost {
        0..LEFT_OVER => Fit::Whole,
        LEFT_OVER..INSIDE => Fit::Start,
        INSIDE..LOOSE => Fit::Inside,
        LOOSE..SCATTERED => Fit::Loose,
        _ => Fit::Scattered,
    }
}

/// What is typed.
pub(super) struct Query {
    letters: Vec<char>,
    /// For each letter, where the run of letters it stands in ends: no piece reaches beyond.
    ends: Vec<usize>,
    marks: u64,
}

/// A name, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    letters: Vec<char>,
    units: Vec<Unit>,
    /// A mark for each letter it can be typed with.
    marks: u64,
}

/// A sign or a word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Unit {
    /// A Chinese character, and how it is read in the word it stands in, if that was looked up.
    Sign(char, Option<u16>),
    /// A word: from and to which letter.
    Word(u16, u16),
}

impl Query {
    pub(super) fn new(text: &str) -> Self {
        let (mut letters, mut ends) = (Vec::new(), Vec::new());
        let mut begin = 0;
        for c in text.chars().map(fold).chain([' ']) {
            if is_letter(c) && letters.len() < MAX_QUERY {
                letters.push(c);
            } else if letters.len() > begin {
                ends.resize(letters.len(), letters.len());
                begin = letters.len();
            }
        }
        let marks = letters.iter().fold(0, |marks, c| marks | mark(*c));
        Self { letters, ends, marks }
    }

    /// The run of letters from here on.
    fn run(&self, from: usize) -> &[char] {
        &self.letters[from..self.ends[from]]
    }
}

impl Name {
    pub(super) fn new(text: &str, sounds: &Sounds) -> Self {
        let letters: Vec<char> = text.chars().map(fold).take(usize::from(u16::MAX)).collect();
        let (mut units, mut marks) = (Vec::new(), 0);
        let mut word: &[u16] = &[];
        for (place, c) in letters.iter().enumerate() {
            let after = u16::try_from(place + 1).unwrap_or(u16::MAX);
            if is_sign(*c) {
                let several = sounds.of(*c).nth(1).is_some();
                let longer = sounds.word(if several || word.is_empty() { &letters[place..] } else { &[] });
                if longer.len() > word.len() {
                    word = longer;
                }
                units.push(Unit::Sign(*c, word.first().copied()));
                word = word.get(1..).unwrap_or_default();
                marks |=
                    sounds.of(*c).fold(mark(*c), |marks, it| marks | syllable_marks(sounds.syllable(it.syllable())));
                continue;
            }
            word = &[];
            if is_letter(*c) {
                marks |= mark(*c);
                match units.last_mut() {
                    Some(Unit::Word(_, to)) if usize::from(*to) == place => *to = after,
                    _ => units.push(Unit::Word(after - 1, after)),
                }
            }
        }
        Self { letters, units, marks }
    }

    /// What it costs to lay the query onto it; `None` if it does not fit.
    pub(super) fn cost(&self, query: &Query, sounds: &Sounds) -> Option<u32> {
        let wanted = query.letters.len();
        if wanted == 0 {
            return Some(0);
        }
        if query.marks & !self.marks != 0 {
            return None;
        }
        // What it costs to have laid so many letters, the last piece onto the unit before, or onto an earlier one.
        let (mut tight, mut loose) = ([NEVER; MAX_QUERY + 1], [NEVER; MAX_QUERY + 1]);
        let mut best = NEVER;
        for (place, unit) in self.units.iter().enumerate() {
            let mut next = [NEVER; MAX_QUERY + 1];
            for from in 0..wanted {
                let so_far = match from {
                    0 => {
                        if place == 0 {
                            0
                        } else {
                            INSIDE
                        }
                    }
                    _ => tight[from].min(loose[from].saturating_add(LOOSE)),
                };
                if so_far < TOO_LOOSE {
                    self.lay(unit, query.run(from), sounds, &mut |length, cost| {
                        let to = &mut next[from + length];
                        *to = (*to).min(so_far + cost);
                    });
                }
            }
            for (loose, tight) in loose.iter_mut().zip(tight) {
                *loose = tight.min(*loose);
            }
            tight = next;
            let rest = if place + 1 == self.units.len() { 0 } else { LEFT_OVER };
            best = best.min(tight[wanted].saturating_add(rest));
        }
        if best > 0 && best < LEFT_OVER && self.units.len() == 1 {
            // The beginning of the only word is a beginning, not the whole.
            best += LEFT_OVER;
        }
        match best < TOO_LOOSE {
            true => Some(best),
            false => self.is_scattered(query).then_some(SCATTERED),
        }
    }

    /// Tells every number of letters of a run that can be laid onto a unit, and what it costs.
    fn lay(&self, unit: &Unit, run: &[char], sounds: &Sounds, tell: &mut dyn FnMut(usize, u32)) {
        match unit {
            Unit::Word(from, to) => {
                let word = &self.letters[usize::from(*from)..usize::from(*to)];
                let same = word.iter().zip(run).take_while(|(a, b)| a == b).count();
                (1..=same).for_each(|length| tell(length, if length == word.len() { 0 } else { SHORT }));
            }
            Unit::Sign(sign, _) if run.first() == Some(sign) => tell(1, 0),
            Unit::Sign(sign, read) => {
                for reading in sounds.of(*sign) {
                    let syllable = sounds.syllable(reading.syllable());
                    let same =
                        syllable.chars().zip(run).take_while(|(a, b)| a == *b || (*a == 'v' && **b == 'u')).count();
                    if same == 0 {
                        continue;
                    }
                    let cost = if is_right(reading, *read) { 0 } else { LOOSE };
                    if same == syllable.len() {
                        tell(same, cost);
                    } else if same == run.len() {
                        // It is still being typed.
                        tell(same, cost + SHORT);
                    }
                    tell(1, cost + SHORT);
                    if same > 1 && syllable.as_bytes()[1] == b'h' {
                        tell(2, cost + SHORT);
                    }
                }
            }
        }
    }

    /// The letters of the query stand in it in their order, the first one at the beginning of a word.
    fn is_scattered(&self, query: &Query) -> bool {
        let starts = |unit: &Unit| match unit {
            Unit::Word(from, _) => Some(usize::from(*from)).filter(|from| self.letters[*from] == query.letters[0]),
            Unit::Sign(..) => None,
        };
        let Some(from) = self.units.iter().find_map(starts) else { return false };
        let mut left = self.letters[from..].iter();
        let all = query.letters.iter().all(|wanted| wanted.is_ascii_alphanumeric() && left.any(|it| it == wanted));
        all && query.letters.len() > 2 && self.letters.len() <= LONGEST_SCATTERED
    }
}

/// In a word that was looked up one reading is right; otherwise every common one may be.
fn is_right(reading: Reading, read: Option<u16>) -> bool {
    read.map_or(!reading.is_rare(), |read| read == reading.syllable())
}

/// Full-width signs as the usual ones, capitals small.
fn fold(c: char) -> char {
    narrow(c).to_ascii_lowercase()
}

fn is_sign(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Anything but blanks and punctuation: those end a run, as in `xi'an`.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{ffff}' => false,
        _ => true,
    }
}

/// One of 64 marks: names that lack a mark of the query need no closer look.
fn mark(c: char) -> u64 {
    let place = match c {
        'a'..='z' => c as u32 - 'a' as u32,
        '0'..='9' => c as u32 - '0' as u32 + 26,
        c => c as u32 % 28 + 36,
    };
    1 << place
}

fn syllable_marks(syllable: &str) -> u64 {
    let marks = syllable.chars().fold(0, |marks, c| marks | mark(c));
    if marks & mark('v') == 0 { marks } else { marks | mark('u') }
}
