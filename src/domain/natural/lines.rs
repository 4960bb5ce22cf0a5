//! The words of all tables in one piece, a line for each row, so that they travel with the rest of the program: `xtask/src/later.rs`
//! finds them by their marks.

use super::feasts::FEASTS;
use super::table::WORDS;
use super::words::Token;
use super::zones::ZONES;

/// Words for the same, apart by `|`, and what they mean.
pub type Row = (&'static str, &'static [Token]);

const TABLES: [&[Row]; 3] = [WORDS, FEASTS, ZONES];
const MARKS: [&str; 2] = ["<words for times>", "</words for times>"];
const ROWS: usize = WORDS.len() + FEASTS.len() + ZONES.len();

/// The first mark, the words of each row, and the last mark, each on a line of its own.
pub static TEXT: [u8; LENGTH] = text();
/// What the words of each row mean.
pub static MEANINGS: [&[Token]; ROWS] = meanings();

const LENGTH: usize = {
    let (mut length, mut row) = (MARKS[0].len() + ROWS + 1 + MARKS[1].len(), 0);
    while row < ROWS {
        length += at(row).0.len();
        row += 1;
    }
    length
};

/// A row of all tables.
const fn at(mut row: usize) -> Row {
    let mut table = 0;
    while row >= TABLES[table].len() {
        row -= TABLES[table].len();
        table += 1;
    }
    TABLES[table][row]
}

const fn text() -> [u8; LENGTH] {
    let (mut text, mut end) = put([b'\n'; LENGTH], 0, MARKS[0]);
    let mut row = 0;
    while row < ROWS {
        (text, end) = put(text, end + 1, at(row).0);
        row += 1;
    }
    put(text, end + 1, MARKS[1]).0
}

/// Puts a piece into a text, and says where it ends there.
const fn put(mut text: [u8; LENGTH], mut at: usize, piece: &str) -> ([u8; LENGTH], usize) {
    let mut from = 0;
    while from < piece.len() {
        text[at] = piece.as_bytes()[from];
        (at, from) = (at + 1, from + 1);
    }
    (text, at)
}

const fn meanings() -> [&'static [Token]; ROWS] {
    let mut meanings: [&[Token]; ROWS] = [&[]; ROWS];
    let mut row = 0;
    while row < ROWS {
        meanings[row] = at(row).1;
        row += 1;
    }
    meanings
}
