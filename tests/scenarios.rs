//! Whole calls as data: each file under `scenarios/` is a script of what happens in a call and what the rep then sees.
//!
//! Above the first blank line stands the setting: `flow <id>` (`small`, or a shipped flow, then run in every language) and
//! `start <wall time>`. Then one command or one expectation a line; `#` begins a remark. Commands that are refused
//! have to be followed by `refused <reason>`.
//!
//! Whatever a script does, at its end the log has to survive JSON, give the same call again, and undo back to the start.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use callflow::domain::call::{
    Disposition, Entry, Event, Listening, Need, Progress, Refusal, Sentiment, Side, Started, Timing, Value, stage_times,
};
use callflow::domain::flow::{FieldKind, Piece, Text};
use callflow::domain::{Appointment, Call, Fixed, Flow, FollowUp, Id, Kind, LeadField, Pace, Stamp, Style, Wall};
use common::through_json;
use std::rc::Rc;

#[test]
fn scripts_on_the_small_flow() {
    run_all("tests/scenarios/small", 10);
}

#[test]
fn scripts_on_the_first_call() {
    run_all("tests/scenarios/first-call", 4);
}

/// Runs every script of a folder and tells of all that went wrong, not only of the first.
fn run_all(folder: &str, least: usize) {
    let scripts = common::files(folder, ".txt");
    assert!(scripts.len() >= least, "scripts are missing from {folder}");
    let mut failures = Vec::new();
    for path in scripts {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = common::text(&path);
        for flow in flows(&text) {
            if let Err((line, why)) = run(&flow, &text) {
                failures.push(format!("{folder}/{name}:{line} ({}): {why}", flow.reference()));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

/// The flows a script is for.
fn flows(script: &str) -> Vec<Rc<Flow>> {
    let id = setting(script, "flow");
    let shipped = common::shipped().into_iter().map(|(_, json)| common::parse(&json));
    let fitting: Vec<_> = [common::small()].into_iter().chain(shipped).filter(|flow| flow.id.as_str() == id).collect();
    assert!(!fitting.is_empty(), "no flow {id}");
    fitting
}

fn setting<'a>(script: &'a str, key: &str) -> &'a str {
    let value = script.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(' '));
    value.unwrap_or_else(|| panic!("no {key} in:\n{script}"))
}

/// A call as a script drives it.
struct Stage {
    call: Call,
    now: Stamp,
    refused: Option<Refusal>,
}

/// Runs one script; the line and the reason where it goes another way than written.
fn run(flow: &Rc<Flow>, script: &str) -> Result<(), (usize, String)> {
    let start = common::at(setting(script, "start"));
    let call = Call::start(Id::new("call"), Rc::clone(flow), common::started(start));
    let mut stage = Stage { call, now: start, refused: None };
    let body = script.lines().enumerate().skip_while(|(_, line)| !line.is_empty());
    for (place, line) in body.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        stage.line(line).map_err(|why| (place + 1, why))?;
    }
    stage.unexpected().and_then(|()| stage.holds_together()).map_err(|why| (script.lines().count(), why))
}

fn same(what: &str, found: &str, expected: &str) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}: expected {expected:?}, found {found:?}")) }
}

