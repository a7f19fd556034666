//! What happened, as an ordered list of sentences in step with the diagram; whole up to 200, beyond that as many as are around the place that is read.

use lifeline_core::model::ClauseId;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Event, EventKind, EventNumber};

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
    /// The statement that is looked at: the sentences that show it are marked.
    pub marked: Option<ClauseId>,
    /// The first and the last sentence that are there, as [`window`] has them.
    pub window: (u32, u32),
    /// Whether the list has much room, or little.
    pub whole: bool,
}

/// The first and the last sentence of so many that are there while the reader is at one of them, or at the newest; `whole` is whether the
/// list has much room.
pub fn window(count: u32, reading: Option<EventNumber>, whole: bool) -> (u32, u32) {
    if count <= WHOLE {
        return (1, count);
    }
    let part = if whole { PART } else { LITTLE };
    let middle = reading.map_or(count, |number| number.0.min(count));
    let last = (middle + part / 2).clamp(part, count);
    (last - part + 1, last)
}

impl Part for Transcript {
    fn view(&self) -> Tag {
        let run = &self.shared.read().run;
        let count = run.count();
        let (first, last) = self.window;
        let (words, expanded) = if self.whole { (WORDS.show_less, "true") } else { (WORDS.show_all, "false") };
        let mut all = tag("section").class("transcript").when(self.whole, "data-whole", "");
        all = all.add(tag("h2").words(WORDS.what_happened));
        all = all.add(if count > 0 {
            button("whole", words).fixed("aria-expanded", expanded)
        } else {
            tag("p").words(WORDS.nothing_yet)
        });
        let mut list = tag("ol").fixed("data-transcript", "");
        for place in first..=last {
            if let Some(event) = run.trace().get(EventNumber(place)) {
                list = list.add(self.sentence(run, event, place));
            }
        }
        all.add(tag("div").add(tag("div").add(gap(first - 1)).add(list).add(gap(count - last))))
    }
}

impl Transcript {
    fn sentence(&self, run: &Run, event: &Event, place: u32) -> Tag {
        let (first, last) = self.window;
        let speaker = Narrator::english(run.model());
        let is_selected = self.selected == Some(EventNumber(place));
        // One sentence is a stop of the Tab key: the selected one, else the last.
        let is_stop = is_selected || (self.selected.is_none_or(|it| it.0 < first || it.0 > last) && place == last);
        // A list that is there as a whole is counted by whoever reads it out, and need not be told anew with every event.
        let is_part = run.count() > WHOLE;
        let number = place.to_string();
        let mut sentence = tag("li")
            .key(u64::from(place))
            .fixed("tabindex", if is_stop { "0" } else { "-1" })
            .when(is_selected, "aria-current", "true")
            .when(self.marked.is_some_and(|it| event.clauses(run.model()).contains(&it)), "data-marked", "")
            .optional("aria-setsize", is_part.then(|| run.count().to_string()))
            .optional("aria-posinset", is_part.then(|| number.clone()))
            .set("data-event", &number)
            .fixed("data-kind", event.kind.name())
            .set("data-at", &event.at.as_millis().to_string());
        let arrives = match &event.kind {
            EventKind::Opened { arrives, .. } | EventKind::Closed { arrives, .. } => Some(*arrives),
            EventKind::Message(sent) => sent.arrives,
            _ => None,
        };
        if let Some(arrives) = arrives {
            sentence = sentence.set("data-arrives", &arrives.as_millis().to_string());
        }
        sentence
            .add(tag("span").class("at").text(&event.at.to_string()))
            .add(tag("span").class("said").text(&speaker.sentence(run.trace(), event)))
            .maybe(event.provenance(run.model()).map(|provenance| {
                tag("span").fixed("data-from", from_where(provenance)).words(speaker.provenance(provenance))
            }))
    }
}

/// The room of so many sentences that are not there, so that the list can be scrolled as if they were.
fn gap(sentences: u32) -> Tag {
    let height = i32::try_from(sentences).unwrap_or(i32::MAX).saturating_mul(LINE).min(HIGHEST);
    tag("svg").class("gap").fixed("aria-hidden", "true").number("height", height)
}

/// In px: how high a sentence of one line is.
pub const LINE: i32 = 26;
/// In px: browsers have no room for more.
const HIGHEST: i32 = 8_000_000;
/// Up to so many sentences, all are there.
const WHOLE: u32 = 200;
/// Of more, so many are there: several times what fits on a screen.
const PART: u32 = 120;
/// The same where the list has room for a few.
const LITTLE: u32 = 24;
