//! The file of headers that some static hosts read: who may frame the widget follows from `config.json`, so that it is
//! written down once.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::places;
use crate::say::{Done, Explain, Failure};

/// Writes `_headers` into a build, with the origins of the `config.json` in it.
pub fn write(folder: &Path) -> Done {
    let config = fs::read_to_string(folder.join("config.json")).explain("config.json")?;
    let template = fs::read_to_string(places::root().join("deploy").join("_headers")).explain("deploy/_headers")?;
    fs::write(folder.join("_headers"), template.replace(" {origins}", &origins(&config)?)).explain("_headers")
}

/// The origins in a `config.json`, each with a blank before it.
fn origins(config: &str) -> Done<String> {
    let config: Value = serde_json::from_str(config).explain("config.json")?;
    let wrong = || Failure::new("config.json: \"origins\" has to be a list of origins such as \"https://crm.example\"");
    let list = config["origins"].as_array().ok_or_else(wrong)?;
    let mut origins = String::new();
    for origin in list {
        let plain =
            |it: &&str| it.starts_with("http") && it.matches('/').count() == 2 && !it.contains([' ', ';', ',', '*']);
        origins.push(' ');
        origins.push_str(origin.as_str().filter(plain).ok_or_else(wrong)?);
    }
    Ok(origins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origins_of_the_config_are_those_of_the_header() {
        let two = origins(r#"{"origins":["https://crm.example","http://localhost:8080"]}"#);
        assert_eq!(two.ok().as_deref(), Some(" https://crm.example http://localhost:8080"));
        assert_eq!(origins(r#"{"origins":[]}"#).ok().as_deref(), Some(""));
        for wrong in [
            "{}",
            "[]",
            r#"{"origins":"*"}"#,
            r#"{"origins":["*"]}"#,
            r#"{"origins":["https://a.example; script-src *"]}"#,
        ] {
            assert!(origins(wrong).is_err(), "{wrong}");
        }
    }
}
