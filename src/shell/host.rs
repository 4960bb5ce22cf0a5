//! The page around the widget: heard through the window until it is let in, through a port of its own from then on. Nothing
//! is posted to anybody else, and nothing before that. Knows no message; what may pass is the gate's matter.

use super::flows::{self, Answer};
use super::{after, now};
use crate::app::host::{Alone, Asked, Frame, Gate, Hello, Launch, Refused, Slip, VERSION, launched};
use crate::app::{Event, FromHost};
use crate::domain::json::object;
use gloo::events::EventListener;
use js_sys::{Array, JsString, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageChannel, MessageEvent, MessagePort, ResizeObserver, Window};

/// Longer than any greeting, in UTF-16 units: of what anybody may send, no more is ever copied.
const GLANCE: u32 = 400;

/// Milliseconds until the list of who may talk is asked for again, and the longest such wait: each is twice the one before.
const FIRST_WAIT: u32 = 1_000;
const LONGEST_WAIT: u32 = 60_000;

type Tell = Rc<dyn Fn(Event)>;

/// What connects the widget with the page around it.
#[derive(Default)]
pub struct Page {
    gate: RefCell<Option<Gate>>,
    port: RefCell<Option<Port>>,
    ear: RefCell<Option<EventListener>>,
    address: RefCell<Option<EventListener>>,
}

/// The port, what hears it, and what watches how tall the widget is.
struct Port {
    port: MessagePort,
    _heights: Heights,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Port {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
    }
}

/// Watches how tall the widget is.
struct Heights {
    observer: ResizeObserver,
    _grown: Closure<dyn FnMut()>,
}

impl Drop for Heights {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Page {
    /// Takes what the address brings, now and whenever it changes. Finds out who may talk, and listens if anybody may.
    /// Never inlined: the first prompt does without it.
    #[inline(never)]
    pub fn meet(self: &Rc<Self>, tell: &Tell) {
        let Some(window) = web_sys::window() else { return };
        take_launch(&window, tell);
        let (opened, told) = (window.clone(), Rc::clone(tell));
        self.address.replace(Some(EventListener::new(&window, "hashchange", move |_| take_launch(&opened, &told))));
        let frame = frame(&window);
        if frame == Frame::Top {
            // Nobody is around: there is nothing to ask.
            return tell(Event::FromHost(FromHost::Around(frame, Some(Alone::NoHost))));
        }
        self.ask(window, frame, Rc::clone(tell), FIRST_WAIT);
    }

    /// Asks who may talk. A server that is away, or a list that makes no sense, may be better after a while: it is asked
    /// again for as long as it takes, less and less often.
    fn ask(self: &Rc<Self>, window: Window, frame: Frame, tell: Tell, wait: u32) {
        let page = Rc::clone(self);
        spawn_local(async move {
            let own = window.location().origin().unwrap_or_default();
            let gate = match flows::fetch_config().await {
                Answer::Text(config) => Gate::new(Some(&config), &own, frame),
                Answer::Missing => Gate::new(None, &own, frame),
                Answer::Failed => Err(Alone::Unreached),
            };
            let alone = gate.map(|gate| page.gate.replace(Some(gate))).err();
            tell(Event::FromHost(FromHost::Around(frame, alone)));
            match alone {
                None => page.listen(&window, &tell),
                Some(Alone::Unreached | Alone::BadConfig) => {
                    let again = move || page.ask(window, frame, tell, LONGEST_WAIT.min(wait * 2));
                    after(wait, again).forget();
                }
                Some(Alone::Early | Alone::NoHost | Alone::NoneAllowed) => {}
            }
        });
    }

    fn listen(self: &Rc<Self>, window: &Window, tell: &Tell) {
        let (page, tell, parent) = (Rc::clone(self), Rc::clone(tell), parent(window));
        let hear = move |event: &web_sys::Event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            let from_parent = event.source().map(JsValue::from) == parent.clone().map(JsValue::from);
            let text = event.data().dyn_ref::<JsString>().and_then(|text| text.slice(0, GLANCE).as_string());
            let mut gate = page.gate.borrow_mut();
            let hello = gate.as_mut().and_then(|it| it.knock(from_parent, &event.origin(), text.as_deref(), now()));
            if let Some(hello) = hello {
                tell(Event::FromHost(FromHost::Greeted(hello)));
            }
        };
        self.ear.replace(Some(EventListener::new(window, "message", hear)));
    }

