//! The customer takes a time, and it is booked with the answer: nobody has to find it in the form again.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::{PromptView, ToolView};
use callflow::app::{Effect, Event, Notice};
use callflow::domain::appointment::Draft;
use callflow::domain::call::{self, Disposition};
use callflow::domain::flow::Tool;
use callflow::domain::{Id, LeadField, Locale};
use common::desk::{Desk, draft};
use std::collections::BTreeMap;
use std::rc::Rc;

const LOCALES: [Locale; 2] = Locale::ALL;

impl Desk {
    /// In a call to Helen, on a Monday at five past ten, at this step.
    fn at_step(locale: Locale, step: &str) -> Self {
        let mut desk = Self::open_with(BTreeMap::new(), None, locale);
        (desk.now, desk.step) = (common::at("2026-11-23T10:05").0, 7);
        desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
        desk.happen(Event::StartCall);
        desk.go(step);
        desk
    }

    fn go(&mut self, step: &str) {
        self.happen(Event::Do(call::Event::WentTo { step: Id::new(step) }));
        assert_eq!(common::here(self.call()), step);
    }

    fn answers(&mut self, choice: &str) {
        let at = Id::new(&common::here(self.call()));
        self.happen(Event::Do(call::Event::Advanced { at, choice: Id::new(choice) }));
    }

    fn does_objection(&mut self) {
        self.happen(Event::Do(call::Event::Detoured { objection: Id::new("too-dear") }));
        self.happen(Event::Do(call::Event::Returned));
    }

    fn prompt(&self) -> Rc<PromptView> {
        Rc::clone(&self.see().prompt)
    }

    fn offers(&self, choice: &str) -> bool {
        self.prompt().choices.iter().any(|it| it.id.as_str() == choice)
    }

    fn booked(&self) -> Option<String> {
        self.call().state().appointment.as_ref().map(|it| it.time.wall.to_string())
    }

    fn promised(&self) -> Option<(String, String)> {
        self.call().state().follow_up.as_ref().map(|it| (it.time.wall.to_string(), it.reason.clone()))
    }

    /// Whether the form is folded to what is fixed; `None` if no form is open.
    fn folded(&self) -> Option<bool> {
        match &*self.see().side.tool {
            ToolView::Booking(view) => Some(view.folded),
            ToolView::Promise(view) => Some(view.folded),
            ToolView::None | ToolView::Cards(_) => None,
        }
    }
}

#[test]
fn the_time_the_customer_takes_is_booked_and_read_back() {
    for locale in LOCALES {
        for (step, answer, place) in [
            ("invite.two-slots", "took-first", 0),
            ("invite.two-slots", "took-second", 1),
            ("invite.other-slots", "took-third", 2),
            ("invite.other-slots", "took-fourth", 3),
        ] {
            let mut desk = Desk::at_step(locale, step);
            let slot = desk.model.on_call().unwrap().slots[place].to_string();
            desk.answers(answer);
            assert_eq!(desk.booked(), Some(slot), "{answer}");
            assert_eq!(common::here(desk.call()), "invite.confirm");
            assert!(!desk.line().contains('['), "nothing is missing: {}", desk.line());
            assert!(desk.kept.keys().any(|key| key.starts_with("appointment:")));
            assert!(matches!(desk.model.notice, Some(Notice::Booked | Notice::BookedAndAsked)));
            // The line is looked at, and the customer's "right" leads on.
            assert!(desk.latest.contains(&Effect::ShowLine));
            assert!(desk.offers("right"));
            desk.press("1");
            assert_eq!(common::here(desk.call()), "invite.people");
        }
    }
}

#[test]
fn undo_takes_back_the_answer_and_the_booking_at_once() {
    let mut desk = Desk::at_step(Locale::En, "invite.two-slots");
    desk.press("1");
    assert!(desk.booked().is_some());
    desk.press("u");
    assert_eq!((desk.booked(), common::here(desk.call()).as_str()), (None, "invite.two-slots"));
    assert!(!desk.kept.keys().any(|key| key.starts_with("appointment:")));
    // The other one is as good as ever.
    desk.press("2");
    let second = desk.model.on_call().unwrap().slots[1].to_string();
    assert_eq!(desk.booked(), Some(second));
    // What was booked by hand stays where only the answer after it is taken back.
    let mut desk = Desk::at_step(Locale::En, "invite.name-time");
    desk.happen(Event::OpenTool(Tool::Appointment));
    desk.happen(Event::EditBooking(Box::new(draft("2026-11-25"))));
    desk.happen(Event::Book);
    desk.answers("named");
    desk.press("u");
    assert_eq!(
        (desk.booked().as_deref(), common::here(desk.call()).as_str()),
        (Some("2026-11-25T10:00"), "invite.name-time")
    );
}

