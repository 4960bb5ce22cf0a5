//! Tells whether a build is still that of the files it came from, so that a second `serve` starts at once.

use std::fs;
use std::path::PathBuf;

use crate::checks;
use crate::finish;
use crate::places;
use crate::say::{Done, Explain};

const INPUTS: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "build.rs",
    "rust-toolchain.toml",
    ".cargo",
    "src",
    "flows",
    "locales",
    "styles",
    "assets",
    "embed",
    "deploy",
    "prerender",
    "xtask",
];

/// Is `dist/` what the present files give, and untouched since?
pub fn fresh() -> Done<bool> {
    let kept = fs::read_to_string(note()).unwrap_or_default();
    Ok(!kept.is_empty() && places::dist().is_dir() && kept == stamp()?)
}

/// Remembers that `dist/` belongs to the present files.
pub fn remember() -> Done {
    fs::write(note(), stamp()?).explain(note().display())
}

/// Forgets the last build, before a new one starts.
pub fn forget() {
    let _ = fs::remove_file(note());
}

fn note() -> PathBuf {
    places::target().join("callflow-dist.stamp")
}

fn stamp() -> Done<String> {
    let root = places::root();
    let inputs = INPUTS.iter().map(|name| root.join(name)).collect();
    Ok(format!("{}\n{}\n", digest(inputs)?, digest(vec![places::dist()])?))
}

fn digest(paths: Vec<PathBuf>) -> Done<String> {
    let mut list = String::new();
    for path in paths {
        let files = if path.is_dir() { finish::files(&path)? } else { vec![path] };
        for file in files.into_iter().filter(|file| file.is_file()) {
            let bytes = fs::read(&file).explain(file.display())?;
            list.push_str(&format!("{} {}\n", file.display(), checks::hex(&bytes)));
        }
    }
    Ok(checks::hex(list.as_bytes()))
}
