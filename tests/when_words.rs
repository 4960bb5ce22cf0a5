//! What of the words in the time field goes elsewhere than into the time: a reason, a length, another clock, and what is not known.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::Event;
use callflow::domain::appointment::{BookingRefusal, Draft};
use callflow::domain::flow::Tool;
use callflow::domain::natural::Refusal;
use callflow::domain::{Locale, Wall};
use common::desk::Desk;
use common::forms::{Forms, NEW_YORK, texts};

fn wall(text: &str) -> Option<Wall> {
    Wall::parse(text)
}

/// The days that are proposed.
fn days(desk: &Desk) -> Vec<String> {
    desk.when().slots.iter().map(|slot| slot.wall.to_string()[..10].to_owned()).collect()
}

#[test]
fn what_was_not_understood_and_can_change_the_time_is_not_taken() {
    for (locale, typed, words, note) in [
        (Locale::ZhCn, "每周三下午三点", "每周", "没看懂"),
        (Locale::ZhCn, "明天10点11点", "11点", "没看懂"),
        (Locale::En, "every Wednesday at 3", "every", "Not understood: every"),
        (Locale::En, "tomorrow 10am 20", "20", "Not understood: 20"),
        (Locale::En, "tomorrow but not at 3", "tomorrow but not at 3", "Not understood"),
        (Locale::En, "tomorrow 2pm Finnish time", "Finnish time", "Not understood: Finnish time"),
    ] {
        let mut desk = Desk::new(locale);
        desk.opens(Tool::Appointment);
        let when = desk.types(typed);
        assert!(when.notes[0].contains(note), "{typed}: {:?}", when.notes);
        assert_eq!((when.reading.as_str(), when.takes, when.first), ("", None, false), "{typed}");
        desk.happen(Event::Book);
        let form = desk.booking().form;
        assert_eq!(form.refusals, [BookingRefusal::Unread(words.into())], "{typed}");
        assert!(form.draft.date.is_empty() && form.words == typed, "{typed} stays to be mended");
        // What it probably means can be pressed.
        let slot = desk.when().slots[0].wall;
        desk.happen(Event::TakeTime(slot));
        assert_eq!(desk.booking().form.draft.date, slot.to_string()[..10]);
    }
}

#[test]
fn words_left_over_become_the_reason_of_a_follow_up() {
    let mut desk = Desk::new(Locale::ZhCn);
    desk.opens(Tool::FollowUp);
    let when = desk.types("周一上午提醒他链接");
    assert!(when.notes[0].contains("提醒他链接"), "{:?}", when.notes);
    desk.happen(Event::Promise);
    assert_eq!(desk.promise().form.draft.reason, "提醒他链接");
    assert_eq!(desk.focus(), Some("set-follow-up"), "no reason is asked for");
    // Said otherwise, it is the other reason.
    desk.types("周二上午发报价单");
    desk.happen(Event::Promise);
    assert_eq!(desk.promise().form.draft.reason, "发报价单");
    // What was typed by hand stays.
    let draft = Draft { reason: "等预算".into(), ..desk.promise().form.draft };
    desk.happen(Event::EditPromise(Box::new(draft)));
    desk.types("周二上午十点发合同");
    desk.happen(Event::Promise);
    assert_eq!(desk.promise().form.draft.reason, "等预算");
    desk.happen(Event::Promise);
    assert_eq!(desk.promise().fixed.unwrap().when, "明天（周二）上午10点");
}

#[test]
fn words_left_over_become_the_purpose_of_an_appointment_unless_one_was_typed() {
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    let usual = desk.booking().form.draft.purpose;
    desk.types("tomorrow 10am to discuss pricing");
    desk.happen(Event::Book);
    let form = desk.booking().form;
    assert_eq!((form.draft.purpose.as_str(), form.draft.time.as_str()), ("to discuss pricing", "10:00"));
    assert_ne!(form.draft.purpose, usual);
    desk.edit(|draft| draft.purpose = "A demo for two".into());
    desk.types("tomorrow 11am with Ann");
    desk.happen(Event::Book);
    assert_eq!(desk.booking().form.draft.purpose, "A demo for two");
    // A time that is pressed brings the words along as well.
    desk.edit(|draft| draft.purpose.clear());
    let slot = desk.types("Thursday afternoon with Ann").slots[0].wall;
    desk.happen(Event::TakeTime(slot));
    assert_eq!(desk.booking().form.draft.purpose, "with Ann");
}

