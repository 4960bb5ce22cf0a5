//! Random commands: what a rep, a stale screen or a damaged record could ask of a call.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{OFFSET, at};
use callflow::domain::call::{Disposition, Event, Need, Sentiment, Side, Value};
use callflow::domain::flow::FieldKind;
use callflow::domain::{Appointment, Call, Fixed, FollowUp, Id, Kind, LeadField, Pace, Stamp, Style};
use proptest::prelude::*;

/// Any text, with a liking for what hurts: empty, blank, braces, line breaks, far planes.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "\\PC{0,12}",
        2 => any::<String>(),
        1 => proptest::sample::select(vec!["", "  ", "a\tb", "{{lead.name}}", "{{", "}}", "a\r\nb", "\u{1f4de}\u{8fdc}\u{7a0b}", "\u{0}"])
            .prop_map(str::to_owned),
        1 => Just("\u{957f}".repeat(5000)),
    ]
}

/// Something asked of a call, before it is known what the call stands at: numbers pick from what there is, and now
/// and then miss it.
#[derive(Clone, Debug)]
pub enum Ask {
    /// One of the choices of this step.
    Choose(usize),
    /// Any choice of any step, as from a screen that is not up to date.
    ChooseStale(usize, usize),
    /// An objection.
    Object(usize),
    /// A value that fits the field's kind, more or less.
    Capture(usize, i64, String),
    /// A tick.
    Tick(usize, usize, bool),
    /// A card.
    Affirm(usize, bool),
    /// A step of a stage, or of anything else.
    GoTo(usize),
    /// An event that names nothing of the flow.
    Plain(Event),
}

impl Ask {
    /// The event it comes to.
    pub fn event(&self, call: &Call) -> Event {
        let flow = call.flow();
        let step_choice = |step: &callflow::domain::flow::Step, pick: usize| {
            let choices = step.choices();
            let choice = choices.get(pick % (choices.len() + 1)).map_or(Id::new("nowhere"), |it| it.id.clone());
            Event::Advanced { at: step.id.clone(), choice }
        };
        match self {
            Self::Choose(pick) => step_choice(flow.step(call.state().here().step), *pick),
            Self::ChooseStale(step, pick) => step_choice(&flow.steps[step % flow.steps.len()], *pick),
            Self::Object(pick) => Event::Detoured { objection: pick_id(&flow.objections, *pick, |it| &it.id) },
            Self::Capture(pick, number, text) => {
                let field = flow.fields.get(pick % (flow.fields.len() + 1));
                let value = field.map_or(Some(Value::Text(text.clone())), |field| match &field.kind {
                    _ if *number == 0 => None,
                    FieldKind::Text => Some(Value::Text(text.clone())),
                    FieldKind::Choice(options) => {
                        let place = usize::try_from(number.unsigned_abs()).unwrap() % (options.len() + 1);
                        Some(Value::Option(options.get(place).map_or(Id::new("nowhere"), |(id, _)| id.clone())))
                    }
                    FieldKind::Number { .. } => Some(Value::Number(*number)),
                    FieldKind::YesNo => Some(Value::YesNo(number % 2 == 0)),
                    FieldKind::Need(_) => {
                        let topic = pick_id(&flow.topics, usize::try_from(number.unsigned_abs()).unwrap(), |it| &it.id);
                        Some(Value::Needs(vec![Need { topic: Some(topic), words: text.clone() }; text.len().min(40)]))
                    }
                });
                Event::Captured { field: pick_id(&flow.fields, *pick, |it| &it.id), value }
            }
            Self::Tick(stage, item, on) => {
                Event::Checked { stage: pick_id(&flow.stages, *stage, |it| &it.id), item: *item, on: *on }
            }
            Self::Affirm(pick, on) => Event::Affirmed { card: pick_id(&flow.cards, *pick, |it| &it.id), on: *on },
            Self::GoTo(pick) => Event::WentTo { step: pick_id(&flow.steps, *pick, |it| &it.id) },
            Self::Plain(event) => event.clone(),
        }
    }
}

