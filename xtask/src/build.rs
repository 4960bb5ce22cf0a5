//! Builds the release app into `dist/`.

use std::env;
use std::time::Instant;

use crate::fingerprint;
use crate::places;
use crate::run;
use crate::say::{self, Done};
use crate::size;
use crate::tools;

/// `cargo xtask build`: `dist/`, and whether its size holds.
pub fn command() -> Done {
    build()?;
    size::check()?;
    say::note(format!("{} can be put on any static host, under any path", places::dist().display()));
    Ok(())
}

/// Brings `dist/` up to date, if it is not.
pub fn build() -> Done {
    if fingerprint::fresh()? {
        say::step("dist/ is up to date");
        return Ok(());
    }
    let folders = tools::ensure_for_build()?;
    fingerprint::forget();
    say::step("building the release app (usually 1 minute the first time, less when little has changed)");
    let started = Instant::now();
    let mut trunk = run::command("trunk");
    // Its warnings say nothing one could act on; Cargo's own output and all errors stay.
    trunk.args(["--log", "error", "build", "--release", "--skip-version-check"]);
    trunk.env("PATH", run::path_with(&folders)?);
    // Trunk takes this common variable for its own option, and does not know the usual value.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    trunk.env("RUST_BACKTRACE", "0");
    let built = run::shown(&mut trunk, "the build");
    if built.is_err() && tools::find_wasm_opt()?.is_none() && run::which("npm").is_none() {
        say::note(tools::NO_WASM_OPT);
    }
    built?;
    fingerprint::remember()?;
    say::note(format!("built in {}", say::spell(started.elapsed())));
    Ok(())
}
