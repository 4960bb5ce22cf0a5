//! The part of the settings about when the rep works.

use super::Wire;
use super::el::{El, list};
use crate::app::view::SettingsView;

/// The section.
pub fn section(_view: &SettingsView, _wire: &Wire) -> El {
    list()
}
