//! The appointment form: the time in words first, with times to propose, then its single parts.

use super::Wire;
use super::el::{Attr, El, On, Tell, el};
use super::parts::{act, field, hint, pick, tag};
use super::when::when;
use crate::app::view::{BookingView, FixedView, OffView};
use crate::app::{Event, words};
use crate::domain::Locale;
use crate::domain::appointment::{BookingRefusal, Draft};
use crate::domain::flow::Tool;
use crate::speech::zones::Zones;
use crate::text::{Texts, fill, texts};

/// The form.
pub fn booking(view: &BookingView, wire: &Wire) -> El {
    let t = texts(view.locale);
    let draft = &view.form.draft;
    let edit = |change| editor(draft, change, Event::EditBooking, wire);
    let fields = el("div")
        .class("fields fields-small")
        .add(field("appointment-date", t.form_date, &draft.date, "date", edit(|draft, text| draft.date = text)))
        .add(field("appointment-time", t.form_time, &draft.time, "time", edit(|draft, text| draft.time = text)))
        .add(field(
            "appointment-minutes",
            t.form_minutes,
            &draft.minutes,
            "number",
            edit(|draft, text| draft.minutes = text),
        ))
        .add(zone("appointment-zone", &view.zones, draft, view.locale, edit(|draft, text| draft.zone = text), wire))
        .add(field(
            "appointment-purpose",
            t.form_purpose,
            &draft.purpose,
            "text",
            edit(|draft, text| draft.purpose = text),
        ));
    let book = el("button").attr(Attr::Type, "submit").id("book").class("act primary").test("book");
    let book = book.text(if view.fixed.is_some() { t.form_rebook } else { t.form_book });
    let book = book.send(On::Click, Event::Book, wire);
    let form = el("form").class("form").test("booking").maybe(view.fixed.as_ref().map(|(it, id)| {
        let acts = el("div")
            .class("row")
            .maybe(view.folded.then(|| change(Tool::Appointment, t, wire)))
            .add(act(t.lists_ics, Event::DownloadIcs(id.clone()), wire).test("ics"))
            .add(act(t.form_cancel, Event::CancelBooking, wire).class("act quiet"));
        fixed("read-back", it, |said| said.form_read_back_line, view.when.spoken, t).add(acts)
    }));
    let form = form.maybe(view.cancelled.as_ref().map(|it| off(it, t, wire)));
    if view.folded {
        return form;
    }
    form.add(when("appointment-when", &view.when, wire))
        .add(fields)
        .maybe(later(view.twice, draft, view.locale, edit(|draft, _| draft.later = !draft.later)))
        .maybe(refused("booking-refused", &view.form.refusals, view.locale))
        .add(el("div").class("row").add(book).add(act(t.app_close, Event::CloseTool, wire).class("act quiet")))
}

/// What is off, and the file that takes it out of calendars.
pub fn off(view: &OffView, t: &Texts, wire: &Wire) -> El {
    let file = act(t.form_cancel_file, Event::DownloadIcs(view.id.clone()), wire).test("ics-cancel");
    el("div").class("row").test("cancelled").add(hint(&fill(t.form_cancelled, &[("when", &view.when)]))).add(file)
}

/// Unfolds the form under what is fixed.
pub fn change(tool: Tool, t: &Texts, wire: &Wire) -> El {
    act(t.form_change_time, Event::ChangeTime(tool), wire).test("change-time")
}

/// What is fixed, to be read back to the customer in the language of the call: it comes first, and takes the focus.
pub fn fixed(test: &str, view: &FixedView, line: fn(&Texts) -> &'static str, spoken: Locale, t: &Texts) -> El {
    let said = fill(line(texts(spoken)), &[("when", &view.when)]);
    let line = el("p").add(tag(t.form_read_back)).add(el("span").lang(spoken).text(&said));
    let place = el("div").id("fixed").attr(Attr::Tabindex, "-1").class("fixed").test(test);
    place.add(line).maybe(view.both.as_ref().map(|both| el("span").text(both)))
}

/// Changes one thing of a draft and hands the whole on.
pub fn editor(draft: &Draft, change: fn(&mut Draft, String), event: fn(Box<Draft>) -> Event, wire: &Wire) -> Tell {
    let (draft, dispatch) = (draft.clone(), wire.dispatch.clone());
    Box::new(move |text| {
        let mut draft = Box::new(draft.clone());
        change(&mut draft, text);
        dispatch.emit(event(draft));
    })
}

/// The zone a time is meant in: the ones with names of people's first, then all by the names of the tz database.
pub fn zone(id: &'static str, zones: &Zones, draft: &Draft, locale: Locale, tell: Tell, wire: &Wire) -> El {
    let chosen = zones.chosen(&draft.zone);
    let called = zones.called.iter().map(|(zone, called)| (zone.as_str(), called.clone()));
    let known = called.chain(zones.all.iter().map(|zone| (zone.as_str(), zone.replace('_', " "))));
    let mut known: Vec<(&str, String)> = known.collect();
    if !known.iter().any(|(zone, _)| *zone == chosen) {
        known.insert(0, (chosen, chosen.replace('_', " ")));
    }
    // All of them are hundreds of options: they are drawn when somebody is about to choose, and the form is there at once.
    pick(id, texts(locale).form_zone, chosen, known.into_iter(), tell).send(On::FocusIn, Event::ListZones, wire)
}

/// Which of the two, for an hour that comes twice.
pub fn later(twice: bool, draft: &Draft, locale: Locale, tell: Tell) -> Option<El> {
    let input = || el("input").attr(Attr::Type, "checkbox").checked(draft.later).tell(On::Change, tell);
    twice.then(|| el("label").class("tick").add(input()).text(texts(locale).form_later))
}

/// Every reason at once.
pub fn refused(id: &'static str, refusals: &[BookingRefusal], locale: Locale) -> Option<El> {
    let reason = |it: &BookingRefusal| el("li").text(&words::booking_refusal(it, locale));
    let place =
        || el("div").id(id).class("refused").attr(Attr::Role, "alert").attr(Attr::Tabindex, "-1").test("refused");
    (!refusals.is_empty())
        .then(|| place().add(el("b").text(texts(locale).form_refused)).add(el("ul").each(refusals.iter().map(reason))))
}
