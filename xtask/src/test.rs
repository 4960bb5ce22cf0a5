//! `cargo xtask test`: every check there is, stopping at the first that fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::browser;
use crate::build;
use crate::places;
use crate::run;
use crate::say::{self, Done, Explain, Failure};
use crate::server;
use crate::size;
use crate::table;
use crate::tools;

/// What a check reports: how many tests ran, or nothing if it is one check by itself.
type Check = fn() -> Done<Count>;

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
}

const ONE: Count = Count { passed: 1, failed: 0 };

const FAST: &[(&str, Check)] = &[
    ("format", format),
    ("layers: domain and app without a browser", layers),
    ("lints", lints),
    ("native tests", native),
];
const SLOW: &[(&str, Check)] = &[
    ("lints for wasm", wasm_lints),
    ("browser tests", in_browser),
    ("release build", release),
    ("size of the first load", size),
    ("end-to-end tests", end_to_end),
    ("three browsers", three_browsers),
    ("licences and sources", licences),
];

/// Runs the checks and prints what came of them.
pub fn command(args: &[String]) -> Done {
    let fast = match args {
        [] => false,
        [one] if one == "--fast" => true,
        _ => return Err(Failure::new("`test` knows only --fast")),
    };
    let checks: Vec<_> = FAST.iter().chain(if fast { &[] } else { SLOW }).collect();
    let (mut rows, mut sum, mut failure) = (Vec::new(), Count::default(), None);
    for &&(name, check) in &checks {
        if failure.is_some() {
            rows.push(row(name, "not run", None, None));
            continue;
        }
        say::step(name);
        let started = Instant::now();
        match check() {
            Ok(count) => {
                rows.push(row(name, "passed", Some(count.passed), Some(started.elapsed())));
                sum.passed += count.passed;
            }
            Err(error) => {
                rows.push(row(name, "FAILED", None, Some(started.elapsed())));
                sum.failed += 1;
                failure = Some(error);
            }
        }
    }
    println!("\n{}", table::render(&["check", "outcome", "tests", "time"], &rows));
    let end = failure.map_or(Ok(()), Err);
    println!("{} passed, {} failed", sum.passed, sum.failed);
    end
}

fn row(name: &str, outcome: &str, tests: Option<usize>, time: Option<Duration>) -> Vec<String> {
    let tests = tests.map(|count| count.to_string()).unwrap_or_default();
    vec![name.to_owned(), outcome.to_owned(), tests, time.map(say::spell).unwrap_or_default()]
}

fn cargo(words: &str) -> Done<String> {
    run::shown(run::command("cargo").args(words.split_whitespace()), &format!("cargo {words}"))
}

fn format() -> Done<Count> {
    cargo("fmt --all --check").map(|_| ONE)
}

fn layers() -> Done<Count> {
    cargo("check --quiet --package callflow --lib --no-default-features").map(|_| ONE)
}

fn lints() -> Done<Count> {
    cargo("clippy --quiet --workspace --all-targets -- -D warnings").map(|_| ONE)
}

fn native() -> Done<Count> {
    cargo("test --quiet --workspace").map(|output| count(&output))
}

fn wasm_lints() -> Done<Count> {
    tools::ensure_wasm_target()?;
    let tests = browser_tests()?.iter().map(|name| format!(" --test {name}")).collect::<String>();
    cargo(&format!("clippy --quiet --package callflow --target {} --lib --bins{tests} -- -D warnings", tools::WASM))
        .map(|_| ONE)
}

fn in_browser() -> Done<Count> {
    let tests = browser_tests()?;
    if tests.is_empty() {
        say::note("there are none: no test target in tests/browser/");
        return Ok(Count::default());
    }
    let (chromium, driver) = browser::ensure()?;
    let runner =
        tools::wasm_bindgen()?.ensure()?.join(format!("wasm-bindgen-test-runner{}", std::env::consts::EXE_SUFFIX));
    let mut cargo = run::command("cargo");
    // The runner knows no --quiet.
    cargo.args(["test", "--package", "callflow", "--target", tools::WASM]);
    cargo.args(tests.iter().flat_map(|name| ["--test", name]));
    cargo
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser::webdriver_file(&chromium)?);
    run::shown(&mut cargo, "the browser tests").map(|output| count(&output))
}

/// The test targets that lie in tests/browser.
fn browser_tests() -> Done<Vec<String>> {
    let metadata = run::answer(run::command("cargo").args(["metadata", "--no-deps", "--format-version", "1"]));
    let metadata = metadata.ok_or_else(|| Failure::new("`cargo metadata` failed: is Cargo.toml valid?"))?;
    let metadata: Value = serde_json::from_str(&metadata).explain("cargo metadata")?;
    let place = places::root().join("tests").join("browser");
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let targets = list(&metadata, "packages").into_iter().flat_map(|package| list(&package, "targets"));
    let here =
        targets.filter(|target| target["src_path"].as_str().is_some_and(|path| Path::new(path).starts_with(&place)));
    Ok(here.filter_map(|target| target["name"].as_str().map(str::to_owned)).collect())
}

