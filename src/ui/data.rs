//! The data sheet: where records are, backup and restore, one person, keeping times, and everything erased.

use super::Wire;
use super::el::{Attr, El, On, el, list};
use super::frame::own_tab;
use super::lock;
use super::over::sheet;
use super::parts::{act, facts, field, hint, pick, plain_button, tick};
use crate::app::view::{DataView, Where};
use crate::app::{DataEvent, Event, LockTold, Stage, Stay, Tally, Task, Told, Unread, Wish, Wished, words};
use crate::domain::Lead;
use crate::store::backup::{Column, LineFault, Plan};
use crate::store::person::Person;
use crate::store::{RecordKind, retention};
use crate::text::{Texts, fill, texts};

/// How many lines that cannot be used are told one by one.
const FAULTS: usize = 5;

/// The sheet.
pub fn data(view: &DataView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let busy = matches!(view.stage, Stage::Busy(_));
    sheet(t.keep_data, view.locale, wire)
        .add(el("div").class("data-told").attr(Attr::Role, "status").maybe(busy.then(|| hint(t.data_busy))))
        .add(place(view, t, wire))
        .add(backup(view, t, wire))
        .add(restore(view, t, wire))
        .add(person(view, t, wire))
        .add(keeping_time(view, t, wire))
        .add(lock::section(view, t, wire))
        .add(erase(&view.stage, view.on_call, t, wire))
}

/// A part of the sheet, with what is told of it.
pub fn section(title: &str, test: &str, told: Option<Told>, t: &Texts) -> El {
    let told = told.map(|told| {
        let bad = matches!(
            told,
            Told::NotWritten
                | Told::BadFile(_)
                | Told::NotRestored(_)
                | Told::NotRead(_)
                | Told::PersonNotErased
                | Told::Nobody
                | Told::Lock(LockTold::NotKept(_) | LockTold::Unfinished(_))
                | Told::NotErased(_)
        );
        let class = if bad { "refused" } else { "fixed" };
        el("p").class(class).attr(Attr::Role, "status").test("data-told").text(&words::told(told, t))
    });
    let section = el("section").class("data-part").label(title).test(test);
    section.add(el("h3").class("panel-title").text(title)).maybe(told)
}

/// What is told, if it is of this part.
pub fn told(stage: &Stage, of: fn(Told) -> bool) -> Option<Told> {
    if let Stage::Told(told) = *stage { Some(told).filter(|told| of(*told)) } else { None }
}

fn send(text: &str, event: DataEvent, wire: &Wire) -> El {
    act(text, Event::Data(event), wire)
}

fn place(view: &DataView, t: &Texts, wire: &Wire) -> El {
    let place = match view.place {
        Where::Both => t.data_both,
        Where::Quick => t.data_quick,
        Where::Nowhere => t.data_nowhere,
    };
    let wish = view.wish.filter(|_| view.stay == Stay::UntilTidied).and_then(|wish| match wish {
        Wish::Open => Some(el("div").class("row").add(act(t.stay_ask, Event::AskToLast, wire).test("ask-to-last"))),
        Wish::Refused => Some(hint(t.stay_refused)),
        Wish::Pointless => None,
    });
    section(t.data_where, "data-where", None, t)
        .add(el("p").test("stay").text(words::stay(view.stay, t)))
        .maybe(wish)
        .add(el("p").text(place))
        .maybe(view.by_host.map(|records| by_host(records, t, wire)))
        .add(hint(&fill(t.data_full, &[("n", &view.full.to_string())])))
        .add(hint(t.data_alone))
}

fn of_backup(told: Told) -> bool {
    matches!(told, Told::Written(_) | Told::NotWritten | Told::NotRead(Unread::BackUp))
}

fn of_restore(told: Told) -> bool {
    matches!(told, Told::BadFile(_) | Told::Restored(_) | Told::NotRestored(_) | Told::NotRead(Unread::Restore))
}

fn of_person(told: Told) -> bool {
    matches!(told, Told::Nobody | Told::Erased(_) | Told::PersonNotErased | Told::NotRead(Unread::Person))
}

