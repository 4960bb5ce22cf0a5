//! Lets the texts that the first prompt does not need travel with the rest of the program: half of all that are there.
//!
//! `build.rs` puts their words in one piece between two marks, and `src/text.rs` has one function that knows the tables of
//! where each of them stands. That function is of the rest, so whoever wants such a text brings the rest by calling it, and
//! the rest puts words and tables in their places as it comes. Nothing else may know these places: this is checked.

use std::collections::HashMap;
use std::ops::Range;

use walrus::ir::{self, Load, Store, Value, Visitor};
use walrus::{ConstExpr, DataKind, FunctionKind, LocalFunction, Module};

use crate::say::{Done, Failure};

const MARKS: [&str; 2] = ["<texts of the rest>", "</texts of the rest>"];
/// Between these stand the words for times (`src/domain/natural/lexer.rs`), which only the lexer knows.
const TIMES: [&str; 2] = ["<words for times>", "</words for times>"];

/// Moves the words and their tables from the data of the first half to those of the rest.
pub fn move_texts(first: &mut Module, rest: &mut Module) -> Done {
    let data = Data::of(first);
    let texts = Texts::of(&data)?;
    let times = data.between(TIMES).ok_or_else(|| wrong("the words for times are not marked as expected"))?;
    for place in texts.places().chain([&times]) {
        let bytes = data.bytes(place).ok_or_else(|| wrong("a piece of them is in two pieces"))?.to_vec();
        let memory = rest.memories.iter_mut().next().ok_or_else(|| wrong("the rest has no memory"))?;
        let offset = ConstExpr::Value(Value::I32(place.start.cast_signed()));
        let id = rest.data.add(DataKind::Active { memory: memory.id(), offset }, bytes);
        memory.data_segments.insert(id);
    }
    for id in first.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        let piece = first.data.get_mut(id);
        let Some(start) = start(&piece.kind) else { continue };
        for range in texts.places().chain([&times]).filter_map(|place| within(start, place)) {
            if let Some(bytes) = piece.value.get_mut(range) {
                bytes.fill(0);
            }
        }
    }
    texts.check(first)?;
    // Whoever reads them knows where their first mark stands.
    let mark = u32::try_from(TIMES[0].len()).map_or(0, |length| times.start - length);
    let locals = first.funcs.iter().filter_map(|function| match &function.kind {
        FunctionKind::Local(local) => Some(local),
        _ => None,
    });
    match locals.flat_map(numbers).any(|number| number == mark) {
        true => Err(wrong("the first prompt needs the words for times")),
        false => Ok(()),
    }
}

/// The texts of the rest.
struct Texts {
    words: Range<u32>,
    tables: Vec<Range<u32>>,
    /// The length of each text, by its address.
    lengths: HashMap<u32, u32>,
}

impl Texts {
    /// Finds the words by their marks, and by these the tables, one a language: they hold the address and the length of each
    /// text, and the texts follow on one another to the end of the words.
    fn of(data: &Data) -> Done<Self> {
        let words = data.between(MARKS).ok_or_else(|| wrong("they are not marked as expected"))?;
        let (mut tables, mut lengths, mut next) = (Vec::new(), HashMap::new(), words.start);
        while next < words.end {
            let found = data.addresses().filter(|(_, address)| *address == next).map(|(place, _)| place);
            let table = only(found).ok_or_else(|| wrong("a table of them is not laid out as expected"))?;
            let mut end = table;
            while next < words.end && data.word(end) == Some(next) {
                let length = data.word(end + 4).filter(|length| *length > 0).ok_or_else(|| wrong("one is empty"))?;
                lengths.insert(next, length);
                next += length;
                end += 8;
            }
            tables.push(table..end);
        }
        Ok(Self { words, tables, lengths })
    }

    fn places(&self) -> impl Iterator<Item = &Range<u32>> {
        self.tables.iter().chain([&self.words])
    }

    /// Fails if anything that is left in the first half knows a text, or where a table tells of it.
    fn check(&self, first: &Module) -> Done {
        let in_table =
            |number: u32| self.tables.iter().any(|it| it.contains(&number) && (number - it.start).is_multiple_of(4));
        for function in first.funcs.iter() {
            let FunctionKind::Local(local) = &function.kind else { continue };
            if numbers(local).into_iter().any(|number| in_table(number) || self.lengths.contains_key(&number)) {
                let name = function.name.as_deref().unwrap_or_default();
                return Err(Failure::new(format!(
                    "`{name}` is of the first prompt and needs a text that is not: let this text stand under [first.\u{2026}] \
                     in locales/desk.toml, then `cargo xtask profile`"
                )));
            }
        }
        let left = Data::of(first);
        // Any number may look like an address; one beside the right length is one.
        let is_text =
            |place: u32, number| self.lengths.get(&number).is_some_and(|it| left.word(place + 4) == Some(*it));
        let is_table = |number: u32| self.tables.iter().any(|table| table.start == number);
        match left.addresses().any(|(place, number)| is_table(number) || is_text(place, number)) {
            true => Err(wrong("something else knows where they are")),
            false => Ok(()),
        }
    }
}

