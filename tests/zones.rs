//! Zones by whatever name they come: kept as they are, found in the list, and called as people call them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::app::view::{BookingView, ToolView};
use callflow::app::{Effect, Event};
use callflow::domain::flow::Tool;
use callflow::domain::{Locale, zone_names};
use common::desk::{Desk, draft};
use std::collections::{BTreeMap, BTreeSet};

/// A desk with the form open, in a browser that lists these zones.
fn form(locale: Locale, listed: &[&str]) -> Desk {
    let mut desk = Desk::open_with(BTreeMap::new(), None, locale);
    desk.happen(Event::StartCall);
    desk.happen(Event::OpenTool(Tool::Appointment));
    desk.happen(Event::ZoneNamesCame(listed.iter().map(|it| (*it).to_owned()).collect()));
    desk
}

fn booking(desk: &Desk) -> BookingView {
    let ToolView::Booking(view) = &*desk.see().side.tool else { panic!() };
    view.clone()
}

const OLD: [&str; 5] = ["America/Godthab", "Asia/Calcutta", "Asia/Saigon", "Asia/Shanghai", "Europe/Kiev"];
const TODAY: [&str; 4] = ["America/Nuuk", "Asia/Kolkata", "Asia/Ho_Chi_Minh", "Europe/Kyiv"];

#[test]
fn an_appointment_keeps_its_zone_and_finds_it_in_the_list_by_either_name() {
    for zone in TODAY.into_iter().chain(OLD) {
        for listed in [&OLD[..], &TODAY] {
            let mut desk = form(Locale::En, listed);
            let mut draft = draft("2027-01-20");
            draft.zone = zone.into();
            desk.happen(Event::EditBooking(Box::new(draft)));
            let view = booking(&desk);
            let chosen = view.zones.chosen(zone).to_owned();
            assert!(zone_names::same(&chosen, zone), "{chosen} for {zone}");
            let options = || view.zones.all.iter().chain(view.zones.called.iter().map(|(name, _)| name));
            assert!(zone == "Asia/Shanghai" || options().any(|it| *it == chosen), "{zone} among {listed:?}");
            desk.happen(Event::Book);
            let fixed = desk.call().state().appointment.clone().unwrap();
            assert_eq!(fixed.time.zone, zone);
            // Opened anew and moved, it is the same zone still.
            let call = desk.call().id.clone();
            let mut desk = desk.reload();
            desk.happen(Event::OpenCall(call));
            desk.happen(Event::OpenTool(Tool::Appointment));
            desk.happen(Event::ZoneNamesCame(listed.iter().map(|it| (*it).to_owned()).collect()));
            assert_eq!(booking(&desk).form.draft.zone, zone);
        }
    }
}

#[test]
fn a_list_has_each_zone_once_and_by_its_name_of_today() {
    let desk = form(Locale::En, &["Asia/Calcutta", "Asia/Kolkata", "Europe/Kiev", "Zulu"]);
    assert_eq!(*booking(&desk).zones.all, ["Asia/Kolkata", "Europe/Kyiv", "Zulu"].map(String::from));
    assert_eq!(zone_names::all("Europe/Kiev").take(2).collect::<Vec<_>>(), ["Europe/Kiev", "Europe/Kyiv"]);
    assert_eq!(zone_names::all("Europe/Berlin").collect::<Vec<_>>(), ["Europe/Berlin"]);
}

#[test]
fn zones_are_called_as_people_call_them_in_the_language_of_the_desk() {
    for (locale, zone, cities, said) in [
        (Locale::ZhCn, "America/New_York", "纽约/华盛顿/美东", "北美东部时间 (UTC-5)"),
        (Locale::En, "America/New_York", "New York/Washington/Miami", "Eastern Time (UTC-5)"),
        (Locale::En, "Asia/Shanghai", "Beijing/Shanghai/China", "China Standard Time (UTC+8)"),
        (Locale::ZhCn, "Asia/Shanghai", "北京/上海", "中国标准时间 (UTC+8)"),
    ] {
        let mut desk = form(locale, &[zone]);
        let called = |desk: &Desk| {
            let zones = booking(desk).zones;
            zones.called.iter().find(|(name, _)| name == zone).unwrap().1.clone()
        };
        assert_eq!(called(&desk), cities, "before the browser said anything");
        desk.happen(Event::ZonesCalled(vec![(zone.into(), said.into()), ("Asia/Tokyo".into(), String::new())]));
        assert_eq!(called(&desk), format!("{cities} · {said}"));
    }
    // Another language asks anew.
    let mut desk = form(Locale::En, &["Asia/Shanghai"]);
    desk.happen(Event::SetLocale(Locale::ZhCn));
    assert!(desk.latest.iter().any(|it| matches!(it, Effect::CallZones(Locale::ZhCn, names) if names.len() > 40)));
}

#[test]
fn every_zone_with_a_name_of_peoples_has_it_once_and_by_its_name_of_today() {
    for locale in Locale::ALL {
        let zones = booking(&form(locale, &[])).zones;
        let names: BTreeSet<&str> = zones.called.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names.len(), zones.called.len());
        assert!(names.len() > 40 && names.iter().all(|name| zone_names::current(name) == *name));
        let cities: BTreeSet<&str> = zones.called.iter().map(|(_, cities)| cities.as_str()).collect();
        assert_eq!(cities.len(), zones.called.len(), "no two are called the same");
    }
}
