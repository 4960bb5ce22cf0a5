//! What is always there: the name, the state of the data, settings, and what has to be told once. And the screens that
//! have nothing to show yet.

use super::Wire;
use super::part::{Slice, part};
use super::parts::{Act, field, segments, typed};
use crate::app::view::{FrameView, Screen};
use crate::app::{Event, KeepState, Notice, StorageFault, Theme, words};
use crate::domain::Locale;
use crate::domain::flow::RepField;
use crate::text::{Texts, fill, texts};
use yew::prelude::*;

/// The frame.
pub fn frame(view: &FrameView, wire: &Wire) -> Html {
    let t = texts(view.locale);
    html! {
        <>
            <a class="skip" href="#main">{ t.app_skip }</a>
            <header class="top">
                <span class="brand"><span class="brand-mark" aria-hidden="true"></span>{ t.app_name }</span>
                { keep(view.keep, t) }
                { settings(view, t, wire) }
            </header>
            { keep_fault(view.keep, t, wire) }
            <div class="notice-place" role="status">{ view.notice.as_ref().map(|it| notice(it, t, wire)) }</div>
        </>
    }
}

/// The present screen.
pub fn screen(screen: &Screen, locale: Locale, unnamed: bool, wire: &Wire) -> Html {
    let t = texts(locale);
    let again = || Act::new(t.app_again, Event::FetchAgain).class("act primary").draw(wire);
    match screen {
        Screen::Loading => html! { <p class="state" role="status">{ t.app_loading }</p> },
        Screen::Lost => html! { <div class="state" role="alert"><p>{ t.app_lost }</p>{ again() }</div> },
        Screen::Bad(problems) => html! {
            <div class="state" role="alert">
                <p>{ t.app_bad }</p>
                <ul class="problems">{ for problems.iter().map(|it| html! { <li>{ words::problem(it, t) }</li> }) }</ul>
                { again() }
            </div>
        },
        Screen::Prepare(view) => part(Slice::Prepare(view.clone(), unnamed), wire),
        Screen::Call(view) => part(Slice::Call(view.clone()), wire),
        Screen::WrapUp(view) => part(Slice::WrapUp(view.clone()), wire),
    }
}

/// One of three words, never only a colour.
fn keep(state: KeepState, t: &Texts) -> Html {
    let (class, text) = match state {
        KeepState::Kept => ("keep keep-kept", t.keep_kept),
        KeepState::Keeping(_) => ("keep", t.keep_keeping),
        KeepState::NotKept(..) => ("keep keep-not", t.keep_not_kept),
    };
    html! { <span {class} data-test="keep">{ text }</span> }
}

/// What is not kept, why, and what to do.
fn keep_fault(state: KeepState, t: &Texts, wire: &Wire) -> Html {
    let KeepState::NotKept(fault, records) = state else {
        return Html::default();
    };
    let text = match fault {
        StorageFault::Blocked => t.keep_blocked,
        StorageFault::Full => t.keep_full,
        StorageFault::Failed => t.keep_failed,
    };
    html! {
        <div class="notice notice-warning keep-fault" role="alert" data-test="keep-fault">
            <p>{ fill(text, &[("n", &records.to_string())]) }</p>
            <div class="row">
                { Act::new(t.keep_again, Event::KeepAgain).draw(wire) }
                { Act::new(t.keep_download, Event::DownloadUnkept).test("download-unkept").draw(wire) }
            </div>
        </div>
    }
}

fn settings(view: &FrameView, t: &Texts, wire: &Wire) -> Html {
    let language = |(locale, name): (Locale, &str)| {
        let name = html! { <span lang={locale.tag()}>{ name }</span> };
        let act = Act::around(name, Event::SetLocale(locale)).pressed(view.locale == locale);
        act.test(&format!("locale-{}", locale.tag())).draw(wire)
    };
    let theme = |(theme, name): (Theme, &str)| {
        Act::new(name, Event::SetTheme(theme))
            .pressed(view.theme == theme)
            .draw(wire)
    };
    let languages = [(Locale::ZhCn, t.frame_chinese), (Locale::En, t.frame_english)];
    let themes = [
        (Theme::System, t.frame_theme_system),
        (Theme::Light, t.frame_theme_light),
        (Theme::Dark, t.frame_theme_dark),
    ];
    html! {
        <div class="settings">
            { segments(t.frame_language, languages.into_iter().map(language).collect()) }
            <details class="menu">
                <summary data-test="settings">{ t.frame_settings }</summary>
                <div class="menu-body">
                    <fieldset>
                        <legend>{ t.frame_rep }</legend>
                        { field("rep-name", t.frame_rep_name, &view.rep.name, "text",
                            typed(wire, |text| Event::SetRep(RepField::Name, text))) }
                        { field("rep-company", t.frame_rep_company, &view.rep.company, "text",
                            typed(wire, |text| Event::SetRep(RepField::Company, text))) }
                    </fieldset>
                    { segments(t.frame_theme, themes.into_iter().map(theme).collect()) }
                </div>
            </details>
        </div>
    }
}

fn notice(notice: &Notice, t: &Texts, wire: &Wire) -> Html {
    let warning = matches!(
        notice,
        Notice::Refused(_) | Notice::CannotOpen | Notice::SetAside(..) | Notice::Copied(false)
    );
    html! {
        <div class={if warning { "notice notice-warning" } else { "notice" }} data-test="notice">
            <p>{ notice_text(notice, t) }</p>
            { Act::new("×", Event::DismissNotice).class("act quiet").label(t.app_close).draw(wire) }
        </div>
    }
}

fn notice_text(notice: &Notice, t: &Texts) -> String {
    match notice {
        Notice::Refused(refusal) => words::refusal(*refusal, t),
        Notice::Logged(disposition) => fill(t.notice_logged, &[("outcome", words::disposition(*disposition, t))]),
        Notice::Closed => t.notice_closed.into(),
        Notice::Copied(true) => t.notice_copied.into(),
        Notice::Copied(false) => t.notice_not_copied.into(),
        Notice::Booked => t.notice_booked.into(),
        Notice::Promised => t.notice_promised.into(),
        Notice::CannotOpen => t.notice_cannot_open.into(),
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
