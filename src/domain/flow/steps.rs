//! Reads steps, choices and guards.

use super::guard::{Counter, Done, Guard, Range};
use super::names::once;
use super::problem::ProblemKind;
use super::read::{BIGGEST, Reader, TEXT, label};
use super::reader::Node;
use super::text::Allowed;
use super::*;
use serde_json::Value as Json;

/// How deep guards may nest.
const GUARD_DEPTH: usize = 8;

const PACES: [(&str, Pace); 3] = [("fast", Pace::Fast), ("medium", Pace::Medium), ("slow", Pace::Slow)];
const KINDS: [(&str, Kind); 4] =
    [("tiger", Kind::Tiger), ("peacock", Kind::Peacock), ("owl", Kind::Owl), ("koala", Kind::Koala)];
const TOOLS: [(&str, Tool); 3] =
    [("cards", Tool::Cards), ("appointment", Tool::Appointment), ("follow-up", Tool::FollowUp)];
const SLOTS: [(&str, Takes); 5] = [
    ("slot.first", Takes::Slot(0)),
    ("slot.second", Takes::Slot(1)),
    ("slot.third", Takes::Slot(2)),
    ("slot.fourth", Takes::Slot(3)),
    ("named", Takes::Named),
];
const COUNTERS: [(&str, Counter); 5] = [
    ("objections", Counter::Objections),
    ("affirmed", Counter::Affirmed),
    ("needs", Counter::Needs(None)),
    ("needs.explicit", Counter::Needs(Some(Level::Explicit))),
    ("needs.implied", Counter::Needs(Some(Level::Implied))),
];

impl Reader {
    pub(super) fn step(&self, node: &Node<'_>) -> Step {
        let node = &node.as_object();
        let (stage, objection) = (node.maybe("stage"), node.maybe("objection"));
        let home = match (node.has("stage"), node.has("objection")) {
            _ if node.value().is_none() => None,
            (true, false) => self.names.stage(&stage).map(Home::Stage),
            (false, true) => self.names.objection_of(&objection).map(Home::Objection),
            (false, false) => node.tell(ProblemKind::Expected("stage or objection")),
            (true, true) => node.tell(ProblemKind::Expected("either stage or objection")),
        };
        let kind = match (node.has("branches"), node.has("end")) {
            (true, false) => self.branch(node, home),
            (false, true) => self.end(node),
            (false, false) => self.say(node, home),
            (true, true) => {
                node.problem(ProblemKind::Expected("either branches or end"));
                StepKind::Branch(Vec::new(), StepIx(0))
            }
        };
        Step { id: node.need("id").id(), home: home.unwrap_or(Home::Stage(StageIx::FIRST)), kind }
    }

    fn branch(&self, node: &Node<'_>, home: Option<Home>) -> StepKind {
        let object = node.object(&["id", "stage", "objection", "branches", "otherwise"]);
        let branches = object.maybe("branches").list(12, &mut |node| {
            let branch = node.object(&["when", "to"]);
            (self.guard(&branch.need("when"), 0), self.step_within(&branch.need("to"), home))
        });
        StepKind::Branch(branches, self.step_within(&object.need("otherwise"), home))
    }

    fn end(&self, node: &Node<'_>) -> StepKind {
        const ALL: &str = "appointment, callback, material, declined, wrong-number, do-not-call";
        let object = node.object(&[
            "id",
            "stage",
            "objection",
            "lines",
            "variants",
            "goal",
            "points",
            "cue",
            "capture",
            "tool",
            "end",
        ]);
        let ends: Vec<_> = Disposition::ALL.into_iter().filter(|it| it.is_end()).map(|it| (it.word(), it)).collect();
        let disposition = object.need("end").word(&ends, ALL);
        StepKind::End(self.prompt(&object), disposition.unwrap_or(Disposition::Declined))
    }

    fn say(&self, node: &Node<'_>, home: Option<Home>) -> StepKind {
        let object = node.object(&[
            "id",
            "stage",
            "objection",
            "lines",
            "variants",
            "goal",
            "points",
            "cue",
            "capture",
            "tool",
            "choices",
        ]);
        let (prompt, node, mut seen) = (self.prompt(&object), object.need("choices"), Vec::new());
        let fixes = matches!(prompt.tool, Some(Tool::Appointment | Tool::FollowUp));
        let choices = node.filled(MAX_CHOICES, &mut |node| {
            // A time is taken for the form that stands beside the line.
            let takes = node.maybe("takes");
            if takes.value().is_some() && !fixes {
                takes.problem(ProblemKind::Expected("tool: appointment or follow-up"));
            }
            self.choice(&node, home, &mut seen)
        });
        if !choices.is_empty() && choices.iter().all(|choice| choice.when.is_some()) {
            node.problem(ProblemKind::NoOpenChoice);
        }
        StepKind::Say(prompt, choices)
    }

