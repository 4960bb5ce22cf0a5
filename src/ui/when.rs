//! The time field of a form: typed in words, read back in full, with times to choose from and the day around it.

use super::Wire;
use super::el::{Attr, El, el};
use super::parts::{act, field_with, tag};
use crate::app::Event;
use crate::app::view::{DayView, SlotView, WhenView};
use crate::domain::schedule::{Quarter, SHOWN};
use crate::text::{Texts, fill, texts};

/// What the rep types, and all that comes of it. `id` is that of the field.
pub fn when(id: &'static str, view: &WhenView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let dispatch = wire.dispatch.clone();
    let tell = Box::new(move |words| dispatch.emit(Event::TypeTime(words)));
    let say = |line: &String| {
        let line = el("span").lang(view.spoken).text(line);
        el("p").class("when-say").test("say").add(tag(t.time_say)).add(line)
    };
    let note = |note: &String| el("p").text(note);
    let reading = (!view.reading.is_empty()).then(|| el("b").test("reading").text(&view.reading));
    // Told to those who do not see it, too, while they type.
    let told = el("div").class("when-told").attr(Attr::Role, "status").maybe(reading);
    el("div")
        .class("when")
        .maybe(view.say.as_ref().map(say))
        .add(field_with(id, t.time_words, &view.words, "text", Some(t.time_example), tell))
        .add(told.each(view.notes.iter().map(note)))
        .add(chips(view, t, wire))
        .maybe(view.day.as_ref().map(|day| strip(day, t)))
}

/// Times to take with a press; the one that Enter takes comes first.
fn chips(view: &WhenView, t: &Texts, wire: &Wire) -> El {
    let take = view.takes.map(|wall| {
        let label = [t.time_take, t.list_comma, &view.reading].concat();
        act(t.time_take, Event::TakeTime(wall), wire).class("act chip").label(&label).test("take").hint("Enter")
    });
    let slot = |(place, slot): (usize, &SlotView)| {
        let chip = act(&slot.text, Event::TakeTime(slot.wall), wire).class("act chip").label(&slot.label).test("slot");
        if place == 0 && view.first { chip.hint("Enter") } else { chip }
    };
    let lead = (!view.lead.is_empty()).then(|| el("span").class("form-lead").text(view.lead));
    el("div").class("chips").maybe(take).maybe(lead).each(view.slots.iter().enumerate().map(slot))
}

/// A day of the calendar: for the eye in quarters of an hour, for everybody as a list.
fn strip(day: &DayView, t: &Texts) -> El {
    let quarter = |quarter: &Quarter| {
        el("i").class(match quarter {
            Quarter::Shut => "quarter",
            Quarter::Open => "quarter quarter-open",
            Quarter::Taken => "quarter quarter-taken",
            Quarter::Looked => "quarter quarter-looked",
            Quarter::Clash => "quarter quarter-taken quarter-looked",
        })
    };
    let hours = SHOWN.map(|hour| el("span").text(&hour.to_string()));
    let drawn =
        el("div").class("quarters").attr(Attr::Hidden, "true").each(day.quarters.iter().map(quarter)).each(hours);
    let title = fill(t.time_strip, &[("day", &day.title)]);
    let taken = match day.taken.is_empty() {
        true => el("p").class("hint").text(t.time_strip_free),
        false => el("ul").class("hint").test("taken").each(day.taken.iter().map(|line| el("li").text(line))),
    };
    let group = el("div").class("strip").attr(Attr::Role, "group").label(&title).test("strip");
    group.add(el("span").class("field-label").attr(Attr::Hidden, "true").text(&title)).add(drawn).add(taken)
}
