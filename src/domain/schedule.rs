//! Which times to propose: two concrete ones and two more to fall back on, or those of a day the customer names (S10, S16).
//! What stands in the rep's calendar comes in; nothing is proposed over it.

use super::hours::Hours;
use super::natural::is_day_off;
use super::time::{DayPart, Resolved, Stamp, Wall, ZoneTable};
use std::ops::Range;
use time::{Date, Duration, Time};

/// How many days ahead are looked through.
const DAYS: i64 = 60;
/// Most times offered of one day.
const OF_A_DAY: usize = 4;
/// Where the mainland's days off hold (IANA names, aliases among them).
const MAINLAND: [&str; 7] =
    ["Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Chungking", "Asia/Harbin", "Asia/Kashgar", "PRC"];

/// The times to begin in the halves of a day, in minutes from midnight, best first (S16).
const MORNING: &[u16] = &[600, 660, 570, 630, 540, 690, 510, 480, 450, 420, 390, 360];
const AFTERNOON: &[u16] =
    &[900, 960, 870, 840, 930, 990, 810, 780, 750, 720, 1020, 1050, 1080, 1110, 1140, 1170, 1200, 1230, 1260];
const NOON: &[u16] = &[720, 750, 690, 660, 780, 810];
/// Minutes from midnight at which the afternoon begins for those who say so, and the evening.
const AFTER_NOON: u16 = 13 * 60;
const EVENING: u16 = 18 * 60;

/// Something in the rep's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Since when.
    pub from: Stamp,
    /// It is over then.
    pub until: Stamp,
    /// What it is, and who with.
    pub what: String,
}

/// Where and among what times are looked for.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// Nothing earlier than that is proposed.
    pub now: Stamp,
    /// Where the customer is.
    pub zone: &'a ZoneTable,
    /// Where the rep is; `None` if the rules there are not known.
    pub own: Option<&'a ZoneTable>,
    /// How long it will take.
    pub minutes: u16,
    /// What is not free, in any order.
    pub taken: &'a [Taken],
    /// When appointments are taken, on either side.
    pub hours: Hours,
}

/// How a time fits the hours of business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// On a workday, inside the hours.
    Inside,
    /// On a workday, outside of them.
    Outside,
    /// On a weekend or a customary day off.
    DayOff,
}

/// A quarter of an hour of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quarter {
    /// Outside the hours of business.
    Shut,
    /// Inside.
    Open,
    /// Something is there.
    Taken,
    /// What is being looked at.
    Looked,
    /// That, and something is there already.
    Clash,
}

/// The hours of which [`Search::quarters`] tells.
pub const SHOWN: std::ops::Range<u16> = 8..19;

