//! A flow: what a rep says, as versioned content. A value of these types has been checked whole: every reference leads
//! somewhere, every path can end, nothing is unbounded. `flows/README.md` describes the format.

mod check;
mod guard;
mod names;
mod problem;
mod read;
mod reader;
mod steps;
mod text;

pub use guard::{Counter, Done, Facts, Guard, Range};
pub use problem::{Problem, ProblemKind};
pub use text::{CardPart, Merge, Piece, RepField, Text};

use super::almanac::Wished;
use super::call::{Disposition, Value};
use super::time::DayPart;
use super::{Id, Kind, Locale, Pace, Style};
use time::Date;

/// The format this program reads.
pub const FORMAT: i64 = 1;
/// The largest file, in bytes.
pub const MAX_BYTES: usize = 524_288;
/// The deepest that objections may nest in any flow.
pub const MAX_DETOURS: usize = 4;

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub(super) u16);

        impl $name {
            /// The place in the flow's list.
            pub fn place(self) -> usize {
                usize::from(self.0)
            }
        }
    )+};
}

index! {
    /// A step of the flow it came from.
    StepIx,
    /// A stage of the flow it came from.
    StageIx,
    /// An objection of the flow it came from.
    ObjectionIx,
    /// A field of the flow it came from.
    FieldIx,
    /// A topic of the flow it came from.
    TopicIx,
    /// A card of the flow it came from.
    CardIx
}

impl StageIx {
    /// The first stage; every flow has one.
    pub(in crate::domain) const FIRST: Self = Self(0);
}

/// A whole flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Name; the same in every language.
    pub id: Id,
    /// Raised with every change.
    pub version: u32,
    /// Language of all its texts.
    pub locale: Locale,
    /// Title.
    pub title: String,
    /// What a call is to reach.
    pub purpose: String,
    /// What a booking is filled in with: minutes and purpose.
    pub booking: (u16, String),
    /// Checklist before dialling (S4).
    pub prepare: Vec<String>,
    /// How deep objections may nest, 1–[`MAX_DETOURS`].
    pub detour_depth: usize,
    /// Where a call begins.
    pub start: StepIx,
    /// Greetings in the order of [`DayPart::ALL`].
    pub greetings: [String; 4],
    /// How to speak with each pace, in the order of [`Pace::ALL`].
    pub pace_advice: [String; 3],
    /// How to speak with each type, in the order of [`Kind::ALL`].
    pub kind_advice: [String; 4],
    /// What needs can be about.
    pub topics: Vec<Topic>,
    /// What can be captured.
    pub fields: Vec<Field>,
    /// Phases, in order.
    pub stages: Vec<Stage>,
    /// All steps.
    pub steps: Vec<Step>,
    /// All objections.
    pub objections: Vec<Objection>,
    /// Ready sentences in groups (S14).
    pub phrases: Vec<PhraseGroup>,
    /// What the offer consists of (S7).
    pub cards: Vec<Card>,
    /// Closing wishes; the last fits always (S11).
    pub wishes: Vec<Wish>,
    /// Things that are allowed but look like slips, such as a step nothing leads to.
    pub findings: Vec<Problem>,
}

/// What a need can be about.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Name.
    pub id: Id,
    /// Shown to the rep.
    pub label: String,
}

/// Something to capture.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name.
    pub id: Id,
    /// Shown to the rep.
    pub label: String,
    /// What it takes.
    pub kind: FieldKind,
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    /// Any text.
    Text,
    /// One of these options: name and label.
    Choice(Vec<(Id, String)>),
    /// A whole number.
    Number {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
        /// Shown behind it; may be empty.
        unit: String,
    },
    /// Yes or no.
    YesNo,
    /// Needs, in the customer's own words.
    Need(Level),
}

/// How far a need has come (S6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A complaint or a worry.
    Implied,
    /// A wish the customer stated.
    Explicit,
}

/// Where a stage stands in attention, interest, desire, action (S18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The customer listens.
    Attention,
    /// The customer talks.
    Interest,
    /// The customer wants it.
    Desire,
    /// The customer agrees to something.
    Action,
}

/// A phase of the call.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Name.
    pub id: Id,
    /// Shown to the rep.
    pub title: String,
    /// AIDA.
    pub phase: Phase,
    /// What it is to reach.
    pub goal: String,
    /// Seconds it should take, 1–3600.
    pub budget: u32,
    /// Whether the budget is counted down before the rep's eyes (S5).
    pub countdown: bool,
    /// What must not be forgotten.
    pub checklist: Vec<String>,
}

