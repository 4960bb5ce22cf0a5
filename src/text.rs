//! What the desk says, in both languages. The texts themselves stand side by side in `locales/desk.toml`.

use crate::domain::Locale;
use std::ops::Deref;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The texts of a language.
// Inlined, every single text becomes a choice between two: 1.4 KB more to load.
#[inline(never)]
pub fn texts(locale: Locale) -> &'static Texts {
    match locale {
        Locale::ZhCn => &CHINESE,
        Locale::En => &ENGLISH,
    }
}

/// Reads like a text of the first prompt, and brings the rest of the program if it has not come: the texts travel with it.
impl Deref for Texts {
    type Target = Later;

    fn deref(&self) -> &Later {
        later(self.locale)
    }
}

/// The only way to the texts that come with the rest. The build fails if anything of the first half knows another.
#[inline(never)]
fn later(locale: Locale) -> &'static Later {
    match locale {
        Locale::ZhCn => &LATER_CHINESE,
        Locale::En => &LATER_ENGLISH,
    }
}

/// What stands between two places of the later words.
const fn part(start: usize, end: usize) -> &'static str {
    WORDS.split_at(end).0.split_at(start).1
}

/// Puts values into the `{gaps}` of a text. What is put in is never looked at for gaps itself.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let value = values.iter().find(|(key, _)| *key == name);
        out.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_is_written_in_its_own_way() {
        let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for (name, zh, en) in ALL {
            // The language switch names Chinese in Chinese.
            assert!(!en.contains(is_chinese) || *name == "frame_chinese", "{name}: {en}");
            assert!(zh.trim() == *zh && en.trim_start() == *en, "{name} has blanks around it");
            let chars: Vec<char> = zh.chars().collect();
            let slip = chars.windows(2).find(|pair| is_chinese(pair[0]) && ",:;?!()".contains(pair[1]));
            assert!(slip.is_none(), "{name}: half-width punctuation in {zh}");
        }
        assert!(ALL.len() > 200);
    }

    #[test]
    fn gaps_are_filled_once() {
        assert_eq!(fill("{a} of {b}", &[("a", "{b}"), ("b", "2")]), "{b} of 2");
        assert_eq!(fill("no gap", &[]), "no gap");
        assert_eq!(fill("{open", &[("open", "x")]), "{open");
    }
}
