//! What is waiting and what was: unfinished calls, appointments, follow-ups, recent calls.

use super::Wire;
use super::el::{El, el};
use super::parts::{act, hint, panel, panel_with};
use crate::app::view::{CallRow, ListView, MeetingRow, PrepareView, UnfinishedRow};
use crate::app::{Event, List, words};
use crate::domain::Id;
use crate::text::{Texts, fill, texts};

/// The lists beside the pre-call card.
pub fn lists(view: &PrepareView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let open = || {
        let rows = view.unfinished.rows.iter().map(|row| unfinished(row, t, wire));
        panel(t.lists_unfinished, "panel unfinished")
            .add(hint(t.lists_unfinished_hint))
            .add(el("ul").class("rows").each(rows))
            .maybe(more(List::Unfinished, &view.unfinished, t.lists_unfinished, t, wire))
    };
    let recent = panel(t.lists_recent, "panel")
        .maybe(view.recent.rows.is_empty().then(|| hint(t.lists_no_recent)))
        .add(el("ul").class("rows").test("recent").each(view.recent.rows.iter().map(|row| call(row, t, wire))))
        .maybe(more(List::Recent, &view.recent, t.lists_recent, t, wire));
    el("div")
        .class("lists")
        .maybe((!view.unfinished.rows.is_empty()).then(open))
        .add(meetings(List::Appointments, &view.appointments, t, wire))
        .add(meetings(List::FollowUps, &view.follow_ups, t, wire))
        .add(recent)
}

/// A row: what stands out, and what is said of it. What can be done follows.
fn entry(id: &Id, title: &str, remark: &str) -> El {
    let main = el("div").class("entry-main").add(el("b").text(title)).add(el("span").text(remark));
    el("li").class("entry").key(id.as_str()).add(main)
}

fn open(id: &Id, t: &Texts, test: &str, wire: &Wire) -> El {
    act(t.lists_open, Event::OpenCall(id.clone()), wire).class("act quiet").test(test)
}

fn again(id: &Id, t: &Texts, wire: &Wire) -> El {
    act(t.prepare_call_again, Event::CallAgain(id.clone()), wire).class("act quiet")
}

fn unfinished(row: &UnfinishedRow, t: &Texts, wire: &Wire) -> El {
    let (state, name) = match row.talking {
        true => (t.lists_talking, t.lists_go_on),
        false => (t.lists_not_closed, t.lists_wrap_up),
    };
    let resume = act(name, Event::OpenCall(row.id.clone()), wire).class("act primary").test("resume");
    entry(&row.id, &row.with, &[row.at.as_str(), state].join(" · ")).add(resume)
}

fn call(row: &CallRow, t: &Texts, wire: &Wire) -> El {
    let mut remark = vec![row.at.as_str(), &row.length];
    remark.extend(row.disposition.map(|it| words::disposition(it, t)));
    remark.extend(row.sentiment.map(|it| words::sentiment(it, t)));
    let entry = entry(&row.id, &row.with, &remark.join(" · "));
    entry.add(open(&row.id, t, "open-call", wire)).add(again(&row.id, t, wire))
}

/// What shows more of a list that goes on, or less of one that is long.
fn more<T>(list: List, view: &ListView<T>, title: &str, t: &Texts, wire: &Wire) -> Option<El> {
    let shown = view.rows.len();
    let (text, rows) = match view.more {
        0 if shown <= List::ROWS => return None,
        0 => (t.lists_fewer.to_owned(), List::ROWS),
        more => (fill(t.lists_more, &[("n", &more.to_string())]), shown * 2),
    };
    let act = act(&text, Event::ShowRows(list, rows), wire).class("act quiet").test("more");
    Some(act.label(&[&text, t.list_comma, title].concat()))
}

fn meetings(list: List, view: &ListView<MeetingRow>, t: &Texts, wire: &Wire) -> El {
    let (id, title, none) = match list {
        List::Appointments => ("appointments", t.lists_appointments, t.lists_no_appointments),
        _ => ("follow-ups", t.lists_follow_ups, t.lists_no_follow_ups),
    };
    let meeting = |row: &MeetingRow| {
        let mut remark: Vec<&str> = row.zone.iter().map(String::as_str).collect();
        remark.extend([row.with.as_str(), &row.purpose]);
        entry(&row.call, &row.when, &remark.join(" · "))
            .maybe(row.due.then(|| el("span").class("tag tag-due").text(t.lists_due)))
            .add(open(&row.call, t, "open-meeting", wire))
            .add(match &row.appointment {
                Some(id) => act(t.lists_ics, Event::DownloadIcs(id.clone()), wire).class("act quiet").test("ics"),
                None => again(&row.call, t, wire),
            })
            .maybe(row.appointment.is_none().then(|| {
                let settled = Event::Settle { call: row.call.clone(), done: true };
                act(t.lists_settle, settled, wire).class("act quiet").test("settle")
            }))
    };
    let rows = match view.rows.is_empty() {
        true => hint(none),
        false => el("ul").class("rows").test("meetings").each(view.rows.iter().map(meeting)),
    };
    panel_with(Some(id), title, "panel").add(rows).maybe(more(list, view, title, t, wire))
}
