//! Names as reps write them, in full or in short: Helen Young, H. Young, Ms Young; 王伟, 王总.

use crate::domain::letters;

/// Titles before or after a name in English.
const TITLES: [&str; 6] = ["mr", "mrs", "ms", "miss", "dr", "prof"];
/// What stands for the given name in Chinese.
const AFTER_SURNAME: [&str; 20] = [
    "总", "董", "工", "先生", "女士", "小姐", "老师", "老板", "经理", "总监", "主任", "主管", "店长", "厂长", "部长",
    "院长", "校长", "科长", "处长", "会长",
];

/// In small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// As written.
    whole: String,
    /// By which the name in short begins or ends, if it is one.
    surname: Option<String>,
    /// The first letter of the given name, if the name in short has it.
    initial: Option<char>,
}

/// As names are compared.
pub fn small(text: &str) -> String {
    letters::small(text.trim())
}

impl Name {
    /// Reads a name.
    pub fn of(text: &str) -> Self {
        let whole = small(text);
        let plain = |word: &str| word.trim_matches('.').to_owned();
        let words: Vec<String> = whole.split_whitespace().map(plain).collect();
        let titled = words.len() > 1 && words.iter().any(|word| TITLES.contains(&&**word));
        let names: Vec<&String> = words.iter().filter(|word| !TITLES.contains(&&***word)).collect();
        let before = AFTER_SURNAME.iter().filter_map(|title| whole.strip_suffix(title));
        let chinese = before.filter(|it| (1..=2).contains(&it.chars().count())).min_by_key(|it| it.len());
        let (surname, initial) = match (chinese, &*names) {
            (Some(surname), _) => (Some(surname.to_owned()), None),
            (None, [surname]) if titled => (Some((*surname).clone()), None),
            (None, [given, .., surname]) if given.chars().count() == 1 && given.is_ascii() => {
                (Some((*surname).clone()), given.chars().next())
            }
            _ => (None, None),
        };
        Self { whole, surname, initial }
    }

    /// Whether there is no name in full.
    pub fn is_short(&self) -> bool {
        self.whole.is_empty() || self.surname.is_some()
    }

    /// Whether this, in short or empty, can stand for a name in full.
    pub fn can_be(&self, full: &Self) -> bool {
        let Some(surname) = &self.surname else { return self.whole.is_empty() };
        match full.whole.contains(' ') {
            true => {
                let last = full.whole.split_whitespace().last();
                last == Some(surname) && self.initial.is_none_or(|it| full.whole.starts_with(it))
            }
            false => full.whole.starts_with(surname.as_str()),
        }
    }

    /// Whether a text in small letters has it.
    pub fn stands_in(&self, text: &str) -> bool {
        !self.whole.is_empty() && text.contains(&self.whole)
    }
}
