//! Closed sets of the domain in the words of the desk.

use super::data::{Told, Unread};
use super::hearing::MicrophoneFault;
use super::keys::KeyRefusal;
use super::lasting::Stay;
use super::lock::{Change, LockFault, LockTold, SHORTEST};
use crate::domain::appointment::BookingRefusal;
use crate::domain::call::{Alert, Disposition, Refusal, Sentiment};
use crate::domain::flow::{Phase, Problem, ProblemKind};
use crate::domain::time::TimeRefusal;
use crate::domain::{Kind, LeadField, Locale, Pace, PhoneRefusal, natural};
use crate::store::backup::{FileFault, Why};
use crate::store::{Due, RecordKind};
use crate::text::{Texts, fill, texts};

/// A field of the customer.
pub fn lead_field(field: LeadField, t: &Texts) -> &'static str {
    match field {
        LeadField::Name => t.lead_name,
        LeadField::Salutation => t.lead_salutation,
        LeadField::Title => t.lead_title,
        LeadField::Company => t.lead_company,
        LeadField::Phone => t.lead_phone,
    }
}

/// How a call ended.
pub fn disposition(disposition: Disposition, t: &Texts) -> &'static str {
    match disposition {
        Disposition::Appointment => t.disposition_appointment,
        Disposition::Callback => t.disposition_callback,
        Disposition::Material => t.disposition_material,
        Disposition::Declined => t.disposition_declined,
        Disposition::NoAnswer => t.disposition_no_answer,
        Disposition::Busy => t.disposition_busy,
        Disposition::WrongNumber => t.disposition_wrong_number,
        Disposition::DoNotCall => t.disposition_do_not_call,
    }
}

/// The customer's mood.
pub fn sentiment(sentiment: Sentiment, t: &Texts) -> &'static str {
    match sentiment {
        Sentiment::Positive => t.sentiment_positive,
        Sentiment::Neutral => t.sentiment_neutral,
        Sentiment::Negative => t.sentiment_negative,
    }
}

/// An AIDA phase.
pub fn phase(phase: Phase, t: &Texts) -> &'static str {
    match phase {
        Phase::Attention => t.phase_attention,
        Phase::Interest => t.phase_interest,
        Phase::Desire => t.phase_desire,
        Phase::Action => t.phase_action,
    }
}

/// A pace.
pub fn pace(pace: Pace, t: &Texts) -> &'static str {
    match pace {
        Pace::Fast => t.style_fast,
        Pace::Medium => t.style_medium,
        Pace::Slow => t.style_slow,
    }
}

/// A type of customer.
pub fn kind(kind: Kind, t: &Texts) -> &'static str {
    match kind {
        Kind::Tiger => t.style_tiger,
        Kind::Peacock => t.style_peacock,
        Kind::Owl => t.style_owl,
        Kind::Koala => t.style_koala,
    }
}

/// Why a command changed nothing, and what to do.
pub fn refusal(refusal: Refusal, t: &Texts) -> String {
    let text = match refusal {
        Refusal::NotHere => t.refusal_not_here,
        Refusal::Unknown => t.refusal_unknown,
        Refusal::NotInDetour => t.refusal_not_in_detour,
        Refusal::TooDeep => t.refusal_too_deep,
        Refusal::CapReached(cap) => return fill(t.refusal_cap, &[("n", &cap.to_string())]),
        Refusal::Misfit => t.refusal_misfit,
        Refusal::BadText => t.refusal_bad_text,
        Refusal::Over => t.refusal_over,
        Refusal::NotOver => t.refusal_not_over,
        Refusal::Closed => t.refusal_closed,
        Refusal::NoDisposition => t.refusal_no_disposition,
        Refusal::NoAppointment => t.refusal_no_appointment,
        Refusal::NoFollowUp => t.refusal_no_follow_up,
        Refusal::NothingToUndo => t.refusal_nothing_to_undo,
        Refusal::Full => t.refusal_full,
    };
    text.into()
}

