//! Leads a telephone-sales rep through a call.
//!
//! `domain`, `store`, `speech` and `app` are pure: time, ids and zone rules come in as values, and what is to happen outside
//! goes out as [`app::Effect`]s. `shell` and `ui` need the browser and are left out without the feature `web`.

pub mod app;
pub mod domain;
#[cfg(feature = "web")]
pub mod shell;
pub mod speech;
pub mod store;
pub mod text;
#[cfg(feature = "web")]
pub mod ui;
