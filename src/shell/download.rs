//! Hands the person a file. Knows names and texts, not formats.

use super::clock;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Milliseconds until the file's address ends: browsers read it some time after the click.
const ADDRESS_LIVES: u32 = 60_000;

/// Offers a text as a file. Whether it was saved no browser tells.
pub fn save(name: &str, mime: &str, text: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let Ok(address) = address(mime, text) else { return };
    if let Ok(link) = document.create_element("a") {
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    clock::after(ADDRESS_LIVES, move || drop(Url::revoke_object_url(&address))).forget();
}

fn address(mime: &str, text: &str) -> Result<String, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    Url::create_object_url_with_blob(&blob)
}
