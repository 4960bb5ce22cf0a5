//! The appointment form: proposed times first, then whatever else the customer names.

use super::Dispatch;
use super::parts::{Act, Field, Pick};
use crate::app::view::BookingView;
use crate::app::{Event, words};
use crate::domain::Locale;
use crate::domain::appointment::{BookingRefusal, Draft};
use crate::text::{fill, texts};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct BookingProps {
    pub view: Rc<BookingView>,
    pub dispatch: Dispatch,
}

#[component]
pub fn Booking(props: &BookingProps) -> Html {
    let BookingProps { view, dispatch } = props;
    let t = texts(view.locale);
    let draft = &view.form.draft;
    let edit = |change: fn(&mut Draft, String)| editor(draft, change, dispatch, Event::EditBooking);
    let onsubmit = submit(dispatch, Event::Book);
    html! {
        <form class="form" {onsubmit} data-test="booking">
            <p class="form-lead">{ if view.slots.is_empty() { t.form_no_slots } else { t.form_propose } }</p>
            <div class="chips">
                { for view.slots.iter().enumerate().map(|(place, slot)| html! {
                    <Act {dispatch} event={Event::UseSlot(place)} class="chip" test="slot" label={slot.written.clone()}>
                        { &slot.spoken }
                    </Act>
                }) }
            </div>
            <div class="fields">
                <Field id="appointment-date" kind="date" label={t.form_date} value={draft.date.clone()}
                    oninput={edit(|draft, text| draft.date = text)} />
                <Field id="appointment-time" kind="time" label={t.form_time} value={draft.time.clone()}
                    oninput={edit(|draft, text| draft.time = text)} />
                <Zone id="appointment-zone" zones={view.zones.clone()} zone={draft.zone.clone()} locale={view.locale}
                    onchange={edit(|draft, text| draft.zone = text)} />
                <Field id="appointment-minutes" kind="number" label={t.form_minutes} value={draft.minutes.clone()}
                    oninput={edit(|draft, text| draft.minutes = text)} />
                <Field id="appointment-purpose" label={t.form_purpose} value={draft.purpose.clone()} most=200 class="field-wide"
                    oninput={edit(|draft, text| draft.purpose = text)} />
            </div>
            if view.twice {
                <Later id="appointment-later" on={draft.later} locale={view.locale}
                    onchange={edit(|draft, text| draft.later = text == "later")} />
            }
            <Refusals id="booking-refused" refusals={view.form.refusals.clone()} locale={view.locale} />
            <div class="row">
                <button type="submit" id="book" class="act primary" data-test="book">
                    { if view.fixed.is_some() { t.form_rebook } else { t.form_book } }
                </button>
                <Act {dispatch} event={Event::CloseTool} class="quiet">{ t.app_close }</Act>
            </div>
            if let Some((when, id)) = &view.fixed {
                <div class="fixed" data-test="read-back">
                    <p><span class="tag">{ t.form_read_back }</span>{ fill(t.form_read_back_line, &[("when", when)]) }</p>
                    <div class="row">
                        <Act {dispatch} event={Event::DownloadIcs(id.clone())} test="ics">{ t.lists_ics }</Act>
                        <Act {dispatch} event={Event::CancelBooking} class="quiet">{ t.form_cancel }</Act>
                    </div>
                </div>
            }
        </form>
    }
}

/// Changes one thing of a draft and hands the whole on.
pub fn editor(draft: &Draft, change: fn(&mut Draft, String), dispatch: &Dispatch, event: fn(Draft) -> Event) -> Callback<String> {
    let (draft, dispatch) = (draft.clone(), dispatch.clone());
    Callback::from(move |text| {
        let mut draft = draft.clone();
        change(&mut draft, text);
        dispatch.emit(event(draft));
    })
}

/// Enter in a form does what its button does, and never leaves the page.
pub fn submit(dispatch: &Dispatch, event: Event) -> Callback<SubmitEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |submit: SubmitEvent| {
        submit.prevent_default();
        dispatch.emit(event.clone());
    })
}

#[derive(Properties, PartialEq)]
pub struct ZoneProps {
    pub id: AttrValue,
    pub zones: Rc<[String]>,
    pub zone: AttrValue,
    pub locale: Locale,
    pub onchange: Callback<String>,
}

#[component]
pub fn Zone(props: &ZoneProps) -> Html {
    let options = props.zones.iter().map(|zone| (AttrValue::from(zone.clone()), AttrValue::from(zone.replace('_', " "))));
    html! {
        <Pick id={props.id.clone()} label={texts(props.locale).form_zone} value={props.zone.clone()}
            options={options.collect::<Vec<_>>()} onchange={props.onchange.clone()} />
    }
}

#[derive(Properties, PartialEq)]
pub struct LaterProps {
    pub id: AttrValue,
    pub on: bool,
    pub locale: Locale,
    pub onchange: Callback<String>,
}

/// Which of the two, for an hour that comes twice.
#[component]
pub fn Later(props: &LaterProps) -> Html {
    let onchange = {
        let (tell, on) = (props.onchange.clone(), props.on);
        Callback::from(move |_: yew::Event| tell.emit(if on { String::new() } else { "later".to_owned() }))
    };
    html! {
        <label class="tick" for={props.id.clone()}>
            <input id={props.id.clone()} type="checkbox" checked={props.on} {onchange} />{ texts(props.locale).form_later }
        </label>
    }
}

#[derive(Properties, PartialEq)]
pub struct RefusalsProps {
    pub id: AttrValue,
    pub refusals: Vec<BookingRefusal>,
    pub locale: Locale,
}

/// Every reason at once.
#[component]
pub fn Refusals(props: &RefusalsProps) -> Html {
    if props.refusals.is_empty() {
        return html! {};
    }
    html! {
        <div id={props.id.clone()} class="refused" role="alert" tabindex="-1" data-test="refused">
            <b>{ texts(props.locale).form_refused }</b>
            <ul>{ for props.refusals.iter().map(|it| html! { <li>{ words::booking_refusal(it, props.locale) }</li> }) }</ul>
        </div>
    }
}