    /// Gives a page a port: it can be had in that very origin only.
    #[inline(never)]
    pub fn welcome(self: &Rc<Self>, hello: &Hello, tell: &Tell) {
        let _ = self.open(hello, tell);
    }

    fn open(self: &Rc<Self>, hello: &Hello, tell: &Tell) -> Result<(), JsValue> {
        let Some(parent) = web_sys::window().as_ref().and_then(parent) else { return Ok(()) };
        let channel = MessageChannel::new()?;
        let (page, tell) = (Rc::clone(self), Rc::clone(tell));
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(said) = page.hear(&event.data()) {
                tell(Event::FromHost(said));
            }
        });
        let port = channel.port1();
        port.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        let heights = Heights::watch(&port)?;
        let mut accepted = String::new();
        let (kind, id) = ("accept".to_owned(), hello.id.clone());
        object(&mut accepted, &[("callflow", &VERSION), ("type", &kind), ("id", &id)]);
        let transfer = Array::of1(&channel.port2());
        parent.post_message_with_transfer(&accepted.into(), &hello.origin, &transfer)?;
        self.port.replace(Some(Port { port, _heights: heights, _heard: heard }));
        Ok(())
    }

    fn hear(&self, data: &JsValue) -> Option<FromHost> {
        let mut gate = self.gate.borrow_mut();
        let gate = gate.as_mut()?;
        let text = data.dyn_ref::<JsString>();
        if !gate.admits(text.map_or(0, |text| text.length() as usize), now()) {
            return None;
        }
        match gate.hear(text.and_then(|text| text.as_string()).as_deref()) {
            Ok(asked) => Some(FromHost::Asked(Box::<Asked>::new(asked))),
            Err(Slip { id, reason }) => Some(FromHost::Misasked(id?, Refused::of(reason))),
        }
    }

    /// Tells the page that was let in.
    #[inline(never)]
    pub fn tell(&self, told: &str) {
        if let Some(port) = &*self.port.borrow() {
            // A port takes any text; one that is closed swallows it.
            let _ = port.port.post_message(&told.into());
        }
    }

    /// What was dropped so far.
    #[inline(never)]
    pub fn read_dropped(&self, tell: &Tell) {
        if let Some(gate) = &*self.gate.borrow() {
            tell(Event::FromHost(FromHost::Dropped(gate.dropped())));
        }
    }
}

impl Heights {
    /// Tells a port how tall the widget's content is, whenever that changes.
    fn watch(port: &MessagePort) -> Result<Self, JsValue> {
        let content = super::page::element("app").ok_or(JsValue::NULL)?;
        let (measured, port, mut last) = (content.clone(), port.clone(), 0);
        let grown = Closure::<dyn FnMut()>::new(move || {
            let height = measured.get_bounding_client_rect().height().ceil() as i64;
            if height != last {
                last = height;
                let mut told = String::new();
                object(&mut told, &[("type", &"resize".to_owned()), ("height", &height)]);
                let _ = port.post_message(&told.into());
            }
        });
        let observer = ResizeObserver::new(grown.as_ref().unchecked_ref())?;
        observer.observe(&content);
        Ok(Self { observer, _grown: grown })
    }
}

fn parent(window: &Window) -> Option<Window> {
    window.parent().ok().flatten().filter(|parent| parent != window)
}

/// Takes a customer out of the address, and the address out of the history.
fn take_launch(window: &Window, tell: &Tell) {
    if let Some(launch) = clear_launch(window) {
        tell(Event::FromHost(FromHost::Launched(launch)));
    }
}

fn clear_launch(window: &Window) -> Option<Launch> {
    let location = window.location();
    let launch = launched(&location.hash().ok()?)?;
    let plain = location.pathname().ok()? + &location.search().unwrap_or_default();
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&plain));
    }
    Some(launch)
}

/// Which page is around, as far as the browser tells.
fn frame(window: &Window) -> Frame {
    if parent(window).is_none() {
        return Frame::Top;
    }
    // The origins around, the one on top last; not every browser has them.
    let origins = Reflect::get(&window.location(), &"ancestorOrigins".into()).unwrap_or_default();
    let top = Array::from(&origins).iter().last().and_then(|origin| origin.as_string());
    let top = top.or_else(|| window.document().map(|document| document.referrer())).unwrap_or_default();
    Frame::of(Some(host_name(&top)), &window.location().hostname().unwrap_or_default())
}

/// The name of the host in an address.
fn host_name(address: &str) -> &str {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or_default();
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => name,
        _ => host,
    }
}
