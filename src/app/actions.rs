//! Everything the rep can do that has a name: the one table behind keys, caps on controls, the palette and the help sheet.

use super::data::DataEvent;
use super::event::{Area, Event};
use super::lock::LockEvent;
use super::model::{Desk, Model, Notice};
use super::picking::Picking;
use super::words;
use crate::domain::call::{self, Disposition, Progress, Sentiment};
use crate::domain::flow::Tool;
use crate::domain::json::words;
use crate::domain::{Kind, Locale, Pace, Style};
use crate::store::Theme;
use crate::text::Texts;

/// What can be done by name, in the order the palette shows it in when nothing is typed. Answers, objections and phrases belong to a flow and are not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // Each is what its word says; `label` has it in full.
pub enum Action {
    Undo,
    Return,
    HangUp,
    Objections,
    Capture,
    Note,
    Phrases,
    Stages,
    Cards,
    Appointment,
    FollowUp,
    Fast,
    Medium,
    Slow,
    Tiger,
    Peacock,
    Owl,
    Koala,
    Hear,
    Start,
    Customer,
    Ready,
    NewLead,
    NoAnswer,
    Busy,
    WrongNumber,
    Practise,
    Copy,
    Positive,
    Neutral,
    Negative,
    Done,
    Find,
    Help,
    Settings,
    Keys,
    Data,
    Lock,
    Chinese,
    English,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
}

words! {
    Action {
        Undo = "undo", Return = "return", HangUp = "hang-up",
        Objections = "objections", Capture = "capture", Note = "note", Phrases = "phrases", Stages = "stages", Cards = "cards",
        Appointment = "appointment", FollowUp = "follow-up",
        Fast = "fast", Medium = "medium", Slow = "slow", Tiger = "tiger", Peacock = "peacock", Owl = "owl", Koala = "koala",
        Hear = "hear",
        Start = "start", Customer = "customer", Ready = "ready", NewLead = "new-lead", NoAnswer = "no-answer",
        Busy = "busy", WrongNumber = "wrong-number", Practise = "practise",
        Copy = "copy", Positive = "positive", Neutral = "neutral", Negative = "negative", Done = "done",
        Find = "find", Help = "help", Settings = "settings", Keys = "keys", Data = "data", Lock = "lock", Chinese = "chinese",
        English = "english",
        ThemeSystem = "theme-system", ThemeLight = "theme-light", ThemeDark = "theme-dark",
    }
}

/// Where the work stands; what a key means depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the call.
    Before,
    /// The line is open.
    Talking,
    /// The line is closed; what came of it is being written down.
    WrappingUp,
    /// A finished call is looked at.
    Closed,
}