fn of_keeping_time(told: Told) -> bool {
    matches!(told, Told::Keeps(_) | Told::NotRead(Unread::Expire))
}

/// The page around keeps what the browser does not.
fn by_host(records: usize, t: &Texts, wire: &Wire) -> El {
    let download = act(t.keep_download, Event::DownloadUnkept, wire).test("download-unkept");
    let acts = el("div").class("row").maybe((records > 0).then_some(download)).add(own_tab(t));
    list().add(el("p").test("kept-by-host").text(&fill(t.data_by_host, &[("n", &records.to_string())]))).add(acts)
}

fn backup(view: &DataView, t: &Texts, wire: &Wire) -> El {
    let last = match (&view.backup, view.due) {
        (_, Some(due)) => el("p").class("missing").test("data-due").text(&words::due(due, t)),
        (Some(when), None) => hint(&fill(t.data_backup_last, &[("when", when)])),
        (None, None) => hint(t.data_backup_never),
    };
    section(t.data_backup, "data-backup", told(&view.stage, of_backup), t)
        .add(hint(t.data_backup_hint))
        .add(last)
        .add(el("div").class("row").add(send(t.remind_backup_now, DataEvent::BackUp, wire).test("back-up")))
}

fn restore(view: &DataView, t: &Texts, wire: &Wire) -> El {
    let pick = send(t.data_restore_pick, DataEvent::PickFile, wire).test("pick-file");
    let plan = if let Stage::Restore(plan, wished) = &view.stage { Some((&**plan, *wished)) } else { None };
    section(t.data_restore, "data-restore", told(&view.stage, of_restore), t)
        .add(hint(t.data_restore_hint))
        .add(el("div").class("row").add(pick))
        .maybe(plan.map(|(plan, wished)| planned(plan, wished, view, t, wire)))
}

/// What a file would change.
fn planned(plan: &Plan, wished: Wished, view: &DataView, t: &Texts, wire: &Wire) -> El {
    let count = plan.count(wished.removed);
    let go = || {
        let text = fill(t.data_restore_go, &[("n", &count.to_string())]);
        send(&text, DataEvent::Restore, wire).class("act primary").test("restore")
    };
    let told =
        |text: &str, n: usize| (n > 0).then(|| el("p").class("missing").text(&fill(text, &[("n", &n.to_string())])));
    let removed = (!plan.removed.is_empty()).then(|| {
        let wish = Wished { removed: !wished.removed, ..wished };
        let text = fill(t.data_restore_gone, &[("n", &plan.removed.len().to_string())]);
        choice(&text, t.data_restore_gone_too, "restore-removed", wished.removed, wish, wire)
    });
    let days = plan.days.map(|days| {
        let wish = Wished { days: !wished.days, ..wished };
        let text = fill(t.data_restore_days, &[("n", &days.to_string())]);
        choice(&text, t.data_restore_days_too, "restore-days", wished.days, wish, wire)
    });
    let all_here = plan.count(true) == 0 && plan.faults.is_empty() && plan.missing == 0;
    asked("restore-plan")
        .add(el("p").text(&fill(t.data_restore_made, &[("when", &view.made)])))
        .add(rows(plan, t))
        .maybe(told(t.data_restore_newer, plan.newer))
        .maybe(told(t.data_restore_missing, plan.missing))
        .maybe((!plan.faults.is_empty()).then(|| faults(&plan.faults, t)))
        .maybe(removed)
        .maybe(days)
        .maybe(all_here.then(|| el("p").text(t.data_restore_none)))
        .add(ways((count > 0).then(go), view.on_call, t, wire))
}

