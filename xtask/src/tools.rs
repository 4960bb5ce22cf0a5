//! The programs a build needs beside Rust: which version, where they are, how they get there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::install;
use crate::places;
use crate::run;
use crate::say::{self, Done, Explain, Failure};

/// The target the app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";
/// The oldest wasm-opt that reads what rustc writes today.
pub const OLDEST_WASM_OPT: u32 = 116;
/// The oldest Node the end-to-end tests run on.
pub const OLDEST_NODE: u32 = 20;
const BINARYEN: (&str, &str) = ("132.0.0", "binaryen-132");
const ESBUILD: (&str, &str) = ("0.28.2", "esbuild-0.28.2");

/// A program that comes from crates.io.
#[derive(Debug)]
pub struct Tool {
    /// The crate.
    pub name: &'static str,
    /// Its version.
    pub version: String,
    programs: &'static [&'static str],
    also: &'static [&'static str],
    usually: &'static str,
}

/// Trunk, which bundles the app.
pub fn trunk() -> Tool {
    let version = "0.21.14".to_owned();
    Tool { name: "trunk", version, programs: &["trunk"], also: &["0.21."], usually: "6 minutes on two cores" }
}

/// wasm-bindgen's program, which must have exactly the version of the library in Cargo.lock.
pub fn wasm_bindgen() -> Done<Tool> {
    let lock = fs::read_to_string(places::root().join("Cargo.lock")).explain("Cargo.lock")?;
    let version = locked(&lock, "wasm-bindgen").ok_or_else(|| Failure::new("Cargo.lock names no wasm-bindgen"))?;
    let programs = &["wasm-bindgen", "wasm-bindgen-test-runner"];
    Ok(Tool { name: "wasm-bindgen-cli", version, programs, also: &[], usually: "5 minutes on two cores" })
}

/// cargo-deny, which checks licences and sources.
pub fn cargo_deny() -> Tool {
    let version = "0.20.2".to_owned();
    Tool {
        name: "cargo-deny",
        version,
        programs: &["cargo-deny"],
        also: &["0.18.", "0.19.", "0.20."],
        usually: "2 minutes on two cores",
    }
}

impl Tool {
    /// The folder it is in and its version, if a fitting one is installed: ours, or one on PATH.
    pub fn find(&self) -> Done<Option<(PathBuf, String)>> {
        let ours = self.folder()?.join("bin");
        let theirs = run::which(self.programs[0]).and_then(|file| file.parent().map(PathBuf::from));
        Ok(theirs.into_iter().chain([ours]).find_map(|folder| self.fits(&folder).map(|version| (folder, version))))
    }

    /// The folder it is in; installs it if need be.
    pub fn ensure(&self) -> Done<PathBuf> {
        if let Some((folder, _)) = self.find()? {
            return Ok(folder);
        }
        let folder = self.folder()?;
        let bin = folder.join("bin");
        // What was compiled for another system does not run here.
        if install::downloaded(self.name, &self.version, &folder) && self.fits(&bin).is_some() {
            return Ok(bin);
        }
        install::from_crates(self.name, &self.version, &folder, self.usually)?;
        let fits = self.fits(&bin).is_some();
        fits.then_some(bin).ok_or_else(|| Failure::new(format!("{} was installed but does not run", self.name)))
    }

    fn folder(&self) -> Done<PathBuf> {
        Ok(places::tools()?.join(format!("{}-{}", self.name, self.version)))
    }

    fn fits(&self, folder: &Path) -> Option<String> {
        let file = |name: &str| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        let all = self.programs.iter().all(|name| run::is_program(&file(name)));
        let said = all.then(|| run::answer(run::command(file(self.programs[0])).arg("--version"))).flatten()?;
        let version = said.split_whitespace().nth(1)?.to_owned();
        let fits = version == self.version || self.also.iter().any(|line| version.starts_with(line));
        fits.then_some(version)
    }
}