impl Place {
    /// Where a model stands.
    pub fn of(model: &Model) -> Self {
        match &model.desk {
            Desk::Prepare => Self::Before,
            Desk::Call(on_call) => match on_call.call.state().progress {
                Progress::Talking => Self::Talking,
                Progress::WrappingUp(_) => Self::WrappingUp,
                Progress::Closed(_) => Self::Closed,
            },
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// What belongs together on the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Always.
    Desk,
    /// Before the call.
    Before,
    /// The line, and moving along.
    Line,
    /// What stands beside the line.
    Beside,
    /// The customer's style.
    Style,
    /// After the call.
    After,
}

impl Group {
    /// All, in the order of the sheets.
    pub const ALL: [Self; 6] = [Self::Line, Self::Beside, Self::Style, Self::Before, Self::After, Self::Desk];

    /// Whether it is of use there.
    pub fn is_of(self, place: Place) -> bool {
        match self {
            Self::Desk => true,
            Self::Before => place == Place::Before,
            Self::Line | Self::Beside | Self::Style => place == Place::Talking,
            Self::After => matches!(place, Place::WrappingUp | Place::Closed),
        }
    }

    /// Its title.
    pub fn title(self, t: &Texts) -> &'static str {
        match self {
            Self::Desk => t.help_desk,
            Self::Before => t.prepare_title,
            Self::Line => t.call_title,
            Self::Beside => t.help_beside,
            Self::Style => t.style_title,
            Self::After => t.wrapup_title,
        }
    }
}

const BEFORE: u8 = 1;
const TALKING: u8 = 2;
const WRAPPING: u8 = 4;
const CLOSED: u8 = 8;
const ALWAYS: u8 = BEFORE | TALKING | WRAPPING | CLOSED;

impl Action {
    /// The table: group, key at first (may be none), where it applies.
    fn row(self) -> (Group, &'static str, u8) {
        use Group::{After, Before, Beside, Desk, Line, Style};
        match self {
            Self::Find => (Desk, "/", ALWAYS),
            Self::Help => (Desk, "?", ALWAYS),
            Self::Settings
            | Self::Keys
            | Self::Data
            | Self::Lock
            | Self::Chinese
            | Self::English
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark => (Desk, "", ALWAYS),
            Self::Start => (Before, "s", BEFORE),
            Self::Customer => (Before, "c", BEFORE),
            Self::NoAnswer => (Before, "n", BEFORE),
            Self::Busy => (Before, "b", BEFORE),
            Self::Ready | Self::NewLead | Self::WrongNumber | Self::Practise => (Before, "", BEFORE),
            Self::Undo => (Line, "u", ALWAYS),
            Self::Return => (Line, "r", TALKING),
            Self::HangUp => (Line, "e", TALKING),
            Self::Objections => (Beside, "o", TALKING),
            Self::Capture => (Beside, "c", TALKING),
            Self::Note => (Beside, "n", TALKING | WRAPPING),
            Self::Phrases => (Beside, "p", TALKING),
            Self::Stages => (Line, "g", TALKING),
            Self::Cards => (Beside, "v", TALKING),
            Self::Appointment => (Beside, "a", TALKING | WRAPPING),
            Self::FollowUp => (Beside, "f", TALKING | WRAPPING),
            // Neighbours on the keyboard, like the paces; the types have no order.
            Self::Fast => (Style, "j", TALKING),
            Self::Medium => (Style, "k", TALKING),
            Self::Slow => (Style, "l", TALKING),
            Self::Tiger => (Style, "t", TALKING),
            Self::Peacock => (Style, "q", TALKING),
            Self::Owl => (Style, "w", TALKING),
            Self::Koala => (Style, "b", TALKING),
            Self::Hear => (Beside, "h", TALKING),
            Self::Copy => (After, "y", WRAPPING),
            Self::Positive => (After, "j", WRAPPING),
            Self::Neutral => (After, "k", WRAPPING),
            Self::Negative => (After, "l", WRAPPING),
            Self::Done => (After, "d", WRAPPING | CLOSED),
        }
    }

    /// Where it stands on the sheets.
    pub fn group(self) -> Group {
        self.row().0
    }

    /// Its key, until the rep chooses another; empty: none.
    pub fn first_key(self) -> &'static str {
        self.row().1
    }

    /// Whether it applies there.
    pub fn applies(self, place: Place) -> bool {
        self.row().2 & place.bit() != 0
    }

    /// Whether there is a place where both apply: there they need different keys.
    pub fn meets(self, other: Self) -> bool {
        self.row().2 & other.row().2 != 0
    }

    /// A single key must not do what cannot be undone at once (a stray touch, a voice taken for typing): these are for a
    /// click or the palette alone.
    pub fn may_have_key(self) -> bool {
        !matches!(self, Self::Ready | Self::NewLead | Self::Lock)
    }

