//! Everything the program knows.

use super::hearing::Hearing;
use super::keeping::Keeping;
use super::records::CallRecord;
use super::shelf::Shelf;
use super::start::FlowRecord;
use crate::domain::appointment::{BookingRefusal, Draft};
use crate::domain::call::{self, Call, Disposition, Sentiment};
use crate::domain::flow::{Cover, Problem, Tool};
use crate::domain::json::{record, words};
use crate::domain::{Appointment, Flow, FollowUp, Id, Lead, Locale, Stamp, Wall, ZoneTable};
use crate::text::texts;
use std::rc::Rc;

/// Light, dark, or whatever the system has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

words! { Theme { System = "system", Light = "light", Dark = "dark" } }

/// Who is calling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rep {
    /// Name.
    pub name: String,
    /// Company.
    pub company: String,
}

/// What the rep chose once and for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Language of the desk and of new calls.
    pub locale: Locale,
    /// Looks.
    pub theme: Theme,
    /// Who is calling.
    pub rep: Rep,
}

record! { Rep { ; name, company } }

record! { Settings { locale; theme, rep } }

/// A flow on its way.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Loading {
    /// Nobody needed it yet.
    #[default]
    Unasked,
    /// Asked for.
    Asked,
    /// Here, and its text as it will be kept with a call.
    Here(Rc<Flow>, Rc<str>),
    /// It could not be loaded.
    Lost,
    /// It came, but is not a flow.
    Bad(Vec<Problem>),
}

/// A call in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// The customer as known at the end.
    pub lead: Lead,
    /// When the line was opened.
    pub at: Stamp,
    /// When it was closed.
    pub ended: Option<Stamp>,
    /// How it ended.
    pub disposition: Option<Disposition>,
    /// The customer's mood.
    pub sentiment: Option<Sentiment>,
    /// Whether nothing is left to do.
    pub closed: bool,
}

impl Brief {
    /// Adds up what a list needs; no flow is asked.
    pub fn of(record: &CallRecord) -> Self {
        let mut brief = Self {
            lead: record.started.lead.clone(),
            at: record.started.at,
            ended: None,
            disposition: None,
            sentiment: None,
            closed: false,
        };
        for entry in call::standing(&record.log).unwrap_or_default().into_iter().map(|place| &record.log[place]) {
            match &entry.event {
                call::Event::Corrected { field, text } => brief.lead.set(*field, text),
                call::Event::Ended => brief.ended = Some(entry.at),
                call::Event::Disposed { disposition } => brief.disposition = Some(*disposition),
                call::Event::Rated { sentiment } => brief.sentiment = *sentiment,
                call::Event::Closed => brief.closed = true,
                _ => {}
            }
        }
        brief
    }
}

/// The pre-call card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepare {
    /// The customer.
    pub lead: Lead,
    /// Their record, if there is one.
    pub lead_id: Option<Id>,
    /// Ticks of the checklist, by place.
    pub ticked: Vec<bool>,
}

/// A form and why it was refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// As typed.
    pub draft: Draft,
    /// Empty while there is nothing to say.
    pub refusals: Vec<BookingRefusal>,
}

/// A call on the desk, whatever its progress.
#[derive(Clone, Debug)]
pub struct OnCall {
    /// The call.
    pub call: Call,
    /// What is open beside the line.
    pub tool: Option<Tool>,
    /// The appointment form.
    pub booking: Form,
    /// The follow-up form.
    pub promise: Form,
    /// Times to propose, in the rep's zone.
    pub slots: Vec<Wall>,
}

/// What is on the screen.
#[derive(Clone, Debug)]
pub enum Desk {
    /// The pre-call card.
    Prepare,
    /// A call.
    Call(Box<OnCall>),
}

/// Something to tell the rep once.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A command changed nothing.
    Refused(call::Refusal),
    /// A quick outcome was written down.
    Logged(Disposition),
    /// A call was closed.
    Closed,
    /// The clipboard has it, or not.
    Copied(bool),
    /// An appointment was fixed.
    Booked,
    /// A follow-up was fixed.
    Promised,
    /// A call cannot be opened: its flow is not kept, or its log is damaged. The call, if it is there at all.
    CannotOpen(Option<Id>),
    /// What was promised in this call is settled.
    Settled(Id),
    /// So many records could not be read and were set aside, and so many are from a newer program.
    SetAside(usize, usize),
}

/// The whole.
#[derive(Clone, Debug)]
pub struct Model {
    /// What the rep chose.
    pub settings: Settings,
    /// The rep's own zone.
    pub zone: Option<String>,
    /// Rules read so far.
    pub zones: Vec<ZoneTable>,
    /// All zones there are; empty until asked for.
    pub zone_names: Rc<[String]>,
    /// The flow of each language, in the order of [`Locale::ALL`].
    pub flows: [Loading; 2],
    /// The first page of each language's flow, which is there before the flow.
    pub covers: [Option<Cover>; 2],
    /// The flows that calls were made with, by their references.
    pub kept_flows: Shelf<FlowRecord>,
    /// All calls, with what lists show of them.
    pub calls: Shelf<(CallRecord, Brief)>,
    /// All customers.
    pub leads: Shelf<Lead>,
    /// All appointments.
    pub appointments: Shelf<Appointment>,
    /// All follow-ups, by call.
    pub follow_ups: Shelf<FollowUp>,
    /// The pre-call card; it waits behind a call.
    pub prepare: Prepare,
    /// How many rows each [`List`](super::event::List) shows at most.
    pub rows: [usize; 4],
    /// What is on the screen.
    pub desk: Desk,
    /// How it is known who talks.
    pub hearing: Hearing,
    /// What is kept.
    pub keeping: Keeping,
    /// Something to tell.
    pub notice: Option<Notice>,
}

impl Model {
    /// The flow of the present language, on its way.
    pub fn loading(&self) -> &Loading {
        &self.flows[self.settings.locale as usize]
    }

    /// The flow a new call would run on.
    pub fn flow(&self) -> Option<&Rc<Flow>> {
        match self.loading() {
            Loading::Here(flow, _) => Some(flow),
            Loading::Unasked | Loading::Asked | Loading::Lost | Loading::Bad(_) => None,
        }
    }

    /// The rules of a zone, if they were read.
    pub fn zone_table(&self, name: &str) -> Option<&ZoneTable> {
        self.zones.iter().find(|it| it.name() == name)
    }

    /// What the pre-call card shows of the flow.
    pub fn cover(&self) -> Option<&Cover> {
        self.covers[self.settings.locale as usize].as_ref()
    }

    /// The call on the desk.
    pub fn on_call(&self) -> Option<&OnCall> {
        match &self.desk {
            Desk::Call(on_call) => Some(on_call),
            Desk::Prepare => None,
        }
    }

    /// How the customer is named in lists and calendars.
    pub fn with(&self, lead: &Lead) -> String {
        let t = texts(self.settings.locale);
        let parts: Vec<&str> =
            [&lead.name, &lead.company].into_iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        if parts.is_empty() { t.lead_unknown.into() } else { parts.join(t.list_comma) }
    }
}
