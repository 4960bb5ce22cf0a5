//! The follow-up form: when, what for, and why then.

use super::Wire;
use super::booking::{change, editor, fixed, later, refused, zone};
use super::el::{Attr, El, On, el};
use super::parts::{act, field};
use super::when::when;
use crate::app::Event;
use crate::app::view::PromiseView;
use crate::domain::flow::Tool;
use crate::text::texts;

/// The form.
pub fn promise(view: &PromiseView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let draft = &view.form.draft;
    let edit = |change| editor(draft, change, Event::EditPromise, wire);
    let fields = el("div")
        .class("fields fields-small")
        .add(field("follow-up-date", t.form_date, &draft.date, "date", edit(|draft, text| draft.date = text)))
        .add(field("follow-up-time", t.form_time, &draft.time, "time", edit(|draft, text| draft.time = text)))
        .add(zone("follow-up-zone", &view.zones, draft, view.locale, edit(|draft, text| draft.zone = text), wire))
        .add(field(
            "follow-up-purpose",
            t.form_purpose,
            &draft.purpose,
            "text",
            edit(|draft, text| draft.purpose = text),
        ))
        .add(field("follow-up-reason", t.form_reason, &draft.reason, "text", edit(|draft, text| draft.reason = text)));
    let set = el("button").attr(Attr::Type, "submit").class("act primary").id("set-follow-up").test("set-follow-up");
    let set = set.text(t.form_promise).send(On::Click, Event::Promise, wire);
    let form = el("form").class("form").test("promise").maybe(view.fixed.as_ref().map(|it| {
        let acts = el("div")
            .class("row")
            .maybe(view.folded.then(|| change(Tool::FollowUp, t, wire)))
            .add(act(t.form_cancel, Event::CancelPromise, wire).class("act quiet"));
        fixed("promised", it, |said| said.form_promise_line, view.when.spoken, t).add(acts)
    }));
    if view.folded {
        return form;
    }
    form.add(when("follow-up-when", &view.when, wire))
        .add(fields)
        .maybe(later(view.twice, draft, view.locale, edit(|draft, _| draft.later = !draft.later)))
        .maybe(refused("promise-refused", &view.form.refusals, view.locale))
        .add(el("div").class("row").add(set).add(act(t.app_close, Event::CloseTool, wire).class("act quiet")))
}
