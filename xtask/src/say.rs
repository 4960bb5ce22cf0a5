//! How a command tells what went wrong: one sentence for a person, never a backtrace.

use std::fmt::{self, Display};
use std::time::Duration;

/// What a person is told when a command cannot go on.
#[derive(Debug)]
pub struct Failure(String);

/// The result of anything that can fail here.
pub type Done<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure that says `sentence`.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds what was being done to an error that only says what happened.
pub trait Explain<T> {
    /// Turns the error into `what: error`.
    fn explain(self, what: impl Display) -> Done<T>;
}

impl<T, E: Display> Explain<T> for Result<T, E> {
    fn explain(self, what: impl Display) -> Done<T> {
        self.map_err(|error| Failure::new(format!("{what}: {error}")))
    }
}

/// Announces a step.
pub fn step(what: impl Display) {
    eprintln!("▸ {what}");
}

/// Adds a line to the step under way.
pub fn note(what: impl Display) {
    eprintln!("  {what}");
}

/// A span of time as a person says it: `4.2 s`, `3 min 05 s`.
pub fn spell(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}
