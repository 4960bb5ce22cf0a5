//! Which times to propose: two concrete ones, and two more to fall back on (S10, S16).

use super::appointment::Appointment;
use super::time::{Resolved, Stamp, Wall, ZoneTable};
use time::{Duration, Time, Weekday};

/// Times of day to offer, best first; 9:00–11:30 and 14:00–17:00 are when firms take appointments (S16).
const MORNING: [(u8, u8); 4] = [(10, 0), (9, 30), (10, 30), (11, 0)];
const AFTERNOON: [(u8, u8); 4] = [(15, 0), (14, 30), (16, 0), (14, 0)];
/// How many days ahead are looked through.
const DAYS: i64 = 60;

/// Four times on coming workdays (Monday to Friday), each on another day, mornings and afternoons in turn, none of which
/// overlaps a `taken` appointment. Fewer if the zone's rules end or everything is taken.
pub fn propose(now: Stamp, zone: &ZoneTable, minutes: u16, taken: &[Appointment]) -> Vec<Wall> {
    let mut found = Vec::new();
    let Some(offset) = zone.offset_at(now) else {
        return found;
    };
    let today = now.wall(offset).date();
    for days in 1..=DAYS {
        let Some(date) = today.checked_add(Duration::days(days)) else {
            break;
        };
        if matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            continue;
        }
        let hours = if found.len() % 2 == 0 { MORNING } else { AFTERNOON };
        let walls = hours.into_iter().filter_map(|(hour, minute)| {
            let time = Time::from_hms(hour, minute, 0).ok()?;
            Some(Wall::new(date, time))
        });
        let is_free = |wall: &Wall| match zone.resolve(*wall) {
            Resolved::Once(at) => {
                taken.iter().all(|other| other.end() <= at || at.plus_minutes(i64::from(minutes)) <= other.time.at)
            }
            _ => false,
        };
        found.extend(walls.into_iter().find(is_free));
        if found.len() == 4 {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Fixed, Id};

    fn zone() -> ZoneTable {
        ZoneTable::new("Asia/Shanghai", vec![(Stamp(0), 480)], Stamp(i64::MAX)).unwrap()
    }

    fn taken(wall: &str) -> Appointment {
        let wall = Wall::parse(wall).unwrap();
        let time = Fixed { wall, zone: "Asia/Shanghai".into(), at: wall.at_offset(480) };
        Appointment {
            id: Id::new(&wall.to_string()),
            call: Id::new("c"),
            with: String::new(),
            time,
            minutes: 20,
            purpose: "x".into(),
        }
    }

    #[test]
    fn slots_are_on_workdays_and_clash_with_nothing() {
        // A Thursday.
        let now = Wall::parse("2026-11-26T16:00").unwrap().at_offset(480);
        let slots =
            |taken: &[Appointment]| propose(now, &zone(), 20, taken).iter().map(Wall::to_string).collect::<Vec<_>>();
        assert_eq!(slots(&[]), ["2026-11-27T10:00", "2026-11-30T15:00", "2026-12-01T10:00", "2026-12-02T15:00"]);
        let busy = [taken("2026-11-27T10:10"), taken("2026-11-27T09:30"), taken("2026-11-30T14:50")];
        assert_eq!(slots(&busy)[..2], ["2026-11-27T10:30", "2026-11-30T14:30"]);
    }
}
