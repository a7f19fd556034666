//! The page as a whole: its state, the hooks that join it to the browser, and the page or the frame that shows it.

use yew::prelude::*;

use crate::browser;
use crate::components::frame::Frame;
use crate::components::page::Page;
use crate::hooks::{
    Targets, use_address, use_clock, use_file_drop, use_gestures, use_host, use_loading, use_offline, use_outcomes,
    use_paper, use_preferences, use_viewport, use_writing,
};
use crate::state::State;

/// The page, or the frame in another page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(browser::surroundings(), browser::storage::preferences()));
    let targets = use_memo((), |()| Targets::default());
    let page = use_node_ref();
    use_preferences(&state);
    use_outcomes(&state, &targets);
    use_address(&state);
    use_clock(&state);
    use_file_drop(&state);
    let (onscroll, follow) = use_viewport(&state, &targets);
    use_gestures(&state, &targets.scroller);
    use_paper(&state, &targets.scroller);
    use_loading(&state, &follow);
    use_offline(&state);
    use_host(&state, &page, &targets.scroller);
    use_writing(&state);

    let announcement = &state.announcement;
    let said = html! {
        <div class="unseen" aria-live="polite"><p key={announcement.times}>{ &*announcement.words }</p></div>
    };
    let targets = (*targets).clone();
    if state.embed.is_some() {
        html! {
            <div class="app" data-embed="" ref={page}>
                <Frame {state} {targets} {onscroll} />
                { said }
            </div>
        }
    } else {
        html! {
            <div class="app" ref={page}>
                <Page {state} {targets} {onscroll} />
                { said }
            </div>
        }
    }
}
