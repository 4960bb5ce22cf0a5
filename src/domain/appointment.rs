//! What was agreed: an appointment, or a call to make later. Neither exists without a concrete time (S10, S12).

use super::Id;
use super::json::record;
use super::natural;
use super::time::{Fixed, Stamp, TimeRefusal, ZoneTable};

/// Longest purpose or reason, in characters.
pub const MAX_TEXT: usize = 200;

/// A meeting both sides agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Name of the record.
    pub id: Id,
    /// The call it was agreed in.
    pub call: Id,
    /// Who with, as shown in lists.
    pub with: String,
    /// When.
    pub time: Fixed,
    /// How long, in minutes.
    pub minutes: u16,
    /// What for.
    pub purpose: String,
}

/// A call to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// When.
    pub time: Fixed,
    /// What the call is to reach.
    pub purpose: String,
    /// Why the customer expects it.
    pub reason: String,
    /// When the rep settled it without a call; never in the log of the call it was promised in.
    pub done: Option<Stamp>,
}

impl FollowUp {
    /// Why it is made, in the rep's words; without any, what it is to reach.
    pub fn why(&self) -> &str {
        if self.reason.trim().is_empty() { &self.purpose } else { self.reason.trim() }
    }
}

record! { Appointment { id, call, with, time, minutes, purpose } }

record! { FollowUp { time, purpose, reason; done } }

/// Why nothing was fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookingRefusal {
    /// The time is not one.
    Time(TimeRefusal),
    /// The time in words is none.
    Words(natural::Refusal),
    /// These of its words can change it, and were not understood.
    Unread(String),
    /// No purpose given.
    NoPurpose,
    /// No reason given.
    NoReason,
    /// Shorter than 5 or longer than 480 minutes.
    BadLength,
    /// It overlaps this appointment.
    Taken(Box<Appointment>),
}

/// What a form for an appointment or a follow-up holds, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub time: String,
    /// Of an hour that comes twice, the later.
    pub later: bool,
    /// IANA name.
    pub zone: String,
    /// Minutes.
    pub minutes: String,
    /// What for.
    pub purpose: String,
    /// Why (follow-up only).
    pub reason: String,
}

impl Draft {
    /// The form of something already fixed.
    pub fn of(time: &Fixed, zone: Option<&ZoneTable>) -> Self {
        use super::time::Resolved;
        let later =
            matches!(zone.map(|zone| zone.resolve(time.wall)), Some(Resolved::Twice(_, second)) if second == time.at);
        Self {
            date: super::time::date_text(time.wall.date()),
            time: time.wall.clock(),
            later,
            zone: time.zone.clone(),
            ..Self::default()
        }
    }

    fn fixed(&self, zone: Option<&ZoneTable>, now: Stamp) -> (Option<Fixed>, Vec<BookingRefusal>) {
        let zone = zone.filter(|table| table.name() == self.zone);
        match Fixed::read(&self.date, &self.time, self.later, zone, now) {
            Ok(fixed) => (Some(fixed), Vec::new()),
            Err(refusals) => (None, refusals.into_iter().map(BookingRefusal::Time).collect()),
        }
    }

    /// Fixes an appointment.
    ///
    /// # Errors
    /// Every reason at once. `taken` are all other appointments.
    pub fn appointment<'a>(
        &self,
        (id, call, with): (Id, Id, String),
        zone: Option<&ZoneTable>,
        now: Stamp,
        taken: impl IntoIterator<Item = &'a Appointment>,
    ) -> Result<Appointment, Vec<BookingRefusal>> {
        let (time, mut refusals) = self.fixed(zone, now);
        let minutes = self.minutes.trim().parse().ok().filter(|minutes| (5..=480).contains(minutes));
        let purpose = text(&self.purpose);
        if minutes.is_none() {
            refusals.push(BookingRefusal::BadLength);
        }
        if purpose.is_empty() {
            refusals.push(BookingRefusal::NoPurpose);
        }
        let (Some(time), Some(minutes), true) = (time, minutes, refusals.is_empty()) else {
            return Err(refusals);
        };
        let appointment = Appointment { id, call, with, time, minutes, purpose };
        match taken.into_iter().find(|other| other.id != appointment.id && appointment.overlaps(other)) {
            Some(other) => Err(vec![BookingRefusal::Taken(Box::new(other.clone()))]),
            None => Ok(appointment),
        }
    }

    /// Fixes a follow-up.
    ///
    /// # Errors
    /// Every reason at once.
    pub fn follow_up(&self, zone: Option<&ZoneTable>, now: Stamp) -> Result<FollowUp, Vec<BookingRefusal>> {
        let (time, mut refusals) = self.fixed(zone, now);
        let (purpose, reason) = (text(&self.purpose), text(&self.reason));
        if purpose.is_empty() {
            refusals.push(BookingRefusal::NoPurpose);
        }
        if reason.is_empty() {
            refusals.push(BookingRefusal::NoReason);
        }
        match (time, refusals.is_empty()) {
            (Some(time), true) => Ok(FollowUp { time, purpose, reason, done: None }),
            _ => Err(refusals),
        }
    }
}

fn text(typed: &str) -> String {
    typed.trim().chars().take(MAX_TEXT).collect()
}

impl Appointment {
    /// When it ends.
    pub fn end(&self) -> Stamp {
        self.time.at.plus_minutes(i64::from(self.minutes))
    }

    /// Whether the two share any time.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.time.at < other.end() && other.time.at < self.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> ZoneTable {
        ZoneTable::new("Asia/Shanghai", vec![(Stamp(0), 480)], Stamp(i64::MAX)).unwrap()
    }

    fn draft(time: &str) -> Draft {
        Draft {
            date: "2026-11-24".into(),
            time: time.into(),
            zone: "Asia/Shanghai".into(),
            minutes: "30".into(),
            purpose: " demo ".into(),
            ..Draft::default()
        }
    }

    fn book(draft: &Draft, id: &str, taken: &[Appointment]) -> Result<Appointment, Vec<BookingRefusal>> {
        draft.appointment((Id::new(id), Id::new("c"), "Li".into()), Some(&zone()), Stamp(0), taken)
    }

    #[test]
    fn nothing_is_booked_without_date_time_zone_length_and_purpose() {
        use BookingRefusal::*;
        let refused = book(&Draft::default(), "a", &[]).unwrap_err();
        let all =
            [Time(TimeRefusal::NoDate), Time(TimeRefusal::NoTime), Time(TimeRefusal::NoZone), BadLength, NoPurpose];
        assert_eq!(refused, all);
        let refused = Draft::default().follow_up(None, Stamp(0)).unwrap_err();
        assert_eq!(refused.len(), 5, "date, time, zone, purpose, reason");
        assert_eq!(book(&draft("10:00"), "a", &[]).unwrap().purpose, "demo");
    }

    #[test]
    fn a_booking_is_refused_only_where_it_overlaps_another() {
        let ten = book(&draft("10:00"), "a", &[]).unwrap();
        for (time, free) in [("09:30", true), ("09:31", false), ("10:15", false), ("10:29", false), ("10:30", true)] {
            assert_eq!(book(&draft(time), "b", std::slice::from_ref(&ten)).is_ok(), free, "{time}");
        }
        let moved = book(&draft("10:10"), "a", std::slice::from_ref(&ten));
        assert!(moved.is_ok(), "an appointment does not stand in its own way");
    }
}
