//! How fast the desk is with 50,000 customers and 10,000 calls in its stores: opening, a key stroke on the card, an answer.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use callflow::app::view::{self, View};
use callflow::app::{self, Boot, Effect, Event, Model};
use callflow::domain::call::{self, Disposition, Entry, Started};
use callflow::domain::{Id, Lead, LeadField, Locale, Moment, Stamp};
use callflow::store::{CallRecord, Opened, Version};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;

const LEADS: i64 = 50_000;
const CALLS: i64 = 10_000;
/// The calls that fit into localStorage.
const RECENT: i64 = 400;
const FLOW: &str = include_str!("../flows/en/first-call.json");
const NOW: i64 = 1_800_000_000_000;

fn moment(number: i64) -> Moment {
    let at = Stamp(NOW + number);
    Moment { at, ran: Stamp(number), offset: 480, id: Id::new(&format!("id-{number}")) }
}

fn version(number: i64) -> Version {
    Version { count: number, at: Stamp(NOW - 86_400_000 + number) }
}

fn lead(number: i64) -> Lead {
    let mut lead = Lead::default();
    lead.set(LeadField::Name, &format!("Helen Young {number}"));
    lead.set(LeadField::Company, &format!("Harbour Pharmacies {number}"));
    lead.set(LeadField::Phone, &format!("+44 20 7946 {:05}", number));
    lead
}

/// A finished call of a quarter of an hour, one every half minute before now.
fn finished(number: i64) -> CallRecord {
    let at = NOW - (CALLS - number) * 30_000;
    let lead_id = Id::new(&format!("{number:08}"));
    let started =
        Started { at: Stamp(at), offset: 480, flow: "en/first-call@1".into(), lead_id, lead: lead(number), past: None };
    let note = |place| call::Event::Noted { text: format!("what they said, number {place}") };
    let last = [call::Event::Ended, call::Event::Disposed { disposition: Disposition::Declined }, call::Event::Closed];
    let log = (0..15).map(note).chain(last).zip(1..).map(|(event, place)| Entry { at: Stamp(at + place), event });
    CallRecord { started, log: log.collect() }
}

/// Keys and texts.
type Records = Vec<(String, String)>;

/// Everything the database holds, and what of it is in localStorage.
fn records() -> (Records, Records) {
    let calls = (0..CALLS).map(|it| (format!("call:{it:08}"), callflow::store::encode(&finished(it), version(it))));
    let leads = (0..LEADS).map(|it| (format!("lead:{it:08}"), callflow::store::encode(&lead(it), version(it))));
    let all: Vec<_> = calls.chain(leads).collect();
    let quick = all[(CALLS - RECENT) as usize..CALLS as usize].to_vec();
    (all, quick)
}

fn open(quick: Records) -> (Model, Vec<Effect>) {
    app::start(Boot {
        records: Ok(quick),
        locale: Locale::En,
        covers: [None, None],
        tab: Id::new("tab"),
        call: None,
        zone: Some("Europe/London".into()),
    })
}

/// A desk that has taken up all of it, its flow too.
fn full() -> Model {
    let (all, quick) = records();
    let (mut model, _) = open(quick);
    app::update(&mut model, Event::FlowCame(Locale::En, Some(FLOW.into())), &moment(0));
    app::update(&mut model, Event::DatabaseCame(Ok(Opened { records: all, archived: 0 })), &moment(1));
    assert_eq!(model.records.calls.len(), CALLS as usize);
    model
}

/// One event, and what is drawn of it: the line first where there is one, then everything.
fn happen(model: &mut Model, shown: &View, event: Event, now: &Moment) -> View {
    black_box(app::update(model, event, now));
    let line = view::first(model, shown).map(|first| first.sharing(shown));
    view::view(model, now).sharing(line.as_ref().unwrap_or(shown))
}

fn desk(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("desk with 50,000 customers and 10,000 calls");
    group.sample_size(20);
    let (all, quick) = records();
    group.bench_function("start from localStorage", |bencher| {
        bencher.iter_batched(
            || quick.clone(),
            |quick| {
                let (model, _) = open(quick);
                view::view(&model, &moment(0))
            },
            BatchSize::LargeInput,
        );
    });
    group.bench_function("database taken up", |bencher| {
        let make = || (open(quick.clone()).0, Opened { records: all.clone(), archived: 0 });
        bencher.iter_batched(
            make,
            |(mut model, opened)| {
                black_box(app::update(&mut model, Event::DatabaseCame(Ok(opened)), &moment(1)));
                model
            },
            BatchSize::PerIteration,
        );
    });

    let mut model = full();
    let mut shown = view::view(&model, &moment(2));
    let mut number = 2;
    group.bench_function("key stroke on the card", |bencher| {
        bencher.iter(|| {
            number += 1;
            let typed = Event::SetLead(LeadField::Name, "Helen"[..(number % 5) as usize + 1].into());
            shown = happen(&mut model, &shown, typed, &moment(number));
        });
    });
    app::update(&mut model, Event::StartCall, &moment(number + 1));
    number += 1;
    let mut shown = view::view(&model, &moment(number));
    group.bench_function("answer, and back", |bencher| {
        bencher.iter(|| {
            number += 2;
            shown = happen(&mut model, &shown, Event::Pick(0), &moment(number));
            shown = happen(&mut model, &shown, Event::Do(call::Event::Undone), &moment(number + 1));
        });
    });
    group.finish();
}

criterion_group!(benches, desk);
criterion_main!(benches);
