//! The time field of the forms: what a rep types, what comes of it, and when it is fixed.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::Event;
use callflow::domain::appointment::{BookingRefusal, Draft};
use callflow::domain::call::{self, Disposition};
use callflow::domain::flow::Tool;
use callflow::domain::natural::Refusal;
use callflow::domain::schedule::Quarter;
use callflow::domain::{Locale, Wall};
use common::desk::Desk;
use common::forms::{Forms, NEW_YORK, texts};

#[test]
fn words_become_a_full_date_then_the_draft_then_an_appointment() {
    for (locale, words, reading, said) in [
        (Locale::ZhCn, "明天上午十点", "2026年11月24日 周二 10:00", "明天（周二）上午10点"),
        (Locale::En, "tomorrow 10am", "Tue 24 November 2026, 10:00", "tomorrow, Tuesday, at 10 am"),
    ] {
        let mut desk = Desk::new(locale);
        desk.opens(Tool::Appointment);
        assert_eq!(desk.focus(), Some("appointment-when"));
        let when = desk.types(words);
        assert_eq!((when.reading.as_str(), &when.notes[..]), (reading, &[][..]));
        assert!(when.say.as_deref().unwrap().contains(said));
        // Nothing is fixed before the rep has confirmed the date.
        desk.happen(Event::Book);
        assert_eq!(desk.focus(), Some("book"));
        assert_eq!((desk.booking().form.draft.date.as_str(), desk.when().reading.as_str()), ("2026-11-24", reading));
        assert_eq!((desk.booking().fixed, desk.when().words.as_str()), (None, words));
        desk.happen(Event::Book);
        assert_eq!(desk.booking().fixed.unwrap().0.when, said);
        assert_eq!((desk.when().words.as_str(), desk.when().say), ("", None), "it is settled");
    }
}

#[test]
fn what_is_ambiguous_offers_its_readings() {
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    let when = desk.types("next Wed 2:30pm");
    assert_eq!(when.reading, "Wed 2 December 2026, 14:30");
    assert_eq!(texts(&when), ["Wed 25 November 2026, 14:30"]);
    assert_eq!(
        when.say.as_deref(),
        Some("Do you mean Wednesday, December 2nd at 2:30 pm or Wednesday, November 25th at 2:30 pm?")
    );
    desk.happen(Event::TakeTime(when.slots[0].wall));
    assert_eq!(desk.when().reading, "Wed 25 November 2026, 14:30");
    desk.happen(Event::Book);
    assert_eq!(desk.booking().fixed.unwrap().0.when, "Wednesday at 2:30 pm");
}

#[test]
fn what_is_no_time_says_why_and_stays() {
    for (locale, words, refusal, note) in [
        (Locale::ZhCn, "今天上午九点", Refusal::Past, "已经过去"),
        (Locale::ZhCn, "改天", Refusal::Vague, "哪一天，几点"),
        (Locale::ZhCn, "等他出差回来", Refusal::NotUnderstood, "没看懂"),
        (Locale::ZhCn, "2月30号", Refusal::NoSuchDay, "没有这一天"),
        (Locale::ZhCn, "明天25点", Refusal::NoSuchTime, "没有这个钟点"),
        (Locale::En, "today 9am", Refusal::Past, "passed"),
        (Locale::En, "some other day", Refusal::Vague, "which day"),
        (Locale::En, "when he is back", Refusal::NotUnderstood, "not understood"),
    ] {
        let mut desk = Desk::new(locale);
        desk.opens(Tool::Appointment);
        let when = desk.types(words);
        assert!(when.notes[0].contains(note), "{words}: {:?}", when.notes);
        assert_eq!((when.reading.as_str(), when.slots.len()), ("", 2), "{words}: two times to choose between");
        desk.happen(Event::Book);
        let form = desk.booking().form;
        assert_eq!((form.words.as_str(), &form.refusals[..]), (words, &[BookingRefusal::Words(refusal)][..]));
        assert!(desk.booking().fixed.is_none() && form.draft.date.is_empty());
        desk.types("");
        assert!(desk.booking().form.refusals.is_empty());
    }
    let mut desk = Desk::new(Locale::ZhCn);
    desk.opens(Tool::Appointment);
    let when = desk.types("11月25日周二");
    assert!(when.notes[0].starts_with("2026年11月25日 周三"), "{:?}", when.notes);
    assert!(when.slots.iter().all(|slot| slot.wall.to_string().starts_with("2026-11-25")));
    // What is understood of a longer text counts; the rest is shown.
    let when = desk.types("明天上午十点带上方案");
    assert_eq!(when.reading, "2026年11月24日 周二 10:00");
    assert!(when.notes[0].contains("带上方案"));
}

