//! Finds the nuclei of syllables: peaks of the level with a dip on either side.

/// How deep a dip is, in dB (de Jong & Wempe).
const DIP: f32 = 2.0;
/// Blocks between two nuclei at least: no syllable is shorter than 80 ms.
const SHORTEST: u32 = 8;

/// Looks for the next peak, or for the dip before it.
#[derive(Clone, Debug)]
pub(super) struct Nuclei {
    rising: bool,
    /// The highest level of this rise, or the lowest of this fall.
    edge: f32,
    /// Blocks since the last nucleus.
    since: u32,
}

impl Nuclei {
    pub(super) fn new() -> Self {
        Self { rising: false, edge: f32::INFINITY, since: SHORTEST }
    }

    /// The next level; whether a nucleus has just been passed. It counts from `threshold` on.
    pub(super) fn block(&mut self, level: f32, threshold: f32) -> bool {
        self.since = self.since.saturating_add(1);
        self.edge = if self.rising { self.edge.max(level) } else { self.edge.min(level) };
        if (level - self.edge).abs() < DIP {
            return false;
        }
        let peak = self.edge;
        let passed = self.rising && peak >= threshold && self.since >= SHORTEST;
        (self.rising, self.edge) = (!self.rising, level);
        if passed {
            self.since = 0;
        }
        passed
    }
}
