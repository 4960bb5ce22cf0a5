//! A call with its forms for an appointment and a follow-up, and what a rep does in them.

use super::desk::Desk;
use callflow::app::Event;
use callflow::app::view::{BookingView, PromiseView, ToolView, WhenView};
use callflow::domain::appointment::Draft;
use callflow::domain::call::{self, Disposition};
use callflow::domain::flow::Tool;
use callflow::domain::{LeadField, Locale};
use std::collections::BTreeMap;
use std::rc::Rc;

pub const NEW_YORK: &str = "America/New_York";

/// What a rep does in a call with its forms open.
pub trait Forms: Sized {
    /// In a call to Helen, on a Monday at five past ten.
    fn new(locale: Locale) -> Self;
    fn dial(&mut self, name: &str);
    /// The call is over, and so is what is to be done after it.
    fn done(&mut self, disposition: Disposition);
    fn opens(&mut self, tool: Tool);
    fn types(&mut self, words: &str) -> WhenView;
    fn tool(&self) -> Rc<ToolView>;
    fn booking(&self) -> BookingView;
    fn promise(&self) -> PromiseView;
    fn when(&self) -> WhenView;
    fn edit(&mut self, change: impl FnOnce(&mut Draft));
}

impl Forms for Desk {
    fn new(locale: Locale) -> Self {
        let mut desk = Self::open_with(BTreeMap::new(), None, locale);
        (desk.now, desk.step) = (super::at("2026-11-23T10:05").0, 1);
        let small = super::SMALL.replacen("\"en\"", &format!("\"{}\"", locale.tag()), 1);
        desk.happen(Event::FlowCame(locale, Some(small)));
        desk.dial("Helen");
        desk
    }

    fn dial(&mut self, name: &str) {
        self.happen(Event::SetLead(LeadField::Name, name.into()));
        self.happen(Event::StartCall);
    }

    fn done(&mut self, disposition: Disposition) {
        for event in [call::Event::Ended, call::Event::Disposed { disposition }, call::Event::Closed] {
            self.happen(Event::Do(event));
        }
        assert!(self.model.on_call().is_none());
    }

    fn opens(&mut self, tool: Tool) {
        self.happen(Event::OpenTool(tool));
    }

    fn types(&mut self, words: &str) -> WhenView {
        self.happen(Event::TypeTime(words.into()));
        self.when()
    }

    fn tool(&self) -> Rc<ToolView> {
        Rc::clone(&self.see().side.tool)
    }

    fn booking(&self) -> BookingView {
        match &*self.tool() {
            ToolView::Booking(view) => view.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn promise(&self) -> PromiseView {
        match &*self.tool() {
            ToolView::Promise(view) => view.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn when(&self) -> WhenView {
        match &*self.tool() {
            ToolView::Booking(view) => view.when.clone(),
            ToolView::Promise(view) => view.when.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn edit(&mut self, change: impl FnOnce(&mut Draft)) {
        let mut draft = self.booking().form.draft;
        change(&mut draft);
        self.happen(Event::EditBooking(Box::new(draft)));
    }
}

/// What stands on the times to choose from.
pub fn texts(when: &WhenView) -> Vec<&str> {
    when.slots.iter().map(|slot| slot.text.as_str()).collect()
}
