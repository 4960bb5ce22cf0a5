//! What a call's events add up to. The only place where an event takes effect; it is checked before anything changes.

use super::event::{Event, MAX_NOTE, MAX_SUMMARY, Started};
use super::facts::Known;
use super::path::{Left, Visit};
use super::refusal::Refusal;
use super::value::{Disposition, Need, Sentiment, Value};
use crate::domain::flow::{
    CardIx, Choice, FieldIx, FieldKind, Flow, Level, ObjectionIx, Outcome, StageIx, StepIx, StepKind,
};
use crate::domain::{Appointment, FollowUp, Lead, Stamp, Style};

/// How far the work on a call has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The line is open.
    Talking,
    /// The line was closed then; what came of it is being written down.
    WrappingUp(Stamp),
    /// Done; the line was closed then.
    Closed(Stamp),
}

/// A note and when it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// When.
    pub at: Stamp,
    /// Text.
    pub text: String,
}

/// The state of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The customer as known now.
    pub lead: Lead,
    /// The path walked; never empty.
    pub(super) path: Vec<Visit>,
    /// How often each step was entered, branches included.
    pub(super) visits: Vec<u32>,
    /// How often each objection was answered.
    pub(super) answered: Vec<u32>,
    /// How many objections were raised.
    pub raised: u32,
    pub(super) values: Vec<Option<Value>>,
    /// Which of them the call began with.
    pub(super) known_before: Vec<bool>,
    pub(super) affirmed: Vec<bool>,
    /// The same when the present step was entered: its line speaks of a card that was open then.
    pub(super) affirmed_before: Vec<bool>,
    checked: Vec<Vec<bool>>,
    /// Notes, oldest first.
    pub notes: Vec<Note>,
    /// The customer's style.
    pub style: Style,
    /// What was fixed.
    pub appointment: Option<Appointment>,
    /// What was promised.
    pub follow_up: Option<FollowUp>,
    /// How far it has come.
    pub progress: Progress,
    /// How it ended, once chosen; see [`Self::outcome_noted`].
    pub disposition: Option<Disposition>,
    /// The customer's mood, once chosen.
    pub sentiment: Option<Sentiment>,
    /// The summary in the rep's own words, if they changed what is composed.
    pub summary: Option<String>,
    pub(super) offset: i32,
    pub(super) now: Stamp,
}

impl State {
    pub(super) fn start(flow: &Flow, started: &Started) -> Self {
        let mut state = Self {
            lead: started.lead.clone(),
            path: Vec::new(),
            visits: vec![0; flow.steps.len()],
            answered: vec![0; flow.objections.len()],
            raised: 0,
            values: vec![None; flow.fields.len()],
            known_before: vec![false; flow.fields.len()],
            affirmed: vec![false; flow.cards.len()],
            affirmed_before: Vec::new(),
            checked: flow.stages.iter().map(|stage| vec![false; stage.checklist.len()]).collect(),
            notes: Vec::new(),
            style: Style::default(),
            appointment: None,
            follow_up: None,
            progress: Progress::Talking,
            disposition: None,
            sentiment: None,
            summary: None,
            offset: started.offset,
            now: started.at,
        };
        for (field, value) in started.past.iter().flat_map(|past| past.known(flow)) {
            state.values[field.place()] = Some(value.clone());
            state.known_before[field.place()] = true;
        }
        state.enter(flow, flow.start, Left::default());
        state
    }

    /// The path walked, oldest first; never empty.
    pub fn path(&self) -> &[Visit] {
        &self.path
    }

    /// Where the call stands.
    pub fn here(&self) -> Visit {
        // `start` enters a step, and nothing ever shortens the path.
        self.path[self.path.len() - 1]
    }

    /// The step to which "return" leads; `None` outside an objection.
    pub fn left(&self) -> Option<StepIx> {
        self.here().left.popped().map(|(step, _)| step)
    }

