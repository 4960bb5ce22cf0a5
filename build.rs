//! Turns `locales/desk.toml` into Rust: a struct of texts and one value of it per language, so that a text that is missing
//! in one language does not compile. What the first prompt never shows stands in one piece, which `xtask/src/halves.rs`
//! finds by its marks and moves into the rest of the program.

use std::fmt::Write as _;
use std::{env, fs, path::Path};

const SOURCE: &str = "locales/desk.toml";
/// Sections that only the rest of the program shows.
const LATE: &[&str] = &["data"];
/// Where their texts begin and end.
const MARKS: [&str; 2] = ["<texts of the rest>", "</texts of the rest>"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={SOURCE}");
    let table: toml::Table = fs::read_to_string(SOURCE)?.parse()?;
    let (mut fields, mut chinese, mut english, mut all) = (String::new(), String::new(), String::new(), String::new());
    let mut late = [MARKS[0].to_owned(), MARKS[0].to_owned()];
    for (section, texts) in &table {
        let texts = texts.as_table().ok_or_else(|| format!("{SOURCE}: [{section}] is not a table"))?;
        for (key, pair) in texts {
            let name = format!("{section}_{key}");
            let [zh, en] = pair_of(pair).ok_or_else(|| format!("{SOURCE}: {name} needs [\"Chinese\", \"English\"]"))?;
            if gaps(zh) != gaps(en) {
                return Err(format!("{SOURCE}: {name} has other {{gaps}} in Chinese than in English").into());
            }
            writeln!(fields, "    /// {}\n    pub {name}: &'static str,", en.replace('\n', " "))?;
            let rest = LATE.contains(&section.as_str());
            for (place, (code, text)) in [(&mut chinese, zh), (&mut english, en)].into_iter().enumerate() {
                if rest {
                    let from = late[place].len();
                    late[place].push_str(text);
                    writeln!(code, "    {name}: part(LATE[{place}], {from}, {}),", late[place].len())?;
                } else {
                    writeln!(code, "    {name}: {text:?},")?;
                }
            }
            writeln!(all, "    ({name:?}, {zh:?}, {en:?}),")?;
        }
    }
    let [late_zh, late_en] = late.map(|texts| texts + MARKS[1]);
    let code = format!(
        "/// Every text of the desk in one language.\npub struct Texts {{\n{fields}}}\n\n\
         static CHINESE: Texts = Texts {{\n{chinese}}};\n\nstatic ENGLISH: Texts = Texts {{\n{english}}};\n\n\
         static LATE: [&str; 2] = [{late_zh:?}, {late_en:?}];\n\n\
         #[cfg(test)]\nstatic ALL: &[(&str, &str, &str)] = &[\n{all}];\n"
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), code)?;
    Ok(())
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
