//! Who may talk, how much and how fast. What does not pass is dropped and counted, and nothing of it reaches the program.

use super::asked::{self, Asked, LARGEST, Slip};
use super::{Alone, Frame};
use crate::domain::Stamp;
use crate::domain::json::words;
use serde_json::Value as Json;

/// How many messages may come at once.
const BURST: i64 = 100;
/// Milliseconds after which one more may come.
const INTERVAL: i64 = 20;
/// The longest greeting, in UTF-16 units.
const GREETING: usize = 300;

/// Why a message was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It does not come from the page around the widget.
    Source,
    /// That page is of an origin that is not allowed.
    Origin,
    /// It is no message of the protocol.
    Shape,
    /// It is too big.
    Big,
    /// There are too many of them.
    Fast,
}

words! { Reason { Source = "source", Origin = "origin", Shape = "shape", Big = "too-big", Fast = "too-fast" } }

/// How many messages were dropped, in the order of [`Reason::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped(pub [u32; 5]);

impl Dropped {
    fn count(&mut self, reason: Reason) {
        let count = &mut self.0[reason as usize];
        *count = count.saturating_add(1);
    }
}

/// A greeting that was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello {
    /// The exact origin it came from.
    pub origin: String,
    /// What the host calls this connection; the answer says it again.
    pub id: String,
}

/// The gate.
#[derive(Clone, Debug)]
pub struct Gate {
    origins: Vec<String>,
    /// The connection that was accepted last.
    last: Option<Hello>,
    /// When the next message is due at a steady pace.
    due: Stamp,
    dropped: Dropped,
}

impl Gate {
    /// Reads `config.json`. Where any origin is allowed, so is the widget's own: such a page could do everything anyway.
    ///
    /// # Errors
    /// Why nobody may talk.
    pub fn new(config: Option<&str>, own: &str, frame: Frame) -> Result<Self, Alone> {
        if frame == Frame::Top {
            return Err(Alone::NoHost);
        }
        let config: Json = serde_json::from_str(config.ok_or(Alone::NoneAllowed)?).map_err(|_| Alone::BadConfig)?;
        let list = match &config["origins"] {
            Json::Null if config.is_object() => return Err(Alone::NoneAllowed),
            Json::Array(list) => list,
            _ => return Err(Alone::BadConfig),
        };
        let read = |origin: &Json| origin.as_str().filter(|it| is_origin(it)).map(str::to_owned);
        let mut origins = list.iter().map(read).collect::<Option<Vec<String>>>().ok_or(Alone::BadConfig)?;
        if origins.is_empty() {
            return Err(Alone::NoneAllowed);
        }
        origins.extend(Some(own.to_owned()).filter(|own| is_origin(own)));
        Ok(Self { origins, last: None, due: Stamp(0), dropped: Dropped::default() })
    }

    /// What was dropped so far.
    pub fn dropped(&self) -> Dropped {
        self.dropped
    }

    /// A message came to the window: lets a greeting in. `text` is `None` for anything but text. A greeting that was let in
    /// already is passed over: hosts greet until they are answered.
    pub fn knock(&mut self, from_parent: bool, origin: &str, text: Option<&str>, now: Stamp) -> Option<Hello> {
        let hello = self.check_knock(from_parent, origin, text, now);
        match hello {
            Ok(hello) if self.last.as_ref() == Some(&hello) => None,
            Ok(hello) => {
                self.last = Some(hello.clone());
                Some(hello)
            }
            Err(reason) => {
                self.dropped.count(reason);
                None
            }
        }
    }

    fn check_knock(
        &mut self,
        from_parent: bool,
        origin: &str,
        text: Option<&str>,
        now: Stamp,
    ) -> Result<Hello, Reason> {
        if !from_parent {
            return Err(Reason::Source);
        }
        if !self.origins.iter().any(|it| it == origin) {
            return Err(Reason::Origin);
        }
        if !self.is_due(now) {
            return Err(Reason::Fast);
        }
        let text = text.ok_or(Reason::Shape)?;
        if text.len() > GREETING {
            return Err(Reason::Big);
        }
        let json: Json = serde_json::from_str(text).map_err(|_| Reason::Shape)?;
        // Whoever speaks a later version speaks the earlier ones too.
        let speaks = json["callflow"].as_i64().is_some_and(|version| version >= super::VERSION);
        let id = json["id"].as_str().filter(|id| asked::is_id(id));
        match (speaks && json["type"] == "connect", id) {
            (true, Some(id)) => Ok(Hello { origin: origin.into(), id: id.into() }),
            _ => Err(Reason::Shape),
        }
    }

    /// Whether a message of this length, in UTF-16 units, may come through the port now.
    pub fn admits(&mut self, length: usize, now: Stamp) -> bool {
        let reason = match (self.is_due(now), length > LARGEST) {
            (false, _) => Reason::Fast,
            (true, true) => Reason::Big,
            (true, false) => return true,
        };
        self.dropped.count(reason);
        false
    }

