//! Calendar files of an appointment through its life, read as importers do: by UID and SEQUENCE, METHOD and STATUS.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::app::view::{Screen, ToolView};
use callflow::app::{Effect, Event};
use callflow::domain::flow::{RepField, Tool};
use callflow::domain::{Id, call};
use common::desk::{Desk, draft};
use std::collections::BTreeMap;

/// The properties of the one event of a file, and those of the calendar around it.
struct File {
    calendar: BTreeMap<String, String>,
    event: BTreeMap<String, String>,
    alarms: usize,
}

/// Reads a file strictly: lines end with CRLF and have 75 octets at most, parts close in the order they open, and a property
/// comes once.
fn read(text: &str) -> File {
    assert!(text.ends_with("\r\n") && text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let unfolded = text.replace("\r\n ", "");
    let mut open: Vec<&str> = Vec::new();
    let mut file = File { calendar: BTreeMap::new(), event: BTreeMap::new(), alarms: 0 };
    for line in unfolded.split_terminator("\r\n") {
        // A colon in quotes is none of the line's.
        let mut quoted = false;
        let colon = line.find(|c| {
            quoted ^= c == '"';
            c == ':' && !quoted
        });
        let (name, value) = line.split_at(colon.expect(line));
        let value = &value[1..];
        match (name, &*open) {
            ("BEGIN", _) => {
                open.push(value);
                file.alarms += usize::from(value == "VALARM");
            }
            ("END", _) => assert_eq!(open.pop(), Some(value)),
            (_, ["VCALENDAR"]) => assert_eq!(file.calendar.insert(name.into(), value.into()), None, "{line}"),
            (_, ["VCALENDAR", "VEVENT"]) => {
                let name = name.split(';').next().unwrap().to_owned();
                assert_eq!(file.event.insert(name, value.into()), None, "{line}");
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    // RFC 5546, 3.2.1 and 3.2.5.
    for name in ["UID", "DTSTAMP", "SEQUENCE", "ORGANIZER", "DTSTART", "DTEND", "SUMMARY", "STATUS"] {
        assert!(file.event.contains_key(name), "{name} in {unfolded}");
    }
    assert!(!file.event.contains_key("ATTENDEE") && file.event["ORGANIZER"] == "invalid:nomail");
    file
}

fn file(desk: &mut Desk, id: &Id) -> File {
    desk.happen(Event::DownloadIcs(id.clone()));
    let file = desk.latest.iter().find_map(|effect| match effect {
        Effect::Download { text, mime, .. } => Some((text.clone(), *mime)),
        _ => None,
    });
    let (text, mime) = file.expect("a file is offered");
    assert_eq!(mime, "text/calendar;charset=utf-8");
    read(&text)
}

fn number(file: &File) -> u32 {
    file.event["SEQUENCE"].parse().unwrap()
}

fn book(desk: &mut Desk, date: &str) -> Id {
    desk.happen(Event::EditBooking(Box::new(draft(date))));
    desk.happen(Event::Book);
    desk.call().state().appointment.as_ref().unwrap().id.clone()
}

/// The appointment that the form says is off.
fn off(desk: &Desk) -> Option<Id> {
    let view = desk.view();
    let tool = match &view.screen {
        Screen::Call(view) => view.side.tool.clone(),
        Screen::WrapUp(view) => {
            assert_eq!(
                view.cancelled.is_some(),
                matches!(&*view.tool, ToolView::Booking(it) if it.cancelled.is_some())
            );
            view.tool.clone()
        }
        _ => panic!(),
    };
    let ToolView::Booking(view) = &*tool else { panic!() };
    view.cancelled.as_ref().map(|it| it.id.clone())
}

#[test]
fn a_moved_appointment_updates_what_is_in_the_calendar_and_a_cancelled_one_leaves_it() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::SetRep(RepField::Name, "Tom \"T\" Reed".into()));
    desk.happen(Event::StartCall);
    desk.happen(Event::OpenTool(Tool::Appointment));
    let id = book(&mut desk, "2027-01-20");
    let first = file(&mut desk, &id);
    assert_eq!((first.calendar["METHOD"].as_str(), first.event["STATUS"].as_str()), ("PUBLISH", "CONFIRMED"));
    assert_eq!((first.event["DTSTART"].as_str(), first.alarms), ("20270120T020000Z", 1));
    // Nothing has changed: the same state.
    assert_eq!(number(&file(&mut desk, &id)), number(&first));

    assert_eq!(book(&mut desk, "2027-01-21"), id);
    let moved = file(&mut desk, &id);
    assert_eq!(moved.event["UID"], first.event["UID"]);
    assert!(number(&moved) > number(&first));
    assert_eq!(moved.event["DTSTART"], "20270121T020000Z");

    // Moved back by undoing: the file of the move may be in a calendar.
    desk.happen(Event::Do(call::Event::Undone));
    let back = file(&mut desk, &id);
    assert!(number(&back) > number(&moved));
    assert_eq!(back.event["DTSTART"], "20270120T020000Z");
    assert_eq!(off(&desk), None);

    desk.happen(Event::CancelBooking);
    assert_eq!(off(&desk), Some(id.clone()));
    let gone = file(&mut desk, &id);
    assert_eq!((gone.calendar["METHOD"].as_str(), gone.event["STATUS"].as_str()), ("CANCEL", "CANCELLED"));
    assert_eq!((gone.event["UID"].as_str(), gone.alarms), (first.event["UID"].as_str(), 0));
    assert!(number(&gone) > number(&back));

    // After the call, and after the page was loaded anew.
    desk.happen(Event::Do(call::Event::Ended));
    desk.happen(Event::OpenTool(Tool::Appointment));
    assert_eq!(off(&desk), Some(id.clone()));
    let call = desk.call().id.clone();
    let mut desk = desk.reload();
    desk.happen(Event::OpenCall(call));
    desk.happen(Event::OpenTool(Tool::Appointment));
    assert_eq!(off(&desk), Some(id.clone()));
    assert_eq!(number(&file(&mut desk, &id)), number(&gone));

    // Another one in its place has a file of its own, and the one that is off keeps its.
    let other = book(&mut desk, "2027-01-22");
    assert_ne!(other, id);
    assert_eq!(off(&desk), Some(id.clone()));
    assert_eq!(file(&mut desk, &other).calendar["METHOD"], "PUBLISH");
    assert_eq!(file(&mut desk, &id).calendar["METHOD"], "CANCEL");
}

#[test]
fn what_was_undone_can_be_taken_out_of_the_calendar_too() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::StartCall);
    desk.happen(Event::OpenTool(Tool::Appointment));
    let id = book(&mut desk, "2027-01-20");
    let booked = number(&file(&mut desk, &id));
    desk.happen(Event::Do(call::Event::Undone));
    assert_eq!(off(&desk), Some(id.clone()));
    let gone = file(&mut desk, &id);
    assert!(gone.calendar["METHOD"] == "CANCEL" && number(&gone) > booked);
}

