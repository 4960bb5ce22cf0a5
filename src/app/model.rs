//! Everything the program knows.

use super::data::Data;
use super::hearing::Hearing;
use super::host::Host;
use super::lasting::Lasting;
use super::lock::Lock;
pub use super::notice::Notice;
use super::palette::Palette;
use super::past::Recalled;
use super::picking::Picking;
pub use super::prepare::Prepare;
use super::reminders::Reminders;
use crate::domain::appointment::{BookingRefusal, Draft};
use crate::domain::call::Call;
use crate::domain::find::Sounds;
use crate::domain::flow::{Cover, Problem, Tool};
use crate::domain::schedule::Taken;
use crate::domain::{Fixed, Flow, Hours, Id, Lead, Moment, Stamp, Wall, ZoneTable};
use crate::speech::when;
use crate::speech::zones::Zones;
use crate::speech::{Known, Speaker};
use crate::store::archive::Archive;
use crate::store::ownership::HostBackup;
use crate::store::{CallSummary, InUse, Records, SaveQueue, person};
use crate::text::texts;
use std::rc::Rc;
use time::Date;

/// A flow on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Loading {
    /// Nobody needed it yet.
    #[default]
    Unasked,
    /// Asked for.
    Asked,
    /// Here, and its text as it will be kept with a call.
    Here(Rc<Flow>, Rc<str>),
    /// It could not be loaded.
    Lost,
    /// It came, but is not a flow.
    Bad(Vec<Problem>),
}

/// A form and why it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// As typed.
    pub draft: Draft,
    /// The time in the rep's words, see `domain::natural`.
    pub words: String,
    /// The day it was where the customer is when the words were typed: they count from it, whatever zone is chosen later.
    pub day: Option<Date>,
    /// The reason that was taken from the words.
    pub said: String,
    /// The length that was taken from the words, and the one it took the place of.
    pub length: Option<[String; 2]>,
    /// The words were typed after the date and the time of the draft: they are what counts.
    pub open: bool,
    /// What is fixed is to be changed: the form stands under it. Otherwise it is folded away.
    pub changing: bool,
    /// Empty while there is nothing to say.
    pub refusals: Vec<BookingRefusal>,
}

/// A call on the desk, whatever its progress.
#[derive(Clone, Debug)]
pub struct OnCall {
    /// The call.
    pub call: Call,
    /// What the call's time is ahead of [`Moment::ran`] by, in milliseconds: a clock that is set in mid-call bends no time.
    pub ahead: i64,
    /// The customer is invented: nothing of it is kept.
    pub practice: bool,
    /// The ticks that were on its card, if it has just begun: taking the start back brings them back.
    pub ticked: Vec<bool>,
    /// What is open beside the line.
    pub tool: Option<Tool>,
    /// The appointment form.
    pub booking: Form,
    /// The follow-up form.
    pub promise: Form,
    /// A ready sentence that is shown beside the line: its group and its place in it, from 0.
    pub phrase: Option<(usize, usize)>,
    /// The list the next key chooses from.
    pub picking: Option<Picking>,
    /// The offer card that was looked for.
    pub card: Option<Id>,
    /// Where the customer is, as far as is known: in the zone of an earlier agreement, or else in the rep's.
    pub zone: Option<String>,
    /// Times to propose, by the customer's clock.
    pub slots: Vec<Wall>,
    /// What else stands in the rep's calendar.
    pub taken: Vec<Taken>,
}

impl OnCall {
    /// The time of the call: it begins with the clock's, or where its log ends if that is later, and goes on evenly.
    pub fn time(&self, now: &Moment) -> Stamp {
        Stamp(now.ran.0.saturating_add(self.ahead))
    }

    /// A time of the call by the clock of the page, for what is drawn each second.
    pub fn ran(&self, at: Stamp) -> Stamp {
        at.earlier(self.ahead)
    }

    /// The form that is open.
    pub fn form(&self) -> Option<&Form> {
        match self.tool? {
            Tool::Cards => None,
            Tool::Appointment => Some(&self.booking),
            Tool::FollowUp => Some(&self.promise),
        }
    }

