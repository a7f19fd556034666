//! Where in the run the cursor is: a range over its rows, with what stands out marked along it.

use lifeline_core::narration::fill;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::EventNumber;
use lifeline_core::time::Instant;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::marks::Marks;
use crate::state::action::TimeAction;
use crate::state::document::SharedDocument;
use crate::state::marks::{KINDS, kinds};
use crate::state::session::Jump;
use crate::words::WORDS;

/// Properties of [`Timeline`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// The time at its cursor.
    pub now: Instant,
    /// The run, and how many places it had, as they were a little earlier.
    pub delayed: (SharedDocument, u32),
    /// The reader goes to another row.
    pub ontime: Callback<TimeAction>,
}

/// The range, which is followed while it is moved.
#[component]
pub fn Timeline(props: &Props) -> Html {
    let run = &props.shared.read().run;
    let (count, last) = (run.trace().count(), length(run));
    let cursor = if run.is_at_end() { last } else { run.count() };
    let position = fill(WORDS.timeline_value, &[("time", &props.now), ("place", &cursor), ("count", &last)]);
    let oninput = props.ontime.reform(move |event: InputEvent| {
        let row = event.target_unchecked_into::<HtmlInputElement>().value_as_number() as u32;
        TimeAction::Go(if row > count { Jump::End } else { Jump::Event(EventNumber(row)) })
    });
    html! {
        <div class="timeline">
            <Marks {cursor} {last} delayed={props.delayed.clone()} />
            <input
                type="range"
                data-timeline=""
                aria-label={WORDS.timeline}
                aria-valuetext={position + &at_cursor(run)}
                max={last.to_string()}
                disabled={last == 0}
                value={cursor.to_string()}
                {oninput}
            />
        </div>
    }
}

/// How many places there are after the start: one for each row, and one for quiet time after the last.
pub fn length(run: &Run) -> u32 {
    let count = run.trace().count();
    let last = run.trace().get(EventNumber(count)).map_or(Instant::ZERO, |event| event.at);
    count + u32::from(run.end() > last)
}

/// What stands out in the row that the cursor stands on, after a colon; nothing where nothing does.
fn at_cursor(run: &Run) -> String {
    let event = run.trace().get(EventNumber(run.count()));
    // Whoever waits after a row is not at it any more.
    let Some(event) = event.filter(|event| event.at == run.now()) else { return String::new() };
    let words: Vec<&str> = kinds(run.model(), event).map(|kind| KINDS[kind].words).collect();
    if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) }
}
