//! When appointments are taken, to be changed.

use super::Wire;
use super::el::{Attr, El, On, Tell, el};
use super::parts::{act, segments, tick};
use super::settings::section;
use crate::app::{Event, words};
use crate::domain::Hours;
use crate::domain::hours::Change;
use crate::domain::time::parse_time;
use crate::text::Texts;

/// The fields. Never inlined: the first prompt does without them.
#[inline(never)]
pub fn hours(hours: &Hours, t: &Texts, wire: &Wire) -> El {
    let ((from, until), lunch) = (hours.ends(), hours.lunch());
    let days = words::weekdays(t).into_iter().enumerate().map(|(day, name)| {
        let on = hours.has_day(day);
        act(name, Event::ChangeHours(Change::Day(day)), wire).pressed(on)
    });
    let pair = |ids: [&'static str; 2], (from, until), [first, last]: [fn(u16) -> Change; 2]| {
        el("div").class("row").add(clock(ids[0], t.hours_from, from, first, wire)).add(clock(
            ids[1],
            t.hours_until,
            until,
            last,
            wire,
        ))
    };
    section(t.hours_title)
        .test("hours")
        .add(pair(["hours-from", "hours-until"], (from, until), [Change::From, Change::Until]))
        .add(tick(t.hours_lunch, lunch.is_some(), Event::ChangeHours(Change::Lunch(lunch.is_none())), wire))
        .maybe(lunch.map(|lunch| pair(["lunch-from", "lunch-until"], lunch, [Change::LunchFrom, Change::LunchUntil])))
        .add(segments(t.hours_days).each(days))
}

/// A time of day. It counts once its field is left: Chromium tells of a change with every digit that makes some time of it.
fn clock(id: &'static str, label: &str, minute: u16, change: fn(u16) -> Change, wire: &Wire) -> El {
    let dispatch = wire.dispatch.clone();
    let tell: Tell = Box::new(move |text: String| {
        if let Some(time) = parse_time(&text) {
            dispatch.emit(Event::ChangeHours(change(u16::from(time.hour()) * 60 + u16::from(time.minute()))));
        }
    });
    let value = format!("{:02}:{:02}", minute / 60, minute % 60);
    let input = el("input").id(id).attr(Attr::Type, "time").value(&value).tell(On::FocusOut, tell);
    el("label").class("field").attr(Attr::For, id).add(el("span").class("field-label").text(label)).add(input)
}
