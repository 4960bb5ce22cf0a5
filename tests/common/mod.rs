//! What several test files need: the flows, and a call to try things on.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../contract/mod.rs"]
pub mod contract;
pub mod desk;
pub mod forms;
pub mod grow;
pub mod host;
pub mod kept;
pub mod lock;
pub mod phrases;
pub mod walk;

use callflow::domain::call::Started;
use callflow::domain::json::{FromJson, ToJson};
use callflow::domain::{Call, Flow, Id, Lead, Stamp, Wall};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A small invented flow that uses everything the format has.
pub const SMALL: &str = include_str!("small.json");

/// How far the rep's clock is ahead of UTC in these tests, in minutes.
pub const OFFSET: i32 = 480;

/// A version that is as late as its number, by count and by clock.
pub fn version(number: i64) -> callflow::store::Version {
    callflow::store::Version { count: number, at: Stamp(number) }
}

/// A place in the repository.
pub fn place(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files under a folder of the repository whose names end so, in order.
pub fn files(folder: &str, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![place(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(end) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The text of a file of the repository.
pub fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reads a flow that has to be in order.
pub fn parse(json: &str) -> Rc<Flow> {
    Rc::new(Flow::parse(json).unwrap_or_else(|problems| panic!("{problems:#?}")))
}

/// The small flow.
pub fn small() -> Rc<Flow> {
    parse(SMALL)
}

/// The shipped first call in Chinese, as text.
pub fn first_call_json() -> String {
    text(&place("flows/zh-CN/first-call.json"))
}

/// Every shipped flow: its path from the root of the repository, and its text.
pub fn shipped() -> Vec<(String, String)> {
    let name = |path: &Path| path.strip_prefix(place("")).unwrap().to_string_lossy().into_owned();
    let files = files("flows", ".json").into_iter().filter(|path| path.parent() != Some(&place("flows")));
    files.map(|path| (name(&path), text(&path))).collect()
}

/// The moment of a wall time of the rep.
pub fn at(wall: &str) -> Stamp {
    Wall::parse(wall).unwrap_or_else(|| panic!("{wall} is no wall time")).at_offset(OFFSET)
}

/// How a call to Ms Wang begins.
pub fn started(at: Stamp) -> Started {
    let lead =
        Lead { name: "Wang Li".into(), salutation: "Ms Wang".into(), company: "Qinghe".into(), ..Lead::default() };
    Started { at, offset: OFFSET, flow: String::new(), lead_id: Id::new("wang"), lead, past: None }
}

/// A call on a flow, begun on a Tuesday morning.
pub fn call(flow: &Rc<Flow>) -> Call {
    Call::start(Id::new("call"), Rc::clone(flow), started(at("2026-11-24T10:00")))
}

/// The id of the step a call stands at.
pub fn here(call: &Call) -> String {
    call.flow().step(call.state().here().step).id.to_string()
}

/// A record as it comes back from where it was kept.
pub fn through_json<T: ToJson + FromJson + PartialEq + std::fmt::Debug>(value: &T) -> T {
    let mut text = String::new();
    value.to_json(&mut text);
    let again = T::from_json(&serde_json::from_str(&text).unwrap()).unwrap_or_else(|| panic!("{text} is not read"));
    assert_eq!(&again, value);
    again
}
