//! What is waiting and what was: unfinished calls, appointments, follow-ups, recent calls.

use super::Wire;
use super::el::{Attr, El, On, el};
use super::parts::{act, hint, panel, panel_with};
use crate::app::view::{ArchiveView, CallRow, ListView, MeetingRow, PrepareView, UnfinishedRow};
use crate::app::{Event, List, words};
use crate::domain::stats::Figures;
use crate::domain::{Id, Locale};
use crate::speech::when;
use crate::text::{Texts, fill, texts};

/// The lists beside the pre-call card.
pub fn lists(view: &PrepareView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let open = || {
        let rows = view.unfinished.rows.iter().map(|row| unfinished(row, t, wire));
        panel(t.lists_unfinished, "panel unfinished")
            .add(hint(t.lists_unfinished_hint))
            .add(el("ul").class("rows").each(rows))
            .maybe(more(List::Unfinished, view.unfinished.size(), t.lists_unfinished, t, wire))
    };
    let nothing = view.recent.rows.is_empty().then(|| match view.search.trim() {
        "" => hint(t.lists_no_recent),
        text => hint(&fill(t.lists_no_earlier, &[("text", text)])),
    });
    let recent = panel(t.lists_recent, "panel")
        .maybe((!view.first).then(|| search(view, t, wire)))
        .add(el("div").attr(Attr::Role, "status").maybe(nothing))
        .add(el("ul").class("rows").test("recent").each(view.recent.rows.iter().map(|row| call(row, t, wire))))
        .maybe(more(List::Recent, view.recent.size(), t.lists_recent, t, wire));
    el("div")
        .class("lists")
        .maybe((!view.unfinished.rows.is_empty()).then(open))
        .add(meetings(List::Appointments, &view.appointments, t, wire))
        .add(meetings(List::FollowUps, &view.follow_ups, t, wire))
        .add(recent)
        .maybe((view.archive.any && !view.archive.query.trim().is_empty()).then(|| earlier(&view.archive, t, wire)))
        .maybe((view.figures[2].calls > 0).then(|| figures(&view.figures, t)))
        .maybe((!view.first).then(|| el("div").class("row").add(practise(view, t, wire).class("act quiet"))))
}

/// The way into a practice call.
pub fn practise(view: &PrepareView, t: &Texts, wire: &Wire) -> El {
    act(t.practice_start, Event::Practise, wire).test("practise").flag(Attr::Disabled, !view.ready)
}

/// A row: what stands out, what is said of it, and what can be done.
fn entry(id: &Id, title: El, remark: El, acts: El) -> El {
    let main = el("div").class("entry-main").add(title).add(remark);
    el("li").class("entry").key(id.as_str()).add(main).add(acts.class("row"))
}

/// A button of a row. Every row has the same: only with the customer's name they can be told apart when heard.
fn row_act(text: &str, with: &str, event: Event, t: &Texts, wire: &Wire) -> El {
    act(text, event, wire).class("act quiet").label(&[text, t.list_comma, with].concat())
}

fn open(id: &Id, with: &str, t: &Texts, test: &str, wire: &Wire) -> El {
    row_act(t.lists_open, with, Event::OpenCall(id.clone()), t, wire).test(test)
}

fn again(id: &Id, with: &str, t: &Texts, wire: &Wire) -> El {
    row_act(t.prepare_call_again, with, Event::CallAgain(id.clone()), t, wire)
}

fn remark(parts: &[&str]) -> El {
    el("span").text(&parts.join(" · "))
}

fn unfinished(row: &UnfinishedRow, t: &Texts, wire: &Wire) -> El {
    let (state, name) = match row.talking {
        true => (t.lists_talking, t.lists_go_on),
        false => (t.lists_not_closed, t.lists_wrap_up),
    };
    let resume = row_act(name, &row.with, Event::OpenCall(row.id.clone()), t, wire).class("act primary").test("resume");
    entry(&row.id, el("b").text(&row.with), remark(&[&row.at, state]), el("div").add(resume))
}

/// What is said of a call: the number, when, how long, how it ended.
fn of_call<'a>(row: &'a CallRow, t: &Texts) -> Vec<&'a str> {
    let number = Some(row.phone.as_str()).filter(|phone| !phone.is_empty());
    let outcome = row.disposition.map(|it| words::disposition(it, t));
    number.into_iter().chain([row.at.as_str(), row.length.as_str()]).chain(outcome).collect()
}

