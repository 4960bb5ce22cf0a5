//! An appointment as an iCalendar file (RFC 5545), written in UTC so that every calendar reads the same instant.

use super::appointment::Appointment;
use super::time::Stamp;

/// The file for one appointment. `stamp` is when it was made; a later one of the same appointment replaces the earlier.
pub fn to_ics(appointment: &Appointment, title: &str, description: &str, stamp: Stamp) -> String {
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//callflow//callflow//EN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@callflow", escape(appointment.id.as_str())),
        format!("DTSTAMP:{}", utc(stamp)),
        format!("SEQUENCE:{}", stamp.0.div_euclid(1000).clamp(0, i64::from(i32::MAX))),
        format!("DTSTART:{}", utc(appointment.time.at)),
        format!("DTEND:{}", utc(appointment.end())),
        format!("SUMMARY:{}", escape(title)),
        format!("DESCRIPTION:{}", escape(description)),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("DESCRIPTION:{}", escape(title)),
        "TRIGGER:-PT15M".to_owned(),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| fold(line)).collect()
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
        let file = to_ics(&appointment, &format!("a,b;c\\d\u{7} {long}"), "one\r\ntwo", Stamp(0));
        assert!(file.split("\r\n").all(|line| line.len() <= 75));
        let unfolded = file.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:a\\,b\\;c\\\\d {long}\r\n")));
        assert!(unfolded.contains("DESCRIPTION:one\\ntwo\r\n"));
        assert!(unfolded.contains("DTSTART:20261124T020000Z\r\nDTEND:20261124T022000Z\r\n"));
    }
}
