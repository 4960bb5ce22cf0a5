//! Who talks how much: the customer's share against the target, the rep's longest turn, and the microphone that can tell.

use super::Wire;
use super::clocks::{OVER, shape};
use super::el::{Attr, El, el};
use super::parts::{act, hint};
use crate::app::view::HearingView;
use crate::app::when::length;
use crate::app::{Action, Event, Heard, Microphone, words};
use crate::domain::call::{Side, TARGET};
use crate::domain::{Locale, Stamp};
use crate::text::{Texts, fill, texts};

/// Milliseconds a hint stays.
const HINT_STAYS: i64 = 12_000;

/// The bar beside the clocks.
pub fn listen(view: &HearingView, now: Stamp, wire: &Wire) -> El {
    let t = texts(view.locale);
    let listening = &view.listening;
    let share = listening.share(now).map(|it| share_bar(it, &length(listening.longest(now)), view.locale));
    let none = || el("span").class("listen-none").text(t.listen_none);
    el("section")
        .class("listen")
        .label(t.listen_title)
        .test("listen")
        .add(who(view, t, wire))
        .add(share.unwrap_or_else(none))
        .maybe(monologue(view, now, t))
        .maybe(told(view.microphone, now, t))
        .add(microphone(view, t, wire))
}

/// The toggle, or what the microphone says instead of it.
fn who(view: &HearingView, t: &Texts, wire: &Wire) -> El {
    let present = view.listening.present();
    if let Microphone::On(_) = view.microphone {
        let (mark, text) = match present {
            Some(Side::Rep) => ("●", t.listen_rep),
            _ => ("○", t.listen_customer),
        };
        return el("span").class("listen-voice").test("voice").add(shape(mark)).text(text);
    }
    let toggle = act(t.listen_customer, Event::Hear, wire).keyed(Action::Hear, wire).test("hear");
    let stop = || act("×", Event::HearNobody, wire).class("act quiet").label(t.listen_stop).test("hear-nobody");
    el("div").class("row").add(toggle.pressed(present == Some(Side::Customer))).maybe(present.is_some().then(stop))
}

/// A share in percent and the longest turn: as a bar with the target marked on it, and in words.
pub fn share_bar(share: i64, longest: &str, locale: Locale) -> El {
    let t = texts(locale);
    let number = share.to_string();
    let bar = el("progress").attr(Attr::Max, "100").attr(Attr::Value, &number).attr(Attr::Hidden, "true");
    let target = fill(t.listen_target, &[("n", &TARGET.to_string())]);
    el("div")
        .class("listen-share")
        .test("share")
        .add(el("span").class("listen-bar").add(bar))
        .add(el("b").text(&fill(t.listen_share, &[("n", &number)])))
        .add(el("span").text(&target))
        .add(el("span").text(&fill(t.listen_longest, &[("time", longest)])))
}

/// What is worth a look while it lasts: the rep talks for long.
fn monologue(view: &HearingView, now: Stamp, t: &Texts) -> Option<El> {
    let time = view.listening.monologue(now);
    let text =
        (time >= crate::domain::call::MONOLOGUE).then(|| fill(t.listen_monologue, &[("time", &length(time))]))?;
    Some(el("b").class("listen-long").test("monologue").add(shape(OVER)).text(&text))
}

/// What the microphone tells of the voice: a hint while it is new, the pace otherwise.
fn told(microphone: Microphone, now: Stamp, t: &Texts) -> Option<El> {
    let Microphone::On(Heard { pace, hint }) = microphone else { return None };
    let text = match (hint.filter(|(_, at)| now.since(*at) < HINT_STAYS), pace) {
        (Some((hint, _)), _) => words::voice_hint(hint, t),
        (None, Some(pace)) => fill(t.listen_pace, &[("n", &pace.to_string())]),
        (None, None) => return None,
    };
    Some(el("span").class("listen-pace").test("pace").text(&text))
}

/// The microphone: what it would do, why it cannot, and the way to switch it.
fn microphone(view: &HearingView, t: &Texts, wire: &Wire) -> El {
    let (state, switch) = match view.microphone {
        Microphone::Off | Microphone::Failed(_) => {
            (t.listen_off, act(t.listen_open, Event::OpenMicrophone, wire).test("open-microphone"))
        }
        Microphone::Asked => (t.listen_asked, act(t.listen_close, Event::CloseMicrophone, wire)),
        Microphone::On(_) => (t.listen_on, act(t.listen_close, Event::CloseMicrophone, wire).test("close-microphone")),
    };
    let fault = match view.microphone {
        Microphone::Failed(fault) => Some(el("p").test("microphone-fault").text(words::microphone_fault(fault, t))),
        _ => None,
    };
    let body = el("div")
        .class("menu-body")
        .add(el("p").text(t.listen_offer))
        .add(el("div").attr(Attr::Role, "status").maybe(fault))
        .add(switch)
        .add(hint(t.listen_private));
    let title = el("summary").test("microphone").text(&fill(t.listen_microphone, &[("state", state)]));
    el("details").class("menu listen-menu").add(title).add(body)
}
