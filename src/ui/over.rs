//! What opens over the desk: dialogs of the browser's own, which keep the focus and everything else to themselves.

use super::Wire;
use super::data;
use super::el::{Attr, El, On, el};
use super::enter::composes;
use super::frame::own_tab;
use super::palette::{Finding, palette};
use super::part::Own;
use super::parts::{act, tick};
use super::settings::settings;
use crate::app::host::{Alone, Keeps, Reason};
use crate::app::view::{DiagnosticsView, HelpView, KeysView, LinkView, OverView};
use crate::app::{Action, Event, Group, words};
use crate::domain::Locale;
use crate::text::{Texts, fill, texts};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::{Callback, NodeRef};

/// What is open. Never inlined: the first prompt does without it.
#[inline(never)]
pub fn over(view: &OverView, finding: &Finding, place: &NodeRef, own: Callback<Own>, wire: &Wire) -> El {
    let dialog = match view {
        OverView::Palette(view) => palette(view, finding, own, wire),
        OverView::Help(view) => help(view, wire),
        OverView::Keys(view) => keys(view, wire),
        OverView::Settings(view) => settings(view, wire),
        OverView::Diagnostics(view) => diagnostics(view, wire),
        OverView::Data(view) => data::data(view, wire),
        OverView::Leave(locale) => leave(*locale, wire),
        OverView::Delete(locale) => delete(*locale, wire),
    };
    dialog.attr(Attr::ClosedBy, "any").place(place).send(On::Cancel, Event::CloseOver, wire)
}

/// Opens the dialog that was just drawn, and keeps what is marked in it in sight.
#[inline(never)]
pub fn shown(place: &NodeRef) {
    let Some(dialog) = place.cast::<HtmlDialogElement>() else { return };
    if !dialog.open() {
        // A dialog that is on the page and not open can always be opened.
        let _ = dialog.show_modal();
    }
    let marked = dialog.query_selector("[aria-selected=true]").ok().flatten();
    if let Some(marked) = marked {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        Element::scroll_into_view_with_scroll_into_view_options(&marked, &nearest);
    }
}

/// A dialog with its title and the way out.
pub fn sheet(title: &str, locale: Locale, wire: &Wire) -> El {
    let close = act("×", Event::CloseOver, wire).class("act quiet").label(texts(locale).app_close);
    let head = el("div").class("sheet-head").add(el("h2").attr(Attr::Tabindex, "-1").text(title)).add(close);
    el("dialog").class("sheet").label(title).test("sheet").add(head)
}

/// The keys of the present screen, and how the desk works.
fn help(view: &HelpView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let how = [t.help_first, t.help_second, t.help_third].into_iter().map(|text| el("li").text(text));
    let answers = || row(&["1", "9"], "–", t.help_answers);
    let always = [(&["Ctrl", "K"][..], t.help_find_too), (&["Ctrl", "Z"], t.help_undo_too), (&["Esc"], t.help_escape)];
    let group = |(group, actions): &(Group, Vec<Action>)| {
        let rows =
            actions.iter().map(|action| row(&[&wire.keys.key(*action).to_ascii_uppercase()], "", action.label(t)));
        let rows = el("dl")
            .class("keys")
            .maybe((*group == Group::Line).then(answers))
            .maybe((*group == Group::After).then(|| row(&["Enter"], "", t.wrapup_done)))
            .each(rows)
            .each(always.into_iter().filter(|_| *group == Group::Desk).map(|(keys, label)| row(keys, "+", label)));
        el("section").add(el("h3").class("panel-title").text(group.title(t))).add(rows)
    };
    sheet(t.help_title, view.locale, wire)
        .add(el("ol").class("sheet-how").each(how))
        .maybe(view.off.then(|| el("p").class("missing").text(t.help_off)))
        .add(el("div").class("sheet-groups").each(view.groups.iter().map(group)))
        .add(
            el("div")
                .class("row")
                .add(act(t.keys_title, Event::OpenKeys, wire).test("open-keys"))
                .add(act(t.host_title, Event::OpenDiagnostics, wire).test("open-diagnostics")),
        )
}

