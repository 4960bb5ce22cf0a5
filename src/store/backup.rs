//! A backup: everything that is kept, in one file of lines. `docs/backup.md` describes it; here it is written, read, and
//! laid beside what is kept.

use super::clock::is_ahead;
use super::envelope::{Envelope, Unreadable, Version, decode, encode, is_json, with_version};
use super::key::{Key, RecordKind};
use super::records::Records;
use super::retention::DAY;
use crate::domain::Stamp;
use crate::domain::json::{ToJson, object, record, text as quoted};
use crate::store::Settings;
use serde_json::Value;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A backup older than this is old, in milliseconds.
const OLD: i64 = 7 * DAY;

/// For how long "later" is.
const LATER: i64 = DAY;

/// When a backup was made, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupRecord {
    /// The last one.
    pub made: Option<Stamp>,
    /// When the rep put the reminder off.
    pub put_off: Option<Stamp>,
}

record! { BackupRecord { ; made, put_off } }

/// That it is time for a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// There never was one.
    First,
    /// The last one is so many days old.
    Days(i64),
}

/// Whether it is time for a backup: calls are there, and for a week they stand here alone. `archived` is how many
/// records are in the archive.
pub fn due(records: &Records, archived: usize, now: Stamp) -> Option<Due> {
    let BackupRecord { made, put_off } = records.backup;
    let archived = (archived > 0).then_some(Stamp(0));
    let first = archived.or_else(|| records.calls.iter().map(|(_, call)| call.1.at).min())?;
    let since = made.unwrap_or(first);
    let late = now.since(since) >= OLD && put_off.is_none_or(|it| now.since(it) >= LATER);
    late.then(|| made.map_or(Due::First, |it| Due::Days(now.since(it) / DAY)))
}

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
    /// Its first line is damaged: what follows cannot be judged.
    Head,
}

/// A line of a file that is not taken, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// Which one, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is no JSON: cut off, or changed by hand.
    NotJson,
    /// It is no record in its envelope.
    NoRecord,
    /// A backup has no such record: it would remove others, or open them.
    NotAllowed,
    /// An earlier line has the same key.
    Twice,
    /// The content of the record makes no sense.
    Content,
}

/// A record in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which line it is, from 1.
    number: usize,
    key: String,
    text: String,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// When it was written.
    pub made: Stamp,
    /// Its records.
    pub lines: Vec<Line>,
    /// The lines that are none.
    pub faults: Vec<LineFault>,
    /// How many lines are missing at its end.
    pub missing: usize,
}

/// What a file would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// When the file was written.
    pub made: Stamp,
    /// Of each [`RecordKind`] how many records there are of each [`Column`].
    pub rows: [[usize; Column::ALL.len()]; RecordKind::ALL.len()],
    /// Records of a newer program: passed over as well.
    pub newer: usize,
    /// Lines that are not taken.
    pub faults: Vec<LineFault>,
    /// How many lines are missing at the end of the file.
    pub missing: usize,
    /// What is to be written: keys and texts.
    pub writes: Vec<(String, Rc<str>)>,
    /// The same, of records that are in the archive and stay there.
    pub archived: Vec<(String, Rc<str>)>,
    /// The same, of records that were removed here later than they were written there.
    pub removed: Vec<(String, Rc<str>)>,
    /// The days after which its settings would delete customer data, if that is sooner than here.
    pub days: Option<u16>,
}

/// What would become of a record here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// It is not here.
    Add,
    /// What is here is older.
    Replace,
    /// What is here is the same or newer.
    Keep,
    /// It was removed here.
    Removed,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Add, Self::Replace, Self::Keep, Self::Removed];

    /// What becomes of a record of this version, by what is known of it here.
    fn of(here: Option<&str>, there: Option<Version>) -> Self {
        let Some(text) = here else { return Self::Add };
        match (Envelope::of(text), there) {
            (Some(here), Some(there)) if here.version < there && here.gone => Self::Add,
            (Some(here), Some(there)) if here.version < there => Self::Replace,
            (Some(here), _) if here.gone => Self::Removed,
            // What bears no version is never written twice.
            _ => Self::Keep,
        }
    }
}

impl Plan {
    /// How many records would be written, with what was removed here or without.
    pub fn count(&self, removed: bool) -> usize {
        self.writes.len() + self.archived.len() + if removed { self.removed.len() } else { 0 }
    }
}

/// Whether a keeping time of so many days deletes sooner than another; 0 is never.
fn is_sooner(days: u16, than: u16) -> bool {
    days != 0 && (than == 0 || days < than)
}

/// The settings of a file with the keeping time of here.
pub fn settings_with(text: &str, days: u16) -> Option<String> {
    let settings: Settings = decode(text).ok()?;
    Some(encode(&Settings { days, ..settings }, Envelope::of(text)?.version))
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
    !gone
        && Key::parse(key)
            .is_some_and(|key| !matches!(key, Key::Figures(_) | Key::Backup | Key::Erased | Key::Lock | Key::Clock))
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
            // One that was brought above a mark stands in an envelope here, see `text_here`.
            let brought = aside.then(|| decode::<String>(text).ok()).flatten();
            object(&mut out, &[("key", &key), ("text", brought.as_ref().unwrap_or(text) as &dyn ToJson)]);
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

/// Reads a file, as far as it can be read.
///
/// # Errors
/// If it is no file that could be restored.
pub fn read(file: &str) -> Result<Contents, FileFault> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    if !file.starts_with(MARK) {
        return Err(FileFault::Foreign);
    }
    let (head, rest) = file.split_once('\n').unwrap_or((file, ""));
    let head: Value = serde_json::from_str(head).map_err(|_| FileFault::Head)?;
    match head["format"].as_i64() {
        Some(1..=FILE_FORMAT) => {}
        Some(format) if format > FILE_FORMAT => return Err(FileFault::Newer),
        _ => return Err(FileFault::Head),
    }
    let (made, count) = head["stamp"].as_i64().zip(head["records"].as_u64()).ok_or(FileFault::Head)?;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let missing = count.saturating_sub(rest.lines().count());
    let mut contents = Contents { made: Stamp(made), lines: Vec::new(), faults: Vec::new(), missing };
    let mut seen = BTreeSet::new();
    for (place, text) in rest.lines().enumerate() {
        let line = line_of(text, place + 2).and_then(|line| match seen.insert(line.key.clone()) {
            true => Ok(line),
            false => Err(Why::Twice),
        });
        match line {
            Ok(line) => contents.lines.push(line),
            Err(why) => contents.faults.push(LineFault { line: place + 2, why }),
        }
    }
    Ok(contents)
}

