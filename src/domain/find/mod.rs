//! Finding things by what is typed: by characters, by full pinyin (`meiyusuan`), by initials (`mys`), mixed, and in English
//! by the beginnings of words. Knows nothing of what it finds. No patterns, no guesses at typing errors.
//!
//! What is found is ordered by how well it fits, then by whether it leads, then by how much it is used, then as it was given.

mod fit;
mod sounds;

pub use sounds::Sounds;

use fit::{Name, Query};
use std::rc::Rc;

/// The longest query that is looked at, in characters; the rest of a longer one is left out.
pub const MAX_QUERY: usize = 32;

/// How well something fits, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// From its first to its last sign or word.
    Whole,
    /// Its beginning.
    Start,
    /// Something in it, or one of its other names.
    Inside,
    /// With signs or words left out, or by a reading that is seldom right.
    Loose,
    /// Letters of it in their order.
    Scattered,
}

/// Things that can be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    sounds: Rc<Sounds>,
    things: Vec<Thing>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Thing {
    /// What it is called, then its other names.
    names: Vec<Name>,
    /// How many of them it is called.
    labels: usize,
    /// It stands before what fits as well and does not lead.
    leads: bool,
    used: u16,
}

impl Index {
    /// An empty one. Without sounds pinyin finds nothing.
    pub fn new(sounds: Rc<Sounds>) -> Self {
        Self { sounds, things: Vec::new() }
    }

    /// Adds a thing: what it is called, what else it is called, and how much it is used. Its place is how many were added
    /// before it.
    pub fn add(&mut self, label: &str, others: &[&str], used: u16) {
        let names = [label].iter().chain(others).map(|name| Name::new(name, &self.sounds)).collect();
        self.things.push(Thing { names, labels: 1, leads: false, used });
    }

    /// Adds a thing that stands before others that fit as well. All of these are what it is called.
    pub fn add_leading(&mut self, labels: &[&str], others: &[&str], used: u16) {
        let names = labels.iter().chain(others).map(|name| Name::new(name, &self.sounds)).collect();
        self.things.push(Thing { names, labels: labels.len(), leads: true, used });
    }

    /// The places of what fits, best first, at most so many. Everything fits an empty query.
    pub fn find(&self, query: &str, most: usize) -> Vec<usize> {
        let query = Query::new(query);
        let mut found: Vec<u64> = Vec::new();
        for (place, thing) in self.things.iter().enumerate() {
            let Some(cost) = thing.cost(&query, &self.sounds) else { continue };
            // One number that sorts by fit, lead, use, cost and place.
            let (fit, unused) = (fit::fit(cost) as u64, u64::from(u16::MAX - thing.used));
            found.push(
                fit << 57
                    | u64::from(!thing.leads) << 56
                    | unused << 40
                    | u64::from(cost.min(0xff_ffff)) << 16
                    | place as u64 & 0xffff,
            );
        }
        found.sort_unstable();
        found.iter().take(most).map(|it| (it & 0xffff) as usize).collect()
    }

    /// How well the thing at a place fits; `None` if it does not.
    pub fn fit(&self, query: &str, place: usize) -> Option<Fit> {
        self.things.get(place)?.cost(&Query::new(query), &self.sounds).map(fit::fit)
    }
}

impl Thing {
    fn cost(&self, query: &Query, sounds: &Sounds) -> Option<u32> {
        let costs = self.names.iter().enumerate();
        let costs = costs.filter_map(|(place, name)| {
            // Letters here and there in any of many names are noise.
            let cost = name.cost(query, sounds).filter(|cost| place == 0 || fit::fit(*cost) != Fit::Scattered)?;
            Some(if place < self.labels { cost } else { cost + fit::OTHER_NAME })
        });
        costs.min()
    }
}
