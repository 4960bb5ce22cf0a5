//! The real shell keeps to the contract of all shells; `tests/contract.rs` holds its stand-in to it.

use crate::contract::{Answers, cases, kind, name};
use crate::stage::{Bent, Log, js, timers, wait};
use callflow::app::{DataEffect, Effect, Event};
use callflow::shell::Shell;
use callflow::store::StoreEffect;
use wasm_bindgen_test::wasm_bindgen_test;

/// Turns of the timers an answer may take; the slowest derives a key.
const PATIENCE: usize = 400;

/// How the browser is made to refuse an effect.
fn refusing(name: &str) -> Vec<Bent> {
    let bends: &[(&str, &str)] = match name {
        "Write" => &[NO_DATABASE, ("window.localStorage", "return null")],
        "FetchFlow" | "FetchSounds" => &[("window.fetch", "return () => Promise.reject(new TypeError('no net'))")],
        "ReadZone" => &[("Intl.DateTimeFormat", "return class { constructor() { throw new RangeError() } }")],
        "Copy" => &[("navigator.clipboard", "return undefined"), ("document.execCommand", "return () => false")],
        "OpenMicrophone" => &[("navigator.mediaDevices", "return undefined")],
        "LookAtLasting" | "AskToLast" => &[("navigator.storage", "return undefined")],
        "LookAtReminders" | "AskForReminders" => &[
            ("Notification.permission", "return 'denied'"),
            ("Notification.requestPermission", "return () => Promise.resolve('denied')"),
        ],
        "Data::Place" => {
            &[("window.showSaveFilePicker", "return () => Promise.reject(new DOMException('', 'AbortError'))")]
        }
        "Lock::Make" | "Lock::Renew" => &[("crypto.subtle", "return undefined")],
        _ => &[NO_DATABASE],
    };
    bends.iter().map(|(path, getter)| Bent::new(path, getter)).collect()
}

const NO_DATABASE: (&str, &str) = ("window.indexedDB", "throw new DOMException('', 'InvalidStateError')");

/// What a new shell answers to this effect after those.
async fn answers(before: Vec<Effect>, effect: Effect, owed: usize) -> Vec<&'static str> {
    let log = Log::new();
    let told = log.clone();
    let shell = Shell::new(move |event| told.push(event));
    // That the database was just made, or is there again, is told besides.
    let all =
        || -> Vec<Event> { log.all().into_iter().filter(|event| !matches!(event, Event::DatabaseTells(_))).collect() };
    let settled = async |count: usize| {
        for _ in 0..PATIENCE {
            if all().len() >= count {
                break;
            }
            timers().await;
        }
    };
    for (place, effect) in before.into_iter().enumerate() {
        shell.run(effect);
        settled(place + 1).await;
    }
    let earlier = all().len();
    shell.run(effect);
    settled(earlier + owed).await;
    // Nothing else comes.
    timers().await;
    timers().await;
    all()[earlier..].iter().map(kind).collect()
}

#[wasm_bindgen_test]
async fn the_shell_answers_as_every_shell_does() {
    let _fetch = Bent::new("window.fetch", "return () => Promise.resolve(new Response('{}'))");
    let _clipboard = Bent::new("navigator.clipboard", "return { writeText: () => Promise.resolve() }");
    let _click = Bent::new("HTMLAnchorElement.prototype.click", "return () => {}");
    js("localStorage.clear()");
    let mut others = Vec::new();
    for case in cases() {
        let name = name(&case.effect);
        let before = |refused: bool| match &case.effect {
            Effect::Store(StoreEffect::OpenDatabase) => Vec::new(),
            // Where it goes was asked before; without a place it is not written.
            Effect::Data(DataEffect::Write(_)) if !refused => vec![Effect::Data(DataEffect::Place("a".into()))],
            _ => vec![Effect::Store(StoreEffect::OpenDatabase)],
        };
        if let Answers::Come(owed) = case.done {
            let found = answers(before(false), case.effect.clone(), owed.len()).await;
            if found != owed {
                others.push(format!("{name}: {owed:?} is owed, {found:?} came"));
            }
        }
        if let Answers::Come(owed) = case.refused {
            let bent = refusing(name);
            let found = answers(before(true), case.effect.clone(), owed.len()).await;
            drop(bent);
            if found != owed {
                others.push(format!("{name}, refused: {owed:?} is owed, {found:?} came"));
            }
        }
    }
    assert!(others.is_empty(), "{others:#?}");
    js("localStorage.clear()");
    // The other tests begin with an empty database.
    wait(
        "new Promise(done => {
            const asked = indexedDB.open('callflow');
            asked.onsuccess = () => {
                const change = asked.result.transaction(['records', 'archive'], 'readwrite');
                ['records', 'archive'].forEach(name => change.objectStore(name).clear());
                change.oncomplete = () => (asked.result.close(), done());
            };
        })",
    )
    .await;
}
