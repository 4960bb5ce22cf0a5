//! What is waiting and what was: unfinished calls, appointments, follow-ups, recent calls.

use super::Wire;
use super::el::{El, el};
use super::parts::{act, hint, panel};
use crate::app::view::{CallRow, MeetingRow, PrepareView, UnfinishedRow};
use crate::app::{Event, words};
use crate::domain::Id;
use crate::text::{Texts, texts};

/// The lists beside the pre-call card.
pub fn lists(view: &PrepareView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let open = || {
        let rows = view.unfinished.iter().map(|row| unfinished(row, t, wire));
        panel(t.lists_unfinished, "panel unfinished")
            .add(hint(t.lists_unfinished_hint))
            .add(el("ul").class("rows").each(rows))
    };
    let recent = panel(t.lists_recent, "panel")
        .maybe(view.recent.is_empty().then(|| hint(t.lists_no_recent)))
        .add(el("ul").class("rows").test("recent").each(view.recent.iter().map(|row| call(row, t, wire))));
    el("div")
        .class("lists")
        .maybe((!view.unfinished.is_empty()).then(open))
        .add(meetings(t.lists_appointments, &view.appointments, t.lists_no_appointments, t, wire))
        .add(meetings(t.lists_follow_ups, &view.follow_ups, t.lists_no_follow_ups, t, wire))
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

fn meetings(title: &str, rows: &[MeetingRow], none: &str, t: &Texts, wire: &Wire) -> El {
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
    };
    panel(title, "panel").add(match rows.is_empty() {
        true => hint(none),
        false => el("ul").class("rows").test("meetings").each(rows.iter().map(meeting)),
    })
}