/// The days of the week, from Monday, as they stand on buttons.
#[inline(never)]
pub fn weekdays(t: &Texts) -> [&'static str; 7] {
    [t.when_mon, t.when_tue, t.when_wed, t.when_thu, t.when_fri, t.when_sat, t.when_sun]
}

/// Why a number cannot be dialled, and what to do.
#[inline(never)]
pub fn phone_refusal(refusal: PhoneRefusal, t: &Texts) -> &'static str {
    match refusal {
        PhoneRefusal::NoNumber => t.phone_no_number,
        PhoneRefusal::Masked => t.phone_masked,
        PhoneRefusal::Spreadsheet => t.phone_spreadsheet,
        PhoneRefusal::TooShort => t.phone_too_short,
        PhoneRefusal::TooLong => t.phone_too_long,
    }
}

/// Why nothing was fixed, and what to do.
pub fn booking_refusal(refusal: &BookingRefusal, locale: Locale) -> String {
    let t = texts(locale);
    let text = match refusal {
        BookingRefusal::Time(TimeRefusal::NoDate) => t.booking_no_date,
        BookingRefusal::Time(TimeRefusal::NoTime) => t.booking_no_time,
        BookingRefusal::Time(TimeRefusal::NoZone) => t.booking_no_zone,
        BookingRefusal::Time(TimeRefusal::Past) => t.booking_past,
        BookingRefusal::Time(TimeRefusal::TooFar) => t.booking_too_far,
        BookingRefusal::Time(TimeRefusal::NoSuchHour(next)) => {
            return fill(t.booking_no_such_hour, &[("time", &crate::speech::when::written(*next, locale))]);
        }
        BookingRefusal::Words(refusal) => return time_refusal(*refusal, locale),
        BookingRefusal::Unread(words) => return fill(t.time_unread, &[("text", words)]),
        BookingRefusal::NoPurpose => t.booking_no_purpose,
        BookingRefusal::NoReason => t.booking_no_reason,
        BookingRefusal::BadLength => t.booking_bad_length,
        BookingRefusal::Taken(other) => {
            let time = crate::speech::when::written(other.time.wall, locale);
            return fill(t.booking_taken, &[("with", &other.with), ("time", &time)]);
        }
    };
    text.into()
}

/// Why a key cannot be had.
pub fn key_refusal(refusal: KeyRefusal, t: &Texts) -> String {
    match refusal {
        KeyRefusal::NoSign => t.keys_no_sign.into(),
        KeyRefusal::Digit => t.keys_digit.into(),
        KeyRefusal::Taken(action) => fill(t.keys_taken, &[("action", action.label(t))]),
        KeyRefusal::Final => t.keys_final.into(),
    }
}

/// Why a text means no time, and what to do.
pub fn time_refusal(refusal: natural::Refusal, locale: Locale) -> String {
    let t = texts(locale);
    let text = match refusal {
        natural::Refusal::NotUnderstood => t.time_not_understood,
        natural::Refusal::Vague => t.time_vague,
        natural::Refusal::Past => t.booking_past,
        natural::Refusal::NoSuchDay => t.time_no_such_day,
        natural::Refusal::NoSuchTime => t.time_no_such_time,
        natural::Refusal::Zone => t.time_zone,
        natural::Refusal::Which { first, last, .. } => {
            let [first, last] = [first, last].map(|day| crate::speech::when::day(day, locale));
            return fill(t.time_which, &[("first", &first), ("last", &last)]);
        }
        natural::Refusal::Except(days) => {
            let days = days.into_iter().flatten().map(|day| crate::speech::when::day(day, locale));
            return fill(t.time_except, &[("days", &days.collect::<Vec<_>>().join(t.list_comma))]);
        }
        natural::Refusal::Contradiction(day) => {
            return fill(t.time_contradiction, &[("day", &crate::speech::when::day(day, locale))]);
        }
    };
    text.into()
}