/// Of each kind of record, what would become of how many.
fn rows(plan: &Plan, t: &Texts) -> El {
    let name = |column| match column {
        Column::Add => t.data_restore_add,
        Column::Replace => t.data_restore_replace,
        Column::Keep => t.data_restore_skip,
        Column::Removed => t.data_restore_removed,
    };
    // What is true of no record takes no room.
    let used = |column: &Column| plan.rows.iter().any(|counts| counts[*column as usize] > 0);
    let columns: Vec<Column> = Column::ALL.into_iter().filter(used).collect();
    let heading = |text: &str| el("th").attr(Attr::Scope, "col").text(text);
    let head = el("tr").add(heading(t.data_restore_kind)).each(columns.iter().map(|column| heading(name(*column))));
    let rows = RecordKind::ALL.into_iter().zip(plan.rows).filter(|(_, counts)| counts.iter().any(|count| *count > 0));
    let rows = rows.map(|(sort, counts)| {
        let name = el("th").attr(Attr::Scope, "row").text(words::sort(sort, t));
        let cells = columns.iter().map(|column| el("td").text(&counts[*column as usize].to_string()));
        el("tr").add(name).each(cells)
    });
    el("table").class("data-table").add(el("thead").add(head)).add(el("tbody").each(rows))
}

/// The lines that are not taken, the first of them one by one.
fn faults(faults: &[LineFault], t: &Texts) -> El {
    let number = |text: &str, n: usize| fill(text, &[("n", &n.to_string())]);
    let line = |it: &LineFault| {
        let (n, why) = (it.line.to_string(), words::line_fault(it.why, t));
        el("li").text(&fill(t.data_restore_line, &[("n", &n), ("why", why)]))
    };
    let more = faults.len().saturating_sub(FAULTS);
    list()
        .add(el("p").class("missing").text(&number(t.data_restore_faults, faults.len())))
        .add(el("ul").test("line-faults").each(faults.iter().take(FAULTS).map(line)))
        .maybe((more > 0).then(|| hint(&number(t.data_restore_more, more))))
}

/// Something that is restored only if it is asked for.
fn choice(text: &str, label: &str, test: &'static str, on: bool, wish: Wished, wire: &Wire) -> El {
    let event = Event::Data(DataEvent::Wish(wish));
    list().add(el("p").class("missing").text(text)).add(tick(label, on, event, wire).test(test))
}

/// What is asked before something is done.
pub fn asked(test: &str) -> El {
    el("div").class("data-asked").attr(Attr::Role, "group").test(test)
}

/// Going on, and not. Below a call on the desk nothing is taken away.
pub fn ways(go: Option<El>, on_call: bool, t: &Texts, wire: &Wire) -> El {
    let back = send(t.data_cancel, DataEvent::Back, wire).class("act quiet").test("data-cancel");
    let waits = on_call && go.is_some();
    list()
        .maybe(waits.then(|| el("p").class("missing").text(t.data_on_call)))
        .add(el("div").class("row").maybe(go.filter(|_| !waits)).add(back))
}

/// How many records of each kind.
fn counts(tally: &Tally, t: &Texts) -> El {
    let some = RecordKind::ALL.into_iter().zip(tally).filter(|(_, count)| **count > 0);
    facts(some.map(|(sort, count)| (words::sort(sort, t), list().text(&count.to_string()))))
}

fn person(view: &DataView, t: &Texts, wire: &Wire) -> El {
    let dispatch = wire.dispatch.clone();
    let typed = Box::new(move |text| dispatch.emit(Event::Data(DataEvent::Query(text))));
    let find = plain_button().attr(Attr::Type, "submit").text(t.data_person_find).test("find-person");
    let find = find.send(On::Click, Event::Data(DataEvent::Find), wire);
    let form = el("form")
        .class("row data-find")
        .add(field("person-query", t.data_person_query, &view.query, "text", typed))
        .add(find);
    let found = match &view.stage {
        Stage::Found(people) => Some(which(people, t, wire)),
        Stage::Person(person, sure) => Some(about(person, *sure, view, t, wire)),
        _ => None,
    };
    section(t.data_person, "data-person", told(&view.stage, of_person), t)
        .add(hint(t.data_person_hint))
        .add(form)
        .maybe(found)
}

/// As they are called.
fn called(lead: &Lead) -> String {
    let parts: Vec<&str> = [&*lead.name, &lead.company, &lead.phone].into_iter().filter(|it| !it.is_empty()).collect();
    parts.join(" · ")
}

fn which(people: &[Person], t: &Texts, wire: &Wire) -> El {
    let person = |(place, person): (usize, &Person)| {
        let name = person.called.first().map(called).unwrap_or_default();
        el("li").add(send(&name, DataEvent::Choose(place), wire).test("person"))
    };
    asked("people")
        .add(el("p").text(t.data_person_which))
        .add(el("ul").class("ticks").each(people.iter().enumerate().map(person)))
}

