//! What is always there: the name, the state of the data, settings, and what has to be told once. And the screens that
//! have nothing to show yet.

use super::Wire;
use super::call;
use super::el::{Attr, El, On, el, list};
use super::lock;
use super::part::{Slice, part};
use super::parts::{act, button};
use crate::app::host::Alone;
use crate::app::view::{Beside, FrameView, KeepView, Screen};
use crate::app::{Action, DataEvent, Event, HeldBack, Lasting, Notice, Stay, words};
use crate::domain::Locale;
use crate::store::{SaveStatus, StorageFault};
use crate::text::{Texts, fill, texts};
use wasm_bindgen::JsCast;
use web_sys::AnimationEvent;

/// The frame.
pub fn frame(view: &FrameView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let mark = el("span").class("brand-mark").attr(Attr::Hidden, "true");
    let top = el("header")
        .class("top")
        .add(el("span").class("brand").add(mark).add(el("span").class("brand-name").text(t.app_name)))
        .maybe((!view.shut).then(|| part(Slice::Keep(view.keep), wire)))
        .add(part(Slice::Ways(view.locale, view.shut), wire));
    let notice = view.notice.as_ref().map(|(it, nth)| notice(it, *nth, t, wire));
    list()
        .add(el("a").class("skip").attr(Attr::Href, "#main").text(t.app_skip))
        .add(top)
        .maybe(keep_fault(view.keep, t, wire))
        .maybe(view.deaf.map(|why| deaf(why, t)))
        .add(el("div").class("notice-place").attr(Attr::Role, "status").maybe(notice))
}

/// The present screen.
pub fn screen(screen: &Screen, frame: &FrameView, wire: &Wire) -> El {
    let t = texts(frame.locale);
    let again = || act(t.app_again, Event::FetchAgain, wire).test("fetch-again").class("act primary");
    match screen {
        Screen::Loading => el("p").class("state").attr(Attr::Role, "status").text(t.app_loading),
        Screen::Lost => alert(t.app_lost).add(again()),
        Screen::Bad(problems) => {
            let problems = problems.iter().map(|it| el("li").text(&words::problem(it, t)));
            alert(t.app_bad).add(el("ul").class("problems").each(problems)).add(again())
        }
        Screen::Shut(view) => lock::shut(view, wire),
        Screen::Prepare(view) => part(Slice::Prepare(view.clone(), frame.unnamed), wire),
        Screen::Call(view) => call::call(view, wire),
        Screen::WrapUp(view) => part(Slice::WrapUp(view.clone()), wire),
    }
}

fn alert(text: &str) -> El {
    el("div").class("state").attr(Attr::Role, "alert").add(el("p").text(text))
}

/// One of three words, never only a colour. It leads to the data.
pub fn keep(view: KeepView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let (class, text) = match view.state {
        SaveStatus::Saved => ("keep keep-kept", t.keep_kept),
        SaveStatus::Saving(_) => ("keep", t.keep_keeping),
        SaveStatus::LocalOnly(_) => ("keep keep-not", t.keep_quick),
        SaveStatus::NotSaved(StorageFault::Blocked, _) if view.beside == Beside::Keeper => ("keep", t.keep_by_host),
        SaveStatus::NotSaved(..) => ("keep keep-not", t.keep_not_kept),
    };
    let (class, text) = match (view.state, view.lasting) {
        (SaveStatus::Saved, Lasting::Window) => ("keep keep-not", t.keep_window),
        _ => (class, text),
    };
    let open = button(Event::Data(DataEvent::Open), wire).class(class).text(text);
    let open = if view.lasting == Lasting::Unknown { open } else { stays(open, view, t) };
    open.label(&fill(t.keep_open, &[("state", text)])).test("keep")
}

/// How long it stays, for whoever points at it. Never inlined: that is known after the first prompt.
#[inline(never)]
fn stays(open: El, view: KeepView, t: &Texts) -> El {
    open.attr(Attr::Title, words::stay(Stay::of(view.state, view.beside, view.lasting), t))
}