fn call(row: &CallRow, t: &Texts, wire: &Wire) -> El {
    let mut parts = of_call(row, t);
    parts.extend(row.sentiment.map(|it| words::sentiment(it, t)));
    let acts = el("div").add(open(&row.id, &row.with, t, "open-call", wire)).add(again(&row.id, &row.with, t, wire));
    entry(&row.id, el("b").text(&row.with), remark(&parts), acts)
}

/// Finds calls: the recent ones as it is typed, those of the archive with Enter.
#[inline(never)]
fn search(view: &PrepareView, t: &Texts, wire: &Wire) -> El {
    let (typed, sent) = (wire.dispatch.clone(), wire.dispatch.clone());
    let input = el("input")
        .id("find-calls")
        .attr(Attr::Type, "search")
        .label(t.lists_find)
        .attr(Attr::Placeholder, if view.archive.any { t.lists_find_earlier } else { t.lists_find })
        .attr(Attr::Autocomplete, "off")
        .attr(Attr::Maxlength, "60")
        .value(&view.search)
        .tell(On::Input, Box::new(move |text| typed.emit(Event::SearchCalls(text))));
    if !view.archive.any {
        return input;
    }
    input.tell(On::Change, Box::new(move |text| sent.emit(Event::SearchArchive(text))))
}

/// What was found in the archive.
#[inline(never)]
fn earlier(view: &ArchiveView, t: &Texts, wire: &Wire) -> El {
    let row = |row: &CallRow| {
        let parts = of_call(row, t);
        let again = row_act(t.prepare_call_again, &row.with, Event::CallArchived(row.id.clone()), t, wire)
            .test("call-archived");
        entry(&row.id, el("b").text(&row.with), remark(&parts), el("div").add(again))
    };
    let none = view.rows.is_empty() && !view.query.trim().is_empty();
    let told = match (view.unread, none) {
        (true, _) => Some(el("p").class("refused").text(t.lists_unread_earlier)),
        (false, true) => Some(hint(&fill(t.lists_no_earlier, &[("text", view.query.trim())]))),
        (false, false) => None,
    };
    panel(t.lists_earlier, "panel")
        .add(el("div").attr(Attr::Role, "status").maybe(told))
        .add(el("ul").class("rows").test("earlier").each(view.rows.iter().map(row)))
}

/// What the calls came to.
#[inline(never)]
fn figures(figures: &[Figures; 3], t: &Texts) -> El {
    let head = ["", t.lists_figures_today, t.lists_figures_week, t.lists_figures_all];
    let head = el("tr").each(head.into_iter().map(|text| el(if text.is_empty() { "td" } else { "th" }).text(text)));
    let number = |part: fn(&Figures) -> usize| figures.iter().map(|it| part(it).to_string()).collect::<Vec<_>>();
    let rows = [
        (t.lists_figures_calls, number(|it| it.calls)),
        (t.lists_figures_talks, number(|it| it.talks)),
        (t.lists_figures_appointments, number(|it| it.appointments)),
        (t.lists_figures_time, figures.iter().map(|it| when::length(it.time)).collect()),
    ];
    let row = |(name, cells): (&str, Vec<String>)| {
        el("tr").add(el("th").text(name)).each(cells.iter().map(|cell| el("td").text(cell)))
    };
    let body = el("tbody").add(head).each(rows.into_iter().map(row));
    panel(t.lists_figures, "panel").add(el("table").class("figures").test("figures").add(body))
}

/// What shows more of a list that goes on, or less of one that is long.
fn more(list: List, (shown, more): (usize, usize), title: &str, t: &Texts, wire: &Wire) -> Option<El> {
    let (text, rows) = match more {
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
        let purpose = el("span").attr_if(Attr::Lang, row.spoken.map(Locale::tag)).text(&row.purpose);
        let due = row.due.then(|| el("span").class("tag tag-due").text(t.lists_due));
        let acts = el("div").add(open(&row.call, &row.with, t, "open-meeting", wire));
        let acts = match &row.appointment {
            Some(id) => acts.add(row_act(t.lists_ics, &row.with, Event::DownloadIcs(id.clone()), t, wire).test("ics")),
            None => {
                let settled = Event::Settle { call: row.call.clone(), done: true };
                acts.add(again(&row.call, &row.with, t, wire))
                    .add(row_act(t.lists_settle, &row.with, settled, t, wire).test("settle"))
            }
        };
        entry(&row.call, el("b").text(&row.when).text(" ").maybe(due), remark(&[&row.with, ""]).add(purpose), acts)
    };
    let rows = match view.rows.is_empty() {
        true => hint(none),
        false => el("ul").class("rows").test("meetings").each(view.rows.iter().map(meeting)),
    };
    panel_with(Some(id), title, "panel").add(rows).maybe(more(list, view.size(), title, t, wire))
}
