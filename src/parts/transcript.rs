//! What happened, as an ordered list of sentences in step with the diagram; whole up to 200, the last 200 beyond.

use lifeline_core::run::Run;
use lifeline_core::trace::{Event, EventNumber, What};
use lifeline_core::words::Speaker;

use super::notices::button;
use super::selected::from_where;
use crate::document::Shared;
use crate::html::{Part, Tag, tag};
use crate::words::WORDS;

/// The list of sentences.
#[derive(PartialEq)]
pub struct Transcript {
    /// The run.
    pub shared: Shared,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
    /// Whether the whole list is shown, or only its end.
    pub whole: bool,
}

impl Part for Transcript {
    fn view(&self) -> Tag {
        let run = &self.shared.read().run;
        let count = run.count();
        let first = count.saturating_sub(SHOWN) + 1;
        let (words, expanded) = if self.whole { (WORDS.show_less, "true") } else { (WORDS.show_all, "false") };
        let mut all = tag("section").class("transcript").when(self.whole, "data-whole", "");
        all = all.add(tag("h2").words(WORDS.what_happened));
        all = all.add(if count > 0 {
            button("whole", words).fixed("aria-expanded", expanded)
        } else {
            tag("p").words(WORDS.nothing_yet)
        });
        let mut list = tag("ol").fixed("data-transcript", "");
        for place in first..=count {
            if let Some(event) = run.trace().get(EventNumber(place)) {
                list = list.add(self.sentence(run, event, place));
            }
        }
        all.add(tag("div").add(list))
    }
}

impl Transcript {
    fn sentence(&self, run: &Run, event: &Event, place: u32) -> Tag {
        let count = run.count();
        let speaker = Speaker::english(run.model());
        let provenance = event.provenance(run.model());
        let is_selected = self.selected == Some(EventNumber(place));
        // One sentence is a stop of the Tab key: the selected one, else the newest.
        let is_stop = is_selected || (self.selected.is_none_or(|it| it.0 > count) && place == count);
        let number = place.to_string();
        let mut sentence = tag("li")
            .key(u64::from(place))
            .fixed("tabindex", if is_stop { "0" } else { "-1" })
            .when(is_selected, "aria-current", "true")
            .set("aria-setsize", &count.to_string())
            .set("aria-posinset", &number)
            .set("data-event", &number)
            .fixed("data-kind", event.what.kind())
            .set("data-at", &event.at.as_millis().to_string());
        let arrives = match &event.what {
            What::Opened { arrives, .. } | What::Closed { arrives, .. } => Some(*arrives),
            What::Message(sent) => sent.arrives,
            _ => None,
        };
        if let Some(arrives) = arrives {
            sentence = sentence.set("data-arrives", &arrives.as_millis().to_string());
        }
        sentence
            .add(tag("span").class("at").text(&event.at.to_string()))
            .add(tag("span").class("said").text(&speaker.sentence(run.trace(), event)))
            .add(tag("span").fixed("data-from", from_where(provenance)).words(speaker.provenance(provenance)))
    }
}

/// Sentences in the list at most: more would cost more than they tell.
const SHOWN: u32 = 200;