    fn prompt(&self, object: &Node<'_>) -> Prompt {
        Prompt {
            lines: self.lines(object),
            variants: object.maybe("variants").list(8, &mut |node| self.variant(&node)),
            goal: object.maybe("goal").plain(TEXT),
            points: object.maybe("points").list(12, &mut |node| self.text(&node, Allowed::All)),
            cue: object.maybe("cue").plain(TEXT),
            capture: object.maybe("capture").list(12, &mut |node| self.names.field_of(&node).unwrap_or(FieldIx(0))),
            tool: object.maybe("tool").word(&TOOLS, "cards, appointment, follow-up"),
        }
    }

    fn lines(&self, object: &Node<'_>) -> Vec<Text> {
        object.need("lines").filled(8, &mut |node| self.text(&node, Allowed::All))
    }

    fn variant(&self, node: &Node<'_>) -> (Manner, Vec<Text>) {
        let manner = if node.has("type") {
            node.close(&["type", "lines"]);
            kind_of(&node.need("type")).map(Manner::Kind)
        } else {
            node.close(&["pace", "lines"]);
            pace_of(&node.need("pace")).map(Manner::Pace)
        };
        let object = node.object(&["pace", "type", "lines"]);
        (manner.unwrap_or(Manner::Pace(Pace::Fast)), self.lines(&object))
    }

    fn choice(&self, node: &Node<'_>, home: Option<Home>, seen: &mut Vec<Id>) -> Choice {
        let object = node.object(&["id", "label", "to", "when", "set", "affirms", "takes"]);
        let when = object.maybe("when");
        Choice {
            id: once(&object, seen),
            label: label(&object, "label"),
            to: self.target(&object.need("to"), home),
            set: self.set(&object.maybe("set")),
            when: when.value().map(|_| self.guard(&when, 0)),
            affirms: object.maybe("affirms").word(&[("card", true)], "card").unwrap_or_default(),
            takes: object.maybe("takes").word(&SLOTS, "slot.first, slot.second, slot.third, slot.fourth, named"),
        }
    }

    fn set(&self, node: &Node<'_>) -> Vec<(FieldIx, Value)> {
        let mut set = Vec::new();
        for (key, node) in node.entries(20) {
            match self.names.field(key) {
                Some(field) => set.extend(self.value(&node, field).map(|value| (field, value))),
                None => node.problem(ProblemKind::Unknown),
            }
        }
        set
    }

    fn target(&self, node: &Node<'_>, home: Option<Home>) -> Target {
        let text = node.text(80);
        if text == "@return" {
            if matches!(home, Some(Home::Stage(_))) {
                node.problem(ProblemKind::ReturnOutside);
            }
            return Target::Return;
        }
        let Some(name) = text.strip_prefix("@objection:") else {
            return Target::Step(self.step_within(node, home));
        };
        let found = self.names.objection(name);
        if found.is_none() {
            node.problem(ProblemKind::Unknown);
        }
        found.map_or(Target::Return, Target::Objection)
    }

    /// A step that may follow one of `home`: of a stage, or of the same objection.
    fn step_within(&self, node: &Node<'_>, home: Option<Home>) -> StepIx {
        let Some(step) = self.names.step(node) else {
            return StepIx(0);
        };
        if let (Some(theirs), Some(ours)) = (self.names.home(step), home)
            && ours != Home::Objection(theirs)
        {
            node.problem(ProblemKind::IntoObjection);
        }
        step
    }

    /// A step of a stage.
    pub(super) fn main_step(&self, node: &Node<'_>) -> StepIx {
        self.step_within(node, Some(Home::Stage(StageIx::FIRST)))
    }

