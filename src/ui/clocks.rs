//! The leaves that show time. Only these are drawn again each second.

use super::ticker::use_now;
use crate::app::when::length;
use crate::domain::call::Timing;
use crate::domain::{Locale, Stamp};
use crate::text::{fill, texts};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ClocksProps {
    pub timing: Timing,
    pub locale: Locale,
}

/// Whole call, stage against its budget, and this step; said aloud only at thresholds.
#[component]
pub fn Clocks(props: &ClocksProps) -> Html {
    let ClocksProps { timing, locale } = props;
    let now = use_now(timing.started, timing.ended.is_some());
    let t = texts(*locale);
    let left = timing.left(now);
    let budget = length(i64::from(timing.budget) * 1000);
    let stage = match (left < 0, timing.countdown) {
        (true, _) => fill(t.clock_over, &[("time", &length(-left))]),
        // A countdown shows the second that has begun, so that it starts full and ends at nought.
        (false, true) => length(left + 999),
        (false, false) => fill(t.clock_of, &[("spent", &length(timing.stage(now))), ("budget", &budget)]),
    };
    let said = if left < 0 {
        t.clock_announce_over
    } else if left < i64::from(timing.budget) * 500 {
        t.clock_announce_half
    } else {
        ""
    };
    let name = if timing.countdown { t.clock_opening } else { t.clock_stage };
    let tone = if left < 0 { "clock clock-over" } else { "clock" };
    html! {
        <div class="clocks">
            <div class="clock" role="timer" aria-label={t.clock_call}>
                <span>{ t.clock_call }</span><b data-test="clock-call">{ length(timing.call(now)) }</b>
            </div>
            <div class={tone} role="timer" aria-label={name}>
                <span>{ name }</span><b data-test="clock-stage">{ stage }</b>
            </div>
            <div class="clock clock-step" role="timer" aria-label={t.clock_step}>
                <span>{ t.clock_step }</span><b data-test="clock-step">{ length(timing.step(now)) }</b>
            </div>
            if timing.ended.is_none() {
                <span class="visually-hidden" role="status" data-test="clock-said">{ said }</span>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct StageTimeProps {
    /// Milliseconds before the present step; `None` if never entered.
    pub spent: Option<i64>,
    /// In it since then.
    pub here: Option<Stamp>,
    /// Seconds it should take.
    pub budget: u32,
    pub locale: Locale,
}

/// The time of one stage as a bar and in figures.
#[component]
pub fn StageTime(props: &StageTimeProps) -> Html {
    let now = use_now(props.here.unwrap_or_default(), props.here.is_none());
    let since = props.here.map_or(0, |here| now.since(here));
    let spent = props.spent.map(|spent| spent.saturating_add(since));
    let budget = i64::from(props.budget) * 1000;
    let figures = match spent {
        Some(spent) => fill(texts(props.locale).clock_of, &[("spent", &length(spent)), ("budget", &length(budget))]),
        None => length(budget),
    };
    let over = spent.is_some_and(|spent| spent > budget);
    html! {
        <div class={classes!("stage-time", over.then_some("stage-over"))}>
            <progress max={budget.to_string()} value={spent.unwrap_or(0).min(budget).to_string()} aria-hidden="true"></progress>
            <span>{ figures }</span>
        </div>
    }
}
