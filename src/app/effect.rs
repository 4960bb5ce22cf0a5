//! What the app asks of the outside, and what the outside tells it at the start. Data only; `shell` carries it out.

use super::records::Version;
use crate::domain::{Id, Locale, Stamp};
use std::rc::Rc;

/// One thing to do outside. Whatever has an answer answers with an [`super::Event`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Keep a record in both homes; answered by [`super::Event::Kept`].
    Write {
        /// Its key, without the product's prefix.
        key: String,
        /// Its text.
        text: Rc<str>,
        /// Its version, for the answer.
        version: Version,
        /// There is room for it in localStorage.
        quick: bool,
    },
    /// Put a record of the database into localStorage, which did not have it.
    Cache {
        /// Its key, without the product's prefix.
        key: String,
        /// Its text.
        text: String,
    },
    /// Put these records of localStorage into the database, which does not have them; answered by
    /// [`super::Event::Secured`].
    Secure(Vec<String>),
    /// Move records to the archive and keep what they come to, all in one transaction; answered by
    /// [`super::Event::Archived`].
    Archive {
        /// The keys of calls, which must not be there yet.
        calls: Vec<String>,
        /// The keys of other records.
        others: Vec<String>,
        /// The key and the text of their figures.
        figures: (String, Rc<str>),
    },
    /// Take records out of localStorage; they are in the archive.
    Uncache(Vec<String>),
    /// Find calls of the archive whose text contains this; answered by [`super::Event::ArchiveFound`].
    SearchArchive(String),
    /// Find the calls of the archive with a customer; answered by [`super::Event::CustomerRecalled`].
    Recall {
        /// The customer.
        lead_id: Id,
        /// What the text of such a call contains.
        named: String,
    },
    /// Delete what stands in the place of removed records, in both homes.
    Purge(Vec<String>),
    /// Open the database and read it; answered by [`super::Event::DatabaseCame`].
    OpenDatabase,
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
    ShowTheme(super::Theme),
}

/// What the database holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// Every record: key (without the product's prefix) and text.
    pub records: Vec<(String, String)>,
    /// How many records are in the archive.
    pub archived: usize,
}

/// Why something is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageFault {
    /// Access is refused: site data is blocked, or the frame is sandboxed.
    Blocked,
    /// The quota is used up.
    Full,
    /// Anything else.
    Failed,
    /// What is there was written by a newer program and is not for this one to change.
    Newer,
}

/// Why a file that was to be handed out may not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBack {
    /// The page around lets none through.
    Surely,
    /// It may let none through, and does not tell.
    Perhaps,
}

/// Where a record has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// In the database: it survives.
    Surely,
    /// In localStorage only, for this reason: the latest minute of it is lost if the browser is killed.
    Quickly(StorageFault),
    /// Nowhere, for this reason.
    Not(StorageFault),
}

/// The moment an event happens, with a fresh id for whatever the event brings into being.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant, as the clock shows it: somebody may set it at any time.
    pub at: Stamp,
    /// The time since the page was opened, by a clock that nobody sets.
    pub ran: Stamp,
    /// Minutes the rep's clock is ahead of UTC.
    pub offset: i32,
    /// An id nothing else has.
    pub id: Id,
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
