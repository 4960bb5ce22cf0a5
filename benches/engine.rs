//! How fast the engine is on the shipped first call: `transitions` is steps gone a second, `replay` calls taken up again.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use callflow::domain::call::{Entry, Event, Started};
use callflow::domain::{Call, Flow, Id, Lead, Stamp};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::rc::Rc;

const FLOW: &str = include_str!("../flows/zh-CN/first-call.json");

/// Into discovery …
const OPENING: [&str; 3] = ["greet self", "intro ok", "right-person decide"];
/// … then round and round: an objection, back to the very step, on, and back to the first question.
const ROUND: [&str; 6] = [
    "spin.situation some",
    "spin.cameras all",
    "spin.watch staff",
    "spin.problem fine",
    "spin.example one",
    "spin.why no",
];

fn begin() -> Call {
    let flow = Rc::new(Flow::parse(FLOW).expect("the shipped flow"));
    let started = Started {
        at: Stamp(0),
        offset: 480,
        flow: String::new(),
        lead_id: Id::new("lead"),
        lead: Lead::default(),
        past: None,
    };
    let mut call = Call::start(Id::new("call"), flow, started);
    OPENING.iter().for_each(|step| call.handle(Stamp(0), event(step)).expect("the opening"));
    call
}

/// `step choice`.
fn event(text: &str) -> Event {
    let (step, choice) = text.split_once(' ').expect("step and choice");
    Event::Advanced { at: Id::new(step), choice: Id::new(choice) }
}

/// A round for every time that an objection may be answered: after so many a call would leave the loop.
fn events(flow: &Flow) -> Vec<Event> {
    let raised =
        flow.objections.iter().flat_map(|it| (0..it.cap).map(|_| Event::Detoured { objection: it.id.clone() }));
    let back = || Event::Jumped { to: OPENING.len() };
    let round = |raised| [raised, Event::Returned].into_iter().chain(ROUND.map(event)).chain([back()]);
    raised.flat_map(round).collect()
}

fn engine(criterion: &mut Criterion) {
    let fresh = begin();
    let events = events(fresh.flow());
    let mut group = criterion.benchmark_group("engine");
    group.throughput(Throughput::Elements(events.len() as u64));
    group.bench_function("transitions", |bencher| {
        let make = || (fresh.clone(), events.clone());
        bencher.iter_batched(
            make,
            |(mut call, events)| {
                for event in events {
                    assert_eq!(call.handle(Stamp(1), event), Ok(()));
                }
                call
            },
            BatchSize::SmallInput,
        );
    });

    let mut call = fresh.clone();
    let mut rest = events.into_iter();
    while call.log().len() < 200 {
        call.handle(Stamp(1), rest.next().expect("enough events")).expect("a round");
    }
    let log: Vec<Entry> = call.log().to_vec();
    group.throughput(Throughput::Elements(log.len() as u64));
    group.bench_function("replay", |bencher| {
        bencher.iter_batched(
            || log.clone(),
            |log| {
                Call::replay(call.id.clone(), Rc::clone(call.flow()), call.started().clone(), black_box(log))
                    .expect("its log")
            },
            BatchSize::SmallInput,
        );
    });
    group.throughput(Throughput::Bytes(FLOW.len() as u64));
    group.bench_function("parse", |bencher| bencher.iter(|| Flow::parse(black_box(FLOW)).expect("the shipped flow")));
    group.finish();
}

criterion_group!(benches, engine);
criterion_main!(benches);
