//! How much each thing of the palette is used: what was used often and lately stands first. A record of its own, so that
//! nothing of weight is written anew with every use.

use crate::domain::json::record;

/// One thing and its heat.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Use {
    name: String,
    heat: u16,
}

/// Each use makes a thing warmer and lets all others cool down: count and recency in one number, and no clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frecency {
    uses: Vec<Use>,
}

record! { Use { name, heat } }

record! { Frecency { uses } }

/// What a use adds.
const WARMTH: u16 = 100;
/// A use of anything else takes this part away, at least 1: once a thing has not been used for some 90 uses it is cold.
const COOLING: u16 = 20;

impl Frecency {
    /// Something was used.
    pub fn add(&mut self, name: &str) {
        for it in &mut self.uses {
            it.heat -= it.heat.div_ceil(COOLING);
        }
        self.uses.retain(|it| it.heat > 0);
        match self.uses.iter_mut().find(|it| it.name == name) {
            Some(it) => it.heat = it.heat.saturating_add(WARMTH),
            None => self.uses.push(Use { name: name.into(), heat: WARMTH }),
        }
    }

    /// How warm it is; 0 if it was not used lately.
    pub fn heat(&self, name: &str) -> u16 {
        self.uses.iter().find(|it| it.name == name).map_or(0, |it| it.heat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn often_and_lately_is_warm_and_what_is_left_alone_cools_down() {
        let mut uses = Frecency::default();
        for name in ["a", "a", "a", "b"] {
            uses.add(name);
        }
        assert!(uses.heat("a") > uses.heat("b") && uses.heat("b") > uses.heat("c"));
        for _ in 0..200 {
            uses.add("c");
        }
        assert_eq!((uses.heat("a"), uses.uses.len()), (0, 1));
        assert!(uses.heat("c") <= WARMTH * COOLING, "it stays within bounds");
    }
}