    /// A value that fits a field; needs cannot be written down beforehand.
    fn value(&self, node: &Node<'_>, field: FieldIx) -> Option<Value> {
        // A kind that could not be read has been told already.
        let kind = self.names.kind(field)?;
        let value = match (kind, node.value()?) {
            (FieldKind::Text, Json::String(text)) => Some(Value::Text(text.clone())),
            (FieldKind::Choice(_), Json::String(option)) => Some(Value::Option(Id::new(option))),
            (FieldKind::Number { .. }, Json::Number(number)) => number.as_i64().map(Value::Number),
            (FieldKind::YesNo, Json::Bool(yes)) => Some(Value::YesNo(*yes)),
            _ => None,
        };
        let value = value.filter(|value| value.fits(kind));
        if value.is_none() {
            node.problem(ProblemKind::Misfit);
        }
        value
    }

    fn guard(&self, node: &Node<'_>, depth: usize) -> Guard {
        self.guard_of(node, depth).unwrap_or(Guard::All(Vec::new()))
    }

    /// The guard; `None` if there is a problem with it.
    fn guard_of(&self, node: &Node<'_>, depth: usize) -> Option<Guard> {
        const ALL: [&str; 10] = ["all", "any", "not", "field", "count", "visits", "pace", "type", "time", "done"];
        if depth > GUARD_DEPTH {
            return node.tell(ProblemKind::TooDeep);
        }
        let Some(key) = ALL.into_iter().find(|key| node.has(key)) else {
            node.as_object().value()?;
            return node.tell(ProblemKind::Expected("guard"));
        };
        match key {
            "field" => {}
            "count" | "visits" => node.close(&[key, "atLeast", "atMost"]),
            _ => node.close(&[key]),
        }
        let it = node.need(key);
        let guards = || it.list(20, &mut |node| self.guard(&node, depth + 1));
        Some(match key {
            "all" => Guard::All(guards()),
            "any" => Guard::Any(guards()),
            "not" => Guard::Not(Box::new(self.guard(&it, depth + 1))),
            "field" => return self.field_guard(node, &it),
            "count" => {
                let counter = it.word(&COUNTERS, "objections, affirmed, needs, needs.explicit, needs.implied");
                Guard::Count(counter?, range(node))
            }
            "visits" => Guard::Visits(self.names.step(&it)?, range(node)),
            "pace" => Guard::Pace(pace_of(&it)?),
            "type" => Guard::Kind(kind_of(&it)?),
            "time" => {
                let parts = DayPart::ALL.map(|part| (part.word(), part));
                Guard::Time(it.word(&parts, "morning, noon, afternoon, evening")?)
            }
            _ => {
                let done = [("appointment", Done::Appointment), ("follow-up", Done::FollowUp)];
                Guard::Done(it.word(&done, "appointment, follow-up")?)
            }
        })
    }

    fn field_guard(&self, node: &Node<'_>, field: &Node<'_>) -> Option<Guard> {
        let ix = self.names.field_of(field)?;
        if node.has("is") {
            node.close(&["field", "is"]);
            const WORDS: [(&str, &str); 3] =
                [("known", "known"), ("unknown", "unknown"), ("known-before", "known-before")];
            return Some(match node.need("is").word(&WORDS, "known, unknown, known-before")? {
                "known" => Guard::Known(ix),
                "known-before" => Guard::KnownBefore(ix),
                _ => Guard::Not(Box::new(Guard::Known(ix))),
            });
        }
        if node.has("equals") {
            node.close(&["field", "equals"]);
            return Some(Guard::Equals(ix, self.value(&node.need("equals"), ix)?));
        }
        node.close(&["field", "atLeast", "atMost"]);
        let range = range(node);
        match self.names.kind(ix)? {
            FieldKind::Number { .. } => Some(Guard::Within(ix, range)),
            _ => field.tell(ProblemKind::Misfit),
        }
    }
}

fn pace_of(node: &Node<'_>) -> Option<Pace> {
    node.word(&PACES, "fast, medium, slow")
}

fn kind_of(node: &Node<'_>) -> Option<Kind> {
    node.word(&KINDS, "tiger, peacock, owl, koala")
}

fn range(node: &Node<'_>) -> Range {
    if !node.has("atLeast") && !node.has("atMost") {
        node.problem(ProblemKind::Expected("atLeast or atMost"));
    }
    Range {
        from: node.maybe("atLeast").whole(-BIGGEST, BIGGEST, -BIGGEST),
        to: node.maybe("atMost").whole(-BIGGEST, BIGGEST, BIGGEST),
    }
}