    /// What it is called: where there is a control for it, what the control says.
    pub fn label(self, t: &Texts) -> &'static str {
        match self {
            Self::Find => t.find_title,
            Self::Help => t.help_title,
            Self::Settings => t.frame_settings,
            Self::Keys => t.keys_title,
            Self::Data => t.keep_data,
            Self::Lock => t.lock_now,
            Self::Chinese => t.find_chinese,
            Self::English => t.find_english,
            Self::ThemeSystem => t.find_theme_system,
            Self::ThemeLight => t.find_theme_light,
            Self::ThemeDark => t.find_theme_dark,
            Self::Start => t.prepare_start,
            Self::Customer => t.prepare_customer,
            Self::Ready => t.prepare_all_set,
            Self::NewLead => t.prepare_new_lead,
            Self::NoAnswer => words::disposition(Disposition::NoAnswer, t),
            Self::Busy => words::disposition(Disposition::Busy, t),
            Self::WrongNumber => words::disposition(Disposition::WrongNumber, t),
            Self::Undo => t.call_undo,
            Self::Return => t.call_back,
            Self::HangUp => t.call_hang_up,
            Self::Objections => t.call_objections,
            Self::Capture => t.call_capture,
            Self::Note => t.call_notes,
            Self::Phrases => t.call_phrases,
            Self::Stages => t.call_stages,
            Self::Cards => t.cards_title,
            Self::Appointment => t.form_appointment,
            Self::FollowUp => t.form_follow_up,
            Self::Fast => words::pace(Pace::Fast, t),
            Self::Medium => words::pace(Pace::Medium, t),
            Self::Slow => words::pace(Pace::Slow, t),
            Self::Tiger => words::kind(Kind::Tiger, t),
            Self::Peacock => words::kind(Kind::Peacock, t),
            Self::Owl => words::kind(Kind::Owl, t),
            Self::Koala => words::kind(Kind::Koala, t),
            Self::Hear => t.listen_customer,
            Self::Practise => t.practice_start,
            Self::Copy => t.wrapup_copy,
            Self::Positive => words::sentiment(Sentiment::Positive, t),
            Self::Neutral => words::sentiment(Sentiment::Neutral, t),
            Self::Negative => words::sentiment(Sentiment::Negative, t),
            Self::Done => t.wrapup_done,
        }
    }

    /// What else it may be looked for as; may be empty.
    pub fn other_names(self, t: &Texts) -> &'static str {
        match self {
            Self::HangUp => t.find_also_hang_up,
            Self::Objections => t.find_also_objections,
            Self::Note => t.find_also_note,
            Self::Appointment => t.find_also_appointment,
            Self::FollowUp => t.find_also_follow_up,
            Self::Done => t.find_also_done,
            Self::Keys | Self::Help => t.find_also_keys,
            Self::Data => t.find_also_data,
            Self::Lock => t.lock_title,
            Self::Fast | Self::Medium | Self::Slow => t.style_pace,
            Self::Tiger | Self::Peacock | Self::Owl | Self::Koala => t.style_kind,
            Self::Positive | Self::Neutral | Self::Negative => t.wrapup_sentiment,
            Self::NoAnswer | Self::Busy | Self::WrongNumber => t.prepare_quick,
            Self::Practise => t.find_also_practise,
            Self::ThemeSystem | Self::ThemeLight | Self::ThemeDark => t.find_also_theme,
            _ => "",
        }
    }

    /// What happens; `None` if there is nothing to do.
    pub fn event(self, model: &Model) -> Option<Event> {
        let go = |area| Some(Event::GoTo(area));
        let pick = |picking| Some(Event::PickFrom(picking));
        let tool = |tool| Some(Event::OpenTool(tool));
        let locale = |it| (model.records.settings.locale != it).then_some(Event::SetLocale(it));
        let theme = |it| (model.records.settings.theme != it).then_some(Event::SetTheme(it));
        let quick = |outcome| Some(Event::QuickOutcome(outcome));
        match self {
            Self::Find => Some(Event::OpenPalette),
            Self::Help => Some(Event::OpenHelp),
            Self::Settings => Some(Event::OpenSettings),
            Self::Keys => Some(Event::OpenKeys),
            Self::Data => Some(Event::Data(DataEvent::Open)),
            Self::Lock => model.lock.seals().then_some(Event::Lock(LockEvent::Shut)),
            Self::Chinese => locale(Locale::ZhCn),
            Self::English => locale(Locale::En),
            Self::ThemeSystem => theme(Theme::System),
            Self::ThemeLight => theme(Theme::Light),
            Self::ThemeDark => theme(Theme::Dark),
            Self::Start => Some(Event::StartCall),
            Self::Customer => go(Area::Customer),
            Self::Ready => Some(Event::TickAll),
            Self::NewLead => Some(Event::NewLead),
            Self::NoAnswer => quick(Disposition::NoAnswer),
            Self::Busy => quick(Disposition::Busy),
            Self::WrongNumber => quick(Disposition::WrongNumber),
            Self::Undo => undo(model),
            Self::Return => Some(Event::Do(call::Event::Returned)),
            Self::HangUp => Some(Event::Do(call::Event::Ended)),
            Self::Objections => pick(Picking::Objection),
            Self::Capture => go(Area::Capture),
            Self::Note => go(Area::Note),
            Self::Phrases => pick(Picking::PhraseGroup),
            Self::Stages => pick(Picking::Stage),
            Self::Cards => tool(Tool::Cards),
            Self::Appointment => tool(Tool::Appointment),
            Self::FollowUp => tool(Tool::FollowUp),
            Self::Fast => pace(model, Pace::Fast),
            Self::Medium => pace(model, Pace::Medium),
            Self::Slow => pace(model, Pace::Slow),
            Self::Tiger => kind(model, Kind::Tiger),
            Self::Peacock => kind(model, Kind::Peacock),
            Self::Owl => kind(model, Kind::Owl),
            Self::Koala => kind(model, Kind::Koala),
            Self::Hear => Some(Event::Hear),
            Self::Practise => Some(Event::Practise),
            Self::Copy => Some(Event::CopySummary),
            Self::Positive => sentiment(model, Sentiment::Positive),
            Self::Neutral => sentiment(model, Sentiment::Neutral),
            Self::Negative => sentiment(model, Sentiment::Negative),
            Self::Done if Place::of(model) == Place::Closed => Some(Event::LeaveCall),
            Self::Done => Some(Event::Do(call::Event::Closed)),
        }
    }
}

