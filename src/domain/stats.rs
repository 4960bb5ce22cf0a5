//! What calls come to: small sums that can be added up, so that nobody has to read the calls again.

use super::call::Disposition;
use super::json::record;

/// What some calls come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Calls made.
    pub calls: usize,
    /// Calls in which somebody answered.
    pub talks: usize,
    /// Appointments fixed.
    pub appointments: usize,
    /// Milliseconds on the line, in the calls in which somebody answered.
    pub time: i64,
}

record! { Figures { calls, talks, appointments, time } }

impl Figures {
    /// One call that lasted so many milliseconds.
    pub fn of(disposition: Option<Disposition>, time: i64) -> Self {
        let talk = disposition.is_none_or(Disposition::is_end);
        Self {
            calls: 1,
            talks: usize::from(talk),
            appointments: usize::from(disposition == Some(Disposition::Appointment)),
            time: if talk { time } else { 0 },
        }
    }
}

impl std::ops::AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.calls = self.calls.saturating_add(other.calls);
        self.talks = self.talks.saturating_add(other.talks);
        self.appointments = self.appointments.saturating_add(other.appointments);
        self.time = self.time.saturating_add(other.time);
    }
}

/// What the calls of one day come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayFigures {
    /// The day by the rep's clock, `2026-11-23`.
    pub day: String,
    /// Their sum.
    pub sum: Figures,
}

record! { DayFigures { day, sum } }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_nobody_answered_counts_as_a_call_alone() {
        let mut sum = Figures::default();
        for disposition in [Some(Disposition::Appointment), Some(Disposition::Busy), Some(Disposition::Declined), None]
        {
            sum += Figures::of(disposition, 1000);
        }
        assert_eq!(sum, Figures { calls: 4, talks: 3, appointments: 1, time: 3000 });
    }
}
