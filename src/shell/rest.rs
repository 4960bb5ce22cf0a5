//! The other half of the program: what the first prompt does not need comes right after it. Every function that is not
//! here yet calls [`bring_rest`] by itself, see `xtask/src/halves.rs`; a build that was not cut in two has no other half.
//! It carries the styles of what cannot be seen without it, so these are there in the same instant.

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, RequestInit, Response, XmlHttpRequest};

/// Loads the rest; `false` if the network or the server fails. Asks for it at once, goes on when awaited.
pub fn fetch() -> impl Future<Output = bool> {
    let asked = missing().map(|rest| match held(&rest) {
        Some(bytes) => Ok(bytes),
        None => Err(request(&rest)),
    });
    async move {
        let Some(asked) = asked else { return true };
        let come = async {
            let bytes = match asked {
                Ok(bytes) => bytes,
                Err(asked) => {
                    let response: Response = asked.ok_or(JsValue::UNDEFINED)?.await?.dyn_into()?;
                    JsFuture::from(response.array_buffer()?).await?.unchecked_into()
                }
            };
            let module = JsFuture::from(WebAssembly::compile(&bytes)).await?;
            add(&module.dyn_into()?)
        };
        come.await.is_ok() || missing().is_none()
    }
}

/// Loads the rest while everything waits: somebody was faster than the network. If it cannot be loaded, the page says so
/// and what was begun ends with an exception.
#[wasm_bindgen]
pub fn bring_rest() {
    let Some(rest) = missing() else { return };
    let come = || {
        if let Some(bytes) = held(&rest) {
            return add(&WebAssembly::Module::new(&bytes)?);
        }
        let address = rest.get_attribute("content").unwrap_or_default();
        let request = XmlHttpRequest::new()?;
        request.open_with_async("GET", &address, false)?;
        // A request that is waited for gives text only: each character is a byte.
        request.override_mime_type("text/plain; charset=x-user-defined")?;
        request.send()?;
        let text = request.response_text()?.unwrap_or_default();
        let bytes: Vec<u8> = text.chars().map(|c| (u32::from(c) & 0xff) as u8).collect();
        add(&WebAssembly::Module::new(&Uint8Array::from(bytes.as_slice()))?)
    };
    if let Err(error) = come() {
        super::page::say_incomplete();
        wasm_bindgen::throw_val(error);
    }
}

/// Asks for the rest, with its checksum.
fn request(rest: &Element) -> Option<JsFuture> {
    let checked = RequestInit::new();
    checked.set_integrity(&rest.get_attribute("integrity")?);
    let address = rest.get_attribute("content")?;
    Some(JsFuture::from(web_sys::window()?.fetch_with_str_and_init(&address, &checked)))
}

/// The rest as it is, where the page has taken it from a service worker before it started the program, see
/// `xtask/src/program.rs`.
fn held(rest: &Element) -> Option<ArrayBuffer> {
    Reflect::get(rest, &"bytes".into()).ok()?.dyn_into().ok()
}

/// What says where the rest lies, while it is not here.
fn missing() -> Option<Element> {
    let here = Reflect::get(&wasm_bindgen::exports(), &"rest_is_here".into()).ok()?;
    let here: WebAssembly::Global = here.dyn_into().ok()?;
    (here.value().as_f64() == Some(0.0)).then(|| super::page::element("rest")).flatten()
}

fn add(module: &WebAssembly::Module) -> Result<(), JsValue> {
    if missing().is_some() {
        let first = Array::of2(&"first".into(), &wasm_bindgen::exports());
        WebAssembly::Instance::new(module, &js_sys::Object::from_entries(&Array::of1(&first))?)?;
        let styles = Uint8Array::new(&WebAssembly::Module::custom_sections(module, "styles").get(0)).to_vec();
        super::page::add_styles(&String::from_utf8(styles).unwrap_or_default())?;
    }
    Ok(())
}