/// The id of one of a list; now and then of none.
fn pick_id<T>(list: &[T], pick: usize, id: impl Fn(&T) -> &Id) -> Id {
    list.get(pick % (list.len() + 1)).map_or(Id::new("nowhere"), |it| id(it).clone())
}

/// Something to ask.
pub fn ask() -> impl Strategy<Value = Ask> {
    let pick = || 0..1000_usize;
    prop_oneof![
        12 => pick().prop_map(Ask::Choose),
        1 => (pick(), pick()).prop_map(|(step, choice)| Ask::ChooseStale(step, choice)),
        5 => pick().prop_map(Ask::Object),
        4 => Just(Ask::Plain(Event::Returned)),
        3 => (0..30_usize).prop_map(|to| Ask::Plain(Event::Jumped { to })),
        3 => pick().prop_map(Ask::GoTo),
        6 => (pick(), -3..15_i64, any_text()).prop_map(|(field, number, text)| Ask::Capture(field, number, text)),
        1 => (pick(), 0..4_usize, any::<bool>()).prop_map(|(stage, item, on)| Ask::Tick(stage, item, on)),
        2 => (pick(), any::<bool>()).prop_map(|(card, on)| Ask::Affirm(card, on)),
        3 => plain().prop_map(Ask::Plain),
        6 => Just(Ask::Plain(Event::Undone)),
    ]
}

/// Many things to ask, and how many milliseconds pass before each.
pub fn asks(most: usize, pause: std::ops::Range<i64>) -> impl Strategy<Value = Vec<(i64, Ask)>> {
    proptest::collection::vec((pause, ask()), 1..most)
}

/// The events that name nothing of a flow.
pub fn plain() -> impl Strategy<Value = Event> {
    let pace = proptest::option::of(proptest::sample::select(Pace::ALL.to_vec()));
    let kind = proptest::option::of(proptest::sample::select(Kind::ALL.to_vec()));
    let field = proptest::sample::select(LeadField::ALL.to_vec());
    prop_oneof![
        (field, any_text()).prop_map(|(field, text)| Event::Corrected { field, text }),
        any_text().prop_map(|text| Event::Noted { text }),
        (pace, kind).prop_map(|(pace, kind)| Event::Styled { style: Style { pace, kind } }),
        proptest::option::of(appointment()).prop_map(|it| Event::Booked { appointment: it.map(Box::new) }),
        proptest::option::of((fixed(), any_text(), any_text())).prop_map(|it| Event::Promised {
            follow_up: it.map(|(time, purpose, reason)| Box::new(FollowUp { time, purpose, reason, done: None })),
        }),
        side().prop_map(|to| Event::Turned { to }),
        Just(Event::Ended),
        proptest::sample::select(Disposition::ALL.to_vec()).prop_map(|disposition| Event::Disposed { disposition }),
        proptest::option::of(proptest::sample::select(Sentiment::ALL.to_vec()))
            .prop_map(|sentiment| Event::Rated { sentiment }),
        proptest::option::of(any_text()).prop_map(|text| Event::Summed { text }),
        Just(Event::Closed),
    ]
}

/// Who may be marked as talking.
pub fn side() -> impl Strategy<Value = Option<Side>> {
    proptest::option::of(proptest::sample::select(Side::ALL.to_vec()))
}

/// A time in some zone.
pub fn fixed() -> impl Strategy<Value = Fixed> {
    (0..4_000_000_i64, any_text()).prop_map(|(minutes, zone)| {
        let at = at("2026-01-01T00:00").plus_minutes(minutes);
        Fixed { wall: at.wall(OFFSET), zone, at }
    })
}

/// An appointment.
pub fn appointment() -> impl Strategy<Value = Appointment> {
    (any_text(), any_text(), fixed(), 5..=480_u16, any_text()).prop_map(|(id, with, time, minutes, purpose)| {
        Appointment { id: Id::new(&id), call: Id::new("call"), with, time, minutes, purpose }
    })
}

/// Any instant, near or absurd.
pub fn stamp() -> impl Strategy<Value = Stamp> {
    prop_oneof![0..10_000_000_000_000_i64, any::<i64>()].prop_map(Stamp)
}
