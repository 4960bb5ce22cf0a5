//! The palette finds what a rep looks for in the words of the customer: objections first in a call, customers before it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::{Screen, ToolView};
use callflow::app::{Action, Choice, Entry, EntryKind, Event, Over, Place};
use callflow::domain::call::{self, Disposition};
use callflow::domain::{Id, LeadField, Locale};
use common::desk::{Desk, draft};
use std::collections::BTreeMap;

impl Desk {
    fn new(locale: Locale) -> Self {
        let mut desk = Self::open_with(BTreeMap::new(), None, locale);
        let table = common::text(&common::place("assets/pinyin.txt"));
        desk.happen(Event::SoundsCame(Some(table)));
        desk
    }

    /// A call to somebody, begun and not ended.
    fn calls(&mut self, name: &str, company: &str, phone: &str) -> Id {
        self.happen(Event::NewLead);
        let lead = [(LeadField::Name, name), (LeadField::Company, company), (LeadField::Phone, phone)];
        for (field, text) in lead {
            self.happen(Event::SetLead(field, text.into()));
        }
        self.happen(Event::StartCall);
        self.call().id.clone()
    }

    fn does(&mut self, event: call::Event) {
        self.happen(Event::Do(event));
    }

    fn finishes(&mut self) {
        for event in
            [call::Event::Ended, call::Event::Disposed { disposition: Disposition::Declined }, call::Event::Closed]
        {
            self.does(event);
        }
    }

    fn find(&mut self, query: &str) -> Vec<Entry> {
        self.happen(Event::OpenPalette);
        let Some(Over::Palette(palette)) = &self.model.over else { panic!("no palette") };
        let found = palette.find(query).into_iter().cloned().collect();
        self.happen(Event::CloseOver);
        found
    }

    fn first(&mut self, query: &str) -> Option<Choice> {
        self.find(query).into_iter().next().map(|entry| entry.choice)
    }

    fn choose(&mut self, query: &str) {
        let choice = self.first(query).unwrap_or_else(|| panic!("{query}: nothing"));
        self.happen(Event::OpenPalette);
        self.happen(Event::Choose(choice));
    }
}

#[test]
fn objections_are_found_first_by_what_customers_say() {
    let chinese = [
        ("价格", "too-dear"),
        ("预算", "too-dear"),
        ("没预算", "too-dear"),
        ("没钱", "too-dear"),
        ("报价", "too-dear"),
        ("钱", "too-dear"),
        ("贵", "too-dear"),
        ("多少钱", "too-dear"),
        ("yusuan", "too-dear"),
        ("jiage", "too-dear"),
        ("开会", "no-time"),
        ("kaihui", "no-time"),
        ("忙", "no-time"),
        ("老板", "ask-boss"),
        ("领导", "ask-boss"),
        ("商量", "ask-boss"),
        ("骗子", "no-trust"),
        ("微信", "send-material"),
        ("资料", "send-material"),
        ("改天", "call-later"),
        ("考虑", "call-later"),
        ("推销", "not-interested"),
        ("骚扰", "stop-calling"),
        ("上当", "bad-experience"),
        ("个人信息", "how-got-number"),
        ("总部", "not-my-job"),
        ("别家", "have-supplier"),
        ("用不上", "no-need"),
    ];
    let english = [
        ("price", "too-dear"),
        ("pri", "too-dear"),
        ("dear", "too-dear"),
        ("expensive", "too-dear"),
        ("budget", "too-dear"),
        ("money", "too-dear"),
        ("cost", "too-dear"),
        ("meeting", "no-time"),
        ("busy", "no-time"),
        ("boss", "ask-boss"),
        ("manager", "ask-boss"),
        ("scam", "no-trust"),
        ("email", "send-material"),
        ("brochure", "send-material"),
        ("later", "call-later"),
        ("gdpr", "how-got-number"),
        ("cold call", "not-interested"),
        ("complaint", "stop-calling"),
        ("let down", "bad-experience"),
        ("head office", "not-my-job"),
        ("contract", "have-supplier"),
        ("no use", "no-need"),
    ];
    for (locale, rows) in [(Locale::ZhCn, chinese.as_slice()), (Locale::En, english.as_slice())] {
        let mut desk = Desk::new(locale);
        desk.calls("Helen", "", "");
        // On the greeting, and where answers are about money themselves.
        for step in ["greet", "offer.check"] {
            desk.does(call::Event::WentTo { step: Id::new(step) });
            for (query, objection) in rows {
                assert_eq!(desk.first(query), Some(Choice::Objection(Id::new(objection))), "{query} at {step}");
            }
            assert_eq!(desk.find("")[0].choice.kind(), EntryKind::Objection);
        }
    }
}

