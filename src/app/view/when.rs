//! The time field of a form: what is typed, what it means in full, what can be taken, and the day around it.

use super::super::model::{Form, Model, OnCall};
use super::super::reading::{self, Field, Meaning, Take};
use super::super::words;
use crate::domain::natural::{Bound, Rest};
use crate::domain::schedule::{Fit, Quarter, Search};
use crate::domain::{Locale, Moment, Wall};
use crate::speech::{Speaker, when};
use crate::text::{Texts, fill, texts};
use time::{Date, Time};

/// The time field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhenView {
    /// Language of the desk.
    pub locale: Locale,
    /// Language of the call.
    pub spoken: Locale,
    /// A line to say, in the language of the call.
    pub say: Option<String>,
    /// What was typed.
    pub words: String,
    /// What that is in full, or what the date and time fields hold; may be empty.
    pub reading: String,
    /// What is to be known of it, or why it is none and what to do.
    pub notes: Vec<String>,
    /// The reading, if it is a time that can be taken.
    pub takes: Option<Wall>,
    /// What the times to choose from are.
    pub lead: &'static str,
    /// Times to choose from.
    pub slots: Vec<SlotView>,
    /// Enter takes the first of them.
    pub first: bool,
    /// The day.
    pub day: Option<DayView>,
}

/// A time to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotView {
    /// By the customer's clock.
    pub wall: Wall,
    /// On the button.
    pub text: String,
    /// In full.
    pub label: String,
}

/// A day of the rep's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayView {
    /// Its date.
    pub title: String,
    /// Its quarters of an hour, see [`crate::domain::schedule::SHOWN`].
    pub quarters: Vec<Quarter>,
    /// What is taken, in words.
    pub taken: Vec<String>,
}

/// Who works it out.
struct Looking<'a> {
    model: &'a Model,
    form: &'a Form,
    field: Field,
    search: Option<Search<'a>>,
    now: &'a Moment,
    locale: Locale,
    t: &'static Texts,
}

/// `fixed` is what is agreed already.
pub(super) fn view(
    model: &Model,
    speaker: &Speaker<'_>,
    on_call: &OnCall,
    form: &Form,
    fixed: Option<Wall>,
    now: &Moment,
) -> WhenView {
    let locale = model.records.settings.locale;
    let field = reading::look(model, on_call, form, now);
    let search = reading::search(model, on_call, form, now);
    let search = search.map(|search| Search { minutes: field.minutes.unwrap_or(search.minutes), ..search });
    let looking = Looking { model, form, field, search, now, locale, t: texts(locale) };
    let (field, t) = (&looking.field, looking.t);
    let takes = match field.meaning {
        Meaning::Time(wall, _) => Some(wall),
        _ => None,
    };
    let today = speaker.today_in(&form.draft.zone);
    WhenView {
        locale,
        spoken: speaker.locale(),
        say: looking.say(speaker, fixed),
        words: form.words.clone(),
        reading: looking.reading(),
        notes: looking.notes(),
        takes,
        lead: match field.meaning {
            _ if field.offers.is_empty() => "",
            Meaning::Day(_, _, Bound::Days(_)) => t.form_propose,
            Meaning::Day(..) | Meaning::Time(_, Bound::Within(_)) => t.time_free,
            Meaning::Time(..) => t.time_or,
            Meaning::Unread => t.time_may,
            Meaning::Fields(_) | Meaning::Nothing(_) => t.form_propose,
        },
        slots: field.offers.iter().map(|wall| looking.slot(*wall, today)).collect(),
        first: takes.is_none() && matches!(field.take(), Some(Take::Time(_))),
        day: looking.day(),
    }
}

