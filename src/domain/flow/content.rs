//! What a flow is made of. Values of these types come only from `read`, which checks them.

use super::guard::Guard;
use super::text::{Merge, Piece, Text};
use super::{FieldIx, ObjectionIx, StageIx, StepIx, TopicIx};
use crate::domain::almanac::Wished;
use crate::domain::call::{Disposition, Value};
use crate::domain::{Id, Kind, Pace, Style};

/// What a need can be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Name.
    pub id: Id,
    /// Shown to the rep.
    pub label: String,
}

/// Something to capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name.
    pub id: Id,
    /// Shown to the rep.
    pub label: String,
    /// What it takes.
    pub kind: FieldKind,
    /// It is true of one call only: the next one with the customer does not begin with it.
    pub once: bool,
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        /// Shown behind it.
        unit: Unit,
    },
    /// Yes or no.
    YesNo,
    /// Needs, in the customer's own words.
    Need(Level),
}

/// What a number counts; may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Of one; empty where that is no other word.
    pub one: String,
    /// Of any other number.
    pub other: String,
}

impl Unit {
    /// The word for so many.
    pub fn of(&self, number: i64) -> &str {
        if number == 1 && !self.one.is_empty() { &self.one } else { &self.other }
    }
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Name.
    pub id: Id,
    /// Where it belongs.
    pub home: Home,
    /// What it does.
    pub kind: StepKind,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// The rep says something, the customer answers.
    Say(Prompt, Vec<Choice>),
    /// Goes on by itself: the first guard that holds, or else.
    Branch(Vec<(Guard, StepIx)>, StepIx),
    /// The rep says goodbye; the disposition that fits.
    End(Prompt, Disposition),
}

/// What the rep sees of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The customer agrees to the card that was offered.
    pub affirms: bool,
    /// The time the customer takes, for what the step fixes.
    pub takes: Option<Takes>,
}

/// A time that is taken with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// The n-th of the proposed times, from 0.
    Slot(u8),
    /// One the customer names: the rep types it.
    Named,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Name.
    pub id: Id,
    /// Shown to the rep.
    pub title: String,
    /// What customers say when they mean it: it is found by these as well.
    pub says: Vec<String>,
    /// Its first step.
    pub start: StepIx,
    /// How often it may be answered in a call, 1–5.
    pub cap: u32,
    /// Where one more leads; `None`: refused.
    pub over: Option<StepIx>,
}

/// Ready sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseGroup {
    /// Name.
    pub id: Id,
    /// Shown to the rep.
    pub title: String,
    /// The sentences.
    pub texts: Vec<Text>,
}

/// Feature, advantage, benefit, evidence: one thing on offer (S7).
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Whether a line of it speaks of a card.
    pub fn offers(&self) -> bool {
        let speaks = |text: &Text| text.0.iter().any(|piece| matches!(piece, Piece::Merge(Merge::Card(_))));
        let variants = self.variants.iter().map(|(_, lines)| lines);
        [&self.lines].into_iter().chain(variants).flatten().any(speaks)
    }

    /// The wording for the n-th visit (from 1) with a customer of this style; after the last, the last is kept.
    pub fn wording(&self, visit: u32, style: Style) -> Option<&Text> {
        let of = |manner: Manner| self.variants.iter().find(|(it, _)| *it == manner).map(|(_, lines)| lines);
        let lines = style
            .kind
            .and_then(|kind| of(Manner::Kind(kind)))
            .or_else(|| style.pace.and_then(|pace| of(Manner::Pace(pace))))
            .unwrap_or(&self.lines);
        let place = (visit.max(1) as usize - 1).min(lines.len().saturating_sub(1));
        lines.get(place)
    }
}
