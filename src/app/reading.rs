//! What the time field of a form comes to as it stands: worked out anew whenever it is asked, by the view for what to show
//! and by `update` for what Enter takes.

use super::model::{Form, Model, OnCall};
use crate::domain::flow::Tool;
use crate::domain::natural::{self, Bound, Hour, Reading, Readings, Refusal, Rest, Zone};
use crate::domain::schedule::{Fit, Search};
use crate::domain::time::{DayPart, Resolved};
use crate::domain::{Moment, Stamp, Wall};
use time::Date;

/// How long a call that was promised may take, in minutes: that much is kept free for it.
pub const CALL: u16 = 15;

/// How many days of a stretch are looked at.
const DAYS: usize = 62;
/// How many times of it are proposed.
const OF_A_STRETCH: usize = 4;

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
    /// Nothing to rely on: some of the words can change the time, and were not understood.
    Unread,
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
    /// What is left of it: a reason, or what was not understood.
    pub rest: Rest,
    /// How long it is to take, in minutes, where the form asks for that.
    pub minutes: Option<u16>,
    /// It was said by another clock than the customer's, whose that is.
    pub elsewhere: Option<Zone>,
    /// Times to choose from: the other readings, free times of the day, or those proposed all along.
    pub offers: Vec<Wall>,
}

impl Field {
    /// What Enter takes; `None` if nothing is to be taken.
    pub fn take(&self) -> Option<Take> {
        match self.meaning {
            Meaning::Time(wall, _) => Some(Take::Time(wall)),
            Meaning::Day(day, ..) => Some(self.offers.first().map_or(Take::Day(day), |wall| Take::Time(*wall))),
            Meaning::Fields(_) | Meaning::Nothing(_) | Meaning::Unread => None,
        }
    }

    /// The day that is looked at.
    pub fn day(&self, form: &Form) -> Option<Date> {
        match self.meaning {
            Meaning::Time(wall, _) | Meaning::Fields(Some(wall)) => Some(wall.date()),
            Meaning::Day(day, ..) => Some(day),
            Meaning::Fields(None) => crate::domain::time::parse_date(&form.draft.date).or_else(|| self.first_day()),
            Meaning::Nothing(_) | Meaning::Unread => self.first_day(),
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
        let (rest, offers) = (Rest::Nothing, proposed(on_call, form).to_vec());
        return Field { meaning: Meaning::Fields(wall), rest, minutes: None, elsewhere: None, offers };
    }
    let search = search(model, on_call, form, now);
    let (readings, elsewhere) = match read(model, form, now) {
        Ok(found) => found,
        Err(refusal) => {
            let offers = instead(refusal, proposed(on_call, form), search);
            let meaning = Meaning::Nothing(refusal);
            return Field { meaning, rest: Rest::Nothing, minutes: None, elsewhere: None, offers };
        }
    };
    let minutes = readings.minutes.filter(|_| on_call.tool == Some(Tool::Appointment));
    let search = search.map(|search| Search { minutes: minutes.unwrap_or(search.minutes), ..search });
    let first = readings.first;
    let times = |it: &Reading| match it.hour {
        Hour::At(time) => vec![Wall::new(it.date, time)],
        hour => free(search, it.date, hour),
    };
    let (meaning, mut offers) = match (first.hour, first.bound) {
        _ if matches!(readings.rest, Rest::Unread(_)) => (Meaning::Unread, times(&first)),
        (Hour::At(time), bound) => {
            let wall = Wall::new(first.date, time);
            let offers = match bound {
                // Other times of the stretch.
                Bound::Within(end) => {
                    let is_within = |it: &Wall| *it > wall && *it < Wall::new(first.date, end);
                    free(search, first.date, Hour::Open).into_iter().filter(is_within).collect()
                }
                Bound::Days(last) => among(search, (first.date, last), first.hour, [None; 3])
                    .into_iter()
                    .filter(|it| *it != wall)
                    .collect(),
                _ => Vec::new(),
            };
            (Meaning::Time(wall, bound), offers)
        }
        (hour, bound) => {
            let part = if let Hour::Part(part) = hour { Some(part) } else { None };
            let offers = match bound {
                Bound::Days(last) => among(search, (first.date, last), hour, [None; 3]),
                _ => times(&first),
            };
            (Meaning::Day(first.date, part, bound), offers)
        }
    };
    for other in &readings.others {
        // A day that can be meant as well brings two of its times.
        offers.extend(times(other).into_iter().take(2));
    }
    Field { meaning, rest: readings.rest, minutes, elsewhere, offers }
}

/// Free times of a day at some hour of it.
fn free(search: Option<Search<'_>>, day: Date, hour: Hour) -> Vec<Wall> {
    search.map_or_else(Vec::new, |search| match hour {
        Hour::Open => search.on(day, None),
        Hour::Part(part) => search.on(day, Some(part)),
        Hour::At(time) => {
            let wall = Wall::new(day, time);
            let is_free = search.fit(wall) != Fit::DayOff
                && search.clash(wall).is_none()
                && search.instant(wall).is_some_and(|at| at > search.now);
            if is_free { vec![wall] } else { Vec::new() }
        }
    })
}

/// Free times on days from one to another, each on another day; mornings and afternoons in turn if the hour is open.
fn among(search: Option<Search<'_>>, (first, last): (Date, Date), hour: Hour, except: [Option<Date>; 3]) -> Vec<Wall> {
    let days = std::iter::successors(Some(first), |day| day.next_day()).take_while(|day| *day <= last).take(DAYS);
    let mut found: Vec<Wall> = Vec::new();
    for day in days.filter(|day| !except.contains(&Some(*day))) {
        let afternoon = hour == Hour::Open && !found.len().is_multiple_of(2);
        let times = if afternoon { free(search, day, Hour::Part(DayPart::Afternoon)) } else { Vec::new() };
        found.extend(times.first().copied().or_else(|| free(search, day, hour).first().copied()));
        if found.len() == OF_A_STRETCH {
            break;
        }
    }
    found
}

/// The times that are proposed all along. They go by the customer's clock: a form that goes by another has none of them.
fn proposed<'a>(on_call: &'a OnCall, form: &Form) -> &'a [Wall] {
    if on_call.zone.as_ref() == Some(&form.draft.zone) { &on_call.slots } else { &[] }
}

