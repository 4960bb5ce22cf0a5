//! The program in the page: cut in two for a release, or instrumented to see what the first prompt needs.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::checks;
use crate::finish;
use crate::halves::{self, Halves};
use crate::html;
use crate::places;
use crate::say::{Done, Explain, Failure};

/// Asks for an instrumented program.
pub const INSTRUMENT: &str = "CALLFLOW_INSTRUMENT";

/// The functions of the first half, one a line. `cargo xtask profile` writes it.
pub fn list() -> PathBuf {
    places::root().join("xtask").join("first-prompt.txt")
}

/// The program in `folder`, before it is cut in two.
pub fn file(folder: &Path) -> Done<PathBuf> {
    let mut files = finish::files(folder)?.into_iter();
    files.find(|file| finish::kind(file) == "wasm").ok_or_else(|| Failure::new("no program"))
}

/// The page with the address of the rest, which [`halves::cut`] took from the program in `folder`. The rest carries the
/// `styles` that come late.
pub fn put(page: &str, folder: &Path, styles: &str) -> Done<String> {
    let file = file(folder)?;
    let wasm = fs::read(&file).explain(file.display())?;
    let Halves { first, rest } = if env::var_os(INSTRUMENT).is_some() {
        halves::instrument(&wasm, styles)?
    } else {
        let list = fs::read_to_string(list()).explain(list().display())?;
        let wanted = list.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
        halves::cut(&wasm, &wanted, styles)?
    };
    fs::remove_file(&file).explain(file.display())?;
    let old = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let [first, rest] = [(first, "bg"), (rest, "rest")].map(|(half, which)| {
        let name = format!("callflow-{}_{which}.wasm", &checks::hex(&half)[..16]);
        fs::write(folder.join(&name), half).explain(&name).map(|()| name)
    });
    let (first, rest) = (first?, rest?);
    let page = page.replace(old, &first);
    let at = html::tags(&page, "script").first().map_or(0, |tag| tag.range.start);
    Ok(format!("{}<meta id=rest name=rest content=./{rest}>{}", &page[..at], &page[at..]))
}
