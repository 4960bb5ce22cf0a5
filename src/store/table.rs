//! Records of one kind.

use crate::domain::Id;
use std::rc::Rc;

/// Records in the order of their ids. Adding is quickest at the end, so they are taken up fastest in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T>(Vec<(Id, Rc<T>)>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Table<T> {
    fn place(&self, id: &Id) -> Result<usize, usize> {
        self.0.binary_search_by(|(it, _)| it.cmp(id))
    }

    /// The record of this id.
    pub fn get(&self, id: &Id) -> Option<&Rc<T>> {
        let place = self.place(id).ok()?;
        Some(&self.0[place].1)
    }

    /// Adds a record, or replaces the one of this id.
    pub fn put(&mut self, id: Id, record: T) {
        let record = Rc::new(record);
        match self.place(&id) {
            Ok(place) => self.0[place].1 = record,
            Err(place) => self.0.insert(place, (id, record)),
        }
    }

    /// Removes a record.
    pub fn remove(&mut self, id: &Id) {
        if let Ok(place) = self.place(id) {
            self.0.remove(place);
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> std::slice::Iter<'_, (Id, Rc<T>)> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_by_their_id_in_whatever_order_they_came() {
        let mut shelf = Table::default();
        for name in ["c", "a", "b", "a"] {
            shelf.put(Id::new(name), name.to_owned());
        }
        shelf.remove(&Id::new("c"));
        shelf.remove(&Id::new("none"));
        let ids: Vec<&str> = shelf.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        assert_eq!(shelf.get(&Id::new("b")).map(|it| it.as_str()), Some("b"));
        assert_eq!(shelf.get(&Id::new("c")), None);
    }
}