/// Where a step belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// To the main line.
    Stage(StageIx),
    /// To a detour.
    Objection(ObjectionIx),
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Name.
    pub id: Id,
    /// Where it belongs.
    pub home: Home,
    /// What it does.
    pub kind: StepKind,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq)]
pub enum StepKind {
    /// The rep says something, the customer answers.
    Say(Prompt, Vec<Choice>),
    /// Goes on by itself: the first guard that holds, or else.
    Branch(Vec<(Guard, StepIx)>, StepIx),
    /// The rep says goodbye; the disposition that fits.
    End(Prompt, Disposition),
}

/// What the rep sees of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// One wording a visit, at least one.
    pub lines: Vec<Text>,
    /// Other wordings by customer style.
    pub variants: Vec<(Manner, Vec<Text>)>,
    /// What it is to reach; may be empty.
    pub goal: String,
    /// Key points.
    pub points: Vec<Text>,
    /// How to say it; may be empty (S20).
    pub cue: String,
    /// What to capture here.
    pub capture: Vec<FieldIx>,
    /// What the desk opens beside it.
    pub tool: Option<Tool>,
}

/// The customer style a variant is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// By pace.
    Pace(Pace),
    /// By type; wins over pace.
    Kind(Kind),
}

/// What the desk opens beside a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Offer cards.
    Cards,
    /// The appointment form.
    Appointment,
    /// The follow-up form.
    FollowUp,
}

/// What the customer answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Name, unique in its step.
    pub id: Id,
    /// Shown to the rep.
    pub label: String,
    /// Where it leads.
    pub to: Target,
    /// Shown only if this holds.
    pub when: Option<Guard>,
    /// What the answer itself captures.
    pub set: Vec<(FieldIx, Value)>,
}

/// Where a choice leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a step.
    Step(StepIx),
    /// Into an objection.
    Objection(ObjectionIx),
    /// Out of one, to the very step left.
    Return,
}

/// A prepared answer to an objection, reachable from anywhere (S8).
#[derive(Clone, Debug, PartialEq)]
pub struct Objection {
    /// Name.
    pub id: Id,
    /// Shown to the rep.
    pub title: String,
    /// Its first step.
    pub start: StepIx,
    /// How often it may be answered in a call, 1–5.
    pub cap: u32,
    /// Where one more leads; `None`: refused.
    pub over: Option<StepIx>,
}

/// Ready sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct PhraseGroup {
    /// Name.
    pub id: Id,
    /// Shown to the rep.
    pub title: String,
    /// The sentences.
    pub texts: Vec<Text>,
}

/// Feature, advantage, benefit, evidence: one thing on offer (S7).
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Name.
    pub id: Id,
    /// Shown to the rep.
    pub title: String,
    /// The needs it answers.
    pub topics: Vec<TopicIx>,
    /// What it is.
    pub feature: Text,
    /// What it does better.
    pub advantage: Text,
    /// What the customer has of it.
    pub benefit: Text,
    /// What shows it.
    pub evidence: Text,
    /// How it differs from a competitor.
    pub versus: Option<Text>,
    /// Half a sentence for the summary close (S9).
    pub summary: Text,
}

/// A closing wish.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// What to say.
    pub text: Text,
    /// On which days.
    pub on: Wished,
    /// After which outcome; `None`: any.
    pub outcome: Option<Outcome>,
}

/// How a call came out, as far as wishes care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An appointment was fixed.
    Appointment,
    /// A follow-up was fixed.
    FollowUp,
    /// Neither.
    Declined,
}

impl Flow {
    /// Reads and checks a flow from JSON text.
    ///
    /// # Errors
    /// Every problem found, each with its path.
    pub fn parse(json: &str) -> Result<Self, Vec<Problem>> {
        read::flow(json)
    }

    /// The name under which this very content can be found again: `<locale>/<id>@<version>`.
    pub fn reference(&self) -> String {
        format!("{}/{}@{}", self.locale.tag(), self.id, self.version)
    }

    /// The step behind an index of this flow.
    pub fn step(&self, ix: StepIx) -> &Step {
        &self.steps[ix.place()]
    }

    /// The stage behind an index of this flow.
    pub fn stage(&self, ix: StageIx) -> &Stage {
        &self.stages[ix.place()]
    }

