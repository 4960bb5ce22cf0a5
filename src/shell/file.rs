//! Files of the rep's own: one is chosen to be read, or a place is chosen where one goes. Knows names and texts, not formats.

use super::download;
use crate::app::HeldBack;
use crate::store::backup::{FileFault, LONGEST};
use gloo::events::EventListener;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomException, FileSystemFileHandle, FileSystemWritableFileStream, HtmlInputElement};

const MIME: &str = "application/jsonl";

/// Where the next file goes.
#[derive(Default)]
pub struct Place(RefCell<Option<To>>);

enum To {
    /// Into this file.
    File(FileSystemFileHandle),
    /// To the browser's downloads, under this name.
    Downloads(String),
}

impl Place {
    /// Asks the rep where a file goes, where the browser can; `false`: nowhere after all. Has to follow a click.
    pub async fn choose(&self, name: String) -> bool {
        let to = match pick_place(&name).await {
            Ok(Some(handle)) => To::File(handle),
            Err(error) if error.dyn_ref::<DomException>().is_some_and(|it| it.name() == "AbortError") => return false,
            // No such thing, or not in a frame of another site.
            Ok(None) | Err(_) => To::Downloads(name),
        };
        self.0.replace(Some(to));
        true
    }

    /// Writes the file. Whether it is known to be kept: of downloads no browser tells. `None`: it is not.
    pub async fn write(&self, text: &str) -> Option<bool> {
        match self.0.take()? {
            To::Downloads(_) if download::held_back() == Some(HeldBack::Surely) => None,
            To::Downloads(name) => {
                download::save(&name, MIME, text);
                Some(false)
            }
            To::File(file) => fill(&file, text).await.ok().map(|()| true),
        }
    }
}

async fn pick_place(name: &str) -> Result<Option<FileSystemFileHandle>, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let Ok(picker) = Reflect::get(&window, &"showSaveFilePicker".into())?.dyn_into::<Function>() else {
        return Ok(None);
    };
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    let asked: Promise = picker.call1(&window, &options)?.dyn_into()?;
    Ok(Some(JsFuture::from(asked).await?.unchecked_into()))
}

/// What was in the file stays until all of the new is there.
async fn fill(file: &FileSystemFileHandle, text: &str) -> Result<(), JsValue> {
    let stream: FileSystemWritableFileStream = JsFuture::from(file.create_writable()).await?.unchecked_into();
    JsFuture::from(stream.write_with_str(text)?).await?;
    JsFuture::from(stream.close()).await?;
    Ok(())
}

/// Lets the rep choose a file and reads it; without a choice nothing follows. Has to follow a click.
pub fn pick(answer: impl Fn(Result<String, FileFault>) + Clone + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(input) = document.create_element("input") else { return };
    let input: HtmlInputElement = input.unchecked_into();
    input.set_type("file");
    input.set_accept(".jsonl,.json,application/json");
    let chosen = input.clone();
    // It lives as long as the field does, which nothing else holds on to.
    EventListener::once(&input, "change", move |_| {
        let Some(file) = chosen.files().and_then(|files| files.get(0)) else { return };
        if file.size() > LONGEST {
            return answer(Err(FileFault::TooBig));
        }
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            answer(text.ok_or(FileFault::Unreadable));
        });
    })
    .forget();
    input.click();
}
