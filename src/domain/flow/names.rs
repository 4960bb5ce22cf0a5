//! The names in a flow, known before anything refers to them.

use super::problem::ProblemKind;
use super::read::{BIGGEST, LABEL, label};
use super::reader::Node;
use super::{FieldIx, FieldKind, Level, ObjectionIx, StageIx, StepIx, TopicIx, Unit};
use crate::domain::Id;

/// The ids of everything, in the order of the file.
pub(super) struct Names {
    steps: Vec<Id>,
    /// The objection each step belongs to, by place.
    homes: Vec<Option<u16>>,
    stages: Vec<Id>,
    objections: Vec<Id>,
    fields: Vec<Id>,
    /// What each field takes, if it could be read.
    kinds: Vec<Option<FieldKind>>,
    topics: Vec<Id>,
}

impl Names {
    /// Collects the names; those that come twice are told of.
    pub(super) fn collect(root: &Node<'_>) -> Self {
        let objections = ids(root, "objections", 60);
        let home = |step: Node<'_>| place(&objections, step.maybe("objection").value()?.as_str()?);
        let homes = root.maybe("steps").list(400, &mut |step| home(step));
        ids(root, "phrases", 40);
        ids(root, "cards", 60);
        Self {
            steps: ids(root, "steps", 400),
            homes,
            stages: ids(root, "stages", 12),
            fields: ids(root, "fields", 100),
            kinds: root.maybe("fields").list(100, &mut |field| kind(&field)),
            topics: ids(root, "topics", 40),
            objections,
        }
    }

    /// The objection a step belongs to.
    pub(super) fn home(&self, step: StepIx) -> Option<ObjectionIx> {
        self.homes.get(step.place())?.map(ObjectionIx)
    }

    pub(super) fn objection(&self, id: &str) -> Option<ObjectionIx> {
        place(&self.objections, id).map(ObjectionIx)
    }

    pub(super) fn field(&self, id: &str) -> Option<FieldIx> {
        place(&self.fields, id).map(FieldIx)
    }

    /// What a field takes.
    pub(super) fn kind(&self, field: FieldIx) -> Option<&FieldKind> {
        self.kinds.get(field.place())?.as_ref()
    }

    pub(super) fn step(&self, node: &Node<'_>) -> Option<StepIx> {
        named(node, &self.steps).map(StepIx)
    }

    pub(super) fn stage(&self, node: &Node<'_>) -> Option<StageIx> {
        named(node, &self.stages).map(StageIx)
    }

    pub(super) fn objection_of(&self, node: &Node<'_>) -> Option<ObjectionIx> {
        named(node, &self.objections).map(ObjectionIx)
    }

    pub(super) fn field_of(&self, node: &Node<'_>) -> Option<FieldIx> {
        named(node, &self.fields).map(FieldIx)
    }

    pub(super) fn topic(&self, node: &Node<'_>) -> Option<TopicIx> {
        named(node, &self.topics).map(TopicIx)
    }
}

/// The ids in a list, each in its place whatever is wrong with it.
fn ids(root: &Node<'_>, key: &str, most: usize) -> Vec<Id> {
    let mut seen = Vec::new();
    root.maybe(key).list(most, &mut |node| once(&node, &mut seen))
}

/// The id of an object; told of if it is there already.
pub(super) fn once(object: &Node<'_>, seen: &mut Vec<Id>) -> Id {
    let node = object.need("id");
    let id = node.id();
    if seen.contains(&id) && !id.as_str().is_empty() {
        node.problem(ProblemKind::Duplicate);
    }
    seen.push(id.clone());
    id
}

fn place(list: &[Id], id: &str) -> Option<u16> {
    let place = list.iter().position(|it| it.as_str() == id && !id.is_empty())?;
    u16::try_from(place).ok()
}

/// The place of what a node names.
fn named(node: &Node<'_>, list: &[Id]) -> Option<u16> {
    let id = node.text(40);
    let found = place(list, id);
    if found.is_none() && !id.is_empty() {
        node.problem(ProblemKind::Unknown);
    }
    found
}

fn kind(field: &Node<'_>) -> Option<FieldKind> {
    const KINDS: [&str; 5] = ["text", "choice", "number", "yes-no", "need"];
    let kind = field.need("kind").word(&KINDS.map(|kind| (kind, kind)), "text, choice, number, yes-no, need")?;
    let own: &[&str] = match kind {
        "choice" => &["id", "label", "kind", "once", "options"],
        "number" => &["id", "label", "kind", "once", "min", "max", "unit", "unitOne"],
        "need" => &["id", "label", "kind", "once", "level"],
        _ => &["id", "label", "kind", "once"],
    };
    field.close(own);
    Some(match kind {
        "text" => FieldKind::Text,
        "choice" => FieldKind::Choice(Some(options(&field.need("options"))).filter(|options| !options.is_empty())?),
        "number" => {
            let min = field.maybe("min").whole(-BIGGEST, BIGGEST, 0);
            let max = field.maybe("max").whole(min, BIGGEST, BIGGEST);
            let unit = Unit { one: field.maybe("unitOne").plain(LABEL), other: field.maybe("unit").plain(LABEL) };
            FieldKind::Number { min, max, unit }
        }
        "yes-no" => FieldKind::YesNo,
        _ => {
            let levels = [("implied", Level::Implied), ("explicit", Level::Explicit)];
            FieldKind::Need(field.need("level").word(&levels, "implied, explicit")?)
        }
    })
}

fn options(node: &Node<'_>) -> Vec<(Id, String)> {
    let mut seen = Vec::new();
    node.filled(20, &mut |node| {
        let option = node.object(&["id", "label"]);
        (once(&option, &mut seen), label(&option, "label"))
    })
}
