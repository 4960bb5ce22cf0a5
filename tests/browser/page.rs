//! The page, the clipboard, files, the network, and effects with their answers.

use crate::stage::{Bent, Log, Put, document, focused, js, timers, wait};
use callflow::app::{Effect, Event};
use callflow::domain::{Locale, Stamp};
use callflow::shell::{Shell, boot, clipboard, download, flows, focus, page};
use callflow::store::{StoreEffect, Stored, Theme, Version};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn focus_waits_for_what_is_about_to_be_rendered() {
    let focus = focus::Focus::default();
    focus.ask("late");
    let late = Put::new("button");
    late.0.set_id("late");
    assert!(!focused(&late.0));
    focus.drawn();
    assert!(focused(&late.0));
    focus.ask("nowhere");
    focus.drawn();
    assert!(focused(&late.0));
}

#[wasm_bindgen_test]
fn the_page_says_its_language_title_and_theme() {
    let root = document().document_element().unwrap();
    let title = document().title();
    for (locale, tag) in [(Locale::ZhCn, "zh-CN"), (Locale::En, "en")] {
        page::show_locale(locale);
        page::show_title("通话 <1>");
        assert_eq!((root.get_attribute("lang").as_deref(), document().title().as_str()), (Some(tag), "通话 <1>"));
    }
    for (theme, value) in [(Theme::Dark, Some("dark")), (Theme::Light, Some("light")), (Theme::System, Some("system"))]
    {
        page::show_theme(theme);
        assert_eq!(root.get_attribute("data-theme").as_deref(), value);
    }
    document().set_title(&title);
}

#[wasm_bindgen_test]
fn the_first_language_that_is_spoken_here_is_taken() {
    for (languages, locale) in [
        ("['zh-CN', 'en']", Locale::ZhCn),
        ("['zh']", Locale::ZhCn),
        ("['zh-Hant-TW']", Locale::ZhCn),
        ("['en-GB', 'zh-CN']", Locale::En),
        ("['de', 'zh-CN', 'en']", Locale::ZhCn),
        ("['de', 'é']", Locale::En),
        ("[]", Locale::En),
    ] {
        let _languages = Bent::new("navigator.languages", &format!("return {languages}"));
        assert_eq!(boot().locale, locale, "{languages}");
    }
}

#[wasm_bindgen_test]
async fn the_clipboard_takes_text_or_says_no() {
    let stub =
        |answer: &str| format!("return {{ writeText(text) {{ window.copied = text; return Promise.{answer} }} }}");
    {
        let _clipboard = Bent::new("navigator.clipboard", &stub("resolve()"));
        assert!(clipboard::copy("你好 \"x\"").await);
        assert_eq!(js("window.copied").as_string().unwrap(), "你好 \"x\"");
    }
    for clipboard in ["return undefined", &stub("reject(new DOMException('', 'NotAllowedError'))")] {
        let _clipboard = Bent::new("navigator.clipboard", clipboard);
        for answer in [true, false] {
            // Chromium copies only after a click, so the command itself is watched.
            let _command = Bent::new(
                "document.execCommand",
                &format!("return name => {{ window.copied = name + document.activeElement.value; return {answer} }}"),
            );
            let button = Put::new("button");
            button.0.focus().unwrap();
            assert_eq!(clipboard::copy("旧").await, answer, "{clipboard}");
            assert_eq!(js("window.copied").as_string().unwrap(), "copy旧");
            assert!(focused(&button.0), "the focus is given back");
            assert!(document().query_selector("body > textarea").unwrap().is_none(), "no field stays");
        }
    }
}

#[wasm_bindgen_test]
async fn an_open_dialog_does_not_keep_text_from_the_clipboard() {
    let _clipboard = Bent::new("navigator.clipboard", "return undefined");
    let _command = Bent::new("document.execCommand", "return () => document.activeElement.value === 'in a dialog'");
    let dialog = Put::new("dialog");
    dialog.0.set_id("modal");
    js(
        "document.getElementById('modal').append(document.createElement('button')); document.getElementById('modal').showModal()",
    );
    assert!(clipboard::copy("in a dialog").await);
}

