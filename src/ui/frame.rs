//! What is always there: the name, the state of the data, settings, and what has to be told once.

use super::Dispatch;
use super::parts::{Act, Field};
use crate::app::view::FrameView;
use crate::app::{Event, KeepState, Notice, StorageFault, Theme, words};
use crate::domain::Locale;
use crate::domain::flow::RepField;
use crate::text::{Texts, fill, texts};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FrameProps {
    pub view: FrameView,
    pub dispatch: Dispatch,
    pub children: Html,
}

#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let FrameProps { view, dispatch, children } = props;
    let t = texts(view.locale);
    html! {
        <>
            <a class="skip" href="#main">{ t.app_skip }</a>
            <header class="top">
                <span class="brand"><span class="brand-mark" aria-hidden="true"></span>{ t.app_name }</span>
                <Keep state={view.keep} locale={view.locale} />
                <Settings view={view.clone()} {dispatch} />
            </header>
            <KeepFault state={view.keep} locale={view.locale} {dispatch} />
            <div class="notice-place" role="status">
                if let Some(notice) = &view.notice {
                    <div class={classes!("notice", is_warning(notice).then_some("notice-warning"))} data-test="notice">
                        <p>{ notice_text(notice, t) }</p>
                        <Act {dispatch} event={Event::DismissNotice} class="quiet" label={t.app_close}>{ "×" }</Act>
                    </div>
                }
            </div>
            <main id="main" tabindex="-1">{ children.clone() }</main>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct KeepProps {
    state: KeepState,
    locale: Locale,
}

/// One of three words, never only a colour.
#[component]
fn Keep(props: &KeepProps) -> Html {
    let t = texts(props.locale);
    let (class, text) = match props.state {
        KeepState::Kept => ("keep keep-kept", t.keep_kept),
        KeepState::Keeping(_) => ("keep", t.keep_keeping),
        KeepState::NotKept(..) => ("keep keep-not", t.keep_not_kept),
    };
    html! { <span {class} data-test="keep">{ text }</span> }
}

#[derive(Properties, PartialEq)]
struct KeepFaultProps {
    state: KeepState,
    locale: Locale,
    dispatch: Dispatch,
}

/// What is not kept, why, and what to do.
#[component]
fn KeepFault(props: &KeepFaultProps) -> Html {
    let t = texts(props.locale);
    let KeepState::NotKept(fault, records) = props.state else { return html! {} };
    let text = match fault {
        StorageFault::Blocked => t.keep_blocked,
        StorageFault::Full => t.keep_full,
        StorageFault::Failed => t.keep_failed,
    };
    html! {
        <div class="notice notice-warning keep-fault" role="alert" data-test="keep-fault">
            <p>{ fill(text, &[("n", &records.to_string())]) }</p>
            <div class="row">
                <Act dispatch={&props.dispatch} event={Event::KeepAgain}>{ t.keep_again }</Act>
                <Act dispatch={&props.dispatch} event={Event::DownloadUnkept}>{ t.keep_download }</Act>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SettingsProps {
    view: FrameView,
    dispatch: Dispatch,
}

#[component]
fn Settings(props: &SettingsProps) -> Html {
    let SettingsProps { view, dispatch } = props;
    let t = texts(view.locale);
    let rep = |field| {
        let dispatch = dispatch.clone();
        Callback::from(move |text| dispatch.emit(Event::SetRep(field, text)))
    };
    let themes = [(Theme::System, t.frame_theme_system), (Theme::Light, t.frame_theme_light), (Theme::Dark, t.frame_theme_dark)];
    html! {
        <div class="settings">
            <div class="segments" role="group" aria-label={t.frame_language}>
                { for [(Locale::ZhCn, t.frame_chinese), (Locale::En, t.frame_english)].map(|(locale, name)| html! {
                    <Act {dispatch} event={Event::SetLocale(locale)} pressed={view.locale == locale}
                        test={format!("locale-{}", locale.tag())}>
                        <span lang={locale.tag()}>{ name }</span>
                    </Act>
                }) }
            </div>
            <details class="menu">
                <summary data-test="settings">{ t.frame_settings }</summary>
                <div class="menu-body">
                    <fieldset>
                        <legend>{ t.frame_rep }</legend>
                        <Field id="rep-name" label={t.frame_rep_name} value={view.rep.name.clone()} oninput={rep(RepField::Name)} />
                        <Field id="rep-company" label={t.frame_rep_company} value={view.rep.company.clone()}
                            oninput={rep(RepField::Company)} />
                    </fieldset>
                    <div class="segments" role="group" aria-label={t.frame_theme}>
                        { for themes.map(|(theme, name)| html! {
                            <Act {dispatch} event={Event::SetTheme(theme)} pressed={view.theme == theme}>{ name }</Act>
                        }) }
                    </div>
                </div>
            </details>
        </div>
    }
}

fn is_warning(notice: &Notice) -> bool {
    matches!(notice, Notice::Refused(_) | Notice::CannotOpen | Notice::SetAside(..) | Notice::Copied(false))
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
            let part = |text: &str, n: usize| (n > 0).then(|| fill(text, &[("n", &n.to_string())]));
            [part(t.notice_set_aside, *broken), part(t.notice_newer, *newer)].into_iter().flatten().collect()
        }
    }
}
