//! What a browser loads before the first prompt, in bytes. The limit holds the promise of a fast start.

use std::fs;
use std::path::{Path, PathBuf};

use crate::finish::{self, beside, kind};
use crate::places;
use crate::say::{Done, Explain, Failure};
use crate::table;

/// The build fails above this many bytes of brotli.
pub const LIMIT: u64 = 150_000;
/// What we aim for.
pub const GOAL: u64 = 120_000;

/// The bytes of one part of the first load. What a deployment edits is sent with gzip at best: that counts for brotli too.
#[derive(Debug, Default, Clone)]
pub struct Part {
    /// What it is.
    pub name: String,
    /// As it is.
    pub raw: u64,
    /// Compressed with gzip.
    pub gzip: u64,
    /// Compressed with brotli.
    pub brotli: u64,
}

/// The parts of the first load, the sum last.
pub fn parts() -> Done<Vec<Part>> {
    let dist = places::dist();
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).explain(index.display())?;
    let files = finish::files(&dist)?;
    let needed = |file: &Path| {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        page.contains(name) || file.strip_prefix(&dist).is_ok_and(|path| path.starts_with("snippets"))
    };
    let mut parts = vec![part("html", std::slice::from_ref(&index))?];
    for name in ["wasm", "js", "css"] {
        let files: Vec<PathBuf> =
            files.iter().filter(|file| kind(file) == name && needed(file) && !is_rest(file)).cloned().collect();
        parts.push(part(name, &files)?);
    }
    // Styles stand in the page of a release.
    parts.retain(|part| part.raw > 0);
    let sum = |of: fn(&Part) -> u64| parts.iter().map(of).sum();
    let all = Part { name: "first load".into(), raw: sum(|p| p.raw), gzip: sum(|p| p.gzip), brotli: sum(|p| p.brotli) };
    parts.push(all);
    Ok(parts)
}

/// What comes right after the first prompt: the rest of the program, and the flow in the larger language.
pub fn later() -> Done<[Part; 2]> {
    let files = finish::files(&places::dist())?;
    let rest: Vec<PathBuf> = files.iter().filter(|file| is_rest(file)).cloned().collect();
    let flows = files.iter().filter(|file| file.ends_with("first-call.json"));
    let flows = flows.map(|file| part("then: the flow", std::slice::from_ref(file))).collect::<Done<Vec<_>>>()?;
    let flow = flows.into_iter().max_by_key(|flow| flow.brotli).unwrap_or_default();
    Ok([part("then: the rest of the program", &rest)?, flow])
}

fn is_rest(file: &Path) -> bool {
    file.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.ends_with("_rest.wasm"))
}

fn part(name: &str, files: &[PathBuf]) -> Done<Part> {
    let mut part = Part { name: name.to_owned(), ..Part::default() };
    for file in files {
        let bytes = fs::read(file).explain(file.display())?;
        part.raw += bytes.len() as u64;
        let gzip = finish::gzip(&bytes).explain(file.display())?.len() as u64;
        part.gzip += gzip;
        part.brotli += if finish::is_edited(&places::dist(), file) {
            gzip
        } else {
            fs::metadata(beside(file, "br")).explain(beside(file, "br").display())?.len()
        };
    }
    Ok(part)
}

/// Prints the parts; fails above the limit.
pub fn check() -> Done {
    let parts = parts()?;
    let later = later()?;
    let rows: Vec<Vec<String>> = parts
        .iter()
        .chain(&later)
        .map(|part| vec![part.name.clone(), part.raw.to_string(), part.gzip.to_string(), part.brotli.to_string()])
        .collect();
    print!("{}", table::render(&["part", "raw", "gzip", "brotli"], &rows));
    let total = parts.last().map_or(0, |all| all.brotli);
    println!("first load: {total} bytes of brotli; goal {GOAL}, limit {LIMIT}");
    if total > LIMIT {
        Err(Failure::new(format!("the first load is {} bytes above its limit", total - LIMIT)))
    } else {
        Ok(())
    }
}