impl Search<'_> {
    /// Four times on coming workdays, each on another day, mornings and afternoons in turn as far as they are free. They suit
    /// the hours of both sides if any time does, or else those of the customer. Fewer if the zone's rules end or everything
    /// is taken.
    pub fn ladder(&self) -> Vec<Wall> {
        let both = self.days(true);
        if both.is_empty() { self.days(false) } else { both }
    }

    /// Free times of a day, or a part of it, best first, at most four; none on a day off.
    pub fn on(&self, day: Date, part: Option<DayPart>) -> Vec<Wall> {
        let (halves, range): (&[&[u16]], Range<u16>) = match part {
            None => (&[MORNING, AFTERNOON], 0..24 * 60),
            Some(DayPart::Morning) => (&[MORNING], 0..12 * 60),
            Some(DayPart::Noon) => (&[NOON], 0..24 * 60),
            Some(DayPart::Afternoon) => (&[AFTERNOON], AFTER_NOON..EVENING),
            Some(DayPart::Evening) => (&[AFTERNOON], EVENING..24 * 60),
        };
        let free = |both| {
            let of = |starts: &&[u16]| -> Vec<Wall> {
                let starts = starts.iter().filter(|start| range.contains(start));
                starts.filter_map(|start| at_minute(day, *start)).filter(|wall| self.is_free(*wall, both)).collect()
            };
            let halves: Vec<Vec<Wall>> = halves.iter().map(of).collect();
            // One of the morning, one of the afternoon, and so on.
            let turns = (0..OF_A_DAY).flat_map(|nth| halves.iter().filter_map(move |half| half.get(nth)));
            let mut walls: Vec<Wall> = turns.copied().take(OF_A_DAY).collect();
            // The earlier of two is said first.
            walls.chunks_mut(2).for_each(<[Wall]>::sort_unstable);
            walls
        };
        let both = free(true);
        if both.is_empty() { free(false) } else { both }
    }

    fn days(&self, both: bool) -> Vec<Wall> {
        let mut found: Vec<Wall> = Vec::new();
        let Some(offset) = self.zone.offset_at(self.now) else {
            return found;
        };
        let today = self.now.wall(offset).date();
        for days in 1..=DAYS {
            let Some(day) = today.checked_add(Duration::days(days)) else { break };
            let halves = if found.len().is_multiple_of(2) { [MORNING, AFTERNOON] } else { [AFTERNOON, MORNING] };
            let walls = halves.into_iter().flatten().filter_map(|start| at_minute(day, *start));
            found.extend(walls.into_iter().find(|wall| self.is_free(*wall, both)));
            if found.len() == 4 {
                break;
            }
        }
        found
    }

    /// Whether a time of the customer's suits the hours and clashes with nothing.
    fn is_free(&self, wall: Wall, both: bool) -> bool {
        let Resolved::Once(at) = self.zone.resolve(wall) else { return false };
        let suits_rep = |own: &ZoneTable| {
            own.offset_at(at)
                .is_some_and(|offset| self.fit_in(own.name(), at.wall(offset), self.minutes) == Fit::Inside)
        };
        at > self.now
            && self.fit(wall) == Fit::Inside
            && (!both || self.own.is_none_or(suits_rep))
            && self.clash_at(at, self.minutes).is_none()
    }

    /// How a time of the customer's fits their hours.
    pub fn fit(&self, wall: Wall) -> Fit {
        self.fit_in(self.zone.name(), wall, self.minutes)
    }

    fn fit_in(&self, zone: &str, wall: Wall, minutes: u16) -> Fit {
        let (hour, minute) = wall.hour_minute();
        let (day, start) = (wall.date(), u16::from(hour) * 60 + u16::from(minute));
        if !self.hours.work_on(day.weekday()) || is_day_off(day, MAINLAND.contains(&zone)) {
            Fit::DayOff
        } else if self.hours.hold(start, minutes) {
            Fit::Inside
        } else {
            Fit::Outside
        }
    }

    /// What stands in the way of a time of the customer's.
    pub fn clash(&self, wall: Wall) -> Option<&Taken> {
        self.clash_at(self.instant(wall)?, self.minutes)
    }

    fn clash_at(&self, at: Stamp, minutes: u16) -> Option<&Taken> {
        let until = at.plus_minutes(minutes.into());
        self.taken.iter().find(|it| it.from < until && at < it.until)
    }

    /// The instant a time of the customer's means, the earlier of two; `None` if it does not exist.
    pub fn instant(&self, wall: Wall) -> Option<Stamp> {
        match self.zone.resolve(wall) {
            Resolved::Once(at) | Resolved::Twice(at, _) => Some(at),
            Resolved::Never(_) | Resolved::Unknown => None,
        }
    }

    /// What is taken on a day of the customer's, in order, with its first and last minute by their clock.
    pub fn taken_on(&self, day: Date) -> Vec<(Wall, Wall, &str)> {
        let wall = |at| Some(Stamp::wall(at, self.zone.offset_at(at)?));
        let shown = |it: &Taken| Some((wall(it.from)?, wall(it.until)?)).filter(|(from, _)| from.date() == day);
        let walls = self.taken.iter().filter_map(|it| shown(it).map(|(from, until)| (from, until, it.what.as_str())));
        let mut walls: Vec<_> = walls.collect();
        walls.sort_unstable();
        walls
    }

    /// The quarters of the hours [`SHOWN`] of a day of the customer's.
    pub fn quarters(&self, day: Date, looked: Option<Wall>) -> Vec<Quarter> {
        let looked = looked.and_then(|wall| self.instant(wall));
        let quarter = |start: u16| {
            let wall = at_minute(day, start)?;
            let at = self.instant(wall)?;
            let is_looked =
                looked.is_some_and(|from| from < at.plus_minutes(15) && at < from.plus_minutes(self.minutes.into()));
            Some(match (self.clash_at(at, 15).is_some(), is_looked) {
                (true, true) => Quarter::Clash,
                (true, false) => Quarter::Taken,
                (false, true) => Quarter::Looked,
                (false, false) if self.fit_in(self.zone.name(), wall, 15) == Fit::Inside => Quarter::Open,
                (false, false) => Quarter::Shut,
            })
        };
        (SHOWN.start * 4..SHOWN.end * 4).map(|nth| quarter(nth * 15).unwrap_or(Quarter::Shut)).collect()
    }
}

