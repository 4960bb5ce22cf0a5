//! What shows time. Only this is drawn again each second.

use super::el::{Attr, El, el};
use crate::app::words;
use crate::domain::call::{Alert, Timing};
use crate::domain::{Locale, Stamp};
use crate::speech::when::length;
use crate::text::{fill, texts};

/// Whole call, stage against its budget, and this step. What is told is said aloud once; the eye sees it all the time, by a
/// mark and in words.
pub fn clocks(timing: &Timing, told: Option<Alert>, locale: Locale, now: Stamp) -> El {
    let t = texts(locale);
    let left = timing.left(now);
    let budget = i64::from(timing.budget) * 1000;
    let stage = match (left < 0, timing.countdown) {
        (true, _) => fill(t.clock_over, &[("time", &length(-left))]),
        // A countdown shows the second that has begun, so that it starts full and ends at nought.
        (false, true) => length(left + 999),
        (false, false) => spent_of(timing.stage(now), budget, locale),
    };
    let (class, mark) = match left {
        ..0 => ("clock clock-over", Some(OVER)),
        left if left <= budget / 5 => ("clock clock-near", Some("◕")),
        _ => ("clock", None),
    };
    let said = told.map_or_else(String::new, |alert| words::alert(alert, timing.budget, t));
    let name = if timing.countdown { t.clock_opening } else { t.clock_stage };
    let aloud = || el("span").class("visually-hidden").attr(Attr::Role, "status").test("clock-said").text(&said);
    el("div")
        .class("clocks")
        .add(clock("clock", t.clock_call, None, "clock-call", &length(timing.call(now))))
        .add(clock(class, name, mark, "clock-stage", &stage))
        .add(clock("clock clock-step", t.clock_step, None, "clock-step", &length(timing.step(now))))
        .maybe(timing.ended.is_none().then(aloud))
}

fn clock(class: &'static str, name: &str, mark: Option<&str>, test: &str, time: &str) -> El {
    let clock = el("div").class(class).attr(Attr::Role, "timer").label(name);
    clock.add(el("span").text(name).maybe(mark.map(shape))).add(el("b").test(test).text(time))
}

/// What is used up, for the eye; beside it stands how much.
pub const OVER: &str = "▲";

/// A mark that says with its shape what a colour says as well.
pub fn shape(mark: &str) -> El {
    el("i").class("mark").attr(Attr::Hidden, "true").text(mark)
}

/// The time of one stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageTime {
    /// Milliseconds before the present step; `None` if never entered.
    pub spent: Option<i64>,
    /// In it since then.
    pub here: Option<Stamp>,
    /// Seconds it should take.
    pub budget: u32,
}

/// As a bar and in figures.
pub fn stage_time(time: &StageTime, locale: Locale, now: Stamp) -> El {
    let since = time.here.map_or(0, |here| now.since(here));
    spent_bar(time.spent.map(|spent| spent.saturating_add(since)), time.budget, locale)
}

/// Time spent as a bar against a budget in seconds, and in figures.
fn spent_bar(spent: Option<i64>, budget: u32, locale: Locale) -> El {
    let budget = i64::from(budget) * 1000;
    let figures = spent.map_or_else(|| length(budget), |spent| spent_of(spent, budget, locale));
    let spent = spent.unwrap_or(0);
    let bar = el("progress").attr(Attr::Max, &budget.to_string()).attr(Attr::Value, &spent.min(budget).to_string());
    el("div")
        .class(if spent > budget { "stage-time stage-over" } else { "stage-time" })
        .add(bar.attr(Attr::Hidden, "true"))
        .add(el("span").maybe((spent > budget).then(|| shape(OVER))).text(&figures))
}

fn spent_of(spent: i64, budget: i64, locale: Locale) -> String {
    fill(texts(locale).clock_of, &[("spent", &length(spent)), ("budget", &length(budget))])
}