/// Something about the time that is said aloud; `budget` is that of the stage, in seconds.
pub fn alert(alert: Alert, budget: u32, t: &Texts) -> String {
    match alert {
        Alert::Near => t.clock_announce_near.into(),
        Alert::Opening => fill(t.clock_announce_opening, &[("n", &budget.to_string())]),
        Alert::Over(1) => t.clock_announce_over.into(),
        Alert::Over(times) => fill(t.clock_announce_times, &[("n", &times.to_string())]),
        Alert::Monologue => t.clock_announce_monologue.into(),
    }
}

/// Why the microphone cannot be had, and what to do.
pub fn microphone_fault(fault: MicrophoneFault, t: &Texts) -> &'static str {
    match fault {
        MicrophoneFault::Denied => t.listen_denied,
        MicrophoneFault::Framed => t.listen_framed,
        MicrophoneFault::NoDevice => t.listen_no_device,
        MicrophoneFault::Busy => t.listen_busy,
        MicrophoneFault::Unsupported => t.listen_unsupported,
        MicrophoneFault::Lost => t.listen_lost,
    }
}

/// Records of one kind.
pub fn sort(sort: RecordKind, t: &Texts) -> &'static str {
    match sort {
        RecordKind::Calls => t.data_calls,
        RecordKind::Leads => t.data_leads,
        RecordKind::Appointments => t.data_appointments,
        RecordKind::FollowUps => t.data_follow_ups,
        RecordKind::Drafts => t.data_drafts,
        RecordKind::Asides => t.data_asides,
        RecordKind::Others => t.data_others,
    }
}

/// That it is time for a backup.
pub fn due(due: Due, t: &Texts) -> String {
    match due {
        Due::First => t.remind_due_first.into(),
        Due::Days(n) => fill(t.remind_due_days, &[("n", &n.to_string())]),
    }
}

/// What became of what was done with the data.
pub fn told(told: Told, t: &Texts) -> String {
    let number = |text: &str, n: usize| fill(text, &[("n", &n.to_string())]);
    match told {
        Told::Written(true) => t.data_written.into(),
        Told::Written(false) => t.data_offered.into(),
        Told::NotWritten => t.data_not_written.into(),
        Told::BadFile(FileFault::Unreadable) => t.data_file_unreadable.into(),
        Told::BadFile(FileFault::TooBig) => t.data_file_big.into(),
        Told::BadFile(FileFault::Foreign) => t.data_file_foreign.into(),
        Told::BadFile(FileFault::Newer) => t.data_file_newer.into(),
        Told::BadFile(FileFault::Head) => t.data_file_head.into(),
        Told::Restored(n) => number(t.data_restored, n),
        Told::NotRestored(_) => t.data_not_restored.into(),
        Told::NotRead(Unread::BackUp) => t.data_unread_backup.into(),
        Told::NotRead(Unread::Restore) => t.data_unread_restore.into(),
        Told::NotRead(Unread::Person) => t.data_unread_person.into(),
        Told::NotRead(Unread::Expire) => t.data_unread_expire.into(),
        Told::Nobody => t.data_person_none.into(),
        Told::Erased(n) => number(t.data_erased, n),
        Told::PersonNotErased => t.data_person_not_erased.into(),
        Told::Keeps(0) => t.data_keeps_never.into(),
        Told::Keeps(days) => number(t.data_keeps_days, usize::from(days)),
        Told::Lock(LockTold::Done(Change::Set)) => t.lock_done_set.into(),
        Told::Lock(LockTold::Done(Change::Renew)) => t.lock_done_renew.into(),
        Told::Lock(LockTold::Done(Change::Remove)) => t.lock_done_remove.into(),
        Told::Lock(LockTold::NotKept(_)) => t.lock_not_kept.into(),
        Told::Lock(LockTold::Unfinished(_)) => t.lock_unfinished.into(),
        Told::NotErased(_) => t.data_not_erased.into(),
    }
}

