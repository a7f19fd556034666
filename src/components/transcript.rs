//! What happened, as a list of sentences in step with the diagram, to be walked with the keyboard.

use lifeline_core::model::ClauseId;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::trace::{EventKind, EventNumber};
use yew::prelude::*;

use super::sentence::Sentence;
use crate::browser::scroll;
use crate::state::action::ViewAction;
use crate::state::document::SharedDocument;
use crate::state::sentences::{LINE, WHOLE};
use crate::words::WORDS;

/// Properties of [`Transcript`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
    /// The clause that is pointed at: the sentences that show it are marked.
    pub marked: Option<ClauseId>,
    /// The first and the last sentence that are in the list.
    pub window: (u32, u32),
    /// Whether anybody sees it: how many there are need not be told before.
    pub is_seen: bool,
    /// Receives the list.
    pub list: NodeRef,
    /// The reader selects a sentence, points at one, or gives the list more or less room.
    pub onview: Callback<ViewAction>,
    /// The list was scrolled.
    pub onscroll: Callback<()>,
}

/// The sentences of a run.
#[component]
pub fn Transcript(props: &Props) -> Html {
    let run = &props.shared.read().run;
    let count = run.count();
    let (first, last) = props.window;
    let selected = use_node_ref();
    let walked_to = use_mut_ref(|| None);
    use_effect_with(props.selected, {
        let (selected, walked_to) = (selected.clone(), walked_to.clone());
        move |number| {
            if walked_to.take() == *number {
                scroll::focus(&selected);
            }
            scroll::reveal(&selected);
        }
    });
    let onscroll = {
        let (walked_to, onscroll) = (walked_to.clone(), props.onscroll.clone());
        move |_| {
            // Where a walk leads is about to be scrolled to.
            if walked_to.borrow().is_none() {
                onscroll.emit(());
            }
        }
    };
    // The callback stays the same while the run goes on: else every sentence would be drawn again.
    let latest = use_mut_ref(|| count);
    latest.replace(count);
    let onwalk = use_callback(props.onview.clone(), move |to: u32, onview| {
        let to = EventNumber(to.clamp(1, *latest.borrow()));
        walked_to.replace(Some(to));
        onview.emit(ViewAction::Select(Some(to)));
    });
    // One sentence is a stop of the Tab key: the selected one, else the last.
    let stop = props.selected.map(|number| number.0).filter(|number| (first..=last).contains(number)).unwrap_or(last);
    let narrator = Narrator::english(run.model());
    let sentences = (first..=last).filter_map(|number| {
        let event = run.trace().get(EventNumber(number))?;
        let arrives = match &event.kind {
            EventKind::Opened { arrives, .. } | EventKind::Closed { arrives, .. } => Some(*arrives),
            EventKind::Message(sent) => sent.arrives,
            _ => None,
        };
        Some(html! {
            <Sentence
                key={number}
                {number}
                kind={event.kind.name()}
                at={event.at}
                {arrives}
                said={narrator.sentence(run.trace(), event)}
                provenance={event.provenance(run.model()).map(|it| (it, narrator.provenance(it)))}
                is_selected={props.selected == Some(EventNumber(number))}
                is_stop={number == stop}
                is_marked={props.marked.is_some_and(|clause| event.clauses(run.model()).contains(&clause))}
                // A list that is there as a whole is counted by whoever reads it out, and need not be told anew with every event.
                count={(props.is_seen && count > WHOLE).then_some(count)}
                selected={&selected}
                onview={&props.onview}
                onwalk={&onwalk}
            />
        })
    });
    html! {
        <section class="transcript" aria-label={WORDS.what_happened}>
            if count == 0 {
                <p class="quiet">{ WORDS.nothing_yet }</p>
            }
            <div {onscroll}>
                <div>
                    { gap(first - 1) }
                    <ol data-transcript="" ref={&props.list}>{ for sentences }</ol>
                    { gap(count - last) }
                </div>
            </div>
        </section>
    }
}

/// The room of so many sentences that are not there, so that the list can be scrolled as if they were.
fn gap(sentences: u32) -> Html {
    let height = i32::try_from(sentences).unwrap_or(i32::MAX).saturating_mul(LINE).min(HIGHEST);
    html! { <svg class="gap" aria-hidden="true" height={height.to_string()} /> }
}

/// Browsers have no room for more, in px.
const HIGHEST: i32 = 8_000_000;
