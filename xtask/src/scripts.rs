//! The script that wasm-bindgen writes, made small: short names between it and the program, and minified where esbuild is
//! at hand. Without that it stays as it is.

use std::fs;
use std::path::Path;

use crate::checks;
use crate::html;
use crate::names;
use crate::program;
use crate::run;
use crate::say::{Done, Explain};

/// The page with the checksums of its small scripts, which lie in `folder`. `rename` is for a release.
pub fn put(page: &str, folder: &Path, rename: bool) -> Done<String> {
    let mut page = page.to_owned();
    let scripts: Vec<_> = html::tags(&page, "link")
        .into_iter()
        .filter(|tag| tag.attribute("rel") == Some("modulepreload"))
        .filter_map(|tag| Some((tag.attribute("href")?.to_owned(), tag.attribute("integrity")?.to_owned())))
        .collect();
    for (href, integrity) in scripts {
        let file = folder.join(href.trim_start_matches("./"));
        if rename {
            shorten(&file, folder)?;
        }
        minify(&file)?;
        let small = fs::read(&file).explain(file.display())?;
        page = page.replace(&integrity, &checks::sha384(&small));
        if rename {
            // Trunk's checksum is of what it was before, and at times a digit short: servers know lasting names by sixteen.
            let name = format!("callflow-{}.js", &checks::hex(&small)[..16]);
            fs::rename(&file, folder.join(&name)).explain(file.display())?;
            page = page.replace(href.trim_start_matches("./"), &name);
        }
    }
    Ok(page)
}

fn shorten(file: &Path, folder: &Path) -> Done {
    let program = program::file(folder)?;
    let wasm = fs::read(&program).explain(program.display())?;
    let script = fs::read_to_string(file).explain(file.display())?;
    let (wasm, script) = names::shorten(&wasm, &script)?;
    fs::write(&program, wasm).explain(program.display())?;
    fs::write(file, script).explain(file.display())
}

fn minify(file: &Path) -> Done {
    let Some(esbuild) = run::which("esbuild") else { return Ok(()) };
    let mut command = run::command(&esbuild);
    command.args(["--minify", "--format=esm", "--log-level=error"]).arg(file);
    match run::answer(&mut command).filter(|small| !small.trim().is_empty()) {
        Some(small) => fs::write(file, small).explain(file.display()),
        None => Ok(()),
    }
}
