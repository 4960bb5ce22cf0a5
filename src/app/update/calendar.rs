//! Appointments for calendars elsewhere.

use super::super::summary;
use super::{Effect, Turn};
use crate::domain::{Id, ics};
use crate::store::Rep;
use crate::text::{fill, texts};

impl Turn<'_> {
    /// The file of an appointment; of one that is off, the file that takes it out of calendars.
    #[inline(never)]
    pub(super) fn download_ics(&mut self, id: &Id) {
        let model = &*self.model;
        // A practice call's appointment is only known to the call, and so is one that is off.
        let here = model.on_call().map(|it| (it.call.log(), it.call.state().appointment.as_ref()));
        let current = here.and_then(|(_, current)| current).filter(|it| it.id == *id);
        let current = model.records.appointments.get(id).map(|it| &**it).or(current);
        let off = here.and_then(|(log, current)| ics::cancelled(log, current)).filter(|it| it.id == *id);
        let Some(appointment) = current.or(off) else { return };
        let record = model.records.calls.get(&appointment.call);
        let log = match model.on_call().filter(|it| it.call.id == appointment.call) {
            Some(on_call) => on_call.call.log(),
            None => record.map_or(&[][..], |it| &it.0.log),
        };
        let locale = model.records.settings.locale;
        let (title, description) =
            summary::calendar_texts(appointment, record.map_or("", |it| it.1.lead.phone.as_str()), locale);
        let t = texts(locale);
        let cancelled = current.is_none();
        let (title, file) = match cancelled {
            true => (fill(t.calendar_cancelled, &[("title", &title)]), t.calendar_cancel_file),
            false => (title, t.calendar_file),
        };
        let Rep { name, company } = &model.records.settings.rep;
        let organizer = [name.trim(), company.trim()].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>();
        let told = ics::Told {
            title: &title,
            description: &description,
            organizer: &organizer.join(" · "),
            sequence: ics::sequence(log, id),
            cancelled,
        };
        let text = ics::to_ics(appointment, told, self.now.at);
        let day = crate::domain::time::date_text(appointment.time.wall.date());
        let name = format!("{file}-{day}.ics");
        self.effects.push(Effect::Download { name, mime: "text/calendar;charset=utf-8", text });
    }
}