#[test]
fn objections_do_not_stand_before_what_fits_better() {
    let mut desk = Desk::new(Locale::En);
    desk.calls("Helen", "", "");
    for (query, action) in
        [("undo", Action::Undo), ("end the call", Action::HangUp), ("appointment", Action::Appointment)]
    {
        assert_eq!(desk.first(query), Some(Choice::Do(action)), "{query}");
    }
    // Everything has its place on an empty query, too.
    let kinds: Vec<EntryKind> = desk.find("").iter().map(|entry| entry.choice.kind()).collect();
    assert!(kinds.contains(&EntryKind::Answer) && kinds.len() >= 12, "{kinds:?}");
}

#[test]
fn offer_cards_are_found_and_opened() {
    for (locale, query, card) in [(Locale::ZhCn, "报警", "alert-clips"), (Locale::En, "alert", "alert-clips")] {
        let mut desk = Desk::new(locale);
        desk.calls("Helen", "", "");
        let found = desk.find(query).into_iter().find(|it| it.choice.kind() == EntryKind::Card).unwrap();
        assert_eq!(found.choice, Choice::Card(Id::new(card)), "{query}");
        desk.happen(Event::OpenPalette);
        desk.happen(Event::Choose(found.choice));
        let ToolView::Cards(view) = &*desk.see().side.tool else { panic!("no cards") };
        let sought: Vec<&str> = view.cards.iter().filter(|it| it.sought).map(|it| it.id.as_str()).collect();
        assert_eq!((sought, desk.focus()), (vec![card], Some("card")));
    }
}

#[test]
fn an_unfinished_call_is_found_by_the_word_and_by_the_name() {
    for (locale, name, queries) in [
        (
            Locale::ZhCn,
            "王丽",
            ["接着打", "jiezheda", "继续", "王丽", "wangli", "清河", "8000", "13800138000", "resume"],
        ),
        (
            Locale::En,
            "Wang Li",
            ["go on", "resume", "continue", "wang", "wang li", "清河", "138 0013", "8000", "接着打"],
        ),
    ] {
        for query in queries {
            let mut desk = Desk::new(locale);
            let call = desk.calls(name, "清河", "138 0013 8000");
            desk.press("1");
            let line = desk.see().prompt.line.clone();
            desk.happen(Event::LeaveCall);
            assert_eq!(desk.first(query), Some(Choice::Unfinished(call.clone())), "{query}");
            desk.choose(query);
            assert_eq!((&desk.call().id, &desk.see().prompt.line), (&call, &line), "{query}");
        }
    }
}

