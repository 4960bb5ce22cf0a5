//! What the outside answers.

use super::super::effect::StorageFault;
use super::super::model::Loading;
use super::super::records::Key;
use super::{Effect, Turn};
use crate::domain::{Flow, Locale, ZoneTable};
use std::rc::Rc;

impl Turn<'_> {
    pub(super) fn kept(&mut self, key: &str, result: Result<(), StorageFault>) {
        let again = self.model.keeping.kept(key, result);
        self.effects.extend(again);
        // A damaged record leaves its place only when the copy is safe.
        if let (Some(Key::Aside(original)), Ok(())) = (Key::parse(key), result) {
            self.effects.push(Effect::Remove { key: original });
        }
    }

    /// The flow of the present language, if it was not asked for yet.
    pub(super) fn need_flow(&mut self) {
        match self.model.flows.get(&self.model.settings.locale) {
            Some(Loading::Here(..) | Loading::Asked | Loading::Bad(_)) => {}
            Some(Loading::Lost) | None => self.fetch_flow(),
        }
    }

    pub(super) fn fetch_flow(&mut self) {
        let locale = self.model.settings.locale;
        self.model.flows.insert(locale, Loading::Asked);
        self.effects.push(Effect::FetchFlow(locale));
    }

    pub(super) fn flow_came(&mut self, locale: Locale, text: Option<String>) {
        // Without a net, the newest flow kept with a call serves as well.
        let text = text.map(Rc::from).or_else(|| {
            let of_locale = |reference: &str| reference.split('/').next() == Some(locale.tag());
            let version = |reference: &str| reference.rsplit('@').next().and_then(|it| it.parse::<u32>().ok());
            let kept = self.model.kept_flows.iter().filter(|(reference, _)| of_locale(reference));
            kept.max_by_key(|(reference, _)| version(reference)).map(|(_, text)| Rc::clone(text))
        });
        let loading = match text {
            None => Loading::Lost,
            Some(text) => match Flow::parse(&text) {
                Ok(flow) => Loading::Here(Rc::new(flow), text),
                Err(problems) => Loading::Bad(problems),
            },
        };
        self.model.flows.insert(locale, loading);
    }

    pub(super) fn zone_came(&mut self, name: String, table: Option<ZoneTable>) {
        if let Some(table) = table {
            self.model.zones.insert(name, table);
            self.propose();
        }
    }

    pub(super) fn download_unkept(&mut self) {
        let text = serde_json::to_string_pretty(self.model.keeping.unkept()).unwrap_or_default();
        let day = crate::domain::time::date_text(self.now.at.wall(self.now.offset).date());
        self.effects.push(Effect::Download { name: format!("callflow-{day}.json"), mime: "application/json", text });
    }
}
