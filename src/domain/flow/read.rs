//! From JSON text to a checked [`Flow`]. First the names of everything, then the content with every reference resolved,
//! then the paths through it (`check`).

use super::guard::{Counter, Done, Guard, Range};
use super::problem::{Problem, ProblemKind};
use super::reader::{Node, Object, Problems};
use super::text::{Allowed, Text};
use super::*;
use crate::domain::almanac::Around;
use serde_json::Value as Json;

const TEXT: usize = 600;
const LABEL: usize = 60;
/// How deep guards may nest.
const GUARD_DEPTH: usize = 8;

const PACES: [(&str, Pace); 3] = [("fast", Pace::Fast), ("medium", Pace::Medium), ("slow", Pace::Slow)];
const KINDS: [(&str, Kind); 4] =
    [("tiger", Kind::Tiger), ("peacock", Kind::Peacock), ("owl", Kind::Owl), ("koala", Kind::Koala)];
const DONE: [(&str, Done); 2] = [("appointment", Done::Appointment), ("follow-up", Done::FollowUp)];

pub(super) fn flow(json: &str) -> Result<Flow, Vec<Problem>> {
    let whole = |kind| Err(vec![Problem { path: String::new(), kind }]);
    if json.len() > MAX_BYTES {
        return whole(ProblemKind::TooLarge(MAX_BYTES));
    }
    let value: Json = match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => return whole(ProblemKind::NotJson(error.line(), error.column())),
    };
    let problems = Problems::default();
    let read = Node { path: String::new(), value: &value, problems: &problems }.object().and_then(|root| {
        if root.need("format")?.value.as_i64() != Some(FORMAT) {
            problems.push("format", ProblemKind::Format);
            return None;
        }
        let names = Names::collect(&root);
        Reader { names, problems: &problems }.flow(&root)
    });
    match read {
        Some(mut flow) if problems.is_empty() => {
            flow.findings = super::check::check(&flow)?;
            Ok(flow)
        }
        _ => Err(problems.into_vec()),
    }
}

/// The ids of everything, in the order of the file.
struct Names {
    steps: Vec<String>,
    /// The objection each step belongs to, by place.
    homes: Vec<Option<u16>>,
    stages: Vec<String>,
    objections: Vec<String>,
    fields: Vec<(String, FieldKind)>,
    topics: Vec<String>,
}

impl Names {
    fn collect(root: &Object<'_>) -> Self {
        let ids = |key, most| root.list(key, most, |node| Some(id(&node.object()?).unwrap_or_default()));
        let objections = ids("objections", 60);
        let homes = root.list("steps", 400, |node| {
            let home = node.value.get("objection").and_then(Json::as_str);
            Some(home.and_then(|id| place(&objections, id)))
        });
        let fields = root.list("fields", 100, |node| {
            let object = node.object()?;
            Some((id(&object).unwrap_or_default(), field_kind(&object).unwrap_or(FieldKind::Text)))
        });
        let names = Self {
            steps: ids("steps", 400),
            homes,
            stages: ids("stages", 12),
            fields,
            topics: ids("topics", 40),
            objections,
        };
        let fields: Vec<String> = names.fields.iter().map(|(id, _)| id.clone()).collect();
        let lists = [("steps", &names.steps), ("stages", &names.stages), ("objections", &names.objections)];
        for (key, list) in lists.into_iter().chain([("fields", &fields), ("topics", &names.topics)]) {
            for (at, name) in list.iter().enumerate().filter(|(at, name)| list[..*at].contains(name)) {
                if !name.is_empty() {
                    root.problem_at(&format!("{key}[{at}].id"), ProblemKind::Duplicate);
                }
            }
        }
        names
    }
}

fn place(list: &[String], id: &str) -> Option<u16> {
    list.iter().position(|it| it == id).and_then(|place| u16::try_from(place).ok())
}

fn id(object: &Object<'_>) -> Option<String> {
    let node = object.need("id")?;
    let text = node.text(40)?;
    if Id::is_name(text) { Some(text.into()) } else { node.reject(ProblemKind::BadId) }
}

