//! Whether somebody talks: the level against the noise of the room, which is followed.

use super::BLOCKS;
use super::level::SILENCE;

/// The quietest room there is, in dB: below it a cough of the electronics would be a voice.
const QUIETEST: f32 = -62.0;
/// The loudest room that is believed at once; a voice may be the first that is heard.
const LOUDEST_AT_FIRST: f32 = -40.0;
/// A voice begins so many dB above the room …
const BEGINS: f32 = 12.0;
/// … and goes on as long as it is so many above it.
const GOES_ON: f32 = 6.0;
/// For so many blocks it has to sound before it is believed: a click is no voice.
const BELIEVED: u32 = 12;
/// A pause of so many blocks is still part of the turn: people stop for breath and thought.
const PAUSE: u32 = 80;
/// The noise is believed to fall at once and to rise by one dB a second: dips between words show it, a fan that starts is
/// told from a voice by its patience.
const RISE: f32 = 1.0 / BLOCKS as f32;
const FALL: f32 = 0.2;

/// Follows one voice.
#[derive(Clone, Debug)]
pub(super) struct Activity {
    /// The noise of the room, in dB; `None` before anything was heard.
    floor: Option<f32>,
    voice: bool,
    /// Blocks in a row that speak against `voice`.
    against: u32,
}

impl Activity {
    pub(super) fn new() -> Self {
        Self { floor: None, voice: false, against: 0 }
    }

    /// The next level. If the voice began or ended: whether it began, and how many blocks ago.
    pub(super) fn block(&mut self, level: f32) -> Option<(bool, u32)> {
        let floor = self.floor.unwrap_or(level.min(LOUDEST_AT_FIRST));
        let floor = if level < floor { floor + FALL * (level - floor) } else { (floor + RISE).min(level) };
        self.floor = Some(floor.max(QUIETEST));
        let margin = level - self.floor.unwrap_or(SILENCE);
        let against = if self.voice { margin < GOES_ON } else { margin >= BEGINS };
        self.against = if against { self.against + 1 } else { 0 };
        if self.against < if self.voice { PAUSE } else { BELIEVED } {
            return None;
        }
        self.voice = !self.voice;
        let lag = std::mem::take(&mut self.against);
        Some((self.voice, lag))
    }

    /// The level a syllable has to reach.
    pub(super) fn threshold(&self) -> f32 {
        self.floor.unwrap_or(QUIETEST) + BEGINS
    }

    /// Whether there is a turn, and it sounds just now; `None` between turns.
    pub(super) fn sounds(&self) -> Option<bool> {
        self.voice.then_some(self.against == 0)
    }
}
