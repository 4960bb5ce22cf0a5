//! A desk without a browser: what it asks of the outside is answered at once, and the clock goes on when it is told to.

use super::{OFFSET, place, text};
use callflow::app::view::{self, CallView, PrepareView, Screen, View, WrapUpView};
use callflow::app::{
    self, Boot, DataEffect, DataEvent, Effect, Event, Gathered, Held, KeyPress, Model, Moment, Opened, StorageFault,
};
use callflow::domain::appointment::Draft;
use callflow::domain::{Id, Locale, Stamp, ZoneTable, call};
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
    /// What the database holds, if that is something else.
    pub database: Option<BTreeMap<String, String>>,
    /// What left for the archive.
    pub archive: BTreeMap<String, String>,
    /// Nothing that is asked for is answered.
    pub silent: bool,
    opened: bool,
    waiting: Vec<Effect>,
    /// The clock, in milliseconds, and how far it goes on with each event.
    pub now: i64,
    pub step: i64,
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
        let records = Ok(kept.clone().into_iter().collect());
        let (model, effects) = app::start(Boot {
            records,
            locale,
            covers: [None, None],
            tab: Id::new("tab"),
            call: None,
            zone: Some(OWN.into()),
        });
        Self::begin(model, effects, kept, refuse, None)
    }

    /// In English, with these records in localStorage and those in the database.
    pub fn open_homes(quick: BTreeMap<String, String>, database: BTreeMap<String, String>) -> Self {
        let records = Ok(quick.clone().into_iter().collect());
        let tab = Id::new("tab");
        let boot = Boot { records, locale: Locale::En, covers: [None, None], tab, call: None, zone: Some(OWN.into()) };
        let (model, effects) = app::start(boot);
        Self::begin(model, effects, quick, None, Some(database))
    }

    /// The same tab, loaded anew.
    pub fn reload(self) -> Self {
        let records = Ok(self.kept.clone().into_iter().collect());
        let (tab, call) = (self.model.tab.clone(), self.model.held.clone());
        let boot = Boot { records, locale: Locale::En, covers: [None, None], tab, call, zone: Some(OWN.into()) };
        let (model, effects) = app::start(boot);
        Self::begin(model, effects, self.kept, self.refuse, self.database)
    }

    fn begin(
        model: Model,
        effects: Vec<Effect>,
        kept: BTreeMap<String, String>,
        refuse: Option<StorageFault>,
        database: Option<BTreeMap<String, String>>,
    ) -> Self {
        let (now, latest, asked) = (1_800_000_000_000, Vec::new(), Vec::new());
        let mut desk = Self {
            model,
            kept,
            refuse,
            database,
            archive: BTreeMap::new(),
            silent: false,
            opened: false,
            waiting: Vec::new(),
            now,
            step: 1000,
            latest,
            asked,
        };
        desk.carry_out(effects);
        desk
    }

    pub fn moment(&self) -> Moment {
        Moment { at: Stamp(self.now), offset: OFFSET, id: Id::new(&format!("id-{}", self.now)) }
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
                Effect::Write { .. } if !self.opened => self.waiting.push(effect),
                Effect::Write { key, text, stamp, .. } => {
                    let held = match self.refuse {
                        Some(fault) => Held::Not(fault),
                        None => Held::Surely,
                    };
                    if held == Held::Surely {
                        self.keep(&key, &text);
                    }
                    self.happen(Event::Kept { key, stamp, held });
                }
                Effect::Cache { key, text } => self.keep(&key, &text),
                Effect::Purge(keys) => keys.iter().for_each(|key| drop(self.kept.remove(key))),
                Effect::Data(effect) => self.look_after(effect),
                Effect::OpenDatabase => {
                    let records = match self.refuse {
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
                Effect::FindTabs(own) => self.happen(Event::TabsCame { all: vec![own.clone()], own }),
                Effect::Claim { call, .. } => self.happen(Event::CallClaimed { call, ours: true }),
                Effect::Archive { calls, others, figures } => {
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
                Effect::Uncache(keys) => keys.iter().for_each(|key| drop(self.kept.remove(key))),
                Effect::SearchArchive(query) => {
                    let all = self.archive.iter().filter(|(key, text)| {
                        key.starts_with("call:") && text.to_lowercase().contains(&query.to_lowercase())
                    });
                    let all = all.map(|(key, text)| (key.clone(), text.clone())).collect();
                    self.happen(Event::ArchiveFound(query, all));
                }
                Effect::ReadZone(name) => {
                    let offset = if name == "America/New_York" { -300 } else { OFFSET };
                    let table = ZoneTable::new(&name, vec![(Stamp(0), offset)], Stamp(i64::MAX));
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
                let database = self.database.as_ref().unwrap_or(&self.kept).clone().into_iter().collect();
                let archived = self.archive.clone().into_iter().collect();
                DataEvent::Gathered(Gathered { quick, database, archived })
            }
            DataEffect::FindOld(days, since) => {
                let old = |text: &String| app::Envelope::of(text).is_some_and(|it| it.stamp < since);
                let found = self.archive.iter().filter(|(_, text)| old(text));
                DataEvent::OldFound(days, found.map(|(key, text)| (key.clone(), text.clone())).collect())
            }
            DataEffect::Unarchive(keys) => return keys.iter().for_each(|key| drop(self.archive.remove(key))),
            DataEffect::Write(_) => DataEvent::Written(Some(false)),
            DataEffect::PutAll { records, archived } => {
                if self.refuse.is_none() {
                    records.iter().for_each(|(key, text)| self.keep(key, text));
                    self.archive.extend(archived.into_iter().map(|(key, text)| (key, text.to_string())));
                }
                DataEvent::Restored(self.refuse.map_or(Ok(()), Err))
            }
            DataEffect::PickFile | DataEffect::EraseAll { .. } | DataEffect::AwaitDay => return,
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
        if app::Envelope::of(text).is_some_and(|it| it.gone) {
            self.kept.remove(key);
        } else {
            self.kept.insert(key.into(), text.into());
        }
    }

    /// What was written last.
    pub fn written(&self) -> Option<(String, Stamp)> {
        self.latest.iter().rev().find_map(|effect| match effect {
            Effect::Write { key, stamp, .. } => Some((key.clone(), *stamp)),
            _ => None,
        })
    }

    pub fn press(&mut self, key: &str) {
        self.happen(Event::Key(KeyPress { key: key.into(), command: false, alt: false }));
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

    pub fn call(&self) -> &call::Call {
        &self.model.on_call().unwrap().call
    }

    /// Where the focus was sent last.
    pub fn focus(&self) -> Option<&'static str> {
        self.asked.iter().rev().find_map(|effect| if let Effect::Focus(id) = effect { Some(*id) } else { None })
    }
}
