//! Who talks how much: the customer's share against the target, the rep's longest turn, and the microphone that can tell.

use super::Wire;
use super::clocks::{OVER, shape};
use super::el::{Attr, El, el};
use super::parts::{act, hint, opener, pop_up};
use crate::app::view::HearingView;
use crate::app::{Action, Event, Heard, Microphone, words};
use crate::domain::call::{MONOLOGUE, Side, TARGET};
use crate::domain::voice::Hint;
use crate::domain::{Locale, Stamp};
use crate::speech::when::length;
use crate::text::{Texts, fill, texts};

/// Milliseconds a hint stays.
const HINT_STAYS: i64 = 12_000;

/// The bar beside the clocks.
pub fn listen(view: &HearingView, now: Stamp, wire: &Wire) -> El {
    let t = texts(view.locale);
    let listening = &view.listening;
    let monologue = Some(listening.monologue(now)).filter(|time| *time >= MONOLOGUE);
    let share = listening.share(now).map(|it| share_bar(it, &length(listening.longest(now)), monologue, view.locale));
    let none = || el("span").class("listen-none").text(t.listen_none);
    el("section")
        .class("listen")
        .label(t.listen_title)
        .test("listen")
        .add(who(view, t, wire))
        .add(share.unwrap_or_else(none))
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

/// A share in percent and the longest turn, in figures and as a bar with the target marked on it. A monologue that goes on
/// (in milliseconds) stands in the place of the longest: it is that, or will be.
pub fn share_bar(share: i64, longest: &str, monologue: Option<i64>, locale: Locale) -> El {
    let t = texts(locale);
    let number = share.to_string();
    let bar = el("progress").attr(Attr::Max, "100").attr(Attr::Value, &number).attr(Attr::Hidden, "true");
    let target = fill(t.listen_target, &[("n", &TARGET.to_string())]);
    let turn = match monologue {
        Some(time) => {
            figure(Some(OVER), t.listen_monologue, &length(time)).class("listen-figure listen-long").test("monologue")
        }
        None => figure(None, t.listen_longest, longest).class(MORE),
    };
    el("div")
        .class("listen-share")
        .test("share")
        .add(figure(None, &target, &fill(t.listen_share, &[("n", &number)])))
        .add(el("span").class("listen-bar").add(bar))
        .add(turn)
}

/// A figure that a narrow screen leaves out.
const MORE: &str = "listen-figure listen-more";

/// A figure under its name, like the clocks.
fn figure(mark: Option<&str>, name: &str, what: &str) -> El {
    let name = el("span").text(name).maybe(mark.map(shape));
    el("div").class("listen-figure").add(name).add(el("b").text(what))
}

/// What the microphone tells of the voice: a hint while it is new, the pace otherwise.
fn told(microphone: Microphone, now: Stamp, t: &Texts) -> Option<El> {
    let Microphone::On(Heard { pace, hint }) = microphone else { return None };
    let speed = |pace: u32| fill(t.listen_speed, &[("n", &pace.to_string())]);
    let hint = hint.filter(|(_, at)| now.since(*at) < HINT_STAYS).map(|(hint, _)| hint);
    let figure = match (hint, pace) {
        (Some(Hint::Fast(pace)), _) => figure(None, t.listen_fast, &speed(pace)),
        (Some(Hint::Loud), _) => figure(None, t.listen_loud, t.listen_easy),
        (None, Some(pace)) => figure(None, t.listen_pace, &speed(pace)),
        (None, None) => return None,
    };
    Some(figure.class(MORE).test("pace"))
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
    let panel = pop_up(PANEL)
        .add(el("p").text(t.listen_offer))
        .add(el("div").attr(Attr::Role, "status").maybe(fault))
        .add(switch)
        .add(hint(t.listen_private));
    let mark = shape(if view.microphone.is_open() { "●" } else { "○" });
    let state = el("span").class("visually-hidden").text(state);
    let open = opener(PANEL).test("microphone").add(mark).text(t.listen_microphone).text(" ").add(state);
    el("div").class("listen-menu").add(open).add(panel)
}

const PANEL: &str = "microphone-panel";
