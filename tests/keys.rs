//! Keys, the palette and what can be undone at once, without a browser.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::{OverView, Screen};
use callflow::app::{Action, Choice, Effect, Entry, Event, KeyPress, KeyRefusal, Model, Notice, Over, Place};
use callflow::domain::call::{self, Disposition, Progress};
use callflow::domain::{Id, LeadField, Locale};
use callflow::store::{KeyBindings, Settings, decode, encode};
use common::desk::Desk;
use common::version;
use std::collections::BTreeMap;

impl Desk {
    /// Before a call, with the shipped flow of a language.
    fn new(locale: Locale) -> Self {
        Self::open_with(BTreeMap::new(), None, locale)
    }

    fn in_call(locale: Locale) -> Self {
        let mut desk = Self::new(locale);
        desk.press("s");
        desk
    }

    fn with_pinyin(mut self) -> Self {
        let table = common::text(&common::place("assets/pinyin.txt"));
        self.happen(Event::SoundsCame(Some(table)));
        self
    }

    fn command(&mut self, key: &str) {
        self.happen(Event::Key(KeyPress { key: key.into(), command: true, ..KeyPress::default() }));
    }

    fn progress(&self) -> Option<Progress> {
        self.model.on_call().map(|on_call| on_call.call.state().progress)
    }

    fn step(&self) -> String {
        common::here(&self.model.on_call().unwrap().call)
    }

    /// What the palette finds, best first.
    fn find(&mut self, query: &str) -> Vec<Entry> {
        self.command("k");
        let Some(Over::Palette(palette)) = &self.model.over else { panic!("no palette") };
        let found = palette.find(query).into_iter().cloned().collect();
        self.press("Escape");
        assert_eq!(self.model.over, None);
        found
    }

    fn choose(&mut self, query: &str) {
        let choice = self.find(query).remove(0).choice;
        self.command("k");
        self.happen(Event::Choose(choice));
    }
}

#[test]
fn no_two_actions_share_a_key_where_both_apply() {
    for (n, one) in Action::ALL.into_iter().enumerate() {
        assert!(one.may_have_key() || one.first_key().is_empty(), "{}", one.word());
        for other in Action::ALL.into_iter().skip(n + 1) {
            let same = !one.first_key().is_empty() && one.first_key() == other.first_key();
            assert!(!(same && one.meets(other)), "{} and {}", one.word(), other.word());
        }
    }
}

#[test]
fn whatever_a_single_key_does_is_undone_at_once() {
    // Each from where it applies: what the call was before, and what it is after the key and one undo.
    let begin: [fn() -> Desk; 3] = [
        || {
            let mut desk = Desk::new(Locale::En);
            desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
            desk
        },
        || {
            let mut desk = Desk::in_call(Locale::En);
            desk.press("1");
            desk.happen(Event::Do(call::Event::Detoured { objection: Id::new("no-time") }));
            desk
        },
        || {
            let mut desk = Desk::in_call(Locale::En);
            desk.press("e");
            desk.press("4");
            desk
        },
    ];
    for begin in begin {
        let place = Place::of(&begin().model);
        let keys = Action::ALL.into_iter().filter(|it| it.applies(place) && *it != Action::Undo).map(Action::first_key);
        for key in keys.filter(|key| !key.is_empty()).chain(["1", "2", "3"]) {
            let mut desk = begin();
            let before = desk.model.clone();
            desk.press(key);
            let changed = desk.model.records.calls.iter().count() != before.records.calls.iter().count()
                || Place::of(&desk.model) != place
                || desk.model.on_call().map(|it| it.call.state()) != before.on_call().map(|it| it.call.state());
            if changed {
                desk.press("u");
            }
            assert_eq!(Place::of(&desk.model), place, "{key}");
            assert_eq!(desk.model.prepare.lead, before.prepare.lead, "{key}");
            assert_eq!(desk.model.records.leads.iter().count(), before.records.leads.iter().count(), "{key}");
            let state = |model: &Model| model.on_call().map(|it| it.call.state().clone());
            assert_eq!(state(&desk.model), state(&before), "{key}");
        }
    }
}