#[wasm_bindgen_test]
async fn a_file_is_offered_under_its_name_with_its_text() {
    let clicks = "return function () { window.offered = [this.download, this.href] }";
    {
        let _click = Bent::new("HTMLAnchorElement.prototype.click", clicks);
        download::save("预约 1.ics", "text/calendar", "BEGIN:VCALENDAR\r\n你好");
    }
    assert_eq!(js("window.offered[0]").as_string().unwrap(), "预约 1.ics");
    // Browsers read it some time after the click.
    timers().await;
    let text =
        wait("fetch(window.offered[1]).then(async it => it.headers.get('content-type') + '|' + await it.text())").await;
    assert_eq!(text.as_string().unwrap(), "text/calendar|BEGIN:VCALENDAR\r\n你好");
}

#[wasm_bindgen_test]
async fn a_flow_comes_or_does_not() {
    for (answer, flow) in [
        ("Promise.resolve(new Response(args.join()))", Some("flows/en/first-call.json")),
        ("Promise.resolve(new Response('gone', { status: 404 }))", None),
        ("Promise.resolve(new Response('down', { status: 503 }))", None),
        ("Promise.reject(new TypeError('no net'))", None),
        ("Promise.resolve(new Response(new ReadableStream({ start(c) { c.error(new TypeError('cut off')) } })))", None),
    ] {
        let _fetch = Bent::new("window.fetch", &format!("return (...args) => {answer}"));
        assert_eq!(flows::fetch(Locale::En).await.as_deref(), flow, "{answer}");
    }
}

#[wasm_bindgen_test]
async fn every_effect_with_an_answer_gets_it() {
    let log = Log::new();
    let answers = log.clone();
    let shell = Shell::new(move |event| answers.push(event));
    let key = || "shell-test".to_owned();
    let _clipboard = Bent::new("navigator.clipboard", "return { writeText: () => Promise.resolve() }");
    let _fetch = Bent::new("window.fetch", "return () => Promise.resolve(new Response('{}'))");
    let stored = || js("localStorage.getItem('callflow:shell-test')").as_string();
    let version = |count| Version { count, at: Stamp(count) };
    let write = |text: &str, count| {
        Effect::Store(StoreEffect::Write { key: key(), text: text.into(), version: version(count), quick: true })
    };
    shell.run(write("1", 1));
    assert_eq!(stored().as_deref(), Some("1"));
    {
        let _blocked = Bent::new("window.localStorage", "return null");
        shell.run(write("2", 2));
    }
    assert_eq!(log.all(), [], "nothing is kept before the database says so");
    shell.run(Effect::Store(StoreEffect::OpenDatabase));
    // A database that was made just now says so first.
    let made = |events: &[Event]| events.iter().filter(|it| matches!(it, Event::DatabaseTells(_))).count();
    while log.all().len() < 3 + made(&log.all()) {
        timers().await;
    }
    let kept = |count| Event::Kept { key: key(), version: version(count), held: Stored::Durable };
    let mut events = log.all();
    let made = made(&events);
    events.retain(|it| !matches!(it, Event::DatabaseTells(_)));
    assert!(matches!(&events[0], Event::DatabaseCame(Ok(opened)) if opened.records.is_empty()), "{events:?}");
    assert_eq!(events[1..], [kept(1), kept(2)]);
    shell.run(Effect::Store(StoreEffect::Purge(vec![key()])));
    assert_eq!(stored(), None);

    shell.run(Effect::FetchFlow(Locale::ZhCn));
    shell.run(Effect::Copy("x".into()));
    shell.run(Effect::ReadZone("Asia/Shanghai".into()));
    shell.run(Effect::ReadZone("Mars/Olympus".into()));
    shell.run(Effect::ReadZoneNames);
    assert_eq!(log.all().len(), 3 + made, "what takes time lets the screen go first");
    while log.all().len() < 8 + made {
        timers().await;
    }
    let events = log.all();
    assert!(events.contains(&Event::FlowCame(Locale::ZhCn, Some("{}".into()))));
    assert!(events.contains(&Event::Copied(true)));
    assert!(events.contains(&Event::ZoneCame { name: "Mars/Olympus".into(), table: None }));
    let has = |wanted: fn(&Event) -> bool| assert!(events.iter().any(wanted));
    has(|event| matches!(event, Event::ZoneCame { table: Some(table), .. } if table.name() == "Asia/Shanghai"));
    has(|event| matches!(event, Event::ZoneNamesCame(names) if names.len() > 300));
}