/// What is not kept, why, and what to do.
fn keep_fault(view: KeepView, t: &Texts, wire: &Wire) -> Option<El> {
    let (text, again, records) = match view.state {
        SaveStatus::Saved | SaveStatus::Saving(_) => return None,
        SaveStatus::LocalOnly(_) => (t.keep_quick_why, true, 0),
        // The page around keeps them, which the data sheet tells; or nothing is there yet that could be lost.
        SaveStatus::NotSaved(StorageFault::Blocked, _) if view.beside == Beside::Keeper => return None,
        SaveStatus::NotSaved(StorageFault::Blocked, 0) if view.beside == Beside::Page => return None,
        SaveStatus::NotSaved(StorageFault::Blocked, records) => (t.keep_blocked, true, records),
        SaveStatus::NotSaved(StorageFault::Full, records) => (t.keep_full, true, records),
        SaveStatus::NotSaved(StorageFault::Failed, records) => (t.keep_failed, true, records),
        SaveStatus::NotSaved(StorageFault::Newer, records) => (t.keep_newer, false, records),
    };
    // Room is made where backups are, and where what is old can be deleted.
    let full = matches!(view.state, SaveStatus::NotSaved(StorageFault::Full, _));
    let acts = el("div")
        .class("row")
        .maybe(again.then(|| act(t.keep_again, Event::KeepAgain, wire).test("keep-again")))
        .maybe((records > 0).then(|| act(t.keep_download, Event::DownloadUnkept, wire).test("download-unkept")))
        .maybe(full.then(|| act(t.keep_data, Event::Data(DataEvent::Open), wire).test("make-room")))
        .maybe((view.beside != Beside::Nobody).then(|| own_tab(t)));
    let place = el("div").class("notice notice-warning keep-fault").attr(Attr::Role, "alert").test("keep-fault");
    Some(place.add(el("p").text(&fill(text, &[("n", &records.to_string())]))).add(acts))
}

/// The page around is not heard: whoever makes calls here has to know that it is not told of them. Never inlined: the first
/// prompt does without it.
#[inline(never)]
fn deaf(why: Alone, t: &Texts) -> El {
    let text = if why == Alone::BadConfig { t.host_deaf_config } else { t.host_deaf };
    let place = el("div").class("notice notice-warning keep-fault").attr(Attr::Role, "alert").test("deaf");
    place.add(el("p").text(text))
}

/// Opens the widget where it has a storage of its own.
pub fn own_tab(t: &Texts) -> El {
    el("a").class("act").attr(Attr::Href, "./").attr(Attr::Target, "_blank").test("own-tab").text(t.host_tab)
}

/// The ways to find, to be helped and to choose; and the other language, for whoever cannot read this one, which is
/// all there is to choose while what is kept is locked.
pub fn ways_on(locale: Locale, shut: bool, wire: &Wire) -> El {
    let t = texts(locale);
    let (other, name) = match locale {
        Locale::ZhCn => (Locale::En, t.frame_english),
        Locale::En => (Locale::ZhCn, t.frame_chinese),
    };
    let name = el("span").lang(other).text(name);
    let language = button(Event::SetLocale(other), wire).class("act quiet").add(name);
    let language = language.test(&["locale-", other.tag()].concat());
    let place = el("div").class("settings");
    if shut {
        return place.add(language);
    }
    place
        .add(act(t.find_title, Event::OpenPalette, wire).class("act quiet").keyed(Action::Find, wire).test("find"))
        .add(act("?", Event::OpenHelp, wire).class("act quiet").label(t.help_title).test("help"))
        .add(language)
        .add(act(t.frame_settings, Event::OpenSettings, wire).class("act quiet").test("settings"))
}

fn notice(notice: &Notice, nth: usize, t: &Texts, wire: &Wire) -> El {
    let warning = matches!(
        notice,
        Notice::Refused(_)
            | Notice::CannotOpen(_)
            | Notice::SetAside(..)
            | Notice::Sealed(_)
            | Notice::DataLost
            | Notice::NotLocked
            | Notice::NotDeleted
            | Notice::NotExpired
            | Notice::ClockAhead(..)
            | Notice::ClockBack(_)
            | Notice::OpenElsewhere(_)
            | Notice::TakenOver
            | Notice::ErasedElsewhere
            | Notice::Copied(false)
            | Notice::KeyRefused(_)
            | Notice::NoCustomer
            | Notice::Unreadable
            | Notice::HeldBack(HeldBack::Surely, ..)
    );
    let stays = match notice {
        notice if notice.waits() => "notice-body",
        notice if notice.undoes() => "notice-body notice-goes notice-undoes",
        _ => "notice-body notice-goes",
    };
    let dispatch = wire.dispatch.clone();
    let gone = move |event: web_sys::Event| {
        if event.dyn_ref().is_some_and(|it: &AnimationEvent| it.animation_name() == "notice-goes") {
            dispatch.emit(Event::DismissNotice);
        }
    };
    // Another one has its own time and is read out, the same told again as well: a key of its own makes it another element.
    let body = el("div").class(stays).add(el("p").text(&notice_text(notice, t))).add(ways(notice, t, wire));
    el("div")
        .class(if warning { "notice notice-warning" } else { "notice" })
        .key(&nth.to_string())
        .test("notice")
        .hear(On::AnimationEnd, gone)
        .add(body)
        .add(act("×", Event::DismissNotice, wire).class("act quiet").label(t.app_close))
}