fn at_minute(day: Date, minute: u16) -> Option<Wall> {
    Some(Wall::new(day, Time::from_hms((minute / 60) as u8, (minute % 60) as u8, 0).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Locale;
    use crate::domain::hours::Change;
    use crate::domain::time::parse_date;

    fn zone(name: &str, offset: i32) -> ZoneTable {
        ZoneTable::new(name, vec![(Stamp(0), offset)], Stamp(i64::MAX)).unwrap()
    }

    fn shanghai() -> ZoneTable {
        zone("Asia/Shanghai", 480)
    }

    fn taken(wall: &str) -> Taken {
        let from = Wall::parse(wall).unwrap().at_offset(480);
        Taken { from, until: from.plus_minutes(20), what: wall.into() }
    }

    fn search<'a>(now: &str, zone: &'a ZoneTable, taken: &'a [Taken]) -> Search<'a> {
        let now = Wall::parse(now).unwrap().at_offset(480);
        Search { now, zone, own: None, minutes: 20, taken, hours: Hours::usual(Locale::ZhCn) }
    }

    fn texts(walls: &[Wall]) -> Vec<String> {
        walls.iter().map(Wall::to_string).collect()
    }

    #[test]
    fn slots_are_on_workdays_and_clash_with_nothing() {
        let zone = shanghai();
        // A Thursday.
        let slots = |taken: &[Taken]| texts(&search("2026-11-26T16:00", &zone, taken).ladder());
        assert_eq!(slots(&[]), ["2026-11-27T10:00", "2026-11-30T15:00", "2026-12-01T10:00", "2026-12-02T15:00"]);
        let busy = [taken("2026-11-27T10:10"), taken("2026-11-27T09:30"), taken("2026-11-30T14:50")];
        assert_eq!(slots(&busy)[..2], ["2026-11-27T11:00", "2026-11-30T16:00"]);
        // A full morning leaves the afternoon of the same day.
        let full: Vec<Taken> =
            (0..8).map(|n| taken(&format!("2026-11-27T{:02}:{:02}", 9 + n / 3, n % 3 * 20))).collect();
        assert_eq!(slots(&full)[0], "2026-11-27T15:00");
    }

    #[test]
    fn no_slot_is_on_a_customary_day_off() {
        let (shanghai, london) = (shanghai(), zone("Europe/London", 60));
        // The Tuesday before National Day 2026, whose days off end on Wednesday the 7th.
        let slots = |zone| texts(&search("2026-09-29T09:00", zone, &[]).ladder());
        assert_eq!(slots(&shanghai)[..2], ["2026-09-30T10:00", "2026-10-08T15:00"]);
        assert_eq!(slots(&london)[..2], ["2026-09-30T10:00", "2026-10-01T15:00"]);
        let holiday = parse_date("2026-10-01").unwrap();
        assert!(search("2026-09-29T09:00", &shanghai, &[]).on(holiday, None).is_empty());
    }

    #[test]
    fn of_a_day_both_halves_are_offered_and_of_a_part_only_it() {
        let zone = shanghai();
        let day = parse_date("2026-11-25").unwrap();
        let busy = [taken("2026-11-25T15:00")];
        let on = |part| {
            let walls = search("2026-11-25T09:40", &zone, &busy).on(day, part);
            walls.iter().map(|wall| wall.clock()).collect::<Vec<_>>()
        };
        assert_eq!(on(None), ["10:00", "16:00", "11:00", "14:30"]);
        assert_eq!(on(Some(DayPart::Morning)), ["10:00", "11:00", "10:30"], "what is over is not offered");
        assert_eq!(on(Some(DayPart::Noon)), ["11:00"]);
        assert_eq!(on(Some(DayPart::Afternoon)), ["14:30", "16:00", "14:00", "15:30"]);
        assert!(on(Some(DayPart::Evening)).is_empty());
    }

    #[test]
    fn without_a_break_noon_is_proposed_and_open_and_hours_of_ones_own_count_everywhere() {
        let london = zone("Europe/London", 0);
        let day = parse_date("2026-11-25").unwrap();
        let english = Search { hours: Hours::usual(Locale::En), ..search("2026-11-24T09:00", &london, &[]) };
        let on = |search: &Search<'_>, part| search.on(day, part).iter().map(|wall| wall.clock()).collect::<Vec<_>>();
        assert_eq!(on(&english, Some(DayPart::Noon)), ["12:00", "12:30", "11:00", "11:30"]);
        assert_eq!(english.fit(Wall::parse("2026-11-25T12:00").unwrap()), Fit::Inside);
        assert_eq!(english.fit(Wall::parse("2026-11-25T16:50").unwrap()), Fit::Outside);
        let open = english.quarters(day, None).iter().filter(|it| **it == Quarter::Open).count();
        assert_eq!(open, 8 * 4);

        let mut own = Hours::usual(Locale::En);
        for change in [Change::From(13 * 60), Change::Until(21 * 60), Change::Day(5), Change::Day(2)] {
            own.change(change);
        }
        let own = Search { hours: own, ..english };
        assert!(on(&own, None).is_empty(), "a Wednesday");
        let saturday = parse_date("2026-11-28").unwrap();
        let evening: Vec<String> = own.on(saturday, Some(DayPart::Evening)).iter().map(|it| it.clock()).collect();
        assert_eq!(evening, ["18:00", "18:30", "19:00", "19:30"]);
        assert_eq!(own.fit(Wall::parse("2026-11-28T10:00").unwrap()), Fit::Outside);
        assert!(own.ladder().iter().all(|wall| own.fit(*wall) == Fit::Inside && wall.hour_minute().0 >= 13));
    }

    #[test]
    fn hours_that_suit_both_come_first_and_the_customers_if_there_are_none() {
        let own = shanghai();
        let slots = |name, offset| {
            let theirs = zone(name, offset);
            texts(&Search { own: Some(&own), ..search("2026-11-26T16:00", &theirs, &[]) }.ladder())
        };
        // 9:00 there is 16:00 here.
        assert_eq!(slots("Europe/Riga", 60)[..2], ["2026-11-27T09:30", "2026-11-30T09:30"]);
        assert_eq!(slots("America/New_York", -300)[..2], ["2026-11-27T10:00", "2026-11-30T15:00"]);
    }

    #[test]
    fn a_day_is_shown_in_quarters_with_what_is_taken() {
        let zone = shanghai();
        let busy = [taken("2026-11-25T15:00"), taken("2026-11-25T10:10"), taken("2026-11-26T10:00")];
        let search = search("2026-11-24T09:00", &zone, &busy);
        let day = parse_date("2026-11-25").unwrap();
        let told: Vec<_> =
            search.taken_on(day).iter().map(|(from, until, _)| from.clock() + "-" + &until.clock()).collect();
        assert_eq!(told, ["10:10-10:30", "15:00-15:20"]);
        let shown = |looked| {
            let letter = |it: &Quarter| match it {
                Quarter::Shut => '.',
                Quarter::Open => 'o',
                Quarter::Taken => 'T',
                Quarter::Looked => 'L',
                Quarter::Clash => '!',
            };
            search.quarters(day, Wall::parse(looked)).iter().map(letter).collect::<String>()
        };
        assert_eq!(shown("2026-11-25T16:00"), "....ooooTToooo..........ooooTTooLLoo........");
        assert_eq!(shown("2026-11-25T10:15"), "....ooooT!Looo..........ooooTToooooo........");
        assert_eq!(search.clash(Wall::parse("2026-11-25T09:55").unwrap()).unwrap().what, "2026-11-25T10:10");
        assert_eq!(search.clash(Wall::parse("2026-11-25T10:30").unwrap()), None);
    }
}
