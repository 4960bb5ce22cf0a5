//! The time, for the leaves that show it. They ask for the present instant and for a call back at the next full second;
//! nothing counts ticks.

use crate::domain::Stamp;
use std::any::Any;
use std::rc::Rc;
use yew::prelude::*;

type Wait = dyn Fn(u32, Callback<()>) -> Box<dyn Any>;

/// A clock, handed in from outside.
#[derive(Clone)]
pub struct Ticker {
    now: Rc<dyn Fn() -> Stamp>,
    wait: Rc<Wait>,
}

impl PartialEq for Ticker {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.now, &other.now)
    }
}

impl Ticker {
    /// `now` tells the time; `wait` calls back once after so many milliseconds, or sooner when the page comes back into
    /// sight, unless what it gave is dropped before.
    pub fn new(now: impl Fn() -> Stamp + 'static, wait: impl Fn(u32, Callback<()>) -> Box<dyn Any> + 'static) -> Self {
        Self {
            now: Rc::new(now),
            wait: Rc::new(wait),
        }
    }
}

/// The present instant; draws the component again at every full second after `since`, unless `stopped`.
#[hook]
pub fn use_now(ticker: &Ticker, since: Stamp, stopped: bool) -> Stamp {
    let again = use_force_update();
    let now = (ticker.now)();
    let ticker = ticker.clone();
    use_effect_with((since, now, stopped), move |_| {
        let guard = (!stopped).then(|| {
            let to_go = 1000 - now.since(since) % 1000;
            (ticker.wait)(
                u32::try_from(to_go).unwrap_or(1000),
                Callback::from(move |()| again.force_update()),
            )
        });
        move || drop(guard)
    });
    now
}
