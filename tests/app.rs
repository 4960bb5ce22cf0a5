//! The program without a browser: what it keeps, what it finds again, and what it does with records that make no sense.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::{Screen, ToolView};
use callflow::app::{self, Effect, Event, Held, KeepState, StorageFault};
use callflow::app::{CallRecord, Extent, Gap, KeyPress, List, Notice, Span};
use callflow::domain::call::{self, Disposition, Entry, Refusal, Started};
use callflow::domain::flow::Tool;
use callflow::domain::{Fixed, FollowUp, Id, LeadField, Locale, Stamp, Style, Wall};
use common::desk::{Desk, draft};
use common::version;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;

const ZONE: &str = "Asia/Shanghai";

impl Desk {
    /// A desk with the small flow, on a call, at the step this choice after that leads to.
    fn on_small(choices: &[(&str, &str)]) -> Self {
        let mut desk = Self::open(BTreeMap::new());
        desk.happen(Event::FlowCame(Locale::En, Some(common::SMALL.into())));
        desk.happen(Event::StartCall);
        choices.iter().for_each(|(at, choice)| desk.choose(at, choice));
        desk
    }

    fn choose(&mut self, at: &str, choice: &str) {
        self.happen(Event::Do(call::Event::Advanced { at: Id::new(at), choice: Id::new(choice) }));
        assert_eq!(self.model.notice, None, "{at}: {choice}");
    }

    /// The line on the screen, gaps in brackets.
    fn line(&self) -> String {
        said(&self.see().prompt.line)
    }

    fn calls(&self) -> Vec<&String> {
        self.kept.keys().filter(|key| key.starts_with("call:")).collect()
    }
}

/// The gap of this name in a text.
fn gap(spans: &[Span], named: &str) -> (Gap, Vec<String>) {
    let gap = spans.iter().find_map(|span| match span {
        Span::Gap(gap, name, options) if name == named => Some((gap.clone(), options.clone())),
        _ => None,
    });
    gap.unwrap_or_else(|| panic!("no gap {named} in {spans:?}"))
}

fn said(spans: &[Span]) -> String {
    app::plain(spans)
}

#[test]
fn a_call_is_found_again_where_it_was() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::StartCall);
    for place in [0, 0, 0] {
        desk.happen(Event::Pick(place));
    }
    desk.happen(Event::Do(call::Event::Noted { text: "note".into() }));
    let before = desk.model.on_call().unwrap().call.state().clone();

    let mut again = Desk::open(desk.kept.clone());
    let id = Id::new(again.calls()[0].strip_prefix("call:").unwrap());
    again.happen(Event::OpenCall(id));
    assert_eq!(*again.model.on_call().unwrap().call.state(), before);
}

#[test]
fn nothing_is_lost_while_storage_refuses() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.refuse = Some(StorageFault::Full);
    desk.happen(Event::StartCall);
    desk.happen(Event::Pick(0));
    assert!(matches!(desk.model.keeping.state(), KeepState::NotKept(StorageFault::Full, n) if n >= 3));
    assert!(desk.calls().is_empty());
    desk.refuse = None;
    desk.happen(Event::Do(call::Event::Noted { text: "room again".into() }));
    assert_eq!(desk.model.keeping.state(), KeepState::Kept);
    assert_eq!(desk.calls().len(), 1);
}

#[test]
fn a_good_record_in_the_place_of_a_damaged_one_outlives_the_setting_aside() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.kept.insert("draft:tab".into(), "{".into());
    let mut desk = Desk::open_with(desk.kept, Some(StorageFault::Full), Locale::En);
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    assert_eq!(desk.kept["draft:tab"], "{", "not destroyed while there is no copy");
    desk.refuse = None;
    desk.happen(Event::KeepAgain);
    assert_eq!(desk.kept["aside:draft:tab"], "{");
    assert!(desk.kept["draft:tab"].contains("Helen"), "the good one is there");
    assert_eq!(desk.model.keeping.state(), KeepState::Kept);
}