#[test]
fn a_length_goes_into_its_field() {
    for (locale, typed, minutes) in [
        (Locale::En, "tomorrow 2pm for 45 min", "45"),
        (Locale::En, "half an hour tomorrow at 3", "30"),
        (Locale::ZhCn, "明天下午三点聊20分钟", "20"),
        (Locale::ZhCn, "明天十点半小时", "30"),
    ] {
        let mut desk = Desk::new(locale);
        desk.opens(Tool::Appointment);
        let when = desk.types(typed);
        assert!(when.notes.iter().any(|note| note.contains(minutes)), "{typed}: {:?}", when.notes);
        desk.happen(Event::Book);
        desk.happen(Event::Book);
        assert!(desk.booking().fixed.is_some(), "{typed}");
        assert_eq!(desk.booking().form.draft.minutes, minutes, "{typed}");
    }
    // Words without one bring back what was there, unless somebody changed it.
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    let usual = desk.booking().form.draft.minutes;
    let mut minutes = |typed: &str, by_hand: Option<&str>| {
        desk.types(typed);
        desk.happen(Event::Book);
        by_hand.into_iter().for_each(|it| desk.edit(|draft| draft.minutes = it.into()));
        desk.booking().form.draft.minutes
    };
    assert_eq!(minutes("tomorrow 2pm for 30 min", None), "30");
    assert_eq!(minutes("tomorrow 3pm for 45 min", None), "45");
    assert_eq!(minutes("tomorrow 4pm", None), usual);
    assert_eq!(minutes("tomorrow 2pm for 30 min", Some("25")), "25");
    assert_eq!(minutes("tomorrow 4pm", None), "25");
    // A follow-up has none.
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::FollowUp);
    assert_eq!(desk.types("tomorrow 2pm for 45 min").notes, [] as [&str; 0]);
}

#[test]
fn a_time_by_another_clock_is_converted() {
    for (typed, taken, place) in [
        ("tomorrow 9am EST", "2026-11-24T22:00", "New York"),
        ("tomorrow 2pm London time", "2026-11-24T22:00", "London"),
        ("明天伦敦时间上午九点", "2026-11-24T17:00", "London"),
        ("2026-12-05T10:00Z", "2026-12-05T18:00", "UTC+0:00"),
        ("2026-12-05T10:00-05:00", "2026-12-05T23:00", "UTC-5:00"),
        // It is by the clock of the form.
        ("明天北京时间上午十点", "2026-11-24T10:00", ""),
        ("tomorrow 10am my time", "2026-11-24T10:00", ""),
    ] {
        let mut desk = Desk::new(Locale::En);
        desk.opens(Tool::Appointment);
        let when = desk.types(typed);
        assert_eq!(when.takes, wall(taken), "{typed}");
        let is_told = |note: &String| note.contains("Converted from") && note.contains(place);
        assert_eq!(when.notes.iter().any(is_told), !place.is_empty(), "{typed}: {:?}", when.notes);
        desk.happen(Event::Book);
        desk.happen(Event::Book);
        assert!(desk.booking().fixed.is_some(), "{typed}");
    }
    // The place is called as it is beside the time.
    let mut desk = Desk::new(Locale::ZhCn);
    desk.opens(Tool::Appointment);
    let notes = desk.types("tomorrow 9am EST").notes;
    assert!(notes.iter().any(|note| note.contains("纽约")), "{notes:?}");
    // The rep's own clock, where the customer is elsewhere.
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    desk.edit(|draft| draft.zone = NEW_YORK.into());
    assert_eq!(desk.types("Wednesday 9am my time").takes, wall("2026-11-24T20:00"));
    assert_eq!(desk.types("tomorrow 9am EST").takes, wall("2026-11-23T09:00"), "that is the customer's");
    // Without a day it is the next there.
    assert_eq!(desk.types("9pm London time").takes, wall("2026-11-23T16:00"));
}

#[test]
fn where_tomorrow_is_another_day_there_both_are_offered() {
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    // It is still Sunday in New York.
    let when = desk.types("tomorrow 2pm EST");
    assert_eq!(when.takes, wall("2026-11-25T03:00"));
    assert_eq!(when.slots.iter().map(|slot| Some(slot.wall)).collect::<Vec<_>>(), [wall("2026-11-24T03:00")]);
}

