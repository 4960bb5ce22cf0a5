//! Loads the text of a flow, and of the table by which Chinese is found. Knows where they lie, not what is in them; trying
//! again is the app's matter.

use super::page::element;
use crate::domain::Locale;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The flow in a language; `None` if the network or the server fails.
pub async fn fetch(locale: Locale) -> Option<String> {
    if let Some(text) = in_page(&["flow-", locale.tag()].concat()) {
        return Some(text);
    }
    let address = ["flows/", locale.tag(), "/first-call.json"].concat();
    request(&address).await.ok().flatten()
}

/// How Chinese is read; `None` if the network or the server fails.
pub async fn fetch_sounds() -> Option<String> {
    match in_page("sounds") {
        Some(text) => Some(text),
        None => request("assets/pinyin.txt").await.ok().flatten(),
    }
}

/// A page that is one file holds everything, for it may not fetch.
fn in_page(id: &str) -> Option<String> {
    element(id)?.text_content()
}

/// The text at an address of this site; `None` if the server has none.
pub(super) async fn request(address: &str) -> Result<Option<String>, JsValue> {
    let Some(window) = web_sys::window() else {
        return Ok(None);
    };
    // No options: only so the page's preload of it is used.
    let response: Response = JsFuture::from(window.fetch_with_str(address)).await?.dyn_into()?;
    if !response.ok() {
        return Ok(None);
    }
    Ok(JsFuture::from(response.text()?).await?.as_string())
}
