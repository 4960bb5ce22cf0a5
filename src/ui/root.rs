//! Owns the model, runs effects, hands slices of the view down. The only file of `ui` that knows the shell.

use super::el::{Attr, el, list};
use super::part::{Slice, part};
use super::{Ticker, Wire};
use crate::app::{self, Event, KeepState, Model, view};
use crate::shell::{self, Shell};
use std::any::Any;
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
    _keys: Box<dyn Any>,
}

impl Component for Root {
    type Message = Event;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch = ctx.link().callback(|event: Event| event);
        let shell = Shell::new({
            let dispatch = dispatch.clone();
            move |event| dispatch.emit(event)
        });
        let (model, effects) = app::start(shell::boot());
        for effect in effects {
            shell.run(effect);
        }
        let keys = shell::keys::on_keys({
            let dispatch = dispatch.clone();
            move |press| {
                // The browser's own undo must not run beside ours, nor its own search; no other key of ours means
                // anything to it.
                let ours = match press.key.as_str() {
                    "z" | "Z" | "k" => press.command,
                    key => key == "/" && !press.command,
                };
                dispatch.emit(Event::Key(press));
                ours
            }
        });
        let ticker = Ticker::new(shell::clock::now, |milliseconds, tell| {
            let returned = tell.clone();
            let timer = shell::clock::after(milliseconds, move || tell.emit(()));
            Box::new((timer, shell::clock::on_return(move || returned.emit(()))))
        });
        let wire_keys = Rc::new(model.settings.keys.clone());
        Self { model, shell, wire: Wire { dispatch, ticker, keys: wire_keys }, _keys: Box::new(keys) }
    }

    fn update(&mut self, _: &Context<Self>, event: Event) -> bool {
        // Nothing on the screen changes when something is kept as it should be.
        let quiet = matches!(event, Event::Kept { result: Ok(()), .. });
        for effect in app::update(&mut self.model, event, &shell::moment()) {
            self.shell.run(effect);
        }
        if *self.wire.keys != self.model.settings.keys {
            self.wire.keys = Rc::new(self.model.settings.keys.clone());
        }
        !quiet || self.model.keeping.state() == KeepState::Kept
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let view = view::view(&self.model, &shell::moment());
        let unnamed = view.frame.rep.name.trim().is_empty() || view.frame.rep.company.trim().is_empty();
        let locale = view.frame.locale;
        let main = el("main").id("main").attr(Attr::Tabindex, "-1");
        let screen = part(Slice::Screen(view.screen, locale, unnamed), &self.wire);
        let over = view.over.map(|over| part(Slice::Over(over), &self.wire));
        list().add(part(Slice::Frame(view.frame), &self.wire)).add(main.add(screen)).maybe(over).html()
    }
}
