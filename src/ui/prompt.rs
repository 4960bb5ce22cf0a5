//! The centre of the desk: what to say now, and what the customer may answer.

use super::Wire;
use super::el::{Attr, El, el, list};
use super::gap::line;
use super::parts::{about, act, tag};
use crate::app::view::{Leads, Locales, PromptView};
use crate::app::{Action, Event, Span};
use crate::domain::call;
use crate::text::{Texts, texts};

/// The line and the answers.
pub fn prompt(view: &PromptView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let said = el("p")
        .key(&[view.step.as_str(), &view.visit.to_string()].join("#"))
        .class(match width(&view.line) {
            0..=120 => "line",
            121..=140 => "line line-long",
            _ => "line line-longer",
        })
        .lang(view.spoken)
        .test("line")
        .attr(Attr::Step, view.step.as_str())
        .add(line(&view.line, view.spoken, wire));
    let place = el("div")
        .id("line")
        .attr(Attr::Tabindex, "-1")
        .class("line-place")
        .attr(Attr::Live, "polite")
        .attr(Attr::Atomic, "true")
        .add(said);
    let cue = || el("p").class("cue").add(tag(t.call_cue)).add(el("span").lang(view.spoken).text(&view.cue));
    let points = view.points.iter().map(|point| el("li").lang(view.spoken).add(line(point, view.spoken, wire)));
    let aside = el("div")
        .class("aside")
        .maybe((!view.cue.is_empty()).then(cue))
        .maybe((!view.points.is_empty()).then(|| el("ul").class("points").label(t.call_points).each(points)));
    el("section")
        .class(if view.detour.is_some() { "prompt prompt-detour" } else { "prompt" })
        .label(t.call_line)
        .add(el("div").class("prompt-head").add(head(view, t, wire)))
        .add(place)
        .add(aside)
        .add(answers(view, t, wire))
}

/// A ready sentence, as large as the line, to be read aloud.
pub fn saying(text: &[Span], locales: Locales, wire: &Wire) -> El {
    if text.is_empty() {
        return list();
    }
    let t = texts(locales.desk);
    let said = el("p").class("line").lang(locales.flow).test("saying").add(line(text, locales.flow, wire));
    let place = el("div").id("saying").attr(Attr::Tabindex, "-1").class("line-place").add(said);
    let close = act("×", Event::HidePhrase, wire).class("act quiet").label(t.app_close);
    let head = el("div").class("row saying-head").add(tag(t.find_say)).add(close);
    el("section").class("prompt saying").label(t.find_say).add(head).add(place)
}

/// How wide a line is, in Latin letters: a Chinese character is as wide as two. Its place keeps its height, so that the
/// answers stay where they are; what would not fit is set smaller.
fn width(line: &[Span]) -> usize {
    let wide = |text: &str| text.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum::<usize>();
    let text = |span: &Span| match span {
        Span::Plain(text) | Span::Filled(text) | Span::Gap(_, text, _) => wide(text),
    };
    line.iter().map(text).sum()
}

fn head(view: &PromptView, t: &Texts, wire: &Wire) -> El {
    let Some((objection, stage)) = &view.detour else {
        return el("p").class("goal").add(tag(t.call_goal)).add(el("span").lang(view.spoken).text(&view.goal));
    };
    let detour = el("p")
        .class("detour")
        .test("detour")
        .add(el("b").add(about(t.call_detour, objection, view.spoken)))
        .text(t.list_comma)
        .add(about(t.call_detour_back, stage, view.spoken));
    list()
        .add(detour)
        .add(act(t.call_back, Event::Do(call::Event::Returned), wire).keyed(Action::Return, wire).test("return"))
}

fn answers(view: &PromptView, t: &Texts, wire: &Wire) -> El {
    let end = || {
        let end = act(t.call_hang_up, Event::Do(call::Event::Ended), wire);
        end.hint(&wire.digit(0)).class("act answer primary").test("hang-up")
    };
    let choices = view.choices.iter().enumerate().map(|(place, choice)| {
        let class = match choice.leads {
            Leads::On => "act answer",
            Leads::Detour => "act answer answer-detour",
            Leads::Back => "act answer answer-back",
        };
        let event = call::Event::Advanced { at: view.step.clone(), choice: choice.id.clone() };
        act(&choice.label, Event::Do(event), wire)
            .class(class)
            .lang(view.spoken)
            .hint(&wire.digit(place))
            .test("choice")
    });
    let title = el("h2").class("answers-title").id("answers");
    let answers = el("div")
        .class("answers")
        .attr(Attr::Role, "group")
        .attr(Attr::LabelledBy, "answers")
        .maybe(view.end.then(end))
        .each(choices);
    el("div")
        .class("answers-place")
        .add(title.text(if view.end { t.call_hang_up } else { t.call_answers }))
        .add(answers)
}
