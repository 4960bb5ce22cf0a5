//! One component for every slice of the view: one that is equal to the last is not drawn again. What only the screen
//! knows lives here as well, the next second and the gap being filled in, because each component costs 4 KB of wasm.

use super::booking::{self, ZoneChoice};
use super::clocks::{self, StageTime};
use super::el::{El, list};
use super::gap::{self, Blank};
use super::palette::{self, Finding, Steer};
use super::{Wire, call, capture, customer, frame, listen, lists, log, over, prepare, prompt, rail, side, wrapup};
use crate::app::Picking;
use crate::app::view::{
    AroundView, BarView, CaptureView, CustomerView, FrameView, HearingView, KeepView, Locales, ObjectionView, OverView,
    PathView, PhraseView, PrepareView, PromptView, RailView, SideView, StyleView, ToolView, WrapUpView,
};
use crate::domain::call::{Alert, Listening, Timing, alert};
use crate::domain::{Locale, Stamp};
use crate::speech::Span;
use std::any::Any;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::virtual_dom::VComp;
use yew::{Component, Context, Html, NodeRef, Properties};

/// Milliseconds for which something about the time is told.
const TOLD_FOR: i64 = 10_000;

/// A slice of the view.
#[derive(Clone, Debug, PartialEq)]
pub enum Slice {
    /// What is always there.
    Frame(FrameView),
    /// The state of the data.
    Keep(KeepView),
    /// The ways on: the language, and whether all of it is locked.
    Ways(Locale, bool),
    /// Before the call.
    Prepare(Rc<PrepareView>, bool),
    /// The lists beside the card.
    Lists(Rc<PrepareView>),
    /// Who is called, and the clocks.
    Bar(Rc<BarView>),
    /// Stages.
    Rail(Rc<RailView>, Option<Picking>),
    /// The line and the answers.
    Prompt(Rc<PromptView>),
    /// What the line is to reach, or the way back from an objection.
    Head(Rc<AroundView>),
    /// How to say it.
    Aside(Rc<AroundView>),
    /// Who is on the line.
    Customer(Rc<CustomerView>),
    /// What stands beside the line.
    Side(Rc<SideView>),
    /// The form or the cards beside the line.
    Tools(Rc<ToolView>, Locale),
    /// Objections.
    Objections(Rc<Vec<ObjectionView>>, Locales, Option<Picking>),
    /// What to capture.
    Capture(Rc<CaptureView>),
    /// Customer style.
    Style(Rc<StyleView>),
    /// Ready sentences.
    Phrases(Rc<Vec<PhraseView>>, Locales, Option<Picking>),
    /// Notes.
    Notes(Rc<Vec<(String, String)>>, Locale),
    /// The path walked.
    Path(Rc<Vec<Rc<PathView>>>, Locales),
    /// A place on it.
    Visit(Rc<PathView>, Locales),
    /// After the call.
    WrapUp(Rc<WrapUpView>),
    /// The clocks of a call, and who talks: both are told of.
    Clocks(Timing, Listening, Locale),
    /// Who talks how much.
    Hearing(HearingView),
    /// The time of one stage.
    StageTime(StageTime, Locale),
    /// A ready sentence beside the line.
    Saying(Rc<Vec<Span>>, Locales),
    /// The zone of a form.
    Zone(Rc<ZoneChoice>),
    /// What is missing in a line.
    Blank(Rc<Blank>),
    /// What is open over the desk.
    Over(OverView),
}

impl Slice {
    /// Since when it shows seconds that pass.
    fn counts_since(&self) -> Option<Stamp> {
        match self {
            Slice::Hearing(view) => view.listening.since(),
            Slice::Clocks(timing, ..) => timing.ended.is_none().then_some(timing.started),
            Slice::StageTime(time, _) => time.here,
            _ => None,
        }
    }
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
pub struct Part {
    /// Wakes it at the next full second; dropped, it does not.
    second: Option<Box<dyn Any>>,
    /// What is being told, and since when.
    told: Option<(Alert, Stamp)>,
    /// The last second it was woken at.
    seen: Stamp,
    /// The gap is being filled in, or the zone was gone to.
    filling: bool,
    /// Its field, or its dialog.
    place: NodeRef,
    /// What is being found.
    finding: Finding,
}

/// What happens to a part by itself.
pub enum Own {
    /// A second has passed.
    Second,
    /// A gap is opened, or closed again; or a zone is to be chosen.
    Filling(bool),
    /// Something is to be found.
    Typed(String),
    /// The list of what was found is steered by a key.
    Steered(Steer),
}

impl Component for Part {
    type Message = Own;
    type Properties = PartProps;

