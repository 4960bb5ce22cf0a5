//! Runs other programs: quietly for a question, with passed-through output for a check, and with a sign of life
//! for what takes minutes.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::diagnose;
use crate::places;
use crate::say::{self, Done, Explain, Failure};

const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

/// The program `name` on PATH.
pub fn which(name: &str) -> Option<PathBuf> {
    let names = if cfg!(windows) { vec![format!("{name}.exe"), format!("{name}.cmd")] } else { vec![name.to_owned()] };
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| is_program(file))
}

/// Is this a file that can be run?
pub fn is_program(file: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    file.is_file()
}

/// A command that starts in the repository's root.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(places::root());
    command
}

/// PATH with `folders` in front.
pub fn path_with(folders: &[PathBuf]) -> Done<OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.iter().cloned().chain(env::split_paths(&old))).explain("PATH cannot be extended")
}

/// What the command prints, if it can be run and succeeds.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a command succeeds within this time, whatever it prints; after that it is ended.
pub fn within(command: &mut Command, limit: Duration) -> bool {
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = spawned else { return false };
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if started.elapsed() < limit => thread::sleep(Duration::from_millis(100)),
            _ => {
                let _ = child.kill().and_then(|()| child.wait());
                return false;
            }
        }
    }
}

/// Runs a check: its output is passed through and returned.
pub fn shown(command: &mut Command, what: &str) -> Done<String> {
    if io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let (status, output) = watch(command, what, &|line| eprint!("{line}"), None)?;
    finished(status, &output, what, true).map(|()| output)
}

/// Runs what takes minutes: on a terminal with its own output, elsewhere with a line every 20 seconds.
pub fn long(command: &mut Command, what: &str, usually: &str) -> Done {
    say::step(format!("{what} (usually {usually})"));
    let terminal = io::stderr().is_terminal();
    if terminal {
        command
            .env("CARGO_TERM_COLOR", "always")
            .env("CARGO_TERM_PROGRESS_WHEN", "always")
            .env("CARGO_TERM_PROGRESS_WIDTH", "80");
    }
    let started = Instant::now();
    let show: &(dyn Fn(&str) + Sync) = if terminal { &|line| eprint!("{line}") } else { &|_| () };
    let (status, output) = watch(command, what, show, (!terminal).then_some(usually))?;
    finished(status, &output, what, terminal)?;
    say::note(format!("done in {}", say::spell(started.elapsed())));
    Ok(())
}

/// `printed`: has the user seen the output already?
fn finished(status: ExitStatus, output: &str, what: &str, printed: bool) -> Done {
    if status.success() {
        return Ok(());
    }
    if let Some(cause) = diagnose::cause(output) {
        return Err(Failure::new(format!("{what} failed: {cause}")));
    }
    if !printed {
        let lines: Vec<&str> = output.lines().collect();
        let tail = lines.get(lines.len().saturating_sub(40)..).unwrap_or_default();
        eprintln!("{}", tail.join("\n"));
    }
    Err(Failure::new(format!("{what} failed ({status}); its output is above")))
}

fn watch(
    command: &mut Command,
    what: &str,
    show: &(dyn Fn(&str) + Sync),
    usually: Option<&str>,
) -> Done<(ExitStatus, String)> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .explain(format_args!("{what}: `{program}` cannot be started"))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (crates, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (status, output) = thread::scope(|scope| {
        let seen = |line: &str| {
            if line.trim_start().starts_with("Compiling") {
                crates.fetch_add(1, Ordering::Relaxed);
            }
            show(line);
        };
        let out = scope.spawn(move || stdout.map(|pipe| read(pipe, &seen)).unwrap_or_default());
        let err = scope.spawn(move || stderr.map(|pipe| read(pipe, &seen)).unwrap_or_default());
        let ticker = usually.map(|usually| scope.spawn(|| tick(what, usually, &crates, &over)));
        let status = child.wait();
        over.store(true, Ordering::Relaxed);
        if let Some(ticker) = ticker {
            ticker.thread().unpark();
        }
        let output = err.join().unwrap_or_default() + &out.join().unwrap_or_default();
        (status, output)
    });
    let _ = io::stderr().flush();
    Ok((status.explain(format_args!("{what}: lost sight of `{program}`"))?, output))
}

/// Reads to the end; a carriage return ends a piece too, so that a progress bar is seen as it moves.
fn read(pipe: impl Read, seen: &dyn Fn(&str)) -> String {
    let (mut pipe, mut all, mut piece) = (BufReader::new(pipe), String::new(), Vec::new());
    while let Ok(bytes) = pipe.fill_buf() {
        if bytes.is_empty() {
            break;
        }
        let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let taken = end.map_or(bytes.len(), |at| at + 1);
        piece.extend_from_slice(&bytes[..taken]);
        pipe.consume(taken);
        if end.is_some() {
            take(&mut piece, &mut all, seen);
        }
    }
    take(&mut piece, &mut all, seen);
    all
}

fn take(piece: &mut Vec<u8>, all: &mut String, seen: &dyn Fn(&str)) {
    let text = String::from_utf8_lossy(piece);
    seen(&text);
    all.push_str(&text);
    piece.clear();
}

fn tick(what: &str, usually: &str, crates: &AtomicUsize, over: &AtomicBool) {
    let started = Instant::now();
    loop {
        thread::park_timeout(SIGN_OF_LIFE);
        if over.load(Ordering::Relaxed) {
            return;
        }
        let compiled = match crates.load(Ordering::Relaxed) {
            0 => String::new(),
            count => format!("{count} crates compiled, "),
        };
        say::note(format!("… {what}: {compiled}{} so far, usually {usually}", say::spell(started.elapsed())));
    }
}
