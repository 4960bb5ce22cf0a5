//! What holds whatever a rep does, whatever a flow says and whatever a record holds: random commands, random flows, random
//! times. `common/walk.rs` makes the commands, `common/grow.rs` the flows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::domain::appointment::Draft;
use callflow::domain::call::{
    Entry, Event, LONGEST_TURN, Listening, MAX_LOG, Refusal, Side, Started, Timing, alert, stage_times,
};
use callflow::domain::flow::StepKind;
use callflow::domain::hours::Change;
use callflow::domain::schedule::{Fit, Search, Taken};
use callflow::domain::time::{DayPart, Resolved, date_text};
use callflow::domain::{Appointment, Call, Fixed, Flow, Hours, Id, Lead, Locale, Stamp, Style, Wall, ZoneTable, ics};
use common::walk::{Ask, any_text, appointment, asks, plain, side, stamp};
use common::{grow, here};
use proptest::prelude::*;
use std::rc::Rc;
use time::Duration;

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

/// Rules of a zone over some years, and when they change: at most once in three days.
fn zone() -> impl Strategy<Value = (ZoneTable, Vec<Stamp>)> {
    let change = (3 * 1440..200 * 1440_i64, -1080..=1080_i32);
    proptest::collection::vec(change, 1..8).prop_map(|changes| {
        let mut from = common::at("2026-01-01T00:00");
        let mut spans = Vec::new();
        for (length, offset) in changes {
            spans.push((from, offset));
            from = from.plus_minutes(length);
        }
        let changes = spans.iter().map(|(from, _)| *from).collect();
        (ZoneTable::new("Test/Zone", spans, from).expect("a table in order"), changes)
    })
}

/// What somebody may do to the hours of business.
fn change() -> impl Strategy<Value = Change> {
    (0..6_u8, 0..1500_u16).prop_map(|(kind, minute)| match kind {
        0 => Change::From(minute),
        1 => Change::Until(minute),
        2 => Change::Lunch(minute % 2 == 0),
        3 => Change::LunchFrom(minute),
        4 => Change::LunchUntil(minute),
        _ => Change::Day(usize::from(minute % 9)),
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_wall_time_means_the_instants_that_show_it((zone, changes) in zone(), pick in 0..8_usize, minutes in -2200..2200_i64) {
        // Near a change, where it is hard.
        let at = changes[pick % changes.len()].plus_minutes(minutes);
        if let Some(offset) = zone.offset_at(at) {
            let meant = match zone.resolve(at.wall(offset)) {
                Resolved::Once(only) => vec![only],
                Resolved::Twice(first, second) => vec![first, second],
                Resolved::Never(_) | Resolved::Unknown => vec![],
            };
            prop_assert!(meant.contains(&at), "{at:?} is not among {meant:?}");
        }
        let wall = at.wall(0);
        let shows = |at: Stamp| zone.offset_at(at).map(|offset| at.wall(offset));
        match zone.resolve(wall) {
            Resolved::Once(only) => prop_assert_eq!(shows(only), Some(wall)),
            Resolved::Twice(first, second) => {
                prop_assert!(first < second);
                prop_assert_eq!((shows(first), shows(second)), (Some(wall), Some(wall)));
            }
            Resolved::Never(next) => {
                prop_assert!(wall < next);
                prop_assert!(matches!(zone.resolve(next), Resolved::Once(_) | Resolved::Twice(..)));
            }
            Resolved::Unknown => {}
        }
    }

    #[test]
    fn times_that_are_proposed_can_be_booked(
        (zone, _) in zone(), (own, _) in zone(), minutes in 5..=480_u16, after in 0..400_000_i64, days in 0..20_i64,
        part in prop::option::of(prop::sample::select(&DayPart::ALL[..])),
        taken in proptest::collection::vec(appointment(), 0..30), changes in proptest::collection::vec(change(), 0..5),
    ) {
        let now = common::at("2026-01-01T00:00").plus_minutes(after);
        let spread = |(place, mut it): (usize, Appointment)| {
            // Close to now, where they stand in the way.
            it.time.at = now.plus_minutes(it.time.at.0 / 60_000 % 20_000);
            Appointment { id: Id::new(&format!("taken-{place}")), ..it }
        };
        let appointments: Vec<Appointment> = taken.into_iter().enumerate().map(spread).collect();
        let of = |it: &Appointment| Taken { from: it.time.at, until: it.end(), what: it.with.clone() };
        let taken: Vec<Taken> = appointments.iter().map(of).collect();
        let hours = changes.into_iter().fold(Hours::usual(Locale::En), |mut hours, change| {
            hours.change(change);
            hours
        });
        let search = Search { now, zone: &zone, own: Some(&own), minutes, taken: &taken, hours };
        let ladder = search.ladder();
        prop_assert!(ladder.len() <= 4);
        prop_assert!(ladder.windows(2).all(|pair| pair[0].date() < pair[1].date()), "two on one day: {ladder:?}");
        let Some(offset) = zone.offset_at(now) else { return Ok(()) };
        let day = now.wall(offset).date().saturating_add(Duration::days(days));
        let on = search.on(day, part);
        prop_assert!(on.iter().all(|wall| wall.date() == day));
        for slot in ladder.into_iter().chain(on) {
            prop_assert_eq!(search.fit(slot), Fit::Inside, "{}", slot);
            let draft = Draft {
                date: date_text(slot.date()),
                time: slot.clock(),
                zone: zone.name().into(),
                minutes: minutes.to_string(),
                purpose: "demo".into(),
                ..Draft::default()
            };
            let names = (Id::new("new"), Id::new("call"), String::new());
            let booked = draft.appointment(names, Some(&zone), now, &appointments);
            prop_assert!(booked.is_ok(), "{slot} was proposed and refused: {booked:?}");
        }
    }

    #[test]
    fn a_calendar_file_says_what_was_meant(title in any_text(), description in any_text(), id in any_text(), at in 0..253_000_000_000_i64) {
        let at = Stamp(at * 1000);
        let time = Fixed { wall: at.wall(0), zone: "UTC".into(), at };
        let appointment =
            Appointment { id: Id::new(&id), call: Id::new("call"), with: String::new(), time, minutes: 30, purpose: "x".into() };
        let told = ics::Told { title: &title, description: &description, organizer: &title, sequence: 0, cancelled: false };
        let file = ics::to_ics(&appointment, told, at);
        for line in file.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
            prop_assert!(!line.contains(['\r', '\n']), "a bare line break in {line:?}");
        }
        prop_assert!(file.ends_with("END:VCALENDAR\r\n"));
        let unfolded = file.replace("\r\n ", "");
        let value = |key: &str| unfolded.split("\r\n").find_map(|line| line.strip_prefix(key)).map(unescape);
        prop_assert_eq!(value("SUMMARY:"), Some(printable(&title)));
        prop_assert_eq!(value("DESCRIPTION:"), Some(printable(&description)));
        prop_assert_eq!(value("UID:"), Some(printable(&id) + "@callflow"));
    }

    #[test]
    fn a_wall_time_is_read_as_it_is_written(minutes in 0..4_000_000_000_i64, offset in 0..=1080_i32) {
        let wall = Stamp(0).plus_minutes(minutes).wall(offset);
        prop_assert_eq!(Wall::parse(&wall.to_string()), Some(wall));
        prop_assert_eq!(wall.at_offset(offset).wall(offset), wall);
    }
}

/// RFC 5545, 3.3.11, the other way round.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next().map(|c| if c == 'n' { '\n' } else { c })),
            c => out.push(c),
        }
    }
    out
}

/// A text with one kind of line break, tabs as blanks and no other control character.
fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}
