//! From JSON text to a checked [`Flow`]. First the names of everything, then the content with every reference resolved,
//! then the paths through it (`check`). Steps are read in `steps`.

use super::names::Names;
use super::problem::{Problem, ProblemKind};
use super::reader::{Node, Problems};
use super::text::{Allowed, Text};
use super::*;
use crate::domain::almanac::Around;

/// Longest text.
pub(super) const TEXT: usize = 600;
/// Longest label.
pub(super) const LABEL: usize = 60;
/// The largest whole number a browser and JSON agree on.
pub(super) const BIGGEST: i64 = 9_007_199_254_740_991;

pub(super) fn flow(json: &str) -> Result<Flow, Vec<Problem>> {
    let whole = |kind| Err(vec![Problem { path: String::new(), kind }]);
    if json.len() > MAX_BYTES {
        return whole(ProblemKind::TooLarge(MAX_BYTES));
    }
    let value: serde_json::Value = match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => return whole(ProblemKind::NotJson(error.line(), error.column())),
    };
    let problems = Problems::default();
    let root = Node::root(&value, &problems).as_object();
    let format = root.need("format");
    if format.value().is_some_and(|format| format.as_i64() != Some(FORMAT)) {
        format.problem(ProblemKind::Format);
    }
    // Of another format nothing else can be told.
    if !problems.is_empty() {
        return Err(problems.into_vec());
    }
    let mut flow = Reader { names: Names::collect(&root) }.flow(&root);
    if !problems.is_empty() {
        return Err(problems.into_vec());
    }
    flow.findings = super::check::check(&flow)?;
    flow.mark = mark(json);
    Ok(flow)
}

