//! Whether anybody is at the desk: keys, hands and wheels tell.

use super::clock::{after, now, on_return};
use crate::domain::Stamp;
use gloo::events::{EventListener, EventListenerOptions};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

const SIGNS: [&str; 5] = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"];

/// Tells once when nobody has touched the page for so many milliseconds, until what it returns is dropped. A machine that
/// slept meanwhile counts as left alone.
pub fn on_idle(milliseconds: i64, tell: impl Fn() + 'static) -> Box<dyn Any> {
    let watch =
        Rc::new(Watch { last: Cell::new(now()), milliseconds, tell: Box::new(tell), timer: RefCell::default() });
    let touched = |sign: &'static str| {
        let watch = Rc::clone(&watch);
        let touched = move |_: &web_sys::Event| Watch::touch(&watch);
        let options = EventListenerOptions::run_in_capture_phase();
        web_sys::window().map(|window| EventListener::new_with_options(&window, sign, options, touched))
    };
    let signs = SIGNS.map(touched);
    let seen = Rc::clone(&watch);
    let seen = on_return(move || Watch::look(&seen));
    Watch::look(&watch);
    Box::new((signs, seen, Stop(watch)))
}

struct Watch {
    last: Cell<Stamp>,
    milliseconds: i64,
    tell: Box<dyn Fn()>,
    timer: RefCell<Option<gloo::timers::callback::Timeout>>,
}

impl Watch {
    /// The first touch after a long sleep comes too late.
    fn touch(&self) {
        if now().since(self.last.replace(now())) >= self.milliseconds {
            (self.tell)();
        }
    }

    fn look(this: &Rc<Self>) {
        let left = this.milliseconds - now().since(this.last.get());
        if left <= 0 {
            this.last.set(now());
            (this.tell)();
        }
        let wait = u32::try_from(if left > 0 { left } else { this.milliseconds }).unwrap_or(u32::MAX);
        let again = Rc::clone(this);
        this.timer.replace(Some(after(wait, move || Self::look(&again))));
    }
}

/// The timer holds on to the watch: both go together.
struct Stop(Rc<Watch>);

impl Drop for Stop {
    fn drop(&mut self) {
        drop(self.0.timer.take());
    }
}
