//! Short names between the program and its script. wasm-bindgen gives every function that one takes from the other a long
//! name with a hash, which stands in both and does not compress: a twentieth of all that the first prompt loads.
//!
//! The short names follow from the script alone, so the name of its file still says what is in it.

use std::collections::{BTreeMap, BTreeSet};

use walrus::ModuleConfig;

use crate::say::{Done, Explain, Failure};

/// What the exports begin with that only the script knows.
const EXPORTS: [&str; 3] = ["__wbindgen_", "__externref_", "wasm_bindgen__"];

/// The program and its script with short names. Fails if a name does not stand exactly where wasm-bindgen puts it.
pub fn shorten(wasm: &[u8], script: &str) -> Done<(Vec<u8>, String)> {
    // The names of the functions stay: by them the program is cut in two.
    let mut config = ModuleConfig::new();
    config.generate_producers_section(false).generate_name_section(true);
    let mut module = config.parse(wasm).explain("the program")?;
    let taken: BTreeSet<String> = module.imports.iter().map(|import| import.name.clone()).collect();
    if taken.len() != module.imports.iter().count() {
        return Err(Failure::new("the program takes two functions of one name from its script"));
    }
    let members: BTreeSet<&str> =
        words(script).filter(|(at, _)| script[..*at].ends_with('.')).map(|(_, word)| word).collect();
    let given = module.exports.iter().map(|export| export.name.as_str());
    let given = given.filter(|name| EXPORTS.iter().any(|start| name.starts_with(start)) && members.contains(name));
    let given: BTreeSet<String> = given.map(str::to_owned).collect();
    let (taken, given) = (numbered('i', taken), numbered('x', given));
    let script = rename(script, &taken, &given)?;
    for import in module.imports.iter_mut() {
        import.name.clone_from(&taken[&import.name]);
    }
    for export in module.exports.iter_mut() {
        if let Some(short) = given.get(&export.name) {
            export.name.clone_from(short);
        }
    }
    Ok((module.emit_wasm(), script))
}

fn numbered(kind: char, names: BTreeSet<String>) -> BTreeMap<String, String> {
    names.into_iter().enumerate().map(|(number, name)| (name, format!("{kind}{number}"))).collect()
}

/// The script under the new names: what it gives stands once, as a key; what it takes stands behind dots.
fn rename(script: &str, keys: &BTreeMap<String, String>, members: &BTreeMap<String, String>) -> Done<String> {
    let (mut text, mut end, mut seen) = (String::with_capacity(script.len()), 0, BTreeSet::new());
    for (at, word) in words(script) {
        let (before, after) = (&script[..at], script[at + word.len()..].trim_start());
        let short = match (keys.get(word), members.get(word)) {
            (None, None) => continue,
            (Some(short), None) if after.starts_with(':') && seen.insert(word) => short,
            (None, Some(short)) if before.ends_with('.') => short,
            // A function of the script that is called like the one it calls.
            (None, Some(_)) if !before.ends_with(['"', '\'', '`']) => continue,
            _ => return Err(Failure::new(format!("`{word}` stands in the program's script where it is not expected"))),
        };
        text.push_str(&script[end..at]);
        text.push_str(short);
        end = at + word.len();
    }
    if let Some(missing) = keys.keys().find(|key| !seen.contains(key.as_str())) {
        return Err(Failure::new(format!("the program takes `{missing}` from its script, which has none")));
    }
    Ok(text + &script[end..])
}

/// The names and numbers in a script, each with its place.
fn words(script: &str) -> impl Iterator<Item = (usize, &str)> {
    let outside = |c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$');
    let mut next = 0;
    script.split_inclusive(outside).map(move |piece| {
        let at = next;
        next += piece.len();
        (at, piece.trim_end_matches(outside))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(script: &str) -> Option<String> {
        let of = |kind, names: &[&str]| numbered(kind, names.iter().map(|name| (*name).to_owned()).collect());
        rename(script, &of('i', &["__wbg_b_1", "__wbg_a_1"]), &of('x', &["__wbindgen_free"])).ok()
    }

    #[test]
    fn every_name_is_short_in_plain_scripts_and_in_small_ones() {
        let small = "o={__wbg_a_1:function(e){return $__wbg_a_1(e)},__wbg_b_1:()=>u.__wbindgen_free(1)}";
        let short = "o={i0:function(e){return $__wbg_a_1(e)},i1:()=>u.x0(1)}";
        assert_eq!(renamed(small).as_deref(), Some(short));
        let plain = "function __wbindgen_free() {}\n__wbg_a_1 : f,\n  __wbg_b_1: g, wasm.__wbindgen_free; \u{8bdd}";
        let short = "function __wbindgen_free() {}\ni0 : f,\n  i1: g, wasm.x0; \u{8bdd}";
        assert_eq!(renamed(plain).as_deref(), Some(short));
    }

    #[test]
    fn a_name_elsewhere_or_nowhere_is_told() {
        for script in [
            "__wbg_a_1: f",
            "__wbg_a_1: f, __wbg_b_1: g, __wbg_a_1: h",
            "__wbg_a_1: f, __wbg_b_1: g, '__wbg_a_1'",
            "__wbg_a_1: f, __wbg_b_1: wasm['__wbindgen_free']",
        ] {
            assert_eq!(renamed(script), None, "{script}");
        }
    }
}