#[test]
fn a_clock_that_is_not_known_is_asked_for() {
    for (locale, typed, note) in [
        (Locale::En, "tomorrow 2pm CST", "whose clock"),
        (Locale::En, "tomorrow afternoon EST", "whose clock"),
        (Locale::En, "tomorrow 10am Sao Paulo time", "whose clock"),
        (Locale::ZhCn, "明天美国时间上午十点", "哪里的时间"),
        (Locale::ZhCn, "明天圣保罗时间上午十点", "哪里的时间"),
    ] {
        let mut desk = Desk::new(locale);
        desk.opens(Tool::Appointment);
        let when = desk.types(typed);
        assert!(when.notes[0].contains(note) && when.takes.is_none(), "{typed}: {:?}", when.notes);
        desk.happen(Event::Book);
        assert_eq!(desk.booking().form.refusals, [BookingRefusal::Words(Refusal::Zone)], "{typed}");
    }
}

#[test]
fn the_day_typed_stays_the_day_when_the_zone_is_chosen_after_the_words() {
    for (typed, taken) in [
        ("tomorrow 10am", "2026-11-24T10:00"),
        ("Wednesday 3pm", "2026-11-25T15:00"),
        ("today at 11am", "2026-11-23T11:00"),
        ("the day after tomorrow at 9", "2026-11-25T09:00"),
        ("in 3 days at 10", "2026-11-26T10:00"),
        // An instant stays the instant.
        ("in two hours", "2026-11-22T23:05"),
    ] {
        let mut desk = Desk::new(Locale::En);
        desk.opens(Tool::Appointment);
        desk.types(typed);
        // It is Sunday evening there.
        desk.edit(|draft| draft.zone = NEW_YORK.into());
        assert_eq!(desk.when().takes, wall(taken), "{typed}");
        desk.happen(Event::Book);
        let draft = desk.booking().form.draft;
        assert_eq!(wall(&[&draft.date, "T", &draft.time].concat()), wall(taken), "{typed}");
        // What is typed from now on is meant there.
        assert_eq!(desk.types("tomorrow 10am").takes, wall("2026-11-23T10:00"));
    }
}

#[test]
fn a_week_without_a_day_proposes_days_of_that_week() {
    for (locale, typed) in [
        (Locale::ZhCn, "下周"),
        (Locale::ZhCn, "下周哪天都行"),
        (Locale::En, "next week"),
        (Locale::En, "next week sometime"),
    ] {
        let mut desk = Desk::new(locale);
        desk.opens(Tool::Appointment);
        let when = desk.types(typed);
        assert_eq!(days(&desk), ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"], "{typed}");
        assert!(when.takes.is_none() && !when.first, "a week is no time");
        assert!(when.say.is_some(), "two of its times are there to be said");
        desk.happen(Event::Book);
        assert!(matches!(desk.booking().form.refusals[..], [BookingRefusal::Words(Refusal::Which { .. })]));
    }
    let mut desk = Desk::new(Locale::ZhCn);
    desk.opens(Tool::Appointment);
    desk.types("下周除了周二都可以");
    assert_eq!(days(&desk), ["2026-11-30", "2026-12-02", "2026-12-03", "2026-12-04"]);
    let when = desk.types("下周下午");
    assert!(when.slots.iter().all(|slot| slot.wall.hour_minute().0 >= 14), "{:?}", texts(&when));
    desk.types("除了周二、周四都可以");
    assert!(days(&desk).iter().all(|day| day != "2026-11-24" && day != "2026-11-26"), "{:?}", days(&desk));
}

#[test]
fn days_from_one_to_another_propose_one_time_of_each() {
    let mut desk = Desk::new(Locale::ZhCn);
    desk.opens(Tool::Appointment);
    let when = desk.types("下周一到周三");
    assert!(when.notes[0].contains("12月2日"), "{:?}", when.notes);
    assert_eq!(days(&desk), ["2026-11-30", "2026-12-01", "2026-12-02"]);
    desk.happen(Event::Book);
    assert_eq!(desk.booking().form.draft.date, "2026-11-30");
    let when = desk.types("下周一到周三下午三点");
    assert_eq!(when.takes, wall("2026-11-30T15:00"));
    assert_eq!(days(&desk), ["2026-12-01", "2026-12-02"]);
}
