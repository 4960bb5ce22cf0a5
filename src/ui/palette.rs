//! The palette: a field and what fits it, one of it marked. What is typed and marked only the screen knows, so that a key
//! press draws nothing but this.

use super::Wire;
use super::el::{Attr, El, On, el, list};
use super::enter::composes;
use super::part::Own;
use super::parts::act;
use crate::app::view::PaletteView;
use crate::app::{Choice, Entry, EntryKind, Event, Place};
use crate::text::{Texts, fill, texts};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::Callback;

/// A key that steers the list.
#[derive(Clone, Copy, Debug)]
pub enum Steer {
    /// The mark goes up or down, and round at the ends.
    By(isize),
    /// The mark goes a screenful up or down.
    Page(isize),
    /// What is marked is chosen.
    Choose,
}

/// What is typed, and the place of the option that is marked.
#[derive(Debug, Default)]
pub struct Finding {
    /// As typed.
    pub query: String,
    /// From 0, in the order of the screen.
    pub at: usize,
}

const LIST: &str = "palette-list";

/// The dialog.
pub fn palette(view: &PaletteView, finding: &Finding, own: Callback<Own>, wire: &Wire) -> El {
    let t = texts(view.locale);
    let groups = grouped(view.palette.find(&finding.query));
    let count = groups.iter().map(|(_, entries)| entries.len()).sum::<usize>();
    let at = finding.at.min(count.saturating_sub(1));
    let typed = own.clone();
    let query = el("input")
        .id("palette-query")
        .class("palette-query")
        .label(t.find_title)
        .attr(Attr::Role, "combobox")
        .attr(Attr::Autocomplete, "off")
        .attr(Attr::Maxlength, "60")
        .attr(Attr::Placeholder, t.find_query)
        .attr(Attr::Complete, "list")
        .attr(Attr::Expanded, if count == 0 { "false" } else { "true" })
        .attr(Attr::Controls, LIST)
        .attr_if(Attr::Active, (count > 0).then(|| option_id(at)).as_deref())
        .tell(On::Input, Box::new(move |text| typed.emit(Own::Typed(text))))
        .hear(On::Keydown, steered(own, wire));
    let close = act("×", Event::CloseOver, wire).class("act quiet").label(t.app_close);
    let mut place = 0;
    let found = groups.iter().map(|(kind, entries)| {
        let title = title(*kind, view.place, t);
        let options = entries.iter().fold(list(), |options, entry| {
            place += 1;
            options.add(option(entry, place - 1, at, wire))
        });
        let head = el("div").class("palette-kind").attr(Attr::Hidden, "true").text(title);
        el("div").attr(Attr::Role, "group").label(title).add(head).add(options)
    });
    let found = el("div").attr(Attr::Id, LIST).class(LIST).attr(Attr::Role, "listbox").label(t.find_title).each(found);
    let said = match count {
        0 => t.find_none.to_owned(),
        n => fill(t.find_count, &[("n", &n.to_string())]),
    };
    el("dialog")
        .class("palette")
        .label(t.find_title)
        .test("palette")
        .add(el("div").class("palette-head").add(query).add(close))
        .add(found)
        .add(el("p").class("hint").attr(Attr::Role, "status").test("palette-count").text(&said))
}

/// The entries by kind; the kind of the best one first.
fn grouped(found: Vec<&Entry>) -> Vec<(EntryKind, Vec<&Entry>)> {
    let mut groups: Vec<(EntryKind, Vec<&Entry>)> = Vec::new();
    for entry in found {
        let kind = entry.choice.kind();
        match groups.iter_mut().find(|(it, _)| *it == kind) {
            Some((_, entries)) => entries.push(entry),
            None => groups.push((kind, vec![entry])),
        }
    }
    groups
}

fn title(kind: EntryKind, place: Place, t: &Texts) -> &'static str {
    match kind {
        EntryKind::Answer if place == Place::WrappingUp => t.wrapup_disposition,
        EntryKind::Answer => t.find_answers,
        EntryKind::Action => t.find_actions,
        EntryKind::Objection => t.find_objections,
        EntryKind::Phrase => t.find_phrases,
        EntryKind::Step => t.find_steps,
        EntryKind::Ahead => t.find_ahead,
        EntryKind::Stage => t.call_stages,
        EntryKind::Card => t.cards_title,
        EntryKind::Unfinished => t.lists_unfinished,
        EntryKind::Customer => t.find_customers,
    }
}

fn option_id(place: usize) -> String {
    ["found-", &place.to_string()].concat()
}

fn option(entry: &Entry, place: usize, at: usize, wire: &Wire) -> El {
    let cap = match &entry.choice {
        Choice::Do(action) => wire.cap(*action),
        Choice::Answer(place) => wire.digit(*place),
        _ => String::new(),
    };
    el("div")
        .class("palette-option")
        .attr(Attr::Role, "option")
        .attr(Attr::Id, &option_id(place))
        .attr(Attr::Chosen, if place == at { "true" } else { "false" })
        .test("found")
        .add(el("span").class("palette-label").lang(entry.locale).text(&entry.label))
        .maybe((!entry.note.is_empty()).then(|| el("small").lang(entry.locale).text(&entry.note)))
        .maybe((!cap.is_empty()).then(|| el("kbd").text(&cap)))
        .send(On::Click, Event::Choose(entry.choice.clone()), wire)
}

/// Arrows mark, Enter chooses, Escape closes. Keys of an input method are its own.
fn steered(own: Callback<Own>, wire: &Wire) -> impl Fn(web_sys::Event) + 'static {
    let dispatch = wire.dispatch.clone();
    move |event| {
        let Some(press) = event.dyn_ref::<KeyboardEvent>() else { return };
        if composes(press) {
            return;
        }
        let steer = match press.key().as_str() {
            "ArrowDown" => Steer::By(1),
            "ArrowUp" => Steer::By(-1),
            "PageDown" => Steer::Page(8),
            "PageUp" => Steer::Page(-8),
            "Enter" => Steer::Choose,
            "Escape" => {
                event.prevent_default();
                return dispatch.emit(Event::CloseOver);
            }
            _ => return,
        };
        event.prevent_default();
        own.emit(Own::Steered(steer));
    }
}

/// Follows a key. It is worked out when its turn comes and not when the list was drawn: a fast rep presses Enter before a
/// slow machine has drawn what the last letters find.
#[inline(never)]
pub fn steer(view: &PaletteView, finding: &mut Finding, steer: Steer, wire: &Wire) {
    let groups = grouped(view.palette.find(&finding.query));
    let mut all = groups.into_iter().flat_map(|(_, entries)| entries);
    if let Steer::Choose = steer {
        return all.nth(finding.at).into_iter().for_each(|it| wire.dispatch.emit(Event::Choose(it.choice.clone())));
    }
    let count = all.count().max(1);
    let at = finding.at.min(count - 1);
    finding.at = match steer {
        Steer::By(by) => (at + count).saturating_add_signed(by) % count,
        Steer::Page(by) => at.saturating_add_signed(by).min(count - 1),
        Steer::Choose => at,
    };
}