/// A short mark of a text: 32-bit FNV-1a. It tells edits apart; nobody is kept from forging it.
fn mark(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |mark, byte| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A label.
pub(super) fn label(object: &Node<'_>, key: &str) -> String {
    object.need(key).plain(LABEL)
}

fn plain(object: &Node<'_>, key: &str) -> String {
    object.need(key).plain(TEXT)
}

fn texts(object: &Node<'_>, key: &str, most: usize) -> Vec<String> {
    object.maybe(key).list(most, &mut |node| node.plain(TEXT))
}

/// An object with exactly these keys, all texts.
fn words<const N: usize>(node: &Node<'_>, keys: [&str; N]) -> [String; N] {
    let object = node.object(&keys);
    keys.map(|key| plain(&object, key))
}

/// Reads the content of a flow whose names are known.
pub(super) struct Reader {
    pub(super) names: Names,
}

impl Reader {
    fn flow(&self, root: &Node<'_>) -> Flow {
        root.close(&[
            "$schema",
            "format",
            "id",
            "version",
            "locale",
            "title",
            "purpose",
            "appointment",
            "prepare",
            "detourDepth",
            "start",
            "greetings",
            "advice",
            "topics",
            "fields",
            "stages",
            "steps",
            "objections",
            "phrases",
            "cards",
            "wishes",
        ]);
        let booking = root.need("appointment");
        let booking = booking.object(&["minutes", "purpose"]);
        let [fast, medium, slow, tiger, peacock, owl, koala] =
            words(&root.need("advice"), ["fast", "medium", "slow", "tiger", "peacock", "owl", "koala"]);
        let wishes = root.need("wishes").filled(60, &mut |node| {
            let wish = self.wish(&node);
            (wish, node)
        });
        if let Some((_, node)) = wishes.last().filter(|(wish, _)| wish.on != Wished::Always || wish.outcome.is_some()) {
            node.problem(ProblemKind::Misfit);
        }
        Flow {
            id: root.need("id").id(),
            version: root.need("version").whole(1, 1_000_000, 1) as u32,
            mark: 0,
            locale: root.need("locale").word(&Locale::ALL.map(|it| (it.tag(), it)), "zh-CN, en").unwrap_or_default(),
            title: label(root, "title"),
            purpose: plain(root, "purpose"),
            booking: (booking.need("minutes").whole(5, 480, 5) as u16, plain(&booking, "purpose")),
            prepare: texts(root, "prepare", 20),
            detour_depth: root.need("detourDepth").whole(1, MAX_DETOURS as i64, 1) as usize,
            start: self.main_step(&root.need("start")),
            greetings: words(&root.need("greetings"), DayPart::ALL.map(DayPart::word)),
            pace_advice: [fast, medium, slow],
            kind_advice: [tiger, peacock, owl, koala],
            topics: root.maybe("topics").list(40, &mut |node| topic(&node)),
            fields: root.maybe("fields").list(100, &mut |node| self.field(&node)),
            stages: root.need("stages").filled(12, &mut |node| stage(&node)),
            steps: root.need("steps").filled(400, &mut |node| self.step(&node)),
            objections: root.maybe("objections").list(60, &mut |node| self.objection(&node)),
            phrases: root.maybe("phrases").list(40, &mut |node| self.phrases(&node)),
            cards: root.maybe("cards").list(60, &mut |node| self.card(&node)),
            wishes: wishes.into_iter().map(|(wish, _)| wish).collect(),
            findings: Vec::new(),
        }
    }

    fn field(&self, node: &Node<'_>) -> Field {
        let object = node.object(&["id", "label", "kind", "once", "options", "min", "max", "unit", "unitOne", "level"]);
        let id = object.need("id").id();
        let kind = self.names.field(id.as_str()).and_then(|ix| self.names.kind(ix));
        let once = object.maybe("once").flag();
        Field { label: label(&object, "label"), kind: kind.cloned().unwrap_or(FieldKind::Text), once, id }
    }

    fn objection(&self, node: &Node<'_>) -> Objection {
        let object = node.object(&["id", "title", "says", "start", "cap", "over"]);
        let (id, start, over) = (object.need("id").id(), object.need("start"), object.maybe("over"));
        let first = self.names.step(&start);
        if let (Some(step), Some(own)) = (first, self.names.objection(id.as_str()))
            && self.names.home(step) != Some(own)
        {
            start.problem(ProblemKind::Misfit);
        }
        Objection {
            title: label(&object, "title"),
            says: object.maybe("says").list(20, &mut |node| node.plain(LABEL)),
            start: first.unwrap_or(StepIx(0)),
            cap: object.need("cap").whole(1, 5, 1) as u32,
            over: over.value().map(|_| self.main_step(&over)),
            id,
        }
    }

    fn phrases(&self, node: &Node<'_>) -> PhraseGroup {
        let object = node.object(&["id", "title", "texts"]);
        PhraseGroup {
            id: object.need("id").id(),
            title: label(&object, "title"),
            texts: object.maybe("texts").list(50, &mut |node| self.text(&node, Allowed::All)),
        }
    }

    fn card(&self, node: &Node<'_>) -> Card {
        let object =
            node.object(&["id", "title", "topics", "feature", "advantage", "benefit", "evidence", "versus", "summary"]);
        let part = |key| self.text(&object.need(key), Allowed::Persons);
        let versus = object.maybe("versus");
        Card {
            id: object.need("id").id(),
            title: label(&object, "title"),
            topics: object.maybe("topics").list(40, &mut |node| self.names.topic(&node).unwrap_or(TopicIx(0))),
            feature: part("feature"),
            advantage: part("advantage"),
            benefit: part("benefit"),
            evidence: part("evidence"),
            versus: versus.value().map(|_| self.text(&versus, Allowed::Persons)),
            summary: part("summary"),
        }
    }

    fn wish(&self, node: &Node<'_>) -> Wish {
        const OUTCOMES: [(&str, Outcome); 3] =
            [("appointment", Outcome::Appointment), ("follow-up", Outcome::FollowUp), ("declined", Outcome::Declined)];
        let object = node.object(&["text", "on", "outcome"]);
        let on = object.maybe("on");
        Wish {
            text: self.text(&object.need("text"), Allowed::Persons),
            on: if on.value().is_some() { wished(&on) } else { Wished::Always },
            outcome: object.maybe("outcome").word(&OUTCOMES, "appointment, follow-up, declined"),
        }
    }

    pub(super) fn text(&self, node: &Node<'_>, allowed: Allowed) -> Text {
        Text::read(node.text(TEXT), allowed, |name| self.names.field(name), |kind| node.problem(kind))
    }
}

fn topic(node: &Node<'_>) -> Topic {
    let object = node.object(&["id", "label"]);
    Topic { id: object.need("id").id(), label: label(&object, "label") }
}

fn stage(node: &Node<'_>) -> Stage {
    const PHASES: [(&str, Phase); 4] = [
        ("attention", Phase::Attention),
        ("interest", Phase::Interest),
        ("desire", Phase::Desire),
        ("action", Phase::Action),
    ];
    let object = node.object(&["id", "title", "phase", "goal", "budget", "countdown", "checklist"]);
    let phase = object.need("phase").word(&PHASES, "attention, interest, desire, action");
    Stage {
        id: object.need("id").id(),
        title: label(&object, "title"),
        phase: phase.unwrap_or(Phase::Attention),
        goal: plain(&object, "goal"),
        budget: object.need("budget").whole(1, 3600, 1) as u32,
        countdown: object.maybe("countdown").flag(),
        checklist: texts(&object, "checklist", 12),
    }
}

fn wished(node: &Node<'_>) -> Wished {
    if node.has("weekday") {
        let object = node.object(&["weekday"]);
        return Wished::Weekday(object.need("weekday").list(7, &mut |node| node.whole(1, 7, 1) as u8));
    }
    let object = node.object(&["date", "lunar", "before", "after"]);
    let kind = match (object.has("date"), object.has("lunar")) {
        (true, false) => Wished::Date,
        (false, true) => Wished::Lunar,
        _ => {
            object.problem(ProblemKind::Expected("date, lunar or weekday"));
            return Wished::Always;
        }
    };
    let day = if object.has("date") { object.need("date") } else { object.need("lunar") };
    let text = day.text(5);
    let number = |text: &str, most: u8| text.parse::<u8>().ok().filter(|it| (1..=most).contains(it));
    let month_day = text.split_once('-').and_then(|(month, day)| number(month, 12).zip(number(day, 31)));
    if month_day.is_none() && !text.is_empty() {
        day.problem(ProblemKind::Expected("month-day"));
    }
    let (month, day) = month_day.unwrap_or_default();
    let reach = |key| object.maybe(key).whole(0, i64::from(Around::REACH), 0) as u8;
    kind(Around { month, day, before: reach("before"), after: reach("after") })
}
