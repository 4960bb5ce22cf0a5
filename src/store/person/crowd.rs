//! The customers of all records, and which of them are the same person.

use super::Person;
use super::name::{Name, small};
use crate::domain::phone::Parsed;
use crate::domain::{Appointment, Id, Lead};
use crate::store::call::{CallRecord, CallSummary};
use crate::store::envelope::decode;
use crate::store::key::Key;
use crate::store::records::DraftRecord;

/// Digits of a number that tell of somebody where they stand in any text.
const TELLING: usize = 6;

/// What a person is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// The name of a customer record.
    Record(Id),
    /// Name and company, in small letters. A name alone tells nobody from others.
    Name(String, String),
    /// A phone number, and the name of whoever has it: several people can be behind a switchboard.
    Phone(String, Name),
}

/// A customer as a record has them.
pub(super) struct Face<'a> {
    key: &'a str,
    id: Option<Id>,
    pub lead: Lead,
}

/// The customers of all records, and which of them are the same person.
pub(super) struct Crowd<'a> {
    pub faces: Vec<Face<'a>>,
    /// Every mark and a face that has it, in order.
    pub marks: Vec<(Mark, usize)>,
    /// For each face another of the same person, or itself: the first.
    pub same: Vec<usize>,
}

impl Face<'_> {
    fn marks(&self) -> Vec<Mark> {
        let Lead { name, salutation, company, .. } = &self.lead;
        let called = Name::of(if name.trim().is_empty() { salutation } else { name });
        let (name, company) = (small(name), small(company));
        let phones = self.lead.phones().and_then(Result::ok);
        let phones = phones.iter().flat_map(Parsed::all).map(|phone| Mark::Phone(phone.key(), called.clone()));
        let mut marks: Vec<Mark> = phones.chain(self.id.clone().map(Mark::Record)).collect();
        if !name.is_empty() && !company.is_empty() {
            marks.push(Mark::Name(name, company));
        }
        marks
    }
}

impl<'a> Crowd<'a> {
    pub fn of(records: &'a [(String, String)]) -> Self {
        let mut all = Vec::new();
        for (key, text) in records {
            faces(key, text, &mut all);
        }
        let marks = all.iter().enumerate().flat_map(|(at, face)| face.marks().into_iter().map(move |it| (it, at)));
        let mut marks: Vec<(Mark, usize)> = marks.collect();
        marks.sort_unstable();
        let mut crowd = Self { same: (0..all.len()).collect(), faces: all, marks };
        crowd.join();
        crowd
    }

    /// Joins the faces with a mark in common. Behind one number, who is named in short or not at all is whoever has such a
    /// name in full, if that is one person.
    fn join(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        for pair in marks.windows(2) {
            if pair[0].0 == pair[1].0 {
                self.unite(pair[0].1, pair[1].1);
            }
        }
        let is_full = |(mark, _): &&(Mark, usize)| matches!(mark, Mark::Phone(_, name) if !name.is_short());
        let same_number = |one: &(Mark, usize), other: &(Mark, usize)| {
            number_of(&one.0).is_some_and(|it| number_of(&other.0) == Some(it))
        };
        for of_number in marks.chunk_by(same_number) {
            let mut last = None;
            for (mark, face) in of_number.iter().filter(|it| !is_full(it)) {
                let Mark::Phone(_, short) = mark else { continue };
                if last.replace(mark) == Some(mark) {
                    continue;
                }
                let fits = |mark: &Mark| matches!(mark, Mark::Phone(_, name) if short.can_be(name));
                let fitting = of_number.iter().filter(is_full).filter(|(mark, _)| fits(mark));
                let mut people: Vec<usize> = fitting.map(|(_, face)| self.first(*face)).collect();
                people.sort_unstable();
                people.dedup();
                if let [person] = *people {
                    self.unite(*face, person);
                }
            }
        }
        self.marks = marks;
        for face in 0..self.same.len() {
            self.same[face] = self.first(face);
        }
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.same[one.max(other)] = one.min(other);
    }

    /// The first face of the same person.
    fn first(&mut self, mut face: usize) -> usize {
        while self.same[face] != face {
            self.same[face] = self.same[self.same[face]];
            face = self.same[face];
        }
        face
    }

