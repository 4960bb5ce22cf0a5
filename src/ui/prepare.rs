//! Before the call: who, why, what is missing, and the way into the call.

use super::Wire;
use super::dial::{beside, dial};
use super::el::{Attr, El, el};
use super::gap::line;
use super::lists::practise;
use super::part::{Slice, part};
use super::parts::{act, field_with, hint, panel, tag, tick, typed};
use super::past::{past, told};
use crate::app::view::{CardView, DialView, NextView, PrepareView};
use crate::app::{Action, DataEvent, Event, words};
use crate::domain::call::Disposition;
use crate::domain::{Lead, LeadField};
use crate::store::Due;
use crate::text::{Texts, fill, texts};
use std::rc::Rc;

/// The pre-call card and the lists beside it.
pub fn prepare(view: &Rc<PrepareView>, unnamed: bool, wire: &Wire) -> El {
    let t = texts(view.locale);
    let opening = el("p").class("line line-preview").test("line").lang(view.locale);
    let opening = panel(t.prepare_opening, "panel")
        .add(el("p").class("purpose").add(tag(t.prepare_purpose)).text(&view.purpose))
        .add(opening.add(line(&view.opening, view.locale, wire)))
        .add(el("p").class("cue").text(&view.cue))
        .maybe(unnamed.then(|| hint(t.prepare_rep_missing)));
    // Somebody new is led to the practice call, until a customer is named.
    let leads = view.first && view.card.lead == Lead::default();
    let class = if leads { "act big" } else { "act primary big" };
    let start = act(t.prepare_start, Event::StartCall, wire).class(class).keyed(Action::Start, wire);
    let start = start.id("start-call").test("start-call").flag(Attr::Disabled, !view.ready);
    let somebody = view.card.lead.is_somebody();
    let outcomes = [
        (Disposition::NoAnswer, Action::NoAnswer),
        (Disposition::Busy, Action::Busy),
        (Disposition::WrongNumber, Action::WrongNumber),
    ];
    let outcomes = outcomes.into_iter().map(|(it, action)| {
        let quick = act(words::disposition(it, t), Event::QuickOutcome(it), wire).keyed(action, wire);
        // Without a customer it is heard, and says why nothing happens.
        let quick = quick.flag(Attr::Disabled, !view.ready).attr_if(Attr::Off, (!somebody).then_some("true"));
        quick.class(if somebody { "act" } else { "act act-off" }).test(&["quick-", it.word()].concat())
    });
    let quick = el("div").class("quick").attr(Attr::Role, "group").label(t.prepare_quick);
    let card = el("div")
        .class("prepare-card")
        .maybe(view.next.as_ref().map(|it| next(it, t, wire)))
        .add(customer(&view.card, t, wire))
        .add(opening)
        .add(el("div").class("go").add(dial(&view.card, t, wire)).add(start))
        .add(quick.add(hint(if somebody { t.prepare_quick } else { t.prepare_quick_first })).each(outcomes))
        .add(checklist(view, t, wire));
    el("div")
        .class("prepare")
        .add(el("h1").class("visually-hidden").text(t.prepare_title))
        .maybe(view.first.then(|| practice(view, leads, t, wire)))
        .maybe(view.due.map(|due| reminder(due, t, wire)))
        .add(card)
        .add(part(Slice::Lists(view.clone()), wire))
}

/// What is next, one key away. Never inlined: before the first call nothing is.
#[inline(never)]
fn next(next: &NextView, t: &Texts, wire: &Wire) -> El {
    let next = match next {
        NextView::FollowUp { call, with, reason } => {
            let text = fill(t.prepare_next, &[("with", with), ("reason", reason)]);
            act(&text, Event::CallAgain(call.clone()), wire)
        }
        NextView::Unfinished { call, with } => {
            act(&fill(t.prepare_next_unfinished, &[("with", with)]), Event::OpenCall(call.clone()), wire)
        }
    };
    next.id("next-customer").class("act primary").test("next-customer")
}

/// What leads somebody new to a first call.
fn practice(view: &PrepareView, leads: bool, t: &Texts, wire: &Wire) -> El {
    let start = practise(view, t, wire).class(if leads { "act primary" } else { "act" });
    panel(t.practice_title, "panel practice").add(hint(t.practice_hint)).add(start)
}

/// That a backup is due. Never inlined: it seldom is.
#[inline(never)]
fn reminder(due: Due, t: &Texts, wire: &Wire) -> El {
    let acts = el("div")
        .class("row")
        .add(act(t.remind_backup_now, Event::Data(DataEvent::BackUp), wire).test("remind-backup"))
        .add(act(t.remind_later, Event::Data(DataEvent::PutOff), wire).class("act quiet").test("remind-later"));
    el("div").class("remind").test("remind").add(hint(&words::due(due, t))).add(acts)
}

fn customer(card: &CardView, t: &Texts, wire: &Wire) -> El {
    let Lead { name, salutation, title, company, phone } = &card.lead;
    let fields = [
        (LeadField::Name, "lead-name", name),
        (LeadField::Salutation, "lead-salutation", salutation),
        (LeadField::Title, "lead-title", title),
        (LeadField::Company, "lead-company", company),
        (LeadField::Phone, "lead-phone", phone),
    ];
    let fields = fields.into_iter().map(|(field, id, text)| {
        let kind = if field == LeadField::Phone { "tel" } else { "text" };
        let example = (field == LeadField::Salutation).then_some(t.lead_salutation_hint);
        field_with(id, words::lead_field(field, t), text, kind, example, typed(Event::SetLead, field, wire))
    });
    let missing: Vec<_> = card.missing.iter().map(|field| words::lead_field(*field, t)).collect();
    let state = match missing.is_empty() {
        true => el("p").class("ok").text(t.prepare_complete),
        // A card that was not begun lacks nothing.
        false if card.lead == Lead::default() => el("p"),
        false => {
            let text = fill(t.prepare_missing, &[("fields", &missing.join(t.list_and))]);
            el("p").class("missing").test("missing").text(&text)
        }
    };
    let past = card.past.as_ref().map(|it| past(it).add(told(it)));
    let unread = card.unread.then(|| hint(t.lists_unread_earlier));
    let new = act(t.prepare_new_lead, Event::NewLead, wire).class("act quiet");
    panel(t.prepare_customer, "panel")
        .add(el("div").class("fields").each(fields).enter_takes(wire))
        .maybe((card.dial != DialView::None).then(|| beside(card, t, wire)).flatten())
        .add(el("div").class("row customer-foot").add(state).add(new))
        .maybe(past)
        .maybe(unread)
}

fn checklist(view: &PrepareView, t: &Texts, wire: &Wire) -> El {
    let all = view.checklist.iter().all(|(_, on)| *on);
    let items = view.checklist.iter().enumerate();
    let items = items.map(|(place, (text, on))| el("li").add(tick(text, *on, Event::Tick(place), wire)));
    let every = act(if all { t.prepare_all_clear } else { t.prepare_all_set }, Event::TickAll, wire).class("act quiet");
    panel(t.prepare_checklist, "panel").add(el("ul").class("ticks").each(items)).add(every)
}