fn release() -> Done<Count> {
    build::build().map(|()| ONE)
}

fn size() -> Done<Count> {
    size::check().map(|()| ONE)
}

fn end_to_end() -> Done<Count> {
    browser::ensure_servers();
    let output = run_node("node_modules/@playwright/test/cli.js", &["test"], &[], "the end-to-end tests")?;
    Ok(count(&output))
}

/// The core walk in Chromium, Firefox and WebKit, each of them a real one.
fn three_browsers() -> Done<Count> {
    let others = browser::ensure_others()?;
    let others: Vec<(&str, String)> =
        others.into_iter().map(|(variable, file)| (variable, file.display().to_string())).collect();
    let more: Vec<(&str, &str)> = others.iter().map(|(variable, file)| (*variable, file.as_str())).collect();
    let mut args = vec!["test", "--config", "browsers.config.mjs"];
    if !cfg!(target_os = "linux") {
        say::note("not walked in WebKit: its driver exists on Linux only");
        args.extend(["--project", "chromium", "--project", "firefox"]);
    }
    let output = run_node("node_modules/@playwright/test/cli.js", &args, &more, "the walk in three browsers")?;
    Ok(count(&output))
}

/// Runs a script of the end-to-end tests against a build that is being served.
pub fn run_node(script: &str, args: &[&str], more: &[(&str, &str)], what: &str) -> Done<String> {
    run_node_on(places::dist(), script, args, more, what)
}

/// The same against the build in a folder.
pub fn run_node_on(folder: PathBuf, script: &str, args: &[&str], more: &[(&str, &str)], what: &str) -> Done<String> {
    let npm = tools::ensure_npm()?;
    let (chromium, driver) = browser::ensure()?;
    install_packages(&npm)?;
    let server = server::start(folder)?;
    let flags = serde_json::to_string(&browser::flags()).explain("the browser's flags")?;
    let mut node = run::command("node");
    node.current_dir(places::e2e()).arg(script).args(args).envs(more.iter().copied());
    node.env("BASE_URL", &server.address).env("CHROMIUM", chromium).env("CHROMIUM_FLAGS", flags);
    node.env("CHROMEDRIVER", driver);
    run::shown(&mut node, what)
}

/// Installs what package-lock.json names, unless it is there already.
fn install_packages(npm: &Path) -> Done {
    let folder = places::e2e();
    let lock = fs::read_to_string(folder.join("package-lock.json")).explain("tests/e2e/package-lock.json")?;
    let note = folder.join("node_modules").join(".callflow-lock");
    if fs::read_to_string(&note).is_ok_and(|kept| kept == lock) {
        return Ok(());
    }
    let mut command = run::command(npm);
    command.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]);
    run::long(&mut command, "installing the npm packages of the browser tests", "10 seconds")?;
    fs::write(&note, lock).explain(note.display())
}

fn licences() -> Done<Count> {
    let folder = tools::cargo_deny().ensure()?;
    let mut cargo = run::command("cargo");
    cargo
        .args(["deny", "--workspace", "--all-features", "check", "licenses", "bans", "sources"])
        .env("PATH", run::path_with(&[folder])?);
    run::shown(&mut cargo, "cargo deny").map(|_| ONE)
}

/// Adds up what Cargo's and Playwright's summaries say.
fn count(output: &str) -> Count {
    let mut sum = Count::default();
    for line in output.lines().map(plain) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let playwright =
            matches!(words.as_slice(), [number, "passed" | "failed", ..] if number.parse::<usize>().is_ok());
        let summary = playwright || line.contains("test result:");
        for pair in words.windows(2).filter(|_| summary) {
            let Ok(number) = pair[0].parse::<usize>() else { continue };
            match pair[1].trim_end_matches(';') {
                "passed" => sum.passed += number,
                "failed" => sum.failed += number,
                _ => {}
            }
        }
    }
    sum
}

/// A line without the codes for colours.
fn plain(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_both_kinds_of_summary() {
        let cargo = "running 3 tests\n...\ntest result: \u{1b}[32mok\u{1b}[0m. 3 passed; 0 failed; 1 ignored; 0 measured\ntest result: ok. 2 passed; 0 failed;\n";
        assert_eq!(count(cargo), Count { passed: 5, failed: 0 });
        assert_eq!(count("\u{1b}[31m  1 failed\u{1b}[39m\n  4 passed (2.3s)\n"), Count { passed: 4, failed: 1 });
        assert_eq!(count("I passed 5 passed tests"), Count::default());
    }
}
