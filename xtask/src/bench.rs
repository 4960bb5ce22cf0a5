//! `cargo xtask bench`: speed and size in one table, each figure beside the limit DESIGN sets for it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::build;
use crate::finish;
use crate::places;
use crate::run;
use crate::say::{self, Done, Explain};
use crate::size;
use crate::table;
use crate::test;

/// A figure that is the better the smaller it is, or the other way round.
enum Limit {
    None,
    AtMost(f64),
    AtLeast(f64),
}

struct Figure {
    what: String,
    value: f64,
    unit: &'static str,
    limit: Limit,
}

/// Measures everything and prints the table.
pub fn command() -> Done {
    build::build()?;
    let mut figures = sizes()?;
    say::step("the app in headless Chromium (usually 3 minutes, two of them a call)");
    figures.extend(in_browser()?);
    say::step("the engine and the desk, natively (usually 3 minutes)");
    run::shown(
        run::command("cargo").args([
            "bench",
            "--quiet",
            "--package",
            "callflow",
            "--bench",
            "engine",
            "--bench",
            "desk",
        ]),
        "the native benchmarks",
    )?;
    figures.extend(native()?);
    let rows: Vec<Vec<String>> = figures.iter().map(row).collect();
    println!("\n{}", table::render(&["what", "figure", "limit", ""], &rows));
    Ok(())
}

fn row(figure: &Figure) -> Vec<String> {
    let spell = |value: f64| format!("{} {}", number(value), figure.unit).trim_end().to_owned();
    let (limit, holds) = match figure.limit {
        Limit::None => (String::new(), None),
        Limit::AtMost(limit) => (format!("≤ {}", spell(limit)), Some(figure.value <= limit)),
        Limit::AtLeast(limit) => (format!("≥ {}", spell(limit)), Some(figure.value >= limit)),
    };
    let verdict = holds.map_or("", |holds| if holds { "holds" } else { "MISSED" });
    vec![figure.what.clone(), spell(figure.value), limit, verdict.to_owned()]
}

/// Large figures in groups of three, small ones with two decimals.
fn number(value: f64) -> String {
    if value.abs() < 100.0 && value.fract() != 0.0 {
        return format!("{value:.2}");
    }
    let digits = format!("{value:.0}");
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

fn sizes() -> Done<Vec<Figure>> {
    let mut figures = Vec::new();
    for part in size::parts()? {
        let whole = part.name == "first load";
        let limit = if whole { Limit::AtMost(size::LIMIT as f64) } else { Limit::None };
        for (name, bytes, limit) in
            [("raw", part.raw, Limit::None), ("gzip", part.gzip, Limit::None), ("brotli", part.brotli, limit)]
        {
            figures.push(Figure { what: format!("{}, {name}", part.name), value: bytes as f64, unit: "B", limit });
        }
        if whole {
            let limit = Limit::AtMost(size::GOAL as f64);
            figures.push(Figure {
                what: "first load, brotli, goal".into(),
                value: part.brotli as f64,
                unit: "B",
                limit,
            });
        }
    }
    Ok(figures)
}

/// What tests/e2e/bench.mjs writes: a name, a value with its unit, and a limit for some.
fn in_browser() -> Done<Vec<Figure>> {
    let file = places::target().join("bench-browser.json");
    let path = file.display().to_string();
    test::run_node("bench.mjs", &[], &[("BENCH_OUT", &path)], "the browser's benchmark")?;
    let found: Value = serde_json::from_str(&fs::read_to_string(&file).explain(&path)?).explain(&path)?;
    let figures = found.as_array().cloned().unwrap_or_default().into_iter().map(|one| Figure {
        what: one["what"].as_str().unwrap_or_default().to_owned(),
        value: one["value"].as_f64().unwrap_or(f64::NAN),
        unit: match one["unit"].as_str() {
            Some("/s") => "/s",
            Some("ms") => "ms",
            _ => "",
        },
        limit: one["limit"].as_f64().map_or(Limit::None, Limit::AtMost),
    });
    Ok(figures.collect())
}

/// What criterion has left: the median time of each benchmark, as a rate if it counts elements.
fn native() -> Done<Vec<Figure>> {
    let mut figures = Vec::new();
    for file in finish::files(&places::target().join("criterion"))? {
        if !file.ends_with(Path::new("new").join("estimates.json")) {
            continue;
        }
        let read = |file: &Path| -> Done<Value> {
            let text = fs::read_to_string(file).explain(file.display())?;
            serde_json::from_str(&text).explain(file.display())
        };
        let (estimates, about) = (read(&file)?, read(&file.with_file_name("benchmark.json"))?);
        let nanoseconds = estimates["median"]["point_estimate"].as_f64().unwrap_or(f64::NAN);
        let what = about["full_id"].as_str().unwrap_or_default().to_owned();
        let rated = about["throughput"]["Elements"].as_f64();
        let limit = if what.contains("transition") { Limit::AtLeast(1_000_000.0) } else { Limit::None };
        figures.push(match rated {
            Some(elements) => Figure { what, value: elements * 1e9 / nanoseconds, unit: "/s", limit },
            None => Figure { what, value: nanoseconds / 1e6, unit: "ms", limit: Limit::None },
        });
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_be_read() {
        assert_eq!([1_234_567.0, 999.0, 0.456, 12.0].map(number), ["1,234,567", "999", "0.46", "12"]);
    }
}
