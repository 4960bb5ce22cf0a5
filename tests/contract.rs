//! The stand-in for the shell keeps to the contract of all shells; `tests/browser/answers.rs` holds the real one to it.
#![allow(clippy::unwrap_used)]

mod common;

use callflow::app::Event;
use common::contract::{Answers, cases, kind, name};
use common::desk::Desk;
use std::collections::BTreeMap;

/// A desk that holds what the effects of the contract are about.
fn desk() -> Desk {
    let mut desk = Desk::open(BTreeMap::new());
    desk.kept.insert("lead:contract".into(), "{}".into());
    desk
}

fn kinds(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(kind).collect()
}

#[test]
fn every_effect_has_one_case() {
    let mut names: Vec<_> = cases().iter().map(|case| name(&case.effect)).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn the_stand_in_answers_as_every_shell_does() {
    for case in cases() {
        let name = name(&case.effect);
        let mut done = desk();
        let mut refused = desk();
        refused.refused.insert(name);
        for (desk, owed) in [(&mut done, case.done), (&mut refused, case.refused)] {
            let owed = match owed {
                // What it cannot be refused it does.
                Answers::Never(_) => case.done,
                owed => owed,
            };
            let (Answers::Come(kinds_owed) | Answers::Owed(kinds_owed, _)) = owed else {
                panic!("{name} is never carried out")
            };
            let owed = if case.by_test { &[] } else { kinds_owed };
            assert_eq!(kinds(&desk.answers_to(case.effect.clone())), owed, "{name}");
        }
    }
}
