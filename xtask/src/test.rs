//! `cargo xtask test`: every check there is, stopping at the first that fails, or one by its name.

use std::env;
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

/// How many tests a check ran; one that is not made of tests counts as one.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
}

const ONE: Count = Count { passed: 1, failed: 0 };

/// What came of a check that did not fail.
enum Outcome {
    Passed(Count),
    /// Something it needs is not on this machine. On a test machine that is a failure.
    NotRun(String),
}

impl From<Count> for Outcome {
    fn from(count: Count) -> Self {
        Self::Passed(count)
    }
}

/// A check that can be asked for by its name.
struct Check {
    name: &'static str,
    what: &'static str,
    needs: Needs,
    run: fn() -> Done<Outcome>,
}

/// What has to be there before a check can run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// Rust alone: `--fast` runs it.
    Rust,
    /// A browser or another tool.
    Tools,
    /// The release build.
    Build,
}

/// All checks, in the order they run.
const CHECKS: &[Check] = &[
    Check { name: "format", what: "format", needs: Needs::Rust, run: format },
    Check { name: "layers", what: "layers: domain and app without a browser", needs: Needs::Rust, run: layers },
    Check { name: "lints", what: "lints", needs: Needs::Rust, run: lints },
    Check { name: "native", what: "native tests", needs: Needs::Rust, run: native },
    Check { name: "wasm-lints", what: "lints for wasm", needs: Needs::Tools, run: wasm_lints },
    Check { name: "browser", what: "browser tests", needs: Needs::Tools, run: in_browser },
    Check { name: "build", what: "release build", needs: Needs::Tools, run: release },
    Check { name: "size", what: "size of the first load", needs: Needs::Build, run: size },
    Check { name: "e2e", what: "end-to-end tests", needs: Needs::Build, run: end_to_end },
    Check { name: "servers", what: "web servers", needs: Needs::Build, run: web_servers },
    Check { name: "browsers", what: "Chromium and Firefox", needs: Needs::Build, run: two_browsers },
    Check { name: "webkit", what: "WebKit", needs: Needs::Build, run: webkit },
    Check { name: "licences", what: "licences and sources", needs: Needs::Tools, run: licences },
];

/// A check, or a file of tests, that is to run now.
struct Step {
    what: String,
    run: Box<dyn Fn() -> Done<Outcome>>,
}

impl Step {
    fn new(what: impl Into<String>, run: impl Fn() -> Done<Outcome> + 'static) -> Self {
        Self { what: what.into(), run: Box::new(run) }
    }
}

impl From<&Check> for Step {
    fn from(check: &Check) -> Self {
        Self::new(check.what, check.run)
    }
}

/// Runs the checks and prints what came of them.
pub fn command(args: &[String]) -> Done {
    match args {
        [] => run_all(CHECKS.iter().map(Step::from)),
        [one] if one == "--fast" => run_all(CHECKS.iter().filter(|it| it.needs == Needs::Rust).map(Step::from)),
        [name] if !name.starts_with('-') => run_all(steps(name)?.into_iter()),
        _ => Err(Failure::new("`test` takes --fast, or the name of one check")),
    }
}

fn run_all(steps: impl Iterator<Item = Step>) -> Done {
    let (mut rows, mut sum, mut missing, mut failure) = (Vec::new(), Count::default(), Vec::new(), None);
    for Step { what, run } in steps {
        if failure.is_some() {
            rows.push(row(&what, "not run", None, None));
            continue;
        }
        say::step(&what);
        let started = Instant::now();
        let time = || Some(started.elapsed());
        match run().and_then(required_in_ci) {
            Ok(Outcome::Passed(count)) => {
                rows.push(row(&what, "passed", Some(count.passed), time()));
                sum.passed += count.passed;
            }
            Ok(Outcome::NotRun(why)) => {
                rows.push(row(&what, "NOT RUN", None, None));
                missing.push(format!("not run: {what}: {why}"));
            }
            Err(error) => {
                rows.push(row(&what, "FAILED", None, time()));
                sum.failed += 1;
                failure = Some(error);
            }
        }
    }
    println!("\n{}", table::render(&["check", "outcome", "tests", "time"], &rows));
    missing.iter().for_each(|line| println!("{line}"));
    println!("{} passed, {} failed", sum.passed, sum.failed);
    failure.map_or(Ok(()), Err)
}

