//! Random flows: some in order, some damaged, some not flows at all.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::walk::any_text;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Any JSON value.
pub fn any_json() -> impl Strategy<Value = Value> {
    let keys = ["id", "to", "when", "all", "not", "steps", "choices", "lines", "field", "format", "objection", "stage"];
    let key = prop_oneof![proptest::sample::select(keys.to_vec()).prop_map(str::to_owned), any_text()];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-3..5_i64).prop_map(Value::from),
        any_text().prop_map(Value::from),
        proptest::sample::select(vec![
            "greet",
            "@return",
            "@objection:no-time",
            "@objection:",
            "talk",
            "sites",
            "morning"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec((key.clone(), inner), 0..5)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// Something done to a value inside a flow; the number picks which one.
#[derive(Clone, Debug)]
pub enum Damage {
    /// It is gone.
    Delete(usize),
    /// Something else stands there.
    Replace(usize, Value),
    /// What stands elsewhere in the flow stands here too: often of the right kind, so often a flow that can be read.
    Graft(usize, usize),
    /// A list says it twice.
    Double(usize),
    /// A text grew.
    Stretch(usize, usize),
    /// Wrapped again and again.
    Nest(usize, usize),
}

/// Some damage.
pub fn damage(most: usize) -> impl Strategy<Value = Vec<Damage>> {
    let pick = || any::<usize>();
    let one = prop_oneof![
        2 => pick().prop_map(Damage::Delete),
        2 => (pick(), any_json()).prop_map(|(at, value)| Damage::Replace(at, value)),
        6 => (pick(), pick()).prop_map(|(at, from)| Damage::Graft(at, from)),
        1 => pick().prop_map(Damage::Double),
        1 => (pick(), 1..2000_usize).prop_map(|(at, times)| Damage::Stretch(at, times)),
        1 => (pick(), 1..60_usize).prop_map(|(at, times)| Damage::Nest(at, times)),
    ];
    proptest::collection::vec(one, 1..=most)
}

impl Damage {
    /// Does it.
    pub fn strike(&self, flow: &mut Value) {
        let mut places = Vec::new();
        list_places(flow, &mut String::new(), &mut places);
        let place = |pick: &usize| places[pick % places.len()].clone();
        match self {
            Self::Delete(at) => {
                let at = place(at);
                let (parent, key) = at.rsplit_once('/').unwrap();
                match flow.pointer_mut(parent).unwrap() {
                    Value::Object(map) => drop(map.remove(key)),
                    Value::Array(list) => drop(list.remove(key.parse().unwrap())),
                    _ => {}
                }
            }
            Self::Replace(at, value) => *flow.pointer_mut(&place(at)).unwrap() = value.clone(),
            Self::Graft(at, from) => {
                // From the next place after `from` that holds the same kind of value.
                let at = place(at);
                let kind = std::mem::discriminant(flow.pointer(&at).unwrap());
                let fits = |path: &&String| std::mem::discriminant(flow.pointer(path).unwrap()) == kind;
                let from = places.iter().cycle().skip(from % places.len()).find(fits).unwrap();
                let value = flow.pointer(from).unwrap().clone();
                *flow.pointer_mut(&at).unwrap() = value;
            }
            Self::Double(at) => {
                if let Some(list) = flow.pointer_mut(&place(at)).unwrap().as_array_mut() {
                    list.extend_from_within(..);
                }
            }
            Self::Stretch(at, times) => {
                if let Value::String(text) = flow.pointer_mut(&place(at)).unwrap() {
                    *text = text.repeat(*times);
                }
            }
            Self::Nest(at, times) => {
                let value = flow.pointer_mut(&place(at)).unwrap();
                *value = (0..*times).fold(value.take(), |inner, _| json!({ "not": inner }));
            }
        }
    }
}

/// JSON pointers to every value but the whole.
fn list_places(value: &Value, path: &mut String, places: &mut Vec<String>) {
    let length = path.len();
    let mut visit = |key: &str, value: &Value| {
        path.push('/');
        path.push_str(&key.replace('~', "~0").replace('/', "~1"));
        // A damaged key with such characters is a place of its own that nothing is deleted at.
        if !key.contains(['/', '~']) {
            places.push(path.clone());
            list_places(value, path, places);
        }
        path.truncate(length);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| visit(key, value)),
        Value::Array(list) => list.iter().enumerate().for_each(|(at, value)| visit(&at.to_string(), value)),
        _ => {}
    }
}

/// A flow in order that nobody wrote: every step leads on to a later one or to an end, whatever else it leads to.
pub fn flow() -> impl Strategy<Value = Value> {
    let sizes = (2..8_usize, 0..4_usize, 1..=4_usize);
    sizes.prop_flat_map(|(main, objections, depth)| {
        let steps = proptest::collection::vec(raw_step(), main + 2 * objections);
        let caps = proptest::collection::vec((1..=5, proptest::option::of(0..main)), objections);
        (steps, caps).prop_map(move |(steps, caps)| build(main, depth, &steps, &caps))
    })
}

/// What makes a step: whether it is a branch, and where its other ways lead under which guards.
type RawStep = (bool, Vec<(usize, Option<Value>)>);

fn raw_step() -> impl Strategy<Value = RawStep> {
    (proptest::bool::weighted(0.3), proptest::collection::vec((0..100_usize, proptest::option::of(guard())), 0..5))
}

fn build(main: usize, depth: usize, steps: &[RawStep], caps: &[(i32, Option<usize>)]) -> Value {
    let mut flow: Value = serde_json::from_str(super::SMALL).unwrap();
    let objections = caps.iter().enumerate().map(|(at, (cap, over))| {
        let mut objection =
            json!({ "id": format!("o{at}"), "title": "Objection", "start": format!("o{at}.0"), "cap": cap });
        if let Some(over) = over {
            objection["over"] = json!(format!("s{over}"));
        }
        objection
    });
    let built = steps.iter().enumerate().map(|(at, raw)| match at.checked_sub(main) {
        None => main_step(at, main, caps.len(), raw),
        Some(at) => objection_step(at / 2, at % 2, main, caps.len(), raw),
    });
    flow["objections"] = objections.collect();
    flow["steps"] = built.collect();
    flow["start"] = json!("s0");
    flow["detourDepth"] = json!(depth);
    flow
}

fn main_step(at: usize, main: usize, objections: usize, (branch, ways): &RawStep) -> Value {
    let mut step = json!({ "id": format!("s{at}"), "stage": (if at * 2 < main { "opening" } else { "talk" }) });
    let later = |pick: usize| format!("s{}", at + 1 + pick % (main - at - 1));
    if at + 1 == main {
        step["lines"] = json!(["Goodbye."]);
        step["end"] = json!("declined");
    } else if *branch {
        step["branches"] = branches(ways, later);
        step["otherwise"] = json!(later(0));
    } else {
        step["lines"] = json!([format!("Step {at}."), "Again."]);
        step["choices"] = choices(json!(later(0)), ways, |pick| match pick % 3 {
            0 if objections > 0 => format!("@objection:o{}", pick % objections),
            _ => format!("s{}", pick % main),
        });
    }
    step
}

/// Each objection has two steps; the first may be a branch to the second.
fn objection_step(own: usize, at: usize, main: usize, objections: usize, (branch, ways): &RawStep) -> Value {
    let mut step = json!({ "id": format!("o{own}.{at}"), "objection": format!("o{own}") });
    if *branch && at == 0 {
        step["branches"] = branches(ways, |pick| format!("s{}", pick % main));
        step["otherwise"] = json!(format!("o{own}.1"));
    } else {
        step["lines"] = json!(["Well.", "Well again."]);
        step["choices"] = choices(json!("@return"), ways, |pick| match pick % 4 {
            0 => format!("@objection:o{}", pick % objections),
            1 => format!("o{own}.{}", pick % 2),
            2 => "@return".into(),
            _ => format!("s{}", pick % main),
        });
    }
    step
}

fn branches(ways: &[(usize, Option<Value>)], to: impl Fn(usize) -> String) -> Value {
    let guarded = ways.iter().filter_map(|(pick, guard)| Some((*pick, guard.clone()?)));
    guarded.map(|(pick, guard)| json!({ "when": guard, "to": to(pick) })).collect()
}

fn choices(first: Value, ways: &[(usize, Option<Value>)], to: impl Fn(usize) -> String) -> Value {
    let others = ways.iter().enumerate().map(|(at, (pick, guard))| {
        let mut choice = json!({ "id": format!("c{at}"), "label": "Choice", "to": to(*pick) });
        if let Some(guard) = guard {
            choice["when"] = guard.clone();
            choice["set"] = json!({ "sites": pick, "buyer": pick % 2 == 0, "words": "set" });
        }
        choice
    });
    [json!({ "id": "on", "label": "On", "to": first })].into_iter().chain(others).collect()
}

/// A guard over the fields and styles of the small flow.
fn guard() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        proptest::sample::select(vec!["words", "size", "sites", "buyer", "pain"])
            .prop_map(|field| json!({ "field": field, "is": "known" })),
        (0..12_i64).prop_map(|least| json!({ "field": "sites", "atLeast": least })),
        any::<bool>().prop_map(|yes| json!({ "field": "buyer", "equals": yes })),
        (0..4_i64).prop_map(|least| json!({ "count": "objections", "atLeast": least })),
        (0..4_i64).prop_map(|most| json!({ "count": "needs", "atMost": most })),
        (1..4_i64).prop_map(|least| json!({ "visits": "s0", "atLeast": least })),
        proptest::sample::select(vec!["morning", "noon", "afternoon", "evening"])
            .prop_map(|part| json!({ "time": part })),
        proptest::sample::select(vec!["tiger", "owl"]).prop_map(|kind| json!({ "type": kind })),
        Just(json!({ "done": "appointment" })),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|all| json!({ "all": all })),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|any| json!({ "any": any })),
            inner.prop_map(|not| json!({ "not": not })),
        ]
    })
}
