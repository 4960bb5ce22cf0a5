//! A backup: everything that is kept, in one file of lines. `docs/backup.md` describes it; here it is written, read, and
//! laid beside what is kept.

use super::model::Model;
use super::records::{Envelope, Key, Sort, Unreadable, is_json};
use super::start::take_up;
use crate::domain::Stamp;
use crate::domain::json::{ToJson, object, text as quoted};
use serde_json::Value;
use std::rc::Rc;

/// The longest file that is read, in bytes: some 100,000 calls.
pub const LONGEST: f64 = 268_435_456.0;

/// The format of the file; that of each record stands in its envelope. The first one held records without a count.
const FILE_FORMAT: i64 = 2;

/// What a file of ours begins with.
const MARK: &str = "{\"callflow\":\"backup\",";

/// Why a file is not restored. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// The browser cannot read it.
    Unreadable,
    /// It is longer than [`LONGEST`].
    TooBig,
    /// It is no backup.
    Foreign,
    /// A newer program wrote it.
    Newer,
    /// Not all of it is there.
    Torn,
    /// This line is damaged, from 1.
    Line(usize),
}

/// A record in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    key: String,
    text: String,
}

/// What a file would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// When the file was written.
    pub made: Stamp,
    /// Of each [`Sort`] how many records are added, take the place of an older one, and are passed over because what is
    /// here is the same or newer.
    pub rows: [[usize; 3]; Sort::ALL.len()],
    /// Records of a newer program: passed over as well.
    pub newer: usize,
    /// What is to be written: keys and texts.
    pub writes: Vec<(String, Rc<str>)>,
    /// The same, of records that are in the archive and stay there.
    pub archived: Vec<(String, Rc<str>)>,
}

impl Plan {
    /// How many records would be written.
    pub fn count(&self) -> usize {
        self.writes.len() + self.archived.len()
    }
}

/// All records of several places in the order of their keys, each once: of several copies the latest. Marks of removed ones
/// are among them.
pub fn latest(places: Vec<Vec<(String, String)>>) -> Vec<(String, String)> {
    let version = |text: &str| Envelope::of(text).map(|it| it.version);
    let mut all: Vec<(String, String)> = places.into_iter().flatten().collect();
    // Of two with the same version the longer one is not torn.
    all.sort_by(|(key, text), (next, other)| {
        key.cmp(next).then(version(other).cmp(&version(text))).then(other.len().cmp(&text.len()))
    });
    all.dedup_by(|next, kept| next.0 == kept.0);
    all
}

/// Whether a record belongs into a file: it was not removed, and is not about this browser alone. What archived calls come
/// to is added up anew where they are archived again.
fn travels(key: &str, text: &str) -> bool {
    let gone = Envelope::of(text).is_some_and(|it| it.gone);
    !gone && Key::parse(key).is_some_and(|key| !matches!(key, Key::Figures(_) | Key::Backup | Key::Erased | Key::Lock))
}

/// Writes a file of these records, which are in the order of their keys.
pub fn write(records: &[(String, String)], now: Stamp) -> String {
    let travelling: Vec<_> = records.iter().filter(|(key, text)| travels(key, text)).collect();
    let count = travelling.len();
    let mut out = String::with_capacity(travelling.iter().map(|(key, text)| key.len() + text.len() + 24).sum());
    let product = "backup".to_owned();
    object(&mut out, &[("callflow", &product), ("format", &FILE_FORMAT), ("stamp", &now), ("records", &count)]);
    out.push('\n');
    for (key, text) in travelling {
        let aside = matches!(Key::parse(key), Some(Key::Aside(_)));
        if !aside && Envelope::of(text).is_some() && !text.contains('\n') && is_json(text) {
            begin(&mut out, key);
            out.push_str(text);
            out.push('}');
        } else {
            // What makes no sense is taken along as it is.
            let mut key = if aside { key.clone() } else { Key::Aside(key.clone()).text() };
            while !aside && records.binary_search_by(|(other, _)| other.cmp(&key)).is_ok() {
                key.push('~');
            }
            object(&mut out, &[("key", &key), ("text", text as &dyn ToJson)]);
        }
        out.push('\n');
    }
    out
}

/// The beginning of a line with a record.
fn begin(out: &mut String, key: &str) {
    out.push_str("{\"key\":");
    quoted(out, key);
    out.push_str(",\"record\":");
}

