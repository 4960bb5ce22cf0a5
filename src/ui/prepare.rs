//! Before the call: who, why, what is missing, and the way into the call.

use super::Wire;
use super::gap::line;
use super::part::{Slice, part};
use super::parts::{Act, field_with, hint, panel, tag, tick, typed};
use crate::app::view::{CardView, PrepareView};
use crate::app::{Event, words};
use crate::domain::call::Disposition;
use crate::domain::{Lead, LeadField};
use crate::text::{Texts, fill, texts};
use std::rc::Rc;
use yew::prelude::*;

/// The pre-call card and the lists beside it.
pub fn prepare(view: &Rc<PrepareView>, unnamed: bool, wire: &Wire) -> Html {
    let t = texts(view.locale);
    html! {
        <div class="prepare">
            <h1 class="visually-hidden">{ t.prepare_title }</h1>
            <div class="prepare-card">
                { customer(&view.card, t, wire) }
                { panel(t.prepare_opening, "panel", html! {
                    <>
                        <p class="purpose">{ tag(t.prepare_purpose) }{ &view.purpose }</p>
                        <p class="line line-preview" data-test="line" lang={view.locale.tag()}>
                            { line(&view.opening, view.locale, wire) }
                        </p>
                        <p class="cue">{ &view.cue }</p>
                        { unnamed.then(|| hint(t.prepare_rep_missing)) }
                    </>
                }) }
                <div class="go">
                    { dial(&view.card, t) }
                    { Act::new(t.prepare_start, Event::StartCall).class("act primary big").hint("S").id("start-call")
                        .test("start-call").draw(wire) }
                </div>
                <div class="quick" role="group" aria-label={t.prepare_quick}>
                    { hint(t.prepare_quick) }
                    { for [Disposition::NoAnswer, Disposition::Busy, Disposition::WrongNumber].map(|it| {
                        Act::new(words::disposition(it, t), Event::QuickOutcome(it)).test(&format!("quick-{}", it.word())).draw(wire)
                    }) }
                </div>
                { checklist(view, t, wire) }
            </div>
            { part(Slice::Lists(view.clone()), wire) }
        </div>
    }
}

fn dial(card: &CardView, t: &Texts) -> Html {
    match &card.tel {
        Some(tel) => html! {
            <a class="act" href={tel.clone()} data-test="dial">{ t.prepare_dial }<b>{ &card.lead.phone }</b></a>
        },
        None => html! { <span class="act act-off" aria-disabled="true">{ t.prepare_no_number }</span> },
    }
}

fn customer(card: &CardView, t: &Texts, wire: &Wire) -> Html {
    let Lead {
        name,
        salutation,
        title,
        company,
        phone,
    } = &card.lead;
    let fields = [
        (LeadField::Name, "lead-name", name),
        (LeadField::Salutation, "lead-salutation", salutation),
        (LeadField::Title, "lead-title", title),
        (LeadField::Company, "lead-company", company),
        (LeadField::Phone, "lead-phone", phone),
    ];
    let missing: Vec<_> = card.missing.iter().map(|field| words::lead_field(*field, t)).collect();
    panel(
        t.prepare_customer,
        "panel",
        html! {
            <>
                <div class="fields">
                    { for fields.map(|(field, id, text)| {
                        let kind = if field == LeadField::Phone { "tel" } else { "text" };
                        let example = (field == LeadField::Salutation).then_some(t.lead_salutation_hint);
                        let tell = typed(wire, move |text| Event::SetLead(field, text));
                        field_with(id, words::lead_field(field, t), text, kind, example, tell)
                    }) }
                </div>
                <div class="row customer-foot">
                    if missing.is_empty() {
                        <p class="ok">{ t.prepare_complete }</p>
                    } else {
                        <p class="missing" data-test="missing">
                            { fill(t.prepare_missing, &[("fields", &missing.join(t.list_and))]) }
                        </p>
                    }
                    { card.last.as_ref().map(|(when, disposition)| {
                        let mut text = fill(t.prepare_last_call, &[("when", when)]);
                        if let Some(disposition) = disposition {
                            text.push_str(" · ");
                            text.push_str(words::disposition(*disposition, t));
                        }
                        hint(&text)
                    }) }
                    { Act::new(t.prepare_new_lead, Event::NewLead).class("act quiet").draw(wire) }
                </div>
            </>
        },
    )
}

fn checklist(view: &PrepareView, t: &Texts, wire: &Wire) -> Html {
    let all = view.checklist.iter().all(|(_, on)| *on);
    panel(
        t.prepare_checklist,
        "panel",
        html! {
            <>
                <ul class="ticks">
                    { for view.checklist.iter().enumerate().map(|(place, (text, on))| {
                        html! { <li>{ tick(text, *on, Event::Tick(place), wire) }</li> }
                    }) }
                </ul>
                { Act::new(if all { t.prepare_all_clear } else { t.prepare_all_set }, Event::TickAll).class("act quiet").draw(wire) }
            </>
        },
    )
}
