//! The settings: one sheet, a section for each thing that is chosen once and for all.

use super::Wire;
use super::el::{El, el};
use super::hours::hours;
use super::over::sheet;
use super::parts::{act, button, field, hint, segments, tick, typed};
use crate::app::view::SettingsView;
use crate::app::{Allowed, DataEvent, Event};
use crate::domain::Locale;
use crate::domain::flow::RepField;
use crate::store::Theme;
use crate::text::{Texts, texts};

/// The sheet. The language comes first: whoever cannot read this one finds theirs without reading.
pub fn settings(view: &SettingsView, wire: &Wire) -> El {
    let t = texts(view.locale);
    sheet(t.frame_settings, view.locale, wire)
        .add(languages(view, t, wire))
        .add(rep(view, t, wire))
        .add(hours(&view.hours, t, wire))
        .add(keys(view, t, wire))
        .add(look(view, t, wire))
        .add(data(view, t, wire))
}

/// A section, to be filled.
pub fn section(title: &str) -> El {
    el("section").class("data-part").label(title).add(el("h3").class("panel-title").text(title))
}

fn languages(view: &SettingsView, t: &Texts, wire: &Wire) -> El {
    let language = |locale: Locale| {
        let name = el("span").lang(locale).text(name(locale, t));
        let act = button(Event::SetLocale(locale), wire).add(name).pressed(view.locale == locale);
        act.test(&["language-", locale.tag()].concat())
    };
    segments(t.settings_language).each(Locale::ALL.into_iter().map(language))
}

/// What a language calls itself.
pub fn name(locale: Locale, t: &Texts) -> &'static str {
    match locale {
        Locale::ZhCn => t.frame_chinese,
        Locale::En => t.frame_english,
    }
}

fn rep(view: &SettingsView, t: &Texts, wire: &Wire) -> El {
    let (name, company) = (typed(Event::SetRep, RepField::Name, wire), typed(Event::SetRep, RepField::Company, wire));
    section(t.settings_rep).add(field("rep-name", t.settings_rep_name, &view.rep.name, "text", name)).add(field(
        "rep-company",
        t.settings_rep_company,
        &view.rep.company,
        "text",
        company,
    ))
}

fn keys(view: &SettingsView, t: &Texts, wire: &Wire) -> El {
    let open = act(t.keys_title, Event::OpenKeys, wire).test("keys");
    section(t.settings_keys)
        .add(tick(t.keys_single, !view.keys_off, Event::SetKeysOff(!view.keys_off), wire))
        .add(el("div").class("row").add(open))
}

fn look(view: &SettingsView, t: &Texts, wire: &Wire) -> El {
    let themes = [
        (Theme::System, t.settings_theme_system),
        (Theme::Light, t.settings_theme_light),
        (Theme::Dark, t.settings_theme_dark),
    ];
    let theme = |(theme, name): (Theme, &str)| act(name, Event::SetTheme(theme), wire).pressed(view.theme == theme);
    section(t.settings_theme).add(segments(t.settings_theme).each(themes.into_iter().map(theme)))
}

/// What is kept, and what is told of it outside of the page.
fn data(view: &SettingsView, t: &Texts, wire: &Wire) -> El {
    let reminders = match view.reminders {
        Allowed::Unknown => None,
        Allowed::Unasked => {
            Some(el("div").class("row").add(act(t.remind_ask, Event::AskForReminders, wire).test("ask-reminders")))
        }
        Allowed::Yes => Some(hint(t.remind_on)),
        Allowed::No => Some(hint(t.remind_off)),
    };
    let open = act(t.settings_open_data, Event::Data(DataEvent::Open), wire).test("data");
    section(t.keep_data).maybe(reminders).add(el("div").class("row").add(open))
}