/// Reads a file: when it was written, and its records.
///
/// # Errors
/// If anything in it is not as it should be.
pub fn read(file: &str) -> Result<(Stamp, Vec<Line>), FileFault> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    if !file.starts_with(MARK) {
        return Err(FileFault::Foreign);
    }
    let (head, rest) = file.split_once('\n').ok_or(FileFault::Torn)?;
    let head: Value = serde_json::from_str(head).map_err(|_| FileFault::Line(1))?;
    match head["format"].as_i64() {
        Some(1..=FILE_FORMAT) => {}
        Some(format) if format > FILE_FORMAT => return Err(FileFault::Newer),
        _ => return Err(FileFault::Line(1)),
    }
    let (made, count) = (head["stamp"].as_i64(), head["records"].as_u64());
    let (made, count) = made.zip(count).ok_or(FileFault::Line(1))?;
    let whole = rest.is_empty() || rest.ends_with('\n');
    if !whole || rest.lines().count() as u64 != count {
        return Err(FileFault::Torn);
    }
    let mut lines = Vec::new();
    for (place, line) in rest.lines().enumerate() {
        lines.push(line_of(line).ok_or(FileFault::Line(place + 2))?);
    }
    let mut keys: Vec<(&str, usize)> =
        lines.iter().enumerate().map(|(place, line)| (line.key.as_str(), place + 2)).collect();
    keys.sort_unstable();
    match keys.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(twice) => Err(FileFault::Line(twice[1].1)),
        None => Ok((Stamp(made), lines)),
    }
}

fn line_of(line: &str) -> Option<Line> {
    let json: Value = serde_json::from_str(line).ok()?;
    let key = json["key"].as_str()?;
    if let Some(text) = json["text"].as_str() {
        let aside = matches!(Key::parse(key), Some(Key::Aside(_)));
        return aside.then(|| Line { key: key.into(), text: text.into() });
    }
    // A record stands in its line letter by letter as it is kept.
    let mut begins = String::new();
    begin(&mut begins, key);
    let text = line.strip_prefix(&begins)?.strip_suffix('}')?;
    let envelope = Envelope::of(text)?;
    let ours =
        !matches!(Key::parse(key), Some(Key::Aside(_) | Key::Figures(_) | Key::Backup | Key::Erased | Key::Lock));
    (ours && !envelope.gone).then(|| Line { key: key.into(), text: text.into() })
}

/// Lays a file beside what is kept, which is in the order of its keys, as are the keys of what is in the archive; changes
/// nothing.
///
/// # Errors
/// If a record in it makes no sense.
pub fn plan(
    model: &Model,
    made: Stamp,
    lines: &[Line],
    here: &[(String, String)],
    archived: &[String],
) -> Result<Plan, FileFault> {
    // Whether a record can be taken up shows when it is.
    let mut trial = model.clone();
    let mut plan = Plan { made, rows: Default::default(), newer: 0, writes: Vec::new(), archived: Vec::new() };
    for (place, Line { key, text }) in lines.iter().enumerate() {
        let Some(kind) = Key::parse(key) else {
            plan.newer += 1;
            continue;
        };
        match take_up(&mut trial, key, text) {
            Ok(()) => {}
            Err(Unreadable::Newer | Unreadable::Sealed) => {
                plan.newer += 1;
                continue;
            }
            Err(Unreadable::Broken) => return Err(FileFault::Line(place + 2)),
        }
        let known = here.binary_search_by(|(other, _)| other.cmp(key)).ok().map(|place| here[place].1.as_str());
        let change = match (known, known.and_then(Envelope::of), Envelope::of(text)) {
            (None, ..) => 0,
            (Some(_), Some(here), Some(there)) if here.version < there.version => usize::from(!here.gone),
            // What is not dated is never written twice.
            _ => 2,
        };
        plan.rows[kind.sort() as usize][change] += 1;
        if change < 2 {
            let to = if archived.binary_search(key).is_ok() { &mut plan.archived } else { &mut plan.writes };
            to.push((key.clone(), text.as_str().into()));
        }
    }
    Ok(plan)
}

/// Of each [`Sort`], how many of these keys there are.
pub fn tally<'a>(keys: impl Iterator<Item = &'a str>) -> [usize; Sort::ALL.len()] {
    let mut tally = [0; Sort::ALL.len()];
    for sort in keys.filter_map(|key| Some(Key::parse(key)?.sort())) {
        tally[sort as usize] += 1;
    }
    tally
}
