//! Whose key it is.

use crate::stage::{Log, Put, document, focused};
use callflow::app::KeyPress;
use callflow::shell::{on_keys, on_release};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{EventTarget, KeyboardEvent};

/// Presses a key on a target; tells what the app heard and whether the browser's own answer was prevented.
fn press(target: &EventTarget, init: &str, used: bool) -> (Vec<KeyPress>, bool) {
    let log = Log::new();
    let heard = log.clone();
    let _keys = on_keys(move |press| {
        heard.push(press);
        used
    })
    .unwrap();
    let prevented = fire(target, init);
    (log.all(), prevented)
}

fn fire(target: &EventTarget, init: &str) -> bool {
    let script = format!("new KeyboardEvent('keydown', {{ bubbles: true, cancelable: true, {init} }})");
    let event: KeyboardEvent = crate::stage::js(&script).dyn_into().unwrap();
    !target.dispatch_event(&event).unwrap()
}

fn plain(key: &str) -> KeyPress {
    KeyPress { key: key.into(), ..KeyPress::default() }
}

fn body() -> EventTarget {
    document().body().unwrap().into()
}

#[wasm_bindgen_test]
fn a_key_the_app_uses_is_kept_from_the_browser_and_any_other_is_not() {
    assert_eq!(press(&body(), "key: '1'", true), (vec![plain("1")], true));
    assert_eq!(press(&body(), "key: '1'", false), (vec![plain("1")], false));
}

#[wasm_bindgen_test]
fn modifiers_are_told() {
    for init in ["key: 'z', ctrlKey: true", "key: 'z', metaKey: true"] {
        assert_eq!(press(&body(), init, false).0, [KeyPress { command: true, ..plain("z") }]);
    }
    assert_eq!(press(&body(), "key: 'Z', shiftKey: true", false).0, [KeyPress { shift: true, ..plain("Z") }]);
    assert_eq!(press(&body(), "key: 'z', altKey: true", false).0, [KeyPress { alt: true, ..plain("z") }]);
}

#[wasm_bindgen_test]
fn keys_of_an_input_method_held_keys_and_used_keys_are_nobodys() {
    for init in ["key: 'a', isComposing: true", "key: 'Process', keyCode: 229", "key: 'a', repeat: true"] {
        assert_eq!(press(&body(), init, true), (vec![], false), "{init}");
    }
    let used = Put::new("div");
    used.0.set_attribute("onkeydown", "event.preventDefault()").unwrap();
    assert_eq!(press(&used.0, "key: 'a'", true).0, []);
}

#[wasm_bindgen_test]
fn fields_keep_their_keys_but_for_the_one_that_leaves_them() {
    for tag in ["input", "textarea", "select", "div"] {
        let field = Put::new(tag);
        if tag == "div" {
            field.0.set_attribute("contenteditable", "true").unwrap();
        }
        field.0.focus().unwrap();
        assert!(focused(&field.0), "{tag}");
        assert_eq!(press(&field.0, "key: '1'", true), (vec![], false), "{tag}");
        assert_eq!(press(&field.0, "key: 'Escape', isComposing: true", true), (vec![], false), "{tag}");
        let leaves = KeyPress { typing: true, ..plain("Escape") };
        assert!(focused(&field.0), "{tag}: that Escape was the input method's");
        assert_eq!(press(&field.0, "key: 'Escape'", true), (vec![leaves], true), "{tag}");
        assert!(!focused(&field.0), "{tag}");
    }
}

#[wasm_bindgen_test]
fn a_box_to_tick_keeps_nothing_but_what_ticks_it() {
    let tick = Put::new("input");
    tick.0.set_attribute("type", "checkbox").unwrap();
    assert_eq!(press(&tick.0, "key: '1'", true), (vec![plain("1")], true));
    assert_eq!(press(&tick.0, "key: ' '", true), (vec![], false));
}

#[wasm_bindgen_test]
fn what_finds_everything_is_heard_from_fields_as_well_but_not_from_an_input_method() {
    let field = Put::new("input");
    for key in ["k", "K"] {
        let heard = KeyPress { command: true, typing: true, ..plain(key) };
        assert_eq!(press(&field.0, &format!("key: '{key}', ctrlKey: true"), true), (vec![heard], true));
    }
    assert_eq!(press(&field.0, "key: 'k', ctrlKey: true, altKey: true", true).0, []);
    assert_eq!(press(&field.0, "key: 'k', ctrlKey: true, isComposing: true", true).0, []);
}

#[wasm_bindgen_test]
fn what_can_be_pressed_keeps_enter_and_space_only() {
    for tag in ["button", "a", "summary"] {
        let element = Put::new(tag);
        for key in ["Enter", " "] {
            assert_eq!(press(&element.0, &format!("key: '{key}'"), true), (vec![], false), "{tag} {key}");
        }
        assert_eq!(press(&element.0, "key: '1'", true), (vec![plain("1")], true), "{tag}");
    }
    assert_eq!(press(&body(), "key: ' '", true), (vec![plain(" ")], true));
}

#[wasm_bindgen_test]
fn nothing_is_heard_once_it_is_dropped() {
    let log = Log::new();
    let heard = log.clone();
    drop(on_keys(move |press| {
        heard.push(press);
        true
    }));
    assert!(!fire(&body(), "key: '1'"));
    assert_eq!(log.all(), []);
}

#[wasm_bindgen_test]
fn a_key_is_watched_until_it_comes_up_or_the_page_is_left() {
    let (body, window): (EventTarget, EventTarget) = (body(), web_sys::window().unwrap().into());
    let up = |key: &str| {
        let script = format!("new KeyboardEvent('keyup', {{ bubbles: true, key: '{key}' }})");
        body.dispatch_event(&crate::stage::js(&script).dyn_into().unwrap()).unwrap();
    };
    let log = Log::new();
    let released = log.clone();
    let watch = on_release("h".into(), move || released.push(()));
    up("j");
    assert_eq!(log.all().len(), 0, "another key");
    // Shift may have come down meanwhile.
    up("H");
    assert_eq!(log.all().len(), 1);
    window.dispatch_event(&web_sys::Event::new("blur").unwrap()).unwrap();
    assert_eq!(log.all().len(), 2);
    drop(watch);
    up("h");
    assert_eq!(log.all().len(), 2);
}
