//! Turns `locales/desk.toml` into Rust: a struct of texts and one value of it per language, so that a text that is missing
//! in one language does not compile.

use std::fmt::Write as _;
use std::{env, fs, path::Path};

const SOURCE: &str = "locales/desk.toml";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={SOURCE}");
    let table: toml::Table = fs::read_to_string(SOURCE)?.parse()?;
    let (mut fields, mut chinese, mut english, mut all) = (String::new(), String::new(), String::new(), String::new());
    for (section, texts) in &table {
        let texts = texts.as_table().ok_or_else(|| format!("{SOURCE}: [{section}] is not a table"))?;
        for (key, pair) in texts {
            let name = format!("{section}_{key}");
            let [zh, en] = pair_of(pair).ok_or_else(|| format!("{SOURCE}: {name} needs [\"Chinese\", \"English\"]"))?;
            if gaps(zh) != gaps(en) {
                return Err(format!("{SOURCE}: {name} has other {{gaps}} in Chinese than in English").into());
            }
            writeln!(fields, "    /// {}\n    pub {name}: &'static str,", en.replace('\n', " "))?;
            writeln!(chinese, "    {name}: {zh:?},")?;
            writeln!(english, "    {name}: {en:?},")?;
            writeln!(all, "    ({name:?}, {zh:?}, {en:?}),")?;
        }
    }
    let code = format!(
        "/// Every text of the desk in one language.\npub struct Texts {{\n{fields}}}\n\n\
         static CHINESE: Texts = Texts {{\n{chinese}}};\n\nstatic ENGLISH: Texts = Texts {{\n{english}}};\n\n\
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