/// The version of a package in a Cargo.lock.
fn locked(lock: &str, name: &str) -> Option<String> {
    let (_, after) = lock.split_once(&format!("\nname = \"{name}\"\nversion = \""))?;
    after.split('"').next().map(str::to_owned)
}

/// Is Rust's wasm target installed?
pub fn has_wasm_target() -> bool {
    let place = run::answer(run::command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    place.is_some_and(|place| PathBuf::from(place).is_dir())
}

/// Installs Rust's wasm target if need be.
pub fn ensure_wasm_target() -> Done {
    if has_wasm_target() {
        return Ok(());
    }
    let rustup = run::which("rustup").ok_or_else(|| {
        Failure::new(format!("Rust's target {WASM} is missing, and without rustup it cannot be added: install it with your system's packages, or install Rust with rustup"))
    })?;
    run::long(
        run::command(rustup).args(["target", "add", WASM]),
        &format!("adding Rust's target {WASM}"),
        "a few seconds",
    )
}

/// The folder of wasm-opt and its version, if it is new enough: one on PATH, or ours.
pub fn find_wasm_opt() -> Done<Option<(PathBuf, u32)>> {
    let ours = places::tools()?.join(BINARYEN.1).join("node_modules").join(".bin");
    let theirs = run::which("wasm-opt").and_then(|file| file.parent().map(PathBuf::from));
    let name = if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" };
    Ok(theirs.into_iter().chain([ours]).find_map(|folder| {
        let said = run::answer(run::command(folder.join(name)).arg("--version"))?;
        let version = said.split_whitespace().nth(2)?.parse().ok()?;
        (version >= OLDEST_WASM_OPT).then_some((folder, version))
    }))
}

/// What to say when wasm-opt is neither there nor to be had.
pub const NO_WASM_OPT: &str = "wasm-opt is missing, and without npm it cannot be installed here; Trunk tries to \
    download it. Should that fail, install Node with npm, or binaryen 116 or later, and run this again";

/// The folders to put before PATH for a build. Installs what is missing.
pub fn ensure_for_build() -> Done<Vec<PathBuf>> {
    ensure_wasm_target()?;
    let mut folders = vec![wasm_bindgen()?.ensure()?, trunk().ensure()?];
    match (find_wasm_opt()?, run::which("npm")) {
        (Some((folder, _)), _) => folders.push(folder),
        (None, Some(npm)) => {
            let folder = places::tools()?.join(BINARYEN.1);
            install::from_npm(&npm, "binaryen", BINARYEN.0, &folder, "10 seconds")?;
            folders.push(folder.join("node_modules").join(".bin"));
        }
        (None, None) => say::note(NO_WASM_OPT),
    }
    // A smaller script is welcome, but nothing depends on it.
    if let (None, Some(npm)) = (run::which("esbuild"), run::which("npm")) {
        let folder = places::tools()?.join(ESBUILD.1);
        let bin = folder.join("node_modules").join(".bin");
        if !bin.is_dir() {
            install::from_npm(&npm, "esbuild", ESBUILD.0, &folder, "10 seconds")?;
        }
        folders.push(bin);
    }
    Ok(folders)
}

/// The version of Node on PATH.
pub fn node() -> Option<String> {
    run::answer(run::command(run::which("node")?).arg("--version")).map(|said| said.trim_start_matches('v').to_owned())
}

/// npm, if Node is new enough for the tests.
pub fn ensure_npm() -> Done<PathBuf> {
    let major = node().and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    match (major, run::which("npm")) {
        (Some(major), Some(npm)) if major >= OLDEST_NODE => Ok(npm),
        _ => Err(Failure::new(format!(
            "the browser tests need Node {OLDEST_NODE} or later with npm: install it from nodejs.org or your system's packages"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_exact_package_from_the_lock() {
        let lock = "\n[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.126\"\n";
        assert_eq!(locked(lock, "wasm-bindgen").as_deref(), Some("0.2.126"));
        assert_eq!(locked(lock, "yew"), None);
    }
}