#[test]
fn what_a_newer_program_wrote_is_left_alone_and_what_is_not_kept_therefore_is_told() {
    let newer = "{\"format\":99,\"data\":{}}".to_owned();
    let mut desk = Desk::open(BTreeMap::from([("settings".to_owned(), newer.clone())]));
    desk.happen(Event::SetLocale(Locale::ZhCn));
    assert_eq!(desk.model.keeping.state(), KeepState::NotKept(StorageFault::Newer, 1));
    assert_eq!(desk.kept["settings"], newer);
}

#[test]
fn a_quick_outcome_is_one_closed_call() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::SetLead(LeadField::Name, "Helen".into()));
    desk.happen(Event::QuickOutcome(Disposition::NoAnswer));
    assert_eq!(desk.calls().len(), 1);
    let (_, call) = desk.model.calls.iter().next().unwrap();
    assert!(call.1.closed && call.1.disposition == Some(Disposition::NoAnswer));
    assert!(desk.model.on_call().is_none());
}

#[test]
fn a_flow_is_kept_with_the_call_that_was_made_with_it() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::StartCall);
    assert!(desk.kept.keys().any(|key| key.starts_with("flow:en/first-call@2+")));
    // Offline, the kept one serves.
    let mut offline = Desk::open(desk.kept.clone());
    offline.happen(Event::FlowCame(Locale::En, None));
    assert!(offline.model.flow().is_some());
}

#[test]
fn what_a_full_log_refuses_is_not_called_done() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::StartCall);
    let (id, started) = (desk.call().id.clone(), desk.call().started().clone());
    let note = Entry { at: started.at, event: call::Event::Noted { text: "again".into() } };
    let record = CallRecord { started, log: vec![note; call::MAX_LOG] };
    desk.kept.insert(format!("call:{id}"), app::encode(&record, version(0)));
    let mut desk = Desk::open(desk.kept);
    desk.happen(Event::OpenCall(id));
    desk.happen(Event::EditBooking(Box::new(draft("2027-01-20"))));
    desk.happen(Event::Book);
    assert_eq!(desk.model.notice, Some(Notice::Refused(Refusal::Full)));
    desk.happen(Event::DismissNotice);
    desk.happen(Event::EditPromise(Box::new(draft("2027-01-20"))));
    desk.happen(Event::Promise);
    assert_eq!(desk.model.notice, Some(Notice::Refused(Refusal::Full)));
    assert!(desk.call().state().appointment.is_none() && desk.call().state().follow_up.is_none());
}

#[test]
fn a_key_leads_only_to_what_is_on_the_screen() {
    let focuses = |desk: &mut Desk| {
        let press = KeyPress { key: "c".into(), ..KeyPress::default() };
        let now = desk.moment();
        app::update(&mut desk.model, Event::Key(press), &now)
    };
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::StartCall);
    assert_eq!(focuses(&mut desk), [Effect::Focus("capture")]);
    // After the call there is nothing to capture.
    desk.press("e");
    assert_eq!(focuses(&mut desk), []);
}

#[test]
fn a_flow_edited_under_the_same_version_leaves_earlier_calls_their_own_text() {
    let line = |desk: &Desk| {
        let flow = desk.call().flow();
        let line = flow.step(flow.start).prompt().unwrap().wording(1, Style::default()).unwrap();
        format!("{line:?}")
    };
    let text = std::fs::read_to_string("flows/en/first-call.json").unwrap();
    let edited = text.replace("{{greeting}}", "EDITED {{greeting}}");
    assert_ne!(edited, text);
    let mut desk = Desk::open(BTreeMap::new());
    let mut call = |flow: &str| {
        desk.happen(Event::FlowCame(Locale::En, Some(flow.into())));
        desk.happen(Event::StartCall);
        let said = (desk.call().id.clone(), line(&desk));
        desk.happen(Event::LeaveCall);
        said
    };
    let calls = [call(&text), call(&edited), call(&text)];
    assert!(calls[1].1.contains("EDITED") && calls[0].1 == calls[2].1 && !calls[0].1.contains("EDITED"));
    assert_eq!(desk.kept.keys().filter(|key| key.starts_with("flow:")).count(), 2);

    // Whichever text is at hand later, each call is opened with its own.
    let mut again = Desk::open(desk.kept.clone());
    for at_hand in [&text, &edited] {
        again.happen(Event::FlowCame(Locale::En, Some(at_hand.clone())));
        for (id, said) in &calls {
            again.happen(Event::OpenCall(id.clone()));
            assert_eq!(line(&again), *said);
            again.happen(Event::LeaveCall);
        }
    }
    // Without a net, the text of the latest call is at hand.
    again.happen(Event::FlowCame(Locale::En, None));
    again.happen(Event::StartCall);
    assert_eq!(line(&again), calls[2].1);
}

