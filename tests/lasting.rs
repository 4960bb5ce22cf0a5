//! How long what is kept here stays, and what is said when the browser lost it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::{DataView, OverView};
use callflow::app::{DataEvent, DatabaseNews, Effect, Event, Lasting, Notice, Stay, Wish};
use callflow::domain::{LeadField, Locale, call};
use callflow::store::{SaveStatus, StorageFault, StoreEffect};
use common::desk::{Desk, draft};
use std::collections::BTreeMap;

fn on_call(desk: &mut Desk) {
    desk.happen(Event::FlowCame(Locale::En, Some(common::SMALL.into())));
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::StartCall);
}

fn book(desk: &mut Desk, day: &str) {
    desk.happen(Event::EditBooking(Box::new(draft(day))));
    desk.happen(Event::Book);
}

fn asked(desk: &Desk) -> usize {
    desk.asked.iter().filter(|effect| **effect == Effect::AskToLast).count()
}

fn sheet(desk: &mut Desk) -> DataView {
    desk.happen(Event::Data(DataEvent::Open));
    match desk.view().over {
        Some(OverView::Data(view)) => DataView::clone(&view),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_browser_is_asked_once_with_the_first_appointment_and_the_rep_is_told_why() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::LastingCame(Lasting::UntilTidied(Wish::Open)));
    on_call(&mut desk);
    assert_eq!(asked(&desk), 0);
    book(&mut desk, "2027-01-20");
    assert_eq!((asked(&desk), &desk.model.notice), (1, &Some(Notice::BookedAndAsked)));
    desk.happen(Event::LastingCame(Lasting::UntilTidied(Wish::Refused)));
    book(&mut desk, "2027-01-21");
    assert_eq!((asked(&desk), &desk.model.notice), (1, &Some(Notice::Booked)));
    // The sheet shows the answer, and that it may come later.
    let view = sheet(&mut desk);
    assert_eq!((view.stay, view.wish), (Stay::UntilTidied, Some(Wish::Refused)));
    desk.happen(Event::LastingCame(Lasting::Granted));
    let view = sheet(&mut desk);
    assert_eq!((view.stay, view.wish), (Stay::Lasting, None));
}

#[test]
fn nobody_is_asked_where_it_is_pointless() {
    for lasting in [Lasting::Unknown, Lasting::Granted, Lasting::Window, Lasting::UntilTidied(Wish::Pointless)] {
        let mut desk = Desk::open(BTreeMap::new());
        desk.happen(Event::LastingCame(lasting));
        on_call(&mut desk);
        book(&mut desk, "2027-01-20");
        assert_eq!((asked(&desk), &desk.model.notice), (0, &Some(Notice::Booked)), "{lasting:?}");
    }
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::LastingCame(Lasting::UntilTidied(Wish::Open)));
    desk.happen(Event::Practise);
    book(&mut desk, "2027-01-20");
    assert_eq!(asked(&desk), 0);
}

#[test]
fn a_private_window_is_told_of_as_one() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::LastingCame(Lasting::Window));
    assert_eq!(sheet(&mut desk).stay, Stay::Window);
    desk.refuse = Some(StorageFault::Blocked);
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    assert_eq!(sheet(&mut desk).stay, Stay::Nowhere);
}

#[test]
fn a_database_deleted_under_the_desk_gets_everything_again() {
    let mut desk = Desk::open(BTreeMap::new());
    on_call(&mut desk);
    desk.happen(Event::Do(call::Event::Noted { text: "first".into() }));
    assert_eq!(desk.model.saves.state(), SaveStatus::Saved);
    let all: Vec<String> = desk.kept.keys().cloned().collect();
    desk.happen(Event::DatabaseTells(DatabaseNews::Emptied));
    // Until the database has confirmed it, nothing is called saved.
    assert!(matches!(desk.model.saves.state(), SaveStatus::Saving(_)));
    let [Effect::Store(StoreEffect::Secure(keys))] = &desk.latest[..] else { panic!("{:?}", desk.latest) };
    assert!(all.iter().all(|key| keys.contains(key)), "{all:?} {keys:?}");
    let secured = Event::Secured { keys: keys.clone(), archived: Vec::new(), result: Ok(()) };
    assert_eq!(desk.model.notice, Some(Notice::BroughtAgain));
    desk.happen(secured);
    assert_eq!(desk.model.saves.state(), SaveStatus::Saved);
}

#[test]
fn what_cannot_be_brought_again_is_told() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.model.archive.size = 3;
    desk.happen(Event::DatabaseTells(DatabaseNews::Emptied));
    assert_eq!((&desk.model.notice, desk.model.archive.size), (&Some(Notice::DataLost), 0));
    // It stays until it is put away.
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    assert_eq!(desk.model.notice, Some(Notice::DataLost));
    desk.happen(Event::DismissNotice);
    assert_eq!(desk.model.notice, None);
}

#[test]
fn a_browser_that_says_it_lost_the_database_is_believed_and_a_first_visit_is_no_loss() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::DatabaseTells(DatabaseNews::New));
    assert_eq!(desk.model.notice, None);
    desk.happen(Event::DatabaseTells(DatabaseNews::Lost));
    assert_eq!(desk.model.notice, Some(Notice::DataLost));
}

#[test]
fn a_database_that_answers_again_is_opened() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::DatabaseCame(Err(StorageFault::Failed)));
    assert!(matches!(desk.model.saves.state(), SaveStatus::LocalOnly(_)));
    desk.happen(Event::DatabaseTells(DatabaseNews::Back));
    assert_eq!(desk.latest, [Effect::Store(StoreEffect::OpenDatabase)]);
    assert_eq!(desk.model.saves.state(), SaveStatus::Saved);
}