#[test]
fn a_hang_up_at_an_end_is_one_thing_to_undo() {
    let mut desk = Desk::in_call(Locale::En);
    let wrong = desk.find("wrong number").remove(0).choice;
    desk.happen(Event::Choose(wrong));
    assert_eq!(desk.step(), "end.wrong-number");
    desk.press("1");
    assert!(matches!(desk.progress(), Some(Progress::WrappingUp(_))));
    assert_eq!(desk.model.on_call().unwrap().call.state().disposition, Some(Disposition::WrongNumber));
    desk.press("u");
    assert_eq!(desk.progress(), Some(Progress::Talking));
    desk.press("1");
    // An outcome chosen afterwards is a thing of its own.
    desk.press("4");
    desk.press("u");
    assert!(matches!(desk.progress(), Some(Progress::WrappingUp(_))));
    desk.press("u");
    assert_eq!(desk.progress(), Some(Progress::Talking));
}

#[test]
fn a_call_that_was_closed_comes_back_with_one_key() {
    let mut desk = Desk::in_call(Locale::En);
    ["e", "4", "d"].into_iter().for_each(|key| desk.press(key));
    assert!(matches!(desk.model.notice, Some(Notice::Closed(_))));
    desk.press("u");
    assert!(matches!(desk.progress(), Some(Progress::WrappingUp(_))));
    // Something else was begun since: that key is no longer about the call.
    desk.press("d");
    desk.happen(Event::SetLead(LeadField::Name, "Tom".into()));
    desk.press("u");
    assert_eq!(desk.progress(), None);
}

#[test]
fn a_line_opened_by_mistake_never_was_but_one_that_was_used_stays() {
    let mut desk = Desk::new(Locale::En);
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.press("s");
    desk.press("u");
    assert_eq!((desk.progress(), desk.model.records.calls.iter().count()), (None, 0));
    assert_eq!(desk.model.prepare.lead.name, "Helen");
    assert!(!desk.kept.keys().any(|key| key.starts_with("call:")));
    desk.press("s");
    ["1", "u", "u"].into_iter().for_each(|key| desk.press(key));
    assert_eq!(desk.model.notice, Some(Notice::Refused(call::Refusal::NothingToUndo)));
    assert_eq!(desk.model.records.calls.iter().count(), 1);
}

#[test]
fn style_and_mood_are_one_key_each_and_the_same_key_takes_them_back() {
    let mut desk = Desk::in_call(Locale::ZhCn);
    let style = |desk: &Desk| desk.model.on_call().unwrap().call.state().style;
    ["j", "t"].into_iter().for_each(|key| desk.press(key));
    assert_eq!((style(&desk).pace.unwrap().word(), style(&desk).kind.unwrap().word()), ("fast", "tiger"));
    ["l", "t"].into_iter().for_each(|key| desk.press(key));
    assert_eq!((style(&desk).pace.unwrap().word(), style(&desk).kind), ("slow", None));
    ["e", "l"].into_iter().for_each(|key| desk.press(key));
    assert_eq!(desk.model.on_call().unwrap().call.state().sentiment.unwrap().word(), "negative");
}

#[test]
fn a_key_can_be_changed_and_a_clash_is_refused() {
    let mut desk = Desk::in_call(Locale::En);
    desk.press("1");
    let step = desk.step();
    desk.happen(Event::SetKey(Action::Undo, "X".into()));
    desk.press("u");
    assert_eq!(desk.step(), step);
    desk.press("x");
    assert_ne!(desk.step(), step);
    for (action, key, refusal) in [
        (Action::Undo, "n", KeyRefusal::Taken(Action::Note)),
        (Action::Help, "/", KeyRefusal::Taken(Action::Find)),
        (Action::Undo, "1", KeyRefusal::Digit),
        (Action::Undo, "Shift", KeyRefusal::NoSign),
        (Action::Undo, " ", KeyRefusal::NoSign),
        (Action::NewLead, "x", KeyRefusal::Final),
    ] {
        desk.happen(Event::SetKey(action, key.into()));
        assert_eq!(desk.model.notice, Some(Notice::KeyRefused(refusal)), "{key}");
    }
    assert_eq!(desk.model.records.settings.keys.cap(Action::Undo), "X");
    // The key that was freed can be had; so can one that means something on another screen only.
    desk.happen(Event::SetKey(Action::HangUp, "u".into()));
    desk.happen(Event::SetKey(Action::Start, "o".into()));
    assert_eq!(desk.model.notice, None);
    desk.happen(Event::SetKey(Action::HangUp, String::new()));
    desk.press("u");
    desk.press("e");
    assert_eq!(desk.progress(), Some(Progress::Talking));
    desk.happen(Event::ResetKeys);
    desk.press("e");
    assert!(matches!(desk.progress(), Some(Progress::WrappingUp(_))));
}

