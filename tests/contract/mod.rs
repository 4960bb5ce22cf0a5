//! What every shell owes the desk: which answers follow an effect, in which order, where it is carried out and where the
//! browser refuses it. The real shell is held to it in a browser, its stand-in in the native tests: `tests/browser/answers.rs`
//! and `tests/contract.rs`.

use callflow::app::host::{Alone, Hello};
use callflow::app::lock::Reach;
use callflow::app::{DataEffect, DataEvent, Effect, Event, FromHost, FromMicrophone, LockEffect, LockEvent, SealedFor};
use callflow::domain::{Id, Locale, Stamp};
use callflow::store::{Batch, LockRecord, Purpose, StoreEffect, Stored, Theme, Version};
use std::rc::Rc;

/// What is owed for one effect.
pub struct Case {
    pub effect: Effect,
    /// Where it is carried out.
    pub done: Answers,
    /// Where the browser refuses it.
    pub refused: Answers,
    /// The stand-in leaves the answer to the test, which says what it wants it to be.
    pub by_test: bool,
}

#[derive(Clone, Copy)]
pub enum Answers {
    /// These, see [`kind`].
    Come(&'static [&'static str]),
    /// These, but no test can bring the real shell to it, for this reason.
    Owed(&'static [&'static str], &'static str),
    /// It cannot be refused, for this reason.
    Never(&'static str),
}

use Answers::{Come, Never, Owed};

const NONE: Answers = Come(&[]);
const UNTOLD: Answers = NONE;
const PAGE: Answers = Never("it is done in the page itself");
const RELOAD: &str = "it loads the page anew, and the test with it";
const LOCK: &str = "it takes a lock that was put on, see tests/e2e/lock.spec.mjs";
const GESTURE: &str = "browsers ask for a gesture of a person, or show a window no test can answer";

