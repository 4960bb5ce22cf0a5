//! Instants, wall time and zones as values. Knows no clock and no rules of its own: the shell reads both from the browser.

use super::json::{FromJson, ToJson, read, record, text, words};
use serde_json::Value as Json;
use std::fmt;
use time::{Date, Duration, Month, PrimitiveDateTime, Time};

/// An instant: milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(pub i64);

impl Stamp {
    /// Milliseconds from `earlier` to here; 0 when the clock was set back between the two.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).max(0)
    }

    /// The instant that many minutes later.
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// So many milliseconds earlier.
    pub fn earlier(self, by: i64) -> Self {
        Self(self.0.saturating_sub(by))
    }

    /// The wall time where clocks are `offset` minutes ahead of UTC. Bounded to the years 1970–9999.
    pub fn wall(self, offset: i32) -> Wall {
        let seconds = (self.0.div_euclid(1000)).clamp(0, 253_402_214_400).saturating_add(i64::from(offset) * 60);
        let epoch = PrimitiveDateTime::new(Date::from_ordinal_date(1970, 1).unwrap_or(Date::MIN), Time::MIDNIGHT);
        Wall(epoch.saturating_add(Duration::seconds(seconds)).truncate_to_minute())
    }
}

/// What a clock on the wall shows, to the minute; no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wall(PrimitiveDateTime);

impl Wall {
    /// From a date and a time of day; seconds are dropped.
    pub fn new(date: Date, time: Time) -> Self {
        Self(PrimitiveDateTime::new(date, time).truncate_to_minute())
    }

    /// The day.
    pub fn date(self) -> Date {
        self.0.date()
    }

    /// The time of day.
    pub fn time(self) -> Time {
        self.0.time()
    }

    /// Hour (0–23) and minute.
    pub fn hour_minute(self) -> (u8, u8) {
        (self.0.hour(), self.0.minute())
    }

    /// The time of day as `HH:MM`.
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.0.hour(), self.0.minute())
    }

    /// The instant if clocks are `offset` minutes ahead of UTC.
    pub fn at_offset(self, offset: i32) -> Stamp {
        Stamp((self.0.assume_utc().unix_timestamp() - i64::from(offset) * 60).saturating_mul(1000))
    }

    /// Reads `YYYY-MM-DDTHH:MM`.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        Some(Self::new(parse_date(date)?, parse_time(time)?))
    }
}

impl fmt::Display for Wall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", date_text(self.date()), self.clock())
    }
}

impl ToJson for Wall {
    fn to_json(&self, out: &mut String) {
        text(out, &self.to_string());
    }
}

impl FromJson for Wall {
    fn from_json(json: &Json) -> Option<Self> {
        Self::parse(json.as_str()?)
    }
}

impl ToJson for Stamp {
    fn to_json(&self, out: &mut String) {
        self.0.to_json(out);
    }
}

impl FromJson for Stamp {
    fn from_json(json: &Json) -> Option<Self> {
        read(json).map(Self)
    }
}

record! { Fixed { wall, zone, at } }

/// `YYYY-MM-DD`, as a date input shows it.
pub fn date_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// Reads `YYYY-MM-DD`; `None` for a day that does not exist or a year outside 1970–9999.
pub fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let year = digits(year, 4, 4)?;
    if year < 1970 {
        return None;
    }
    let month = Month::try_from(u8::try_from(digits(month, 2, 2)?).ok()?).ok()?;
    Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(digits(day, 2, 2)?).ok()?).ok()
}

/// Reads `HH:MM` or `HH:MM:SS` (24 hours), as a time input gives it.
pub fn parse_time(text: &str) -> Option<Time> {
    let mut parts = text.split(':');
    let (hour, minute) = (digits(parts.next()?, 1, 2)?, digits(parts.next()?, 2, 2)?);
    Time::from_hms(u8::try_from(hour).ok()?, u8::try_from(minute).ok()?, 0).ok()
}