/// A test machine has all it needs: what does not run there has failed.
fn required_in_ci(outcome: Outcome) -> Done<Outcome> {
    match outcome {
        Outcome::NotRun(why) if env::var_os("CI").is_some() => Err(Failure::new(why)),
        outcome => Ok(outcome),
    }
}

/// What a name stands for: a check, the native tests of a file, the end-to-end tests of a file, or both where they are
/// called alike. The build comes first where it is needed.
fn steps(name: &str) -> Done<Vec<Step>> {
    let check = CHECKS.iter().find(|it| it.name == name);
    let native = files("tests", ".rs")?.into_iter().find(|it| *it == name || format!("{it}.rs") == name);
    let e2e = files("tests/e2e", SPEC)?.into_iter().find(|it| *it == name || format!("{it}{SPEC}") == name);
    let mut steps: Vec<Step> = check.map(Step::from).into_iter().collect();
    if let Some(file) = native {
        let run = move || cargo(&format!("test --quiet --test {file}")).map(|output| count(&output).into());
        steps.push(Step::new(format!("native tests of {name}"), run));
    }
    if check.is_some_and(|it| it.needs == Needs::Build) || e2e.is_some() {
        steps.insert(0, Step::new("release build", release));
    }
    if let Some(file) = e2e {
        // Playwright takes a pattern for the path.
        let pattern = format!(r"[\\/]{file}\.spec\.mjs$");
        steps.push(Step::new(format!("end-to-end tests of {name}"), move || playwright(&[&pattern], &[])));
    }
    if steps.is_empty() { Err(unknown(name)?) } else { Ok(steps) }
}

fn unknown(name: &str) -> Done<Failure> {
    let checks: Vec<&str> = CHECKS.iter().map(|it| it.name).collect();
    let (native, e2e) = (files("tests", ".rs")?, files("tests/e2e", SPEC)?);
    Ok(Failure::new(format!(
        "there is no check `{name}`\n\nchecks: {}\n\nfiles of native tests: {}\n\nfiles of end-to-end tests: {}\n\n\
         `keys` runs both files of that name, `keys.rs` or `keys{SPEC}` one of them",
        checks.join(", "),
        native.join(", "),
        e2e.join(", ")
    )))
}

const SPEC: &str = ".spec.mjs";

/// The names of the files in a folder that end so, without that end, in order.
fn files(folder: &str, end: &str) -> Done<Vec<String>> {
    let folder = places::root().join(folder);
    let entries = fs::read_dir(&folder).explain(folder.display())?.flatten();
    let mut names: Vec<String> =
        entries.filter_map(|it| it.file_name().to_str()?.strip_suffix(end).map(str::to_owned)).collect();
    names.sort();
    Ok(names)
}

fn row(what: &str, outcome: &str, tests: Option<usize>, time: Option<Duration>) -> Vec<String> {
    let tests = tests.map(|count| count.to_string()).unwrap_or_default();
    vec![what.to_owned(), outcome.to_owned(), tests, time.map(say::spell).unwrap_or_default()]
}

fn cargo(words: &str) -> Done<String> {
    run::shown(run::command("cargo").args(words.split_whitespace()), &format!("cargo {words}"))
}

fn format() -> Done<Outcome> {
    cargo("fmt --all --check").map(|_| ONE.into())
}

fn layers() -> Done<Outcome> {
    cargo("check --quiet --package callflow --lib --no-default-features").map(|_| ONE.into())
}