#[test]
fn a_view_is_made_of_the_slices_shown_before_where_they_are_equal() {
    let mut desk = Desk::on_small(&[("greet", "yes")]);
    let shown = desk.view();
    desk.happen(Event::Do(call::Event::Noted { text: "x".into() }));
    let new = desk.view();
    let shared = new.clone().sharing(&shown);
    assert_eq!(shared, new);
    let (Screen::Call(shared), Screen::Call(shown)) = (&shared.screen, &shown.screen) else { panic!("not in a call") };
    assert!(Rc::ptr_eq(&shared.prompt, &shown.prompt) && Rc::ptr_eq(&shared.rail, &shown.rail));
    assert!(!Rc::ptr_eq(&shared.side, &shown.side), "a note stands there now");
}

#[test]
fn before_another_screen_comes_it_is_taken_back_that_all_is_saved() {
    let (ended, undone) = (Event::Do(call::Event::Ended), Event::Do(call::Event::Undone));
    for (earlier, event) in [(None, ended.clone()), (Some(ended), undone)] {
        let mut desk = Desk::on_small(&[("greet", "yes")]);
        earlier.into_iter().for_each(|it| desk.happen(it));
        let (before, moment) = (desk.view(), desk.moment());
        assert_eq!(before.frame.keep.state, KeepState::Kept);
        app::update(&mut desk.model, event, &moment);
        let first = app::view::first(&desk.model, &before).unwrap();
        assert_eq!((&first.screen, first.frame.keep.state), (&before.screen, KeepState::Keeping(1)));
        // That done, the screen itself comes.
        assert_eq!(app::view::first(&desk.model, &first), None);
        assert_ne!(std::mem::discriminant(&desk.view().screen), std::mem::discriminant(&before.screen));
    }
}

#[test]
fn a_record_that_arrives_changes_nothing_but_what_is_said_of_it() {
    let mut desk = Desk::on_small(&[("greet", "yes")]);
    let moment = desk.moment();
    let noted = Event::Do(call::Event::Noted { text: "x".into() });
    let effects = app::update(&mut desk.model, noted, &moment);
    let shown = app::view::view(&desk.model, &moment);
    assert_eq!(shown.frame.keep.state, KeepState::Keeping(1));
    for effect in effects {
        if let Effect::Write { key, version, .. } = effect {
            app::update(&mut desk.model, Event::Kept { key, version, held: Held::Surely }, &moment);
        }
    }
    let kept = app::view::kept(&desk.model, &shown).unwrap();
    assert_eq!((&kept, kept.frame.keep.state), (&app::view::view(&desk.model, &moment), KeepState::Kept));
    // What lies over the desk may tell of records.
    app::update(&mut desk.model, Event::OpenHelp, &moment);
    assert_eq!(app::view::kept(&desk.model, &shown), None);
}