impl Stage {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if word == "refused" {
            let refusal = self.refused.take().ok_or("nothing was refused")?;
            return same("refused", &format!("{refusal:?}"), rest);
        }
        self.unexpected()?;
        match word {
            "wait" => self.now = Stamp(self.now.0 + millis(rest)),
            // The page is closed, or loaded anew, and the call is taken up again.
            "reopen" => {
                let log: Vec<Entry> = self.call.log().iter().map(through_json).collect();
                let (id, flow) = (self.call.id.clone(), Rc::clone(self.call.flow()));
                self.call = Call::replay(id, flow, self.call.started().clone(), log).map_err(|it| format!("{it:?}"))?;
                self.call.hush();
            }
            "undo" => (0..rest.parse().unwrap_or(1)).for_each(|_| self.happens(Event::Undone)),
            _ => match self.event(word, rest) {
                Some(event) => self.happens(event),
                None => return same(word, &self.look(word, rest), rest),
            },
        }
        Ok(())
    }

    fn listening(&self) -> Listening {
        Listening::of(&self.call)
    }

    fn happens(&mut self, event: Event) {
        let (state, log) = (self.call.state().clone(), self.call.log().len());
        if let Err(refusal) = self.call.handle(self.now, event) {
            assert_eq!((self.call.state(), self.call.log().len()), (&state, log), "a refusal changed something");
            self.refused = Some(refusal);
        }
    }

    fn unexpected(&self) -> Result<(), String> {
        self.refused.map_or(Ok(()), |refusal| Err(format!("before this: refused {refusal:?}")))
    }

    /// The event a command stands for; `None` if it is no command.
    fn event(&self, word: &str, rest: &str) -> Option<Event> {
        let (first, tail) = rest.split_once(' ').unwrap_or((rest, ""));
        let id = || Id::new(first);
        Some(match word {
            // `choose <choice>` here, or `choose <choice> <step>` as clicked on an older screen.
            "choose" => {
                let at = if tail.is_empty() { common::here(&self.call) } else { tail.into() };
                Event::Advanced { at: Id::new(&at), choice: id() }
            }
            "object" => Event::Detoured { objection: id() },
            "return" => Event::Returned,
            "go" => Event::WentTo { step: id() },
            "jump" => Event::Jumped { to: first.parse().unwrap() },
            "capture" => Event::Captured { field: id(), value: self.value(first, tail) },
            "correct" => {
                let field = LeadField::ALL.into_iter().find(|it| it.word() == first).unwrap();
                Event::Corrected { field, text: tail.into() }
            }
            "note" => Event::Noted { text: rest.into() },
            "tick" | "untick" => Event::Checked { stage: id(), item: tail.parse().unwrap(), on: word == "tick" },
            "style" => {
                let has = |word: &str| rest.split(' ').any(|it| it == word);
                let pace = Pace::ALL.into_iter().find(|it| has(it.word()));
                Event::Styled { style: Style { pace, kind: Kind::ALL.into_iter().find(|it| has(it.word())) } }
            }
            "affirm" | "doubt" => Event::Affirmed { card: id(), on: word == "affirm" },
            "book" => {
                let appointment = Appointment {
                    id: Id::new("appointment"),
                    call: Id::new("call"),
                    with: "Wang Li".into(),
                    time: fixed(first),
                    minutes: 30,
                    purpose: tail.into(),
                };
                Event::Booked { appointment: Some(Box::new(appointment)) }
            }
            "unbook" => Event::Booked { appointment: None },
            "promise" => {
                let follow_up =
                    FollowUp { time: fixed(first), purpose: "go on".into(), reason: tail.into(), done: None };
                Event::Promised { follow_up: Some(Box::new(follow_up)) }
            }
            "unpromise" => Event::Promised { follow_up: None },
            "end" => Event::Ended,
            "dispose" => {
                let disposition = Disposition::ALL.into_iter().find(|it| it.word() == first).unwrap();
                Event::Disposed { disposition }
            }
            "rate" => {
                let sentiment = Sentiment::ALL.into_iter().find(|it| format!("{it:?}").to_lowercase() == first);
                Event::Rated { sentiment }
            }
            "close" => Event::Closed,
            // `talks customer`, `talks rep`, `talks nobody`.
            "talks" => Event::Turned { to: Side::ALL.into_iter().find(|side| side.word() == first) },
            _ => return None,
        })
    }

    /// The value a field takes from a text; `-` clears it. Needs are `topic: words`, several with ` / `.
    fn value(&self, field: &str, text: &str) -> Option<Value> {
        let flow = self.call.flow();
        let kind = flow.field_named(&Id::new(field)).map(|ix| &flow.field(ix).kind);
        let need = |text: &str| match text.split_once(": ") {
            Some((topic, words)) => Need { topic: Some(Id::new(topic)), words: words.into() },
            None => Need { topic: None, words: text.into() },
        };
        Some(match (text, kind) {
            ("-", _) => return None,
            (_, Some(FieldKind::Choice(_))) => Value::Option(Id::new(text)),
            (_, Some(FieldKind::Number { .. })) => Value::Number(text.parse().unwrap()),
            (_, Some(FieldKind::YesNo)) => Value::YesNo(text == "yes"),
            (_, Some(FieldKind::Need(_))) => Value::Needs(text.split(" / ").map(need).collect()),
            (_, Some(FieldKind::Text) | None) => Value::Text(text.into()),
        })
    }

    /// What the rep sees, in the words of the script.
    fn look(&self, word: &str, rest: &str) -> String {
        let (flow, state) = (self.call.flow(), self.call.state());
        let name = |ix| flow.step(ix).id.as_str();
        let first = rest.split(' ').next().unwrap_or_default();
        match word {
            // `at <step>`, or `at <step> #<visit>`.
            "at" if rest.contains('#') => format!("{} #{}", name(state.here().step), state.here().number),
            "at" => name(state.here().step).into(),
            "says" => {
                let prompt = flow.step(state.here().step).prompt().unwrap();
                said(prompt.wording(state.here().number, state.style).unwrap())
            }
            "offers" => state.open_choices(flow).map(|choice| choice.id.as_str()).collect::<Vec<_>>().join(" "),
            "back-to" => state.left().map_or("-", name).into(),
            "path" => state.path().iter().map(|visit| name(visit.step)).collect::<Vec<_>>().join(" "),
            "answered" => {
                let objection = flow.objection_named(&Id::new(first)).unwrap();
                format!("{first} {}", state.answered(objection))
            }
            "raised" => state.raised.to_string(),
            "value" => {
                let field = flow.field_named(&Id::new(first)).unwrap();
                format!("{first} {}", state.value(field).map_or("-".into(), shown))
            }
            "needs" => state.needs(flow, None).count().to_string(),
            "affirmed" => {
                let agreed = flow.cards().filter(|(ix, _)| state.is_affirmed(*ix));
                agreed.map(|(_, card)| card.id.as_str()).collect::<Vec<_>>().join(" ")
            }
            "offered" => state.offered(flow).map_or("-", |card| flow.card(card).id.as_str()).into(),
            "ticked" => {
                let stage = flow.stage_named(&Id::new(first)).unwrap();
                let items = 0..flow.stage(stage).checklist.len();
                let ticked = items.filter(|item| state.is_checked(stage, *item)).map(|item| format!(" {item}"));
                format!("{first}{}", ticked.collect::<String>())
            }
            "lead" => {
                let field = LeadField::ALL.into_iter().find(|it| it.word() == first).unwrap();
                format!("{first} {}", state.lead.get(field).unwrap_or("-"))
            }
            "notes" => state.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join(" / "),
            "noted-after" => seconds(state.notes.last().map_or(0, |note| note.at.since(self.call.started().at))),
            "styled" => [state.style.pace.map(Pace::word), state.style.kind.map(Kind::word)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            "booked" => state.appointment.as_ref().map_or("-".into(), |it| format!("{} {}", it.time.wall, it.purpose)),
            "promised" => state.follow_up.as_ref().map_or("-".into(), |it| format!("{} {}", it.time.wall, it.reason)),
            "disposition" => state.outcome_noted().map_or("-", Disposition::word).into(),
            "sentiment" => state.sentiment.map_or("-".into(), |it| format!("{it:?}").to_lowercase()),
            "line" => match state.progress {
                Progress::Talking => "open".into(),
                Progress::WrappingUp(_) => "closed, work left".into(),
                Progress::Closed(_) => "closed, all done".into(),
            },
            // Times: of the call, of the step, of this stage and what is left of its budget as the clocks show them …
            "clock" => seconds(Timing::of(&self.call).call(self.now)),
            "step-clock" => seconds(Timing::of(&self.call).step(self.now)),
            "stage-clock" => seconds(Timing::of(&self.call).stage(self.now)),
            "left" => seconds(Timing::of(&self.call).left(self.now)),
            // … and of any stage as the summary gives them.
            "stage" => {
                let stage = flow.stage_named(&Id::new(first)).unwrap();
                format!("{first} {}", seconds(stage_times(&self.call, self.now)[stage.place()]))
            }
            // Who talked: the customer's share in percent, the rep's longest turn, the one going on.
            "share" => self.listening().share(self.now).map_or("-".into(), |share| share.to_string()),
            "longest" => seconds(self.listening().longest(self.now)),
            "monologue" => seconds(self.listening().monologue(self.now)),
            "talking" => self.listening().present().map_or("nobody", Side::word).into(),
            _ => panic!("{word} is neither command nor expectation"),
        }
    }

    /// What holds at the end of every script.
    fn holds_together(&mut self) -> Result<(), String> {
        let started: Started = through_json(self.call.started());
        let log: Vec<Entry> = self.call.log().iter().map(through_json).collect();
        let flow = Rc::clone(self.call.flow());
        let again = Call::replay(self.call.id.clone(), Rc::clone(&flow), started, log)
            .map_err(|error| format!("cannot be taken up again: {error:?}"))?;
        same("taken up again", &format!("{:?}", again.state()), &format!("{:?}", self.call.state()))?;
        while self.call.last().is_some() {
            self.call.handle(self.now, Event::Undone).map_err(|refusal| format!("undo: {refusal:?}"))?;
        }
        let fresh = Call::start(self.call.id.clone(), flow, self.call.started().clone());
        same("all undone", &format!("{:?}", self.call.state()), &format!("{:?}", fresh.state()))
    }
}

fn fixed(wall: &str) -> Fixed {
    Fixed { wall: Wall::parse(wall).unwrap(), zone: "Asia/Shanghai".into(), at: common::at(wall) }
}

/// A text as it stands, merge fields by their names in angle brackets.
fn said(text: &Text) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Plain(plain) => plain.clone(),
        Piece::Merge(merge) => format!("<{merge:?}>"),
    };
    text.0.iter().map(piece).collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Option(option) => option.to_string(),
        Value::Number(number) => number.to_string(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
        Value::Needs(needs) => needs.iter().map(|need| need.words.as_str()).collect::<Vec<_>>().join(" / "),
    }
}

/// `90s`, `-5s`, `2m`, `1h`.
fn millis(text: &str) -> i64 {
    let (number, unit) = text.split_at(text.len() - 1);
    let unit = match unit {
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => panic!("{text} is no time"),
    };
    number.parse::<i64>().unwrap() * unit
}

fn seconds(millis: i64) -> String {
    format!("{}s", millis / 1000)
}
