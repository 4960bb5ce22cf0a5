//! Reads JSON values by hand so that *every* problem of a file is found in one go, each with its path; a derived
//! deserializer stops at the first. Knows nothing of flows.
//!
//! Reading never stops: what cannot be read is told, and something empty stands in for it. The whole is thrown away then.

use super::problem::{Problem, ProblemKind};
use crate::domain::Id;
use serde_json::{Map, Value};
use std::cell::RefCell;

/// Collects problems; stops listening after [`Problems::MOST`], for nobody reads more.
#[derive(Default)]
pub(super) struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    const MOST: usize = 200;

    fn push(&self, path: String, kind: ProblemKind) {
        let mut list = self.0.borrow_mut();
        let problem = Problem { path, kind };
        // Names are read before the content they stand in, so the same may be found twice.
        if list.len() < Self::MOST && !list.contains(&problem) {
            list.push(problem);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    pub(super) fn into_vec(self) -> Vec<Problem> {
        self.0.into_inner()
    }
}

/// Where a value stands: under a key of something, perhaps as one of a list. A path is written only for a problem.
#[derive(Clone, Copy)]
struct Place<'a> {
    within: Option<&'a Place<'a>>,
    key: &'a str,
    number: Option<usize>,
}

impl Place<'_> {
    fn path(&self) -> String {
        let mut path = self.within.map_or_else(String::new, Place::path);
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(self.key);
        match self.number {
            Some(number) => format!("{path}[{number}]"),
            None => path,
        }
    }
}

/// A value and where it stands. One that is missing, or not what it should be, has been told of; it reads as nothing.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    value: Option<&'a Value>,
    place: Place<'a>,
    problems: &'a Problems,
}

impl<'a> Node<'a> {
    /// A whole file.
    pub(super) fn root(value: &'a Value, problems: &'a Problems) -> Self {
        Self { value: Some(value), place: Place { within: None, key: "", number: None }, problems }
    }

    pub(super) fn problem(&self, kind: ProblemKind) {
        self.problems.push(self.place.path(), kind);
    }

    /// Tells of a problem and gives nothing.
    pub(super) fn tell<T>(&self, kind: ProblemKind) -> Option<T> {
        self.problem(kind);
        None
    }

    /// The value itself.
    pub(super) fn value(&self) -> Option<&'a Value> {
        self.value
    }

    fn expect<T>(&self, what: &'static str, as_what: impl FnOnce(&'a Value) -> Option<T>) -> Option<T> {
        let value = self.value?;
        let found = as_what(value);
        if found.is_none() {
            self.problem(ProblemKind::Expected(what));
        }
        found
    }

    /// A text that is not blank.
    pub(super) fn text(&self, longest: usize) -> &'a str {
        let Some(text) = self.expect("text", Value::as_str) else {
            return "";
        };
        if text.trim().is_empty() {
            self.problem(ProblemKind::Empty);
        } else if text.chars().nth(longest).is_some() {
            self.problem(ProblemKind::TooLong(longest));
        } else {
            return text;
        }
        ""
    }

    /// A text that is shown as it stands: nothing is merged in, so no brace has a meaning.
    pub(super) fn plain(&self, longest: usize) -> String {
        let text = self.text(longest);
        if text.contains(['{', '}']) {
            self.problem(ProblemKind::OpenMerge);
        }
        text.into()
    }

    /// The name of something; empty if it is none.
    pub(super) fn id(&self) -> Id {
        let text = self.text(40);
        if text.is_empty() || Id::is_name(text) {
            return Id::new(text);
        }
        self.problem(ProblemKind::BadId);
        Id::new("")
    }

    /// A whole number; `otherwise` where there is none.
    pub(super) fn whole(&self, least: i64, most: i64, otherwise: i64) -> i64 {
        match self.expect("whole number", Value::as_i64) {
            Some(number) if (least..=most).contains(&number) => return number,
            Some(_) => self.problem(ProblemKind::OutOfRange(least, most)),
            None => {}
        }
        otherwise
    }

    pub(super) fn flag(&self) -> bool {
        self.expect("true or false", Value::as_bool).unwrap_or(false)
    }

    /// One of the words of a closed set.
    pub(super) fn word<T: Copy>(&self, words: &[(&str, T)], all: &'static str) -> Option<T> {
        let text = self.value?.as_str();
        let found = words.iter().find(|(word, _)| Some(*word) == text);
        if found.is_none() {
            self.problem(ProblemKind::NotOneOf(all));
        }
        found.map(|(_, value)| *value)
    }

    fn map(&self) -> Option<&'a Map<String, Value>> {
        self.value?.as_object()
    }

    /// An object.
    pub(super) fn as_object(&self) -> Self {
        let map = self.expect("object", Value::as_object);
        Self { value: self.value.filter(|_| map.is_some()), ..*self }
    }

    /// An object with no keys but these.
    pub(super) fn object(&self, keys: &[&str]) -> Self {
        self.close(keys);
        self.as_object()
    }

    /// Tells of the keys that are not among `keys`.
    pub(super) fn close(&self, keys: &[&str]) {
        for key in self.map().into_iter().flat_map(Map::keys) {
            if !keys.contains(&key.as_str()) {
                self.maybe(key).problem(ProblemKind::UnknownKey);
            }
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.map().is_some_and(|map| map.contains_key(key))
    }

    /// A key that may be absent.
    pub(super) fn maybe<'s>(&'s self, key: &'s str) -> Node<'s> {
        let value = self.map().and_then(|map| map.get(key));
        Node { value, place: Place { within: Some(&self.place), key, number: None }, problems: self.problems }
    }

    /// A key that must be there.
    pub(super) fn need<'s>(&'s self, key: &'s str) -> Node<'s> {
        let node = self.maybe(key);
        if node.value.is_none() && self.map().is_some() {
            node.problem(ProblemKind::Missing);
        }
        node
    }

    /// What an object holds, whatever its keys.
    pub(super) fn entries(&self, most: usize) -> Vec<(&'a str, Node<'_>)> {
        let Some(map) = self.expect("object", Value::as_object) else {
            return Vec::new();
        };
        if map.len() > most {
            self.problem(ProblemKind::TooMany(most));
        }
        map.keys().take(most).map(|key| (key.as_str(), self.maybe(key))).collect()
    }

    fn items(&self, most: usize) -> Vec<Node<'a>> {
        let Some(list) = self.expect("list", Value::as_array) else {
            return Vec::new();
        };
        if list.len() > most {
            self.problem(ProblemKind::TooMany(most));
        }
        let item =
            |(number, value)| Node { value: Some(value), place: Place { number: Some(number), ..self.place }, ..*self };
        list.iter().take(most).enumerate().map(item).collect()
    }

    /// The items of a list. `dyn` keeps the many lists of a flow small in wasm.
    pub(super) fn list<T>(&self, most: usize, read: &mut dyn FnMut(Node<'a>) -> T) -> Vec<T> {
        let mut list = Vec::new();
        for node in self.items(most) {
            list.push(read(node));
        }
        list
    }

    /// The items of a list that must not be empty.
    pub(super) fn filled<T>(&self, most: usize, read: &mut dyn FnMut(Node<'a>) -> T) -> Vec<T> {
        if self.value.and_then(Value::as_array).is_some_and(Vec::is_empty) {
            self.problem(ProblemKind::Empty);
        }
        self.list(most, read)
    }
}
