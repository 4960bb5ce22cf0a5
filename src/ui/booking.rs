//! The appointment form: proposed times first, then whatever else the customer names.

use super::Wire;
use super::parts::{Act, field, pick, tag};
use crate::app::view::BookingView;
use crate::app::{Event, words};
use crate::domain::Locale;
use crate::domain::appointment::{BookingRefusal, Draft};
use crate::text::{fill, texts};
use yew::prelude::*;

/// The form.
pub fn booking(view: &BookingView, wire: &Wire) -> Html {
    let t = texts(view.locale);
    let draft = &view.form.draft;
    let edit = |change| editor(draft, change, Event::EditBooking, wire);
    let slots = view.slots.iter().enumerate().map(|(place, slot)| {
        let label = [slot.spoken.as_str(), &slot.written].join(" · ");
        Act::new(&slot.spoken, Event::UseSlot(place))
            .class("act chip")
            .test("slot")
            .label(&label)
            .draw(wire)
    });
    html! {
        <form class="form" onsubmit={submit(Event::Book, wire)} data-test="booking">
            <p class="form-lead">{ if view.slots.is_empty() { t.form_no_slots } else { t.form_propose } }</p>
            <div class="chips">{ for slots }</div>
            <div class="fields">
                { field("appointment-date", t.form_date, &draft.date, "date", edit(|draft, text| draft.date = text)) }
                { field("appointment-time", t.form_time, &draft.time, "time", edit(|draft, text| draft.time = text)) }
                { field("appointment-minutes", t.form_minutes, &draft.minutes, "number", edit(|draft, text| draft.minutes = text)) }
                { zone("appointment-zone", &view.zones, draft, view.locale, edit(|draft, text| draft.zone = text)) }
                { field("appointment-purpose", t.form_purpose, &draft.purpose, "text", edit(|draft, text| draft.purpose = text)) }
            </div>
            { later(view.twice, draft, view.locale, edit(|draft, _| draft.later = !draft.later)) }
            { refused("booking-refused", &view.form.refusals, view.locale) }
            <div class="row">
                <button type="submit" id="book" class="act primary" data-test="book">
                    { if view.fixed.is_some() { t.form_rebook } else { t.form_book } }
                </button>
                { Act::new(t.app_close, Event::CloseTool).class("act quiet").draw(wire) }
            </div>
            { view.fixed.as_ref().map(|(when, id)| html! {
                <div class="fixed" data-test="read-back">
                    <p>{ tag(t.form_read_back) }{ fill(t.form_read_back_line, &[("when", when)]) }</p>
                    <div class="row">
                        { Act::new(t.lists_ics, Event::DownloadIcs(id.clone())).test("ics").draw(wire) }
                        { Act::new(t.form_cancel, Event::CancelBooking).class("act quiet").draw(wire) }
                    </div>
                </div>
            }) }
        </form>
    }
}

/// Changes one thing of a draft and hands the whole on.
pub fn editor(
    draft: &Draft,
    change: fn(&mut Draft, String),
    event: fn(Box<Draft>) -> Event,
    wire: &Wire,
) -> Callback<String> {
    let (draft, dispatch) = (draft.clone(), wire.dispatch.clone());
    Callback::from(move |text| {
        let mut draft = Box::new(draft.clone());
        change(&mut draft, text);
        dispatch.emit(event(draft));
    })
}

/// Enter in a form does what its button does, and never leaves the page.
pub fn submit(event: Event, wire: &Wire) -> Callback<SubmitEvent> {
    let dispatch = wire.dispatch.clone();
    Callback::from(move |submit: SubmitEvent| {
        submit.prevent_default();
        dispatch.emit(event.clone());
    })
}

/// The zone a time is meant in.
pub fn zone(id: &'static str, zones: &[String], draft: &Draft, locale: Locale, tell: Callback<String>) -> Html {
    let options = zones
        .iter()
        .map(|zone| (zone.as_str(), zone.replace('_', " ")))
        .collect();
    pick(id, texts(locale).form_zone, &draft.zone, options, tell)
}

/// Which of the two, for an hour that comes twice.
pub fn later(twice: bool, draft: &Draft, locale: Locale, tell: Callback<String>) -> Html {
    if !twice {
        return Html::default();
    }
    let onchange = Callback::from(move |_: yew::Event| tell.emit(String::new()));
    html! { <label class="tick"><input type="checkbox" checked={draft.later} {onchange} />{ texts(locale).form_later }</label> }
}

/// Every reason at once.
pub fn refused(id: &'static str, refusals: &[BookingRefusal], locale: Locale) -> Html {
    if refusals.is_empty() {
        return Html::default();
    }
    html! {
        <div {id} class="refused" role="alert" tabindex="-1" data-test="refused">
            <b>{ texts(locale).form_refused }</b>
            <ul>{ for refusals.iter().map(|it| html! { <li>{ words::booking_refusal(it, locale) }</li> }) }</ul>
        </div>
    }
}
