//! What the customer says, written down: the fields of the present step, and what is known so far.

use super::Wire;
use super::el::{Attr, El, On, content, el, list};
use super::parts::{act, facts, hint, no_option, option, panel_at};
use crate::app::view::CaptureView;
use crate::app::{Action, Event};
use crate::domain::Id;
use crate::domain::call::{self, Need, Value};
use crate::domain::flow::{Field, FieldKind};
use crate::text::{Texts, texts};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlFormElement};

/// The fields.
pub fn capture(view: &CaptureView, wire: &Wire) -> El {
    let t = texts(view.locale);
    panel_at(Some("capture"), Action::Capture, t.call_capture, wire)
        .class("panel capture")
        .maybe(view.here.is_empty().then(|| hint(t.call_capture_none)))
        .each(view.here.iter().enumerate().map(|(place, (field, value))| {
            let first = (place == 0).then_some(FIRST);
            input(field, value.as_ref(), first, view, t, wire)
        }))
        .maybe((!view.known.is_empty()).then(|| known(view, t)))
}

fn known(view: &CaptureView, t: &Texts) -> El {
    let count = el("small").text(&view.known.len().to_string());
    el("details")
        .class("fold known")
        .flag(Attr::Open, true)
        .add(el("summary").text(t.call_known).text(" ").add(count))
        .add(facts(view.known.iter().map(|(name, text)| (name.as_str(), list().text(text)))).lang(view.spoken))
}

/// Where the key that leads to what is captured leads: the first field of the step.
const FIRST: &str = "captured";

fn captured(field: &Id, value: Option<Value>) -> Event {
    Event::Do(call::Event::Captured { field: field.clone(), value })
}

/// A field; `id` is for what is first worked in it.
fn input(field: &Field, value: Option<&Value>, id: Option<&str>, view: &CaptureView, t: &Texts, wire: &Wire) -> El {
    let toggle = |place: usize, label: &str, this: Value| {
        let on = value == Some(&this);
        let act = act(label, captured(&field.id, (!on).then_some(this)), wire).pressed(on);
        act.attr_if(Attr::Id, id.filter(|_| place == 0))
    };
    match &field.kind {
        FieldKind::Choice(options) => {
            let options = options.iter().enumerate();
            let options = options.map(|(place, (id, label))| toggle(place, label, Value::Option(id.clone())));
            group(field, view, options.map(|it| it.lang(view.spoken)))
        }
        FieldKind::YesNo => {
            let answers = [(t.field_yes, true), (t.field_no, false)].into_iter().enumerate();
            group(field, view, answers.map(|(place, (label, yes))| toggle(place, label, Value::YesNo(yes))))
        }
        FieldKind::Need(_) => needs(field, value, id, view, t, wire),
        FieldKind::Text => text(field, value, id, "text", "", view, wire),
        FieldKind::Number { unit, .. } => {
            let number = if let Some(Value::Number(number)) = value { *number } else { 0 };
            text(field, value, id, "number", unit.of(number), view, wire)
        }
    }
}

/// A field with its name, to be filled.
fn named(tag: &'static str, field: &Field, view: &CaptureView) -> El {
    let label = el("span").class("field-label").attr(Attr::Id, &label_id(field)).lang(view.spoken).text(&field.label);
    el(tag).class("field").key(field.id.as_str()).add(label)
}

fn label_id(field: &Field) -> String {
    ["label-", field.id.as_str()].concat()
}

fn group(field: &Field, view: &CaptureView, buttons: impl Iterator<Item = El>) -> El {
    let group = named("div", field, view).attr(Attr::Role, "group").attr(Attr::LabelledBy, &label_id(field));
    group.add(el("div").class("chips").each(buttons))
}

