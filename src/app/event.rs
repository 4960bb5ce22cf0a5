//! Everything that can happen to the program: what the rep does, and what the outside answers.

use super::actions::Action;
use super::data::DataEvent;
use super::effect::{HeldBack, KeyPress};
use super::hearing::FromMicrophone;
use super::lasting::{DatabaseNews, Lasting};
use super::lock::LockEvent;
use super::palette::Choice;
use super::picking::Picking;
use super::reminders::Allowed;
use super::update::FromHost;
use crate::domain::appointment::Draft;
use crate::domain::call::{self, Disposition, Need};
use crate::domain::flow::{RepField, Tool};
use crate::domain::hours::Change;
use crate::domain::{Id, LeadField, Locale, Wall, ZoneTable};
use crate::speech::Gap;
use crate::store::{Opened, StorageFault, Stored, SummaryLength, Theme, Version};
use std::rc::Rc;

/// A part of the desk the focus can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// The line, or what stands in its place before and after a call.
    Line,
    /// What is to be captured.
    Capture,
    /// The note field.
    Note,
    /// The customer on the pre-call card.
    Customer,
}

/// A list beside the pre-call card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Calls that are not finished.
    Unfinished,
    /// Coming appointments.
    Appointments,
    /// What was promised.
    FollowUps,
    /// Calls that were made.
    Recent,
}

impl List {
    /// How many rows it shows at first.
    pub const ROWS: usize = 12;
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A key was pressed outside of any text field.
    Key(KeyPress),

    /// Speak this language.
    SetLocale(Locale),
    /// Look like this.
    SetTheme(Theme),
    /// The rep says who they are.
    SetRep(RepField, String),

    /// Single keys do something, or nothing.
    SetKeysOff(bool),
    /// This does that from now on; an empty key: nothing does.
    SetKey(Action, String),
    /// All keys as they were at first.
    ResetKeys,

    /// Find something.
    OpenPalette,
    /// Show the keys of the present screen and how the desk works.
    OpenHelp,
    /// Show all keys, to be changed.
    OpenKeys,
    /// Show what can be chosen once and for all.
    OpenSettings,
    /// Show how the widget stands to the page around it and to storage.
    OpenDiagnostics,
    /// Away with what is open over the desk.
    CloseOver,
    /// Something of the palette was chosen.
    Choose(Choice),
    /// Away with the ready sentence beside the line.
    HidePhrase,

    /// Something is known of the next customer.
    SetLead(LeadField, String),
    /// An item of the checklist before dialling was ticked or cleared.
    Tick(usize),
    /// The whole checklist is in order.
    TickAll,
    /// A card for somebody else.
    NewLead,
    /// A card for the customer of that call again.
    CallAgain(Id),
    /// Let the page around the widget dial.
    Dial,
    /// The customer answered the phone.
    StartCall,
    /// A call with an invented customer, of which nothing is kept.
    Practise,
    /// Nobody to talk to, for this reason.
    QuickOutcome(Disposition),
    /// That was noted by mistake.
    TakeOutcomeBack,
    /// Ask whether the finished call on the desk is to be deleted.
    AskToDelete,
    /// Delete it.
    DeleteCall,
    /// Go on with a call, or look at it again.
    OpenCall(Id),
    /// Take back that a call was closed.
    Reopen(Id),
    /// Back to the pre-call card; the call stays as it is.
    LeaveCall,
    /// The browser's way back was taken.
    WentBack,
    /// Show that many rows of a list.
    ShowRows(List, usize),
    /// What was promised in that call is settled without another one, or after all is not.
    Settle {
        /// The call.
        call: Id,
        /// Settled.
        done: bool,
    },
    /// Hand out the record of a call as a file.
    DownloadCall(Id),
    /// Set a call that cannot be opened aside.
    SetAside(Id),

    /// Something happens in the call.
    Do(call::Event),
    /// The n-th of the answers shown, from 0.
    Pick(usize),
    /// The next key chooses from this list.
    PickFrom(Picking),
    /// The n-th entry of the list that is being chosen from, from 0.
    PickEntry(usize),
    /// Keys are what they were again.
    StopPicking,
    /// The customer needs something.
    AddNeed {
        /// The field it is written down in.
        field: Id,
        /// It.
        need: Need,
    },
    /// What a need is about is known by now, or was something else.
    SetTopic {
        /// The field it is written down in.
        field: Id,
        /// Its place there, from 0.
        place: usize,
        /// What it is about.
        topic: Option<Id>,
    },
    /// A gap in a text was filled in.
    FillGap(Gap, String),
    /// The customer talks now; if so already, the rep does.
    Hear,
    /// Nobody's talking counts from here on.
    HearNobody,
    /// Let the microphone tell when the rep talks.
    OpenMicrophone,
    /// Away with the microphone.
    CloseMicrophone,
    /// Send the focus there.
    GoTo(Area),

