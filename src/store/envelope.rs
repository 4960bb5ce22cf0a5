//! How things are kept: one small JSON record each, in an envelope with a format number, a version and a stamp.

use crate::domain::Stamp;
use crate::domain::json::{FromJson, ToJson, object, read};
use serde_json::Value;

/// The format written. What [`FIRST`] holds is read as well: only its envelope lacks the count.
pub const FORMAT: i64 = 3;

/// The format of an envelope with a sealed record in it, see [`super::encryption`]: what knows nothing of seals leaves it alone.
const SEALED: i64 = 4;

/// The first format, which told two copies of a record apart by the clock alone, and its sealed form.
const FIRST: i64 = 1;
const FIRST_SEALED: i64 = 2;

/// Why a record cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Written by a newer program: to be left untouched.
    Newer,
    /// Damaged: to be set aside.
    Broken,
    /// Sealed, and no key here opens it: to be left untouched.
    Sealed,
}

/// What follows the version in the place of a removed record.
const GONE: &str = ",\"gone\":true}";

/// Which of two copies of a record is the later one.
///
/// The count decides: it is one more than any that the writer knew, so a clock that was wrong puts nothing above what is
/// written after it. The time says how old a record is, and decides between two tabs that counted alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// How many writes this one knew of. Records of the first format have none, so they are older than all others.
    pub count: i64,
    /// What the clock showed when it was written.
    pub at: Stamp,
}

impl Version {
    /// The count beyond which a record was not written by counting: it counts as none, so that nothing stands above all that
    /// will ever be written. A write a millisecond reaches it after three thousand years.
    const MOST: i64 = 99_999_999_999_999;

    /// The version of what is written next, so many counts later.
    pub fn next(self, counts: i64, now: Stamp) -> Self {
        Self { count: self.count.saturating_add(counts).min(Self::MOST), at: now }
    }
}

/// Puts something into its envelope.
pub fn encode(data: &dyn ToJson, version: Version) -> String {
    enclose(FORMAT, version, ("data", data))
}

/// What stands in the place of a record that was removed, so that an older copy of it does not come back.
pub fn encode_gone(version: Version) -> String {
    enclose(FORMAT, version, ("gone", &true))
}

/// Puts something sealed into its envelope; the version stays legible.
pub fn encode_sealed(version: Version, sealed: &str) -> String {
    enclose(SEALED, version, ("sealed", &sealed.to_owned()))
}

fn enclose(format: i64, version: Version, content: (&str, &dyn ToJson)) -> String {
    let mut out = String::new();
    object(&mut out, &[("format", &format), ("version", &version.count), ("stamp", &version.at), content]);
    out
}

/// The same record in an envelope of this version; `None` if it is sealed, or no envelope that can be read.
pub fn with_version(text: &str, version: Version) -> Option<String> {
    let (_, _, content) = head(text).filter(|(format, ..)| matches!(*format, FIRST | FORMAT))?;
    Some([encode_gone(version).strip_suffix(GONE)?, content].concat())
}

/// What is sealed in an envelope; `None` if nothing is.
pub fn sealed(text: &str) -> Option<&str> {
    let (format, _, rest) = head(text)?;
    let sealed = rest.strip_prefix(",\"sealed\":\"")?.strip_suffix("\"}")?;
    matches!(format, FIRST_SEALED | SEALED).then_some(sealed)
}

/// Whether a sealed envelope is of the first format, which bound no count to what it seals.
pub fn is_first_sealed(text: &str) -> bool {
    head(text).is_some_and(|(format, ..)| format == FIRST_SEALED)
}

/// What an envelope says without being opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Of two envelopes with the same key the later one counts.
    pub version: Version,
    /// Nothing is in it: the record was removed.
    pub gone: bool,
}

impl Envelope {
    /// No clock ever showed more than this, the year 3000: a later stamp is damage.
    const LATEST: i64 = 32_503_680_000_000;

    /// Reads what stands outside; `None` if it is no envelope of this program's.
    pub fn of(text: &str) -> Option<Self> {
        let (_, version, rest) = head(text)?;
        let gone = rest == GONE;
        (0..=Self::LATEST).contains(&version.at.0).then_some(Self { version, gone })
    }
}

