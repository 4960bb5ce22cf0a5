//! `cargo xtask doctor`: what is there, what is missing, how to get it.

use std::path::PathBuf;

use crate::browser;
use crate::install;
use crate::places;
use crate::run;
use crate::say::{Done, Failure};
use crate::table;
use crate::tools::{self, Tool};

struct Finding {
    what: String,
    found: Option<String>,
    needed_for: &'static str,
    remedy: String,
    blocks_serve: bool,
}

/// Prints the table; fails if `serve` needs something it cannot install.
pub fn command() -> Done {
    let findings = findings()?;
    let rows: Vec<Vec<String>> = findings
        .iter()
        .map(|one| {
            let (there, then) = match &one.found {
                Some(found) => (found.clone(), String::new()),
                None => ("missing".to_owned(), one.remedy.clone()),
            };
            vec![one.what.clone(), there, one.needed_for.to_owned(), then]
        })
        .collect();
    print!("{}", table::render(&["what", "found", "for", "how to get it"], &rows));
    println!("\ntools are installed into {}", places::tools()?.display());
    let blocking: Vec<&str> =
        findings.iter().filter(|one| one.blocks_serve && one.found.is_none()).map(|one| one.what.as_str()).collect();
    if blocking.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!("`cargo xtask serve` cannot work without: {}", blocking.join(", "))))
    }
}

fn findings() -> Done<Vec<Finding>> {
    let compiler = install::has_compiler();
    let npm = run::which("npm");
    let node = tools::node();
    let fits = |version: &str| {
        version
            .split('.')
            .next()
            .and_then(|major| major.parse().ok())
            .is_some_and(|major: u32| major >= tools::OLDEST_NODE)
    };
    let wasm_opt = tools::find_wasm_opt()?;
    let by_npm = if npm.is_some() { "by itself, with serve or test" } else { "install Node with npm, or binaryen" };
    let found = |what: &str, found: Option<String>, needed_for, remedy: &str, blocks_serve| Finding {
        what: what.to_owned(),
        found,
        needed_for,
        remedy: remedy.to_owned(),
        blocks_serve,
    };
    let show = |file: Option<PathBuf>| file.map(|file| file.display().to_string());
    let rustc = run::answer(run::command("rustc").arg("--version"));
    let rustup = run::which("rustup").is_some();
    let target = tools::has_wasm_target().then(|| "yes".to_owned());
    let by_rustup = if rustup { "by itself, with serve or test" } else { "install Rust with rustup" };
    let mut findings = vec![
        found("rustc", rustc, "everything", "install Rust with rustup", true),
        found(
            "C compiler",
            compiler.then(|| "yes".to_owned()),
            "everything",
            "Debian: apt-get install build-essential",
            true,
        ),
        found(&format!("target {}", tools::WASM), target, "serve, test", by_rustup, !rustup),
        found(
            install::BINSTALL,
            show(run::which(install::BINSTALL)),
            "a quicker set-up",
            "not needed; with it the next two and cargo-deny are downloaded, not compiled for 13 minutes: \
             github.com/cargo-bins/cargo-binstall",
            false,
        ),
        tool(&tools::trunk(), "serve, test", compiler)?,
        tool(&tools::wasm_bindgen()?, "serve, test", compiler)?,
        found(
            &format!("wasm-opt {} or later", tools::OLDEST_WASM_OPT),
            wasm_opt.map(|(folder, version)| format!("{version} in {}", folder.display())),
            "serve, test",
            by_npm,
            false,
        ),
        found(
            &format!("node {} or later", tools::OLDEST_NODE),
            node.filter(|version| fits(version)),
            "test",
            "nodejs.org or your system's packages",
            false,
        ),
        found("npm", show(npm), "test", "comes with Node", false),
        found(
            "chromium",
            show(browser::chromium()),
            "test",
            "by itself as root on Debian or Ubuntu; else by hand",
            false,
        ),
        found(
            "chromedriver",
            show(browser::driver()),
            "test",
            "by itself as root on Debian or Ubuntu; else by hand",
            false,
        ),
        found(
            "Chinese font",
            browser::has_chinese_font().then(|| "yes".to_owned()),
            "test",
            "Debian: apt-get install fonts-noto-cjk",
            false,
        ),
        tool(&tools::cargo_deny(), "test", compiler)?,
    ];
    let others = browser::OTHERS
        .iter()
        .map(|one| found(one.name, show(one.find()), "test", "by itself as root on Debian; else by hand", false));
    findings.extend(others);
    Ok(findings)
}

fn tool(tool: &Tool, needed_for: &'static str, compiler: bool) -> Done<Finding> {
    let found = tool.find()?.map(|(folder, version)| format!("{version} in {}", folder.display()));
    let remedy = if compiler { "by itself, with serve or test" } else { "install a C compiler first" };
    let blocks_serve = needed_for.contains("serve") && !compiler;
    Ok(Finding {
        what: format!("{} {}", tool.name, tool.version),
        found,
        needed_for,
        remedy: remedy.to_owned(),
        blocks_serve,
    })
}
