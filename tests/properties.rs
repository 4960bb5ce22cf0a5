//! What holds whatever a rep does, whatever a flow says and whatever a record holds: random commands, random flows, random
//! times. `common/walk.rs` makes the commands, `common/grow.rs` the flows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::domain::call::{
    Entry, Event, LONGEST_TURN, Listening, MAX_LOG, Refusal, Side, Started, Timing, alert, stage_times,
};
use callflow::domain::flow::StepKind;
use callflow::domain::{Call, Flow, Id, Lead, Stamp, Style};
use common::walk::{Ask, any_text, asks, plain, side, stamp};
use common::{grow, here};
use proptest::prelude::*;
use std::rc::Rc;

fn cases(number: u32) -> ProptestConfig {
    ProptestConfig { cases: number, failure_persistence: None, ..ProptestConfig::default() }
}

fn first_call() -> Rc<Flow> {
    common::parse(&common::first_call_json())
}

/// How many returns lead out of all objections.
fn depth(call: &Call) -> usize {
    let mut call = call.clone();
    (0..).take_while(|_| call.handle(Stamp(0), Event::Returned).is_ok()).count()
}

/// What a rep may rely on at any moment.
fn sound(call: &Call) {
    let (state, flow) = (call.state(), call.flow());
    assert!(!matches!(flow.step(state.here().step).kind, StepKind::Branch(..)), "the call stands at a branch");
    assert!(depth(call) <= flow.detour_depth, "{} objections deep", depth(call));
    for (ix, objection) in flow.objections() {
        assert!(state.answered(ix) <= objection.cap, "{} was answered {} times", objection.id, state.answered(ix));
    }
    assert!(state.here().number >= 1);
    assert!(state.path().len() <= call.log().len() + 1);
}

