//! What reps type as a time: the rows of `natural.txt`, and pieces of them.

use super::{place, text};
use callflow::domain::Wall;
use proptest::prelude::*;
use time::Date;

/// Rows of the table: now, text, expectation.
pub fn rows() -> Vec<(Wall, String, String)> {
    let mut now = None;
    let mut rows = Vec::new();
    for line in text(&place("tests/natural.txt")).lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(wall) = line.strip_prefix("now ") {
            let (wall, weekday) = wall.split_once(' ').unwrap();
            let wall = Wall::parse(wall).unwrap();
            assert_eq!(weekday_of(wall.date()), weekday, "{line}");
            now = Some(wall);
            continue;
        }
        let (typed, expected) = line.split_once(" = ").unwrap_or_else(|| panic!("no ` = ` in {line:?}"));
        rows.push((now.expect("no `now`"), typed.replace('\\', " "), expected.to_owned()));
    }
    rows
}

/// By Sakamoto's rule, not by the crate under the code.
pub fn weekday_of(date: Date) -> &'static str {
    let (month, day) = (usize::from(u8::from(date.month())), i32::from(date.day()));
    let year = date.year() - i32::from(month < 3);
    let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1];
    let weekday = (year + year / 4 - year / 100 + year / 400 + shift + day) % 7;
    ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][usize::try_from(weekday).unwrap()]
}

/// Any minute from 1970 to the end of the calendar, most of them in years with a known Chinese calendar.
pub fn any_now() -> impl Strategy<Value = Wall> {
    let known = 1_704_067_200_000..2_871_763_200_000_i64;
    prop_oneof![9 => known, 1 => any::<i64>()].prop_map(|at| callflow::domain::Stamp(at).wall(0))
}

/// Pieces of what reps type, put together at random: closer to the grammar than any text.
pub fn pieces() -> impl Strategy<Value = String> {
    let texts: Vec<Vec<char>> = rows().into_iter().map(|(_, typed, _)| typed.chars().collect()).collect();
    let piece = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
        move |(row, from, length)| {
            let text = &texts[row.index(texts.len())];
            let from = from.index(text.len());
            text[from..from + 1 + length.index(text.len() - from)].iter().collect::<String>()
        },
    );
    proptest::collection::vec((piece, prop::sample::select(vec!["", " ", "，", "或"])), 1..5)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, after)| [piece, after.to_owned()]).collect())
}
