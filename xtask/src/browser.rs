//! The browsers the tests run in: where they are, how they are installed where a package manager is at hand,
//! and the flags Chromium runs with, in one place for all kinds of browser test.

use std::env;
use std::fs;
use std::path::PathBuf;

use serde_json::json;

use crate::places;
use crate::run;
use crate::say::{Done, Explain, Failure};

const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const ELSEWHERE: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const DRIVER_ELSEWHERE: &[&str] = &["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];
const FLAGS: &[&str] = &[
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Chromium, or a browser that is one.
pub fn chromium() -> Option<PathBuf> {
    chosen("CHROMIUM").or_else(|| first(CHROMIUM, ELSEWHERE))
}

/// The program that steers it.
pub fn driver() -> Option<PathBuf> {
    chosen("CHROMEDRIVER").or_else(|| first(&["chromedriver"], DRIVER_ELSEWHERE))
}

/// Can Chinese be shown? Only Linux may lack a font for it.
pub fn has_chinese_font() -> bool {
    !cfg!(target_os = "linux")
        || run::answer(run::command("fc-list").arg(":lang=zh-cn")).is_some_and(|fonts| !fonts.is_empty())
}

/// The flags the browser runs with. As root it has no sandbox of its own.
pub fn flags() -> Vec<&'static str> {
    FLAGS.iter().copied().chain(is_root().then_some("--no-sandbox")).collect()
}

/// Chromium and its driver; installs them, and a Chinese font, where it can.
pub fn ensure() -> Done<(PathBuf, PathBuf)> {
    if !(chromium().is_some() && driver().is_some() && has_chinese_font()) {
        let debian = &["chromium", "chromium-driver", "fonts-noto-cjk", "fontconfig"];
        let ubuntu = &["chromium-browser", "chromium-chromedriver", "fonts-noto-cjk", "fontconfig"];
        install(debian, ubuntu, "installing Chromium, its driver and a Chinese font", ADVICE)?;
    }
    let missing = |what| {
        Failure::new(format!("the browser tests need {what}, and it is not there even after installing it: {ADVICE}"))
    };
    Ok((chromium().ok_or_else(|| missing("Chromium"))?, driver().ok_or_else(|| missing("chromedriver"))?))
}

/// How a person gets the browser.
pub const ADVICE: &str = "install Chromium (or Chrome), chromedriver of the same version and a Chinese font \
    (Debian: `apt-get install chromium chromium-driver fonts-noto-cjk`), or name them in CHROMIUM and CHROMEDRIVER";

/// One of the programs the walk in three browsers needs beside Chromium.
pub struct Program {
    /// Its name.
    pub name: &'static str,
    /// The variable that says where it is: to us, and by us to the walk.
    pub variable: &'static str,
    names: &'static [&'static str],
    elsewhere: &'static [&'static str],
}

/// All of them. WebKit is there on Linux only: its driver exists nowhere else.
pub const OTHERS: &[Program] = &[
    Program {
        name: "firefox",
        variable: "FIREFOX",
        names: &["firefox-esr", "firefox"],
        elsewhere: &[
            "/Applications/Firefox.app/Contents/MacOS/firefox",
            "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
        ],
    },
    #[cfg(target_os = "linux")]
    Program { name: "WebKitWebDriver", variable: "WEBKIT_DRIVER", names: &["WebKitWebDriver"], elsewhere: &[] },
    #[cfg(target_os = "linux")]
    Program {
        name: "WebKit's MiniBrowser",
        variable: "MINI_BROWSER",
        names: &[],
        elsewhere: &[
            "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
        ],
    },
    #[cfg(target_os = "linux")]
    Program { name: "Xvfb", variable: "XVFB", names: &["Xvfb"], elsewhere: &[] },
];

impl Program {
    /// Where it is.
    pub fn find(&self) -> Option<PathBuf> {
        chosen(self.variable).or_else(|| first(self.names, self.elsewhere))
    }
}

