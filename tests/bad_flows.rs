//! What is refused as a flow: every slip in `bad-flows.json`, made in the small flow, is told with its path, once, and no other
//! slip hides it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::domain::Flow;
use callflow::domain::flow::{MAX_BYTES, Problem, ProblemKind};
use common::{place, text};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// A slip, as `bad-flows.json` has it: what stands at a place of the small flow instead (nothing: it is gone), and what is told.
#[derive(Deserialize)]
struct Slip {
    slip: String,
    at: String,
    #[serde(default, deserialize_with = "there")]
    put: Option<Json>,
    /// It changes what other slips come to.
    #[serde(default)]
    alone: bool,
    problems: Vec<String>,
    #[serde(default)]
    findings: Vec<String>,
}

fn there<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Json>, D::Error> {
    Json::deserialize(deserializer).map(Some)
}

fn slips() -> Vec<Slip> {
    serde_json::from_str(&text(&place("tests/bad-flows.json"))).unwrap()
}

impl Slip {
    fn make(&self, flow: &mut Json) {
        let Some((parent, key)) = self.at.rsplit_once('/') else {
            *flow = self.put.clone().unwrap();
            return;
        };
        match (flow.pointer_mut(parent).unwrap_or_else(|| panic!("{}: no {parent}", self.slip)), &self.put) {
            (Json::Object(map), Some(value)) => drop(map.insert(key.into(), value.clone())),
            (Json::Object(map), None) => drop(map.remove(key).unwrap_or_else(|| panic!("{}: no {key}", self.slip))),
            (Json::Array(list), Some(value)) => {
                let at: usize = key.parse().unwrap();
                list.resize(list.len().max(at + 1), Json::Null);
                list[at] = value.clone();
            }
            (Json::Array(list), None) => drop(list.remove(key.parse().unwrap())),
            _ => panic!("{}: nothing to change at {parent}", self.slip),
        }
    }

    fn meets(&self, other: &Self) -> bool {
        let inside = |one: &str, other: &str| one == other || other.starts_with(&format!("{one}/"));
        inside(&self.at, &other.at) || inside(&other.at, &self.at)
    }
}

/// What is told of a flow, a line a problem: `path: kind`.
fn told(flow: &Json) -> (Vec<String>, Vec<String>) {
    let lines = |problems: &[Problem]| problems.iter().map(|it| format!("{}: {:?}", it.path, it.kind)).collect();
    match Flow::parse(&flow.to_string()) {
        Ok(flow) => (Vec::new(), lines(&flow.findings)),
        Err(problems) => (lines(&problems), Vec::new()),
    }
}

/// `path: ?` stands for any problem at that path.
fn is_told(expected: &str, told: &[String]) -> bool {
    match expected.strip_suffix('?') {
        Some(path) => told.iter().any(|it| it.starts_with(path)),
        None => told.iter().any(|it| it == expected),
    }
}

