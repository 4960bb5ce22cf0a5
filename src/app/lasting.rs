//! How long what is kept here stays, as far as the browser tells.

use super::view::Beside;
use crate::store::SaveStatus;

/// How the browser keeps what it is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lasting {
    /// It was not asked yet.
    #[default]
    Unknown,
    /// It clears nothing by itself.
    Granted,
    /// It may clear it to make room, and perhaps this window is private: not every browser tells.
    UntilTidied(Wish),
    /// The window is private, and all goes with it.
    Window,
}

/// Whether the browser was asked to clear nothing by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// It can be.
    Open,
    /// It was, and did not agree.
    Refused,
    /// This one cannot be asked.
    Pointless,
}

/// What became of the database itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseNews {
    /// There was none.
    New,
    /// The browser found it damaged and made a new one.
    Lost,
    /// It was deleted while the desk was open, and there is a new one.
    Emptied,
    /// It could not be opened, and now it can.
    Back,
}

/// Where things stay, in one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// In this browser, for good.
    Lasting,
    /// In this browser, until it makes room.
    UntilTidied,
    /// As long as this window.
    Window,
    /// With the page around, only.
    Page,
    /// Nowhere.
    Nowhere,
}

impl Stay {
    /// What comes of all that is known.
    pub fn of(state: SaveStatus, beside: Beside, lasting: Lasting) -> Self {
        match (state, beside, lasting) {
            (SaveStatus::NotSaved(..), Beside::Keeper, _) => Self::Page,
            (SaveStatus::NotSaved(..), ..) => Self::Nowhere,
            (.., Lasting::Window) => Self::Window,
            (.., Lasting::Granted) => Self::Lasting,
            (.., Lasting::Unknown | Lasting::UntilTidied(_)) => Self::UntilTidied,
        }
    }
}
