//! A run that is presented: the diagram and the timeline alone, with the newest row in words below.

use lifeline_core::narration::Narrator;
use lifeline_core::simulation::trace::EventNumber;
use yew::prelude::*;

use super::changing::changing;
use super::stage::{Props, Stage};
use super::time_bar::TimeBar;
use crate::hooks::{use_dispatch, use_full_screen};
use crate::state::action::PageAction;
use crate::words::WORDS;

/// What is presented.
#[component]
pub fn Presentation(props: &Props) -> Html {
    let Props { state, session, scroller, onscroll } = props;
    let onpage = use_dispatch::<PageAction>(state);
    let onleave = onpage.reform(|()| PageAction::Present(false));
    use_full_screen(&onleave);
    let run = &session.shared.read().run;
    let newest = run.trace().get(EventNumber(run.count()));
    let sentence = newest.map(|event| Narrator::english(run.model()).sentence(run.trace(), event));
    let caption = sentence.unwrap_or_else(|| WORDS.nothing_yet.to_owned());
    html! {
        <main class="presentation">
            <h1 class="unseen">{ changing(run.model().title().in_language(WORDS.code)) }</h1>
            <Stage state={state.clone()} session={session.clone()} scroller={scroller.clone()} {onscroll} />
            // Those who listen hear it as it happens.
            <p class="caption" aria-hidden="true">{ changing(caption) }</p>
            <TimeBar state={state.clone()} session={session.clone()} />
            <button
                type="button"
                class="leave close"
                data-control="leave"
                aria-label={WORDS.leave_presentation}
                title={WORDS.leave_presentation}
                onclick={onleave.reform(|_| ())}
            >
                { "×" }
            </button>
        </main>
    }
}
