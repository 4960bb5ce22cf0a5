//! Who is the same person: found, handed out and erased by any spelling of a number, and never together with others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::app::{DataEvent, Event, Stage, Told};
use callflow::domain::flow::FieldKind;
use callflow::domain::{Id, Lead, LeadField, call};
use callflow::store::person::find;
use callflow::store::{Key, encode};
use common::desk::Desk;
use common::kept::{Records, call_to, data, erase_person};
use common::version;

fn lead(name: &str, company: &str, phone: &str) -> Lead {
    Lead { name: name.into(), company: company.into(), phone: phone.into(), ..Lead::default() }
}

/// A record of each, named by its place.
fn records(leads: &[Lead]) -> Vec<(String, String)> {
    let record =
        |(place, lead): (usize, &Lead)| (Key::Lead(Id::new(&format!("{place:05}"))).text(), encode(lead, version(1)));
    leads.iter().enumerate().map(record).collect()
}

/// How many records everyone has whom a query fits.
fn found(leads: &[Lead], query: &str) -> Vec<usize> {
    find(&records(leads), query).iter().map(|person| person.keys.len()).collect()
}

#[test]
fn the_same_person_in_two_spellings_is_one() {
    for phones in [
        ["138 0013 8000", "+86 13800138000"],
        ["13800138000", "0086-138-0013-8000"],
        ["１３８００１３８０００", "手机：138-0013-8000"],
        ["010-65529988-808", "+86 (0)10 6552 9988 转 808"],
        ["020 7946 0018", "+44 (0)20 7946 0018"],
        ["13800138000 / 010-65529988", "010-65529988"],
    ] {
        for query in phones {
            assert_eq!(found(&phones.map(|phone| lead("王伟", "", phone)), query), [2], "{phones:?} by {query}");
        }
    }
    // In short, or not named at all, as long as only one person can be meant.
    for short in ["王总", "王先生", ""] {
        let leads = [lead("王伟", "远海", "13800138000"), lead(short, "", "+86 138 0013 8000")];
        assert_eq!(found(&leads, "13800138000"), [2], "{short}");
    }
    for short in ["H. Young", "Ms Young", "Dr. H Young", ""] {
        let leads = [lead("Helen Young", "Harbour", "+44 20 7946 0018"), lead(short, "", "020 7946 0018")];
        assert_eq!(found(&leads, "020 7946 0018"), [2], "{short}");
    }
}

#[test]
fn two_people_at_one_switchboard_are_two() {
    for [one, other] in [
        ["010-65529988", "010-65529988"],
        ["010-65529988转808", "010-65529988转809"],
        ["010-65529988", "(010)6552 9988-808"],
        ["13800138000", "13800138000"],
    ] {
        let leads = [lead("王伟", "远海", one), lead("李娜", "远海", other)];
        assert_eq!(found(&leads, "远海"), [1, 1], "{one} {other}");
        assert_eq!(found(&leads, "王伟"), [1]);
    }
    // Nobody knows which of the two is meant.
    let switchboard = |name| lead(name, "", "020 7946 0018");
    let leads = ["Helen Young", "Harry Young", "H. Young", ""].map(switchboard);
    assert_eq!(found(&leads, "7946 0018"), [1, 1, 1, 1]);
    assert_eq!(found(&["王伟", "王芳", "王总", "李娜"].map(switchboard), "7946 0018"), [1, 1, 1, 1]);
}

#[test]
fn erasing_one_of_two_at_a_switchboard_leaves_the_other() {
    let mut desk = Desk::open(Records::new());
    call_to(&mut desk, "王伟", "远海", "010-65529988-808");
    call_to(&mut desk, "李娜", "远海", "010-65529988");
    // Copies that could not be read tell of somebody by name and number, not by the number they share.
    let mut kept = desk.kept.clone();
    kept.insert("aside:call:x".into(), "{\"name\":\"王伟\",\"phone\":\"010-65529988".into());
    kept.insert("aside:call:y".into(), "{\"name\":\"李娜\",\"phone\":\"010-65529988".into());
    let mut desk = Desk::open(kept);
    let before = desk.kept.len();
    erase_person(&mut desk, "王伟");
    // The call, the customer, the follow-up, the copy.
    assert_eq!(desk.model.data.stage, Stage::Told(Told::Erased(4)));
    assert_eq!(desk.kept.len(), before - 4);
    let left = format!("{:?}", desk.kept);
    assert!(!left.contains("王伟") && left.contains("李娜") && left.contains("aside:call:y"), "{left}");
    assert_eq!(desk.model.records.calls.len(), 1);
}

#[test]
fn thousands_with_one_number_are_as_many_people() {
    let leads: Vec<Lead> = (0..5_000).map(|n| lead(&format!("Customer {n}"), "Harbour", "020 7946 0018")).collect();
    assert_eq!(found(&leads, "7946 0018"), [1; 20]);
    assert_eq!(found(&leads, "customer 4711"), [1]);
    let mut desk = Desk::open(records(&leads).into_iter().collect());
    erase_person(&mut desk, "customer 4711");
    assert_eq!(desk.model.data.stage, Stage::Told(Told::Erased(1)));
    assert_eq!(desk.model.records.leads.len(), 4_999);
}

