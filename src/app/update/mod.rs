//! The one place where the model changes. Each part of the desk has its own file; this one says which event goes where.

use crate::store::{Key, StoreEffect, encode};
mod answer;
mod archive;
mod batch;
mod calendar;
mod card;
mod clock;
mod data;
mod database;
mod expire;
mod forms;
mod given;
mod host;
mod lasting;
mod listen;
mod lock;
mod mistake;
mod needs;
mod oncall;
mod outside;
mod over;
mod past;
mod picking;
mod restore;
mod tell;

pub use host::FromHost;

use super::actions::Place;
use super::data::{Stage, Task};
use super::effect::Effect;
use super::event::Event;
use super::model::{Model, Notice, Over, Why};
use super::reading::Take;
use crate::domain::flow::RepField;
use crate::domain::json::ToJson;
use crate::domain::{Moment, call};
use crate::speech::zones::{self, Zones};

/// Lets something happen, and says what is to be done outside.
pub fn update(model: &mut Model, event: Event, now: &Moment) -> Vec<Effect> {
    let (before, told) = (Place::of(model), model.notice.clone());
    let mut turn = Turn { model, now, effects: Vec::new() };
    turn.take(event);
    turn.recall();
    let after = Place::of(turn.model);
    if after != before && after != Place::Before {
        // A screen begins at its top, wherever the one before was. On the card the focus goes where it is needed.
        turn.effects.push(Effect::ShowTop);
    }
    if after != before && turn.model.notice == told {
        // What was told of the screen before is not true of this one.
        turn.model.notice.take_if(|notice| notice.is_of_screen());
    }
    turn.stop_listening();
    turn.hold_call();
    // Most of the time nobody is there, and before the rest of the program is here nobody can be.
    if turn.model.host.connected().is_some() {
        turn.tell_host();
    }
    turn.effects
}

/// One event at work.
struct Turn<'a> {
    model: &'a mut Model,
    now: &'a Moment,
    effects: Vec<Effect>,
}