/// How the widget stands to the page around it and to storage.
fn diagnostics(view: &DiagnosticsView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let link = match &view.link {
        LinkView::Alone(Alone::Early) => t.host_early.into(),
        LinkView::Alone(Alone::NoHost) => t.host_top.into(),
        LinkView::Alone(Alone::NoneAllowed) => t.host_none_allowed.into(),
        LinkView::Alone(Alone::BadConfig) => t.host_bad_config.into(),
        LinkView::Alone(Alone::Unreached) => t.host_unreached.into(),
        LinkView::Waiting => t.host_waiting.into(),
        LinkView::Connected(origin) => fill(t.host_connected, &[("origin", origin)]),
    };
    let keeps = match view.keeps {
        Keeps::Own => t.host_own,
        Keeps::Apart => t.host_apart,
        Keeps::Nowhere => t.host_nowhere,
    };
    let said = |title: &str, test: &str, text: &str| {
        el("section").add(el("h3").class("panel-title").text(title)).add(el("p").test(test).text(text))
    };
    let reasons = [t.host_source, t.host_origin, t.host_shape, t.host_big, t.host_fast];
    let counts = Reason::ALL.into_iter().zip(reasons).zip(view.dropped.0).map(|((reason, name), count)| {
        let count = el("dt").test(&["dropped-", reason.word()].concat()).text(&count.to_string());
        el("div").class("keys-row").add(count).add(el("dd").text(name))
    });
    let dropped = el("section").add(el("h3").class("panel-title").text(t.host_dropped));
    sheet(t.host_title, view.locale, wire)
        .add(said(t.host_page, "host", &link))
        .add(said(t.host_storage, "storage", keeps).maybe(view.kept_by_host.then(|| el("p").text(t.host_also_host))))
        .add(dropped.add(el("dl").class("keys").each(counts)))
        .maybe(view.framed.then(|| el("div").class("row").add(own_tab(t))))
}

/// Whether a call is to be left.
fn leave(locale: Locale, wire: &Wire) -> El {
    let t = texts(locale);
    let stay = act(t.leave_stay, Event::CloseOver, wire).id("stay").class("act primary").test("stay");
    sheet(t.leave_ask, locale, wire)
        .add(el("p").text(t.leave_kept))
        .add(el("div").class("row").add(stay).add(act(t.call_leave, Event::LeaveCall, wire).test("leave")))
}

/// Whether the record of a call is to be deleted.
fn delete(locale: Locale, wire: &Wire) -> El {
    let t = texts(locale);
    let stay = act(t.delete_keep, Event::CloseOver, wire).id("keep-call").class("act primary").test("keep-call");
    sheet(t.delete_ask, locale, wire)
        .add(el("p").text(t.delete_what))
        .add(el("div").class("row").add(stay).add(act(t.delete_go, Event::DeleteCall, wire).test("delete-call-now")))
}

/// Keys and what they do.
fn row(keys: &[&str], between: &str, label: &str) -> El {
    let mut caps = el("dt");
    for (place, key) in keys.iter().enumerate() {
        caps = caps.text(if place > 0 { between } else { "" }).add(el("kbd").text(key));
    }
    el("div").class("keys-row").add(caps).add(el("dd").text(label))
}

/// All keys, each in a box that takes the next key pressed.
fn keys(view: &KeysView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let group = |(group, actions): &(Group, Vec<Action>)| {
        let boxes = actions.iter().map(|action| key_box(*action, t, wire));
        el("section").add(el("h3").class("panel-title").text(group.title(t))).add(el("div").class("keys").each(boxes))
    };
    let refused =
        |it| el("p").class("refused").attr(Attr::Role, "alert").test("key-refused").text(&words::key_refusal(it, t));
    sheet(t.keys_title, view.locale, wire)
        .add(tick(t.keys_single, !view.off, Event::SetKeysOff(!view.off), wire))
        .add(el("p").class("hint").text(t.keys_how))
        .maybe(view.refused.map(refused))
        .add(el("div").class("sheet-groups").each(view.groups.iter().map(group)))
        .add(el("div").class("row").add(act(t.keys_reset, Event::ResetKeys, wire).test("reset-keys")))
}

fn key_box(action: Action, t: &Texts, wire: &Wire) -> El {
    let dispatch = wire.dispatch.clone();
    let set = move |event: web_sys::Event| {
        let Some(key) = event.dyn_ref().and_then(chosen) else { return };
        event.prevent_default();
        dispatch.emit(Event::SetKey(action, key));
    };
    let label = el("span").text(action.label(t));
    let input = el("input")
        .class("key-box")
        .test(&["key-", action.word()].concat())
        .attr(Attr::Placeholder, t.keys_none)
        .flag(Attr::ReadOnly, true)
        .value(&wire.keys.key(action).to_ascii_uppercase())
        .hear(On::Keydown, set);
    el("label").class("keys-row").add(input).add(label)
}

/// The key somebody wants: one sign, or none at all. Other keys mean what they mean in any field.
fn chosen(press: &KeyboardEvent) -> Option<String> {
    let key = press.key();
    let plain = !press.ctrl_key() && !press.meta_key() && !press.alt_key() && !composes(press);
    match key.as_str() {
        "Backspace" | "Delete" => Some(String::new()),
        _ => Some(key).filter(|key| plain && key.chars().count() == 1),
    }
}