    /// The people whose first faces these are, with all their records.
    pub fn people(&self, firsts: &[usize], records: &[(String, String)]) -> Vec<Person> {
        let place = |face: usize| firsts.iter().position(|first| *first == self.same[face]);
        let mut people: Vec<Person> = firsts.iter().map(|_| Person::default()).collect();
        for (at, face) in self.faces.iter().enumerate() {
            let Some(person) = place(at).and_then(|place| people.get_mut(place)) else { continue };
            if person.keys.last().is_none_or(|last| last != face.key) {
                person.keys.push(face.key.into());
            }
            let known = Lead { salutation: String::new(), title: String::new(), ..face.lead.clone() };
            if known != Lead::default() && !person.called.contains(&known) {
                person.called.push(known);
            }
        }
        for (mark, at) in &self.marks {
            let Some(person) = place(*at).and_then(|place| people.get_mut(place)) else { continue };
            if person.who.0.last() != Some(mark) {
                person.who.0.push(mark.clone());
            }
        }
        for person in &mut people {
            person.keys.sort_unstable();
            person.keys.dedup();
        }
        for (key, text) in records {
            self.add_what_follows((key, text), &mut people);
        }
        for person in &mut people {
            person.keys.sort_unstable();
            person.keys.dedup();
        }
        people
    }

    /// Adds a record that belongs to a call, or that makes no sense, to whom it tells of.
    fn add_what_follows(&self, (key, text): (&str, &str), people: &mut [Person]) {
        let parsed = Key::parse(key);
        let call = match &parsed {
            Some(Key::Appointment(_)) => decode::<Appointment>(text).ok().map(|it| it.call),
            Some(Key::FollowUp(call)) => Some(call.clone()),
            _ => None,
        };
        let call = call.map(|call| Key::Call(call).text());
        let is_unread = match parsed {
            Some(Key::Appointment(_) | Key::Aside(_)) => call.is_none(),
            // What cannot be read here is looked through as well.
            Some(Key::Call(_) | Key::Lead(_) | Key::Draft(_)) => {
                self.faces.binary_search_by(|face| face.key.cmp(key)).is_err()
            }
            _ => false,
        };
        for person in people {
            let theirs = call.as_ref().is_some_and(|call| person.keys.contains(call));
            if theirs || (is_unread && self.tells_of(text, person)) {
                person.keys.push(key.into());
            }
        }
    }

    /// Whether a text that makes no sense as a record tells of a person. A number that others have too tells of nobody.
    fn tells_of(&self, text: &str, person: &Person) -> bool {
        let lower = small(text);
        let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '+')).collect();
        person.who.0.iter().any(|mark| match mark {
            Mark::Record(id) => text.contains(id.as_str()),
            Mark::Name(name, _) => lower.contains(name),
            Mark::Phone(number, name) => {
                // A text may have the number without the extension.
                let digits = without_extension(number);
                let from = self.marks.partition_point(|(it, _)| *it < Mark::Phone(digits.into(), Name::default()));
                let near = self.marks[from..].iter().map_while(|(it, _)| number_of(it).map(|number| (it, number)));
                let near = near.take_while(|(_, number)| number.starts_with(digits));
                let mut others = near.filter(|(_, number)| without_extension(number) == digits);
                let mut is_theirs = || others.all(|(it, _)| person.who.0.contains(it));
                digits.len() >= TELLING && plain.contains(digits) && (name.stands_in(&lower) || is_theirs())
            }
        })
    }
}

fn without_extension(number: &str) -> &str {
    number.split(';').next().unwrap_or_default()
}

fn number_of(mark: &Mark) -> Option<&str> {
    match mark {
        Mark::Phone(number, _) => Some(number),
        _ => None,
    }
}

/// The customers in a record, in all ways it has them.
fn faces<'a>(key: &'a str, text: &str, out: &mut Vec<Face<'a>>) {
    let mut put = |id, lead| out.push(Face { key, id, lead });
    match Key::parse(key) {
        Some(Key::Lead(id)) => {
            if let Ok(lead) = decode(text) {
                put(Some(id), lead);
            }
        }
        Some(Key::Call(_)) => {
            let Ok(record) = decode::<CallRecord>(text) else { return };
            let lead = CallSummary::of(&record).lead;
            let id = record.started.lead_id;
            if lead != record.started.lead {
                put(Some(id.clone()), record.started.lead);
            }
            put(Some(id), lead);
        }
        Some(Key::Draft(_)) => {
            if let Ok(DraftRecord { lead, lead_id, .. }) = decode(text) {
                put(lead_id, lead);
            }
        }
        _ => {}
    }
}
