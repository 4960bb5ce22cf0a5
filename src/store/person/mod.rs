//! Everything about one person, found by what is known of them: to be handed out, or erased everywhere.

mod crowd;
mod name;

use super::records::Records;
use crate::domain::phone::{Phone, is_among};
use crate::domain::{Id, Lead};
use crowd::{Crowd, Mark};
use name::small;

/// The most people that are shown for one query.
const MOST: usize = 20;
/// What tells a person from others, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who(Vec<Mark>);

/// Somebody, and every record about them.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub struct Person {
    /// What tells them from others.
    pub who: Who,
    /// As they are called in the records, each way once.
    pub called: Vec<Lead>,
    /// The keys of the records.
    pub keys: Vec<String>,
}

/// The people whom a name, a company or a phone number fits.
pub fn find(records: &[(String, String)], query: &str) -> Vec<Person> {
    let words = small(query);
    if words.is_empty() {
        return Vec::new();
    }
    let crowd = Crowd::of(records);
    let fits = |lead: &Lead| {
        let named = [&lead.name, &lead.salutation, &lead.company].into_iter().any(|text| small(text).contains(&words));
        named || is_among(query, &lead.phone)
    };
    let mut firsts: Vec<usize> = Vec::new();
    for (face, first) in crowd.faces.iter().zip(&crowd.same) {
        if !firsts.contains(first) && fits(&face.lead) {
            firsts.push(*first);
        }
        if firsts.len() == MOST {
            break;
        }
    }
    crowd.people(&firsts, records)
}

/// The customer whom all that was typed of one tells of: one of the same name whose number is the same however it is written,
/// so that two people behind a switchboard stay two. Of several the one called last. `may_be` tells whose records count.
#[inline(never)]
pub fn known<'a>(records: &'a Records, typed: &Lead, may_be: impl Fn(&Id) -> bool) -> Option<(&'a Id, &'a Lead)> {
    let name = small(&typed.name);
    let phones = typed.phones().and_then(Result::ok).filter(|_| !name.is_empty())?;
    let numbers: Vec<String> = phones.all().map(Phone::key).collect();
    let is_theirs = |lead: &Lead| {
        let phones = || lead.phones().and_then(Result::ok);
        small(&lead.name) == name && phones().is_some_and(|it| it.all().any(|phone| numbers.contains(&phone.key())))
    };
    let same = records.leads.iter().filter(|(id, lead)| may_be(id) && is_theirs(lead)).map(|(id, lead)| (id, &**lead));
    let called = |id: &Id| records.calls.iter().filter(|(_, it)| it.1.lead_id == *id).map(|(_, it)| it.1.at).max();
    same.max_by_key(|(id, _)| called(id))
}

/// The same person once more: records may have come since.
pub fn again(records: &[(String, String)], who: &Who) -> Person {
    let crowd = Crowd::of(records);
    let theirs = crowd.marks.iter().filter(|(mark, _)| who.0.binary_search(mark).is_ok());
    let mut firsts: Vec<usize> = theirs.map(|(_, face)| crowd.same[*face]).collect();
    firsts.sort_unstable();
    firsts.dedup();
    let mut person = Person { who: who.clone(), ..Person::default() };
    for found in crowd.people(&firsts, records) {
        person.who.0.extend(found.who.0);
        person.called.extend(found.called);
        person.keys.extend(found.keys);
    }
    person.who.0.sort_unstable();
    person.who.0.dedup();
    person.keys.sort_unstable();
    person.keys.dedup();
    person
}
