//! The follow-up form: when, what for, and why then.

use super::Dispatch;
use super::booking::{Later, Refusals, Zone, editor, submit};
use super::parts::{Act, Field};
use crate::app::Event;
use crate::app::view::PromiseView;
use crate::domain::appointment::Draft;
use crate::text::{fill, texts};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PromiseProps {
    pub view: Rc<PromiseView>,
    pub dispatch: Dispatch,
}

#[component]
pub fn Promise(props: &PromiseProps) -> Html {
    let PromiseProps { view, dispatch } = props;
    let t = texts(view.locale);
    let draft = &view.form.draft;
    let edit = |change: fn(&mut Draft, String)| editor(draft, change, dispatch, Event::EditPromise);
    let onsubmit = submit(dispatch, Event::Promise);
    html! {
        <form class="form" {onsubmit} data-test="promise">
            <div class="fields">
                <Field id="follow-up-date" kind="date" label={t.form_date} value={draft.date.clone()}
                    oninput={edit(|draft, text| draft.date = text)} />
                <Field id="follow-up-time" kind="time" label={t.form_time} value={draft.time.clone()}
                    oninput={edit(|draft, text| draft.time = text)} />
                <Zone id="follow-up-zone" zones={view.zones.clone()} zone={draft.zone.clone()} locale={view.locale}
                    onchange={edit(|draft, text| draft.zone = text)} />
                <Field id="follow-up-purpose" label={t.form_purpose} value={draft.purpose.clone()} most=200 class="field-wide"
                    oninput={edit(|draft, text| draft.purpose = text)} />
                <Field id="follow-up-reason" label={t.form_reason} value={draft.reason.clone()} most=200 class="field-wide"
                    oninput={edit(|draft, text| draft.reason = text)} />
            </div>
            if view.twice {
                <Later id="follow-up-later" on={draft.later} locale={view.locale}
                    onchange={edit(|draft, text| draft.later = text == "later")} />
            }
            <Refusals id="promise-refused" refusals={view.form.refusals.clone()} locale={view.locale} />
            <div class="row">
                <button type="submit" class="act primary" data-test="set-follow-up">{ t.form_promise }</button>
                <Act {dispatch} event={Event::CloseTool} class="quiet">{ t.app_close }</Act>
            </div>
            if let Some(when) = &view.fixed {
                <div class="fixed" data-test="promised">
                    <p><span class="tag">{ t.form_read_back }</span>{ fill(t.form_promise_line, &[("when", when)]) }</p>
                    <Act {dispatch} event={Event::CancelPromise} class="quiet">{ t.form_cancel }</Act>
                </div>
            }
        </form>
    }
}
