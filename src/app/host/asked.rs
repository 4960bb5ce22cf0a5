//! What a host asks, read from JSON by hand: everything that is not exactly a message of the protocol is refused here.

use super::gate::Reason;
use crate::domain::json::{read, words};
use crate::domain::{Lead, LeadField, Locale, Stamp};
use crate::store::Theme;
use serde_json::{Map, Value as Json};

/// The longest message that gives state back, in UTF-16 units.
pub const LARGEST: usize = 4_000_000;
/// The longest of all others, in bytes.
pub const LARGE: usize = 200_000;
/// The longest name a host gives to a customer or we to a call, in characters, as the schema counts them.
const LONGEST_NAME: usize = 200;
/// The longest text of a lead's field that is read, in characters; what is kept of it is [`Lead::MAX_TEXT`].
const LONGEST_TEXT: usize = 2_000;
/// The longest name of a record, in characters: an origin and a name, and room to spare.
const LONGEST_KEY: usize = 600;
/// Most customers in one message.
const MOST_LEADS: usize = 200;
/// Most records in one message.
const MOST_RECORDS: usize = 2_000;

/// What the host says of a customer of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostLead {
    /// The host's name for them.
    pub id: String,
    /// The fields it named, and no others.
    pub said: Vec<(LeadField, String)>,
}

impl HostLead {
    /// What is known of the customer now. A field that was not named stays as it is; one that was named empty is emptied.
    pub fn onto(&self, known: &Lead) -> Lead {
        let mut lead = known.clone();
        self.said.iter().for_each(|(field, text)| lead.set(*field, text));
        lead
    }
}

/// What a host can ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Put this customer on the card before the call.
    Prepare {
        /// The customer.
        lead: HostLead,
        /// The flow the host expects; `None`: whichever there is.
        flow: Option<String>,
    },
    /// The same, and open the line.
    Start {
        /// The customer.
        lead: HostLead,
        /// The flow the host expects; `None`: whichever there is.
        flow: Option<String>,
    },
    /// This is known of these customers.
    Leads(Vec<HostLead>),
    /// Speak, look and sign like this.
    Set {
        /// Language.
        locale: Option<Locale>,
        /// Looks.
        theme: Option<Theme>,
        /// The rep's name and company.
        rep: [Option<String>; 2],
    },
    /// Close the line.
    End,
    /// Go on with this call.
    Open {
        /// The call.
        call: String,
    },
    /// Tell again what happened in one call after that message, or in all calls that went on since then.
    Again(Since),
    /// Hand out the state of the calls that are not finished, and every change from here on.
    State,
    /// Take this state up again: keys and texts of records.
    Restore(Vec<(String, String)>),
}

/// What is to be told again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// Of this call, what comes after the message with this number.
    Message {
        /// The call.
        call: String,
        /// The number; 0: everything.
        after: i64,
    },
    /// Of every call that went on since this instant, everything.
    Instant(Stamp),
}

/// A request and its name, under which it is answered once and for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The name.
    pub id: String,
    /// What is asked.
    pub request: Request,
}

/// A message that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The name of the request, if it has one.
    pub id: Option<String>,
    /// What is wrong.
    pub reason: Reason,
}

/// Why a request that makes sense is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no flow here yet.
    NotReady,
    /// A call is on the desk.
    Busy,
    /// There is no call on the desk, or its line is closed.
    NoCall,
    /// No such call of this host's.
    Unknown,
    /// Another flow than the one here.
    NoFlow,
    /// The call does not allow it.
    Refused,
    /// It is no message of the protocol.
    Shape,
    /// It is too big.
    TooBig,
}

words! {
    Refused {
        NotReady = "not-ready", Busy = "busy", NoCall = "no-call", Unknown = "unknown", NoFlow = "no-flow",
        Refused = "refused", Shape = "shape", TooBig = "too-big",
    }
}

impl Refused {
    /// What is said of a message that was dropped.
    pub fn of(reason: Reason) -> Self {
        if reason == Reason::Big { Self::TooBig } else { Self::Shape }
    }
}

