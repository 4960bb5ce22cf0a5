//! An appointment as an iCalendar file (RFC 5545, RFC 5546), written in UTC so that every calendar reads the same instant.
//!
//! It is published, not requested: a request would make calendars send answers, and there is nobody to receive them. Google,
//! Apple and Outlook take a file as another state of an event they have if it has the same UID, the same organizer and a higher
//! SEQUENCE; a cancellation is one by METHOD and STATUS together.

use super::Id;
use super::appointment::Appointment;
use super::call::{self, Entry};
use super::time::Stamp;

/// What a file says beside the times.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The title.
    pub title: &'a str,
    /// What it is about.
    pub description: &'a str,
    /// Who invites; may be empty.
    pub organizer: &'a str,
    /// Which state of the appointment it is, from 0; a higher one replaces a lower one.
    pub sequence: usize,
    /// It is off.
    pub cancelled: bool,
}

/// Which state of an appointment a log ends with: how often it was, or may have been, changed since it was first fixed.
/// Undoing is a change as well: the file of what was undone may be in a calendar.
pub fn sequence(log: &[Entry], id: &Id) -> usize {
    let fixes = |entry: &&Entry| matches!(&entry.event, call::Event::Booked { appointment: Some(it) } if it.id == *id);
    let changes = |entry: &&Entry| matches!(entry.event, call::Event::Booked { .. } | call::Event::Undone);
    let Some(first) = log.iter().position(|entry| fixes(&entry)) else { return 0 };
    log[first..].iter().filter(changes).count() - 1
}

/// The last appointment of a log that is off: cancelled, undone, or replaced by `current`. It is told as it stood: where a
/// move was undone, by the time before it.
pub fn cancelled<'a>(log: &'a [Entry], current: Option<&Appointment>) -> Option<&'a Appointment> {
    let is_off = |it: &Appointment| current.is_none_or(|current| current.id != it.id);
    let booked = |entry: &'a Entry| match &entry.event {
        call::Event::Booked { appointment: Some(it) } => Some(&**it),
        _ => None,
    };
    let last = log.iter().rev().filter_map(booked).find(|it| is_off(it))?;
    // A log whose undoings do not add up is not opened.
    let standing = call::standing(log).unwrap_or_default();
    let stood = standing.iter().rev().filter_map(|place| booked(&log[*place])).find(|it| it.id == last.id);
    stood.or(Some(last))
}

/// The file for one appointment. `stamp` is when it is made.
pub fn to_ics(appointment: &Appointment, told: Told<'_>, stamp: Stamp) -> String {
    let Told { title, description, organizer, sequence, cancelled } = told;
    let (method, status) = if cancelled { ("CANCEL", "CANCELLED") } else { ("PUBLISH", "CONFIRMED") };
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//callflow//callflow//EN".to_owned(),
        ["METHOD:", method].concat(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@callflow", escape(appointment.id.as_str())),
        format!("DTSTAMP:{}", utc(stamp)),
        format!("SEQUENCE:{sequence}"),
        ["STATUS:", status].concat(),
        by(organizer),
        format!("DTSTART:{}", utc(appointment.time.at)),
        format!("DTEND:{}", utc(appointment.end())),
        format!("SUMMARY:{}", escape(title)),
        format!("DESCRIPTION:{}", escape(description)),
    ];
    if !cancelled {
        let alarm = format!("DESCRIPTION:{}", escape(title));
        lines.extend(["BEGIN:VALARM", "ACTION:DISPLAY", &alarm, "TRIGGER:-PT15M", "END:VALARM"].map(str::to_owned));
    }
    lines.extend(["END:VEVENT", "END:VCALENDAR"].map(str::to_owned));
    lines.iter().map(|line| fold(line)).collect()
}

/// Both methods want an organizer, who is an address (RFC 5546, 3.2). None is known here, and none is made up: calendars know
/// `invalid:nomail` as the one of somebody without mail.
fn by(organizer: &str) -> String {
    let name: String = organizer.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect();
    let name = name.trim();
    if name.is_empty() { "ORGANIZER:invalid:nomail".into() } else { format!("ORGANIZER;CN=\"{name}\":invalid:nomail") }
}

/// `20261124T020000Z`.
fn utc(at: Stamp) -> String {
    let mut text = at.wall(0).to_string();
    text.retain(|c| c.is_ascii_digit() || c == 'T');
    text + "00Z"
}

/// RFC 5545, 3.3.11. Control characters other than a line break have no place in a text.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            // A carriage return stands before the line feed that is written.
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// RFC 5545, 3.1: a line has at most 75 octets; a character is never split.
fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Fixed, Id, Wall};

    #[test]
    fn text_is_escaped_and_folded_between_characters() {
        let wall = Wall::parse("2026-11-24T10:00").unwrap();
        let time = Fixed { wall, zone: "Asia/Shanghai".into(), at: wall.at_offset(480) };
        let appointment = Appointment {
            id: Id::new("a1"),
            call: Id::new("c"),
            with: "x".into(),
            time,
            minutes: 20,
            purpose: "p".into(),
        };
        let long = "\u{8fdc}".repeat(60);
        let file = {
            let title = format!("a,b;c\\d\u{7} {long}");
            let told = Told {
                title: &title,
                description: "one\r\ntwo",
                organizer: "Tom \"T\"",
                sequence: 3,
                cancelled: false,
            };
            to_ics(&appointment, told, Stamp(0))
        };
        assert!(file.split("\r\n").all(|line| line.len() <= 75));
        let unfolded = file.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:a\\,b\\;c\\\\d {long}\r\n")));
        assert!(
            unfolded.contains("SEQUENCE:3\r\n") && unfolded.contains("ORGANIZER;CN=\"Tom 'T'\":invalid:nomail\r\n")
        );
        assert!(unfolded.contains("DESCRIPTION:one\\ntwo\r\n"));
        assert!(unfolded.contains("DTSTART:20261124T020000Z\r\nDTEND:20261124T022000Z\r\n"));
    }
}
