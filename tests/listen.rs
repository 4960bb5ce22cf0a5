//! Who talks, as a rep marks it: keys that are tapped or held, the microphone, the summary, and a page that comes back.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use callflow::app::{Effect, Event, FromMicrophone, Microphone, MicrophoneFault, Notice};
use callflow::domain::call::{self, Disposition, Listening, Refusal, Side};
use callflow::domain::voice::{Hint, News};
use callflow::domain::{Locale, Stamp};
use callflow::store::SummaryLength;
use common::desk::Desk;
use std::collections::BTreeMap;

impl Desk {
    /// With the small flow; time goes on only when it is said.
    fn on_small(kept: BTreeMap<String, String>) -> Self {
        let mut desk = Self::open(kept);
        desk.step = 0;
        desk.happen(Event::FlowCame(Locale::En, Some(common::SMALL.into())));
        desk.asked.clear();
        desk
    }

    fn in_call() -> Self {
        let mut desk = Self::on_small(BTreeMap::new());
        desk.happen(Event::StartCall);
        desk
    }

    /// So many seconds pass.
    fn wait(&mut self, seconds: i64) {
        self.now += seconds * 1000;
    }

    fn hold(&mut self, seconds: i64) {
        self.press("h");
        self.wait(seconds);
        self.happen(Event::KeyReleased);
    }

    fn tap(&mut self) {
        self.press("h");
        self.now += 100;
        self.happen(Event::KeyReleased);
        self.now -= 100;
    }

    fn hears(&mut self, news: News) {
        self.happen(Event::FromMicrophone(FromMicrophone::Heard(news)));
    }

    fn listening(&self) -> Listening {
        Listening::of(&self.model.on_call().unwrap().call)
    }

    fn share(&self) -> Option<i64> {
        self.listening().share(Stamp(self.now))
    }

    fn present(&self) -> Option<Side> {
        self.listening().present()
    }

    /// What was asked of the microphone.
    fn microphone(&self) -> Vec<Effect> {
        let is_its = |effect: &&Effect| matches!(effect, Effect::OpenMicrophone | Effect::CloseMicrophone);
        self.asked.iter().filter(is_its).cloned().collect()
    }
}

#[test]
fn a_tap_passes_the_turn_and_a_hold_gives_it_back() {
    let mut desk = Desk::in_call();
    desk.tap();
    desk.wait(30);
    assert_eq!((desk.present(), desk.share()), (Some(Side::Customer), Some(100)));
    desk.tap();
    desk.wait(10);
    assert_eq!((desk.present(), desk.share()), (Some(Side::Rep), Some(75)));
    desk.hold(20);
    desk.wait(2);
    // 50 s of the customer, 12 s of the rep.
    assert_eq!((desk.present(), desk.share()), (Some(Side::Rep), Some(81)));
    // Typed with Shift, or released by a page that loses the focus after a tap: nothing is given back twice.
    desk.press("H");
    desk.happen(Event::KeyReleased);
    desk.wait(5);
    desk.happen(Event::KeyReleased);
    assert_eq!(desk.present(), Some(Side::Customer));
    desk.happen(Event::HearNobody);
    assert_eq!(desk.present(), None);
    assert_eq!(desk.asked.iter().filter(|it| matches!(it, Effect::AwaitRelease(key) if key == "h")).count(), 3);
}

#[test]
fn undo_takes_back_the_last_decision_and_no_mark() {
    let mut desk = Desk::in_call();
    desk.happen(Event::Do(call::Event::Noted { text: "first".into() }));
    desk.tap();
    desk.wait(30);
    desk.press("u");
    assert!(desk.model.on_call().unwrap().call.state().notes.is_empty());
    assert_eq!((desk.present(), desk.share()), (Some(Side::Customer), Some(100)));
    desk.press("u");
    assert_eq!(desk.model.notice, Some(Notice::Refused(Refusal::NothingToUndo)));
    // Nor does a mark take away what was told.
    desk.tap();
    assert!(desk.model.notice.is_some());
}

#[test]
fn the_end_stops_it_and_the_summary_tells_it() {
    let mut desk = Desk::in_call();
    desk.press("e");
    assert!(desk.wrapped_up().listening.is_none() && !desk.wrapped_up().summary.contains("Listening"));
    desk.press("u");
    desk.tap();
    desk.wait(72);
    desk.tap();
    desk.wait(28);
    desk.press("e");
    desk.wait(500);
    desk.happen(Event::SetExtent(SummaryLength::Full));
    let view = desk.wrapped_up();
    assert_eq!(view.listening, Some((72, "0:28".into())));
    let line = "Listening: Customer 72%, target 80%, longest monologue 0:28";
    assert!(view.summary.lines().any(|it| it == line), "{}", view.summary);
    // After the call the key means nothing.
    desk.press("h");
    assert_eq!(desk.wrapped_up().listening, Some((72, "0:28".into())));
}

