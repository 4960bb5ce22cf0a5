//! Files that may not arrive: a sandbox around the desk can hold them back.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::{Effect, Event, HeldBack, Notice};
use common::desk::Desk;
use std::collections::BTreeMap;
use std::rc::Rc;

#[test]
fn the_text_of_a_file_that_may_not_arrive_stays_until_the_rep_has_it() {
    let mut desk = Desk::open(BTreeMap::new());
    let text: Rc<str> = "BEGIN:VCALENDAR".into();
    for how in [HeldBack::Surely, HeldBack::Perhaps] {
        desk.happen(Event::HeldBack(how, "appointment.ics".into(), Rc::clone(&text)));
        desk.happen(Event::CopyFile(Rc::clone(&text)));
        assert!(desk.latest.contains(&Effect::Copy("BEGIN:VCALENDAR".into())));
        // It can still be selected by hand.
        desk.happen(Event::Copied(false));
        assert!(matches!(&desk.model.notice, Some(Notice::HeldBack(_, _, shown)) if *shown == text));
        desk.happen(Event::Copied(true));
        assert_eq!(desk.model.notice, Some(Notice::Copied(true)));
    }
    // Without a file in sight it is told that nothing was copied.
    desk.happen(Event::Copied(false));
    assert_eq!(desk.model.notice, Some(Notice::Copied(false)));
}