/// Asks everything of a new call, and holds it against what every call keeps to.
fn walk(flow: &Rc<Flow>, asks: &[(i64, Ask)]) -> Call {
    let mut call = common::call(flow);
    let mut now = call.started().at;
    let mut before = Vec::new();
    for (pause, ask) in asks {
        now = Stamp(now.0 + pause);
        let event = ask.event(&call);
        let (state, log) = (call.state().clone(), call.log().to_vec());
        match call.handle(now, event.clone()) {
            Err(refusal) => {
                assert_eq!(call.state(), &state, "{event:?} was refused ({refusal:?}) and changed the state");
                assert_eq!(call.log(), log, "{event:?} was refused ({refusal:?}) and logged");
            }
            Ok(()) if event == Event::Undone => {
                assert_eq!(call.state(), &before.pop().expect("nothing to undo"), "undo gave another state");
            }
            Ok(()) if event.is_mark() => assert_eq!(call.state(), &state, "a mark changed the state"),
            Ok(()) => before.push(state),
        }
        sound(&call);
    }
    let again = Call::replay(call.id.clone(), Rc::clone(flow), call.started().clone(), call.log().to_vec());
    assert_eq!(again.expect("its own log is refused").state(), call.state(), "taken up again it stands elsewhere");
    let mut undoing = call.clone();
    while let Some(state) = before.pop() {
        undoing.handle(now, Event::Undone).expect("undo");
        assert_eq!(undoing.state(), &state, "undo gave another state");
    }
    assert_eq!(undoing.handle(now, Event::Undone), Err(Refusal::NothingToUndo));
    call
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn no_commands_break_a_call_on_the_small_flow(asks in asks(60, -90_000..900_000)) {
        walk(&common::small(), &asks);
    }

    #[test]
    fn no_commands_break_a_call_on_a_flow_nobody_wrote(json in grow::flow(), asks in asks(60, 0..900_000)) {
        walk(&common::parse(&json.to_string()), &asks);
    }

    #[test]
    fn the_times_of_the_stages_add_up_to_the_time_of_the_call(asks in asks(40, 0..90_000), last in 0..90_000_i64) {
        let call = walk(&common::small(), &asks);
        let newest = call.log().last().map_or(call.started().at, |entry| entry.at);
        let now = Stamp(newest.0 + last);
        let timing = Timing::of(&call);
        let stages = stage_times(&call, now);
        prop_assert_eq!(stages.iter().sum::<i64>(), timing.call(now));
        // The running clock of the stage and the summary tell the same.
        prop_assert_eq!(timing.stage(now), stages[call.state().here().stage.place()]);
    }

    #[test]
    fn marks_of_who_talks_change_nothing_a_rep_decides(
        asks in asks(40, 0..90_000), marks in proptest::collection::vec(side(), 40),
    ) {
        let (mut marked, mut plain) = (common::call(&common::small()), common::call(&common::small()));
        let mut now = plain.started().at;
        for ((pause, ask), mark) in asks.iter().zip(marks) {
            now = Stamp(now.0 + pause);
            let _ = marked.handle(now, Event::Turned { to: mark });
            let event = ask.event(&plain);
            prop_assert_eq!(marked.handle(now, event.clone()), plain.handle(now, event));
            prop_assert_eq!(marked.state(), plain.state());
            prop_assert_eq!(marked.last(), plain.last());
        }
    }

    #[test]
    fn the_listening_adds_up_from_the_marks(marks in proptest::collection::vec((0..LONGEST_TURN * 2, side()), 1..30), last in 0..LONGEST_TURN * 2) {
        let mut call = common::call(&common::small());
        let (mut now, mut present) = (call.started().at, None);
        // Each turn with its length: neighbours of one side are one turn.
        let mut turns: Vec<(Option<Side>, i64)> = vec![(None, 0)];
        for (pause, to) in marks.into_iter().chain([(last, None)]) {
            now = Stamp(now.0 + pause);
            turns.last_mut().unwrap().1 += pause;
            call.handle(now, Event::Turned { to }).unwrap();
            if to != present {
                turns.push((to, 0));
                present = to;
            }
        }
        let of = |side| turns.iter().filter(move |(it, length)| *it == Some(side) && *length <= LONGEST_TURN).map(|it| it.1);
        let (customer, rep) = (of(Side::Customer).sum::<i64>(), of(Side::Rep).sum::<i64>());
        let listening = Listening::of(&call);
        prop_assert_eq!(listening.longest(now), of(Side::Rep).max().unwrap_or(0));
        match listening.share(now) {
            None => prop_assert_eq!(customer + rep, 0),
            Some(share) => prop_assert!((share * (customer + rep) - customer * 100).abs() * 2 <= customer + rep, "{share} %"),
        }
    }

    #[test]
    fn what_is_offered_can_be_chosen(asks in asks(30, 0..900_000), pause in 0..7_200_000_i64) {
        let call = walk(&common::small(), &asks);
        let at = Id::new(&here(&call));
        for choice in call.state().open_choices(call.flow()).filter(|_| call.state().ended().is_none()) {
            let newest = call.log().last().map_or(call.started().at, |entry| entry.at);
            let chosen = Event::Advanced { at: at.clone(), choice: choice.id.clone() };
            let done = call.clone().handle(Stamp(newest.0 + pause), chosen);
            // Objections have their own reasons, which the rep is told.
            let fine = matches!(done, Ok(()) | Err(Refusal::CapReached(_) | Refusal::TooDeep));
            prop_assert!(fine, "{} is offered at {at} and refused: {done:?}", choice.id);
        }
    }

    #[test]
    fn records_come_back_as_they_were_kept(event in plain(), at in stamp(), text in any_text(), offset in any::<i32>()) {
        let lead = Lead { name: text.clone(), phone: text.clone(), ..Lead::default() };
        let started = Started { at, offset, flow: text.clone(), lead_id: Id::new(&text), lead, past: None };
        let entry = Entry { at, event };
        common::through_json(&started);
        common::through_json(&entry);
    }

    #[test]
    fn an_absurd_clock_breaks_nothing(at in stamp(), offset in any::<i32>(), asks in asks(20, -90_000..90_000)) {
        let started = Started { offset, ..common::started(at) };
        let mut call = Call::start(Id::new("call"), common::small(), started);
        for (pause, ask) in asks {
            let event = ask.event(&call);
            let _ = call.handle(Stamp(at.0.saturating_add(pause)), event);
            let now = Stamp(at.0.wrapping_mul(pause));
            let timing = Timing::of(&call);
            let _ = (timing.call(now), timing.step(now), timing.stage(now), timing.left(now));
            let listening = Listening::of(&call);
            let _ = (listening.share(now), listening.longest(now), alert(&timing, &listening, at, now));
        }
    }
}

