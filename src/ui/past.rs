//! What is known of a customer from earlier calls.

use super::el::{El, el, list};
use super::parts::{facts, hint};
use crate::app::view::PastView;
use crate::app::words;
use crate::text::{fill, texts};

/// In three lines, whole once they are opened: how it ended, what was agreed, what was noted. Never inlined, as what follows:
/// the first prompt does without it.
#[inline(never)]
pub fn past(view: &PastView) -> El {
    let t = texts(view.locale);
    let mut last = fill(t.prepare_last_call, &[("when", &view.when)]);
    for part in [view.disposition.map(|it| words::disposition(it, t).to_owned()), several(view)].into_iter().flatten() {
        last.push_str(" · ");
        last.push_str(&part);
    }
    let agreed = [(t.past_follow_up, &view.follow_up), (t.past_appointment, &view.appointment)];
    let agreed = agreed.into_iter().filter_map(|(text, it)| {
        let (when, why) = it.as_ref()?;
        Some(el("li").text(&fill(text, &[("when", when), ("why", why)])))
    });
    let notes = view.notes.iter().map(|note| el("li").text(note));
    let lines = el("summary").add(hint(&last)).add(el("ul").each(agreed)).add(el("ul").each(notes));
    el("div").class("past").test("past").add(el("details").add(lines))
}

/// How often they were called, if that is more than once.
fn several(view: &PastView) -> Option<String> {
    let calls = view.calls.to_string();
    (view.calls > 1).then(|| fill(texts(view.locale).past_calls, &[("n", &calls)]))
}

/// And what they told.
#[inline(never)]
pub fn told(view: &PastView) -> El {
    if view.facts.is_empty() {
        return list();
    }
    let t = texts(view.locale);
    let pairs = view.facts.iter().map(|(name, value)| (name.as_str(), list().text(value)));
    let told = facts(pairs).lang(view.spoken);
    el("details").class("fold known").test("past-told").add(el("summary").text(t.past_told)).add(told)
}