#[test]
fn a_page_that_comes_back_counts_nothing_of_the_time_it_was_away() {
    let mut desk = Desk::in_call();
    desk.tap();
    desk.wait(30);
    desk.tap();
    desk.wait(10);
    desk.tap();
    desk.wait(40);
    let id = desk.model.on_call().unwrap().call.id.clone();
    let mut again = Desk::on_small(desk.kept.clone());
    again.now = desk.now + 3_600_000;
    again.happen(Event::OpenCall(id.clone()));
    assert_eq!((again.present(), again.share()), (None, Some(75)));
    // It is kept so: opened once more it tells the same.
    let mut third = Desk::on_small(again.kept.clone());
    third.now = again.now + 3_600_000;
    third.happen(Event::OpenCall(id));
    assert_eq!((third.present(), third.share()), (None, Some(75)));
    let opened = |desk: &Desk| desk.model.on_call().unwrap().call.log().len();
    assert_eq!(opened(&third), opened(&again));
}

#[test]
fn the_microphone_marks_when_the_rep_talks_and_is_closed_with_the_line() {
    let mut desk = Desk::in_call();
    desk.happen(Event::OpenMicrophone);
    desk.happen(Event::OpenMicrophone);
    assert_eq!(desk.microphone(), [Effect::OpenMicrophone]);
    desk.happen(Event::FromMicrophone(FromMicrophone::Opened(Ok(()))));
    assert_eq!(desk.present(), None);
    desk.wait(10);
    // It began a second ago.
    desk.hears(News::Voice { on: true, ago: 1000 });
    desk.wait(19);
    desk.hears(News::Voice { on: false, ago: 0 });
    // It knows better than the key.
    desk.tap();
    assert_eq!(desk.present(), Some(Side::Customer));
    desk.wait(60);
    assert_eq!((desk.share(), desk.listening().longest(Stamp(desk.now))), (Some(75), 20_000));

    desk.hears(News::Pace(240));
    desk.hears(News::Hint(Hint::Fast(320)));
    let Microphone::On(heard) = desk.model.hearing.microphone else { panic!("closed") };
    assert_eq!((heard.pace, heard.hint), (Some(240), Some((Hint::Fast(320), Stamp(desk.now)))));

    desk.press("e");
    assert_eq!(desk.microphone().last(), Some(&Effect::CloseMicrophone));
    assert_eq!(desk.model.hearing.microphone, Microphone::Off);
    // What comes late is nobody's.
    desk.hears(News::Voice { on: true, ago: 0 });
    assert_eq!(desk.wrapped_up().listening, Some((75, "0:20".into())));
}

#[test]
fn a_microphone_that_cannot_be_had_says_why_and_the_key_works_on() {
    let mut desk = Desk::in_call();
    for fault in [MicrophoneFault::Denied, MicrophoneFault::Lost] {
        desk.happen(Event::OpenMicrophone);
        desk.happen(Event::FromMicrophone(FromMicrophone::Opened(Err(fault))));
        assert_eq!(desk.model.hearing.microphone, Microphone::Failed(fault));
        assert_eq!(desk.microphone().pop(), Some(Effect::CloseMicrophone));
    }
    desk.tap();
    desk.wait(10);
    assert_eq!(desk.share(), Some(100));
    // Unplugged in the middle of a turn: from then on nobody knows who talks.
    desk.happen(Event::OpenMicrophone);
    desk.happen(Event::FromMicrophone(FromMicrophone::Opened(Ok(()))));
    desk.hears(News::Voice { on: true, ago: 0 });
    desk.wait(10);
    desk.happen(Event::FromMicrophone(FromMicrophone::Opened(Err(MicrophoneFault::Lost))));
    desk.wait(100);
    assert_eq!((desk.present(), desk.share()), (None, Some(50)));
}

#[test]
fn a_call_left_or_closed_lets_go_of_the_microphone() {
    for leave in [Event::LeaveCall, Event::Do(call::Event::Ended)] {
        let mut desk = Desk::in_call();
        desk.happen(Event::Do(call::Event::Disposed { disposition: Disposition::Declined }));
        desk.happen(Event::OpenMicrophone);
        desk.happen(leave);
        assert_eq!(desk.microphone(), [Effect::OpenMicrophone, Effect::CloseMicrophone]);
        // Granted late: nobody asks any more.
        desk.happen(Event::FromMicrophone(FromMicrophone::Opened(Ok(()))));
        assert_eq!(desk.model.hearing.microphone, Microphone::Off);
    }
}
