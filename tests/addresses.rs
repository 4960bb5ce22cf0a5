//! Customers in the address of the page, and a page around it that cannot be heard.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::host::{Alone, Frame, launched};
use callflow::app::view::{LinkView, OverView};
use callflow::app::{Event, FromHost, Notice};
use callflow::domain::LeadField;
use callflow::domain::call::{self, Disposition};
use common::desk::Desk;
use std::collections::BTreeMap;

/// The address of the page changes.
fn go(desk: &mut Desk, address: &str) {
    desk.happen(Event::FromHost(FromHost::Launched(launched(address).unwrap())));
}

fn on_card(desk: &Desk) -> String {
    desk.front().card.lead.name.clone()
}

/// A desk that has just opened the line to Alice.
fn in_call() -> Desk {
    let mut desk = Desk::open(BTreeMap::new());
    go(&mut desk, "#name=Alice&phone=1111111");
    assert_eq!(on_card(&desk), "Alice");
    desk.happen(Event::StartCall);
    desk
}

/// Closes the line, if it is open, and is done.
fn wrap_up(desk: &mut Desk) {
    for event in [call::Event::Ended, call::Event::Disposed { disposition: Disposition::Declined }, call::Event::Closed]
    {
        desk.happen(Event::Do(event));
    }
    assert!(desk.model.on_call().is_none());
}

#[test]
fn each_customer_an_address_names_comes_onto_the_card() {
    let mut desk = Desk::open(BTreeMap::new());
    go(&mut desk, "#name=Alice");
    go(&mut desk, "#name=Bob");
    assert_eq!(on_card(&desk), "Bob");
    desk.happen(Event::StartCall);
    wrap_up(&mut desk);
    // A call that is only looked at again makes way.
    let id = desk.front().recent.rows[0].id.clone();
    desk.happen(Event::OpenCall(id));
    go(&mut desk, "#name=Carol");
    assert_eq!(on_card(&desk), "Carol");
}

#[test]
fn a_customer_named_in_mid_call_waits_behind_it_and_the_rep_is_told() {
    for hung_up in [false, true] {
        let mut desk = in_call();
        if hung_up {
            desk.happen(Event::Do(call::Event::Ended));
        }
        let before = desk.call().state().clone();
        go(&mut desk, "#name=Bob&company=Reyes");
        assert_eq!(*desk.call().state(), before, "the call goes on");
        assert!(matches!(&desk.model.notice, Some(Notice::Waits(with)) if with.contains("Bob")));
        wrap_up(&mut desk);
        assert_eq!(on_card(&desk), "Bob");
        // A desk that is opened again has the same card.
        let again = Desk::open(desk.kept.clone());
        assert_eq!(on_card(&again), "Bob");
    }
}

#[test]
fn neither_customer_is_lost_where_the_call_before_was_a_mistake() {
    let mut desk = in_call();
    go(&mut desk, "#name=Bob");
    desk.happen(Event::Do(call::Event::Undone));
    assert_eq!(desk.call().started().lead.name, "Alice", "her card has no room now: her call stays");
    wrap_up(&mut desk);
    assert_eq!(on_card(&desk), "Bob");
}

#[test]
fn an_address_that_cannot_be_read_is_told_and_changes_nothing() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "Typed".into()));
    for address in ["#lead=%7B".to_owned(), format!("#name={}", "a".repeat(9_000))] {
        desk.happen(Event::DismissNotice);
        go(&mut desk, &address);
        assert_eq!(desk.model.notice, Some(Notice::Unreadable));
        assert_eq!(on_card(&desk), "Typed");
    }
}

#[test]
fn a_desk_that_cannot_hear_the_page_around_says_so_until_it_can() {
    let around = |alone| Event::FromHost(FromHost::Around(Frame::Other, alone));
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::OpenDiagnostics);
    for why in [Alone::Unreached, Alone::BadConfig] {
        desk.happen(around(Some(why)));
        assert_eq!(desk.view().frame.deaf, Some(why));
        let Some(OverView::Diagnostics(sheet)) = desk.view().over else { panic!() };
        assert_eq!(sheet.link, LinkView::Alone(why));
    }
    desk.happen(around(None));
    assert_eq!(desk.view().frame.deaf, None);
    // Whoever allows nobody wants it alone.
    desk.happen(around(Some(Alone::NoneAllowed)));
    assert_eq!(desk.view().frame.deaf, None);
}