    /// The same, to be filled in.
    pub fn form_mut(&mut self) -> Option<&mut Form> {
        match self.tool? {
            Tool::Cards => None,
            Tool::Appointment => Some(&mut self.booking),
            Tool::FollowUp => Some(&mut self.promise),
        }
    }
}

/// A call that is to come onto the desk as soon as it is this tab's own, and known whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The call.
    pub call: Id,
    /// Why it comes.
    pub why: Why,
}

/// Why a call comes onto the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody wants it there.
    Chosen,
    /// It was closed by mistake.
    Reopened,
    /// It was there when this tab was loaded anew.
    Reloaded,
}

/// What is on the screen.
#[derive(Clone, Debug)]
pub enum Desk {
    /// The pre-call card.
    Prepare,
    /// A call.
    Call(Box<OnCall>),
}

/// What is open over the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// The palette, with everything it can find.
    Palette(Rc<Palette>),
    /// The keys of the present screen, and how the desk works.
    Help,
    /// All keys, to be changed.
    Keys,
    /// What is chosen once and for all.
    Settings,
    /// How the widget stands to the page around it and to storage.
    Diagnostics,
    /// The rep's own data, to be looked after.
    Data,
    /// The browser's way back was taken in a call: whether that is meant.
    Leave,
    /// Whether the finished call on the desk is to be deleted.
    Delete,
}

/// What is looked for in the archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArchiveSearch {
    /// As typed.
    pub query: String,
    /// What was found, latest first.
    pub found: Vec<(Id, CallSummary)>,
    /// The archive could not be read.
    pub unread: bool,
}

/// How Chinese is read, on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sounding {
    /// Nobody needed it yet, or it could not be loaded.
    #[default]
    Unasked,
    /// Asked for.
    Asked,
    /// Here.
    Here(Rc<Sounds>),
}

/// The whole.
#[derive(Clone, Debug)]
pub struct Model {
    /// The records that are known here.
    pub records: Records,
    /// The rep's own zone.
    pub zone: Option<String>,
    /// Rules read so far.
    pub zones: Vec<ZoneTable>,
    /// The zones to choose from; empty until asked for.
    pub zone_names: Zones,
    /// The flow of each language, in the order of [`Locale::ALL`].
    pub flows: [Loading; 2],
    /// The first page of each language's flow, which is there before the flow.
    pub covers: [Option<Cover>; 2],
    /// The archive.
    pub archive: Archive,
    /// What is looked for in it.
    pub archive_search: ArchiveSearch,
    /// What tells this tab from the others.
    pub tab: Id,
    /// The tabs in which the desk was open when this one looked; empty: that is not known.
    pub tabs: Vec<Id>,
    /// The pre-call card; it waits behind a call.
    pub prepare: Prepare,
    /// What is known of the customer on it.
    pub recalled: Recalled,
    /// What is looked for among the recent calls, as typed.
    pub search: String,
    /// The call that is this tab's own.
    pub held: Option<Id>,
    /// A call that is to come onto the desk.
    pub asked_for: Option<Asked>,
    /// How many rows each [`List`](super::event::List) shows at most.
    pub rows: [usize; 4],
    /// What is on the screen.
    pub desk: Desk,
    /// What is open over it.
    pub over: Option<Over>,
    /// How Chinese is read.
    pub sounds: Sounding,
    /// What is told of the time.
    pub reminders: Reminders,
    /// How it is known who talks.
    pub hearing: Hearing,
    /// The page around the widget.
    pub host: Host,
    /// What is on its way to where it is kept.
    pub saves: SaveQueue,
    /// How long it stays.
    pub lasting: Lasting,
    /// Whether it can be read.
    pub lock: Lock,
    /// All of it is being sealed or opened: one such at a time, and the lock stays as it is.
    pub bringing: bool,
    /// What is done with it.
    pub data: Data,
    /// Something to tell.
    pub notice: Option<Notice>,
    /// How many times something was told: the same told again is something else to whoever reads it.
    pub notices: usize,
}

impl Model {
    /// The customer on the card as a record has them: that of the card, or of whom it tells of in other words.
    pub fn known(&self) -> Option<(&Id, Option<&Lead>)> {
        let card = &self.prepare;
        let typed = || person::known(&self.records, &card.lead, |id| self.host.may_know(id));
        card.lead_id.as_ref().map(|id| (id, None)).or_else(|| typed().map(|(id, lead)| (id, Some(lead))))
    }

