//! Reads JSON values by hand so that *every* problem of a file is found in one go, each with its path; a derived
//! deserializer stops at the first. Knows nothing of flows.

use super::problem::{Problem, ProblemKind};
use serde_json::{Map, Value};
use std::cell::RefCell;

/// Collects problems; stops listening after [`Problems::MOST`], for nobody reads more.
#[derive(Default)]
pub(super) struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    const MOST: usize = 200;

    pub(super) fn push(&self, path: &str, kind: ProblemKind) {
        let mut list = self.0.borrow_mut();
        if list.len() < Self::MOST {
            list.push(Problem { path: path.into(), kind });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    pub(super) fn into_vec(self) -> Vec<Problem> {
        self.0.into_inner()
    }
}

/// A value and where it stands.
pub(super) struct Node<'a> {
    pub(super) path: String,
    pub(super) value: &'a Value,
    pub(super) problems: &'a Problems,
}

impl<'a> Node<'a> {
    pub(super) fn problem(&self, kind: ProblemKind) {
        self.problems.push(&self.path, kind);
    }

    /// Reports and gives nothing.
    pub(super) fn reject<T>(&self, kind: ProblemKind) -> Option<T> {
        self.problem(kind);
        None
    }

    pub(super) fn text(&self, longest: usize) -> Option<&'a str> {
        let Some(text) = self.value.as_str() else { return self.reject(ProblemKind::Expected("text")) };
        if text.trim().is_empty() {
            return self.reject(ProblemKind::Empty);
        }
        match text.chars().nth(longest) {
            Some(_) => self.reject(ProblemKind::TooLong(longest)),
            None => Some(text),
        }
    }

    pub(super) fn whole(&self, least: i64, most: i64) -> Option<i64> {
        match self.value.as_i64() {
            None => self.reject(ProblemKind::Expected("whole number")),
            Some(number) if !(least..=most).contains(&number) => self.reject(ProblemKind::OutOfRange(least, most)),
            number => number,
        }
    }

    pub(super) fn flag(&self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.reject(ProblemKind::Expected("true or false")))
    }

    /// One of the words of a closed set.
    pub(super) fn word<T: Copy>(&self, words: &[(&str, T)], all: &'static str) -> Option<T> {
        let found = self.value.as_str().and_then(|text| words.iter().find(|(word, _)| *word == text));
        found.map(|(_, value)| *value).or_else(|| self.reject(ProblemKind::NotOneOf(all)))
    }

    pub(super) fn object(&self) -> Option<Object<'a>> {
        match self.value.as_object() {
            Some(map) => Some(Object { path: self.path.clone(), map, problems: self.problems }),
            None => self.reject(ProblemKind::Expected("object")),
        }
    }

    /// Every item that can be read; the others are in the problems.
    pub(super) fn list<T>(&self, most: usize, mut read: impl FnMut(Node<'a>) -> Option<T>) -> Vec<T> {
        let Some(list) = self.value.as_array() else {
            self.problem(ProblemKind::Expected("list"));
            return Vec::new();
        };
        if list.len() > most {
            self.problem(ProblemKind::TooMany(most));
        }
        let node = |(place, value)| Node { path: format!("{}[{place}]", self.path), value, problems: self.problems };
        list.iter().take(most).enumerate().filter_map(|item| read(node(item))).collect()
    }
}

/// An object whose keys are asked for one by one; [`Object::close`] reports those the format does not know.
pub(super) struct Object<'a> {
    path: String,
    map: &'a Map<String, Value>,
    problems: &'a Problems,
}

impl<'a> Object<'a> {
    pub(super) fn problem(&self, kind: ProblemKind) {
        self.problems.push(&self.path, kind);
    }

    pub(super) fn problem_at(&self, path: &str, kind: ProblemKind) {
        self.problems.push(path, kind);
    }

    /// Whether the key holds exactly this text.
    pub(super) fn is(&self, key: &str, text: &str) -> bool {
        self.map.get(key).and_then(Value::as_str) == Some(text)
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.into() } else { format!("{}.{key}", self.path) }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// A key that may be absent.
    pub(super) fn maybe(&self, key: &str) -> Option<Node<'a>> {
        let value = self.map.get(key)?;
        Some(Node { path: self.path_of(key), value, problems: self.problems })
    }

    /// A key that must be there.
    pub(super) fn need(&self, key: &str) -> Option<Node<'a>> {
        self.maybe(key).or_else(|| {
            self.problems.push(&self.path_of(key), ProblemKind::Missing);
            None
        })
    }

    /// Items of a list that may be absent.
    pub(super) fn list<T>(&self, key: &str, most: usize, read: impl FnMut(Node<'a>) -> Option<T>) -> Vec<T> {
        self.maybe(key).map_or_else(Vec::new, |node| node.list(most, read))
    }

    /// Reports the keys that are not among `keys`.
    pub(super) fn close(&self, keys: &[&str]) {
        for key in self.map.keys().filter(|key| !keys.contains(&key.as_str())) {
            self.problems.push(&self.path_of(key), ProblemKind::UnknownKey);
        }
    }
}
