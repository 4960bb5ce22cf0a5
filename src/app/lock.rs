//! The lock: what is kept is sealed, and opened with a passphrase. `docs/lock.md` describes what is written. The cipher is
//! the browser's, so only the outside holds keys and seals (`shell/seal.rs`); here it is decided when. What is sealed says `store::encryption`.

use crate::store::{LockRecord, StorageFault};

/// The shortest passphrase, in characters. NIST SP 800-63B asks for eight.
pub const SHORTEST: usize = 8;

/// After how many minutes without a hand on it the desk may lock itself.
pub const MINUTES: [u16; 4] = [5, 15, 30, 60];

/// After how many it does unasked.
pub const UNASKED: u16 = 15;

/// Whether what is kept can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lock {
    /// Nothing is sealed.
    #[default]
    Off,
    /// Nothing but settings is known before it is opened.
    Shut(Shut),
    /// The key is here. Without a wrapping the lock was taken off, and not every record is open yet.
    Open(LockRecord),
}

impl Lock {
    /// Whether what is written is sealed.
    pub fn seals(&self) -> bool {
        matches!(self, Self::Open(record) if record.wrapped.is_some())
    }

    /// Whether it waits to be opened.
    pub fn is_shut(&self) -> bool {
        matches!(self, Self::Shut(_))
    }
}

/// Before it is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shut {
    /// What was typed.
    pub passphrase: String,
    /// It is tried.
    pub busy: bool,
    /// Why it did not open.
    pub fault: Option<LockFault>,
    /// These came back from the page around the widget; what was kept in the browser is gone, or never was.
    pub given: Option<Vec<(String, String)>>,
}

/// Why nothing was opened, and no key made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockFault {
    /// The passphrase is another.
    Wrong,
    /// What tells how to open is damaged.
    Damaged,
    /// It was written by a newer program.
    Newer,
    /// There is one already: another tab was faster.
    There,
    /// This browser seals nothing: the page was not loaded safely.
    Unsupported,
    /// The database cannot be read, and may hold a lock that nobody here knows of.
    NotRead,
    /// Too few characters for a new one.
    Short,
    /// The new one was typed twice, and not the same.
    Differs,
}

/// What is to become of the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Put it on.
    Set,
    /// Another passphrase.
    Renew,
    /// Take it off.
    Remove,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockField {
    /// The present passphrase.
    Old,
    /// The new one.
    New,
    /// The new one once more.
    Again,
}

/// The form by which the lock is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockForm {
    /// What for.
    pub change: Change,
    /// What was typed, by [`LockField`].
    pub typed: [String; 3],
    /// Why it was refused.
    pub fault: Option<LockFault>,
}

impl LockForm {
    /// An empty one.
    pub fn new(change: Change) -> Self {
        Self { change, typed: [const { String::new() }; 3], fault: None }
    }

    /// What is wrong with it as it stands.
    pub fn check(&self) -> Option<LockFault> {
        let [_, new, again] = &self.typed;
        match self.change {
            Change::Remove => None,
            Change::Set | Change::Renew if new.chars().count() < SHORTEST => Some(LockFault::Short),
            Change::Set | Change::Renew => (new != again).then_some(LockFault::Differs),
        }
    }

