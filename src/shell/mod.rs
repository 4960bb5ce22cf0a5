//! The only code that touches the browser: it carries out what the app asks for and tells what the app cannot know.
//! Knows no rule of a call; what an answer means is the app's matter.

pub mod clipboard;
pub mod clock;
pub mod download;
pub mod flows;
pub mod focus;
pub mod host;
mod intl;
pub mod keys;
pub mod microphone;
pub mod page;
mod rest;
pub mod storage;
pub mod zone;

pub use clock::{after, now, on_return};
pub use keys::{on_keys, on_release};
pub use page::element;

use crate::app::{Boot, Effect, Event, Moment};
use crate::domain::Locale;
use gloo::events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// What is known when the page opens.
pub fn boot() -> Boot {
    Boot {
        records: storage::read_all(),
        locale: page::locale(),
        covers: Locale::ALL.map(page::cover),
        zone: zone::own(),
    }
}

/// This moment, with an id nothing else has.
pub fn moment() -> Moment {
    let at = now();
    Moment { at, offset: clock::offset(at), id: clock::fresh_id() }
}

/// Carries out effects. Every answer goes to one place.
pub struct Shell {
    dispatch: Rc<dyn Fn(Event)>,
    left: focus::Left,
    release: RefCell<Option<[EventListener; 2]>>,
    microphone: RefCell<Option<microphone::Microphone>>,
    page: Rc<host::Page>,
}

impl Shell {
    /// `dispatch` may be called before [`Shell::run`] returns, so it has to queue, as a component's link does.
    pub fn new(dispatch: impl Fn(Event) + 'static) -> Self {
        Self {
            dispatch: Rc::new(dispatch),
            left: focus::Left::default(),
            release: RefCell::default(),
            microphone: RefCell::default(),
            page: Rc::default(),
        }
    }

    /// Does one thing outside.
    pub fn run(&self, effect: Effect) {
        let dispatch = Rc::clone(&self.dispatch);
        match effect {
            Effect::Write { key, value } => {
                let result = storage::write(&key, &value);
                dispatch(Event::Kept { key, result });
            }
            Effect::Remove { key } => {
                let result = storage::remove(&key);
                dispatch(Event::Kept { key, result });
            }
            Effect::FetchFlow(locale) => {
                let rest = rest::fetch();
                spawn_local(async move {
                    let text = flows::fetch(locale).await;
                    // A flow is of no use without what reads it.
                    let text = if rest.await { text } else { None };
                    dispatch(Event::FlowCame(locale, text));
                });
            }
            Effect::FetchSounds => {
                spawn_local(async move { dispatch(Event::SoundsCame(flows::fetch_sounds().await)) });
            }
            Effect::ReadZone(name) => soon(move || {
                let table = zone::table(&name, now());
                dispatch(Event::ZoneCame { name, table });
            }),
            Effect::ReadZoneNames => soon(move || dispatch(Event::ZoneNamesCame(zone::names()))),
            Effect::Copy(text) => spawn_local(async move { dispatch(Event::Copied(clipboard::copy(&text).await)) }),
            Effect::Download { name, mime, text } => download::save(&name, mime, &text),
            Effect::AwaitRelease(key) => {
                self.release.replace(on_release(key, move || dispatch(Event::KeyReleased)));
            }
            Effect::OpenMicrophone => {
                let tell = Rc::new(move |said| dispatch(Event::FromMicrophone(said)));
                self.microphone.replace(Some(microphone::open(tell)));
            }
            Effect::CloseMicrophone => drop(self.microphone.take()),
            Effect::MeetHost => self.page.meet(&self.dispatch),
            Effect::Welcome(hello) => self.page.welcome(&hello, &self.dispatch),
            Effect::Tell(told) => self.page.tell(&told),
            Effect::ReadDropped => self.page.read_dropped(&self.dispatch),
            Effect::Focus(id) => focus::focus(id),
            Effect::KeepFocus => self.left.keep(),
            Effect::GiveFocusBack => self.left.give_back(),
            Effect::ShowLocale { locale, title } => page::show_locale(locale, title),
            Effect::ShowTheme(theme) => page::show_theme(theme),
        }
    }
}

/// `Intl` takes 10 to 40 ms the first time: what is on its way to the screen goes first.
fn soon(work: impl FnOnce() + 'static) {
    after(0, work).forget();
}
