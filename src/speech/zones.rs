//! Zones as people name them: by the cities they know, before the names of the tz database.

use crate::domain::{Locale, zone_names};
use crate::text::texts;
use std::rc::Rc;

/// What can be chosen from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zones {
    /// The ones a rep needs most, each with what it is called.
    pub called: Rc<[(String, String)]>,
    /// The names of all, in order.
    pub all: Rc<[String]>,
}

/// The zones that have a name of people's: the name of the zone and the cities, in the order of the language.
fn cities(locale: Locale) -> impl Iterator<Item = (&'static str, &'static str)> {
    texts(locale).zones_cities.split(" | ").filter_map(|zone| zone.split_once(' '))
}

/// The zones of which the browser is asked what it calls them.
pub fn asked(locale: Locale) -> Vec<String> {
    cities(locale).map(|(zone, _)| zone.to_owned()).collect()
}

/// What people call a zone, with what the browser calls it, if it said so: `New York · Eastern Time (UTC-5)`.
#[inline(never)]
pub fn called(said: &[(String, String)], locale: Locale) -> Rc<[(String, String)]> {
    let called = |(zone, cities): (&str, &str)| {
        let said = said.iter().find(|(name, said)| name == zone && !said.is_empty());
        (zone.to_owned(), said.map_or_else(|| cities.into(), |(_, said)| [cities, " \u{b7} ", said].concat()))
    };
    cities(locale).map(called).collect()
}

/// The place a zone is named after: a city as people call it, or the end of its name.
#[inline(never)]
pub fn place(zone: &str, locale: Locale) -> String {
    let zone = zone_names::current(zone);
    let city = cities(locale).find(|(name, _)| *name == zone).and_then(|(_, cities)| cities.split('/').next());
    let end = || zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    city.map_or_else(end, str::to_owned)
}

impl Zones {
    /// The names of all zones there are, as they are used today, in order.
    #[inline(never)]
    pub fn known(names: Vec<String>) -> Rc<[String]> {
        let mut names: Vec<String> = names.iter().map(|name| zone_names::current(name).to_owned()).collect();
        names.sort_unstable();
        names.dedup();
        names.into()
    }

    /// The one of these that a name means: the name itself, if it is none of them.
    pub fn chosen<'a>(&'a self, name: &'a str) -> &'a str {
        let called = self.called.iter().map(|(zone, _)| zone);
        called.chain(self.all.iter()).find(|it| zone_names::same(it, name)).map_or(name, String::as_str)
    }
}
