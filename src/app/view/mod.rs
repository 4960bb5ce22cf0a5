//! What the screen shows, as plain values that compare: a component whose slice is equal is not drawn again.

mod call;
mod card;
mod customer;
mod data;
mod dial;
mod hours;
mod lock;
mod over;
mod past;
mod prompt;
mod tools;
mod when;
mod wrapup;

pub use call::{
    BarView, CallView, CaptureView, HearingView, ObjectionView, PathView, PhraseView, RailView, SideView, StageView,
    StyleView,
};
pub use card::{ArchiveView, CallRow, CardView, ListView, MeetingRow, NextView, PrepareView, UnfinishedRow};
pub use customer::CustomerView;
pub use data::{DataView, Where};
pub use dial::{DialView, NumberView};
pub use lock::{LockView, ShutView};
pub use over::{DiagnosticsView, HelpView, KeysView, LinkView, OverView, PaletteView, SettingsView};
pub use past::PastView;
pub use prompt::{AroundView, ChoiceView, Leads, PromptView};
pub use tools::{BookingView, FixedView, OffView, OfferView, OffersView, PromiseView, ToolView};
pub use when::{DayView, SlotView, WhenView};
pub use wrapup::WrapUpView;

use super::actions::Place;
use super::host::{Alone, Frame, Link};
use super::lasting::Lasting;
use super::lock::Lock;
use super::model::{Desk, Loading, Model, Notice, OnCall};
use super::reminders;
use crate::domain::call::Progress;
use crate::domain::flow::Problem;
use crate::domain::{Locale, Moment};
use crate::store::SaveStatus;
use crate::text::texts;
use std::rc::Rc;

/// The language of the desk, and that of the flow a call runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locales {
    /// Of the desk.
    pub desk: Locale,
    /// Of the flow.
    pub flow: Locale,
}

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// How the page is called.
    pub title: String,
    /// What is always there.
    pub frame: FrameView,
    /// The rest.
    pub screen: Screen,
    /// What is open over it.
    pub over: Option<OverView>,
}

impl View {
    /// The same, made of the very slices of what is shown where they are equal. A component keeps the first of equal
    /// slices, and compares with every answer: what is the same in memory it need not look into.
    pub fn sharing(mut self, shown: &View) -> Self {
        if let (Screen::Call(call), Screen::Call(shown)) = (&mut self.screen, &shown.screen) {
            Rc::make_mut(call).share(shown);
        }
        self
    }
}

/// What is always there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameView {
    /// Language.
    pub locale: Locale,
    /// What is kept is locked, and nothing else to be seen.
    pub shut: bool,
    /// The rep has not said who is calling.
    pub unnamed: bool,
    /// State of the data: it changes with every answer.
    pub keep: KeepView,
    /// Why the page around is not heard, where it should be.
    pub deaf: Option<Alone>,
    /// Something to tell, and how many times something was told.
    pub notice: Option<(Notice, usize)>,
}

/// The state of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeepView {
    /// Language.
    pub locale: Locale,
    /// State of the data.
    pub state: SaveStatus,
    /// Who else may keep it.
    pub beside: Beside,
    /// How long it stays.
    pub lasting: Lasting,
}

/// Who stands beside the widget when it cannot keep records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nobody.
    Nobody,
    /// A page around it, or it is not known yet; a tab of its own may have storage.
    Page,
    /// A page around it that was given the records to keep.
    Keeper,
}

/// The screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The flow is on its way.
    Loading,
    /// It could not be loaded.
    Lost,
    /// It is not a flow.
    Bad(Rc<Vec<Problem>>),
    /// What is kept is locked.
    Shut(Rc<ShutView>),
    /// Before the call.
    Prepare(Rc<PrepareView>),
    /// In the call.
    Call(Rc<CallView>),
    /// After the call, or looking at it again.
    WrapUp(Rc<WrapUpView>),
}

/// What is to be drawn before another screen, if there is something: with that comes something to be kept, so the one
/// shown first takes back that everything is. A new screen is drawn in more than one piece, and it must not stand there
/// as kept for as long as that takes.
#[inline(never)]
pub fn first(model: &Model, shown: &View) -> Option<View> {
    let stays = match (&shown.screen, Place::of(model)) {
        (Screen::Prepare(_), place) => place == Place::Before,
        (Screen::Call(_), place) => place == Place::Talking,
        (Screen::WrapUp(_), place) => matches!(place, Place::WrappingUp | Place::Closed),
        _ => true,
    };
    let kept = |state| state == SaveStatus::Saved;
    let taken_back = kept(shown.frame.keep.state) && !kept(model.saves.state());
    (!stays && taken_back).then(|| View { frame: frame(model), ..shown.clone() })
}

/// What is shown, with what is kept by now: a record that has arrived changes nothing but that, unless something is open
/// over it.
#[inline(never)]
pub fn kept(model: &Model, shown: &View) -> Option<View> {
    (model.over.is_none() && shown.over.is_none()).then(|| View { frame: frame(model), ..shown.clone() })
}

/// Works the screen out.
pub fn view(model: &Model, now: &Moment) -> View {
    let screen = match (&model.lock, &model.desk) {
        (Lock::Shut(shut), _) => Screen::Shut(Rc::new(lock::shut_view(model, shut))),
        (_, Desk::Call(on_call)) => of_call(model, on_call, now),
        (_, Desk::Prepare) => match (model.loading(), model.cover()) {
            (Loading::Lost, _) => Screen::Lost,
            (Loading::Bad(problems), _) => Screen::Bad(Rc::new(problems.clone())),
            (_, Some(cover)) => Screen::Prepare(Rc::new(card::view(model, cover, now))),
            (_, None) => Screen::Loading,
        },
    };
    let title = match &screen {
        // With the flow the whole program is here.
        Screen::Prepare(_) if model.flow().is_some() => reminders::title(model, now),
        _ => texts(model.records.settings.locale).app_title.into(),
    };
    View { title, frame: frame(model), screen, over: model.over.as_ref().map(|it| over::view(model, it, now)) }
}

fn keep(model: &Model) -> KeepView {
    let early = matches!(model.host.link, Link::Alone(Alone::Early));
    let beside = match (model.host.frame, model.host.connected()) {
        (Frame::Top, _) if !early => Beside::Nobody,
        (_, Some(host)) if host.keeps.is_some() => Beside::Keeper,
        _ => Beside::Page,
    };
    KeepView { locale: model.records.settings.locale, state: model.saves.state(), beside, lasting: model.lasting }
}

fn frame(model: &Model) -> FrameView {
    let (locale, shut) = (model.records.settings.locale, model.lock.is_shut());
    let keep = keep(model);
    let deaf = match model.host.link {
        Link::Alone(why @ (Alone::Unreached | Alone::BadConfig)) => Some(why),
        Link::Alone(_) | Link::Waiting | Link::Connected(_) => None,
    };
    let rep = &model.records.settings.rep;
    let unnamed = rep.name.trim().is_empty() || rep.company.trim().is_empty();
    FrameView { locale, shut, unnamed, keep, deaf, notice: model.notice.clone().map(|it| (it, model.notices)) }
}

/// Never inlined: the first prompt does without it.
#[inline(never)]
fn of_call(model: &Model, on_call: &OnCall, now: &Moment) -> Screen {
    match on_call.call.state().progress {
        Progress::Talking => Screen::Call(Rc::new(call::view(model, on_call, now))),
        Progress::WrappingUp(_) | Progress::Closed(_) => Screen::WrapUp(Rc::new(wrapup::view(model, on_call, now))),
    }
}