fn text(
    field: &Field,
    value: Option<&Value>,
    id: Option<&str>,
    kind: &'static str,
    unit: &str,
    view: &CaptureView,
    wire: &Wire,
) -> El {
    let text = match value {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let (dispatch, name, number) = (wire.dispatch.clone(), field.id.clone(), kind == "number");
    let tell = move |text: String| {
        let text = text.trim();
        // What is no whole number is sent on as it is, and refused with a reason.
        let whole = text.parse().ok().filter(|_| number).map(Value::Number);
        let value = whole.unwrap_or_else(|| Value::Text(text.into()));
        dispatch.emit(captured(&name, (!text.is_empty()).then_some(value)));
    };
    let input = line("field-", field, "2000").attr(Attr::Type, kind).value(&text);
    let input = input.attr_if(Attr::Id, id).tell(On::Change, Box::new(tell)).enter_takes(wire);
    named("label", field, view).add(el("span").class("field-unit").lang(view.spoken).add(input).text(unit))
}

/// One line to type into.
fn line(test: &str, field: &Field, most: &str) -> El {
    let input = el("input").test(&[test, field.id.as_str()].concat());
    input.attr(Attr::Autocomplete, "off").attr(Attr::Maxlength, most)
}

/// Needs in the customer's own words, each with what it is about.
fn needs(field: &Field, value: Option<&Value>, first: Option<&str>, view: &CaptureView, t: &Texts, wire: &Wire) -> El {
    let needs: &[Need] = if let Some(Value::Needs(needs)) = value { needs } else { &[] };
    let add = {
        let (dispatch, field) = (wire.dispatch.clone(), field.id.clone());
        move |event: web_sys::Event| {
            event.prevent_default();
            let Some((form, need)) = form_of(&event).and_then(|form| typed_need(&form).map(|need| (form, need))) else {
                return;
            };
            if event.dyn_ref().is_some_and(|left| stays(left, &form) || need.words.is_empty()) {
                return;
            }
            dispatch.emit(Event::AddNeed { field: field.clone(), need });
            form.reset();
        }
    };
    let one = |(place, need): (usize, &Need)| {
        let mut rest = needs.to_vec();
        rest.remove(place);
        let without = captured(&field.id, (!rest.is_empty()).then_some(Value::Needs(rest)));
        let clear = act("×", without, wire).class("act quiet").label(t.field_clear);
        let words = el("span").lang(view.spoken).text(&need.words);
        el("li").add(about(field, place, need, view, t, wire)).add(words).add(clear)
    };
    let topics = el("select")
        .attr(Attr::Name, "topic")
        .label(t.field_topic)
        .test(&["topic-", field.id.as_str()].concat())
        .add(no_option(t.field_topic))
        .each(view.topics.iter().map(|(id, label)| option(id.as_str(), label).lang(view.spoken)));
    let words = line("words-", field, "500").attr(Attr::Name, "words").label(t.field_words);
    let new = el("div")
        .class("need-new")
        .add(topics)
        .add(words.attr(Attr::Placeholder, t.field_words).attr_if(Attr::Id, first).enter_does(wire, add.clone()))
        .add(el("button").attr(Attr::Type, "submit").class("act").text(t.field_add).hear(On::Click, add.clone()));
    named("form", field, view)
        .attr(Attr::LabelledBy, &label_id(field))
        // Words that are left in the field when the form is left are a need as well: nothing typed is lost.
        .hear(On::FocusOut, add)
        .add(new)
        .add(el("ul").class("need-list").each(needs.iter().enumerate().map(one)))
}

/// What a need is about, to be chosen as long as nothing says it, and to be changed.
fn about(field: &Field, place: usize, need: &Need, view: &CaptureView, t: &Texts, wire: &Wire) -> El {
    let (dispatch, id) = (wire.dispatch.clone(), field.id.clone());
    let tell = move |topic: String| {
        let topic = (!topic.is_empty()).then(|| Id::new(&topic));
        dispatch.emit(Event::SetTopic { field: id.clone(), place, topic });
    };
    let chosen = |id: &Id| need.topic.as_ref() == Some(id);
    // A need without words is its topic.
    let may_have_none = need.topic.is_none() || !need.words.trim().is_empty();
    let none = may_have_none.then(|| option("", t.field_topic).flag(Attr::Selected, need.topic.is_none()));
    let topics = view
        .topics
        .iter()
        .map(|(id, label)| option(id.as_str(), label).lang(view.spoken).flag(Attr::Selected, chosen(id)));
    el("select")
        .label(t.field_topic)
        .test(&["about-", field.id.as_str()].concat())
        .maybe(none)
        .each(topics)
        .tell(On::Change, Box::new(tell))
}

/// The form something happened in.
fn form_of(event: &web_sys::Event) -> Option<HtmlFormElement> {
    let within: Element = event.target()?.dyn_into().ok()?;
    within.closest("form").ok()??.dyn_into().ok()
}

/// Whether the focus goes to another field of the form.
fn stays(left: &FocusEvent, form: &HtmlFormElement) -> bool {
    let next = left.related_target().and_then(|next| next.dyn_into().ok());
    next.is_some_and(|next: Element| form.contains(Some(&next)))
}

/// What the form for a need holds; `None` if nothing.
fn typed_need(form: &HtmlFormElement) -> Option<Need> {
    let typed = |field| Some(content(&form.query_selector(field).ok()??.into()));
    let (topic, words) = (typed("select")?, typed("input")?);
    let topic = (!topic.is_empty()).then(|| Id::new(&topic));
    let words = words.trim().to_owned();
    (topic.is_some() || !words.is_empty()).then_some(Need { topic, words })
}
