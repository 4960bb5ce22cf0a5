//! What is shipped under `flows/` is in order, the same in both languages, whole, and fit to be said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::domain::call::{Call, Event, Need, Value};
use callflow::domain::flow::{FieldIx, FieldKind, Guard, Outcome, Phase, StepKind, Text};
use callflow::domain::time::parse_date;
use callflow::domain::{Appointment, Fixed, Flow, FollowUp, Id, Kind, Lead, Locale, Style, Wall};
use common::{at, call, files, here, parse, place, shipped, text};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

#[test]
fn every_shipped_flow_is_in_order_and_is_where_its_name_says() {
    assert!(!shipped().is_empty());
    for (path, json) in shipped() {
        let flow = Flow::parse(&json).unwrap_or_else(|problems| panic!("{path}: {problems:#?}"));
        assert_eq!(flow.findings, [], "{path}");
        assert_eq!(path, format!("flows/{}/{}.json", flow.locale.tag(), flow.id));
    }
}

#[test]
fn a_flow_says_the_same_in_both_languages() {
    let mut by_id: BTreeMap<String, Vec<(String, Json)>> = BTreeMap::new();
    for (path, json) in shipped() {
        let name = path.rsplit('/').next().unwrap().to_owned();
        by_id.entry(name).or_default().push((path, strip(&serde_json::from_str(&json).unwrap())));
    }
    for (name, flows) in by_id {
        assert_eq!(flows.len(), Locale::ALL.len(), "{name} is missing in a language");
        let mut differences = Vec::new();
        differ("", &flows[0].1, &flows[1].1, &mut differences);
        assert!(differences.is_empty(), "{} and {}:\n{}", flows[0].0, flows[1].0, differences.join("\n"));
    }
}

/// A flow without what is said: of lists of texts only how many there are.
fn strip(value: &Json) -> Json {
    const ONE: [&str; 15] = [
        "locale",
        "title",
        "purpose",
        "label",
        "goal",
        "cue",
        "unit",
        "text",
        "feature",
        "advantage",
        "benefit",
        "evidence",
        "versus",
        "summary",
        "greetings",
    ];
    const MANY: [&str; 6] = ["says", "lines", "points", "texts", "prepare", "checklist"];
    match value {
        Json::Object(map) => map
            .iter()
            // Only some languages have another word for one.
            .filter(|(key, _)| *key != "unitOne")
            .map(|(key, value)| {
                let stripped = match key.as_str() {
                    "advice" => Json::Null,
                    key if ONE.contains(&key) => Json::Null,
                    key if MANY.contains(&key) => value.as_array().map_or(0, Vec::len).into(),
                    _ => strip(value),
                };
                (key.clone(), stripped)
            })
            .collect(),
        Json::Array(list) => list.iter().map(strip).collect(),
        other => other.clone(),
    }
}

fn differ(path: &str, one: &Json, other: &Json, found: &mut Vec<String>) {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => {
            let null = Json::Null;
            for key in one.keys().chain(other.keys().filter(|key| !one.contains_key(*key))) {
                let path = format!("{path}/{key}");
                match (one.get(key), other.get(key)) {
                    (Some(one), Some(other)) => differ(&path, one, other, found),
                    (one, other) => {
                        found.push(format!("{path}: {} / {}", one.unwrap_or(&null), other.unwrap_or(&null)))
                    }
                }
            }
        }
        (Json::Array(one), Json::Array(other)) if one.len() == other.len() => {
            for (at, (one, other)) in one.iter().zip(other).enumerate() {
                differ(&format!("{path}/{at}"), one, other, found);
            }
        }
        (one, other) if one != other => found.push(format!("{path}: {one} / {other}")),
        _ => {}
    }
}