fn field_kind(object: &Object<'_>) -> Option<FieldKind> {
    const ALL: &str = "text, choice, number, yes-no, need";
    const KINDS: [(&str, u8); 5] = [("text", 0), ("choice", 1), ("number", 2), ("yes-no", 3), ("need", 4)];
    Some(match object.need("kind")?.word(&KINDS, ALL)? {
        0 => FieldKind::Text,
        1 => {
            let options = object.need("options")?;
            let list = options.list(20, |node| {
                let option = node.object()?;
                option.close(&["id", "label"]);
                Some((Id::new(&id(&option)?), label(&option, "label")?))
            });
            if list.is_empty() {
                return options.reject(ProblemKind::Empty);
            }
            FieldKind::Choice(list)
        }
        2 => {
            let bound = |key, least, fallback| object.maybe(key).map_or(Some(fallback), |n| n.whole(least, BIGGEST));
            let min = bound("min", -BIGGEST, 0)?;
            let max = bound("max", min, BIGGEST)?;
            let unit = object.maybe("unit").and_then(|node| node.text(LABEL)).unwrap_or_default().into();
            FieldKind::Number { min, max, unit }
        }
        3 => FieldKind::YesNo,
        _ => FieldKind::Need(
            object.need("level")?
                .word(&[("implied", Level::Implied), ("explicit", Level::Explicit)], "implied, explicit")?,
        ),
    })
}

/// The largest whole number a browser and JSON agree on.
const BIGGEST: i64 = 9_007_199_254_740_991;

fn label(object: &Object<'_>, key: &str) -> Option<String> {
    Some(object.need(key)?.text(LABEL)?.into())
}

fn plain(object: &Object<'_>, key: &str) -> Option<String> {
    Some(object.need(key)?.text(TEXT)?.into())
}

fn texts(object: &Object<'_>, key: &str, most: usize) -> Vec<String> {
    object.list(key, most, |node| Some(node.text(TEXT)?.into()))
}

struct Reader<'a> {
    names: Names,
    problems: &'a Problems,
}

