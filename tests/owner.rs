//! Whose a pre-call card is: no page learns whom another one wants called.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::Event;
use callflow::app::host::Frame;
use callflow::domain::LeadField;
use callflow::domain::call::Disposition;
use common::desk::Desk;
use common::host::{CRM, OTHER, helen};
use serde_json::json;
use std::collections::BTreeMap;

type Records = BTreeMap<String, String>;

/// A desk in the frame of this page, which shares its records with the desk's own tabs.
fn in_frame_of(origin: &str, kept: Records) -> Desk {
    let mut desk = Desk::open_framed(kept, Frame::Same);
    desk.greet(origin);
    desk
}

/// What a frame or a tab leaves behind that is gone now, with a customer on its card.
fn left(mut desk: Desk) -> Records {
    assert_eq!(desk.front().card.lead.name, "Helen Young");
    let card = desk.kept.remove("draft:tab").unwrap();
    desk.kept.insert("draft:gone".into(), card);
    desk.kept
}

fn name_on_card(desk: &Desk) -> String {
    desk.front().card.lead.name.clone()
}

#[test]
fn the_card_of_a_frame_that_is_gone_comes_to_frames_of_the_same_page_alone() {
    let mut theirs = in_frame_of(OTHER, Records::new());
    theirs.ask(1, json!({"type": "prepare", "lead": helen()}));
    let mut typed = in_frame_of(OTHER, Records::new());
    typed.happen(Event::SetLead(LeadField::Name, "Helen Young".into()));
    for kept in [left(theirs), left(typed)] {
        assert_eq!(name_on_card(&in_frame_of(OTHER, kept.clone())), "Helen Young");
        assert_eq!(name_on_card(&Desk::open(kept.clone())), "", "nor is it a tab's of its own");
        let mut desk = in_frame_of(CRM, kept);
        assert_eq!(name_on_card(&desk), "");
        desk.happen(Event::Dial);
        let told = desk.told_since(0).iter().map(ToString::to_string).collect::<String>();
        assert!(!told.contains("Helen"), "{told}");
        assert!(desk.kept.contains_key("draft:gone"), "it waits for a frame of its own page");
    }
}

#[test]
fn the_card_of_a_tab_that_is_gone_comes_to_no_frame() {
    let mut alone = Desk::open(Records::new());
    alone.happen(Event::SetLead(LeadField::Name, "Helen Young".into()));
    let kept = left(alone);
    assert_eq!(name_on_card(&Desk::open(kept.clone())), "Helen Young");
    assert_eq!(name_on_card(&in_frame_of(CRM, kept.clone())), "");
    // Nor before it is known who is around.
    assert_eq!(name_on_card(&Desk::open_framed(kept, Frame::Same)), "");
}

#[test]
fn a_frame_that_another_page_stands_around_now_does_not_show_the_card_of_before() {
    let mut theirs = in_frame_of(OTHER, Records::new());
    theirs.ask(1, json!({"type": "prepare", "lead": helen()}));
    // The same place in the same tab.
    let mut desk = in_frame_of(CRM, theirs.kept.clone());
    assert_eq!(name_on_card(&desk), "");
    desk.happen(Event::SetLead(LeadField::Name, "Own".into()));
    desk.greet(CRM);
    assert_eq!(name_on_card(&desk), "Own", "greeted again, it is the same page still");
    assert_eq!(name_on_card(&in_frame_of(OTHER, theirs.kept)), "Helen Young");
}

#[test]
fn what_is_typed_before_the_page_is_there_is_of_its_frame() {
    let mut desk = Desk::open_framed(Records::new(), Frame::Same);
    desk.happen(Event::SetLead(LeadField::Name, "Helen Young".into()));
    desk.greet(CRM);
    assert_eq!(name_on_card(&desk), "Helen Young");
    assert_eq!(name_on_card(&in_frame_of(CRM, left(desk))), "Helen Young");
}

#[test]
fn a_page_dials_its_own_customers_alone() {
    let mut theirs = in_frame_of(OTHER, Records::new());
    theirs.start_quickly();
    let mut desk = in_frame_of(CRM, theirs.kept.clone());
    let call = desk.model.records.calls.iter().next().unwrap().0.clone();
    desk.happen(Event::CallAgain(call.clone()));
    assert_eq!(name_on_card(&desk), "Helen Young", "the rep may call whom they like");
    assert!(!desk.front().card.host_dials, "by a telephone of their own");
    desk.happen(Event::Dial);
    assert!(desk.told("dial").is_empty());

    // The same from the archive.
    let mut desk = in_frame_of(CRM, Records::new());
    let key = format!("call:{call}");
    desk.archive.insert(key.clone(), theirs.kept[&key].clone());
    desk.happen(Event::SearchArchive("Helen".into()));
    desk.happen(Event::CallArchived(call.clone()));
    assert_eq!(name_on_card(&desk), "Helen Young");
    desk.happen(Event::Dial);
    assert!(desk.told("dial").is_empty());

    let mut own = in_frame_of(OTHER, theirs.kept);
    own.happen(Event::CallAgain(call));
    assert!(own.front().card.host_dials);
    own.happen(Event::Dial);
    assert_eq!(own.told("dial").remove(0)["lead"]["id"], "42");
}

impl Desk {
    /// A call for the page around that nobody took.
    fn start_quickly(&mut self) {
        self.ask(1, json!({"type": "prepare", "lead": helen()}));
        self.happen(Event::QuickOutcome(Disposition::NoAnswer));
    }
}

#[test]
fn a_card_of_a_version_that_knew_no_owners_is_read() {
    let lead = r#"{"format":1,"stamp":5,"data":{"lead":{"name":"Helen Young"},"lead_id":null}}"#;
    let kept = Records::from([("draft:gone".to_owned(), lead.to_owned())]);
    assert_eq!(name_on_card(&Desk::open(kept)), "Helen Young");
}

#[test]
fn a_customer_of_another_page_is_not_who_is_typed_here() {
    let mut theirs = in_frame_of(OTHER, Records::new());
    theirs.start_quickly();
    let (name, phone) = ("Helen Young", helen()["phone"].as_str().unwrap().to_owned());
    let type_in = |desk: &mut Desk| {
        desk.happen(Event::SetLead(LeadField::Name, name.into()));
        desk.happen(Event::SetLead(LeadField::Phone, phone.clone()));
        let past = desk.front().card.past.is_some();
        desk.happen(Event::StartCall);
        (past, desk.model.records.leads.len())
    };
    for mut desk in [in_frame_of(CRM, theirs.kept.clone()), Desk::open(theirs.kept.clone())] {
        assert_eq!(type_in(&mut desk), (false, 2));
    }
    assert_eq!(type_in(&mut in_frame_of(OTHER, theirs.kept)), (true, 1), "it is one of its own page");
}
