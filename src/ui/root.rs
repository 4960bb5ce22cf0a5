//! Owns the model, runs effects, hands slices of the view down. The only file of `ui` that knows the shell.

use super::Dispatch;
use super::call::OnCall;
use super::frame::Frame;
use super::parts::Act;
use super::prepare::Prepare;
use super::ticker::Ticker;
use super::wrapup::WrapUp;
use crate::app::view::{self, Screen, View};
use crate::app::{self, Effect, Event, Model, words};
use crate::shell::{self, Shell};
use crate::text::texts;
use yew::prelude::*;

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
    dispatch: Dispatch,
    ticker: Ticker,
    _keys: Box<dyn std::any::Any>,
}

impl Component for Root {
    type Message = Event;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch: Dispatch = ctx.link().callback(|event| event);
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
                // The browser's own undo must not run beside ours; no other key of ours means anything to it.
                let ours = press.command && press.key.eq_ignore_ascii_case("z");
                dispatch.emit(Event::Key(press));
                ours
            }
        });
        let ticker = Ticker::new(shell::clock::now, |milliseconds, tell| {
            let returned = tell.clone();
            let timer = shell::clock::after(milliseconds, move || tell.emit(()));
            let sight = shell::clock::on_return(move || returned.emit(()));
            Box::new((timer, sight))
        });
        Self { model, shell, dispatch, ticker, _keys: Box::new(keys) }
    }

    fn update(&mut self, _: &Context<Self>, event: Event) -> bool {
        let quiet = matches!(event, Event::Kept { .. }) && self.model.keeping.state() == app::KeepState::Kept;
        let effects: Vec<Effect> = app::update(&mut self.model, event, &shell::moment());
        for effect in effects {
            self.shell.run(effect);
        }
        !quiet
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let view = view::view(&self.model, &shell::moment());
        html! {
            <ContextProvider<Ticker> context={self.ticker.clone()}>
                <Screens {view} dispatch={self.dispatch.clone()} />
            </ContextProvider<Ticker>>
        }
    }
}

/// The frame and the present screen.
#[derive(Properties, PartialEq)]
pub struct ScreensProps {
    /// What to show.
    pub view: View,
    /// Where events go.
    pub dispatch: Dispatch,
}

/// The frame and the present screen.
#[component]
pub fn Screens(props: &ScreensProps) -> Html {
    let (View { frame, screen }, dispatch) = (&props.view, &props.dispatch);
    let t = texts(frame.locale);
    let body = match screen {
        Screen::Loading => html! { <p class="state" role="status">{ t.app_loading }</p> },
        Screen::Lost => html! {
            <div class="state" role="alert">
                <p>{ t.app_lost }</p>
                <Act {dispatch} event={Event::FetchAgain} class="primary">{ t.app_again }</Act>
            </div>
        },
        Screen::Bad(problems) => html! {
            <div class="state" role="alert">
                <p>{ t.app_bad }</p>
                <ul class="problems">
                    { for problems.iter().map(|problem| html! { <li>{ words::problem(problem, t) }</li> }) }
                </ul>
                <Act {dispatch} event={Event::FetchAgain} class="primary">{ t.app_again }</Act>
            </div>
        },
        Screen::Prepare(view) => html! { <Prepare {view} {dispatch} rep={frame.rep.clone()} /> },
        Screen::Call(view) => html! { <OnCall {view} {dispatch} /> },
        Screen::WrapUp(view) => html! { <WrapUp {view} {dispatch} /> },
    };
    html! {
        <Frame view={frame.clone()} {dispatch}>{ body }</Frame>
    }
}
