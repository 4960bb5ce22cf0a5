//! A desk without a browser: what it asks of the outside is answered at once, and the clock goes on when it is told to.

use super::{OFFSET, contract, place, text};
use callflow::app::host::{Alone, Frame};
use callflow::app::view::{self, CallView, PrepareView, Screen, View, WrapUpView};
use callflow::app::{
    self, Boot, DataEffect, DataEvent, Effect, Event, FromHost, Gathered, Held, KeyPress, Model, Moment, Opened,
    StorageFault, Version, has_number,
};
use callflow::domain::appointment::Draft;
use callflow::domain::{Id, Locale, Stamp, ZoneTable, call};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const OWN: &str = "Asia/Shanghai";

/// A form that lacks nothing: ten o'clock in Shanghai on this day.
pub fn draft(date: &str) -> Draft {
    Draft {
        date: date.into(),
        time: "10:00".into(),
        zone: OWN.into(),
        minutes: "20".into(),
        purpose: "demo".into(),
        reason: "asked".into(),
        ..Draft::default()
    }
}

/// A desk, and a browser that keeps what it is given as long as it is not told to refuse.
pub struct Desk {
    pub model: Model,
    pub kept: BTreeMap<String, String>,
    pub refuse: Option<StorageFault>,
    /// Why the database cannot be read, if it cannot; what is written arrives all the same.
    pub unread: Option<StorageFault>,
    /// The effects the browser refuses, by their names in the contract.
    pub refused: BTreeSet<&'static str>,
    /// What the database holds, if that is something else.
    pub database: Option<BTreeMap<String, String>>,
    /// What stands in the place of removed records.
    pub marks: BTreeMap<String, String>,
    /// What left for the archive.
    pub archive: BTreeMap<String, String>,
    /// Nothing that is asked for is answered.
    pub silent: bool,
    /// Where the desk stands.
    frame: Frame,
    opened: bool,
    waiting: Vec<Effect>,
    /// The clock, in milliseconds, and how far it goes on with each event.
    pub now: i64,
    pub step: i64,
    /// How far somebody has set the clock forward since the page was opened.
    set: i64,
    /// What was asked of the outside with the latest event, and all that was ever asked.
    pub latest: Vec<Effect>,
    pub asked: Vec<Effect>,
}

impl Desk {
    /// In English, with these records.
    pub fn open(kept: BTreeMap<String, String>) -> Self {
        Self::open_with(kept, None, Locale::En)
    }

    pub fn open_with(kept: BTreeMap<String, String>, refuse: Option<StorageFault>, locale: Locale) -> Self {
        Self::opened(kept, locale, |desk| desk.refuse = refuse)
    }

    /// In English, with these records, in the frame of a page that may talk.
    pub fn open_framed(kept: BTreeMap<String, String>, frame: Frame) -> Self {
        Self::opened(kept, Locale::En, |desk| desk.frame = frame)
    }

    /// In English, with these records in localStorage and those in the database.
    pub fn open_homes(quick: BTreeMap<String, String>, database: BTreeMap<String, String>) -> Self {
        Self::opened(quick, Locale::En, |desk| desk.database = Some(database))
    }

    /// The same, with an archive, and with the clock at this instant.
    pub fn open_at(
        quick: BTreeMap<String, String>,
        database: BTreeMap<String, String>,
        archive: BTreeMap<String, String>,
        now: i64,
    ) -> Self {
        Self::opened(quick, Locale::En, |desk| {
            (desk.database, desk.archive, desk.now) = (Some(database), archive, now);
        })
    }

    /// With these records in localStorage, in a browser that is made ready like this before anything is carried out.
    fn opened(kept: BTreeMap<String, String>, locale: Locale, ready: impl FnOnce(&mut Self)) -> Self {
        let records = Ok(kept.clone().into_iter().collect());
        let tab = Id::new("tab");
        Self::started(
            Boot { records, locale, covers: [None, None], tab, call: None, zone: Some(OWN.into()) },
            kept,
            ready,
        )
    }