#[test]
fn customers_are_found_before_a_call_and_a_card_is_filled_in_for_them() {
    let mut desk = Desk::new(Locale::ZhCn);
    for (name, company, phone) in [
        ("李建国", "远东建材", "139 1111 2222"),
        ("赵敏", "绿源超市", "010-65529988-808 或 137 0000 5555"),
        ("李梅", "远东建材", "137 3333 4444"),
    ] {
        desk.calls(name, company, phone);
        desk.finishes();
    }
    for (query, name) in [
        ("李建国", "李建国"),
        ("ljg", "李建国"),
        ("zhaomin", "赵敏"),
        ("lvyuan", "赵敏"),
        ("2222", "李建国"),
        ("13733334444", "李梅"),
        ("010 6552", "赵敏"),
        ("01065529988", "赵敏"),
        ("9988", "赵敏"),
        ("5555", "赵敏"),
        // Of one firm, the one called last.
        ("远东", "李梅"),
    ] {
        desk.choose(query);
        assert_eq!((desk.front().card.lead.name.as_str(), desk.focus()), (name, Some("start-call")), "{query}");
    }
    // They stand first, and leave room for the rest.
    let kinds: Vec<EntryKind> = desk.find("").iter().map(|entry| entry.choice.kind()).collect();
    assert_eq!(kinds[..3], [EntryKind::Customer; 3]);
    assert!(kinds.contains(&EntryKind::Action));
    // Once for each: a second call to somebody is no second customer.
    desk.choose("赵敏");
    desk.happen(Event::StartCall);
    desk.finishes();
    assert_eq!(desk.find("赵敏").iter().filter(|it| it.choice.kind() == EntryKind::Customer).count(), 1);
}

#[test]
fn whom_something_is_agreed_with_comes_first() {
    let mut desk = Desk::new(Locale::En);
    desk.calls("Ann Early", "", "");
    desk.happen(Event::OpenTool(callflow::domain::flow::Tool::Appointment));
    desk.happen(Event::EditBooking(Box::new(draft("2027-01-20"))));
    desk.happen(Event::Book);
    desk.finishes();
    desk.calls("Ann Late", "", "");
    desk.finishes();
    let found = desk.find("ann");
    let named: Vec<(&str, bool)> =
        found.iter().take(2).map(|it| (it.label.as_str(), it.note.contains("20 January"))).collect();
    assert_eq!(named, [("Ann Early", true), ("Ann Late", false)]);
}

#[test]
fn a_call_is_not_left_by_finding_somebody_else() {
    let mut desk = Desk::new(Locale::En);
    desk.calls("Ann", "", "");
    desk.finishes();
    desk.calls("Bob", "", "");
    assert!(desk.find("ann").iter().all(|it| it.choice.kind() != EntryKind::Customer));
    desk.press("e");
    assert!(desk.find("ann").iter().all(|it| it.choice.kind() != EntryKind::Customer));
    // A finished call that is looked at is left for the next customer.
    desk.does(call::Event::Disposed { disposition: Disposition::Declined });
    let id = desk.call().id.clone();
    desk.does(call::Event::Closed);
    desk.happen(Event::OpenCall(id));
    assert_eq!(Place::of(&desk.model), Place::Closed);
    desk.choose("ann");
    assert!(matches!(desk.view().screen, Screen::Prepare(_)));
    assert_eq!(desk.front().card.lead.name, "Ann");
}

#[test]
fn actions_are_found_in_either_language() {
    for locale in Locale::ALL {
        let mut desk = Desk::new(locale);
        for (query, action) in [
            ("dark", Action::ThemeDark),
            ("深色", Action::ThemeDark),
            ("light appearance", Action::ThemeLight),
            ("浅色", Action::ThemeLight),
            ("backup", Action::Data),
            ("备份", Action::Data),
            ("help", Action::Help),
            ("帮助", Action::Help),
        ] {
            assert_eq!(desk.first(query), Some(Choice::Do(action)), "{query} in {locale:?}");
        }
        let themes = desk.find("主题").into_iter().chain(desk.find("theme"));
        assert!(themes.filter(|it| matches!(it.choice, Choice::Do(Action::ThemeDark))).count() == 2);
    }
}

#[test]
fn traditional_characters_find_what_is_written_in_simplified_ones_and_the_other_way_round() {
    let mut desk = Desk::new(Locale::ZhCn);
    desk.calls("陳麗華", "", "");
    for (traditional, simplified) in [("價格", "价格"), ("預算", "预算"), ("錢", "钱"), ("開會", "开会")]
    {
        let found = desk.first(traditional);
        assert!(found.is_some() && found == desk.first(simplified), "{traditional}");
    }
    desk.happen(Event::LeaveCall);
    for query in ["陳", "陈", "chen"] {
        assert!(matches!(desk.first(query), Some(Choice::Unfinished(_))), "{query}");
    }
}
