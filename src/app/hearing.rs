//! How it is known who talks: by a key, or by the microphone, which hears the rep alone.

use crate::domain::Stamp;
use crate::domain::voice::{Hint, News};

/// What there is besides the marks in the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hearing {
    /// The key that passed the turn to the customer went down then, and is not up yet.
    pub held: Option<Stamp>,
    /// The microphone.
    pub microphone: Microphone,
}

/// The microphone; it hears only what the rep allows, and only while the line is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Microphone {
    /// Nobody asked for it.
    #[default]
    Off,
    /// The browser asks the rep.
    Asked,
    /// It hears, and so much was heard.
    On(Heard),
    /// It cannot be had, or no longer.
    Failed(MicrophoneFault),
}

impl Microphone {
    /// Whether the browser has it open, or is about to.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::On(_))
    }
}

/// What the microphone tells of the rep's voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Syllables a minute.
    pub pace: Option<u32>,
    /// Something the rep may want to change, and since when it is shown.
    pub hint: Option<(Hint, Stamp)>,
}

/// Why the microphone cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MicrophoneFault {
    /// The rep or the browser's settings say no.
    Denied,
    /// The page around the frame does not pass it on, or somebody says no.
    Framed,
    /// There is none.
    NoDevice,
    /// Another program holds it, or the system refuses.
    Busy,
    /// This browser, or a page that is not secure, has no way to it.
    Unsupported,
    /// It was there, and is gone: unplugged, or taken back.
    Lost,
}

/// What comes from the microphone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromMicrophone {
    /// It hears, or does not.
    Opened(Result<(), MicrophoneFault>),
    /// It heard something.
    Heard(News),
}
