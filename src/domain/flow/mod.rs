//! A flow: what a rep says, as versioned content. A value of these types has been checked whole: every reference leads
//! somewhere, every path can end, nothing is unbounded. `flows/README.md` describes the format.

mod check;
mod content;
mod cover;
mod guard;
mod names;
mod problem;
mod read;
mod reader;
mod steps;
mod text;

pub use content::{
    Card, Choice, Field, FieldKind, Home, Level, Manner, Objection, Outcome, Phase, PhraseGroup, Prompt, Stage, Step,
    StepKind, Takes, Target, Tool, Topic, Unit, Wish,
};
pub use cover::Cover;
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
/// The most answers to one line: a digit each.
pub const MAX_CHOICES: usize = 9;
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Name; the same in every language.
    pub id: Id,
    /// To be raised with every change: people see by it what they have.
    pub version: u32,
    /// Differs between any two texts, whether the version was raised or not.
    mark: u32,
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

impl Flow {
    /// Reads and checks a flow from JSON text.
    ///
    /// # Errors
    /// Every problem found, each with its path.
    pub fn parse(json: &str) -> Result<Self, Vec<Problem>> {
        read::flow(json)
    }

    /// The name under which this very content can be found again: `<locale>/<id>@<version>+<mark>`. The mark is worked out
    /// from the text, so that a flow that was edited without raising its version does not pass for the one before.
    pub fn reference(&self) -> String {
        format!("{}/{}@{}+{}", self.locale.tag(), self.id, self.version, self.mark)
    }

    /// Whether a reference means this flow. The first version wrote them without the mark of the text.
    pub fn is(&self, reference: &str) -> bool {
        let own = self.reference();
        own.strip_prefix(reference).is_some_and(|mark| mark.is_empty() || mark.starts_with('+'))
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

    /// The title of the stage or the objection a step belongs to.
    pub fn home_title(&self, home: Home) -> &str {
        match home {
            Home::Stage(ix) => &self.stage(ix).title,
            Home::Objection(ix) => &self.objection(ix).title,
        }
    }

    /// Looks a step up by name.
    pub fn step_named(&self, id: &Id) -> Option<StepIx> {
        find(&self.steps, |it| it.id == *id).map(StepIx)
    }

    /// The first step of a stage, where the stage is gone to; `None` if it has none.
    pub fn first_step(&self, stage: StageIx) -> Option<&Step> {
        self.steps.iter().find(|step| step.home == Home::Stage(stage))
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
        DayPart::ALL.iter().position(|it| *it == part).map_or("", |place| &self.greetings[place])
    }

    /// How to speak with a customer of this style.
    pub fn advice(&self, style: Style) -> Vec<&str> {
        let kind = Kind::ALL.iter().position(|it| Some(*it) == style.kind).map(|place| &self.kind_advice[place]);
        let pace = Pace::ALL.iter().position(|it| Some(*it) == style.pace).map(|place| &self.pace_advice[place]);
        kind.into_iter().chain(pace).map(String::as_str).collect()
    }
}

fn find<T>(list: &[T], fits: impl Fn(&T) -> bool) -> Option<u16> {
    list.iter().position(fits).and_then(|place| u16::try_from(place).ok())
}
