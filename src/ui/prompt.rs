//! The centre of the desk: what to say now, and what the customer may answer.

use super::Wire;
use super::el::{Attr, El, el, list};
use super::gap::line;
use super::part::{Slice, part};
use super::parts::{about, act, plain_button, tag};
use crate::app::view::{AroundView, Leads, Locales, PromptView};
use crate::app::{Action, Event};
use crate::domain::call;
use crate::domain::flow::MAX_CHOICES;
use crate::speech::Span;
use crate::text::texts;

/// The line and the answers.
pub fn prompt(view: &PromptView, wire: &Wire) -> El {
    let said = el("p")
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
        .class(if view.turn.is_multiple_of(2) { "line-place line-place-even" } else { "line-place" })
        .attr(Attr::Live, "polite")
        .attr(Attr::Atomic, "true")
        .add(said);
    el("section")
        .class(if view.around.detour.is_some() { "prompt prompt-detour" } else { "prompt" })
        .label(texts(view.locale).call_line)
        .add(part(Slice::Head(view.around.clone()), wire))
        .add(place)
        .add(part(Slice::Aside(view.around.clone()), wire))
        .add(answers(view, wire))
}

/// How to say it, and what not to forget.
pub fn aside(view: &AroundView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let cue = || el("p").class("cue").add(tag(t.call_cue)).add(el("span").lang(view.spoken).text(&view.cue));
    let points = view.points.iter().map(|point| el("li").lang(view.spoken).add(line(point, view.spoken, wire)));
    el("div")
        .class("aside")
        .maybe((!view.cue.is_empty()).then(cue))
        .maybe((!view.points.is_empty()).then(|| el("ul").class("points").label(t.call_points).each(points)))
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

/// What the line is to reach; in an objection, the way back.
pub fn head(view: &AroundView, wire: &Wire) -> El {
    let (t, head) = (texts(view.locale), el("div").class("prompt-head"));
    let Some((objection, stage)) = &view.detour else {
        let goal = el("p").class("goal").add(tag(t.call_goal)).add(el("span").lang(view.spoken).text(&view.goal));
        return head.add(goal);
    };
    let detour = el("p")
        .class("detour")
        .test("detour")
        .add(el("b").add(about(t.call_detour, objection, view.spoken)))
        .text(t.list_comma)
        .add(about(t.call_detour_back, stage, view.spoken));
    head.add(detour)
        .add(act(t.call_back, Event::Do(call::Event::Returned), wire).keyed(Action::Return, wire).test("return"))
}

fn answers(view: &PromptView, wire: &Wire) -> El {
    let t = texts(view.locale);
    // Every place has its button, shown or not: a browser takes eight times as long to take one away as to hide it.
    let places = (0..MAX_CHOICES).map(|place| {
        let (button, language) = match view.choices.get(place) {
            Some(choice) => {
                let event = call::Event::Advanced { at: view.step.clone(), choice: choice.id.clone() };
                let class = match choice.leads {
                    Leads::On => "act answer",
                    Leads::Detour => "act answer answer-detour",
                    Leads::Back => "act answer answer-back",
                };
                (act(&choice.label, Event::Do(event), wire).class(class).test("choice"), view.spoken)
            }
            None if view.end && place == 0 => {
                let end = act(t.call_hang_up, Event::Do(call::Event::Ended), wire);
                (end.class("act answer primary").test("hang-up"), view.locale)
            }
            None => (plain_button().text("").class("act answer").flag(Attr::Gone, true), view.spoken),
        };
        button.lang(language).hint(&wire.digit(place))
    });
    let title = el("h2").class("answers-title").id("answers");
    let answers = el("div").class("answers").attr(Attr::Role, "group").attr(Attr::LabelledBy, "answers").each(places);
    el("div")
        .class("answers-place")
        .add(title.text(if view.end { t.call_hang_up } else { t.call_answers }))
        .add(answers)
}
