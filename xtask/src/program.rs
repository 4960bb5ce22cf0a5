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
        let integrity = checks::sha384(&half);
        fs::write(folder.join(&name), half).explain(&name).map(|()| (name, integrity))
    });
    let ((first, integrity), (rest, rest_integrity)) = (first?, rest?);
    let page = check(&page.replace(old, &first), &first, &integrity)?;
    let at = html::tags(&page, "script").first().map_or(0, |tag| tag.range.start);
    let meta = format!("<meta id=rest name=rest content=./{rest} integrity={rest_integrity}>");
    Ok(format!("{}{meta}{}", &page[..at], &page[at..]))
}

/// What starts the program: it is taken with its checksum only. Chromium and WebKit ask no service worker for what a page waits
/// for, as `bring_rest` in `src/shell/rest.rs` does: where there is one, the page takes the rest from it beforehand. Sandboxed
/// frames throw at the very question.
const START: &str = "module_or_path: Promise.all([fetch('./PROGRAM', { integrity: 'CHECKSUM' }), (async () => {
if (!navigator.serviceWorker?.controller) return;
const rest = document.getElementById('rest');
rest.bytes = await (await fetch(rest.content, { integrity: rest.getAttribute('integrity') })).arrayBuffer();
})().catch(() => {})]).then(([program]) => program)";

/// The page with that start.
fn check(page: &str, program: &str, integrity: &str) -> Done<String> {
    let plain = format!("module_or_path: './{program}'");
    if page.matches(&plain).count() != 1 {
        return Err(Failure::new("the page does not start the program as it used to"));
    }
    Ok(page.replace(&plain, &START.replace("PROGRAM", program).replace("CHECKSUM", integrity)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_taken_with_its_checksum_only() {
        let page = "<script type=module>await init({ module_or_path: './p_bg.wasm' });</script>";
        let checked = check(page, "p_bg.wasm", "sha384-x").unwrap_or_default();
        assert!(checked.contains("fetch('./p_bg.wasm', { integrity: 'sha384-x' })"), "{checked}");
        assert!(check("", "p_bg.wasm", "sha384-x").is_err());
    }
}
