//! What the time field of a form comes to as it stands: worked out anew whenever it is asked, by the view for what to show
//! and by `update` for what Enter takes.

use super::effect::Moment;
use super::model::{Form, Model, OnCall};
use crate::domain::Wall;
use crate::domain::flow::Tool;
use crate::domain::natural::{self, Bound, Hour, Reading, Refusal};
use crate::domain::schedule::Search;
use crate::domain::time::DayPart;
use time::Date;

/// How long a call that was promised may take, in minutes: that much is kept free for it.
pub const CALL: u16 = 15;

/// What stands in the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing that is not in the date and time fields already, which hold this.
    Fields(Option<Wall>),
    /// A full time.
    Time(Wall, Bound),
    /// A day, or a part of it: the hour is still to be found.
    Day(Date, Option<DayPart>, Bound),
    /// No time, for this reason.
    Nothing(Refusal),
}

/// What Enter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// A full time.
    Time(Wall),
    /// Only the day: no time of it is free.
    Day(Date),
}

/// What the field comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What it means.
    pub meaning: Meaning,
    /// What was not understood of it.
    pub unknown: Option<String>,
    /// Times to choose from: the other readings, free times of the day, or those proposed all along.
    pub offers: Vec<Wall>,
}

impl Field {
    /// What Enter takes; `None` if nothing is to be taken.
    pub fn take(&self) -> Option<Take> {
        match self.meaning {
            Meaning::Time(wall, _) => Some(Take::Time(wall)),
            Meaning::Day(day, ..) => Some(self.offers.first().map_or(Take::Day(day), |wall| Take::Time(*wall))),
            Meaning::Fields(_) | Meaning::Nothing(_) => None,
        }
    }

    /// The day that is looked at.
    pub fn day(&self, form: &Form) -> Option<Date> {
        match self.meaning {
            Meaning::Time(wall, _) | Meaning::Fields(Some(wall)) => Some(wall.date()),
            Meaning::Day(day, ..) => Some(day),
            Meaning::Fields(None) => crate::domain::time::parse_date(&form.draft.date).or_else(|| self.first_day()),
            Meaning::Nothing(_) => self.first_day(),
        }
    }

    fn first_day(&self) -> Option<Date> {
        self.offers.first().map(|wall| wall.date())
    }

    /// The time of that day that is looked at.
    pub fn looked(&self) -> Option<Wall> {
        match self.meaning {
            Meaning::Time(wall, _) | Meaning::Fields(Some(wall)) => Some(wall),
            _ => self.offers.first().copied(),
        }
    }
}

/// Where free times are looked for: in the zone of the form. `None` while its rules are not known.
pub fn search<'a>(model: &'a Model, on_call: &'a OnCall, form: &Form, now: &Moment) -> Option<Search<'a>> {
    let minutes = match on_call.tool {
        Some(Tool::FollowUp) => CALL,
        _ => form.draft.minutes.trim().parse().unwrap_or(on_call.call.flow().booking.0),
    };
    let own = model.zone.as_ref().and_then(|zone| model.zone_table(zone));
    Some(Search {
        now: now.at,
        zone: model.zone_table(&form.draft.zone)?,
        own,
        minutes,
        taken: &on_call.taken,
        hours: model.hours(),
    })
}

/// Looks at the field of a form.
pub fn look(model: &Model, on_call: &OnCall, form: &Form, now: &Moment) -> Field {
    if !form.open {
        let wall = Wall::parse(&[&form.draft.date, "T", &form.draft.time].concat());
        return Field { meaning: Meaning::Fields(wall), unknown: None, offers: on_call.slots.clone() };
    }
    let search = search(model, on_call, form, now);
    let free = |day, part| search.map_or_else(Vec::new, |search| search.on(day, part));
    let readings = match natural::read(&form.words, model.now_in(&form.draft.zone, now)) {
        Ok(readings) => readings,
        Err(refusal) => {
            let offers = match refusal {
                Refusal::Contradiction(day) => free(day, None),
                // Two times to choose between is what S10 asks for.
                _ => on_call.slots.iter().take(2).copied().collect(),
            };
            return Field { meaning: Meaning::Nothing(refusal), unknown: None, offers };
        }
    };
    let Reading { date, hour, bound } = readings.first;
    let times = |it: &Reading| match it.hour {
        Hour::At(time) => vec![Wall::new(it.date, time)],
        Hour::Part(part) => free(it.date, Some(part)),
        Hour::Open => free(it.date, None),
    };
    let (meaning, mut offers) = match hour {
        Hour::At(time) => {
            let wall = Wall::new(date, time);
            let offers = match bound {
                // Other times of the stretch.
                Bound::Within(end) => {
                    let is_within = |it: &Wall| *it > wall && *it < Wall::new(date, end);
                    free(date, None).into_iter().filter(is_within).collect()
                }
                _ => Vec::new(),
            };
            (Meaning::Time(wall, bound), offers)
        }
        Hour::Part(part) => (Meaning::Day(date, Some(part), bound), times(&readings.first)),
        Hour::Open => (Meaning::Day(date, None, bound), times(&readings.first)),
    };
    for other in &readings.others {
        // A day that can be meant as well brings two of its times.
        offers.extend(times(other).into_iter().take(2));
    }
    Field { meaning, unknown: readings.unknown.map(str::to_owned), offers }
}
