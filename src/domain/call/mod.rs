//! A call is its events. State, path, times and summary are folds of them over the flow the call started with.

mod alert;
mod event;
mod facts;
mod listening;
mod offer;
mod past;
mod path;
mod refusal;
mod state;
mod timing;
mod value;

pub use alert::{Alert, MONOLOGUE, alert};
pub use event::{Entry, Event, MAX_NOTE, MAX_SUMMARY, Started};
pub use listening::{LONGEST_TURN, Listening, Side, TARGET};
pub use offer::{Match, affirmed, answered, best, matches, summary_close};
pub use past::{Fact, Past};
pub use path::Visit;
pub use refusal::Refusal;
pub use state::{Note, Progress, State};
pub use timing::{Timing, stage_times};
pub use value::{Disposition, MAX_TEXT, Need, Sentiment, Value};

use super::{Flow, Id, Stamp};
use std::rc::Rc;

/// The longest log; the last [`RESERVE`] places are for what ends a call, so that a full log never traps the rep.
pub const MAX_LOG: usize = 10_000;
const RESERVE: usize = 100;
/// Marks of who talks stop at half of the log: whatever a microphone does, there is room for what the rep decides.
const MOST_MARKED: usize = MAX_LOG / 2;

/// One conversation.
#[derive(Clone, Debug)]
pub struct Call {
    /// Name of the record.
    pub id: Id,
    flow: Rc<Flow>,
    started: Started,
    log: Vec<Entry>,
    /// Places in the log of the events that count: neither undone nor undoing, nor marks of who talks.
    standing: Vec<usize>,
    state: State,
}

/// Why a log cannot be taken up again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplayError {
    /// It was made with another flow, or another version of it.
    OtherFlow,
    /// It is longer than any log can be.
    TooLong,
    /// This entry (from 0) cannot have happened.
    At(usize, Refusal),
}

impl Call {
    /// Opens the line. The flow's reference in `started` is set here.
    pub fn start(id: Id, flow: Rc<Flow>, mut started: Started) -> Self {
        started.flow = flow.reference();
        let state = State::start(&flow, &started);
        Self { id, flow, started, log: Vec::new(), standing: Vec::new(), state }
    }

    /// Takes a call up again from its log.
    ///
    /// # Errors
    /// If the log cannot have come from this program with this flow; nothing is guessed.
    pub fn replay(id: Id, flow: Rc<Flow>, started: Started, log: Vec<Entry>) -> Result<Self, ReplayError> {
        if !flow.is(&started.flow) {
            return Err(ReplayError::OtherFlow);
        }
        if log.len() > MAX_LOG {
            return Err(ReplayError::TooLong);
        }
        let mut call = Self::start(id, flow, started);
        call.standing = standing(&log).map_err(|place| ReplayError::At(place, Refusal::NothingToUndo))?;
        call.log = log;
        call.state = call.fold().map_err(|(place, refusal)| ReplayError::At(place, refusal))?;
        Ok(call)
    }

    /// The flow it runs on.
    pub fn flow(&self) -> &Rc<Flow> {
        &self.flow
    }

    /// How it began.
    pub fn started(&self) -> &Started {
        &self.started
    }

    /// Everything that happened, undone or not.
    pub fn log(&self) -> &[Entry] {
        &self.log
    }

    /// Where it stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The event that "undo" would take back.
    pub fn last(&self) -> Option<&Event> {
        self.standing.last().map(|place| &self.log[*place].event)
    }

    /// What "undo" would take back, latest first: one event, or what happened with it in the same moment.
    pub fn undoable(&self) -> impl Iterator<Item = &Event> {
        let mut entries = self.standing.iter().rev().map(|place| &self.log[*place]);
        let last = entries.next();
        let before = entries.next().filter(|before| last.is_some_and(|last| last.comes_with(before)));
        last.into_iter().chain(before).map(|entry| &entry.event)
    }

    /// What happened at the present step and still counts, latest first.
    pub fn done_here(&self) -> impl Iterator<Item = &Event> {
        let events = self.standing.iter().rev().map(|place| &self.log[*place].event);
        events.take_while(|event| !event.moves())
    }

