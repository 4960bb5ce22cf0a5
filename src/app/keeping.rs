//! What is kept and what is not: nothing counts as kept before the outside has said so.

use super::effect::{Effect, StorageFault};
use super::shelf::Shelf;
use crate::domain::Id;
use crate::domain::json::{ToJson, object};
use std::rc::Rc;

/// The records on their way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keeping {
    waiting: Shelf<String>,
    fault: Option<StorageFault>,
    untouchable: Vec<String>,
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
        self.untouchable.push(key.into());
    }

    /// Asks for a record to be kept; a later one of the same key replaces an earlier.
    pub fn write(&mut self, key: String, value: String) -> Option<Effect> {
        if self.untouchable.contains(&key) {
            return None;
        }
        self.waiting.put(Id::new(&key), value.clone());
        Some(Effect::Write { key, value })
    }

    /// Asks for a record to be removed.
    pub fn remove(&mut self, key: String) -> Option<Effect> {
        self.waiting.remove(&Id::new(&key));
        (!self.untouchable.contains(&key)).then_some(Effect::Remove { key })
    }

    /// The outside answered. Once something is kept again, what was refused before is tried again.
    pub fn kept(&mut self, key: &str, result: Result<(), StorageFault>) -> Vec<Effect> {
        match result {
            Err(fault) => {
                self.fault = Some(fault);
                Vec::new()
            }
            Ok(()) => {
                self.waiting.remove(&Id::new(key));
                if self.fault.take().is_some() { self.again() } else { Vec::new() }
            }
        }
    }

    /// Asks again for everything that is not kept.
    pub fn again(&self) -> Vec<Effect> {
        let write = |(key, value): &(Id, Rc<String>)| Effect::Write { key: key.to_string(), value: value.to_string() };
        self.waiting.iter().map(write).collect()
    }

    /// What is not kept, as a JSON object.
    pub fn unkept(&self) -> String {
        let mut out = String::new();
        let fields: Vec<(&str, &dyn ToJson)> =
            self.waiting.iter().map(|(key, text)| (key.as_str(), text.as_ref() as &dyn ToJson)).collect();
        object(&mut out, &fields);
        out
    }

    /// What the screen says.
    pub fn state(&self) -> KeepState {
        match (self.fault, self.waiting.len()) {
            (Some(fault), waiting) => KeepState::NotKept(fault, waiting),
            (None, 0) => KeepState::Kept,
            (None, waiting) => KeepState::Keeping(waiting),
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
        assert_eq!(keeping.remove("settings".into()), None);
        assert_eq!(keeping.state(), KeepState::Kept);
    }
}