#[test]
fn a_call_later_is_promised_with_what_the_customer_said_as_its_reason() {
    for (locale, reason) in [(Locale::ZhCn, "在忙"), (Locale::En, "I'm busy")] {
        let mut desk = Desk::at_step(locale, "greet");
        desk.answers("busy");
        desk.answers("took-second");
        let (wall, why) = desk.promised().unwrap();
        assert_eq!(wall, desk.model.on_call().unwrap().slots[1].to_string());
        assert!(why.contains(reason), "{why}");
        assert_eq!(common::here(desk.call()), "later.confirm");
        assert!(desk.offers("yes") && !desk.line().contains('['));
        assert_eq!(desk.model.notice, Some(Notice::Promised));
    }
    // The one time that is proposed.
    for (step, answer) in [("invite.follow-up", "set"), ("material.follow", "fixed")] {
        let mut desk = Desk::at_step(Locale::En, step);
        desk.answers(answer);
        assert_eq!(desk.promised().unwrap().0, desk.model.on_call().unwrap().slots[0].to_string(), "{step}");
    }
}

#[test]
fn a_time_the_customer_names_is_typed_at_once() {
    for (step, answer, field) in [
        ("invite.name-time", "named", "appointment-when"),
        ("later.name", "named", "follow-up-when"),
        ("gatekeeper.when", "fixed", "follow-up-when"),
    ] {
        let mut desk = Desk::at_step(Locale::En, step);
        desk.answers(answer);
        assert_eq!((desk.focus(), desk.folded()), (Some(field), Some(false)), "{step}");
        assert_eq!((desk.booked(), desk.promised()), (None, None));
    }
    // An earlier agreement stands in the form, to be moved.
    let mut desk = Desk::at_step(Locale::En, "invite.two-slots");
    desk.press("1");
    desk.answers("name");
    desk.answers("named");
    assert_eq!((desk.focus(), desk.folded()), (Some("appointment-when"), Some(false)));
}

#[test]
fn what_the_rep_fixed_at_the_step_is_what_the_customer_said() {
    let mut desk = Desk::at_step(Locale::En, "invite.two-slots");
    desk.happen(Event::OpenTool(Tool::Appointment));
    desk.happen(Event::EditBooking(Box::new(draft("2026-11-27"))));
    desk.happen(Event::Book);
    desk.press("1");
    assert_eq!(desk.booked().as_deref(), Some("2026-11-27T10:00"));
    assert_eq!(common::here(desk.call()), "invite.confirm");
}

#[test]
fn a_proposed_time_that_is_gone_fills_the_form_and_says_why() {
    let mut desk = Desk::at_step(Locale::En, "invite.two-slots");
    let slot = desk.model.on_call().unwrap().slots[0];
    // The call takes longer than anybody thought.
    desk.now += 40 * 24 * 3_600_000;
    desk.press("1");
    assert_eq!((desk.booked(), desk.folded()), (None, Some(false)));
    let ToolView::Booking(view) = &*desk.see().side.tool else { panic!("no form") };
    assert_eq!((view.form.draft.time.as_str(), desk.focus()), (slot.clock().as_str(), Some("book")));
    desk.happen(Event::Book);
    assert_eq!(desk.focus(), Some("booking-refused"));
}

#[test]
fn once_a_time_is_fixed_its_form_is_folded_away_until_it_is_to_change() {
    let mut desk = Desk::at_step(Locale::En, "greet");
    for (tool, fix, cancel) in
        [(Tool::Appointment, Event::Book, Event::CancelBooking), (Tool::FollowUp, Event::Promise, Event::CancelPromise)]
    {
        desk.happen(Event::OpenTool(tool));
        assert_eq!(desk.folded(), Some(false));
        desk.happen(Event::EditBooking(Box::new(draft("2026-11-25"))));
        desk.happen(Event::EditPromise(Box::new(draft("2026-11-26"))));
        desk.happen(fix.clone());
        assert_eq!((desk.folded(), desk.focus()), (Some(true), Some("fixed")));
        // Looking at it again leaves it folded.
        desk.happen(Event::CloseTool);
        desk.happen(Event::OpenTool(tool));
        assert_eq!((desk.folded(), desk.focus()), (Some(true), Some("fixed")));
        // What is to be changed and is not folds again when the call goes on; what was begun stays.
        desk.happen(Event::ChangeTime(tool));
        assert_ne!(desk.focus(), Some("fixed"));
        desk.does_objection();
        assert_eq!(desk.folded(), Some(true));
        desk.happen(Event::ChangeTime(tool));
        desk.happen(Event::TypeTime("tomorrow".into()));
        desk.does_objection();
        assert_eq!(desk.folded(), Some(false));
        desk.happen(Event::TypeTime(String::new()));
        desk.happen(fix);
        assert_eq!(desk.folded(), Some(true), "the same time is fixed as well");
        desk.happen(cancel);
        assert_eq!(desk.folded(), Some(false));
    }
}