impl Reader<'_> {
    fn flow(&self, root: &Object<'_>) -> Option<Flow> {
        root.close(&[
            "$schema", "format", "id", "version", "locale", "title", "purpose", "appointment", "prepare", "detourDepth",
            "start", "greetings", "advice", "topics", "fields", "stages", "steps", "objections", "phrases", "cards", "wishes",
        ]);
        // Every part is read before any `?`, so that the problems of all of them are found.
        let id = id(root);
        let version = root.need("version").and_then(|node| node.whole(1, 1_000_000));
        let locale = root.need("locale").and_then(|node| {
            node.word(&Locale::ALL.map(|locale| (locale.tag(), locale)), "zh-CN, en")
        });
        let title = label(root, "title");
        let purpose = plain(root, "purpose");
        let booking = root.need("appointment").and_then(|node| self.booking(&node));
        let depth = root.need("detourDepth").and_then(|node| node.whole(1, MAX_DETOURS as i64));
        let start = root.need("start").and_then(|node| self.main_step(&node));
        let greetings = root.need("greetings").and_then(|node| words(&node, DayPart::ALL.map(DayPart::word)));
        let advice = root.need("advice").and_then(|node| {
            let all = words(&node, ["fast", "medium", "slow", "tiger", "peacock", "owl", "koala"])?;
            let [fast, medium, slow, tiger, peacock, owl, koala] = all;
            Some(([fast, medium, slow], [tiger, peacock, owl, koala]))
        });
        let topics = root.list("topics", 40, |node| self.topic(&node));
        let fields = root.list("fields", 100, |node| self.field(&node));
        let stages = root.need("stages").map(|node| self.filled(&node, 12, |node| self.stage(&node)));
        let steps = root.need("steps").map(|node| self.filled(&node, 400, |node| self.step(&node)));
        let objections = root.list("objections", 60, |node| self.objection(&node));
        let phrases = root.list("phrases", 40, |node| self.phrases(&node));
        let cards = root.list("cards", 60, |node| self.card(&node));
        let wishes = root.list("wishes", 60, |node| self.wish(&node));
        if wishes.last().is_some_and(|wish| wish.on != Wished::Always || wish.outcome.is_some()) {
            self.problems.push(&format!("wishes[{}]", wishes.len() - 1), ProblemKind::Misfit);
        }
        let (pace_advice, kind_advice) = advice?;
        Some(Flow {
            id: Id::new(&id?),
            version: u32::try_from(version?).ok()?,
            locale: locale?,
            title: title?,
            purpose: purpose?,
            booking: booking?,
            prepare: texts(root, "prepare", 20),
            detour_depth: usize::try_from(depth?).ok()?,
            start: start?,
            greetings: greetings?,
            pace_advice,
            kind_advice,
            topics,
            fields,
            stages: stages?,
            steps: steps?,
            objections,
            phrases,
            cards,
            wishes,
            findings: Vec::new(),
        })
    }

    /// A list that must not be empty.
    fn filled<'n, T>(&self, node: &Node<'n>, most: usize, read: impl FnMut(Node<'n>) -> Option<T>) -> Vec<T> {
        if node.value.as_array().is_some_and(Vec::is_empty) {
            node.problem(ProblemKind::Empty);
        }
        node.list(most, read)
    }

    fn booking(&self, node: &Node<'_>) -> Option<(u16, String)> {
        let object = node.object()?;
        object.close(&["minutes", "purpose"]);
        let minutes = object.need("minutes")?.whole(5, 480)?;
        Some((u16::try_from(minutes).ok()?, plain(&object, "purpose")?))
    }

    fn topic(&self, node: &Node<'_>) -> Option<Topic> {
        let object = node.object()?;
        object.close(&["id", "label"]);
        Some(Topic { id: Id::new(&id(&object)?), label: label(&object, "label")? })
    }

    fn field(&self, node: &Node<'_>) -> Option<Field> {
        let object = node.object()?;
        object.close(&["id", "label", "kind", "options", "min", "max", "unit", "level"]);
        let place = self.names.fields.iter().position(|(name, _)| object.is("id", name))?;
        let (name, kind) = &self.names.fields[place];
        Some(Field { id: Id::new(name), label: label(&object, "label")?, kind: kind.clone() })
    }

    fn stage(&self, node: &Node<'_>) -> Option<Stage> {
        let object = node.object()?;
        object.close(&["id", "title", "phase", "goal", "budget", "countdown", "checklist"]);
        let phases = [
            ("attention", Phase::Attention),
            ("interest", Phase::Interest),
            ("desire", Phase::Desire),
            ("action", Phase::Action),
        ];
        let phase = object.need("phase").and_then(|node| node.word(&phases, "attention, interest, desire, action"));
        let budget = object.need("budget").and_then(|node| node.whole(1, 3600));
        let (title, goal) = (label(&object, "title"), plain(&object, "goal"));
        Some(Stage {
            id: Id::new(&id(&object)?),
            title: title?,
            phase: phase?,
            goal: goal?,
            budget: u32::try_from(budget?).ok()?,
            countdown: object.maybe("countdown").and_then(|node| node.flag()).unwrap_or(false),
            checklist: texts(&object, "checklist", 12),
        })
    }

    fn step(&self, node: &Node<'_>) -> Option<Step> {
        let object = node.object()?;
        let name = id(&object);
        let home = match (object.maybe("stage"), object.maybe("objection")) {
            (Some(stage), None) => named(&stage, &self.names.stages).map(|ix| Home::Stage(StageIx(ix))),
            (None, Some(objection)) => named(&objection, &self.names.objections).map(|ix| Home::Objection(ObjectionIx(ix))),
            (None, None) => node.reject(ProblemKind::Expected("stage or objection")),
            (Some(_), Some(_)) => node.reject(ProblemKind::Expected("either stage or objection")),
        };
        let kind = match (object.has("branches"), object.has("end")) {
            (true, false) => self.branch(&object, home),
            (false, true) => self.end(&object),
            (false, false) => self.say(&object, home),
            (true, true) => node.reject(ProblemKind::Expected("either branches or end")),
        };
        Some(Step { id: Id::new(&name?), home: home?, kind: kind? })
    }

    fn branch(&self, object: &Object<'_>, home: Option<Home>) -> Option<StepKind> {
        object.close(&["id", "stage", "objection", "branches", "otherwise"]);
        let branches = object.list("branches", 12, |node| {
            let branch = node.object()?;
            branch.close(&["when", "to"]);
            let (when, to) = (branch.need("when"), branch.need("to"));
            Some((self.guard(&when?, 0)?, self.step_within(&to?, home)?))
        });
        let otherwise = object.need("otherwise").and_then(|node| self.step_within(&node, home))?;
        Some(StepKind::Branch(branches, otherwise))
    }

    fn end(&self, object: &Object<'_>) -> Option<StepKind> {
        object.close(&["id", "stage", "objection", "lines", "variants", "goal", "points", "cue", "capture", "tool", "end"]);
        let node = object.need("end")?;
        let disposition = Disposition::ALL.into_iter().find(|it| it.is_end() && node.value.as_str() == Some(it.word()));
        let disposition = disposition.or_else(|| {
            node.reject(ProblemKind::NotOneOf("appointment, callback, material, declined, wrong-number, do-not-call"))
        });
        let prompt = self.prompt(object);
        Some(StepKind::End(prompt?, disposition?))
    }

    fn say(&self, object: &Object<'_>, home: Option<Home>) -> Option<StepKind> {
        object.close(&[
            "id", "stage", "objection", "lines", "variants", "goal", "points", "cue", "capture", "tool", "choices",
        ]);
        let prompt = self.prompt(object);
        let node = object.need("choices")?;
        let mut seen: Vec<Id> = Vec::new();
        let choices = self.filled(&node, 9, |node| {
            let choice = self.choice(&node, home)?;
            if seen.contains(&choice.id) {
                node.problem(ProblemKind::Duplicate);
            }
            seen.push(choice.id.clone());
            Some(choice)
        });
        if !choices.is_empty() && choices.iter().all(|choice| choice.when.is_some()) {
            node.problem(ProblemKind::NoOpenChoice);
        }
        Some(StepKind::Say(prompt?, choices))
    }

    fn prompt(&self, object: &Object<'_>) -> Option<Prompt> {
        let lines = object.need("lines").map(|node| self.filled(&node, 8, |node| self.text(&node, Allowed::All)));
        let variants = object.list("variants", 8, |node| {
            let variant = node.object()?;
            variant.close(&["pace", "type", "lines"]);
            let manner = match variant.maybe("type") {
                Some(kind) => Manner::Kind(kind.word(&KINDS, "tiger, peacock, owl, koala")?),
                None => Manner::Pace(variant.need("pace")?.word(&PACES, "fast, medium, slow")?),
            };
            let lines = self.filled(&variant.need("lines")?, 8, |node| self.text(&node, Allowed::All));
            (!lines.is_empty()).then_some((manner, lines))
        });
        let tools = [("cards", Tool::Cards), ("appointment", Tool::Appointment), ("follow-up", Tool::FollowUp)];
        let optional = |key| object.maybe(key).and_then(|node| node.text(TEXT)).unwrap_or_default().to_owned();
        Some(Prompt {
            lines: lines?,
            variants,
            goal: optional("goal"),
            points: object.list("points", 12, |node| self.text(&node, Allowed::All)),
            cue: optional("cue"),
            capture: object.list("capture", 12, |node| self.field_ix(&node)),
            tool: object.maybe("tool").and_then(|node| node.word(&tools, "cards, appointment, follow-up")),
        })
    }

    fn choice(&self, node: &Node<'_>, home: Option<Home>) -> Option<Choice> {
        let object = node.object()?;
        object.close(&["id", "label", "to", "when", "set"]);
        let name = id(&object);
        let label = label(&object, "label");
        let to = object.need("to").and_then(|node| self.target(&node, home));
        let when = match object.maybe("when") {
            Some(node) => Some(self.guard(&node, 0)?),
            None => None,
        };
        let set = object.maybe("set").map_or_else(Vec::new, |node| self.set(&node));
        Some(Choice { id: Id::new(&name?), label: label?, to: to?, when, set })
    }

    fn set(&self, node: &Node<'_>) -> Vec<(FieldIx, Value)> {
        let Some(map) = node.value.as_object() else {
            node.problem(ProblemKind::Expected("object"));
            return Vec::new();
        };
        let read = |(key, value): (&String, _)| {
            let node = Node { path: format!("{}.{key}", node.path), value, problems: self.problems };
            let field = self.field_of(&node, key)?;
            Some((field, self.value(&node, field)?))
        };
        map.iter().take(20).filter_map(read).collect()
    }

    fn target(&self, node: &Node<'_>, home: Option<Home>) -> Option<Target> {
        let text = node.text(80)?;
        if text == "@return" {
            return match home {
                Some(Home::Objection(_)) | None => Some(Target::Return),
                Some(Home::Stage(_)) => node.reject(ProblemKind::ReturnOutside),
            };
        }
        if let Some(name) = text.strip_prefix("@objection:") {
            let found = place(&self.names.objections, name);
            return found.map(|ix| Target::Objection(ObjectionIx(ix))).or_else(|| node.reject(ProblemKind::Unknown));
        }
        self.step_within(node, home).map(Target::Step)
    }

    /// A step that may follow one of `home`: of a stage, or of the same objection.
    fn step_within(&self, node: &Node<'_>, home: Option<Home>) -> Option<StepIx> {
        let ix = named(node, &self.names.steps)?;
        match (self.names.homes.get(usize::from(ix)).copied().flatten(), home) {
            (Some(theirs), Some(Home::Objection(ours))) if ObjectionIx(theirs) == ours => Some(StepIx(ix)),
            (Some(_), Some(_)) => node.reject(ProblemKind::IntoObjection),
            _ => Some(StepIx(ix)),
        }
    }

    /// A step of a stage.
    fn main_step(&self, node: &Node<'_>) -> Option<StepIx> {
        self.step_within(node, Some(Home::Stage(StageIx(0))))
    }

    fn objection(&self, node: &Node<'_>) -> Option<Objection> {
        let object = node.object()?;
        object.close(&["id", "title", "start", "cap", "over"]);
        let name = id(&object)?;
        let own = place(&self.names.objections, &name)?;
        let title = label(&object, "title");
        let cap = object.need("cap").and_then(|node| node.whole(1, 5));
        let start = object.need("start").and_then(|node| {
            let ix = named(&node, &self.names.steps)?;
            match self.names.homes.get(usize::from(ix)).copied().flatten() == Some(own) {
                true => Some(StepIx(ix)),
                false => node.reject(ProblemKind::Misfit),
            }
        });
        let over = match object.maybe("over") {
            Some(node) => Some(self.main_step(&node)?),
            None => None,
        };
        Some(Objection { id: Id::new(&name), title: title?, start: start?, cap: u32::try_from(cap?).ok()?, over })
    }

    fn phrases(&self, node: &Node<'_>) -> Option<PhraseGroup> {
        let object = node.object()?;
        object.close(&["id", "title", "texts"]);
        let texts = object.list("texts", 40, |node| self.text(&node, Allowed::All));
        Some(PhraseGroup { id: Id::new(&id(&object)?), title: label(&object, "title")?, texts })
    }

    fn card(&self, node: &Node<'_>) -> Option<Card> {
        let object = node.object()?;
        object.close(&["id", "title", "topics", "feature", "advantage", "benefit", "evidence", "versus", "summary"]);
        let topics = object.list("topics", 40, |node| named(&node, &self.names.topics).map(TopicIx));
        let part = |key| object.need(key).and_then(|node| self.text(&node, Allowed::Persons));
        let (feature, advantage, benefit) = (part("feature"), part("advantage"), part("benefit"));
        let (evidence, summary) = (part("evidence"), part("summary"));
        Some(Card {
            id: Id::new(&id(&object)?),
            title: label(&object, "title")?,
            topics,
            feature: feature?,
            advantage: advantage?,
            benefit: benefit?,
            evidence: evidence?,
            versus: object.maybe("versus").and_then(|node| self.text(&node, Allowed::Persons)),
            summary: summary?,
        })
    }

    fn wish(&self, node: &Node<'_>) -> Option<Wish> {
        let object = node.object()?;
        object.close(&["text", "on", "outcome"]);
        let outcomes =
            [("appointment", Outcome::Appointment), ("follow-up", Outcome::FollowUp), ("declined", Outcome::Declined)];
        let text = object.need("text").and_then(|node| self.text(&node, Allowed::Persons));
        let on = match object.maybe("on") {
            Some(node) => wished(&node)?,
            None => Wished::Always,
        };
        let outcome = match object.maybe("outcome") {
            Some(node) => Some(node.word(&outcomes, "appointment, follow-up, declined")?),
            None => None,
        };
        Some(Wish { text: text?, on, outcome })
    }

    fn text(&self, node: &Node<'_>, allowed: Allowed) -> Option<Text> {
        let text = node.text(TEXT)?;
        let field = |name: &str| place_of_field(&self.names.fields, name);
        Some(Text::read(text, allowed, field, |kind| node.problem(kind)))
    }

    fn field_ix(&self, node: &Node<'_>) -> Option<FieldIx> {
        let name = node.text(40)?;
        self.field_of(node, name)
    }

    fn field_of(&self, node: &Node<'_>, name: &str) -> Option<FieldIx> {
        place_of_field(&self.names.fields, name).or_else(|| node.reject(ProblemKind::Unknown))
    }

    /// A value that fits a field; needs cannot be written down beforehand.
    fn value(&self, node: &Node<'_>, field: FieldIx) -> Option<Value> {
        let (_, kind) = self.names.fields.get(field.place())?;
        let value = match (kind, node.value) {
            (FieldKind::Text, Json::String(text)) => Value::Text(text.clone()),
            (FieldKind::Choice(_), Json::String(option)) => Value::Option(Id::new(option)),
            (FieldKind::Number { .. }, Json::Number(number)) => Value::Number(number.as_i64()?),
            (FieldKind::YesNo, Json::Bool(yes)) => Value::YesNo(*yes),
            _ => return node.reject(ProblemKind::Misfit),
        };
        if value.fits(kind) { Some(value) } else { node.reject(ProblemKind::Misfit) }
    }

    fn guard(&self, node: &Node<'_>, depth: usize) -> Option<Guard> {
        if depth > GUARD_DEPTH {
            return node.reject(ProblemKind::TooDeep);
        }
        let object = node.object()?;
        let guards = |node: Node<'_>| node.list(20, |node| self.guard(&node, depth + 1));
        if let Some(all) = object.maybe("all") {
            object.close(&["all"]);
            return Some(Guard::All(guards(all)));
        }
        if let Some(any) = object.maybe("any") {
            object.close(&["any"]);
            return Some(Guard::Any(guards(any)));
        }
        if let Some(not) = object.maybe("not") {
            object.close(&["not"]);
            return Some(Guard::Not(Box::new(self.guard(&not, depth + 1)?)));
        }
        if let Some(field) = object.maybe("field") {
            return self.field_guard(&object, self.field_ix(&field)?);
        }
        if let Some(count) = object.maybe("count") {
            object.close(&["count", "atLeast", "atMost"]);
            let counters = [
                ("objections", Counter::Objections),
                ("affirmed", Counter::Affirmed),
                ("needs", Counter::Needs(None)),
                ("needs.explicit", Counter::Needs(Some(Level::Explicit))),
                ("needs.implied", Counter::Needs(Some(Level::Implied))),
            ];
            let counter = count.word(&counters, "objections, affirmed, needs, needs.explicit, needs.implied")?;
            return Some(Guard::Count(counter, range(&object)?));
        }
        if let Some(visits) = object.maybe("visits") {
            object.close(&["visits", "atLeast", "atMost"]);
            return Some(Guard::Visits(StepIx(named(&visits, &self.names.steps)?), range(&object)?));
        }
        object.close(&["pace", "type", "time", "done"]);
        if let Some(pace) = object.maybe("pace") {
            return Some(Guard::Pace(pace.word(&PACES, "fast, medium, slow")?));
        }
        if let Some(kind) = object.maybe("type") {
            return Some(Guard::Kind(kind.word(&KINDS, "tiger, peacock, owl, koala")?));
        }
        if let Some(time) = object.maybe("time") {
            let parts = DayPart::ALL.map(|part| (part.word(), part));
            return Some(Guard::Time(time.word(&parts, "morning, noon, afternoon, evening")?));
        }
        if let Some(done) = object.maybe("done") {
            return Some(Guard::Done(done.word(&DONE, "appointment, follow-up")?));
        }
        node.reject(ProblemKind::Expected("guard"))
    }

    fn field_guard(&self, object: &Object<'_>, field: FieldIx) -> Option<Guard> {
        object.close(&["field", "is", "equals", "atLeast", "atMost"]);
        if let Some(is) = object.maybe("is") {
            let known = is.word(&[("known", true), ("unknown", false)], "known, unknown")?;
            let guard = Guard::Known(field);
            return Some(if known { guard } else { Guard::Not(Box::new(guard)) });
        }
        if let Some(equals) = object.maybe("equals") {
            return Some(Guard::Equals(field, self.value(&equals, field)?));
        }
        Some(Guard::Within(field, range(object)?))
    }
}