    /// What the desk is at work with.
    pub fn in_use(&self) -> InUse<'_> {
        let call = self.on_call().map(|it| &it.call);
        InUse {
            call: call.map(|it| (&it.id, &it.started().lead_id)),
            card_lead: self.prepare.lead_id.as_ref(),
            card: (self.prepare.lead != Lead::default()).then_some(&self.tab),
            tab: &self.tab,
            flow: self.flow().map(|flow| flow.reference()),
        }
    }

    /// What the page around the widget keeps for this desk.
    pub fn host_backup(&self) -> HostBackup<'_> {
        let lock = match &self.lock {
            Lock::Open(lock) if self.lock.seals() => Some(lock),
            Lock::Off | Lock::Shut(_) | Lock::Open(_) => None,
        };
        HostBackup { records: &self.records, saves: &self.saves, lock }
    }

    /// Who fills in the texts of a call.
    pub fn speaker<'a>(&'a self, on_call: &'a OnCall, now: &Moment) -> Speaker<'a> {
        let known = Known {
            call: &on_call.call,
            rep: &self.records.settings.rep,
            zones: &self.zones,
            slots: &on_call.slots,
            zone: on_call.zone.as_deref(),
        };
        Speaker::new(known, now)
    }

    /// The very flow a call was made with.
    pub fn flow_of(&self, reference: &str) -> Option<Rc<Flow>> {
        let here = self.flows.iter().find_map(|loading| match loading {
            Loading::Here(flow, _) if flow.reference() == reference => Some(Rc::clone(flow)),
            _ => None,
        });
        here.or_else(|| Flow::parse(&self.records.flows.get(&Id::new(reference))?.text).ok().map(Rc::new))
    }

    /// The flow of the present language, on its way.
    pub fn loading(&self) -> &Loading {
        &self.flows[self.records.settings.locale as usize]
    }

    /// The flow a new call would run on.
    pub fn flow(&self) -> Option<&Rc<Flow>> {
        match self.loading() {
            Loading::Here(flow, _) => Some(flow),
            Loading::Unasked | Loading::Asked | Loading::Lost | Loading::Bad(_) => None,
        }
    }

    /// When appointments are taken. Never inlined: the first prompt does without.
    #[inline(never)]
    pub fn hours(&self) -> Hours {
        self.records.settings.hours.unwrap_or_else(|| Hours::usual(self.records.settings.locale))
    }

    /// The rules of a zone, if they were read.
    pub fn zone_table(&self, name: &str) -> Option<&ZoneTable> {
        self.zones.iter().find(|it| it.name() == name)
    }

    /// What the rep's clock shows at an instant.
    pub fn ours(&self, at: Stamp, now: &Moment) -> Wall {
        let table = self.zone.as_ref().and_then(|zone| self.zone_table(zone));
        at.wall(table.and_then(|table| table.offset_at(at)).unwrap_or(now.offset))
    }

    /// What the clock shows now in a zone; the rep's, if its rules are not known.
    pub fn now_in(&self, zone: &str, now: &Moment) -> Wall {
        let offset = self.zone_table(zone).and_then(|table| table.offset_at(now.at));
        now.at.wall(offset.unwrap_or(now.offset))
    }

    /// A time as lists show it, by both clocks if they differ.
    pub fn agreed(&self, time: &Fixed, now: &Moment) -> String {
        when::agreed(time, self.ours(time.at, now), self.records.settings.locale)
    }

    /// What the pre-call card shows of the flow.
    pub fn cover(&self) -> Option<&Cover> {
        self.covers[self.records.settings.locale as usize].as_ref()
    }

    /// The call on the desk.
    pub fn on_call(&self) -> Option<&OnCall> {
        match &self.desk {
            Desk::Call(on_call) => Some(on_call),
            Desk::Prepare => None,
        }
    }

    /// How the customer is named in lists and calendars.
    pub fn with(&self, lead: &Lead) -> String {
        let t = texts(self.records.settings.locale);
        let parts: Vec<&str> =
            [&lead.name, &lead.company].into_iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        if parts.is_empty() { t.lead_unknown.into() } else { parts.join(t.list_comma) }
    }
}
