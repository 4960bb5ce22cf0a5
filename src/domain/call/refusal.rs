//! Why a command changes nothing.

/// The reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The call stands at another step by now.
    NotHere,
    /// There is no such thing in this flow, or it does not apply now.
    Unknown,
    /// Not inside an objection.
    NotInDetour,
    /// Objections are nested as deep as the flow allows.
    TooDeep,
    /// This objection was answered as often as the flow allows.
    CapReached(u32),
    /// The value does not fit the field.
    Misfit,
    /// The text is empty or too long.
    BadText,
    /// The line is closed.
    Over,
    /// The line is still open.
    NotOver,
    /// The work after the call is done.
    Closed,
    /// A disposition is missing.
    NoDisposition,
    /// "Appointment" without one.
    NoAppointment,
    /// "Call back" without a time.
    NoFollowUp,
    /// There is nothing to undo.
    NothingToUndo,
    /// The log is as long as it may be.
    Full,
}
