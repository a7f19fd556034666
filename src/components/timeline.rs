//! Where in the run the cursor is: a range over its moments, with what stands out marked along it.

use lifeline_core::simulation::run::Run;
use lifeline_core::time::Instant;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::marks::Marks;
use crate::state::action::TimeAction;
use crate::state::document::SharedDocument;
use crate::state::marks::{KINDS, kinds};
use crate::state::session::Jump;
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`Timeline`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// The time at its cursor.
    pub now: Instant,
    /// The reader goes to another moment.
    pub ontime: Callback<TimeAction>,
}

/// The range, which is followed while it is moved.
#[component]
pub fn Timeline(props: &Props) -> Html {
    let run = &props.shared.read().run;
    let cursor = run.cursor().to_string();
    let last = run.moments().len() - 1;
    let (time, count) = (props.now.to_string(), last.to_string());
    let position = fill(WORDS.timeline_value, &[("time", &time), ("place", &cursor), ("count", &count)]);
    let oninput = props.ontime.reform(|event: InputEvent| {
        let moment = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
        TimeAction::Go(Jump::Moment(moment as usize))
    });
    html! {
        <div class="timeline">
            <input
                type="range"
                data-timeline=""
                aria-label={WORDS.timeline}
                aria-valuetext={position + &at_cursor(run)}
                max={count}
                disabled={last == 0}
                value={cursor}
                {oninput}
            />
            if last > 0 {
                <Marks shared={props.shared.clone()} ontime={&props.ontime} />
            }
        </div>
    }
}

/// What stands out where the cursor is, after a colon; nothing where nothing does.
fn at_cursor(run: &Run) -> String {
    // Whoever waits after a moment is not at it any more.
    if run.now() != run.moments()[run.cursor()].at {
        return String::new();
    }
    let here: Vec<usize> = kinds(run, run.cursor()).collect();
    let words: Vec<&str> = (0..KINDS.len()).filter(|kind| here.contains(kind)).map(|kind| KINDS[kind].words).collect();
    if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) }
}