    fn create(ctx: &Context<Self>) -> Self {
        let seen = ctx.props().wire.ticker.now();
        Self { second: None, told: None, seen, filling: false, place: NodeRef::default(), finding: Finding::default() }
    }

    fn update(&mut self, ctx: &Context<Self>, own: Own) -> bool {
        match own {
            Own::Filling(on) => self.filling = on,
            Own::Typed(query) => self.finding = Finding { query, at: 0 },
            Own::Steered(steer) => {
                if let PartProps { slice: Slice::Over(OverView::Palette(view)), wire } = ctx.props() {
                    palette::steer(view, &mut self.finding, steer, wire);
                }
            }
            Own::Second => {
                let PartProps { slice, wire } = ctx.props();
                let before = std::mem::replace(&mut self.seen, wire.ticker.now());
                if let Slice::Clocks(timing, listening, _) = slice {
                    let news = alert(timing, listening, before, self.seen).map(|alert| (alert, self.seen));
                    // Long enough to be read out, and gone before the same is said again.
                    let old = self.told.filter(|(_, since)| self.seen.since(*since) < TOLD_FOR);
                    self.told = news.or(old);
                }
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let wire = &ctx.props().wire;
        let drawn = match &ctx.props().slice {
            Slice::Frame(view) => frame::frame(view, wire),
            Slice::Keep(view) => frame::keep(*view, wire),
            Slice::Ways(locale, shut) => frame::ways_on(*locale, *shut, wire),
            Slice::Prepare(view, unnamed) => prepare::prepare(view, *unnamed, wire),
            Slice::Lists(view) => lists::lists(view, wire),
            Slice::Blank(blank) => gap::blank(blank, self.filling, &self.place, ctx.link().callback(|own| own), wire),
            Slice::Zone(choice) => booking::zone(choice, self.filling, ctx.link().callback(|own| own), wire),
            Slice::Over(view) => over::over(view, &self.finding, &self.place, ctx.link().callback(|own| own), wire),
            slice => on_call(slice, self.told.map(|(alert, _)| alert), wire),
        };
        drawn.html()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let PartProps { slice, wire } = ctx.props();
        self.second = slice.counts_since().map(|since| wire.ticker.wait(since, ctx.link().callback(|()| Own::Second)));
        // An element that cannot take the focus is still there to be clicked.
        let field = self.place.cast::<HtmlElement>().filter(|_| self.filling);
        let _ = field.map(|field| field.focus());
        if let Slice::Over(_) = slice {
            over::shown(&self.place);
        }
    }
}

/// A slice of a call. Apart, and never inlined: the first prompt does without it.
#[inline(never)]
fn on_call(slice: &Slice, told: Option<Alert>, wire: &Wire) -> El {
    match slice {
        Slice::Bar(view) => call::bar(view, wire),
        Slice::Side(view) => call::side(view, wire),
        Slice::Rail(view, picking) => rail::rail(view, *picking, wire),
        Slice::Customer(view) => customer::customer(view),
        Slice::Prompt(view) => prompt::prompt(view, wire),
        Slice::Head(view) => prompt::head(view, wire),
        Slice::Aside(view) => prompt::aside(view, wire),
        Slice::Tools(view, locale) => call::tools(view, *locale, wire),
        Slice::Objections(view, locales, picking) => side::objections(view, *locales, *picking, wire),
        Slice::Capture(view) => capture::capture(view, wire),
        Slice::Style(view) => side::style(view, wire),
        Slice::Phrases(view, locales, picking) => side::phrases(view, *locales, *picking, wire),
        Slice::Notes(notes, locale) => log::notes(notes, *locale, wire),
        Slice::Path(path, locales) => log::path(path, *locales, wire),
        Slice::Visit(visit, locales) => log::visit(visit, *locales, wire),
        Slice::WrapUp(view) => wrapup::wrapup(view, wire),
        Slice::Clocks(timing, _, locale) => clocks::clocks(timing, told, *locale, wire.ticker.now()),
        Slice::Hearing(view) => listen::listen(view, wire.ticker.now(), wire),
        Slice::StageTime(time, locale) => clocks::stage_time(time, *locale, wire.ticker.now()),
        Slice::Saying(text, locales) => prompt::saying(text, *locales, wire),
        Slice::Frame(_)
        | Slice::Keep(_)
        | Slice::Ways(..)
        | Slice::Prepare(..)
        | Slice::Lists(_)
        | Slice::Blank(_)
        | Slice::Zone(_)
        | Slice::Over(_) => list(),
    }
}

/// A slice as a part of another.
pub fn part(slice: Slice, wire: &Wire) -> El {
    let props = PartProps { slice, wire: wire.clone() };
    list().node(VComp::new::<Part>(Rc::new(props), None).into())
}