#[test]
fn a_summary_tells_as_much_as_is_asked_until_the_rep_changes_it() {
    let mut desk = Desk::on_small(&[("greet", "yes")]);
    desk.happen(Event::Do(call::Event::Noted { text: "calls after six".into() }));
    desk.press("e");
    desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Material }));
    let told = |desk: &mut Desk, extent| {
        desk.happen(Event::SetExtent(extent));
        desk.wrapped_up().summary.clone()
    };
    let [line, short, full] = Extent::ALL.map(|extent| told(&mut desk, extent));
    assert!(line.contains("Send material") && !line.contains('\n') && !line.contains("after six"), "{line}");
    assert!(short.contains("calls after six") && short.contains("Next: Send the material today"), "{short}");
    assert!(full.starts_with("Call: ") && full.lines().count() > short.lines().count(), "{full}");
    assert_eq!(desk.wrapped_up().promised, ["Send the material"]);

    // Changed by hand it stays, over more that happens and over a reload, until it is composed anew or undone.
    desk.happen(Event::EditSummary("As I say.".into()));
    desk.happen(Event::Do(call::Event::Noted { text: "and one more".into() }));
    let id = desk.call().id.clone();
    let mut desk = Desk::open(desk.kept);
    desk.happen(Event::OpenCall(id));
    assert_eq!((desk.wrapped_up().summary.as_str(), desk.wrapped_up().edited), ("As I say.", true));
    desk.happen(Event::CopySummary);
    assert!(desk.latest.contains(&Effect::Copy("As I say.".into())));
    assert_eq!(told(&mut desk, Extent::Full), "As I say.", "another length takes nothing away");
    assert_eq!(desk.model.notice, Some(Notice::SummaryStays));
    assert_eq!(told(&mut desk, Extent::Short), "As I say.");
    desk.happen(Event::ComposeSummary);
    assert!(desk.wrapped_up().summary.contains("and one more") && !desk.wrapped_up().edited);
    desk.press("u");
    assert_eq!(desk.wrapped_up().summary, "As I say.");
    desk.happen(Event::EditSummary(String::new()));
    assert!(!desk.wrapped_up().edited);
}