#[test]
fn somebody_is_found_by_any_spelling_of_the_number_in_the_archive_too() {
    let mut desk = common::kept::with_archive();
    for query in ["020 7946 0018", "+442079460018", "7946-0018", "＋４４ ２０ ７９４６ ００１８"] {
        data(&mut desk, DataEvent::Query(query.into()));
        data(&mut desk, DataEvent::Find);
        let Stage::Person(person, _) = &desk.model.data.stage else { panic!("{query}: {:?}", desk.model.data.stage) };
        assert_eq!(person.called[0].name, "Helen Young");
        desk.happen(Event::SearchArchive(query.into()));
        assert_eq!(desk.front().archive.rows.len(), 1, "{query}");
    }
}

#[test]
fn the_card_says_what_is_dialled_and_why_not() {
    use callflow::app::view::DialView;
    use callflow::domain::PhoneRefusal;
    let mut desk = Desk::open(Records::new());
    assert_eq!(desk.front().card.dial, DialView::None);
    let mut typed = |text: &str| {
        desk.happen(Event::SetLead(LeadField::Phone, text.into()));
        desk.front().card.clone()
    };
    for (text, why) in [
        ("abc def", PhoneRefusal::NoNumber),
        ("138****8000", PhoneRefusal::Masked),
        ("1.38E+10", PhoneRefusal::Spreadsheet),
    ] {
        let card = typed(text);
        assert_eq!((&card.dial, card.lead.phone.as_str()), (&DialView::Refused(why), text));
        assert!(card.missing.contains(&LeadField::Phone));
    }
    let DialView::Number { number, tel, others } = typed("010-65529988转808 / 13900139000").dial else { panic!() };
    assert_eq!((number.digits.as_str(), number.extension.as_str()), ("010 6552 9988", "808"));
    assert_eq!(tel, "tel:01065529988;ext=808");
    // One click puts the other first.
    let DialView::Number { tel, others: left, .. } = typed(&others[0].1).dial else { panic!() };
    assert_eq!((tel.as_str(), left[0].0.digits.as_str()), ("tel:13900139000", "010 6552 9988"));
}

/// A desk on which a customer of this name and number was asked who decides, and who said it is them.
fn after_a_call(name: &str, phone: &str) -> Desk {
    let mut desk = Desk::open(std::collections::BTreeMap::new());
    calls(&mut desk, name, phone);
    let value = Some(call::Value::Text("he decides".into()));
    let field = desk.call().flow().fields.iter().find(|it| it.kind == FieldKind::Text).unwrap().id.clone();
    desk.happen(Event::Do(call::Event::Captured { field, value }));
    desk.happen(Event::Do(call::Event::Corrected { field: LeadField::Company, text: "Hale".into() }));
    for event in
        [call::Event::Ended, call::Event::Disposed { disposition: call::Disposition::Declined }, call::Event::Closed]
    {
        desk.happen(Event::Do(event));
    }
    desk
}

fn types(desk: &mut Desk, name: &str, phone: &str) {
    desk.happen(Event::NewLead);
    desk.happen(Event::SetLead(LeadField::Name, name.into()));
    desk.happen(Event::SetLead(LeadField::Phone, phone.into()));
}

fn calls(desk: &mut Desk, name: &str, phone: &str) {
    types(desk, name, phone);
    desk.happen(Event::StartCall);
}

#[test]
fn who_is_typed_anew_in_another_spelling_is_the_customer_of_before() {
    for (name, phone, other) in
        [("张伟", "138 0013 8000", "+86 13800138000"), ("Helen Young", "+44 20 7946 0018", "+442079460018")]
    {
        let mut desk = after_a_call(name, phone);
        types(&mut desk, name, other);
        assert!(desk.front().card.past.is_some(), "{name}: what is known is on the card");
        desk.happen(Event::StartCall);
        assert!(desk.call().started().past.is_some(), "and in the call");
        let lead = &desk.call().state().lead;
        assert_eq!((&*lead.phone, &*lead.company), (other, "Hale"), "what was typed stays, the rest is known");
        assert_eq!((desk.model.records.leads.len(), desk.model.records.calls.len()), (1, 2));
        // Taken back, they are on the card as they were known.
        desk.press("u");
        assert_eq!((desk.model.records.leads.len(), &*desk.front().card.lead.name), (1, name));
    }
}

#[test]
fn another_name_at_the_number_or_another_number_of_the_name_is_somebody_else() {
    for (name, phone) in [("Tom Hill", "+442079460018"), ("Helen Young", "+442079460019"), ("Helen", "+442079460018")] {
        let mut desk = after_a_call("Helen Young", "+44 20 7946 0018");
        types(&mut desk, name, phone);
        assert!(desk.front().card.past.is_none(), "{name}, {phone}");
        desk.happen(Event::StartCall);
        assert_eq!((desk.model.records.leads.len(), desk.call().started().past.is_some()), (2, false));
    }
    // Somebody chosen stays who they are.
    let mut desk = after_a_call("Helen Young", "+44 20 7946 0018");
    calls(&mut desk, "Tom Hill", "+442079460019");
    let (tom, record) = (desk.call().id.clone(), desk.call().started().lead_id.clone());
    desk.happen(Event::LeaveCall);
    desk.happen(Event::CallAgain(tom));
    desk.happen(Event::SetLead(LeadField::Name, "Helen Young".into()));
    desk.happen(Event::SetLead(LeadField::Phone, "+442079460018".into()));
    desk.happen(Event::StartCall);
    assert_eq!((desk.model.records.leads.len(), &desk.call().started().lead_id), (2, &record));
}