#[test]
fn a_day_offers_its_free_times_and_shows_what_is_taken() {
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    desk.types("tomorrow 3pm");
    desk.happen(Event::Book);
    desk.happen(Event::Book);
    desk.done(Disposition::Appointment);

    desk.dial("Bob");
    desk.opens(Tool::Appointment);
    let when = desk.types("tomorrow afternoon");
    assert_eq!(when.reading, "Tue 24 November 2026 afternoon");
    assert_eq!(texts(&when)[..2], ["2:30 pm", "4 pm"]);
    assert_eq!(when.say.as_deref().unwrap(), "Would tomorrow, Tuesday, at 2:30 pm or 4 pm suit you better?");
    let day = when.day.unwrap();
    assert_eq!(day.taken, ["15:00–15:30 A demo · Helen"]);
    let around_three = &day.quarters[26..32];
    let [looked, taken, open] = [Quarter::Looked, Quarter::Taken, Quarter::Open];
    assert_eq!(around_three, [looked, looked, taken, taken, open, open]);
    // Typed all the same, it is told before anybody agrees to it.
    let when = desk.types("tomorrow 3:10pm");
    assert_eq!(when.notes, ["You are taken then: A demo · Helen"]);
    assert!(when.day.unwrap().quarters.contains(&Quarter::Clash));
    // Enter takes the first free time of a day.
    desk.types("tomorrow afternoon");
    desk.happen(Event::Book);
    assert_eq!((desk.focus(), desk.when().reading.as_str()), (Some("book"), "Tue 24 November 2026, 14:30"));
}

#[test]
fn a_day_without_free_times_leads_to_the_hour() {
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    let when = desk.types("Saturday");
    assert!(when.slots.is_empty() && when.notes[0].contains("weekend"), "{:?}", when.notes);
    desk.happen(Event::Book);
    let draft = desk.booking().form.draft;
    assert_eq!((draft.date.as_str(), draft.time.as_str(), desk.focus()), ("2026-11-28", "", Some("appointment-time")));
    assert_eq!(desk.types("Saturday 10am").notes, ["That is a weekend or a holiday."]);
    assert!(desk.types("tomorrow 7pm").notes[0].contains("business hours"));
}

#[test]
fn a_date_entered_by_hand_after_the_words_is_what_counts() {
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    desk.types("when he is back");
    desk.edit(|draft| (draft.date, draft.time) = ("2026-11-26".into(), "09:30".into()));
    assert_eq!(
        (desk.when().words.as_str(), desk.when().reading.as_str()),
        ("when he is back", "Thu 26 November 2026, 09:30")
    );
    desk.happen(Event::Book);
    assert_eq!(desk.booking().fixed.unwrap().0.when, "Thursday the 26th at 9:30 am");
}

#[test]
fn half_a_text_outlives_the_tool_but_not_the_call() {
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    desk.types("tomorrow 10");
    desk.happen(Event::CloseTool);
    desk.opens(Tool::FollowUp);
    assert_eq!(desk.when().words, "");
    desk.opens(Tool::Appointment);
    assert_eq!(
        (desk.when().words.as_str(), desk.when().reading.as_str()),
        ("tomorrow 10", "Tue 24 November 2026, 10:00")
    );
    desk.done(Disposition::Declined);
    desk.dial("Bob");
    desk.opens(Tool::Appointment);
    assert_eq!(desk.when().words, "");
}

#[test]
fn a_follow_up_knows_deadlines_and_asks_for_the_reason() {
    let mut desk = Desk::new(Locale::ZhCn);
    desk.opens(Tool::FollowUp);
    assert_eq!(desk.focus(), Some("follow-up-when"));
    let when = desk.types("月底前");
    assert_eq!(when.reading, "2026年11月30日 周一");
    assert!(when.notes[0].contains("期限"), "{:?}", when.notes);
    assert_eq!(texts(&when)[0], "上午10点");
    desk.happen(Event::Promise);
    assert_eq!((desk.focus(), desk.when().reading.as_str()), (Some("follow-up-reason"), "2026年11月30日 周一 10:00"));
    let draft = Draft { reason: "等预算".into(), ..desk.promise().form.draft };
    desk.happen(Event::EditPromise(Box::new(draft)));
    desk.happen(Event::Promise);
    assert_eq!(desk.promise().fixed.unwrap().when, "周一（30号）上午10点");
    // What was promised is not proposed to somebody else.
    desk.done(Disposition::Callback);
    desk.dial("Bob");
    desk.opens(Tool::FollowUp);
    let when = desk.types("11月30号");
    assert!(!texts(&when).contains(&"上午10点"), "{:?}", texts(&when));
    assert!(when.day.unwrap().taken[0].contains("Helen"));
}