    /// How often an objection was answered.
    pub fn answered(&self, objection: ObjectionIx) -> u32 {
        self.answered[objection.place()]
    }

    /// Whether the customer agreed to a card.
    pub fn is_affirmed(&self, card: CardIx) -> bool {
        self.affirmed[card.place()]
    }

    /// Whether the customer had agreed to a card before the present step.
    pub fn was_affirmed(&self, card: CardIx) -> bool {
        self.affirmed_before[card.place()]
    }

    /// Whether an item of a stage's checklist is ticked.
    pub fn is_checked(&self, stage: StageIx, item: usize) -> bool {
        self.checked[stage.place()].get(item).copied().unwrap_or(false)
    }

    /// The needs captured, of one level or of both, oldest first within each field.
    pub fn needs<'a>(&'a self, flow: &'a Flow, level: Option<Level>) -> impl Iterator<Item = (Level, &'a Need)> {
        self.values.iter().zip(&flow.fields).flat_map(move |(value, field)| {
            let (needs, own) = match (value, &field.kind) {
                (Some(Value::Needs(needs)), FieldKind::Need(own)) => (needs.as_slice(), *own),
                _ => (&[][..], Level::Implied),
            };
            let fits = level.is_none_or(|level| level == own);
            needs.iter().filter(move |_| fits).map(move |need| (own, need))
        })
    }

    /// The choices of the present step whose guards hold, in the order of the flow.
    pub fn open_choices<'a>(&'a self, flow: &'a Flow) -> impl Iterator<Item = &'a Choice> {
        let facts = self.facts(flow);
        flow.step(self.here().step)
            .choices()
            .iter()
            .filter(move |choice| choice.when.as_ref().is_none_or(|when| when.holds(&facts)))
    }

    /// What was captured.
    pub fn value(&self, field: FieldIx) -> Option<&Value> {
        self.values[field.place()].as_ref()
    }

    /// Whether what was captured is from an earlier call.
    pub fn was_known(&self, field: FieldIx) -> bool {
        self.known_before[field.place()]
    }

    /// How the call has come out so far, as closing wishes see it.
    pub fn outcome(&self) -> Outcome {
        match (&self.appointment, &self.follow_up) {
            (Some(_), _) => Outcome::Appointment,
            (None, Some(_)) => Outcome::FollowUp,
            (None, None) => Outcome::Declined,
        }
    }

    /// How it ended: as was chosen, or else as what was fixed says.
    pub fn outcome_noted(&self) -> Option<Disposition> {
        self.disposition.or(Disposition::fixed(self.appointment.is_some(), self.follow_up.is_some()))
    }

    /// Minutes the rep's clock was ahead of UTC when the call began.
    pub fn offset(&self) -> i32 {
        self.offset
    }

    /// When the line was closed.
    pub fn ended(&self) -> Option<Stamp> {
        match self.progress {
            Progress::Talking => None,
            Progress::WrappingUp(at) | Progress::Closed(at) => Some(at),
        }
    }

    pub(super) fn facts<'a>(&'a self, flow: &'a Flow) -> Known<'a> {
        Known { state: self, flow }
    }

    /// Lets an event take effect.
    ///
    /// # Errors
    /// The reason, and nothing has changed.
    pub(super) fn apply(&mut self, flow: &Flow, at: Stamp, event: &Event) -> Result<(), Refusal> {
        let talking = matches!(self.progress, Progress::Talking);
        if matches!(self.progress, Progress::Closed(_)) {
            return Err(Refusal::Closed);
        }
        let needs_line = event.moves() || event.is_mark() || *event == Event::Ended;
        if needs_line && !talking {
            return Err(Refusal::Over);
        }
        if event.is_mark() {
            return Ok(());
        }
        let before = self.now;
        let done = self.take(flow, at, event);
        if done.is_err() {
            self.now = before;
        }
        done
    }

    fn take(&mut self, flow: &Flow, at: Stamp, event: &Event) -> Result<(), Refusal> {
        // What was offered was offered before; what follows sees the time of this event.
        let chosen = match event {
            Event::Advanced { at, choice } => Some(self.choice(flow, at, choice)?),
            _ => None,
        };
        self.now = at;
        match event {
            Event::Advanced { .. } => return chosen.map_or(Ok(()), |choice| self.advance(flow, choice)),
            Event::Detoured { objection } => {
                let objection = flow.objection_named(objection).ok_or(Refusal::Unknown)?;
                return self.detour(flow, objection);
            }
            Event::Returned => return self.give_back(flow),
            Event::Jumped { to } => {
                let visit = *self.path.get(*to).filter(|_| *to + 1 < self.path.len()).ok_or(Refusal::Unknown)?;
                self.enter(flow, visit.step, visit.left);
            }
            Event::WentTo { step } => return self.go_to(flow, step),
            Event::Captured { field, value } => {
                let field = flow.field_named(field).ok_or(Refusal::Unknown)?;
                let fits = value.as_ref().is_none_or(|value| value.fits(&flow.field(field).kind));
                let known = |need: &Need| need.topic.as_ref().is_none_or(|topic| flow.topic_named(topic).is_some());
                if !fits || matches!(value, Some(Value::Needs(needs)) if !needs.iter().all(known)) {
                    return Err(Refusal::Misfit);
                }
                self.values[field.place()].clone_from(value);
            }
            Event::Corrected { field, text } => self.lead.set(*field, text),
            Event::Noted { text } => {
                if text.trim().is_empty() || text.chars().nth(MAX_NOTE).is_some() {
                    return Err(Refusal::BadText);
                }
                self.notes.push(Note { at, text: text.trim().into() });
            }
            Event::Checked { stage, item, on } => {
                let stage = flow.stage_named(stage).ok_or(Refusal::Unknown)?;
                *self.checked[stage.place()].get_mut(*item).ok_or(Refusal::Unknown)? = *on;
            }
            Event::Styled { style } => self.restyle(*style),
            Event::Affirmed { card, on } => {
                let card = flow.card_named(card).ok_or(Refusal::Unknown)?;
                self.affirmed[card.place()] = *on;
            }
            Event::Booked { appointment } => self.appointment = appointment.as_deref().cloned(),
            Event::Promised { follow_up } => self.follow_up = follow_up.as_deref().cloned(),
            Event::Ended => {
                self.progress = Progress::WrappingUp(at);
                // An end step knows which disposition fits; the rep can still choose another.
                if let (StepKind::End(_, disposition), None) = (&flow.step(self.here().step).kind, self.disposition) {
                    self.disposition = Some(*disposition);
                }
            }
            Event::Disposed { disposition } => self.disposition = Some(*disposition),
            Event::Rated { sentiment } => self.sentiment = *sentiment,
            Event::Summed { text } => {
                if text.as_ref().is_some_and(|text| text.trim().is_empty() || text.chars().nth(MAX_SUMMARY).is_some()) {
                    return Err(Refusal::BadText);
                }
                self.summary.clone_from(text);
            }
            Event::Closed => self.close()?,
            // The call that holds the log undoes, and marks change nothing: here there is nothing to take back.
            Event::Undone | Event::Turned { .. } => return Err(Refusal::NothingToUndo),
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refusal> {
        let ended = self.ended().ok_or(Refusal::NotOver)?;
        self.missing().map_or(Ok(()), Err)?;
        self.progress = Progress::Closed(ended);
        Ok(())
    }

    /// What the work after the call cannot be done without.
    pub fn missing(&self) -> Option<Refusal> {
        match self.outcome_noted() {
            None => Some(Refusal::NoDisposition),
            Some(Disposition::Appointment) if self.appointment.is_none() => Some(Refusal::NoAppointment),
            Some(Disposition::Callback) if self.follow_up.is_none() => Some(Refusal::NoFollowUp),
            Some(_) => None,
        }
    }
}
