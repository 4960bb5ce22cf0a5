//! Elements, put together by plain calls instead of `html!`.
//!
//! The macro writes out every element where it stands: about 450 bytes of wasm each, most of `ui`. Here an element is one
//! pointer handed from call to call, and each call is the same small function everywhere: about 100 bytes an element,
//! what is worked out for it included.

use super::Wire;
use crate::app::Event;
use crate::domain::Locale;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VTag, VText};
use yew::{AttrValue, Html, NodeRef};

/// Hears what was typed or chosen.
pub type Tell = Box<dyn Fn(String)>;

macro_rules! attributes {
    ($($attr:ident $name:literal)*) => {
        /// The attributes in use.
        #[derive(Clone, Copy)]
        pub enum Attr {
            $(#[doc = $name] $attr,)*
        }

        /// Their names, in the order of [`Attr`]. An element keeps its values as the beginning of this list, so that Yew
        /// compares them place by place without looking for names. That is why the most used ones come first.
        static NAMES: &[&str] = &[$($name),*];
    };
}

attributes! {
    Class "class"
    Type "type"
    Test "data-test"
    Id "id"
    Label "aria-label"
    Role "role"
    Pressed "aria-pressed"
    Disabled "disabled"
    Shortcuts "aria-keyshortcuts"
    Tabindex "tabindex"
    Lang "lang"
    Hidden "aria-hidden"
    Gone "hidden"
    For "for"
    Value "value"
    Selected "selected"
    Open "open"
    Name "name"
    Maxlength "maxlength"
    Autocomplete "autocomplete"
    Placeholder "placeholder"
    Max "max"
    Rows "rows"
    Href "href"
    Step "data-step"
    Live "aria-live"
    Atomic "aria-atomic"
    Current "aria-current"
    LabelledBy "aria-labelledby"
    Off "aria-disabled"
    Expanded "aria-expanded"
    Controls "aria-controls"
    Active "aria-activedescendant"
    Complete "aria-autocomplete"
    Chosen "aria-selected"
    ReadOnly "readonly"
    Target "target"
    Scope "scope"
    Title "title"
    ClosedBy "closedby"
    Popover "popover"
    PopoverTarget "popovertarget"
}

/// An element, or a list of nodes. Fill it with the same calls whenever it is drawn, leaving out with [`El::maybe`] and
/// repeating with [`El::each`]: Yew knows children again by their place.
pub struct El(Box<Node>);

struct Node {
    /// Empty: a list.
    tag: &'static str,
    values: Vec<Option<AttributeOrProperty>>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    children: Vec<Html>,
    key: Option<Key>,
    place: NodeRef,
    value: Option<AttrValue>,
    checked: Option<bool>,
}

thread_local! {
    /// Where an element is that nobody looks for. One for all of them: Yew notes the place of each element anew whenever it
    /// is drawn with another one than before.
    static ANYWHERE: NodeRef = NodeRef::default();
}

/// An element.
pub fn el(tag: &'static str) -> El {
    El(Box::new(Node {
        tag,
        values: Vec::new(),
        listeners: Vec::new(),
        children: Vec::new(),
        key: None,
        place: ANYWHERE.with(NodeRef::clone),
        value: None,
        checked: None,
    }))
}

/// Nodes without an element around them.
pub fn list() -> El {
    el("")
}

impl El {
    /// The classes.
    pub fn class(self, class: &'static str) -> Self {
        self.set(Attr::Class, Some(fixed(class)))
    }

    /// The id.
    pub fn id(self, id: &'static str) -> Self {
        self.set(Attr::Id, Some(fixed(id)))
    }

    /// A name for those who do not see it, where the content is not enough.
    pub fn label(self, label: &str) -> Self {
        self.attr(Attr::Label, label)
    }

    /// The language of what is in it.
    pub fn lang(self, locale: Locale) -> Self {
        self.set(Attr::Lang, Some(fixed(locale.tag())))
    }

    /// For tests.
    pub fn test(self, name: &str) -> Self {
        self.attr(Attr::Test, name)
    }

    /// An attribute.
    pub fn attr(self, attr: Attr, value: &str) -> Self {
        self.attr_if(attr, Some(value))
    }

    /// An attribute that may be left out.
    pub fn attr_if(self, attr: Attr, value: Option<&str>) -> Self {
        self.set(attr, value.map(|value| AttributeOrProperty::Attribute(owned(value))))
    }

    /// An attribute that is there or not.
    pub fn flag(self, attr: Attr, on: bool) -> Self {
        self.set(attr, on.then_some(fixed(NAMES[attr as usize])))
    }

    fn set(mut self, attr: Attr, value: Option<AttributeOrProperty>) -> Self {
        let place = attr as usize;
        if self.0.values.len() <= place {
            self.0.values.resize(place + 1, None);
        }
        self.0.values[place] = value;
        self
    }

    /// What a field holds. The page is brought back to it whenever it differs.
    pub fn value(mut self, value: &str) -> Self {
        self.0.value = Some(owned(value));
        self
    }

    /// Whether a box is ticked.
    pub fn checked(mut self, on: bool) -> Self {
        self.0.checked = Some(on);
        self
    }

    /// What it is known by among its siblings.
    pub fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// Where the element on the page can be found.
    pub fn place(mut self, place: &NodeRef) -> Self {
        self.0.place = place.clone();
        self
    }

    /// A text in it.
    pub fn text(self, text: &str) -> Self {
        self.node(VText::new(owned(text)).into())
    }

    /// Something in it.
    pub fn add(self, child: El) -> Self {
        self.node(child.html())
    }

    /// Something in it, before everything else.
    pub fn before(mut self, child: El) -> Self {
        self.0.children.insert(0, child.html());
        self
    }

    /// Something in it, or a place kept free for it.
    pub fn maybe(self, child: Option<El>) -> Self {
        self.add(child.unwrap_or_else(list))
    }

    /// Many of a kind in it.
    pub fn each(self, children: impl Iterator<Item = El>) -> Self {
        self.add(children.fold(list(), El::add))
    }

    /// Something of Yew's own in it.
    pub fn node(mut self, node: Html) -> Self {
        self.0.children.push(node);
        self
    }

    /// Sends an event. The browser does nothing of its own with it: the button of a form would leave the page.
    pub fn send(self, on: On, event: Event, wire: &Wire) -> Self {
        let dispatch = wire.dispatch.clone();
        self.hear(on, move |happened| {
            happened.prevent_default();
            dispatch.emit(event.clone());
        })
    }

    /// Tells what the field holds.
    pub fn tell(self, on: On, tell: Tell) -> Self {
        self.hear(on, move |event| tell(event.target().map_or_else(String::new, |field| content(&field))))
    }

    /// Does something else.
    pub fn hear(self, on: On, act: impl Fn(web_sys::Event) + 'static) -> Self {
        self.listen(Hears { on, act: Box::new(act) })
    }

    fn listen(mut self, hears: Hears) -> Self {
        self.0.listeners.push(Some(Rc::new(hears)));
        self
    }

    /// As Yew wants it.
    pub fn html(self) -> Html {
        let mut node = *self.0;
        if node.tag.is_empty() {
            return VList::with_children(node.children, node.key).into();
        }
        let mut tag = VTag::new(node.tag);
        tag.attributes = Attributes::Dynamic { keys: &NAMES[..node.values.len()], values: node.values.into() };
        if !node.listeners.is_empty() {
            tag.set_listeners(node.listeners.into());
        }
        tag.key = node.key;
        tag.node_ref = node.place;
        tag.set_value(node.value);
        if let Some(on) = node.checked {
            tag.set_checked(on);
        }
        if let Some(children) = tag.children_mut() {
            *children = match node.children.len() {
                1 => node.children.remove(0),
                _ => VList::from(node.children).into(),
            };
        }
        tag.into()
    }
}

/// Not `AttributeOrProperty::Static`: where it may be left out, Yew does leave it out of what it draws without a browser.
fn fixed(value: &'static str) -> AttributeOrProperty {
    AttributeOrProperty::Attribute(AttrValue::Static(value))
}

fn owned(text: &str) -> AttrValue {
    AttrValue::Rc(text.into())
}

/// What a field or a choice holds.
pub fn content(field: &EventTarget) -> String {
    if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
        return field.value();
    }
    if let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() {
        return field.value();
    }
    field.dyn_ref::<HtmlSelectElement>().map_or_else(String::new, |field| field.value())
}

