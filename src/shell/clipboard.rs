//! Puts text on the clipboard: the old way where the new one is missing (plain http) or refused (a frame without leave).

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// Whether the clipboard took it.
pub async fn copy(text: &str) -> bool {
    modern(text).await || old(text).unwrap_or(false)
}

async fn modern(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = window.navigator().clipboard();
    // Outside of secure contexts it is undefined, whatever its type says.
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Selects the text in a field of its own and copies the selection.
fn old(text: &str) -> Option<bool> {
    let document: HtmlDocument = web_sys::window()?.document()?.dyn_into().ok()?;
    let focused: Option<HtmlElement> = document.active_element().and_then(|element| element.dyn_into().ok());
    // While a modal dialog is open, nothing outside of it can be selected.
    let dialog = focused.as_ref().and_then(|element| element.closest("dialog").ok().flatten());
    let place = match dialog {
        Some(dialog) => dialog,
        None => document.body()?.into(),
    };
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_read_only(true);
    // A fixed place keeps the page from scrolling to it.
    field.style().set_property("position", "fixed").ok()?;
    place.append_child(&field).ok()?;
    field.select();
    let copied = document.exec_command("copy");
    field.remove();
    if let Some(focused) = focused {
        let _ = focused.focus();
    }
    copied.ok()
}
