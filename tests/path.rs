//! The path is a log: what was said stays as it was said. And the cards that were offered on it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::Event;
use callflow::domain::{Id, Kind, LeadField, Locale, Pace, Style, call};
use common::desk::Desk;
use std::collections::BTreeMap;

impl Desk {
    fn in_call(locale: Locale) -> Self {
        let mut desk = Self::open_with(BTreeMap::new(), None, locale);
        desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
        desk.happen(Event::StartCall);
        desk
    }

    fn does(&mut self, event: call::Event) {
        self.happen(Event::Do(event));
    }

    fn answers(&mut self, choice: &str) {
        let at = Id::new(&common::here(self.call()));
        self.does(call::Event::Advanced { at, choice: Id::new(choice) });
    }

    fn goes(&mut self, step: &str) {
        self.does(call::Event::WentTo { step: Id::new(step) });
    }

    /// What was said so far, the present line left out.
    fn said(&self) -> Vec<String> {
        self.see().side.path.iter().map(|visit| visit.line.clone()).collect()
    }

    fn agreed(&self) -> Vec<String> {
        call::affirmed(self.call()).map(|card| card.id.to_string()).collect()
    }

    /// Where the banner says that returning leads, and which objection it is.
    fn banner(&self) -> (String, String) {
        self.see().prompt.around.detour.clone().unwrap()
    }
}

const TIGER: Style = Style { pace: None, kind: Some(Kind::Tiger) };

#[test]
fn another_style_changes_no_line_that_was_said() {
    for locale in Locale::ALL {
        let mut desk = Desk::in_call(locale);
        desk.answers("self");
        desk.answers("ok");
        desk.goes("invite.two-slots");
        desk.goes("close.direct");
        let mut said = desk.said();
        let line = desk.line();
        desk.does(call::Event::Styled { style: TIGER });
        assert_eq!(desk.said(), said);
        // The present line is said the new way, and goes into the log like that.
        assert_ne!(desk.line(), line);
        said.push(desk.line());
        desk.does(call::Event::WentTo { step: Id::new("invite.people") });
        desk.does(call::Event::Styled { style: Style { pace: Some(Pace::Slow), kind: None } });
        assert_eq!(desk.said(), said);
        // So it is after a reload, and in the palette.
        let found = |desk: &mut Desk, line: &String| {
            desk.press("/");
            let Some(callflow::app::Over::Palette(palette)) = &desk.model.over else { panic!("no palette") };
            let any = palette.find(line).iter().any(|entry| entry.label == *line);
            desk.press("Escape");
            any
        };
        assert!(said.clone().iter().all(|line| found(&mut desk, line)));
        let id = desk.call().id.clone();
        desk.happen(Event::LeaveCall);
        desk.happen(Event::OpenCall(id));
        assert_eq!(desk.said(), said);
    }
}

#[test]
fn undoing_the_style_brings_the_line_back() {
    let mut desk = Desk::in_call(Locale::En);
    desk.goes("invite.two-slots");
    let line = desk.line();
    desk.does(call::Event::Styled { style: TIGER });
    desk.press("u");
    assert_eq!(desk.line(), line);
}

#[test]
fn useful_ticks_the_card_that_was_offered_and_another_is_offered_next() {
    for locale in Locale::ALL {
        for style in [TIGER, Style::default()] {
            let mut desk = Desk::in_call(locale);
            desk.does(call::Event::Styled { style });
            desk.goes("offer.card");
            let (first, line) = (call::best(desk.call()).unwrap().id.to_string(), desk.line());
            desk.answers("check");
            desk.answers("yes");
            assert_eq!(desk.agreed(), std::slice::from_ref(&first));
            assert!(desk.said().contains(&line), "what was offered stays in the log");
            desk.goes("offer.card");
            let second = call::best(desk.call()).unwrap().id.to_string();
            assert_ne!((&second, desk.line()), (&first, line));
            // One step, one undo.
            desk.press("u");
            desk.press("u");
            assert_eq!((desk.agreed(), common::here(desk.call())), (vec![], "offer.check".into()));
        }
    }
}

#[test]
fn a_card_ticked_by_hand_is_not_taken_for_the_next_one() {
    let mut desk = Desk::in_call(Locale::En);
    desk.goes("offer.card");
    let first = call::best(desk.call()).unwrap().id.clone();
    desk.does(call::Event::Affirmed { card: first.clone(), on: true });
    // An objection and back in between.
    desk.does(call::Event::Detoured { objection: Id::new("too-dear") });
    desk.does(call::Event::Returned);
    desk.does(call::Event::Undone);
    desk.does(call::Event::Undone);
    desk.answers("check");
    desk.answers("yes");
    assert_eq!(desk.agreed(), [first.to_string()]);
}

#[test]
fn an_agreement_that_leads_nowhere_is_none() {
    let flow = common::SMALL.replacen(
        r#""label": "Agreed", "to": "done""#,
        r#""label": "Agreed", "to": "@objection:price""#,
        1,
    );
    let mut call = common::call(&common::parse(&flow));
    let mut happens = |event| call.handle(common::at("2026-11-24T10:00"), event);
    happens(call::Event::WentTo { step: Id::new("offer") }).unwrap();
    happens(call::Event::Detoured { objection: Id::new("price") }).unwrap();
    happens(call::Event::Returned).unwrap();
    let agreed = call::Event::Advanced { at: Id::new("offer"), choice: Id::new("done") };
    assert_eq!(happens(agreed), Err(call::Refusal::CapReached(1)));
    assert_eq!(call::affirmed(&call).count(), 0);
}

#[test]
fn the_banner_of_an_objection_says_where_returning_leads() {
    for (locale, opening, dear, boss) in [
        (Locale::ZhCn, "开场", "太贵了", "要问老板"),
        (Locale::En, "Opening", "Too expensive", "I need to ask the boss"),
    ] {
        let names = |(what, back): (&str, &str)| (what.to_owned(), back.to_owned());
        let mut desk = Desk::in_call(locale);
        desk.does(call::Event::Detoured { objection: Id::new("too-dear") });
        assert_eq!(desk.banner(), names((dear, opening)));
        desk.does(call::Event::Detoured { objection: Id::new("ask-boss") });
        assert_eq!(desk.banner(), names((boss, dear)));
        desk.press("r");
        assert_eq!(desk.banner(), names((dear, opening)));
        desk.press("r");
        assert_eq!(desk.see().prompt.around.detour, None);
    }
}
