//! What is open beside the line: offer cards, the appointment form, the follow-up form.

use super::super::model::{Form, Model, OnCall};
use super::Locales;
use super::when::{self, WhenView};
use crate::domain::flow::{Level, Tool};
use crate::domain::time::Resolved;
use crate::domain::{Fixed, Id, Locale, Moment, Wall, call, ics};
use crate::speech::when::both;
use crate::speech::zones::Zones;
use crate::speech::{Span, Speaker};
use crate::text::texts;

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToolView {
    /// Nothing.
    None,
    /// The offer.
    Cards(OffersView),
    /// The appointment form.
    Booking(BookingView),
    /// The follow-up form.
    Promise(PromiseView),
}

/// What they need, and what answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffersView {
    /// Languages.
    pub locales: Locales,
    /// The captured needs: whether it was said outright, and the need.
    pub needs: Vec<(bool, String)>,
    /// The cards, best fit first.
    pub cards: Vec<OfferView>,
    /// The line that sums up what was agreed to; empty before anything was.
    pub close: Vec<Span>,
}

/// An offer card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferView {
    /// Card.
    pub id: Id,
    /// Title.
    pub title: String,
    /// The captured needs it answers; may be empty.
    pub fits: String,
    /// It was looked for.
    pub sought: bool,
    /// The customer agreed to it.
    pub affirmed: bool,
    /// Feature, advantage, benefit, evidence.
    pub parts: [Vec<Span>; 4],
    /// Difference to a competitor; may be empty.
    pub versus: Vec<Span>,
}

/// What is fixed, to be read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedView {
    /// When, as one says it in the language of the call.
    pub when: String,
    /// By both clocks, if they differ.
    pub both: Option<String>,
}

/// An appointment of the call that is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffView {
    /// It.
    pub id: Id,
    /// When it was to be.
    pub when: String,
}

/// The appointment form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingView {
    /// Language of the desk.
    pub locale: Locale,
    /// As typed, and why it was refused.
    pub form: Form,
    /// The time field.
    pub when: WhenView,
    /// Zones to choose from, the rep's own among them.
    pub zones: Zones,
    /// The hour typed comes twice on that day.
    pub twice: bool,
    /// Only what is fixed is shown.
    pub folded: bool,
    /// What is fixed, and the appointment.
    pub fixed: Option<(FixedView, Id)>,
    /// An appointment that is off.
    pub cancelled: Option<OffView>,
}

/// The follow-up form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseView {
    /// Language of the desk.
    pub locale: Locale,
    /// As typed, and why it was refused.
    pub form: Form,
    /// The time field.
    pub when: WhenView,
    /// Zones to choose from, the rep's own among them.
    pub zones: Zones,
    /// The hour typed comes twice on that day.
    pub twice: bool,
    /// Only what is fixed is shown.
    pub folded: bool,
    /// What is fixed.
    pub fixed: Option<FixedView>,
}

pub(super) fn view(model: &Model, speaker: &Speaker<'_>, on_call: &OnCall, now: &Moment) -> ToolView {
    match on_call.tool {
        None => ToolView::None,
        Some(Tool::Cards) => {
            let locales = Locales { desk: model.records.settings.locale, flow: on_call.call.flow().locale };
            ToolView::Cards(offers(locales, speaker, on_call))
        }
        Some(Tool::Appointment) => ToolView::Booking(booking(model, speaker, on_call, now)),
        Some(Tool::FollowUp) => ToolView::Promise(promise(model, speaker, on_call, now)),
    }
}

fn offers(locales: Locales, speaker: &Speaker<'_>, on_call: &OnCall) -> OffersView {
    let (call, flow) = (&on_call.call, on_call.call.flow());
    let text = |text| speaker.say(text);
    let topic = |need: &call::Need| {
        let topic = need.topic.as_ref().and_then(|topic| flow.topic_named(topic));
        topic.map_or_else(String::new, |topic| topic.label.clone())
    };
    let need = |(level, need): (Level, &call::Need)| {
        let words = [topic(need), need.words.trim().to_owned()];
        let words: Vec<String> = words.into_iter().filter(|words| !words.is_empty()).collect();
        (level == Level::Explicit, words.join(texts(locales.desk).list_comma))
    };
    let and = texts(locales.desk).list_and;
    let offer = |found: call::Match| {
        let card = flow.card(found.card);
        let mut fits: Vec<String> = call::answered(call, found.card).map(|(_, need)| topic(need)).collect();
        fits.sort();
        fits.dedup();
        OfferView {
            id: card.id.clone(),
            title: card.title.clone(),
            fits: fits.join(and),
            sought: on_call.card.as_ref() == Some(&card.id),
            affirmed: call.state().is_affirmed(found.card),
            parts: [&card.feature, &card.advantage, &card.benefit, &card.evidence].map(text),
            versus: card.versus.as_ref().map_or_else(Vec::new, text),
        }
    };
    let agreed = call::affirmed(call).next().and_then(|_| call::summary_close(call));
    OffersView {
        locales,
        needs: call.state().needs(flow, None).map(need).collect(),
        cards: call::matches(call).into_iter().map(offer).collect(),
        close: agreed.map_or_else(Vec::new, text),
    }
}

fn booking(model: &Model, speaker: &Speaker<'_>, on_call: &OnCall, now: &Moment) -> BookingView {
    let (form, it) = (&on_call.booking, on_call.call.state().appointment.as_ref());
    BookingView {
        locale: model.records.settings.locale,
        form: form.clone(),
        when: when::view(model, speaker, on_call, form, it.map(|it| it.time.wall), now),
        zones: zones(model),
        twice: twice(model, form),
        folded: it.is_some() && !form.changing,
        fixed: it.map(|it| (fixed(model, speaker, &it.time, now), it.id.clone())),
        cancelled: cancelled(model, on_call, now),
    }
}

/// Its file may be in calendars, so another one takes it out of them.
#[inline(never)]
pub(super) fn cancelled(model: &Model, on_call: &OnCall, now: &Moment) -> Option<OffView> {
    let off = ics::cancelled(on_call.call.log(), on_call.call.state().appointment.as_ref())?;
    Some(OffView { id: off.id.clone(), when: model.agreed(&off.time, now) })
}

fn promise(model: &Model, speaker: &Speaker<'_>, on_call: &OnCall, now: &Moment) -> PromiseView {
    let (form, it) = (&on_call.promise, on_call.call.state().follow_up.as_ref());
    PromiseView {
        locale: model.records.settings.locale,
        form: form.clone(),
        when: when::view(model, speaker, on_call, form, it.map(|it| it.time.wall), now),
        zones: zones(model),
        twice: twice(model, form),
        folded: it.is_some() && !form.changing,
        fixed: it.map(|it| fixed(model, speaker, &it.time, now)),
    }
}

fn fixed(model: &Model, speaker: &Speaker<'_>, time: &Fixed, now: &Moment) -> FixedView {
    let both = both(time.wall, &time.zone, model.ours(time.at, now), model.records.settings.locale);
    FixedView { when: speaker.spoken(time.wall, &time.zone), both }
}

fn zones(model: &Model) -> Zones {
    let mut zones = model.zone_names.clone();
    if zones.all.is_empty() {
        zones.all = model.zone.iter().cloned().collect();
    }
    zones
}

fn twice(model: &Model, form: &Form) -> bool {
    let wall = Wall::parse(&format!("{}T{}", form.draft.date, form.draft.time));
    let zone = model.zone_table(&form.draft.zone);
    matches!(wall.zip(zone).map(|(wall, zone)| zone.resolve(wall)), Some(Resolved::Twice(..)))
}