/// Every effect once.
pub fn cases() -> Vec<Case> {
    let told = |effect, done, refused| Case { effect, done, refused, by_test: false };
    let by_test = |effect, done, refused| Case { effect, done, refused, by_test: true };
    let key = || "lead:contract".to_owned();
    let text = r#"{"format":3,"version":1,"stamp":1,"data":{"name":"Ann"}}"#;
    let version = Version { count: 1, at: Stamp(1) };
    let lock = || LockRecord { key: "AAAA".into(), wrapped: None, done: true };
    let batch = Batch { purpose: Purpose::Restore, records: vec![(key(), text.into())], archived: Vec::new() };
    vec![
        told(Effect::Store(StoreEffect::OpenDatabase), Come(&["database came"]), Come(&["database came: fault"])),
        told(
            Effect::Store(StoreEffect::Write { key: key(), text: text.into(), version, quick: true }),
            Come(&["kept surely"]),
            Come(&["not kept"]),
        ),
        told(Effect::Store(StoreEffect::Cache { key: key(), text: text.into() }), NONE, UNTOLD),
        by_test(Effect::Store(StoreEffect::Secure(vec![key()])), Come(&["secured"]), Come(&["secured: fault"])),
        told(
            Effect::Store(StoreEffect::Archive {
                calls: Vec::new(),
                others: vec![key()],
                figures: ("figures:1".into(), text.into()),
            }),
            Come(&["archived"]),
            Come(&["archived: fault"]),
        ),
        told(Effect::Store(StoreEffect::Uncache(vec![key()])), NONE, UNTOLD),
        told(
            Effect::Store(StoreEffect::SearchArchive("Ann".into())),
            Come(&["archive found"]),
            Come(&["archive found: fault"]),
        ),
        told(
            Effect::Store(StoreEffect::Recall { lead_id: Id::new("contract"), named: "Ann".into() }),
            Come(&["customer recalled"]),
            Come(&["customer recalled: fault"]),
        ),
        told(Effect::Store(StoreEffect::Purge(vec![key()])), NONE, UNTOLD),
        told(
            Effect::FindTabs(Id::new("tab")),
            Come(&["tabs came"]),
            Never("where nothing tells of other tabs, this one is alone"),
        ),
        told(
            Effect::Claim { call: Id::new("contract"), force: false },
            Come(&["call claimed"]),
            Owed(&["call claimed: another has it"], "it takes another tab, see tests/e2e/tabs.spec.mjs"),
        ),
        told(Effect::Release, NONE, PAGE),
        told(Effect::GuardBack, NONE, PAGE),
        told(Effect::FetchFlow(Locale::En), Come(&["flow came"]), Come(&["flow came: none"])),
        told(Effect::ReadZone("America/New_York".into()), Come(&["zone came"]), Come(&["zone came: none"])),
        by_test(Effect::ReadZoneNames, Come(&["zone names came"]), Never("a browser without them names its own")),
        by_test(
            Effect::CallZones(Locale::En, vec!["Asia/Shanghai".into()]),
            Come(&["zones called"]),
            Never("a zone it does not know has an empty name"),
        ),
        by_test(Effect::FetchSounds, Come(&["sounds came"]), Come(&["sounds came: none"])),
        by_test(Effect::Copy("text".into()), Come(&["copied"]), Come(&["copied: not"])),
        by_test(
            Effect::Download { name: "a.txt".into(), mime: "text/plain", text: "text".into() },
            NONE,
            Owed(&["held back"], "it takes the frame of another page, see tests/e2e/embed-sandbox.spec.mjs"),
        ),
        by_test(Effect::AwaitRelease("h".into()), Owed(&["key released"], GESTURE), PAGE),
        by_test(Effect::OpenMicrophone, Owed(&["microphone opened"], GESTURE), Come(&["microphone opened: fault"])),
        told(Effect::CloseMicrophone, NONE, PAGE),
        told(Effect::Focus("nowhere"), NONE, PAGE),
        told(Effect::ShowTop, NONE, PAGE),
        told(Effect::ShowLine, NONE, PAGE),
        told(Effect::KeepFocus, NONE, PAGE),
        told(Effect::GiveFocusBack, NONE, PAGE),
        told(Effect::ShowLocale(Locale::En), NONE, PAGE),
        told(Effect::ShowTheme(Theme::System), NONE, PAGE),
        by_test(Effect::LookAtLasting, Come(&["lasting came"]), Come(&["lasting came"])),
        by_test(Effect::AskToLast, Come(&["lasting came"]), Come(&["lasting came"])),
        by_test(Effect::LookAtReminders, Come(&["reminders came"]), Come(&["reminders came"])),
        by_test(Effect::AskForReminders, Owed(&["reminders came"], GESTURE), Come(&["reminders came"])),
        told(Effect::Notify { title: "title".into(), text: "text".into() }, NONE, UNTOLD),
        told(
            Effect::MeetHost,
            Come(&["around"]),
            Owed(&["around: alone"], "it takes a page around, see tests/e2e/embed-config.spec.mjs"),
        ),
        told(
            Effect::Welcome(Hello { origin: "https://crm.example".into(), id: "knock-0000000001".into() }),
            NONE,
            UNTOLD,
        ),
        told(Effect::Tell("{}".into()), NONE, UNTOLD),
        by_test(
            Effect::ReadDropped,
            Owed(&["dropped"], "it takes a page around, see tests/e2e/embed.spec.mjs"),
            Come(&[]),
        ),
        told(Effect::Data(DataEffect::Place("a.jsonl".into())), Come(&["placed"]), Come(&["placed: nowhere"])),
        told(Effect::Data(DataEffect::Write("text".into())), Come(&["written"]), Come(&["written: not"])),
        told(Effect::Data(DataEffect::Gather), Come(&["gathered"]), Come(&["gathered: fault"])),
        told(Effect::Data(DataEffect::Put(Rc::new(batch))), Come(&["put"]), Come(&["put: fault"])),
        told(Effect::Data(DataEffect::FindOld(30, Stamp(1))), Come(&["old found"]), Come(&["old found: fault"])),
        told(Effect::Data(DataEffect::Redate(Stamp(1))), NONE, UNTOLD),
        by_test(
            Effect::Data(DataEffect::PickFile),
            Owed(&["file came"], GESTURE),
            Owed(&["file came: fault"], GESTURE),
        ),
        by_test(
            Effect::Data(DataEffect::EraseAll { key: "erased".into(), mark: text.into() }),
            Owed(&[], RELOAD),
            Come(&["not erased"]),
        ),
        by_test(Effect::Data(DataEffect::AwaitDay), Owed(&["day passed"], "a day is long"), PAGE),
        by_test(Effect::Lock(LockEffect::Open(None)), Owed(&["opened"], LOCK), Owed(&["opened: fault"], LOCK)),
        by_test(Effect::Lock(LockEffect::Look), Owed(&[], RELOAD), Owed(&[], RELOAD)),
        by_test(
            Effect::Lock(LockEffect::OpenGiven { passphrase: None, records: Vec::new() }),
            Owed(&["opened"], LOCK),
            Come(&["opened: fault"]),
        ),
        by_test(
            Effect::Lock(LockEffect::Seal(vec![(key(), Some(text.into()))], SealedFor::Change)),
            Come(&["sealed"]),
            Never("what cannot be sealed is handed on as it is"),
        ),
        by_test(
            Effect::Lock(LockEffect::Unseal(vec![(key(), text.into())])),
            Come(&["unsealed"]),
            Never("what cannot be opened is handed on as it is"),
        ),
        by_test(Effect::Lock(LockEffect::Make("passphrase".into())), Come(&["made"]), Come(&["made: fault"])),
        by_test(
            Effect::Lock(LockEffect::Renew { lock: lock(), old: "a".into(), new: "b".into() }),
            Come(&["made"]),
            Come(&["made: fault"]),
        ),
        by_test(
            Effect::Lock(LockEffect::Bare { lock: lock(), old: "a".into() }),
            Come(&["made"]),
            Owed(&["made: fault"], LOCK),
        ),
        by_test(
            Effect::Lock(LockEffect::Bring { seal: false, reach: Reach::Homes }),
            Come(&["brought"]),
            Come(&["brought: fault"]),
        ),
        by_test(Effect::Lock(LockEffect::Found(text.into())), Owed(&[], RELOAD), Owed(&["unasked"], LOCK)),
        by_test(Effect::Lock(LockEffect::Leave), NONE, PAGE),
        by_test(Effect::Lock(LockEffect::AwaitIdle(1)), Owed(&["idle"], "a minute is long"), PAGE),
        by_test(Effect::Lock(LockEffect::Shut), Owed(&[], RELOAD), PAGE),
    ]
}

