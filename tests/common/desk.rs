//! A desk without a browser: what it asks of the outside is answered at once, and the clock goes on when it is told to.

use super::{OFFSET, place, text};
use callflow::app::host::{Alone, Frame};
use callflow::app::view::{self, CallView, PrepareView, Screen, View, WrapUpView};
use callflow::app::{self, Boot, DataEffect, DataEvent, Effect, Event, FromHost, KeyPress, Model};
use callflow::domain::appointment::Draft;
use callflow::domain::{Id, Locale, Moment, Stamp, ZoneTable, call};
use callflow::store::{Gathered, Opened, StorageFault, StoreEffect, Stored, Version, has_number};
use std::collections::BTreeMap;
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
            match effect {
                // Nothing is kept before the database is open.
                Effect::Store(StoreEffect::Write { .. }) if !self.opened => self.waiting.push(effect),
                Effect::Store(StoreEffect::Write { key, text, version, .. }) => {
                    let held = match self.refuse {
                        Some(fault) => Stored::Failed(fault),
                        None => Stored::Durable,
                    };
                    if held == Stored::Durable {
                        self.keep(&key, &text);
                    }
                    self.happen(Event::Kept { key, version, held });
                }
                Effect::Store(StoreEffect::Cache { key, text }) => self.keep(&key, &text),
                Effect::Store(StoreEffect::Purge(keys)) => keys.iter().for_each(|key| drop(self.kept.remove(key))),
                Effect::Data(effect) => self.look_after(effect),
                Effect::Store(StoreEffect::OpenDatabase) => {
                    let records = match self.refuse.or(self.unread) {
                        Some(fault) => Err(fault),
                        None => {
                            let records = self.database.as_ref().unwrap_or(&self.kept).clone().into_iter().collect();
                            Ok(Opened { records, archived: self.archive.len() })
                        }
                    };
                    self.happen(Event::DatabaseCame(records));
                    self.opened = true;
                    let waiting = std::mem::take(&mut self.waiting);
                    self.carry_out(waiting);
                }
                Effect::MeetHost => {
                    let alone = (self.frame == Frame::Top).then_some(Alone::NoHost);
                    self.happen(Event::FromHost(FromHost::Around(self.frame, alone)));
                }
                Effect::FindTabs(own) => self.happen(Event::TabsCame { all: vec![own.clone()], own }),
                Effect::Claim { call, .. } => self.happen(Event::CallClaimed { call, ours: true }),
                Effect::Store(StoreEffect::Archive { calls, others, figures }) => {
                    let there: Vec<String> =
                        calls.iter().filter(|key| self.archive.contains_key(*key)).cloned().collect();
                    let keys = if there.is_empty() { [calls, others].concat() } else { there.clone() };
                    let result = if there.is_empty() { Ok(()) } else { Err(None) };
                    if result.is_ok() {
                        self.keep(&figures.0, &figures.1);
                        let texts = keys.iter().map(|key| (key.clone(), self.kept[key].clone()));
                        self.archive.extend(texts.collect::<Vec<_>>());
                    }
                    self.happen(Event::Archived { keys, figures, result });
                }
                Effect::Store(StoreEffect::Uncache(keys)) => keys.iter().for_each(|key| drop(self.kept.remove(key))),
                Effect::Store(StoreEffect::SearchArchive(query)) => {
                    let all = self.archive.iter().filter(|(key, text)| {
                        let contains = text.to_lowercase().contains(&query.to_lowercase());
                        key.starts_with("call:") && (contains || has_number(text, &query))
                    });
                    let all = all.map(|(key, text)| (key.clone(), text.clone())).collect();
                    self.happen(Event::ArchiveFound(query, self.unread.map_or(Ok(all), Err)));
                }
                Effect::Store(StoreEffect::Recall { lead_id, named }) => {
                    let all =
                        self.archive.iter().filter(|(key, text)| key.starts_with("call:") && text.contains(&named));
                    let all = all.map(|(key, text)| (key.clone(), text.clone())).collect();
                    self.happen(Event::CustomerRecalled(lead_id, self.unread.map_or(Ok(all), Err)));
                }
                Effect::ReadZone(name) => {
                    let offset = match name.as_str() {
                        "America/New_York" => Some(-300),
                        "Europe/London" => Some(0),
                        // This browser does not know it.
                        "America/Sao_Paulo" => None,
                        _ => Some(OFFSET),
                    };
                    let table = offset.and_then(|it| ZoneTable::new(&name, vec![(Stamp(0), it)], Stamp(i64::MAX)));
                    self.happen(Event::ZoneCame { name, table });
                }
                Effect::FetchFlow(locale) => {
                    let flow = text(&place(&format!("flows/{}/first-call.json", locale.tag())));
                    self.happen(Event::FlowCame(locale, Some(flow)));
                }
                _ => {}
            }
        }
    }

    fn look_after(&mut self, effect: DataEffect) {
        let answer = match effect {
            DataEffect::Place(_) => DataEvent::Placed(true),
            DataEffect::Gather => {
                let quick = self.kept.clone().into_iter().collect();
                let mut database = self.database.clone().unwrap_or_else(|| self.kept.clone());
                database.extend(self.marks.clone());
                let database = database.into_iter().collect();
                let archived = self.archive.clone().into_iter().collect();
                let gathered = Gathered { quick, database, archived };
                DataEvent::Gathered(self.unread.map_or(Ok(gathered), Err))
            }
            DataEffect::FindOld(days, since) => {
                let old = |text: &String| callflow::store::Envelope::of(text).is_some_and(|it| it.version.at < since);
                let found = self.archive.iter().filter(|(_, text)| old(text));
                let found = found.map(|(key, text)| (key.clone(), text.clone())).collect();
                DataEvent::OldFound(days, self.unread.map_or(Ok(found), Err))
            }
            DataEffect::Write(_) => DataEvent::Written(Some(false)),
            DataEffect::Put(batch) => {
                if self.refuse.is_none() {
                    batch.records.iter().for_each(|(key, text)| self.keep(key, text));
                    for (key, text) in batch.archived.iter().cloned() {
                        match text {
                            Some(text) => drop(self.archive.insert(key, text.to_string())),
                            None => drop(self.archive.remove(&key)),
                        }
                    }
                }
                DataEvent::Put(batch, self.refuse.map_or(Ok(()), Err))
            }
            DataEffect::PickFile | DataEffect::EraseAll { .. } | DataEffect::AwaitDay | DataEffect::Redate(_) => return,
        };
        self.happen(Event::Data(answer));
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
        if callflow::store::Envelope::of(text).is_some_and(|it| it.gone) {
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
            Effect::Store(StoreEffect::Write { key, version, .. }) => Some((key.clone(), *version)),
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
        callflow::speech::plain(&self.see().prompt.line)
    }

    pub fn call(&self) -> &call::Call {
        &self.model.on_call().unwrap().call
    }

    /// Where the focus was sent last.
    pub fn focus(&self) -> Option<&'static str> {
        self.asked.iter().rev().find_map(|effect| if let Effect::Focus(id) = effect { Some(*id) } else { None })
    }
}