fn about(person: &Person, sure: bool, view: &DataView, t: &Texts, wire: &Wire) -> El {
    let names = person.called.iter().map(|lead| el("li").text(&called(lead)));
    let erase = match sure {
        false => send(t.data_person_erase, DataEvent::Erase, wire).class("act danger").test("erase-person"),
        true => send(t.data_person_erase_now, DataEvent::Erase, wire).class("act danger").test("erase-person-now"),
    };
    let export = send(t.data_person_export, DataEvent::Export, wire).test("export-person");
    asked("about-person")
        .add(el("ul").each(names))
        .add(el("h4").text(t.data_person_all))
        .add(counts(&view.goes, t))
        .maybe((!sure).then(|| el("div").class("row").add(export)))
        .maybe(sure.then(|| el("p").class("missing").text(t.data_person_sure)))
        .add(ways(Some(erase), view.on_call, t, wire))
}

fn keeping_time(view: &DataView, t: &Texts, wire: &Wire) -> El {
    let chosen = if let Stage::Expire(days, _) = view.stage { days } else { view.days };
    let dispatch = wire.dispatch.clone();
    let tell = Box::new(move |days: String| dispatch.emit(Event::Data(DataEvent::Expire(days.parse().unwrap_or(0)))));
    let name = |days: u16| match days {
        0 => t.data_expire_never.to_owned(),
        days => fill(t.data_expire_days, &[("n", &days.to_string())]),
    };
    let days: Vec<(String, String)> =
        std::iter::once(0).chain(retention::CHOICES).map(|days| (days.to_string(), name(days))).collect();
    let options = days.iter().map(|(value, name)| (value.as_str(), name.clone()));
    let asked = matches!(view.stage, Stage::Expire(..)).then(|| {
        let nothing = view.goes == Tally::default();
        let goes = match (chosen, nothing) {
            (0, _) => list(),
            (_, true) => el("p").text(t.data_expire_nothing),
            (_, false) => list().add(el("p").class("missing").text(t.data_expire_now)).add(counts(&view.goes, t)),
        };
        let class = if nothing { "act primary" } else { "act danger" };
        let go = send(t.data_expire_go, DataEvent::ExpireNow, wire).class(class).test("expire");
        asked("expire-plan").add(goes).add(ways(Some(go), view.on_call, t, wire))
    });
    section(t.data_expire, "data-expire", told(&view.stage, of_keeping_time), t)
        .add(hint(t.data_expire_hint))
        .add(pick("keep-days", t.data_expire_after, &chosen.to_string(), options, tell))
        .maybe(asked)
}

/// Emptying everything; before the lock is opened too.
pub fn erase(stage: &Stage, on_call: bool, t: &Texts, wire: &Wire) -> El {
    let first = send(t.data_erase_ask, DataEvent::EraseAll, wire).class("act danger").test("erase-all");
    let typed = if let Stage::EraseAll(word) = stage { Some(word) } else { None };
    let asked = typed.map(|word| {
        let dispatch = wire.dispatch.clone();
        let tell = Box::new(move |word| dispatch.emit(Event::Data(DataEvent::Confirm(word))));
        let label = fill(t.data_erase_type, &[("word", t.data_erase_word)]);
        let fits = word.trim().eq_ignore_ascii_case(t.data_erase_word);
        let go = send(t.data_erase_go, DataEvent::EraseAllNow, wire).class("act danger");
        let go = go.flag(Attr::Disabled, !fits).test("erase-all-now");
        asked("erase-asked").add(field("erase-word", &label, word, "text", tell)).add(ways(Some(go), on_call, t, wire))
    });
    let working = matches!(stage, Stage::Busy(Task::EraseAll));
    section(t.data_erase, "data-erase", told(stage, |it| matches!(it, Told::NotErased(_))), t)
        .add(hint(t.data_erase_hint))
        .add(el("div").class("row").add(first.flag(Attr::Disabled, working)))
        .maybe(asked)
}