#[test]
fn from_the_list_on_the_front_page_the_file_is_the_same() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::StartCall);
    let id = book(&mut desk, "2027-01-20");
    book(&mut desk, "2027-01-21");
    let in_call = number(&file(&mut desk, &id));
    let mut desk = desk.reload();
    desk.happen(Event::LeaveCall);
    assert_eq!(desk.front().appointments.rows[0].appointment, Some(id.clone()));
    assert_eq!(number(&file(&mut desk, &id)), in_call);
}

#[test]
fn what_is_cancelled_after_a_move_was_undone_is_the_time_it_stood_at() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::StartCall);
    desk.happen(Event::OpenTool(Tool::Appointment));
    let id = book(&mut desk, "2027-01-20");
    book(&mut desk, "2027-01-21");
    desk.happen(Event::Do(call::Event::Undone));
    desk.happen(Event::CancelBooking);
    assert_eq!(off(&desk), Some(id.clone()));
    assert_eq!(file(&mut desk, &id).event["DTSTART"], "20270120T020000Z");
    // The cancelling undone, and the booking: it never stood, and may be in a calendar as it was last.
    desk.happen(Event::Do(call::Event::Undone));
    desk.happen(Event::Do(call::Event::Undone));
    assert_eq!(file(&mut desk, &id).event["DTSTART"], "20270121T020000Z");
}
