//! Everything about one person, found by what is known of them: to be handed out, or erased everywhere.

use super::brief::Brief;
use super::records::{CallRecord, Key, decode};
use super::start::DraftRecord;
use crate::domain::{Appointment, Id, Lead};

/// The most people that are shown for one query.
const MOST: usize = 20;

/// What tells a person from others. Whoever has one of them is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// Names of customer records.
    ids: Vec<Id>,
    /// Digits of phone numbers.
    phones: Vec<String>,
    /// Name and company, in small letters.
    names: Vec<(String, String)>,
}

/// Somebody, and every record about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What tells them from others.
    pub who: Who,
    /// As they are called in the records, each way once.
    pub called: Vec<Lead>,
    /// The keys of the records.
    pub keys: Vec<String>,
}

/// A customer as a record has them.
struct Face<'a> {
    key: &'a str,
    id: Option<Id>,
    lead: Lead,
}

/// Digits alone, without the country code of a mobile number in China: `+86 138…` and `138…` are the same. Empty if there
/// are too few to tell anybody by.
fn phone(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("86") {
        Some(rest) if rest.len() == 11 && rest.starts_with('1') => rest.into(),
        _ if digits.len() < 6 => String::new(),
        _ => digits,
    }
}

fn small(text: &str) -> String {
    text.trim().to_lowercase()
}

impl Who {
    fn has(&self, face: &Face<'_>) -> bool {
        let name = (small(&face.lead.name), small(&face.lead.company));
        face.id.as_ref().is_some_and(|id| self.ids.contains(id))
            || self.phones.contains(&phone(&face.lead.phone))
            || self.names.contains(&name)
    }

    /// Whoever this is, is the same person. A name alone tells nobody from others.
    fn add(&mut self, face: &Face<'_>) {
        let (name, phone) = ((small(&face.lead.name), small(&face.lead.company)), phone(&face.lead.phone));
        if let Some(id) = face.id.as_ref().filter(|id| !self.ids.contains(id)) {
            self.ids.push(id.clone());
        }
        if !phone.is_empty() && !self.phones.contains(&phone) {
            self.phones.push(phone);
        }
        if !name.0.is_empty() && !name.1.is_empty() && !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    /// Whether a text that makes no sense as a record tells of them.
    fn is_named_in(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '+')).collect();
        self.names.iter().any(|(name, _)| lower.contains(name))
            || self.phones.iter().any(|phone| plain.contains(phone))
            || self.ids.iter().any(|id| text.contains(id.as_str()))
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
            let lead = Brief::of(&record).lead;
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

/// The people whom a name, a company or a phone number fits.
pub fn find(records: &[(String, String)], query: &str) -> Vec<Person> {
    let (words, digits) = (small(query), phone(query));
    let mut all = Vec::new();
    for (key, text) in records {
        faces(key, text, &mut all);
    }
    let fits = |face: &&Face<'_>| {
        let lead = &face.lead;
        let named = [&lead.name, &lead.salutation, &lead.company].into_iter().any(|text| small(text).contains(&words));
        named || (!digits.is_empty() && phone(&lead.phone).contains(&digits))
    };
    let mut people: Vec<Person> = Vec::new();
    for face in all.iter().filter(|_| !words.is_empty()).filter(fits) {
        if people.len() < MOST && !people.iter().any(|person| person.who.has(face)) {
            let mut who = Who::default();
            who.add(face);
            people.push(person(records, &all, who));
        }
    }
    people.retain(|person| !person.keys.is_empty());
    people
}

/// The same person once more: records may have come since.
pub fn again(records: &[(String, String)], who: &Who) -> Person {
    let mut all = Vec::new();
    for (key, text) in records {
        faces(key, text, &mut all);
    }
    person(records, &all, who.clone())
}

fn person(records: &[(String, String)], all: &[Face<'_>], mut who: Who) -> Person {
    // Each record may tell more of what they are known by.
    loop {
        let before = who.clone();
        all.iter().filter(|face| before.has(face)).for_each(|face| who.add(face));
        if who == before {
            break;
        }
    }
    let mut person = Person { who, called: Vec::new(), keys: Vec::new() };
    for face in all.iter().filter(|face| person.who.has(face)) {
        if person.keys.last().is_none_or(|last| last != face.key) {
            person.keys.push(face.key.into());
        }
        let known = Lead { salutation: String::new(), title: String::new(), ..face.lead.clone() };
        if known != Lead::default() && !person.called.contains(&known) {
            person.called.push(known);
        }
    }
    person.keys.sort_unstable();
    let calls = person.keys.clone();
    let theirs = |call: &Id| calls.binary_search(&Key::Call(call.clone()).text()).is_ok();
    for (key, text) in records {
        let told = match Key::parse(key) {
            Some(Key::Appointment(_)) => match decode::<Appointment>(text) {
                Ok(appointment) => theirs(&appointment.call),
                Err(_) => person.who.is_named_in(text),
            },
            Some(Key::FollowUp(call)) => theirs(&call),
            Some(Key::Aside(_)) => person.who.is_named_in(text),
            // What cannot be read here is looked through as well.
            Some(Key::Call(_) | Key::Lead(_) | Key::Draft(_)) => {
                let read = all.binary_search_by(|face| face.key.cmp(key)).is_ok();
                !read && person.who.is_named_in(text)
            }
            _ => false,
        };
        if told {
            person.keys.push(key.clone());
        }
    }
    person.keys.sort_unstable();
    person.keys.dedup();
    person
}