proptest! {
    #![proptest_config(cases(30))]

    #[test]
    fn no_commands_break_a_call_on_the_first_call(asks in asks(60, -90_000..900_000)) {
        let call = walk(&first_call(), &asks);
        common::through_json(&call.log().to_vec());
    }

    #[test]
    fn a_damaged_first_call_is_refused_or_can_be_walked(damage in grow::damage(4), asks in asks(1000, 0..9000)) {
        read_and_walk(&first_call_value(), &damage, &asks);
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_damaged_small_flow_is_refused_or_can_be_walked(damage in grow::damage(3), asks in asks(200, 0..9000)) {
        read_and_walk(&serde_json::from_str(common::SMALL).unwrap(), &damage, &asks);
    }

    #[test]
    fn no_text_is_too_strange_to_be_refused(text in any_text(), value in grow::any_json()) {
        prop_assert!(Flow::parse(&text).is_err());
        let problems = Flow::parse(&value.to_string()).expect_err("that was a flow");
        prop_assert!(!problems.is_empty(), "refused without a reason");
    }
}

fn first_call_value() -> serde_json::Value {
    serde_json::from_str(&common::first_call_json()).unwrap()
}

fn read_and_walk(flow: &serde_json::Value, damage: &[grow::Damage], asks: &[(i64, Ask)]) {
    let mut flow = flow.clone();
    damage.iter().for_each(|damage| damage.strike(&mut flow));
    match Flow::parse(&flow.to_string()) {
        Err(problems) => assert!(!problems.is_empty(), "refused without a reason"),
        Ok(flow) => {
            let mut call = common::call(&Rc::new(flow));
            for (pause, ask) in asks {
                let now = call.log().last().map_or(call.started().at, |entry| entry.at).0 + pause;
                let event = ask.event(&call);
                let _ = call.handle(Stamp(now), event);
            }
            sound(&call);
        }
    }
}

#[test]
fn the_strongest_nesting_and_the_widest_guards_are_read_in_no_time() {
    let guard =
        |depth: usize| (0..depth).fold(serde_json::json!({ "pace": "fast" }), |it, _| serde_json::json!({ "not": it }));
    let with = |guard| {
        let mut flow: serde_json::Value = serde_json::from_str(common::SMALL).unwrap();
        flow["steps"][0]["choices"][3]["when"] = guard;
        Flow::parse(&flow.to_string())
    };
    assert!(with(guard(8)).is_ok());
    assert!(with(guard(9)).is_err());
    assert!(with(guard(100)).is_err());
    // Deeper than the JSON reader goes.
    let deep = "{\"all\":[".repeat(30_000);
    assert!(Flow::parse(&deep).is_err());
    assert!(Flow::parse(&"[".repeat(500_000)).is_err());
    let wide = serde_json::json!({ "all": vec![guard(6); 5000] });
    let _ = with(wide);
}

#[test]
fn a_full_log_never_traps_the_rep() {
    let mut call = common::call(&common::small());
    let now = call.started().at;
    // However many marks there are, what the rep decides has room.
    while call.handle(now, Event::Turned { to: Some(Side::Rep) }).is_ok() {}
    assert!(call.log().len() <= MAX_LOG / 2);
    while call.handle(now, Event::Styled { style: Style::default() }).is_ok() {}
    assert!(call.log().len() < MAX_LOG);
    // Undo is a way to make room that makes none: the rep presses it as often as it works …
    while call.handle(now, Event::Undone).is_ok() {}
    // … and can still bring the call to its end.
    let disposed = Event::Disposed { disposition: callflow::domain::call::Disposition::Declined };
    for event in [Event::Ended, disposed, Event::Closed] {
        assert_eq!(call.handle(now, event.clone()), Ok(()), "{event:?}");
    }
}

#[test]
fn a_log_that_cannot_have_happened_is_refused() {
    let flow = common::small();
    let call = common::call(&flow);
    let replay = |started: &Started, events: Vec<Event>| {
        let log = events.into_iter().map(|event| Entry { at: started.at, event }).collect();
        Call::replay(Id::new("call"), Rc::clone(&flow), started.clone(), log).map(|call| here(&call))
    };
    assert_eq!(replay(call.started(), vec![]).as_deref(), Ok("greet"));
    let no = || Event::Advanced { at: Id::new("greet"), choice: Id::new("no") };
    assert_eq!(replay(call.started(), vec![no()]).as_deref(), Ok("bye"));
    let error = |events| format!("{:?}", replay(call.started(), events).unwrap_err());
    assert_eq!(error(vec![no(), no()]), "At(1, NotHere)");
    assert_eq!(error(vec![no(), Event::Undone, Event::Undone]), "At(2, NothingToUndo)");
    assert_eq!(error(vec![Event::Returned]), "At(0, NotInDetour)");
    assert_eq!(error(vec![Event::Ended; MAX_LOG + 1]), "TooLong");
    let other = Started { flow: "en/small@8".into(), ..call.started().clone() };
    assert_eq!(format!("{:?}", replay(&other, vec![]).unwrap_err()), "OtherFlow");
}
