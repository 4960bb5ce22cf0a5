//! Before the call: who, why, what is missing, and the way into the call.

use super::Dispatch;
use super::gap::Line;
use super::lists::Lists;
use super::parts::{Act, Field, Panel};
use crate::app::view::{CardView, PrepareView};
use crate::app::{Event, Rep, words};
use crate::domain::call::Disposition;
use crate::domain::{LeadField, Locale};
use crate::text::{fill, texts};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PrepareProps {
    pub view: Rc<PrepareView>,
    pub rep: Rep,
    pub dispatch: Dispatch,
}

#[component]
pub fn Prepare(props: &PrepareProps) -> Html {
    let PrepareProps { view, rep, dispatch } = props;
    let t = texts(view.locale);
    let rep_missing = rep.name.trim().is_empty() || rep.company.trim().is_empty();
    html! {
        <div class="prepare">
            <h1 class="visually-hidden">{ t.prepare_title }</h1>
            <div class="prepare-card">
                <Customer card={view.card.clone()} locale={view.locale} {dispatch} />
                <Panel title={t.prepare_opening} class="opening">
                    <p class="purpose"><span class="tag">{ t.prepare_purpose }</span>{ &view.purpose }</p>
                    <p class="line line-preview" data-test="line" lang={view.locale.tag()}>
                        <Line spans={view.opening.clone()} locale={view.locale} {dispatch} />
                    </p>
                    <p class="cue">{ &view.cue }</p>
                    if rep_missing {
                        <p class="hint">{ t.prepare_rep_missing }</p>
                    }
                </Panel>
                <div class="go">
                    if let Some(tel) = &view.card.tel {
                        <a class="act" href={tel.clone()} data-test="dial">{ t.prepare_dial }{ " " }<b>{ &view.card.lead.phone }</b></a>
                    } else {
                        <span class="act act-off" aria-disabled="true">{ t.prepare_no_number }</span>
                    }
                    <Act {dispatch} event={Event::StartCall} class="primary big" hint="S" id="start-call" test="start-call">
                        { t.prepare_start }
                    </Act>
                </div>
                <div class="quick" role="group" aria-label={t.prepare_quick}>
                    <span class="hint">{ t.prepare_quick }</span>
                    { for [Disposition::NoAnswer, Disposition::Busy, Disposition::WrongNumber].map(|it| html! {
                        <Act {dispatch} event={Event::QuickOutcome(it)} test={format!("quick-{}", it.word())}>
                            { words::disposition(it, t) }
                        </Act>
                    }) }
                </div>
                <Checklist items={view.checklist.clone()} locale={view.locale} {dispatch} />
            </div>
            <Lists view={view.clone()} {dispatch} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct CustomerProps {
    card: CardView,
    locale: Locale,
    dispatch: Dispatch,
}

#[component]
fn Customer(props: &CustomerProps) -> Html {
    let CustomerProps { card, locale, dispatch } = props;
    let t = texts(*locale);
    let lead = &card.lead;
    let field = |field: LeadField, value: &str| {
        let oninput = {
            let dispatch = dispatch.clone();
            Callback::from(move |text| dispatch.emit(Event::SetLead(field, text)))
        };
        let kind = if field == LeadField::Phone { "tel" } else { "text" };
        let hint = (field == LeadField::Salutation).then_some(t.lead_salutation_hint);
        html! {
            <Field id={format!("lead-{}", field.word())} label={words::lead_field(field, t)} value={value.to_owned()}
                {kind} {hint} {oninput} />
        }
    };
    let missing: Vec<_> = card.missing.iter().map(|field| words::lead_field(*field, t)).collect();
    html! {
        <Panel title={t.prepare_customer} class="customer">
            <div class="fields">
                { field(LeadField::Name, &lead.name) }
                { field(LeadField::Salutation, &lead.salutation) }
                { field(LeadField::Title, &lead.title) }
                { field(LeadField::Company, &lead.company) }
                { field(LeadField::Phone, &lead.phone) }
            </div>
            <div class="row customer-foot">
                if missing.is_empty() {
                    <p class="ok">{ t.prepare_complete }</p>
                } else {
                    <p class="missing" data-test="missing">
                        { fill(t.prepare_missing, &[("fields", &missing.join(t.list_and))]) }
                    </p>
                }
                if let Some((when, disposition)) = &card.last {
                    <p class="hint">
                        { fill(t.prepare_last_call, &[("when", when)]) }
                        if let Some(disposition) = disposition {
                            { " · " }{ words::disposition(*disposition, t) }
                        }
                    </p>
                }
                <Act {dispatch} event={Event::NewLead} class="quiet">{ t.prepare_new_lead }</Act>
            </div>
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
struct ChecklistProps {
    items: Vec<(String, bool)>,
    locale: Locale,
    dispatch: Dispatch,
}

#[component]
fn Checklist(props: &ChecklistProps) -> Html {
    let ChecklistProps { items, locale, dispatch } = props;
    let t = texts(*locale);
    let all = items.iter().all(|(_, on)| *on);
    html! {
        <Panel title={t.prepare_checklist} class="checklist">
            <ul class="ticks">
                { for items.iter().enumerate().map(|(place, (text, on))| {
                    let onchange = {
                        let dispatch = dispatch.clone();
                        Callback::from(move |_: yew::Event| dispatch.emit(Event::Tick(place)))
                    };
                    html! {
                        <li><label class="tick"><input type="checkbox" checked={*on} {onchange} />{ text }</label></li>
                    }
                }) }
            </ul>
            <Act {dispatch} event={Event::TickAll} class="quiet">{ if all { t.prepare_all_clear } else { t.prepare_all_set } }</Act>
        </Panel>
    }
}