#[test]
fn what_was_fixed_says_how_the_call_ended() {
    for (step, ends) in [("invite.two-slots", Disposition::Appointment), ("invite.follow-up", Disposition::Callback)] {
        let mut desk = Desk::at_step(Locale::En, step);
        desk.press("1");
        desk.press("e");
        let view = desk.wrapped_up();
        assert_eq!(view.disposition, Some(ends));
        assert!(!view.next.is_empty() && view.summary.contains(&view.next));
        // Another can be chosen, and what is cancelled says nothing any more.
        desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Declined }));
        assert_eq!(desk.wrapped_up().disposition, Some(Disposition::Declined));
        desk.press("u");
        let cancelled = if step == "invite.two-slots" { Event::CancelBooking } else { Event::CancelPromise };
        desk.happen(cancelled);
        assert_eq!(desk.wrapped_up().disposition, None);
        desk.press("u");
        desk.press("d");
        assert!(desk.model.on_call().is_none(), "one key is enough: {:?}", desk.model.notice);
        assert_eq!(desk.front().recent.rows[0].disposition, Some(ends));
        let id = desk.front().recent.rows[0].id.clone();
        desk.happen(Event::OpenCall(id));
        assert_eq!((desk.wrapped_up().disposition, desk.wrapped_up().closed), (Some(ends), true));
    }
}

#[test]
fn closing_that_lacks_a_time_leads_to_its_field() {
    for (disposition, field) in
        [(Disposition::Appointment, "appointment-when"), (Disposition::Callback, "follow-up-when")]
    {
        let mut desk = Desk::at_step(Locale::En, "greet");
        desk.press("e");
        desk.happen(Event::Do(call::Event::Disposed { disposition }));
        desk.press("d");
        assert_eq!(desk.focus(), Some(field));
        assert!(matches!(desk.model.notice, Some(Notice::Refused(_))));
        let open = matches!(
            (&*desk.wrapped_up().tool, disposition),
            (ToolView::Booking(_), Disposition::Appointment) | (ToolView::Promise(_), Disposition::Callback)
        );
        assert!(open, "its form is open");
    }
}

#[test]
fn a_flow_that_was_kept_before_reads_and_plays_as_before() {
    fn strip(value: &mut serde_json::Value) {
        if let Some(map) = value.as_object_mut() {
            ["takes", "affirms", "says"].iter().for_each(|key| drop(map.remove(*key)));
            map.values_mut().for_each(strip);
        }
        value.as_array_mut().into_iter().flatten().for_each(strip);
    }
    let mut flow = serde_json::from_str(&common::first_call_json()).unwrap();
    strip(&mut flow);
    let mut desk = Desk::open_with(BTreeMap::new(), None, Locale::ZhCn);
    desk.happen(Event::FlowCame(Locale::ZhCn, Some(flow.to_string())));
    desk.happen(Event::StartCall);
    desk.go("invite.two-slots");
    desk.press("1");
    assert_eq!((common::here(desk.call()).as_str(), desk.booked()), ("invite.confirm", None));
    assert!(!desk.offers("right"));
}

#[test]
fn what_comes_with_an_answer_comes_only_if_the_answer_does() {
    let mut call = common::call(&common::small());
    let at = common::at("2026-11-24T10:00");
    let follow_up = callflow::domain::FollowUp {
        time: callflow::domain::Fixed { wall: at.wall(common::OFFSET), zone: "Asia/Shanghai".into(), at },
        purpose: "x".into(),
        reason: "x".into(),
        done: None,
    };
    let promised = call::Event::Promised { follow_up: Some(Box::new(follow_up)) };
    let nowhere = call::Event::Advanced { at: Id::new("greet"), choice: Id::new("nowhere") };
    let before = call.state().clone();
    assert_eq!(call.handle_all(at, vec![promised.clone(), nowhere]), Err(call::Refusal::Unknown));
    assert_eq!((call.state(), call.log().len(), call.last()), (&before, 0, None));
    let yes = call::Event::Advanced { at: Id::new("greet"), choice: Id::new("yes") };
    assert_eq!(call.handle_all(at, vec![promised, yes]), Ok(()));
    assert_eq!(call.undoable().count(), 2);
}