fn digits(text: &str, shortest: usize, longest: usize) -> Option<u32> {
    let fits = (shortest..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// The part of the day a call falls in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// Before 11:00.
    Morning,
    /// 11:00–12:59.
    Noon,
    /// 13:00–17:59.
    Afternoon,
    /// From 18:00.
    Evening,
}

words! { DayPart { Morning = "morning", Noon = "noon", Afternoon = "afternoon", Evening = "evening" } }

impl DayPart {
    /// The part of the day of a wall time.
    pub fn of(wall: Wall) -> Self {
        match wall.hour_minute().0 {
            0..=10 => Self::Morning,
            11..=12 => Self::Noon,
            13..=17 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// The rules of one time zone over a stretch of time, as the shell read them from the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneTable {
    name: String,
    spans: Vec<(Stamp, i32)>,
    until: Stamp,
}

/// What a wall time means in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// One instant.
    Once(Stamp),
    /// Clocks are put back over it: two instants, the earlier first.
    Twice(Stamp, Stamp),
    /// Clocks are put forward over it: it does not exist; the first wall time after the gap.
    Never(Wall),
    /// Outside the table.
    Unknown,
}

impl ZoneTable {
    /// `spans` are the instants from which an offset (minutes ahead of UTC) holds, in order; the table ends before `until`.
    /// `None` if they are empty, unordered, or an offset is beyond ±18 hours.
    pub fn new(name: &str, spans: Vec<(Stamp, i32)>, until: Stamp) -> Option<Self> {
        let ordered = spans.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let ends_last = spans.last().is_some_and(|(from, _)| *from < until);
        let sane = spans.iter().all(|(_, offset)| offset.abs() <= 18 * 60);
        (ordered && ends_last && sane).then(|| Self { name: name.into(), spans, until })
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Minutes ahead of UTC at an instant; `None` outside the table.
    pub fn offset_at(&self, at: Stamp) -> Option<i32> {
        if at >= self.until {
            return None;
        }
        self.spans.iter().rev().find(|(from, _)| *from <= at).map(|(_, offset)| *offset)
    }

    /// The instants a wall time stands for.
    pub fn resolve(&self, wall: Wall) -> Resolved {
        let meant = |(_, offset): &(Stamp, i32)| {
            let at = wall.at_offset(*offset);
            (self.offset_at(at) == Some(*offset)).then_some(at)
        };
        let (first, last) = (self.spans.iter().filter_map(meant).min(), self.spans.iter().filter_map(meant).max());
        match first.zip(last) {
            Some((first, last)) if first == last => Resolved::Once(first),
            Some((first, last)) => Resolved::Twice(first, last),
            None => self.after_gap(wall).map_or(Resolved::Unknown, Resolved::Never),
        }
    }

    /// The first wall time after the gap that swallows `wall`.
    fn after_gap(&self, wall: Wall) -> Option<Wall> {
        self.spans.windows(2).find_map(|pair| {
            let ((_, before), (from, after)) = (pair[0], pair[1]);
            (from.wall(before)..from.wall(after)).contains(&wall).then(|| from.wall(after))
        })
    }
}

/// A wall time in a zone, together with the one instant it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// What was agreed, as both sides say it.
    pub wall: Wall,
    /// IANA zone the wall time is meant in.
    pub zone: String,
    /// The instant.
    pub at: Stamp,
}

/// Why no instant comes of a date and a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeRefusal {
    /// No date, or none that exists.
    NoDate,
    /// No time of day.
    NoTime,
    /// No zone, or its rules are not known.
    NoZone,
    /// It lies in the past.
    Past,
    /// The clocks are put forward over it; the first time after that.
    NoSuchHour(Wall),
    /// Too far away for the zone's rules to be known.
    TooFar,
}

impl Fixed {
    /// Reads what date and time inputs hold. Of an hour that comes twice, the earlier unless `later` is wished.
    ///
    /// # Errors
    /// Every reason at once, so that the rep corrects the form in one go.
    pub fn read(
        date: &str,
        time: &str,
        later: bool,
        zone: Option<&ZoneTable>,
        now: Stamp,
    ) -> Result<Self, Vec<TimeRefusal>> {
        let mut refusals = Vec::new();
        let date = parse_date(date).or_else(|| {
            refusals.push(TimeRefusal::NoDate);
            None
        });
        let time = parse_time(time).or_else(|| {
            refusals.push(TimeRefusal::NoTime);
            None
        });
        if zone.is_none() {
            refusals.push(TimeRefusal::NoZone);
        }
        let (Some(date), Some(time), Some(zone)) = (date, time, zone) else {
            return Err(refusals);
        };
        let wall = Wall::new(date, time);
        let at = match zone.resolve(wall) {
            Resolved::Once(at) => at,
            Resolved::Twice(_, second) if later => second,
            Resolved::Twice(first, _) => first,
            Resolved::Never(next) => return Err(vec![TimeRefusal::NoSuchHour(next)]),
            Resolved::Unknown if wall.at_offset(0) < now => return Err(vec![TimeRefusal::Past]),
            Resolved::Unknown => return Err(vec![TimeRefusal::TooFar]),
        };
        match at <= now {
            true => Err(vec![TimeRefusal::Past]),
            false => Ok(Self { wall, zone: zone.name().into(), at }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> Wall {
        Wall::parse(text).unwrap()
    }

    /// Berlin around 2026: +60, +120 from 2026-03-29T01:00Z, +60 from 2026-10-25T01:00Z.
    fn berlin() -> ZoneTable {
        let at = |text: &str| wall(text).at_offset(0);
        let spans = vec![(at("2026-01-01T00:00"), 60), (at("2026-03-29T01:00"), 120), (at("2026-10-25T01:00"), 60)];
        ZoneTable::new("Europe/Berlin", spans, at("2027-01-01T00:00")).unwrap()
    }

    #[test]
    fn a_wall_time_is_written_as_it_is_read() {
        for text in ["1970-01-01T00:00", "2026-02-28T23:59", "2028-02-29T09:05", "9999-12-31T12:00"] {
            assert_eq!(wall(text).to_string(), text);
        }
        for text in ["2026-02-29T10:00", "2026-13-01T10:00", "2026-1-1T10:00", "2026-01-01T24:00", "2026-01-01", "x"] {
            assert_eq!(Wall::parse(text), None, "{text}");
        }
    }

    #[test]
    fn hours_that_do_not_exist_or_come_twice_are_told_apart() {
        let zone = berlin();
        assert_eq!(zone.resolve(wall("2026-03-29T02:30")), Resolved::Never(wall("2026-03-29T03:00")));
        let Resolved::Twice(first, second) = zone.resolve(wall("2026-10-25T02:30")) else { panic!() };
        assert_eq!(second.since(first), 3_600_000);
        let noon = zone.resolve(wall("2026-07-01T12:00"));
        assert_eq!(noon, Resolved::Once(wall("2026-07-01T10:00").at_offset(0)));
        assert_eq!(zone.resolve(wall("2028-01-01T12:00")), Resolved::Unknown);
    }

    #[test]
    fn a_form_is_refused_with_every_reason() {
        let now = wall("2026-03-01T10:00").at_offset(60);
        let read = |date: &str, time: &str| Fixed::read(date, time, false, Some(&berlin()), now);
        assert_eq!(read("", "25:00"), Err(vec![TimeRefusal::NoDate, TimeRefusal::NoTime]));
        assert_eq!(read("2026-03-01", "09:59"), Err(vec![TimeRefusal::Past]));
        assert_eq!(read("2026-03-01", "10:00"), Err(vec![TimeRefusal::Past]));
        assert_eq!(read("2025-12-01", "10:00"), Err(vec![TimeRefusal::Past]));
        assert_eq!(read("2030-03-01", "10:00"), Err(vec![TimeRefusal::TooFar]));
        assert_eq!(read("2026-03-29", "02:10"), Err(vec![TimeRefusal::NoSuchHour(wall("2026-03-29T03:00"))]));
        let fixed = read("2026-03-30", "10:00").unwrap();
        assert_eq!((fixed.zone.as_str(), fixed.at), ("Europe/Berlin", wall("2026-03-30T08:00").at_offset(0)));
        assert_eq!(Fixed::read("2026-03-30", "10:00", false, None, now), Err(vec![TimeRefusal::NoZone]));
    }

    #[test]
    fn a_clock_set_back_never_gives_negative_time() {
        assert_eq!(Stamp(5).since(Stamp(9)), 0);
        assert_eq!(Stamp(i64::MAX).since(Stamp(i64::MIN)), i64::MAX);
    }
}