fn place_of_field(fields: &[(String, FieldKind)], name: &str) -> Option<FieldIx> {
    fields.iter().position(|(id, _)| id == name).and_then(|at| u16::try_from(at).ok()).map(FieldIx)
}

fn named(node: &Node<'_>, names: &[String]) -> Option<u16> {
    place(names, node.text(40)?).or_else(|| node.reject(ProblemKind::Unknown))
}

fn range(object: &Object<'_>) -> Option<Range> {
    if !object.has("atLeast") && !object.has("atMost") {
        object.problem(ProblemKind::Expected("atLeast or atMost"));
        return None;
    }
    let bound = |key, open| object.maybe(key).map_or(Some(open), |node| node.whole(-BIGGEST, BIGGEST));
    Some(Range { from: bound("atLeast", -BIGGEST)?, to: bound("atMost", BIGGEST)? })
}

/// An object with exactly these keys, all texts.
fn words<const N: usize>(node: &Node<'_>, keys: [&str; N]) -> Option<[String; N]> {
    let object = node.object()?;
    object.close(&keys);
    let all: Vec<String> = keys.iter().filter_map(|key| plain(&object, key)).collect();
    all.try_into().ok()
}

fn wished(node: &Node<'_>) -> Option<Wished> {
    let object = node.object()?;
    if let Some(weekday) = object.maybe("weekday") {
        object.close(&["weekday"]);
        return Some(Wished::Weekday(weekday.list(7, |node| u8::try_from(node.whole(1, 7)?).ok())));
    }
    object.close(&["date", "lunar", "before", "after"]);
    let reach = |key| object.maybe(key).map_or(Some(0), |node| node.whole(0, i64::from(Around::REACH)));
    let around = |node: Node<'_>| {
        let (month, day) = node.text(5)?.split_once('-').or_else(|| node.reject(ProblemKind::Expected("month-day")))?;
        let number = |text: &str, most: u8| text.parse::<u8>().ok().filter(|it| (1..=most).contains(it));
        let (Some(month), Some(day)) = (number(month, 12), number(day, 31)) else {
            return node.reject(ProblemKind::Expected("month-day"));
        };
        let (before, after) = (u8::try_from(reach("before")?).ok()?, u8::try_from(reach("after")?).ok()?);
        Some(Around { month, day, before, after })
    };
    match (object.maybe("date"), object.maybe("lunar")) {
        (Some(date), None) => around(date).map(Wished::Date),
        (None, Some(lunar)) => around(lunar).map(Wished::Lunar),
        _ => node.reject(ProblemKind::Expected("date, lunar or weekday")),
    }
}
