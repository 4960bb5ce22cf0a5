//! The first screen of somebody new, drawn at build time: the line can be read while the program is still on its way.
//!
//! `prerender/` draws it with the program's own functions, once a language. The page shows one of them where the program will
//! draw the same: nothing is kept here, and no customer comes with the address. It cannot be worked, and goes when the
//! program draws. Whoever has something kept sees it when the program has read it, and it alone.

use serde_json::Value;

use crate::html;
use crate::run;
use crate::say::{self, Done, Explain, Failure};

/// Chooses the language as the program does, by what the head of the page has found out, and the greeting by the hour. A
/// program that cannot be loaded is told of: a screen that looks alive must not just stay.
const SHOW: &str = r##"(() => {
const app = document.getElementById("app");
const tell = () => app.querySelector(".boot,.early") && (document.getElementById("incomplete").hidden = false);
addEventListener("unhandledrejection", tell);
addEventListener("error", tell, true);
try {
if (location.hash) return;
for (let i = 0; i < localStorage.length; i++) if (localStorage.key(i).startsWith("callflow:")) return;
const { lang } = document.documentElement;
const { content, dataset } = document.getElementById("early-" + lang);
const { greetings } = JSON.parse(document.getElementById("cover-" + lang).textContent);
for (const place of content.querySelectorAll(".filled")) place.textContent = greetings[dataset.hours[new Date().getHours()]];
app.replaceChildren(content);
} catch {}
})();"##;

/// The page with a screen for each language, and what shows one of them.
pub fn put(page: &str, covers: &[(String, String)]) -> Done<String> {
    let drawn = draw(covers)?;
    let hours: String = drawn["hours"].as_array().into_iter().flatten().map(Value::to_string).collect();
    let mut blocks = String::new();
    for (tag, _) in covers {
        let screen = drawn["screens"][tag].as_str().filter(|it| it.contains("<main")).ok_or_else(nothing)?;
        let screen = without(screen, "data-test");
        blocks.push_str(&format!(
            r#"<template id="early-{tag}" data-hours="{hours}"><div class="early" inert>{screen}</div></template>"#
        ));
    }
    Ok(html::before(page, "</body>", &format!("{blocks}<script>{SHOW}</script>")))
}

fn draw(covers: &[(String, String)]) -> Done<Value> {
    say::step("drawing the first screen (usually 1 minute the first time)");
    let mut cargo = run::command("cargo");
    cargo.args(["run", "--quiet", "--package", "prerender", "--"]);
    cargo.args(covers.iter().flat_map(|(tag, cover)| [tag, cover]));
    // Those are for the program.
    cargo.env_remove("CARGO_ENCODED_RUSTFLAGS");
    let answer = run::answer(&mut cargo).ok_or_else(nothing)?;
    serde_json::from_str(&answer).explain("the first screen")
}

fn nothing() -> Failure {
    Failure::new("the first screen could not be drawn; `cargo run --package prerender` says why")
}

/// Markup without an attribute: what tests find things by is for the living desk.
fn without(markup: &str, attribute: &str) -> String {
    let mark = format!(" {attribute}=\"");
    let mut parts = markup.split(&mark);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').map_or("", |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_goes_and_the_rest_stays() {
        let markup = r#"<p class="a" data-test="line" lang="en">b<i data-test="x"></i></p>"#;
        assert_eq!(without(markup, "data-test"), r#"<p class="a" lang="en">b<i></i></p>"#);
    }
}
