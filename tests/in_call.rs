//! The desk during a call: what a rep sees and presses from line to line.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::view::{Screen, ToolView};
use callflow::app::{self, Effect, Event, KeyPress, Notice};
use callflow::domain::call::{self, Disposition, Entry, Refusal};
use callflow::domain::flow::Tool;
use callflow::domain::{Fixed, FollowUp, Locale, Stamp, Wall};
use callflow::speech::{Gap, Span};
use callflow::store::{CallRecord, SaveStatus, StoreEffect, Stored, SummaryLength};
use common::desk::{Desk, draft};
use common::version;
use std::collections::BTreeMap;
use std::rc::Rc;

const ZONE: &str = "Asia/Shanghai";

/// The gap of this name in a text.
fn gap(spans: &[Span], named: &str) -> (Gap, Vec<String>) {
    let gap = spans.iter().find_map(|span| match span {
        Span::Gap(gap, name, options) if name == named => Some((gap.clone(), options.clone())),
        _ => None,
    });
    gap.unwrap_or_else(|| panic!("no gap {named} in {spans:?}"))
}

fn said(spans: &[Span]) -> String {
    callflow::speech::plain(spans)
}

#[test]
fn what_a_full_log_refuses_is_not_called_done() {
    let mut desk = Desk::open(BTreeMap::new());
    desk.happen(Event::StartCall);
    let (id, started) = (desk.call().id.clone(), desk.call().started().clone());
    let note = Entry { at: started.at, event: call::Event::Noted { text: "again".into() } };
    let record = CallRecord { started, log: vec![note; call::MAX_LOG] };
    desk.kept.insert(format!("call:{id}"), callflow::store::encode(&record, version(0)));
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
fn a_view_is_made_of_the_slices_shown_before_where_they_are_equal() {
    let mut desk = Desk::in_small_call(&[("greet", "yes")]);
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
        let mut desk = Desk::in_small_call(&[("greet", "yes")]);
        earlier.into_iter().for_each(|it| desk.happen(it));
        let (before, moment) = (desk.view(), desk.moment());
        assert_eq!(before.frame.keep.state, SaveStatus::Saved);
        app::update(&mut desk.model, event, &moment);
        let first = app::view::first(&desk.model, &before).unwrap();
        assert_eq!((&first.screen, first.frame.keep.state), (&before.screen, SaveStatus::Saving(1)));
        // That done, the screen itself comes.
        assert_eq!(app::view::first(&desk.model, &first), None);
        assert_ne!(std::mem::discriminant(&desk.view().screen), std::mem::discriminant(&before.screen));
    }
}

#[test]
fn a_record_that_arrives_changes_nothing_but_what_is_said_of_it() {
    let mut desk = Desk::in_small_call(&[("greet", "yes")]);
    let moment = desk.moment();
    let noted = Event::Do(call::Event::Noted { text: "x".into() });
    let effects = app::update(&mut desk.model, noted, &moment);
    let shown = app::view::view(&desk.model, &moment);
    assert_eq!(shown.frame.keep.state, SaveStatus::Saving(1));
    for effect in effects {
        if let Effect::Store(StoreEffect::Write { key, version, .. }) = effect {
            app::update(&mut desk.model, Event::Kept { key, version, held: Stored::Durable }, &moment);
        }
    }
    let kept = app::view::kept(&desk.model, &shown).unwrap();
    assert_eq!((&kept, kept.frame.keep.state), (&app::view::view(&desk.model, &moment), SaveStatus::Saved));
    // What lies over the desk may tell of records.
    app::update(&mut desk.model, Event::OpenHelp, &moment);
    assert_eq!(app::view::kept(&desk.model, &shown), None);
}

#[test]
fn a_summary_tells_as_much_as_is_asked_until_the_rep_changes_it() {
    let mut desk = Desk::in_small_call(&[("greet", "yes")]);
    desk.happen(Event::Do(call::Event::Noted { text: "calls after six".into() }));
    desk.press("e");
    desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Material }));
    let told = |desk: &mut Desk, extent| {
        desk.happen(Event::SetExtent(extent));
        desk.wrapped_up().summary.clone()
    };
    let [line, short, full] = SummaryLength::ALL.map(|extent| told(&mut desk, extent));
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
    assert_eq!(told(&mut desk, SummaryLength::Full), "As I say.", "another length takes nothing away");
    assert_eq!(desk.model.notice, Some(Notice::SummaryStays));
    assert_eq!(told(&mut desk, SummaryLength::Short), "As I say.");
    desk.happen(Event::ComposeSummary);
    assert!(desk.wrapped_up().summary.contains("and one more") && !desk.wrapped_up().edited);
    desk.press("u");
    assert_eq!(desk.wrapped_up().summary, "As I say.");
    desk.happen(Event::EditSummary(String::new()));
    assert!(!desk.wrapped_up().edited);
}

#[test]
fn a_line_does_not_change_while_it_is_said() {
    let mut desk = Desk::in_small_call(&[("greet", "yes"), ("ask", "told")]);
    let before = desk.line();
    let first = desk.call().flow().cards[0].id.clone();
    desk.happen(Event::Do(call::Event::Affirmed { card: first, on: true }));
    assert_eq!(desk.line(), before);
    // Said anew, it speaks of the next card.
    desk.advance("offer", "back");
    desk.advance("ask", "told");
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
    desk.advance("greet", "yes");
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
    desk.advance("ask", "told");
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
    desk.advance("greet", "yes");

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
    desk.advance("ask", "told");
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
