//! Builds the release app into `dist/`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
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
    fingerprint::forget();
    say::step("building the release app (usually 1 minute the first time, less when little has changed)");
    let started = Instant::now();
    trunk(&places::dist(), &[])?;
    fingerprint::remember()?;
    say::note(format!("built in {}", say::spell(started.elapsed())));
    Ok(())
}

/// Lets Trunk build the release into a folder, and whatever it calls see these variables.
pub fn trunk(dist: &Path, more: &[(&str, &str)]) -> Done {
    let folders = tools::ensure_for_build()?;
    let mut trunk = run::command("trunk");
    // Its warnings say nothing one could act on; Cargo's own output and all errors stay.
    trunk.args(["--log", "error", "build", "--release", "--skip-version-check", "--dist"]).arg(dist);
    trunk.envs(more.iter().copied());
    trunk.env("PATH", run::path_with(&folders)?);
    // Trunk takes this common variable for its own option, and does not know the usual value.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    trunk.env("RUST_BACKTRACE", "0");
    trunk.env("CARGO_ENCODED_RUSTFLAGS", flags().join("\u{1f}"));
    let built = run::shown(&mut trunk, "the build");
    if built.is_err() && tools::find_wasm_opt()?.is_none() && run::which("npm").is_none() {
        say::note(tools::NO_WASM_OPT);
    }
    built.map(drop)
}

/// The compiler's flags: those of `.cargo/config.toml`, which these replace, and no path of this machine in the result, so
/// that every machine builds the same bytes.
fn flags() -> Vec<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let sources = home.map(|home| home.join("registry").join("src"));
    let registries = sources.and_then(|sources| fs::read_dir(sources).ok()).into_iter().flatten().flatten();
    let mut flags = vec!["-Clink-arg=-zstack-size=262144".to_owned()];
    flags.extend(registries.map(|folder| format!("--remap-path-prefix={}=", folder.path().display())));
    flags.push(format!("--remap-path-prefix={}=", places::root().display()));
    flags
}