/// The format and the version of an envelope, and what follows them.
fn head(text: &str) -> Option<(i64, Version, &str)> {
    let (format, rest) = number(text.strip_prefix("{\"format\":")?)?;
    let counted = rest.strip_prefix(",\"version\":");
    let (count, rest) = counted.map_or(Some((0, rest)), number)?;
    let (at, rest) = number(rest.strip_prefix(",\"stamp\":")?)?;
    let count = if count <= Version::MOST { count } else { 0 };
    Some((format, Version { count, at: Stamp(at) }, rest))
}

/// The number a text begins with, and what follows it.
fn number(text: &str) -> Option<(i64, &str)> {
    let (digits, rest) = text.split_at_checked(text.find([',', '}'])?)?;
    let fits = !digits.is_empty() && digits.len() < 16 && digits.bytes().all(|it| it.is_ascii_digit());
    fits.then(|| (digits.bytes().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')), rest))
}

/// Takes something out of its envelope.
///
/// # Errors
/// If it is of a newer format, or damaged.
pub fn decode<T: FromJson>(text: &str) -> Result<T, Unreadable> {
    let envelope: Value = serde_json::from_str(text).map_err(|_| Unreadable::Broken)?;
    match envelope["format"].as_i64() {
        Some(FIRST | FORMAT) => read(&envelope["data"]).ok_or(Unreadable::Broken),
        Some(FIRST_SEALED | SEALED) => Err(Unreadable::Sealed),
        Some(format) if format > SEALED => Err(Unreadable::Newer),
        _ => Err(Unreadable::Broken),
    }
}

/// Whether a text is JSON at all.
pub fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEVENTH: Version = Version { count: 7, at: Stamp(70) };

    #[test]
    fn a_sealed_record_keeps_its_version_legible() {
        let text = encode_sealed(SEVENTH, "c2VhbA==");
        assert_eq!(sealed(&text), Some("c2VhbA=="));
        assert_eq!(Envelope::of(&text), Some(Envelope { version: SEVENTH, gone: false }));
        assert_eq!(decode::<Vec<i64>>(&text), Err(Unreadable::Sealed));
        assert_eq!(sealed(&encode(&vec![1_i64], SEVENTH)), None);
        assert_eq!(sealed("{\"format\":2,\"stamp\":7,\"sealed\":\"c2VhbA==\"}"), Some("c2VhbA=="));
    }

    #[test]
    fn a_newer_record_is_told_from_a_broken_one() {
        let text = encode(&vec![1_i64, 2], SEVENTH);
        assert_eq!(decode::<Vec<i64>>(&text), Ok(vec![1_i64, 2]));
        assert_eq!(decode::<Vec<i64>>(&text.replace("\"format\":3", "\"format\":5")), Err(Unreadable::Newer));
        for broken in ["", "{", "[]", "{\"format\":1}", "{\"format\":0,\"data\":[]}", "{\"format\":1,\"data\":\"x\"}"] {
            assert_eq!(decode::<Vec<i64>>(broken), Err(Unreadable::Broken), "{broken}");
        }
    }

    #[test]
    fn a_count_is_later_than_any_stamp_and_an_absurd_one_is_none() {
        let first = Envelope::of("{\"format\":1,\"stamp\":99,\"data\":[]}").map(|it| it.version);
        assert_eq!(first, Some(Version { count: 0, at: Stamp(99) }));
        assert!(first < Some(SEVENTH));
        let absurd = encode(&vec![1_i64], Version { count: Version::MOST + 1, at: Stamp(70) });
        assert_eq!(Envelope::of(&absurd).map(|it| it.version.count), Some(0));
        let last = Version { count: Version::MOST, at: Stamp(70) };
        assert!(last.next(1, Stamp(71)) > last);
    }

    #[test]
    fn a_record_takes_another_version_and_stays_what_it_is() {
        let later = SEVENTH.next(1, Stamp(71));
        let first = "{\"format\":1,\"stamp\":99,\"data\":[1,2]}";
        for text in [first, &encode(&vec![1_i64, 2], SEVENTH)] {
            assert_eq!(with_version(text, later), Some(encode(&vec![1_i64, 2], later)));
        }
        assert_eq!(with_version(&encode_gone(SEVENTH), later), Some(encode_gone(later)));
        assert_eq!(with_version(&encode_sealed(SEVENTH, "x"), later), None);
        assert_eq!(with_version("{", later), None);
    }
}