    /// A desk with the small flow, on a call, at the step this choice after that leads to.
    pub fn in_small_call(choices: &[(&str, &str)]) -> Self {
        let mut desk = Self::open(BTreeMap::new());
        desk.happen(Event::FlowCame(Locale::En, Some(super::SMALL.into())));
        desk.happen(Event::StartCall);
        choices.iter().for_each(|(at, choice)| desk.advance(at, choice));
        desk
    }

    /// The same tab, loaded anew.
    pub fn reload(self) -> Self {
        let records = Ok(self.kept.clone().into_iter().collect());
        let (tab, call) = (self.model.tab.clone(), self.model.held.clone());
        let boot = Boot { records, locale: Locale::En, covers: [None, None], tab, call, zone: Some(OWN.into()) };
        Self::started(boot, self.kept, |desk| (desk.refuse, desk.database) = (self.refuse, self.database))
    }

    fn started(boot: Boot, kept: BTreeMap<String, String>, ready: impl FnOnce(&mut Self)) -> Self {
        let (model, effects) = app::start(boot);
        let mut desk = Self {
            model,
            kept,
            refuse: None,
            unread: None,
            refused: BTreeSet::new(),
            database: None,
            marks: BTreeMap::new(),
            archive: BTreeMap::new(),
            silent: false,
            frame: Frame::Top,
            opened: false,
            waiting: Vec::new(),
            now: 1_800_000_000_000,
            step: 1000,
            set: 0,
            latest: Vec::new(),
            asked: Vec::new(),
        };
        ready(&mut desk);
        desk.carry_out(effects);
        desk
    }

    pub fn moment(&self) -> Moment {
        Moment {
            at: Stamp(self.now),
            ran: Stamp(self.now - self.set),
            offset: OFFSET,
            id: Id::new(&format!("id-{}", self.now)),
        }
    }

    /// Somebody sets the clock.
    pub fn set_clock(&mut self, by: i64) {
        self.now += by;
        self.set += by;
    }