/// A call in which everything is known and fixed that can be.
fn prepared(flow: &Rc<Flow>) -> Call {
    let mut call = call(flow);
    let mut happens = |event| call.handle(at("2026-11-24T10:00"), event).unwrap();
    for (_, field) in flow.fields() {
        let value = match &field.kind {
            FieldKind::Text => Value::Text("said".into()),
            FieldKind::Choice(options) => Value::Option(options[0].0.clone()),
            FieldKind::Number { min, .. } => Value::Number(*min),
            FieldKind::YesNo => Value::YesNo(true),
            FieldKind::Need(_) => {
                let need = |topic: &callflow::domain::flow::Topic| Need {
                    topic: Some(topic.id.clone()),
                    words: String::new(),
                };
                Value::Needs(flow.topics.iter().map(need).collect())
            }
        };
        happens(Event::Captured { field: field.id.clone(), value: Some(value) });
    }
    for (_, card) in flow.cards() {
        happens(Event::Affirmed { card: card.id.clone(), on: true });
    }
    let wall = "2026-11-25T10:00";
    let time = Fixed { wall: Wall::parse(wall).unwrap(), zone: "Asia/Shanghai".into(), at: at(wall) };
    let follow_up = FollowUp { time: time.clone(), purpose: "x".into(), reason: "x".into(), done: None };
    let appointment = Appointment {
        id: Id::new("a"),
        call: Id::new("call"),
        with: "x".into(),
        time,
        minutes: 20,
        purpose: "x".into(),
    };
    happens(Event::Booked { appointment: Some(Box::new(appointment)) });
    happens(Event::Promised { follow_up: Some(Box::new(follow_up)) });
    happens(Event::Styled { style: Style { kind: Some(Kind::Tiger), pace: None } });
    call
}

/// Where a call stands, as far as a walk tells places apart: the step, the step left for an objection, and what was
/// captured that some guard asks for.
fn spot(call: &Call, asked: &BTreeSet<FieldIx>) -> String {
    let known: Vec<_> = asked.iter().map(|field| call.state().value(*field)).collect();
    format!("{} {:?} {known:?}", here(call), call.state().left())
}