#[test]
fn nothing_of_a_practice_call_is_kept() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::FlowCame(Locale::En, Some(common::SMALL.into())));
    assert!(desk.front().first);
    desk.happen(Event::Practise);
    assert!(desk.see().practice && desk.see().bar.with.contains("Morgan"));
    desk.choose("greet", "yes");
    desk.happen(Event::Do(call::Event::Noted { text: "x".into() }));
    desk.press("e");
    desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Declined }));
    desk.press("d");
    assert!(desk.front().first && desk.front().recent.rows.is_empty());
    assert_eq!(desk.kept.keys().collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_line_does_not_change_while_it_is_said() {
    let mut desk = Desk::on_small(&[("greet", "yes"), ("ask", "told")]);
    let before = desk.line();
    let first = desk.call().flow().cards[0].id.clone();
    desk.happen(Event::Do(call::Event::Affirmed { card: first, on: true }));
    assert_eq!(desk.line(), before);
    // Said anew, it speaks of the next card.
    desk.choose("offer", "back");
    desk.choose("ask", "told");
    assert_eq!((before.as_str(), desk.line().as_str()), ("Here is A low price.", "Here is A good make as well."));
}

#[test]
fn tomorrow_is_counted_from_the_day_it_is_said_on() {
    const DAY: i64 = 86_400_000;
    let mut desk = Desk::open(BTreeMap::new());
    // An hour to midnight, and a line that tells the time of the follow-up.
    let started = 1_800_025_200_000;
    desk.now = started;
    let text = common::SMALL.replace("\"What matters to you?\"", "\"I call {{followup.when}}.\"");
    desk.happen(Event::FlowCame(Locale::En, Some(text)));
    desk.happen(Event::StartCall);
    desk.choose("greet", "yes");
    let follow_up = FollowUp {
        time: Fixed { wall: Wall::parse("2027-01-17T10:00").unwrap(), zone: ZONE.into(), at: Stamp(started + DAY) },
        purpose: "demo".into(),
        reason: "asked".into(),
        done: None,
    };
    desk.happen(Event::Do(call::Event::Promised { follow_up: Some(Box::new(follow_up)) }));
    desk.happen(Event::OpenTool(Tool::FollowUp));
    let read_back = |desk: &Desk| match &*desk.see().side.tool {
        ToolView::Promise(view) => view.fixed.clone().unwrap().when,
        other => panic!("{other:?}"),
    };
    assert_eq!(desk.line(), "I call Sunday at 10 am.");
    desk.now += 2 * 3_600_000;
    assert_eq!(desk.line(), "I call tomorrow, Sunday, at 10 am.");
    assert_eq!(read_back(&desk), "tomorrow, Sunday, at 10 am");
    // Behind it on the path stands what was said then.
    desk.choose("ask", "told");
    desk.now += DAY;
    let path = &desk.see().side.path;
    assert_eq!(path.last().unwrap().line, "I call Sunday at 10 am.");
}

#[test]
fn what_is_missing_is_filled_in_wherever_it_is_said() {
    let mut desk = Desk::open(BTreeMap::new());
    let text = common::SMALL.replace("\"A low price\"", "\"A low price for {{lead.company}}\"");
    desk.happen(Event::FlowCame(Locale::En, Some(text)));
    desk.happen(Event::StartCall);
    desk.choose("greet", "yes");

    // In a ready sentence.
    let (missing, _) = gap(&desk.see().phrases[0].texts[0], "how to address");
    desk.happen(Event::FillGap(missing, "Ms Young".into()));
    assert_eq!(said(&desk.see().phrases[0].texts[0]), "I see, Ms Young.");

    // In a key point: the topic is one of those the flow knows, and counts as a need.
    let (missing, options) = gap(&desk.see().prompt.around.points[0], "what they care about");
    assert_eq!(options, ["Price", "Quality"]);
    desk.happen(Event::FillGap(missing.clone(), "Weather".into()));
    assert_eq!(desk.model.notice, Some(Notice::Refused(Refusal::Misfit)));
    desk.happen(Event::FillGap(missing, "Quality".into()));
    assert_eq!(said(&desk.see().prompt.around.points[0]), "Let them talk about Quality");
    desk.choose("ask", "told");
    assert!(
        desk.see().side.capture.known.contains(&("Wish".into(), "Quality".into())),
        "{:?}",
        desk.see().side.capture.known
    );

    // On a card.
    let cards = |desk: &Desk| match &*desk.see().side.tool {
        ToolView::Cards(view) => view.cards.clone(),
        other => panic!("{other:?}"),
    };
    assert!(!cards(&desk)[0].fits.is_empty() && cards(&desk)[0].id.as_str() == "good");
    let (missing, _) = gap(&cards(&desk)[1].parts[0], "customer's company");
    desk.happen(Event::FillGap(missing, "Qinghe".into()));
    assert_eq!(said(&cards(&desk)[1].parts[0]), "A low price for Qinghe");
}

/// A call of an earlier day as it is kept, closed with this outcome.
fn closed_call(lead: &str, day: i64, disposition: Disposition) -> String {
    let at = Stamp(1_799_000_000_000 + day * 86_400_000);
    let started = Started { lead_id: Id::new(lead), ..common::started(at) };
    let entry = |event| Entry { at, event };
    let log = vec![entry(call::Event::Ended), entry(call::Event::Disposed { disposition }), entry(call::Event::Closed)];
    app::encode(&CallRecord { started, log }, version(at.0))
}

/// A follow-up of January 2027 as it is kept.
fn follow_up(day: i64, purpose: &str) -> String {
    let wall = Wall::parse(&format!("2027-01-{day:02}T10:00")).unwrap();
    let time = Fixed { wall, zone: ZONE.into(), at: wall.at_offset(480) };
    app::encode(&FollowUp { time, purpose: purpose.into(), reason: String::new(), done: None }, version(0))
}

#[test]
fn a_follow_up_is_open_until_the_customer_answers_again() {
    let mut kept = BTreeMap::new();
    let mut add = |id: &str, lead: &str, day, disposition, promise: i64| {
        kept.insert(format!("call:{id}"), closed_call(lead, day, disposition));
        if promise > 0 {
            kept.insert(format!("follow-up:{id}"), follow_up(promise, id));
        }
    };
    add("a", "ann", 1, Disposition::Callback, 20);
    add("b", "ann", 2, Disposition::NoAnswer, 0);
    add("c", "bob", 1, Disposition::Callback, 19);
    add("d", "bob", 2, Disposition::Declined, 0);
    add("e", "cleo", 1, Disposition::Callback, 18);
    add("f", "cleo", 2, Disposition::Callback, 21);
    kept.insert("follow-up:gone".into(), follow_up(17, "gone"));
    let desk = Desk::open(kept);
    let purposes: Vec<_> = desk.front().follow_ups.rows.iter().map(|row| row.purpose.clone()).collect();
    assert_eq!(purposes, ["gone", "a", "f"]);
}

#[test]
fn a_list_says_how_much_more_there_is_and_shows_it() {
    let kept = (10..40).map(|n| (format!("call:{n}"), closed_call("ann", n, Disposition::Declined)));
    let mut desk = Desk::open(kept.collect());
    let recent = |desk: &Desk| {
        let list = &desk.front().recent;
        (list.rows.len(), list.more, list.rows[0].id.to_string())
    };
    assert_eq!(recent(&desk), (12, 18, "39".into()));
    desk.happen(Event::ShowRows(List::Recent, 24));
    assert_eq!(recent(&desk), (24, 6, "39".into()));
    desk.happen(Event::ShowRows(List::Recent, 48));
    assert_eq!(recent(&desk), (30, 0, "39".into()));
}

#[test]
fn a_follow_up_is_settled_without_a_call_and_can_be_taken_back() {
    // As written before follow-ups could be settled.
    let old = follow_up(20, "offer").replace(",\"done\":null", "");
    assert!(!old.contains("done"));
    let mut desk = Desk::open(BTreeMap::from([
        ("call:a".to_owned(), closed_call("ann", 1, Disposition::Callback)),
        ("follow-up:a".to_owned(), old),
    ]));
    let open = |desk: &Desk| desk.front().follow_ups.rows.len();
    assert_eq!(open(&desk), 1);
    desk.happen(Event::Settle { call: Id::new("a"), done: true });
    assert_eq!((open(&desk), &desk.model.notice), (0, &Some(Notice::Settled(Id::new("a")))));
    let mut again = Desk::open(desk.kept.clone());
    assert_eq!(open(&again), 0);
    assert!(again.kept["follow-up:a"].contains("offer"), "nothing is destroyed");
    again.happen(Event::Settle { call: Id::new("a"), done: false });
    assert_eq!((open(&again), open(&Desk::open(again.kept))), (1, 1));
}

#[test]
fn a_call_that_cannot_be_opened_has_a_way_out_of_the_list_and_is_not_lost() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::FlowCame(Locale::En, Some(common::SMALL.into())));
    desk.happen(Event::StartCall);
    let id = desk.call().id.clone();
    desk.kept.retain(|key, _| !key.starts_with("flow:"));

    let mut desk = Desk::open(desk.kept);
    let record = desk.kept[&format!("call:{id}")].clone();
    desk.happen(Event::OpenCall(id.clone()));
    assert_eq!(desk.model.notice, Some(Notice::CannotOpen(Some(id.clone()))));
    let now = desk.moment();
    let effects = app::update(&mut desk.model, Event::DownloadCall(id.clone()), &now);
    assert!(matches!(&effects[..], [Effect::Download { text, .. }] if text.contains("small@7")), "{effects:?}");

    desk.happen(Event::SetAside(id.clone()));
    assert!(desk.front().unfinished.rows.is_empty());
    assert!(!desk.kept.contains_key(&format!("call:{id}")));
    let data = |text: &str| text.split("\"data\":").nth(1).unwrap().to_owned();
    assert_eq!(data(&desk.kept[&format!("aside:call:{id}")]), data(&record));
    assert!(Desk::open(desk.kept).front().unfinished.rows.is_empty());
}

