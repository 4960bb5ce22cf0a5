//! The project's own commands, so that a new machine needs nothing but Rust to run, test and build it.
//! Nothing here is part of the app.

mod bench;
mod browser;
mod build;
mod checks;
mod cover;
mod diagnose;
mod doctor;
mod early;
mod fingerprint;
mod finish;
mod halves;
mod headers;
mod html;
mod install;
mod later;
mod names;
mod offline;
mod pinyin;
mod places;
mod policy;
mod profile;
mod program;
mod run;
mod say;
mod scripts;
mod serve;
mod server;
mod single;
mod size;
mod styles;
mod table;
mod test;
mod tools;

use std::process::ExitCode;

use say::{Done, Failure};

const HELP: &str = "\
cargo xtask <command>

  serve [--port N] [--no-build]   install what is missing, build the release app, serve it on this machine
  test [--fast | NAME]            every check there is; --fast leaves out what needs a browser or a release build;
                                  NAME is one check, or one file of tests: an unknown one lists them
  build                           dist/, ready for any static host under any path
  bench                           speed and size, each beside its limit
  profile                         look again which functions the first prompt needs
  pinyin <Unihan_Readings.txt>    write assets/pinyin.txt anew, from the Unicode Character Database
  doctor                          what is there, what is missing, how to get it
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Done {
    let rest = args.get(1..).unwrap_or_default();
    match args.first().map(String::as_str) {
        Some("serve") => serve::command(rest),
        Some("test") => test::command(rest),
        Some("build") => no_options(rest).and_then(|()| build::command()),
        Some("bench") => no_options(rest).and_then(|()| bench::command()),
        Some("profile") => no_options(rest).and_then(|()| profile::command()),
        Some("pinyin") => pinyin::command(rest),
        Some("doctor") => no_options(rest).and_then(|()| doctor::command()),
        // Called by Trunk after each build, see Trunk.toml.
        Some("finish") => finish::command(rest),
        Some("help" | "-h" | "--help") | None => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(Failure::new(format!("there is no command `{other}`\n\n{HELP}"))),
    }
}

fn no_options(rest: &[String]) -> Done {
    match rest.first() {
        None => Ok(()),
        Some(option) => Err(Failure::new(format!("unknown option `{option}`\n\n{HELP}"))),
    }
}
