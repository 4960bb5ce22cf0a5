//! What can be wrong with a flow, each with the path of the place in the file.

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, such as `steps[3].choices[0].to`; empty for the file as a whole.
    pub path: String,
    /// What.
    pub kind: ProblemKind,
}

/// The kinds of problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// No JSON: line and column of the first error.
    NotJson(usize, usize),
    /// More than so many bytes.
    TooLarge(usize),
    /// Another format than the one this program reads.
    Format,
    /// A key is missing.
    Missing,
    /// A key the format does not know.
    UnknownKey,
    /// Not a text, number, list … as it should be: the word for what was expected.
    Expected(&'static str),
    /// Not one of these words.
    NotOneOf(&'static str),
    /// Empty.
    Empty,
    /// More than so many.
    TooMany(usize),
    /// A text of more than so many characters.
    TooLong(usize),
    /// A number outside this range.
    OutOfRange(i64, i64),
    /// Not an id.
    BadId,
    /// An id that is there already.
    Duplicate,
    /// The id of nothing in this flow.
    Unknown,
    /// A merge field that does not exist: its name.
    UnknownMerge(String),
    /// A brace that belongs to no merge field.
    OpenMerge,
    /// A value that does not fit its field.
    Misfit,
    /// `@return` outside an objection.
    ReturnOutside,
    /// A step of an objection reached other than through it.
    IntoObjection,
    /// Guards nested too deep.
    TooDeep,
    /// Automatic steps that lead to each other in a circle.
    Circle,
    /// All choices have guards: the rep could be left without any.
    NoOpenChoice,
    /// From here the call can never end.
    DeadEnd,
    /// Nothing leads here (a finding, not an error).
    Unreached,
}