    pub fn happen(&mut self, event: Event) {
        self.now += self.step;
        let now = self.moment();
        let effects = app::update(&mut self.model, event, &now);
        self.carry_out(effects.clone());
        self.latest = effects;
        // Every screen can be drawn at any time.
        self.view();
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.asked.push(effect.clone());
            if self.silent {
                continue;
            }
            // Nothing is kept before the database is open.
            if !self.opened && matches!(effect, Effect::Write { .. }) {
                self.waiting.push(effect);
                continue;
            }
            let opens = effect == Effect::OpenDatabase;
            self.answers_to(effect).into_iter().for_each(|event| self.happen(event));
            if opens {
                self.opened = true;
                let waiting = std::mem::take(&mut self.waiting);
                self.carry_out(waiting);
            }
        }
    }

    /// Carries out one effect as `tests/contract/mod.rs` says. What a test answers by itself has none here.
    pub fn answers_to(&mut self, effect: Effect) -> Vec<Event> {
        let refused = self.refused.contains(contract::name(&effect)).then_some(StorageFault::Failed);
        let (unwritten, unread) = (refused.or(self.refuse), refused.or(self.unread));
        vec![match effect {
            Effect::Write { key, text, version, .. } => {
                let held = unwritten.map_or(Held::Surely, Held::Not);
                if held == Held::Surely {
                    self.keep(&key, &text);
                }
                Event::Kept { key, version, held }
            }
            Effect::OpenDatabase => {
                let records = self.database.as_ref().unwrap_or(&self.kept).clone().into_iter().collect();
                let opened = Opened { records, archived: self.archive.len() };
                Event::DatabaseCame(unwritten.or(unread).map_or(Ok(opened), Err))
            }
            Effect::MeetHost => {
                let alone = (self.frame == Frame::Top).then_some(Alone::NoHost);
                let alone = if refused.is_some() { Some(Alone::Unreached) } else { alone };
                Event::FromHost(FromHost::Around(self.frame, alone))
            }
            Effect::FindTabs(own) => Event::TabsCame { all: vec![own.clone()], own },
            Effect::Claim { call, .. } => Event::CallClaimed { call, ours: refused.is_none() },
            Effect::Archive { calls, others, figures } => {
                let there: Vec<String> = calls.iter().filter(|key| self.archive.contains_key(*key)).cloned().collect();
                let keys = if there.is_empty() { [calls, others].concat() } else { there.clone() };
                let result = match refused {
                    Some(fault) => Err(Some(fault)),
                    None if there.is_empty() => Ok(()),
                    None => Err(None),
                };
                if result.is_ok() {
                    self.keep(&figures.0, &figures.1);
                    let texts = keys.iter().filter_map(|key| Some((key.clone(), self.kept.get(key)?.clone())));
                    self.archive.extend(texts.collect::<Vec<_>>());
                }
                Event::Archived { keys, figures, result }
            }
            Effect::SearchArchive(query) => {
                let found = self.archived_calls(|text| {
                    text.to_lowercase().contains(&query.to_lowercase()) || has_number(text, &query)
                });
                Event::ArchiveFound(query, unread.map_or(Ok(found), Err))
            }
            Effect::Recall { lead_id, named } => {
                let found = self.archived_calls(|text| text.contains(&named));
                Event::CustomerRecalled(lead_id, unread.map_or(Ok(found), Err))
            }
            Effect::ReadZone(name) => {
                let offset = match name.as_str() {
                    "America/New_York" => Some(-300),
                    "Europe/London" => Some(0),
                    // This browser does not know it.
                    "America/Sao_Paulo" => None,
                    _ => Some(OFFSET),
                };
                let offset = offset.filter(|_| refused.is_none());
                let table = offset.and_then(|it| ZoneTable::new(&name, vec![(Stamp(0), it)], Stamp(i64::MAX)));
                Event::ZoneCame { name, table }
            }
            Effect::FetchFlow(locale) => {
                let flow = text(&place(&format!("flows/{}/first-call.json", locale.tag())));
                Event::FlowCame(locale, Some(flow).filter(|_| refused.is_none()))
            }
            Effect::Data(effect) => return self.look_after(effect, refused),
            Effect::Cache { key, text } => {
                if refused.is_none() {
                    self.keep(&key, &text);
                }
                return Vec::new();
            }
            Effect::Purge(keys) | Effect::Uncache(keys) => {
                if refused.is_none() {
                    keys.iter().for_each(|key| drop(self.kept.remove(key)));
                }
                return Vec::new();
            }
            // A test answers these itself.
            Effect::Secure(_)
            | Effect::ReadZoneNames
            | Effect::CallZones(..)
            | Effect::FetchSounds
            | Effect::Copy(_)
            | Effect::Download { .. }
            | Effect::AwaitRelease(_)
            | Effect::OpenMicrophone
            | Effect::LookAtLasting
            | Effect::AskToLast
            | Effect::LookAtReminders
            | Effect::AskForReminders
            | Effect::ReadDropped
            | Effect::Lock(_)
            // These have no answer, and are seen in what was asked.
            | Effect::Release
            | Effect::GuardBack
            | Effect::CloseMicrophone
            | Effect::Focus(_)
            | Effect::ShowTop
            | Effect::ShowLine
            | Effect::KeepFocus
            | Effect::GiveFocusBack
            | Effect::ShowLocale(_)
            | Effect::ShowTheme(_)
            | Effect::Notify { .. }
            | Effect::Welcome(_)
            | Effect::Tell(_) => return Vec::new(),
        }]
    }

    /// The calls of the archive whose text fits.
    fn archived_calls(&self, fits: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let found = self.archive.iter().filter(|(key, text)| key.starts_with("call:") && fits(text));
        found.map(|(key, text)| (key.clone(), text.clone())).collect()
    }

    fn look_after(&mut self, effect: DataEffect, refused: Option<StorageFault>) -> Vec<Event> {
        let (unwritten, unread) = (refused.or(self.refuse), refused.or(self.unread));
        vec![Event::Data(match effect {
            DataEffect::Place(_) => DataEvent::Placed(refused.is_none()),
            DataEffect::Gather => {
                let quick = self.kept.clone().into_iter().collect();
                let mut database = self.database.clone().unwrap_or_else(|| self.kept.clone());
                database.extend(self.marks.clone());
                let database = database.into_iter().collect();
                let archived = self.archive.clone().into_iter().collect();
                let gathered = Gathered { quick, database, archived };
                DataEvent::Gathered(unread.map_or(Ok(gathered), Err))
            }
            DataEffect::FindOld(days, since) => {
                let old = |text: &String| app::Envelope::of(text).is_some_and(|it| it.version.at < since);
                let found = self.archive.iter().filter(|(_, text)| old(text));
                let found = found.map(|(key, text)| (key.clone(), text.clone())).collect();
                DataEvent::OldFound(days, unread.map_or(Ok(found), Err))
            }
            // It went to the downloads, of which no browser tells.
            DataEffect::Write(_) => DataEvent::Written(refused.is_none().then_some(false)),
            DataEffect::Put(batch) => {
                if unwritten.is_none() {
                    batch.records.iter().for_each(|(key, text)| self.keep(key, text));
                    for (key, text) in batch.archived.iter().cloned() {
                        match text {
                            Some(text) => drop(self.archive.insert(key, text.to_string())),
                            None => drop(self.archive.remove(&key)),
                        }
                    }
                }
                DataEvent::Put(batch, unwritten.map_or(Ok(()), Err))
            }
            // A test answers the first three itself; the last has no answer.
            DataEffect::PickFile | DataEffect::EraseAll { .. } | DataEffect::AwaitDay | DataEffect::Redate(_) => {
                return Vec::new();
            }
        })]
    }

    /// The file that was written last.
    pub fn file(&self) -> Option<String> {
        self.asked.iter().rev().find_map(|effect| match effect {
            Effect::Data(DataEffect::Write(text)) => Some(text.clone()),
            _ => None,
        })
    }

    /// A removed record leaves a mark behind that is no record.
    fn keep(&mut self, key: &str, text: &str) {
        if app::Envelope::of(text).is_some_and(|it| it.gone) {
            self.kept.remove(key);
            self.marks.insert(key.into(), text.into());
        } else {
            self.marks.remove(key);
            self.kept.insert(key.into(), text.into());
        }
    }

    /// What was written last.
    pub fn written(&self) -> Option<(String, Version)> {
        self.latest.iter().rev().find_map(|effect| match effect {
            Effect::Write { key, version, .. } => Some((key.clone(), *version)),
            _ => None,
        })
    }

    pub fn press(&mut self, key: &str) {
        self.happen(Event::Key(KeyPress { key: key.into(), ..KeyPress::default() }));
    }

    /// Gives this answer at this step, which has to be taken.
    pub fn advance(&mut self, at: &str, choice: &str) {
        self.happen(Event::Do(call::Event::Advanced { at: Id::new(at), choice: Id::new(choice) }));
        assert_eq!(self.model.notice, None, "{at}: {choice}");
    }

    pub fn view(&self) -> View {
        view::view(&self.model, &self.moment())
    }

    pub fn see(&self) -> Rc<CallView> {
        match self.view().screen {
            Screen::Call(view) => view,
            other => panic!("{other:?}"),
        }
    }

    pub fn front(&self) -> Rc<PrepareView> {
        match self.view().screen {
            Screen::Prepare(view) => view,
            other => panic!("{other:?}"),
        }
    }

    pub fn wrapped_up(&self) -> Rc<WrapUpView> {
        match self.view().screen {
            Screen::WrapUp(view) => view,
            other => panic!("{other:?}"),
        }
    }

    /// The line on the screen, gaps in brackets.
    pub fn line(&self) -> String {
        app::plain(&self.see().prompt.line)
    }

    pub fn call(&self) -> &call::Call {
        &self.model.on_call().unwrap().call
    }

    /// Where the focus was sent last.
    pub fn focus(&self) -> Option<&'static str> {
        self.asked.iter().rev().find_map(|effect| if let Effect::Focus(id) = effect { Some(*id) } else { None })
    }
}