/// What to propose where no time was named.
fn instead(refusal: Refusal, proposed: &[Wall], search: Option<Search<'_>>) -> Vec<Wall> {
    // Two times to choose between is what S10 asks for.
    let two = |suits: &dyn Fn(Date) -> bool| {
        proposed.iter().filter(|wall| suits(wall.date())).take(2).copied().collect::<Vec<_>>()
    };
    match refusal {
        Refusal::Contradiction(day) => free(search, day, Hour::Open),
        Refusal::Which { first, last, hour, except } => among(search, (first, last), hour, except),
        Refusal::Except(days) => two(&|day| !days.contains(&Some(day))),
        _ => two(&|_| true),
    }
}

/// What the words mean by the customer's clock, and by whose they were said if it is another.
fn read(model: &Model, form: &Form, now: &Moment) -> Result<(Readings, Option<Zone>), Refusal> {
    let here = model.now_in(&form.draft.zone, now);
    // The day that was typed stays the day when the zone is chosen afterwards.
    let today = form.day.unwrap_or_else(|| here.date());
    let Some(zone) = natural::zone(&form.words).filter(|zone| *zone != Zone::Unclear) else {
        return natural::read_from(&form.words, here, today).map(|readings| (readings, None));
    };
    let name = zone_name(model, zone);
    if name == Some(form.draft.zone.as_str()) {
        return natural::read_from(&form.words, here, today).map(|readings| (readings, None));
    }
    let customers = model.zone_table(&form.draft.zone).ok_or(Refusal::Zone)?;
    let named = name.map(|name| model.zone_table(name).ok_or(Refusal::Zone)).transpose()?;
    let there = match (named, zone) {
        (Some(table), _) => now.at.wall(table.offset_at(now.at).ok_or(Refusal::Zone)?),
        (None, Zone::Offset(offset)) => now.at.wall(offset.into()),
        (None, _) => return Err(Refusal::Zone),
    };
    let instant = |wall: Wall| match (named, zone) {
        (Some(table), _) => match table.resolve(wall) {
            Resolved::Once(at) | Resolved::Twice(at, _) => Some(at),
            Resolved::Never(_) | Resolved::Unknown => None,
        },
        (None, Zone::Offset(offset)) => Some(wall.at_offset(offset.into())),
        (None, _) => None,
    };
    let to_customer = |at: Stamp| Some(at.wall(customers.offset_at(at)?));
    let convert = |reading: Reading| {
        // Only an hour can be put by another clock.
        let Hour::At(time) = reading.hour else { return Err(Refusal::Zone) };
        let wall = Wall::new(reading.date, time);
        let by_customer = |wall| instant(wall).and_then(to_customer).ok_or(Refusal::NoSuchTime);
        let moved = by_customer(wall)?;
        let bound = match reading.bound {
            Bound::Within(end) => {
                let end = by_customer(Wall::new(reading.date, end))?;
                if end.date() != moved.date() {
                    return Err(Refusal::Zone);
                }
                Bound::Within(end.time())
            }
            Bound::Days(_) => return Err(Refusal::Zone),
            bound => bound,
        };
        Ok(Reading { date: moved.date(), hour: Hour::At(moved.time()), bound })
    };
    let mut readings = natural::read_from(&form.words, there, today)?;
    // Tomorrow can be another day there.
    if there.date() != today
        && let Ok(there) = natural::read_from(&form.words, there, there.date())
    {
        for other in [there.first].into_iter().chain(there.others) {
            if other != readings.first && !readings.others.contains(&other) {
                readings.others.push(other);
            }
        }
    }
    readings.first = convert(readings.first)?;
    readings.others = readings.others.into_iter().map(convert).collect::<Result<_, _>>()?;
    Ok((readings, Some(zone)))
}

/// The IANA name of a zone; `None` if it has none, or the rep's is not known.
pub fn zone_name(model: &Model, zone: Zone) -> Option<&str> {
    match zone {
        Zone::Named(name) => Some(name),
        Zone::Own => model.zone.as_deref(),
        Zone::Offset(_) | Zone::Unclear => None,
    }
}
