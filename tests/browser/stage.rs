//! What several tests need: scripts that bend the browser, elements, and waiting without sleeping.

use callflow::domain::Stamp;
use callflow::domain::time::Wall;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlElement};

/// Runs a script and returns its value.
pub fn js(script: &str) -> JsValue {
    js_sys::eval(script).expect(script)
}

/// Bends a property of the page or of the object before the last dot; dropped, it is as it was.
pub struct Bent(&'static str);

impl Bent {
    /// `getter` is the body of a function.
    pub fn new(path: &'static str, getter: &str) -> Self {
        let (object, name) = path.rsplit_once('.').unwrap();
        js(&format!(
            "(globalThis.unbend ??= {{}})['{path}'] = Object.getOwnPropertyDescriptor({object}, '{name}');
             Object.defineProperty({object}, '{name}', {{ configurable: true, get() {{ {getter} }} }})"
        ));
        Self(path)
    }
}

impl Drop for Bent {
    fn drop(&mut self) {
        let Self(path) = self;
        let (object, name) = path.rsplit_once('.').unwrap();
        js(&format!(
            "delete {object}['{name}'];
             if (unbend['{path}']) Object.defineProperty({object}, '{name}', unbend['{path}'])"
        ));
    }
}

/// Things that happened, in order.
#[derive(Clone, Default)]
pub struct Log<T>(Rc<RefCell<Vec<T>>>);

impl<T: Clone + 'static> Log<T> {
    pub fn new() -> Self {
        Self(Rc::default())
    }

    pub fn push(&self, thing: T) {
        self.0.borrow_mut().push(thing);
    }

    pub fn all(&self) -> Vec<T> {
        self.0.borrow().clone()
    }
}

/// An element in the page until dropped.
pub struct Put(pub HtmlElement);

impl Put {
    pub fn new(tag: &str) -> Self {
        let element: HtmlElement = document().create_element(tag).unwrap().dyn_into().unwrap();
        document().body().unwrap().append_child(&element).unwrap();
        Self(element)
    }
}

impl Drop for Put {
    fn drop(&mut self) {
        self.0.remove();
    }
}

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Whether an element has the focus.
pub fn focused(element: &HtmlElement) -> bool {
    document().active_element().is_some_and(|active| &active == element.as_ref())
}

/// All timers due now have run: those of the same delay run in the order they were set.
pub async fn timers() {
    wait("new Promise(done => setTimeout(done, 0))").await;
}

pub async fn wait(promise: &str) -> JsValue {
    JsFuture::from(js(promise).unchecked_into::<js_sys::Promise>()).await.expect(promise)
}

/// The instant of a UTC wall time.
pub fn utc(text: &str) -> Stamp {
    Wall::parse(text).unwrap().at_offset(0)
}