#[test]
fn where_the_customer_is_elsewhere_both_clocks_are_shown() {
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    desk.edit(|draft| draft.zone = NEW_YORK.into());
    // It is Sunday evening there.
    let when = desk.when();
    assert_eq!(when.say.as_deref().unwrap(), "Would tomorrow, Monday, at 10 am or Tuesday at 3 pm suit you better?");
    assert_eq!(texts(&when)[0], "tomorrow, Monday, at 10 am · yours 23:00");
    let both = "Their time Mon 23 November 2026, 10:00 (New York) / yours 23:00";
    assert_eq!(desk.types("tomorrow 10am").reading, both);
    desk.happen(Event::Book);
    desk.happen(Event::Book);
    let fixed = desk.booking().fixed.unwrap().0;
    assert_eq!((fixed.when.as_str(), fixed.both.as_deref()), ("tomorrow, Monday, at 10 am", Some(both)));
    // The other form knows by now where the customer is.
    desk.opens(Tool::FollowUp);
    assert_eq!(desk.promise().form.draft.zone, NEW_YORK);
    let booked = desk.model.on_call().unwrap().call.id.clone();
    // What is written down of the call says it by both clocks as well, the promise and the next step too.
    desk.types("Tuesday 3pm");
    desk.happen(Event::Promise);
    let draft = Draft { reason: "budget".into(), ..desk.promise().form.draft };
    desk.happen(Event::EditPromise(Box::new(draft)));
    desk.happen(Event::Promise);
    assert_eq!(desk.focus(), Some("fixed"));
    let again = "Their time Tue 24 November 2026, 15:00 (New York) / yours Wed 25 November 2026, 04:00";
    desk.happen(Event::Do(call::Event::Ended));
    desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Callback }));
    let view = desk.wrapped_up();
    for when in [both, again] {
        assert_eq!(view.summary.matches(when).count(), if when == both { 1 } else { 2 }, "{}", view.summary);
        assert!(view.promised.iter().any(|it| it.contains(when)), "{:?}", view.promised);
    }
    assert_eq!(view.next, format!("Call back: {again}"));
    for event in [call::Event::Disposed { disposition: Disposition::Appointment }, call::Event::Closed] {
        desk.happen(Event::Do(event));
    }
    assert_eq!(desk.front().appointments.rows[0].when, both);
    // And so does the next call to the same customer.
    desk.happen(Event::CallAgain(booked));
    desk.happen(Event::StartCall);
    desk.opens(Tool::Appointment);
    assert_eq!(desk.booking().form.draft.zone, NEW_YORK);
    assert_eq!(
        desk.types("tomorrow 3pm").reading,
        "Their time Mon 23 November 2026, 15:00 (New York) / yours Tue 24 November 2026, 04:00"
    );
}

#[test]
fn a_stretch_is_its_beginning_with_other_times_in_it() {
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    let when = desk.types("tomorrow between 2 and 5pm");
    assert_eq!(when.reading, "Tue 24 November 2026, 14:00");
    assert!(when.notes[0].contains("until 17:00"), "{:?}", when.notes);
    assert_eq!(when.takes, Wall::parse("2026-11-24T14:00"));
    let offered: Vec<&Wall> = when.slots.iter().map(|slot| &slot.wall).collect();
    assert!(!offered.is_empty(), "there is a choice");
    let (from, to) = (Wall::parse("2026-11-24T14:00").unwrap(), Wall::parse("2026-11-24T17:00").unwrap());
    assert!(offered.iter().all(|wall| from < **wall && **wall < to), "{offered:?}");
    assert!(when.say.unwrap().starts_with("Would tomorrow, Tuesday, at 2 pm or "));
}

#[test]
fn where_the_clocks_agree_no_zone_is_named() {
    let mut desk = Desk::new(Locale::En);
    desk.opens(Tool::Appointment);
    desk.types("tomorrow 10am");
    desk.happen(Event::Book);
    desk.happen(Event::Book);
    assert_eq!(desk.focus(), Some("fixed"));
    desk.happen(Event::Do(call::Event::Ended));
    let view = desk.wrapped_up();
    assert!(view.summary.contains("Appointment: Tue 24 November 2026, 10:00, "), "{}", view.summary);
    assert!(view.promised[0].starts_with("Tue 24 November 2026, 10:00: "), "{:?}", view.promised);
}

#[test]
fn without_the_rules_of_a_zone_a_time_is_read_by_the_reps_clock() {
    let mut desk = Desk::new(Locale::En);
    (desk.model.zone, desk.model.zones) = (None, Vec::new());
    desk.happen(Event::LeaveCall);
    desk.dial("Helen");
    desk.opens(Tool::Appointment);
    let when = desk.types("tomorrow 10am");
    assert_eq!((when.reading.as_str(), when.day), ("Tue 24 November 2026, 10:00", None));
    assert!(Wall::parse("2026-11-24T10:00") == when.takes);
}