fn line_of(line: &str, number: usize) -> Result<Line, Why> {
    let json: Value = serde_json::from_str(line).map_err(|_| Why::NotJson)?;
    let key = json["key"].as_str().ok_or(Why::NoRecord)?;
    let kind = Key::parse(key);
    let taken = |text: &str| Line { number, key: key.into(), text: text.into() };
    if let Some(text) = json["text"].as_str() {
        let aside = matches!(kind, Some(Key::Aside(_)));
        return if aside { Ok(taken(text)) } else { Err(Why::NoRecord) };
    }
    // A record stands in its line letter by letter as it is kept.
    let mut begins = String::new();
    begin(&mut begins, key);
    let text = line.strip_prefix(&begins).and_then(|rest| rest.strip_suffix('}')).ok_or(Why::NoRecord)?;
    let envelope = Envelope::of(text).ok_or(Why::NoRecord)?;
    match kind {
        Some(Key::Aside(_)) => Err(Why::NoRecord),
        Some(Key::Figures(_) | Key::Backup | Key::Erased | Key::Lock | Key::Clock) => Err(Why::NotAllowed),
        _ if envelope.gone => Err(Why::NotAllowed),
        _ => Ok(taken(text)),
    }
}

/// The version with which a record of a file comes here. What is older than the mark of everything that was erased would be
/// erased again at the next start: it is set above the mark, in the order it has among its own. A date that is still to come
/// was shown by a clock that was wrong.
fn version_here(version: Version, erased: Option<Version>, now: Stamp) -> Version {
    let at = if is_ahead(version.at, now) { now } else { version.at };
    match erased {
        Some(erased) if version < erased => Version { count: erased.count + 1 + version.count, at },
        _ => Version { at, ..version },
    }
}

/// The text with which a record of a file comes here: letter by letter as it is, as long as its version is the same.
fn text_here(kind: &Key, text: &str, version: Option<Version>, erased: Option<Version>) -> Rc<str> {
    let text_here = match (kind, version) {
        // A copy of what could not be read bears no version, which is older than any mark.
        (Key::Aside(_), _) => erased.map(|erased| encode(&text.to_owned(), erased.next(1, erased.at))),
        (_, Some(version)) if Envelope::of(text).is_some_and(|it| it.version != version) => with_version(text, version),
        _ => None,
    };
    text_here.map_or_else(|| text.into(), Rc::from)
}

/// Lays a file beside what is kept; `erased` is the version of the mark that everything was erased. What is kept is in the order of its keys, as are the keys of what is in the archive; changes
/// nothing.
pub fn plan(
    records: &Records,
    erased: Option<Version>,
    contents: &Contents,
    here: &[(String, String)],
    archived: &[String],
    now: Stamp,
) -> Plan {
    // Whether a record can be taken up shows when it is.
    let mut trial = records.clone();
    let mut plan = Plan {
        made: contents.made,
        rows: Default::default(),
        newer: 0,
        faults: contents.faults.clone(),
        missing: contents.missing,
        writes: Vec::new(),
        archived: Vec::new(),
        removed: Vec::new(),
        days: None,
    };
    for Line { number, key, text } in &contents.lines {
        let Some(kind) = Key::parse(key) else {
            plan.newer += 1;
            continue;
        };
        match trial.take_up(&kind, text) {
            Ok(()) => {}
            Err(Unreadable::Newer | Unreadable::Sealed) => {
                plan.newer += 1;
                continue;
            }
            Err(Unreadable::Broken) => {
                plan.faults.push(LineFault { line: *number, why: Why::Content });
                continue;
            }
        }
        let known = here.binary_search_by(|(other, _)| other.cmp(key)).ok().map(|place| here[place].1.as_str());
        let version = Envelope::of(text).map(|it| version_here(it.version, erased, now));
        let column = Column::of(known, version);
        plan.rows[kind.sort() as usize][column as usize] += 1;
        let to = match column {
            Column::Keep => continue,
            Column::Removed => &mut plan.removed,
            Column::Add | Column::Replace if archived.binary_search(key).is_ok() => &mut plan.archived,
            Column::Add | Column::Replace => &mut plan.writes,
        };
        to.push((key.clone(), text_here(&kind, text, version, erased)));
        if kind == Key::Settings {
            plan.days = Some(trial.settings.days).filter(|days| is_sooner(*days, records.settings.days));
        }
    }
    plan.faults.sort_by_key(|it| it.line);
    plan
}

/// Of each [`RecordKind`], how many of these keys there are.
pub fn tally<'a>(keys: impl Iterator<Item = &'a str>) -> [usize; RecordKind::ALL.len()] {
    let mut tally = [0; RecordKind::ALL.len()];
    for sort in keys.filter_map(|key| Some(Key::parse(key)?.sort())) {
        tally[sort as usize] += 1;
    }
    tally
}