#[test]
fn switched_off_no_single_key_does_anything_and_the_others_still_do() {
    let mut desk = Desk::new(Locale::En);
    desk.happen(Event::SetKeysOff(true));
    for key in ["s", "/", "?", "c"] {
        desk.press(key);
        assert_eq!((desk.progress(), &desk.model.over), (None, &None), "{key}");
    }
    desk.choose("answered");
    let step = desk.step();
    ["1", "e", "n"].into_iter().for_each(|key| desk.press(key));
    assert_eq!(desk.step(), step);
    desk.happen(Event::Pick(0));
    desk.command("z");
    assert_eq!(desk.step(), step);
    desk.happen(Event::OpenSettings);
    assert!(matches!(desk.view().over, Some(OverView::Settings(view)) if view.keys_off));
}

#[test]
fn keys_are_kept_and_old_settings_are_read_as_before() {
    let mut settings = Settings { locale: Locale::En, ..Settings::default() };
    settings.keys.off = true;
    settings.keys.set(Action::Undo, "x").unwrap();
    settings.keys.set(Action::Note, "").unwrap();
    let kept = encode(&settings, version(1));
    assert!(kept.contains(r#""keys":{"off":true,"own":{"note":"","undo":"x"}}"#), "{kept}");
    assert_eq!(decode::<Settings>(&kept).as_ref(), Ok(&settings));
    let old = r#"{"format":1,"stamp":1,"data":{"locale":"en","theme":"dark","rep":{"name":"Tom"}}}"#;
    assert_eq!(decode::<Settings>(old).unwrap().keys, KeyBindings::default());
    // What a later program may add does not make the rest unreadable.
    let later = old.replace(r#""theme""#, r#""keys":{"own":{"fly":"x","undo":"z","note":7}},"theme""#);
    assert_eq!(decode::<Settings>(&later).unwrap().keys.cap(Action::Undo), "Z");
}

#[test]
fn the_palette_finds_everything_of_a_call() {
    let mut desk = Desk::in_call(Locale::ZhCn).with_pinyin();
    desk.press("1");
    for (query, expected) in [
        ("tgl", Choice::Objection(Id::new("too-dear"))),
        ("taigui", Choice::Objection(Id::new("too-dear"))),
        ("没sj", Choice::Objection(Id::new("no-time"))),
        ("msj", Choice::Objection(Id::new("no-time"))),
        ("chexiao", Choice::Do(Action::Undo)),
        ("guaduan", Choice::Do(Action::HangUp)),
        ("laohu", Choice::Do(Action::Tiger)),
        ("gwsswyzbz", Choice::Phrase(0, 0)),
        ("qrjdh", Choice::Step(0)),
    ] {
        let found = desk.find(query);
        assert_eq!(found.first().map(|it| &it.choice), Some(&expected), "{query}: {found:#?}");
    }
    assert!(desk.find("").len() > 10);
}

#[test]
fn without_the_table_pinyin_finds_nothing_and_it_is_asked_for_again() {
    let mut desk = Desk::in_call(Locale::ZhCn);
    desk.happen(Event::SoundsCame(None));
    assert!(desk.find("tgl").is_empty());
    desk.command("k");
    assert!(!desk.latest.contains(&Effect::FetchSounds), "it is on its way since the last opening");
    desk.happen(Event::SoundsCame(None));
    desk.press("Escape");
    desk.command("k");
    assert!(desk.latest.contains(&Effect::FetchSounds));
    let mut desk = desk.with_pinyin();
    let Some(Over::Palette(palette)) = &desk.model.over else { panic!("it stays open") };
    assert_eq!(palette.find("tgl")[0].label, "太贵了");
    desk.press("Escape");
    // An English call needs none.
    let mut english = Desk::in_call(Locale::En);
    english.command("k");
    assert!(!english.asked.contains(&Effect::FetchSounds));
}

#[test]
fn what_is_chosen_happens_and_is_found_sooner_the_next_time() {
    let mut desk = Desk::in_call(Locale::En);
    desk.press("1");
    let first = desk.find("no")[0].choice.clone();
    assert_eq!(first, Choice::Objection(Id::new("no-time")));
    desk.choose("no need");
    assert!(desk.step().starts_with("no-need"));
    assert_eq!(desk.find("no")[0].choice, Choice::Objection(Id::new("no-need")));
    assert!(desk.model.records.frecency.heat("objection:no-need") > 0);
    // Back to a step that was visited: by its line.
    let greet = desk.find("is that").into_iter().find(|it| it.choice == Choice::Step(0)).unwrap();
    desk.happen(Event::Choose(greet.choice));
    assert_eq!(desk.step(), "greet");
}

#[test]
fn a_phrase_is_shown_beside_the_line_until_the_call_goes_on() {
    let mut desk = Desk::in_call(Locale::En);
    let saying = |desk: &Desk| match desk.view().screen {
        Screen::Call(view) => callflow::speech::plain(&view.saying),
        other => panic!("{other:?}"),
    };
    desk.choose("sit still");
    assert!(saying(&desk).contains("couldn't sit still"));
    assert!(desk.latest.contains(&Effect::Focus("saying")));
    desk.press("Escape");
    assert_eq!(saying(&desk), "");
    desk.choose("sit still");
    desk.press("1");
    assert_eq!(saying(&desk), "");
}

#[test]
fn the_focus_goes_back_to_where_it_was() {
    let mut desk = Desk::new(Locale::En);
    desk.press("/");
    assert_eq!(desk.latest.first(), Some(&Effect::KeepFocus));
    desk.press("Escape");
    assert_eq!(desk.latest, [Effect::GiveFocusBack]);
    desk.command("k");
    desk.happen(Event::Choose(Choice::Do(Action::Help)));
    assert!(!desk.latest.contains(&Effect::GiveFocusBack), "it is not the time yet");
    assert!(matches!(desk.view().over, Some(OverView::Help(_))));
    desk.happen(Event::CloseOver);
    assert_eq!(desk.latest, [Effect::GiveFocusBack]);
    // Back first, then on to where the choice leads.
    desk.command("k");
    desk.happen(Event::Choose(Choice::Do(Action::Customer)));
    assert!(matches!(desk.latest[..], [Effect::GiveFocusBack, .., Effect::Focus("lead-name")]));
}

#[test]
fn what_opens_over_a_list_that_is_chosen_from_ends_that_and_leads_back_to_the_line() {
    let mut desk = Desk::in_call(Locale::En);
    desk.press("o");
    desk.command("k");
    assert!(!desk.latest.contains(&Effect::KeepFocus), "the heading of the list is no place to come back to");
    desk.press("Escape");
    assert!(desk.model.over.is_none() && desk.model.on_call().is_some_and(|it| it.picking.is_none()));
    desk.command("k");
    assert!(desk.latest.contains(&Effect::KeepFocus));
}

#[test]
fn while_something_is_open_keys_do_not_reach_the_desk_beneath() {
    let mut desk = Desk::in_call(Locale::En);
    let step = desk.step();
    desk.press("?");
    ["1", "e", "u"].into_iter().for_each(|key| desk.press(key));
    desk.command("z");
    assert_eq!((desk.step(), desk.progress()), (step, Some(Progress::Talking)));
    assert_eq!(desk.model.over, Some(Over::Help));
}