/// The fields that the guards of a flow ask for.
fn asked(flow: &Flow) -> BTreeSet<FieldIx> {
    fn fields(guard: &Guard, found: &mut BTreeSet<FieldIx>) {
        match guard {
            Guard::Known(field) | Guard::Equals(field, _) | Guard::Within(field, _) => drop(found.insert(*field)),
            Guard::All(guards) | Guard::Any(guards) => guards.iter().for_each(|it| fields(it, found)),
            Guard::Not(guard) => fields(guard, found),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    for step in &flow.steps {
        if let StepKind::Branch(branches, _) = &step.kind {
            branches.iter().for_each(|(guard, _)| fields(guard, &mut found));
        }
        step.choices().iter().filter_map(|choice| choice.when.as_ref()).for_each(|guard| fields(guard, &mut found));
    }
    found
}

/// Every way on from here: the choices, and the objections as well if wished.
fn ways(call: &Call, objections: bool) -> Vec<Call> {
    let step = Id::new(&here(call));
    let choose =
        |choice: &callflow::domain::flow::Choice| Event::Advanced { at: step.clone(), choice: choice.id.clone() };
    let mut events: Vec<Event> = call.state().open_choices(call.flow()).map(choose).collect();
    if objections {
        events.extend(call.flow().objections().map(|(_, it)| Event::Detoured { objection: it.id.clone() }));
    }
    let follow = |event| {
        let mut next = call.clone();
        next.handle(call.started().at, event).is_ok().then_some(next)
    };
    events.into_iter().filter_map(follow).collect()
}

/// Calls at every spot that can be reached, nearest first.
fn spread(from: Call, objections: bool, mut enough: impl FnMut(&Call) -> bool) -> Vec<Call> {
    let asked = asked(from.flow());
    let mut seen = BTreeSet::from([spot(&from, &asked)]);
    let (mut open, mut found) = (VecDeque::from([from]), Vec::new());
    while let Some(call) = open.pop_front() {
        open.extend(ways(&call, objections).into_iter().filter(|next| seen.insert(spot(next, &asked))));
        let done = enough(&call);
        found.push(call);
        if done {
            break;
        }
    }
    found
}

fn is_end(call: &Call) -> bool {
    matches!(call.flow().step(call.state().here().step).kind, StepKind::End(..))
}

#[test]
fn every_step_can_be_reached_and_from_every_one_a_call_can_end() {
    for (path, json) in shipped() {
        let flow = parse(&json);
        let mut reached = BTreeSet::new();
        for start in [call(&flow), prepared(&flow)] {
            for call in spread(start, true, |_| false) {
                let name = here(&call);
                if reached.insert(name.clone()) {
                    // By answers alone: a rep need not wait for an objection to get out.
                    let ends = spread(call, false, is_end).last().is_some_and(is_end);
                    assert!(ends, "{path}: no end can be reached from {name}");
                }
            }
        }
        let said = flow.steps.iter().filter(|step| step.prompt().is_some()).map(|step| step.id.to_string());
        let never: Vec<_> = said.filter(|step| !reached.contains(step)).collect();
        assert!(never.is_empty(), "{path}: never said: {never:?}");
    }
}

#[test]
fn the_first_call_is_whole() {
    let flows: Vec<_> = shipped().into_iter().filter(|(path, _)| path.ends_with("/first-call.json")).collect();
    assert_eq!(flows.len(), Locale::ALL.len());
    for (path, json) in flows {
        let flow = parse(&json);
        let phases: Vec<Phase> = flow.stages.iter().map(|stage| stage.phase).collect();
        for phase in [Phase::Attention, Phase::Interest, Phase::Desire, Phase::Action] {
            assert!(phases.contains(&phase), "{path}: no stage for {phase:?}");
        }
        let opening = &flow.stages[0];
        assert_eq!((opening.id.as_str(), opening.budget, opening.countdown), ("opening", 30, true), "{path}");
        assert!(flow.objections.len() >= 12, "{path}: {} objections", flow.objections.len());
        for objection in flow.objections.iter().filter(|it| it.id.as_str() != "stop-calling") {
            let own = |end: &str| flow.steps.iter().find(|step| step.id.as_str() == format!("{}.{end}", objection.id));
            for end in ["answer", "why"] {
                let step = own(end).unwrap_or_else(|| panic!("{path}: {} has no {end}", objection.id));
                assert!(step.prompt().unwrap().lines.len() >= 2, "{path}: {} has one wording only", step.id);
            }
            // "Why?" is one answer away.
            assert!(
                own("answer").unwrap().choices().iter().any(|it| {
                    matches!(it.to, callflow::domain::flow::Target::Step(to) if Some(flow.step(to)) == own("why"))
                }),
                "{path}: {} cannot be asked back",
                objection.id
            );
        }
        let empathy = flow.phrases.iter().find(|group| group.id.as_str() == "empathy");
        assert!(empathy.is_some_and(|group| group.texts.len() >= 10), "{path}: empathy phrases");
        assert!(flow.cards.len() >= 5 && flow.cards.iter().all(|card| card.versus.is_some()), "{path}: cards");
        for topic in &flow.topics {
            let answers =
                |card: &callflow::domain::flow::Card| card.topics.iter().any(|it| flow.topics[it.place()] == *topic);
            assert!(flow.cards.iter().any(answers), "{path}: no card answers {}", topic.id);
        }
    }
}

#[test]
fn the_wish_fits_the_day() {
    // Festivals of 2027: Spring Festival 6 February, Mid-Autumn 15 September.
    for (path, json) in shipped() {
        let flow = parse(&json);
        let wish = |day: &str, outcome| {
            let wish = flow.wish(parse_date(day).unwrap(), outcome);
            words(wish.unwrap_or_else(|| panic!("{path}: no wish on {day}")))
        };
        let plain = wish("2027-06-23", Outcome::Declined);
        let feasts = [("Spring Festival", "2027-02-06"), ("Mid-Autumn", "2027-09-15"), ("National Day", "2027-10-01")];
        let mut said = BTreeSet::from([plain]);
        for (feast, day) in feasts {
            assert!(said.insert(wish(day, Outcome::Declined)), "{path}: no wish of its own for {feast}");
        }
        assert_ne!(wish("2027-06-23", Outcome::Appointment), wish("2027-06-23", Outcome::FollowUp), "{path}");
        // The table of the Chinese calendar ends: still a wish.
        wish("2100-02-09", Outcome::Declined);
    }
}

fn words(text: &Text) -> String {
    format!("{text:?}")
}

#[test]
fn nothing_is_said_that_could_not_be_kept() {
    let data: Json = serde_json::from_str(&text(&place("tests/claims.json"))).unwrap();
    for (path, json) in shipped() {
        let mut texts = Vec::new();
        let flow: Json = serde_json::from_str(&json).unwrap();
        all_texts("", &flow, &mut texts);
        assert!(texts.len() > 300, "{path}: the texts are not found");
        let locale = path.split('/').nth(1).unwrap();
        let list = |key: &str| -> Vec<String> { serde_json::from_value(data[locale][key].clone()).unwrap() };
        let (claims, harmless) = (list("claims"), list("harmless"));
        assert!(!claims.is_empty());
        for (place, text) in texts {
            let plain = harmless.iter().fold(text.to_lowercase(), |text, it| text.replace(it, ""));
            if let Some(claim) = claims.iter().find(|claim| plain.contains(*claim)) {
                panic!("{path}: {place} claims {claim:?}: {text}");
            }
            let bare = without_merges(&text);
            assert!(!bare.contains(['{', '}']), "{path}: {place} has braces left: {text}");
        }
    }
}

/// Every text that is said or shown, with its place; ids left out.
fn all_texts(path: &str, value: &Json, found: &mut Vec<(String, String)>) {
    const IDS: [&str; 12] =
        ["id", "to", "stage", "objection", "start", "over", "capture", "topics", "kind", "when", "set", "$schema"];
    match value {
        Json::String(text) => found.push((path.into(), text.clone())),
        Json::Array(list) => list.iter().enumerate().for_each(|(at, it)| all_texts(&format!("{path}/{at}"), it, found)),
        Json::Object(map) => map
            .iter()
            .filter(|(key, value)| !IDS.contains(&key.as_str()) || (value.is_array() && path.is_empty()))
            .for_each(|(key, it)| all_texts(&format!("{path}/{key}"), it, found)),
        _ => {}
    }
}

fn without_merges(text: &str) -> String {
    let mut parts = text.split("{{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once("}}").map_or("{", |(_, rest)| rest))
}

#[test]
fn a_new_customer_is_addressed_without_a_gap_in_the_greeting_once_the_card_is_filled() {
    // S1: the pre-call card asks for name, title, company and number; the first line needs no more than that.
    use callflow::domain::flow::{Merge, Piece};
    for (path, json) in shipped() {
        let flow = parse(&json);
        let lead =
            Lead { name: "x".into(), title: "x".into(), company: "x".into(), phone: "123".into(), ..Lead::default() };
        let first = flow.step(flow.start).prompt().unwrap();
        for line in first.lines.iter().chain(first.variants.iter().flat_map(|(_, lines)| lines)) {
            for piece in &line.0 {
                let known = match piece {
                    Piece::Plain(_) | Piece::Merge(Merge::Greeting | Merge::Rep(_)) => true,
                    Piece::Merge(Merge::Lead(field)) => lead.get(*field).is_some(),
                    Piece::Merge(_) => false,
                };
                assert!(known, "{path}: {piece:?} is not known at the first word");
            }
        }
    }
}

#[test]
fn nothing_else_lies_under_flows() {
    let known = |path: &std::path::PathBuf| path.ends_with("README.md") || path.ends_with("flow.schema.json");
    let found: Vec<_> = files("flows", "").into_iter().filter(|path| !known(path)).collect();
    assert_eq!(found.len(), shipped().len(), "{found:?}");
}