/// The data of a program, as pieces with their addresses.
struct Data<'a>(Vec<(u32, &'a [u8])>);

impl<'a> Data<'a> {
    fn of(module: &'a Module) -> Self {
        Self(module.data.iter().filter_map(|piece| Some((start(&piece.kind)?, piece.value.as_slice()))).collect())
    }

    fn bytes(&self, place: &Range<u32>) -> Option<&'a [u8]> {
        self.0.iter().find_map(|(start, bytes)| bytes.get(within(*start, place)?))
    }

    /// What stands between two marks, each of which stands there once.
    fn between(&self, marks: [&str; 2]) -> Option<Range<u32>> {
        let [first, last] = marks.map(|mark| {
            only(self.0.iter().flat_map(move |(start, bytes)| {
                let found = bytes.windows(mark.len()).enumerate().filter(|(_, it)| *it == mark.as_bytes());
                found.filter_map(move |(place, _)| Some(start + u32::try_from(place).ok()?))
            }))
        });
        Some(first? + u32::try_from(marks[0].len()).ok()?..last?)
    }

    fn word(&self, place: u32) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes(&(place..place + 4))?.try_into().ok()?))
    }

    /// Every number that may be an address, with its place.
    fn addresses(&self) -> impl Iterator<Item = (u32, u32)> {
        let ends = |(start, bytes): &(u32, &[u8])| (*start, *start + u32::try_from(bytes.len()).unwrap_or(0));
        let places = self.0.iter().map(ends).flat_map(|(start, end)| (start.next_multiple_of(4)..end).step_by(4));
        places.filter_map(|place| Some((place, self.word(place)?)))
    }
}

/// Where a piece of data is put.
fn start(kind: &DataKind) -> Option<u32> {
    match kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => Some(start.cast_unsigned()),
        _ => None,
    }
}

/// A place in a piece of data that starts at `start`.
fn within(start: u32, place: &Range<u32>) -> Option<Range<usize>> {
    Some(place.start.checked_sub(start)? as usize..place.end.checked_sub(start)? as usize)
}

/// Every number in a function that may be an address, or be added to one.
fn numbers(function: &LocalFunction) -> Vec<u32> {
    struct Found(Vec<u32>);
    impl<'i> Visitor<'i> for Found {
        fn visit_value(&mut self, value: &Value) {
            if let Value::I32(value) = value {
                self.0.push(value.cast_unsigned());
            }
        }
        fn visit_load(&mut self, load: &Load) {
            self.0.extend(u32::try_from(load.arg.offset));
        }
        fn visit_store(&mut self, store: &Store) {
            self.0.extend(u32::try_from(store.arg.offset));
        }
    }
    let mut found = Found(Vec::new());
    ir::dfs_in_order(&mut found, function, function.entry_block());
    found.0
}

fn only<T>(mut of: impl Iterator<Item = T>) -> Option<T> {
    of.next().filter(|_| of.next().is_none())
}

fn wrong(what: &str) -> Failure {
    Failure::new(format!("the texts of the rest: {what}, see xtask/src/later.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Data at 100: words "ab", "c", then the tables at 160, and what else there is.
    fn data(numbers: &[u32]) -> Vec<u8> {
        let mut bytes = [MARKS[0], "abc", MARKS[1]].concat().into_bytes();
        bytes.resize(60, 0);
        bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        bytes
    }

    #[test]
    fn texts_are_found_by_their_marks_and_tables() {
        let bytes = data(&[119, 2, 7, 121, 1]);
        let texts = Texts::of(&Data(vec![(0, b"x"), (100, &bytes)])).unwrap();
        assert_eq!((texts.words, texts.tables), (119..122, vec![160..168, 172..180]));
        assert_eq!(texts.lengths, HashMap::from([(119, 2), (121, 1)]));
        for other in [&[119, 2, 7, 120, 1][..], &[119, 2, 119, 121, 1], &[119, 0, 119, 3], &[]] {
            assert!(Texts::of(&Data(vec![(100, &data(other))])).is_err(), "{other:?}");
        }
        assert!(Texts::of(&Data(vec![(100, &bytes[1..])])).is_err());
    }
}
