//! What the app asks of the outside, and what the outside tells it at the start. Data only; `shell` carries it out.

use crate::domain::{Id, Locale};
use crate::store::{StorageFault, StoreEffect, Theme};

/// One thing to do outside. Whatever has an answer answers with an [`super::Event`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Something for the records and where they are kept.
    Store(StoreEffect),
    /// Make this tab known, and tell in which tabs the desk is open; answered by [`super::Event::TabsCame`].
    FindTabs(Id),
    /// Make a call this tab's own, and let go of any other; answered by [`super::Event::CallClaimed`], and, once another
    /// tab takes it away, by [`super::Event::CallTaken`].
    Claim {
        /// The call.
        call: Id,
        /// Even if another tab has it.
        force: bool,
    },
    /// Let go of the call.
    Release,
    /// Let the browser's way back ask before it leads away from a call; answered by [`super::Event::WentBack`].
    GuardBack,
    /// Load the flow of a language; answered by [`super::Event::FlowCame`].
    FetchFlow(Locale),
    /// Read the rules of a time zone (IANA name); answered by [`super::Event::ZoneCame`].
    ReadZone(String),
    /// Read the names of all zones; answered by [`super::Event::ZoneNamesCame`].
    ReadZoneNames,
    /// Ask what these zones are called in a language; answered by [`super::Event::ZonesCalled`].
    CallZones(Locale, Vec<String>),
    /// Load the table of how Chinese is read; answered by [`super::Event::SoundsCame`].
    FetchSounds,
    /// Put text on the clipboard; answered by [`super::Event::Copied`].
    Copy(String),
    /// Hand the person a file; answered by [`super::Event::HeldBack`] where it may not arrive.
    Download {
        /// File name.
        name: String,
        /// Media type.
        mime: &'static str,
        /// Content.
        text: String,
    },
    /// Tell when this key (`KeyboardEvent.key`) is up, or can no longer be watched; answered by
    /// [`super::Event::KeyReleased`]. One at a time: a later one takes its place.
    AwaitRelease(String),
    /// Ask for the microphone and listen to it until it is closed; answered by [`super::Event::FromMicrophone`].
    OpenMicrophone,
    /// Let go of the microphone.
    CloseMicrophone,
    /// Move the focus to the element with this id, after the next paint of changes.
    Focus(&'static str),
    /// Show the page from its top.
    ShowTop,
    /// Bring the line into sight, if it is not and the focus goes nowhere else, after the next paint of changes.
    ShowLine,
    /// Remember what has the focus: something opens over it.
    KeepFocus,
    /// Give the focus back to what had it, if that is still there.
    GiveFocusBack,
    /// Let the page say which language it is in.
    ShowLocale(Locale),
    /// Find out how long the browser keeps what it is given; answered by [`super::Event::LastingCame`].
    LookAtLasting,
    /// Ask the browser to clear nothing by itself; answered likewise.
    AskToLast,
    /// Find out whether the rep may be told of what comes due outside of the page; answered by
    /// [`super::Event::RemindersCame`].
    LookAtReminders,
    /// Ask the rep for it; answered likewise.
    AskForReminders,
    /// Tell of what came due, if the rep looks elsewhere.
    Notify {
        /// That something did.
        title: String,
        /// Who waits.
        text: String,
    },
    /// Find out who around the widget may talk, and what the address of the page says; answered by [`super::FromHost`].
    MeetHost,
    /// Let a page in: give it a port, and say what it called the connection.
    Welcome(super::host::Hello),
    /// Tell the page around the widget, through its port alone.
    Tell(String),
    /// Say what was dropped so far; answered by [`super::FromHost::Dropped`].
    ReadDropped,
    /// Something for the rep's own data.
    Data(super::DataEffect),
    /// Something for the lock.
    Lock(super::LockEffect),
    /// Let the page follow a theme.
    ShowTheme(Theme),
}

/// Why a file that was to be handed out may not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBack {
    /// The page around lets none through.
    Surely,
    /// It may let none through, and does not tell.
    Perhaps,
}

/// What is known when the page opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boot {
    /// Every record kept: key (without the product's prefix) and text. In the order of the keys it is taken up fastest.
    pub records: Result<Vec<(String, String)>, StorageFault>,
    /// The language the browser prefers.
    pub locale: Locale,
    /// The covers of the flows in the page, in the order of [`Locale::ALL`]; see `Cover`.
    pub covers: [Option<String>; 2],
    /// What tells this tab from the others; it stays with the tab.
    pub tab: Id,
    /// The call that was on the desk when this tab was loaded anew.
    pub call: Option<Id>,
    /// The IANA name of the rep's zone; `None` if the browser does not tell.
    pub zone: Option<String>,
}

/// A key pressed outside of any text field (Escape and Ctrl+K: anywhere), no input method composing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPress {
    /// `KeyboardEvent.key`.
    pub key: String,
    /// Ctrl or Command is down.
    pub command: bool,
    /// Shift is down. A capital alone does not tell: Caps Lock makes them too.
    pub shift: bool,
    /// Alt is down.
    pub alt: bool,
    /// The focus is in a text field.
    pub typing: bool,
}