impl Looking<'_> {
    fn zone(&self) -> &str {
        &self.form.draft.zone
    }

    /// What the rep's clock shows at a time of the customer's.
    fn ours(&self, wall: Wall) -> Option<Wall> {
        Some(self.model.ours(self.search.as_ref()?.instant(wall)?, self.now))
    }

    /// In full: date, weekday and time, by both clocks if they differ.
    fn full(&self, wall: Wall) -> String {
        let both = self.ours(wall).and_then(|ours| when::both(wall, self.zone(), ours, self.locale));
        both.unwrap_or_else(|| when::written(wall, self.locale))
    }

    /// A time on a button: as one says it; beside its own day the hour alone, and in full where two dates are to be told apart.
    fn slot(&self, wall: Wall, today: Date) -> SlotView {
        let mut text = match self.field.meaning {
            Meaning::Time(_, Bound::Within(_)) => when::hour(wall, self.locale),
            Meaning::Time(..) | Meaning::Unread => when::written(wall, self.locale),
            Meaning::Day(_, _, Bound::Days(_)) => when::spoken(wall, today, self.locale),
            Meaning::Day(day, ..) if day == wall.date() => when::hour(wall, self.locale),
            _ => when::spoken(wall, today, self.locale),
        };
        if let Some(ours) = self.ours(wall).and_then(|ours| when::ours_beside(wall, ours, self.locale)) {
            text.push_str(" · ");
            text.push_str(&ours);
        }
        let full = self.full(wall);
        let label = if text == full { full } else { [&text, " · ", &full].concat() };
        SlotView { wall, text, label }
    }

    fn reading(&self) -> String {
        match self.field.meaning {
            Meaning::Time(wall, _) | Meaning::Fields(Some(wall)) => self.full(wall),
            Meaning::Day(day, part, _) => {
                let day = when::day(day, self.locale);
                part.map_or_else(|| day.clone(), |part| [&day, " ", when::part(part, self.t)].concat())
            }
            Meaning::Fields(None) | Meaning::Nothing(_) | Meaning::Unread => String::new(),
        }
    }

    fn notes(&self) -> Vec<String> {
        let t = self.t;
        let mut notes: Vec<String> = Vec::new();
        if let Meaning::Nothing(refusal) = self.field.meaning {
            notes.push(words::time_refusal(refusal, self.locale));
        }
        match &self.field.rest {
            Rest::Nothing => {}
            Rest::Reason(text) => notes.push(fill(t.time_reason, &[("text", text)])),
            Rest::Unread(text) => notes.push(fill(t.time_unread, &[("text", text)])),
        }
        if let Some(minutes) = self.field.minutes {
            notes.push(fill(t.time_length, &[("n", &minutes.to_string())]));
        }
        if let Some(zone) = self.field.elsewhere {
            let place = when::clock_of(zone, reading::zone_name(self.model, zone), self.locale);
            notes.push(fill(t.time_elsewhere, &[("place", &place)]));
        }
        if let Meaning::Time(_, bound) | Meaning::Day(_, _, bound) = self.field.meaning {
            match bound {
                Bound::On => {}
                Bound::By => notes.push(t.time_by.into()),
                Bound::From => notes.push(t.time_from.into()),
                Bound::Days(last) => notes.push(fill(t.time_days, &[("day", &when::day(last, self.locale))])),
                Bound::Within(end) => {
                    // The day does not show.
                    let end = Wall::new(Date::MIN, end).clock();
                    notes.push(fill(t.time_within, &[("time", &end)]));
                }
            }
        }
        let Some(search) = &self.search else { return notes };
        match self.field.meaning {
            Meaning::Time(wall, _) | Meaning::Fields(Some(wall)) => {
                match search.fit(wall) {
                    Fit::Inside => {}
                    Fit::Outside => {
                        let hours = super::hours::written(&search.hours, t);
                        notes.push(fill(t.time_outside, &[("hours", &hours)]));
                    }
                    Fit::DayOff => notes.push(t.time_day_off.into()),
                }
                if let Some(taken) = search.clash(wall) {
                    notes.push(fill(t.time_taken, &[("what", &taken.what)]));
                }
            }
            Meaning::Day(day, ..) if self.field.offers.is_empty() => {
                let day_off = search.fit(Wall::new(day, Time::MIDNIGHT)) == Fit::DayOff;
                notes.push(if day_off { t.time_day_off_hour } else { t.time_none_free }.into());
            }
            Meaning::Day(..) | Meaning::Fields(None) | Meaning::Nothing(_) | Meaning::Unread => {}
        }
        notes
    }

    /// Two times to choose between, or the one that was chosen to agree to.
    fn say(&self, speaker: &Speaker<'_>, fixed: Option<Wall>) -> Option<String> {
        let t = texts(speaker.locale());
        let (text, two) = match (self.field.meaning, self.field.offers.as_slice()) {
            (Meaning::Unread, _) => return None,
            (Meaning::Time(first, Bound::Within(_) | Bound::Days(_)), [second, ..]) => {
                (t.time_say_two, [first, *second])
            }
            (Meaning::Time(first, _), [second, ..]) => (t.time_say_which, [first, *second]),
            (Meaning::Time(wall, _) | Meaning::Fields(Some(wall)), _) => {
                let said = || fill(t.time_say_one, &[("when", &speaker.spoken(wall, self.zone()))]);
                return (fixed != Some(wall)).then(said);
            }
            (_, [first, second, ..]) => (t.time_say_two, [*first, *second]),
            _ => return None,
        };
        let [first, second] = when::two_spoken(two, speaker.today_in(self.zone()), speaker.locale());
        Some(fill(text, &[("first", &first), ("second", &second)]))
    }

    fn day(&self) -> Option<DayView> {
        let search = self.search.as_ref()?;
        let day = self.field.day(self.form)?;
        let line = |(from, until, what): (Wall, Wall, &str)| [&from.clock(), "–", &until.clock(), " ", what].concat();
        Some(DayView {
            title: when::day(day, self.locale),
            quarters: search.quarters(day, self.field.looked()),
            taken: search.taken_on(day).into_iter().map(line).collect(),
        })
    }
}
