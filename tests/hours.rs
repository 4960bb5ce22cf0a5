//! Hours of business: those customary where the language is spoken, or the rep's own, wherever times are proposed or doubted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::app::Event;
use callflow::app::view::{ToolView, WhenView};
use callflow::domain::flow::Tool;
use callflow::domain::hours::Change;
use callflow::domain::schedule::Quarter;
use callflow::domain::{Hours, Locale};
use callflow::store::encode;
use common::desk::Desk;
use common::{through_json, version};
use std::collections::BTreeMap;

fn form(locale: Locale) -> Desk {
    let mut desk = Desk::open_with(BTreeMap::new(), None, locale);
    desk.happen(Event::StartCall);
    desk.happen(Event::OpenTool(Tool::Appointment));
    desk
}

fn types(desk: &mut Desk, words: &str) -> WhenView {
    desk.happen(Event::TypeTime(words.into()));
    let ToolView::Booking(view) = &*desk.see().side.tool else { panic!() };
    view.when.clone()
}

fn open_quarters(when: &WhenView) -> usize {
    when.day.as_ref().unwrap().quarters.iter().filter(|it| matches!(it, Quarter::Open | Quarter::Looked)).count()
}

#[test]
fn english_hours_know_no_lunch_break_and_chinese_ones_do() {
    let mut desk = form(Locale::En);
    let noon = types(&mut desk, "wednesday 12:30");
    assert_eq!(noon.notes, [""; 0]);
    assert_eq!(open_quarters(&noon), 8 * 4);
    assert_eq!(types(&mut desk, "wednesday 8am").notes, ["Outside business hours (9:00–17:00)."]);

    let mut desk = form(Locale::ZhCn);
    assert_eq!(types(&mut desk, "周三中午十二点半").notes, ["不在上班时间（9:00–11:30，14:00–17:00）。"]);
    assert_eq!(open_quarters(&types(&mut desk, "周三")), 22);
}

#[test]
fn hours_of_ones_own_count_wherever_times_are_proposed_or_doubted_and_stay() {
    let mut desk = form(Locale::En);
    let before = desk.model.on_call().unwrap().slots.clone();
    for change in [
        Change::From(13 * 60),
        Change::Until(19 * 60),
        Change::Lunch(true),
        Change::LunchFrom(15 * 60),
        Change::LunchUntil(16 * 60),
        Change::Day(5),
        Change::Day(2),
    ] {
        desk.happen(Event::ChangeHours(change));
    }
    let slots = desk.model.on_call().unwrap().slots.clone();
    assert_ne!(slots, before, "proposed anew at once");
    assert!(slots.iter().all(|wall| (13..19).contains(&wall.hour_minute().0)));
    let outside = "Outside business hours (13:00–15:00, 16:00–19:00).";
    for words in ["thursday 10am", "thursday 3:15pm"] {
        assert_eq!(types(&mut desk, words).notes, [outside], "{words}");
    }
    assert_eq!(types(&mut desk, "thursday 6pm").notes, [""; 0]);
    assert_eq!(types(&mut desk, "saturday 4pm").notes, [""; 0], "a workday now");
    assert_eq!(types(&mut desk, "wednesday 4pm").notes.len(), 1, "none any more");
    let saturday = types(&mut desk, "saturday");
    assert!(!saturday.slots.is_empty());

    let call = desk.call().id.clone();
    let mut desk = desk.reload();
    desk.happen(Event::OpenCall(call));
    desk.happen(Event::OpenTool(Tool::Appointment));
    assert_eq!(types(&mut desk, "thursday 10am").notes, [outside]);
}

#[test]
fn what_a_change_runs_into_gives_way() {
    let changed = |changes: &[Change]| {
        let mut hours = Hours::usual(Locale::ZhCn);
        changes.iter().for_each(|change| hours.change(*change));
        (hours.ends(), hours.lunch())
    };
    assert_eq!(changed(&[Change::From(18 * 60)]), ((1080, 1110), None));
    assert_eq!(changed(&[Change::Until(8 * 60)]), ((450, 480), None));
    assert_eq!(changed(&[Change::Until(15 * 60)]), ((540, 900), Some((690, 840))));
    assert_eq!(changed(&[Change::LunchFrom(16 * 60)]), ((540, 1020), Some((960, 990))));
    assert_eq!(changed(&[Change::LunchUntil(60)]), ((540, 1020), None));
    assert_eq!(changed(&[Change::Lunch(false)]), ((540, 1020), None));
    let mut hours = Hours::usual(Locale::En);
    (0..5).for_each(|day| hours.change(Change::Day(day)));
    assert_eq!((0..7).filter(|day| hours.has_day(*day)).count(), 1, "the last one stays: {hours:?}");
}

#[test]
fn hours_are_kept_and_whatever_a_record_says_can_be_used() {
    let mut hours = Hours::usual(Locale::ZhCn);
    [Change::Until(1170), Change::Day(6), Change::LunchUntil(810)].into_iter().for_each(|it| hours.change(it));
    through_json(&hours);
    let settings = |hours: &str| {
        let text = encode(&callflow::store::Settings::default(), version(1));
        let text = text.replace("\"hours\":null", &format!("\"hours\":{hours}"));
        assert!(hours == "null" || text.contains(hours));
        let desk = Desk::open(BTreeMap::from([("settings".to_owned(), text)]));
        assert_eq!(desk.model.notice, None, "{hours}");
        desk.model.hours()
    };
    assert_eq!(settings("null"), Hours::usual(Locale::ZhCn));
    let odd = settings("{\"from\":1500,\"until\":3,\"lunch\":{\"from\":9,\"until\":1},\"days\":[9,6,6]}");
    let (from, until) = odd.ends();
    assert!(from < until && until <= 1440 && odd.lunch().is_none());
    assert_eq!((0..7).filter(|day| odd.has_day(*day)).collect::<Vec<_>>(), [6]);
    // Settings of before know none.
    let old = "{\"format\":3,\"version\":1,\"stamp\":1,\"data\":{\"locale\":\"en\"}}";
    let desk = Desk::open(BTreeMap::from([("settings".to_owned(), old.to_owned())]));
    assert_eq!((desk.model.notice.clone(), desk.model.hours()), (None, Hours::usual(Locale::En)));
}
