//! What comes due, told outside of the page. Nobody is asked unless they want to be, and nothing is shown to somebody
//! who looks at the desk.

use crate::app::{Allowed, Event};
use js_sys::Reflect;
use std::rc::Rc;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// One that is still shown is replaced, so that several tabs tell of it once.
const TAG: &str = "callflow-due";

/// Tells whether it is shown, after the rep was asked if that is wished. Never inlined, as what follows: the first prompt
/// does without it.
#[inline(never)]
pub fn find_out(asks: bool, tell: Rc<dyn Fn(Event)>) {
    spawn_local(async move { tell(Event::RemindersCame(if asks { ask().await } else { allowed() })) });
}

fn allowed() -> Allowed {
    let there = web_sys::window().is_some_and(|window| {
        // A page that is not secure has no say in it, and some browsers have no notifications at all.
        window.is_secure_context() && Reflect::has(&window, &"Notification".into()).unwrap_or(false)
    });
    if there { meaning(Notification::permission()) } else { Allowed::Unknown }
}

async fn ask() -> Allowed {
    if let Ok(asked) = Notification::request_permission() {
        // The answer is read below; a frame of another site is refused.
        let _ = JsFuture::from(asked).await;
    }
    allowed()
}

fn meaning(permission: NotificationPermission) -> Allowed {
    match permission {
        NotificationPermission::Granted => Allowed::Yes,
        NotificationPermission::Denied => Allowed::No,
        _ => Allowed::Unasked,
    }
}

/// Shows what came due, unless the rep is here and sees it anyway.
#[inline(never)]
pub fn show(title: &str, text: &str) {
    let here = web_sys::window().and_then(|window| window.document()?.has_focus().ok());
    if here != Some(true) {
        let options = NotificationOptions::new();
        options.set_body(text);
        options.set_tag(TAG);
        // Telephones show them through a service worker only: there the title of the page says it.
        let _ = Notification::new_with_options(title, &options);
    }
}