/// What can happen to an element.
#[derive(Clone, Copy)]
pub enum On {
    /// It was clicked, or pressed by key. Enter in a field of a form clicks the form's button, and that works where a
    /// sandbox allows no forms, so what a form does is heard here and never as its submission.
    Click,
    /// Something else is typed, letter by letter.
    Input,
    /// Something else is typed or chosen, and done with.
    Change,
    /// A key went down in it.
    Keydown,
    /// It, or something in it, got the focus.
    FocusIn,
    /// It, or something in it, lost the focus.
    FocusOut,
    /// A dialog is to be closed.
    Cancel,
    /// A motion of it is over.
    AnimationEnd,
}

/// One listener for all of it.
struct Hears {
    on: On,
    act: Box<dyn Fn(web_sys::Event)>,
}

impl Listener for Hears {
    fn kind(&self) -> ListenerKind {
        match self.on {
            On::Click => ListenerKind::onclick,
            On::Input => ListenerKind::oninput,
            On::Change => ListenerKind::onchange,
            On::Keydown => ListenerKind::onkeydown,
            On::FocusIn => ListenerKind::onfocusin,
            On::FocusOut => ListenerKind::onfocusout,
            On::Cancel => ListenerKind::oncancel,
            On::AnimationEnd => ListenerKind::onanimationend,
        }
    }

    fn handle(&self, event: web_sys::Event) {
        (self.act)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}
