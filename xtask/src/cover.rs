//! Puts the first page of every language's flow into the page itself, so that the pre-call card with the first line to
//! say is there before the flow has arrived. `src/domain/flow/cover.rs` reads it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::html;
use crate::say::{Done, Explain, Failure};

const FLOW: &str = "first-call.json";

/// The cover of each `flows/<locale>/first-call.json` below `folder`, by its language.
pub fn all(folder: &Path) -> Done<Vec<(String, String)>> {
    let flows = folder.join("flows");
    let mut covers = Vec::new();
    for locale in fs::read_dir(&flows).explain(flows.display())?.flatten() {
        let file = locale.path().join(FLOW);
        if let Ok(text) = fs::read_to_string(&file) {
            let flow = serde_json::from_str(&text).explain(file.display())?;
            let cover = cover(&flow).ok_or_else(|| Failure::new(format!("{}: no first line", file.display())))?;
            covers.push((locale.file_name().to_string_lossy().into_owned(), cover.to_string()));
        }
    }
    covers.sort();
    Ok(covers)
}

/// The page with a data block for each cover.
pub fn put(page: &str, covers: &[(String, String)]) -> String {
    let mut blocks = String::new();
    for (tag, cover) in covers {
        // A data block ends at the first `<`, whatever it holds.
        let text = cover.replace('<', "\\u003c");
        blocks.push_str(&format!(r#"<script type="application/json" id="cover-{tag}">{text}</script>"#));
    }
    html::before(page, "</body>", &blocks)
}

/// What the pre-call card shows of a flow.
fn cover(flow: &Value) -> Option<Value> {
    let steps = flow["steps"].as_array()?;
    let start = steps.iter().find(|step| step["id"] == flow["start"])?;
    let greetings: Vec<_> =
        ["morning", "noon", "afternoon", "evening"].map(|part| flow["greetings"][part].clone()).into();
    Some(json!({
        "purpose": flow["purpose"],
        "prepare": flow["prepare"],
        "line": start["lines"][0].as_str()?,
        "cue": start["cue"].as_str().unwrap_or_default(),
        "greetings": greetings,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_holds_the_first_line() {
        let flow = json!({
            "start": "b", "purpose": "p", "prepare": [], "greetings": { "morning": "m" },
            "steps": [{ "id": "a", "lines": ["no"] }, { "id": "b", "lines": ["first", "second"] }],
        });
        let cover = cover(&flow).unwrap();
        assert_eq!((&cover["line"], &cover["greetings"][0]), (&json!("first"), &json!("m")));
        assert!(super::cover(&json!({ "start": "x", "steps": [] })).is_none());
    }
}
