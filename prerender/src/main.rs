//! Draws the first screen of somebody who has kept nothing yet, as HTML, with the very functions the program draws it with.
//! Runs on the machine that builds, never in a browser: a crate of its own, so that nothing of this is in the program.
//!
//! Takes the languages and the covers of their flows, each language before its cover. Answers with JSON: the screens by
//! language, and which greeting is for which hour of the day.

use std::env;
use std::error::Error;

use callflow::app::{Boot, start, view};
use callflow::domain::time::DayPart;
use callflow::domain::{Id, Locale, Moment, Stamp};
use callflow::ui::{Ticker, Wire, desk};
use serde_json::{Map, json};
use tokio::runtime::Builder;
use tokio::task::LocalSet;
use yew::{Callback, Html, LocalServerRenderer, Properties, component};

const HOUR: i64 = 3_600_000;

/// What the screen is drawn from.
#[derive(PartialEq, Properties)]
struct Page {
    locale: Locale,
    cover: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = env::args().skip(1).collect();
    let runtime = Builder::new_current_thread().build()?;
    let mut screens = Map::new();
    for pair in given.chunks(2) {
        let [tag, cover] = pair else { return Err("a language without a cover".into()) };
        let locale = Locale::from_tag(tag).ok_or_else(|| format!("no language of the desk: {tag}"))?;
        let drawn = LocalServerRenderer::<Screen>::with_props(Page { locale, cover: cover.clone() });
        let drawn = LocalSet::new().block_on(&runtime, drawn.hydratable(false).render());
        screens.insert(tag.clone(), drawn.into());
    }
    println!("{}", json!({ "screens": screens, "hours": hours() }));
    Ok(())
}

/// What the program draws first.
#[component]
fn Screen(page: &Page) -> Html {
    let (locale, tab) = (page.locale, Id::new("tab"));
    let covers = Locale::ALL.map(|it| (it == locale).then(|| page.cover.clone()));
    let (model, _) = start(Boot { records: Ok(Vec::new()), locale, covers, tab: tab.clone(), call: None, zone: None });
    let wire = Wire {
        dispatch: Callback::noop(),
        ticker: Ticker::new(|| Stamp(0), |_, _| Box::new(())),
        keys: model.records.settings.keys.clone().into(),
    };
    desk(view::view(&model, &Moment { at: Stamp(0), ran: Stamp(0), offset: 0, id: tab }), &wire)
}

/// The places of the greetings.
fn hours() -> Vec<Option<usize>> {
    let parts = (0..24).map(|hour| DayPart::of(Stamp(hour * HOUR).wall(0)));
    parts.map(|part| DayPart::ALL.into_iter().position(|it| it == part)).collect()
}
