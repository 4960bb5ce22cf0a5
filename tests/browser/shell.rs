//! The shell in a real browser: what it does where the browser refuses, and whether it reads zones and calendar right.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test may.

mod almanac;
mod answers;
#[allow(dead_code)] // The stand-in reads the rest.
#[path = "../contract/mod.rs"]
mod contract;
mod keys;
mod page;
mod stage;
mod storage;
mod time;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
