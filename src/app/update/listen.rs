//! Who talks: marked by a key that is tapped or held, or by the microphone.

use super::super::hearing::{FromMicrophone, Heard, Hearing, Microphone, MicrophoneFault};
use super::super::model::Desk;
use super::{Effect, Turn};
use crate::domain::call::{Event, Listening, Progress, Side};
use crate::domain::voice::News;
use crate::store::CallRecord;

/// A key that is down for so many milliseconds is held, not tapped.
const HELD: i64 = 400;

impl Turn<'_> {
    /// The customer talks now; if so already, the rep does.
    #[inline(never)]
    pub(super) fn hear(&mut self) {
        let present = self.model.on_call().and_then(|on_call| Listening::of(&on_call.call).present());
        let to = if present == Some(Side::Customer) { Side::Rep } else { Side::Customer };
        self.mark_by_hand(Some(to));
    }

    /// Notes who talks now, or that nobody's talking counts until it is said again.
    pub(super) fn mark_by_hand(&mut self, to: Option<Side>) {
        // The microphone knows better.
        if !matches!(self.model.hearing.microphone, Microphone::On(_)) {
            self.mark(to, 0);
        }
    }

    /// The same by key: it is waited for that it comes up.
    #[inline(never)]
    pub(super) fn hear_by_key(&mut self, key: String) {
        self.hear();
        self.model.hearing.held = Some(self.now.ran);
        self.effects.push(Effect::AwaitRelease(key));
    }

    #[inline(never)]
    pub(super) fn key_released(&mut self) {
        let held = self.model.hearing.held.take();
        if held.is_some_and(|since| self.now.ran.since(since) >= HELD) {
            self.mark_by_hand(Some(Side::Rep));
        }
    }

    /// Notes who talks since so many milliseconds. Nothing is said if it cannot be noted: a measurement is not worth a word.
    fn mark(&mut self, to: Option<Side>, ago: i64) {
        let Desk::Call(on_call) = &mut self.model.desk else { return };
        if Listening::of(&on_call.call).present() == to {
            return;
        }
        // The microphone hears a turn some time after it began, and other things may have happened since.
        let at = on_call.time(self.now).earlier(ago);
        let at = on_call.call.log().last().map_or(at, |entry| entry.at.max(at));
        if on_call.call.handle(at, Event::Turned { to }).is_ok() {
            let (id, record) = (on_call.call.id.clone(), CallRecord::from(&on_call.call));
            self.keep_call(id, record);
        }
    }

    #[inline(never)]
    pub(super) fn open_microphone(&mut self) {
        if !self.model.hearing.microphone.is_open() {
            self.model.hearing.microphone = Microphone::Asked;
            self.effects.push(Effect::OpenMicrophone);
        }
    }

    #[inline(never)]
    pub(super) fn close_microphone(&mut self) {
        if self.model.hearing.microphone.is_open() {
            self.effects.push(Effect::CloseMicrophone);
            self.mark(None, 0);
        }
        self.model.hearing.microphone = Microphone::Off;
    }

    #[inline(never)]
    pub(super) fn microphone_says(&mut self, said: FromMicrophone) {
        match (said, self.model.hearing.microphone) {
            // It was closed meanwhile.
            (_, Microphone::Off | Microphone::Failed(_)) => {}
            (FromMicrophone::Opened(Ok(())), _) => {
                self.model.hearing.microphone = Microphone::On(Heard::default());
            }
            (FromMicrophone::Opened(Err(fault)), _) => self.microphone_fails(fault),
            (FromMicrophone::Heard(_), Microphone::Asked) => {}
            (FromMicrophone::Heard(News::Voice { on, ago }), Microphone::On(_)) => {
                let side = if on { Side::Rep } else { Side::Customer };
                self.mark(Some(side), ago);
            }
            (FromMicrophone::Heard(News::Pace(pace)), Microphone::On(heard)) => {
                self.model.hearing.microphone = Microphone::On(Heard { pace: Some(pace), ..heard });
            }
            (FromMicrophone::Heard(News::Hint(hint)), Microphone::On(heard)) => {
                self.model.hearing.microphone = Microphone::On(Heard { hint: Some((hint, self.now.ran)), ..heard });
            }
        }
    }

    fn microphone_fails(&mut self, fault: MicrophoneFault) {
        self.effects.push(Effect::CloseMicrophone);
        self.mark(None, 0);
        self.model.hearing.microphone = Microphone::Failed(fault);
    }

    /// Nothing listens any longer than the line is open.
    pub(super) fn stop_listening(&mut self) {
        let talking = matches!(&self.model.desk, Desk::Call(it) if it.call.state().progress == Progress::Talking);
        if !talking && self.model.hearing != Hearing::default() {
            self.close_microphone();
            self.model.hearing = Hearing::default();
        }
    }
}
