//! One component for every slice of the view: one that is equal to the last is not drawn again.

use super::{Wire, call, capture, frame, lists, log, prepare, prompt, rail, side, wrapup};
use crate::app::view::{
    CallView, CaptureView, FrameView, ObjectionView, PathView, PhraseView, PrepareView, PromptView, RailView, Screen,
    StyleView, ToolView, WrapUpView,
};
use crate::domain::Locale;
use std::rc::Rc;
use yew::prelude::*;

/// A slice of the view.
#[derive(Clone, Debug, PartialEq)]
pub enum Slice {
    /// What is always there.
    Frame(FrameView),
    /// The present screen, and whether the rep's own name is missing.
    Screen(Screen, Locale, bool),
    /// Before the call.
    Prepare(Rc<PrepareView>, bool),
    /// The lists beside the card.
    Lists(Rc<PrepareView>),
    /// In the call.
    Call(Rc<CallView>),
    /// Stages.
    Rail(Rc<RailView>),
    /// The line and the answers.
    Prompt(Rc<PromptView>),
    /// The form or the cards beside the line.
    Tools(Rc<ToolView>, Locale),
    /// Objections.
    Objections(Rc<Vec<ObjectionView>>, Locale),
    /// What to capture.
    Capture(Rc<CaptureView>),
    /// Customer style.
    Style(Rc<StyleView>),
    /// Ready sentences.
    Phrases(Rc<Vec<PhraseView>>, Locale),
    /// Notes.
    Notes(Rc<Vec<(String, String)>>, Locale),
    /// The path walked.
    Path(Rc<Vec<PathView>>, Locale),
    /// After the call.
    WrapUp(Rc<WrapUpView>),
}

/// A slice and its connections.
#[derive(Properties, PartialEq)]
pub struct PartProps {
    /// What to show.
    pub slice: Slice,
    /// Where events go.
    pub wire: Wire,
}

/// Draws a slice.
#[component]
pub fn Part(props: &PartProps) -> Html {
    let wire = &props.wire;
    match &props.slice {
        Slice::Frame(view) => frame::frame(view, wire),
        Slice::Screen(screen, locale, unnamed) => frame::screen(screen, *locale, *unnamed, wire),
        Slice::Prepare(view, unnamed) => prepare::prepare(view, *unnamed, wire),
        Slice::Lists(view) => lists::lists(view, wire),
        Slice::Call(view) => call::call(view, wire),
        Slice::Rail(view) => rail::rail(view, wire),
        Slice::Prompt(view) => prompt::prompt(view, wire),
        Slice::Tools(view, locale) => call::tools(view, *locale, wire),
        Slice::Objections(view, locale) => side::objections(view, *locale, wire),
        Slice::Capture(view) => capture::capture(view, wire),
        Slice::Style(view) => side::style(view, wire),
        Slice::Phrases(view, locale) => side::phrases(view, *locale),
        Slice::Notes(notes, locale) => log::notes(notes, *locale, wire),
        Slice::Path(path, locale) => log::path(path, *locale, wire),
        Slice::WrapUp(view) => wrapup::wrapup(view, wire),
    }
}

/// A slice as a part of another.
pub fn part(slice: Slice, wire: &Wire) -> Html {
    html! { <Part {slice} wire={wire.clone()} /> }
}
