//! Hands the person a file. Knows names and texts, not formats.

use super::clock;
use super::page::in_frame;
use crate::app::HeldBack;
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

/// Why a file may not arrive. A sandbox without `allow-downloads` holds it back without a word, and only a page of the same
/// origin around can be asked whether there is one.
pub fn held_back() -> Option<HeldBack> {
    if !in_frame() {
        return None;
    }
    let frame = web_sys::window().and_then(|window| window.frame_element().ok().flatten());
    let Some(frame) = frame else { return Some(HeldBack::Perhaps) };
    let sandbox = frame.get_attribute("sandbox")?;
    let allows = sandbox.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("allow-downloads"));
    (!allows).then_some(HeldBack::Surely)
}

fn address(mime: &str, text: &str) -> Result<String, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    Url::create_object_url_with_blob(&blob)
}
