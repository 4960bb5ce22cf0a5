//! Who may name whom: `domain` ← `store` ← `app` ← `shell`, `ui`, and only `ui/root.rs` joins the last two. The compiler holds most of
//! it (without the feature `web` there is no browser crate); what it cannot see is read from the sources here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{files, place, text};
use std::collections::BTreeSet;

const BROWSER: [&str; 7] = ["yew", "gloo", "web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo_timers"];
const OUTSIDE: [&str; 8] = ["fs", "env", "net", "process", "thread", "Instant", "SystemTime", "rand"];

/// The longest file, in lines.
const LONGEST: usize = 400;

/// What the files of a layer must not name.
fn forbidden(path: &str) -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    if path.starts_with("src/domain/") {
        names.extend(["store", "app", "shell", "ui"]);
    } else if path.starts_with("src/store/") || path.starts_with("src/speech/") {
        names.extend(["app", "shell", "ui"]);
    } else if path.starts_with("src/app/") {
        names.extend(["shell", "ui"]);
    } else if path.starts_with("src/shell/") {
        names.extend(["ui", "yew"]);
    } else if path.starts_with("src/ui/") && path != "src/ui/root.rs" {
        names.push("shell");
    }
    if path.starts_with("src/domain/")
        || path.starts_with("src/store/")
        || path.starts_with("src/speech/")
        || path.starts_with("src/app/")
        || path == "src/text.rs"
    {
        names.extend(BROWSER);
        names.extend(OUTSIDE);
    }
    names
}

/// The words of a source that stand in paths: before `::`, or anywhere in a `use`.
fn names(source: &str) -> BTreeSet<String> {
    let code: String =
        source.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect();
    let mut names = BTreeSet::new();
    let mut word = String::new();
    let mut in_use = false;
    for (at, c) in code.char_indices() {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            if in_use || code[at..].starts_with("::") {
                names.insert(word.clone());
            }
            in_use |= word == "use";
        }
        in_use &= c != ';';
        word.clear();
    }
    names
}

#[test]
fn a_name_is_seen_in_paths_and_in_uses() {
    let source = "//! crate::shell\nuse crate::{app::Model,\n  domain};\nfn f(ui: u8) { yew::x(); } // web_sys::y\nlet used = fs;";
    let expected = ["app", "crate", "domain", "yew", "Model"].map(str::to_owned);
    assert_eq!(names(source), expected.into());
}

#[test]
fn no_layer_names_one_above_it() {
    let mut slips = Vec::new();
    for path in files("src", ".rs") {
        let name = path.strip_prefix(place("")).unwrap().to_string_lossy().replace('\\', "/");
        let named = names(&text(&path));
        slips.extend(
            forbidden(&name).into_iter().filter(|it| named.contains(*it)).map(|it| format!("{name} names {it}")),
        );
    }
    assert!(slips.is_empty(), "{slips:#?}");
}

#[test]
fn every_file_is_short_and_says_what_it_is_for() {
    let mut slips = Vec::new();
    for folder in ["src", "tests", "benches", "prerender/src", "xtask/src"] {
        for path in files(folder, ".rs") {
            let source = text(&path);
            let name = path.strip_prefix(place("")).unwrap().display().to_string();
            if !source.starts_with("//! ") {
                slips.push(format!("{name} does not say what it is for"));
            }
            let lines = source.lines().count();
            if lines > LONGEST && folder == "src" {
                slips.push(format!("{name} has {lines} lines"));
            }
        }
    }
    assert!(slips.is_empty(), "{slips:#?}");
}
