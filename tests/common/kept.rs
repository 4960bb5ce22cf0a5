//! A desk with something to look after, and what is done with it.

use super::desk::Desk;
use callflow::app::{DataEffect, DataEvent, Effect, Event, Stage};
use callflow::domain::call::Disposition;
use callflow::domain::{LeadField, call};
use callflow::store::Opened;
use callflow::store::backup::{Column, Plan};
use std::collections::BTreeMap;
use std::rc::Rc;

pub type Records = BTreeMap<String, String>;

/// A day, in milliseconds.
pub const DAY: i64 = 24 * 3_600_000;

pub fn data(desk: &mut Desk, event: DataEvent) {
    desk.happen(Event::Data(event));
}

/// Calls with these people, two of whom agreed to something.
pub fn full() -> Desk {
    let mut desk = Desk::open(Records::new());
    for (name, company, phone) in [("Helen Young", "Harbour", "+44 20 7946 0018"), ("Ben", "Harbour", "")] {
        call_to(&mut desk, name, company, phone);
    }
    desk
}

pub fn call_to(desk: &mut Desk, name: &str, company: &str, phone: &str) {
    for (field, text) in [(LeadField::Name, name), (LeadField::Company, company), (LeadField::Phone, phone)] {
        desk.happen(Event::SetLead(field, text.into()));
    }
    desk.happen(Event::StartCall);
    desk.happen(Event::Do(call::Event::Noted { text: format!("{name} likes tea") }));
    desk.happen(Event::OpenTool(callflow::domain::flow::Tool::FollowUp));
    desk.happen(Event::TypeTime("tomorrow 10am".into()));
    desk.happen(Event::Promise);
    let mut draft = desk.model.on_call().unwrap().promise.draft.clone();
    draft.purpose = "send papers".into();
    draft.reason = "asked for it".into();
    desk.happen(Event::EditPromise(Box::new(draft)));
    desk.happen(Event::Promise);
    desk.happen(Event::Do(call::Event::Ended));
    desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Callback }));
    desk.happen(Event::Do(call::Event::Closed));
    assert!(desk.model.on_call().is_none(), "{:?} {:?}", desk.model.notice, desk.asked.last());
}

/// The file of a backup that is made now.
pub fn back_up(desk: &mut Desk) -> String {
    data(desk, DataEvent::BackUp);
    desk.file().unwrap()
}

/// What a file would change.
pub fn plan(desk: &mut Desk, file: &str) -> Rc<Plan> {
    data(desk, DataEvent::FileCame(Ok(file.into())));
    let Stage::Restore(plan, _) = &desk.model.data.stage else { panic!("{:?}", desk.model.data.stage) };
    Rc::clone(plan)
}

/// Restores a file; how many records were added, replaced and left as they were.
pub fn restore(desk: &mut Desk, file: &str) -> [usize; 3] {
    let plan = plan(desk, file);
    data(desk, DataEvent::Restore);
    [Column::Add, Column::Replace, Column::Keep].map(|column| plan.rows.iter().map(|row| row[column as usize]).sum())
}

/// Two calls of long ago that went to the archive, and one of today.
pub fn with_archive() -> Desk {
    let mut desk = full();
    desk.now += 40 * DAY;
    for call in desk.model.records.calls.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>() {
        desk.happen(Event::Settle { call, done: true });
    }
    let records = desk.kept.clone().into_iter().collect();
    desk.happen(Event::DatabaseCame(Ok(Opened { records, archived: 0 })));
    assert_eq!(desk.archive.keys().filter(|key| key.starts_with("call:")).count(), 2);
    call_to(&mut desk, "Today", "Elsewhere", "");
    desk
}

/// Everything is erased; the mark that stays.
pub fn erase_everything(desk: &mut Desk) -> (String, String) {
    for event in [DataEvent::EraseAll, DataEvent::Confirm("erase".into()), DataEvent::EraseAllNow] {
        data(desk, event);
    }
    let mark = desk.latest.iter().find_map(|it| match it {
        Effect::Data(DataEffect::EraseAll { key, mark }) => Some((key.clone(), mark.to_string())),
        _ => None,
    });
    mark.expect("everything is erased")
}

/// Everything about whoever fits is erased.
pub fn erase_person(desk: &mut Desk, query: &str) {
    data(desk, DataEvent::Query(query.into()));
    [DataEvent::Find, DataEvent::Erase, DataEvent::Erase].into_iter().for_each(|event| data(desk, event));
}

/// What a killed browser or another tab may find in the database: what is kept, and the marks of what was removed.
pub fn database(desk: &Desk) -> Records {
    let mut all = desk.kept.clone();
    all.extend(desk.marks.clone());
    all
}
