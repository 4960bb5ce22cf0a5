//! `cargo xtask profile`: looks which functions the first prompt needs, and writes their names to `first-prompt.txt`.
//! Needed when the start of the app has changed; a list that is out of date costs time at the start, nothing else.

use std::fs;

use crate::build;
use crate::places;
use crate::program;
use crate::say::{self, Done, Explain};
use crate::test;

const HEAD: &str = "# The functions the first prompt needs, see src/halves.rs. Written by `cargo xtask profile`.\n";

/// Builds an instrumented app, starts it as reps do, and writes down what was called.
pub fn command() -> Done {
    let folder = places::target().join("profile-dist");
    say::step("building an instrumented app (usually 1 minute)");
    build::trunk(&folder, &[(program::INSTRUMENT, "1")])?;
    say::step("starting it as reps do");
    let file = places::target().join("first-prompt.txt");
    let path = file.display().to_string();
    test::run_node_on(folder, "first-prompt.mjs", &[], &[("PROFILE_OUT", &path)], "the profile")?;
    let names = fs::read_to_string(&file).explain(&path)?;
    say::note(format!("{} functions", names.lines().count()));
    fs::write(program::list(), format!("{HEAD}{}\n", names.trim_end())).explain(program::list().display())
}
