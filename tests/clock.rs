//! A clock that was wrong once: it decides nothing that it should not, and what it wrote is mended.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::app::{DataEvent, Event, Notice};
use callflow::domain::{LeadField, Stamp};
use callflow::store::Envelope;
use callflow::store::clock::Clock;
use common::desk::Desk;
use common::kept::{
    DAY, Records, back_up, call_to, data, database, erase_everything, full, plan, restore, with_archive,
};

/// The desk is opened again, with the clock at this instant.
fn reopened(desk: &Desk, now: i64) -> Desk {
    let all = database(desk);
    let mut again = Desk::open_at(all.clone(), all, desk.archive.clone(), now);
    again.database = None;
    again.marks = desk.marks.clone();
    again
}

fn at(text: &str) -> Stamp {
    Envelope::of(text).unwrap().version.at
}

#[test]
fn one_write_under_a_wrong_clock_spoils_no_later_record_and_no_backup() {
    let mut desk = full();
    let right = desk.now;
    desk.now += 733 * DAY;
    desk.happen(Event::SetLead(LeadField::Name, "Typed ahead of time".into()));
    desk.now = right;
    call_to(&mut desk, "Late", "Elsewhere", "");
    for (key, text) in desk.kept.iter().filter(|(_, text)| text.contains("Late")) {
        assert!(at(text) <= Stamp(desk.now), "{key}");
    }
    // The file is good here and in an empty browser.
    let file = back_up(&mut desk);
    assert!(plan(&mut desk, &file).faults.is_empty());
    let mut other = Desk::open(Records::new());
    restore(&mut other, &file);
    assert_eq!(other.model.records.calls.len(), 3);
    assert!(other.kept.values().filter_map(|text| Envelope::of(text)).all(|it| it.version.at.0 < right + 2 * DAY));
    // And erasing everything, with a restore behind it, goes on as ever.
    let (key, mark) = erase_everything(&mut desk);
    let erased = Records::from([(key, mark)]);
    let mut again = Desk::open_homes(erased.clone(), erased);
    restore(&mut again, &file);
    assert_eq!(again.model.records.calls.len(), 3);
}

#[test]
fn a_store_that_a_wrong_clock_has_spoilt_is_mended_at_the_first_start_and_it_is_told() {
    // As the first format has it: every stamp is as late as the one that was wrong.
    let healthy = full();
    let now = healthy.now;
    let first = |text: &str| {
        let (_, data) = text.split_once(",\"data\":").unwrap();
        format!("{{\"format\":1,\"stamp\":{},\"data\":{data}", now + 733 * DAY)
    };
    let spoilt: Records = healthy.kept.iter().map(|(key, text)| (key.clone(), first(text))).collect();
    let desk = Desk::open_at(spoilt.clone(), spoilt, Records::new(), now);
    assert!(matches!(desk.model.notice, Some(Notice::ClockBack(732 | 733))), "{:?}", desk.model.notice);
    assert_eq!(desk.model.records.calls.len(), 2);
    let written = desk.kept.iter().filter(|(key, _)| !key.starts_with("draft"));
    for (key, text) in written {
        assert!(at(text) <= Stamp(desk.now), "{key} {:?}", at(text));
    }
    let again = reopened(&desk, desk.now + DAY);
    assert_eq!((again.model.notice.clone(), again.model.records.calls.len()), (None, 2));
}

#[test]
fn a_date_far_ahead_deletes_nobody_before_somebody_says_that_it_is_right() {
    let mut desk = with_archive();
    data(&mut desk, DataEvent::Expire(365));
    data(&mut desk, DataEvent::ExpireNow);
    let right = desk.now;
    let count = desk.kept.len() + desk.archive.len();
    for _ in 0..2 {
        desk = reopened(&desk, right + 400 * DAY);
        assert!(matches!(desk.model.notice, Some(Notice::ClockAhead(400, n)) if n >= 7), "{:?}", desk.model.notice);
        // What is written under that date makes it no more likely.
        desk.happen(Event::SetLead(LeadField::Name, "Somebody".into()));
        data(&mut desk, DataEvent::DayPassed);
        assert!(desk.kept.len() + desk.archive.len() >= count);
    }
    // The clock is right again: nothing has happened, and nothing is asked.
    let again = reopened(&desk, right + DAY);
    assert_eq!((again.model.data.clock, again.model.records.calls.len()), (Clock::Steady, 1));
    assert_eq!(again.archive.len(), desk.archive.len());

    // It was right: they go, and that is told.
    let mut desk = reopened(&desk, right + 400 * DAY);
    data(&mut desk, DataEvent::ClockIsRight);
    assert!(matches!(desk.model.notice, Some(Notice::Expired(n)) if n >= 7), "{:?}", desk.model.notice);
    assert!(desk.model.records.calls.is_empty() && desk.archive.is_empty());
    assert!(reopened(&desk, right + 401 * DAY).model.notice.is_none());
}

#[test]
fn a_restore_on_purpose_wins_over_what_the_keeping_time_removed() {
    let mut desk = full();
    let file = back_up(&mut desk);
    data(&mut desk, DataEvent::Expire(365));
    data(&mut desk, DataEvent::ExpireNow);
    let right = desk.now;
    let mut wrong = reopened(&desk, right + 400 * DAY);
    data(&mut wrong, DataEvent::ClockIsRight);
    assert!(wrong.model.records.calls.is_empty());
    let mut desk = reopened(&wrong, right + DAY);
    let plan = plan(&mut desk, &file);
    data(&mut desk, DataEvent::Wish(callflow::app::Wished { removed: true, days: false }));
    data(&mut desk, DataEvent::Restore);
    assert_eq!((plan.removed.len() >= 6, desk.model.records.calls.len(), desk.model.records.leads.len()), (true, 2, 2));
    assert_eq!(reopened(&desk, right + 2 * DAY).model.records.calls.len(), 2);
}

#[test]
fn a_call_of_a_later_day_counts_among_all_but_not_today() {
    let mut desk = Desk::open(Records::new());
    let right = desk.now;
    desk.now += 733 * DAY;
    call_to(&mut desk, "Helen", "Harbour", "");
    desk.now = right + DAY;
    assert_eq!([0, 1, 2].map(|days| desk.front().figures[days].calls), [0, 0, 1]);
}