fn lints() -> Done<Outcome> {
    cargo("clippy --quiet --workspace --all-targets -- -D warnings").map(|_| ONE.into())
}

fn native() -> Done<Outcome> {
    cargo("test --quiet --workspace").map(|output| count(&output).into())
}

fn wasm_lints() -> Done<Outcome> {
    tools::ensure_wasm_target()?;
    let tests = browser_tests()?.iter().map(|name| format!(" --test {name}")).collect::<String>();
    cargo(&format!("clippy --quiet --package callflow --target {} --lib --bins{tests} -- -D warnings", tools::WASM))
        .map(|_| ONE.into())
}

fn in_browser() -> Done<Outcome> {
    let tests = browser_tests()?;
    if tests.is_empty() {
        return Err(Failure::new("there is no test target in tests/browser/"));
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
    run::shown(&mut cargo, "the browser tests").map(|output| count(&output).into())
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

fn release() -> Done<Outcome> {
    build::build().map(|()| ONE.into())
}

fn size() -> Done<Outcome> {
    size::check().map(|()| ONE.into())
}

fn end_to_end() -> Done<Outcome> {
    playwright(&["--project", "served", "--project", "one file"], &[])
}

/// The configurations in deploy/, each in the server it is for.
fn web_servers() -> Done<Outcome> {
    let missing = browser::ensure_servers();
    if !missing.is_empty() {
        return Ok(Outcome::NotRun(format!("{} not installed", missing.join(" and "))));
    }
    playwright(&["--project", "web servers"], &[])
}

/// The core walk in real browsers.
fn two_browsers() -> Done<Outcome> {
    walk(&["--project", "chromium", "--project", "firefox"])
}

fn webkit() -> Done<Outcome> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::NotRun("its driver exists on Linux only".to_owned()));
    }
    walk(&["--project", "webkit"])
}

fn walk(projects: &[&str]) -> Done<Outcome> {
    let others = browser::ensure_others()?;
    let others: Vec<(&str, String)> =
        others.into_iter().map(|(variable, file)| (variable, file.display().to_string())).collect();
    let more: Vec<(&str, &str)> = others.iter().map(|(variable, file)| (*variable, file.as_str())).collect();
    playwright(&[&["--config", "browsers.config.mjs"][..], projects].concat(), &more)
}

/// Runs Playwright's tests against the build.
fn playwright(args: &[&str], more: &[(&str, &str)]) -> Done<Outcome> {
    let args = [&["test"][..], args].concat();
    let output = run_node("node_modules/@playwright/test/cli.js", &args, more, "the end-to-end tests")?;
    Ok(count(&output).into())
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

fn licences() -> Done<Outcome> {
    let folder = tools::cargo_deny().ensure()?;
    let mut cargo = run::command("cargo");
    cargo
        .args(["deny", "--workspace", "--all-features", "check", "licenses", "bans", "sources"])
        .env("PATH", run::path_with(&[folder])?);
    run::shown(&mut cargo, "cargo deny").map(|_| ONE.into())
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

    #[test]
    fn a_name_stands_for_a_check_a_file_of_tests_or_both_of_that_name() {
        let whats = |name: &str| steps(name).map(|steps| steps.into_iter().map(|it| it.what).collect::<Vec<_>>()).ok();
        let all = |whats: &[&str]| Some(whats.iter().map(|&it| it.to_owned()).collect::<Vec<_>>());
        assert_eq!(whats("format"), all(&["format"]));
        assert_eq!(whats("size"), all(&["release build", "size of the first load"]));
        assert_eq!(whats("keys.rs"), all(&["native tests of keys.rs"]));
        assert_eq!(whats("smoke"), all(&["release build", "end-to-end tests of smoke"]));
        assert_eq!(whats("keys"), all(&["release build", "native tests of keys", "end-to-end tests of keys"]));
        assert_eq!(whats("nothing"), None);
    }
}
