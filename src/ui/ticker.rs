//! The time, for what shows it: the present instant, and a call back at the next full second. Nothing counts ticks.

use crate::domain::Stamp;
use std::any::Any;
use std::rc::Rc;
use yew::Callback;

type Wait = dyn Fn(u32, Callback<()>) -> Box<dyn Any>;

/// A clock, handed in from outside.
#[derive(Clone)]
pub struct Ticker {
    now: fn() -> Stamp,
    wait: Rc<Wait>,
}

impl PartialEq for Ticker {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.wait, &other.wait)
    }
}

impl Ticker {
    /// `now` tells the time; `wait` calls back once after so many milliseconds, or sooner when the page comes back into
    /// sight, unless what it gave is dropped before.
    pub fn new(now: fn() -> Stamp, wait: impl Fn(u32, Callback<()>) -> Box<dyn Any> + 'static) -> Self {
        Self { now, wait: Rc::new(wait) }
    }

    /// The present instant.
    pub fn now(&self) -> Stamp {
        (self.now)()
    }

    /// Calls back at the next full second after `since`, unless what it gives is dropped before.
    pub fn wait(&self, since: Stamp, tell: Callback<()>) -> Box<dyn Any> {
        let to_go = 1000 - self.now().since(since).rem_euclid(1000);
        (self.wait)(u32::try_from(to_go).unwrap_or(1000), tell)
    }
}
