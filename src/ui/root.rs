//! Owns the model, runs effects, hands slices of the view down. The only file of `ui` that knows the shell.

use super::el::{Attr, el, list};
use super::part::{Slice, part};
use super::{Ticker, Wire};
use crate::app::view::View;
use crate::app::{self, Effect, Event, Model, view};
use crate::domain::Moment;
use crate::shell::type_ahead::TypeAhead;
use crate::shell::{self, Shell};
use crate::store::{SaveStatus, Stored};
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use yew::{Component, Context, Html};

/// Puts the desk into the page.
pub fn mount() {
    match shell::page::element("app") {
        Some(element) => yew::Renderer::<Root>::with_root(element).render(),
        None => yew::Renderer::<Root>::new().render(),
    };
}

/// The root component.
struct Root {
    model: Model,
    shell: Shell,
    wire: Wire,
    /// What is on the screen.
    shown: View,
    /// What follows what is drawn first.
    late: Option<Late>,
    /// Keys without Ctrl or Command do something.
    single_keys: Rc<Cell<bool>>,
    /// The keys that wait for the one before.
    ahead: Rc<TypeAhead>,
    /// A key was at work since the screen was drawn.
    key_worked: bool,
    /// Wakes the screen when it is next to change because time passes.
    alarm: Option<Box<dyn Any>>,
    /// The keys, the browser's own undo, double clicks, and the page that is seen again.
    _watched: Box<dyn Any>,
}

/// What is left to be done once what is drawn first is on the screen; what stands around it is drawn then as well.
struct Late {
    effects: Vec<Effect>,
    _timer: Box<dyn Any>,
}

/// What reaches the root.
enum Told {
    /// Something happened.
    Event(Event),
    /// What is drawn first is on the screen: the rest of the view can follow.
    Late,
}

impl Root {
    fn run(&self, effects: Vec<Effect>) {
        effects.into_iter().for_each(|effect| self.shell.run(effect));
    }

    /// The screen is to be drawn again.
    fn show(&mut self, now: &Moment) -> bool {
        let view = view::view(&self.model, now).sharing(&self.shown);
        if view.title != self.shown.title {
            shell::page::show_title(&view.title);
        }
        self.shown = view;
        true
    }

    /// What is shown of the time is true until then. Never inlined: before the flow is here nothing comes due.
    #[inline(never)]
    fn set_alarm(&mut self, now: &Moment) {
        let wait = app::next_change(&self.model, now).since(now.at);
        let tell = self.wire.dispatch.clone();
        let wake = move || tell.emit(Event::TimeCame);
        self.alarm = Some(Box::new(shell::after(u32::try_from(wait).unwrap_or(u32::MAX), wake)));
    }
}

impl Component for Root {
    type Message = Told;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch = ctx.link().callback(Told::Event);
        let shell = Shell::new({
            let dispatch = dispatch.clone();
            move |event| dispatch.emit(event)
        });
        let (model, effects) = app::start(shell::boot());
        for effect in effects {
            shell.run(effect);
        }
        let single_keys = Rc::new(Cell::new(!model.records.settings.keys.off));
        let ahead = Rc::<TypeAhead>::default();
        let keys = shell::keys::on_keys({
            let (dispatch, hurry) = (dispatch.clone(), ctx.link().callback(|()| Told::Late));
            let (single_keys, ahead) = (Rc::clone(&single_keys), Rc::clone(&ahead));
            move |press| {
                // The browser's own undo must not run beside ours, nor its own search. And a key that leads to a field
                // must not be typed into it, nor Enter send its form.
                let ours = match press.key.as_str() {
                    key if press.command && key.eq_ignore_ascii_case("z") => true,
                    key if press.command && key.eq_ignore_ascii_case("k") => !press.shift,
                    key => !press.command && !press.alt && single_keys.get() && (is_sign(key) || key == "Enter"),
                };
                let waits = ahead.press(press, |press| dispatch.emit(Event::Key(press)));
                if waits {
                    // It waits for the whole screen.
                    hurry.emit(());
                }
                waits || ours
            }
        });
        let undo = shell::keys::keep_undo_in_field();
        let clicks = shell::clicks::keep_double_clicks();
        let ticker = Ticker::new(shell::clock::ran, |milliseconds, tell| {
            let returned = tell.clone();
            let timer = shell::clock::after(milliseconds, move || tell.emit(()));
            Box::new((timer, shell::clock::on_return(move || returned.emit(()))))
        });
        let returned = dispatch.clone();
        let returns = shell::on_return(move || returned.emit(Event::TimeCame));
        let shown = view::view(&model, &shell::moment());
        shell::page::show_title(&shown.title);
        let wire = Wire { dispatch, ticker, keys: Rc::new(model.records.settings.keys.clone()) };
        Self {
            model,
            shell,
            wire,
            shown,
            late: None,
            single_keys,
            ahead,
            key_worked: false,
            alarm: None,
            _watched: Box::new((keys, undo, clicks, returns)),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        let now = shell::moment();
        let late = self.late.take();
        let was_late = late.is_some();
        if let Some(Late { effects, .. }) = late {
            self.run(effects);
        }
        let Told::Event(event) = told else {
            return self.show(&now);
        };
        self.key_worked |= matches!(event, Event::Key(_));
        let time_came = event == Event::TimeCame;
        if time_came && self.alarm.is_none() {
            // Every page is seen when it is opened.
            return was_late && self.show(&now);
        }
        // Nothing on the screen changes when something is kept as it should be, until all is.
        let quiet = matches!(event, Event::Kept { held: Stored::Durable, .. });
        let kept = matches!(event, Event::Kept { .. });
        let effects = app::update(&mut self.model, event, &now);
        if *self.wire.keys != self.model.records.settings.keys {
            self.wire.keys = Rc::new(self.model.records.settings.keys.clone());
            self.single_keys.set(!self.wire.keys.off);
        }
        if let Some(first) = view::first(&self.model, &self.shown) {
            let tell = ctx.link().callback(|()| Told::Late);
            let timer = Box::new(shell::clock::after(0, move || tell.emit(())));
            self.late = Some(Late { effects, _timer: timer });
            self.shown = first;
            return true;
        }
        self.run(effects);
        // In a call it need not be asked with every answer.
        if self.model.flow().is_some() && (time_came || self.model.on_call().is_none()) {
            self.set_alarm(&now);
        }
        if quiet && !was_late && self.model.saves.state() != SaveStatus::Saved {
            return false;
        }
        let kept = (kept && !was_late).then(|| view::kept(&self.model, &self.shown)).flatten();
        let Some(kept) = kept else { return self.show(&now) };
        self.shown = kept;
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if self.late.is_none() {
            self.shell.drawn();
            if std::mem::take(&mut self.key_worked) {
                self.ahead.drawn(|press| self.wire.dispatch.emit(Event::Key(press)));
            }
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        desk(self.shown.clone(), &self.wire)
    }
}

/// The whole screen.
pub fn desk(View { frame, screen, over, .. }: View, wire: &Wire) -> Html {
    let main = el("main").id("main").attr(Attr::Tabindex, "-1");
    let main = main.add(super::frame::screen(&screen, &frame, wire));
    let over = over.map(|over| part(Slice::Over(over), wire));
    list().add(part(Slice::Frame(frame), wire)).add(main).maybe(over).html()
}

/// A key that writes something; a space scrolls the page as well, and stays the browser's.
fn is_sign(key: &str) -> bool {
    key.len() == key.chars().next().map_or(0, char::len_utf8) && key != " "
}
