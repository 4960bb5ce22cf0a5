//! Which key does what. Only keys without a text field under them arrive here; see `shell::keys`.

use super::effect::KeyPress;
use super::event::{Area, Event};
use super::model::{Desk, Model};
use crate::domain::call::{self, Progress};
use crate::domain::flow::Tool;

/// What a key means on the present screen.
pub fn event_for(model: &Model, press: &KeyPress) -> Option<Event> {
    if press.alt {
        return None;
    }
    let key = press.key.to_ascii_lowercase();
    if press.command {
        // With Shift it is a capital: that is "redo" elsewhere.
        return (press.key == "z").then_some(Event::Do(call::Event::Undone)).filter(|_| model.on_call().is_some());
    }
    let progress = match &model.desk {
        Desk::Prepare => return (key == "s").then_some(Event::StartCall),
        Desk::Call(on_call) => on_call.call.state().progress,
    };
    match (key.as_str(), progress) {
        ("u", _) => Some(Event::Do(call::Event::Undone)),
        (_, Progress::Closed(_)) => None,
        ("n", _) => Some(Event::GoTo(Area::Note)),
        ("a", _) => Some(Event::OpenTool(Tool::Appointment)),
        ("f", _) => Some(Event::OpenTool(Tool::FollowUp)),
        ("o", Progress::Talking) => Some(Event::GoTo(Area::Objections)),
        ("c", Progress::Talking) => Some(Event::GoTo(Area::Capture)),
        ("p", Progress::Talking) => Some(Event::GoTo(Area::Phrases)),
        ("v", Progress::Talking) => Some(Event::OpenTool(Tool::Cards)),
        ("h", Progress::Talking) => Some(Event::Hear),
        ("r", Progress::Talking) => Some(Event::Do(call::Event::Returned)),
        ("e", Progress::Talking) => Some(Event::Do(call::Event::Ended)),
        ("y", Progress::WrappingUp(_)) => Some(Event::CopySummary),
        ("d", Progress::WrappingUp(_)) => Some(Event::Do(call::Event::Closed)),
        (digit, _) => {
            let place = digit.parse::<usize>().ok().filter(|_| digit.len() == 1)?.checked_sub(1)?;
            Some(Event::Pick(place))
        }
    }
}
