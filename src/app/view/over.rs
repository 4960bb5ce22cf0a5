//! What is open over the desk.

use super::super::actions::{Action, Group, Place};
use super::super::host::{Alone, Dropped, Frame, Keeps, Link};
use super::super::keys::KeyRefusal;
use super::super::model::{Model, Notice, Over};
use super::super::palette::Palette;
use super::super::reminders::Allowed;
use super::data::{self, DataView};
use crate::domain::{Hours, Locale, Moment};
use crate::store::{Rep, Theme};
use std::rc::Rc;

/// What is open.
#[derive(Clone, Debug, Eq)]
pub enum OverView {
    /// The palette.
    Palette(PaletteView),
    /// The keys of the present screen and how the desk works.
    Help(HelpView),
    /// All keys, to be changed.
    Keys(KeysView),
    /// What is chosen once and for all.
    Settings(SettingsView),
    /// How the widget stands to the page around it and to storage.
    Diagnostics(DiagnosticsView),
    /// The rep's own data.
    Data(Box<DataView>),
    /// Whether a call is to be left.
    Leave(Locale),
    /// Whether the record of a call is to be deleted.
    Delete(Locale),
}

/// Written out only not to be inlined: the first prompt does without it.
impl PartialEq for OverView {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Palette(this), Self::Palette(other)) => this == other,
            (Self::Help(this), Self::Help(other)) => this == other,
            (Self::Keys(this), Self::Keys(other)) => this == other,
            (Self::Settings(this), Self::Settings(other)) => this == other,
            (Self::Diagnostics(this), Self::Diagnostics(other)) => this == other,
            (Self::Data(this), Self::Data(other)) => this == other,
            (Self::Leave(this), Self::Leave(other)) | (Self::Delete(this), Self::Delete(other)) => this == other,
            (Self::Palette(_) | Self::Help(_) | Self::Keys(_) | Self::Settings(_), _) => false,
            (Self::Diagnostics(_) | Self::Data(_) | Self::Leave(_) | Self::Delete(_), _) => false,
        }
    }
}

/// The palette. What is typed into it the screen alone knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteView {
    /// Language of the desk.
    pub locale: Locale,
    /// Where the work stands.
    pub place: Place,
    /// What can be found.
    pub palette: Rc<Palette>,
}

/// The help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpView {
    /// Language of the desk.
    pub locale: Locale,
    /// Single keys do nothing.
    pub off: bool,
    /// What has a key, anywhere; what is of use here first.
    pub groups: Vec<(Group, Vec<Action>)>,
}

/// The keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeysView {
    /// Language of the desk.
    pub locale: Locale,
    /// Single keys do nothing.
    pub off: bool,
    /// Why the latest key was not taken.
    pub refused: Option<KeyRefusal>,
    /// What can have a key, anywhere.
    pub groups: Vec<(Group, Vec<Action>)>,
}

/// What the rep has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsView {
    /// Language.
    pub locale: Locale,
    /// Looks.
    pub theme: Theme,
    /// Who is calling.
    pub rep: Rep,
    /// No single key does anything.
    pub keys_off: bool,
    /// Whether what comes due is told outside of the page.
    pub reminders: Allowed,
    /// When appointments are taken.
    pub hours: Hours,
}

/// How the widget stands to the page around it and to storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosticsView {
    /// Language of the desk.
    pub locale: Locale,
    /// The page around it.
    pub link: LinkView,
    /// Where records are.
    pub keeps: Keeps,
    /// The page around it keeps a copy.
    pub kept_by_host: bool,
    /// How many messages were dropped.
    pub dropped: Dropped,
    /// Whether it stands inside another page.
    pub framed: bool,
}

/// The page around the widget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkView {
    /// It answers nobody, for this reason.
    Alone(Alone),
    /// An allowed page may connect.
    Waiting,
    /// It talks with a page of this origin.
    Connected(String),
}

/// Never inlined: the first prompt does without it.
#[inline(never)]
pub(super) fn view(model: &Model, over: &Over, now: &Moment) -> OverView {
    let (locale, place, keys) = (model.records.settings.locale, Place::of(model), &model.records.settings.keys);
    match over {
        Over::Palette(palette) => OverView::Palette(PaletteView { locale, place, palette: Rc::clone(palette) }),
        Over::Help => OverView::Help(HelpView {
            locale,
            off: keys.off,
            groups: {
                let mut groups = groups(&|action| !keys.key(action).is_empty());
                groups.sort_by_key(|(group, _)| !group.is_of(place));
                groups
            },
        }),
        Over::Diagnostics => OverView::Diagnostics(diagnostics(model)),
        Over::Settings => OverView::Settings(settings(model)),
        Over::Leave => OverView::Leave(locale),
        Over::Delete => OverView::Delete(locale),
        Over::Data => OverView::Data(Box::new(data::view(model, now))),
        Over::Keys => OverView::Keys(KeysView {
            locale,
            off: keys.off,
            refused: match model.notice {
                Some(Notice::KeyRefused(refusal)) => Some(refusal),
                _ => None,
            },
            groups: groups(&Action::may_have_key),
        }),
    }
}

fn settings(model: &Model) -> SettingsView {
    SettingsView {
        locale: model.records.settings.locale,
        theme: model.records.settings.theme,
        rep: model.records.settings.rep.clone(),
        keys_off: model.records.settings.keys.off,
        reminders: model.reminders.allowed,
        hours: model.hours(),
    }
}

fn diagnostics(model: &Model) -> DiagnosticsView {
    let host = &model.host;
    DiagnosticsView {
        locale: model.records.settings.locale,
        link: match &host.link {
            Link::Alone(why) => LinkView::Alone(*why),
            Link::Waiting => LinkView::Waiting,
            Link::Connected(connected) => LinkView::Connected(connected.origin.clone()),
        },
        keeps: host.frame.keeps(model.saves.state()),
        kept_by_host: host.is_keeper(),
        dropped: host.dropped,
        framed: host.frame != Frame::Top,
    }
}

fn groups(of: &dyn Fn(Action) -> bool) -> Vec<(Group, Vec<Action>)> {
    let group = |group| {
        let actions = Action::ALL.into_iter().filter(|it| it.group() == group && of(*it));
        (group, actions.collect::<Vec<_>>())
    };
    Group::ALL.into_iter().map(group).filter(|(_, actions)| !actions.is_empty()).collect()
}
