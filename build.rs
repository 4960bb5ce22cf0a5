//! Turns `locales/desk.toml` into Rust: structs of texts and one value of each per language, so that a text that is missing
//! in one language does not compile.
//!
//! What the first prompt does not need stands in one piece between two marks, by which `xtask/src/later.rs` finds it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::{env, fs, path::Path};

const SOURCE: &str = "locales/desk.toml";
/// What holds the sections of the first prompt.
const FIRST: &str = "first";
const MARKS: [&str; 2] = ["<texts of the rest>", "</texts of the rest>"];

type Failure = Box<dyn std::error::Error>;

/// A text's name, and the text in Chinese and in English.
type Text<'a> = (String, [&'a str; 2]);

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed={SOURCE}");
    let mut table: toml::Table = fs::read_to_string(SOURCE)?.parse()?;
    let first = table.remove(FIRST).and_then(|first| first.try_into().ok()).unwrap_or_default();
    let (first, later) = (texts(&first)?, texts(&table)?);
    let mut names = BTreeSet::new();
    if let Some((name, _)) = first.iter().chain(&later).find(|(name, _)| !names.insert(name)) {
        return Err(format!("{SOURCE}: {name} stands there twice").into());
    }

    let mut all = String::new();
    for (name, [zh, en]) in first.iter().chain(&later) {
        writeln!(all, "    ({name:?}, {zh:?}, {en:?}),")?;
    }
    let [chinese, english] = [0, 1].map(|language| {
        let text = |(name, pair): &Text| format!("    {name}: {:?},\n", pair[language]);
        first.iter().map(text).collect::<String>()
    });
    let mut words = MARKS[0].to_owned();
    let [later_chinese, later_english] = [0, 1].map(|language| {
        let place = |(name, pair): &Text| {
            let start = words.len();
            words.push_str(pair[language]);
            format!("    {name}: part({start}, {}),\n", words.len())
        };
        later.iter().map(place).collect::<String>()
    });
    words.push_str(MARKS[1]);

    let code = format!(
        "/// Every text of the desk in one language: those of the first prompt, and by [`Deref`] the others.\n\
         pub struct Texts {{\n    locale: Locale,\n{}}}\n\n\
         static CHINESE: Texts = Texts {{\n    locale: Locale::ZhCn,\n{chinese}}};\n\n\
         static ENGLISH: Texts = Texts {{\n    locale: Locale::En,\n{english}}};\n\n\
         /// The texts that come with the rest of the program, in one language.\n\
         #[repr(C)]\npub struct Later {{\n{}}}\n\n\
         static LATER_CHINESE: Later = Later {{\n{later_chinese}}};\n\n\
         static LATER_ENGLISH: Later = Later {{\n{later_english}}};\n\n\
         const WORDS: &str = {words:?};\n\n\
         #[cfg(test)]\nstatic ALL: &[(&str, &str, &str)] = &[\n{all}];\n",
        fields(&first),
        fields(&later),
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), code)?;
    Ok(())
}

fn texts(sections: &toml::Table) -> Result<Vec<Text<'_>>, Failure> {
    let mut all = Vec::new();
    for (section, texts) in sections {
        let texts = texts.as_table().ok_or_else(|| format!("{SOURCE}: [{section}] is not a table"))?;
        for (key, pair) in texts {
            let name = format!("{section}_{key}");
            let [zh, en] = pair_of(pair).ok_or_else(|| format!("{SOURCE}: {name} needs [\"Chinese\", \"English\"]"))?;
            if gaps(zh) != gaps(en) {
                return Err(format!("{SOURCE}: {name} has other {{gaps}} in Chinese than in English").into());
            }
            all.push((name, [zh, en]));
        }
    }
    Ok(all)
}

fn fields(texts: &[Text]) -> String {
    let field =
        |(name, pair): &Text| format!("    /// {}\n    pub {name}: &'static str,\n", pair[1].replace('\n', " "));
    texts.iter().map(field).collect()
}

fn pair_of(value: &toml::Value) -> Option<[&str; 2]> {
    let [zh, en] = value.as_array()?.as_slice() else {
        return None;
    };
    let (zh, en) = (zh.as_str()?, en.as_str()?);
    (!zh.trim().is_empty() && !en.trim().is_empty()).then_some([zh, en])
}

/// The names in braces, sorted.
fn gaps(text: &str) -> Vec<&str> {
    let mut names: Vec<_> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    names.sort_unstable();
    names
}
