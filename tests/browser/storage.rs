//! Storage that is blocked, missing, full, or holds what nobody expects.

use crate::stage::{Bent, js};
use callflow::app::Boot;
use callflow::shell::{boot, storage};
use callflow::store::StorageFault;
use wasm_bindgen_test::wasm_bindgen_test;

fn all() -> Vec<(String, String)> {
    let mut records = storage::read_all().unwrap();
    records.sort();
    records
}

#[wasm_bindgen_test]
fn a_record_is_read_as_it_was_written_until_it_is_removed() {
    js("localStorage.clear()");
    for (key, value) in [("call:1", "{}"), ("线索:张三", "想要“演示” 👍\n"), ("", "no name"), ("a", "")] {
        assert_eq!(storage::write(key, value), Ok(()));
        assert_eq!(all(), [(key.to_owned(), value.to_owned())]);
        assert_eq!(storage::remove(key), Ok(()));
        assert_eq!(all(), []);
        assert_eq!(storage::remove(key), Ok(()), "twice");
    }
}

#[wasm_bindgen_test]
fn foreign_records_are_neither_read_nor_touched() {
    js("localStorage.clear(); localStorage.setItem('other', '1'); localStorage.setItem('xcallflow:a', '2')");
    storage::write("other", "mine").unwrap();
    assert_eq!(all(), [("other".to_owned(), "mine".to_owned())]);
    storage::remove("other").unwrap();
    assert_eq!(
        js("JSON.stringify(Object.entries(localStorage).sort())").as_string().unwrap(),
        r#"[["other","1"],["xcallflow:a","2"]]"#
    );
}

#[wasm_bindgen_test]
fn garbage_is_reported_not_skipped() {
    js("localStorage.clear();
        localStorage.setItem('callflow:half', '{\"a\":');
        localStorage.setItem('callflow:length', 'x');
        localStorage.setItem('callflow:key\\ud800', 'lone surrogate')");
    let keys: Vec<String> = all().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["half", "key\u{fffd}", "length"]);
    assert_eq!(all()[1].1, "", "its name cannot be said in Rust, so its text cannot be had");
    js("localStorage.clear()");
}

#[wasm_bindgen_test]
fn refused_or_missing_storage_is_a_fault_and_no_panic() {
    for getter in ["throw new DOMException('', 'SecurityError')", "return null"] {
        let _blocked = Bent::new("window.localStorage", getter);
        assert_eq!(storage::read_all(), Err(StorageFault::Blocked), "{getter}");
        assert_eq!(storage::write("a", "b"), Err(StorageFault::Blocked), "{getter}");
        assert_eq!(storage::remove("a"), Err(StorageFault::Blocked), "{getter}");
        let Boot { records, .. } = boot();
        assert_eq!(records, Err(StorageFault::Blocked), "{getter}");
    }
    assert_eq!(storage::write("a", "b"), Ok(()), "given back");
    js("localStorage.clear()");
}

#[wasm_bindgen_test]
fn a_full_storage_keeps_the_old_value_and_works_again_after_a_removal() {
    js("localStorage.clear(); localStorage.setItem('callflow:filler', '字'.repeat(5e6))");
    storage::write("call:1", "old").unwrap();
    js(
        "for (let n = 1 << 20; n; n >>= 1) try { for (let i = 0;; i++) localStorage.setItem(`x${n}.${i}`, 'x'.repeat(n)) } catch {}",
    );
    let longer = "new".repeat(9);
    assert_eq!(storage::write("call:1", &longer), Err(StorageFault::Full));
    assert_eq!(storage::write("call:2", &longer), Err(StorageFault::Full));
    let kept = all().into_iter().find(|(key, _)| key == "call:1");
    assert_eq!(kept.unwrap().1, "old");
    assert_eq!(storage::remove("filler"), Ok(()));
    assert_eq!(storage::write("call:1", &longer), Ok(()));
    js("localStorage.clear()");
}

#[wasm_bindgen_test]
fn faults_are_told_apart() {
    for (thrown, fault) in [
        ("new DOMException('', 'QuotaExceededError')", StorageFault::Full),
        (
            "Object.defineProperty(new DOMException(), 'name', { value: 'NS_ERROR_DOM_QUOTA_REACHED' })",
            StorageFault::Full,
        ),
        ("Object.defineProperty(new DOMException(), 'code', { value: 1014 })", StorageFault::Full),
        ("new DOMException('', 'SecurityError')", StorageFault::Blocked),
        ("new DOMException('', 'InvalidStateError')", StorageFault::Failed),
        ("new TypeError('x')", StorageFault::Failed),
        ("'text'", StorageFault::Failed),
    ] {
        let _broken = Bent::new("Storage.prototype.setItem", &format!("return () => {{ throw {thrown} }}"));
        assert_eq!(storage::write("a", "b"), Err(fault), "{thrown}");
    }
}
