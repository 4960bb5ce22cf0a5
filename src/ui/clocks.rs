//! The leaves that show time. Only these are drawn again each second.

use super::Wire;
use super::ticker::use_now;
use crate::app::when::length;
use crate::domain::call::Timing;
use crate::domain::{Locale, Stamp};
use crate::text::{fill, texts};
use yew::prelude::*;

/// What the clocks of a call need.
#[derive(Properties, PartialEq)]
pub struct ClocksProps {
    /// Stamps and budget.
    pub timing: Timing,
    /// Language of the desk.
    pub locale: Locale,
    /// Where the time comes from.
    pub wire: Wire,
}

/// Whole call, stage against its budget, and this step; said aloud only at thresholds.
#[component]
pub fn Clocks(props: &ClocksProps) -> Html {
    let timing = &props.timing;
    let now = use_now(&props.wire.ticker, timing.started, timing.ended.is_some());
    let t = texts(props.locale);
    let left = timing.left(now);
    let budget = i64::from(timing.budget) * 1000;
    let stage = match (left < 0, timing.countdown) {
        (true, _) => fill(t.clock_over, &[("time", &length(-left))]),
        // A countdown shows the second that has begun, so that it starts full and ends at nought.
        (false, true) => length(left + 999),
        (false, false) => spent_of(timing.stage(now), budget, props.locale),
    };
    let said = if left < 0 {
        t.clock_announce_over
    } else if left < budget / 2 {
        t.clock_announce_half
    } else {
        ""
    };
    let name = if timing.countdown {
        t.clock_opening
    } else {
        t.clock_stage
    };
    let clock = |class: &'static str, name: &'static str, test: &'static str, text: String| {
        html! { <div {class} role="timer" aria-label={name}><span>{ name }</span><b data-test={test}>{ text }</b></div> }
    };
    html! {
        <div class="clocks">
            { clock("clock", t.clock_call, "clock-call", length(timing.call(now))) }
            { clock(if left < 0 { "clock clock-over" } else { "clock" }, name, "clock-stage", stage) }
            { clock("clock clock-step", t.clock_step, "clock-step", length(timing.step(now))) }
            if timing.ended.is_none() {
                <span class="visually-hidden" role="status" data-test="clock-said">{ said }</span>
            }
        </div>
    }
}

/// What the time of a stage needs.
#[derive(Properties, PartialEq)]
pub struct StageTimeProps {
    /// Milliseconds before the present step; `None` if never entered.
    pub spent: Option<i64>,
    /// In it since then.
    pub here: Option<Stamp>,
    /// Seconds it should take.
    pub budget: u32,
    /// Language of the desk.
    pub locale: Locale,
    /// Where the time comes from.
    pub wire: Wire,
}

/// The time of one stage as a bar and in figures.
#[component]
pub fn StageTime(props: &StageTimeProps) -> Html {
    let now = use_now(&props.wire.ticker, props.here.unwrap_or_default(), props.here.is_none());
    let since = props.here.map_or(0, |here| now.since(here));
    spent_bar(
        props.spent.map(|spent| spent.saturating_add(since)),
        props.budget,
        props.locale,
    )
}

/// Time spent as a bar against a budget in seconds, and in figures.
pub fn spent_bar(spent: Option<i64>, budget: u32, locale: Locale) -> Html {
    let budget = i64::from(budget) * 1000;
    let figures = spent.map_or_else(|| length(budget), |spent| spent_of(spent, budget, locale));
    let spent = spent.unwrap_or(0);
    let class = if spent > budget {
        "stage-time stage-over"
    } else {
        "stage-time"
    };
    html! {
        <div {class}>
            <progress max={budget.to_string()} value={spent.min(budget).to_string()} aria-hidden="true"></progress>
            <span>{ figures }</span>
        </div>
    }
}

fn spent_of(spent: i64, budget: i64, locale: Locale) -> String {
    fill(
        texts(locale).clock_of,
        &[("spent", &length(spent)), ("budget", &length(budget))],
    )
}
