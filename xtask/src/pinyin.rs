//! `cargo xtask pinyin <Unihan_Readings.txt>`: writes `assets/pinyin.txt`, by which the desk finds Chinese by pinyin.
//! The input is a file of the Unicode Character Database (`Unihan.zip`): `kTGHZ2013` has the readings of the 8,105 characters
//! of 通用规范汉字字典 (2013), which are those in use today; `kHanyuPinlu` counts how often each is meant; `kMandarin` has
//! the customary one where nobody counted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::places;
use crate::say::{self, Done, Explain, Failure};

/// The words in which a character is read otherwise; by hand.
const WORDS: &str = include_str!("../pinyin-words.txt");

/// Readings everybody types that the dictionary does not have.
const TYPED: [(char, &str); 1] = [('嗯', "en")];

/// A reading is common if at least one of so many uses of the character is read so.
const COMMON: u32 = 5;

const HEAD: &str = "\
# How Chinese characters are read: <syllable>=<characters mostly or often read so>/<characters seldom read so>, then words
# in which a character is not read as it mostly is. Without tones, ü as v. Written by `cargo xtask pinyin`: do not edit.
# Derived from the Unicode Character Database, Unihan_Readings.txt: kTGHZ2013, kHanyuPinlu, kMandarin.
# Copyright © 1991-2022 Unicode, Inc. Licensed under the Unicode License v3, see LICENSE-UNICODE.
";

/// What the database says of one character.
#[derive(Default)]
struct Character {
    /// The readings of the dictionary.
    all: Vec<String>,
    /// How often each was counted.
    counted: Vec<(String, u32)>,
    /// The customary ones.
    customary: Vec<String>,
}

/// Reads the database, writes the table.
pub fn command(args: &[String]) -> Done {
    let [file] = args else {
        return Err(Failure::new("`pinyin` needs the path of Unihan_Readings.txt, from Unihan.zip at unicode.org"));
    };
    let database = fs::read_to_string(Path::new(file)).explain(file)?;
    let table = table(&database);
    let place = places::root().join("assets").join("pinyin.txt");
    fs::write(&place, &table).explain(place.display())?;
    say::note(format!("{}: {} bytes", place.display(), table.len()));
    Ok(())
}

fn table(database: &str) -> String {
    let mut characters: BTreeMap<char, Character> = BTreeMap::new();
    for line in database.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split('\t');
        let (Some(code), Some(field), Some(value)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let code = code.strip_prefix("U+").and_then(|code| u32::from_str_radix(code, 16).ok());
        let Some(character) = code.and_then(char::from_u32) else { continue };
        let of = characters.entry(character).or_default();
        match field {
            // "038.110:cháng 466.110:zhǎng"
            "kTGHZ2013" => of.all.extend(value.split(' ').filter_map(|it| Some(plain(it.split_once(':')?.1)))),
            // "zhǎng(1879) cháng(1179)"
            "kHanyuPinlu" => of.counted.extend(value.split(' ').filter_map(|it| {
                let (reading, count) = it.trim_end_matches(')').split_once('(')?;
                Some((plain(reading), count.parse().ok()?))
            })),
            "kMandarin" => of.customary.extend(value.split(' ').map(plain)),
            _ => {}
        }
    }
    for (character, reading) in TYPED {
        characters.entry(character).or_default().all.push(reading.to_owned());
    }
    let mut syllables: BTreeMap<String, [String; 2]> = BTreeMap::new();
    for (character, mut of) in characters {
        of.all.sort();
        of.all.dedup();
        for reading in &of.all {
            let rare = usize::from(!of.is_common(reading));
            syllables.entry(reading.clone()).or_default()[rare].push(character);
        }
    }
    let mut out = HEAD.to_owned();
    for (syllable, [common, rare]) in syllables {
        let rare = if rare.is_empty() { String::new() } else { format!("/{rare}") };
        out.push_str(&format!("{syllable}={common}{rare}\n"));
    }
    WORDS.lines().filter(|line| !line.starts_with('#')).for_each(|line| out.push_str(&format!("{line}\n")));
    out
}

impl Character {
    fn is_common(&self, reading: &str) -> bool {
        let counts = |of: &str| self.counted.iter().filter(|(it, _)| it == of).map(|(_, count)| count).sum::<u32>();
        let all: u32 = self.all.iter().map(|reading| counts(reading)).sum();
        match (self.all.len(), all) {
            (1, _) => true,
            (_, 0) => self.customary.iter().any(|it| it == reading) || TYPED.iter().any(|(_, it)| *it == reading),
            (_, all) => counts(reading) * COMMON >= all,
        }
    }
}

/// A syllable without its tone, ü as v, as it is typed.
fn plain(reading: &str) -> String {
    let plain = |c: char| match c {
        'ā' | 'á' | 'ǎ' | 'à' => Some('a'),
        'ē' | 'é' | 'ě' | 'è' | 'ê' | 'ế' | 'ề' => Some('e'),
        'ī' | 'í' | 'ǐ' | 'ì' => Some('i'),
        'ō' | 'ó' | 'ǒ' | 'ò' => Some('o'),
        'ū' | 'ú' | 'ǔ' | 'ù' => Some('u'),
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => Some('v'),
        'ń' | 'ň' | 'ǹ' => Some('n'),
        'ḿ' => Some('m'),
        c => c.is_ascii_lowercase().then_some(c),
    };
    reading.chars().filter_map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_readings_stand_before_seldom_ones() {
        let database = "U+957F\tkHanyuPinlu\tzhǎng(1879) cháng(1179)\nU+957F\tkTGHZ2013\t038.110:cháng 466.110:zhǎng\n\
            U+884C\tkHanyuPinlu\txíng(2943) háng(218)\nU+884C\tkTGHZ2013\t131.140:háng 408.120:xíng\n\
            U+7565\tkTGHZ2013\t237.030:lüè\nU+3400\tkMandarin\tqiū\n";
        let table = table(database);
        let lines: Vec<&str> = table.lines().filter(|line| line.contains('=') && !line.starts_with('#')).collect();
        assert_eq!(lines, ["chang=长", "en=嗯", "hang=/行", "lve=略", "xing=行", "zhang=长"]);
    }

    #[test]
    fn every_word_has_a_syllable_for_each_character() {
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let (word, readings) = line.split_once(' ').unwrap_or_default();
            assert_eq!(word.chars().count(), readings.split(' ').count(), "{line}");
        }
    }
}
