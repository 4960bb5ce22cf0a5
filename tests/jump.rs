//! The customer who agrees early is followed: every stage and every step of one can be gone to, and undo leads back.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::StageView;
use callflow::app::{Choice, Effect, Event, Notice, Over};
use callflow::domain::call::{self, Refusal, stage_times};
use callflow::domain::{Id, LeadField, Locale};
use common::desk::Desk;
use std::collections::BTreeMap;

impl Desk {
    fn in_call(locale: Locale) -> Self {
        let mut desk = Self::open_with(BTreeMap::new(), None, locale);
        desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
        desk.happen(Event::StartCall);
        desk
    }

    fn here(&self) -> String {
        common::here(self.call())
    }

    fn stage(&self, id: &str) -> StageView {
        self.see().rail.stages.iter().find(|stage| stage.id.as_str() == id).unwrap().clone()
    }

    /// A stage is clicked on the rail.
    fn clicks(&mut self, stage: &str) {
        let step = self.stage(stage).first.unwrap();
        self.goes(step.as_str());
    }

    fn goes(&mut self, step: &str) {
        self.happen(Event::Do(call::Event::WentTo { step: Id::new(step) }));
    }
}

#[test]
fn every_stage_is_gone_to_from_the_rail_and_undo_leads_back() {
    for locale in Locale::ALL {
        let mut desk = Desk::in_call(locale);
        let stages: Vec<String> = desk.see().rail.stages.iter().map(|stage| stage.id.to_string()).collect();
        for stage in &stages {
            let before = desk.here();
            desk.clicks(stage);
            let now = desk.call().state().here().stage;
            assert_eq!(desk.call().flow().stage(now).id.as_str(), stage, "{}", desk.here());
            assert!(desk.stage(stage).here.is_some());
            assert!(desk.latest.contains(&Effect::ShowLine));
            assert_eq!(desk.focus(), Some("line"));
            desk.press("u");
            assert_eq!(desk.here(), before);
            desk.clicks(stage);
        }
        assert_eq!(desk.see().side.path.len(), stages.len(), "all of it stands on the path");
    }
}

#[test]
fn automatic_steps_and_answers_hold_where_a_step_is_gone_to() {
    let mut desk = Desk::in_call(Locale::En);
    // The close is picked by what is known: nothing yet, then two agreed cards.
    desk.clicks("close");
    assert_eq!(desk.here(), "close.trial");
    for card in ["remote-view", "alert-clips"] {
        desk.happen(Event::Do(call::Event::Affirmed { card: Id::new(card), on: true }));
    }
    desk.clicks("close");
    assert_eq!(desk.here(), "close.summary");
    // What needs an appointment is not offered without one.
    desk.goes("invite.confirm");
    let offered: Vec<String> = desk.see().prompt.choices.iter().map(|choice| choice.id.to_string()).collect();
    assert_eq!(offered, ["change", "name", "no"]);
    // What the step works with is opened, as on any way to it.
    assert_eq!(desk.model.on_call().unwrap().tool, Some(callflow::domain::flow::Tool::Appointment));
}

#[test]
fn going_somewhere_out_of_an_objection_leaves_it_for_good() {
    let mut desk = Desk::in_call(Locale::En);
    for objection in ["too-dear", "ask-boss"] {
        desk.happen(Event::Do(call::Event::Detoured { objection: Id::new(objection) }));
    }
    desk.clicks("invite");
    assert_eq!((desk.here().as_str(), desk.call().state().left()), ("invite.two-slots", None));
    assert_eq!(desk.see().prompt.around.detour, None);
    desk.press("r");
    assert_eq!(desk.model.notice, Some(Notice::Refused(Refusal::NotInDetour)));
    desk.press("u");
    assert!(desk.here().starts_with("ask-boss"));
    assert!(desk.call().state().left().is_some(), "undone, it can be returned from again");
}

#[test]
fn only_steps_of_stages_are_gone_to_and_only_while_the_line_is_open() {
    let mut desk = Desk::in_call(Locale::En);
    for step in ["too-dear.answer", "nowhere"] {
        desk.goes(step);
        assert_eq!(desk.model.notice, Some(Notice::Refused(Refusal::Unknown)), "{step}");
        assert_eq!(desk.here(), "greet");
    }
    desk.press("e");
    desk.goes("invite.two-slots");
    assert_eq!(desk.model.notice, Some(Notice::Refused(Refusal::Over)));
}

#[test]
fn the_time_counts_for_the_stage_that_was_gone_to() {
    let mut desk = Desk::in_call(Locale::En);
    (desk.now, desk.step) = (desk.call().started().at.0 + 10_000, 0);
    desk.clicks("invite");
    desk.now += 30_000;
    desk.clicks("opening");
    desk.now += 4_000;
    let moment = desk.moment();
    let times = stage_times(desk.call(), moment.at);
    assert_eq!((times[0], times[4], times.iter().sum::<i64>()), (14_000, 30_000, 44_000));
}

#[test]
fn the_palette_leads_to_stages_and_to_steps_ahead() {
    for (locale, stage, line) in [(Locale::ZhCn, "邀约", "二十分钟，在线上看"), (Locale::En, "invite", "no travelling")]
    {
        let mut desk = Desk::in_call(locale);
        let find = |desk: &mut Desk, query: &str| {
            desk.press("/");
            let Some(Over::Palette(palette)) = &desk.model.over else { panic!("no palette") };
            palette.find(query).first().map(|entry| entry.choice.clone()).unwrap()
        };
        let found = find(&mut desk, stage);
        assert!(matches!(&found, Choice::Stage(id, _) if id.as_str() == "invite"), "{found:?}");
        desk.happen(Event::Choose(found));
        assert_eq!(desk.here(), "invite.two-slots");
        desk.press("u");
        let found = find(&mut desk, line);
        assert_eq!(found, Choice::Ahead(Id::new("invite.two-slots")));
        desk.happen(Event::Choose(found));
        assert_eq!(desk.here(), "invite.two-slots");
    }
}

#[test]
fn a_host_is_told_of_the_stage_and_of_the_time_that_an_answer_books() {
    let mut desk = Desk::in_frame(BTreeMap::new());
    desk.start(1);
    let from = desk.asked.len();
    desk.clicks("invite");
    desk.press("1");
    desk.press("u");
    desk.press("u");
    let told = desk.told_since(from);
    let told: Vec<_> = told.iter().filter(|told| told["type"] != "keep").collect();
    let said: Vec<String> = told
        .iter()
        .map(|told| {
            [&told["type"], &told["stage"]["id"], &told["change"]].map(|it| it.as_str().unwrap_or("")).join(" ")
        })
        .collect();
    assert_eq!(
        said.iter().map(|it| it.trim_end()).collect::<Vec<_>>(),
        ["stage invite", "appointment  booked", "appointment  cancelled", "stage opening"]
    );
}