    /// The latest words of the customer that led the call on: an answer or an objection, as the flow has them.
    pub fn last_words(&self) -> Option<&str> {
        self.standing.iter().rev().find_map(|place| match &self.log[*place].event {
            Event::Advanced { at, choice } => {
                let step = self.flow.steps.iter().find(|step| step.id == *at)?;
                step.choices().iter().find(|it| it.id == *choice).map(|choice| choice.label.as_str())
            }
            Event::Detoured { objection } => {
                self.flow.objection_named(objection).map(|ix| self.flow.objection(ix).title.as_str())
            }
            _ => None,
        })
    }

    /// Lets several things happen in one moment: all of them, or none. "Undone" is none of them.
    ///
    /// # Errors
    /// Why one cannot; then nothing has changed.
    pub fn handle_all(&mut self, at: Stamp, events: Vec<Event>) -> Result<(), Refusal> {
        let (state, log, standing) = (self.state.clone(), self.log.len(), self.standing.len());
        for event in events {
            if let Err(refusal) = self.handle(at, event) {
                self.state = state;
                self.log.truncate(log);
                self.standing.truncate(standing);
                return Err(refusal);
            }
        }
        Ok(())
    }

    /// Lets something happen.
    ///
    /// # Errors
    /// Why it cannot; then nothing has changed.
    pub fn handle(&mut self, at: Stamp, event: Event) -> Result<(), Refusal> {
        let most = match event {
            Event::Ended | Event::Disposed { .. } | Event::Closed => MAX_LOG,
            Event::Turned { .. } => MOST_MARKED,
            _ => MAX_LOG - RESERVE,
        };
        if self.log.len() >= most {
            return Err(Refusal::Full);
        }
        if event == Event::Undone {
            let place = self.standing.pop().ok_or(Refusal::NothingToUndo)?;
            match self.fold() {
                Ok(state) => self.state = state,
                Err((_, refusal)) => {
                    self.standing.push(place);
                    return Err(refusal);
                }
            }
        } else {
            self.state.apply(&self.flow, at, &event)?;
            if !event.is_mark() {
                self.standing.push(self.log.len());
            }
        }
        self.log.push(Entry { at, event });
        Ok(())
    }

    /// The page lost sight of the line, so nobody knows who talks: a turn left open ends with the last entry of the log, the
    /// last that is known. Tells whether there was one.
    pub fn hush(&mut self) -> bool {
        let open = Listening::of(self).present().is_some();
        let last = self.log.last().map(|entry| entry.at).filter(|_| open);
        last.is_some_and(|at| self.handle(at, Event::Turned { to: None }).is_ok())
    }

    fn fold(&self) -> Result<State, (usize, Refusal)> {
        let mut state = State::start(&self.flow, &self.started);
        for place in &self.standing {
            let entry = &self.log[*place];
            state.apply(&self.flow, entry.at, &entry.event).map_err(|refusal| (*place, refusal))?;
        }
        Ok(state)
    }
}

/// How a call ended whose events at these places count: as was chosen, or else as what was fixed says, for nobody has to choose
/// what is clear. `None` while the line is open. As [`State::outcome_noted`], without asking a flow.
pub fn ending(log: &[Entry], standing: &[usize]) -> Option<Disposition> {
    let (mut ended, mut chosen, mut booked, mut promised) = (false, None, false, false);
    for place in standing {
        match &log[*place].event {
            Event::Ended => ended = true,
            Event::Disposed { disposition } => chosen = Some(*disposition),
            Event::Booked { appointment } => booked = appointment.is_some(),
            Event::Promised { follow_up } => promised = follow_up.is_some(),
            _ => {}
        }
    }
    chosen.or(Disposition::fixed(booked, promised)).filter(|_| ended)
}

/// The places of the events that count.
///
/// # Errors
/// The place of an "undone" that has nothing to take back.
pub fn standing(log: &[Entry]) -> Result<Vec<usize>, usize> {
    let mut places = Vec::with_capacity(log.len());
    for (place, entry) in log.iter().enumerate() {
        if entry.event == Event::Undone {
            places.pop().ok_or(place)?;
        } else if !entry.event.is_mark() {
            places.push(place);
        }
    }
    Ok(places)
}
