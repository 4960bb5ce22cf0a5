//! `cargo xtask serve`: from a fresh clone to the app in the browser.

use std::fs;
use std::path::PathBuf;

use crate::build;
use crate::places;
use crate::say::{self, Done, Explain, Failure};
use crate::server;

const PORT: u16 = 8080;

/// Builds and serves until it is stopped.
pub fn command(args: &[String]) -> Done {
    let (mut port, mut build) = (None, true);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match (arg.as_str(), arg.strip_prefix("--port=")) {
            ("--no-build", _) => build = false,
            ("--port", _) => port = Some(number(args.next().map_or("", String::as_str))?),
            (_, Some(value)) => port = Some(number(value)?),
            _ => {
                return Err(Failure::new(format!("unknown option `{arg}`; there are --port N and --no-build")));
            }
        }
    }
    if build {
        build::build()?;
    } else if !places::dist().join("index.html").is_file() {
        return Err(Failure::new("there is no build in dist/ yet; leave out --no-build"));
    }
    let (server, port) = server::bind(port.unwrap_or(PORT))?;
    let (crm, crm_port) = server::bind(port.saturating_add(1))?;
    let _crm = server::start_on(crm, crm_port, vec![places::root().join("embed").join("demo")]);
    println!("Callflow: http://127.0.0.1:{port}/");
    // By name, so that the two are different sites to the browser too.
    println!("A page that embeds it: http://localhost:{crm_port}/?widget=http://127.0.0.1:{port}/");
    say::note("Ctrl-C stops it");
    server::run(&server, &[allowing(&format!("http://localhost:{crm_port}"))?, places::dist()]);
    Ok(())
}

/// A folder with a `config.json` that lets pages of this origin in.
fn allowing(origin: &str) -> Done<PathBuf> {
    let folder = places::target().join("serve");
    let file = folder.join("config.json");
    fs::create_dir_all(&folder).explain(folder.display())?;
    fs::write(&file, format!("{{\"origins\":[\"{origin}\"]}}\n")).explain(file.display())?;
    Ok(folder)
}

fn number(text: &str) -> Done<u16> {
    text.parse().map_err(|_| Failure::new(format!("`{text}` is no port: a number up to 65535 is needed")))
}
