//! The page around the widget: its language, title and theme. Knows no style; the sheets read what is set here.

use crate::domain::Locale;
use crate::store::Theme;
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, Element};

/// The first language the browser prefers that we speak; English if we speak none of them.
pub fn locale() -> Locale {
    let languages = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let spoken = languages.iter().filter_map(|tag| tag.as_string()).find_map(|tag| match tag.get(..2)? {
        "zh" => Some(Locale::ZhCn),
        "en" => Some(Locale::En),
        _ => None,
    });
    spoken.unwrap_or(Locale::En)
}

/// The cover of a language's flow, which the build put into the page.
pub fn cover(locale: Locale) -> Option<String> {
    element(&["cover-", locale.tag()].concat())?.text_content()
}

/// The element with this id.
pub fn element(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// Scrolls to the top of the page.
pub fn show_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Whether the page sits inside another one.
pub fn in_frame() -> bool {
    web_sys::window().is_some_and(|window| window.parent().is_ok_and(|parent| parent.is_some_and(|it| it != window)))
}

/// Adds styles to those of the page. Fails where a browser cannot make a sheet by itself.
pub fn add_styles(css: &str) -> Result<(), JsValue> {
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(css)?;
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.adopted_style_sheets().push(&sheet);
    }
    Ok(())
}

/// Says that the page could not be loaded whole. It can be opened again: what was kept is kept.
pub fn say_incomplete() {
    if let Some(told) = element("incomplete") {
        let _ = told.remove_attribute("hidden");
    }
}

/// Lets screen readers and hyphenation know the language.
pub fn show_locale(locale: Locale) {
    if let Some(root) = web_sys::window().and_then(|window| window.document()?.document_element()) {
        let _ = root.set_attribute("lang", locale.tag());
    }
}

/// Names the page in its tab.
pub fn show_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Overrules the system's theme, or leaves it to the system.
pub fn show_theme(theme: Theme) {
    let Some(root) = web_sys::window().and_then(|window| window.document()?.document_element()) else {
        return;
    };
    let word = match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let _ = root.set_attribute("data-theme", word);
}

/// Opens the page again.
pub fn begin_anew() {
    if let Some(window) = web_sys::window() {
        // A page that cannot be opened again is on its way out.
        let _ = window.location().reload();
    }
}
