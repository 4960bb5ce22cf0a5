//! What the desk needs without a network: `sw.js`, the service worker of `assets/`, with the list of all it keeps, and the
//! version of the build in the page.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::json;

use crate::checks;
use crate::finish::{files, kind};
use crate::html;
use crate::places;
use crate::say::{Done, Explain};

const WORKER: &str = "sw.js";

/// Writes the worker into a finished build, and the version into its page.
pub fn write(folder: &Path) -> Done {
    let mut list = list(folder)?;
    // The page cannot hold a checksum of itself: the version is that of everything before it stood there.
    let version = checks::hex(json!(list).to_string().as_bytes())[..16].to_owned();
    let index = folder.join("index.html");
    let page = with_version(&fs::read_to_string(&index).explain(index.display())?, &version);
    fs::write(&index, &page).explain(index.display())?;
    list.insert(String::new(), checks::sha384(page.as_bytes()));
    let source = places::root().join("assets").join(WORKER);
    let source = fs::read_to_string(&source).explain(source.display())?;
    let script = format!("const VERSION = {};\nconst FILES = {};\n\n{source}", json!(version), json!(list));
    fs::write(folder.join(WORKER), script).explain(WORKER)
}

fn with_version(page: &str, version: &str) -> String {
    let at = html::tags(page, "title").first().map_or(0, |tag| tag.range.start);
    format!("{}<meta id=version name=version content={version}>{}", &page[..at], &page[at..])
}

/// The checksum of everything the desk may ask for, by path; the page itself has the empty one. What a deployment edits in
/// place has no checksum.
fn list(folder: &Path) -> Done<BTreeMap<String, String>> {
    let mut list = BTreeMap::new();
    for file in files(folder)? {
        let parts: Vec<_> =
            file.strip_prefix(folder).unwrap_or(&file).iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        if !is_kept(&path) {
            continue;
        }
        let integrity = match is_edited(&path) {
            true => String::new(),
            false => checks::sha384(&fs::read(&file).explain(file.display())?),
        };
        list.insert(if path == "index.html" { String::new() } else { path }, integrity);
    }
    Ok(list)
}

/// The desk in one file has everything in it, and compressed copies, types and headers are nothing it asks for.
fn is_kept(path: &str) -> bool {
    !matches!(path, "callflow.html" | "_headers" | WORKER) && !matches!(kind(Path::new(path)), "br" | "gz" | "ts")
}

fn is_edited(path: &str) -> bool {
    path == "config.json" || path.starts_with("flows/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_the_desk_may_ask_for_is_listed_and_what_is_edited_has_no_checksum() {
        let folder = std::env::temp_dir().join(format!("callflow-offline-{}", std::process::id()));
        let content = [
            ("index.html", "<title>x</title>"),
            ("p_bg.wasm", "a"),
            ("p_bg.wasm.br", "b"),
            ("flows/en/first-call.json", "{}"),
            ("config.json", "{}"),
            ("embed/callflow.js", "c"),
            ("embed/callflow.d.ts", "d"),
            ("callflow.html", "e"),
            ("_headers", "f"),
        ];
        for (path, text) in content {
            let file = folder.join(path);
            assert!(file.parent().is_some_and(|parent| fs::create_dir_all(parent).is_ok()));
            assert!(fs::write(file, text).is_ok());
        }
        let paths = || list(&folder).unwrap_or_default();
        assert_eq!(
            paths().keys().map(String::as_str).collect::<Vec<_>>(),
            ["", "config.json", "embed/callflow.js", "flows/en/first-call.json", "p_bg.wasm"]
        );
        assert_eq!(paths()["p_bg.wasm"], checks::sha384(b"a"));
        assert_eq!((paths()["config.json"].as_str(), paths()["flows/en/first-call.json"].as_str()), ("", ""));

        // The worker checks the page as it is served, and the version follows from every file but from nothing else.
        let version = || {
            assert!(fs::write(folder.join("index.html"), "<title>x</title>").is_ok());
            assert!(write(&folder).is_ok());
            let page = fs::read_to_string(folder.join("index.html")).unwrap_or_default();
            let script = fs::read_to_string(folder.join(WORKER)).unwrap_or_default();
            assert!(script.contains(&checks::sha384(page.as_bytes())));
            let (_, version) = page.split_once("content=").unwrap_or_default();
            assert!(script.starts_with(&format!("const VERSION = \"{}\";", &version[..16])));
            version[..16].to_owned()
        };
        let first = version();
        assert_eq!(version(), first);
        assert!(fs::write(folder.join("p_bg.wasm"), "another").is_ok());
        assert_ne!(version(), first);
        let _ = fs::remove_dir_all(folder);
    }
}
