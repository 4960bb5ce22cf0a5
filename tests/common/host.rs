//! The page around the widget, as the tests play it.

use super::desk::{Desk, draft};
use callflow::app::host::{Asked, Frame, Hello};
use callflow::app::{Effect, Event, FromHost};
use callflow::domain::Id;
use callflow::domain::call::{self, Disposition, Sentiment};
use callflow::store::{LockRecord, Wrapping};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub const CRM: &str = "https://crm.example";
pub const OTHER: &str = "https://other.example";

/// Names of requests: the same number, the same name.
pub fn name(number: usize) -> String {
    format!("request-{number:08}")
}

impl Desk {
    /// A desk in the frame of a page that was let in.
    pub fn in_frame(kept: BTreeMap<String, String>) -> Self {
        let mut desk = Self::open_framed(kept, Frame::Other);
        desk.greet(CRM);
        desk
    }

    pub fn greet(&mut self, origin: &str) {
        self.happen(Event::FromHost(FromHost::Greeted(Hello { origin: origin.into(), id: name(0) })));
    }

    /// Asks, through the very reader the port uses, and returns the answer.
    pub fn ask(&mut self, number: usize, mut message: Value) -> Value {
        message["id"] = name(number).into();
        let asked = Asked::parse(&message.to_string()).unwrap_or_else(|slip| panic!("{message}: {slip:?}"));
        let from = self.asked.len();
        self.happen(Event::FromHost(FromHost::Asked(Box::new(asked))));
        let answer = self.told_since(from).into_iter().rfind(|told| told["type"] == "answer").unwrap();
        assert_eq!(answer["to"], name(number));
        answer
    }

    /// What was told, from that effect on.
    pub fn told_since(&self, from: usize) -> Vec<Value> {
        let told = self.asked[from..].iter().filter_map(|effect| match effect {
            Effect::Tell(text) => Some(serde_json::from_str(text).unwrap()),
            _ => None,
        });
        told.collect()
    }

    pub fn told(&self, kind: &str) -> Vec<Value> {
        self.told_since(0).into_iter().filter(|told| told["type"] == kind).collect()
    }

    pub fn restore(&mut self, number: usize, records: &BTreeMap<String, String>) -> Value {
        self.ask(number, json!({"type": "restore", "records": records}))
    }

    pub fn start(&mut self, number: usize) -> Value {
        self.ask(number, json!({"type": "start", "lead": helen()}))
    }

    pub fn walk(&mut self, choices: &[(&str, &str)]) {
        for (at, choice) in choices {
            self.happen(Event::Do(call::Event::Advanced { at: Id::new(at), choice: Id::new(choice) }));
            assert_eq!(self.model.notice, None, "{at}: {choice}");
        }
    }

    pub fn book(&mut self) {
        self.happen(Event::EditBooking(Box::new(draft("2027-01-20"))));
        self.happen(Event::Book);
    }

    /// Hangs up with that outcome and is done.
    pub fn finish(&mut self, disposition: Disposition) {
        for event in [
            call::Event::Ended,
            call::Event::Disposed { disposition },
            call::Event::Rated { sentiment: Some(Sentiment::Positive) },
            call::Event::Closed,
        ] {
            self.happen(Event::Do(event));
        }
        assert!(self.model.on_call().is_none());
    }
}

pub fn helen() -> Value {
    json!({"id": "42", "name": "Helen Young", "company": "Harbour", "phone": "+44 20 7946 0018"})
}

/// A lock as a page can make one up.
pub fn lock(wrapped: bool) -> LockRecord {
    let wrapping = Wrapping { salt: "c2FsdA==".into(), rounds: 600_000 };
    LockRecord { key: "a2V5".into(), wrapped: wrapped.then_some(wrapping), done: false }
}

/// The types of what was told, in order.
pub fn kinds(told: &[Value]) -> Vec<&str> {
    told.iter().filter_map(|told| told["type"].as_str()).collect()
}