/// What is wrong with a line of a backup.
pub fn line_fault(why: Why, t: &Texts) -> &'static str {
    match why {
        Why::NotJson => t.data_why_json,
        Why::NoRecord => t.data_why_record,
        Why::NotAllowed => t.data_why_allowed,
        Why::Twice => t.data_why_twice,
        Why::Content => t.data_why_content,
    }
}

/// Why the lock does not open, or is not changed.
pub fn lock_fault(fault: LockFault, t: &Texts) -> String {
    match fault {
        LockFault::Wrong => t.lock_wrong.into(),
        LockFault::Damaged => t.lock_damaged.into(),
        LockFault::Newer => t.lock_newer.into(),
        LockFault::There => t.lock_there.into(),
        LockFault::Unsupported => t.lock_unsupported.into(),
        LockFault::NotRead => t.lock_not_read.into(),
        LockFault::Short => fill(t.lock_short, &[("n", &SHORTEST.to_string())]),
        LockFault::Differs => t.lock_differs.into(),
    }
}

/// What is wrong with a flow, and where.
pub fn problem(problem: &Problem, t: &Texts) -> String {
    let number = |text: &str, n: &usize| fill(text, &[("n", &n.to_string())]);
    let what = match &problem.kind {
        ProblemKind::NotJson(line, column) => {
            fill(t.problem_not_json, &[("line", &line.to_string()), ("column", &column.to_string())])
        }
        ProblemKind::TooLarge(n) => number(t.problem_too_large, n),
        ProblemKind::Format => t.problem_format.into(),
        ProblemKind::Missing => t.problem_missing.into(),
        ProblemKind::UnknownKey => t.problem_unknown_key.into(),
        ProblemKind::Expected(what) => fill(t.problem_expected, &[("what", what)]),
        ProblemKind::NotOneOf(what) => fill(t.problem_not_one_of, &[("what", what)]),
        ProblemKind::Empty => t.problem_empty.into(),
        ProblemKind::TooMany(n) => number(t.problem_too_many, n),
        ProblemKind::TooLong(n) => number(t.problem_too_long, n),
        ProblemKind::OutOfRange(from, to) => {
            fill(t.problem_out_of_range, &[("from", &from.to_string()), ("to", &to.to_string())])
        }
        ProblemKind::BadId => t.problem_bad_id.into(),
        ProblemKind::Duplicate => t.problem_duplicate.into(),
        ProblemKind::Unknown => t.problem_unknown.into(),
        ProblemKind::UnknownMerge(name) => fill(t.problem_unknown_merge, &[("name", name)]),
        ProblemKind::OpenMerge => fill(t.problem_open_merge, &[("open", "{{")]),
        ProblemKind::Misfit => t.problem_misfit.into(),
        ProblemKind::ReturnOutside => t.problem_return_outside.into(),
        ProblemKind::IntoObjection => t.problem_into_objection.into(),
        ProblemKind::TooDeep => t.problem_too_deep.into(),
        ProblemKind::Circle => t.problem_circle.into(),
        ProblemKind::NoOpenChoice => t.problem_no_open_choice.into(),
        ProblemKind::DeadEnd => t.problem_dead_end.into(),
        ProblemKind::Unreached => t.problem_unreached.into(),
    };
    let path = if problem.path.is_empty() { t.problem_file } else { &problem.path };
    fill(t.problem_at, &[("path", path), ("what", &what)])
}

/// Where things stay and how long, in one line.
pub fn stay(stay: Stay, t: &Texts) -> &'static str {
    match stay {
        Stay::Lasting => t.stay_lasting,
        Stay::UntilTidied => t.stay_until_tidied,
        Stay::Window => t.stay_window,
        Stay::Page => t.stay_page,
        Stay::Nowhere => t.stay_nowhere,
    }
}
