//! How Chinese characters are read: the table in `assets/pinyin.txt`. Without tones, ü as v, as it is typed.

/// Readings of characters, and words in which a character is not read as it mostly is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sounds {
    syllables: Vec<String>,
    /// Sorted. From the top: 21 bits of character, one for "seldom", nine of syllable.
    readings: Vec<u32>,
    /// Sorted: words with the syllable of each of their characters.
    words: Vec<(String, Vec<u16>)>,
}

/// One reading of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading(u32);

const MOST_SYLLABLES: usize = 512;

impl Reading {
    /// The number of its syllable.
    pub(super) fn syllable(self) -> u16 {
        (self.0 & 0x1ff) as u16
    }

    /// The character is seldom read so.
    pub(super) fn is_rare(self) -> bool {
        self.0 & 0x200 != 0
    }
}

impl Sounds {
    /// Reads the table: lines of `syllable=characters/characters seldom read so`, and of a word and its syllables with
    /// blanks between. What is neither is left out: finding less is better than finding nothing.
    pub fn parse(text: &str) -> Self {
        let mut all = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.split_once('=') {
                Some((syllable, characters)) => all.add_syllable(syllable, characters),
                None => all.add_word(line),
            }
        }
        all.readings.sort_unstable();
        all.words.sort_unstable();
        all
    }

    fn add_syllable(&mut self, syllable: &str, characters: &str) {
        let number = self.syllables.len();
        if number >= MOST_SYLLABLES || !syllable.bytes().all(|b| b.is_ascii_lowercase()) || syllable.is_empty() {
            return;
        }
        let mut rare = 0;
        for character in characters.chars() {
            match character {
                '/' => rare = 0x200,
                character => self.readings.push((character as u32) << 10 | rare | number as u32),
            }
        }
        self.syllables.push(syllable.into());
    }

    fn add_word(&mut self, line: &str) {
        let mut parts = line.split(' ');
        let word = parts.next().unwrap_or_default();
        let number = |syllable| self.syllables.iter().position(|it| it == syllable);
        let read: Vec<u16> = parts.filter_map(number).filter_map(|number| u16::try_from(number).ok()).collect();
        if !read.is_empty() && read.len() == word.chars().count() {
            self.words.push((word.into(), read));
        }
    }

    /// Whether there are any.
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    /// The readings of a character, the common ones first.
    pub(super) fn of(&self, character: char) -> impl Iterator<Item = Reading> {
        let code = character as u32;
        let from = self.readings.partition_point(|it| it >> 10 < code);
        self.readings[from..].iter().take_while(move |it| **it >> 10 == code).map(|it| Reading(*it))
    }

    /// A syllable by its number.
    pub(super) fn syllable(&self, number: u16) -> &str {
        self.syllables.get(usize::from(number)).map_or("", String::as_str)
    }

    /// The longest word a text begins with: the syllables of its characters.
    pub(super) fn word(&self, text: &[char]) -> &[u16] {
        let Some(first) = text.first() else { return &[] };
        let from = self.words.partition_point(|(word, _)| word.chars().next() < Some(*first));
        let of_first = self.words[from..].iter().take_while(|(word, _)| word.starts_with(*first));
        let fits = |word: &str| word.chars().zip(text).all(|(a, b)| a == *b);
        let here = of_first.filter(|(word, read)| read.len() <= text.len() && fits(word));
        here.max_by_key(|(_, read)| read.len()).map_or(&[], |(_, read)| read)
    }
}