/// What can be done about a notice.
fn ways(notice: &Notice, t: &Texts, wire: &Wire) -> El {
    match notice {
        Notice::Settled(call) => act(t.call_undo, Event::Settle { call: call.clone(), done: false }, wire)
            .keyed(Action::Undo, wire)
            .test("unsettle"),
        Notice::Closed(call) => {
            act(t.call_undo, Event::Reopen(call.clone()), wire).keyed(Action::Undo, wire).test("undo-close")
        }
        Notice::Logged { .. } => {
            act(t.call_undo, Event::TakeOutcomeBack, wire).keyed(Action::Undo, wire).test("undo-outcome")
        }
        Notice::SummaryStays => act(t.wrapup_compose, Event::ComposeSummary, wire).test("compose-now"),
        Notice::DataLost => act(t.keep_data, Event::Data(DataEvent::Open), wire).test("restore-lost"),
        Notice::OpenElsewhere(call) => act(t.notice_take_over, Event::TakeOver(call.clone()), wire).test("take-over"),
        Notice::ClockAhead(..) => {
            act(t.notice_clock_right, Event::Data(DataEvent::ClockIsRight), wire).test("clock-is-right")
        }
        Notice::HeldBack(_, name, text) => el("div")
            .class("file")
            .add(
                el("textarea")
                    .label(name)
                    .flag(Attr::ReadOnly, true)
                    .attr(Attr::Rows, "3")
                    .value(text)
                    .test("file-text"),
            )
            .add(act(t.notice_copy_file, Event::CopyFile(text.clone()), wire).test("copy-file")),
        Notice::CannotOpen(Some(id)) => el("div")
            .class("row")
            .add(act(t.notice_download, Event::DownloadCall(id.clone()), wire).test("download-call"))
            .add(act(t.notice_put_aside, Event::SetAside(id.clone()), wire).test("set-aside")),
        _ => list(),
    }
}

fn notice_text(notice: &Notice, t: &Texts) -> String {
    match notice {
        Notice::Refused(refusal) => words::refusal(*refusal, t),
        Notice::Logged { disposition, .. } => {
            fill(t.notice_logged, &[("outcome", words::disposition(*disposition, t))])
        }
        Notice::NoCustomer => t.notice_no_customer.into(),
        Notice::Deleted => t.notice_deleted.into(),
        Notice::NotDeleted => t.notice_not_deleted.into(),
        Notice::SummaryStays => t.notice_summary_stays.into(),
        Notice::Closed(_) => t.notice_closed.into(),
        Notice::KeyRefused(refusal) => words::key_refusal(*refusal, t),
        Notice::Copied(true) => t.notice_copied.into(),
        Notice::Copied(false) => t.notice_not_copied.into(),
        Notice::HeldBack(how, name, _) => {
            let text = if *how == HeldBack::Surely { t.notice_held_back } else { t.notice_perhaps_held_back };
            fill(text, &[("name", name)])
        }
        Notice::Booked => t.notice_booked.into(),
        Notice::BookedAndAsked => t.notice_booked_and_asked.into(),
        Notice::DataLost => t.notice_data_lost.into(),
        Notice::BroughtAgain => t.notice_brought_again.into(),
        Notice::Promised => t.notice_promised.into(),
        Notice::CannotOpen(_) => t.notice_cannot_open.into(),
        Notice::Settled(_) => t.notice_settled.into(),
        Notice::OpenElsewhere(_) => t.notice_elsewhere.into(),
        Notice::TakenOver => t.notice_taken_over.into(),
        Notice::ErasedElsewhere => t.notice_erased_elsewhere.into(),
        Notice::Expired(n) => fill(t.notice_expired, &[("n", &n.to_string())]),
        Notice::NotExpired => t.notice_not_expired.into(),
        Notice::ClockAhead(days, count) => {
            fill(t.notice_clock_ahead, &[("days", &days.to_string()), ("n", &count.to_string())])
        }
        Notice::ClockBack(days) => fill(t.notice_clock_back, &[("days", &days.to_string())]),
        Notice::Recovered(n) => fill(t.notice_recovered, &[("n", &n.to_string())]),
        Notice::Updated => t.notice_updated.into(),
        Notice::NotLocked => t.lock_not_now.into(),
        Notice::Waits(with) => fill(t.notice_waits, &[("with", with)]),
        Notice::Unreadable => t.notice_unreadable.into(),
        Notice::Sealed(n) => fill(t.notice_sealed, &[("n", &n.to_string())]),
        Notice::SetAside(broken, newer) => {
            let mut all = String::new();
            for (text, n) in [(t.notice_set_aside, *broken), (t.notice_newer, *newer)] {
                if n > 0 {
                    all.push_str(&fill(text, &[("n", &n.to_string())]));
                }
            }
            all
        }
    }
}
