//! Puts a tool into the tool folder. It is made in a folder beside and renamed when whole,
//! so that an interrupted installation is never taken for a good one.

use std::fs;
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::diagnose::NO_COMPILER;
use crate::run;
use crate::say::{self, Done, Explain, Failure};

const STALE: Duration = Duration::from_secs(6 * 60 * 60);

/// Is there a linker, without which Cargo can install nothing?
pub fn has_compiler() -> bool {
    cfg!(windows) || ["cc", "gcc", "clang"].iter().any(|name| run::which(name).is_some())
}

/// The program that downloads what the authors of a crate have compiled.
pub const BINSTALL: &str = "cargo-binstall";

/// How long a download may take. It usually takes seconds; where the release pages cannot be reached it is to be known soon.
const DOWNLOAD: Duration = Duration::from_secs(60);

/// A download failed: the next one, which would come from the same place, is not waited for.
static UNREACHABLE: AtomicBool = AtomicBool::new(false);

/// Downloads a program of crates.io as its authors compiled it into `folder/bin`, if `cargo-binstall` is there and can.
/// Others' builds are not taken: nobody here could say what is in them.
pub fn downloaded(name: &str, version: &str, folder: &Path) -> bool {
    let Some(binstall) = run::which(BINSTALL).filter(|_| !UNREACHABLE.load(Ordering::Relaxed)) else { return false };
    say::step(format!("downloading {name} {version} (usually a few seconds)"));
    let started = Instant::now();
    let filled = whole(folder, |partial| {
        let mut command = run::command(&binstall);
        command.args(["--no-confirm", "--no-track", "--disable-telemetry", "--strategies", "crate-meta-data"]);
        command.arg("--install-path").arg(partial.join("bin")).arg(format!("{name}@{version}"));
        let done = run::within(&mut command, DOWNLOAD);
        done.then_some(()).ok_or_else(|| Failure::new("it cannot be downloaded"))
    });
    UNREACHABLE.store(filled.is_err(), Ordering::Relaxed);
    match &filled {
        Ok(()) => say::note(format!("done in {}", say::spell(started.elapsed()))),
        Err(why) => say::note(format!("{why}, so it is compiled")),
    }
    filled.is_ok()
}

/// Compiles a program from crates.io into `folder/bin`.
pub fn from_crates(name: &str, version: &str, folder: &Path, usually: &str) -> Done {
    if !has_compiler() {
        return Err(Failure::new(NO_COMPILER));
    }
    whole(folder, |partial| {
        let mut cargo = run::command("cargo");
        cargo.args(["install", "--locked", "--no-track", "--version", version, name, "--root"]).arg(partial);
        // These run for a second each; what counts is how soon they are there.
        cargo
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_TARGET_DIR", partial.join("target"));
        run::long(&mut cargo, &format!("compiling {name} {version}"), usually)?;
        fs::remove_dir_all(partial.join("target")).explain("the leftovers of the compiler cannot be removed")
    })
}

/// Unpacks an npm package into `folder/node_modules`.
pub fn from_npm(npm: &Path, name: &str, version: &str, folder: &Path, usually: &str) -> Done {
    whole(folder, |partial| {
        let mut command = run::command(npm);
        command
            .args(["install", "--no-audit", "--no-fund", "--fetch-retries=3", "--fetch-timeout=30000", "--prefix"])
            .arg(partial);
        command.arg(format!("{name}@{version}"));
        run::long(&mut command, &format!("installing {name} {version}"), usually)
    })
}

fn whole(folder: &Path, fill: impl FnOnce(&Path) -> Done) -> Done {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let parent = folder.parent().map(Path::to_path_buf).unwrap_or_default();
    fs::create_dir_all(&parent).explain(format_args!("the tool folder {} cannot be made", parent.display()))?;
    sweep(&parent);
    let partial = parent.join(format!(".partial-{name}-{}", process::id()));
    fs::create_dir_all(&partial).explain(partial.display())?;
    let filled = fill(&partial).and_then(|()| settle(&partial, folder));
    if filled.is_err() {
        let _ = fs::remove_dir_all(&partial);
    }
    filled
}

fn settle(partial: &Path, folder: &Path) -> Done {
    if folder.exists() {
        fs::remove_dir_all(folder).explain(format_args!("the unusable {} cannot be removed", folder.display()))?;
    }
    fs::rename(partial, folder).explain(format_args!("{} cannot be put in place", folder.display()))
}

/// Removes what interrupted installations left behind.
fn sweep(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(".partial-");
        let modified = entry.metadata().and_then(|meta| meta.modified()).ok();
        let old = modified.and_then(|time| time.elapsed().ok()).is_some_and(|age| age > STALE);
        if ours && old {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_installation_leaves_nothing() {
        let parent = std::env::temp_dir().join(format!("callflow-install-{}", process::id()));
        let folder = parent.join("tool-1");
        let failed = whole(&folder, |partial| {
            fs::write(partial.join("half"), "").explain("write")?;
            Err(Failure::new("interrupted"))
        });
        assert!(failed.is_err() && !folder.exists());
        assert!(whole(&folder, |partial| fs::write(partial.join("all"), "").explain("write")).is_ok());
        assert!(folder.join("all").is_file());
        assert_eq!(fs::read_dir(&parent).map(Iterator::count).ok(), Some(1));
        let _ = fs::remove_dir_all(parent);
    }
}
