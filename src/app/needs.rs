//! What the customer needs, written down: each need once, with what it is about as soon as that is known.

use crate::domain::call::Need;
use crate::domain::flow::Flow;
use crate::domain::letters::{is_letter, small};
use crate::domain::{Id, Locale};

/// The shortest word that tells what something is about, in letters.
const SHORTEST: usize = 4;

/// Adds a need. The same words are no second one: they may say now what they are about. What is named without words is what
/// the latest need is about, if nothing says that yet.
pub fn add(needs: &mut Vec<Need>, new: Need) {
    let same = |it: &&mut Need| it.words.trim() == new.words.trim() && (!new.words.is_empty() || it.topic == new.topic);
    if let Some(known) = needs.iter_mut().find(same) {
        known.topic = new.topic.or(known.topic.take());
    } else if let Some(last) = needs.last_mut().filter(|it| new.words.is_empty() && it.topic.is_none()) {
        last.topic = new.topic;
    } else {
        needs.push(new);
    }
}

/// What words are most likely about; `None` if nothing, or more than one thing as much.
pub fn topic(flow: &Flow, words: &str) -> Option<Id> {
    let said = small(words);
    let fits = |label: &str| pieces(label, flow.locale).iter().filter(|piece| has(&said, piece, flow.locale)).count();
    let mut found: Vec<(usize, &Id)> = flow.topics.iter().map(|topic| (fits(&topic.label), &topic.id)).collect();
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match found[..] {
        [(best, id), (next, _), ..] if best > next => Some(id.clone()),
        [(best, id)] if best > 0 => Some(id.clone()),
        _ => None,
    }
}

/// What of a topic's name tells it from others: two signs in a row in Chinese, the beginnings of longer words elsewhere.
fn pieces(label: &str, locale: Locale) -> Vec<String> {
    let label = small(label);
    if locale == Locale::ZhCn {
        let signs: Vec<char> = label.chars().collect();
        return signs.windows(2).map(|pair| pair.iter().collect()).collect();
    }
    let words = label.split(|c: char| !is_letter(c)).map(|word| word.strip_suffix('s').unwrap_or(word));
    words.filter(|word| word.chars().count() >= SHORTEST).map(str::to_owned).collect()
}

fn has(said: &str, piece: &str, locale: Locale) -> bool {
    match locale {
        Locale::ZhCn => said.contains(piece),
        Locale::En => said.split(|c: char| !is_letter(c)).any(|word| word.starts_with(piece)),
    }
}