#[test]
fn every_slip_is_told_once_with_its_path_and_nothing_else() {
    let mut failures = Vec::new();
    for slip in slips() {
        let mut flow = serde_json::from_str(common::SMALL).unwrap();
        slip.make(&mut flow);
        let (problems, findings) = told(&flow);
        let all = slip.problems.iter().all(|it| is_told(it, &problems)) && slip.findings == findings;
        if !all || problems.len() != slip.problems.len() {
            failures
                .push(format!("{}:\n  expected {:?}\n  told     {problems:?} {findings:?}", slip.slip, slip.problems));
        }
    }
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

#[test]
fn of_several_slips_every_one_is_told() {
    let told_of = |made: &[&Slip]| {
        let mut flow = serde_json::from_str(common::SMALL).unwrap();
        made.iter().for_each(|slip| slip.make(&mut flow));
        told(&flow).0
    };
    let is_found = |slip: &Slip, problems: &[String]| slip.problems.iter().all(|it| is_told(it, problems));
    // Those that are not even found by themselves are the business of the test above.
    let slips: Vec<Slip> = slips().into_iter().filter(|it| !it.alone && is_found(it, &told_of(&[it]))).collect();
    let mut hidden: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (place, one) in slips.iter().enumerate() {
        for other in slips[place + 1..].iter().filter(|other| !one.meets(other)) {
            let problems = told_of(&[one, other]);
            for (slip, beside) in [(one, other), (other, one)] {
                if !is_found(slip, &problems) {
                    hidden.entry(&beside.slip).or_default().push(&slip.slip);
                }
            }
        }
    }
    assert!(hidden.is_empty(), "some slips hide others: {hidden:#?}");
}

#[test]
fn sizes_are_bounded() {
    let told_of = |json: &str| format!("{:?}", Flow::parse(json).unwrap_err());
    assert_eq!(told_of("{\n  \"format\": 1,,"), "[Problem { path: \"\", kind: NotJson(2, 15) }]");
    assert_eq!(told_of(""), "[Problem { path: \"\", kind: NotJson(1, 0) }]");
    assert_eq!(told_of(&" ".repeat(MAX_BYTES + 1)), format!("[Problem {{ path: \"\", kind: TooLarge({MAX_BYTES}) }}]"));
    let limits = [
        ("/title", 61, "title: TooLong(60)"),
        ("/purpose", 601, "purpose: TooLong(600)"),
        ("/steps/3/lines/0", 601, "steps[3].lines[0]: TooLong(600)"),
        ("/stages", 13, "stages: TooMany(12)"),
        ("/steps", 401, "steps: TooMany(400)"),
        ("/objections", 61, "objections: TooMany(60)"),
        ("/fields", 101, "fields: TooMany(100)"),
        ("/topics", 41, "topics: TooMany(40)"),
        ("/cards", 61, "cards: TooMany(60)"),
        ("/wishes", 61, "wishes: TooMany(60)"),
        ("/phrases", 41, "phrases: TooMany(40)"),
        ("/phrases/0/texts", 51, "phrases[0].texts: TooMany(50)"),
        ("/steps/0/choices", 10, "steps[0].choices: TooMany(9)"),
        ("/steps/1/branches", 13, "steps[1].branches: TooMany(12)"),
        ("/steps/0/variants", 9, "steps[0].variants: TooMany(8)"),
        ("/steps/0/choices/1/set", 21, "steps[0].choices[1].set: TooMany(20)"),
    ];
    let mut failures = Vec::new();
    for (at, size, expected) in limits {
        let mut flow: Json = serde_json::from_str(common::SMALL).unwrap();
        match flow.pointer_mut(at).unwrap() {
            Json::String(text) => *text = "\u{957f}".repeat(size),
            Json::Array(list) => list.resize(size, list[0].clone()),
            // More fields than may be set, all of them known.
            Json::Object(_) => {
                let numbers =
                    (0..size).map(|n| serde_json::json!({ "id": format!("n{n}"), "label": "n", "kind": "number" }));
                let set = (0..size).map(|n| (format!("n{n}"), 1.into())).collect();
                flow["fields"].as_array_mut().unwrap().extend(numbers);
                *flow.pointer_mut(at).unwrap() = Json::Object(set);
            }
            _ => panic!("{at} has no size"),
        }
        let (problems, _) = told(&flow);
        let times = problems.iter().filter(|it| *it == expected).count();
        if times != 1 {
            failures.push(format!("{expected} was told {times} times"));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn every_kind_of_problem_has_its_slip() {
    // A new kind does not compile here until it has a number.
    let number = |kind: &ProblemKind| match kind {
        ProblemKind::NotJson(..) => 0,
        ProblemKind::TooLarge(_) => 1,
        ProblemKind::Format => 2,
        ProblemKind::Missing => 3,
        ProblemKind::UnknownKey => 4,
        ProblemKind::Expected(_) => 5,
        ProblemKind::NotOneOf(_) => 6,
        ProblemKind::Empty => 7,
        ProblemKind::TooMany(_) => 8,
        ProblemKind::TooLong(_) => 9,
        ProblemKind::OutOfRange(..) => 10,
        ProblemKind::BadId => 11,
        ProblemKind::Duplicate => 12,
        ProblemKind::Unknown => 13,
        ProblemKind::UnknownMerge(_) => 14,
        ProblemKind::OpenMerge => 15,
        ProblemKind::Misfit => 16,
        ProblemKind::ReturnOutside => 17,
        ProblemKind::IntoObjection => 18,
        ProblemKind::TooDeep => 19,
        ProblemKind::Circle => 20,
        ProblemKind::NoOpenChoice => 21,
        ProblemKind::DeadEnd => 22,
        ProblemKind::Unreached => 23,
    };
    // Of sizes and of what is no JSON, another test tells.
    let mut seen = BTreeSet::from([0, 1, 9]);
    for slip in slips() {
        let mut flow = serde_json::from_str(common::SMALL).unwrap();
        slip.make(&mut flow);
        let problems = Flow::parse(&flow.to_string()).map_or_else(|problems| problems, |flow| flow.findings);
        seen.extend(problems.iter().map(|it| number(&it.kind)));
    }
    assert_eq!(seen, (0..24).collect());
}
