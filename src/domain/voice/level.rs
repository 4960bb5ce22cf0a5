//! How loud the sound is, block by block.

use super::BLOCKS;

/// Blocks that are averaged: 60 ms hold several periods of any voice, so that its pitch makes no ripple.
const WINDOW: usize = 6;
/// What counts as silence, in dB.
pub(super) const SILENCE: f32 = -90.0;
/// The band of the vowels, in Hz: below is rumble, above are the hisses of consonants.
const BAND: (f32, f32) = (100.0, 1200.0);

/// Turns samples into levels in dB below full scale.
#[derive(Clone, Debug)]
pub(super) struct Levels {
    /// Samples in a block.
    size: usize,
    low: Pole,
    high: [Pole; 2],
    energy: f32,
    count: usize,
    window: [f32; WINDOW],
    next: usize,
}

/// A filter that follows its input slowly.
#[derive(Clone, Copy, Debug)]
struct Pole {
    share: f32,
    value: f32,
}

impl Pole {
    fn new(hertz: f32, rate: f32) -> Self {
        let step = std::f32::consts::TAU * hertz / rate;
        Self { share: step / (1.0 + step), value: 0.0 }
    }

    fn follow(&mut self, input: f32) -> f32 {
        self.value += self.share * (input - self.value);
        self.value
    }
}

impl Levels {
    pub(super) fn new(rate: f32) -> Self {
        // A rate no sound has would make blocks of nothing.
        let rate = rate.clamp(8000.0, 384_000.0);
        Self {
            size: (rate / BLOCKS as f32) as usize,
            low: Pole::new(BAND.0, rate),
            high: [Pole::new(BAND.1, rate); 2],
            energy: 0.0,
            count: 0,
            window: [0.0; WINDOW],
            next: 0,
        }
    }

    /// Adds the level of every block that is full.
    pub(super) fn take(&mut self, samples: &[f32], levels: &mut Vec<f32>) {
        for sample in samples {
            // One sample that is no number would spoil all that follow.
            let sample = if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 };
            let above = sample - self.low.follow(sample);
            let band = self.high.iter_mut().fold(above, |value, pole| pole.follow(value));
            self.energy += band * band;
            self.count += 1;
            if self.count == self.size {
                self.window[self.next] = self.energy / self.size as f32;
                self.next = (self.next + 1) % WINDOW;
                (self.energy, self.count) = (0.0, 0);
                let mean = self.window.iter().sum::<f32>() / WINDOW as f32;
                levels.push((10.0 * mean.log10()).max(SILENCE));
            }
        }
    }

    /// Starts anew.
    pub(super) fn forget(&mut self) {
        (self.energy, self.count) = (0.0, 0);
    }
}
