//! Timers, ids, and zone rules against `Intl` itself.

use crate::stage::{Bent, Log, js, timers, utc};
use callflow::domain::time::{Resolved, Wall};
use callflow::domain::{Locale, Stamp};
use callflow::shell::{clock, zone};
use std::collections::HashSet;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_timer_calls_once_and_never_when_dropped() {
    let log = Log::new();
    let (kept, dropped) = (log.clone(), log.clone());
    let guard = clock::after(0, move || kept.push("kept"));
    drop(clock::after(0, move || dropped.push("dropped")));
    assert_eq!(log.all(), Vec::<&str>::new(), "not at once");
    timers().await;
    assert_eq!(log.all(), ["kept"]);
    timers().await;
    assert_eq!(log.all(), ["kept"]);
    drop(guard);
}

#[wasm_bindgen_test]
fn a_page_that_comes_back_is_told_so_until_it_stops_listening() {
    let log = Log::new();
    let returned = log.clone();
    let guard = clock::on_return(move || returned.push(())).unwrap();
    let turn = |hidden: bool| {
        let _bent = Bent::new("document.hidden", &format!("return {hidden}"));
        js("document.dispatchEvent(new Event('visibilitychange'))");
    };
    turn(true);
    assert_eq!(log.all().len(), 0, "it went away");
    turn(false);
    assert_eq!(log.all().len(), 1);
    js("window.dispatchEvent(new Event('pageshow'))");
    assert_eq!(log.all().len(), 2);
    drop(guard);
    turn(false);
    js("window.dispatchEvent(new Event('pageshow'))");
    assert_eq!(log.all().len(), 2);
}

#[wasm_bindgen_test]
fn ids_differ_with_and_without_crypto() {
    let mut ids = HashSet::new();
    for _ in 0..1000 {
        ids.insert(clock::fresh_id());
    }
    let _broken = Bent::new("Crypto.prototype.getRandomValues", "return () => { throw new Error() }");
    for _ in 0..1000 {
        ids.insert(clock::fresh_id());
    }
    assert_eq!(ids.len(), 2000);
    assert!(ids.iter().all(|id| id.as_str().len() == 32 && id.as_str().bytes().all(|byte| byte.is_ascii_hexdigit())));
}

#[wasm_bindgen_test]
fn the_clock_is_the_browsers() {
    let before = js("Date.now()").as_f64().unwrap() as i64;
    let now = clock::now().0;
    let after = js("Date.now()").as_f64().unwrap() as i64;
    assert!((before..=after).contains(&now));
    let _kathmandu = Bent::new("Date.prototype.getTimezoneOffset", "return () => -345");
    assert_eq!(clock::offset(Stamp(now)), 345);
}

/// Minutes ahead of UTC worked out from the wall time `Intl` shows: another way than the shell's.
fn true_offset(zone: &str, at: Stamp) -> i32 {
    let script = format!(
        "{{ const p = Object.fromEntries(new Intl.DateTimeFormat('en-US', {{ timeZone: '{zone}', hourCycle: 'h23',
              year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }})
              .formatToParts({at}).map(part => [part.type, part.value]));
            (Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute) - Math.floor({at} / 6e4) * 6e4) / 6e4 }}",
        at = at.0
    );
    js(&script).as_f64().unwrap() as i32
}

const ZONES: [&str; 11] = [
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "UTC",
];

#[wasm_bindgen_test]
fn zone_tables_say_what_intl_says() {
    let now = utc("2026-11-22T10:17");
    for name in ZONES {
        let table = zone::table(name, Stamp(now.0 + 12_345)).expect(name);
        assert_eq!(table.name(), name);
        // Every 29 hours and a bit: other hours and minutes each time.
        for step in 0..660 {
            let at = now.plus_minutes(-2 * 24 * 60 + step * 1747);
            assert_eq!(table.offset_at(at), Some(true_offset(name, at)), "{name} {}", at.wall(0));
        }
        assert_eq!(table.offset_at(now.plus_minutes(-2 * 24 * 60 - 1)), None);
        assert_eq!(table.offset_at(now.plus_minutes(800 * 24 * 60)), None);
        assert!(table.offset_at(now.plus_minutes(800 * 24 * 60 - 1)).is_some());
    }
}

#[wasm_bindgen_test]
fn clocks_change_at_the_right_minute() {
    let now = utc("2026-01-05T00:00");
    for (name, change, before, after) in [
        ("Europe/Berlin", "2026-03-29T01:00", 60, 120),
        ("Europe/Berlin", "2026-10-25T01:00", 120, 60),
        ("Europe/Berlin", "2027-03-28T01:00", 60, 120),
        ("America/New_York", "2026-03-08T07:00", -300, -240),
        ("America/New_York", "2026-11-01T06:00", -240, -300),
        ("America/St_Johns", "2026-03-08T05:30", -210, -150),
        ("Australia/Lord_Howe", "2026-04-04T15:00", 660, 630),
        ("Australia/Lord_Howe", "2026-10-03T15:30", 630, 660),
        ("Africa/Casablanca", "2026-02-15T02:00", 60, 0),
        ("Africa/Casablanca", "2026-03-22T02:00", 0, 60),
    ] {
        let table = zone::table(name, now).expect(name);
        let change = utc(change);
        assert_eq!(table.offset_at(change.plus_minutes(-1)), Some(before), "{name}");
        assert_eq!(table.offset_at(change), Some(after), "{name}");
    }
    let berlin = zone::table("Europe/Berlin", now).unwrap();
    let wall = |text| Wall::parse(text).unwrap();
    assert_eq!(berlin.resolve(wall("2026-03-29T02:30")), Resolved::Never(wall("2026-03-29T03:00")));
}

