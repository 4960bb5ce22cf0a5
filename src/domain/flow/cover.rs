//! The first page of a flow: what the pre-call card shows. It comes inside the page, so that the first line is there
//! before the flow itself is.

use super::text::{Allowed, Text};
use super::{DayPart, Flow};
use crate::domain::Style;
use crate::domain::json::{self, FromJson};
use serde_json::Value as Json;

/// What the pre-call card shows of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// What a call is to reach.
    pub purpose: String,
    /// Checklist before dialling.
    pub prepare: Vec<String>,
    /// The first line of the call.
    pub line: Text,
    /// How to say it.
    pub cue: String,
    greetings: Vec<String>,
}

impl Cover {
    /// The cover of a flow that is here.
    pub fn of(flow: &Flow) -> Self {
        let prompt = flow.step(flow.start).prompt();
        let line = prompt.and_then(|prompt| prompt.wording(1, Style::default()));
        Self {
            purpose: flow.purpose.clone(),
            prepare: flow.prepare.clone(),
            line: line.cloned().unwrap_or_default(),
            cue: prompt.map_or_else(String::new, |prompt| prompt.cue.clone()),
            greetings: flow.greetings.to_vec(),
        }
    }

    /// Reads what the build put into the page; `None` if it is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(text).ok()?;
        let line = String::from_json(&json["line"])?;
        let mut problems = false;
        let line = Text::read(&line, Allowed::All, |_| None, |_| problems = true);
        (!problems).then_some(Self {
            purpose: json::read(&json["purpose"])?,
            prepare: json::read(&json["prepare"])?,
            line,
            cue: json::read(&json["cue"])?,
            greetings: json::read(&json["greetings"])?,
        })
    }

    /// The greeting for a part of the day.
    pub fn greeting(&self, part: DayPart) -> &str {
        let place = DayPart::ALL.iter().position(|it| *it == part);
        place.and_then(|place| self.greetings.get(place)).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_cover_is_taken_for_one() {
        let text = r#"{"purpose":"p","prepare":["a"],"line":"{{greeting}}, {{lead.name}}?","cue":"c","greetings":["1","2","3","4"]}"#;
        let cover = Cover::parse(text).unwrap();
        assert_eq!((cover.greeting(DayPart::Noon), cover.line.0.len()), ("2", 4));
        for other in [
            "",
            "[]",
            &text.replace("\"p\"", "7"),
            &text.replace("lead.name", "nobody.knows"),
            &text.replace("greetings", "x"),
        ] {
            assert_eq!(Cover::parse(other), None, "{other}");
        }
    }
}
