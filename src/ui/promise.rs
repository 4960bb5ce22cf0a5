//! The follow-up form: when, what for, and why then.

use super::Wire;
use super::booking::{editor, later, refused, submit, zone};
use super::parts::{Act, field, tag};
use crate::app::Event;
use crate::app::view::PromiseView;
use crate::text::{fill, texts};
use yew::prelude::*;

/// The form.
pub fn promise(view: &PromiseView, wire: &Wire) -> Html {
    let t = texts(view.locale);
    let draft = &view.form.draft;
    let edit = |change| editor(draft, change, Event::EditPromise, wire);
    html! {
        <form class="form" onsubmit={submit(Event::Promise, wire)} data-test="promise">
            <div class="fields">
                { field("follow-up-date", t.form_date, &draft.date, "date", edit(|draft, text| draft.date = text)) }
                { field("follow-up-time", t.form_time, &draft.time, "time", edit(|draft, text| draft.time = text)) }
                { zone("follow-up-zone", &view.zones, draft, view.locale, edit(|draft, text| draft.zone = text)) }
                { field("follow-up-purpose", t.form_purpose, &draft.purpose, "text", edit(|draft, text| draft.purpose = text)) }
                { field("follow-up-reason", t.form_reason, &draft.reason, "text", edit(|draft, text| draft.reason = text)) }
            </div>
            { later(view.twice, draft, view.locale, edit(|draft, _| draft.later = !draft.later)) }
            { refused("promise-refused", &view.form.refusals, view.locale) }
            <div class="row">
                <button type="submit" class="act primary" data-test="set-follow-up">{ t.form_promise }</button>
                { Act::new(t.app_close, Event::CloseTool).class("act quiet").draw(wire) }
            </div>
            { view.fixed.as_ref().map(|when| html! {
                <div class="fixed" data-test="promised">
                    <p>{ tag(t.form_read_back) }{ fill(t.form_promise_line, &[("when", when)]) }</p>
                    { Act::new(t.form_cancel, Event::CancelPromise).class("act quiet").draw(wire) }
                </div>
            }) }
        </form>
    }
}