    /// What is asked of the outside; `None` if the lock is another by now.
    pub fn effect(&self, lock: &Lock) -> Option<LockEffect> {
        let [old, new, _] = self.typed.clone();
        // A key that was laid open is never wrapped again.
        match (self.change, lock) {
            (Change::Set, Lock::Off) => Some(LockEffect::Make(new)),
            (Change::Renew, Lock::Open(it)) if lock.seals() => Some(LockEffect::Renew { lock: it.clone(), old, new }),
            (Change::Remove, Lock::Open(it)) if lock.seals() => Some(LockEffect::Bare { lock: it.clone(), old }),
            (Change::Set | Change::Renew | Change::Remove, _) => None,
        }
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockTold {
    /// It is done.
    Done(Change),
    /// Nothing was changed: that could not be kept.
    NotKept(StorageFault),
    /// Some records are not yet as they should be; it goes on when the desk is opened next.
    Unfinished(StorageFault),
}

/// Something happens to the lock.
#[derive(Clone, Debug, PartialEq)]
pub enum LockEvent {
    /// The passphrase is typed that opens.
    Type(String),
    /// Open with it.
    Open,
    /// Change the lock.
    Ask(Change),
    /// A field of that form is typed.
    Fill(LockField, String),
    /// As the form says.
    Go,
    /// Lock so many minutes after the last touch; 0: never.
    SetIdle(u16),
    /// Lock now.
    Shut,

    /// What localStorage holds, opened; or why it is not.
    Opened(Result<Vec<(String, String)>, LockFault>),
    /// What is to be kept of a lock that was made or changed.
    Made(Result<LockRecord, LockFault>),
    /// Every record so far is as it should be, and takes so many units of localStorage; or not every one is.
    Brought(Result<(Reach, Vec<(String, usize)>), StorageFault>),
    /// Nobody has touched the desk for the time that was asked for.
    Idle,
    /// The database knows of a lock, and localStorage does not take it.
    Unasked,
    /// Records for the page around the widget, sealed.
    Sealed(Vec<(String, Option<String>)>, SealedFor),
    /// Records that it gave back, opened.
    Unsealed(Vec<(String, String)>),
    /// Go on without what it gave back.
    Without,
}

/// What sealed records are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealedFor {
    /// The answer to the request of this name.
    Answer(String),
    /// To be told as they changed.
    Change,
}

/// How far records are brought into the state they should be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// In localStorage alone: the database has not taken what opens them.
    Quick,
    /// In both homes: a tab that did not know of the lock may have written there.
    Homes,
    /// In the archive as well.
    All,
}

/// What is asked of the outside. A passphrase goes no further than the keys that come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockEffect {
    /// Open what is kept; without a passphrase where the key is for all to read. Answered by [`LockEvent::Opened`].
    Open(Option<String>),
    /// See whether the database knows that everything was erased since, or the lock taken off: then begin anew, or open;
    /// answered by [`LockEvent::Opened`] in that case alone.
    Look,
    /// Open these, the lock's own record among them; answered in the same way.
    OpenGiven {
        /// The passphrase, if it takes one.
        passphrase: Option<String>,
        /// The records.
        records: Vec<(String, String)>,
    },
    /// Seal records for the page around the widget, in the order of the asking; answered by [`LockEvent::Sealed`].
    Seal(Vec<(String, Option<String>)>, SealedFor),
    /// Open records that it gave back; answered by [`LockEvent::Unsealed`].
    Unseal(Vec<(String, String)>),
    /// Make a key, wrapped with this; answered by [`LockEvent::Made`], as the next two are.
    Make(String),
    /// Wrap the key with another one.
    Renew {
        /// What opens it now.
        lock: LockRecord,
        /// The present one.
        old: String,
        /// The next.
        new: String,
    },
    /// Lay the key open.
    Bare {
        /// What opens it now.
        lock: LockRecord,
        /// The passphrase.
        old: String,
    },
    /// From now on seal what is written, or do not, and bring everything there is into that state; answered by
    /// [`LockEvent::Brought`].
    Bring {
        /// Seal it.
        seal: bool,
        /// What of it.
        reach: Reach,
    },
    /// This was found in the database, and localStorage did not know of it: ask for the passphrase, or, if the key lies
    /// open, read the database again; answered by [`super::Event::DatabaseCame`], if at all.
    Found(String),
    /// Seal nothing from now on.
    Leave,
    /// Tell when nobody has touched the desk for so many minutes; 0: never.
    AwaitIdle(u16),
    /// Forget everything, keys first.
    Shut,
}