/// What an answer is, and whether it is that of a shell that was refused something.
pub fn kind(event: &Event) -> &'static str {
    const fn of(ok: bool, [done, refused]: [&'static str; 2]) -> &'static str {
        if ok { done } else { refused }
    }
    match event {
        Event::Kept { held, .. } => match held {
            Stored::Durable => "kept surely",
            Stored::LocalOnly(_) => "kept in localStorage only",
            Stored::Failed(_) => "not kept",
        },
        Event::Secured { result, .. } => of(result.is_ok(), ["secured", "secured: fault"]),
        Event::DatabaseCame(result) => of(result.is_ok(), ["database came", "database came: fault"]),
        Event::Archived { result, .. } => of(result.is_ok(), ["archived", "archived: fault"]),
        Event::ArchiveFound(_, result) => of(result.is_ok(), ["archive found", "archive found: fault"]),
        Event::CustomerRecalled(_, result) => of(result.is_ok(), ["customer recalled", "customer recalled: fault"]),
        Event::TabsCame { .. } => "tabs came",
        Event::CallClaimed { ours, .. } => of(*ours, ["call claimed", "call claimed: another has it"]),
        Event::FlowCame(_, text) => of(text.is_some(), ["flow came", "flow came: none"]),
        Event::SoundsCame(text) => of(text.is_some(), ["sounds came", "sounds came: none"]),
        Event::ZoneCame { table, .. } => of(table.is_some(), ["zone came", "zone came: none"]),
        Event::ZoneNamesCame(_) => "zone names came",
        Event::ZonesCalled(_) => "zones called",
        Event::Copied(done) => of(*done, ["copied", "copied: not"]),
        Event::HeldBack(..) => "held back",
        Event::KeyReleased => "key released",
        Event::FromMicrophone(FromMicrophone::Opened(result)) => {
            of(result.is_ok(), ["microphone opened", "microphone opened: fault"])
        }
        Event::LastingCame(_) => "lasting came",
        Event::RemindersCame(_) => "reminders came",
        // A page nobody is around is not refused anything.
        Event::FromHost(FromHost::Around(_, alone)) => {
            of(matches!(alone, None | Some(Alone::NoHost)), ["around", "around: alone"])
        }
        Event::FromHost(FromHost::Dropped(_)) => "dropped",
        Event::Data(event) => match event {
            DataEvent::Placed(somewhere) => of(*somewhere, ["placed", "placed: nowhere"]),
            DataEvent::Written(written) => of(written.is_some(), ["written", "written: not"]),
            DataEvent::Gathered(result) => of(result.is_ok(), ["gathered", "gathered: fault"]),
            DataEvent::Put(_, result) => of(result.is_ok(), ["put", "put: fault"]),
            DataEvent::OldFound(_, result) => of(result.is_ok(), ["old found", "old found: fault"]),
            DataEvent::FileCame(result) => of(result.is_ok(), ["file came", "file came: fault"]),
            DataEvent::NotErased(_) => "not erased",
            DataEvent::DayPassed => "day passed",
            _ => "not of a shell",
        },
        Event::Lock(event) => match event {
            LockEvent::Opened(result) => of(result.is_ok(), ["opened", "opened: fault"]),
            LockEvent::Made(result) => of(result.is_ok(), ["made", "made: fault"]),
            LockEvent::Brought(result) => of(result.is_ok(), ["brought", "brought: fault"]),
            LockEvent::Sealed(..) => "sealed",
            LockEvent::Unsealed(_) => "unsealed",
            LockEvent::Unasked => "unasked",
            LockEvent::Idle => "idle",
            _ => "not of a shell",
        },
        _ => "not of a shell",
    }
}

/// The place of an effect's case. A new effect does not compile before it has one.
pub fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Store(StoreEffect::OpenDatabase) => "OpenDatabase",
        Effect::Store(StoreEffect::Write { .. }) => "Write",
        Effect::Store(StoreEffect::Cache { .. }) => "Cache",
        Effect::Store(StoreEffect::Secure(_)) => "Secure",
        Effect::Store(StoreEffect::Archive { .. }) => "Archive",
        Effect::Store(StoreEffect::Uncache(_)) => "Uncache",
        Effect::Store(StoreEffect::SearchArchive(_)) => "SearchArchive",
        Effect::Store(StoreEffect::Recall { .. }) => "Recall",
        Effect::Store(StoreEffect::Purge(_)) => "Purge",
        Effect::FindTabs(_) => "FindTabs",
        Effect::Claim { .. } => "Claim",
        Effect::Release => "Release",
        Effect::GuardBack => "GuardBack",
        Effect::FetchFlow(_) => "FetchFlow",
        Effect::ReadZone(_) => "ReadZone",
        Effect::ReadZoneNames => "ReadZoneNames",
        Effect::CallZones(..) => "CallZones",
        Effect::FetchSounds => "FetchSounds",
        Effect::Copy(_) => "Copy",
        Effect::Download { .. } => "Download",
        Effect::AwaitRelease(_) => "AwaitRelease",
        Effect::OpenMicrophone => "OpenMicrophone",
        Effect::CloseMicrophone => "CloseMicrophone",
        Effect::Focus(_) => "Focus",
        Effect::ShowTop => "ShowTop",
        Effect::ShowLine => "ShowLine",
        Effect::KeepFocus => "KeepFocus",
        Effect::GiveFocusBack => "GiveFocusBack",
        Effect::ShowLocale(_) => "ShowLocale",
        Effect::ShowTheme(_) => "ShowTheme",
        Effect::LookAtLasting => "LookAtLasting",
        Effect::AskToLast => "AskToLast",
        Effect::LookAtReminders => "LookAtReminders",
        Effect::AskForReminders => "AskForReminders",
        Effect::Notify { .. } => "Notify",
        Effect::MeetHost => "MeetHost",
        Effect::Welcome(_) => "Welcome",
        Effect::Tell(_) => "Tell",
        Effect::ReadDropped => "ReadDropped",
        Effect::Data(effect) => match effect {
            DataEffect::Place(_) => "Data::Place",
            DataEffect::Gather => "Data::Gather",
            DataEffect::Write(_) => "Data::Write",
            DataEffect::PickFile => "Data::PickFile",
            DataEffect::Put(_) => "Data::Put",
            DataEffect::FindOld(..) => "Data::FindOld",
            DataEffect::EraseAll { .. } => "Data::EraseAll",
            DataEffect::Redate(_) => "Data::Redate",
            DataEffect::AwaitDay => "Data::AwaitDay",
        },
        Effect::Lock(effect) => match effect {
            LockEffect::Open(_) => "Lock::Open",
            LockEffect::Look => "Lock::Look",
            LockEffect::OpenGiven { .. } => "Lock::OpenGiven",
            LockEffect::Seal(..) => "Lock::Seal",
            LockEffect::Unseal(_) => "Lock::Unseal",
            LockEffect::Make(_) => "Lock::Make",
            LockEffect::Renew { .. } => "Lock::Renew",
            LockEffect::Bare { .. } => "Lock::Bare",
            LockEffect::Bring { .. } => "Lock::Bring",
            LockEffect::Found(_) => "Lock::Found",
            LockEffect::Leave => "Lock::Leave",
            LockEffect::AwaitIdle(_) => "Lock::AwaitIdle",
            LockEffect::Shut => "Lock::Shut",
        },
    }
}
