//! What is kept and what is not: nothing counts as kept before the outside has said so.

use super::effect::{Effect, StorageFault};
use super::records::Key;
use super::shelf::Shelf;
use crate::domain::Id;
use crate::domain::json::{ToJson, object};

/// The records on their way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keeping {
    /// Texts to be written, and records to be removed.
    waiting: Shelf<Option<String>>,
    fault: Option<StorageFault>,
    /// Records of a newer program.
    newer: Vec<String>,
    /// Records that stay where they are until their copy is kept.
    damaged: Vec<String>,
}

/// What the screen says of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepState {
    /// Everything is kept.
    Kept,
    /// So many records are on their way.
    Keeping(usize),
    /// So many records cannot be kept here.
    NotKept(StorageFault, usize),
}

impl Keeping {
    /// With a fault that was there from the start.
    pub fn new(fault: Option<StorageFault>) -> Self {
        Self { fault, ..Self::default() }
    }

    /// A record of a newer program: never written here.
    pub fn protect(&mut self, key: &str) {
        self.newer.push(key.into());
    }

    /// Asks for a record to be kept; a later one of the same key replaces an earlier.
    pub fn write(&mut self, key: String, value: String) -> Option<Effect> {
        self.change(key, Some(value))
    }

    /// Asks for a record to be removed.
    pub fn remove(&mut self, key: String) -> Option<Effect> {
        if self.newer.contains(&key) {
            // Ours never came to be.
            self.waiting.remove(&Id::new(&key));
            return None;
        }
        self.change(key, None)
    }

    /// Asks for a record that makes no sense to be kept under another key. It leaves its place, or makes room for a
    /// better one, only once that copy is kept.
    pub fn set_aside(&mut self, key: &str, text: String) -> Option<Effect> {
        self.waiting.remove(&Id::new(key));
        self.damaged.push(key.into());
        self.write(Key::Aside(key.into()).text(), text)
    }

    fn change(&mut self, key: String, text: Option<String>) -> Option<Effect> {
        let effect = self.effect(&key, text.as_ref());
        self.waiting.put(Id::new(&key), text);
        effect
    }

    /// What is to be done outside for a change; `None` while the record there must stay.
    fn effect(&self, key: &str, text: Option<&String>) -> Option<Effect> {
        if self.newer.iter().chain(&self.damaged).any(|it| it == key) {
            return None;
        }
        let key = key.to_owned();
        Some(match text {
            Some(value) => Effect::Write { key, value: value.clone() },
            None => Effect::Remove { key },
        })
    }

    /// The outside answered. Once something is kept again, what was refused before is tried again.
    pub fn kept(&mut self, key: &str, result: Result<(), StorageFault>) -> Vec<Effect> {
        if let Err(fault) = result {
            self.fault = Some(fault);
            return Vec::new();
        }
        self.waiting.remove(&Id::new(key));
        let mut effects = if self.fault.take().is_some() { self.again() } else { Vec::new() };
        if let Some(Key::Aside(original)) = Key::parse(key) {
            effects.extend(self.make_room(original));
        }
        effects
    }

    /// The copy of a damaged record is kept: what waits for its place comes there, or nothing.
    fn make_room(&mut self, key: String) -> Option<Effect> {
        let place = self.damaged.iter().position(|it| *it == key)?;
        self.damaged.swap_remove(place);
        let waiting = self.waiting.get(&Id::new(&key)).and_then(|text| Option::clone(text));
        self.change(key, waiting)
    }

    /// Asks again for everything that is not kept.
    pub fn again(&self) -> Vec<Effect> {
        self.waiting.iter().filter_map(|(key, text)| self.effect(key.as_str(), Option::as_ref(text))).collect()
    }

    /// What is not kept, as a JSON object; a record that could not be removed is `null`.
    pub fn unkept(&self) -> String {
        let mut out = String::new();
        let fields: Vec<(&str, &dyn ToJson)> =
            self.waiting.iter().map(|(key, text)| (key.as_str(), text.as_ref() as &dyn ToJson)).collect();
        object(&mut out, &fields);
        out
    }

    /// What the screen says.
    pub fn state(&self) -> KeepState {
        let refused = self.newer.iter().filter(|key| self.waiting.get(&Id::new(key)).is_some()).count();
        match (self.fault, refused, self.waiting.len()) {
            (Some(fault), _, waiting) => KeepState::NotKept(fault, waiting),
            (None, 0, 0) => KeepState::Kept,
            (None, 0, waiting) => KeepState::Keeping(waiting),
            (None, refused, _) => KeepState::NotKept(StorageFault::Newer, refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_counts_as_kept_before_it_is() {
        let mut keeping = Keeping::default();
        keeping.write("a".into(), "1".into());
        assert_eq!(keeping.state(), KeepState::Keeping(1));
        keeping.kept("a", Err(StorageFault::Full));
        assert_eq!(keeping.state(), KeepState::NotKept(StorageFault::Full, 1));
        keeping.write("b".into(), "2".into());
        let again = keeping.kept("b", Ok(()));
        assert_eq!(again, [Effect::Write { key: "a".into(), value: "1".into() }]);
        assert!(keeping.kept("a", Ok(())).is_empty());
        assert_eq!(keeping.state(), KeepState::Kept);
    }

    #[test]
    fn a_record_of_a_newer_program_is_never_written() {
        let mut keeping = Keeping::default();
        keeping.protect("settings");
        assert_eq!(keeping.write("settings".into(), "1".into()), None);
        // And it is not said to be kept.
        assert_eq!(keeping.state(), KeepState::NotKept(StorageFault::Newer, 1));
        assert_eq!(keeping.unkept(), r#"{"settings":"1"}"#);
        assert!(keeping.again().is_empty());
        assert_eq!(keeping.remove("settings".into()), None);
        assert_eq!(keeping.state(), KeepState::Kept);
    }

    #[test]
    fn what_could_not_be_removed_is_tried_again() {
        let mut keeping = Keeping::default();
        keeping.remove("a".into());
        keeping.kept("a", Err(StorageFault::Failed));
        assert_eq!(keeping.state(), KeepState::NotKept(StorageFault::Failed, 1));
        assert_eq!(keeping.again(), [Effect::Remove { key: "a".into() }]);
        keeping.kept("a", Ok(()));
        assert_eq!(keeping.state(), KeepState::Kept);
    }

    #[test]
    fn a_damaged_record_stays_until_its_copy_is_kept_and_a_good_one_after_it_stays_for_good() {
        let write = |key: &str, value: &str| Effect::Write { key: key.into(), value: value.into() };
        let mut keeping = Keeping::default();
        assert_eq!(keeping.set_aside("draft", "{".into()), Some(write("aside:draft", "{")));
        keeping.kept("aside:draft", Err(StorageFault::Full));
        // The good one does not destroy what is kept nowhere else.
        assert_eq!(keeping.write("draft".into(), "good".into()), None);
        assert_eq!(keeping.state(), KeepState::NotKept(StorageFault::Full, 2));
        assert_eq!(keeping.again(), [write("aside:draft", "{")]);
        assert_eq!(keeping.kept("aside:draft", Ok(())), [write("draft", "good")]);
        keeping.kept("draft", Ok(()));
        assert_eq!(keeping.state(), KeepState::Kept);
        // A copy that is kept once more removes nothing.
        assert!(keeping.kept("aside:draft", Ok(())).is_empty());
    }
}
