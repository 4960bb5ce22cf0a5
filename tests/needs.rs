//! What the customer needs stands there once, with what it is about, whichever of the two is known first.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::{HelpView, OverView};
use callflow::app::{Action, Event, Group, Over};
use callflow::domain::call::{Need, Value};
use callflow::domain::flow::{FieldKind, Level};
use callflow::domain::{Id, LeadField, Locale};
use callflow::speech::Gap;
use common::desk::Desk;
use std::collections::BTreeMap;

fn in_call(locale: Locale) -> Desk {
    let mut desk = Desk::open_with(BTreeMap::new(), None, locale);
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.press("s");
    desk
}

fn add(desk: &mut Desk, topic: Option<&str>, words: &str) {
    let need = Need { topic: topic.map(Id::new), words: words.into() };
    desk.happen(Event::AddNeed { field: Id::new("pain"), need });
}

/// Topics and words of the needs, in order.
fn needs(desk: &Desk) -> Vec<(String, String)> {
    let flow = desk.call().flow();
    let text = |need: &Need| (need.topic.as_ref().map_or_else(String::new, Id::to_string), need.words.clone());
    desk.call().state().needs(flow, None).map(|(_, need)| text(need)).collect()
}

fn pair(topic: &str, words: &str) -> (String, String) {
    (topic.into(), words.into())
}

#[test]
fn a_topic_that_is_chosen_later_is_that_of_the_need_and_no_second_one() {
    let mut desk = in_call(Locale::ZhCn);
    add(&mut desk, None, "一个月跑两趟外地");
    assert_eq!(needs(&desk), [pair("", "一个月跑两趟外地")]);
    // Chosen beside an empty field.
    add(&mut desk, Some("remote-view"), "");
    assert_eq!(needs(&desk), [pair("remote-view", "一个月跑两趟外地")]);
    // Chosen with the same words once more.
    add(&mut desk, Some("cost"), "一个月跑两趟外地");
    add(&mut desk, None, "一个月跑两趟外地");
    assert_eq!(needs(&desk), [pair("cost", "一个月跑两趟外地")]);
    // Chosen on the need itself, and taken away again.
    desk.happen(Event::SetTopic { field: Id::new("pain"), place: 0, topic: Some(Id::new("alerts")) });
    assert_eq!(needs(&desk), [pair("alerts", "一个月跑两趟外地")]);
    desk.happen(Event::SetTopic { field: Id::new("pain"), place: 0, topic: None });
    assert_eq!(needs(&desk), [pair("", "一个月跑两趟外地")]);
    // Filled into the gap of a line.
    let label = desk.call().flow().topics[0].label.clone();
    desk.happen(Event::FillGap(Gap::Topic, label));
    assert_eq!(needs(&desk), [pair("remote-view", "一个月跑两趟外地")]);
    desk.press("u");
    assert_eq!(needs(&desk), [pair("", "一个月跑两趟外地")], "each is one thing to undo");
    // A need of its own, once all say what they are about.
    desk.press("u");
    add(&mut desk, Some("report"), "");
    add(&mut desk, Some("report"), "");
    assert_eq!(needs(&desk), [pair("alerts", "一个月跑两趟外地"), pair("report", "")]);
}

#[test]
fn a_need_without_a_topic_gets_the_one_its_words_name_and_none_where_they_name_two() {
    for (locale, words, topic) in [
        (Locale::ZhCn, "半夜报警老是误报", "alerts"),
        (Locale::ZhCn, "想远程看看店里", "remote-view"),
        (Locale::ZhCn, "领导要报表", "report"),
        (Locale::ZhCn, "心里不踏实", ""),
        (Locale::En, "no alert at night", "alerts"),
        (Locale::En, "the cost is killing us", "cost"),
        (Locale::En, "we have five sites", ""),
        (Locale::En, "it worries me", ""),
    ] {
        let mut desk = in_call(locale);
        let gap = Gap::Need(Level::Implied);
        desk.happen(Event::FillGap(gap, words.into()));
        assert_eq!(needs(&desk), [pair(topic, words)]);
    }
    // What was chosen is not guessed over.
    let mut desk = in_call(Locale::En);
    add(&mut desk, Some("report"), "no alert at night");
    assert_eq!(needs(&desk), [pair("report", "no alert at night")]);
}

#[test]
fn one_of_something_is_not_called_many() {
    let mut desk = in_call(Locale::En);
    let sites = Id::new("sites");
    let ix = desk.call().flow().field_named(&sites).unwrap();
    let FieldKind::Number { unit, .. } = desk.call().flow().field(ix).kind.clone() else { panic!() };
    assert_eq!([0, 1, 2, 21].map(|number| unit.of(number)), ["sites", "site", "sites", "sites"]);
    for (number, text) in [(1, "1 site"), (2, "2 sites")] {
        let value = Some(Value::Number(number));
        desk.happen(Event::Do(callflow::domain::call::Event::Captured { field: sites.clone(), value }));
        assert!(desk.see().side.capture.known.iter().any(|(_, known)| known == text), "{text}");
    }
}

fn help(desk: &mut Desk) -> HelpView {
    desk.happen(Event::OpenHelp);
    let Some(OverView::Help(view)) = desk.view().over else { panic!("no help") };
    desk.happen(Event::CloseOver);
    view
}

#[test]
fn help_lists_every_key_before_a_call_and_in_it_and_those_of_the_screen_first() {
    let mut before = Desk::open(BTreeMap::new());
    let mut during = in_call(Locale::En);
    let (one, other) = (help(&mut before), help(&mut during));
    assert_eq!([&one, &other].map(|it| it.groups[0].0), [Group::Before, Group::Line]);
    for view in [one, other] {
        let listed: Vec<Action> = view.groups.into_iter().flat_map(|(_, actions)| actions).collect();
        let keys = Action::ALL.into_iter().filter(|it| !it.first_key().is_empty());
        assert_eq!(keys.filter(|it| !listed.contains(it)).count(), 0, "{listed:?}");
    }
}

#[test]
fn the_settings_open_by_name_and_lead_to_keys_and_data() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Action::Settings.event(&desk.model).unwrap());
    assert_eq!(desk.model.over, Some(Over::Settings));
    desk.happen(Event::SetLocale(Locale::ZhCn));
    let Some(OverView::Settings(view)) = desk.view().over else { panic!("they stay open") };
    assert_eq!(view.locale, Locale::ZhCn);
    desk.happen(Event::OpenKeys);
    assert_eq!(desk.model.over, Some(Over::Keys));
}