/// The rule for names of requests and connections: 16–64 characters of `A-Z a-z 0-9 - _`. Long enough to be drawn at random,
/// so that none comes twice in years.
pub fn is_id(text: &str) -> bool {
    (16..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

impl Asked {
    /// Reads a message.
    ///
    /// # Errors
    /// What is wrong with it; nothing of it is taken.
    pub fn parse(text: &str) -> Result<Self, Slip> {
        let nameless = |reason| Slip { id: None, reason };
        let json: Json = serde_json::from_str(text).map_err(|_| nameless(Reason::Shape))?;
        let message = json.as_object().ok_or_else(|| nameless(Reason::Shape))?;
        let id = message.get("id").and_then(Json::as_str).filter(|id| is_id(id));
        let id = id.ok_or_else(|| nameless(Reason::Shape))?.to_owned();
        let slip = |reason| Slip { id: Some(id.clone()), reason };
        if text.len() > LARGE && json["type"] != "restore" {
            return Err(slip(Reason::Big));
        }
        let request = request(message).ok_or_else(|| slip(Reason::Shape))?;
        Ok(Self { id, request })
    }
}

fn request(message: &Map<String, Json>) -> Option<Request> {
    let field = |name: &str| message.get(name).unwrap_or(&Json::Null);
    let only = |names: &[&str]| message.keys().all(|key| key == "type" || key == "id" || names.contains(&key.as_str()));
    match field("type").as_str()? {
        "prepare" if only(&["lead", "flow"]) => {
            Some(Request::Prepare { lead: lead(field("lead"))?, flow: maybe(field("flow"), name)? })
        }
        "start" if only(&["lead", "flow"]) => {
            Some(Request::Start { lead: lead(field("lead"))?, flow: maybe(field("flow"), name)? })
        }
        "leads" if only(&["leads"]) => {
            let leads = field("leads").as_array().filter(|leads| leads.len() <= MOST_LEADS)?;
            leads.iter().map(lead).collect::<Option<Vec<_>>>().map(Request::Leads)
        }
        "set" if only(&["locale", "theme", "rep"]) => Some(Request::Set {
            locale: maybe(field("locale"), read)?,
            theme: maybe(field("theme"), read)?,
            rep: rep(field("rep"))?,
        }),
        "end" if only(&[]) => Some(Request::End),
        "open" if only(&["call"]) => Some(Request::Open { call: name(field("call"))? }),
        "again" if only(&["call", "after"]) && message.contains_key("call") => {
            let after = maybe(field("after"), |after| after.as_i64().filter(|after| *after >= 0))?.unwrap_or(0);
            Some(Request::Again(Since::Message { call: name(field("call"))?, after }))
        }
        "again" if only(&["since"]) => {
            Some(Request::Again(Since::Instant(Stamp(field("since").as_i64().filter(|since| *since >= 0)?))))
        }
        "state" if only(&[]) => Some(Request::State),
        "restore" if only(&["records"]) => {
            let records = field("records").as_object().filter(|records| records.len() <= MOST_RECORDS)?;
            let fits = |key: &String| key.chars().count() <= LONGEST_KEY && !key.chars().any(char::is_control);
            let record = |(key, text): (&String, &Json)| fits(key).then_some((key.clone(), text.as_str()?.to_owned()));
            records.iter().map(record).collect::<Option<Vec<_>>>().map(Request::Restore)
        }
        _ => None,
    }
}

/// `None` if it is wrong; a value that is missing is right.
fn maybe<T>(json: &Json, read: impl Fn(&Json) -> Option<T>) -> Option<Option<T>> {
    if json.is_null() { Some(None) } else { read(json).map(Some) }
}

fn name(json: &Json) -> Option<String> {
    let text = json.as_str()?;
    let fits = (1..=LONGEST_NAME).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

/// A text of a person's, cut where we cut what is typed; control characters become blanks.
fn text(json: &Json) -> Option<String> {
    let text = json.as_str().filter(|text| text.chars().count() <= LONGEST_TEXT)?;
    let plain = text.chars().take(Lead::MAX_TEXT).map(|c| if c.is_control() { ' ' } else { c });
    Some(plain.collect::<String>().trim().to_owned())
}

fn lead(json: &Json) -> Option<HostLead> {
    let object = json.as_object()?;
    let known = |key: &String| key == "id" || LeadField::ALL.into_iter().any(|field| field.word() == key);
    if !object.keys().all(known) {
        return None;
    }
    let mut said = Vec::new();
    for field in LeadField::ALL {
        said.extend(maybe(&json[field.word()], text)?.map(|text| (field, text)));
    }
    Some(HostLead { id: name(&json["id"])?, said })
}

fn rep(json: &Json) -> Option<[Option<String>; 2]> {
    if json.is_null() {
        return Some([None, None]);
    }
    let object = json.as_object()?;
    let known = object.keys().all(|key| key == "name" || key == "company");
    known.then_some([maybe(&json["name"], text)?, maybe(&json["company"], text)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0123456789abcdef";

    fn parse(rest: &str) -> Result<Request, Slip> {
        Asked::parse(&format!(r#"{{"id":"{ID}",{rest}}}"#)).map(|asked| asked.request)
    }

    #[test]
    fn a_request_is_read_with_everything_it_may_have() {
        let said = vec![(LeadField::Name, "Helen".into()), (LeadField::Phone, "020".into())];
        let lead = HostLead { id: "42".into(), said };
        let start = parse(r#""type":"start","lead":{"id":"42","name":" Helen\n","phone":"020"},"flow":"first-call""#);
        assert_eq!(start, Ok(Request::Start { lead, flow: Some("first-call".into()) }));
        let set = parse(r#""type":"set","locale":"en","theme":"dark","rep":{"name":"Tom"}"#);
        let rep = [Some("Tom".into()), None];
        assert_eq!(set, Ok(Request::Set { locale: Some(Locale::En), theme: Some(Theme::Dark), rep }));
        assert_eq!(parse(r#""type":"again","since":7"#), Ok(Request::Again(Since::Instant(Stamp(7)))));
        let call = "https://crm.example 0123456789abcdef".to_owned();
        let again = parse(r#""type":"again","call":"https://crm.example 0123456789abcdef""#);
        assert_eq!(again, Ok(Request::Again(Since::Message { call, after: 0 })));
    }

    #[test]
    fn what_is_not_exactly_a_message_is_refused_and_named() {
        for rest in [
            r#""type":"start""#,
            r#""type":"start","lead":{"name":"no id"}"#,
            r#""type":"start","lead":{"id":"","name":"x"}"#,
            r#""type":"start","lead":{"id":"1","name":7}"#,
            r#""type":"start","lead":{"id":"1","nmae":"Helen"}"#,
            r#""type":"start","lead":{"id":"1"},"then":"delete""#,
            r#""type":"set","theme":"pink""#,
            r#""type":"set","rep":"Tom""#,
            r#""type":"leads","leads":{}"#,
            r#""type":"again""#,
            r#""type":"again","call":"c","after":-1"#,
            r#""type":"again","call":"c","since":1"#,
            r#""type":"restore","records":{"call:1":{}}"#,
            r#""type":"restore","records":{"call:\n":"{}"}"#,
            r#""type":"end","now":true"#,
            r#""type":"eval","code":"1""#,
            r#""type":["end"]"#,
        ] {
            let slip = parse(rest).unwrap_err();
            assert_eq!((slip.id.as_deref(), slip.reason), (Some(ID), Reason::Shape), "{rest}");
        }
        for text in ["", "{", "null", "[]", "\"end\"", r#"{"type":"end"}"#, r#"{"type":"end","id":"short"}"#] {
            assert_eq!(Asked::parse(text), Err(Slip { id: None, reason: Reason::Shape }), "{text}");
        }
    }

    #[test]
    fn lengths_are_counted_in_characters_as_the_schema_counts_them() {
        let lead = |id: usize, name: usize| {
            let (id, name) = ("\u{5f20}".repeat(id), "\u{4f1f}".repeat(name));
            parse(&format!(r#""type":"prepare","lead":{{"id":"{id}","name":"{name}"}}"#))
        };
        assert!(lead(LONGEST_NAME, LONGEST_TEXT).is_ok());
        assert!(lead(LONGEST_NAME + 1, 1).is_err() && lead(1, LONGEST_TEXT + 1).is_err());
    }

    #[test]
    fn only_state_may_be_big() {
        let long = "x".repeat(LARGE);
        let end = parse(&format!(r#""type":"end","why":"{long}""#)).unwrap_err();
        assert_eq!(end.reason, Reason::Big);
        assert!(parse(&format!(r#""type":"restore","records":{{"flow:x":"{long}"}}"#)).is_ok());
        let leads = vec![r#"{"id":"1"}"#; MOST_LEADS + 1].join(",");
        assert_eq!(parse(&format!(r#""type":"leads","leads":[{leads}]"#)).unwrap_err().reason, Reason::Shape);
    }
}
