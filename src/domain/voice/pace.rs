//! How fast and how loud the voice is, over its last twenty seconds. Pauses inside a turn belong to its pace, those between
//! turns do not.

use super::{BLOCKS, Hint, News};

/// Seconds of speech that are looked back on.
const BACK: usize = 20;
/// Seconds of speech before anything is said of it.
const ENOUGH: u32 = 10;
/// Seconds of sound between two hints at least.
const SELDOM: u32 = 30;
/// Seconds of speech between two figures of the pace.
const OFTEN: u32 = 5;
/// Syllables a minute that are fast. Chinese radio news are read at 250 to 270; at 300 even they are hard to follow. In
/// English it is 200 words, at one and a half syllables each.
const FAST: u32 = 300;
/// So many dB above the voice's own first ten seconds are loud, if they last for …
const LOUD: f32 = 8.0;
/// … so many seconds.
const LASTS: usize = 5;

/// One second of speech.
#[derive(Clone, Copy, Debug, Default)]
struct Second {
    nuclei: u32,
    /// The mean level while it sounded, in dB.
    level: f32,
}

/// Measures one voice.
#[derive(Clone, Debug)]
pub(super) struct Pace {
    seconds: [Second; BACK],
    /// Seconds of speech so far.
    spoken: u32,
    /// The second being filled: blocks, those that sounded, nuclei, sum of levels.
    blocks: u32,
    sounded: u32,
    nuclei: u32,
    sum: f32,
    /// Silent blocks of this turn that belong to it only if it goes on.
    pending: u32,
    /// The level of the first seconds.
    usual: f32,
    /// Blocks since the last hint.
    quiet: u32,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self {
            seconds: [Second::default(); BACK],
            spoken: 0,
            blocks: 0,
            sounded: 0,
            nuclei: 0,
            sum: 0.0,
            pending: 0,
            usual: 0.0,
            quiet: SELDOM * BLOCKS,
        }
    }

    /// The next block: whether it sounds (`None`: no turn), whether a nucleus was passed, and its level.
    pub(super) fn block(&mut self, sounds: Option<bool>, nucleus: bool, level: f32, news: &mut Vec<News>) {
        self.quiet = self.quiet.saturating_add(1);
        match sounds {
            None => self.pending = 0,
            Some(false) => self.pending += 1,
            Some(true) => {
                self.sum += level;
                self.sounded += 1;
                self.nuclei += u32::from(nucleus);
                self.blocks += 1 + std::mem::take(&mut self.pending);
            }
        }
        if self.blocks >= BLOCKS {
            self.second(news);
        }
    }

    fn second(&mut self, news: &mut Vec<News>) {
        let level = self.sum / self.sounded.max(1) as f32;
        self.seconds[self.spoken as usize % BACK] = Second { nuclei: self.nuclei, level };
        self.spoken += 1;
        (self.blocks, self.sounded, self.nuclei, self.sum) = (self.blocks - BLOCKS, 0, 0, 0.0);
        if self.spoken < ENOUGH {
            return;
        }
        if self.spoken == ENOUGH {
            self.usual = self.mean_level(ENOUGH as usize);
        }
        let kept = self.spoken.min(BACK as u32);
        let nuclei: u32 = self.seconds.iter().map(|it| it.nuclei).sum();
        let pace = (nuclei * 60 / kept + 5) / 10 * 10;
        if self.spoken.is_multiple_of(OFTEN) {
            news.push(News::Pace(pace));
        }
        let loud = self.mean_level(LASTS) >= self.usual + LOUD;
        let hint = if pace >= FAST { Some(Hint::Fast(pace)) } else { loud.then_some(Hint::Loud) };
        if let Some(hint) = hint.filter(|_| self.quiet >= SELDOM * BLOCKS) {
            self.quiet = 0;
            news.push(News::Hint(hint));
        }
    }

    /// The mean level of the last so many seconds.
    fn mean_level(&self, seconds: usize) -> f32 {
        let last = (0..seconds).map(|back| (self.spoken as usize + BACK - 1 - back) % BACK);
        last.map(|place| self.seconds[place].level).sum::<f32>() / seconds as f32
    }
}