/// Firefox and WebKit, as the variables that say where they are; installs them where it can.
pub fn ensure_others() -> Done<Vec<(&'static str, PathBuf)>> {
    if OTHERS.iter().any(|it| it.find().is_none()) {
        let packages = ["firefox-esr", "webkit2gtk-driver", "xvfb"];
        // Ubuntu has Firefox as a snap only, which no driver starts.
        install(&packages, &packages[1..], "installing Firefox, WebKit and a screen for it", OTHERS_ADVICE)?;
    }
    let needed = |it: &Program| Failure::new(format!("the walk in three browsers needs {}: {OTHERS_ADVICE}", it.name));
    OTHERS.iter().map(|it| Ok((it.variable, it.find().ok_or_else(|| needed(it))?))).collect()
}

/// How a person gets them.
pub const OTHERS_ADVICE: &str = "install Firefox and, on Linux, WebKitGTK's driver and Xvfb \
    (Debian: `apt-get install firefox-esr webkit2gtk-driver xvfb`), or name them in FIREFOX, WEBKIT_DRIVER, MINI_BROWSER and XVFB";

/// Writes the flags where wasm-bindgen's test runner looks for them.
pub fn webdriver_file(chromium: &PathBuf) -> Done<PathBuf> {
    let file = places::target().join("webdriver.json");
    let options = json!({ "goog:chromeOptions": { "binary": chromium, "args": flags() } });
    fs::write(&file, options.to_string()).explain(file.display())?;
    Ok(file)
}

/// The web servers whose configurations are tested, as far as they are missing. They are installed where everything runs as
/// root, as on a test machine: a server that starts by itself is nothing to put on anybody's own.
pub fn ensure_servers() -> Vec<&'static str> {
    let missing = || -> Vec<&'static str> {
        ["nginx", "caddy"].into_iter().filter(|name| run::which(name).is_none() && !sbin(name)).collect()
    };
    if !missing().is_empty() && is_root() {
        // Whether that worked shows in what is missing afterwards.
        let _ = apt_install(&missing(), "installing the web servers whose configurations are tested", ADVICE);
    }
    missing()
}

/// Debian keeps servers where only root looks.
fn sbin(name: &str) -> bool {
    cfg!(unix) && run::is_program(&PathBuf::from("/usr/sbin").join(name))
}

/// Installs what is missing, by the names it has on Debian and on Ubuntu; elsewhere a person is told how.
fn install(debian: &[&str], ubuntu: &[&str], what: &str, advice: &str) -> Done {
    let system = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let named = |name: &str| system.lines().any(|line| line.trim_start_matches("ID=").trim_matches('"') == name);
    let packages = if named("debian") {
        debian
    } else if named("ubuntu") {
        ubuntu
    } else {
        return Err(Failure::new(format!("the browser tests need browsers: {advice}")));
    };
    apt_install(packages, what, advice)
}

fn apt_install(packages: &[&str], what: &str, advice: &str) -> Done {
    let prefix: &[&str] = if is_root() {
        &[]
    } else if run::answer(run::command("sudo").args(["-n", "true"])).is_some() {
        &["sudo", "-n"]
    } else {
        return Err(Failure::new(format!("the browser tests need browsers: {advice}")));
    };
    if run::which("apt-get").is_none() {
        return Err(Failure::new(format!("the browser tests need browsers: {advice}")));
    }
    let apt = |args: &[&str], what: &str, usually: &str| {
        let mut words = prefix.iter().copied().chain([
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-q",
            "-o",
            "DPkg::Lock::Timeout=120",
        ]);
        let mut command = run::command(words.next().unwrap_or("env"));
        command.args(words).args(args);
        run::long(&mut command, what, usually)
    };
    // Old lists are often good enough, so only the second step has to work.
    let lists = apt(&["update"], "asking for the system's package lists", "10 seconds");
    let mut wanted = vec!["install", "-y", "--no-install-recommends"];
    wanted.extend(packages);
    apt(&wanted, what, "1 minute").map_err(|failure| lists.err().unwrap_or(failure))
}

fn is_root() -> bool {
    cfg!(unix) && run::answer(run::command("id").arg("-u")).as_deref() == Some("0")
}

fn chosen(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|file| run::is_program(file))
}

fn first(names: &[&str], elsewhere: &[&str]) -> Option<PathBuf> {
    let named = names.iter().find_map(|name| run::which(name));
    named.or_else(|| elsewhere.iter().map(PathBuf::from).find(|file| run::is_program(file)))
}
