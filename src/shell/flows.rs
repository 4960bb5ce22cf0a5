//! Loads the text of a flow, and of the table by which Chinese is found. Knows where they lie, not what is in them; trying
//! again is the app's matter.

use super::page::element;
use crate::domain::Locale;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// What a server answers.
pub(super) enum Answer {
    /// The file.
    Text(String),
    /// There is no such file.
    Missing,
    /// Nothing, or that something is wrong with it: later it may be better.
    Failed,
}

impl Answer {
    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Missing | Self::Failed => None,
        }
    }
}

/// The flow in a language; `None` if the network or the server fails.
pub async fn fetch(locale: Locale) -> Option<String> {
    if let Some(text) = in_page(&["flow-", locale.tag()].concat()) {
        return Some(text);
    }
    request(&["flows/", locale.tag(), "/first-call.json"].concat()).await.ok()?.text()
}

/// How Chinese is read; `None` if the network or the server fails.
pub async fn fetch_sounds() -> Option<String> {
    match in_page("sounds") {
        Some(text) => Some(text),
        None => request("assets/pinyin.txt").await.ok()?.text(),
    }
}

/// Who may talk with the widget.
pub(super) async fn fetch_config() -> Answer {
    if in_page("sounds").is_some() {
        return Answer::Missing;
    }
    request("config.json").await.unwrap_or(Answer::Failed)
}

/// A page that is one file holds everything, for it may not fetch.
fn in_page(id: &str) -> Option<String> {
    element(id)?.text_content()
}

/// What is at an address of this site; an error if the network fails.
async fn request(address: &str) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    // No options: only so the page's preload of it is used.
    let response: Response = JsFuture::from(window.fetch_with_str(address)).await?.dyn_into()?;
    Ok(match response.status() {
        404 | 410 => Answer::Missing,
        _ if response.ok() => JsFuture::from(response.text()?).await?.as_string().map_or(Answer::Failed, Answer::Text),
        _ => Answer::Failed,
    })
}
