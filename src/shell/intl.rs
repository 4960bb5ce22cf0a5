//! The little of `Intl` that zones need. The bindings in js-sys do not catch: an unknown zone would end the app.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `Intl.DateTimeFormat`.
    #[wasm_bindgen(js_name = DateTimeFormat)]
    pub type Format;

    #[wasm_bindgen(catch, constructor, js_namespace = Intl, js_class = "DateTimeFormat")]
    fn new(locale: &str, options: &Object) -> Result<Format, JsValue>;

    #[wasm_bindgen(catch, method, js_name = format)]
    fn try_format(this: &Format, at: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, method, js_name = formatToParts)]
    fn parts(this: &Format, at: f64) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, js_name = resolvedOptions)]
    fn resolved(this: &Format) -> Object;

    /// What the browser knows of a kind, such as `timeZone`.
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = supportedValuesOf)]
    pub fn supported(kind: &str) -> Result<Array, JsValue>;

    /// The browser's zone, in browsers that have `Temporal`.
    #[wasm_bindgen(catch, js_namespace = ["Temporal", "Now"], js_name = timeZoneId)]
    pub fn zone_id() -> Result<String, JsValue>;
}

impl Format {
    /// English, with options; `None` if the browser does not know one of them.
    pub fn english(options: &[(&str, &str)]) -> Option<Self> {
        Self::new_in("en-US", options)
    }

    /// In a language, with options; `None` if the browser does not know one of them.
    pub fn new_in(locale: &str, options: &[(&str, &str)]) -> Option<Self> {
        let object = Object::new();
        for (name, value) in options {
            Reflect::set(&object, &(*name).into(), &(*value).into()).ok()?;
        }
        Self::new(locale, &object).ok()
    }

    /// An instant (milliseconds since 1970) as text.
    pub fn text(&self, at: i64) -> Option<String> {
        self.try_format(at as f64).ok()
    }

    /// What the zone is called at an instant, if that is among the options.
    pub fn zone_name(&self, at: i64) -> Option<String> {
        let field = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
        let parts = self.parts(at as f64).ok()?;
        let name = parts.iter().find(|part| field(part, "type").as_deref() == Some("timeZoneName"))?;
        field(&name, "value")
    }

    /// The zone it formats for.
    pub fn zone(&self) -> Option<String> {
        Reflect::get(&self.resolved(), &"timeZone".into()).ok()?.as_string()
    }
}