#[wasm_bindgen_test]
fn a_table_may_begin_and_end_at_a_change() {
    let change = utc("2026-10-25T01:00");
    for edge in [2 * 24 * 60, -800 * 24 * 60] {
        for minute in -1..=1 {
            let now = change.plus_minutes(edge + minute);
            let table = zone::table("Europe/Berlin", now).expect("a table");
            for at in [change.plus_minutes(-1), change] {
                let inside = table.offset_at(at);
                assert!(inside.is_none() || inside == Some(true_offset("Europe/Berlin", at)), "{edge} {minute}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn unknown_zones_have_no_table() {
    for name in ["Mars/Olympus", "", "Europe/Berlin\u{0}", "柏林"] {
        assert_eq!(zone::table(name, utc("2026-01-01T00:00")), None, "{name}");
    }
}

#[wasm_bindgen_test]
fn the_own_zone_is_named_with_and_without_temporal() {
    let name = js("Intl.DateTimeFormat().resolvedOptions().timeZone").as_string();
    assert_eq!(zone::own(), name);
    let _old = Bent::new("globalThis.Temporal", "return undefined");
    assert_eq!(zone::own(), name);
}

#[wasm_bindgen_test]
fn the_own_zone_follows_the_clock_even_if_intl_does_not_know_it() {
    let _temporal = Bent::new("globalThis.Temporal", "return { Now: { timeZoneId: () => 'Company/Own' } }");
    let change = utc("2026-03-29T01:00");
    let clock = format!("return function () {{ return this.getTime() < {} ? -60 : -120 }}", change.0);
    let _clock = Bent::new("Date.prototype.getTimezoneOffset", &clock);
    let table = zone::table("Company/Own", utc("2026-01-01T00:00")).unwrap();
    assert_eq!(table.offset_at(change.plus_minutes(-1)), Some(60));
    assert_eq!(table.offset_at(change), Some(120));
    let names = zone::names();
    assert!(names.is_sorted() && names.iter().any(|name| name == "Company/Own"));
}

#[wasm_bindgen_test]
fn a_zone_has_its_rules_by_all_its_names() {
    let now = utc("2026-11-22T10:17");
    for (one, other) in
        [("Asia/Kolkata", "Asia/Calcutta"), ("Europe/Kyiv", "Europe/Kiev"), ("America/Nuuk", "America/Godthab")]
    {
        let rules = |name: &str| {
            let table = zone::table(name, now).unwrap();
            assert_eq!(table.name(), name);
            (0..24).map(|month| table.offset_at(now.plus_minutes(month * 30 * 24 * 60))).collect::<Vec<_>>()
        };
        assert_eq!(rules(one), rules(other));
    }
    // A browser that knows one of the names alone.
    let knows = "const was = unbend['Intl.DateTimeFormat'].value;
        return class extends was { constructor(a, b) { if (b.timeZone === 'Europe/Kyiv') throw RangeError(); super(a, b); } }";
    let _old = Bent::new("Intl.DateTimeFormat", knows);
    assert!(zone::table("Europe/Kyiv", now).is_some());
}

#[wasm_bindgen_test]
fn a_zone_is_called_in_the_language_of_the_desk() {
    let called =
        |locale| zone::called(locale, ["America/New_York", "Europe/Kyiv", "Mars/Olympus"].map(String::from).into());
    let [new_york, kyiv, nowhere] = called(Locale::En).try_into().unwrap();
    assert!(new_york.1.starts_with("Eastern Time (UTC-"), "{}", new_york.1);
    assert!(kyiv.1.contains("(UTC+"), "{}", kyiv.1);
    assert_eq!(nowhere, ("Mars/Olympus".into(), String::new()));
    assert!(called(Locale::ZhCn)[0].1.starts_with("北美东部时间 (UTC-"));
}

#[wasm_bindgen_test]
fn zone_names_come_in_order_and_once() {
    let _known = Bent::new("globalThis.Temporal", "return { Now: { timeZoneId: () => 'Asia/Shanghai' } }");
    let names = zone::names();
    assert!(names.len() > 300 && names.iter().any(|name| name == "Asia/Shanghai"));
    assert!(names.is_sorted_by(|a, b| a < b));
    let _old = Bent::new("Intl.supportedValuesOf", "return undefined");
    assert_eq!(zone::names(), zone::own().into_iter().collect::<Vec<_>>());
}
