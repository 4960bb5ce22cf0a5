//! Where things are: the repository, its build folder, the folder for tools.

use std::env;
use std::path::{Path, PathBuf};

use crate::say::{Done, Failure};

/// The repository's root.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// What a build leaves for a static host.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The end-to-end tests and everything npm brings for them.
pub fn e2e() -> PathBuf {
    root().join("tests").join("e2e")
}

/// Cargo's target folder. This program lies in `<target>/<profile>/`, whatever the user has set.
pub fn target() -> PathBuf {
    let own = env::current_exe().ok();
    own.as_deref()
        .and_then(Path::parent)
        .and_then(Path::parent)
        .map_or_else(|| root().join("target"), Path::to_path_buf)
}

/// Where tools are installed: apart from the user's own, so that neither harms the other.
pub fn tools() -> Done<PathBuf> {
    if let Some(chosen) = folder_in("CALLFLOW_TOOLS") {
        return Ok(chosen);
    }
    let cache = if cfg!(windows) {
        folder_in("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder_in("HOME").map(|home| home.join("Library").join("Caches"))
    } else {
        folder_in("XDG_CACHE_HOME").or_else(|| folder_in("HOME").map(|home| home.join(".cache")))
    };
    cache.map(|folder| folder.join("callflow").join("tools")).ok_or_else(|| {
        Failure::new(
            "there is no cache folder on this system; set CALLFLOW_TOOLS to a folder tools may be installed into",
        )
    })
}

fn folder_in(variable: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env::var_os(variable)?);
    folder.is_absolute().then_some(folder)
}