impl Turn<'_> {
    fn take(&mut self, event: Event) {
        if self.model.lock.is_shut() && !lock::reaches_shut(&self.model.lock, &event) {
            return;
        }
        match event {
            Event::Key(key) => match super::keys::event_for(self.model, &key) {
                Some(Event::Hear) => self.hear_by_key(key.key),
                Some(event @ (Event::PickFrom(_) | Event::PickEntry(_))) => self.take(event),
                Some(event) => {
                    self.take(event);
                    self.stop_picking();
                }
                None => {}
            },
            Event::SetLocale(locale) => {
                self.model.records.settings.locale = locale;
                self.keep_settings();
                self.effects.push(Effect::ShowLocale(locale));
                self.call_zones();
                self.need_flow();
            }
            Event::SetTheme(theme) => {
                self.model.records.settings.theme = theme;
                self.keep_settings();
                self.effects.push(Effect::ShowTheme(theme));
            }
            Event::SetRep(field, text) => {
                let rep = &mut self.model.records.settings.rep;
                let slot = match field {
                    RepField::Name => &mut rep.name,
                    RepField::Company => &mut rep.company,
                };
                *slot = text.chars().take(crate::domain::Lead::MAX_TEXT).collect();
                self.keep_settings();
            }

            Event::SetKeysOff(off) => {
                self.model.records.settings.keys.off = off;
                self.keep_settings();
            }
            Event::ChangeHours(change) => self.change_hours(change),
            Event::SetKey(action, key) => self.set_key(action, &key),
            Event::ResetKeys => self.reset_keys(),

            Event::OpenPalette => self.open_palette(),
            Event::OpenHelp => self.open(Over::Help),
            Event::OpenKeys => self.open(Over::Keys),
            Event::OpenSettings => self.open(Over::Settings),
            Event::OpenDiagnostics => self.open_diagnostics(),
            Event::CloseOver => self.close_over(),
            Event::Choose(choice) => self.choose(choice),
            Event::HidePhrase => self.show_phrase(None),

            Event::SetLead(field, text) => self.set_lead(field, &text),
            Event::Tick(item) => self.tick(item),
            Event::TickAll => self.tick_all(),
            Event::NewLead => self.new_lead(),
            Event::CallAgain(id) => self.call_again(&id),
            Event::Dial => self.dial(),
            Event::StartCall => self.start_call(),
            Event::Practise => self.practise(),
            Event::QuickOutcome(disposition) => self.quick_outcome(disposition),
            Event::TakeOutcomeBack => self.take_outcome_back(),
            Event::AskToDelete => self.ask_to_delete(),
            Event::DeleteCall => self.delete_call(),
            Event::OpenCall(id) => self.ask_for(id, Why::Chosen, false),
            Event::Reopen(id) => self.ask_for(id, Why::Reopened, false),
            Event::LeaveCall => self.leave_call(),
            Event::WentBack => self.went_back(),
            Event::ShowRows(list, rows) => self.model.rows[list as usize] = rows,
            Event::Settle { call, done } => self.settle_follow_up(call, done),
            Event::DownloadCall(id) => self.download_call(&id),
            Event::SetAside(id) => self.set_aside(&id),

            Event::Do(event) => {
                self.happen(event);
            }
            Event::Pick(place) => self.pick(place),
            Event::PickFrom(picking) => self.pick_from(picking),
            Event::PickEntry(place) => self.pick_entry(place),
            Event::StopPicking => self.stop_picking(),
            Event::AddNeed { field, need } => self.take_need(&field, need),
            Event::SetTopic { field, place, topic } => self.set_topic(&field, place, topic),
            Event::FillGap(gap, text) => self.fill_gap(&gap, &text),
            Event::Hear => self.hear(),
            Event::HearNobody => self.mark_by_hand(None),
            Event::OpenMicrophone => self.open_microphone(),
            Event::CloseMicrophone => self.close_microphone(),
            Event::GoTo(area) => self.go_to(area),
            Event::SetExtent(extent) => self.set_extent(extent),
            Event::ComposeSummary => self.compose_summary(),
            Event::EditSummary(text) => self.edit_summary(text),
            Event::CopySummary => self.copy_summary(),

            Event::OpenTool(tool) => self.open_tool(tool),
            Event::ChangeTime(tool) => self.change_time(tool),
            Event::CloseTool => self.close_tool(),
            Event::EditBooking(draft) => self.edit_booking(*draft),
            Event::TypeTime(words) => self.type_time(words),
            Event::TakeTime(wall) => self.take_time(Take::Time(wall)),
            Event::Book => self.book(),
            Event::CancelBooking => {
                self.happen(call::Event::Booked { appointment: None });
            }
            Event::EditPromise(draft) => self.edit_promise(*draft),
            Event::Promise => self.promise(),
            Event::CancelPromise => {
                self.happen(call::Event::Promised { follow_up: None });
            }
            Event::DownloadIcs(id) => self.download_ics(&id),

            Event::DismissNotice => self.model.notice = None,
            Event::KeepAgain => {
                let effects = self.model.saves.again();
                self.store(effects);
            }
            Event::DownloadUnkept => self.download_unkept(),
            Event::FetchAgain => self.fetch_flow(),

            Event::Kept { key, version, held } => {
                let effects = self.model.saves.kept(&key, version, held);
                self.store(effects);
                if let Stage::Busy(Task::Lock(..)) = self.model.data.stage {
                    self.lock_kept(&key, version, held);
                }
            }
            Event::Secured { keys, archived, result } => self.secured(&keys, archived, result),
            Event::Archived { keys, figures, result } => self.archived(keys, &figures, result),
            Event::SearchArchive(query) => self.search_archive(query),
            Event::ArchiveFound(query, records) => self.archive_found(&query, records),
            Event::SearchCalls(query) => self.search_calls(query),
            Event::CustomerRecalled(lead_id, records) => self.recalled(&lead_id, records),
            Event::CallArchived(id) => self.call_archived(&id),
            Event::DatabaseCame(result) => self.database_came(result),
            Event::DatabaseTells(news) => self.database_tells(news),
            Event::LastingCame(lasting) => self.model.lasting = lasting,
            Event::AskToLast => self.effects.push(Effect::AskToLast),
            Event::Elsewhere { key, text } => self.elsewhere(&key, &text),
            Event::TabsCame { own, all } => self.tabs_came(own, &all),
            Event::CallClaimed { call, ours } => self.call_claimed(&call, ours),
            Event::CallTaken(id) => self.call_taken(&id),
            Event::TakeOver(id) => self.ask_for(id, Why::Chosen, true),
            Event::TimeCame => self.effects.extend(super::reminders::tell(self.model, self.now)),
            Event::RemindersCame(allowed) => self.model.reminders.allowed = allowed,
            Event::AskForReminders => self.effects.push(Effect::AskForReminders),
            Event::KeyReleased => self.key_released(),
            Event::FromMicrophone(said) => self.microphone_says(said),
            Event::FlowCame(locale, text) => self.flow_came(locale, text),
            Event::SoundsCame(text) => self.sounds_came(text.as_deref()),
            Event::ZoneCame { name, table } => self.zone_came(&name, table),
            Event::ZoneNamesCame(names) => self.model.zone_names.all = Zones::known(names),
            Event::ZonesCalled(said) => {
                self.model.zone_names.called = zones::called(&said, self.model.records.settings.locale);
            }
            Event::Updated => {
                if self.model.notice.is_none() {
                    self.notify(Notice::Updated);
                }
            }
            Event::Copied(done) => self.copied(done),
            Event::HeldBack(how, name, text) => self.held_back(how, name, text),
            Event::CopyFile(text) => self.copy_file(&text),
            Event::FromHost(said) => self.host_says(said),
            Event::Data(event) => self.data(event),
            Event::Lock(event) => self.lock(event),
        }
    }

    /// Tells the rep something.
    fn notify(&mut self, notice: Notice) {
        self.model.notice = Some(notice);
        self.model.notices += 1;
    }

    /// Something went on: what was told before is settled, but for what waits.
    fn settle(&mut self) {
        self.model.notice.take_if(|notice| !notice.waits());
    }

    fn keep(&mut self, key: &Key, data: &dyn ToJson) {
        let text = encode(data, self.model.saves.version(self.now.at));
        let effect = self.model.saves.write(key.text(), text);
        self.store(effect);
    }

    fn forget(&mut self, key: &Key) {
        let effect = self.model.saves.remove(key.text(), self.now.at);
        self.store(effect);
    }

    /// Asks something for the records of the outside.
    fn store(&mut self, effects: impl IntoIterator<Item = StoreEffect>) {
        self.effects.extend(effects.into_iter().map(Effect::Store));
    }

    /// What the rep chose was read anew.
    fn show_settings(&mut self) {
        let locale = self.model.records.settings.locale;
        self.effects.push(Effect::ShowLocale(locale));
        self.effects.push(Effect::ShowTheme(self.model.records.settings.theme));
        self.need_flow();
    }

    fn keep_settings(&mut self) {
        let settings = self.model.records.settings.clone();
        self.keep(&Key::Settings, &settings);
    }
}