    /// Open a form, or the cards.
    OpenTool(Tool),
    /// Open a form to change what is fixed with it.
    ChangeTime(Tool),
    /// Put it away.
    CloseTool,
    /// The appointment form was changed.
    EditBooking(Box<Draft>),
    /// In the form that is open, the time is typed in words.
    TypeTime(String),
    /// The form that is open takes this time, by the customer's clock.
    TakeTime(Wall),
    /// Fix the appointment.
    Book,
    /// Cancel it.
    CancelBooking,
    /// The follow-up form was changed.
    EditPromise(Box<Draft>),
    /// Fix the follow-up.
    Promise,
    /// Cancel it.
    CancelPromise,
    /// Tell this much in summaries; what was changed by hand stays.
    SetExtent(SummaryLength),
    /// Away with what was changed by hand: the summary is composed anew.
    ComposeSummary,
    /// The summary was changed by hand.
    EditSummary(String),
    /// Put the summary on the clipboard.
    CopySummary,
    /// Hand out the calendar file of an appointment.
    DownloadIcs(Id),

    /// Away with the notice.
    DismissNotice,
    /// Try again to keep what is not kept.
    KeepAgain,
    /// Hand out what is not kept as a file.
    DownloadUnkept,
    /// Try again to load the flow.
    FetchAgain,

    /// A record has arrived somewhere, or not.
    Kept {
        /// Its key.
        key: String,
        /// Which of its versions.
        version: Version,
        /// Where it is now.
        held: Stored,
    },
    /// What was in localStorage only has come into the database, or not.
    Secured {
        /// The keys of the records.
        keys: Vec<String>,
        /// Those among them that are in the archive, and left localStorage long ago.
        archived: Vec<String>,
        /// How it went.
        result: Result<(), StorageFault>,
    },
    /// The database was opened, or cannot be.
    DatabaseCame(Result<Opened, StorageFault>),
    /// Something became of the database itself.
    DatabaseTells(DatabaseNews),
    /// How long the browser keeps what it is given.
    LastingCame(Lasting),
    /// Ask it to clear nothing by itself.
    AskToLast,
    /// Records were moved to the archive, or not.
    Archived {
        /// Their keys.
        keys: Vec<String>,
        /// The key and the text of their figures.
        figures: (String, Rc<str>),
        /// How it went; `Err(None)`: calls among them were there already, and nothing was done.
        result: Result<(), Option<StorageFault>>,
    },
    /// Show those of the recent calls that fit this.
    SearchCalls(String),
    /// Calls with a customer were found in the archive: their keys and texts.
    CustomerRecalled(Id, Result<Vec<(String, String)>, StorageFault>),
    /// Find calls of the archive.
    SearchArchive(String),
    /// Calls of the archive were found: what was looked for, their keys and texts.
    ArchiveFound(String, Result<Vec<(String, String)>, StorageFault>),
    /// A card for the customer of an archived call.
    CallArchived(Id),
    /// Another tab has written a record.
    Elsewhere {
        /// Its key.
        key: String,
        /// Its text.
        text: String,
    },
    /// The tabs in which the desk is open are known.
    TabsCame {
        /// This one: another than before if it was made as a copy of a tab.
        own: Id,
        /// All of them.
        all: Vec<Id>,
    },
    /// A call is this tab's own, or another tab has it.
    CallClaimed {
        /// The call.
        call: Id,
        /// It is.
        ours: bool,
    },
    /// Another tab has taken this call away.
    CallTaken(Id),
    /// Take a call away from another tab.
    TakeOver(Id),
    /// The screen is to change because time has passed, or the page is seen again.
    TimeCame,
    /// Whether the rep may be told of what comes due outside of the page.
    RemindersCame(Allowed),
    /// Ask the rep for it.
    AskForReminders,
    /// The key that was waited for is up.
    KeyReleased,
    /// Something came from the microphone.
    FromMicrophone(FromMicrophone),
    /// A flow's text came; `None`: it could not be loaded.
    FlowCame(Locale, Option<String>),
    /// The table of how Chinese is read came; `None`: it could not be loaded.
    SoundsCame(Option<String>),
    /// A zone's rules came; `None`: the browser does not know the zone.
    ZoneCame {
        /// IANA name.
        name: String,
        /// Its rules.
        table: Option<ZoneTable>,
    },
    /// The hours in which appointments are taken change.
    ChangeHours(Change),
    /// The names of all zones came.
    ZoneNamesCame(Vec<String>),
    /// What zones are called came, each with its name; empty for one the browser does not know.
    ZonesCalled(Vec<(String, String)>),
    /// The desk was opened with another version of the program than ever before.
    Updated,
    /// Whether the clipboard took it.
    Copied(bool),
    /// A file may not arrive: its name and text, for the rep to copy.
    HeldBack(HeldBack, String, Rc<str>),
    /// Put the text of that file on the clipboard.
    CopyFile(Rc<str>),
    /// Something came from the page around the widget.
    FromHost(FromHost),
    /// Something happens to the rep's own data.
    Data(DataEvent),
    /// Something happens to the lock.
    Lock(LockEvent),
}