#[test]
fn a_time_proposed_by_another_clock_is_booked_by_that_clock() {
    let mut desk = Desk::at_step(Locale::En, "invite.two-slots");
    desk.press("1");
    assert_eq!(desk.call().state().appointment.as_ref().unwrap().time.zone, "Asia/Shanghai");
    let away = Draft { zone: "America/New_York".into(), ..draft("2026-11-27") };
    desk.happen(Event::OpenTool(Tool::FollowUp));
    desk.happen(Event::EditPromise(Box::new(away)));
    // The form of what is fixed still goes by the old clock: what is proposed by the other one is none of its times.
    desk.happen(Event::ChangeTime(Tool::Appointment));
    let ToolView::Booking(form) = &*desk.see().side.tool else { panic!("no form") };
    assert_eq!((form.form.draft.zone.as_str(), form.when.slots.len()), ("Asia/Shanghai", 0));
    desk.go("invite.two-slots");
    let slot = desk.model.on_call().unwrap().slots[0];
    desk.press("1");
    let booked = desk.call().state().appointment.clone().unwrap().time;
    assert_eq!((booked.zone.as_str(), booked.wall), ("America/New_York", slot));
    assert_eq!(booked.at, slot.at_offset(-300));
}

#[test]
fn what_was_taken_back_or_fixed_of_another_kind_at_the_step_is_not_what_the_customer_said() {
    let mut desk = Desk::at_step(Locale::En, "invite.two-slots");
    desk.happen(Event::OpenTool(Tool::Appointment));
    desk.happen(Event::EditBooking(Box::new(draft("2026-11-27"))));
    desk.happen(Event::Book);
    desk.happen(Event::CancelBooking);
    desk.happen(Event::EditPromise(Box::new(draft("2026-11-26"))));
    desk.happen(Event::Promise);
    let slot = desk.model.on_call().unwrap().slots[0].to_string();
    desk.press("1");
    assert_eq!(desk.booked(), Some(slot));
}

#[test]
fn after_the_call_the_form_of_the_step_is_there_on_demand_and_back_with_the_call() {
    let mut desk = Desk::at_step(Locale::En, "invite.two-slots");
    assert_eq!(desk.folded(), Some(false), "the step has a form");
    desk.press("e");
    assert_eq!(*desk.wrapped_up().tool, ToolView::None);
    desk.press("u");
    assert_eq!(desk.folded(), Some(false));
    desk.press("e");
    let mut desk = desk.reload();
    assert_eq!(*desk.wrapped_up().tool, ToolView::None);
    desk.press("u");
    assert_eq!(desk.folded(), Some(false));
}

#[test]
fn a_change_that_was_begun_stays_in_sight() {
    let mut desk = Desk::at_step(Locale::En, "greet");
    desk.happen(Event::OpenTool(Tool::Appointment));
    desk.happen(Event::EditBooking(Box::new(draft("2026-11-25"))));
    desk.happen(Event::Book);
    // By hand, and in words that were taken and not fixed.
    let by_hand = |desk: &mut Desk| desk.happen(Event::EditBooking(Box::new(draft("2026-11-27"))));
    let in_words = |desk: &mut Desk| {
        desk.happen(Event::TypeTime("fri 3pm".into()));
        desk.happen(Event::Book);
        assert_eq!(desk.focus(), Some("book"));
    };
    for begin in [&by_hand as &dyn Fn(&mut Desk), &in_words] {
        desk.happen(Event::ChangeTime(Tool::Appointment));
        begin(&mut desk);
        desk.does_objection();
        assert_eq!(desk.folded(), Some(false));
        desk.happen(Event::Book);
        assert_eq!(desk.folded(), Some(true));
    }
}

#[test]
fn an_outcome_that_needs_a_time_leads_to_its_field_and_any_other_to_the_title() {
    let mut desk = Desk::at_step(Locale::En, "invite.two-slots");
    desk.happen(Event::Do(call::Event::Ended));
    for (key, focus) in [("2", "follow-up-when"), ("1", "appointment-when"), ("3", "line"), ("j", "line")] {
        desk.happen(Event::GoTo(callflow::app::Area::Note));
        desk.press(key);
        assert_eq!(desk.focus(), Some(focus), "{key}");
    }
    // The form of the time is there to be filled in.
    desk.press("2");
    assert!(matches!(&*desk.wrapped_up().tool, ToolView::Promise(view) if !view.folded));
    desk.happen(Event::EditPromise(Box::new(draft("2026-11-24"))));
    desk.happen(Event::Promise);
    // What is fixed already asks for nothing.
    desk.press("3");
    desk.press("2");
    assert_eq!(desk.focus(), Some("line"));
}
