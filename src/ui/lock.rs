//! The lock: the screen before it is opened, and its part of the data sheet.

use super::Wire;
use super::data::{asked, erase, section as part, told, ways};
use super::el::{Attr, El, On, Tell, el, list};
use super::parts::{act, hint, pick, plain_button, secret};
use crate::app::lock::{MINUTES, SHORTEST};
use crate::app::view::{DataView, LockView, ShutView};
use crate::app::{Change, Event, LockEvent, LockFault, LockField, LockForm, Stage, Told, words};
use crate::text::{Texts, fill, texts};

/// Before it is opened: nothing else is to be seen. Never inlined: most desks have no lock.
#[inline(never)]
pub fn shut(view: &ShutView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let typed = tell(wire, LockEvent::Type);
    let open = plain_button().attr(Attr::Type, "submit").class("act primary big").text(t.lock_open).test("unlock");
    let open = open.send(On::Click, Event::Lock(LockEvent::Open), wire);
    let busy = el("p").class("hint").attr(Attr::Role, "status").text(if view.busy { t.lock_opening } else { "" });
    let form = el("form")
        .class("lock-form")
        .add(secret("passphrase", t.lock_passphrase, &view.passphrase, "current-password", typed))
        .add(el("div").attr(Attr::Role, "alert").maybe(view.fault.map(|fault| refused(fault, t))))
        .add(open)
        .add(busy);
    let forgot =
        || {
            el("details")
                .add(el("summary").text(t.lock_forgot).test("forgot"))
                .add(hint(t.lock_forgot_hint))
                .add(erase(&view.stage, false, t, wire))
        };
    let without = || act(t.lock_without, Event::Lock(LockEvent::Without), wire).class("act quiet").test("lock-without");
    el("section")
        .class("panel lock-shut")
        .label(t.lock_shut)
        .test("lock-shut")
        .add(el("h1").text(t.lock_shut))
        .add(hint(if view.given { t.lock_given_hint } else { t.lock_shut_hint }))
        .add(form)
        .add(if view.given { without() } else { forgot() })
}

/// On the data sheet.
pub fn section(view: &DataView, t: &Texts, wire: &Wire) -> El {
    let ask = |text: &str, change: Change, test: &str| act(text, Event::Lock(LockEvent::Ask(change)), wire).test(test);
    let about = match view.lock {
        LockView::Nothing => hint(t.lock_nothing),
        LockView::Busy => hint(t.data_busy),
        LockView::Leaving => hint(t.lock_leaving),
        LockView::Off => {
            list().add(hint(t.lock_off)).add(el("div").class("row").add(ask(t.lock_set, Change::Set, "lock-set")))
        }
        LockView::On(minutes) => {
            let now = act(t.lock_now, Event::Lock(LockEvent::Shut), wire).test("lock-now");
            let ways = el("div").class("row").add(now).add(ask(t.lock_renew, Change::Renew, "lock-renew")).add(ask(
                t.lock_remove,
                Change::Remove,
                "lock-remove",
            ));
            list().add(hint(t.lock_on)).add(idle(minutes, t, wire)).add(hint(t.lock_idle_hint)).add(ways)
        }
    };
    let form = if let Stage::Lock(form) = &view.stage { Some(changing(form, t, wire)) } else { None };
    part(t.lock_title, "data-lock", told(&view.stage, |it| matches!(it, Told::Lock(_))), t).add(about).maybe(form)
}

fn idle(minutes: u16, t: &Texts, wire: &Wire) -> El {
    let name = |minutes: u16| match minutes {
        0 => t.lock_idle_never.to_owned(),
        minutes => fill(t.lock_idle_minutes, &[("n", &minutes.to_string())]),
    };
    let all: Vec<(String, String)> = MINUTES.into_iter().chain([0]).map(|it| (it.to_string(), name(it))).collect();
    let options = all.iter().map(|(value, name)| (value.as_str(), name.clone()));
    let chosen = tell(wire, |minutes: String| LockEvent::SetIdle(minutes.parse().unwrap_or(0)));
    pick("lock-idle", t.lock_idle, &minutes.to_string(), options, chosen)
}

fn changing(form: &LockForm, t: &Texts, wire: &Wire) -> El {
    let go = match form.change {
        Change::Set => t.lock_set_go,
        Change::Renew => t.lock_renew_go,
        Change::Remove => t.lock_remove_go,
    };
    let go = plain_button().attr(Attr::Type, "submit").class("act primary").text(go).test("lock-go");
    let go = go.send(On::Click, Event::Lock(LockEvent::Go), wire);
    let new = fill(t.lock_new, &[("n", &SHORTEST.to_string())]);
    let [old, first, again] = &form.typed;
    let typed = |field: LockField| tell(wire, move |text| LockEvent::Fill(field, text));
    let proves = form.change != Change::Set;
    let renews = form.change != Change::Remove;
    let fields = list()
        .maybe(proves.then(|| secret("lock-old", t.lock_old, old, "current-password", typed(LockField::Old))))
        .maybe(renews.then(|| secret("lock-new", &new, first, "new-password", typed(LockField::New))))
        .maybe(renews.then(|| secret("lock-again", t.lock_again, again, "new-password", typed(LockField::Again))));
    let warning = (form.change == Change::Set).then(|| el("p").class("missing").text(t.lock_forget));
    let form = el("form")
        .class("lock-form")
        .maybe(warning)
        .add(fields)
        .add(el("div").attr(Attr::Role, "alert").maybe(form.fault.map(|fault| refused(fault, t))))
        .add(ways(Some(go), false, t, wire));
    asked("lock-form").add(form)
}

fn refused(fault: LockFault, t: &Texts) -> El {
    el("p").class("refused").test("lock-fault").text(&words::lock_fault(fault, t))
}

fn tell(wire: &Wire, event: impl Fn(String) -> LockEvent + 'static) -> Tell {
    let dispatch = wire.dispatch.clone();
    Box::new(move |text| dispatch.emit(Event::Lock(event(text))))
}