/// Before a call, what has just left the lists or the desk comes back.
fn undo(model: &Model) -> Option<Event> {
    match (&model.desk, &model.notice) {
        (Desk::Call(_), _) => Some(Event::Do(call::Event::Undone)),
        (Desk::Prepare, Some(Notice::Closed(call))) => Some(Event::Reopen(call.clone())),
        (Desk::Prepare, Some(Notice::Logged { .. })) => Some(Event::TakeOutcomeBack),
        (Desk::Prepare, Some(Notice::Settled(call))) => Some(Event::Settle { call: call.clone(), done: false }),
        (Desk::Prepare, _) => None,
    }
}

/// Pressing what is on takes it back.
fn pace(model: &Model, pace: Pace) -> Option<Event> {
    let style = model.on_call()?.call.state().style;
    let pace = Some(pace).filter(|pace| style.pace != Some(*pace));
    Some(Event::Do(call::Event::Styled { style: Style { pace, ..style } }))
}

fn kind(model: &Model, kind: Kind) -> Option<Event> {
    let style = model.on_call()?.call.state().style;
    let kind = Some(kind).filter(|kind| style.kind != Some(*kind));
    Some(Event::Do(call::Event::Styled { style: Style { kind, ..style } }))
}

fn sentiment(model: &Model, sentiment: Sentiment) -> Option<Event> {
    let was = model.on_call()?.call.state().sentiment;
    Some(Event::Do(call::Event::Rated { sentiment: Some(sentiment).filter(|it| was != Some(*it)) }))
}