    /// A message came through the port. `text` is `None` for anything but text.
    ///
    /// # Errors
    /// What is wrong with it; it is counted. Where the request can be told, it is named.
    pub fn hear(&mut self, text: Option<&str>) -> Result<Asked, Slip> {
        let asked = text.map_or(Err(Slip { id: None, reason: Reason::Shape }), Asked::parse);
        if let Err(slip) = &asked {
            self.dropped.count(slip.reason);
        }
        asked
    }

    /// A steady pace with room for a burst; arithmetic on two stamps.
    fn is_due(&mut self, now: Stamp) -> bool {
        let room = INTERVAL * BURST;
        // Further ahead than it can ever get: the clock was set back.
        let due = if self.due.since(now) > room { now } else { self.due };
        let on_time = due.since(now) <= room - INTERVAL;
        if on_time {
            self.due = Stamp(due.0.max(now.0).saturating_add(INTERVAL));
        }
        on_time
    }
}

/// `https://host` or `http://host`, a port if it is not the usual one; as browsers write it, nothing behind it.
fn is_origin(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let of_host = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._[]:".contains(c);
    !host.is_empty()
        && host.chars().all(of_host)
        && port.is_none_or(|port| (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRM: &str = "https://crm.example";
    const OWN: &str = "https://call.example";
    const HELLO: &str = r#"{"callflow":1,"type":"connect","id":"0123456789abcdef"}"#;

    fn gate() -> Gate {
        Gate::new(Some(r#"{"origins":["https://crm.example"]}"#), OWN, Frame::Same).unwrap()
    }

    #[test]
    fn nobody_may_talk_unless_the_config_says_so() {
        let alone = |config: Option<&str>| Gate::new(config, OWN, Frame::Same).map(drop).unwrap_err();
        for none in [None, Some("{}"), Some(r#"{"origins":[]}"#)] {
            assert_eq!(alone(none), Alone::NoneAllowed, "{none:?}");
        }
        for bad in [
            "",
            "[]",
            r#"{"origins":"*"}"#,
            r#"{"origins":["*"]}"#,
            r#"{"origins":["null"]}"#,
            r#"{"origins":["https://*.example"]}"#,
            r#"{"origins":["https://crm.example/"]}"#,
            r#"{"origins":["https://crm.example","https://CRM.example"]}"#,
            r#"{"origins":["crm.example"]}"#,
            r#"{"origins":["https://crm.example:x"]}"#,
            r#"{"origins":[1]}"#,
        ] {
            assert_eq!(alone(Some(bad)), Alone::BadConfig, "{bad}");
        }
        let top = Gate::new(Some(r#"{"origins":["https://crm.example"]}"#), OWN, Frame::Top);
        assert_eq!(top.map(drop), Err(Alone::NoHost));
        for good in ["http://127.0.0.1:8080", "http://[::1]:8080", "http://[::1]", "https://a-b.example:8443"] {
            assert!(is_origin(good), "{good}");
        }
    }

    #[test]
    fn only_the_page_around_and_only_of_an_allowed_origin_is_heard() {
        let mut gate = gate();
        let mut knock = |parent, origin: &str, text| gate.knock(parent, origin, text, Stamp(1_000_000));
        assert_eq!(knock(false, CRM, Some(HELLO)), None);
        for origin in ["https://crm.example.evil", "https://crm.example:8443", "http://crm.example", "null", ""] {
            assert_eq!(knock(true, origin, Some(HELLO)), None, "{origin}");
        }
        let long = format!("{HELLO}{}", " ".repeat(GREETING));
        for text in
            [None, Some("{}"), Some("connect"), Some(r#"{"callflow":0,"type":"connect","id":"0123456789abcdef"}"#)]
        {
            assert_eq!(knock(true, CRM, text), None, "{text:?}");
        }
        assert_eq!(knock(true, CRM, Some(&long)), None);
        let hello = knock(true, CRM, Some(HELLO)).unwrap();
        assert_eq!((hello.origin.as_str(), hello.id.as_str()), (CRM, "0123456789abcdef"));
        assert_eq!(knock(true, CRM, Some(HELLO)), None, "greeted once");
        assert!(knock(true, OWN, Some(HELLO)).is_some(), "a page of the widget's own");
        let newer = HELLO.replace("1,", "2,").replace("0123", "aaaa");
        assert!(knock(true, CRM, Some(&newer)).is_some(), "a later version");
        assert_eq!(gate.dropped(), Dropped([1, 5, 4, 1, 0]));
    }

    #[test]
    fn a_flood_is_dropped_and_the_pace_comes_back() {
        let mut gate = gate();
        let start = 1_700_000_000_000;
        let passed = (0..1000).filter(|_| gate.admits(10, Stamp(start))).count();
        assert_eq!(passed, BURST as usize);
        assert_eq!(gate.dropped().0[Reason::Fast as usize], 900);
        assert!(!gate.admits(10, Stamp(start + INTERVAL - 1)));
        assert!(gate.admits(10, Stamp(start + INTERVAL)));
        // The clock is set back: nobody waits for hours.
        assert!(gate.admits(10, Stamp(start - 3_600_000)));
        assert!(!gate.admits(LARGEST + 1, Stamp(start)));
        assert_eq!(gate.dropped().0[Reason::Big as usize], 1);
    }
}