    /// The objection behind an index of this flow.
    pub fn objection(&self, ix: ObjectionIx) -> &Objection {
        &self.objections[ix.place()]
    }

    /// The field behind an index of this flow.
    pub fn field(&self, ix: FieldIx) -> &Field {
        &self.fields[ix.place()]
    }

    /// The card behind an index of this flow.
    pub fn card(&self, ix: CardIx) -> &Card {
        &self.cards[ix.place()]
    }

    /// All cards with their indices.
    pub fn cards(&self) -> impl Iterator<Item = (CardIx, &Card)> {
        (0..).map(CardIx).zip(&self.cards)
    }

    /// All fields with their indices.
    pub fn fields(&self) -> impl Iterator<Item = (FieldIx, &Field)> {
        (0..).map(FieldIx).zip(&self.fields)
    }

    /// All stages with their indices.
    pub fn stages(&self) -> impl Iterator<Item = (StageIx, &Stage)> {
        (0..).map(StageIx).zip(&self.stages)
    }

    /// All objections with their indices.
    pub fn objections(&self) -> impl Iterator<Item = (ObjectionIx, &Objection)> {
        (0..).map(ObjectionIx).zip(&self.objections)
    }

    /// The wish for a day and an outcome: the first that fits.
    pub fn wish(&self, today: Date, outcome: Outcome) -> Option<&Text> {
        let fits = |wish: &&Wish| wish.outcome.is_none_or(|it| it == outcome) && wish.on.fits(today);
        self.wishes.iter().find(fits).map(|wish| &wish.text)
    }

    /// Looks an objection up by name.
    pub fn objection_named(&self, id: &Id) -> Option<ObjectionIx> {
        find(&self.objections, |it| it.id == *id).map(ObjectionIx)
    }

    /// Looks a field up by name.
    pub fn field_named(&self, id: &Id) -> Option<FieldIx> {
        find(&self.fields, |it| it.id == *id).map(FieldIx)
    }

    /// Looks a stage up by name.
    pub fn stage_named(&self, id: &Id) -> Option<StageIx> {
        find(&self.stages, |it| it.id == *id).map(StageIx)
    }

    /// Looks a card up by name.
    pub fn card_named(&self, id: &Id) -> Option<CardIx> {
        find(&self.cards, |it| it.id == *id).map(CardIx)
    }

    /// Looks a topic up by name.
    pub fn topic_named(&self, id: &Id) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == *id)
    }

    /// The greeting for a part of the day.
    pub fn greeting(&self, part: DayPart) -> &str {
        DayPart::ALL
            .iter()
            .position(|it| *it == part)
            .map_or("", |place| &self.greetings[place])
    }

    /// How to speak with a customer of this style.
    pub fn advice(&self, style: Style) -> Vec<&str> {
        let kind = Kind::ALL
            .iter()
            .position(|it| Some(*it) == style.kind)
            .map(|place| &self.kind_advice[place]);
        let pace = Pace::ALL
            .iter()
            .position(|it| Some(*it) == style.pace)
            .map(|place| &self.pace_advice[place]);
        kind.into_iter().chain(pace).map(String::as_str).collect()
    }
}

fn find<T>(list: &[T], fits: impl Fn(&T) -> bool) -> Option<u16> {
    list.iter().position(fits).and_then(|place| u16::try_from(place).ok())
}

impl Step {
    /// What the rep sees; `None` for a branch.
    pub fn prompt(&self) -> Option<&Prompt> {
        match &self.kind {
            StepKind::Say(prompt, _) | StepKind::End(prompt, _) => Some(prompt),
            StepKind::Branch(..) => None,
        }
    }

    /// All choices; empty for branches and ends.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            StepKind::Say(_, choices) => choices,
            StepKind::Branch(..) | StepKind::End(..) => &[],
        }
    }
}

impl Prompt {
    /// The wording for the n-th visit (from 1) with a customer of this style; after the last, the last is kept.
    pub fn wording(&self, visit: u32, style: Style) -> Option<&Text> {
        let of = |manner: Manner| {
            self.variants
                .iter()
                .find(|(it, _)| *it == manner)
                .map(|(_, lines)| lines)
        };
        let lines = style
            .kind
            .and_then(|kind| of(Manner::Kind(kind)))
            .or_else(|| style.pace.and_then(|pace| of(Manner::Pace(pace))))
            .unwrap_or(&self.lines);
        let place = (visit.max(1) as usize - 1).min(lines.len().saturating_sub(1));
        lines.get(place)
    }
}