fn record() -> impl Strategy<Value = (String, String)> {
    let kinds =
        prop::sample::select(vec!["call:", "lead:", "appointment:", "follow-up:", "flow:", "settings", "draft", "x"]);
    let texts = prop_oneof![
        any::<String>(),
        Just("{\"format\":1,\"stamp\":1,\"data\":{}}".to_owned()),
        Just("{\"format\":1,\"stamp\":1,\"data\":{\"started\":{},\"log\":[[]]}}".to_owned()),
        Just("{\"format\":7,\"data\":null}".to_owned()),
        Just("[".repeat(3000)),
    ];
    (kinds, "[a-c]", texts).prop_map(|(kind, id, text)| (format!("{kind}{id}"), text))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_stored_the_desk_opens_and_throws_nothing_away(records in prop::collection::vec(record(), 0..12)) {
        let records: BTreeMap<String, String> = records.into_iter().collect();
        let mut desk = Desk::open(records.clone());
        desk.happen(Event::StartCall);
        for (key, text) in &records {
            let there = desk.kept.get(key) == Some(text) || desk.kept.get(&format!("aside:{key}")) == Some(text);
            // What could be read may have been written anew; a settings record is the only one that is.
            prop_assert!(there || app::decode::<app::Settings>(text).is_ok() || key.starts_with("draft"), "{key}: {text}");
        }
    }
}
