//! Minifies the script that wasm-bindgen writes, where esbuild is at hand: a fifth less to load. Without it the script
//! stays as it is; nothing else changes.

use std::fs;
use std::path::Path;

use crate::checks;
use crate::html;
use crate::run;
use crate::say::{Done, Explain};

/// The page with the checksums of its minified scripts, which lie in `folder`.
pub fn minify(page: &str, folder: &Path) -> Done<String> {
    let Some(esbuild) = run::which("esbuild") else { return Ok(page.to_owned()) };
    let mut page = page.to_owned();
    let scripts: Vec<_> = html::tags(&page, "link")
        .into_iter()
        .filter(|tag| tag.attribute("rel") == Some("modulepreload"))
        .filter_map(|tag| Some((tag.attribute("href")?.to_owned(), tag.attribute("integrity")?.to_owned())))
        .collect();
    for (href, integrity) in scripts {
        let file = folder.join(href.trim_start_matches("./"));
        let mut command = run::command(&esbuild);
        command.args(["--minify", "--format=esm", "--log-level=error"]).arg(&file);
        if let Some(small) = run::answer(&mut command).filter(|small| !small.trim().is_empty()) {
            fs::write(&file, &small).explain(file.display())?;
            page = page.replace(&integrity, &checks::sha384(small.as_bytes()));
        }
    }
    Ok(page)
}
